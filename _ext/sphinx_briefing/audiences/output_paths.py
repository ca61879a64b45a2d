"""Outputs that name files by their whole paths: they name those of the author.

Translators get catalogues that lead to the sources, and XML says what a page was made of. Lines are
those of the text without what was taken out of it, as they would be had it never been there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from .places import Places

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_NAMES_SOURCES = frozenset({"gettext", "xml", "pseudoxml"})
"""Builders that write down from which file a node comes."""


class OutputPaths:
    """Names the files of the author in the pages of one build, before they are written."""

    def __init__(self, places: Places) -> None:
        self._target, self._source = places.beginnings

    def name_sources(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Handle ``doctree-resolved``, last of all."""
        is_named = app.builder.name in _NAMES_SOURCES
        nodes_of_page = [*doctree.findall()]
        if is_named and docname in app.env.tocs:  # whose captions are translated
            nodes_of_page += app.env.tocs[docname].findall(addnodes.toctree)
        for node in nodes_of_page:
            if isinstance(node, nodes.Text):
                if self._target in node:
                    node.parent.replace(node, nodes.Text(self._named(str(node))))
                continue
            assert isinstance(node, nodes.Element)
            if is_named or isinstance(node, nodes.system_message):
                for name, value in node.attributes.items():
                    node[name] = self._in(value)
            if is_named:
                self._name_source(node)
        if is_named:
            # Captions of tables of contents are taken from where the environment keeps them.
            for toctree in app.env.tocs[docname].findall(addnodes.toctree):
                self._name_source(toctree)

    def _name_source(self, node: nodes.Element) -> None:
        if isinstance(node.source, str):
            node.source = self._named(node.source)

    def _in(self, value: Any) -> Any:
        return self._named(value) if isinstance(value, str) else value

    def _named(self, text: str) -> str:
        return text.replace(self._target, self._source)
