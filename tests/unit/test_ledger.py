"""From the facts of pages to one set of records: what is kept, looked up, filled in and said."""

import pytest

from sphinx_briefing.ledger import Ledger, Reference
from sphinx_briefing.ledger.pages import UNNAMED
from tests.ledgers import (
    actor,
    brief,
    claim,
    event,
    facts,
    judgement,
    ledger,
    note,
    position,
    said,
    source,
    term,
    topic,
)

E5 = facts("people", actor("e5", name="E5"), path="people.md")


def codes(of: list[tuple[str, int, str, str]]) -> list[tuple[str, int, str]]:
    return [(docname, line, code) for docname, line, code, _ in of]


# -- provenance ---------------------------------------------------------------------------------


def test_what_a_note_holds_has_its_source_and_what_is_said_its_date() -> None:
    page = note(
        "n", source("s", date="2026-02"), claim("c"), claim("own", date="2025"), event("e", "2027")
    )
    house = ledger(E5, page)
    claims = house.records("claim")
    assert (claims["c"].source, claims["c"].date) == (("s",), "2026-02")
    assert (claims["own"].source, claims["own"].date) == (("s",), "2025")
    assert house.records("event")["e"].source == ("s",)
    assert house.records("event")["e"].date == "2027"


def test_a_source_that_is_named_counts_before_the_note() -> None:
    register = facts("register", source("wire", date="2026-01-01"))
    house = ledger(
        E5, register, note("n", source("s", date="2026-02"), claim("c", source=("wire",)))
    )
    assert house.records("claim")["c"].source == ("wire",)
    assert house.records("claim")["c"].date == "2026-01-01"


def test_a_source_in_a_note_is_not_its_own_source() -> None:
    house = ledger(note("n", source("s"), source("other")))
    assert house.records("source")["other"].source == ()
    assert house.records("source")["s"].source == ()


def test_outside_of_notes_nothing_has_a_source_or_a_date_of_one() -> None:
    house = ledger(E5, note("a", source("s", date="2026")), facts("b", claim("c")))
    assert (house.records("claim")["c"].source, house.records("claim")["c"].date) == ((), None)


# -- names --------------------------------------------------------------------------------------


def test_names_in_fields_become_ids_once_each_in_the_order_written() -> None:
    people = facts("people", actor("e5", name="E5"), actor("kremlin", name="Moscow"))
    house = ledger(people, facts("p", event("e", "2026", actors=("Moscow", "e5", "kremlin", "E5"))))
    assert house.records("event")["e"].actors == ("kremlin", "e5")
    assert said(house) == []
    twice = ledger(people, facts("p", event("e", "2026", actors=("e5", "e5", "kremlin"))))
    assert twice.records("event")["e"].actors == ("e5", "kremlin")


def test_what_is_wrong_is_said_at_the_line_of_the_field() -> None:
    page = facts(
        "p", event("e", "2026", actors=("X",)), bodies={"e": {"lines": {"actors": 13}, "path": "i"}}
    )
    ((_, line, _, _),) = said(ledger(E5, page))
    assert line == 13


def test_a_name_that_means_nothing_is_said_at_its_field_and_dropped() -> None:
    house = ledger(E5, facts("p", event("e", "2026", actors=("E5", "Nobody"))))
    assert house.records("event")["e"].actors == ("e5",)
    ((docname, line, code, message),) = said(house)
    assert (docname, line, code) == ("p", 10, "unknown")
    assert message.startswith("event 'actors': unknown actor 'Nobody'")


def test_a_name_of_several_is_ambiguous() -> None:
    people = facts("people", actor("a", aliases=("Moscow",)), actor("b", aliases=("Moscow",)))
    house = ledger(people, facts("p", event("e", "2026", actors=("Moscow",))))
    assert codes(said(house)) == [("p", 10, "ambiguous")]


