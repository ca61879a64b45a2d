"""What still stands: by the laws that the language names, and by the plainest way to compute it."""

import os
import random
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Annotated, Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_briefing.ledger import Ledger
from sphinx_briefing.ledger.impact import Loss
from sphinx_briefing.records import KINDS, Claim, Kinds, Record, Source
from sphinx_briefing.records import fields as shape
from tests.ledgers import actor, claim, event, facts, judgement, ledger, note, source

GRAPHS = 10_000 if os.environ.get("BRIEFING_LONG_TESTS") else 400
DAY = "2026-03-10"
DAYS = ("2026-03-01", "2026-03-10", "2026-03-11")
"""Two that have come, and one that has not."""

Key = tuple[str, str]
ACTORS = [f"a{n}" for n in range(4)]


class Graph:
    """Sources, claims, events and judgements that rest on them and on each other, at random."""

    def __init__(self, rng: random.Random) -> None:
        def some(names: list[str], most: int) -> tuple[str, ...]:
            return tuple(rng.sample(names, min(len(names), rng.randint(0, most))))

        def day(likely: float) -> str | None:
            return rng.choice(DAYS) if rng.random() < likely else None

        names = {
            letter: [f"{letter}{n}" for n in range(rng.randint(1, most))]
            for letter, most in (("s", 4), ("c", 7), ("v", 2), ("j", 6))
        }
        self.actors = [
            actor(name, speaks_for=some([one for one in ACTORS if one != name], 1))
            for name in ACTORS
        ]
        self.sources: list[Source] = [
            source(
                name,
                origin=some([one for one in names["s"] if one != name], 1),
                retracted=day(0.4),
            )
            for name in names["s"]
        ]
        self.claims: list[Claim] = [
            claim(
                name,
                by=(rng.choice(ACTORS),),
                source=some(names["s"], 2),
                corroborates=some([one for one in names["c"] if one != name], 1),
                disputes=some([one for one in names["c"] if one != name], 1),
                withdrawn=day(0.3),
            )
            for name in names["c"]
        ]
        grounds = [
            *names["c"],
            *(f"source:{one}" for one in names["s"]),
            *(f"event:{one}" for one in names["v"]),
            *(f"judgement:{one}" for one in names["j"]),
        ]
        self.others: list[Record] = [
            *(event(name, "2026", source=some(names["s"], 1)) for name in names["v"]),
            *(
                judgement(
                    name,
                    basis=some([one for one in grounds if one != f"judgement:{name}"], 3),
                    source=some(names["s"], 1),
                )
                for name in names["j"]
            ),
        ]

    def ledger(self, rng: random.Random | None = None) -> Ledger:
        """The ledger, written in any order."""
        found: list[Record] = [*self.actors, *self.sources, *self.claims, *self.others]
        if rng is not None:
            rng.shuffle(found)
            found = [
                msgspec.structs.replace(
                    one,
                    **{
                        name: tuple(rng.sample(getattr(one, name), len(getattr(one, name))))
                        for name in ("basis", "source", "corroborates", "disputes")
                        if getattr(one, name, ())
                    },
                )
                for one in found
            ]
        return ledger(facts("all", *found), as_of=DAY)


