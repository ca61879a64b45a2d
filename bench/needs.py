"""The corpus as objects of sphinx-needs, with its references, tables and lists."""

from __future__ import annotations

from collections.abc import Iterable

from .corpus import Actor, Brief, Corpus, Note, Ref, Statement, Term, Topic
from .pages import CREDIBILITY, RELIABILITY, Files, Shelf, batches, tree, wrapped, written

_TYPES = ("actor", "term", "topic", "source", "claim", "quote", "position")
_FIELDS = ("kind", "country", "long", "publisher", "url", "reliability", "date", "grade", "stance")
_LINKS = ("by", "on", "origin")

CONF = {
    "extensions": ["myst_parser", "sphinx_needs"],
    "needs_types": [
        {"directive": name, "title": name.capitalize(), "prefix": "", "color": "#ffffff",
         "style": "node"}
        for name in _TYPES
    ],
    "needs_fields": {name: {"description": name, "nullable": True} for name in _FIELDS},
    "needs_links": {name: {"outgoing": name, "incoming": f"{name} of"} for name in _LINKS},
    "needs_id_regex": "^[a-z0-9-]+$",
    "needs_id_required": True,
    "needs_table_style": "table",
    "needs_role_need_template": "{{ title }}",
}  # fmt: skip


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
        found[f"{note.docname}.md"] = _Writer(shelf).note(note)
    for brief in corpus.briefs:
        found[f"{brief.docname}.md"] = _Writer(shelf).brief(brief)
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


def _among(identifiers: Iterable[str]) -> str:
    return f"id in {sorted(set(identifiers))!r}"


def _fields(fields: dict[str, str]) -> str:
    return "\n".join(f":{name}: {value}" for name, value in fields.items())


class _Writer:
    """Writes one page; it numbers sources and spells terms out once."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.numbers: dict[str, int] = {}
        self.spelled_out: set[str] = set()

    def note(self, note: Note) -> str:
        """A note."""
        options = {
            "id": f"source-{note.source}",
            "publisher": note.publisher,
            "date": note.date,
            "reliability": RELIABILITY[note.reliability],
            "url": note.url,
        }
        return _page(
            note.title,
            _directive("source", note.title, options),
            written(note.opening, self.refer),
            *(_statement(note, one) for one in note.statements),
            written(note.closing, self.refer),
        )

    def brief(self, brief: Brief) -> str:
        """A brief, with its selections and annexes."""
        head = _fields({
            "Reference": brief.reference,
            "Date": brief.date,
            "Kind": "Policy",
            "Status": "Final",
            "Authors": "Ports desk",
            "Reading time": "1 min",
        })  # fmt: skip
        bottom_line = written(brief.bottom_line, self.refer)
        background = written(brief.background, self.refer)
        claims = self.shelf.claims_on(brief.topic)
        positions = self.shelf.positions_of(brief.actor)
        for identifier in (*claims, *positions):
            self.number(identifier)
        outlook = written(brief.outlook, self.refer)
        people = _among(actor.id for actor in self.shelf.people_in(brief))
        terms = _among(term.id for term in self.shelf.terms_in(brief))
        return _page(
            brief.title,
            head,
            wrapped(brief.summary),
            "## Bottom line",
            bottom_line,
            "## Background",
            background,
            _table("What is claimed", f'type == "claim" and "{brief.topic}" in on',
                   "id; title as \"Statement\"; by; date; grade; origin as \"Source\"", "date"),
            "## Positions",
            _list(f'type == "position" and "{brief.actor}" in by', "date"),
            "## Options",
            outlook,
            "## People and organisations",
            _table("", people,
                   "id; title as \"Name\"; kind; country; content as \"Text\"", "title"),
            "## Sources",
            _table("", _among(self.numbers),
                   "id; title as \"Title\"; publisher; date; reliability; url", "date"),
            "## Terms",
            _table("", terms, "id; title as \"Name\"; long; content as \"Text\"", "title"),
        )  # fmt: skip

    def refer(self, ref: Ref) -> str:
        """A reference in prose."""
        if ref.kind == "claim":
            return f"{{need}}`[{self.number(ref.id)}] <{ref.id}>`"
        if ref.kind == "actor":
            return f"{{need}}`{self.shelf.actors[ref.id].name} <{ref.id}>`"
        term = self.shelf.terms[ref.id]
        text = term.name
        if term.long and term.id not in self.spelled_out:
            self.spelled_out.add(term.id)
            text = f"{term.long} ({term.name})"
        return f"{{need}}`{text} <{term.id}>`"

    def number(self, identifier: str) -> int:
        """The number of a record's source on the page."""
        note, _ = self.shelf.statements[identifier]
        return self.numbers.setdefault(f"source-{note.source}", len(self.numbers) + 1)


def _statement(note: Note, one: Statement) -> str:
    grade = ""
    if one.credibility:
        grade = f"{RELIABILITY[note.reliability]}, {CREDIBILITY[one.credibility]}"
    options = {
        "id": one.id,
        "by": one.by,
        "on": one.topic,
        "origin": f"source-{note.source}",
        "date": note.date,
        "grade": grade,
        "stance": one.stance.capitalize(),
    }
    return _directive(one.kind, one.statement or "Quotation", options, one.text)


def _list(condition: str, order: str) -> str:
    return _directive("needlist", "", {"filter": condition, "sort_by": order})


def _table(caption: str, condition: str, columns: str, order: str) -> str:
    options = {"filter": condition, "columns": columns, "sort": order}
    return _directive("needtable", caption, options)
