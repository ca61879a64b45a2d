"""Nesting without end ends no build.

Parsers, transforms and writers call themselves for each level of a page, and Python stops them at
some hundred. What is nested deeper than anybody writes by hand becomes plain text, as soon as the
page is parsed; a page that no parser gets through is kept as it is written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..diagnostics.model import Diagnostic
from ..doctree import line_of, replace
from ..sphinx_patches.markdown_nesting import any_depth

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

DEEPEST = 100
"""Levels of nodes that are kept: some fifty lists in each other."""


def flatten(document: nodes.document) -> list[nodes.Node]:
    """Turn what is nested too deeply into plain text; returns what stands in its place."""
    waiting: list[tuple[nodes.Element, int]] = [(document, 0)]
    deep: list[nodes.Element] = []
    while waiting:
        node, depth = waiting.pop()
        if depth >= DEEPEST and any(isinstance(child, nodes.Element) for child in node.children):
            deep.append(node)
        else:
            elements = (child for child in node.children if isinstance(child, nodes.Element))
            waiting.extend((child, depth + 1) for child in elements)
    flattened: list[nodes.Node] = []
    for node in deep:
        text = _text_of(node)
        in_text = isinstance(node.parent, nodes.TextElement)
        plain = nodes.inline(text, text) if in_text else nodes.paragraph(text, text)
        plain.source, plain.line = node.source, line_of(node)
        if not in_text and not isinstance(node, nodes.Body):
            node.children = []
            node += plain
        else:
            replace(node, [plain])
        flattened.append(plain)
    return flattened


def _text_of(root: nodes.Element) -> str:
    """The words of a tree, without a call for each of its levels."""
    words: list[str] = []
    waiting: list[nodes.Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.Text):
            words.append(str(node))
        else:
            waiting.extend(reversed(node.children))
    return " ".join(" ".join(words).split())


def _bounded(parse: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(parse)
    def bounded(self: Any, inputstring: Any, document: nodes.document) -> None:
        env = getattr(document.settings, "env", None)
        if env is None or "brief" not in env.domains:
            parse(self, inputstring, document)
            return
        try:
            with any_depth():
                parse(self, inputstring, document)
        except RecursionError:
            line = getattr(document, "current_line", None) or 1
            _start_anew(document, env)
            parse(self, "", document)  # for what the parser adds to a page besides
            text = str(inputstring)
            document += nodes.literal_block(text, text, language="text")
            _say(
                env,
                line,
                "it is nested so deeply that it cannot be read, and the page stands as "
                "it is written; write it flatter",
            )
            return
        for node in flatten(document)[:1]:
            _say(
                env,
                line_of(node),
                f"what is nested more than {DEEPEST} levels deep is printed "
                "as plain text; write it flatter",
            )

    bounded.is_bounded = True  # type: ignore[attr-defined]
    return bounded


def _say(env: BuildEnvironment, line: int, message: str) -> None:
    domain: Any = env.domains["brief"]
    domain.note_diagnostic(Diagnostic(env.docname, line, "field", message))


def _start_anew(document: nodes.document, env: BuildEnvironment) -> None:
    """Forget what has been parsed of a page, as far as it is on the page."""
    source, transformer = document.get("source"), document.transformer
    reporter, settings = document.reporter, document.settings
    nodes.document.__init__(document, settings, reporter)
    document["source"] = source
    document.note_source(source, -1)
    document.transformer = type(transformer)(document)
    if hasattr(transformer, "set_environment"):
        document.transformer.set_environment(env)  # type: ignore[attr-defined]
    domain: Any = env.domains["brief"]
    if (facts := domain.pages.get(env.docname)) is not None:
        for noted in (facts.entries, facts.questions, facts.references):
            noted.clear()


def bound_parsers(app: Sphinx) -> None:
    """Handle ``builder-inited``: every extension has added its parsers."""
    for parser in app.registry.source_parsers.values():
        if not hasattr(parser.parse, "is_bounded"):
            parser.parse = _bounded(parser.parse)  # type: ignore[method-assign]


def setup(app: Sphinx) -> None:
    """Look after parsers."""
    app.connect("builder-inited", bound_parsers)
