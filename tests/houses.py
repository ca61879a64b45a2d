"""Ledgers of other houses, for tests, made of plain records."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sphinx_briefing.ledger import Ledger
from sphinx_briefing.records import KINDS, Record, to_json
from sphinx_briefing.schema import LEDGER
from tests.ledgers import actor, claim, facts, ledger, note, source, topic

PAGES = "https://un.example/briefings/"


SLOTS: dict[str, tuple[Any, ...]] = {
    "name": ("António Example", "A. Example"),
    "wikidata": ("Q1", "Q2", None),
    "aliases": ((), ("António Example",)),
    "speaks": ((), ("secretariat",)),
    "statement": ("Grain flows again", "Grain flows"),
    "tlp": (None, "GREEN", "RED"),
    "page_tlp": (None, "AMBER"),
    "withdrawn": (None, "2026-02-10", "2026-05"),
    "retracted": (None, "2026-02-10"),
    "date": ("2026-02-01", "2026-03-01", "2026-01-20"),
    "joins": ((), ("c2",)),
    "extra": (True, False),
    "text": ("In three ports.", ""),
}
"""The choices that make a ledger, each with its values."""


def data_of(**choices: Any) -> dict[str, Any]:
    """The ledger of a small house as plain data; each choice changes one thing of it."""
    chosen: Mapping[str, Any] = {
        "name": "António Example",
        "wikidata": "Q1",
        "aliases": (),
        "speaks": (),
        "statement": "Grain flows again",
        "tlp": None,
        "page_tlp": None,
        "withdrawn": None,
        "retracted": None,
        "date": "2026-02-01",
        "joins": (),
        "extra": True,
        "text": "In three ports.",
        **choices,
    }
    people = [
        actor(
            "guterres",
            name=chosen["name"],
            wikidata=chosen["wikidata"],
            aliases=chosen["aliases"],
            speaks_for=chosen["speaks"],
        ),
        actor("secretariat", name="Secretariat"),
        topic("grain", name="Grain"),
    ]
    said: list[Record] = [
        claim(
            "c1",
            statement=chosen["statement"],
            by=("guterres",),
            topic=("grain",),
            tlp=chosen["tlp"],
            withdrawn=chosen["withdrawn"],
            corroborates=chosen["joins"],
            text=chosen["text"],
        ),
        *([claim("c2", statement="Ships wait", by=("secretariat",))] if chosen["extra"] else []),
    ]
    of = source(
        "wire",
        title="Wire on grain",
        publisher="Wire",
        date=chosen["date"],
        url="https://wire.example/grain",
        retracted=chosen["retracted"],
    )
    pages = (
        facts("registers/people", *people, title="People"),
        note("notes/wire", of, *said, title="Wire", tlp=chosen["page_tlp"]),
    )
    return plainly(ledger(*pages))


def plainly(of: Ledger) -> dict[str, Any]:
    """A ledger as the plain data that a ``ledger.json`` holds."""
    records = {kind.plural: of.records(kind.kind_name) for kind in KINDS.values()}
    return {
        "schema": LEDGER,
        **{
            plural: {key: to_json(one) for key, one in found.items()}
            for plural, found in {**records, "notes": of.notes, "briefs": of.briefs}.items()
        },
    }


def bytes_of(**choices: Any) -> bytes:
    """The same as the bytes of a ``ledger.json``."""
    return json.dumps(data_of(**choices)).encode()


def write_ledger(folder: Path, **choices: Any) -> Path:
    """Write such a ledger into a folder, and return its path."""
    path = folder / "ledger.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes_of(**choices))
    return path
