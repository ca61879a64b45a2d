"""Questions that are noted: nothing gets past them, and equal digests mean equal answers."""

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_briefing.houses.reading import read as read_ledger
from sphinx_briefing.ledger import Ledger, PageFacts, Query
from sphinx_briefing.ledger.answers import Answers, Asked
from sphinx_briefing.ledger.houses import House
from sphinx_briefing.ledger.question_lines import read, written
from sphinx_briefing.ledger.strict import Strict
from sphinx_briefing.ledger.trace import Memo, TracedLedger
from sphinx_briefing.records import KINDS, Kinds, Record
from sphinx_briefing.records import fields as shape
from tests.asking import WAYS, walked
from tests.houses import data_of
from tests.ledgers import (
    actor,
    brief,
    claim,
    commitment,
    event,
    facts,
    judgement,
    ledger,
    note,
    position,
    source,
    term,
    topic,
)

NOT_FOR_PAGES = {
    "anchors", "calendar", "captions", "diagnostics", "every", "evidence", "house_of", "houses",
    "index", "links", "names", "names_within", "prose_digest", "prose_names", "prose_of",
    "records_of", "title_elsewhere", "views",
}  # fmt: skip
"""What of a ledger is no question that a page may ask."""

OF_THE_TRACE = {"apart", "asked", "docname", "linked", "note", "question"}


def public(thing: object) -> set[str]:
    names = {*dir(type(thing)), *vars(thing)}
    return {name for name in names if not name.startswith("_")}


def traced(of: Ledger, docname: str = "") -> TracedLedger:
    return TracedLedger(Answers(of), docname)


def asked(by: TracedLedger) -> set[Asked]:
    return {by.question(number) for number in by.asked}


def test_pages_are_offered_all_questions_and_nothing_else() -> None:
    house = ledger(facts("a", actor("e5")))
    assert public(house) - NOT_FOR_PAGES == public(traced(house)) - OF_THE_TRACE


@pytest.mark.parametrize("name", [*sorted(NOT_FOR_PAGES), "anything"])
def test_what_is_no_question_is_no_attribute(name: str) -> None:
    with pytest.raises(AttributeError):
        getattr(traced(ledger(facts("a", actor("e5")))), name)


def test_every_question_is_walked_below() -> None:
    house = traced(ledger(facts("a", actor("e5"))))
    unasked = {"ceilings", "is_english", "kinds"}  # matters of the configuration
    assert public(house) - OF_THE_TRACE - unasked == set(WAYS)


# -- the law ------------------------------------------------------------------------------------


