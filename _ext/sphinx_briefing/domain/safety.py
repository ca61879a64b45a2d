"""What is written on a page does no harm to those who read it.

Notes hold what others have said, and registers come from other people's files. Wherever it comes
from, a page runs no script of theirs: addresses that run something are taken from their links, and
on pages of ours HTML is cleaned (:mod:`..cleaning`). ``briefing_raw_html = "all"`` lets it through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging

from ..cleaning import cleaned, is_safe
from ..ledger import Report
from ..trees import line_of, replace
from . import domain_of
from .passages import path_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

_SUSPECT = (nodes.raw, nodes.reference, nodes.image, nodes.meta)


def make_safe(app: Sphinx, document: nodes.document) -> None:
    """Answer ``doctree-read``, before anybody takes something from the page.

    Pages of ours are those with front matter of ours or with records.
    """
    domain, docname = domain_of(app.env), app.env.docname
    own = str(app.env.doc2path(docname))
    facts = domain.pages.get(docname)
    is_ours = facts is not None and bool(facts.entries or facts.is_note or facts.brief or facts.tlp)
    cleans = is_ours and app.config.briefing_raw_html != "all"

    def report(node: nodes.Element, message: str) -> None:
        line, path = line_of(node), path_of(node, own)
        domain.note_report(Report(docname, line, "unsafe", message, path))

    for node in list(document.findall(lambda node: isinstance(node, _SUSPECT))):
        if isinstance(node, nodes.raw):
            if cleans and "html" in str(node.get("format", "")).split():
                text, left_out = cleaned(node.astext())
                if left_out:
                    report(
                        node,
                        f"HTML that could run something, or is none, is left out: "
                        f"{', '.join(left_out)}; write \\< for the sign itself, or set "
                        "briefing_raw_html = 'all' if you trust all authors",
                    )
                node.rawsource = text
                node.children = []
                node += nodes.Text(text)
        elif isinstance(node, nodes.reference) and not is_safe(node.get("refuri", "")):
            report(node, f"the address {node['refuri']!r} runs something and leads nowhere; "
                   "the link is left out")  # fmt: skip
            replace(node, node.children)
        elif isinstance(node, nodes.image) and not _is_picture(node["uri"]):
            report(node, f"the address {node['uri']!r} is not that of a picture; "
                   "its description stands in its place")  # fmt: skip
            replace(node, [nodes.inline("", node.get("alt", ""))])
        elif isinstance(node, nodes.meta) and "http-equiv" in node:
            report(node, f"a page may not give orders to browsers: http-equiv="
                   f"{node['http-equiv']!r} is left out")  # fmt: skip
            replace(node, [])


def _is_picture(address: str) -> bool:
    return is_safe(address) or address.startswith("data:image/")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Look at each page once it is read."""
    # After the front matter has been read (400), and before titles and images are taken (500).
    app.connect("doctree-read", make_safe, priority=450)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