def test_without_a_name_that_it_needs_a_record_is_left_out_and_named_by_nobody() -> None:
    page = facts(
        "p",
        claim("bad", by=("Nobody",)),
        claim("good", disputes=("bad",), corroborates=("bad", "other")),
        claim("other"),
        judgement("j", basis=("bad", "other")),
    )
    house = ledger(E5, page)
    assert list(house.records("claim")) == ["good", "other"]
    assert house.records("claim")["good"].disputes == ()
    assert house.records("claim")["good"].corroborates == ("other",)
    assert house.records("judgement")["j"].basis == ("claim:other",)
    assert house.disputed_by("good") == house.disputed_by("bad") == ()
    assert codes(said(house)) == [("p", 10, "unknown")]  # and not once more where it is named


def test_with_one_of_its_names_it_is_kept() -> None:
    house = ledger(E5, facts("p", claim("c", by=("Nobody", "E5"))))
    assert house.records("claim")["c"].by == ("e5",)


def test_what_was_bad_on_its_page_is_not_said_again_where_it_is_named() -> None:
    page = facts("p", left_out=[("actor", "Port  of Vik"), ("topic", "vik")], topics=("Vik",))
    house = ledger(E5, page, facts("q", event("e", "2026", actors=("port of vik", "E5"))))
    assert said(house) == []
    assert house.records("event")["e"].actors == ("e5",)
    for name in ("port of vik", "Port of Vik", "PORT OF VIK"):
        assert house.is_left_out("actor", name)
    assert not house.is_left_out("term", "Port of Vik")


def test_topics_of_a_page_are_looked_up_and_said_at_their_line() -> None:
    pages = note("n", source("s"), topics=("Peace", "War"), lines={"topics": 7, "source": 2})
    house = ledger(facts("topics", topic("peace")), pages)
    assert house.notes["n"].topics == ("peace",)
    assert house.records("topic")["peace"].mentions == ("n",)
    assert codes(said(house)) == [("n", 7, "unknown")]


# -- duplicates ---------------------------------------------------------------------------------


def test_the_first_of_two_ids_is_kept_by_page_and_line() -> None:
    house = ledger(
        facts("b", actor("x", name="Late"), path="b.md"),
        facts(
            "a", actor("x", name="Second", line=9), actor("x", name="First", line=3), path="a.md"
        ),
    )
    assert house.records("actor")["x"].name == "First"
    assert [(docname, line, code) for docname, line, code, _ in said(house)] == [
        ("a", 9, "duplicate"),
        ("b", 10, "duplicate"),
    ]
    assert all("the record at a.md:3 has it" in message for *_, message in said(house))


def test_a_record_of_the_id_of_a_notes_source_is_a_duplicate() -> None:
    house = ledger(note("n", source("s", title="Kept"), path="n.md"), facts("z", source("s")))
    assert house.records("source")["s"].title == "Kept"
    assert codes(said(house)) == [("z", 10, "duplicate")]


def test_equal_ids_of_different_kinds_are_none() -> None:
    house = ledger(facts("p", actor("x"), term("x"), topic("x")))
    assert said(house) == []
    assert {kind: list(house.records(kind)) for kind in ("actor", "term", "topic")} == {
        "actor": ["x"],
        "term": ["x"],
        "topic": ["x"],
    }


# -- mentions -----------------------------------------------------------------------------------


def test_a_page_mentions_what_its_fields_and_its_prose_name() -> None:
    people = facts("people", actor("e5", name="E5"), actor("kremlin", name="Moscow"))
    house = ledger(
        people,
        facts("claims", claim("c", topic=("peace",))),
        facts("prose", prose="Moscow answered."),
        facts("quiet", prose="Moscow answered.", autolink=False),
        facts("topics", topic("peace")),
    )
    assert house.records("actor")["e5"].mentions == ("claims",)
    assert house.records("actor")["kremlin"].mentions == ("prose",)
    assert house.records("topic")["peace"].mentions == ("claims",)
    assert house.mentions_on("prose") == [(0, "actor", "kremlin")]
    assert house.mentions_on("quiet") == ()


