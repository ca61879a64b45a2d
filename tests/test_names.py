"""Names: the order of look-up, did-you-mean, ambiguity; the same for roles and fields."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.ledger.names import Names
from sphinx_briefing.records import Actor
from tests.corpus import body_of, note, page, record, refs
from tests.support import Build


def actor(identifier: str, name: str, *aliases: str, abbr: str = "", long: str = "") -> Actor:
    return Actor(
        id=identifier, name=name, kind="group", aliases=aliases, abbr=abbr or None,
        long=long or None,
    )  # fmt: skip


# Each name below is also a lesser name of another actor: the order decides.
ACTORS = [
    actor("alpha", "One"),
    actor("beta", "alpha"),
    actor("gamma", "Two", "One"),
    actor("delta", "Three", "Two", abbr="TH", long="The Third"),
    actor("epsilon", "Four", "the fourth", "shared"),
    actor("zeta", "Five", "shared", "THE FIRST"),
]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("alpha", "alpha"),  # id before name
        ("One", "alpha"),  # name before alias
        ("Two", "gamma"),
        ("TH", "delta"),
        ("The Third", "delta"),
        ("the fourth", "epsilon"),
        ("The Fourth", "epsilon"),  # the only match that differs in case
        ("FOUR", "epsilon"),
        ("the first", "zeta"),
        ("  the   fourth ", "epsilon"),
    ],
)
def test_order_of_look_up(written: str, expected: str) -> None:
    assert Names(ACTORS).find(written).id == expected


@pytest.mark.parametrize("written", ["shared", "Shared", "SHARED"])
def test_a_shared_alias_is_ambiguous(written: str) -> None:
    found = Names(ACTORS).find(written)
    assert found.id == ""
    assert set(found.candidates) == {"epsilon", "zeta"}


def test_case_insensitive_matches_of_several_are_ambiguous() -> None:
    found = Names([actor("a", "Mars"), actor("b", "MARS")])
    assert found.find("Mars").id == "a"
    assert found.find("MARS").id == "b"
    assert set(found.find("mars").candidates) == {"a", "b"}


NAME = st.text(string.ascii_letters, min_size=1, max_size=3)


@given(names=st.lists(NAME, unique=True, max_size=6), wanted=NAME)
def test_look_up_is_what_the_rule_says(names: list[str], wanted: str) -> None:
    records = [actor(f"id-{n}", name) for n, name in enumerate(names)]
    exact = [r.id for r in records if r.name == wanted]
    folded = [r.id for r in records if r.name.lower() == wanted.lower()]
    found = Names(records).find(wanted)
    if exact:
        assert found.id == exact[0]
    elif len(folded) == 1:
        assert found.id == folded[0]
    else:
        assert not found.id
        assert sorted(found.candidates) == (sorted(folded) if len(folded) > 1 else [])


@given(st.permutations(ACTORS), st.sampled_from(["One", "shared", "two", "alpha", "Tow", "x"]))
def test_the_order_of_records_does_not_matter(records: list[Actor], wanted: str) -> None:
    first, second = Names(ACTORS).find(wanted), Names(records).find(wanted)
    assert first.id == second.id
    assert set(first.candidates) == set(second.candidates)
    assert set(first.nearest) == set(second.nearest)


# -- in a build ---------------------------------------------------------------------------------

REGISTER = page(
    {},
    record("actor", "Boris Pistorius", kind="person", aliases="Pistorius, the minister")
    + record("actor", "Crosetto", kind="person", aliases="the minister")
    + record("actor", "Krakow, City of", kind="organisation")
    + record("term", "Drone", long="Uncrewed aircraft", plural="Drones")
    + record("topic", "Donbas", id="east"),
)


def test_names_mean_the_same_in_roles_and_in_fields(build: Build) -> None:
    body = "{actor}`Pistorius` {actor}`boris-pistorius` {topic}`DONBAS` {term}`drones`\n\n"
    body += record("claim", "C", by="pistorius", topic="east", source="n")
    body += record("claim", "D", by="Krakow, City of", source="n")
    built = build({"register.md": REGISTER, "n.md": note(body)})
    assert built.warnings == []
    found = refs(body_of(built, "n.html"))
    assert [ref.href for ref in found[:4]] == [
        "register.html#actor-boris-pistorius",
        "register.html#actor-boris-pistorius",
        "register.html#topic-east",
        "register.html#term-drone",
    ]
    claims = built.ledger["claims"]
    assert (claims["c"]["by"], claims["c"]["topic"]) == ("boris-pistorius", "east")
    assert claims["d"]["by"] == "krakow-city-of"


def test_an_unknown_name_gets_the_nearest_names(build: Build) -> None:
    body = "Text.\n\n{actor}`Pistorious`\n\n" + record("event", "E", date="2026", actors="Crosseto")
    built = build({"register.md": REGISTER, "n.md": note(body)})
    role, field = built.warnings
    assert role.startswith("n.md:9: WARNING: unknown actor 'Pistorious'; did you mean 'Pistorius'")
    assert role.endswith("[briefing.unknown]")
    assert field.startswith("n.md:13: WARNING: ")
    assert "did you mean 'Crosetto'" in field
    assert field.endswith("[briefing.unknown]")


def test_an_ambiguous_name_gets_the_candidates(build: Build) -> None:
    body = "{actor}`the minister`\n\n" + record("event", "E", date="2026", actors="the minister")
    built = build({"register.md": REGISTER, "n.md": note(body)})
    assert len(built.warnings) == 2
    for warning, line in zip(built.warnings, (7, 11), strict=True):
        assert warning.startswith(f"n.md:{line}: WARNING: ")
        assert "boris-pistorius" in warning
        assert "crosetto" in warning
        assert warning.endswith("[briefing.ambiguous]")


def test_terms_of_an_ordinary_glossary_are_terms(build: Build) -> None:
    glossary = "```{glossary}\nShadow fleet\n  Old tankers.\n```\n"
    body = "{term}`shadow fleet` {term}`Drone` {std:term}`Drone` {std:term}`Shadow fleet`\n\n"
    body += record("term", "Dark fleet", see="Shadow fleet")
    built = build({"g.md": f"# G\n\n{glossary}", "r.md": REGISTER, "n.md": note(body)})
    assert built.warnings == []
    html = body_of(built, "n.html")
    assert 'href="g.html#term-Shadow-fleet"' in html or 'href="g.html#term-shadow-fleet"' in html
    assert html.count('href="r.html#term-drone"') == 2
    assert built.ledger["terms"]["dark-fleet"]["see"] == ["shadow-fleet"]
