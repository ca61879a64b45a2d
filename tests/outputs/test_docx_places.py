"""Where the paragraphs of a Word file come from, the pages of its headings, and names as words."""

import re
from typing import Any

import pytest
from docx.oxml.ns import qn
from lxml import etree

from tests.corpus import brief, note, record
from tests.support import Build, Built, Content
from tests.word import opened, text_of

pytest.importorskip("typst")

NAMESPACE = "{urn:sphinx-briefing:places}"
BODY = """First words.

Second words on {actor}`Ada`.

```{claims}
:as: list
```

```{include} part.txt
```

- An item
- Another item

| a | b |
| - | - |
| 1 | 2 |
"""
FILES: dict[str, Content] = {
    "registers.md": "# Registers\n\n"
    + record("actor", "Ada", "An engineer.", kind="person", offices="Minister (2025-01/..)"),
    "n.md": note(record("claim", "Harbours reopen", by="Ada", id="c")),
    "deep/brief.md": brief(BODY),
    "deep/part.txt": "Included words.\n\nMore of them.\n",
}
NAME = "deep/brief.docx"


def places_of(built: Built, name: str = NAME) -> dict[str, dict[str, str]]:
    """What the bookmarks of a file stand for, as it says itself."""
    parts = opened(built.path(name)).part.rels.values()
    (blob,) = [rel.target_part.blob for rel in parts if rel.reltype.endswith("/customXml")]
    found: dict[str, dict[str, str]] = {}
    for place in etree.fromstring(blob).iter(f"{NAMESPACE}place"):
        facts = dict(place.attrib)
        assert facts["bookmark"] not in found
        found[facts.pop("bookmark")] = facts
    return found


def paragraphs(built: Built, name: str = NAME) -> list[Any]:
    return list(opened(built.path(name)).element.body.iter(qn("w:p")))


def bookmarks_of(paragraph: Any) -> list[str]:
    return [mark.get(qn("w:name")) for mark in paragraph.iter(qn("w:bookmarkStart"))]


def line_of(built: Built, words: str, name: str = NAME) -> tuple[str, int]:
    """File and line that a paragraph with some words comes from: that of the last bookmark."""
    places, last = places_of(built, name), {"file": "", "line": "0"}
    for paragraph in paragraphs(built, name):
        for mark in bookmarks_of(paragraph):
            last = places[mark] if mark.startswith("p_") else last
        if words in text_of(paragraph):
            return last["file"], int(last["line"])
    raise AssertionError(words)


def test_each_paragraph_tells_its_line(build: Build) -> None:
    built = build(FILES, "briefdocx")
    lines = built.src.joinpath("deep/brief.md").read_text(encoding="utf-8").splitlines()

    for words in ("First words.", "Second words", "An item", "Another item"):
        (line,) = [number for number, text in enumerate(lines, 1) if words in text]
        assert line_of(built, words) == ("deep/brief.md", line), words
    assert line_of(built, "Included words.") == ("deep/part.txt", 1)
    assert line_of(built, "More of them.") == ("deep/part.txt", 3)
    selection = lines.index("```{claims}") + 1
    assert line_of(built, "Harbours reopen") == ("deep/brief.md", selection)


def test_each_record_has_a_bookmark(build: Build) -> None:
    built = build(FILES, "briefdocx")
    places = places_of(built)

    assert places["r_claim_c"] == {"kind": "claim", "id": "c", "page": "n"}
    (paragraph,) = [one for one in paragraphs(built) if "r_claim_c" in bookmarks_of(one)]
    assert "Harbours reopen" in text_of(paragraph)


def test_the_source_of_a_claim_does_not_mark_the_words_behind_it(build: Build) -> None:
    words = "```{claims}\n:as: list\n```\n\nOther words.\n"
    built = build({**FILES, "deep/brief.md": brief(words)}, "briefdocx")

    (paragraph,) = [one for one in paragraphs(built) if text_of(one).strip() == "Other words."]
    assert [mark for mark in bookmarks_of(paragraph) if mark.startswith("r_")] == []


