"""Names in prose, roles and fields: who is meant, and what is said when nobody is."""

import pytest

from sphinx_briefing.ledger import Ledger
from tests.ledgers import actor, facts, ledger, term


@pytest.fixture(scope="module")
def house() -> Ledger:
    return ledger(
        facts(
            "names",
            actor("us", name="United States", abbr="US", aliases=("America", "the Union")),
            actor("eu", name="European Union", long="European Union of States", abbr="EU"),
            actor("us-them", name="Us", forms=("Usses",)),
            actor("union", name="eu"),
            actor("smith-2020", name="Smith 2020", aliases=("the Union",)),
            actor("rolls", name="Rolls, Inc.", variants=("Rolls",)),
            term("treaty", name="treaty", aliases=("pact", "covenant")),
            term("treaties-of-rome", name="Treaties"),
            term("pacts", name="Pact of steel", plural_form="pacts of steel"),
        )
    )


@pytest.mark.parametrize(
    ("kind", "name", "identifier"),
    [
        ("actor", "us", "us"),  # an id counts before all names
        ("actor", "Us", "us-them"),  # then a name as it is written
        ("actor", "US", "us"),  # then a short form as it is written
        ("actor", "eu", "eu"),
        ("actor", "EU", "eu"),
        ("actor", "united  STATES", "us"),  # then whatever is equal when folded
        ("actor", "america", "us"),
        ("actor", "usses", "us-them"),
        ("actor", "rolls", "rolls"),
        ("actor", "Rolls, inc.", "rolls"),
        ("actor", "Smith/2020", "smith-2020"),  # a key of a bibliography
        ("term", "pacts", "pacts"),
        ("term", "covenants", "treaty"),  # then a regular plural
        ("term", "treaties", "treaties-of-rome"),
        ("actor", "Americas", ""),  # actors have none
        ("term", "nothing", ""),
        ("actor", "", ""),
    ],
)
def test_who_is_meant(house: Ledger, kind: str, name: str, identifier: str) -> None:
    assert house.find(kind, name).id == identifier
    assert house.find_exactly(kind, name) == identifier
    record = house.named(kind, name)
    assert (record.id if record else "") == identifier


def test_a_name_of_several_names_them(house: Ledger) -> None:
    found = house.find("actor", "the union")
    assert (found.id, found.candidates) == ("", ("us", "smith-2020"))
    assert found.message("actor", "the union") == (
        "actor 'the union' is ambiguous: it may mean us, smith-2020; write one of these ids"
    )


def test_of_many_five_are_named() -> None:
    many = [actor(f"a{number}", name=f"A {number}", aliases=("Same",)) for number in range(7)]
    found = ledger(facts("p", *many)).find("actor", "Same")
    assert "a0, a1, a2, a3, a4 and 2 others; write" in found.message("actor", "Same")
    few = ledger(facts("p", *many[:5])).find("actor", "Same")
    assert "a0, a1, a2, a3, a4; write" in few.message("actor", "Same")


def test_an_unknown_name_is_told_with_the_nearest_or_with_what_to_do(house: Ledger) -> None:
    found = house.find("actor", "Untied States")
    assert found.nearest[0] == "United States"
    assert "; did you mean 'United States'" in found.message("actor", "Untied States")
    found = house.find("actor", "Xylophone")
    assert found.message("actor", "Xylophone") == (
        "unknown actor 'Xylophone'; define it with a {actor} directive"
    )
    assert house.find("term", "tretay").nearest == ("treaty",)


def test_who_did_not_want_similar_names_takes_them_from_nobody() -> None:
    house = ledger(facts("p", actor("us", name="United States")))
    assert house.find_exactly("actor", "Untied States") == ""
    assert house.find("actor", "Untied States").nearest == ("United States",)


def test_a_list_that_is_one_name_with_a_comma_is_that_name(house: Ledger) -> None:
    def ids(*values: str) -> list[str]:
        return [lookup.id for _, lookup in house.find_all("actor", values)]

    assert ids("Rolls", "Inc.") == ["rolls"]
    assert ids("US", "EU") == ["us", "eu"]
    assert ids("Rolls, Inc.") == ["rolls"]
    assert ids("Nobody", "EU") == ["", "eu"]
    assert ids() == []


# -- prose --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("America and the EU.", "us eu"),
        ("America's", "us"),
        ("american", ""),
        ("US+ and US_x", ""),
        ("US- and -US", "us us"),
        ("pro-US", ""),
        ("of us all", ""),
        ("european union", ""),  # an actor keeps its capital
        ("The European Union of States", "eu"),
        ("European Union", "eu"),
        ("the Union of", ""),  # several have it
        ("treaties and Treaty", "treaties-of-rome treaty"),
        ("covenants, pacts of steel", "treaty pacts"),
        ("a Rolls, Inc. engine", "rolls"),
        ("E\u0301U", ""),
        ("EU\u0301", ""),
        ("EU\u0489", ""),  # a mark belongs to the letter before it, composed or not
    ],
)
def test_names_in_prose(house: Ledger, text: str, named: str) -> None:
    assert [mention.id for mention in house.mentions_in(text)] == named.split()


def test_a_name_of_several_hides_the_shorter_ones_in_it() -> None:
    names = [actor(at, name=at.upper(), aliases=("Northern Union",)) for at in ("aa", "bb")]
    house = ledger(facts("p", *names, actor("north", name="Union")))
    assert house.mentions_in("The Northern Union") == []
    assert [mention.id for mention in house.mentions_in("The Union")] == ["north"]


def test_of_names_that_overlap_the_longest_counts_wherever_it_begins() -> None:
    house = ledger(
        facts(
            "p",
            actor("short", name="New York"),
            actor("long", name="York Harbour Board"),
            actor("board", name="Board"),
        )
    )
    found = house.mentions_in("New York Harbour Board, New York")
    assert [(one.start, one.end, one.id) for one in found] == [(4, 22, "long"), (24, 32, "short")]


def test_places_are_those_of_the_text_as_it_is_written() -> None:
    house = ledger(facts("p", actor("s", name="Straße"), actor("e", name="E5")))
    text = "Die STRASSE, die Straße und die E5"
    assert [text[one.start : one.end] for one in house.mentions_in(text)] == [
        "STRASSE",
        "Straße",
        "E5",
    ]
    texts = ["E5", "", "nobody", "E5 E5"]
    assert [len(some) for some in house.mentions_in_each(texts)] == [1, 0, 0, 2]