class Plainly:
    """The same facts by the definitions, one record at a time, and nothing remembered."""

    def __init__(self, graph: Graph, without: Iterable[Key] = ()) -> None:
        self.records: dict[Key, Any] = {
            (one.kind_name, one.id): one for one in (*graph.sources, *graph.claims, *graph.others)
        }
        self.speaks_for = {one.id: one.speaks_for for one in graph.actors}
        self.without = set(without)

    def is_gone(self, key: Key) -> bool:
        """Whether a record that rests on nothing but sources is withdrawn."""
        record = self.records[key]
        if key in self.without:
            return True
        if key[0] == "source":
            return bool(record.retracted) and record.retracted <= DAY
        if key[0] == "claim" and record.withdrawn and record.withdrawn <= DAY:
            return True
        return bool(record.source) and all(self.is_gone(("source", s)) for s in record.source)

    def basis(self, key: Key) -> list[Key]:
        names = getattr(self.records[key], "basis", ()) if key not in self.without else ()
        return [_key(name) for name in names]

    def leaves(self, key: Key) -> set[Key]:
        """Where all ways down from a record end."""
        seen, waiting = {key}, [key]
        while waiting:
            for one in self.basis(waiting.pop()):
                if one not in seen:
                    seen.add(one)
                    waiting.append(one)
        return {one for one in seen if not self.basis(one)} if self.basis(key) else set()

    def standing(self, key: Key) -> str:
        leaves = self.leaves(key)
        if not leaves and not self.basis(key):
            falls = key[0] == "judgement" and key not in self.without
            return ("falls" if falls else "withdrawn") if self.is_gone(key) else "stands"
        gone = {one for one in leaves if self.is_gone(one)}
        return "stands" if not gone else "falls" if gone == leaves else "weakened"

    def ends(self, key: Key) -> set[frozenset[Key]]:
        """The ends of all chains that begin with a record; a circle is one end."""
        record = self.records[key]
        sources = [key[1]] if key[0] == "source" else record.source
        starts = [("source", s) for s in sources if not self.is_gone(("source", s))]
        starts += [("actor", one) for one in getattr(record, "by", ())]
        return {end for start in starts for end in self._ends(start)} or {frozenset([key])}

    def _next(self, key: Key) -> list[Key]:
        if key[0] == "actor":
            return [("actor", one) for one in self.speaks_for[key[1]]]
        return [("source", one) for one in self.records[key].origin]

    def _reached(self, key: Key) -> frozenset[Key]:
        found = {key}
        while more := {other for one in found for other in self._next(one)} - found:
            found |= more
        return frozenset(found)

    def _ends(self, key: Key) -> set[frozenset[Key]]:
        reached = {one: self._reached(one) for one in self._reached(key)}
        return {all_ for all_ in reached.values() if all(reached[one] == all_ for one in all_)}

    def voices(self, keys: Iterable[Key]) -> list[set[Key]]:
        """Records that share an end, over any number of others, together."""
        found: list[set[Key]] = []
        for key in keys:
            alike = [
                group for group in found if any(self.ends(key) & self.ends(one) for one in group)
            ]
            found = [group for group in found if group not in alike]
            found.append({key}.union(*alike))
        return found


def _key(name: str) -> Key:
    kind, _, identifier = name.rpartition(":")
    return kind or "claim", identifier


def keys(of: Ledger) -> list[Key]:
    return [
        (kind, one)
        for kind in ("source", "claim", "event", "judgement")
        for one in of.records(kind)
    ]


def test_what_stands_is_what_the_definitions_say() -> None:
    for seed in range(GRAPHS):
        graph = Graph(random.Random(seed))
        house, plainly = graph.ledger(), Plainly(graph)
        for key in keys(house):
            assert house.evidence.standing(*key) == plainly.standing(key), (seed, key)
        for record in house.records("judgement").values():
            assert record.standing == plainly.standing(("judgement", record.id)), (seed, record)
            left = {
                one for one in plainly.leaves(("judgement", record.id)) if not plainly.is_gone(one)
            }
            expected = len(plainly.voices(sorted(left))) if record.basis else None
            assert record.fragility == expected, (seed, record)


