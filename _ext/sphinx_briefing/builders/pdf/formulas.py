"""Formulas: LaTeX by way of MathML to the formulas of Typst.

Their source is the alternative text that PDF/UA asks for.
"""

# ruff: noqa: RUF001 - the signs of mathematics look like each other

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from ..paper.mathml import DEEPEST, FormulaRefused, lines_of, mathml, sign, visible_text
from .escape import literal

_OPENING = frozenset("([{⟨⌈⌊|‖")
_CLOSING = frozenset(")]}⟩⌉⌋|‖")
_ACCENTS = {
    "^": "\u0302", "ˆ": "\u0302", "\u0302": "\u0302", "~": "\u0303", "˜": "\u0303",
    "\u0303": "\u0303", "¯": "\u0304", "→": "\u20d7", "\u20d7": "\u20d7", "˙": "\u0307",
    ".": "\u0307", "¨": "\u0308", "ˇ": "\u030c", "\u030c": "\u030c", "˘": "\u0306", "´": "\u0301",
    "`": "\u0300",
}  # fmt: skip
_LINES = frozenset("\u0332\u0305‾_")
_BRACES = {"⏞": "brace", "⏟": "brace", "⎴": "bracket", "⎵": "bracket", "⏜": "paren", "⏝": "paren"}
_PRIMES = {"′": 1, "″": 2, "‴": 3, "⁗": 4}

_SCRIPTS = {
    "msub": ("scripts", "b"), "msup": ("scripts", "t"), "msubsup": ("scripts", "bt"),
    "munder": ("limits", "b"), "mover": ("limits", "t"), "munderover": ("limits", "bt"),
}  # fmt: skip
"""Where scripts stand: beside the base, or under and over it."""

_WIDTH = re.compile(r"-?\d+(?:\.\d+)?em")


def formula(latex: str) -> str:
    """Return a formula in a sentence as a call of Typst.

    :raises FormulaRefused: where LaTeX is not understood.
    """
    return _equation(_row(list(mathml(latex)), 0), latex, block=False)


def displayed(latex: str) -> list[str]:
    """Return the formulas of a display, each as a call of Typst."""
    return [
        _equation(_row(list(mathml(part, display=True)), 0), part, block=True)
        for part in lines_of(latex)
    ]


def _equation(content: str, latex: str, *, block: bool) -> str:
    alt = literal(" ".join(latex.split()))
    if alt == '""':
        return "[]"
    return f"math.equation(block: {str(block).lower()}, alt: {alt}, {content})"


def _row(children: Sequence[ET.Element], depth: int) -> str:
    if depth > DEEPEST:
        raise FormulaRefused("it is nested too deeply")
    found = [code for child in children if (code := _element(child, depth + 1))]
    return " + ".join(found) if found else "[]"


def _argument(node: ET.Element, depth: int) -> str:
    """Return one element, as an argument of a call."""
    return _element(node, depth + 1) or "[]"


def _element(node: ET.Element, depth: int) -> str:
    """Return the counterpart of one element of MathML; of an unknown one, what it holds."""
    tag, children = node.tag, list(node)
    if tag in ("mi", "mn", "mo", "mtext", "ms"):
        return _words(node)
    if tag == "mspace":
        width = node.get("width", "")
        return f"h({width})" if _WIDTH.fullmatch(width) else ""
    if tag == "mfrac" and len(children) == 2:
        over, under = (_argument(child, depth) for child in children)
        if node.get("linethickness", "").startswith("0"):
            return f"math.mat(delim: none, ({over},), ({under},))"
        return f"math.frac({over}, {under})"
    if tag == "msqrt":
        return f"math.sqrt({_row(children, depth)})"
    if tag == "mroot" and len(children) == 2:
        return f"math.root({_argument(children[1], depth)}, {_argument(children[0], depth)})"
    if tag in _SCRIPTS and len(children) == len(_SCRIPTS[tag][1]) + 1:
        return _scripts(node, children, depth)
    if tag == "mtable":
        return _table(node, children, depth)
    if tag == "mphantom":
        return f"hide({_row(children, depth)})"
    if tag == "menclose":
        kind = "framed" if "box" in node.get("notation", "") else "math.cancel"
        return f"{kind}({_row(children[:1], depth)})"
    if tag == "mmultiscripts" and children:
        return _row([child for child in children if child.tag != "mprescripts"], depth)
    if tag == "mrow" and len(children) > 1 and (_is_fence(children[0]) or _is_fence(children[-1])):
        return f"math.lr({_row(children, depth)})"
    if tag == "mrow" and len(children) == 2 and children[0].tag == "mspace":
        # A name of a function or of a unit, that math-core sets off.
        name = visible_text(children[1])
        if children[1].tag == "mi" and len(name) > 1:
            return f"math.op({literal(name)})" if name.isascii() else f"text({literal(name)})"
    return _row(children, depth) if children else ""


