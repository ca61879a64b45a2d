"""The corpus as plain Sphinx with MyST: glossaries, labels, and every selection written out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from babel import Locale

from bench.corpus import Actor, Brief, Corpus, Note, Ref, Statement, Term, Topic
from bench.pages import (
    CREDIBILITY,
    RELIABILITY,
    Files,
    Page,
    Shelf,
    field_list,
    page,
    project,
    title_block,
    wrapped,
    written,
)

CONF = {"extensions": ["myst_parser"]}
COUNTRIES = Locale("en").territories
"""Names of countries, which the toolkit prints for their codes."""


def files(corpus: Corpus) -> Files:
    """All pages of the corpus."""
    shelf = Shelf(corpus)
    return project(
        corpus,
        actors=lambda actors: [_glossary(map(_actor, actors))],
        terms=lambda terms: [_glossary(map(_term, terms))],
        topics=lambda topics: map(_topic, topics),
        note=lambda note: _Writer(shelf).note(note),
        brief=lambda brief: _Writer(shelf).brief(brief),
    )


def _glossary(entries: Iterable[str]) -> str:
    return "\n\n".join(["```{glossary}", *entries, "```"]).replace("{glossary}\n", "{glossary}")


def _entry(name: str, *paragraphs: str) -> str:
    lines = "\n\n".join(paragraphs).splitlines()
    return "\n".join([name, *(f"  {line}".rstrip() for line in lines)])


def _actor(actor: Actor) -> str:
    return _entry(actor.name, wrapped(actor.text), _details(actor))


def _details(actor: Actor) -> str:
    return f"{actor.kind.capitalize()} · Country: {COUNTRIES[actor.country]}"


def _term(term: Term) -> str:
    return _entry(term.name, wrapped(term.text), *_in_full(term))


def _in_full(term: Term) -> list[str]:
    return [f"In full: {term.long}"] if term.long else []


def _topic(topic: Topic) -> str:
    return f"({topic.id})=\n**{topic.name}**\n\n{wrapped(topic.text)}"


def _ref(text: str, label: str) -> str:
    return f"{{ref}}`{text} <{label}>`"


class _Writer:
    """Writes one page."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.here = Page(shelf)

    def note(self, note: Note) -> str:
        """A note."""
        source = field_list({
            "Title": note.title,
            "Publisher": note.publisher,
            "Date": note.date,
            "Reliability": RELIABILITY[note.reliability],
            "Address": f"<{note.url}>",
        })  # fmt: skip
        blocks = page(
            note.title,
            source,
            written(note.opening, self.refer),
            *(self.statement(note, one) for one in note.statements),
            written(note.closing, self.refer),
        )
        return f"(source-{note.source})=\n{blocks}"

    def brief(self, brief: Brief) -> str:
        """A brief, with its selections and annexes."""
        return page(
            brief.title,
            title_block(brief),
            wrapped(brief.summary),
            "## Bottom line",
            written(brief.bottom_line, self.refer),
            "## Background",
            written(brief.background, self.refer),
            self.claims(brief.topic),
            "## Positions",
            self.positions(brief.actor),
            "## Options",
            written(brief.outlook, self.refer),
            "## People and organisations",
            self.people(brief),
            "## Sources",
            self.sources(),
            "## Terms",
            self.terms(brief),
        )

    def refer(self, ref: Ref) -> str:
        """A reference in prose."""
        if ref.kind == "claim":
            return self.marker(ref.id)
        if ref.kind == "actor":
            return self.by(ref.id)
        term = self.shelf.terms[ref.id]
        text = self.here.spelling(term)
        return f"{{term}}`{term.name}`" if text == term.name else f"{{term}}`{text} <{term.name}>`"

    def marker(self, identifier: str) -> str:
        """The number of a record's source."""
        return _ref(f"[{self.here.number(identifier)}]", identifier)

    def by(self, actor: str) -> str:
        """The name of an actor."""
        return f"{{term}}`{self.shelf.actors[actor].name}`"

    def statement(self, note: Note, one: Statement) -> str:
        """A record where it is written."""
        if one.kind == "quote":
            quoted = "\n".join(f"> {line}" for line in wrapped(one.text).splitlines())
            return f"({one.id})=\n{quoted}\n\nBy: {self.by(one.by)} · {note.date}"
        text = f"{wrapped(one.text)}\n\n" if one.text else ""
        details = " · ".join(self.details(note, one))
        return f"({one.id})=\n**{one.statement}**\n\n{text}{details}"

    def details(self, note: Note, one: Statement) -> Iterator[str]:
        """What is known about a claim or position."""
        yield f"By: {self.by(one.by)}"
        if one.kind == "claim":
            yield from (note.date, f"Grade: {_grade(note, one)}", "1 source")
        else:
            topic = self.shelf.topics[one.topic]
            yield f"Topic: {_ref(topic.name, topic.id)}"
            yield from (f"Stance: {one.stance.capitalize()}", note.date)

    def claims(self, topic: str) -> str:
        """The table of the claims on a topic."""
        rows = ["| Statement | By | Date | Grade | Source |", "| --- | --- | --- | --- | --- |"]
        for identifier in self.shelf.claims_on(topic):
            note, one = self.shelf.statements[identifier]
            cells = [
                f"{_ref(one.statement, one.id)} 1 source", self.by(one.by), note.date,
                _grade(note, one), self.marker(identifier),
            ]  # fmt: skip
            rows.append(f"| {' | '.join(cells)} |")
        return "\n".join(["```{table} What is claimed", *rows, "```"])

    def positions(self, actor: str) -> str:
        """The list of the positions of an actor."""
        items = []
        for identifier in self.shelf.positions_of(actor):
            note, one = self.shelf.statements[identifier]
            details = " · ".join([*self.details(note, one), self.marker(identifier)])
            items.append(f"- {_ref(one.statement, one.id)}\n\n  {details}")
        return "\n".join(items)

    def people(self, brief: Brief) -> str:
        """The actors that a brief names."""
        return "\n".join(
            f"- {self.by(actor.id)}\n\n  {actor.text}\n\n  {_details(actor)}"
            for actor in self.shelf.people_in(brief)
        )

    def terms(self, brief: Brief) -> str:
        """The terms that a brief refers to."""
        return "\n".join(
            "\n\n  ".join([f"- {{term}}`{term.name}`", term.text, *_in_full(term)])
            for term in self.shelf.terms_in(brief)
        )

    def sources(self) -> str:
        """The sources of a page, in the order of their numbers."""
        notes = self.here.sources()
        grades = sorted(Counter(note.reliability for note in notes).items())
        dates = sorted(note.date for note in notes)
        sourcing = (
            f"Sourcing: {len(notes)} sources; {len(notes)} independent; Reliability "
            f"{', '.join(f'{grade}: {count}' for grade, count in grades)}; "
            f"{dates[0]} \N{EN DASH} {dates[-1]}."
        )
        return f"{sourcing}\n\n" + "\n".join(
            f"- [{number}] {_ref(note.title, f'source-{note.source}')}\n\n"
            f"  {note.publisher} · {note.date} · Reliability: {RELIABILITY[note.reliability]}"
            f" · Address: <{note.url}>"
            for number, note in enumerate(notes, 1)
        )


def _grade(note: Note, one: Statement) -> str:
    return f"{RELIABILITY[note.reliability]}, {CREDIBILITY[one.credibility]}"