def test_fragility_is_the_least_number_of_voices_without_which_it_falls() -> None:
    for seed in range(GRAPHS // 4):
        graph = Graph(random.Random(seed))
        house, plainly = graph.ledger(), Plainly(graph)
        for identifier, record in house.records("judgement").items():
            key = ("judgement", identifier)
            if not record.basis or record.standing == "falls" or not plainly.leaves(key):
                continue
            voices = plainly.voices(one for one in plainly.leaves(key) if not plainly.is_gone(one))
            least = next(
                size
                for size in range(len(voices) + 1)
                for some in combinations(voices, size)
                if Plainly(graph, set().union(*some)).standing(key) == "falls"
            )
            assert record.fragility == least, (seed, record)


def test_impact_is_what_the_definitions_say() -> None:
    for seed in range(GRAPHS):
        graph = Graph(random.Random(seed))
        house, now = graph.ledger(), Plainly(graph)
        for key in keys(house):
            resting = {one for one in now.records if key in (now.basis(one) or _sources(now, one))}
            assert set(house.resting_on(*key)) <= resting
            assert {one for one in resting if one[0] in ("claim", "judgement")} <= {
                *house.resting_on(*key)
            }
            then = Plainly(graph, [key])
            changed = {
                one: then.standing(one)
                for one in now.records
                if one != key and then.standing(one) != now.standing(one)
            }
            found = {(kind, one): to for kind, one, to in house.what_if(*key)}
            gone = now.standing(key) == "withdrawn"
            told = {one: to for one, to in changed.items() if one[0] != "event" or one in found}
            assert found == ({} if gone else told), (seed, key)


def _sources(plainly: Plainly, key: Key) -> list[Key]:
    return [("source", one) for one in plainly.records[key].source]


def test_corroboration_is_what_the_definitions_say() -> None:
    for seed in range(GRAPHS):
        graph = Graph(random.Random(seed))
        house, plainly = graph.ledger(), Plainly(graph)
        for identifier, record in house.records("claim").items():
            left = [
                ("claim", one)
                for one in house.joined_to(identifier)
                if not plainly.is_gone(("claim", one)) and plainly.records["claim", one].source
            ]
            sources = {
                one
                for key in left
                for one in plainly.records[key].source
                if not plainly.is_gone(("source", one))
            }
            count = record.corroboration
            assert count is not None
            assert (count.sources, count.independent) == (len(sources), len(plainly.voices(left)))


ORDER = {"withdrawn": 0, "falls": 0, "weakened": 1, "stands": 2}


@given(st.integers(0, 10**9), st.randoms(use_true_random=False))
@settings(max_examples=GRAPHS // 4, deadline=None)
def test_to_withdraw_one_more_never_raises_anything(seed: int, rng: random.Random) -> None:
    graph = Graph(random.Random(seed))
    before = graph.ledger()
    kind, at = rng.choice([("claim", n) for n in range(len(graph.claims))] + [("source", 0)])
    if kind == "claim":
        graph.claims[at] = msgspec.structs.replace(graph.claims[at], withdrawn=DAY)
    else:
        graph.sources[at] = msgspec.structs.replace(graph.sources[at], retracted=DAY)
    after = graph.ledger()
    for key in keys(before):
        assert ORDER[after.evidence.standing(*key)] <= ORDER[before.evidence.standing(*key)]
    for one in before.records("judgement").values():
        fragility = after.records("judgement")[one.id].fragility
        if fragility is not None:
            assert fragility <= _voices_or_more(one, before)
    for identifier, record in before.records("claim").items():
        then = after.records("claim")[identifier].corroboration
        assert then.sources <= record.corroboration.sources


def _voices_or_more(record: Any, of: Ledger) -> int:
    """Voices, or the records that make them one: without one that joins two, these are two."""
    return len(of.evidence.support("judgement", record.id).carriers)


@given(st.integers(0, 10**9), st.randoms(use_true_random=False))
@settings(max_examples=GRAPHS // 4, deadline=None)
def test_order_does_not_matter(seed: int, rng: random.Random) -> None:
    graph = Graph(random.Random(seed))
    one, other = graph.ledger(), graph.ledger(rng)
    for kind in ("claim", "judgement"):
        derived = ("standing", "fragility", "corroboration", "disputed")
        for identifier, record in one.records(kind).items():
            again = other.records(kind)[identifier]
            assert all(getattr(again, n, 0) == getattr(record, n, 0) for n in derived)
    for key in keys(one):
        assert one.what_if(*key) == other.what_if(*key)
        assert one.resting_on(*key) == other.resting_on(*key)
        assert one.retold_by(key[1]) == other.retold_by(key[1])


@given(st.integers(0, 10**9), st.randoms(use_true_random=False))
@settings(max_examples=GRAPHS // 4, deadline=None)
def test_a_dispute_raises_nothing(seed: int, rng: random.Random) -> None:
    graph = Graph(random.Random(seed))
    before = graph.ledger()
    at = rng.randrange(len(graph.claims))
    others = [one.id for one in graph.claims if one.id != graph.claims[at].id]
    graph.claims[at] = msgspec.structs.replace(graph.claims[at], disputes=tuple(others))
    after = graph.ledger()
    for kind in ("claim", "judgement"):
        derived = ("standing", "fragility", "corroboration")
        for identifier, record in before.records(kind).items():
            again = after.records(kind)[identifier]
            assert all(getattr(again, n, 0) == getattr(record, n, 0) for n in derived)


@given(st.integers(0, 10**9), st.randoms(use_true_random=False), st.booleans())
@settings(max_examples=GRAPHS // 4, deadline=None)
def test_who_is_no_voice_of_his_own_raises_no_count(
    seed: int, rng: random.Random, retells: bool
) -> None:
    graph = Graph(random.Random(seed))
    old = rng.choice(graph.claims)
    new_source = source("new", origin=tuple(old.source) if retells else ())
    new = claim(
        "new",
        by=("other",) if retells else old.by,
        source=("new",),
        corroborates=(old.id,),
    )
    graph.actors.append(actor("other"))
    house = graph.ledger()
    before = house.records("claim")[old.id].corroboration
    is_carried = not house.evidence.is_withdrawn(old.id) and old.source
    if not is_carried or (retells and not set(old.source) <= {*house.evidence.carrying(old)}):
        return  # who retells what is gone is a voice of his own now
    graph.sources.append(new_source)
    graph.claims.append(new)
    after = graph.ledger().records("claim")[old.id].corroboration
    assert after.independent <= before.independent


# -- by example ---------------------------------------------------------------------------------


def house(*records: Record, **of_source: Any) -> Ledger:
    return ledger(
        facts("people", actor("e5")),
        note("n", source("s", **of_source), claim("c", replaced_by=("d",)), claim("d")),
        facts("b", *records),
    )


def test_the_reason_names_the_day_and_what_stands_instead() -> None:
    one = house(judgement("j", basis=("c",)), retracted="2026-03-04", retraction="Wrong")
    assert one.loss("source", "s") == Loss("withdrawn", "2026-03-04", "Wrong")
    assert one.loss("claim", "c") == Loss("withdrawn", "2026-03-04", "Wrong", "s")
    assert one.loss("judgement", "j") == Loss("falls")
    assert one.loss("claim", "nobody's") is None
    assert house().loss("claim", "c") is None


def test_what_replaces_a_claim_is_followed_to_what_stands() -> None:
    def replaced(**withdrawn: str) -> tuple[str, ...]:
        chain = {"a": ("b",), "b": ("c", "d"), "c": ("a",), "d": ()}
        made = [
            claim(one, replaced_by=by, withdrawn=withdrawn.get(one)) for one, by in chain.items()
        ]
        found = ledger(facts("p", actor("e5"), *made)).loss("claim", "a")
        assert found is not None
        return found.replaced_by

    assert replaced(a="2026") == ("b",)
    assert replaced(a="2026", b="2026") == ("c", "d")
    assert replaced(a="2026", b="2026", c="2026") == ("d",)
    assert replaced(a="2026", b="2026", c="2026", d="2026") == ()


def test_a_claim_goes_with_the_last_of_its_sources() -> None:
    def loss(**days: str | None) -> Loss | None:
        made = [source(one, retracted=day) for one, day in days.items()]
        page = facts("p", actor("e5"), *made, claim("c", source=tuple(days)))
        return ledger(page).loss("claim", "c")

    assert loss(s="2026-03", t="2026-02") == Loss("withdrawn", "2026-03", source="s")
    assert loss(s="2026-03", t=None) is None


class Finding(Record, frozen=True, kw_only=True):
    """A kind of others that rests on records of any kind."""

    kind_name, plural, argument, rests_on = "finding", "findings", "what", "shown_by"
    what: Annotated[str, shape.LINE]
    shown_by: Annotated[tuple[str, ...], shape.names("claim", shape.EVERY)] = ()


def test_kinds_of_others_that_rest_on_records_are_treated_alike() -> None:
    finding = Finding(id="f", what="f", shown_by=("claim:c", "judgement:j"))
    pages = [
        note("n", source("s", retracted="2026"), claim("c")),
        facts("b", actor("e5"), event("v", "2026"), judgement("j", basis=("event:v",)), finding),
    ]
    kinds = Kinds([*KINDS.values(), Finding])
    of = Ledger({page.docname: page for page in pages}, kinds=kinds)
    assert of.loss("finding", "f") == Loss("weakened")
    assert of.resting_on("claim", "c") == (("finding", "f"),)
    assert [*map(tuple, of.what_if("event", "v"))] == [
        ("judgement", "j", "falls"),
        ("finding", "f", "falls"),
    ]


@pytest.mark.parametrize("length", [1, 3, 2000])
def test_circles_and_long_chains_end(length: int) -> None:
    made: Mapping[str, tuple[str, ...]] = {
        f"j{n}": (f"judgement:j{(n + 1) % length}", "c") if length > 1 else ("c",)
        for n in range(length)
    }
    records = [judgement(one, basis=basis) for one, basis in made.items()]
    found = house(*records, retracted="2026").records("judgement")
    assert {record.standing for record in found.values()} == {"falls"}
    assert {record.fragility for record in found.values()} == {0}
    assert {one.fragility for one in house(*records).records("judgement").values()} == {1}


def test_what_rests_on_nothing_stands() -> None:
    found = house(
        judgement("j"),
        judgement("k", basis=("judgement:l",)),
        judgement("l", basis=("judgement:k",)),
    ).records("judgement")
    assert [(one.standing, one.fragility) for one in found.values()] == [
        ("stands", None),
        ("stands", 0),
        ("stands", 0),
    ]
