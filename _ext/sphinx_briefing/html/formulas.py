"""Formulas of websites as MathML, which browsers set by themselves.

Sphinx has them set by MathJax, a script that is loaded from another host. The theme ``briefing``
takes MathML unless ``html_math_renderer`` names something else; ``"mathml"`` asks for it in any
theme. What cannot be read stands as it is written, and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from docutils import nodes
from sphinx.locale import _
from sphinx.util.math import get_node_equation_number

from ..diagnostics.model import Diagnostic
from ..doctree import line_of
from ..domain import domain_of
from ..domain.passages import path_of
from .theme_briefing import NAME as THEME

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

RENDERER = "mathml"
"""The name of our way, as ``html_math_renderer`` knows it."""

_DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
_CLASSES = {
    ("text-align", "left"): "brief-math-left",
    ("text-align", "right"): "brief-math-right",
    ("padding-left", "0"): "brief-math-joined-left",
    ("padding-right", "0"): "brief-math-joined-right",
    ("padding-left", "1em"): "brief-math-apart",
}
"""The styles of tables by the classes that the style sheet knows: pages hold no styles."""


class Unreadable(Exception):
    """A formula that is not understood; the text says why."""


def choose(app: Sphinx, config: Config) -> None:
    """Handle ``config-inited``: take MathML in our theme, where nobody asks for something else."""
    others = set(app.registry.html_inline_math_renderers) - {"mathjax"}
    if config.html_theme == THEME and config.html_math_renderer is None and not others:
        config["html_math_renderer"] = RENDERER
    if config.html_math_renderer == RENDERER:
        inline, display = (visit_math, None), (visit_displaymath, None)
        app.add_html_math_renderer(RENDERER, inline, display)


@lru_cache(maxsize=1024)
def markup(latex: str, *, display: bool) -> str:
    r"""A formula as MathML.

    :raises Unreadable: where it is not understood.

    >>> markup("x^2", display=False)
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>x</mi><mn>2</mn></msup></math>'
    """
    try:
        from ..builders.paper.mathml import DEEPEST, FormulaRefused, mathml
    except ImportError:
        message = 'formulas need math-core: python -m pip install "sphinx-briefing[html]"'
        raise Unreadable(message) from None
    try:
        root = mathml(latex, display=display)
    except FormulaRefused as refused:
        raise Unreadable(re.sub(r"^\d+: ", "", str(refused)).rstrip(".")) from None
    if _depth(root) > DEEPEST:
        raise Unreadable("it is nested too deeply")
    root.set("xmlns", "http://www.w3.org/1998/Math/MathML")
    for element in root.iter():
        _without_style(element)
    return ET.tostring(root, encoding="unicode", short_empty_elements=False)


def _depth(root: ET.Element) -> int:
    deepest, waiting = 0, [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in element]
    return deepest


def _without_style(element: ET.Element) -> None:
    """Say by attributes and classes what a style says: strict policies let no styles pass."""
    style = element.attrib.pop("style", "")
    classes = [element.get("class", "")]
    for name, value in _DECLARATION.findall(style):
        if name == "color":
            element.set("mathcolor", value.strip())
        else:
            classes.append(_CLASSES.get((name, value.strip()), ""))
    if any(classes):
        element.set("class", " ".join(filter(None, classes)))


def visit_math(translator: Any, node: nodes.math) -> None:
    """Write a formula in a line."""
    translator.body.append(translator.starttag(node, "span", "", CLASS="math notranslate"))
    translator.body.append(_markup_or_source(node.astext(), display=False))
    translator.body.append("</span>")
    raise nodes.SkipNode


def visit_displaymath(translator: Any, node: nodes.math_block) -> None:
    """Write a displayed formula, with its number."""
    translator.body.append(translator.starttag(node, "div", CLASS="math notranslate"))
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, _("Link to this equation"))
        translator.body.append("</span>")
    for part in _parts(node):
        translator.body.append(_markup_or_source(part, display=True))
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def _parts(node: nodes.math_block) -> list[str]:
    try:
        from ..builders.paper.mathml import lines_of
    except ImportError:
        return [node.astext()]
    return lines_of(node.astext())


def _markup_or_source(latex: str, *, display: bool) -> str:
    try:
        return markup(latex, display=display)
    except Unreadable:
        return f'<code class="brief-formula">{escape(latex.strip())}</code>'


def report_unreadable(app: Sphinx, document: nodes.document) -> None:
    """Handle ``doctree-read``: say which formulas stand as they are written."""
    if app.config.html_math_renderer != RENDERER:
        return
    domain, docname = domain_of(app.env), app.env.docname
    own = str(app.env.doc2path(docname))
    for node, part, display in _formulas(document):
        try:
            markup(part, display=display)
        except Unreadable as why:
            message = f"a formula is shown as it is written on websites: {why}"
            path = path_of(node, own)
            domain.note_diagnostic(Diagnostic(docname, line_of(node), "field", message, path))


def _formulas(document: nodes.document) -> Iterator[tuple[nodes.Node, str, bool]]:
    for node in document.findall(nodes.math):
        yield node, node.astext(), False
    for block in document.findall(nodes.math_block):
        for part in _parts(block):
            yield block, part, True


def setup(app: Sphinx) -> None:
    """Offer MathML."""
    app.connect("config-inited", choose)
    app.connect("doctree-read", report_unreadable, priority=550)
