"""Bundles of STIX 2.1 made of documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

from ..documents import NAMESPACE, address_of, is_empty, listed, of_kind, records_of
from ..model import BASE, Document, Written
from . import marks, table
from .dates import moments
from .own import own_places
from .table import OTHER, OWN_TYPE, SHAPES, Shape

Object = dict[str, Any]
Key = tuple[str, str]
"""The kind and the id of a record."""


def write(document: Document) -> Written:
    """A bundle of all records: nothing is lost, for what STIX has no place for is in an extension.

    The same document gives the same bytes: ids are made of kinds and ids, and of the address that
    pages are published at; an object was created on the date of its record.
    """
    bundle = Bundle(document)
    objects = list(bundle.objects())
    lines = b",\n".join(map(msgspec.json.encode, objects))
    name = UUID(bytes=sha256(lines).digest()[:16], version=5)
    content = b'{"type":"bundle","id":"bundle--%s","objects":[\n%s\n]}\n' % (
        str(name).encode(),
        lines,
    )
    return Written(content, (), Counter(kind for kind, _id, _fields in records_of(document)))


class Bundle:
    """The objects of a document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        base = str(document.get(BASE) or "")
        self._namespace = uuid5(NAMESPACE_URL, base) if base else table.OURS
        self._records: dict[Key, Mapping[str, Any]] = {
            (kind, one): fields for kind, one, fields in records_of(document)
        }
        self._on_pages: dict[str, dict[Key, None]] = defaultdict(dict)
        self._of_topics: dict[str, dict[Key, None]] = defaultdict(dict)
        self._used: dict[str, None] = {}
        for key, fields in self._records.items():
            if key[0] in ("note", "brief"):
                continue
            for page in (fields.get("docname"), *listed(fields.get("mentions"))):
                self._on_pages[str(page)][key] = None
            for topic in listed(fields.get("topic")):
                self._of_topics[topic][key] = None

    def objects(self) -> Iterator[Object]:
        """All objects of the bundle: what it is made with, the markings, the records."""
        records = [one for key in self._records for one in self._of_record(key)]
        yield from _extensions()
        yield from (marks.definition(marking, self._namespace) for marking in self._used)
        yield from records
        for code in sorted({str(fields["country"]) for fields in self._actors_with("country")}):
            yield self._plain("location", f"location:{code}") | {"name": code, "country": code}

    # -- records --------------------------------------------------------------------------------

    def _of_record(self, key: Key) -> Iterator[Object]:
        kind, _one = key
        fields, shape = self._records[key], SHAPES.get(kind, OTHER)
        found = self._with_fields(key, shape)
        yield found
        if kind == "actor":
            yield from self._ties(key, fields, found)
        elif kind == "claim":
            yield from self._opinions(key, fields, found)

    def _with_fields(self, key: Key, shape: Shape) -> Object:
        kind, one = key
        fields = self._records[key]
        found = self._plain(self._type(key), f"{kind}:{one}", *self._moments(key))
        is_own = found["type"] == OWN_TYPE
        places = own_places(kind) if is_own else shape.places
        rest = {name: value for name, value in fields.items() if not is_empty(value)}
        for field, place in places.items():
            value = rest.get(field)
            if isinstance(value, str) and place != "content":
                found[place] = rest.pop(field)
        if not is_own:
            self._native(key, shape, found, rest)
        filled = [name for name in shape.required if name not in found and not is_own]
        found |= dict.fromkeys(filled, one)
        marking = rest.pop("tlp", None)
        if isinstance(marking, str):
            found["object_marking_refs"] = [self._marking(marking)]
        elif marking is not None:
            rest["tlp"] = marking
        if references := self._references(key, fields):
            found["external_references"] = references
        if (confidence := _confidence(kind, fields)) is not None:
            found["confidence"] = confidence
        held: Object = {"record_kind": kind, "record_id": one}
        if rest:
            held["fields"] = rest
        if filled:
            held["filled"] = filled
        extensions: Object = {table.RECORD: {"extension_type": "new-sdo"}}
        if is_own:
            found |= held
        else:
            extensions[table.RECORD] = {"extension_type": "property-extension", **held}
        if axes := self._admiralty(key, fields):
            extensions[table.ADMIRALTY] = {"extension_type": "property-extension", **axes}
        return found | {"extensions": extensions}

    def _native(self, key: Key, shape: Shape, found: Object, rest: Object) -> None:
        """Fill in what the standard wants of a type, besides the fields that have a property."""
        if "content" in shape.places.values() and isinstance(rest.get("text", ""), str):
            words = [found.get("abstract", ""), rest.pop("text", "")]
            if any(words):
                found["content"] = "\n\n".join(filter(None, words))
        if found["type"] == "identity":
            found["identity_class"] = table.IDENTITY_CLASSES.get(rest.get("kind", ""), "unknown")
        elif found["type"] == "grouping":
            found["context"] = "unspecified"
        elif found["type"] == "report":
            found["published"] = found["created"]
        elif found["type"] == "note" and rest.get("language") in table.LANGUAGES:
            found["lang"] = rest["language"]
        if shape.refers:
            found["object_refs"] = list(self._about(key))

    def _ties(self, key: Key, fields: Mapping[str, Any], found: Object) -> Iterator[Object]:
        if not is_empty(fields.get("country")):
            where = self._id("location", f"location:{fields['country']}")
            yield self._relationship(key, found, "located-at", where, "country")
        for field, words in table.TIES.items():
            for other in listed(fields.get(field)):
                if ("actor", other) in self._records:
                    target = self._id_of(("actor", other))
                    yield self._relationship(key, found, "related-to", target, field, words)

    def _relationship(
        self, key: Key, found: Object, type_: str, target: str, field: str, words: str = ""
    ) -> Object:
        made = self._plain("relationship", f"{':'.join(key)}:{field}:{target}", found["created"])
        made |= {"relationship_type": type_, "source_ref": found["id"], "target_ref": target}
        if words:
            made["description"] = words
        return self._part(made, key, field, found)

    def _opinions(self, key: Key, fields: Mapping[str, Any], found: Object) -> Iterator[Object]:
        for field, opinion in table.OPINIONS.items():
            for other in listed(fields.get(field)):
                if ("claim", other) in self._records:
                    name = f"{':'.join(key)}:{field}:{other}"
                    made = self._plain("opinion", name, found["created"])
                    if found.get("abstract"):
                        made["explanation"] = found["abstract"]
                    made |= {"opinion": opinion, "object_refs": [self._id_of(("claim", other))]}
                    yield self._part(made, key, field, found)

    def _part(self, made: Object, key: Key, field: str, found: Object) -> Object:
        """An object that says in the words of the standard what a field of a record says."""
        if "object_marking_refs" in found:
            made["object_marking_refs"] = found["object_marking_refs"]
        of = {"part_of": ":".join(key), "part": field}
        said = {"extension_type": "property-extension", **of}
        return made | {"extensions": {table.RECORD: said}}

    # -- parts of objects -----------------------------------------------------------------------

    def _plain(
        self, type_: str, name: str, created: str = table.NO_DATE, modified: str = ""
    ) -> Object:
        return {
            "type": type_,
            "spec_version": "2.1",
            "id": self._id(type_, name),
            "created": created,
            "modified": modified or created,
        }

    def _id(self, type_: str, name: str) -> str:
        return f"{type_}--{uuid5(self._namespace, name)}"

    def _id_of(self, key: Key) -> str:
        return self._id(self._type(key), ":".join(key))

    def _type(self, key: Key) -> str:
        shape = SHAPES.get(key[0], OTHER)
        if shape.refers and next(self._others(key), None) is None:
            return OWN_TYPE
        return shape.type

    def _about(self, key: Key) -> Iterator[str]:
        """The ids of the objects that one is about, each once."""
        yield from dict.fromkeys(self._id_of(other) for other in self._others(key))

    def _others(self, key: Key) -> Iterator[Key]:
        kind, one = key
        fields, shape = self._records[key], SHAPES.get(kind, OTHER)
        if shape.page:
            yield from self._on_pages.get(str(fields.get("docname") or one), ())
        elif kind == "topic":
            for other in self._of_topics.get(one, ()):
                if other != key:
                    yield other
        for field in shape.about:
            for name in listed(fields.get(field)):
                of = table.NAMED_BY_INDICATORS if kind == "indicator" else table.NAMED[field]
                found = (of, name) if of else (name.partition(":")[0], name.partition(":")[2])
                if found in self._records and found != key:
                    yield found

    def _moments(self, key: Key) -> tuple[str, str]:
        fields = self._records[key]
        brief = self._records.get(("brief", str(fields.get("docname") or "")), {})
        return moments([fields, *self._sources(fields), brief])

    def _marking(self, marking: str) -> str:
        self._used[marking] = None
        return marks.id_of(marking, self._namespace)

    def _admiralty(self, key: Key, fields: Mapping[str, Any]) -> Object:
        """The axes of a record: the credibility of what it says, the reliability of its source.

        Of several sources the most reliable one counts.
        """
        found: Object = {}
        sources = [fields] if key[0] == "source" else self._sources(fields)
        if reliabilities := [one["reliability"] for one in sources if one.get("reliability")]:
            found["source_reliability"] = min(map(str, reliabilities))
        if key[0] == "claim" and isinstance(fields.get("credibility"), str):
            found["information_credibility"] = fields["credibility"]
        return found

    def _sources(self, fields: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        names = listed(fields.get("source"))
        return [self._records["source", one] for one in names if ("source", one) in self._records]

    def _references(self, key: Key, fields: Mapping[str, Any]) -> list[Object]:
        kind, one = key
        found = []
        if self._document.get(BASE):
            address = address_of(self._document, kind, one)
            found.append(_reference("sphinx-briefing", url=address, external_id=one))
        if kind == "actor":
            if isinstance(item := fields.get("wikidata"), str) and item:
                address = f"https://www.wikidata.org/wiki/{item}"
                found.append(_reference("Wikidata", url=address, external_id=item))
            if isinstance(entity := fields.get("opensanctions"), str) and entity:
                found.append(_reference("OpenSanctions", external_id=entity))
            if isinstance(website := fields.get("website"), str) and website:
                found.append(_reference("website", url=website))
        names = [one] if kind == "source" else listed(fields.get("source"))
        for name in names:
            if (source := self._records.get(("source", name))) is not None:
                said = str(source.get("publisher") or source.get("title") or name)
                title, url = str(source.get("title") or ""), str(source.get("url") or "")
                found.append(_reference(said, title, url, name))
                if archived := source.get("archived"):
                    found.append(_reference(said, f"{title} (archived)".strip(), str(archived)))
        return found

    def _actors_with(self, field: str) -> Iterator[Mapping[str, Any]]:
        for fields in of_kind(self._document, "actor").values():
            if not is_empty(fields.get(field)):
                yield fields


def _reference(name: str, description: str = "", url: str = "", external_id: str = "") -> Object:
    """A reference to something outside.

    Names that the standard keeps for vulnerabilities and patterns of attack are changed.
    """
    found = {"source_name": f"{name} (source)" if name in ("cve", "capec") else name}
    if description:
        found["description"] = description
    if url and _is_address(url):
        found["url"] = url
    if external_id and not external_id.startswith(("CVE-", "CAPEC-")):
        found["external_id"] = external_id
    if len(found) == 1:
        found["description"] = url or external_id or name
    return found


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.scheme in ("http", "https") and parts.hostname) and url.isascii()


