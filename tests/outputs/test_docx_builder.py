"""``-b briefdocx``: which files are written, and what Word finds in and around their text."""

import datetime
import io
import sys
import zipfile
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from sphinx.errors import ExtensionError

from tests.support import Build, Built, Content
from tests.word import notes_of, opened, text_of

FRONT = """---
brief:
  kind: policy
  reference: UA-2026-07
  date: 2026-02-23
  authors: [Europe desk, Władysław Šekerinska]
  status: draft
  edition: 2
  summary: The bottom line in one sentence.
tlp: GREEN
topics: []
---
# Security guarantees: where they stand

"""
NOTE = """---
source:
  id: {id}
  title: Source {id}
  publisher: Gazette
  date: 2026-02-20
  url: https://example.org/{id}
---
# Note {id}

```{{claim}} They said {id}.
:id: said-{id}
:by: Desk
```

"""
DESK = "```{actor} Desk\n:kind: organisation\n\nIt writes.\n```\n\n```{term} Word\n```\n"
NOTES = {
    "a.md": NOTE.format(id="aaa") + DESK,
    "b.md": NOTE.format(id="bbb"),
    "c.md": NOTE.format(id="ccc"),
}


def brief(body: str = "Words.\n") -> str:
    return FRONT + body


def word(build: Build, body: str = "Words.\n", /, conf: Any = None, **files: Content) -> Built:
    return build({"brief.md": brief(body).encode(), **files}, "briefdocx", conf=conf)


def noted(build: Build, body: str, /, conf: Any = None) -> Built:
    return build({"brief.md": brief(body).encode(), **NOTES}, "briefdocx", conf=conf)


def document_of(built: Built, name: str = "brief.docx") -> Document:
    return opened(built.path(name))


def body_of(built: Built) -> str:
    return text_of(document_of(built).element.body)


def styles_of(built: Built) -> list[tuple[str, str]]:
    """The paragraphs of the text with their styles."""
    paragraphs = document_of(built).paragraphs
    return [(one.style.name or "", one.text) for one in paragraphs if one.style is not None]


def fields_of(built: Built) -> list[str]:
    body = document_of(built).element.body
    return [field.get(qn("w:instr")).strip() for field in body.iter(qn("w:fldSimple"))]


def test_one_file_for_each_brief_and_for_nothing_else(build: Build) -> None:
    built = build(
        {
            "one.md": brief().encode(),
            "deep/two.md": brief("![A square](../dot.png)\n").encode(),
            "page.md": "# An ordinary page",
            "dot.png": DOT,
        },
        "briefdocx",
    )

    assert built.warnings == []
    assert sorted(built.files()) == ["deep/two.docx", "one.docx"]
    assert "briefdocx: [1/2] deep/two" in built.messages
    assert "briefdocx: [2/2] one" in built.messages


def test_a_project_without_briefs(build: Build) -> None:
    built = build({"index.md": "# Nothing here"}, "briefdocx")

    assert (built.status, built.warnings, built.files()) == (0, [], {})


def test_the_title_block_shows_the_front_matter(build: Build) -> None:
    built = word(build)
    document = document_of(built)

    assert styles_of(built)[:4] == [
        ("Briefing Kicker", "Policy brief · UA-2026-07"),
        ("Title", "Security guarantees: where they stand"),
        ("Briefing Summary", "The bottom line in one sentence."),
        (
            "Briefing Facts Line",
            "Draft · Edition 2 · Europe desk, Władysław Šekerinska · 2026-02-23 · 1 min",
        ),
    ]
    assert not document.tables


def test_structure_is_made_of_the_styles_of_word(build: Build) -> None:
    body = (
        "## First\n\n### Second\n\nWords *stressed* and **strong** and `code`.\n\n- item\n"
        "  - inner\n\n3. three\n4. four\n\n> Quoted.\n\n```\nlisting\n```\n"
    )
    found = styles_of(word(build, body))

    for pair in (
        ("Heading 1", "First"),
        ("Heading 2", "Second"),
        ("List Bullet", "item"),
        ("List Bullet", "inner"),
        ("List Number", "three"),
        ("Quote", "Quoted."),
        ("HTML Preformatted", "listing"),
        ("Body Text", "Words stressed and strong and code."),
    ):
        assert pair in found


