"""Formulas: LaTeX by way of MathML to Word's own equations, which people can edit.

``math-core`` reads LaTeX and writes MathML; its few elements have their counterparts in Office
MathML.
"""

# ruff: noqa: RUF001 - the signs of mathematics look like each other

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from docx.oxml.ns import qn

from ..paper.mathml import DEEPEST, FormulaRefused, lines_of, mathml, sign, visible_text
from .xml import Xml, element, value

_OPENING = dict(zip("([{⟨⌈⌊|‖", ")]}⟩⌉⌋|‖", strict=True))
_LARGE = frozenset("∑∏∐∫∬∭∮⋃⋂⋁⋀⨁⨂⨀⨄⨆")
_RELATIONS = frozenset("=<>≤≥≠≈≡∼≃≅∝→⇒⇔↔∈⊂⊆,;")
_ACCENTS = {
    "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "¯": "\u0305", "‾": "\u0305",
    "\u0332": "\u0305", "\u0305": "\u0305", "_": "\u0305", "→": "\u20d7", "⃗": "\u20d7",
    "˙": "\u0307", ".": "\u0307", "¨": "\u0308", "ˇ": "\u030c", "˘": "\u0306", "´": "\u0301",
    "`": "\u0300",
}  # fmt: skip
_BRACES = frozenset("⏞⏟⎴⎵⏜⏝")
_SCRIPTS = {"msub": ("sSub", "sub"), "msup": ("sSup", "sup"), "msubsup": ("sSubSup", "sub sup")}
_LIMITS = {"munder": ("limLow",), "mover": ("limUpp",), "munderover": ("limLow", "limUpp")}


def equation(latex: str, *, display: bool = False) -> Xml:
    """Return a formula as an equation of Word.

    :raises FormulaRefused: where LaTeX is not understood.
    """
    return element("m:oMath", *_row(list(mathml(latex, display=display)), 0))


def displayed(latex: str) -> Xml:
    """Return the formulas of a display, which blank lines part, as one paragraph of equations."""
    found = element("m:oMathPara")
    for part in lines_of(latex):
        found.append(equation(part, display=True))
    return found


def _row(children: Sequence[ET.Element], depth: int) -> list[Xml]:
    """Return the parts of a row; a large operator takes what follows it, up to a relation."""
    if depth > DEEPEST:
        raise FormulaRefused("it is nested too deeply")
    found: list[Xml] = []
    rest = list(children)
    while rest:
        child = rest.pop(0)
        if child.tag in (*_SCRIPTS, *_LIMITS) and len(child) and sign(child[0]) in _LARGE:
            operand: list[ET.Element] = []
            while rest and not (rest[0].tag == "mo" and sign(rest[0]) in _RELATIONS):
                operand.append(rest.pop(0))
            found.append(_large(child, operand, depth))
        else:
            found += _element(child, depth + 1)
    return found


def _holder(name: str, children: Sequence[ET.Element], depth: int) -> Xml:
    return element(f"m:{name}", *_row(children, depth))


def _large(node: ET.Element, operand: list[ET.Element], depth: int) -> Xml:
    parts = dict(zip(_places(node.tag), list(node)[1:], strict=False))
    beside = node.tag in _SCRIPTS
    properties = element(
        "m:naryPr",
        value("m:chr", sign(node[0])),
        value("m:limLoc", "subSup" if beside else "undOvr"),
        *(value(f"m:{name}Hide", 1) for name in ("sub", "sup") if name not in parts),
    )
    return element(
        "m:nary",
        properties,
        *(_holder(name, [parts[name]] if name in parts else [], depth) for name in ("sub", "sup")),
        _holder("e", operand, depth),
    )


def _places(tag: str) -> tuple[str, ...]:
    under, over = tag in ("msub", "munder"), tag in ("msup", "mover")
    return ("sub",) if under else ("sup",) if over else ("sub", "sup")


