"""``sphinx-briefing find``: look an id or a name up."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .folders import Conf, Source
from .telling import print_json, tell

if TYPE_CHECKING:
    from .looking_up import Found, Looking

EXAMPLES = ("find Selenskyj", "find grain corridor --kind claim --json")

LedgerFile = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        metavar="FILE",
        show_default=False,
        help="A ledger.json to read, instead of the pages.",
    ),
]
"""The option that names a file to ask instead of a project."""


def find(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS", help="An id, a name, words of a title.")
    ],
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", "-k", metavar="KIND", help="Of this kind alone: actor, claim."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    ledger: LedgerFile = None,
    source: Source = None,
    conf: Conf = None,
) -> None:
    """Look an id, a name or a title up, in any script and spelling.

    Prints kind, id, title and file:line of each. Ends with 1 if there is none.
    """
    from .looking_up import find_all, looking, nearest

    asked = " ".join(words)
    with looking(ledger, source, conf) as place:
        found = find_all(place.ledger, asked, kind or ())
        if json:
            print_json([_data(one, place) for one in found])
        elif found:
            _print(found, place)
        if not found:
            near = nearest(place.ledger, asked, kind or ())
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            tell(f"nothing is called {asked!r}{hint}")
            raise typer.Exit(1)


def _data(one: Found, place: Looking) -> dict[str, str | int]:
    where = place.place(one.docname, path=one.path)
    return {"kind": one.kind, "id": one.id, "title": one.title, "file": where, "line": one.line}


def _print(found: Sequence[Found], place: Looking) -> None:
    """One line each: for people as a table, for other programs with tabs between."""
    rows = [
        (one.kind, one.id, one.title, place.place(one.docname, one.line, one.path)) for one in found
    ]
    if not sys.stdout.isatty():
        for row in rows:
            print("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for label in ("kind", "id", "title", "where"):
        table.add_column(label, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console(highlight=False).print(table)
