"""Competing hypotheses: laws of what tells them apart, of their order, and of what it hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_briefing.ledger import Ledger
from sphinx_briefing.ledger.evidence import joined
from sphinx_briefing.ledger.hypotheses import MARKS, Comparison, Places
from sphinx_briefing.ledger.known import known_to
from tests.ledgers import (
    actor,
    brief,
    claim,
    event,
    facts,
    hypothesis,
    judgement,
    ledger,
    note,
    said,
    source,
    topic,
)

LAW = settings(deadline=None, max_examples=50)

TOPICS = facts("topics", topic("donbas"), topic("peace"))
PEOPLE = facts("people", *(actor(f"a{n}") for n in range(4)), actor("e5"))
WIRES = facts("wires", source("w0"), source("w1"))
SOURCES = facts(
    "sources", *(source(f"s{n}", reliability="ABCD"[n], origin=(f"w{n % 3}",) if n % 3 < 2 else ())
                 for n in range(4)),
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """Claims by id, each with its source and speaker, and the marks of each hypothesis."""

    claims: Mapping[str, tuple[str, str]]
    marks: Mapping[str, Mapping[str, str]]
    gone: frozenset[str] = frozenset()
    resting: Mapping[str, Sequence[str]] | None = None
    """Judgements, each with the claims that it rests on."""

    def house(self, turned: bool = False) -> Ledger:
        claims: list[Any] = [
            claim(one, source=(of,), by=(by,), **({"withdrawn": "2026-01"} if one in self.gone
                                                  else {}))
            for one, (of, by) in self.claims.items()
        ]  # fmt: skip
        claims += [judgement(one, basis=tuple(on)) for one, on in (self.resting or {}).items()]
        guesses = [
            hypothesis(one, **{
                mark: tuple(sorted((c for c, m in marks.items() if m == mark), reverse=turned))
                for mark in MARKS
            })
            for one, marks in self.marks.items()
        ]  # fmt: skip
        pages = [TOPICS, PEOPLE, WIRES, SOURCES, facts("claims", *_turned(claims, turned)),
                 facts("guesses", *_turned(guesses, turned))]  # fmt: skip
        return ledger(*_turned(pages, turned), as_of="2026-06")

    def compared(self, turned: bool = False) -> Comparison:
        (found,) = self.house(turned).competing(*self.marks)
        return found

    def without(self, *claims: str) -> Places:
        """The order of the hypotheses if claims were withdrawn, or judgements never made."""
        marks = {
            one: {c: m for c, m in of.items() if c in self.claims or c not in claims}
            for one, of in self.marks.items()
        }
        (found,) = replace(self, marks=marks, gone=self.gone | {*claims}).house().competing(*marks)
        return found.places

    def named(self) -> set[str]:
        return {one for marks in self.marks.values() for one in marks}


def _turned(items: Sequence[Any], turned: bool) -> list[Any]:
    return [*reversed(items)] if turned else [*items]


@st.composite
def cases(draw: st.DrawFn, least: int = 2, *, judged: bool = False) -> Case:
    claims = {
        f"c{n}": (f"s{draw(st.integers(0, 3))}", f"a{draw(st.integers(0, 3))}")
        for n in range(draw(st.integers(0, 6)))
    }
    resting = {
        f"j{n}": draw(st.lists(st.sampled_from([*claims]), min_size=1, max_size=3, unique=True))
        for n in range(draw(st.integers(0, 2)) if judged and claims else 0)
    }  # fmt: skip
    marks = {
        f"h{n}": {
            one: mark for one in (*claims, *resting)
            if (mark := draw(st.sampled_from(("", "inconsistent", *MARKS))))
        }
        for n in range(draw(st.integers(least, 4)))
    }  # fmt: skip
    gone = draw(st.frozensets(st.sampled_from(sorted(claims)), max_size=2)) if claims else ()
    return Case(claims, marks, frozenset(gone), resting)


def voices(case: Case, claims: Iterable[str]) -> list[tuple[str, ...]]:
    """The voices of claims, told apart without the toolkit's classes: by source and speaker."""
    wire = {"s0": "w0", "s1": "w1", "s3": "w0"}
    return joined({
        one: {wire.get(case.claims[one][0], case.claims[one][0]), case.claims[one][1]}
        for one in claims
    })  # fmt: skip


def counted(case: Case, one: str) -> list[str]:
    """The claims that count against a hypothesis."""
    return [
        c for c, mark in case.marks[one].items()
        if mark == "inconsistent" and c not in case.gone
        and {marks.get(c, "") for marks in case.marks.values()} != {"inconsistent"}
    ]  # fmt: skip


