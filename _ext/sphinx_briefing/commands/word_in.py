"""``sphinx-briefing word-in``: what was changed in a Word file, at the lines of the sources."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .folders import Conf, Source, find_project
from .telling import tell

if TYPE_CHECKING:
    from ..word_in.listing import Found

EXAMPLES = ("word-in brief.docx", "word-in brief.docx --patch changes.diff")


def word_in(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The Word file that has come home, .docx.")
    ],
    page: Annotated[
        str,
        typer.Option(
            metavar="PAGE", show_default=False, help="The brief; default: as the file says."
        ),
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    sarif: Annotated[
        Path | None,
        typer.Option(metavar="FILE", show_default=False, help="Write SARIF to a file as well."),
    ] = None,
    patch: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", show_default=False, help="Write changes of plain words as a diff."
        ),
    ] = None,
    source: Source = None,
    conf: Conf = None,
) -> None:
    """List what was done to a Word file of a brief.

    Remarks, insertions, deletions and moves, tracked or not, each at its line in the sources. The
    exit status is 3 if there are any.
    """
    from ..version import __version__
    from ..word_in.patching import patch_of
    from ..word_in.telling import data_of, lines_of, sarif_of
    from .app import FOUND
    from .word_pages import changes_in
    from .writing import replace_all

    folder, settings = find_project("", source, conf)
    found, is_newer = changes_in(file, page, folder, settings)

    def shown_as(path: str) -> str:
        whole, here = folder.resolve() / path, Path.cwd().resolve()
        inside = whole.is_relative_to(here)
        return (whole.relative_to(here) if inside else whole).as_posix()

    if is_newer:
        tell("the sources have changed since this file was written: lines are those of today")
    if sarif is not None:
        replace_all({sarif: _encoded(sarif_of(found, shown_as, __version__))})
    if patch is not None:
        diff, left = patch_of(found, partial(_source_text, folder), shown_as)
        replace_all({patch: diff})
        tell(f"{patch} has {len(found) - len(left)} of {len(found)}; apply it: git apply {patch}")
    if json:
        sys.stdout.write(_encoded(data_of(found, shown_as)))
    else:
        for line in lines_of(found, shown_as):
            print(line)
        tell(_summary(found))
    if found:
        raise typer.Exit(FOUND)


def _source_text(folder: Path, path: str) -> str | None:
    """A source file as it is, ends of lines included."""
    try:
        return (folder / path).read_bytes().decode("utf-8")
    except (OSError, ValueError):
        return None


def _encoded(data: Any) -> str:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(data), indent=1).decode() + "\n"


def _summary(found: list[Found]) -> str:
    if not found:
        return "nothing was changed"
    lost = sum(not one.is_placed for one in found)
    count = "1 change or remark" if len(found) == 1 else f"{len(found)} changes and remarks"
    return f"{count}, {lost} of them not placed" if lost else count