def _is_fence(node: ET.Element) -> bool:
    """Say whether a bracket grows with what it holds; an invisible one closes without a sign."""
    found = sign(node)
    grows = node.tag == "mo" and node.get("stretchy") != "false" and not node.get("maxsize")
    return grows and (found in _OPENING or found in _CLOSING)


def _words(node: ET.Element) -> str:
    text = visible_text(node)
    if node.tag in ("mtext", "ms"):
        return f"text({literal(text)})"
    text = text.strip()
    if not text:
        return ""
    # Typst sets a sign as mathematics does, a text upright.
    single = len(text) == 1 and node.tag != "mn"
    found = f"glyph({literal(text)})" if single else f"text({literal(text)})"
    return f"math.upright({found})" if node.get("mathvariant") == "normal" else found


def _scripts(node: ET.Element, children: list[ET.Element], depth: int) -> str:
    base = _argument(children[0], depth)
    above = sign(children[1])
    side = "over" if node.tag == "mover" else "under"
    if len(children) == 2 and node.tag in ("mover", "munder"):
        if above in _ACCENTS and side == "over":
            return f"math.accent({base}, {literal(_ACCENTS[above])})"
        if above in _LINES:
            return f"math.{side}line({base})"
        if above in _BRACES:
            return f"math.{side}{_BRACES[above]}({base})"
        if children[1].tag == "mspace":
            return base  # Nothing stands there: it only keeps an arrow long.
    if node.tag == "msup" and above in _PRIMES:
        return f"math.attach({base}, t: math.primes({_PRIMES[above]}))"
    kind, places = _SCRIPTS[node.tag]
    held = zip(places, children[1:], strict=True)
    scripts = ", ".join(f"{place}: {_argument(child, depth)}" for place, child in held)
    if sign(children[0]) in "→←↔⇒⇐⇔" and sign(children[0]):
        base = f"math.stretch({base}, size: 100% + 1em)"
    elif _is_name(children[0]):
        kind = "limits" if visible_text(children[0]).strip() in _WITH_LIMITS else kind
    return f"math.attach(math.{kind}({base}), {scripts})"


_WITH_LIMITS = frozenset(
    "lim limsup liminf lim sup lim inf max min sup inf det gcd Pr arg max arg min".split()
)


def _is_name(node: ET.Element) -> bool:
    return node.tag == "mrow" and len(node) == 2 and node[0].tag == "mspace"


def _table(node: ET.Element, rows: list[ET.Element], depth: int) -> str:
    """Return rows and columns; those of ``aligned`` are ranged at their signs."""
    first = [cell.get("style", "") for cell in rows[0]] if rows else []
    ranged = any("right;" in style for style in first)
    side = "left" if not ranged and any("left;" in style for style in first) else "center"
    columns = max((len(row) for row in rows), default=1)
    found = []
    for row in rows:
        cells = [_row(list(cell), depth) for cell in row]
        cells += ["[]"] * (columns - len(cells))
        found.append(f"({' + align-here + '.join(cells) if ranged else ', '.join(cells)},)")
    gap = "row-gap: 0.8em" if node.get("displaystyle") == "true" else "row-gap: 0.5em"
    table = f"math.mat(delim: none, align: {side}, {gap}, {', '.join(found)})"
    return f"math.display({table})" if node.get("displaystyle") == "true" else table