def test_to_have_a_source_is_no_mention_of_it_but_to_retell_one_is() -> None:
    house = ledger(
        E5,
        facts("register", source("wire"), event("e", "2026", source=("wire",))),
        note("n", source("s", origin=("wire",)), claim("c")),
    )
    assert house.records("source")["wire"].mentions == ("n",)
    assert house.records("source")["s"].mentions == ()


@pytest.mark.parametrize("field", [{"publisher": "E5"}, {"author": ("Nobody", "E5")}])
def test_who_writes_or_publishes_a_source_is_mentioned(field: dict[str, object]) -> None:
    house = ledger(E5, note("n", source("s", **field)))
    assert house.records("actor")["e5"].mentions == ("n",)
    assert said(house) == []


def test_mentions_are_sorted_whatever_the_order_of_pages() -> None:
    pages = [facts(name, position(name)) for name in ("z", "a", "m")]
    house = ledger(*pages, facts("names", actor("e5"), topic("donbas")))
    assert house.records("actor")["e5"].mentions == ("a", "m", "z")


def test_a_definition_does_not_mention_what_it_defines() -> None:
    page = facts("p", actor("e5", name="E5"), prose="The E5 meet.", owner=("actor", "e5"))
    house = ledger(page, facts("q", term("t"), prose="The E5.", owner=("term", "t")))
    assert house.records("actor")["e5"].mentions == ("q",)
    assert house.mentions_on("p") == ()


def test_a_reference_mentions_what_it_means_and_an_option_does_not() -> None:
    page = facts(
        "p",
        references=[
            Reference("actor", "E5", 3),
            Reference("actor", "kremlin", 4, option="by"),
            Reference("page", "q", 5),
            Reference("actor", "Nobody", 6),
        ],
    )
    house = ledger(E5, facts("k", actor("kremlin")), page, note("q", source("s")))
    assert house.records("actor")["e5"].mentions == ("p",)
    assert house.records("actor")["kremlin"].mentions == ()
    assert house.notes["q"].mentions == ("p",)


def test_terms_of_glossaries_are_terms_beside_ours() -> None:
    house = ledger(
        facts("ours", term("c", name="C", text="A language."), term("c-3", name="Third")),
        facts("a", glossary=[term("c", name="C"), term("c", name="C++"), term("c", name="C--")]),
        facts("b", glossary=[term("leap", name="LEAP")]),
    )
    terms = house.records("term")
    assert {key: record.name for key, record in terms.items()} == {
        "c": "C",
        "c-2": "C++",
        "c-3": "Third",
        "c-4": "C--",
        "leap": "LEAP",
    }
    assert terms["c"].text == "A language."  # what is written with our directive counts
    assert house.is_own("term", "c")
    assert not house.is_own("term", "leap")
    assert house.anchor("term", "leap") == ("b", "term-LEAP")
    assert house.anchor("term", "c") == ("ours", "term-c")
    assert said(house) == []


def test_a_term_of_a_glossary_with_the_name_of_one_of_ours_is_another_term() -> None:
    house = ledger(
        facts("ours", term("low-cost", name="LEAP")),
        facts("a", glossary=[term("leap", name="LEAP"), term("leap", name="LEAP")]),
    )
    assert list(house.records("term")) == ["leap", "low-cost"]


def test_without_a_record_of_ours_the_terms_of_glossaries_are_not_looked_for() -> None:
    standard = facts("g", glossary=[term("leap", name="LEAP")], prose="LEAP and E5.")
    assert ledger(standard).mentions_on("g") == ()
    assert len(ledger(standard, E5).mentions_on("g")) == 2


# -- shared names -------------------------------------------------------------------------------

SHARED = facts("a", term("leap", name="LEAP"), path="a.md")
OTHER = facts("b", actor("l", name="LEAP"), path="b.md")


