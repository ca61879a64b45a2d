"""Texts as streams of words, so that all spellings of a sentence are one.

Case, accents as they are encoded, punctuation, soft hyphens and white space count for nothing.
Without the spaces between words, hyphens at the ends of lines and marks inside of words do not
count, either.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_SILENT = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_FOREIGN = re.compile(rb"[a-z0-9]?[\x80-\xff]+")
_RUN = re.compile(rb"[0-9A-Za-z\x80-\xff]+")
_TABLE = bytes(
    byte if byte >= 0x80 or chr(byte).isalnum() else 0x20
    for byte in (ord(chr(code).lower()) if code < 0x80 else code for code in range(256))
)


def folded(data: bytes) -> str:
    """The words of a text in UTF-8, in one line.

    >>> folded("The <Fleet> sails — don\u2019t wait; kse_435, \ufb01nd co\u00adop".encode())
    'the fleet sails don t wait kse 435 find coop'
    """
    return " ".join(_separated(data).split())


def squeezed(data: bytes) -> str:
    """The letters and digits of a text, with nothing between them.

    >>> squeezed(b"The <b>Fl</b>eet")
    'thebflbeet'
    """
    return "".join(_separated(data).split())


def _separated(data: bytes) -> str:
    plain = data.translate(_TABLE)
    if plain.isascii():
        return plain.decode("ascii")
    return _FOREIGN.sub(lambda match: _plain(match.group()), plain).decode()


@lru_cache(maxsize=1 << 16)
def _plain(data: bytes) -> bytes:
    text = unicodedata.normalize("NFKC", _SILENT.sub("", data.decode("utf-8", "replace")))
    return re.sub(r"[\W_]+", " ", text.casefold()).encode()


class Places:
    """The places of the words of a text, both there and in its letters.

    :param data: the text, in UTF-8.
    """

    def __init__(self, data: bytes) -> None:
        self.words: list[str] = []
        self._places: list[int] = []
        self._starts: list[int] = []
        at = 0
        for run in _RUN.finditer(data):
            for word in folded(run.group()).split():
                self.words.append(word)
                self._places.append(run.start())
                self._starts.append(at)
                at += len(word)
        self._ends = {*self._starts, at}

    def place(self, at: int) -> int:
        """The place in the text of what stands at one of its letters."""
        found = bisect_right(self._starts, at) - 1
        return self._places[found] if found >= 0 else 0

    def is_spaced(self, data: bytes, first: int, last: int) -> bool:
        """Whether white space stands between two letters of the text."""
        return len(data[self.place(first) : self.place(last) + 1].split()) > 1

    def number(self, place: int) -> int:
        """The number of the first word that begins at a place of the text, or after it."""
        return bisect_left(self._places, place)

    def are_words(self, first: int, end: int) -> bool:
        """Whether letters begin where a word begins, and end where one ends."""
        return first in self._ends and end in self._ends


_CLOSED = rb"(?:[\"')\]*_`]|\xe2\x80[\x99\x9d])*"
_STARTS = re.compile(rb"\n|\||[\])}`]\s|(?:[.!?:;]|\xe2\x80\xa6)" + _CLOSED + rb"\s")
_ENDS = re.compile(
    rb"\||(?:[.!?]|\xe2\x80\xa6)"
    + _CLOSED
    + rb"\s+(?![a-z\s])|\n[ \t>]*(?:[-*+#:]|\d+[.)]|[A-Za-z0-9_-]+:\s)"
)
_BLANK = re.compile(rb"\n[ \t>]*\n")


def starts(data: bytes, most: int) -> Iterator[tuple[str, ...]]:
    """The words that follow each place of a text at which a sentence may begin, to its end.

    These are the beginnings of lines, cells and sentences.

    :param most: the words that are given of each.

    >>> [*starts(b"One is. Two\\nlines", 5)]
    [('one', 'is'), ('two', 'lines'), ('lines',)]
    """
    for block in _BLANK.split(data):
        places = Places(block)
        count = len(places.words)
        ends = sorted({*(places.number(match.end()) for match in _ENDS.finditer(block)), count})
        numbers = {0, *ends, *(places.number(match.end()) for match in _STARTS.finditer(block))}
        for number in sorted(numbers):
            if number < count:
                end = ends[bisect_right(ends, number)]
                yield tuple(places.words[number : min(end, number + most)])


def columns(text: bytes) -> bytes:
    """The cells of the tables that are drawn in a text, one after the other.

    >>> columns(b"+---+---+\\n| a | b |\\n| c | d |\\n+---+---+\\n").split()
    [b'a', b'c', b'b', b'd']
    """
    if b"|" not in text:
        return b""
    found: list[bytes] = []
    rows: list[list[bytes]] = []
    for line in (*text.split(b"\n"), b""):
        cells = line.strip()
        if cells.startswith(b"|") and cells.endswith(b"|") and len(cells) > 1:
            rows.append(cells[1:-1].split(b"|"))
            continue
        if rows:
            width = max(map(len, rows))
            for at in range(width):
                found += [row[at] for row in rows if at < len(row)]
                found.append(b"\n")
            rows = []
    return b"\n".join(found)
