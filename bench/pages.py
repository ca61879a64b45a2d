"""What the renderings of a corpus have in common: the tree of pages, prose, selections."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from bench.corpus import Actor, Brief, Corpus, Note, Prose, Ref, Statement, Term, Topic

Files = dict[str, str]
"""Pages by file name."""

WIDTH = 100
PER_PAGE = 50
"""Entries of a register that share a page."""

RELIABILITY = {
    "A": "Completely reliable (A)",
    "B": "Usually reliable (B)",
    "C": "Fairly reliable (C)",
    "D": "Not usually reliable (D)",
}
CREDIBILITY = {
    "1": "Confirmed by other sources (1)",
    "2": "Probably true (2)",
    "3": "Possibly true (3)",
    "4": "Doubtful (4)",
}

Item = TypeVar("Item")


def _tree(corpus: Corpus) -> Files:
    """The pages that hold the pages together: a start page, and one for each folder."""
    years = sorted({note.docname.split("/")[1] for note in corpus.notes})
    files = {
        "index.md": _toc("Start", ["notes/index", "briefs/index", "registers/index"]),
        "notes/index.md": _toc("Notes", [f"{year}/index" for year in years]),
        "briefs/index.md": _toc("Briefs", ["*"], glob=True),
        "registers/index.md": _toc("Registers", ["*"], glob=True),
    }
    for year in years:
        files[f"notes/{year}/index.md"] = _toc(f"Notes of {year}", ["*"], glob=True)
    return files


def _toc(title: str, entries: Sequence[str], *, glob: bool = False) -> str:
    options = [":maxdepth: 1", *([":glob:"] if glob else [])]
    return "\n".join([f"# {title}", "", "```{toctree}", *options, "", *entries, "```", ""])


def written(parts: Prose, refer: Callable[[Ref], str]) -> str:
    """Prose with its references as a tool writes them, in lines; no reference is broken."""
    text = "".join(
        part if isinstance(part, str) else refer(part).replace(" ", "\0") for part in parts
    )
    lines = textwrap.wrap(text, WIDTH, break_on_hyphens=False, break_long_words=False)
    return "\n".join(lines).replace("\0", " ")


def wrapped(text: str) -> str:
    """Plain text in lines."""
    return written((text,), lambda ref: "")


def page(title: str, *blocks: str) -> str:
    """A page of a heading and what is below it."""
    return "\n\n".join([f"# {title}", *blocks, ""])


def directive(name: str, argument: str, options: Mapping[str, str], body: str = "") -> str:
    """A directive; options without a value are left out."""
    lines = [f"```{{{name}}} {argument}".rstrip()]
    lines += [f":{option}: {value}" for option, value in options.items() if value]
    if body:
        lines += ["", wrapped(body)]
    return "\n".join([*lines, "```"])


def field_list(fields: Mapping[str, str]) -> str:
    """A list of fields."""
    return "\n".join(f":{name}: {value}" for name, value in fields.items())


def title_block(brief: Brief) -> str:
    """What stands above a brief, in the tools that do not write it themselves."""
    return field_list({
        "Reference": brief.reference,
        "Date": brief.date,
        "Kind": "Policy",
        "Status": "Final",
        "Authors": "Ports desk",
        "Reading time": "1 min",
    })  # fmt: skip


def project(
    corpus: Corpus,
    *,
    actors: Callable[[Sequence[Actor]], Iterable[str]],
    terms: Callable[[Sequence[Term]], Iterable[str]],
    topics: Callable[[Sequence[Topic]], Iterable[str]],
    note: Callable[[Note], str],
    brief: Callable[[Brief], str],
) -> Files:
    """All pages of a corpus, from the functions that write a page or a part of one."""
    return {
        **_tree(corpus),
        **dict(_register("actors", corpus.actors, actors)),
        **dict(_register("terms", corpus.terms, terms)),
        **dict(_register("topics", corpus.topics, topics)),
        **{f"{one.docname}.md": note(one) for one in corpus.notes},
        **{f"{one.docname}.md": brief(one) for one in corpus.briefs},
    }


def _register(
    name: str, items: Sequence[Item], blocks: Callable[[Sequence[Item]], Iterable[str]]
) -> Iterator[tuple[str, str]]:
    for start in range(0, len(items), PER_PAGE):
        number = start // PER_PAGE + 1
        text = page(f"{name.capitalize()} {number}", *blocks(items[start : start + PER_PAGE]))
        yield f"registers/{name}-{number:03}.md", text


@dataclass(frozen=True, slots=True)
class Shelf:
    """A corpus, findable by id, and the selections that its briefs print."""

    corpus: Corpus
    actors: dict[str, Actor] = field(init=False)
    terms: dict[str, Term] = field(init=False)
    topics: dict[str, Topic] = field(init=False)
    notes: dict[str, Note] = field(init=False)
    statements: dict[str, tuple[Note, Statement]] = field(init=False)
    _claims: dict[str, list[str]] = field(init=False)
    _positions: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        def put(name: str, value: object) -> None:
            object.__setattr__(self, name, value)

        corpus = self.corpus
        put("actors", {actor.id: actor for actor in corpus.actors})
        put("terms", {term.id: term for term in corpus.terms})
        put("topics", {topic.id: topic for topic in corpus.topics})
        put("notes", {note.docname: note for note in corpus.notes})
        put("statements", {one.id: (note, one) for note in corpus.notes for one in note.statements})
        put("_claims", {topic: [] for topic in self.topics})
        put("_positions", {actor: [] for actor in self.actors})
        for note in sorted(corpus.notes, key=lambda note: note.date):
            for one in note.statements:
                if one.kind == "claim" and one.topic:
                    self._claims[one.topic].append(one.id)
                elif one.kind == "position":
                    self._positions[one.by].append(one.id)

    def claims_on(self, topic: str) -> list[str]:
        """The claims on a topic, by date."""
        return self._claims[topic]

    def positions_of(self, actor: str) -> list[str]:
        """The positions of an actor, by date."""
        return self._positions[actor]

    def people_in(self, brief: Brief) -> list[Actor]:
        """The actors that a brief names, in its prose or its selections, by name."""
        found = {ref.id for ref in _references(brief) if ref.kind == "actor"}
        found |= {self.statements[claim][1].by for claim in self.claims_on(brief.topic)}
        return sorted((self.actors[name] for name in found), key=lambda actor: actor.name)

    def terms_in(self, brief: Brief) -> list[Term]:
        """The terms that a brief refers to, by name."""
        found = {ref.id for ref in _references(brief) if ref.kind == "term"}
        return sorted((self.terms[name] for name in found), key=lambda term: term.name)


def _references(brief: Brief) -> Iterator[Ref]:
    for part in (*brief.bottom_line, *brief.background, *brief.outlook):
        if isinstance(part, Ref):
            yield part


@dataclass(slots=True)
class Page:
    """What has been said on one page: sources are numbered, and terms spelled out once."""

    shelf: Shelf
    numbers: dict[str, int] = field(default_factory=dict)
    """The numbers of sources, by the page of their note."""
    spelled_out: set[str] = field(default_factory=set)

    def number(self, identifier: str) -> int:
        """The number of the source of a record."""
        note, _ = self.shelf.statements[identifier]
        return self.numbers.setdefault(note.docname, len(self.numbers) + 1)

    def spelling(self, term: Term) -> str:
        """A term as it is written here."""
        if not term.long or term.id in self.spelled_out:
            return term.name
        self.spelled_out.add(term.id)
        return f"{term.long} ({term.name})"

    def sources(self) -> list[Note]:
        """The notes whose sources are numbered, in this order."""
        return [self.shelf.notes[docname] for docname in self.numbers]