def corpus(rng: random.Random, edits: int) -> Ledger:
    """A small corpus; each edit changes one thing of it."""
    base = random.Random(5)
    values: dict[str, Any] = {}

    def pick(name: str, *choices: Any) -> Any:
        values[name] = base.choice(choices)
        return name, choices

    slots = [
        pick("e5.name", "E5", "The Five", "Norland"),
        pick("e5.aliases", (), ("Five",), ("LEAP",)),
        pick("e5.tlp", None, "RED"),
        pick("e5.text", "", "Of LEAP and Norland.", "Leaps agreed."),
        pick("kremlin.speaks", (), ("e5",)),
        pick("leap.name", "LEAP", "leap"),
        pick("c1.by", ("e5",), ("kremlin",)),
        pick("c1.joins", (), ("c2",)),
        pick("c2.disputes", (), ("c1",), ("c3",), ("un:c1",)),
        pick("c2.statement", "Two", "The E5 agreed"),
        pick("c3", True, False),
        pick("c3.topic", (), ("peace",)),
        pick("s1.date", "2026", "2027"),
        pick("s2.origin", (), ("s1",)),
        pick("s2.reliability", None, "A", "E"),
        pick("s1.title", "One", "Norland Gazette"),
        pick("n1.tlp", None, "RED", "GREEN"),
        pick("n2.title", "N2", "Norland"),
        pick("b1.as_of", None, "2026-01"),
        pick("b2.supersedes", None, "R1"),
        pick("b1.summary", None, "The E5 agreed."),
        pick("m1.due", "2025", "2030"),
        pick("c1.withdrawn", None, "2026-02"),
        pick("c1.replaced", (), ("c2",), ("c3",)),
        pick("s2.retracted", None, "2026-03"),
        pick("s2.retraction", None, "It was wrong"),
        pick("j1.basis", ("c1",), ("c1", "c2"), ("source:s2", "event:krakow")),
        pick("j2.basis", ("judgement:j1",), ("c3", "judgement:j1"), ()),
        pick("rest.prose", "The E5 agreed.", "Leaps of Norland.", "Nothing."),
        pick("offices", (), ("Minister, Norland (2020/2026)", "Envoy")),
        pick("lines", 10, 20),
        pick("extra", (), ("c4",)),
        pick("position", True, False),
        pick("un.statement", "Grain flows again", "The E5 agreed"),
        pick("un.tlp", None, "RED"),
        pick("un.wikidata", "Q1", None),
        pick("un.withdrawn", None, "2026-02-10"),
        pick("un.retracted", None, "2026-02-10"),
        pick("un.date", "2026-02-01", "2026-05"),
        pick("un.pages", "", "https://un.example/", "https://un.example/b/"),
        pick("un.title", "", "The UN desk"),
    ]
    for _ in range(edits):
        name, choices = rng.choice(slots)
        values[name] = rng.choice(choices)
    v = values
    people = [
        actor(
            "e5",
            name=v["e5.name"],
            aliases=v["e5.aliases"],
            tlp=v["e5.tlp"],
            text=v["e5.text"],
            line=v["lines"],
        ),
        actor(
            "kremlin",
            name="Kremlin",
            speaks_for=v["kremlin.speaks"],
            offices=v["offices"],
            wikidata="Q1",
        ),
        term("leap", name=v["leap.name"]),
        topic("peace"),
    ]
    first = [
        claim(
            "c1",
            by=v["c1.by"],
            corroborates=v["c1.joins"],
            withdrawn=v["c1.withdrawn"],
            replaced_by=v["c1.replaced"],
        ),
        commitment("m1", due=v["m1.due"]),
    ]
    second: list[Record] = [
        claim("c2", statement=v["c2.statement"], disputes=v["c2.disputes"]),
        *([claim("c3", topic=v["c3.topic"])] if v["c3"] else []),
        *(claim(extra) for extra in v["extra"]),
        *([position("p1", topic=("peace",))] if v["position"] else []),
    ]
    about: dict[str, Any] = {"date": "2026-02", "reference": "R1", "summary": v["b1.summary"]}
    pages: list[PageFacts] = [
        facts("people", *people, title="People"),
        note(
            "notes/n1",
            source("s1", title=v["s1.title"], date=v["s1.date"]),
            *first,
            tlp=v["n1.tlp"],
            title="N1",
        ),
        note(
            "notes/n2",
            source(
                "s2",
                reliability=v["s2.reliability"],
                origin=v["s2.origin"],
                retracted=v["s2.retracted"],
                retraction=v["s2.retraction"],
            ),
            *second,
            title=v["n2.title"],
        ),
        brief(
            "briefs/b1",
            judgement("j1", basis=v["j1.basis"]),
            judgement("j2", basis=v["j2.basis"]),
            about=about | {"as_of": v["b1.as_of"]},
            title="B1",
        ),
        brief("briefs/b2", about={"date": "2026-03", "supersedes": v["b2.supersedes"]}),
        facts("rest", event("krakow", "2026-02"), prose=v["rest.prose"]),
    ]
    choices = ("statement", "tlp", "wikidata", "withdrawn", "retracted", "date")
    theirs = read_ledger(data_of(**{one: v[f"un.{one}"] for one in choices}), "un", KINDS)
    markings, titles = theirs.markings, theirs.titles
    un = House("un", v["un.title"], tuple(theirs.entries), titles, markings, v["un.pages"])
    return ledger(*pages, houses={"un": un})


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(1, 3))
@settings(max_examples=400, deadline=None)
def test_equal_digests_mean_equal_answers(seed: int, change: int, edits: int) -> None:
    start = random.Random(change)
    before, after = corpus(start, 3), corpus(random.Random(change), 3 + edits)
    first = traced(before, "rest")
    seen = walked(first, seed)
    lines = [written(question) for question in asked(first)]
    digests = {line: Answers(before).digest(read(line)) for line in lines}
    answers = Answers(after)
    is_read = list(before.prose_of("rest")) != list(after.prose_of("rest"))  # again, itself
    is_same = all(answers.digest(read(line)) == digest for line, digest in digests.items())
    if is_same and not is_read:
        again = traced(after, "rest")
        assert walked(again, seed) == seen
        assert asked(again) == asked(first)


class Sighting(Record, frozen=True, kw_only=True):
    """A kind of others, which is listed with what it names."""

    kind_name, plural, argument = "sighting", "sightings", "what"
    dated_by = ("seen",)
    what: Annotated[str, shape.LINE]
    of: Annotated[tuple[str, ...], replace(shape.names("actor", "term"), reverse="Seen")] = ()
    seen: Annotated[str | None, shape.DATE] = None


SIGHTINGS = st.dictionaries(
    st.sampled_from(["a", "b", "c"]),
    st.tuples(
        st.lists(st.sampled_from(["actor:e5", "term:leap"]), unique=True),
        st.sampled_from([None, "2026", "2025"]),
    ),
)


