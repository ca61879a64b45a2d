"""Markers of sources as links with a name, for readers who hear them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ...presentation.marks import ELSEWHERE, marker_of, name_of_marker
from ...websites import WEBSITES

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class source_marker(nodes.reference):
    """The marker of a source on a website."""


class NameMarkers(SphinxPostTransform):
    """Make the markers of a page nodes of their own, which can say more than a link."""

    default_priority = 720
    builders = WEBSITES

    def run(self, **kwargs: Any) -> None:
        """Replace each by a copy."""
        for node in list(self.document.findall(nodes.reference)):
            if marker_of(node) is not None:
                new = source_marker("", "", *node.children, **node.attributes)
                node.parent[node.parent.index(node)] = new


def visit_marker(translator: Any, node: source_marker) -> None:
    """Begin the link: the style sheet shows ``data-mark``, number and letter without brackets."""
    marker = marker_of(node)
    assert marker is not None
    href = node["refuri"] if "refuri" in node else f"#{node['refid']}"
    words = {"title": node["reftitle"]} if "reftitle" in node else {}
    words |= {"aria-label": name_of_marker(node, marker), "data-mark": marker.short}
    leads = "external" if ELSEWHERE in node else "internal"
    start = translator.starttag(node, "a", "", CLASS=f"reference {leads}", href=href, **words)
    translator.body.append(start)


def depart_marker(translator: Any, node: source_marker) -> None:
    """End the link."""
    translator.body.append("</a>")


def setup(app: Sphinx) -> None:
    """Add node and transform."""
    app.add_node(source_marker, html=(visit_marker, depart_marker))
    app.add_post_transform(NameMarkers)
