"""``sphinx-briefing new``: begin a note or a brief."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .folders import Conf, find_project

if TYPE_CHECKING:
    from ..records import BriefKind

EXAMPLES = (
    "new note notes/2026-03-ferry.md --title 'Ferry runs again'",
    "new policy briefs/2026-03-ports.md",
    "new note --from https://example.org/news/ferry",
)


def new(
    kind: Annotated[
        str,
        typer.Argument(
            help="'note', or a kind of brief: policy, flash, infocus, meeting, your own."
        ),
    ],
    path: Annotated[
        Path | None,
        typer.Argument(show_default=False, help="The file to write; default: print it."),
    ] = None,
    title: Annotated[
        str, typer.Option(help="Title of the page, or of the source of a note.")
    ] = "Title",
    day: Annotated[
        str, typer.Option("--date", metavar="DAY", show_default=False, help="Default: today.")
    ] = "",
    source: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="SOURCE",
            show_default=False,
            help="What a note is on: an address, or a file; see 'clip'.",
        ),
    ] = "",
    conf: Conf = None,
) -> None:
    """Begin a note or a brief.

    Its front matter, and a heading for each part of its kind. What is there is never written over.
    """
    from .page_templates import NOTE, Markup, brief_page, note_page
    from .writing import write_new

    if source:
        _from(source, kind, path, conf)
        return
    day = day or date.today().isoformat()
    markup = Markup(restructured=path is not None and path.suffix == ".rst")
    if kind == NOTE:
        text = note_page(title, day, markup)
    else:
        kinds = _kinds(conf)
        if kind not in kinds:
            raise ValueError(f"{kind!r} is not one of: {', '.join((NOTE, *kinds))}")
        text = brief_page(kinds[kind], title, day, markup)
    if path is None:
        print(text, end="")
    else:
        write_new(path, text)


def _from(source: str, kind: str, path: Path | None, conf: Path | None) -> None:
    """Begin a note with what its source says of itself."""
    from .clip import clip_note
    from .page_templates import NOTE

    if kind != NOTE:
        raise ValueError(f"--from is for a note, and not for {kind!r}")
    clip_note(source, path, conf=conf)


def _kinds(conf: Path | None) -> Mapping[str, BriefKind]:
    """The kinds of brief that the configuration knows: the one that is named, or found."""
    from ..records import BRIEF_KINDS, kinds_of
    from .reading import config_of

    if conf is None:
        try:
            _sources, conf = find_project("", None, None)
        except ValueError:  # a page may be begun before there is a project
            return BRIEF_KINDS
    config = config_of(conf)
    config.add("briefing_kinds", {}, "env", dict)
    return kinds_of(config.briefing_kinds)
