"""The passage of a source that a quotation misquotes, and how the two differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from .as_written import Quotation
from .canonical import HYPHENS, UNSPACED, Canonical, canonical
from .edges import begins, ends, parts_words
from .searching import Source, Span

ALIKE = 60.0
"""Of a hundred: what is less alike than that is another text."""
_BREAK = re.compile(f"(\\w[{HYPHENS}])\\s*\n\\s*")
_MARKS = ".,;:!?()[]{}\u2026"
_BESIDE = 40
_FURTHER = 4
_LONGEST = 1000
"""Characters of what is compared; of a longer piece, a part that is not there."""
_MOST = 200_000_000
"""Characters of a piece times those of the text that are compared with each other."""
# Words by which the passage may begin or end elsewhere than the best run of characters does.
_TOKEN = re.compile(f"{UNSPACED.pattern}|[^\\s{UNSPACED.pattern[1:]}+")


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the source, and those that the quotation has in their place; either may be empty."""

    source: str
    quotation: str

    @property
    def look_alikes(self) -> tuple[str, ...]:
        """The letters of the quotation that look like the source's and are others, by name.

        >>> Difference("cost", "c\\N{CYRILLIC SMALL LETTER O}st").look_alikes
        ('CYRILLIC SMALL LETTER O',)
        """
        if len(self.source) != len(self.quotation):
            return ()
        others = [
            (one, other)
            for one, other in zip(self.source, self.quotation, strict=True)
            if one != other
        ]
        if any(_script(one) == _script(other) for one, other in others):
            return ()
        return tuple(dict.fromkeys(unicodedata.name(other, "?") for _, other in others))


