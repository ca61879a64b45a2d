"""One folding for names, wherever they are looked for: in prose, roles, fields and search.

Equal are: small letters and capitals (the Turkish ones too), composed and decomposed letters, ß and
ss, straight and typographic quotation marks and apostrophes, all spaces, all hyphens, and dashes
and ellipses with what smart quotes make them of (``--``, ``...``).
"""

# ruff: noqa: RUF001 - letters that look alike are what it is about

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

_DROPPED = "\u00ad\u200b\u2060\ufeff\u0307"
"""Soft hyphens, spaces without width, and the dot that is left of a Turkish capital i."""
_SPACES = "\n\t\r\v\f\u00a0\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_SPECIAL = {
    **dict.fromkeys(_DROPPED, ""),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛‹›′ʼ´", "'"),
    **dict.fromkeys("\u2010\u2011", "-"),
    **dict.fromkeys("\u2014\u2015", "---"),
    "\u2013": "--",
    "\u2026": "...",
    "\u0131": "i",
    "ß": "ss",
    "ſ": "s",
    "ς": "σ",
    **{ligature: unicodedata.normalize("NFKC", ligature) for ligature in "ﬀﬁﬂﬃﬄﬅﬆ"},
}
"""What small letters and marks become that have other spellings."""
_IS_SPECIAL = re.compile(f"[{re.escape(''.join(_SPECIAL))}]")
_IS_DROPPED = re.compile(f"[{_DROPPED}]")


def _special(match: re.Match[str]) -> str:
    return _SPECIAL[match[0]]


def _lower(text: str) -> str:
    return _IS_SPECIAL.sub(_special, text.lower())


def fold(text: str) -> str:
    """A text as it is compared."""
    if text.isascii():
        return text.lower().replace("\n", " ").replace("\t", " ")
    if _is_composed(text):
        return _lower(text)
    return "".join(folded for _, folded in _clusters(text))


def composed(text: str) -> str:
    """A text with its letters composed, and without what is seen only where a line ends."""
    if _is_composed(text):
        return text
    kept = _IS_DROPPED.sub("", unicodedata.normalize("NFC", text))
    return unicodedata.normalize("NFC", kept)


def places(text: str, folded: str) -> Sequence[int] | None:
    """The original place of each character of a folded text, and the end.

    ``None`` where all keep their places, as they mostly do.
    """
    composed = _is_composed(text)
    # Of a composed text, characters may become several, but none is lost.
    if composed and len(folded) == len(text):
        return None
    found: list[int] = []
    for at, part in enumerate(map(_lower, text)) if composed else _clusters(text):
        found += [at] * len(part)
    found.append(len(text))
    return found


def _is_composed(text: str) -> bool:
    return text.isascii() or (
        unicodedata.is_normalized("NFC", text) and not _IS_DROPPED.search(text)
    )


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Letters with what is combined with them: where they begin, and folded."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not _goes_on(text[at]):
            yield start, _lower(composed(text[start:at]))
            start = at


def _goes_on(character: str) -> bool:
    """Whether a character may be combined with the one before it, or hides what may."""
    if character.isascii():
        return False
    if _IS_DROPPED.match(character):
        return True
    return unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"
