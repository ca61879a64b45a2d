"""Who carries a claim, who contradicts it, what is overdue: by example, without a page."""

import pytest

from sphinx_briefing.ledger import PageFacts
from sphinx_briefing.ledger.evidence import Chains, joined
from sphinx_briefing.records import Corroboration
from tests.ledgers import actor, claim, commitment, facts, ledger, note, said, source

PEOPLE = facts("people", actor("e5"), actor("kremlin"), actor("peskov", speaks_for=("kremlin",)))


def carried(*pages: PageFacts) -> dict[str, tuple[int, int]]:
    """By claim, the sources and the voices that carry it."""
    found: dict[str, tuple[int, int]] = {}
    for identifier, record in ledger(PEOPLE, *pages).records("claim").items():
        assert isinstance(record.corroboration, Corroboration)
        found[identifier] = record.corroboration.sources, record.corroboration.independent
    return found


def test_joined_claims_are_sorted_by_their_ids_wherever_they_stand() -> None:
    house = ledger(
        PEOPLE,
        note("a", source("s1"), claim("zeta", corroborates=("alpha",))),
        note("b", source("s2"), claim("mid", corroborates=("zeta",))),
        note("c", source("s3"), claim("alpha")),
        note("d", source("s4"), claim("alone")),
    )
    for name in ("alpha", "mid", "zeta"):
        assert house.joined_to(name) == ("alpha", "mid", "zeta")
    assert house.joined_to("alone") == ("alone",)
    assert house.joined_to("nobody's") == ("nobody's",)


@pytest.mark.parametrize("origins", [("wire", "radio"), ("radio", "wire")])
def test_a_source_that_retells_two_is_one_voice_with_either(origins: tuple[str, ...]) -> None:
    register = facts("register", source("wire"), source("radio"))
    for other in ("wire", "radio"):
        assert carried(
            register,
            note("a", source("paper", origin=origins), claim("a")),
            facts("b", claim("b", by=("kremlin",), source=(other,), corroborates=("a",))),
        ) == {"a": (2, 1), "b": (2, 1)}


def test_a_claim_of_two_speakers_is_one_voice_with_either() -> None:
    for other in ("e5", "peskov"):
        assert carried(
            note("a", source("s1"), claim("a", by=("e5", "kremlin"))),
            note("b", source("s2"), claim("b", by=(other,), corroborates=("a",))),
        ) == {"a": (2, 1), "b": (2, 1)}


def test_what_has_no_source_carries_nothing_but_joins_others() -> None:
    assert carried(
        note("a", source("s1"), claim("a")),
        facts("b", claim("b", by=("kremlin",), corroborates=("a",))),
        note("c", source("s3"), claim("c", by=("kremlin",), corroborates=("b",))),
    ) == {"a": (2, 2), "b": (2, 2), "c": (2, 2)}
    assert carried(facts("b", claim("b"))) == {"b": (0, 0)}


def test_two_claims_of_one_source_are_one_source_and_one_voice() -> None:
    page = note("a", source("s1"), claim("a"), claim("b", by=("kremlin",), corroborates=("a",)))
    assert carried(page) == {"a": (1, 1), "b": (1, 1)}


def test_a_dispute_counts_from_both_sides_and_in_the_order_of_ids() -> None:
    house = ledger(
        PEOPLE,
        note("a", source("s1"), claim("z", disputes=("m",)), claim("a", disputes=("m", "z"))),
        note("b", source("s2"), claim("m"), claim("n")),
    )
    assert house.disputed_by("m") == ("a", "z")
    assert house.disputed_by("z") == ("a", "m")
    assert house.disputed_by("n") == ()
    disputed = {name: record.disputed for name, record in house.records("claim").items()}
    assert disputed == {"a": True, "m": True, "n": False, "z": True}


def test_a_claim_neither_disputes_nor_bears_out_itself() -> None:
    page = note("a", source("s1"), claim("a", disputes=("a",), corroborates=("a", "b")), claim("b"))
    house = ledger(PEOPLE, page)
    assert house.disputed_by("a") == ()
    assert house.records("claim")["a"].corroborates == ("b",)
    assert [(line, code) for _, line, code, _ in said(house)] == [(10, "field"), (10, "field")]


def test_groups_keep_the_order_that_they_were_given_in() -> None:
    assert joined({"b": ["x"], "a": ["y"], "c": ["x", "z"]}) == [("b", "c"), ("a",)]


def test_a_circle_ends_at_its_smallest_id_and_what_leads_out_of_it_beyond() -> None:
    assert Chains({"b": ["c"], "c": ["b"]}).ends("b") == {"b"}
    leading_out = Chains({"b": ["c"], "c": ["b", "a"], "a": ["z"]})
    assert leading_out.ends("b") == leading_out.ends("c") == {"z"}
    assert Chains({"a": ["b", "c"], "b": ["c"]}).ends("a") == {"c"}
    assert Chains({}).ends("a") == {"a"}


@pytest.mark.parametrize(
    ("fields", "as_of", "overdue"),
    [
        ({"due": "2026-02-20"}, "2026-02-20", False),  # its day has not ended
        ({"due": "2026-02-20"}, "2026-02-21", True),
        ({"due": "2026-02"}, "2026-02-28", False),
        ({"due": "2026-02"}, "2026-03", True),
        ({"due": "2026-02-20"}, "2026-02", False),  # the day may be before
        ({"due": "2026-02-20/.."}, "2030", False),
        ({}, "2030", False),
        ({"due": "2026", "status": "met"}, "2030", False),
        ({"due": "2026", "status": "missed"}, "2030", False),
    ],
)
def test_overdue(fields: dict[str, str], as_of: str, overdue: bool) -> None:
    house = ledger(PEOPLE, facts("a", commitment("one", **fields)), as_of=as_of)
    record = house.records("commitment")["one"]
    assert record.overdue is overdue
    assert house.is_overdue(record, "a") is overdue


def test_without_a_day_nothing_is_overdue() -> None:
    house = ledger(PEOPLE, facts("a", commitment("one", due="1990")))
    assert house.as_of is None
    assert house.records("commitment")["one"].overdue is False


def test_offices_of_a_day_are_the_dated_ones_else_those_without_a_date() -> None:
    held = ("Minister (2023-01-19/2025-05)", "Envoy (2025-05/..)", "Colonel", "Speaker (acting)")
    house = ledger(facts("people", actor("anna", kind="person", offices=held)))
    assert house.offices_on("anna", "2024") == ("Minister",)
    assert house.offices_on("anna", "2025-05") == ("Minister", "Envoy")
    assert house.offices_on("anna", "2031-01-01") == ("Envoy",)
    assert house.offices_on("anna", "2000") == ("Colonel", "Speaker (acting)")
    assert house.offices_on("anna", None) == ("Minister", "Envoy")
    assert house.offices_on("nobody", "2024") == ()
