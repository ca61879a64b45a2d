"""Values of fields, one after the other: what is read, as what it is kept, what is refused."""

import pytest

from sphinx_briefing.records import Actor, Brief, Claim, Commitment, Judgement, Source
from sphinx_briefing.records.conventions import Conventions
from sphinx_briefing.records.countries import country_code
from sphinx_briefing.records.fields import all_fields, declared, naming
from sphinx_briefing.records.offices import office, undated_offices
from sphinx_briefing.records.validation import (
    forgiven,
    read_fields,
    read_front_matter_value,
    read_value,
)
from sphinx_briefing.vocabularies import ICD_203

HOUSE = Conventions()


def read(field: str, written: str | list[str], kind: type = Actor) -> object:
    """What is kept of a value."""
    return read_value(declared(kind)[field], written, HOUSE)


@pytest.mark.parametrize(
    ("kind", "field", "written", "kept"),
    [
        (Actor, "name", "  Euro \n\t Five\x00 ", "Euro Five"),
        (Actor, "id", "e5.a-b_c", "e5.a-b_c"),
        (Actor, "kind", " Organization ", "organisation"),
        (Actor, "country", "de", "DE"),
        (Actor, "country", "XK", "XK"),
        (Actor, "country", "UN", "UN"),
        (Actor, "wikidata", "q458", "Q458"),
        (Actor, "wikidata", "https://www.wikidata.org/wiki/Q458", "Q458"),
        (Actor, "wikidata", "wd:Q458", "Q458"),
        (Actor, "website", "HTTPS://example.org/x", "HTTPS://example.org/x"),
        (Actor, "link", "Off", False),
        (Actor, "link", "yes", True),
        (Actor, "offices", "Minister\n\nEnvoy; Colonel ;", ("Minister", "Envoy", "Colonel")),
        (Actor, "aliases", "b, a,, b , a", ("b", "a")),
        (Actor, "aliases", ["b", " ", "a", "b"], ("b", "a")),
        (Actor, "aliases", '"Rolls, Inc.", RI', ("Rolls, Inc.", "RI")),
        (Actor, "aliases", "“Rolls, Inc.”, the “Five”, “V”", ("Rolls, Inc.", "the “Five”", "“V”")),
        (Actor, "aliases", '[\'it\'\'s\', b, "c, ""d"""]', ("it's", "b", 'c, "d"')),
        (Actor, "aliases", "- a, b\n- c", ("a, b", "c")),
        (Actor, "members", ["E5, the", "E6"], ("E5, the", "E6")),
        (Claim, "credibility", "2", "2"),
        (Claim, "tlp", "tlp:amber", "AMBER"),
        (Claim, "tlp", "White", "CLEAR"),
        (Claim, "date", "2026-02~", "2026-02~"),
        (Source, "language", "sr-Latn", "sr-Latn"),
        (Source, "author", ["Smith, Jane", "Lee"], ("Smith, Jane", "Lee")),
        (Judgement, "likelihood", "Probable", "likely"),
        (Brief, "kind", "flash", "flash"),
        (Brief, "edition", "12", 12),
        (Commitment, "status", "MET", "met"),
    ],
)
def test_a_value(kind: type, field: str, written: str | list[str], kept: object) -> None:
    assert read(field, written, kind) == kept


