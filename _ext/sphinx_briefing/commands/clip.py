"""``sphinx-briefing clip``: a page, a PDF, a message or an export as notes."""

from __future__ import annotations

import json as json_of
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .folders import Conf, Source, find_project
from .telling import tell

if TYPE_CHECKING:
    from ..capture.clipping import Prepared, Project
    from ..capture.model import Captured

EXAMPLES = (
    "clip https://example.org/news/ferry",
    "clip saved-page.html notes/2026-03-ferry.md",
    "clip library.json --item doe2026",
)


def clip(
    source: Annotated[
        str,
        typer.Argument(
            show_default=False,
            help="An address, or a file: a saved page, a PDF, a message (.eml), "
            "CSL-JSON, or an export of Zotero (JSON, RDF).",
        ),
    ],
    path: Annotated[
        Path | None,
        typer.Argument(
            show_default=False,
            help="The note to write, or its folder; default: named after day and title.",
        ),
    ] = None,
    item: Annotated[
        str, typer.Option(metavar="KEY", help="One item of an export; default: all of them.")
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    pages: Source = None,
    conf: Conf = None,
) -> None:
    """Make a note of a source, and keep what was read.

    The note has what the source says of itself, and names what it does not say. The names of the
    notes that were written are printed.
    """
    found = clip_note(source, path, item=item, pages=pages, conf=conf, is_quiet=json)
    if json:
        print(json_of.dumps([_data(one) for one in found], ensure_ascii=False, indent=1))


def clip_note(
    source: str,
    path: Path | None,
    *,
    item: str = "",
    pages: Path | None = None,
    conf: Path | None = None,
    is_quiet: bool = False,
) -> list[Prepared]:
    """Write notes on what an address or a file holds.

    :param is_quiet: whether the names of the notes are not printed.
    :raises ValueError: if that cannot be done, in one sentence.
    """
    from ..capture.clipping import prepared
    from ..capture.reading import SourceReader
    from .writing import write_all_new

    today = date.today().isoformat()
    with SourceReader(today) as reader:
        captured = _chosen(reader.read(source), item, path, source)
    found = []
    with _project(path, pages, conf) as project:
        for one in captured:
            note = prepared(one, path, project, today)
            try:
                write_all_new(note.files)
            except FileExistsError:
                raise
            except OSError as error:
                why = error.strerror or str(error)
                raise ValueError(f"{note.note} cannot be written: {why}") from None
            found.append(note)
            if not is_quiet:
                print(_shown(note.note))
            if note.missing:
                tell(f"{_shown(note.note)} lacks {', '.join(note.missing)}; see its comments")
    return found


def _chosen(captured: list[Captured], item: str, path: Path | None, source: str) -> list[Captured]:
    """The items that are asked for.

    :raises ValueError: if there are none, or more than there is room for.
    """
    if item:
        chosen = [one for one in captured if one.key == item]
        if not chosen:
            keys = ", ".join(one.key for one in captured[:20] if one.key) or "none"
            raise ValueError(f"{source} has no item {item!r}; its keys: {keys}")
        return chosen
    if len(captured) > 1 and path is not None and not path.is_dir():
        raise ValueError(
            f"{source} holds {len(captured)} items, and {path} is one note: "
            "name a folder, or one item: --item KEY"
        )
    return captured


@contextmanager
def _project(path: Path | None, pages: Path | None, conf: Path | None) -> Iterator[Project]:
    """The project that a note goes into; outside of any, the working folder."""
    from ..capture.clipping import Project

    try:
        folders = find_project(str(path or ""), pages, conf)
    except ValueError:
        if pages is not None or conf is not None:
            raise
        tell("there is no project here, so that no names are looked up")
        yield Project(Path.cwd())
        return
    from .looking_up import remembered
    from .reading import project_read

    with (
        remembered(*folders) as kept,
        project_read(*folders, warnings=None, doctrees=kept) as domain,
    ):
        # Where builds keep the texts of snapshots, too.
        cache = kept / "briefing-snapshots" if kept is not None else None
        yield Project(folders[0].resolve(), domain.ledger, cache)


def _shown(path: Path) -> str:
    """A path as it is said: from the working folder where it is inside."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _data(note: Prepared) -> dict[str, object]:
    """All that a program may want to know of a note."""
    facts = note.facts
    found: dict[str, object] = {
        "note": str(note.note),
        "snapshot": str(note.snapshot or ""),
        "sha256": note.digest,
        "title": facts.title,
        "author": facts.author,
        "publisher": facts.publisher,
        "date": facts.date,
        "language": facts.language,
        "type": facts.type,
        "url": facts.url,
        "missing": [*note.missing],
        "remarks": facts.remarks,
    }
    if note.origin is not None:
        origin = note.origin
        found["origin"] = {
            "id": origin.id,
            "share": round(origin.share, 2),
            "certain": origin.is_certain,
            "first": origin.is_older,
        }
    return found
