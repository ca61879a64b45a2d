"""Who may read what: markings of records, pages and houses, and what looks like one."""

import pytest

from sphinx_briefing.markings import (
    Markings,
    is_marking_key,
    is_stricter,
    marks,
    may_mark,
    read_marking,
    strictest,
)
from tests.ledgers import claim, facts, ledger, note, source

ORDER = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")


def test_a_record_has_its_own_marking_else_its_pages_else_the_houses() -> None:
    markings = Markings({"amber": "AMBER"}, "GREEN")
    own = claim("c", tlp="RED", docname="amber")
    assert markings.of(own) == markings.printed(own) == "RED"
    assert markings.of(claim("c", docname="amber")) == "AMBER"
    assert markings.of(claim("c", docname="other")) == "GREEN"
    assert markings.of(claim("c", tlp="CLEAR", docname="amber")) == "CLEAR"
    assert markings.of_page("amber") == "AMBER"
    assert markings.of_page("other") == "GREEN"


def test_what_nobody_has_marked_bears_no_marking_unless_the_house_has_one() -> None:
    unmarked = claim("c", docname="other")
    assert Markings({}).of(unmarked) == "CLEAR"
    assert Markings({}).printed(unmarked) == ""
    assert Markings({}, "GREEN").printed(unmarked) == "GREEN"
    assert Markings({"other": "CLEAR"}).printed(unmarked) == "CLEAR"
    assert Markings({"other": "CLEAR"}).is_written("other")
    assert not Markings({}, "GREEN").is_written("other")


def test_the_most_open_and_the_strictest_page_count_the_unmarked_ones() -> None:
    markings = Markings({"a": "AMBER", "b": "RED"}, "GREEN")
    assert (markings.lowest, markings.highest) == ("GREEN", "RED")
    assert Markings({"a": "CLEAR"}, "GREEN").lowest == "CLEAR"
    assert Markings({}, "AMBER").highest == "AMBER"


def test_a_ledger_knows_the_markings_of_its_pages() -> None:
    page = note("n", source("s"), claim("c"), claim("red", tlp="RED"), tlp="AMBER")
    house = ledger(page, facts("open"), unmarked="GREEN")
    assert house.markings.of_page("n") == "AMBER"
    assert house.markings.of_page("open") == "GREEN"


def test_stricter_is_an_order_without_equals() -> None:
    for at, one in enumerate(ORDER):
        for place, other in enumerate(ORDER):
            assert is_stricter(one, other) is (at > place)
    assert strictest(["GREEN", "", "AMBER+STRICT", "AMBER"]) == "AMBER+STRICT"
    assert strictest(["", ""]) == strictest([]) == ""


def test_a_marking_may_be_written_in_several_ways() -> None:
    for written in ("RED", "red", "TLP:RED", " tlp:red "):
        assert read_marking(written) == "RED"
    assert read_marking("TLP:AMBER+STRICT") == "AMBER+STRICT"
    with pytest.raises(ValueError, match="is not one of"):
        read_marking("SECRET")


@pytest.mark.parametrize(
    ("key", "is_one"),
    [
        ("tlp", True), ("TLP_level", True), ("Traffic light", True), ("tpl", True),
        ("Protective Marking", True), ("marking", True), ("markings_of_roads", False),
        ("title", False), ("template", False), ("sensitivity", True),
    ],
)  # fmt: skip
def test_keys_that_mark_a_page(key: str, is_one: bool) -> None:
    assert is_marking_key(key) is is_one


@pytest.mark.parametrize(
    ("block", "may"),
    [
        ("title: [\ntlp: RED", True),
        ("title: [\n# tlp: RED", False),
        ("  # tlp comes later\ntitle: [", False),
        ("classification: secret\n: [", True),
        ("'marking' = x", True),
        ("title: on markings [", False),
    ],
)
def test_a_block_that_cannot_be_read_may_hold_a_marking(block: str, may: bool) -> None:
    assert may_mark(block) is may


@pytest.mark.parametrize(
    ("name", "value", "is_one"),
    [
        ("classification", "secret", True),
        ("classification", "TLP:GREEN", True),
        ("classification", "Felis catus", False),
        ("sensitivity", "low", False),
        ("sensitivity", "VS-NfD", True),
        ("marking", "anything", True),
        ("tlp level", "anything", True),
        ("colour", "secret", False),
    ],
)
def test_a_field_says_who_may_read_a_record(name: str, value: str, is_one: bool) -> None:
    assert marks(name, value) is is_one
