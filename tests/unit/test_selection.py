"""Selections of records that no page had to be read for: what each option takes, in which order."""

import pytest

from sphinx_briefing.ledger import Ledger
from tests.ledgers import (
    actor,
    brief,
    claim,
    commitment,
    event,
    facts,
    judgement,
    layout_of,
    ledger,
    note,
    question,
    scope_of,
    selected,
    source,
    topic,
)

NAMES = facts("names", actor("e5"), actor("kremlin"), topic("peace"), topic("donbas"))


@pytest.fixture(scope="module")
def house() -> Ledger:
    """Two notes, a register of what has no note, a brief; ids do not stand in order."""
    return ledger(
        NAMES,
        note(
            "notes/n2",
            source("n2", date="2026-02-20", accessed="2026-03-01"),
            claim("three", topic=("peace", "donbas"), tags=("x",)),
            claim("one", by=("kremlin",), date="2026-01/2026-02"),
            commitment("send", due="2026-05/2026-06", to=("kremlin",)),
            topics=("Peace",),
        ),
        note(
            "notes/n1",
            source("n1", date="2026-01-05"),
            claim("two", topic=("peace",), tags=("y", "x")),
            commitment("build", made="2026-01-01", due="2026-06-01", by=("kremlin",)),
        ),
        facts(
            "rest",
            claim("four"),
            event("march", "2026-03"),
            event("vote", "2026-03-20", actors=("e5",)),
            source("wire", accessed="2026-01-06"),
            judgement("b", likelihood="unlikely"),
            judgement("a", likelihood="almost certain", confidence="low"),
            judgement("c", likelihood="likely", confidence="high"),
            commitment("talk"),
        ),
        brief("briefs/b1", about={"reference": "UA-1", "date": "2026-02-01", "kind": "flash"}),
        brief("briefs/b2", about={"date": "2026-01-15"}),
    )


@pytest.mark.parametrize(
    ("kind", "options", "expected"),
    [
        # What a statement or a source does not say of itself, its source says.
        ("claim", {}, "one two three four"),
        ("claim", {"since": "2026-02-01"}, "one three"),
        ("claim", {"since": "2026-02-20", "until": "2026-02-20"}, "one three"),
        ("claim", {"until": "2026-01-04"}, "one"),
        ("claim", {"until": "2025"}, ""),
        ("claim", {"until": "2026-02"}, "one two three"),
        ("commitment", {"until": "2026-01-31"}, "build"),
        ("commitment", {"since": "2026-02-20"}, "send"),
        ("note", {"since": "2026-02"}, "notes/n2"),
        ("note", {"date": "2026-01"}, "notes/n1"),
        ("note", {"accessed": "2026"}, "notes/n2"),
        ("note", {"topic": "peace"}, "notes/n2"),
        ("brief", {"since": "2026-02"}, "briefs/b1"),
        ("brief", {"kind": "flash"}, "briefs/b1"),
        # Names are looked up, lists are alternatives, options are conditions.
        ("claim", {"topic": "Donbas"}, "three"),
        ("claim", {"topic": "Peace, Donbas"}, "two three"),
        ("claim", {"topic": "peace", "tags": "y"}, "two"),
        ("claim", {"by": "E5"}, "two three four"),
        ("claim", {"actor": "kremlin"}, "one"),
        ("commitment", {"actor": "kremlin"}, "build send"),
        ("event", {"actor": "e5"}, "vote"),
        ("claim", {"source": "n2"}, "one three"),
        ("source", {"source": "n2"}, "n2"),
        ("claim", {"by": "Nobody"}, ""),
        ("actor", {"ids": "KREMLIN, E5"}, "e5 kremlin"),
        ("topic", {"ids": "Peace", "limit": "1"}, "peace"),
        ("claim", {"ids": "three, two, three, none"}, "two three"),
        ("claim", {"ids": "three, two", "sort": "ids"}, "three two"),
        ("note", {"ids": "n1"}, "notes/n1"),
        ("note", {"ids": "notes/n2, n1"}, "notes/n1 notes/n2"),
        ("brief", {"ids": "UA-1"}, "briefs/b1"),
        ("brief", {"ids": "b2, UA-1"}, "briefs/b2 briefs/b1"),
        ("brief", {"ids": "UA-7"}, ""),
        # What has no value in a field comes last, whichever way the others are turned.
        ("claim", {"sort": "date"}, "one two three four"),
        ("claim", {"sort": "-date"}, "three two one four"),
        ("claim", {"sort": "topic"}, "two three four one"),
        ("claim", {"sort": "-topic"}, "three two four one"),
        ("judgement", {"sort": "likelihood"}, "b c a"),
        ("judgement", {"sort": "-likelihood"}, "a c b"),
        ("judgement", {"sort": "confidence"}, "a c b"),
        ("judgement", {"sort": "-confidence"}, "c a b"),
        # What falls due is placed by the end of its time, all else by its beginning.
        ("commitment", {}, "build send talk"),
        ("commitment", {"sort": "due"}, "build send talk"),
        ("commitment", {"sort": "-due"}, "send build talk"),
        ("commitment", {"sort": "made"}, "build send talk"),
        ("event", {}, "march vote"),
        ("event", {"sort": "date", "ids": "vote, march"}, "march vote"),
        ("source", {"sort": "accessed"}, "wire n2 n1"),
        ("actor", {"sort": "-name"}, "kremlin e5"),
        ("claim", {"sort": "id"}, "four one three two"),
        ("claim", {"sort": "-id", "limit": "2"}, "two three"),
        # A date field takes several times, and no record that has none.
        ("commitment", {"due": "2026-05-10, 2027"}, "send"),
        ("commitment", {"due": "2026-06-01/.."}, "build send"),
        ("commitment", {"due": "../2026-05-31"}, "send"),
        ("source", {"accessed": "../2026-01"}, "wire"),
    ],
)
def test_a_selection(house: Ledger, kind: str, options: dict[str, str], expected: str) -> None:
    assert selected(house, kind, None, **options) == expected.split()


