"""Ledgers in a few lines: records that no page had to be read for.

This is the one place of the tests that knows how a ledger is made and asked::

    house = ledger(facts("people", actor("e5"), claim("c1", by=("E5",))))
    assert house.records("claim")["c1"].by == ("e5",)

Nothing here needs Sphinx.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import msgspec

from sphinx_briefing.ledger import Entry, Ledger, PageFacts, Query, Question
from sphinx_briefing.ledger.pages import Prose, unpacker
from sphinx_briefing.records import (
    KINDS,
    Actor,
    Brief,
    Claim,
    Commitment,
    Event,
    Hypothesis,
    Judgement,
    Position,
    Record,
    Source,
    Term,
    Topic,
)
from sphinx_briefing.records.conventions import Conventions

unpack = unpacker(KINDS)
"""The facts of a page from what ``pack`` makes of them."""

STEP = 10
"""The lines between two records of a page."""


def actor(identifier: str, /, **fields: Any) -> Actor:
    return Actor(id=identifier, **{"name": identifier.upper(), "kind": "state", **fields})


def term(identifier: str, /, **fields: Any) -> Term:
    return Term(id=identifier, **{"name": identifier.upper(), **fields})


def topic(identifier: str, /, **fields: Any) -> Topic:
    return Topic(id=identifier, **{"name": identifier.capitalize(), **fields})


def event(identifier: str, date: str, /, **fields: Any) -> Event:
    return Event(id=identifier, date=date, **{"title": f"Event {identifier}", **fields})


def claim(identifier: str, /, **fields: Any) -> Claim:
    return Claim(id=identifier, **{"statement": f"Claim {identifier}", "by": ("e5",), **fields})


def position(identifier: str, /, **fields: Any) -> Position:
    given = {"statement": f"Position {identifier}", "by": ("e5",), "topic": ("donbas",), **fields}
    return Position(id=identifier, **given)


def commitment(identifier: str, /, **fields: Any) -> Commitment:
    given = {"deliverable": f"Commitment {identifier}", "by": ("e5",), **fields}
    return Commitment(id=identifier, **given)


def judgement(identifier: str, /, **fields: Any) -> Judgement:
    given = {"statement": f"Judgement {identifier}", "likelihood": "likely", **fields}
    return Judgement(id=identifier, **given)


def hypothesis(identifier: str, /, **fields: Any) -> Hypothesis:
    given = {"statement": f"Hypothesis {identifier}", "question": ("donbas",), **fields}
    return Hypothesis(id=identifier, **given)


def source(identifier: str, /, **fields: Any) -> Source:
    return Source(id=identifier, **{"title": f"Report {identifier}", **fields})


def facts(
    docname: str,
    /,
    *records: Record,
    prose: str = "",
    owner: tuple[str, str] | None = None,
    glossary: Sequence[Term] = (),
    bodies: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
    **fields: Any,
) -> PageFacts:
    """The facts of a page that holds some records, in this order, every :data:`STEP` lines.

    :param owner: the record whose definition the prose belongs to.
    :param glossary: terms of one of Sphinx's own glossaries.
    :param bodies: what is kept of the bodies of records, by their ids.
    """
    entries = [
        Entry(
            msgspec.structs.replace(record, docname=docname, line=record.line or number * STEP),
            **bodies.get(record.id, {}),
        )
        for number, record in enumerate(records, 1)
    ]
    standard = [
        Entry(msgspec.structs.replace(one, docname=docname, line=1), anchor=f"term-{one.name}")
        for one in glossary
    ]
    runs = [Prose(owner, prose)] if prose else []
    return PageFacts(docname, entries=entries, glossary=standard, prose=runs, **fields)


def note(docname: str, of: Source, /, *records: Record, **fields: Any) -> PageFacts:
    """The facts of a note on a source."""
    own = msgspec.structs.replace(of, docname=docname, line=2)
    return facts(docname, *records, source=own, is_note=True, **fields)


def brief(docname: str, /, *records: Record, about: Mapping[str, Any], **fields: Any) -> PageFacts:
    """The facts of a brief."""
    return facts(docname, *records, brief=Brief(docname=docname, line=2, **about), **fields)


def ledger(*pages: PageFacts, **settings: Any) -> Ledger:
    """The ledger of some pages."""
    return Ledger({page.docname: page for page in pages}, **settings)


def said(of: Ledger) -> list[tuple[str, int, str, str]]:
    """What is wrong with the records of a ledger: page, line, code and message."""
    return [(one.docname, one.line, one.code, one.message) for one in of.diagnostics]


def question(kind: str, /, **options: str) -> Question:
    """A selection as an author writes it; ``as_`` stands for ``as``."""
    return Question(
        kind, {name.rstrip("_").replace("_", "-"): value for name, value in options.items()}
    )


def scope_of(asked: Question, *, in_brief: bool) -> str:
    return asked.scope(KINDS, in_brief=in_brief)


def layout_of(asked: Question) -> str:
    return asked.layout(KINDS)


def query(of: Ledger, kind: str, /, within: frozenset[str] | None = None, **options: str) -> Query:
    """A selection with its names looked up."""
    return question(kind, **options).query(of, Conventions(), within)


def selected(
    of: Ledger, kind: str, /, within: frozenset[str] | None = None, **options: str
) -> list[str]:
    """The ids (or pages) that a selection prints, in its order."""
    found = of.select(kind, query(of, kind, within, **options))
    return [getattr(one, "id", "") or one.docname for one in found]
