"""Markers of sources: letters of statements, rows, names, ways back, signs of footnotes."""

import re

import lxml.html

from tests.corpus import brief, note, record
from tests.support import Build, Built

FILES = {
    "n.md": note(
        "".join(record("claim", f"Claim {name}", id=name, by="Desk") for name in ("one", "two"))
        + record("actor", "Desk", kind="organisation"),
        id="gazette",
        publisher="The Gazette",
        date="2026-02-20",
    ),
    "m.md": note(record("claim", "Other", id="other", by="Desk"), id="paper", title="A paper"),
    "b.md": brief(
        "First {claim}`one`, then {claim}`two`, {claim}`two`, {claim}`other` and {claim}`one`"
        " again.[^n] {source}`gazette` itself.[^m]\n\n[^n]: Foot.\n\n[^m]: Other foot.\n"
    ),
}


def prose(built: Built, name: str) -> str:
    """What a page says, in one line."""
    return " ".join(built.text(name).split())


def test_plain_outputs_print_number_and_letter_and_share_brackets(build: Build) -> None:
    text = prose(build(FILES, "text"), "b.txt")
    assert "First [1a], then [1b, 2] and [1a] again.[*] [1] itself.[†]" in text
    assert "[*] Foot. [†] Other foot." in text


def test_websites_keep_the_number_and_show_the_letter(build: Build) -> None:
    built = build(FILES, conf={"language": "en_GB"})
    assert built.warnings == []
    page = lxml.html.fromstring(built.text("b.html"))
    markers = page.xpath("//a[contains(@class, 'brief-marker')]")
    assert [one.text_content() for one in markers] == ["[1]", "[1]", "[2]", "[1]", "[1]"]
    assert [one.get("data-mark") for one in markers] == ["1a", "1b", "2", "1a", "1"]
    assert [one.get("aria-label") for one in markers] == [
        "Source 1a: The Gazette, 20 Feb 2026",
        "Source 1b: The Gazette, 20 Feb 2026",
        "Source 2: A report",
        "Source 1a: The Gazette, 20 Feb 2026",
        "Source 1: The Gazette, 20 Feb 2026",
    ]
    signs = page.xpath("//a[contains(@class, 'footnote-reference')]")
    assert [one.text_content() for one in signs] == ["[*]", "[†]"]


def test_the_list_of_sources_leads_back_to_each_statement(build: Build) -> None:
    page = lxml.html.fromstring(build(FILES).text("b.html"))
    ids = [one.get("id") for one in page.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    back = page.xpath("//section[@id='annex-sources']//a[contains(@class, 'brief-back')]")
    found = [(one.text_content(), page.get_element_by_id(one.get("href")[1:])) for one in back]
    assert [(text, there.get("data-mark")) for text, there in found] == [
        ("[1]", "1a"),
        ("a", "1a"),
        ("b", "1b"),
        ("[2]", "2"),
    ]


def test_a_row_of_sources_of_one_statement_has_commas(build: Build) -> None:
    sources = "".join(record("source", f"Source {n}", id=f"s{n}") for n in range(3))
    claim = record("claim", "They met", id="met", by="Desk", source="s0, s1, s2")
    files = {**FILES, "n.md": sources + record("actor", "Desk", kind="state") + claim}
    files = {"i.md": "# I\n\n" + files["n.md"], "b.md": brief("So {claim}`met` {claim}`met`.")}
    assert "So [1, 2, 3] [1, 2, 3]." in prose(build(files, "text"), "b.txt")
    page = lxml.html.fromstring(build(files).text("b.html"))
    words = page.xpath("//p[starts-with(., 'So ')]")[0].text_content()
    assert words == "So [1], [2], [3] [1], [2], [3]."


def test_footnotes_keep_their_numbers_where_no_source_has_one(build: Build) -> None:
    text = prose(build({"b.md": brief("So it is.[^a]\n\n[^a]: Foot.\n")}, "text"), "b.txt")
    assert "So it is.[1]" in text


def test_letters_of_many_statements_go_on(build: Build) -> None:
    names = [f"c{n}" for n in range(28)]
    claims = "".join(record("claim", f"Claim {name}", id=name, by="Desk") for name in names)
    desk = record("actor", "Desk", kind="state")
    text = " and ".join(f"{{claim}}`{name}`" for name in names)
    built = build({"n.md": note(claims + desk), "b.md": brief(text)}, "text")
    assert re.findall(r"\[1\w+\]", built.text("b.txt"))[-3:] == ["[1z]", "[1aa]", "[1ab]"]
