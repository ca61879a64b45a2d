"""Which brief replaces which, and what is wrong with a reference that means none."""

from tests.ledgers import brief, ledger, said


def test_a_brief_replaces_another_and_each_knows_it() -> None:
    house = ledger(
        brief("new", about={"reference": "UA-3", "supersedes": "UA-1"}),
        brief("newer", about={"supersedes": "UA-1"}),
        brief("old", about={"reference": "UA-1"}),
    )
    assert said(house) == []
    assert house.supersedes == {"new": "old", "newer": "old"}
    assert house.briefs["old"].superseded_by == ("new", "newer")
    assert house.briefs["new"].superseded_by == ()


def test_a_chain_is_no_mistake() -> None:
    house = ledger(
        brief("a", about={"reference": "1", "supersedes": "2"}),
        brief("b", about={"reference": "2", "supersedes": "3"}),
        brief("c", about={"reference": "3"}),
    )
    assert house.supersedes == {"a": "b", "b": "c"}
    assert said(house) == []


def test_what_is_wrong_is_said_at_the_line_of_the_field() -> None:
    house = ledger(
        brief("itself", about={"reference": "A", "supersedes": "A"}, lines={"supersedes": 5}),
        brief("near", about={"supersedes": "ua-2026 03"}, lines={"supersedes": 6}),
        brief("nobody", about={"supersedes": "X"}),
        brief("one", about={"reference": "UA-2026-03"}),
        brief("shared", about={"supersedes": "B"}),
        brief("two", about={"reference": "B"}),
        brief("three", about={"reference": "B"}),
    )
    assert house.supersedes == {}
    assert [(docname, line, code) for docname, line, code, _ in said(house)] == [
        ("itself", 5, "front_matter"),
        ("near", 6, "unknown"),
        ("nobody", 2, "unknown"),
        ("shared", 2, "ambiguous"),
    ]
    messages = [message for *_, message in said(house)]
    assert messages[0].endswith("'A' is the reference of this brief itself; remove it")
    assert messages[1].endswith("; did you mean 'UA-2026-03'?")
    assert messages[2].endswith("; write the 'reference' of the brief it replaces")
    assert messages[3].endswith("'B' is shared by three, two; give each of them one of its own")


def test_a_shared_reference_is_ambiguous_for_one_that_has_it_too() -> None:
    house = ledger(
        brief("a", about={"reference": "B", "supersedes": "B"}),
        brief("b", about={"reference": "B"}),
    )
    assert [code for _, _, code, _ in said(house)] == ["ambiguous"]
