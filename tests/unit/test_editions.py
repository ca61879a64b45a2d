"""What an edition holds, and what has changed in meaning between two of them.

Hundreds of seeded edits say what they mean; a model of the brief, which knows which record is which
whatever it is called, says which changes there must be, and that there are no others.
"""

import copy
from collections.abc import Iterable
from random import Random
from typing import Any

import pytest

from sphinx_briefing.editions import Change, Edition, changes, edition_of, told
from sphinx_briefing.editions.matching import matched
from sphinx_briefing.editions.model import Kept
from sphinx_briefing.ledger.known import known_to
from sphinx_briefing.records import KINDS
from sphinx_briefing.records.conventions import Conventions
from tests.drafts import MEANT, WORDS, Draft, Named, draft

EDITS = 500


def frozen(of: Draft) -> Edition:
    house, page = of.ledger()
    return edition_of(known_to(house, page.docname), page, Conventions())


def compared(before: Draft, after: Draft) -> list[Change]:
    return changes(frozen(before), frozen(after), KINDS)


def is_named(one: Named, found: Iterable[Change]) -> bool:
    for change in found:
        if (change.record.kind, change.record.id, change.what) != (one.kind, one.id, one.what):
            continue
        moves = {move.field: move for move in change.moves}
        if one.moved and one.moved not in moves:
            continue
        named = {kept.key for cause in change.causes for kept in cause.records}
        named |= {key for move in change.moves if isinstance(move.after, tuple)
                  for key in move.after}  # fmt: skip
        if one.cause is None or one.cause in named:
            return True
    return False


def expected(before: Draft, after: Draft) -> dict[tuple[int, str], set[str]]:
    """The changes that there must be, by the number of a record: what, and the fields moved."""
    old, new = before.meaning(), after.meaning()
    found: dict[tuple[int, str], set[str]] = {}
    for who in old.keys() | new.keys():
        kind, values = new.get(who) or old[who]
        if who not in old or who not in new:
            if kind != "claim":
                found[who, "new" if who in new else "dropped"] = set()
            continue
        earlier = old[who][1]
        moved = {name for name in values if values[name] != earlier[name]}
        if "status" in moved and not values.get("overdue"):
            moved.discard("overdue")
        if moved:
            found[who, "changed"] = moved
    return found


def said(before: Draft, after: Draft, found: Iterable[Change]) -> dict[tuple[int, str], set[str]]:
    def who(change: Change) -> int:
        of = before if change.what == "dropped" else after
        return of.who[change.key]

    return {(who(change), change.what): {move.field for move in change.moves} for change in found}


def without_second_mentions(
    wanted: dict[tuple[int, str], set[str]], found: dict[tuple[int, str], set[str]]
) -> dict[tuple[int, str], set[str]]:
    """A dispute between two claims may be named with either of them."""
    kept = {}
    for key, moved in wanted.items():
        left = moved - ({"disputed"} - found.get(key, set()))
        if left or not moved:
            kept[key] = left
    return kept


