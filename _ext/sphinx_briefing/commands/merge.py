"""``sphinx-briefing merge``: let two records become one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .changing import DryRun, Json, Plan, change_sources
from .folders import Conf, Source

if TYPE_CHECKING:
    from ..domain import BriefDomain
    from ..renaming.sources import Sources

EXAMPLES = ("merge actor:kaja-kallas actor:k-kallas --dry-run",)


def merge(
    keep: Annotated[
        str, typer.Argument(metavar="KEEP", help="The record that stays: its id, or kind:id.")
    ],
    gone: Annotated[str, typer.Argument(metavar="GONE", help="The record that becomes a part.")],
    dry_run: DryRun = False,
    json: Json = False,
    source: Source = None,
    conf: Conf = None,
) -> None:
    """Let two records of one kind become one.

    The names of GONE become aliases of KEEP, what refers to GONE refers to KEEP, and GONE is taken
    out. Where both say something else, KEEP stays as it is; what is lost is listed. The change is
    printed as a diff, and put back where the project is not as clean as before.
    """

    def plan(domain: BriefDomain, sources: Sources) -> Plan:
        from ..renaming.merges import merged
        from ..renaming.planning import Project
        from .impact_report import record_meant

        one, other = record_meant(domain.ledger, keep), record_meant(domain.ledger, gone)
        kept, lost = domain.ledger.get(*one), domain.ledger.get(*other)
        assert kept is not None
        assert lost is not None
        change = merged(Project.of(domain, sources, other, also=[one]), one, other)
        # Prose that refers by id prints the name.
        names = {other[1]: one[1], lost.title_text: kept.title_text}
        return Plan(change, names, {other: one}, gone=other)

    change_sources(source, conf, plan, dry_run=dry_run, as_json=json)
