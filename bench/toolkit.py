"""The corpus as notes and briefs of this toolkit."""

from __future__ import annotations

from collections.abc import Iterator

from bench.corpus import Actor, Brief, Corpus, Note, Ref, Statement, Term, Topic
from bench.pages import Files, Shelf, directive, page, project, written

CONF = {
    "extensions": ["sphinx_briefing.collector", "myst_parser", "sphinx_briefing"],
    "primary_domain": "brief",
    "briefing_files": [],  # the others make no PDF
}


def files(corpus: Corpus) -> Files:
    """All pages of the corpus."""
    shelf = Shelf(corpus)
    return project(
        corpus,
        actors=lambda actors: map(_actor, actors),
        terms=lambda terms: map(_term, terms),
        topics=lambda topics: map(_topic, topics),
        note=lambda note: _note(note, shelf),
        brief=lambda brief: _brief(brief, shelf),
    )


def _actor(actor: Actor) -> str:
    options = {"id": actor.id, "kind": actor.kind, "country": actor.country}
    return directive("actor", actor.name, options, actor.text)


def _term(term: Term) -> str:
    return directive("term", term.name, {"id": term.id, "long": term.long}, term.text)


def _topic(topic: Topic) -> str:
    return directive("topic", topic.name, {"id": topic.id}, topic.text)


def _refer(shelf: Shelf, ref: Ref) -> str:
    if ref.kind == "claim":
        return f"{{claim}}`{ref.id}`"
    return f"{{{ref.kind}}}`{_name(shelf, ref.kind, ref.id)}`"


def _name(shelf: Shelf, kind: str, identifier: str) -> str:
    return shelf.actors[identifier].name if kind == "actor" else shelf.terms[identifier].name


def _note(note: Note, shelf: Shelf) -> str:
    front = [
        "---",
        "source:",
        f"  title: {note.title}",
        f"  publisher: {note.publisher}",
        f"  date: {note.date}",
        f"  url: {note.url}",
        f"  reliability: {note.reliability}",
        f"topics: [{note.topic}]",
        "---",
    ]
    return "\n".join(front) + "\n" + page(
        note.title,
        written(note.opening, lambda ref: _refer(shelf, ref)),
        *_statements(note, shelf),
        written(note.closing, lambda ref: _refer(shelf, ref)),
    )  # fmt: skip


def _statements(note: Note, shelf: Shelf) -> Iterator[str]:
    for one in note.statements:
        yield directive(one.kind, one.statement, _options(one, shelf), one.text)


def _options(one: Statement, shelf: Shelf) -> dict[str, str]:
    return {
        "id": one.id,
        "by": shelf.actors[one.by].name,
        "topic": one.topic,
        "credibility": one.credibility,
        "stance": one.stance,
    }


def _brief(brief: Brief, shelf: Shelf) -> str:
    front = [
        "---",
        "brief:",
        "  kind: policy",
        f"  reference: {brief.reference}",
        f"  date: {brief.date}",
        "  authors: [Ports desk]",
        "  status: final",
        f"  summary: {brief.summary}",
        f"topics: [{brief.topic}]",
        "---",
    ]
    claims = {"topic": brief.topic, "caption": "What is claimed"}
    positions = {"by": shelf.actors[brief.actor].name, "as": "list"}
    return "\n".join(front) + "\n" + page(
        brief.title,
        "## Bottom line",
        written(brief.bottom_line, lambda ref: _refer(shelf, ref)),
        "## Background",
        written(brief.background, lambda ref: _refer(shelf, ref)),
        directive("claims", "", claims),
        "## Positions",
        directive("positions", "", positions),
        "## Options",
        written(brief.outlook, lambda ref: _refer(shelf, ref)),
        "## People and organisations",
        directive("actors", "", {"as": "cards"}),
    )  # fmt: skip
