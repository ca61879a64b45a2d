"""``sphinx-briefing new``: begin a note or a brief."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from .folders import Conf, find_project

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..records import BriefKind
    from ..vocabularies import Scale

EXAMPLES = (
    "new note notes/2026-03-ferry.md --title 'Ferry runs again'",
    "new note --from https://example.org/ferry",
    "new policy briefs/2026-03-ports.md",
)
NOTE = "note"
"""What is asked for to begin a note; every other name is a kind of brief."""


def new(
    kind: Annotated[
        str, typer.Argument(help="'note', or a kind of brief: policy, flash, your own.")
    ],
    path: Annotated[
        Path | None,
        typer.Argument(show_default=False, help="The file to write; default: print it."),
    ] = None,
    title: Annotated[
        str,
        typer.Option(show_default=False, help="Title of the page, or of the source of a note."),
    ] = "",
    day: Annotated[
        str,
        typer.Option(
            "--date",
            metavar="DAY",
            show_default=False,
            help="Of the brief, or on which the source was read; default: today.",
        ),
    ] = "",
    read_from: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="URL|FILE",
            show_default=False,
            help="Make the note of an article, a PDF, a letter: as 'clip' does.",
        ),
    ] = "",
    conf: Conf = None,
) -> None:
    """Begin a note or a brief.

    Its front matter, with the allowed values in comments, and a heading for each part of its kind.
    What is there is never written over.
    """
    if read_from:
        _clip(kind, read_from, path, conf, has_more=bool(title or day))
        return
    from .page_templates import Markup, brief_page, note_page
    from .writing import write_new

    title, day = " ".join(title.split()) or "Title", _day(day)
    markup = Markup(restructured=path is not None and path.suffix == ".rst")
    if kind == NOTE:
        text = note_page(title, day, markup)
    else:
        kinds, likelihood = _house(conf)
        if kind not in kinds:
            raise ValueError(f"{kind!r} is not one of: {', '.join((NOTE, *kinds))}")
        text = brief_page(kinds[kind], title, day, markup, kinds, likelihood)
    if path is None:
        print(text, end="")
    else:
        write_new(path, text)


def _day(written: str) -> str:
    """A day that was asked for, or today.

    :raises ValueError: if it is none.
    """
    if not written:
        return date.today().isoformat()
    try:
        date.fromisoformat(written)
    except ValueError:
        raise ValueError(f"--date {written!r} is no day; write it like 2026-02-20") from None
    return written


def _clip(kind: str, source: str, path: Path | None, conf: Path | None, *, has_more: bool) -> None:
    if kind != NOTE:
        raise ValueError(f"--from is for a note, and not for {kind!r}")
    if has_more:
        raise ValueError("--title and --date are read from what --from names; leave them out")
    from .clip import clip_note

    clip_note(source, path, conf=conf)


class House(NamedTuple):
    """The parts of a configuration that new pages ask for."""

    kinds: Mapping[str, BriefKind]
    likelihood: Scale


def _house(conf: Path | None) -> House:
    """What the configuration says: the one that is named, or found."""
    from ..records import BRIEF_KINDS, kinds_of
    from ..vocabularies import OWN_LIKELIHOODS, PHIA_2025
    from .reading import config_of

    if conf is None:
        try:
            _sources, conf = find_project("", None, None)
        except ValueError:  # a page may be begun before there is a project
            return House(BRIEF_KINDS, PHIA_2025)
    config = config_of(conf)
    config.add("briefing_kinds", {}, "env", dict)
    config.add("briefing_likelihood", PHIA_2025.name, "env", str)
    scales = {scale.name: scale for scale in OWN_LIKELIHOODS}
    return House(kinds_of(config.briefing_kinds), scales.get(config.briefing_likelihood, PHIA_2025))
