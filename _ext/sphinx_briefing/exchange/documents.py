"""Documents of the shape of ``ledger.json``: read, and asked for their records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

import msgspec

from ..records import KINDS
from ..records.fields import all_fields
from ..schema import LEDGER
from .model import BASE, Document, UnreadableFile

NAMESPACE = "https://sphinx-briefing.readthedocs.io/ns#"
"""The namespace of what no vocabulary of others has a word for."""


def ledger_document(data: bytes, name: str) -> dict[str, Any]:
    """A ``ledger.json``, decoded.

    :param name: what the file is called, for messages.
    :raises UnreadableFile: if it is none, or one of another version.
    """
    found = json_value(data, name, "a ledger.json")
    if not isinstance(found, dict) or "schema" not in found:
        raise UnreadableFile(f"{name} is no ledger.json: it has no 'schema'")
    if found["schema"] != LEDGER:
        raise UnreadableFile(
            f"{name} is a ledger.json of schema {found['schema']!r}, and {LEDGER} is read here; "
            "build it anew with this version"
        )
    for plural, records in found.items():
        if plural == "schema":
            continue
        if not isinstance(records, dict) or not all(
            isinstance(record, dict) for record in records.values()
        ):
            raise UnreadableFile(f"{name} is no ledger.json: {plural!r} holds no records by id")
    return found


def json_value(data: bytes, name: str, what: str) -> Any:
    """The value of a JSON file.

    :param what: what it should be, for messages.
    :raises UnreadableFile: if it is none: truncated, of another encoding, nested too deeply.
    """
    text = text_of(data, name)
    if not text.strip():
        raise UnreadableFile(f"{name} is empty, and no {what.removeprefix('a ')}")
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise UnreadableFile(f"{name} is not {what}: {error}") from None
    except RecursionError:
        raise UnreadableFile(f"{name} is not {what}: it is nested too deeply") from None


def text_of(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, with or without a mark, or in UTF-16 with one.

    :raises UnreadableFile: if it is in another encoding.
    """
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(f"{name}:{line} is not UTF-8; save it as UTF-8 first") from None


def records_of(document: Document) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """All records of a document: kind, id (or page) and fields."""
    for plural, records in document.items():
        if isinstance(records, Mapping):
            kind = kind_of(plural)
            for identifier, fields in records.items():
                yield kind, identifier, fields


def kind_of(plural: str) -> str:
    """The kind of record under a plural; kinds of others are called by their plural."""
    found = KINDS.by_plural.get(plural)
    return found.kind_name if found is not None else plural


def plural_of(kind: str) -> str:
    """The plural of a kind."""
    found = KINDS.selectable.get(kind)
    return found.plural if found is not None else kind


def of_kind(document: Document, kind: str) -> Mapping[str, Mapping[str, Any]]:
    """The records of a kind by id; none where the document has none."""
    found: Mapping[str, Mapping[str, Any]] = document.get(plural_of(kind)) or {}
    return found


@cache
def derived_of(kind: str) -> frozenset[str]:
    """The fields of a kind that builds work out, and that are no prose."""
    declaration = KINDS.selectable.get(kind)
    if declaration is None:
        return frozenset({"docname", "line", "mentions"})
    names = {item.name for item in all_fields(declaration) if item.shape.derived}
    return frozenset(names - {"id", "text", "title", "source"})


def listed(value: object) -> list[str]:
    """The texts that a field holds, one or several."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        return [str(value)] if value else []
    return [str(one) for one in value]


def is_empty(value: object) -> bool:
    """Whether a field holds nothing."""
    return value is None or (isinstance(value, (str, list, tuple, dict)) and not value)


def address_of(document: Document, kind: str, identifier: str) -> str:
    """The address of a record: where it is published, if that is known, else a name for it.

    Anchors of published pages are ``#kind-id``.
    """
    base = str(document.get(BASE) or "")
    docname = str(of_kind(document, kind).get(identifier, {}).get("docname") or "")
    if base and docname:
        page = f"{base.rstrip('/')}/{quote(docname)}.html"
        return page if kind in ("note", "brief") else f"{page}#{kind}-{quote(identifier)}"
    return f"urn:x-sphinx-briefing:{quote(kind, safe='')}:{quote(identifier, safe='')}"


def with_markings(document: Document, pages: Mapping[str, str]) -> dict[str, Any]:
    """The document with the marking of its page for each record that has none of its own.

    :param pages: the markings of pages; notes and briefs say theirs themselves.
    """
    said = {
        name: fields["tlp"]
        for kind in ("note", "brief")
        for name, fields in of_kind(document, kind).items()
        if fields.get("tlp")
    }
    known = {**said, **pages}
    return {
        plural: {
            identifier: _marked(fields, known) for identifier, fields in records.items()
        }
        if isinstance(records, Mapping)
        else records
        for plural, records in document.items()
    }  # fmt: skip


def _marked(fields: Mapping[str, Any], pages: Mapping[str, str]) -> Mapping[str, Any]:
    marking = pages.get(fields.get("docname") or "")
    return {**fields, "tlp": marking} if marking and not fields.get("tlp") else fields