def test_words_have_the_character_styles_of_word(build: Build) -> None:
    document = document_of(word(build, "Words *stressed*, **strong**, `code`, ***both***.\n"))
    (paragraph,) = [one for one in document.paragraphs if "stressed" in one.text]
    looks = {run.text: run for run in paragraph.runs}
    styles = {text: run.style.name for text, run in looks.items()}

    assert (styles["stressed"], styles["strong"]) == ("Emphasis", "Strong")
    assert styles["code"] == "HTML Code"
    assert looks["both"].bold
    assert looks["both"].italic


def test_lists_are_word_s_own(build: Build) -> None:
    body = "3. three\n4. four\n\ntext\n\n1. one\n\n   - inner\n"
    document = document_of(word(build, body))
    lists = {}
    for paragraph in document.paragraphs:
        properties: Any = paragraph._p.pPr
        numbering = properties.numPr if properties is not None else None
        if numbering is not None:
            lists[paragraph.text] = (numbering.numId.val, numbering.ilvl.val)

    assert lists["three"] == lists["four"]
    assert lists["three"][0] != lists["one"][0]
    assert lists["inner"][1] == 1
    numbering = document.part.numbering_part.element
    (three,) = [one for one in numbering.num_lst if one.numId == lists["three"][0]]
    assert three.find(f".//{qn('w:startOverride')}").get(qn("w:val")) == "3"


def test_a_long_brief_opens_with_its_contents(build: Build) -> None:
    headings = "".join(f"## Part {n}\n\nText.\n\n### Inner {n}\n\n" for n in range(6))
    built = word(build, headings)
    found = [(style, text) for style, text in styles_of(built) if style.startswith("toc ")]

    assert found[:2] == [("toc 1", "Part 0\t1"), ("toc 2", "Inner 0\t1")]
    assert len(found) == 12
    body = document_of(built).element.body
    names = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} == {
        name for name in names if name.startswith("_Toc")
    }
    assert "Contents" not in body_of(word(build, "## Part\n"))


def test_properties_are_those_of_the_brief(build: Build) -> None:
    found = document_of(word(build)).core_properties

    assert found.title == "Security guarantees: where they stand"
    assert found.author == "Europe desk; Władysław Šekerinska"
    assert found.subject == "The bottom line in one sentence."
    assert (found.category, found.content_status, found.version) == ("Policy", "Draft", "2")
    assert (found.identifier, found.language) == ("UA-2026-07", "en")
    assert found.created == found.modified
    assert found.created is not None
    assert found.created.date() == datetime.date(2026, 2, 23)


def test_a_very_long_summary_is_cut_among_the_properties_alone(build: Build) -> None:
    front = FRONT.replace("The bottom line in one sentence.", "word " * 100 + "lastword.")
    built = build({"brief.md": front.encode()}, "briefdocx")

    assert built.warnings == []
    assert document_of(built).core_properties.subject.endswith("word…")
    assert "lastword." in body_of(built)


def test_the_day_of_the_build_is_nowhere(build: Build) -> None:
    built = word(build, "![A dot](dot.png)", **{"dot.png": DOT})
    with zipfile.ZipFile(built.path("brief.docx")) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        words = b" ".join(parts.read(name) for name in parts.namelist() if name.endswith("xml"))
    assert f"{datetime.datetime.now(tz=datetime.UTC):%Y-%m-%d}".encode() not in words


def test_a_brief_without_a_date_has_no_day_of_the_build(build: Build) -> None:
    front = FRONT.replace("  date: 2026-02-23\n", "")
    built = build({"brief.md": front.encode()}, "briefdocx")
    created = document_of(built).core_properties.created

    assert created is not None
    assert created.year == 2000


def test_the_language_is_that_of_the_project(build: Build) -> None:
    built = word(build, conf={"language": "de"})
    document = document_of(built)
    (lang,) = document.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang"))

    assert lang.get(qn("w:val")) == "de"
    assert document.core_properties.language == "de"
    assert "Seite" in document.sections[0].footer.paragraphs[0].text


