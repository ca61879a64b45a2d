"""``sphinx-briefing show``: all that is known of a record."""

from __future__ import annotations

from typing import Annotated

import typer

from .find import LedgerFile
from .folders import Conf, Source
from .telling import print_json

EXAMPLES = ("show kallas", "show claim:ships --json")


def show(
    record: Annotated[
        str,
        typer.Argument(metavar="ID", help="Its id or name; 'kind:id' where several have it."),
    ],
    json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    ledger: LedgerFile = None,
    source: Source = None,
    conf: Conf = None,
) -> None:
    """Show all that is known of a record.

    Its fields as a card says them, where it is declared, what it rests on, what refers to it, and
    the briefs that print it.
    """
    from .impact_report import record_meant
    from .looking_up import looking
    from .showing import Shown

    with looking(ledger, source, conf) as place:
        shown = Shown(place, record_meant(place.ledger, record))
        if json:
            print_json(shown.data)
        else:
            print("\n".join(shown.lines()))
