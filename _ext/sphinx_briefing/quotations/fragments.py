"""Addresses that lead to words: text fragments, and pages of PDFs.

Text fragments follow the specification, https://wicg.github.io/scroll-to-text-fragment/: a browser
goes to the first place of what an address names, without regard to case and accents. So a place is
named in the words of the page itself, and in no address that would lead to another one first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import quote

from .as_written import count_words
from .canonical import UNSPACED
from .edges import is_word
from .mapped import Mapped
from .searching import Found, Source, Span
from .shown import shown

LONGEST = 300
"""Characters of a passage that stand in an address as a whole; the specification says so."""
_LONGEST_ENCODED = 900
_FEW_WORDS = 3
_SIZES = (3, 5, 8, 12, 20, 40)
"""Words of a term, or of what stands beside it, that are tried one after the other."""
_STOPS = "\u3000-\u3002\uff01\uff0c\uff0e\uff1f\u300c-\u300f"
JOINING = "\u202f"
"""A space that joins what it stands between: words go on there, for a browser (UAX 29)."""
_TOKEN = re.compile(f"(?:[^\\s{_STOPS}]|{JOINING})+[{_STOPS}]*|[{_STOPS}]+")
_CONTEXT = 500  # characters
_SIGNS_OF_NUMBERS = "%\u2030$\u20ac\u00a3\u00a5+"


def _counts(char: str) -> bool:
    """Whether a character at the end of a place is a part of what is said."""
    return is_word(char) or char in _SIGNS_OF_NUMBERS


def _is_spaced(char: str) -> bool:
    is_letter = is_word(char) or unicodedata.category(char) == "Cf"
    return is_letter and not UNSPACED.match(char)


def _go_together(one: str, other: str) -> bool:
    """Whether no word ends between two characters, for browsers."""
    if JOINING in (one, other):
        return one == other or not (one + other).replace(JOINING, "").isspace()
    return _is_spaced(one) and _is_spaced(other)


def _joins(before: str, mark: str, after: str) -> bool:
    """Whether a mark stands inside of a word or of a number, for browsers."""
    if before.isdigit() and after.isdigit():
        return mark in "'.,;"
    return is_word(before) and is_word(after) and mark in "'\u2019.:"


def _is_mark(char: str) -> bool:
    return not is_word(char) and (char == JOINING or not char.isspace())


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a text directive; each lies in one line."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    @property
    def directive(self) -> str:
        """The terms as they stand in an address.

        >>> Terms("pro-peace, now", prefix="he said").directive
        'text=he%20said-,pro%2Dpeace%2C%20now'
        """
        parts = [
            f"{_encoded(self.prefix)}-" if self.prefix else "",
            _encoded(self.start),
            _encoded(self.end),
            f"-{_encoded(self.suffix)}" if self.suffix else "",
        ]
        return "text=" + ",".join(filter(None, parts))


def _encoded(term: str) -> str:
    return quote(term, safe="").replace("-", "%2D")


class Anchors:
    """Makes the addresses of places in one source."""

    def __init__(self, source: Source) -> None:
        self._source = source

    @cached_property
    def _shown(self) -> Mapped:
        return shown(self._source.text)

    def terms(self, found: Found) -> Terms | None:
        """The terms that lead to a place; None if none lead there and to nowhere before it."""
        span = self._trimmed(found.start, found.end)
        return next((terms for terms in self._choices(span) if self._leads_to(terms, span)), None)

    def _trimmed(self, start: int, end: int) -> Span:
        """A place from its first word to its last, with what is a part of these for a browser."""
        text = self._source.text
        while start < end - 1 and not _counts(text[start]):
            start += 1
        while end > start + 1 and not _counts(text[end - 1]):
            end -= 1
        return self._word_start(start), self._word_end(end)

    def _word_start(self, at: int) -> int:
        """The beginning of a word as browsers see it: in "l'Europe", "Europe" is none."""
        text = self._source.text
        while at:
            if _go_together(text[at - 1], text[at]):
                at -= 1
            elif at > 1 and _joins(text[at - 2], text[at - 1], text[at]):
                at -= 2
            else:
                break
        return at

    def _word_end(self, at: int) -> int:
        """The end of a word as browsers see it."""
        text = self._source.text
        while at < len(text):
            if _go_together(text[at - 1], text[at]):
                at += 1
            elif _joins(text[at - 1], text[at], text[at + 1 : at + 2]):
                at += 2
            else:
                break
        return at

    def _choices(self, span: Span) -> Iterator[Terms]:
        """Ways to name a place, the best first."""
        wide = self._with_marks(span)
        whole = self._slice(span) if self._is_short(span) else ""
        if whole and self._is_clear(whole):
            yield Terms(whole)
        if whole:
            term = self._slice(wide)
            yield from (Terms(term, **self._beside(wide, size)) for size in _SIZES)
            yield Terms(whole)
        yield from (range_ for size in _SIZES for range_ in self._range(span, size, is_plain=True))
        yield from (range_ for size in _SIZES for range_ in self._range(wide, size, is_plain=False))

    def _is_short(self, span: Span) -> bool:
        text = self._source.text[slice(*span)]
        is_line = len(text.splitlines()) == 1 and len(text) <= LONGEST
        return is_line and len(_encoded(text)) <= _LONGEST_ENCODED

    def _is_clear(self, term: str) -> bool:
        """Whether a term names one place, as it probably does in a page with more text, too."""
        if UNSPACED.match(term) or UNSPACED.match(term[-1]):
            return False  # browsers look for whole words, which nothing shows there
        once = self._shown.text.count(shown(term).text) == 1
        return once and count_words(term) > _FEW_WORDS

    def _range(self, span: Span, size: int, *, is_plain: bool) -> Iterator[Terms]:
        """A place named by its first and its last words, each in one line."""
        start, end = span
        lines = self._source.text[start:end].splitlines(keepends=True)
        first = self._tokens(start, start + len(lines[0]))[:size]
        last = self._tokens(end - len(lines[-1]), end)[-size:]
        if not first or not last or first[-1][1] > last[0][0]:
            return
        terms = Terms(
            self._slice((first[0][0], first[-1][1])), self._slice((last[0][0], last[-1][1]))
        )
        if not is_plain:
            yield replace(terms, **self._beside(span, size))
        elif self._is_clear(terms.start):
            yield terms

    def _beside(self, span: Span, size: int) -> dict[str, str]:
        """The words before a place and after it, each within one line."""
        text = self._source.text
        low, high = span
        while low and text[low - 1].isspace():
            low -= 1
        while high < len(text) and text[high].isspace():
            high += 1
        line = max(text.rfind(end, 0, low) for end in "\n\f") + 1
        ends = [at for end in "\n\f" if (at := text.find(end, high)) >= 0]
        before = self._tokens(max(line, low - _CONTEXT), low)[-size:]
        after = self._tokens(high, min(*ends, len(text), high + _CONTEXT))[:size]
        return {
            "prefix": self._slice((before[0][0], low)) if before else "",
            "suffix": self._slice((high, after[-1][1])) if after else "",
        }

    def _tokens(self, start: int, end: int) -> list[Span]:
        """The words in a part of the text, with the marks at them."""
        return [token.span() for token in _TOKEN.finditer(self._source.text, start, end)]

    def _with_marks(self, span: Span) -> Span:
        """A place with the marks that stand at its first and its last word."""
        text = self._source.text
        start, end = span
        while start and _is_mark(text[start - 1]):
            start -= 1
        while end < len(text) and _is_mark(text[end]):
            end += 1
        return self._word_start(start), self._word_end(end)

    def _slice(self, span: Span) -> str:
        return " ".join(self._source.text[slice(*span)].split())

    def _leads_to(self, terms: Terms, span: Span) -> bool:
        """Whether a browser that reads the text finds a place, and finds none before it."""
        found = _first(self._shown.text, terms)
        if found is None:
            return False
        (start, end), wide = span, self._with_marks(span)
        at = self._shown.index
        return at(wide[0]) <= found[0] <= at(start) and at(end) <= found[1] <= at(wide[1])


def _first(text: str, terms: Terms) -> Span | None:
    """The first place that terms name, whether whole words stand there or not."""
    start, end, prefix, suffix = (
        shown(term).text for term in (terms.start, terms.end, terms.prefix, terms.suffix)
    )
    at = -1
    while (at := text.find(start, at + 1)) >= 0:
        if prefix and not text.endswith(prefix, 0, _back(text, at)):
            continue
        after = at + len(start)
        if not end:
            if not suffix or text.startswith(suffix, _forth(text, after)):
                return at, after
            continue
        while (last := text.find(end, after)) >= 0:
            after = last + len(end)
            if not suffix or text.startswith(suffix, _forth(text, after)):
                return at, after
        return None
    return None


def _back(text: str, at: int) -> int:
    while at and text[at - 1] in " \n":
        at -= 1
    return at


def _forth(text: str, at: int) -> int:
    while text[at : at + 1] in (" ", "\n"):
        at += 1
    return at
