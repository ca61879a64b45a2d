"""Web Annotations: the words of sources that carry claims, as annotations of these sources.

After the W3C Web Annotation Data Model and its JSON-LD serialization. The words are targets, found
by a ``TextQuoteSelector``; what is said with them are bodies, each with its purpose. What the model
has no word for is in the namespace of this project, which the context names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

import msgspec

from .account import Account
from .documents import NAMESPACE, address_of, listed, of_kind
from .model import Document, Format, Written

_SHARED = {
    "id": "id",
    "source": "target.scope; target.source is its address",
    "by": "body, identifying",
    "topic": "body, classifying",
    "tags": "body, tagging",
    "tlp": "brief:tlp",
    "date": "brief:date",
    "locator": "brief:locator",
}
HOLDS: Mapping[str, Mapping[str, str]] = {
    "claim": {
        **_SHARED,
        "statement": "body, describing",
        "text": "body, commenting",
        "passage": "target.selector.exact",
        "credibility": "brief:credibility",
    },
    "quote": {
        **_SHARED,
        "text": "target.selector.exact",
        "translation": "body, describing",
        "language": "target.language",
    },
    "estimate": {
        **_SHARED,
        "quantity": "body, describing",
        "text": "body, commenting",
        "passage": "target.selector.exact",
        "value": "brief:value",
        "unit": "brief:unit",
        "method": "brief:method",
    },
}
WORDS = {"claim": "passage", "quote": "text", "estimate": "passage"}
"""By kind, the field that holds words of the source."""
SAYS = {"claim": "statement", "quote": "translation", "estimate": "quantity"}
"""By kind, the field that says what they mean."""
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_BRACKETS = re.compile(r"\s*\[[^\[\]]*\]\s*")
_OMITTED = re.compile(r"\[(?:…|\.\.\.)\]")


def write(document: Document) -> Written:
    """The passages and quotations of a document, as a collection of annotations."""
    account = Account(document, "Web Annotations", HOLDS)
    items = []
    for kind in HOLDS:
        for identifier, fields in account.records(kind):
            if not fields.get(WORDS[kind]):
                account.leave_out(
                    kind, identifier, f"it has no {WORDS[kind]}: no words to annotate"
                )
            elif not fields.get("source"):
                account.leave_out(kind, identifier, "it has no source that it could annotate")
            else:
                items.append(_annotation(kind, identifier, fields, account))
    collection = {
        "@context": [CONTEXT, {"brief": NAMESPACE}],
        "id": "urn:x-sphinx-briefing:annotations",
        "type": "AnnotationCollection",
        "label": "Passages",
        "total": len(items),
        "first": {
            "id": "urn:x-sphinx-briefing:annotations:1",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    encoded = msgspec.json.format(msgspec.json.encode(collection), indent=2)
    return account.written(encoded + b"\n")


def _annotation(
    kind: str, identifier: str, fields: dict[str, Any], account: Account
) -> dict[str, Any]:
    document = account.document
    bodies: list[dict[str, str]] = []

    def text(name: str, purpose: str) -> None:
        bodies.extend(
            {"type": "TextualBody", "purpose": purpose, "value": value}
            for value in listed(fields.get(name))
        )

    def named(name: str, of: str, purpose: str) -> None:
        for one in fields.get(name, ()):
            address = address_of(document, of, one)
            bodies.append({"type": "SpecificResource", "purpose": purpose, "source": address})

    text(SAYS[kind], "describing")
    if WORDS[kind] != "text":
        text("text", "commenting")
    named("by", "actor", "identifying")
    named("topic", "topic", "classifying")
    text("tags", "tagging")
    found: dict[str, Any] = {
        "id": _name(kind, identifier),
        "type": "Annotation",
        "motivation": "highlighting" if kind == "quote" else "describing",
    }
    address = address_of(document, kind, identifier)
    if address != found["id"]:
        found["via"] = address
    if bodies:
        found["body"] = bodies
    found["target"] = _targets(kind, identifier, fields, account)
    for name, place in HOLDS[kind].items():
        if place.startswith("brief:") and name in fields:
            found[place] = fields[name]
    return found


def _targets(
    kind: str, identifier: str, fields: dict[str, Any], account: Account
) -> list[dict[str, Any]]:
    """A target for each part of the words in each source: what was left out is no part."""
    words = fields[WORDS[kind]]
    parts = [part for part in _BRACKETS.split(words) if part.strip()]
    if " […] ".join(parts) != words:
        why = "words in brackets are the analyst's; they are left out, and the parts are kept"
        account.lose(kind, identifier, WORDS[kind], why)
    sources = of_kind(account.document, "source")
    found = []
    for one in fields["source"]:
        whole = address_of(account.document, "source", one)
        about = str(sources.get(one, {}).get("url") or whole)
        for part in parts or [words]:
            resource = {"id": about, "language": fields["language"]} if "language" in fields else ""
            found.append(
                {
                    "type": "SpecificResource",
                    "source": resource or about,
                    "scope": _name("source", one),
                    "selector": {"type": "TextQuoteSelector", "exact": part},
                }
            )
    return found


def _name(kind: str, identifier: str) -> str:
    return address_of({}, kind, identifier)


# -- held against the document -------------------------------------------------------------------


def values(content: bytes) -> list[tuple[str, str, str, Any]]:
    """The values of a collection that we have written: kind, id, field and value."""
    found: list[tuple[str, str, str, Any]] = []
    for one in msgspec.json.decode(content)["first"]["items"]:
        kind, identifier = _key(one["id"])
        fields: dict[str, Any] = {"id": identifier}
        targets = one["target"]
        fields["source"] = [*dict.fromkeys(_key(target["scope"])[1] for target in targets)]
        first = [target for target in targets if target["scope"] == targets[0]["scope"]]
        fields[WORDS[kind]] = " […] ".join(target["selector"]["exact"] for target in first)
        if isinstance(targets[0]["source"], dict):
            fields["language"] = targets[0]["source"]["language"]
        fields |= _said(kind, one.get("body", ()))
        fields |= {
            name.removeprefix("brief:"): value
            for name, value in one.items()
            if name.startswith("brief:")
        }
        found += [(kind, identifier, name, value) for name, value in fields.items()]
    return found


_PURPOSES = {
    "identifying": "by", "classifying": "topic", "tagging": "tags", "commenting": "text",
}  # fmt: skip


def _said(kind: str, bodies: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for body in bodies:
        name = _PURPOSES.get(body["purpose"], SAYS[kind])
        if name in ("by", "topic"):
            found.setdefault(name, []).append(_last(body["source"]))
        elif name == "tags":
            found.setdefault(name, []).append(body["value"])
        else:
            found[name] = body["value"]
    return found


def _key(address: str) -> tuple[str, str]:
    """The kind and the id that a name of ours says."""
    _urn, _space, kind, identifier = address.split(":", 3)
    return unquote(kind), unquote(identifier)


def _last(address: str) -> str:
    if address.startswith("urn:"):
        return _key(address)[1]
    return unquote(address.rpartition("#")[2].partition("-")[2])


FORMAT = Format(
    name="web-annotations",
    title="Web Annotations",
    suffix=".jsonld",
    extra="",
    write=write,
    read=None,
    source="https://www.w3.org/TR/annotation-model/",
    holds=HOLDS,
    check=values,
)