@pytest.mark.parametrize("part", range(10))
def test_each_change_of_meaning_is_named_and_no_rewording_is(part: int) -> None:
    for seed in range(part * EDITS // 10, (part + 1) * EDITS // 10):
        before = draft(seed % 40)
        after = copy.deepcopy(before)
        after.random = Random(seed)
        edits = [after.random.choice(MEANT) for _ in range(after.random.choice((1, 1, 1, 2, 3)))]
        done: list[str] = []
        named: list[Named] = []
        for edit in edits:
            if after.random.random() < 0.4:
                words = after.random.choice(WORDS)
                words(after)
                done.append(words.__name__)
                named = []  # ids may have changed, and the model below knows them
            named += edit(after)
            done.append(edit.__name__)
        found = compared(before, after)
        if len(edits) == 1:
            assert all(is_named(one, found) for one in named), (seed, done, told(found), named)
        listed = said(before, after, found)
        wanted = without_second_mentions(expected(before, after), listed)
        assert listed == wanted, (seed, done, told(found))
        assert pairs_named(before, after, found), (seed, done, told(found))
        assert all(map(is_explained, found)), (seed, done, told(found))


def is_explained(change: Change) -> bool:
    """Whether something is named as the cause where a record is worth less than it was."""
    falls = any(move.field == "standing" and move.way < 0 for move in change.moves)
    is_withdrawn = change.record.kind == "claim" and "withdrawn" in change.record.values
    return not falls or is_withdrawn or bool(change.causes)


def pairs_named(before: Draft, after: Draft, found: Iterable[Change]) -> bool:
    """Whether each dispute that has come or gone is named with one of its claims."""
    old, new = disputes(before), disputes(after)
    both = before.meaning().keys() & after.meaning().keys()
    wanted = {pair for pair in old ^ new if pair & both}
    named = set()
    for change in found:
        for move in change.moves:
            if move.field == "disputed":
                for key in (*move.before, *move.after):
                    other = after.who.get(key) or before.who[key]
                    named.add(frozenset({after.who[change.key], other}))
    return named == wanted


def disputes(of: Draft) -> set[frozenset[int]]:
    return {
        frozenset({who, other})
        for who, (kind, values) in of.meaning().items()
        for other in values.get("disputed", ())
    }


@pytest.mark.parametrize("part", range(5))
def test_mere_words_change_nothing(part: int) -> None:
    for seed in range(part * 100, (part + 1) * 100):
        before = draft(seed % 40)
        after = copy.deepcopy(before)
        after.random = Random(seed)
        edits = [after.random.choice(WORDS) for _ in range(after.random.choice((1, 1, 2, 4)))]
        for edit in edits:
            edit(after)
        found = compared(before, after)
        assert found == [], (seed, [edit.__name__ for edit in edits], told(found))


# -- which record is which ------------------------------------------------------------------------

VIK = "The harbour of Vik will open to all ships by the first of May"


def judged(identifier: str, statement: str, *basis: str, **values: Any) -> Kept:
    fields = {"likelihood": "likely", "basis": tuple(f"claim:{one}" for one in basis), **values}
    return Kept("judgement", identifier, statement, fields)


def edition(*records: Kept) -> Edition:
    return Edition("R", 1, records={one.key: one for one in records}, knows=frozenset(KINDS))


def is_the_same(one: Kept, other: Kept) -> bool:
    return one.key in matched(edition(one), edition(other), KINDS)


@pytest.mark.parametrize(
    "words",
    [
        VIK.upper() + ".",
        "By the first of May the harbour of Vik will open to all ships",
        "The harbour of Vik will be open to all ships by the first of May",
        "We judge that the harbour of Vik will open to all ships by the first of May",
    ],
)
def test_a_polished_statement_of_another_id_is_the_same(words: str) -> None:
    assert is_the_same(judged("a", VIK, "c"), judged("b", words, "c"))


@pytest.mark.parametrize(
    "words",
    [
        "The harbour of Vik will not open to all ships by the first of May",
        "The harbour of Vik will open to all ships by the first of June",
        "The harbour of Vik will open to some ships by the first of May",
        "The harbour of Oss will stay closed until the dredging of its basin is done",
        "Vik opens",
    ],
)
def test_another_statement_of_another_id_is_another(words: str) -> None:
    assert not is_the_same(judged("a", VIK, "c"), judged("b", words, "c"))


def test_a_number_makes_two_statements_of_one() -> None:
    text = "Norland will order {} of the new ferries before the end of this year"
    assert not is_the_same(judged("a", text.format(12), "c"), judged("b", text.format(21), "c"))


def test_of_two_statements_that_are_as_like_none_is_taken() -> None:
    old = edition(judged("a", "The northern harbour will open to large ships this spring", "c"))
    new = edition(
        judged("b", "The northern harbour will open to large ferries this spring", "c"),
        judged("d", "The northern harbour will open to large tankers this spring", "c"),
    )
    assert matched(old, new, KINDS) == {}


def test_what_revises_another_takes_its_place() -> None:
    old = edition(judged("a", VIK, "c", likelihood="unlikely"))
    new = edition(judged("b", "Ships will be let in", "c", revises=("a",)))
    (change,) = changes(old, new, KINDS)
    (move,) = change.moves
    assert (change.record.id, move.before, move.after, move.way) == ("b", "unlikely", "likely", 1)


def test_of_equal_statements_those_go_together_that_agree_in_most() -> None:
    old = edition(judged("a", VIK, "c"), judged("b", VIK, "d", likelihood="unlikely"))
    new = edition(judged("x", VIK, "d", likelihood="unlikely"), judged("y", VIK, "c"))
    found = matched(old, new, KINDS)
    assert found == {("judgement", "a"): ("judgement", "y"), ("judgement", "b"): ("judgement", "x")}


def test_the_words_of_two_scales_are_compared_by_their_bands() -> None:
    old, new = judged("a", VIK, likelihood="roughly even chance"), judged("a", VIK)
    (change,) = changes(edition(old), edition(new), KINDS)
    assert change.moves[0].way == 1
    same = changes(edition(judged("a", VIK, likelihood="of old")), edition(new), KINDS)
    assert same[0].moves[0].way == 0


def test_what_an_edition_was_frozen_without_is_not_compared() -> None:
    old = Edition("R", 1, records={}, knows=frozenset({"source"}))
    assert changes(old, edition(judged("a", VIK)), KINDS) == []
    older, newer = judged("a", VIK), judged("a", VIK, standing="falls")
    assert changes(edition(older), edition(newer), KINDS) == []


def test_two_sources_of_one_title_on_two_days_are_two() -> None:
    def report(identifier: str, day: str) -> Kept:
        return Kept("source", identifier, "Press briefing", {"retracted": None, "date": day})

    old, new = report("a", "2026-01-01"), report("b", "2026-02-01")
    assert [change.what for change in changes(edition(old), edition(new), KINDS)] == [
        "new", "dropped",
    ]  # fmt: skip
    assert is_the_same(old, report("b", "2026-01-01"))


def test_of_what_has_changed_below_the_nearest_is_named() -> None:
    before = draft(1)
    claim = before.under("claim")[0]
    after = copy.deepcopy(before)
    after.change(("source", claim.source[0]), retracted="2026-02-20")
    for change in compared(before, after):
        named = {kept.kind for cause in change.causes for kept in cause.records}
        if change.record.kind == "judgement":
            assert named == {"claim"}
        elif change.record.kind == "claim":
            assert named == {"source"}