def test_names_are_legal_unique_and_all_in_the_map(build: Build) -> None:
    long = "a/" + "very-long-name-" * 8
    files = {
        f"{long}one.md": brief(BODY.replace("part.txt", "../deep/part.txt")),
        f"{long}two.md": brief("Words.\n\nOther words.\n"),
        "b-r.md": brief("Words.\n"),
        "b.r.md": brief("Words.\n"),
        "\u010dl\u00e1nek.md": brief("Words.\n"),
    }
    built = build({**FILES, **files}, "briefdocx")

    for name in built.files():
        places = places_of(built, name)
        found = [mark for one in paragraphs(built, name) for mark in bookmarks_of(one)]
        notes = [rel.target_part for rel in opened(built.path(name)).part.rels.values()
                 if rel.reltype.endswith("/endnotes")]  # fmt: skip
        found += [mark for part in notes for mark in bookmarks_of(etree.fromstring(part.blob))]
        assert len({mark.casefold() for mark in found}) == len(found)
        assert {mark for mark in found if mark[:2] in ("p_", "r_")} == places.keys()
        for mark in places:
            assert re.fullmatch("[A-Za-z][A-Za-z0-9_]{0,39}", mark)
        page = name.removesuffix(".docx")
        assert {facts["page"] for facts in places.values() if "line" in facts} == {page}


def test_lines_that_move_are_told_and_cost_nobody_else_a_file(build: Build) -> None:
    built = build({**FILES, "other.md": brief("Words.\n\n```{claims}\n```\n")}, "briefdocx")
    stamp = built.path("other.docx").stat().st_mtime_ns
    built.again({"deep/part.txt": "Before.\n\nIncluded words.\n\nMore of them.\n"})
    assert line_of(built, "Included words.") == ("deep/part.txt", 3)
    built.again({"deep/brief.md": brief("\n\n" + BODY)})
    built.again(
        {"n.md": note("\n\nMore.\n\n" + record("claim", "Harbours reopen", by="Ada", id="c"))}
    )

    assert built.files() == built.afresh().files()
    assert built.path("other.docx").stat().st_mtime_ns == stamp


def test_a_map_of_the_house_s_own_stays(build: Build) -> None:
    from io import BytesIO

    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    built = build(FILES, "briefdocx")
    house = opened(built.path(NAME))
    part = Part(PackURI("/customXml/item7.xml"), "application/xml", b"<own/>", house.part.package)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
    house.part.relate_to(part, kind)
    saved = BytesIO()
    house.save(saved)
    again = build(
        {**FILES, "house.docx": saved.getvalue()},
        "briefdocx",
        conf={"briefing_docx_reference": "house.docx"},
    )

    parts = opened(again.path(NAME)).part.rels.values()
    blobs = [rel.target_part.blob for rel in parts if rel.reltype == kind]
    assert b"<own/>" in blobs
    assert len([blob for blob in blobs if NAMESPACE[1:-1].encode() in blob]) == 1


def test_headings_in_the_contents_have_the_numbers_of_their_pages(build: Build) -> None:
    parts = "".join(f"## Part {n}\n\n{'Words of a text. ' * 120}\n\n" for n in range(12))
    built = build({**FILES, "deep/brief.md": brief(parts)}, "briefdocx")
    body = opened(built.path(NAME)).element.body
    marks = {
        mark.get(qn("w:name")): text_of(mark.getparent())
        for mark in body.iter(qn("w:bookmarkStart"))
    }
    pages = []
    for link in body.iter(qn("w:hyperlink")):
        words, _, page = text_of(link).rpartition("\n")
        (field,) = [node.text for node in link.iter(qn("w:instrText"))]
        assert field.split() == ["PAGEREF", link.get(qn("w:anchor")), "\\h"]
        assert marks[link.get(qn("w:anchor"))] == words or words in marks[link.get(qn("w:anchor"))]
        pages.append(int(page))
    assert len(pages) == 12
    assert pages == sorted(pages)
    assert pages[0] in (1, 2)
    assert 4 <= pages[-1] <= 8  # some 4,000 words


def test_names_are_in_the_colour_of_the_text_and_addresses_are_not(build: Build) -> None:
    files = {**FILES, "deep/brief.md": brief("Ada wrote [this](https://example.org/).\n")}
    built = build(files, "briefdocx")
    styles = {style.style_id: style for style in opened(built.path(NAME)).styles}
    found = {}
    for run in opened(built.path(NAME)).element.body.iter(qn("w:r")):
        style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
        if style is not None:
            found[text_of(run).strip()] = styles[style.get(qn("w:val"))].font.color.rgb

    assert found["Ada"] is None
    assert found["this"] is not None
