"""Quotations as people write them: words of a source, with ``[…]`` and ``[words]`` in between.

``[…]`` stands for what was left out: words of one page or so, and of a line or two where one or two
words alone stand beside it, which may be found anywhere. ``[words]`` stand for nothing, or for up
to :data:`STANDS_FOR` words in one sentence, as a name does for a pronoun. ``[T]he`` is "the", and
``agree[d]`` another ending. Both at the beginning or at the end stand for nothing that is sought,
nor do dots there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .canonical import UNSPACED, Canonical, canonical, composed

STANDS_FOR = 3
"""Words of the source that inserted words may stand for."""
FAR, NEAR = 3000, 300
"""Characters that may be left out, and those that may be beside fewer than three words."""
LONGEST = 20_000
"""Characters of a quotation in which omissions are looked for; a longer one is there as it stands,
or not at all."""
MOST_PIECES = 100
_ENDING = 4
_FEW = 3

_BRACKETS = re.compile(
    r"[\[(\uff3b\u3014]\s*(?P<dots>\u2026+|\.\s?\.\s?\.)\s*[\])\uff3d\u3015]"
    r"|[\[\uff3b](?P<words>[^\[\]\uff3b\uff3d]*)[\]\uff3d]"
)
_DOTS_AT_ENDS = re.compile(
    r"\A[^\w\[(]*?(?:\u2026|\.\s?\.\s?\.)(?!\s*[\])])|(?:\u2026|\.\s?\.\s?\.)[^\w.\])]*\Z"
)
_MAY_LEAVE_OUT = re.compile(r"[\[\uff3b(\u3014\u2026]|\.\s?\.")
_BARE_DOTS = re.compile(r"(?<![\[(\s])(?<!\.)\s*(?:\u2026|\.\s?\.\s?\.)\s*(?![\])\s.])")
_SENTENCE_ENDS = re.compile(r"[.!?\u3002\uff01\uff1f](?: |\Z)")


@dataclass(frozen=True, slots=True)
class Gap:
    """An omission or an insertion: it stands between two pieces of a quotation."""

    words: str | None = None
    """What was inserted; None where something was left out."""
    is_close: bool = False
    """Few words stand beside what was left out."""
    joins_before: bool = False
    joins_after: bool = False
    """What was inserted is a part of the word before it, or after it."""

    @property
    def reach(self) -> int:
        """The most characters that it stands for."""
        if self.words is None:
            return NEAR if self.is_close else FAR
        return 20 * STANDS_FOR + 2

    def stands_for(self, text: str) -> bool:
        """Whether it may stand for a piece of the source, without the spaces around it."""
        if self.words is None:
            return True
        if self.joins_before:  # another ending
            return len(text) <= _ENDING and (not text or text.isalpha())
        if self.joins_after:  # another case
            return not text or text.casefold() == self.words.casefold()
        return len(text.split()) <= STANDS_FOR and not _SENTENCE_ENDS.search(text)


@dataclass(frozen=True, slots=True)
class Quotation:
    """The pieces of a source's own words that a quotation consists of, as they are compared."""

    whole: Canonical
    """All of it, brackets as they stand: a source may have brackets of its own."""
    pieces: tuple[Canonical, ...]
    gaps: tuple[Gap, ...]
    """Between the pieces, one fewer than these."""
    before: Gap | None = None
    after: Gap | None = None
    """Insertions that are a part of the first word, or of the last."""

    is_too_long: bool = False
    """It has more characters, or more omissions, than are looked for one after the other."""

    @property
    def words(self) -> int:
        """How many words are the source's; characters, in scripts without spaces."""
        return sum(count_words(piece.text) for piece in self.pieces)


def count_words(text: str) -> int:
    """How many words a text has; in scripts without spaces, half as many as characters.

    >>> count_words("the E5, too"), count_words("安全の保障")
    (3, 2)
    """
    unspaced = len(UNSPACED.findall(text))
    others = UNSPACED.sub(" ", text).split()
    return unspaced // 2 + sum(any(map(str.isalnum, word)) for word in others)


def as_written(text: str) -> Quotation:
    """Read a quotation.

    >>> [piece.text for piece in as_written("“We […] stand [firmly] together.”").pieces]
    ['We', 'stand', 'together.']
    """
    text = composed(text)
    whole = canonical(text)
    if len(text) > LONGEST:
        return Quotation(whole, (whole,) if whole.text else (), (), is_too_long=True)
    if not _MAY_LEAVE_OUT.search(text):
        return Quotation(whole, (whole,) if whole.text else (), ())
    inner = _DOTS_AT_ENDS.sub(" ", text)
    pieces: list[Canonical] = []
    gaps: list[Gap | None] = [None]
    done = 0
    for match in (*_BRACKETS.finditer(inner), None):
        piece = canonical(inner[done : match.start() if match else len(inner)])
        if piece.text:
            pieces.append(piece)
            gaps.append(None)
        if match:
            done = match.end()
            # Two with nothing between them: something was left out, and words stand for it.
            gaps[-1] = Gap() if gaps[-1] else _gap(inner, match)
    if len(pieces) > MOST_PIECES:
        return Quotation(whole, (whole,), (), is_too_long=True)
    first, *between, last = gaps if pieces else (None, None)
    return Quotation(
        whole,
        tuple(pieces),
        tuple(_close(pieces, between)),
        first if first and first.joins_after else None,
        last if last and last.joins_before else None,
    )


def with_brackets(text: str) -> str:
    """A quotation with brackets around the dots inside of it."""
    return _BARE_DOTS.sub(" [\u2026] ", text)


def _gap(text: str, match: re.Match[str]) -> Gap:
    if match["dots"]:
        return Gap()
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    return Gap(composed(match["words"]).strip(), False, before.isalnum(), after.isalnum())


def _close(pieces: list[Canonical], gaps: list[Gap | None]) -> Iterator[Gap]:
    for at, gap in enumerate(gaps):
        found = gap or Gap()
        few = min(count_words(pieces[at].text), count_words(pieces[at + 1].text)) < _FEW
        yield Gap(is_close=True) if found.words is None and few else found
