"""Links from records, where they are written, to their profiles."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from ...domain import domain_of
from ...presentation.labels import _
from ...presentation.typography import curl_for
from ...websites import WEBSITES
from ..addresses import page_address, pagename, profiled


class LinkProfiles(SphinxPostTransform):
    """End the records of a register with links to their profiles, in websites alone."""

    default_priority = 6
    """When records have been filled, and before Sphinx resolves what is left."""
    builders = WEBSITES

    def run(self, **kwargs: Any) -> None:
        """Add the links."""
        domain, docname = domain_of(self.env), self.env.docname
        kinds = profiled(domain_of(self.env))
        facts = domain.pages.get(docname)
        written = facts.entries if facts is not None and kinds else ()
        if not any(entry.record.kind_name in kinds for entry in written):
            return
        builder, ledger = domain.builder, domain.ledger_for(docname)
        here, curl = page_address(builder, docname), curl_for(self.config, builder.name)
        for box in self.document.findall(nodes.container):
            kind, identifier = box.get("brief_kind"), box.get("brief_id", "")
            record = ledger.get(kind, identifier) if kind in kinds else None
            if record is not None and record.docname == docname:
                address = relative_uri(here, page_address(builder, pagename(kind, identifier)))
                words = str(_("Profile of %s")) % curl(record.title_text)
                link = nodes.reference("", words, internal=True, refuri=address)
                box += nodes.paragraph("", "", link, classes=["brief-profile-link"])
