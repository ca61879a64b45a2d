"""A kind of somebody else's in a ledger: nothing there is closed to it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Annotated

import pytest

from sphinx_briefing.ledger import Ledger, PageFacts
from sphinx_briefing.ledger.answers import Answers
from sphinx_briefing.ledger.pages import UNNAMED, pack, unpacker
from sphinx_briefing.ledger.strict import Strict
from sphinx_briefing.ledger.trace import TracedLedger
from sphinx_briefing.records import Record, to_json
from sphinx_briefing.records import fields as shape
from sphinx_briefing.records.base import Help, Names
from sphinx_briefing.records.conventions import Conventions
from sphinx_briefing.records.declaring import fill_in, what_is_wrong
from sphinx_briefing.records.fields import declared
from sphinx_briefing.records.kind_table import Kinds
from sphinx_briefing.records.kinds import OWN_KINDS
from sphinx_briefing.records.readers import read_list
from sphinx_briefing.records.validation import read_fields
from sphinx_briefing.vocabularies import Grade, Scale
from tests.ledgers import actor, claim, event, facts, ledger, note, said, selected, source


class Vessel(Record, frozen=True, kw_only=True):
    """A ship."""

    kind_name = "vessel"
    plural = "vessels"
    argument = "name"
    dated_by = said_by = ("built",)
    linked = True

    name: Annotated[str, shape.WORDS, Help(description="its name")]
    abbr: Annotated[str | None, shape.LINE, Help(description="its call sign")] = None
    aliases: Annotated[Names, shape.LIST, Help(description="former names")] = ()
    built: Annotated[str | None, shape.DATE, Help(description="when it was built")] = None
    flag: Annotated[
        str | None,
        shape.FieldType("country", shape.read_country, filters=("flag",)),
        Help(description="its flag"),
    ] = None
    owner: Annotated[
        Names, shape.names("actor", filters=("owner",)), Help(description="who owns it")
    ]
    remark: Annotated[
        str | None, replace(shape.LINE, column=False), Help(description="for nobody's table")
    ] = None
    fleet: Annotated[Names, shape.names("vessel"), Help(description="ships that sail with it")] = ()


class Sighting(Record, frozen=True, kw_only=True):
    """A ship that was seen, which is printed as a number."""

    kind_name, plural = "sighting", "sightings"
    marker = True

    of: Annotated[Names, shape.names("vessel"), Help(description="the ship")] = ()


for kind in (Vessel, Sighting):
    fill_in(kind)
LEVELS = Scale(
    "house", "Likelihood", "us", (Grade("maybe", "M", 20, 80), Grade("sure", "S", 90, 99))
)
KINDS = Kinds((*OWN_KINDS, Vessel, Sighting), likelihoods=(LEVELS,))
PEOPLE = facts("people", actor("acme", name="Acme"), actor("rival"))


def vessel(identifier: str, /, **fields: object) -> Vessel:
    given = {"name": identifier.title(), "owner": ("Acme",), **fields}
    return Vessel(id=identifier, **given)  # type: ignore[arg-type]


def house(*pages: PageFacts, **settings: object) -> Ledger:
    return ledger(PEOPLE, *pages, kinds=KINDS, **settings)


def handed(of: Ledger, asked: Iterable[int], answers: Answers) -> set[tuple[str, str]]:
    strict = Strict(of, "GREEN")
    return {key for number in asked for key in strict.handed_by(answers.asked[number], answers)}


def test_the_declaration_has_no_fault_and_is_filled_in() -> None:
    assert what_is_wrong(Vessel) == ""
    assert (Vessel.label, Vessel.labels) == ("Vessel", "Vessels")
    assert Vessel.columns == (
        "name",
        "abbr",
        "aliases",
        "built",
        "flag",
        "owner",
        "fleet",
        "source",
    )
    assert [what_is_wrong(kind) for kind in OWN_KINDS] == [""] * len(OWN_KINDS)


def test_the_table_of_kinds_knows_it() -> None:
    assert KINDS["vessel"] is KINDS.by_plural["vessels"] is Vessel
    assert list(KINDS)[-2:] == ["vessel", "sighting"]
    assert "vessel" in KINDS.linked
    assert KINDS.markers == Kinds().markers | {"sighting"}
    assert Kinds().markers == {"claim", "quote", "position", "commitment", "estimate", "source"}
    assert list(KINDS.dates_in(Vessel)) == ["built"]
    assert {"flag", "owner"} <= set(KINDS.filters_of(Vessel)) & set(KINDS.filters)
    assert KINDS.named_by_option["owner"] == "actor"
    assert list(Kinds()) == [kind.kind_name for kind in OWN_KINDS]


def test_likelihoods_of_a_house_have_an_order() -> None:
    likelihood = declared(KINDS["judgement"])["likelihood"]
    assert KINDS.rank(likelihood, "maybe") == 20
    assert KINDS.rank(likelihood, "sure") == 90
    assert KINDS.rank(declared(Vessel)["name"], "Vik") is None


def test_its_number_means_nothing_in_a_title() -> None:
    title = f"Seen {UNNAMED}vessel:vik{UNNAMED} {UNNAMED}sighting:one{UNNAMED}"
    of = house(facts("p", vessel("vik"), Sighting(id="one", text="There."), title=title))
    assert of.title_of("p") == "Seen Vik"


def test_its_fields_are_read_with_messages() -> None:
    values, problems = read_fields(Vessel, {"name": "Vik", "flag": "EZ"}, Conventions())
    assert values == {"name": "Vik"}
    assert [(one.field, one.message.partition(";")[0]) for one in problems] == [
        ("flag", "'flag': 'EZ' is not an ISO 3166-1 alpha-2 country code such as DE or GB"),
        ("owner", "'owner' is missing"),
    ]
    assert read_list("a, b", Conventions()) == ("a", "b")


def test_its_names_are_looked_up_and_those_that_it_names() -> None:
    of = house(
        facts("p", vessel("vik"), vessel("lone", owner=("Nobody",)), vessel("b", fleet=("Vik",)))
    )
    assert list(of.records("vessel")) == ["b", "vik"]  # without an owner one is left out
    assert of.records("vessel")["vik"].owner == ("acme",)
    assert of.records("vessel")["b"].fleet == ("vik",)
    assert of.find("vessel", "VIK").id == "vik"
    assert of.records("actor")["acme"].mentions == ("p",)
    assert of.records("vessel")["vik"].mentions == ("p",)
    assert [(line, code) for _, line, code, _ in said(of)] == [(20, "unknown")]


def test_it_is_found_in_prose_by_all_its_names() -> None:
    ship = vessel("vik", name="Vik", abbr="LKVX", aliases=("Old Vik",))
    of = house(facts("p", ship), facts("q", prose="Old Vik, LKVX and Vik met vik."))
    assert [mention[1:] for mention in of.mentions_on("q")] == [("vessel", "vik")] * 3


def test_in_a_note_it_has_its_source_and_is_in_a_double_left_out() -> None:
    of = house(
        note("a", source("s"), vessel("vik"), path="a.md"), facts("z", vessel("vik"), path="z.md")
    )
    assert of.records("vessel")["vik"].source == ("s",)
    assert [(docname, code) for docname, _, code, _ in said(of)] == [("z", "duplicate")]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, "c b a"),
        ({"flag": "DE"}, "a"),
        ({"flag": "de, gb"}, "c a"),
        ({"owner": "Acme"}, "c a"),
        ({"owner": "rival", "flag": "GB"}, ""),
        ({"built": "../1999"}, "c b"),
        ({"since": "1999-06"}, "b a"),
        ({"sort": "-built"}, "a b c"),
        ({"sort": "flag"}, "a c b"),
        ({"ids": "A, c"}, "c a"),
    ],
)
def test_it_is_selected_by_what_its_declaration_says(
    options: dict[str, str], expected: str
) -> None:
    ships = (
        vessel("a", built="2001", flag="DE"),
        vessel("b", built="1999", owner=("rival",)),
        vessel("c", built="1990-05", flag="GB"),
    )
    assert selected(house(facts("p", *ships)), "vessel", None, **options) == expected.split()


def test_it_survives_being_packed_and_is_written_as_data() -> None:
    page = facts("p", vessel("vik", flag="DE"), claim("c"))
    found = unpacker(KINDS)(pack(page))
    assert [entry.record for entry in found.entries] == [entry.record for entry in page.entries]
    data = to_json(house(page).records("vessel")["vik"])
    assert (data["name"], data["flag"]) == ("Vik", "DE")
    assert (data["owner"], data["fleet"]) == (("acme",), ())


def test_what_a_page_asks_of_it_is_noted() -> None:
    before = Answers(house(facts("p", vessel("vik"))))
    after = Answers(house(facts("p", vessel("vik", flag="DE"))))
    traced = TracedLedger(before, "q")
    assert traced.records("vessel")["vik"].flag is None
    asked = [before.asked[number] for number in traced.asked]
    assert any(before.digest(one) != after.digest(one) for one in asked)


def test_its_marking_counts_and_so_does_that_of_whatever_it_names() -> None:
    of = house(
        facts("p", vessel("vik", tlp="RED"), vessel("tender", fleet=("vik",))),
        facts("q", vessel("spy", owner=("mole",)), actor("mole", tlp="RED")),
        facts("r", event("e", "2026", text="The Vik sailed.")),
    )
    answers = Answers(of)
    asks: list[tuple[Callable[[TracedLedger], object], set[tuple[str, str]]]] = [
        (lambda of: of.get("vessel", "vik"), {("vessel", "vik")}),
        (lambda of: of.get("vessel", "tender"), {("vessel", "vik")}),
        (lambda of: of.get("vessel", "spy"), {("actor", "mole")}),
        (lambda of: of.records("vessel").values(), {("vessel", "vik"), ("actor", "mole")}),
        (lambda of: of.get("event", "e"), {("vessel", "vik")}),
        (lambda of: of.get("actor", "acme"), set()),
    ]
    for ask, keys in asks:
        traced = TracedLedger(answers, "z")
        ask(traced)
        assert handed(of, traced.asked, answers) == keys