def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage of a source that is most like a quotation."""

    passage: str
    page: int
    differences: tuple[Difference, ...]
    """None of these: all pieces are there, but not one after the other, or too far apart."""
    likeness: float = 100.0
    """Of a hundred."""


def nearest(quotation: Quotation, source: Source) -> Nearest | None:
    """The passage that is most like a quotation that is not there, if one is like it at all."""
    lost = [
        piece
        for number, piece in enumerate(quotation.pieces)
        if _place(piece.text, source, *_edges(quotation, number)) is None
    ]
    if not lost and len(quotation.pieces) > 1:
        return _scattered(quotation, source)
    piece = max(lost, key=lambda piece: len(piece.text), default=quotation.whole)
    if len(piece.text) > _LONGEST:
        part = _lost_part(piece, source)
        if part is None:  # it parts elsewhere than within the words of any part
            return _scattered(quotation, source) if _begins_there(quotation, source) else None
        piece = part
    alike = _most_alike(piece.text, source.canonical.text)
    if alike is None or not piece.text:
        return None
    run, score = alike
    span = _whole_words(piece.text, source.canonical, run)
    differences = tuple(_differences(source.canonical, span, piece))
    if not differences:  # it begins or ends within a word or a number
        span = _wider(source.canonical, span)
        differences = (
            Difference(_slice(source.canonical, [span]), one_line(piece.mapped.written)),
        )
    place = source.canonical.mapped.start(span[0])
    passage = _slice(source.canonical, [span])
    return Nearest(passage, source.page_of(place), differences, score)


def _lost_part(piece: Canonical, source: Source) -> Canonical | None:
    """The first part of a long piece that stands nowhere; each shares its words with the next."""
    words = piece.mapped.written.split()
    size = max(1, len(words) * _LONGEST // (2 * len(piece.mapped.written)))
    for at in range(0, len(words), size):
        part = canonical(" ".join(words[at : at + 2 * size])[: 2 * _LONGEST])
        if part.text and _place(part.text, source, False, False) is None:
            return part
    return None


def _begins_there(quotation: Quotation, source: Source) -> bool:
    return _place(quotation.pieces[0].text, source, False, False) is not None


def _most_alike(piece: str, text: str) -> tuple[Span, float] | None:
    """The run of characters of a text that is most like a piece, and how much so."""
    best: tuple[Span, float] | None = None
    for start, end in _worth_a_look(piece, text):
        cutoff = max(ALIKE, best[1]) if best else ALIKE
        part = text[start:end]
        found = fuzz.partial_ratio_alignment(piece, part, score_cutoff=cutoff)
        if found is not None and (best is None or found.score > best[1]):
            best = (start + found.dest_start, start + found.dest_end), found.score
    return best


def _worth_a_look(piece: str, text: str) -> list[Span]:
    """The parts of a text in which a piece is looked for; those that share most words with it.

    What is compared grows with both, and files may be as large as a shelf of books.
    """
    if len(piece) * len(text) <= _MOST:
        return [(0, len(text))]
    size = max(4 * len(piece), 2000)
    words = set(piece.split())
    parts = [(at, at + size + len(piece)) for at in range(0, len(text), size)]
    shared = [len(words.intersection(text[start:end].split())) for start, end in parts]
    most = max(1, _MOST // (len(piece) * size))
    return [parts[at] for at in sorted(range(len(parts)), key=lambda at: -shared[at])[:most]]


def _edges(quotation: Quotation, number: int) -> tuple[bool, bool]:
    """Whether a piece begins a word, and whether it ends one; an insertion may be a part of it."""
    gaps = (quotation.before, *quotation.gaps, quotation.after)
    before, after = gaps[number], gaps[number + 1]
    return not (before and before.joins_after), not (after and after.joins_before)


def _place(piece: str, source: Source, begins_word: bool, ends_word: bool) -> Span | None:
    text = source.canonical
    for start, end in source.places(piece, 0, len(text.text)):
        if (not begins_word or begins(text, start)) and (not ends_word or ends(text, end)):
            return start, end
    return None


def _scattered(quotation: Quotation, source: Source) -> Nearest:
    """The beginning of a quotation whose pieces are all there, though not as it has them."""
    text = source.canonical
    start, end = next(source.places(quotation.pieces[0].text, 0, len(text.text)))
    tokens = _tokens(text, start, min(len(text.text), end + len(quotation.whole.text)))
    span = (start, next((token[1] for token in reversed(tokens) if ends(text, token[1])), end))
    return Nearest(_slice(text, [span]), source.page_of(text.mapped.start(start)), ())


def _wider(text: Canonical, span: Span) -> Span:
    """A run of words with the rest of those that it cuts; if it cuts none, a dash differs."""
    low, high = max(0, span[0] - _BESIDE), span[1] + _BESIDE
    before = [token for token in _tokens(text, low, span[0]) if token[0] > low or not low]
    after = [token for token in _tokens(text, span[1], high) if token[1] < high]
    start = before[-1][0] if before and not begins(text, span[0]) else span[0]
    return start, after[0][1] if after and not ends(text, span[1]) else span[1]


def _tokens(text: Canonical, low: int, high: int) -> list[Span]:
    """The words of a part of a text, with the marks and hyphens that belong to them."""
    found = []
    for token in _TOKEN.finditer(text.text, low, high):
        start = token.start()
        for at, char in enumerate(token[0], start):
            if char == "-" and start < at and parts_words(text, at):
                found.append((start, at))
                start = at + 1
        if start < token.end():
            found.append((start, token.end()))
    return found


def _whole_words(piece: str, source: Canonical, span: Span) -> Span:
    """The run of whole words that is most like a piece, near the run of characters that is."""
    text = source.text
    tokens = _tokens(source, max(0, span[0] - len(piece)), span[1] + len(piece))
    first = next(at for at, (_, end) in enumerate(tokens) if end > span[0])
    last = next(at for at in reversed(range(len(tokens))) if tokens[at][0] < span[1])

    def likeness(one: int, other: int) -> float:
        return fuzz.ratio(piece, text[tokens[one][0] : tokens[other][1]])

    more = _FURTHER + (last - first) // 2
    last = max(_near(last, _FURTHER, more, first, len(tokens)), key=lambda at: likeness(first, at))
    first = max(_near(first, more, _FURTHER, 0, last + 1), key=lambda at: likeness(at, last))
    last = max(_near(last, _FURTHER, more, first, len(tokens)), key=lambda at: likeness(first, at))
    return tokens[first][0], tokens[last][1]


def _near(at: int, before: int, after: int, low: int, high: int) -> range:
    return range(max(low, at - before), min(high, at + after + 1))


def _differences(source: Canonical, span: Span, piece: Canonical) -> Iterator[Difference]:
    """Where the words of a passage and those of a quotation part, both as they are written."""
    theirs = _tokens(source, *span)
    ours = _tokens(piece, 0, len(piece.text))
    words = [piece.text[start:end] for start, end in ours]
    known = set(words)
    others = [_unbroken(source, span, known) for span in theirs]
    # A quotation may end, or begin, before a mark that is none of a word.
    if words and others[-1].rstrip(_MARKS) == words[-1]:
        others[-1] = words[-1]
    if words and others[0].lstrip(_MARKS) == words[0]:
        others[0] = words[0]
    at_one = at_other = 0
    for block in Levenshtein.editops(words, others).as_matching_blocks():
        if block.a > at_one or block.b > at_other:
            yield Difference(
                _slice(source, theirs[at_other : block.b]), _slice(piece, ours[at_one : block.a])
            )
        at_one, at_other = block.a + block.size, block.b + block.size


def _unbroken(source: Canonical, span: Span, known: set[str]) -> str:
    """A word of the source, without a hyphen that it has only because a line ends."""
    word = source.text[slice(*span)]
    for at in reversed(source.line_ends):
        if span[0] <= at < span[1]:
            short = word[: at - span[0]] + word[at - span[0] + 1 :]
            word = short if short in known else word
    return word


def _slice(text: Canonical, tokens: list[Span]) -> str:
    if not tokens:
        return ""
    way = text.mapped
    return one_line(way.written[way.start(tokens[0][0]) : way.end(tokens[-1][1])])


def one_line(text: str) -> str:
    """A text without its breaks of lines."""
    return " ".join(_BREAK.sub(r"\1", text).split())
