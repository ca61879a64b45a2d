"""Titles and summaries that name in plain words what was taken out.

Prose is left as its author wrote it; but these go to feeds, cards and lists, and are read first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..domain.front_matter import BLOCK
from ..records import Record
from ..source_text.reader import Text
from .removed import names_of

_TITLE = re.compile(r"^(?:#[ \t]+(?P<title>.+)|(?P<above>\S.*)\r?\n[=*~#-]{3,}[ \t]*\r?$)", re.M)
_WORD = re.compile(r"\w+")


class Told:
    """Finds names in titles and summaries.

    :param removed: the records that were taken out; those that remain may share a name.
    """

    def __init__(self, removed: Iterable[Record], kept: Iterable[Record]) -> None:
        open_names = {name for record in kept for name in names_of(record)}
        names = {name for record in removed for name in names_of(record)[1:]} - open_names
        # A word in small letters is no name, but may be the id or the abbreviation of something.
        names = {name for name in names if len(name) > 2 and not name.islower()}
        self._by_word: dict[str, list[tuple[int, str]]] = {}
        for name in sorted(names, key=lambda name: (-len(name), name)):
            if first := _WORD.search(name):
                self._by_word.setdefault(first.group(), []).append((first.start(), name))

    def said(self, text: Text) -> Iterator[tuple[int, str]]:
        """Yield the lines of a note or brief whose title or summary names it, with what to say."""
        facts = text.facts
        if not self._by_word or not text.is_page or not (facts.source or facts.brief):
            return
        # The end of front matter would underline its last line.
        front = BLOCK.match(text.text)
        title = _TITLE.search(text.text, front.end() if front else 0)
        if title is not None:
            line = text.text.count("\n", 0, title.start()) + 1
            yield from self._in("title", title["title"] or title["above"], line)
        if facts.brief is not None and facts.brief.summary:
            line = facts.lines.get("summary", facts.brief.line)
            yield from self._in("summary", facts.brief.summary, line)

    def _in(self, what: str, words: str, line: int) -> Iterator[tuple[int, str]]:
        name = next(self._names_in(words), "")
        if name:
            yield (
                line,
                f"the {what} names {name!r}, which is not for this audience, and is "
                "printed as it is; write it without",
            )

    def _names_in(self, words: str) -> Iterator[str]:
        for word in _WORD.finditer(words):
            for before, name in self._by_word.get(word.group(), ()):
                start = word.start() - before
                after = words[start + len(name) : start + len(name) + 1]
                if words.startswith(name, max(start, 0)) and not _WORD.match(after):
                    yield name
