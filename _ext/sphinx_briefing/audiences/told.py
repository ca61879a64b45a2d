"""Titles and summaries that name in plain words what was taken out.

Prose is left as its author wrote it; but these go to feeds, cards and lists, and are read first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..records import Record
from .pages import Text
from .removed import names_of

_TITLE = re.compile(r"^(?:#[ \t]+(?P<title>.+)|(?P<above>\S.*)\r?\n[=*~#-]{3,}[ \t]*\r?$)", re.M)


class Told:
    """Finds names in titles and summaries.

    :param removed: the records that were taken out; those that remain may share a name.
    """

    def __init__(self, removed: Iterable[Record], kept: Iterable[Record]) -> None:
        open_names = {name for record in kept for name in names_of(record)}
        names = {name for record in removed for name in names_of(record)[1:]} - open_names
        # A word in small letters is no name, but may be the id or the abbreviation of something.
        names = {name for name in names if len(name) > 2 and not name.islower()}
        longest = sorted(names, key=lambda name: (-len(name), name))
        self._names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
        self._is_any = bool(names)

    def said(self, text: Text) -> Iterator[tuple[int, str]]:
        """Yield the lines of a note or brief whose title or summary names it, with what to say."""
        facts = text.facts
        if not self._is_any or not text.is_page or not (facts.source or facts.brief):
            return
        title = _TITLE.search(text.text)
        if title is not None:
            line = text.text.count("\n", 0, title.start()) + 1
            yield from self._in("title", title["title"] or title["above"], line)
        if facts.brief is not None and facts.brief.summary:
            line = facts.lines.get("summary", facts.brief.line)
            yield from self._in("summary", facts.brief.summary, line)

    def _in(self, what: str, words: str, line: int) -> Iterator[tuple[int, str]]:
        match = self._names.search(words)
        if match is not None:
            yield (
                line,
                f"the {what} names {match.group()!r}, which is not for this audience, and is "
                "printed as it is; write it without",
            )
