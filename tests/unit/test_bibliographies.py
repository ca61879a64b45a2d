"""What bibliographies say: dates in words and ranges, people, inheritance, markings, CSL."""

from typing import Any

import pytest

from sphinx_briefing.records.bibliography import bibtex_rows, csl_items, csl_rows
from sphinx_briefing.records.bibliography.dates import date
from sphinx_briefing.records.tables import Row, json_tree

pytest.importorskip("bibtexparser")


def bibtex(text: str) -> dict[str, Row]:
    return {str(row.values.get("id")): row for row in bibtex_rows(text)}


def csl(text: str) -> dict[str, Any]:
    """The values of the one item of a document."""
    items = csl_items(json_tree(text))
    assert items is not None
    (row,) = csl_rows(items)
    return row.values


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("17.2.2026", "2026-02-17"),
        ("17/2/2026", "2026-02-17"),
        ("2/17/2026", "2026-02-17"),
        ("2/2/2026", "2026-02-02"),  # the same either way
        ("2026/2/17", "2026-02-17"),
        ("2/2026", "2026-02"),
        ("2025-26", "2025/2026"),
        ("2011-", "2011/.."),
        ("Q3 2026", "2026-07/2026-09"),
        ("ca. 2026", "2026~"),
        ("© 2026", "2026"),
        ("c2026", "2026"),
        ("[2026]", "2026"),
        ("2026a", "2026"),
        ("17--18 February 2026", "2026-02-17/2026-02-18"),
        ("28 February -- 2 March 2026", "2026-02-28/2026-03-02"),
        ("February--March 2026", "2026-02/2026-03"),
        ("2025 -- March 2026", "2025/2026-03"),  # a year that is said alone has no month
        ("March 2025 -- 2026", "2025-03/2026"),
        ("30 December 2025 -- 2 January 2026", "2025-12-30/2026-01-02"),
        ("Summer 2026", "2026-22"),
        ("17 février 2026", "2026-02-17"),
        ("Friday, 20th of February 2026", "2026-02-20"),
        ("2026-02-17T10:00:00Z", "2026-02-17"),
        ("n.d.", ""),
        ("forthcoming", ""),
        ("--", ""),
    ],
)
def test_a_date(written: str, edtf: str) -> None:
    assert date(written) == edtf


@pytest.mark.parametrize(
    "written", ["2/3/2026", "2011/12", "2026-13", "32 May 2026", "May May 2026", "17 2026", "-44"]
)
def test_what_may_mean_two_days_or_none_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        date(written)


# -- inheritance --------------------------------------------------------------------------------

BOOK = """
@collection{book, title={The book}, editor={Berg, Anna}, publisher={Press}, year={2020},
  keywords={ports}, tlp={GREEN}, note={Out of print}}
"""


def test_a_part_has_what_its_book_has_but_for_what_it_says_itself() -> None:
    own = "@inbook{part, title={Mine}, author={Lee, Jo}, date={2021}, crossref={book}}"
    row = bibtex(own + BOOK)["part"].values
    assert (row["title"], row["author"]) == ("Mine", ["Jo Lee"])
    assert row["date"] == "2021"  # and not the year of the book as well
    assert row["publisher"] == "Press"
    assert "tags" not in row
    assert "tlp" not in row  # what says something of one entry alone is not inherited


@pytest.mark.parametrize("how", ["crossref", "xdata"])
def test_what_an_entry_says_itself_is_not_inherited(how: str) -> None:
    own = f"@inbook{{part, title={{P}}, publisher={{Mine}}, url={{https://a.org/}}, {how}={{b}}}}"
    theirs = "title={B}, publisher={Theirs}, url={https://b.org/}, language={german}"
    row = bibtex(f"{own} @book{{b, {theirs}}}")["part"].values
    assert (row["publisher"], row["url"], row["language"]) == ("Mine", "https://a.org/", "de")


def test_what_is_nearer_is_inherited_before_what_is_farther() -> None:
    text = (
        "@inbook{part, title={P}, xdata={near, far}} @xdata{near, publisher={Near}} "
        "@xdata{far, publisher={Far}, language={german}}"
    )
    row = bibtex(text)["part"].values
    assert (row["publisher"], row["language"]) == ("Near", "de")


def test_a_date_is_inherited_whole_or_not_at_all() -> None:
    book = "@book{b, title={B}, year={2020}, month={5}}"
    rows = bibtex(f"@inbook{{one, title={{O}}, crossref={{b}}}} {book}")
    assert rows["one"].values["date"] == "2020-05"
    rows = bibtex(f"@inbook{{two, title={{T}}, year={{2021}}, crossref={{b}}}} {book}")
    assert rows["two"].values["date"] == "2021"


def test_the_title_of_a_book_becomes_that_of_what_a_part_stands_in() -> None:
    row = bibtex("@inbook{part, author={Lee, Jo}, crossref={book}}" + BOOK)["part"].values
    assert row["title"] == "The book"  # as booktitle, in want of a title
    article = "@article{a, title={A}, crossref={j}} @periodical{j, title={Journal}, subtitle={S}}"
    row = bibtex(article)["a"].values
    assert (row["title"], row["publisher"]) == ("A", "Journal")