def _confidence(kind: str, fields: Mapping[str, Any]) -> int | None:
    if kind == "claim":
        return table.CONFIDENCE_OF_CREDIBILITY.get(str(fields.get("credibility")))
    if kind == "judgement":
        return table.CONFIDENCE_OF_LIKELIHOOD.get(str(fields.get("likelihood")))
    return None


def _extensions() -> Iterator[Object]:
    """What makes the bundle, and the extensions that it uses."""
    base = {"spec_version": "2.1", "created": table.NO_DATE, "modified": table.NO_DATE}
    yield {
        "type": "identity", **base, "id": table.TOOL,
        "name": "sphinx-briefing", "identity_class": "system",
    }  # fmt: skip
    whose = {"created_by_ref": table.TOOL, "schema": NAMESPACE, "version": "1.0.0"}
    yield {
        "type": "extension-definition", **base, "id": table.RECORD, **whose,
        "name": "sphinx-briefing record",
        "description": (
            "The record that an object was made of: its kind, its id, and the fields that have no "
            "place in STIX, under their names in sphinx-briefing. Properties that had to be filled "
            "in are named in 'filled'. Objects with 'part_of' repeat a field of a record in the "
            "words of STIX."
        ),
        "extension_types": ["property-extension", "new-sdo"],
    }  # fmt: skip
    yield {
        "type": "extension-definition", **base, "id": table.ADMIRALTY, **whose,
        "name": "Admiralty code",
        "description": (
            "The two axes of the Admiralty code (NATO AJP-2.1), one apart from the other: "
            "'source_reliability' from A to F, of the most reliable source, and "
            "'information_credibility' from 1 to 6."
        ),
        "extension_types": ["property-extension"],
    }  # fmt: skip
