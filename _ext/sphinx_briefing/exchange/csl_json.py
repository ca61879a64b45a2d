"""CSL-JSON: sources for reference managers, pandoc and citation processors, both ways.

Items are as the schema of the Citation Style Language 1.0.2 says; fields that it has no variable
for stand in its ``custom``, which is for them.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

import msgspec

from ..records.bibliography import csl_items, csl_rows
from ..records.bibliography.common import OWN
from ..records.bibliography.latex import without_markup
from ..records.encodings import decoded
from ..records.tables import Located, Unreadable, json_tree
from .account import Account
from .bibliographies import (
    DAY,
    NO_PLACE,
    OUTLETS,
    read_of,
    records_of_rows,
    texts,
    unreadable,
    unused,
)
from .model import Document, Format, Imported, Lost, Read, UnreadableFile, Written

_VARIABLES = {
    "id": "id",
    "title": "title",
    "author": "author",
    "publisher": "publisher",
    "date": "issued",
    "url": "URL",
    "accessed": "accessed",
    "language": "language",
    "type": "type",
    "tags": "keyword",
    "text": "annote",
}
"""The variable of each field. Names are ``literal``: nobody knows which of them are persons."""
HOLDS = {
    "source": {
        **_VARIABLES,
        **{name: f"custom.{name}" for name in OWN},
        "title-*": "custom.title-*",
    }
}
TYPES = {
    "news": "article-newspaper",
    "statement": "document",  # its genre says more
    "speech": "speech",
    "report": "report",
    "legal": "legislation",
    "dataset": "dataset",
    "social": "post",
    "interview": "interview",
}
"""Types of sources as types of items."""
_ITEM_TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter "
    "classic collection dataset document entry entry-dictionary entry-encyclopedia event figure "
    "graphic hearing interview legal_case legislation manuscript map motion_picture musical_score "
    "pamphlet paper-conference patent performance periodical personal_communication post "
    "post-weblog regulation report review review-book software song speech standard thesis treaty "
    "webpage".split()
)
_CITED = frozenset(
    "id citation-key title author issued accessed language keyword keywords custom annote "
    "type".split()
)
"""Variables that are read whenever they say something."""


def write(document: Document) -> Written:
    """The sources of a document as items."""
    account = Account(document, "CSL-JSON", HOLDS, NO_PLACE)
    items = [_item(identifier, fields, account) for identifier, fields in account.records("source")]
    encoded = msgspec.json.format(msgspec.json.encode(items), indent=2)
    return account.written(encoded + b"\n")


def _item(identifier: str, fields: dict[str, Any], account: Account) -> dict[str, Any]:
    kind = fields.get("type", "")
    item: dict[str, Any] = {
        "id": identifier,
        "type": TYPES.get(kind, "webpage" if "url" in fields else "document"),
        "title": _without_markup(fields.get("title", "")),
    }
    if kind == "statement":
        item["genre"] = kind
    if names := fields.get("author"):
        item["author"] = [{"literal": name} for name in names]
    if publisher := fields.get("publisher"):
        item["container-title" if kind in OUTLETS else "publisher"] = _without_markup(publisher)
    for ours, theirs in (("date", "issued"), ("accessed", "accessed")):
        if ours in fields:
            item[theirs] = csl_date(fields[ours])
    for ours, theirs in (("url", "URL"), ("language", "language"), ("text", "annote")):
        if ours in fields:
            item[theirs] = fields[ours]
    tags = []
    for tag in fields.get("tags", ()):
        if re.search("[,;]", _without_markup(tag)):
            why = f"{tag!r} has a sign that parts keywords"
            account.lose("source", identifier, "tags", why)
        else:
            tags.append(_without_markup(tag))
    if tags:
        item["keyword"] = ", ".join(tags)
    custom = {name: fields[name] for name in fields if name in OWN or name.startswith("title-")}
    if custom:
        item["custom"] = custom
    return item


def _without_markup(text: str) -> str:
    """A text that processors print as it is: they take HTML in it for markup."""
    return text if without_markup(text) == text else escape(text, quote=False)


def csl_date(written: str) -> dict[str, Any]:
    """An EDTF date in the date model of CSL: in parts where it has a word for it, else ``raw``."""
    about = written.endswith("~") and "/" not in written
    sides = written.removesuffix("~").split("/") if about else written.split("/")
    matches = [DAY.fullmatch(side) for side in sides]
    if len(sides) > 2 or not all(matches):
        return {"raw": written}
    parts = [[int(part) for part in match.groups() if part] for match in matches if match]
    return {"date-parts": parts, **({"circa": True} if about else {})}


def read(data: bytes, name: str) -> Read:
    """The sources of a file of CSL-JSON, a list of items or one under ``items``.

    :raises UnreadableFile: if it is none.
    """
    try:
        text = decoded(data)
        tree = json_tree(text.text)
        items = _items(tree)
        rows = csl_rows(items)
    except Unreadable as error:
        raise unreadable(name, error) from None
    except RecursionError:
        raise UnreadableFile(f"{name} is not CSL-JSON: it is nested too deeply") from None
    more = [_more(item) for item in items]
    records, left = records_of_rows(rows, more, name)
    if text.remark:
        left.insert(0, Lost("file", f"{name}:{text.remark[0]}", "", text.remark[1]))
    for item, record in zip(items, records, strict=True):
        left += _left(item, record)
    return read_of(records, left)


def _items(tree: Located) -> list[Located]:
    """The items of a document.

    :raises Unreadable: if it holds none.
    """
    if tree.pairs is not None:
        listed = csl_items(tree)
        items = [tree] if listed is None else listed
    elif isinstance(tree.value, list):
        items = tree.value
    else:
        raise Unreadable(tree.line, "it is no list of items of CSL-JSON")
    if items and not any(_is_item(item) for item in items):
        raise Unreadable(items[0].line, "its items are none of CSL-JSON: they have no 'type' of it")
    return items


def _is_item(item: Located) -> bool:
    kind = item.fields().get("type")
    return kind is not None and kind.value in _ITEM_TYPES


def _more(item: Located) -> dict[str, Any]:
    """The fields that only our own files have."""
    found = {}
    fields = item.fields()
    if "annote" in fields and isinstance(fields["annote"].value, str):
        found["text"] = fields["annote"].value
    custom = fields.get("custom")
    for key, value in (custom.fields() if custom else {}).items():
        if key.startswith("title-") and isinstance(value.value, str):
            found[key] = value.value
    return found


def _left(item: Located, record: Imported | None) -> list[Lost]:
    if record is None:
        return []
    written = {key: " ".join(texts(_plain(value))) for key, value in item.fields().items()}
    used = {*_CITED, *record.fields}
    custom = item.fields().get("custom")
    if custom is not None:
        others = {
            f"custom.{key}": " ".join(texts(_plain(value)))
            for key, value in custom.fields().items()
            if key not in record.fields
        }
        written |= others
    identifier = record.id or record.where
    lost = [
        Lost("item", identifier, key, "there is no field for it")
        for key in unused(written, used, record)
    ]
    kind = written.get("type", "")
    if "type" not in record.fields and kind not in ("", "document", "webpage"):
        lost.append(Lost("item", identifier, "type", f"there is no type of source for {kind!r}"))
    return lost


def _plain(value: Located) -> Any:
    if value.pairs is not None:
        return {key.value: _plain(one) for key, one in value.pairs}
    return [_plain(one) for one in value.value] if isinstance(value.value, list) else value.value


def _recognises(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{") and bool(
        re.search(rb'"(?:issued|container-title|URL|citation-key)"\s*:', head)
    )


FORMAT = Format(
    name="csl-json",
    title="CSL-JSON",
    suffix=".json",
    extra="",
    write=write,
    read=read,
    source="https://github.com/citation-style-language/schema",
    holds=HOLDS,
    recognises=_recognises,
)
