"""The meta tags of a page by which others show a link to it (OpenGraph, https://ogp.me)."""

from __future__ import annotations

import re

from docutils import nodes

from ...config.values import project_of
from ...presentation.typography import curl_for
from ...records import Source
from . import link_picture
from .schema_org import Publisher


def open_graph(docname: str, publisher: Publisher, document: nodes.document) -> list[nodes.meta]:
    """The tags of a page; its own description, if it has one, stays the only one."""
    config, ledger = publisher.config, publisher.ledger
    brief = ledger.briefs.get(docname)
    title = publisher.domain.env.titles.get(docname)
    summary = curl_for(config, publisher.domain.builder.name)(_summary(docname, publisher))
    tags = {
        "og:type": "website" if docname == config.root_doc else "article",
        "og:title": title.astext() if title is not None else docname,
        "og:url": publisher.page(docname),
        "og:site_name": project_of(config),
        "og:description": summary,
        "og:locale": str(config.language) if "_" in str(config.language) else "",
        "article:modified_time": (brief.date or "") if brief else "",
    }
    if brief is not None and link_picture.are_wanted(config):
        tags |= {
            "og:image": f"{config.html_baseurl.rstrip('/')}/{link_picture.address_of(docname)}",
            "og:image:width": str(link_picture.WIDTH),
            "og:image:height": str(link_picture.HEIGHT),
            "og:image:alt": tags["og:title"],
        }
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", tags["article:modified_time"]):
        del tags["article:modified_time"]
    found = [nodes.meta("", property=name, content=value) for name, value in tags.items() if value]
    described = any(meta.get("name") == "description" for meta in document.findall(nodes.meta))
    if summary and not described:
        found.insert(0, nodes.meta("", name="description", content=summary))
    return found


def _summary(docname: str, publisher: Publisher) -> str:
    """The summary of a brief, or what a note is a note of."""
    ledger = publisher.ledger
    brief, note = ledger.briefs.get(docname), ledger.notes.get(docname)
    if brief is not None:
        return brief.summary or ""
    source = ledger.get("source", note.source) if note is not None else None
    if isinstance(source, Source):
        return ": ".join(filter(None, (source.publisher, source.title)))
    return ""
