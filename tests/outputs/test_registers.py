"""Long listings on websites: letters, parts, and a place for each record."""

import re

import pytest

from sphinx_briefing.html.registers import letter_of
from tests.corpus import brief, page, record
from tests.support import Build

# ruff: noqa: RUF001 - Cyrillic letters are what it is about

NAMES = [
    *(f"{letter}lder {number}" for letter in "ABCEZ" for number in range(30)),
    "Ålesund", "Łukasz", "Éric", "d'Ivoire", "Жуков", "Зеленский", "3M", "العربية",
]  # fmt: skip
FILES = {
    "who.csv": "name,kind\n" + "".join(f"{name},person\n" for name in NAMES),
    "who.md": page({}, record("actors", file="who.csv", **{"as": "list"}), title="Who"),
    "views.md": page(
        {},
        record("actors", caption="All", **{"as": "list"})
        + record("actors", **{"as": "cards"})
        + record("actors", caption="Rows", **{"as": "table"})
        + record("actors", sort="-name", **{"as": "list"})
        + record("actors", limit="100", **{"as": "list"}),
        title="Views",
    ),
}


@pytest.mark.parametrize(
    ("title", "letter"),
    [("Ålesund", "A"), ("Łódź", "L"), ("øre", "O"), ("“Quoted” name", "Q"), ("d'Ivoire", "D"),
     ("597 ships", "0–9"), ("Йод", "И"), ("العربية", "ا"), ("…", "0–9"), ("", "0–9"), ("ß", "S")],
)  # fmt: skip
def test_a_name_stands_under_its_letter(title: str, letter: str) -> None:
    assert letter_of(title) == letter


def bars(html: str) -> list[list[tuple[str, str]]]:
    """The letters of each bar, with what they lead to."""
    found = re.findall(r'<nav class="brief-letters".*?</nav>', html, re.S)
    return [re.findall(r'href="#([^"]+)">([^<]+)<', bar) for bar in found]


def test_long_listings_by_name_have_letters_that_lead_to_them(build: Build) -> None:
    built = build(FILES)
    assert built.warnings == []
    html = built.text("views.html")
    found = bars(html)
    assert len(found) == 3  # list, cards, table; neither the one backwards nor that of a hundred
    letters = ["0–9", "A", "B", "C", "D", "E", "L", "Z", "Ж", "З", "ا"]
    for bar in found:
        assert [letter for _place, letter in bar] == letters
        for place, _letter in bar:
            assert html.count(f'id="{place}"') == 1
    # Every name once in each listing, under its letter.
    first = html.split('class="brief-letters"')[1]
    heads = re.split(
        r'<h\d class="brief-letter rubric"[^>]*>|<p class="brief-letter rubric"[^>]*>', first
    )
    assert len(heads) == len(letters) + 1
    assert "Ålesund" in heads[2] and "Alder 0" in heads[2]  # noqa: PT018
    assert sum(head.count("brief-head") for head in heads) == len(NAMES)


def test_a_long_listing_in_another_order_has_parts_of_a_hundred(build: Build) -> None:
    html = build(FILES).text("views.html")
    backwards = html.split("brief-view ")[4]
    assert backwards.count('"brief-part ') == 2
    assert backwards.count("brief-head") == len(NAMES)
    assert '"brief-part ' not in html.split("brief-view ")[5]


@pytest.mark.parametrize("layout", ["list", "cards", "table"])
def test_a_record_of_a_register_has_its_place_where_it_stands(build: Build, layout: str) -> None:
    files = {**FILES, "who.md": FILES["who.md"].replace(":as: list", f":as: {layout}")}
    html = build(files).text("who.html")
    for name in ("alder-7", "d-ivoire", "lukasz"):
        place = html.index(f'id="actor-{name}"')
        assert html.count(f'id="actor-{name}"') == 1
        assert html.rindex("brief-head", 0, place) > place - 40


def test_terms_have_letters_too(build: Build) -> None:
    names = [f"{letter}erm {number}" for letter in "xyz" for number in range(40)]
    files = {"t.md": page({}, "".join(record("term", name) for name in names) + record("terms"))}
    html = build(files).text("t.html")
    assert [letter for _place, letter in bars(html)[0]] == ["X", "Y", "Z"]
    assert len(re.findall(r'<dl class="[^"]*brief-definitions', html)) == 3


@pytest.mark.parametrize("builder", ["latex", "text", "briefpdf", "briefdocx"])
def test_other_builders_keep_the_listing_as_it_is(build: Build, builder: str) -> None:
    files = {**FILES, "b.md": brief("So.\n\n" + record("actors", scope="all", **{"as": "list"}))}
    assert build(files, builder=builder).warnings == []
