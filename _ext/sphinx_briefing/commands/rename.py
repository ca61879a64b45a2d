"""``sphinx-briefing rename``: give a record another id, or another name, everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .changing import DryRun, Json, Plan, change_sources
from .folders import Conf, Source

if TYPE_CHECKING:
    from ..domain import BriefDomain
    from ..renaming.sources import Sources

EXAMPLES = (
    "rename actor:kaja-kallas kallas --dry-run",
    'rename --name "Kyiv" "Kyjiw" --keep-alias',
)


def rename(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="Its id, or kind:id; with --name, its name.")
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new id; with --name, the name.")],
    name: Annotated[
        bool, typer.Option("--name", help="Change a name, and not the id, of an actor or a term.")
    ] = False,
    keep_alias: Annotated[
        bool, typer.Option("--keep-alias", help="With --name: let the old name be an alias.")
    ] = False,
    dry_run: DryRun = False,
    json: Json = False,
    source: Source = None,
    conf: Conf = None,
) -> None:
    """Give a record another id, or another name, everywhere.

    In roles, fields, front matter, links and data files; the rest stays byte for byte. The change
    is printed as a diff. After it the project is read again: where it then says anything else, or
    a message is new, all is put back.
    """
    if keep_alias and not name:
        raise ValueError("--keep-alias goes with --name: an id has no aliases")

    def plan(domain: BriefDomain, sources: Sources) -> Plan:
        from ..renaming.planning import Project, Refused
        from ..renaming.renames import is_called, renamed, renamed_by_name
        from .impact_report import record_meant

        ledger = domain.ledger
        key = record_meant(ledger, old)
        record = ledger.get(*key)
        if not name:
            project = Project.of(domain, sources, key, new)
            try:
                change = renamed(project, key, new)
            except Refused as error:
                hint = "; to change its name: --name" if " " in new.strip() else ""
                raise Refused(f"{error}{hint}") from None
            return Plan(change, {key[1]: new}, {key: (key[0], new)})
        assert record is not None
        plain = old.removeprefix(f"{key[0]}:")
        called = is_called(record, plain) or record.title_text
        project = Project.of(domain, sources, key, called, new)
        change = renamed_by_name(project, key, called, new, keep_alias=keep_alias)
        return Plan(change, {called: new}, called=key)

    change_sources(source, conf, plan, dry_run=dry_run, as_json=json)