def test_the_marking_is_in_header_and_footer_of_upright_and_turned_pages(build: Build) -> None:
    table = f"|{'word|' * 10}\n|{'---|' * 10}\n|{'cell|' * 10}\n"
    document = document_of(word(build, f"Before.\n\n{table}\nAfter.\n"))

    upright, turned, last = document.sections
    sizes = [section.page_width > section.page_height for section in (upright, turned, last)]  # type: ignore[operator]
    assert sizes == [False, True, False]
    for section in document.sections:
        for part in (section.header, section.footer):
            (marking,) = [p for p in part.paragraphs if "TLP:" in p.text]
            assert marking.text.strip("\u00a0") == "TLP:GREEN"
            assert marking.style is not None
            assert marking.style.name == "Briefing Marking"
            assert marking.runs[0].font.color.rgb == RGBColor(0x33, 0xFF, 0x00)
    style = document.styles["Briefing Marking"]
    assert style.type == WD_STYLE_TYPE.PARAGRAPH
    assert style.font.size == Pt(12)
    assert style.paragraph_format.alignment == 2
    assert "UA-2026-07 · Draft" in document.sections[0].footer.paragraphs[0].text
    assert "TLP" not in text_of(document.element.body)


def test_a_brief_without_marking(build: Build) -> None:
    built = build({"brief.md": brief().replace("tlp: GREEN\n", "").encode()}, "briefdocx")
    section = document_of(built).sections[0]

    assert "TLP" not in section.header.paragraphs[0].text
    assert "Page" in section.footer.paragraphs[0].text


def test_the_same_sources_give_the_same_bytes(build: Build) -> None:
    built = noted(build, "## Heading\n\nText {claim}`said-aaa`[^n].\n\n[^n]: Note.\n")
    before = built.path("brief.docx").read_bytes()

    assert built.afresh().path("brief.docx").read_bytes() == before


def test_an_equal_file_is_left_alone_and_a_changed_one_written_again(build: Build) -> None:
    built = word(build)
    before = built.path("brief.docx").stat().st_mtime_ns
    built.again()
    assert built.path("brief.docx").stat().st_mtime_ns == before
    assert not [path for path in built.out.iterdir() if path.suffix == ".part"]

    built.again({"brief.md": brief("Otherwords.\n").encode()})
    assert "Otherwords." in body_of(built)


def test_incremental_builds_equal_clean_ones(build: Build) -> None:
    built = noted(build, "One {claim}`said-aaa`.\n\n![A dot](dot.png)\n")
    files = {"dot.png": DOT, "two.md": brief("Two.\n").encode()}
    for changes in (
        files,
        {"a.md": NOTES["a.md"].replace("Source aaa", "Renamed source")},
        {"two.md": None},
    ):
        built.again(changes)
        assert built.warnings == []
        assert built.files() == built.afresh().files()

    assert list(built.files()) == ["brief.docx"]
    assert "Renamed source" in text_of(notes_of(document_of(built), "endnote")["1"])


def test_a_changed_reference_document_is_taken_up(build: Build) -> None:
    conventions = docx.Document()
    built = word(build, "## Part\n", conf=REFERENCE, **{"house.docx": saved(conventions)})
    conventions.styles["Heading 1"].font.name = "Newfont"
    built.again({"house.docx": saved(conventions)})

    assert document_of(built).styles["Heading 1"].font.name == "Newfont"


# -- sources ---------------------------------------------------------------------------------


def test_each_source_is_an_endnote_and_a_repeated_marker_refers_to_it(build: Build) -> None:
    built = noted(
        build, "One {claim}`said-bbb`, two {claim}`said-aaa`, one again {claim}`said-bbb`.\n"
    )
    assert built.warnings == []
    document = document_of(built)
    body = document.element.body

    assert "One [1], two [2], one again [1]." in text_of(body)
    references = [node.get(qn("w:id")) for node in body.iter(qn("w:endnoteReference"))]
    assert references == ["1", "2"]
    notes = notes_of(document, "endnote")
    assert text_of(notes["1"]).strip().startswith("[1] Source bbb")
    parts = document.part.rels.values()
    part = next(part.target_part for part in parts if part.reltype.endswith("/endnotes"))
    addresses = {relation.target_ref for relation in part.rels.values()}
    assert "https://example.org/aaa" in addresses  # what its title leads to
    (again,) = [field for field in fields_of(built) if field.startswith("NOTEREF")]
    name = again.split()[1]
    (start,) = [mark for mark in body.iter(qn("w:bookmarkStart")) if mark.get(qn("w:name")) == name]
    assert start.getnext().find(qn("w:endnoteReference")).get(qn("w:id")) == "1"
    settings = document.settings.element.find(qn("w:endnotePr"))
    assert settings.find(qn("w:numFmt")).get(qn("w:val")) == "decimal"


