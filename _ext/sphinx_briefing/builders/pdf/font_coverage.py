"""Characters that no font can show: found before Typst refuses the whole document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from docutils import nodes

from ..paper.typst import TypstCompiler

SUBSTITUTE = "\ufffd"
"""The sign that stands for a character that cannot be shown."""

ONE, MANY = (
    f"the fonts of the PDF have no {{}}; {what} \ufffd. "
    f"Put a font that has {them} into a folder of briefing_pdf_fonts"
    for what, them in (("it is set as", "it"), ("they are set as", "them"))
)

_RARE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u017e\u0391-\u03a1\u03a3-\u03c9\u0401-\u044f\u0451-\u045f"
    "\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2192\u20ac]"
)
"""Characters that are looked up: all but Latin, Greek, Cyrillic, usual punctuation."""

_NAMED = 12
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "KANGXI"})


class FontCoverage:
    """Asks Typst once a build for each rare character."""

    def __init__(self, compiler: TypstCompiler) -> None:
        self._compiler = compiler
        self._shown: dict[str, bool] = {}

    def missing(self, text: str) -> list[str]:
        """Return the characters of *text* that no font can show, sorted."""
        rare = set(_RARE.findall(text))
        new = rare - self._shown.keys()
        if new:
            lost = set(self._compiler.missing_glyphs(new, self._compiler.families["serif"]))
            self._shown |= {character: character not in lost for character in new}
        return sorted(character for character in rare if not self._shown[character])


def replaced(source: str, missing: Iterable[str]) -> str:
    """Return Typst code in which a sign stands for each character that is *missing*."""
    return source.translate({ord(character): SUBSTITUTE for character in missing})


def places(doctree: nodes.document, missing: Iterable[str]) -> Iterator[tuple[nodes.Node, str]]:
    """Yield where *missing* characters first stand, with what to say: once for each script."""
    scripts: dict[str, set[str]] = {}
    for character in missing:
        scripts.setdefault(_script(character), set()).add(character)
    first: dict[str, nodes.Node] = {}
    for node in doctree.findall(nodes.Text):
        for script, characters in scripts.items():
            if script not in first and characters.intersection(node):
                first[script] = node
        if len(first) == len(scripts):
            break
    for script in [*first, *sorted(scripts.keys() - first.keys())]:
        characters = scripts[script]
        message = (ONE if len(characters) == 1 else MANY).format(named(characters))
        yield first.get(script, doctree), message


def _script(character: str) -> str:
    """The script of a letter, by the first word of its name; none of signs."""
    if not character.isalpha():
        return ""
    word = unicodedata.name(character, "").partition(" ")[0]
    return "CJK" if word in _EAST_ASIAN else word


def named(characters: Iterable[str]) -> str:
    """Return characters with their numbers and names, for a message.

    >>> named("漢")
    '漢 (U+6F22 CJK UNIFIED IDEOGRAPH-6F22)'
    """
    found = sorted(set(characters))
    words = [
        f"{character} (U+{ord(character):04X} {unicodedata.name(character, 'without a name')})"
        for character in found[:_NAMED]
    ]
    more = [f"{len(found) - _NAMED} more"] if len(found) > _NAMED else []
    return ", ".join([*words, *more])