def test_the_scope_holds_whatever_else_is_asked_for(house: Ledger) -> None:
    inside = frozenset({"one", "two", "nobody"})
    assert selected(house, "claim", inside) == ["one", "two"]
    assert selected(house, "claim", inside, ids="two, three") == ["two"]
    assert selected(house, "claim", inside, topic="peace") == ["two"]
    assert selected(house, "claim", frozenset()) == []


def test_records_of_one_place_in_the_order_stand_by_their_ids() -> None:
    pages = [facts(page, claim(name, date="2026")) for page, name in zip("abc", "zmb", strict=True)]
    house = ledger(NAMES, *pages)
    assert selected(house, "claim") == ["b", "m", "z"]
    assert selected(house, "claim", sort="-date") == ["b", "m", "z"]
    assert selected(house, "claim", sort="by") == ["b", "m", "z"]
    many = [claim(f"c{number:02}", tags=("x",)) for number in range(50)]
    house = ledger(NAMES, facts("p", *reversed(many)))
    assert selected(house, "claim", tags="x") == [one.id for one in many]
    assert selected(house, "claim", tags="x", sort="by") == [one.id for one in many]


def test_what_began_together_stands_in_the_order_of_its_ends() -> None:
    days = {"z": "2026-03-01", "a": "2026-03", "m": "2026-03-01/2026-03-02"}
    house = ledger(facts("p", *(event(name, day) for name, day in days.items())))
    assert selected(house, "event") == ["z", "m", "a"]
    assert selected(house, "event", sort="-date") == ["a", "m", "z"]


@pytest.mark.parametrize("kind", ["source", "actor", "term"])
def test_in_a_brief_some_kinds_are_those_of_the_page(kind: str) -> None:
    assert scope_of(question(kind), in_brief=True) == "page"
    assert scope_of(question(kind), in_brief=False) == "all"
    assert scope_of(question(kind, scope="all"), in_brief=True) == "all"


@pytest.mark.parametrize("kind", ["claim", "topic", "event", "note", "brief"])
def test_of_other_kinds_all_are_taken_everywhere(kind: str) -> None:
    assert scope_of(question(kind), in_brief=True) == "all"
    assert scope_of(question(kind, scope="page"), in_brief=False) == "page"


def test_a_selection_that_picks_does_not_stand_for_an_annex() -> None:
    presented = {"scope": "all", "as_": "list", "sort": "id", "caption": "C", "empty": "E"}
    assert question("source").takes_all
    assert question("source", **presented).takes_all
    for option in ("limit", "ids", "by", "tags", "since", "until", "date", "topic", "source"):
        assert not question("source", **{option: "1"}).takes_all, option


def test_the_first_layout_of_a_kind_is_its_default() -> None:
    assert layout_of(question("event")) == "timeline"
    assert layout_of(question("event", as_="table")) == "table"
    assert layout_of(question("source")) == layout_of(question("note")) == "list"
