"""What confidence some evidence can bear: by the laws that its module states, on random graphs."""

import operator
import os
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import permutations
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_briefing.config.ceilings import table as read_table
from sphinx_briefing.ledger import Ledger
from sphinx_briefing.ledger.ceilings import (
    CONDITIONS,
    LEVELS,
    USUAL,
    Backing,
    Table,
    ceiling,
    shortfalls,
)
from sphinx_briefing.ledger.known import on_day
from sphinx_briefing.records import Assumption, Claim, Judgement, Record, Source
from sphinx_briefing.records.dates import span
from sphinx_briefing.vocabularies import CONFIDENCE, RELIABILITY
from tests.ledgers import actor, claim, event, facts, judgement, ledger, source

DAY = "2026-03-10"
DAYS = (None, "2020", "2025-04", "2026-03-01", "2026-03-09")
AHEAD = "2027"
"""A day that has not come."""
GRADES = (None, *RELIABILITY.values)
ACTORS = [f"a{n}" for n in range(4)]
KINDS = {"s": "source", "c": "claim", "v": "event", "t": "assumption", "j": "judgement"}

WORLDS = 5_000 if os.environ.get("BRIEFING_LONG_TESTS") else 120
LAW = settings(max_examples=WORLDS, deadline=None, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class World:
    """Records by id; the first letter of an id says its kind."""

    records: Mapping[str, Record] = field(default_factory=dict)

    def of(self, letter: str) -> list[str]:
        return [one for one in self.records if one[0] == letter]

    def with_(self, *records: Record) -> "World":
        return replace(self, records={**self.records, **{one.id: one for one in records}})

    def changed(self, identifier: str, **fields: Any) -> "World":
        return self.with_(msgspec.structs.replace(self.records[identifier], **fields))

    def based(self, identifier: str, *names: str) -> "World":
        """With more in the basis of a judgement."""
        basis = getattr(self.records[identifier], "basis")  # noqa: B009
        return self.changed(identifier, basis=(*basis, *map(named, names)))

    def ledger(self, rng: random.Random | None = None, as_of: str = DAY) -> Ledger:
        everything = [*(actor(one) for one in ("ax", *ACTORS[1:])), *self.records.values()]
        everything.append(actor(ACTORS[0], speaks_for=(ACTORS[1],)))
        if rng is None:
            return ledger(facts("p", *everything), as_of=as_of)
        rng.shuffle(everything)
        cut = rng.randrange(len(everything) + 1)
        pages = [facts("p", *everything[:cut]), facts("a", *everything[cut:])]
        return ledger(*pages[:: rng.choice((1, -1))], as_of=as_of)

    def backings(self, **of: Any) -> dict[str, Backing]:
        found = self.ledger(**of)
        return {one: found.backing("judgement", one) for one in self.of("j")}

    def profiles(self) -> dict[str, list[int]]:
        return {one: profile(found) for one, found in self.backings().items()}


ROWS = [
    {"reliability": grade, "age": age}
    for grade in RELIABILITY.values
    for age in (None, 20, 400, 4000)
]


def profile(found: Backing) -> list[int]:
    """All that any table could ask about some evidence, the more the better each.

    A ceiling rises and falls with these numbers, and for each of them there is a table that asks
    for nothing else.
    """
    most = len(found.voices) + 1
    lacking = [next(shortfalls(found, span(DAY), {**row, "voices": most})) for row in ROWS]
    return [*(one.has for one in lacking), -len(found.disputed), -len(found.assumptions)]


def named(identifier: str) -> str:
    return f"{KINDS[identifier[0]]}:{identifier}"


def height(found: Backing, table: Table) -> int:
    return CONFIDENCE.rank(ceiling(found, span(DAY), table))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    most = {"s": 5, "c": 6, "v": 1, "t": 2, "j": 4}
    counts = {letter: draw(st.integers(1, number)) for letter, number in most.items()}
    ids = {letter: [f"{letter}{n}" for n in range(count)] for letter, count in counts.items()}

    def some(letters: str, most: int, but: str = "") -> tuple[str, ...]:
        choices = [one for letter in letters for one in ids[letter] if one != but]
        if not choices:
            return ()
        return tuple(draw(st.lists(st.sampled_from(choices), max_size=most, unique=True)))

    def often(value: str) -> str | None:
        return draw(st.sampled_from((None, None, None, value, AHEAD)))

    found: list[Record] = []
    for one in ids["s"]:
        grade, date = draw(st.sampled_from(GRADES)), draw(st.sampled_from(DAYS))
        origin, gone = some("s", 1, one) if draw(st.booleans()) else (), often("2026-03-01")
        found.append(source(one, reliability=grade, date=date, origin=origin, retracted=gone))
    for one in ids["c"]:
        links = {
            name: some("c", 1, one) if draw(st.integers(0, 2)) == 0 else ()
            for name in ("corroborates", "disputes")
        }
        by = (draw(st.sampled_from(ACTORS)),)  # of whom two are one voice
        found.append(claim(one, by=by, source=some("s", 2), withdrawn=often("2026-03-01"), **links))
    found += [event(one, "2026", source=some("s", 1)) for one in ids["v"]]
    found += [Assumption(id=one, statement=one, source=some("s", 1)) for one in ids["t"]]
    for one in ids["j"]:
        found.append(judgement(one, basis=tuple(map(named, some("scvtj", 5, one)))))
    return World().with_(*found)


ROW = st.fixed_dictionaries(
    {},
    optional={
        "voices": st.integers(0, 4),
        "reliability": st.sampled_from(RELIABILITY.values),
        "age": st.sampled_from((0, 20, 400, 4000)),
        "disputed": st.integers(0, 2),
        "assumptions": st.integers(0, 2),
    },
)
TABLES = st.one_of(st.just(USUAL), st.fixed_dictionaries({}, optional=dict.fromkeys(LEVELS, ROW)))
SEEDS = st.integers(0, 1 << 30)
Profiles = Mapping[str, list[int]]


def never_lower(before: Profiles, after: Profiles) -> None:
    for one, was in before.items():
        assert all(map(operator.ge, after[one], was)), one


@LAW
@given(worlds(), SEEDS, st.sampled_from(GRADES), st.sampled_from(DAYS))
def test_a_new_voice_never_lowers(
    world: World, seed: int, grade: str | None, date: str | None
) -> None:
    rng = random.Random(seed)
    new = world.with_(source("sx", reliability=grade, date=date))
    borne_out = (rng.choice(world.of("c")),)
    bears = claim("cx", by=("ax",), source=("sx",), corroborates=borne_out)
    alone = claim("cx", by=("ax",), source=("sx",))
    before = world.profiles()
    never_lower(before, new.with_(bears).profiles())
    where = rng.choice(world.of("j"))
    never_lower(before, new.with_(alone).based(where, "cx").profiles())
    never_lower(before, new.based(where, "sx").profiles())


@LAW
@given(worlds(), SEEDS)
def test_a_dispute_never_raises(world: World, seed: int) -> None:
    disputed = random.Random(seed).choice(world.of("c"))
    before = world.profiles()
    for disputing in (claim("cx", by=("ax",), disputes=(disputed,)), *_disputing(world, disputed)):
        never_lower(world.with_(disputing).profiles(), before)


def _disputing(world: World, disputed: str) -> Iterator[Claim]:
    """Claims that are there already, and dispute one more."""
    for one in world.of("c"):
        record = world.records[one]
        if isinstance(record, Claim) and one != disputed:
            yield msgspec.structs.replace(record, disputes=(*record.disputes, disputed))


@LAW
@given(worlds(), SEEDS)
def test_an_assumption_never_raises(world: World, seed: int) -> None:
    rng = random.Random(seed)
    before = world.profiles()
    for more in (Assumption(id="tx", statement="X"), world.records[rng.choice(world.of("t"))]):
        after = world.with_(more).based(rng.choice(world.of("j")), more.id)
        never_lower(after.profiles(), before)


@LAW
@given(worlds(), SEEDS)
def test_a_withdrawal_raises_only_what_it_frees(world: World, seed: int) -> None:
    gone = random.Random(seed).choice([*world.of("c"), *world.of("s")])
    then = world.changed(gone, **{"withdrawn" if gone[0] == "c" else "retracted": "2026-03-01"})
    before, after = world.backings(), then.backings()
    ends_dispute = not _contested(world) <= _contested(then)
    for one, was in before.items():
        now = after[one]
        if not all(map(operator.le, profile(now), profile(was))):
            fewer = len(now.assumptions) < len(was.assumptions)
            assert ends_dispute or fewer or _parted(was, now)


def _contested(world: World) -> set[str]:
    """The claims that another one, which stands, contradicts."""
    of = world.ledger()
    stand = {one for one in world.of("c") if of.records("claim")[one].standing == "stands"}
    return {one for one in stand if stand.intersection(of.disputed_by(one))}


def _parted(was: Backing, now: Backing) -> bool:
    """Whether records that were one voice are several."""
    return any(
        sum(bool({*voice.records}.intersection(other.records)) for other in now.voices) > 1
        for voice in was.voices
    )


@LAW
@given(worlds())
def test_what_is_gone_counts_for_nothing(world: World) -> None:
    of = world.ledger()
    gone = {
        (kind, one)
        for letter, kind in KINDS.items()
        for one in world.of(letter)
        if of.evidence.standing(kind, one) in ("withdrawn", "falls")
    }
    for found in world.backings().values():
        disputed = [("claim", one) for one in found.disputed]
        sources = [("source", one.id) for voice in found.voices for one in voice.sources]
        spoken = [key for voice in found.voices for key in voice.records]
        assert gone.isdisjoint([*disputed, *sources, *spoken, *found.assumptions])
        assert {*found.disputed} <= _contested(world)
        assert [*found.disputed] == sorted(found.disputed)


@LAW
@given(worlds(), SEEDS)
def test_order_never_matters(world: World, seed: int) -> None:
    rng = random.Random(seed)
    shuffled = World()
    for identifier, record in rng.sample([*world.records.items()], len(world.records)):
        lists = {
            name: tuple(rng.sample(value, len(value)))
            for name in ("basis", "source", "corroborates", "disputes", "origin")
            if isinstance(value := getattr(record, name, None), tuple)
        }
        shuffled = shuffled.with_(record).changed(identifier, **lists)
    assert shuffled.backings(rng=rng) == world.backings()


@LAW
@given(worlds(), TABLES, TABLES)
def test_a_stricter_table_never_raises(world: World, one: Table, other: Table) -> None:
    both = {level: _both(one.get(level, {}), other.get(level, {})) for level in LEVELS}
    for found in world.backings().values():
        assert height(found, both) <= min(height(found, one), height(found, other))


def _both(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """A row that asks for all that two rows ask for."""
    stricter: Mapping[str, Callable[..., Any]] = {"voices": max}
    return {
        name: stricter.get(name, min)(row[name] for row in (one, other) if name in row)
        for name in {*one, *other}
    }


@LAW
@given(worlds(), worlds(), TABLES)
def test_a_ceiling_rises_with_what_tables_ask_about(one: World, two: World, table: Table) -> None:
    """So that the laws above, which are of profiles, hold for ceilings by any table."""
    found = [*one.backings().values(), *two.backings().values()]
    for low, high in permutations(found, 2):
        if all(map(operator.le, profile(low), profile(high))):
            assert height(low, table) <= height(high, table)


@LAW
@given(worlds(), st.sampled_from(("2019", "2025-06-01", "2026-03-05")), TABLES)
def test_an_earlier_day_knows_what_was_known_alone(world: World, day: str, table: Table) -> None:
    view, cut = on_day(world.ledger(as_of=""), span(day)), _known(world, day).ledger(as_of=day)
    for one in world.of("j"):
        found = view.backing("judgement", one)
        assert found == cut.backing("judgement", one)
        assert ceiling(found, span(day), table) == ceiling(
            cut.backing("judgement", one), span(day), table
        )


def _known(world: World, day: str) -> World:
    """What somebody would have written on a day."""

    def has_come(written: str | None) -> bool:
        return not written or span(written).first <= span(day).last

    def is_known(record: Record) -> bool:
        if isinstance(record, Source):
            return has_come(record.date)
        published = [world.records[one] for one in record.source]
        return not published or any(has_come(one.written_date) for one in published)

    known = {one: record for one, record in world.records.items() if is_known(record)}
    found = World()
    for identifier, record in known.items():
        fields: dict[str, Any] = {
            name: tuple(one for one in value if one.rpartition(":")[2] in known)
            for name in ("basis", "source", "corroborates", "disputes", "origin")
            if isinstance(value := getattr(record, name, None), tuple)
        }
        for name in ("withdrawn", "retracted"):
            if not has_come(getattr(record, name, None)):
                fields[name] = None
        found = found.with_(record).changed(identifier, **fields)
    return found


# -- examples -----------------------------------------------------------------------------------


def told(number: int, grade: str = "B", date: str = "2026-02", **fields: Any) -> list[Record]:
    """A claim of a voice of its own, and its source."""
    name = f"a{number + 1}"
    return [
        source(f"s{number}", reliability=grade, date=date),
        claim(f"c{number}", by=(name,), source=(f"s{number}",), **fields),
    ]


def borne(*records: Record, basis: str, table: Table = USUAL) -> str:
    judged = judgement("j", basis=tuple(map(named, basis.split())))
    return World().with_(*records, judged).ledger().ceiling("judgement", "j")


THREE = [*told(0), *told(1), *told(2)]
GUESS, *GUESSES = (Assumption(id=f"t{number}", statement=f"Guess {number}") for number in range(3))


@pytest.mark.parametrize(
    ("records", "basis", "level"),
    [
        (THREE, "c0 c1 c2", "high"),
        (THREE, "c0 c1", "moderate"),
        (THREE, "c0", "low"),
        (THREE, "", "low"),
        ([*told(0), *told(1, corroborates=("c0",), withdrawn="2026")], "c0", "low"),
        ([*told(0), *told(1), *told(2, grade="C")], "c0 c1 c2", "moderate"),
        ([*told(0), *told(1), *told(2, date="2025-01")], "c0 c1 c2", "moderate"),
        ([*told(0), *told(1, grade="D")], "c0 c1", "low"),
        ([*told(0), *told(1, date="2023")], "c0 c1", "low"),
        ([*told(0), *told(1), *told(2, corroborates=("c0",))], "c0 c1", "high"),
        ([*THREE, *told(1, corroborates=("c0",)), *told(2, corroborates=("c1",))], "c0", "high"),
        ([*told(0), *told(1, disputes=("c0",)), *told(2)], "c0 c2", "moderate"),
        ([*told(0), *told(1, disputes=("c0",), withdrawn="2026"), *THREE[4:]], "c0 c2", "moderate"),
        ([*THREE, claim("c3", by=("a1",), disputes=("c0", "c1"))], "c0 c1 c2", "low"),
        ([*THREE, claim("c3", by=("a1",), disputes=("c0",), withdrawn="2026")], "c0 c1 c2", "high"),
        ([*THREE, GUESS], "c0 c1 c2 t0", "moderate"),
        ([*THREE, GUESS, *GUESSES], "c0 c1 c2 t0 t1", "moderate"),
        ([*THREE, GUESS, *GUESSES], "c0 c1 c2 t0 t1 t2", "low"),
        ([*THREE, judgement("j0", basis=("claim:c0", "claim:c1", "claim:c2"))], "j0", "high"),
        ([*THREE, GUESS, judgement("j0", basis=("assumption:t0",))], "c0 c1 c2 j0", "moderate"),
        ([*THREE, judgement("j0", source=("s0",))], "j0", "low"),
        ([*THREE[:5], msgspec.structs.replace(THREE[5], source=())], "c0 c1 c2", "moderate"),
        ([source(f"s{n}", reliability="A", date="2026") for n in range(3)], "s0 s1 s2", "high"),
    ],
)
def test_what_evidence_bears(records: list[Record], basis: str, level: str) -> None:
    assert borne(*records, basis=basis) == level


def test_a_disputed_claim_that_bears_another_out_is_no_voice_but_no_dispute_of_it() -> None:
    against = claim("c3", by=("a3",), disputes=("c1",))
    found = World().with_(
        *told(0), *told(1, corroborates=("c0",)), against, judgement("j", basis=("claim:c0",))
    )
    backing = found.backings()["j"]
    assert [voice.records for voice in backing.voices] == [(("claim", "c0"),)]
    assert backing.disputed == ()


def test_to_dispute_what_makes_two_one_voice_does_not_part_them() -> None:
    both = claim("c2", by=("a3",), source=("s0", "s1"), corroborates=("c0",))
    judged = judgement("j", basis=("claim:c0", "claim:c1"))
    world = World().with_(*told(0), *told(1), both, judged)
    assert [len(voice.records) for voice in world.backings()["j"].voices] == [3]
    disputed = world.with_(claim("c3", by=("a3",), disputes=("c2",)))
    assert [len(voice.records) for voice in disputed.backings()["j"].voices] == [2]
    withdrawn = world.changed("c2", withdrawn="2026")
    assert [len(voice.records) for voice in withdrawn.backings()["j"].voices] == [1, 1]


def test_a_source_is_as_good_and_as_new_at_once() -> None:
    """A good old source and a bad new one do not make a good new one."""
    two = (source("s8", reliability="A", date="2019"), source("s9", reliability="E", date="2026"))
    told_twice = claim("c0", by=("a1",), source=("s8", "s9"))
    found = World().with_(*two, told_twice, judgement("j", basis=("c0",)))
    backing = found.ledger().backing("judgement", "j")
    for row, level in (
        ({"voices": 1, "reliability": "A"}, "high"),
        ({"voices": 1, "age": 365}, "high"),
        ({"voices": 1, "reliability": "A", "age": 365}, "moderate"),
    ):
        assert ceiling(backing, span(DAY), {"high": row}) == level


def test_a_level_asks_for_what_lower_ones_ask() -> None:
    nothing = Backing((), (), ())
    assert ceiling(nothing, None, {"moderate": {"voices": 1}}) == "low"
    assert ceiling(nothing, None, {"high": {"voices": 1}}) == "moderate"
    assert ceiling(nothing, None, {}) == ceiling(nothing, None, {"high": {}}) == "high"


def test_what_has_no_date_is_no_new_source() -> None:
    of = World().with_(*told(0, date=""), judgement("j", basis=("c0",))).ledger()
    backing = of.backing("judgement", "j")
    assert ceiling(backing, span(DAY), {"high": {"voices": 1, "age": 36_525}}) == "moderate"
    assert ceiling(backing, None, {"high": {"voices": 1}}) == "high"


def test_the_usual_table_is_one_that_a_house_may_write() -> None:
    problems: list[str] = []
    written = {level: dict(row) for level, row in USUAL.items()}
    assert read_table(written, problems) == written
    assert problems == []
    assert {*written} == {*LEVELS}
    assert {tuple(row) for row in written.values()} == {tuple(CONDITIONS)}
    assert Judgement.is_evidence is Assumption.is_evidence is False
