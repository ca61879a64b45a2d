"""Words as the search compares them: in small letters of ASCII where their script has any.

The script of the page (``briefing-find-words.js``) does the same with what is asked for: a reader
finds Šekerinska as ``sekerinska``, Зеленский as ``zelenskiy``, and 1,423 as ``1423``. Before that,
words are folded as names are everywhere: :func:`.fold`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from anyascii import anyascii

from ...ledger.folding import fold

BLOCKS = (
    (0x00C0, 0x0250), (0x0370, 0x0400), (0x0400, 0x0530), (0x0561, 0x0588), (0x05D0, 0x05EB),
    (0x0621, 0x064B), (0x0671, 0x06D4), (0x10D0, 0x1100), (0x1E00, 0x1F00), (0x1F00, 0x2000),
)  # fmt: skip
"""Where the letters are that have others in ASCII: alphabets, and no signs for whole words."""

MARKS = ((0x0300, 0x0370), (0x0591, 0x05C8), (0x064B, 0x0660), (0x0670, 0x0671))
"""Accents and points, which count for nothing."""

LONGEST = 64
"""Characters of a word that count."""

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0002fa1f"
)
"""Scripts that write no spaces: each two characters that follow each other count as a word."""

_COMBINING = "\u0900-\u0dff\u0f00-\u0fff"
"""Scripts of India and Tibet, whose vowels are marks that belong to their words."""

_WORD = f"(?:[^\\W_]|[{_COMBINING}{UNSPACED}])+"
_CHUNK = re.compile(f"{_WORD}(?:[-./:,'_]{_WORD})*")
_ASCII = re.compile(r"[a-z0-9]+(?:[-./:,'_][a-z0-9]+)*")
_GROUPED = re.compile(r"\d{1,3}(?:[,.']\d{3})+", re.A)
_DECIMAL = re.compile(r"\d+[.,]\d+", re.A)
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d])", re.A)
_MAY_BE_SPACED = re.compile(r"\d \d\d\d", re.A)
_PERCENT = re.compile(r"(\d+(?:[.,']\d+)*) ?(?:%|per ?cent\b|prozent\b|pour cent\b)", re.A)
_IS_UNSPACED = re.compile(f"[{UNSPACED}]+")


@cache
def letters() -> dict[int, str]:
    """The letters that have others in ASCII, and the marks, which become nothing."""
    found = {code: "" for first, end in MARKS for code in range(first, end)}
    for first, end in BLOCKS:
        for code in range(first, end):
            letter = chr(code)
            if letter.isalpha() and letter == letter.lower():
                ascii_letters = anyascii(letter).lower()
                found[code] = "".join(one for one in ascii_letters if one.isalnum())
    return found


def letters_for_script() -> list[list[int | str]]:
    """The same for the script: runs of codes, each with its letters between spaces."""
    table, runs = letters(), list[list[int | str]]()
    last = -2
    for code in sorted(table):
        if code == last + 1:
            runs[-1][1] = f"{runs[-1][1]} {table[code]}"
        else:
            runs.append([code, table[code]])
        last = code
    return runs


def plain(text: str) -> str:
    """A text as it is compared.

    >>> plain("Šekerinska, Зеленский, ΒΟΤΡΈΝ, Türkiye")
    'sekerinska, zelenskiy, votren, turkiye'
    """
    folded = fold(text).replace("\N{MIDDLE DOT}", " ")
    return folded if folded.isascii() else folded.translate(letters())


def words_in(text: str) -> set[str]:
    """All words of a text, as the index holds them; those of several parts, and their parts.

    >>> sorted(words_in("5 % of 1,423 in UA-2026-07"))
    ['07', '1423', '2026', '5', '5%', 'in', 'of', 'ua', 'ua-2026-07']
    """
    text = plain(text)
    found = set((_ASCII if text.isascii() else _CHUNK).findall(text))
    for chunk in [one for one in found if not (one.isalnum() and len(one) <= LONGEST)]:
        found.remove(chunk)
        found.update(pieces(chunk))
    if not text.isascii():
        for chunk in [one for one in found if not one.isascii() and _IS_UNSPACED.search(one)]:
            found.remove(chunk)
            found.update(pieces(chunk))
    if "%" in text or "ent" in text:
        found.update(f"{number(match[1])}%" for match in _PERCENT.finditer(text))
    if _MAY_BE_SPACED.search(text):
        found.update(match[0].replace(" ", "") for match in _SPACED.finditer(text))
    return found


def number(written: str) -> str:
    """A number without marks between its thousands, and with a point before its fraction."""
    if _GROUPED.fullmatch(written):
        return re.sub(r"\D", "", written)
    return written.replace(",", ".")


@lru_cache(maxsize=1 << 16)
def pieces(chunk: str) -> tuple[str, ...]:
    """A chunk of letters and digits as words: the whole first, then its parts.

    >>> pieces("o'brien"), pieces("0,4"), pieces("1.423"), pieces("北京市")
    (('obrien', 'o', 'brien'), ('0.4',), ('1423', '1.423'), ('北京', '京市'))
    """
    if _IS_UNSPACED.search(chunk):
        return tuple(_pairs(chunk))
    if _GROUPED.fullmatch(chunk):
        return (number(chunk), chunk) if chunk.count(".") == 1 else (number(chunk),)
    if _DECIMAL.fullmatch(chunk):
        return (number(chunk),)
    for marks in ("[-/_:]", "[.,']"):
        parts = re.split(marks, chunk)
        if len(parts) > 1:
            whole = chunk.replace("'", "")[:LONGEST]
            return (whole, *(piece for part in parts for piece in pieces(part)))
    return (chunk[:LONGEST],)


def _pairs(chunk: str) -> Iterator[str]:
    at = 0
    for match in _IS_UNSPACED.finditer(chunk):
        if match.start() > at:
            yield from _words_between(chunk[at : match.start()])
        run, at = match[0], match.end()
        if len(run) == 1:
            yield run
        for start in range(len(run) - 1):
            yield run[start : start + 2]
    if at < len(chunk):
        yield from _words_between(chunk[at:])


def _words_between(text: str) -> tuple[str, ...]:
    bare = text.strip("-./:,'_")
    return pieces(bare) if bare else ()


def name_key(text: str) -> str:
    """A whole name as the index holds it: the words of a reader who types it.

    >>> name_key("Lloyd's List"), name_key("A.1192(33)")
    ('lloyds list', 'a.1192 33')
    """
    text = plain(text)
    chunks = (_ASCII if text.isascii() else _CHUNK).findall(text)
    return " ".join(_whole(chunk) for chunk in chunks)[:LONGEST]


def _whole(chunk: str) -> str:
    if _IS_UNSPACED.search(chunk):
        return chunk
    return pieces(chunk)[0]