@given(SIGHTINGS, SIGHTINGS)
@settings(deadline=None)
def test_what_is_listed_with_a_record_is_known_by_its_digest(one: Any, two: Any) -> None:
    def house(written: Mapping[str, tuple[list[str], str | None]]) -> Ledger:
        seen = [Sighting(id=i, what=i, of=(*of,), seen=day) for i, (of, day) in written.items()]
        page = facts("a", actor("e5"), term("leap"), *seen)
        return Ledger({"a": page}, kinds=Kinds([*KINDS.values(), Sighting]))

    before, after = house(one), house(two)
    for key in (("actor", "e5"), ("term", "leap")):
        answers = [traced(of).referring_to(*key) for of in (before, after)]
        digests = [Answers(of).digest(("referring_to", *key)) for of in (before, after)]
        assert (answers[0] == answers[1]) == (digests[0] == digests[1])
        named = [i for i, (of, _day) in one.items() if ":".join(key) in of]
        listed = [i for _kind, _field, ids in answers[0] for i in ids]
        assert sorted(listed) == sorted(named)
        assert [one[i][1] or "9" for i in listed] == sorted(one[i][1] or "9" for i in named)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
@settings(max_examples=100, deadline=None)
def test_traced_answers_are_those_of_the_ledger(seed: int, change: int) -> None:
    house = corpus(random.Random(change), 5)
    bare = walked(_Bare(house), seed)
    assert walked(traced(house, "rest"), seed) == bare


class _Bare:
    """A ledger whose records have no line and no mentions."""

    def __init__(self, house: Ledger) -> None:
        self._house = house

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._house, name)
        if callable(found) and hasattr(found, "__self__"):
            return lambda *arguments: _stripped(found(*arguments))
        return _stripped(found)


def _stripped(what: Any) -> Any:
    if isinstance(what, msgspec.Struct):
        if hasattr(what, "mentions"):
            return msgspec.structs.replace(what, line=0, mentions=())
        if hasattr(what, "record"):
            bare = msgspec.structs.replace(what.record, line=0, mentions=())
            return msgspec.structs.replace(what, record=bare, lines={}, path="", where=())
    if isinstance(what, Mapping) and not isinstance(what, Kinds):
        return {key: _stripped(value) for key, value in what.items()}
    return tuple(map(_stripped, what)) if type(what) is tuple else what


# -- what is noted ------------------------------------------------------------------------------


def test_a_question_reads_as_it_was_written() -> None:
    query = Query(ids=("a",), values=(("by", ("e5",)),), within=frozenset({"b", "a"}), limit=2)
    for question in (
        ("record", "claim", "c1"),
        ("select", "claim", query),
        ("select", "claim", Query()),
        ("find_all", "actor", ("E5", "Kremlin")),
        ("as_of",),
        ("mentions_in", "Über \x00 'x'"),
        ("find", "actor", "\ud83d half"),
    ):
        assert read(written(question)) == question
        assert "\n" not in written(question)


def test_what_is_not_shown_does_not_count() -> None:
    def house(**of_other: Any) -> Ledger:
        return ledger(facts("p", actor("e5"), actor("other", **of_other)), facts("q", claim("c")))

    page = traced(house(), "q")
    page.get("actor", "e5")
    page.select("claim", Query())
    page.named("actor", "E5")
    page.mentions_in("E5 agreed")
    for other in (house(name="Else"), house(text="More.", line=70), house(aliases=("Elsewhere",))):
        one, another = Answers(house()), Answers(other)
        for question in asked(page):
            assert one.digest(question) == another.digest(question), question


def test_names_in_prose_are_noted_by_their_place() -> None:
    house = ledger(
        facts("p", actor("e5", name="E5", text="Of LEAP.")), facts("q", prose="The E5 agreed.")
    )
    page = traced(house, "q")
    page.mentions_in("The E5 agreed.")
    page.entry("actor", "e5")
    page.mentions_in("Of LEAP.")
    page.mentions_in("words of a layout")
    noted = {question[:1] for question in asked(page)}
    assert noted == {("prose",), ("record",), ("said",), ("mentions_in",)}


def test_what_is_made_once_counts_for_all_who_use_it() -> None:
    house = traced(ledger(facts("p", actor("e5"), actor("f6"))))
    memo: Memo[str, Any] = Memo(house)
    for _ in range(2):
        with house.apart() as noted:
            memo.of("e5", lambda: house.get("actor", "e5"))
        assert {house.question(number) for number in noted} == {("record", "actor", "e5")}
    assert house.asked == noted


@given(st.integers(0, 10**9), st.integers(0, 10**9))
@settings(max_examples=200, deadline=None)
def test_strict_records_that_are_handed_out_are_seen(seed: int, change: int) -> None:
    house = corpus(random.Random(change), 6)
    strict = Strict(house, "CLEAR")
    answers = Answers(house)
    page = TracedLedger(answers, "rest")
    seen = " ".join(map(str, walked(page, seed)))
    handed = {
        key for number in page.asked for key in strict.handed_by(answers.asked[number], answers)
    }
    for (kind, identifier), record in strict.records.items():
        if f"id={identifier!r}" in seen and record.title_text in seen:
            assert (kind, identifier) in handed