def test_addresses_of_sources_are_links_of_the_notes(build: Build) -> None:
    document = document_of(noted(build, "One {claim}`said-aaa`.\n"))
    part = next(
        r.target_part for r in document.part.rels.values() if r.reltype.endswith("endnotes")
    )
    (link,) = notes_of(document, "endnote")["1"].iter(qn("w:hyperlink"))

    assert part.rels[link.get(qn("r:id"))].target_ref == "https://example.org/aaa"


def test_the_annex_of_sources_comes_last_and_holds_no_list(build: Build) -> None:
    built = noted(build, "One {claim}`said-aaa` by {actor}`Desk`.\n")
    headings = [text for style, text in styles_of(built) if style == "Heading 1"]

    assert headings == ["People and organisations", "Sources"]
    assert "Source aaa" not in body_of(built)


def test_a_source_that_a_footnote_alone_cites_stays_in_the_annex(build: Build) -> None:
    built = noted(
        build,
        "Note[^n] {claim}`said-bbb`.\n\n"
        "[^n]: Only here {claim}`said-aaa`, too {claim}`said-bbb`.\n",
    )
    assert built.warnings == []
    document = document_of(built)

    (note,) = notes_of(document, "footnote").values()
    assert "Only here [2], too [1]." in text_of(note)
    assert "[2] Source aaa" in body_of(built)
    assert "Source bbb" in text_of(notes_of(document, "endnote")["1"])
    assert not list(note.iter(qn("w:endnoteReference")))


def test_a_list_of_sources_placed_by_hand_refers_to_the_endnotes(build: Build) -> None:
    built = noted(build, "One {claim}`said-aaa`.\n\n```{sources}\n```\n")
    document = document_of(built)

    assert built.warnings == []
    assert "[1] Source aaa" in " ".join(text_of(document.element.body).split())
    assert len([field for field in fields_of(built) if field.startswith("NOTEREF")]) == 1
    assert "Gazette" in text_of(notes_of(document, "endnote")["1"])


@pytest.mark.parametrize("options", [":as: table\n", ":as: cards\n"])
def test_sources_placed_by_hand_in_other_layouts(build: Build, options: str) -> None:
    built = noted(build, f"One {{claim}}`said-aaa`.\n\n```{{sources}}\n{options}```\n")
    note = " ".join(text_of(notes_of(document_of(built), "endnote")["1"]).split())

    assert built.warnings == []
    assert note.startswith("[1] Source aaa")
    assert "Gazette" in note


def test_without_an_annex_the_endnote_describes_the_source(build: Build) -> None:
    built = noted(build, "One {claim}`said-aaa`.\n", conf={"briefing_annexes": []})
    note = text_of(notes_of(document_of(built), "endnote")["1"])

    assert "Source aaa · Gazette · 2026-02-20 · https://example.org/aaa" in note


# -- links -----------------------------------------------------------------------------------


def test_links_inside_outside_and_elsewhere(build: Build) -> None:
    body = (
        "(here)=\n## Here\n\n[inside](#here) [outside](https://example.org/ä?x=1&y=2) "
        "[mail](mailto:a@example.org) [script](ftp://example.org) [page](other.md)\n"
    )
    built = word(build, body, **{"other.md": "# Other page"})
    document = document_of(built)
    found = {}
    for link in document.element.body.iter(qn("w:hyperlink")):
        relation = link.get(qn("r:id"))
        found[text_of(link)] = (
            document.part.rels[relation].target_ref if relation else link.get(qn("w:anchor"))
        )

    assert found == {
        "inside": "here",
        "outside": "https://example.org/%C3%A4?x=1&y=2",
        "mail": "mailto:a@example.org",
    }
    names = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    assert names.count("here") == 1
    assert "script page" in body_of(built)


def test_names_lead_to_their_entries_in_the_annexes(build: Build) -> None:
    body = document_of(noted(build, "One {actor}`Desk` and {term}`Word`.\n")).element.body
    marks = {mark.get(qn("w:name")): mark for mark in body.iter(qn("w:bookmarkStart"))}
    links = {text_of(link): link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}

    assert list(links) == ["Desk", "Word"]
    for name, anchor in links.items():
        assert text_of(marks[anchor].getparent()).strip().startswith(name)


