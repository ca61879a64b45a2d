"""A new note or brief to begin with: its front matter, and a heading for each part of its kind.

Pure Python: ``sphinx-briefing new`` writes what is made here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..records import BriefKind

NOTE = "note"
"""What is asked for to begin a note; every other name is a kind of brief."""

_UNDERLINES = "=-"


@dataclass(frozen=True, slots=True)
class Markup:
    """The markup of headings and comments on a page."""

    restructured: bool = False

    def heading(self, title: str, level: int) -> str:
        """A heading; level 1 is the title of the page."""
        if self.restructured:
            return f"{title}\n{_UNDERLINES[level - 1] * max(len(title), 3)}\n"
        return f"{'#' * level} {title}\n"

    def comment(self, text: str) -> str:
        """A line that only the author sees."""
        return f".. {text}\n" if self.restructured else f"% {text}\n"


def brief_page(kind: BriefKind, title: str, day: str, markup: Markup) -> str:
    """A brief of a kind.

    :param day: date of the brief, ISO 8601.
    """
    front = f"""\
---
brief:
  kind: {kind.name}
  reference:
  date: {day}
  authors: []
  status: draft
  edition: 1
  summary: To be written.
  as_of:
  supersedes:
# tlp: CLEAR, GREEN, AMBER, AMBER+STRICT or RED
topics: []
---
"""
    return front + "\n".join([markup.heading(title, 1), *_body(kind, markup)])


def _body(kind: BriefKind, markup: Markup) -> Iterable[str]:
    if kind.words:
        yield markup.comment(f"No more than {kind.words} words.")
    if kind.template:
        yield kind.template.strip("\n") + "\n"
        return
    for part in kind.parts:
        yield markup.heading(part.headings[0], 2)
        if part.hint:
            yield markup.comment(part.hint)


def note_page(title: str, day: str, markup: Markup) -> str:
    """A note on one source.

    :param day: the day on which the source was read, ISO 8601.
    """
    front = f"""\
---
source:
  title: {_quoted(title)}
  author:
  publisher:
  date:
  url:
  archived:
  accessed: {day}
  language:
  type:
  reliability:
  origin:
# tlp: CLEAR, GREEN, AMBER, AMBER+STRICT or RED
topics: []
---
"""
    hint = "What the source says, in your own words: one claim for each statement worth tracing."
    return front + "\n".join([markup.heading(title, 1), markup.comment(hint)])


def _quoted(text: str) -> str:
    """A text as YAML takes it in any case."""
    return "'" + text.replace("'", "''") + "'"