@LAW
@given(cases())
def test_hypotheses_stand_in_the_order_of_the_voices_against_them(case: Case) -> None:
    found = case.compared()
    count = {one: len(voices(case, counted(case, one))) for one in case.marks}
    assert [(a.pieces, a.voices) for a in found.against] == [
        (len(counted(case, one)), count[one]) for one in found.hypotheses
    ]
    assert [{count[one] for one in place} for place in found.places] == [
        {number} for number in sorted({*count.values()})
    ]
    assert sorted(found.hypotheses) == sorted(case.marks)


@LAW
@given(cases(), st.sampled_from(MARKS), st.integers(0, 3), st.integers(0, 3))
def test_what_says_the_same_of_all_changes_no_order(
    case: Case, mark: str, of: int, by: int
) -> None:
    more = replace(
        case,
        claims={**case.claims, "more": (f"s{of}", f"a{by}")},
        marks={one: {**marks, "more": mark} for one, marks in case.marks.items()},
    )
    found = more.compared()
    assert found.places == case.compared().places
    assert ("claim", "more") not in [key for turn in found.turns if len(turn.without) == 1
                                     for key in turn.without]  # fmt: skip
    (piece,) = (one for one in found.evidence if one.id == "more")
    assert (piece.is_same, piece.pairs) == (True, 0)


@LAW
@given(cases(1, judged=True))
def test_the_order_in_which_things_are_written_does_not_matter(case: Case) -> None:
    assert case.compared() == case.compared(turned=True)


@LAW
@given(cases(1, judged=True), st.integers(0, 3), st.integers(0, 3), st.booleans())
def test_what_is_not_named_changes_nothing(case: Case, of: int, by: int, gone: bool) -> None:
    claims = {**case.claims, "unnamed": (f"s{of}", f"a{by}")}
    away = case.gone | ({"unnamed"} if gone else set())
    assert replace(case, claims=claims, gone=away).compared() == case.compared()


@LAW
@given(cases(judged=True))
def test_what_decides_the_order_is_what_does_when_it_is_withdrawn(case: Case) -> None:
    found = case.compared()
    told = {turn.without[0][1]: turn.places for turn in found.turns if len(turn.without) == 1}
    changing = {
        one: then for one in sorted(case.named()) if (then := case.without(one)) != found.places
    }
    assert {one: told[one] for one in told if one in case.named()} == changing
    for turn in found.turns:
        assert turn.places == case.without(*(one for _kind, one in turn.without))


@LAW
@given(cases())
def test_voices_decide_as_their_claims_do_together(case: Case) -> None:
    found = case.compared()
    told = {tuple(sorted(one for _, one in turn.without)): turn.places
            for turn in found.turns if len(turn.without) > 1}  # fmt: skip
    against = sorted({c for one in case.marks for c in counted(case, one)})
    many = [tuple(sorted(one)) for one in voices(case, against) if len(one) > 1]
    assert told == {one: then for one in many if (then := case.without(*one)) != found.places}


@LAW
@given(cases(judged=True))
def test_what_tells_most_apart_comes_first_and_what_counts_for_nothing_last(case: Case) -> None:
    pieces = case.compared().evidence
    assert {piece.id for piece in pieces} == case.named()
    groups = [(not p.counts, p.counts and p.is_same, -p.pairs) for p in pieces]
    assert groups == sorted(groups)
    for piece in pieces:
        seen = [mark for mark in piece.marks if mark]
        apart = [(a, b) for n, a in enumerate(seen) for b in seen[n + 1 :] if a != b]
        assert piece.pairs == (len(apart) if piece.counts else 0)


# -- examples -----------------------------------------------------------------------------------


def compared(*records: Any, as_of: str = "2026-06") -> tuple[Comparison, ...]:
    of = ledger(TOPICS, PEOPLE, WIRES, SOURCES, facts("p", *records), as_of=as_of)
    return of.competing(*(one.id for one in records if one.kind_name == "hypothesis"))


def test_of_equals_what_is_graded_best_stands_first() -> None:
    marks = {"consistent": ("x", "y", "z", "u")}
    (found,) = compared(
        claim("x", source=("s1",), credibility="2"), claim("y", source=("s0",)),
        claim("z", source=("s1",), credibility="1"), claim("u"),
        hypothesis("h1", **marks), hypothesis("h2", inconsistent=marks["consistent"]),
    )  # fmt: skip
    assert [piece.id for piece in found.evidence] == ["y", "z", "x", "u"]


def test_a_judgement_speaks_with_the_voices_that_it_rests_on() -> None:
    (found,) = compared(
        claim("x", source=("s0",), by=("a0",)), claim("y", source=("s1",), by=("a1",)),
        judgement("j", basis=("x", "y")),
        hypothesis("h1", inconsistent=("judgement:j", "x")), hypothesis("h2", consistent=("x",)),
    )  # fmt: skip
    assert found.places == (("h2",), ("h1",))
    assert found.against[1] == (2, 2)


