"""``sphinx-briefing impact``: list what rests on a record."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .folders import Conf, Source, find_project

if TYPE_CHECKING:
    from ..ledger import Ledger
    from ..ledger.evidence import Key

EXAMPLES = ("impact reuters-leap-2027", "impact claim:ships --json")


def impact(
    record: Annotated[
        str,
        typer.Argument(metavar="ID", help="Its id or name; 'kind:id' where several have it."),
    ],
    json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    day: Annotated[
        str, typer.Option(metavar="DAY", help="As it was known on a day, an EDTF date.")
    ] = "",
    ledger: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", show_default=False, help="A ledger.json to read, instead of the pages."
        ),
    ] = None,
    source: Source = None,
    conf: Conf = None,
) -> None:
    """List what rests on a record: a source, a claim.

    The records and briefs that rest on it, whether each stands, and whether it would without it.
    """
    from ..records.conventions import Conventions
    from ..records.readers import read_date
    from .impact_report import citing_of, ledger_of

    known_on = read_date(day, Conventions()) if day else ""
    if ledger is not None:
        _print(ledger_of(ledger), record, known_on, {}, as_json=json)
        return
    from .reading import project_read

    with project_read(*find_project("", source, conf), warnings=None) as domain:
        _print(domain.ledger, record, known_on, citing_of(domain), as_json=json)


def _print(
    ledger: Ledger, record: str, day: str, citing: Mapping[str, frozenset[Key]], *, as_json: bool
) -> None:
    import msgspec

    from ..ledger.known import on_day
    from ..records.dates import span
    from .impact_report import Impact, record_meant

    seen = on_day(ledger, span(day)) if day else ledger
    found = Impact(seen, record_meant(seen, record), citing)
    if as_json:
        encoded = msgspec.json.format(msgspec.json.encode(found.data), indent=1)
        sys.stdout.write(encoded.decode() + "\n")
    else:
        print("\n".join(found.lines()))
