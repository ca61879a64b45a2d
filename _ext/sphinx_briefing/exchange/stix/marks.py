"""Markings of STIX 2.1: those of TLP as OASIS defines them, levels of one's own as statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from ...markings import STRICTEST, marks, read_marking, strictest
from ...texts import shorten
from ..imported import one_line
from . import table


def id_of(marking: str, namespace: UUID) -> str:
    """The id of the definition of a marking."""
    return table.TLP_MARKINGS.get(marking) or f"{table.PREFIX}{uuid5(namespace, f'tlp:{marking}')}"


def definition(marking: str, namespace: UUID) -> dict[str, Any]:
    """The definition of a marking."""
    found = {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": id_of(marking, namespace),
    }
    if marking not in table.TLP_MARKINGS:
        said = {"definition_type": "statement", "definition": {"statement": marking}}
        return {**found, "created": table.NO_DATE, **said}
    level = {"extension_type": "property-extension", "tlp_2_0": marking.lower()}
    return {
        **found,
        "created": "2022-10-01T00:00:00.000Z",
        "name": f"TLP:{marking}",
        "extensions": {table.TLP_2: level},
    }


def known_markings(objects: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The markings that some objects define, by the ids of their definitions; TLP is always known.

    Statements that mean no marking of TLP count as they are written.
    """
    found = {one: marking for marking, one in table.TLP_MARKINGS.items()} | dict(
        table.TLP_1_MARKINGS
    )
    for one in objects:
        if isinstance(name := one.get("id"), str) and name not in found and (said := _said(one)):
            found[name] = said
    return found


def _said(definition: Mapping[str, Any]) -> str:
    inner = definition.get("definition")
    if isinstance(inner, Mapping):
        said = inner.get("tlp") or inner.get("statement")
        if isinstance(said, str):
            return _read(said)
    extensions = definition.get("extensions")
    level = extensions.get(table.TLP_2) if isinstance(extensions, Mapping) else None
    said = level.get("tlp_2_0") if isinstance(level, Mapping) else definition.get("name")
    return _read(said) if isinstance(said, str) else ""


def _read(said: str) -> str:
    try:
        return read_marking(said)
    except ValueError:
        return said


def strictest_of(markings: Iterable[str]) -> str:
    """The strictest one of several markings of TLP; one of another kind comes before them."""
    found = list(markings)
    return next((one for one in found if one not in table.TLP_MARKINGS), "") or strictest(found)


def as_tlp(marking: str) -> tuple[str, str]:
    """The marking of TLP that a record gets for a marking, and what is to be said of it.

    A statement that classifies counts as the strictest marking, for nobody knows who may read it;
    others, like notices of copyright, mark nothing.
    """
    if not marking or marking in table.TLP_MARKINGS:
        return marking, ""
    shown = shorten(one_line(marking), 80)
    if marks("classification", marking):
        return STRICTEST, f"{shown!r} is no marking of TLP; the record is TLP:{STRICTEST} now"
    return "", f"{shown!r} is no marking of TLP"
