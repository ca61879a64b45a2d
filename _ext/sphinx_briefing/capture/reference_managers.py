"""Items of reference managers: CSL-JSON, Zotero's JSON and RDF, Better BibTeX's JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..records.bibliography import csl_items, csl_rows
from ..records.bibliography.common import source_type
from ..records.bibliography.dates import date as written_date
from ..records.bibliography.languages import tag
from ..records.tables import Unreadable, json_tree
from .model import CaptureError, Facts, Highlight
from .zotero_notes import highlights_of_note

_CSL_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "newspaperArticle": "article-newspaper",
        "magazineArticle": "article-magazine",
        "forumPost": "post",
        "case": "legal_case",
        "statute": "legislation",
        **dict.fromkeys(("podcast", "radioBroadcast", "tvBroadcast"), "broadcast"),
        **{
            name: name for name in ("bill", "hearing", "report", "dataset", "interview", "standard")
        },
    }
)
"""Zotero's types of items as those of CSL, where ours has a word for them."""
_CONTAINERS = ("publicationTitle", "websiteTitle", "blogTitle", "forumTitle", "programTitle",
               "institution", "publisher", "repository", "archive", "network", "university",
               "proceedingsTitle", "bookTitle", "libraryCatalog")  # fmt: skip
_GENRES = ("websiteType", "reportType", "postType", "presentationType", "genre", "type")
_WRITERS = (
    "author",
    "interviewee",
    "presenter",
    "director",
    "sponsor",
    "contributor",
    "podcaster",
    "editor",
)
_NO_ITEMS = frozenset({"attachment", "note", "annotation"})


class Item:
    """An item of an export: its facts, its key, and the file that is kept of it."""

    def __init__(self, facts: Facts, key: str = "", file: Path | None = None) -> None:
        self.facts, self.key, self.file = facts, key, file


def items_in_json(text: str, folder: Path) -> list[Item]:
    """The items of an export in JSON.

    :param folder: the folder that paths in it lead from.
    :raises CaptureError: when it holds none.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise CaptureError(f"is not JSON{line}; export the items again") from None
    entries = data.get("items", data) if isinstance(data, dict) else data
    listed = [one for one in (entries if isinstance(entries, list) else [entries])
              if isinstance(one, dict)]  # fmt: skip
    fields = [_own_fields(one) for one in listed]
    if any("itemType" in one for one in fields):
        found = [*_zotero(fields, folder)]
    else:
        found = [*_csl(text if isinstance(data, list) else json.dumps(listed))]
    if not found:
        raise CaptureError("holds no item; export it from Zotero as CSL JSON or Better BibTeX JSON")
    return found


def _own_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an item, which Zotero's own interface puts one level down."""
    data = entry.get("data")
    if isinstance(data, dict) and "itemType" in data:
        return {"key": entry.get("key", ""), **data}
    return dict(entry)


# -- CSL -----------------------------------------------------------------------------------------


def _csl(text: str) -> Iterator[Item]:
    try:
        items = csl_items(json_tree(text))
    except Unreadable as error:
        raise CaptureError(f"cannot be read (line {error.line}): {error}") from None
    for row in csl_rows(items or []):
        values = {name: value for name, value in row.values.items() if value}
        if not {"title", "url", "author"} & values.keys():
            continue
        facts = Facts(
            title=_one(values.get("title")),
            author=_many(values.get("author")),
            publisher=_one(values.get("publisher")),
            date=_one(values.get("date")),
            url=_one(values.get("url")),
            language=_one(values.get("language")),
            type=_one(values.get("type")),
        )
        yield Item(facts, _one(values.get("id")))


def _one(value: Any) -> str:
    return ", ".join(_many(value))


def _many(value: Any) -> list[str]:
    if not value:
        return []
    return [str(one) for one in value] if isinstance(value, (list, tuple)) else [str(value)]


# -- Zotero --------------------------------------------------------------------------------------


def _zotero(entries: list[dict[str, Any]], folder: Path) -> Iterator[Item]:
    children: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        if parent := entry.get("parentItem"):
            children.setdefault(str(parent), []).append(entry)
    for entry in entries:
        if entry.get("itemType") in _NO_ITEMS or not entry.get("itemType"):
            continue
        facts = zotero_facts(entry)
        below = children.get(str(entry.get("key", "")), [])
        attachments = [one for one in below if one.get("itemType") == "attachment"]
        attachments += _dicts(entry.get("attachments"))
        notes = [one for one in below if one.get("itemType") == "note"]
        notes += _dicts(entry.get("notes"))
        for one in attachments:
            found = [*_dicts(one.get("annotations")), *children.get(str(one.get("key", "")), [])]
            facts.highlights += filter(None, map(_annotation, found))
        for note in notes:
            facts.highlights += highlights_of_note(str(note.get("note") or ""))
        key = str(entry.get("citationKey") or entry.get("citekey") or entry.get("key") or "")
        yield Item(facts, key, _file_of(attachments, folder))


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def zotero_facts(entry: Mapping[str, Any]) -> Facts:
    """The facts of an item in Zotero's own fields."""

    def text(*names: str) -> str:
        written = (entry.get(name) for name in names)
        texts = (" ".join(one.split()) for one in written if isinstance(one, str))
        return next(filter(None, texts), "")

    facts = Facts(title=text("title", "subject", "nameOfAct", "caseName", "shortTitle"))
    facts.publisher = text(*_CONTAINERS)
    facts.url = text("url") or (f"https://doi.org/{text('DOI')}" if text("DOI") else "")
    facts.language = tag(text("language"))
    kind = _CSL_TYPES.get(text("itemType"), "")
    facts.type = source_type(kind, kind, *(text(name) for name in _GENRES))
    try:
        facts.date = written_date(text("date", "dateEnacted", "dateDecided", "issueDate"))
    except ValueError as error:
        facts.remarks["date"] = str(error)
    creators = _dicts(entry.get("creators"))
    for role in _WRITERS:
        found = [_creator(one) for one in creators if one.get("creatorType", "author") == role]
        facts.author = list(filter(None, found))
        if facts.author:
            facts.is_by_people = not any(one.get("name") for one in creators)
            break
    return facts


def _creator(one: Mapping[str, Any]) -> str:
    parts = (one.get("firstName"), one.get("lastName") or one.get("name"))
    return " ".join(" ".join(str(part) for part in parts if part).split())


def _annotation(one: Mapping[str, Any]) -> Highlight | None:
    words = " ".join(str(one.get("annotationText") or one.get("text") or "").split())
    note = " ".join(str(one.get("annotationComment") or one.get("comment") or "").split())
    page = str(one.get("annotationPageLabel") or one.get("pageLabel") or "").strip()
    if not (words or note):
        return None
    return Highlight(words, f"p. {page}" if page else "", note)


def _file_of(attachments: list[dict[str, Any]], folder: Path) -> Path | None:
    """The file of an item that is there: a PDF before a page."""
    found = [
        folder / str(path)
        for one in attachments
        if (path := one.get("path") or one.get("localPath"))
    ]
    return best_file(found)


def best_file(paths: list[Path]) -> Path | None:
    """Of some files the one that is kept as a snapshot, if one can be."""
    for suffixes in ((".pdf",), (".html", ".htm", ".xhtml"), (".txt",)):
        for path in paths:
            if path.suffix.lower() in suffixes and path.is_file():
                return path
    return None
