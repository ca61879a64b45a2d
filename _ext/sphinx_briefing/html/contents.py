"""The sections around the text of a brief in the contents of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.adapters.toctree import document_toc

from ..presentation.marks import annex_of, front_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def complete(
    app: Sphinx,
    pagename: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Handle ``html-page-context``: list front and annexes, which no stored contents hold.

    They are known when the page is resolved. Other pages' contents do not list them: what those
    show must not depend on which page was resolved first.
    """
    sections = [] if doctree is None else list(doctree.findall(nodes.section))
    front = [section for section in sections if front_of(section)]
    annexes = [section for section in sections if annex_of(section)]
    if not (front or annexes) or "toc" not in context:
        return
    contents = document_toc(app.env, pagename, app.tags)
    top = next(contents.findall(nodes.list_item), None)
    if top is None:
        return
    inner = next((child for child in top.children if isinstance(child, nodes.bullet_list)), None)
    if inner is None:
        inner = nodes.bullet_list("")
        top.append(inner)
    written = list(inner.children)
    inner.children = []
    for section in front:
        inner += _line(section)
    inner += written
    for section in annexes:
        inner += _line(section)
    builder: Any = app.builder
    context["toc"] = builder.render_partial(contents)["fragment"]
    context["display_toc"] = True


def _line(section: nodes.section) -> nodes.list_item:
    title = section[0].astext()
    address = f"#{section['ids'][0]}"
    link = nodes.reference("", title, internal=True, refuri=address, anchorname=address, classes=[])
    return nodes.list_item("", addnodes.compact_paragraph("", "", link))
