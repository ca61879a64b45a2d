"""Names: the order of look-up, did-you-mean, ambiguity; the same for roles and fields."""

# ruff: noqa: RUF001 - letters and quotation marks of many kinds are what they are about

import string
import unicodedata

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.ledger.mentions import Mentions
from sphinx_briefing.ledger.names import COMPARED, Names
from sphinx_briefing.records import Actor, Term, slug
from tests.corpus import body_of, note, page, record, refs
from tests.support import Build
from tests.work import lines_run


def actor(identifier: str, name: str, *aliases: str, abbr: str = "", long: str = "") -> Actor:
    return Actor(
        id=identifier,
        name=name,
        kind="group",
        aliases=aliases,
        abbr=abbr or None,
        long=long or None,
    )


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


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("O'Brien", "o-brien"),
        ("STRASSE AG", "strasse-ag"),
        ("Dışişleri", "disisleri"),
        ("Tov „Naftohaz“", "tov-naftohaz"),
        (unicodedata.normalize("NFD", "šefčovič"), "sefcovic"),
        ("Šefčoviča", "sefcovic"),
    ],
)
def test_look_up_folds_as_prose_does(written: str, expected: str) -> None:
    names = ["O’Brien", "Straße AG", "DIŞİŞLERİ", 'TOV "Naftohaz"', "Šefčovič"]
    records = [actor(slug(name), name) for name in names]
    records[-1] = msgspec.structs.replace(records[-1], forms=("Šefčoviča",))
    assert Names(records).find(written).id == expected
    mention = Mentions(records).find(f"by {written}")
    assert bool(mention) == (written[0].isupper())
    assert all(found.id == expected for found in mention)


def test_regular_plurals_of_terms_are_found_last() -> None:
    terms = [Term(id="drone", name="Drone"), Term(id="ally", name="ally", aliases=("Drones of X",))]
    assert Names(terms).find("drones").id == "drone"
    assert Names(terms).find("Allies").id == "ally"
    assert Names([*terms, Term(id="show", name="Drones")]).find("drones").id == "show"
    assert Names(terms, english=False).find("drones").id == ""
    assert Names([actor("ally", "Ally")]).find("Allies").id == ""


def test_a_list_may_be_one_name_with_a_comma() -> None:
    names = Names([actor("k", "Krakow, City of"), actor("v", "Vik")])
    whole = [(written, found.id) for written, found in names.find_all(("Krakow", "City of"))]
    assert whole == [("Krakow, City of", "k")]
    assert [found.id for _, found in names.find_all(("Vik", "Krakow, City of"))] == ["v", "k"]
    assert names.find_all(()) == []


def test_of_many_candidates_a_few_are_named() -> None:
    found = Names([actor(f"a{n}", "Vik") for n in range(10)]).find("Vik")
    assert found.message("actor", "Vik") == (
        "actor 'Vik' is ambiguous: it may mean a0, a1, a2, a3, a4 and 5 others; "
        "write one of these ids"
    )


# -- similar names ------------------------------------------------------------------------------

WORDS = ["harbour", "ministry", "council", "union", "bureau", "agency", "port", "fleet"]


def many(count: int) -> list[Actor]:
    return [
        actor(f"n{n}", f"{WORDS[n % 8].title()} of {chr(97 + n % 26)}{n:05d}{WORDS[n // 8 % 8]}")
        for n in range(count)
    ]


def test_similar_names_are_found_among_many() -> None:
    records = [*many(5000), actor("pist", "Boris Pistorius"), actor("nmt", "NMT")]
    names = Names(records)
    assert names.find("Boris Pistorious").nearest[0] == "Boris Pistorius"
    assert names.find("boris pistorius,").nearest[0] == "Boris Pistorius"
    assert "NMT" in names.find("NMR").nearest
    wanted = records[77].name
    assert names.find(wanted[:-3] + wanted[-1]).nearest[0] == wanted


def test_an_unknown_name_costs_the_same_however_many_there_are() -> None:
    few, most = Names(many(2_000)), Names(many(16_000))
    for names in (few, most):
        names.find("to make the index")
    wanted = [f"Minstry of {n}x{WORDS[n % 8]}" for n in range(50)]
    compared = [len(names.compared_with(name)) for names in (few, most) for name in wanted]
    assert max(compared) <= COMPARED
    work = [lines_run(names.find, name) for names in (few, most) for name in wanted]
    assert sum(work[50:]) < 1.1 * sum(work[:50])


@given(st.permutations([*ACTORS, actor("a", "Onf"), actor("b", "Onw"), actor("c", "Onr")]))
def test_the_nearest_names_have_one_order(records: list[Actor]) -> None:
    assert (
        Names(records).find("Ons").nearest
        == Names(sorted(records, key=lambda one: one.id)).find("Ons").nearest
    )


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
    assert (claims["c"]["by"], claims["c"]["topic"]) == (["boris-pistorius"], ["east"])
    assert claims["d"]["by"] == ["krakow-city-of"]


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


def test_link_is_yes_or_no(build: Build) -> None:
    register = record("actor", "A", kind="state", link="never")
    register += record("term", "B", link="No") + record("term", "C", link="yes")
    (warning,) = build({"r.md": page({}, register)}, "ledger").warnings
    assert warning.startswith("r.md:5: WARNING: actor: 'link': 'never' is neither yes nor no")