def _element(node: ET.Element, depth: int) -> list[Xml]:
    """Return the counterpart of one element of MathML; of an unknown one, what it holds."""
    tag, children = node.tag, list(node)
    if tag in ("mi", "mn", "mo", "mtext", "ms"):
        return list(_run(node))
    if tag == "mspace":
        return [_words(" ")] if node.get("width", "").rstrip("em") > "0.1" else []
    if tag == "mfrac" and len(children) == 2:
        bare = node.get("linethickness", "").startswith("0")
        properties = [element("m:fPr", value("m:type", "noBar"))] if bare else []
        over, under = (
            _holder(n, [c], depth) for n, c in zip(("num", "den"), children, strict=True)
        )
        return [element("m:f", *properties, over, under)]
    if tag == "msqrt":
        hidden = element("m:radPr", value("m:degHide", 1))
        return [element("m:rad", hidden, element("m:deg"), _holder("e", children, depth))]
    if tag == "mroot" and len(children) == 2:
        return [
            element("m:rad", _holder("deg", children[1:], depth), _holder("e", children[:1], depth))
        ]
    if tag in _SCRIPTS and len(children) == len(_SCRIPTS[tag][1].split()) + 1:
        return [_script(tag, children, depth)]
    if tag in _LIMITS and len(children) == len(_LIMITS[tag]) + 1:
        return [_limit(node, children, depth)]
    if tag == "mtable":
        return [_matrix(children, depth)]
    if tag == "mrow" and len(children) > 1 and sign(children[0]) in _OPENING:
        return [_fenced(children, depth)]
    return _row(children, depth)


def _script(tag: str, children: list[ET.Element], depth: int) -> Xml:
    name, places = _SCRIPTS[tag]
    holders = (
        _holder(n, [c], depth) for n, c in zip(("e", *places.split()), children, strict=True)
    )
    return element(f"m:{name}", *holders)


def _limit(node: ET.Element, children: list[ET.Element], depth: int) -> Xml:
    above = sign(children[1])
    if node.tag == "mover" and above in _ACCENTS:
        properties = element("m:accPr", value("m:chr", _ACCENTS[above]))
        return element("m:acc", properties, _holder("e", children[:1], depth))
    if node.tag != "munderover" and above in _BRACES:
        side, other = ("bot", "top") if node.tag == "munder" else ("top", "bot")
        properties = element(
            "m:groupChrPr", value("m:chr", above), value("m:pos", side), value("m:vertJc", other)
        )
        return element("m:groupChr", properties, _holder("e", children[:1], depth))
    inner = _row(children[:1], depth)
    for name, limit in zip(_LIMITS[node.tag], children[1:], strict=True):
        inner = [element(f"m:{name}", element("m:e", *inner), _holder("lim", [limit], depth))]
    result: Xml = inner[0]
    return result


def _matrix(rows: list[ET.Element], depth: int) -> Xml:
    columns = max((len(row) for row in rows), default=1)
    first = rows[0][0] if rows and len(rows[0]) else None
    style = first.get("style", "") if first is not None else ""
    side = "left" if "left;" in style else "right" if "right;" in style else "center"
    look = element("m:mcPr", value("m:count", max(columns, 1)), value("m:mcJc", side))
    matrix = element("m:m", element("m:mPr", element("m:mcs", element("m:mc", look))))
    for row in rows:
        cells = [_holder("e", list(cell), depth) for cell in row]
        # Without anything in it, a cell is shown as a place to be filled.
        cells += [element("m:e", _words("\u200b")) for _ in range(columns - len(cells))]
        matrix.append(element("m:mr", *cells))
    return matrix


def _fenced(children: list[ET.Element], depth: int) -> Xml:
    """Return a row in brackets that grow with it."""
    begin, last = sign(children[0]), children[-1]
    closes = last.tag == "mo" and (sign(last) in _OPENING.values() or not sign(last))
    properties = element(
        "m:dPr",
        value("m:begChr", begin),
        value("m:endChr", sign(last) if closes else ""),
    )
    inner = children[1:-1] if closes else children[1:]
    return element("m:d", properties, _holder("e", inner, depth))


def _run(node: ET.Element) -> Iterator[Xml]:
    text = visible_text(node)
    if node.tag in ("mtext", "ms"):
        yield _words(text)
    elif text:
        upright = node.tag == "mi" and (len(text) > 1 or node.get("mathvariant") == "normal")
        properties = [element("m:rPr", value("m:sty", "p"))] if upright else []
        yield element("m:r", *properties, _text(text))


def _words(text: str) -> Xml:
    return element("m:r", element("m:rPr", element("m:nor")), _text(text))


def _text(text: str) -> Any:
    xml = element("m:t")
    xml.text = text
    xml.set(qn("xml:space"), "preserve")
    return xml
