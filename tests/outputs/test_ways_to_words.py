"""From a statement to the words that carry it, in two steps, in every output."""

import io
import json
import re
from pathlib import Path
from zipfile import ZipFile

import pypdf
import pytest

from tests.corpus import brief, note, page, record
from tests.snapshot_files import page as web_page
from tests.support import Build, Built, Content

URL = "https://example.org/ports"
WORDS = f"{URL}#:~:text=We%20will%20not%20close%20the%20ports"
QUOTED = f"{URL}#:~:text=They%20stay%20open%20for%20grain"
PASSAGE = "\u201cWe will not close the ports\u201d, para 1"


def project() -> dict[str, Content]:
    records = record(
        "claim", "Ports stay open", id="open", by="minister", passage="We will not close the ports",
    ) + record("quote", "", "They stay open for grain.", id="grain", by="minister")  # fmt: skip
    return {
        "who.md": page({}, record("actor", "The minister", id="minister", kind="person")),
        "n.md": note(records, id="gazette", url=URL, date="2026-02-20", snapshot="ports.html"),
        "ports.html": web_page(
            "\u201cWe will not close the ports,\u201d she said. They stay open for grain."
        ),
        "b.md": brief("Ports stay open. {claim}`open` {quote}`grain`", reference="B-1"),
    }


def test_in_a_pdf_the_list_of_sources_leads_there(build: Build) -> None:
    pytest.importorskip("typst")
    built = build(project(), "briefpdf")
    assert built.warnings == []
    pages = pypdf.PdfReader(io.BytesIO(built.path("b.pdf").read_bytes())).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert f"a {PASSAGE} \u00b7 b \u201cThey stay open for grain.\u201d, para 1" in text
    assert URL not in text  # who reads the file can follow a link
    found = [
        link.get_object()["/A"]["/URI"]
        for page in pages
        for link in page.get("/Annots", [])
        if "/URI" in link.get_object().get("/A", {})
    ]
    assert {WORDS, QUOTED} <= set(found)


def test_in_a_word_file_the_endnote_leads_there(build: Build) -> None:
    pytest.importorskip("docx")
    built = build(project(), "briefdocx")
    assert built.warnings == []
    with ZipFile(built.path("b.docx")) as parts:
        notes = parts.read("word/endnotes.xml").decode()
        targets = parts.read("word/_rels/endnotes.xml.rels").decode()
    text = "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", notes))
    assert f"a {PASSAGE}" in text
    assert {WORDS, QUOTED} <= set(re.findall(r'Target="([^"]*)"', targets))


def test_in_other_outputs_it_is_a_link_as_any(build: Build) -> None:
    for builder, name in (("epub", "b.xhtml"), ("singlehtml", "index.html"), ("xml", "b.xml")):
        built = build(project(), builder, conf={"copyright": "Nobody", "version": "1"})
        assert built.warnings == []
        assert WORDS in built.text(name).replace("&amp;", "&")


def test_links_are_checked_without_the_words_that_they_lead_to(build: Build) -> None:
    built = build(project(), "linkcheck", conf={"linkcheck_ignore": [".*"]})
    found = [json.loads(line)["uri"] for line in built.text("output.json").splitlines()]
    assert URL in found
    assert not [address for address in found if ":~:" in address]


def cards_of(built: Built) -> Path:
    [path] = (built.out / "_static" / "briefing-cards").glob("claim-*.js")
    return path


def test_a_card_leads_there(build: Build) -> None:
    text = cards_of(build(project())).read_text(encoding="utf-8")
    assert WORDS in text
