"""Files that are made for other tools: what each is, so that its author is told what to do."""

from __future__ import annotations

import re

from .tables import Located

_STIX = re.compile(r"bundle--|[a-z-]+--[0-9a-f]{8}-")


def foreign_format(tree: Located) -> str:
    """The name of a format that is not ours, or an empty string."""
    found = _name_of(tree)
    if not found and isinstance(tree.value, list) and tree.value:
        found = _name_of(tree.value[0])
    return found


def _name_of(tree: Located) -> str:
    fields = {name: value.value for name, value in tree.fields().items()}
    kind, identifier = fields.get("type"), str(fields.get("id") or "")
    if kind == "bundle" and "objects" in fields:
        return "a STIX bundle"
    if kind and _STIX.match(identifier) and identifier.startswith(f"{kind}--"):
        return "a list of STIX objects"
    if "Event" in fields or ("response" in fields and _holds(tree, "response", "Event")):
        return "a MISP event"
    if {"namespace", "predicates"} <= fields.keys():
        return "a MISP taxonomy"
    if {"values", "uuid"} <= fields.keys() or {"values", "authors", "type"} <= fields.keys():
        return "a MISP galaxy"
    if "matching_attributes" in fields:
        return "a MISP warning list"
    if {"schema", "properties"} <= fields.keys():
        return "a list of FollowTheMoney entities"
    if kind == "FeatureCollection":
        return "GeoJSON"
    if "@context" in fields or "@graph" in fields:
        return "JSON-LD"
    if "entities" in fields and _is_wikidata(tree):
        return "Wikidata's JSON"
    return ""


def _holds(tree: Located, name: str, inner: str) -> bool:
    value = tree.fields()[name].value
    return isinstance(value, list) and bool(value) and inner in value[0].fields()


def _is_wikidata(tree: Located) -> bool:
    items = tree.fields()["entities"].fields()
    return any(re.fullmatch(r"[QPL]\d+", name) for name in items)


def advice(kind: str) -> str:
    """Advice on a file of that format; ``kind`` is the plural of what it should hold."""
    return (
        f"which is not read; write its {kind} as a table (CSV) with a row for each of them, and "
        "say with ':columns:' which column is which field"
    )
