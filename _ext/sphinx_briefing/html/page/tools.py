"""The tools on the page of a brief: files to fetch, the address to copy, all facts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from ...domain import domain_of
from ...presentation.labels import _
from ...presentation.marks import FACT, block_of, fact_of
from ...websites import BESIDE, WEBSITES, WHERE_MADE
from .places import blocks, html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


class OfferTools(SphinxPostTransform):
    """End the title block of a brief with tools; its list of facts becomes a box that opens."""

    default_priority = 707
    builders = WEBSITES

    def run(self, **kwargs: Any) -> None:
        """Look for the list of facts."""
        for block in blocks(self.document):
            listed = next(block.findall(nodes.field_list), None)
            if block_of(block) == "title" and listed is not None:
                block.replace(listed, self._tools(listed))

    def _tools(self, listed: nodes.field_list) -> nodes.container:
        tools = nodes.container("", classes=["brief-tools"], **{FACT: "tools"})
        links = list(self._downloads())
        if links:
            tools += nodes.paragraph("", "", *links, classes=["brief-downloads"])
        copy, done = (escape(str(words)) for words in (_("Copy link"), _("Link copied")))
        # Without a script, or a clipboard, there is nothing that it could do.
        tools += html(
            f'<button class="brief-tool brief-copy" type="button" data-done="{done}" hidden>'
            f"{copy}</button>\n"
        )
        about = escape(str(_("About")))
        opening = html(
            f'<details class="brief-about"><summary class="brief-tool">{about}</summary>\n'
        )
        opening[FACT] = "about"
        tools += [opening, listed, html("</details>\n")]
        return tools

    def _downloads(self) -> Iterator[nodes.Node]:
        """The links to the files of the brief beside its page."""
        docname, builder = self.env.docname, domain_of(self.env).builder
        offered = [file for file in BESIDE.values() if self._is_offered(file.suffix)]
        for number, file in enumerate(offered):
            address = relative_uri(
                builder.get_target_uri(docname), quote(f"{docname}.{file.suffix}")
            )
            if number:
                yield nodes.Text(" ")
            classes = ["brief-tool", "brief-download"]
            yield nodes.reference(file.label, file.label, refuri=address, classes=classes)

    def _is_offered(self, suffix: str) -> bool:
        """Whether the page links to a file: where it is made, or the house says so."""
        when = self.config[f"briefing_{suffix}_link"]
        if when != WHERE_MADE:
            return bool(when)
        unmade = domain_of(self.env).unmade.get(self.env.docname, ())
        return suffix in self.config.briefing_files and suffix not in unmade


def place_in_tools(document: nodes.document, *boxes: nodes.Node) -> bool:
    """Put something before the box with all facts; whether the page has one."""
    for tools in document.findall(nodes.container):
        if fact_of(tools) == "tools":
            at = next(place for place, node in enumerate(tools) if fact_of(node) == "about")
            tools[at:at] = boxes
            return True
    return False


def setup(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(OfferTools)