@pytest.mark.parametrize(
    ("kind", "field", "written", "why"),
    [
        (Actor, "id", "two words", "cannot be an id"),
        (Actor, "id", "a/b", "cannot be an id"),
        (Actor, "kind", "nonsense", "is not one of: person, state"),
        (Actor, "country", "EZ", "not an ISO 3166-1"),  # what CLDR knows besides
        (Actor, "country", "UK", "not an ISO 3166-1"),
        (Actor, "country", "XA", "not an ISO 3166-1"),
        (Actor, "country", "Germany", "not an ISO 3166-1"),
        (Actor, "country", "DEU", "not an ISO 3166-1"),
        (Actor, "wikidata", "Q0", "not a Wikidata item"),
        (Actor, "website", "example.org", "not a web address"),
        (Actor, "website", "https://", "not a web address"),
        (Actor, "website", "https:///path", "not a web address"),
        (Actor, "website", "ftp://example.org", "not a web address"),
        (Actor, "website", "https://example.org/a b", "not a web address"),
        (Actor, "website", "https://[", "not a web address"),
        (Actor, "link", "maybe", "neither yes nor no"),
        (Actor, "name", ["a"], "a list is not allowed here"),
        (Actor, "aliases", '"Rolls, RI', "is not closed"),
        (Source, "language", "klingonese", "not a BCP 47"),
        (Judgement, "likelihood", "very likely", r"\(scale phia-2025\)"),
        (Brief, "kind", "novel", "is not one of: flash, infocus"),
        (Brief, "edition", "0", "not a whole number from 1"),
        (Brief, "edition", "02", "not a whole number from 1"),
        (Brief, "edition", "1.5", "not a whole number from 1"),
        (Claim, "date", "soon", "is not a date"),
    ],
)
def test_what_is_no_value(kind: type, field: str, written: str | list[str], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read(field, written, kind)


def test_a_likelihood_is_on_the_scale_in_force() -> None:
    field = declared(Judgement)["likelihood"]
    assert read_value(field, "very likely", Conventions(ICD_203)) == "very likely"
    with pytest.raises(ValueError, match=r"\(scale icd-203\)"):
        read_value(field, "highly likely", Conventions(ICD_203))


def test_countries_of_tables_have_names_and_three_letters() -> None:
    assert country_code("deu") == "DE"
    assert country_code(" United  Kingdom") == "GB"
    assert country_code("Côte d’Ivoire") == "CI"  # noqa: RUF001 - as people write it
    assert country_code("Atlantis") == "Atlantis"


def test_an_office_has_a_date_where_its_brackets_hold_one() -> None:
    assert office("Minister (2023-01-19/..)") == ("Minister", "2023-01-19/..")
    assert office("Minister (Defence) (2023)") == ("Minister (Defence)", "2023")
    assert office("Minister (acting)") == ("Minister (acting)", "")
    assert office("Minister") == ("Minister", "")
    told = dict(undated_offices(["Minister (acting)", "Minister ()", "Envoy (2023)", "Speaker"]))
    assert list(told) == ["Minister (acting)", "Minister ()"]
    assert told["Minister (acting)"].startswith("'offices': (acting) is no date; write when")


# -- all fields of a record ---------------------------------------------------------------------


def problems(kind: type, written: dict[str, str | list[str] | None], **given: object) -> list[str]:
    return [one.message for one in read_fields(kind, written, HOUSE, **given)[1]]  # type: ignore[arg-type]


def test_good_fields_are_kept_and_each_bad_one_is_told() -> None:
    written: dict[str, str | list[str] | None] = {
        "name": "E5",
        "kind": "club",
        "country": "EZ",
        "aliases": "the Five",
        "nmae": "E5",
    }
    values, found = read_fields(Actor, written, HOUSE)
    assert values == {"name": "E5", "aliases": ("the Five",)}
    assert [(one.field, one.leaves_out) for one in found] == [
        ("kind", True),
        ("country", True),
        ("nmae", True),
    ]
    assert found[2].message == "unknown field 'nmae'; did you mean 'name'?"


def test_fields_under_other_names_than_their_attributes() -> None:
    written: dict[str, str | list[str] | None] = {
        "name": "E5",
        "kind": "group",
        "member-of": "EU",
        "speaks-for": "EU",
    }
    values, found = read_fields(Actor, written, HOUSE)
    assert found == []
    assert values["member_of"] == values["speaks_for"] == ("EU",)


def test_what_a_record_needs_is_told_once_whether_missing_empty_or_misspelt() -> None:
    assert problems(Actor, {}) == [
        "'name' is missing; write the name in the preferred spelling",
        "'kind' is missing; write one of: person, state, organisation, group, programme, vessel",
    ]
    assert problems(Actor, {"name": " ", "kind": []}) == [
        "'name' is empty; write the name in the preferred spelling",
        "'kind' is empty; write one of: person, state, organisation, group, programme, vessel",
    ]
    assert problems(Actor, {"naem": "E5", "kind": "group"}) == [
        "unknown field 'naem'; did you mean 'name'?"
    ]
    assert problems(Actor, {"kind": "group"}, given=("name",)) == []
    assert problems(Judgement, {"statement": "S", "likelihood": None})[0].startswith(
        "'likelihood' is empty; write one of: remote chance, highly unlikely"
    )


def test_an_empty_field_that_nobody_needs_is_as_if_it_were_not_there() -> None:
    values, found = read_fields(
        Claim, {"statement": "S", "by": "E5", "date": "", "tags": []}, HOUSE
    )
    assert found == []
    assert values == {"statement": "S", "by": ("E5",)}


def test_a_remark_leaves_nothing_out() -> None:
    written: dict[str, str | list[str] | None] = {
        "name": "A",
        "kind": "person",
        "offices": "Minister (acting)",
    }
    values, (remark,) = read_fields(Actor, written, HOUSE)
    assert values["offices"] == ("Minister (acting)",)
    assert (remark.field, remark.leaves_out, remark.words) == (
        "offices",
        False,
        "Minister (acting)",
    )


def test_what_a_record_can_do_without_is_forgiven_and_a_marking_becomes_the_strictest() -> None:
    written: dict[str, str | list[str] | None] = {"title": [], "date": "soon", "tlp": "pink"}
    _, found = read_fields(Source, written, HOUSE)
    title, date, tlp = (forgiven(one, Source) for one in found)
    assert title.leaves_out
    assert not date.leaves_out
    assert date.message.endswith("; the source is kept without it")
    assert not tlp.leaves_out
    assert tlp.message.endswith("; the source counts as TLP:RED")


def test_a_plain_author_in_front_matter_may_hold_a_comma() -> None:
    author, publisher = declared(Source)["author"], declared(Source)["publisher"]
    assert read_front_matter_value(author, "Smith, Jane") == ["Smith, Jane"]
    assert read_front_matter_value(author, ["Smith, Jane"]) == ["Smith, Jane"]
    assert read_front_matter_value(publisher, "A, B") == "A, B"


# -- declarations -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Actor, Brief, Claim, Commitment, Judgement, Source])
def test_a_declaration_says_of_each_field_what_it_is(kind: type) -> None:
    fields = {item.name: item for item in all_fields(kind)}
    assert all(item.help for item in fields.values())
    assert set(declared(kind)) == {name for name, item in fields.items() if not item.shape.derived}
    assert [item.name for item in naming(kind)] == [
        name for name, item in declared(kind).items() if item.shape.refers
    ]
    assert fields["docname"].shape.derived
