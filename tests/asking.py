"""Layouts that ask at random: any question, any record, and on from what they are answered.

What they see they say in words, so that a page that prints it shows every answer.
"""

import random
from collections.abc import Callable, Mapping
from typing import Any

from sphinx_briefing.ledger import Query
from sphinx_briefing.records import Record

KINDS = (
    "actor",
    "term",
    "topic",
    "claim",
    "source",
    "event",
    "position",
    "commitment",
    "judgement",
)
NAMED = (*KINDS, "claim or actor", "term or topic or event")
"""The kinds among which names are looked for."""
IDS = (
    "e5",
    "kremlin",
    "leap",
    "peace",
    "c1",
    "c2",
    "c3",
    "s1",
    "s2",
    "krakow",
    "p1",
    "m1",
    "j1",
    "j2",
    "un:c1",
    "un:wire",
    "un:guterres",
    "no",
)
PAGES = ("people", "notes/n1", "notes/n2", "briefs/b1", "briefs/b2", "rest", "nowhere",
         "un:notes/wire")  # fmt: skip
WORDS = ("E5", "Kremlin", "LEAP", "agreed", "the", "Norland", "Peace", "leaps")


def looked_through(found: Mapping[str, Any], rng: random.Random, keys: tuple[str, ...]) -> Any:
    key = rng.choice(keys)
    ways: list[Callable[[], Any]] = [
        lambda: found.get(key),
        lambda: key in found,
        lambda: list(found),
        lambda: len(found),
        lambda: list(found.values()),
        lambda: list(found.items()),
        lambda: dict(found),
        lambda: found == {},
        lambda: bool(found),
    ]
    return rng.choice(ways)()


def a_query(kind: str, rng: random.Random) -> Query:
    ids = tuple(rng.sample(IDS, 2)) if rng.random() < 0.3 else ()
    within = frozenset(rng.sample(IDS, 4)) if rng.random() < 0.3 else None
    values = (("by", ("e5",)),) if kind == "claim" and rng.random() < 0.5 else ()
    sort = rng.choice(("", "id", "name", "-date"))
    house, limit = rng.choice(("", "", "un")), rng.choice((0, 1))
    return Query(ids=ids, within=within, values=values, sort=sort, limit=limit, house=house)


def a_text(rng: random.Random) -> str:
    return " ".join(rng.choices(WORDS, k=4))


def markings(house: Any, rng: random.Random) -> Any:
    seen, docname = house.markings, rng.choice(PAGES)
    record = house.get("claim", "c1")
    ways: list[Callable[[], Any]] = [
        lambda: seen.of_page(docname),
        lambda: seen.printed_on(docname),
        lambda: seen.lowest,
        lambda: seen.highest,
        lambda: seen.is_written(docname),
        lambda: seen.of(record),
        lambda: seen.printed(record),
        lambda: seen.written(),
    ]
    return rng.choice(ways)()


def voices(house: Any, rng: random.Random) -> Any:
    ways: list[Callable[[], Any]] = [
        lambda: house.voices.ends("c1"),
        lambda: house.voices.of(["c1", "c2"]),
        lambda: house.voices.of_sources(["s1", "s2"]),
        lambda: house.voices.origins.ends("s2"),
        lambda: house.voices.speakers.ends("kremlin"),
    ]
    return rng.choice(ways)()


def entry(house: Any, rng: random.Random) -> Any:
    found = house.entry(rng.choice(KINDS), rng.choice(IDS))
    if found is None:
        return None
    piece = found.record.text[: rng.randrange(30)]
    return found.key, found.anchor, found.body, found.record, house.mentions_in(piece)


Way = Callable[[Any, random.Random], Any]