def test_other_pages_are_linked_where_they_are_published(build: Build) -> None:
    built = word(
        build,
        "[page](sub/other.md)\n",
        conf={"html_baseurl": "https://briefs.example.org/eu"},
        **{"sub/other.md": "# Other page"},
    )
    document = document_of(built)
    (link,) = document.element.body.iter(qn("w:hyperlink"))

    target = document.part.rels[link.get(qn("r:id"))].target_ref
    assert target == "https://briefs.example.org/eu/sub/other.html"


# -- the reference document --------------------------------------------------------------------


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


REFERENCE = {"briefing_docx_reference": "house.docx"}


def test_a_reference_document_gives_its_styles_page_and_header(build: Build) -> None:
    conventions = docx.Document()
    conventions.styles["Heading 1"].font.name = "Housefont"
    conventions.sections[0].header.paragraphs[0].text = "Ministry of Words"
    conventions.sections[0].left_margin = Pt(99)
    conventions.add_paragraph("Placeholder of the reference.")
    built = word(build, "## Part\n", conf=REFERENCE, **{"house.docx": saved(conventions)})

    assert built.warnings == []
    document = document_of(built)
    assert document.styles["Heading 1"].font.name == "Housefont"
    assert document.styles["Briefing Summary"].type == WD_STYLE_TYPE.PARAGRAPH
    section = document.sections[0]
    assert [p.text.strip("\u00a0") for p in section.header.paragraphs] == [
        "TLP:GREEN",
        "Ministry of Words",
    ]
    assert section.left_margin == Pt(99)
    assert "Placeholder" not in body_of(built)
    assert ("Heading 1", "Part") in styles_of(built)


def test_a_file_of_ours_serves_as_reference(build: Build) -> None:
    first = noted(build, "One {claim}`said-aaa`.[^n]\n\n- item\n\n[^n]: Footnote.\n")
    again = first.path("brief.docx").read_bytes()
    built = first.again({"house.docx": again})
    (built.src / "conf.py").write_text(
        (built.src / "conf.py").read_text() + "\nbriefing_docx_reference = 'house.docx'\n"
    )
    built.again({"brief.md": brief("Otherwords.\n").replace("GREEN", "RED").encode()})

    document = document_of(built)
    for part in (document.sections[0].header, document.sections[0].footer):
        shown = [p.text.strip("\u00a0") for p in part.paragraphs if "TLP" in p.text]
        assert shown == ["TLP:RED"]
    assert notes_of(document, "endnote") == {}
    assert "One" not in body_of(built)


def test_styles_are_found_by_name_in_files_of_other_languages(build: Build) -> None:
    conventions = docx.Document()
    style = conventions.styles["Heading 1"]
    style.element.set(qn("w:styleId"), "berschrift1")
    built = word(build, "## Part\n", conf=REFERENCE, **{"house.docx": saved(conventions)})

    assert ("Heading 1", "Part") in styles_of(built)


@pytest.mark.parametrize("content", [b"no zip at all", None])
def test_a_reference_that_is_missing_or_broken_is_a_warning(
    build: Build, content: bytes | None
) -> None:
    files: dict[str, Content] = {} if content is None else {"house.docx": content}
    built = word(build, conf=REFERENCE, **files)

    (warning,) = built.warnings
    assert "briefing_docx_reference" in warning
    assert "house.docx" in warning
    assert warning.endswith("[briefing.docx]")
    assert "Words." in body_of(built)


@pytest.mark.parametrize("module", ["docx", "typst"])
def test_without_the_extra_one_sentence_says_what_to_install(
    build: Build, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(ExtensionError, match=r'pip install "sphinx-briefing\[docx\]"'):
        word(build)


def test_pages_offer_the_word_file_where_they_are_told_to(build: Build) -> None:
    files = {"deep/brief.md": brief().encode()}
    shown = build(files, conf={"briefing_docx_link": True}).text("deep/brief.html")

    assert 'href="brief.docx"' in shown


DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636000000002000148afa4710000000049454e44ae426082"
)
"""A PNG of one black pixel."""
