"""JSON Schemas of what others rely on: ``ledger.json``; front matter and data files, for editors.

All are made from the declarations of the records. The ledger's is written beside every
``ledger.json``; those of the toolkit's own kinds are published with the package.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from .records import KINDS, Brief, Note, Record, Selectable, Source, declared
from .records.fields import EVERY, TAG, Field, all_fields
from .records.tables import TEXT

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = Path(__file__).parent / "schemas"

LEDGER = 2
"""Version of the structure of ``ledger.json``."""


def ledger_schema(kinds: Mapping[str, type[Selectable]]) -> dict[str, Any]:
    """The schema of a ``ledger.json``.

    :param kinds: what is in it, by the names of the kinds: records, notes and briefs.
    """
    records = tuple(kinds.values())
    references, components = msgspec.json.schema_components(records)
    definitions = {name: dict(schema) for name, schema in components.items()}
    properties: dict[str, Any] = {"schema": {"const": LEDGER}}
    for record, reference in zip(records, references, strict=True):
        name = reference["$ref"].rpartition("/")[2]
        definitions[name] = _record_schema(record, definitions[name])
        properties[record.plural] = {
            "description": f"{record.labels} by {'id' if issubclass(record, Record) else 'page'}",
            "type": "object",
            "additionalProperties": reference,
        }
    return {
        "$schema": DIALECT,
        "title": "sphinx-briefing ledger",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _record_schema(record: type[Selectable], generated: Mapping[str, Any]) -> dict[str, Any]:
    properties = {
        name: dict(schema) for name, schema in generated["properties"].items() if name != TAG
    }
    for field in all_fields(record):
        schema = properties[field.name]
        schema.pop("default", None)
        if field.shape.others:
            kinds = "[^:]+" if EVERY in field.shape.others else "|".join(field.shape.kinds)
            schema["items"] = {"type": "string", "pattern": f"^({kinds}):."}
        elif field.shape.scale is not None:
            schema.pop("type", None)
            schema.pop("anyOf", None)
            nothing = [] if field.required or field.default is not None else [None]
            schema["enum"] = [*field.shape.scale.values, *nothing]
    translated = getattr(record, "in_languages", {})
    for attribute in translated.values():
        del properties[attribute]
    return {
        "description": (record.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": properties,
        **_in_languages(translated),
        "required": [field.name for field in all_fields(record) if not field.shape.sparse],
        "additionalProperties": False,
    }


def _in_languages(translated: Mapping[str, str]) -> dict[str, Any]:
    """The schema of fields in other languages: their names end with a language tag."""
    if not translated:
        return {}
    return {"patternProperties": {f"^{name}-": {"type": "string"} for name in translated}}


def front_matter_schema() -> dict[str, Any]:
    """The schema of the front matter of notes and briefs, as authors write it."""
    page = {name: _written_schema(field) for name, field in declared(Note).items()}
    source = {
        name: _written_schema(field) for name, field in declared(Source).items() if name != "source"
    }
    brief = {
        name: _written_schema(field) for name, field in declared(Brief).items() if name not in page
    }
    return {
        "$schema": DIALECT,
        "title": "sphinx-briefing front matter",
        "type": "object",
        "properties": {
            "source": _mapping("makes the page a note", source, declared(Source))
            | _in_languages(Source.in_languages),
            "brief": _mapping("makes the page a brief", brief, declared(Brief)),
            "autolink": {"description": "whether names in prose are linked", "type": "boolean"},
            **page,
        },
        "not": {"required": ["source", "brief"]},
    }


def register_schema(kind: type[Record]) -> dict[str, Any]:
    """The schema of a data file in YAML or JSON that holds the records of a kind."""
    scalar = {"type": ["string", "number", "boolean", "null"]}  # all are read as they are written
    properties = {
        "id": {**scalar, "description": "id; default: a slug of the " + kind.argument},
        **{name: _written_schema(field) for name, field in declared(kind).items()},
        TEXT: {**scalar, "description": "the prose of the body"},
    }
    for schema in properties.values():
        if schema["type"] is not scalar["type"]:
            lists = ["array"] if "items" in schema else []
            schema["type"] = [*scalar["type"], *lists]
        if "items" in schema:
            schema["items"] = scalar
    required = [name for name, field in declared(kind).items() if field.required]
    record = {
        "type": "object",
        "properties": properties,
        **_in_languages(kind.in_languages),
        "required": required,
        "additionalProperties": False,
    }
    return {
        "$schema": DIALECT,
        "title": f"sphinx-briefing {kind.plural}",
        "anyOf": [
            {"type": "array", "items": {"$ref": "#/$defs/record"}},
            {"type": "object", "additionalProperties": {"$ref": "#/$defs/record"}},
        ],
        "$defs": {"record": record},
    }


def _mapping(
    description: str, properties: Mapping[str, Any], fields: Mapping[str, Field]
) -> dict[str, Any]:
    return {
        "description": description,
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if fields[name].required],
        "additionalProperties": False,
    }


def _written_schema(field: Field) -> dict[str, Any]:
    schema: dict[str, Any] = {"description": f"{field.help} ({field.shape.name})"}
    if field.shape.scale is not None:
        schema["examples"] = list(field.shape.scale.values)
    scalar = ["string", "number"] if field.shape.date or field.name == "edition" else ["string"]
    schema["type"] = [*scalar, *(["array"] if field.several else []), "null"]
    if field.several:
        schema["items"] = {"type": "string"}
    return schema


def encoded(schema: Mapping[str, Any]) -> bytes:
    """A schema as the bytes of its file."""
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"


def published() -> dict[str, bytes]:
    """The schemas that come with the package, by file name."""
    registers = {
        f"{kind.kind_name}.schema.json": encoded(register_schema(kind))
        for kind in KINDS.values()
        if kind.in_files
    }
    return {
        "ledger.schema.json": encoded(ledger_schema(KINDS.selectable)),
        "front-matter.schema.json": encoded(front_matter_schema()),
        **registers,
    }
