"""The corpus as objects of sphinx-needs, with its references, tables and lists."""

from __future__ import annotations

from collections.abc import Iterable

from bench.corpus import Actor, Brief, Corpus, Note, Ref, Statement, Term, Topic
from bench.pages import (
    CREDIBILITY,
    RELIABILITY,
    Files,
    Page,
    Shelf,
    directive,
    page,
    project,
    title_block,
    wrapped,
    written,
)

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
    return project(
        corpus,
        actors=lambda actors: map(_actor, actors),
        terms=lambda terms: map(_term, terms),
        topics=lambda topics: map(_topic, topics),
        note=lambda note: _note(note, Page(shelf)),
        brief=lambda brief: _brief(brief, Page(shelf)),
    )


def _actor(actor: Actor) -> str:
    options = {"id": actor.id, "kind": actor.kind, "country": actor.country}
    return directive("actor", actor.name, options, actor.text)


def _term(term: Term) -> str:
    return directive("term", term.name, {"id": term.id, "long": term.long}, term.text)


def _topic(topic: Topic) -> str:
    return directive("topic", topic.name, {"id": topic.id}, topic.text)


def _among(identifiers: Iterable[str]) -> str:
    return f"id in {sorted(set(identifiers))!r}"


def _note(note: Note, here: Page) -> str:
    options = {
        "id": f"source-{note.source}",
        "publisher": note.publisher,
        "date": note.date,
        "reliability": RELIABILITY[note.reliability],
        "url": note.url,
    }
    return page(
        note.title,
        directive("source", note.title, options),
        written(note.opening, lambda ref: _refer(ref, here)),
        *(_statement(note, one) for one in note.statements),
        written(note.closing, lambda ref: _refer(ref, here)),
    )


def _brief(brief: Brief, here: Page) -> str:
    shelf = here.shelf
    bottom_line = written(brief.bottom_line, lambda ref: _refer(ref, here))
    background = written(brief.background, lambda ref: _refer(ref, here))
    for identifier in (*shelf.claims_on(brief.topic), *shelf.positions_of(brief.actor)):
        here.number(identifier)
    outlook = written(brief.outlook, lambda ref: _refer(ref, here))
    people = _among(actor.id for actor in shelf.people_in(brief))
    terms = _among(term.id for term in shelf.terms_in(brief))
    sources = _among(f"source-{note.source}" for note in here.sources())
    return page(
        brief.title,
        title_block(brief),
        wrapped(brief.summary),
        "## Bottom line",
        bottom_line,
        "## Background",
        background,
        _table("What is claimed", f'type == "claim" and "{brief.topic}" in on',
               'id; title as "Statement"; by; date; grade; origin as "Source"', "date"),
        "## Positions",
        _list(f'type == "position" and "{brief.actor}" in by', "date"),
        "## Options",
        outlook,
        "## People and organisations",
        _table("", people, 'id; title as "Name"; kind; country; content as "Text"', "title"),
        "## Sources",
        _table("", sources, 'id; title as "Title"; publisher; date; reliability; url', "date"),
        "## Terms",
        _table("", terms, 'id; title as "Name"; long; content as "Text"', "title"),
    )  # fmt: skip


def _refer(ref: Ref, here: Page) -> str:
    if ref.kind == "claim":
        text = f"[{here.number(ref.id)}]"
    elif ref.kind == "actor":
        text = here.shelf.actors[ref.id].name
    else:
        text = here.spelling(here.shelf.terms[ref.id])
    return f"{{need}}`{text} <{ref.id}>`"


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
    return directive(one.kind, one.statement or "Quotation", options, one.text)


def _list(condition: str, order: str) -> str:
    return directive("needlist", "", {"filter": condition, "sort_by": order})


def _table(caption: str, condition: str, columns: str, order: str) -> str:
    options = {"filter": condition, "columns": columns, "sort": order}
    return directive("needtable", caption, options)
