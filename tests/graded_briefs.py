"""Briefs that are as they should be by the nine standards, as data that a test may spoil."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.corpus import record

Fields = dict[str, Any]

DATE = "2026-03-10"
WORDS = (
    "harbour ferry grain cable corridor budget pilot convoy quota customs bridge turbine levy "
    "treaty ballot garrison pipeline dredger registry tariff"
).split()


@dataclass
class Draft:
    """A brief with all that it rests on; ids begin with the name of the draft."""

    name: str
    rng: Random
    front: Fields = field(default_factory=dict)
    actors: list[Fields] = field(default_factory=list)
    sources: list[Fields] = field(default_factory=list)
    claims: list[Fields] = field(default_factory=list)
    quotes: list[Fields] = field(default_factory=list)
    events: list[Fields] = field(default_factory=list)
    positions: list[Fields] = field(default_factory=list)
    judgements: list[Fields] = field(default_factory=list)
    recommendations: list[Fields] = field(default_factory=list)
    earlier: list[Fields] = field(default_factory=list)
    others: list[tuple[str, str, Fields]] = field(default_factory=list)
    """Records of other kinds: kind, argument, fields."""
    paragraphs: list[str] = field(default_factory=list)
    selections: list[str] = field(default_factory=list)

    def id(self, what: str) -> str:
        return f"{self.name}-{what}"

    def sentence(self, least: int = 6) -> str:
        words = self.rng.choices(WORDS, k=self.rng.randint(least, least + 6))
        return " ".join(words).capitalize()

    # -- as files -------------------------------------------------------------------------------

    def files(self) -> dict[str, str]:
        found = {f"{self.name}/people.md": "# People\n\n" + self._people()}
        for number, source in enumerate(self.sources):
            own = [one for one in self.claims if one["source"] == source["id"]]
            quotes = [one for one in self.quotes if one["source"] == source["id"]]
            found[f"{self.name}/n{number}.md"] = self._note(source, own, quotes)
            said = "\n".join(quote["snapshot"] for quote in quotes)
            found[f"{self.name}/n{number}.txt"] = f"What was read.\n{said}\n"
        if self.earlier:
            front = "brief:\n  kind: research\n  date: 2026-01-10\n  status: final\n"
            found[f"{self.name}/old.md"] = (
                f"---\n{front}---\n# Earlier\n\n{''.join(map(self._judged, self.earlier))}"
            )
        found[f"{self.name}/brief.md"] = self._brief()
        return found

    def _people(self) -> str:
        found = [record("actor", one["name"], **_without(one, "name")) for one in self.actors]
        found.append(record("topic", self.id("matter"), id=self.id("t")))
        found += [record("event", one["title"], **_without(one, "title")) for one in self.events]
        return "".join(found)

    def _note(self, source: Fields, claims: Sequence[Fields], quotes: Sequence[Fields]) -> str:
        written = "".join(f"  {name}: {value}\n" for name, value in source.items())
        body = [record("claim", one["statement"], **_without(one, "statement", "source"))
                for one in claims]  # fmt: skip
        body += [record("quote", "", one["text"], **_without(one, "text", "snapshot", "source"))
                 for one in quotes]  # fmt: skip
        if source is self.sources[0]:
            body += [record("position", one["statement"], **_without(one, "statement"))
                     for one in self.positions]  # fmt: skip
        return f"---\nsource:\n{written}---\n# A note\n\n{''.join(body)}"

    def _judged(self, one: Fields) -> str:
        return record("judgement", one["statement"], one.get("text", ""),
                      **_without(one, "statement", "text"))  # fmt: skip

    def _brief(self) -> str:
        written = "".join(f"  {name}: {value}\n" for name, value in self.front.items())
        lead = "What stands here sums up the whole of the paper in a sentence of its own.\n"
        judged = "".join(map(self._judged, self.judgements))
        more = "".join(record(kind, title, **fields) for kind, title, fields in self.others)
        advice = "".join(record("recommendation", one["text"], **_without(one, "text"))
                         for one in self.recommendations)  # fmt: skip
        parts = [
            f"---\nbrief:\n{written}---\n# A brief\n\n{lead}",
            "## Background\n\n" + "\n\n".join(self.paragraphs),
            f"## Judgements\n\nWhat we make of it:\n\n{judged}",
            "## What it rests on\n\n" + more + "".join(self.selections),
            "## Options\n\nOne may wait and see what comes of it, or act at once and alone.\n\n"
            + advice,
        ]
        return "\n\n".join(parts) + "\n"

    @property
    def cited(self) -> set[str]:
        text = "\n".join(self.paragraphs)
        return {one["id"] for one in (*self.claims, *self.quotes) if f"`{one['id']}`" in text}


def _without(one: Mapping[str, Any], *names: str) -> Fields:
    return {name: value for name, value in one.items() if name not in names}


def clean(name: str, seed: int) -> Draft:
    """A brief in which nothing is to be found."""
    rng = Random(seed)
    draft = Draft(name, rng)
    draft.front = {"kind": "policy", "date": DATE, "status": "draft", "reference": name.upper(),
                   "summary": "The bottom line of all."}  # fmt: skip
    for number in range(rng.randint(3, 5)):
        draft.actors.append({"name": f"{name.upper()} Actor {number}", "kind": "state",
                             "id": draft.id(f"a{number}")})  # fmt: skip
        own = {"publisher": f"The {rng.choice(WORDS)} gazette"} if rng.random() < 0.5 else {
            "author": "A. Writer"}  # fmt: skip
        draft.sources.append({"id": draft.id(f"s{number}"), "title": f"{draft.sentence()} {number}",
                              "date": f"2026-02-0{number + 1}",
                              "reliability": rng.choice("ABC"), **own})  # fmt: skip
    for number in range(rng.randint(5, 8)):
        whose = number % len(draft.sources)
        draft.claims.append({"statement": f"{draft.sentence()} {number}",
                             "id": draft.id(f"c{number}"), "by": draft.id(f"a{whose}"),
                             "source": draft.id(f"s{whose}"),
                             "credibility": rng.choice("123")})  # fmt: skip
    _say(draft)
    _judge(draft)
    for number in range(rng.randint(1, 3)):
        draft.recommendations.append({"text": f"{draft.sentence()}.", "id": draft.id(f"r{number}"),
                                      "to": draft.id("a0"), "due": "2026-05-01",
                                      "basis": rng.choice(draft.claims)["id"]})  # fmt: skip
    if rng.random() < 0.5:
        happen(draft, rng.randint(2, 7))
        draft.selections.append(_printed(draft))
    if rng.random() < 0.5:
        stand(draft, rng.randint(2, 5))
    return draft


def _say(draft: Draft) -> None:
    """A quotation from a snapshot, and paragraphs each of which refers to something."""
    source = draft.rng.choice(draft.sources)
    source["snapshot"] = f"n{draft.sources.index(source)}.txt"
    words = f"{draft.sentence(8)} and nothing else was said there"
    draft.quotes.append({"id": draft.id("q"), "by": draft.id("a1"), "text": words,
                         "snapshot": words, "source": source["id"]})  # fmt: skip
    ids = [one["id"] for one in draft.claims]
    for number in range(0, len(ids), 2):
        refs = " ".join(f"{{claim}}`{one}`" for one in ids[number : number + 2])
        draft.paragraphs.append(f"{draft.sentence(8)}, as they say {refs}.")
    draft.paragraphs.append(f"In their own words it was otherwise {{quote}}`{draft.id('q')}`.")
    plain = [
        "It is so and no other way, as everybody reads at <https://example.org/page> today.",
        "What follows from all of this is said further below, in this order:\n\n- one\n- two",
        "A short line.",
        f"The matter at hand, {{topic}}`{draft.id('t')}`, is spoken of in {{claim}}`{ids[0]}`.",
    ]
    draft.paragraphs += draft.rng.sample(plain, draft.rng.randint(0, 3))
    draft.rng.shuffle(draft.paragraphs)


def _judge(draft: Draft) -> None:
    rng, ids = draft.rng, [one["id"] for one in draft.claims]
    is_disputed = rng.random() < 0.6  # and the brief knows of it
    if is_disputed:
        draft.claims[0]["disputes"] = ids[1]
    else:
        for source in draft.sources:
            source["reliability"] = rng.choice("AB")
    for number in range(rng.randint(2, 4)):
        basis = [*rng.sample(ids[:3], 2), *rng.sample(ids[3:5], rng.randint(0, 1))]
        is_sure = not is_disputed and rng.random() < 0.3
        basis = ids[:3] if is_sure else basis
        both = is_disputed and {*ids[:2]} <= {*basis}
        confidence = "high" if is_sure else "low" if both else rng.choice(["low", "moderate"])
        against = rng.choice([one for one in ids if one not in basis])
        draft.judgements.append({
            "statement": f"{draft.sentence()} will come about.", "id": draft.id(f"j{number}"),
            "likelihood": "likely" if not number else rng.choice(["unlikely", "highly likely"]),
            "confidence": confidence, "basis": ", ".join(basis),
            "against": against, "resolves": "2026-06-30", "topic": draft.id("t"),
            "text": f"{draft.sentence()}.",
        })  # fmt: skip
    if rng.random() < 0.5:  # one that takes up what was judged before, with something new
        draft.earlier.append({**draft.judgements[0], "id": draft.id("old"), "basis": ids[4],
                              "likelihood": "unlikely"})  # fmt: skip
        draft.judgements[0]["revises"] = draft.id("old")
    draft.others.append(("assumption", draft.sentence(), {"id": draft.id("as"),
                         "if_wrong": "All else changes."}))  # fmt: skip
    draft.others.append(("gap", draft.sentence(), {"id": draft.id("g"), "collect": "A visit."}))
    draft.others += [
        ("indicator", f"{draft.sentence()} {number}",
         {"id": draft.id(f"i{number}"), rng.choice(["for", "against"]): one["id"]})
        for number, one in enumerate(draft.judgements)
    ]  # fmt: skip
    if rng.random() < 0.5:
        for number in range(2):
            draft.others.append(("hypothesis", f"{draft.sentence()} {number}", {
                "id": draft.id(f"h{number}"), "question": draft.id("t"),
                "consistent": ids[number]}))  # fmt: skip


def happen(draft: Draft, count: int) -> None:
    for number in range(count):
        draft.events.append({"title": f"{draft.sentence()} {number}",
                             "id": draft.id(f"e{number}"), "date": f"2026-01-{number + 10}",
                             "source": draft.id("s0")})  # fmt: skip
    for one in draft.events:
        draft.paragraphs.append(f"Then there was what is known as {{event}}`{one['id']}` to all.")


def _printed(draft: Draft) -> str:
    return record("events", "", ids=", ".join(one["id"] for one in draft.events), as_="timeline")


def stand(draft: Draft, count: int) -> None:
    for number in range(count):
        draft.positions.append({
            "statement": f"{draft.sentence()} {number}", "id": draft.id(f"p{number}"),
            "by": draft.id("a0"), "topic": draft.id("t")})  # fmt: skip
        draft.paragraphs.append(f"One holds what stands in {{position}}`{draft.id(f'p{number}')}`.")