WAYS: Mapping[str, Way] = {
    "records": lambda h, r: looked_through(h.records(r.choice(KINDS)), r, IDS),
    "get": lambda h, r: h.get(r.choice(KINDS), r.choice(IDS)),
    "find": lambda h, r: h.find(r.choice(NAMED), r.choice((*IDS, *WORDS, "actor:e5"))),
    "find_exactly": lambda h, r: h.find_exactly(r.choice(NAMED), r.choice((*IDS, *WORDS))),
    "named": lambda h, r: h.named(r.choice(NAMED), r.choice((*IDS, *WORDS, "claim:c2"))),
    "find_all": lambda h, r: h.find_all(r.choice(("actor", *NAMED)), tuple(r.choices(WORDS, k=2))),
    "referring_to": lambda h, r: h.referring_to(r.choice(KINDS), r.choice(IDS)),
    "is_left_out": lambda h, r: h.is_left_out("actor", r.choice(WORDS)),
    "anchor": lambda h, r: h.anchor(r.choice(KINDS), r.choice(IDS)),
    "house_title": lambda h, r: h.house_title(r.choice(KINDS), r.choice(IDS)),
    "address_elsewhere": lambda h, r: h.address_elsewhere(r.choice(KINDS), r.choice(IDS)),
    "is_own": lambda h, r: h.is_own(r.choice(KINDS), r.choice(IDS)),
    "entry": entry,
    "mentions_of": lambda h, r: h.mentions_of(r.choice(KINDS), r.choice(IDS)),
    "notes": lambda h, r: looked_through(h.notes, r, PAGES),
    "briefs": lambda h, r: looked_through(h.briefs, r, PAGES),
    "supersedes": lambda h, r: looked_through(h.supersedes, r, PAGES),
    "title_of": lambda h, r: h.title_of(r.choice(PAGES)),
    "markings": markings,
    "mentions_in": lambda h, r: h.mentions_in(r.choice((a_text(r), "The E5 agreed."))),
    "mentions_in_each": lambda h, r: h.mentions_in_each([a_text(r), "Leaps of Norland."]),
    "mentions_on": lambda h, r: h.mentions_on(r.choice(PAGES)),
    "select": lambda h, r: h.select(kind := r.choice((*KINDS, "note", "brief")), a_query(kind, r)),
    "disputed_by": lambda h, r: h.disputed_by(r.choice(IDS)),
    "joined_to": lambda h, r: h.joined_to(r.choice(IDS)),
    "loss": lambda h, r: h.loss(r.choice(KINDS), r.choice(IDS)),
    "retold_by": lambda h, r: h.retold_by(r.choice(IDS)),
    "resting_on": lambda h, r: h.resting_on(r.choice(KINDS), r.choice(IDS)),
    "what_if": lambda h, r: h.what_if(r.choice(KINDS), r.choice(IDS)),
    "backing": lambda h, r: h.backing(r.choice(KINDS), r.choice(IDS)),
    "ceiling": lambda h, r: h.ceiling(r.choice(KINDS), r.choice(IDS), r.choice(PAGES)),
    "competing": lambda h, r: h.competing(*r.sample(("h1", "h2", "no"), 2)),
    "voices": voices,
    "as_of": lambda h, r: h.as_of,
    "judged_on": lambda h, r: h.judged_on(r.choice(PAGES)),
    "is_overdue": lambda h, r: (m := h.get("commitment", "m1")) and h.is_overdue(m, "briefs/b1"),
    "offices_on": lambda h, r: h.offices_on("kremlin", r.choice(("2021", "2027", None))),
}
"""Ways to ask, by the name of the question."""


def walked(house: Any, seed: int | str, steps: int = 5) -> list[object]:
    """What somebody sees who asks what they like, and then of what they have been answered."""
    rng = random.Random(seed)
    seen: list[object] = []
    for _ in range(rng.randrange(1, steps + 1)):
        way = WAYS[rng.choice(list(WAYS))]
        try:
            found = way(house, rng)
        except (KeyError, ValueError, AttributeError) as error:
            found = type(error)
        seen.append(repr(tuple(found) if isinstance(found, list) else found))
        hops = [found] if isinstance(found, Record) else found if isinstance(found, tuple) else ()
        for hop in hops:
            for name in getattr(hop, "by", ()):  # and on to whom an answer names
                further = house.get("actor", name)
                seen.append(repr((further, further and house.mentions_in(further.text))))
    return seen


def add_odd_layout(app: Any, seed: int) -> None:
    """Add a layout ``odd`` for topics that asks whatever it likes, on each page something else."""
    from docutils import nodes

    from sphinx_briefing import api
    from sphinx_briefing.layouts.parts import name_link, title_link

    def odd(records: Any, context: Any) -> list[Any]:
        house, rng = context.ledger, random.Random(f"{seed} {context.docname}")
        found: list[Any] = [
            nodes.paragraph("", str(text))
            for text in walked(house, f"{seed} {context.docname}", steps=12)
        ]
        record = house.get(rng.choice(KINDS), rng.choice(IDS))
        if record is not None:
            key = (record.kind_name, record.id)
            links = [name_link(*key), title_link(*key, record.title_text)]
            found.append(nodes.paragraph("", "", rng.choice(links)))
            found += context.body_of(record) if rng.random() < 0.5 else []
        return found

    api.add_layout(app, "odd", odd, kinds=["topic"])
