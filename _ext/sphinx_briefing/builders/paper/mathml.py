"""Formulas that authors write in LaTeX, as the MathML that the writers of PDF and Word set.

``math-core`` reads LaTeX and writes MathML Core; a rewriting of its few elements gives the
formulas of Typst and those of Word.
"""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree as ET

import math_core

from .printable import printable

_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)\w+;")
"""Entities that HTML knows and XML does not."""

_NUMBERING = re.compile(r"\\(?:label|eqref)\{[^}]*\}|\\(?:nonumber|notag)\b")
"""Numbers and labels are Sphinx's, and so are the environments that only ask for them."""

_SINGLE = re.compile(r"\\(?:begin|end)\{(?:equation|displaymath|math)\*?\}")
_ALIGNED = re.compile(r"\\(begin|end)\{(?:split|eqnarray\*?|align\*?|flalign\*?)\}")
_GATHERED = re.compile(r"\\(begin|end)\{(?:gather|multline)\*?\}")

_INVISIBLE = re.compile("[\u2061-\u2064\ufe00-\ufe0f]")
"""Signs that tell a program how to read, and readers nothing."""

DEEPEST = 30
"""Formulas that are nested deeper than this are not set."""


class FormulaRefused(Exception):
    """A formula that is not understood; the text says why."""


def mathml(latex: str, *, display: bool = False) -> ET.Element:
    """Return a formula as MathML.

    :raises FormulaRefused: where LaTeX is not understood.
    """
    latex = _SINGLE.sub("", _NUMBERING.sub("", printable(latex)))
    latex = _GATHERED.sub(r"\\\1{gathered}", _ALIGNED.sub(r"\\\1{aligned}", latex))
    converter = math_core.LatexToMathML(fancy_error=False, max_expansions=200)
    try:
        written = converter.convert_with_local_state(latex, displaystyle=display)
        return ET.fromstring(_ENTITY.sub(lambda match: unescape(match[0]), written))
    except math_core.LatexError as error:
        raise FormulaRefused(" ".join(str(error).split())) from error
    except ET.ParseError as error:
        raise FormulaRefused("its MathML cannot be read") from error


def lines_of(latex: str) -> list[str]:
    """Return the formulas of a display, which blank lines part.

    >>> lines_of("a = b" + chr(10) * 2 + "c")
    ['a = b', 'c']
    """
    found = []
    for part in filter(None, re.split(r"\n\s*\n", latex.strip())):
        lined = "\\\\" in part and "\\begin" not in part
        found.append(f"\\begin{{aligned}}{part}\\end{{aligned}}" if lined else part)
    return found


def visible_text(node: ET.Element) -> str:
    """Return the text of an element that a reader sees."""
    return _INVISIBLE.sub("", "".join(node.itertext()))


def sign(node: ET.Element) -> str:
    """Return the sign of an operator, and nothing for what is none."""
    return visible_text(node).strip() if node.tag == "mo" else ""
