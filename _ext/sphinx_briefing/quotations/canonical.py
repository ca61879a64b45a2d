"""Texts as they are compared: what sets words apart from words, and nothing that makes them.

White space, marks of quotation, kinds of dashes and of apostrophes, soft hyphens, characters that
cannot be seen, ligatures and other forms of presentation are put aside. Letters, their case and
accents, digits and punctuation are kept: a text that differs in them is another text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .mapped import Mapped, Signs, mapped

GONE, SOFT = "\0", "\1"
"""They stand for characters that cannot be seen, and for soft hyphens, until they are dropped."""

HYPHENS = "-\u2010\u2011\u00ad\ufe63\uff0d"
"""What joins the parts of a word, or breaks it at the end of a line."""
_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_BLANKS = "\u2800\u3164\uffa0\u115f\u1160"  # they look like spaces, and are letters for Unicode
_SINGLE = (
    "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\u055a\u05f3"
    "\u275b\u275c\u275f\ua78c\uff07"
)
_DOUBLE = (
    '"\u00ab\u00bb\u02ba\u201c\u201d\u201e\u201f\u2033\u2036\u2e42\u05f4\u275d\u275e\u2760\u276e'
    "\u276f\u3008\u3009\u300a\u300b\u300c\u300d\u300e\u300f\u301d\u301e\u301f\ufe41\ufe42\ufe43"
    "\ufe44\uff02\uff62\uff63\U0001f676\U0001f677\U0001f678"
)
DASHES = "\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\u2e40\u301c\ufe31\ufe32\ufe58\u058a\u05be"
_NO_MERE_FORM = ("<super>", "<sub>", "<fraction>", "<circle>")  # 10² is not 102

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
)
UNSPACED = re.compile(f"[{_UNSPACED}]")
"""A character of a script without spaces: Han, kana, Thai, Lao, Khmer, Myanmar."""
_CLOSING, _OPENING = (
    frozenset(",.;:!?)]}%\u2030\u00b0\u2026\u2025\u203c\u2047\u2048\u2049"),
    frozenset("([{"),
)
_RUN = "[ \\n\\0\\1\"'\\-]"
# One class of characters comes first, which regular expressions are quick to look for; of
# single spaces, only those that stand for nothing are found.
_RUNS = (
    f"{_RUN}(?:{_RUN}+|(?<! )|(?=[{re.escape(''.join(sorted(_CLOSING)))}])|(?<=[(\\[{{] )"
    f"|(?<=[{_UNSPACED}] )(?=[{_UNSPACED}])|\\Z|(?<=\\A.))"
)
_PLAIN = re.compile(_RUNS)
_BREAKING = re.compile(r"\0*[\-\1][\0\1 ]*(?:\n[\0\1 ]*)+")


def sign_of(char: str) -> str:
    """One character for one; those that stand for several are left as they are."""
    if char in _LINE_ENDS:
        return "\n"
    if char.isspace() or char in _BLANKS:
        return " "
    if char in _SINGLE:
        return "'"
    if char in _DOUBLE:
        return '"'
    if char == "\u00ad":
        return SOFT
    if char in HYPHENS or char in DASHES:
        return "-"
    if char in "\0\1" or _cannot_be_seen(char):
        return GONE
    form = presented(char)
    return form if len(form) == 1 else char


def _cannot_be_seen(char: str) -> bool:
    # Cf is zero width, directions and joiners; the others select the form of a glyph.
    return (
        unicodedata.category(char) == "Cf"
        or char == "\u034f"
        or "\ufe00" <= char <= "\ufe0f"
        or "\U000e0100" <= char <= "\U000e01ef"
    )


def presented(char: str) -> str:
    """A character without its form of presentation.

    >>> presented("\\N{LATIN SMALL LIGATURE FI}"), presented("Ⅳ"), presented("²"), presented("é")
    ('fi', 'IV', '²', 'é')
    """
    form = unicodedata.normalize("NFKC", char)
    if form == char or form[0] == " " or unicodedata.decomposition(char).startswith(_NO_MERE_FORM):
        return char
    return form


_SIGNS, _OTHERS = Signs(sign_of), re.compile("[^ -_a-~]")


@dataclass(frozen=True, slots=True)
class Canonical:
    """A text as it is compared, with the way back to the text as it is written."""

    mapped: Mapped
    line_ends: tuple[int, ...]
    """Hyphens that may be there only because a line ends."""

    @property
    def text(self) -> str:
        return self.mapped.text


def composed(text: str) -> str:
    """A text whose accents are one with their letters, as most texts have them."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def canonical(written: str, hidden: Iterable[tuple[int, int]] = ()) -> Canonical:
    """A text as it is compared; it must be composed.

    :param hidden: parts that are left out.

    >>> canonical("«\\u202fThe E5\\u2019s\\n“secu\\u00adrity” \\u2014 guarantees »").text
    "The E5's security-guarantees"
    """
    signs = _SIGNS.of(written, _OTHERS)
    for start, end in hidden:
        signs = signs[:start] + GONE * (end - start) + signs[end:]
    line_ends: list[int] = []

    def new(match: re.Match[str], before: str, length: int) -> str:
        run = match[0]
        if run[0] not in " \n\0\1\"'-":
            return presented(run)
        after = signs[match.end() : match.end() + 1]
        if _BREAKING.fullmatch(run) and before.isalpha() and after.isalpha():
            if any(char in HYPHENS for char in written[match.start() : match.end()]):
                line_ends.append(length)
            return "-"
        return _between(run.replace(GONE, ""), before, after)

    found = mapped(written, signs, _matches(signs), new)
    return Canonical(found, tuple(line_ends))


def _matches(signs: str) -> Iterator[re.Match[str]]:
    if signs.isascii():
        return _PLAIN.finditer(signs)
    several = "".join(char for char in set(signs) if char > "\x7f" and len(presented(char)) > 1)
    pattern = re.compile(f"{_RUNS}|[{re.escape(several)}]") if several else _PLAIN
    return pattern.finditer(signs)


def _between(run: str, before: str, after: str) -> str:
    """What stands between two words or signs: a space, a dash, an apostrophe or nothing."""
    if "-" in run:
        return "-"
    if " " not in run and "\n" not in run:
        if before.isalnum() and after.isalnum() and (marks := run.strip(SOFT)):
            return "'" if "'" in marks else '"'
        return ""
    if not before or not after or after in _CLOSING or before in _OPENING:
        return ""
    return "" if UNSPACED.match(before) and UNSPACED.match(after) else " "
