"""Data for programs on published pages: schema.org as JSON-LD, and OpenGraph.

Both are added where ``html_baseurl`` says where the pages are published, since they name things by
whole addresses. They are nodes of the page, so that a page is written again when they change.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ...domain import domain_of
from ...incremental.artifacts import EVENT
from ...presentation.marks import marker_of
from ...websites import is_website
from . import link_picture

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_ESCAPED = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})
"""What could end a script or begin a comment in HTML; JSON knows it by its number as well."""


class data_block(nodes.Invisible, nodes.Element):
    """JSON-LD for the head of a page."""


def script_of(data: object) -> str:
    r"""Plain data as a data block, which no text in it can end.

    >>> script_of({"name": "</script>"})
    '<script type="application/ld+json">{"name":"\\u003c/script\\u003e"}</script>\n'
    """
    try:
        encoded = msgspec.json.encode(data).decode()
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can escape and UTF-8 not say
        encoded = json.dumps(data, separators=(",", ":"))
    written = encoded.translate(_ESCAPED)
    return f'<script type="application/ld+json">{written}</script>\n'


def visit_data_block(translator: Any, node: data_block) -> None:
    """Put the block into the head of the page."""
    translator.meta.append(node["script"])
    raise nodes.SkipNode


class AddLinkedData(SphinxPostTransform):
    """Add what programs read to a page."""

    default_priority = 900
    """When all that the page shows is known."""
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Add the block of data and the meta tags."""
        config, domain = self.config, domain_of(self.env)
        builder = domain.builder
        if not (config.html_baseurl and config.briefing_linked_data) or not is_website(builder):
            return
        from .open_graph import open_graph
        from .schema_org import Publisher, graph

        docname = self.env.docname
        marking = domain.ledger_for(docname).markings.of_page(docname)
        publisher = Publisher(domain, builder, docname, marking)
        cited = [
            marker.source
            for node in self.document.findall(nodes.reference)
            if (marker := marker_of(node))
        ]
        if things := graph(docname, publisher, list(dict.fromkeys(cited))):
            script = script_of({"@context": "https://schema.org", "@graph": things})
            self.document += data_block(script=script)
        if "ogp_site_url" not in config:  # sphinxext-opengraph adds its own
            self.document += open_graph(docname, publisher, self.document)


def setup(app: Sphinx) -> None:
    """Add the transform and its node."""
    app.add_node(data_block, html=(visit_data_block, None))
    app.add_post_transform(AddLinkedData)
    app.connect(EVENT, link_picture.draw)
