"""The annexes of a brief in the table of contents of its own page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.adapters.toctree import document_toc

from ..presentation.marks import annex_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def add_annexes(
    app: Sphinx,
    pagename: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Handle ``html-page-context``: list the annexes, which no stored table of contents holds.

    They are known when the page is resolved. Other pages' contents do not list them: what those
    show must not depend on which page was resolved first.
    """
    annexes = [] if doctree is None else [s for s in doctree.findall(nodes.section) if _is_annex(s)]
    if not annexes or "toc" not in context:
        return
    contents = document_toc(app.env, pagename, app.tags)
    top = next(contents.findall(nodes.list_item), None)
    if top is None:
        return
    inner = next((child for child in top.children if isinstance(child, nodes.bullet_list)), None)
    if inner is None:
        inner = nodes.bullet_list("")
        top.append(inner)
    for section in annexes:
        title = section[0].astext()
        link = nodes.reference(
            "",
            title,
            internal=True,
            refuri="",
            anchorname=f"#{section['ids'][0]}",
            classes=[],
        )
        link["refuri"] = link["anchorname"]
        inner += nodes.list_item("", addnodes.compact_paragraph("", "", link))
    builder: Any = app.builder
    context["toc"] = builder.render_partial(contents)["fragment"]
    context["display_toc"] = True


def _is_annex(section: nodes.section) -> bool:
    return bool(annex_of(section))