def test_a_name_of_two_records_that_prose_uses_is_said_once_at_the_second() -> None:
    uses = [facts(name, prose="LEAP flies.") for name in ("z", "c", "y")]
    for pages in (uses, uses[::-1]):
        house = ledger(*pages, OTHER, SHARED)
        ((docname, line, code, message),) = said(house)
        assert (docname, line, code) == ("b", 10, "ambiguous")
        assert message == (
            "actor 'l' shares the name 'LEAP' with term 'leap' (a.md:10), so that page 'c' is not "
            "linked where it uses it; give one of them another name, or 'link: no'"
        )
        assert house.records("term")["leap"].mentions == ()


def test_names_that_do_no_harm_are_not_said() -> None:
    assert said(ledger(SHARED, OTHER)) == []  # nobody uses it
    own = facts("c", prose="LEAP flies.", owner=("term", "leap"))
    assert said(ledger(SHARED, OTHER, own)) == []
    use = facts("c", prose="LEAP flies.")
    aliases = [facts(at, actor(at, name=at, aliases=("LEAP",))) for at in ("xx", "yy")]
    assert said(ledger(*aliases, use)) == []  # an alias of several is nobody's name
    alias = facts("b", actor("l", name="Effector", aliases=("LEAP",)))
    assert len(said(ledger(SHARED, alias, use))) == 1
    standard = facts("g", glossary=[term("leap", name="LEAP"), term("x", name="LEAP")])
    assert said(ledger(standard, use, E5)) == []  # Sphinx's own glossaries are not ours to judge
    quiet = facts("b", actor("l", name="LEAP", link=False))
    assert said(ledger(SHARED, quiet, use)) == []


def named(reference: str) -> str:
    """A reference to a record by its id, as it is kept in a prose."""
    return f"{UNNAMED}{reference}{UNNAMED}"


# -- days and titles ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        (["2026-02-10/2026-02-25", "2026-02-20"], "2026-02-25"),
        (["2026-02", "2026-02-27"], "2026-02-28"),
        (["2026-02-20/.."], "2026-02-20"),
        (["../2026-02-20", "2025"], "2026-02-20"),
    ],
)
def test_a_house_judges_on_the_newest_day_of_its_sources(dates: list[str], day: str) -> None:
    pages = [note(f"n{at}", source(f"s{at}", date=date)) for at, date in enumerate(dates)]
    found = ledger(*pages).as_of
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (day, day)
    given = ledger(*pages, as_of="2020-01").as_of
    assert given is not None
    assert given.last.isoformat() == "2020-01-31"


def test_a_brief_judges_on_its_own_day() -> None:
    house = ledger(
        note("n", source("s", date="2026-02-01")),
        brief("dated", about={"date": "2026-03-01"}),
        brief("as-of", about={"date": "2026-03-01", "as_of": "2026-02"}),
        brief("undated", about={}),
    )
    days = {name: house.judged_on(name) for name in ("dated", "as-of", "undated", "n")}
    assert {name: day.last.isoformat() for name, day in days.items() if day} == {
        "dated": "2026-03-01",
        "as-of": "2026-02-28",
        "undated": "2026-02-01",
        "n": "2026-02-01",
    }


def test_titles_name_records_and_leave_numbers_out() -> None:
    title = f"On {named('actor:e5')} {named('claim:c')}"
    page = note("n", source("s"), claim("c"), title=title)
    house = ledger(E5, page, facts("untitled"))
    assert house.title_of("n") == "On E5"
    assert house.notes["n"].title == "On E5"
    assert house.title_of("untitled") == "untitled"
    assert house.title_of("nobody's") == "nobody's"


def test_prose_names_records_and_keeps_the_ids_of_those_that_have_no_name() -> None:
    text = f"{named('actor:e5')}, {named('actor:none')} and {named('claim:c')}"
    page = facts("p", term("t", text=text))
    house = ledger(E5, page, facts("q", claim("c", statement="It is so")))
    assert house.records("term")["t"].text == "E5, none and c"


def test_nobody_changes_what_others_are_handed() -> None:
    ledger = Ledger({})
    for handed in (ledger.records("claim"), ledger.notes, ledger.briefs, ledger.supersedes):
        assert not hasattr(handed, "clear")
        assert not hasattr(handed, "__setitem__")
