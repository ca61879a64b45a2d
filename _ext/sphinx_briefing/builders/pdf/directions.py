"""Paragraphs in scripts that run from right to left, wherever they stand.

A document runs as its language does. A block whose letters mostly run the other way is turned:
lines, bullets and columns then begin at the other side. Mixed lines inside a block are ordered by
Typst, by Unicode's bidirectional algorithm.
"""

from __future__ import annotations

import re

from docutils import nodes

from .writer import TypstWriter

RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"}
)
"""Languages whose usual script runs from right to left (Unicode CLDR, characterOrder)."""

#: Letters of strong direction: Hebrew to Arabic with their extensions, and all other letters.
_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
_LETTER = re.compile(r"[^\W\d_]")
_BLOCKS = (
    nodes.paragraph, nodes.title, nodes.rubric, nodes.line_block, nodes.bullet_list,
    nodes.enumerated_list, nodes.definition_list, nodes.field_list, nodes.block_quote,
    nodes.attribution, nodes.table, nodes.caption, nodes.term, nodes.Admonition,
)  # fmt: skip

_FOLLOWING = frozenset({"brief-details", "brief-standing", "brief-sourcing", "brief-key"})


def runs(text: str, otherwise: str = "ltr") -> str:
    """Return the direction in which most letters of *text* run; *otherwise* without letters.

    The first letter would be a poor witness: a Hebrew sentence may well begin with "NATO".

    >>> runs("NATO שלום עולם"), runs("The word שלום"), runs("1 + 1", "rtl")
    ('rtl', 'ltr', 'rtl')
    """
    right = len(_RIGHT.findall(text))
    if not right:
        return "ltr" if _LETTER.search(text) else otherwise
    return "rtl" if 2 * right >= len(_LETTER.findall(text)) else "ltr"


def direction_of(language: str) -> str:
    """Return the direction in which a language is written.

    >>> direction_of("he_IL"), direction_of("uz-Arab"), direction_of("en")
    ('rtl', 'rtl', 'ltr')
    """
    parts = re.split("[-_]", language)
    scripts = {part for part in parts[1:] if len(part) == 4}
    if scripts:
        return "rtl" if scripts & {"Arab", "Hebr", "Thaa", "Syrc"} else "ltr"
    return "rtl" if parts[0].lower() in RIGHT_TO_LEFT else "ltr"


def _is_block(node: nodes.Node) -> bool:
    """Say whether a node decides for itself how it runs.

    A record does as a whole, the line of its details does not: labels of another language would
    tear it from the record.
    """
    if isinstance(node, nodes.container):
        return "brief-record" in node["classes"]
    return isinstance(node, _BLOCKS) and _FOLLOWING.isdisjoint(node["classes"])


class DirectionVisitor(TypstWriter):
    """Turns the blocks that run against the text around them."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self._runs = direction_of(self.config.language or "en")
        #: Most documents have no letter that runs the other way, and are not looked at again.
        self._turns = self._runs == "rtl" or _RIGHT.search(self.document.astext()) is not None

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Turn a block and what is in it; then visit as usual."""
        if self._turns and not self._verbatim and _is_block(node):
            found, around = runs(node.astext(), self._runs), self._runs
            if found != around:
                self._runs = found
                try:
                    content = self.capture([node])
                finally:
                    self._runs = around
                self.put(f"directed({found}, {content})")
                raise nodes.SkipNode
        super().dispatch_visit(node)