def test_an_event_goes_with_its_source_and_a_source_with_what_it_says() -> None:
    gone = source("gone", retracted="2026-02")
    said_there = claim("c", source=("gone",))
    (found,) = compared(
        gone, said_there, event("e", "2026-01-02", source=("gone",)), event("free", "2026-01-03"),
        hypothesis("h1", inconsistent=("c", "event:e", "source:gone", "event:free")),
        hypothesis("h2"),
    )  # fmt: skip
    assert {piece.id for piece in found.evidence if piece.counts} == {"free"}
    assert found.against == ((0, 0), (1, 1))
    assert [turn.without for turn in found.turns] == [(("event", "free"),)]


def test_a_source_that_is_evidence_takes_with_it_what_it_says() -> None:
    (found,) = compared(
        claim("c", source=("s0",), by=("a0",)), claim("d", source=("s1",), by=("a1",)),
        hypothesis("h1", inconsistent=("c",), consistent=("source:s0",)),
        hypothesis("h2", inconsistent=("d",)),
    )  # fmt: skip
    turns = {turn.without: turn.places for turn in found.turns}
    assert turns[("source", "s0"),] == turns[("claim", "c"),] == (("h1",), ("h2",))


def test_each_question_has_a_comparison_of_its_own() -> None:
    found = compared(
        claim("c"), hypothesis("h1", consistent=("c",)), hypothesis("h2", question=("peace",)),
        hypothesis("h3", inconsistent=("c",)),
    )  # fmt: skip
    assert [(one.question, one.hypotheses) for one in found] == [
        ("donbas", ("h1", "h3")), ("peace", ("h2",))
    ]  # fmt: skip


def test_one_hypothesis_alone_has_its_evidence_and_no_order() -> None:
    (found,) = compared(claim("c"), hypothesis("h1", inconsistent=("c",)))
    assert (found.places, found.turns, len(found.evidence)) == ((("h1",),), (), 1)
    assert not found.evidence[0].is_same


def test_a_brief_knows_what_was_known_on_its_day() -> None:
    guesses = (hypothesis("h1", inconsistent=("new", "old")), hypothesis("h2", consistent=("old",)))
    of = ledger(
        TOPICS, PEOPLE,
        note("n1", source("n1", date="2026-01-05"), claim("old", by=("a0",), withdrawn="2026-04")),
        note("n2", source("n2", date="2026-03-05"), claim("new", by=("a1",))),
        brief("b", *guesses, about={"date": "2026-02-01"}),
    )  # fmt: skip
    (then,), (now,) = known_to(of, "b").competing("h1", "h2"), of.competing("h1", "h2")
    assert [(piece.id, piece.counts) for piece in then.evidence] == [("old", True)]
    assert {(piece.id, piece.counts) for piece in now.evidence} == {("old", False), ("new", True)}


# -- what is wrong with one ---------------------------------------------------------------------


def wrong(**fields: Any) -> list[tuple[str, int, str, str]]:
    lines = {"consistent": 11, "inconsistent": 12, "neutral": 13, "question": 14}
    page = facts("p", hypothesis("h1", **fields), bodies={"h1": {"lines": lines}})
    return said(ledger(TOPICS, PEOPLE, page, facts("c", claim("x"), claim("y"))))


def test_a_record_in_two_fields_is_said_once_and_counts_in_neither() -> None:
    fields = {"consistent": ("x", "y"), "inconsistent": ("x",), "neutral": ("claim:x",)}
    ((docname, line, code, message),) = wrong(**fields)
    assert (docname, line, code) == ("p", 12, "field")
    assert "hypothesis 'inconsistent' names claim 'x', as 'consistent' does" in message
    (found,) = compared(claim("x"), claim("y"), hypothesis("h1", **fields), hypothesis("h2"))
    assert {piece.id: piece.marks[found.hypotheses.index("h1")] for piece in found.evidence} == {
        "x": "", "y": "consistent"
    }  # fmt: skip


def test_several_records_in_two_fields_are_said_where_they_are_named_again() -> None:
    found = wrong(consistent=("x",), inconsistent=("y",), neutral=("y", "x"))
    assert [(line, code) for _, line, code, _ in found] == [(13, "field"), (13, "field")]
    assert [("'x'" in message, "'y'" in message) for *_, message in found] == [
        (True, False), (False, True)
    ]  # fmt: skip


def test_a_hypothesis_that_names_itself_is_said_once() -> None:
    ((_, line, code, message),) = wrong(neutral=("hypothesis:h1", "x"))
    assert (line, code) == (13, "field")
    assert "names the hypothesis itself; remove it" in message


def test_a_hypothesis_answers_one_question() -> None:
    ((_, line, code, message),) = wrong(question=("donbas", "Peace"))
    assert (line, code) == (14, "field")
    assert message == (
        "hypothesis 'question' names 2 records and may name one; 'donbas' is kept, take 'peace' out"
    )
    of = ledger(TOPICS, facts("p", hypothesis("h1", question=("Peace", "donbas"))))
    assert of.records("hypothesis")["h1"].question == ("peace",)