def test_xdata_gives_everything_under_its_own_name() -> None:
    text = (
        "@online{a, title={A}, xdata={x, y}} @xdata{x, tlp={AMBER}, keywords={one}} "
        "@xdata{y, urldate={2026-02-01}, date={2026}}"
    )
    rows = bibtex(text)
    assert list(rows) == ["a"]
    assert rows["a"].values["tlp"] == "AMBER"
    assert rows["a"].values["tags"] == ["one"]
    assert (rows["a"].values["date"], rows["a"].values["accessed"]) == ("2026", "2026-02-01")


def test_what_is_inherited_from_nobody_is_said_and_circles_end() -> None:
    text = "@book{a, title={A}, crossref={b}}\n@book{b, title={B}, crossref={a}, xdata={none}}"
    rows = bibtex(text)
    assert rows["a"].remarks == []
    assert rows["b"].remarks == [(2, "'xdata': there is no entry 'none' in this file")]


# -- people, publishers, markings ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Berg, Anna and Lee, Jo and others", ["Anna Berg", "Jo Lee"]),
        ("von der Berg, Jr, Anna", ["Anna von der Berg, Jr"]),
        ("{United Nations and Partners}", ["United Nations and Partners"]),
        ("Berg, Anna et al.", ["Anna Berg"]),
        ("family=d'Arbois, given=Luc", ["Luc d'Arbois"]),
    ],
)
def test_people(written: str, names: list[str]) -> None:
    assert bibtex(f"@book{{k, title={{T}}, author={{{written}}}}}")["k"].values["author"] == names


def test_who_edits_a_book_wrote_it_if_nobody_else_did_but_wrote_no_part_of_another() -> None:
    editor = "title={T}, editor={Berg, Anna}"
    assert bibtex(f"@book{{k, {editor}}}")["k"].values["author"] == ["Anna Berg"]
    assert "author" not in bibtex(f"@inbook{{k, {editor}}}")["k"].values
    both = bibtex(f"@book{{k, {editor}, author={{Lee, Jo}}}}")["k"].values
    assert both["author"] == ["Jo Lee"]


def test_fields_that_are_written_twice() -> None:
    text = (
        "@book{k, title={T},\n keywords={a},\n keywords={b, c},\n publisher={P},\n publisher={Q}}"
    )
    row = bibtex(text)["k"]
    assert row.values["tags"] == ["a", "b", "c"]
    assert row.values["publisher"] == "P"
    assert row.remarks == [(5, "'publisher' is written twice; the first one counts")]


def test_a_field_that_looks_like_a_marking_is_for_the_fewest_readers() -> None:
    row = bibtex("@book{k, title={T},\n classification={secret}}")["k"]
    assert row.values["tlp"] == "RED"
    assert row.remarks[0][0] == 2
    assert "tlp" not in bibtex("@book{k, title={T}, classification={Felis}}")["k"].values
    own = bibtex("@book{k, title={T}, tlp={AMBER}, marking={x}}")["k"]
    assert own.values["tlp"] == "AMBER"


# -- CSL ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issued", "edtf"),
    [
        ('{"date-parts": [[2026, 2, 17]]}', "2026-02-17"),
        ('{"date-parts": [[2026, 2]]}', "2026-02"),
        ('{"date-parts": [["2026", "0", "0"]]}', "2026"),
        ('{"date-parts": [[2026, 2, 17], [2026, 3, 1]]}', "2026-02-17/2026-03-01"),
        ('{"date-parts": [[2026], [0]]}', "2026/.."),
        ('{"date-parts": [[2026]], "circa": true}', "2026~"),
        ('{"date-parts": [[2026]], "circa": false}', "2026"),
        ('{"date-parts": [[2026]], "circa": "0"}', "2026"),
        ('{"date-parts": [[2026]], "circa": "no"}', "2026"),
        ('{"date-parts": [[2026]], "circa": ""}', "2026"),
        ('{"date-parts": [[2026]], "season": 2}', "2026-22"),
        ('{"date-parts": [[2026, 13]]}', "2026-21"),
        ('{"raw": "17 February 2026"}', "2026-02-17"),
        ('{"literal": "Spring 2026"}', "2026-21"),
        ('{"year": 2026, "month": 2}', "2026-02"),
        ('"2026-02-17"', "2026-02-17"),
    ],
)
def test_dates_of_csl(issued: str, edtf: str) -> None:
    assert csl(f'[{{"id": "k", "title": "T", "issued": {issued}}}]')["date"] == edtf


def test_who_publishes_an_item() -> None:
    fields = '"title": "T", "issued": "2026", "publisher": "Press", "container-title": "Daily"'
    assert csl(f'[{{"type": "article-newspaper", {fields}}}]')["publisher"] == "Daily"
    assert csl(f'[{{"type": "chapter", {fields}}}]')["publisher"] == "Press"


def test_a_marking_of_its_own_counts_in_csl_too() -> None:
    item = '[{"title": "T", "issued": "2026", "tlp": "AMBER", "classification": "secret"}]'
    assert csl(item)["tlp"] == "AMBER"
    assert csl(item.replace('"tlp": "AMBER", ', ""))["tlp"] == "RED"
    custom = item.replace(
        '"tlp": "AMBER", "classification": "secret"', '"custom": {"tlp": "GREEN"}'
    )
    assert csl(custom)["tlp"] == "GREEN"
