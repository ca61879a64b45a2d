"""JSON Schemas of what others rely on: ``ledger.json``, and front matter for editors.

Both are made from the declarations of the records and published with the package; run
``python -m sphinx_briefing.schema`` to write them again.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from .builders.ledger import SCHEMA
from .records import KINDS, SELECTABLE, Brief, Note, Selectable, Source, declared
from .records.fields import PEOPLE, TAG, Field, all_fields

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = Path(__file__).parent / "schemas"


def ledger_schema() -> dict[str, Any]:
    """The schema of ``ledger.json``."""
    _, components = msgspec.json.schema_components(tuple(SELECTABLE.values()))
    definitions = {name: dict(schema) for name, schema in components.items()}
    for record in SELECTABLE.values():
        definitions[record.__name__] = _record_schema(record, definitions[record.__name__])
    properties: dict[str, Any] = {"schema": {"const": SCHEMA}}
    for record in SELECTABLE.values():
        properties[record.plural] = {
            "description": f"{record.labels} by {'id' if record in KINDS.values() else 'page'}",
            "type": "object",
            "additionalProperties": {"$ref": f"#/$defs/{record.__name__}"},
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


def _record_schema(record: type[Selectable], made: Mapping[str, Any]) -> dict[str, Any]:
    properties = {name: dict(schema) for name, schema in made["properties"].items() if name != TAG}
    for field in all_fields(record):
        schema = properties[field.name]
        schema.pop("default", None)
        if field.shape.one:
            description = schema.get("description", "")
            several = {"type": "array", "items": {"type": "string"}, "minItems": 2}
            properties[field.name] = {
                "description": description,
                "anyOf": [{"type": "string"}, several, {"type": "null"}],
            }
        elif field.shape.scale is not None:
            schema.pop("type", None)
            schema.pop("anyOf", None)
            nothing = [] if field.required or field.default is not None else [None]
            schema["enum"] = [*field.shape.scale.values, *nothing]
    return {
        "description": (record.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": properties,
        "required": [field.name for field in all_fields(record) if not field.shape.sparse],
        "additionalProperties": False,
    }


def front_matter_schema() -> dict[str, Any]:
    """The schema of the front matter of notes and briefs, as authors write it."""
    page = {name: _written(field) for name, field in declared(Note).items()}
    source = {name: _written(field) for name, field in declared(Source).items() if name != "source"}
    brief = {name: _written(field) for name, field in declared(Brief).items() if name not in page}
    return {
        "$schema": DIALECT,
        "title": "sphinx-briefing front matter",
        "type": "object",
        "properties": {
            "source": _mapping("makes the page a note", source, declared(Source)),
            "brief": _mapping("makes the page a brief", brief, declared(Brief)),
            "autolink": {"description": "whether names in prose are linked", "type": "boolean"},
            **page,
        },
        "not": {"required": ["source", "brief"]},
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


def _written(field: Field) -> dict[str, Any]:
    schema: dict[str, Any] = {"description": f"{field.help} ({field.shape.name})"}
    if field.shape.scale is not None:
        schema["examples"] = list(field.shape.scale.values)
    scalar = ["string", "number"] if field.shape.date or field.name == "edition" else ["string"]
    many = isinstance(field.default, tuple) or field.shape is PEOPLE
    schema["type"] = [*scalar, "array", "null"] if many else [*scalar, "null"]
    if many:
        schema["items"] = {"type": "string"}
    return schema


def schemas() -> dict[str, bytes]:
    """The published schemas by file name."""
    made = {
        "ledger.schema.json": ledger_schema(),
        "front-matter.schema.json": front_matter_schema(),
    }
    return {
        name: msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"
        for name, schema in made.items()
    }


def main() -> None:
    """Write the schemas into the package."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (FOLDER / name).write_bytes(text)


if __name__ == "__main__":
    main()
