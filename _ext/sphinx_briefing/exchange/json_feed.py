"""JSON Feed 1.1: briefs for readers of feeds.

What a feed has no word for stands in each item under ``_briefing``: names that begin with an
underscore are for extensions.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from .account import Account
from .documents import address_of, of_kind
from .model import BASE, Document, Format, Written

_EXTENSION = (
    "docname", "kind", "reference", "date", "status", "edition", "as_of", "supersedes", "tlp",
    "topics",
)  # fmt: skip
HOLDS = {
    "brief": {
        "title": "title",
        "summary": "summary, content_text",
        "authors": "authors",
        "date": "date_published; _briefing.date as it is written",
        "topics": "tags, by name; _briefing.topics by id",
        **{name: f"_briefing.{name}" for name in _EXTENSION if name not in ("date", "topics")},
    }
}
VERSION = "https://jsonfeed.org/version/1.1"
ABOUT = "https://sphinx-briefing.readthedocs.io/exchange.html"


def write(document: Document) -> Written:
    """The briefs of a document, the newest first."""
    account = Account(document, "JSON Feed", HOLDS)
    briefs = sorted(account.records("brief"), key=lambda one: one[0])
    briefs.sort(key=lambda one: one[1].get("date", ""), reverse=True)
    feed: dict[str, Any] = {"version": VERSION, "title": "Briefs"}
    if base := document.get(BASE):
        feed["home_page_url"] = base
    feed["items"] = [_item(name, fields, document) for name, fields in briefs]
    return account.written(msgspec.json.format(msgspec.json.encode(feed), indent=2) + b"\n")


def _item(name: str, fields: dict[str, Any], document: Document) -> dict[str, Any]:
    address = address_of(document, "brief", name)
    item: dict[str, Any] = {"id": address}
    if document.get(BASE):
        item["url"] = address
    if "title" in fields:
        item["title"] = fields["title"]
    if "summary" in fields:
        item["summary"] = fields["summary"]
    item["content_text"] = fields.get("summary") or fields.get("title") or name
    if re.fullmatch(r"\d{4}-\d\d-\d\d", fields.get("date", "")):
        item["date_published"] = f"{fields['date']}T00:00:00Z"
    if authors := fields.get("authors"):
        item["authors"] = [{"name": author} for author in authors]
    if topics := fields.get("topics"):
        known = of_kind(document, "topic")
        names = [str(known.get(one, {}).get("name") or one) for one in topics]
        item["tags"] = [*dict.fromkeys(names)]
    item["_briefing"] = {
        "about": ABOUT,
        **{one: fields[one] for one in _EXTENSION if one in fields},
    }
    return item


def values(content: bytes) -> list[tuple[str, str, str, Any]]:
    """The values of a feed that we have written: kind, page, field and value."""
    found = []
    for item in msgspec.json.decode(content)["items"]:
        extension = item.pop("_briefing")
        name = extension["docname"]
        fields = {one: value for one, value in extension.items() if one != "about"}
        fields |= {one: item[one] for one in ("title", "summary") if one in item}
        if "authors" in item:
            fields["authors"] = [author["name"] for author in item["authors"]]
        found += [("brief", name, one, value) for one, value in fields.items()]
    return found


FORMAT = Format(
    name="json-feed",
    title="JSON Feed",
    suffix=".json",
    extra="",
    write=write,
    read=None,
    source="https://www.jsonfeed.org/version/1.1/",
    holds=HOLDS,
    check=values,
)
