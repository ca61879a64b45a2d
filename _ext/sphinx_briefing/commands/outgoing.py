"""``sphinx-briefing outgoing``: what goes out, the briefs of a build with their files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

EXAMPLES = ("outgoing build/publish/ledger/ledger.json build/publish/html",)
SUFFIXES = (".html", ".pdf", ".docx")


def outgoing(
    ledger: Annotated[Path, typer.Argument(help="The ledger.json of a build.")],
    pages: Annotated[Path, typer.Argument(help="The folder of the built pages.")],
) -> None:
    """List what goes out: briefs and their files.

    The briefs of a build with their editions, markings and files.
    """
    if not pages.is_dir():
        raise ValueError(f"there is no folder {pages}; name that of the built pages")
    for line in listed(_briefs(ledger), pages):
        print(line)


def _briefs(ledger: Path) -> dict[str, dict[str, Any]]:
    try:
        found = json.loads(ledger.read_text(encoding="utf-8"))["briefs"].items()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"{ledger} is no ledger.json: {error}") from None
    return {name: brief for name, brief in found if isinstance(brief, dict)}


def listed(briefs: dict[str, dict[str, Any]], pages: Path) -> Iterator[str]:
    """Yield a line for each brief and each of its files, and one for all files together."""
    for docname, brief in briefs.items():
        edition = f"edition {brief.get('edition') or 1}"
        marking = f"TLP:{brief['tlp']}" if brief.get("tlp") else "unmarked"
        facts = (brief.get("reference"), edition, brief.get("status"), brief.get("date"), marking)
        yield f"{docname}: {', '.join(str(fact) for fact in facts if fact)}"
        for path in _files(pages, docname):
            name = path.relative_to(pages).as_posix()
            yield f"    {name} ({_size(path.stat().st_size)})"
    found = [path for path in pages.rglob("*") if path.is_file() and not _is_hidden(path, pages)]
    total = sum(path.stat().st_size for path in found)
    yield f"{len(found)} files in {pages}, {_size(total)}"


def _files(pages: Path, docname: str) -> Iterator[Path]:
    for suffix in SUFFIXES:
        path = pages / f"{docname}{suffix}"
        if path.is_file():
            yield path


def _is_hidden(path: Path, top: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(top).parts)


def _size(number: int) -> str:
    return f"{number / 1_000_000:.1f} MB" if number >= 1_000_000 else f"{number / 1000:.0f} kB"
