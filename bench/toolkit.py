"""The corpus as notes and briefs of this toolkit."""

from __future__ import annotations

from collections.abc import Iterator

from .corpus import Actor, Brief, Corpus, Note, Ref, Statement, Term, Topic
from .pages import Files, Shelf, batches, tree, wrapped, written

CONF = {
    "extensions": ["myst_parser", "sphinx_briefing"],
    "primary_domain": "brief",
    "briefing_pdf_link": False,  # the others make no PDF
}


def files(corpus: Corpus) -> Files:
    """All pages of the corpus."""
    shelf = Shelf(corpus)
    found = tree(corpus)
    for name, title, actors in batches(corpus.actors, "actors"):
        found[name] = _page(title, *map(_actor, actors))
    for name, title, terms in batches(corpus.terms, "terms"):
        found[name] = _page(title, *map(_term, terms))
    for name, title, topics in batches(corpus.topics, "topics"):
        found[name] = _page(title, *map(_topic, topics))
    for note in corpus.notes:
        found[f"{note.docname}.md"] = _note(note, shelf)
    for brief in corpus.briefs:
        found[f"{brief.docname}.md"] = _brief(brief, shelf)
    return found


def _page(title: str, *blocks: str) -> str:
    return "\n\n".join([f"# {title}", *blocks, ""])


def _directive(name: str, argument: str, options: dict[str, str], body: str = "") -> str:
    lines = [f"```{{{name}}} {argument}".rstrip()]
    lines += [f":{option}: {value}" for option, value in options.items() if value]
    if body:
        lines += ["", wrapped(body)]
    return "\n".join([*lines, "```"])


def _actor(actor: Actor) -> str:
    options = {"id": actor.id, "kind": actor.kind, "country": actor.country}
    return _directive("actor", actor.name, options, actor.text)


def _term(term: Term) -> str:
    return _directive("term", term.name, {"id": term.id, "long": term.long}, term.text)


def _topic(topic: Topic) -> str:
    return _directive("topic", topic.name, {"id": topic.id}, topic.text)


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
    return "\n".join(front) + "\n" + _page(
        note.title,
        written(note.opening, lambda ref: _refer(shelf, ref)),
        *_statements(note, shelf),
        written(note.closing, lambda ref: _refer(shelf, ref)),
    )  # fmt: skip


def _statements(note: Note, shelf: Shelf) -> Iterator[str]:
    for one in note.statements:
        yield _directive(one.kind, one.statement, _options(one, shelf), one.text)


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
    return "\n".join(front) + "\n" + _page(
        brief.title,
        "## Bottom line",
        written(brief.bottom_line, lambda ref: _refer(shelf, ref)),
        "## Background",
        written(brief.background, lambda ref: _refer(shelf, ref)),
        _directive("claims", "", claims),
        "## Positions",
        _directive("positions", "", positions),
        "## Options",
        written(brief.outlook, lambda ref: _refer(shelf, ref)),
        "## People and organisations",
        _directive("actors", "", {"as": "cards"}),
    )  # fmt: skip
