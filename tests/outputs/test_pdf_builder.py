"""``-b briefpdf``: which files are written, and what kind of PDF they are."""

import io
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from sphinx.errors import ExtensionError

from sphinx_briefing.builders.paper.meta import BriefMeta
from sphinx_briefing.builders.paper.typst import import_typst
from sphinx_briefing.builders.pdf.facts import locale_of
from tests.support import BASE_CONF, Build, Built, Content

pytest.importorskip("typst")

CONF = {"extensions": [*BASE_CONF["extensions"], "sphinx_briefing.builders.pdf"]}  # type: ignore[misc]

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


def brief(body: str = "Words.\n") -> str:
    return FRONT + body


def pdf(build: Build, body: str = "Words.\n", **files: Content) -> Built:
    return build({"brief.md": brief(body).encode(), **files}, "briefpdf", conf=CONF)


def text_of(built: Built, name: str = "brief.pdf") -> str:
    pages = pypdf.PdfReader(io.BytesIO(built.path(name).read_bytes())).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def opened(built: Built, name: str = "brief.pdf") -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(built.path(name).read_bytes()))


def test_one_pdf_for_each_brief_and_for_nothing_else(build: Build) -> None:
    built = build(
        {
            "one.md": brief().encode(),
            "deep/two.md": brief().encode(),
            "page.md": "# An ordinary page",
        },
        "briefpdf",
        conf=CONF,
    )

    assert built.warnings == []
    assert sorted(built.files()) == ["deep/two.pdf", "one.pdf"]
    assert "briefpdf: [1/2] deep/two" in built.messages
    assert "briefpdf: [2/2] one" in built.messages


def test_a_project_without_briefs(build: Build) -> None:
    built = build({"index.md": "# Nothing here"}, "briefpdf", conf=CONF)

    assert (built.status, built.warnings, built.files()) == (0, [], {})


def test_the_title_block_shows_the_front_matter(build: Build) -> None:
    text = text_of(pdf(build))

    for word in (
        "UA-2026-07",
        "2026-02-23",
        "Draft",
        "Europe desk, Władysław Šekerinska",
        "Security guarantees: where they stand",
        "The bottom line in one sentence.",
        "Page 1 of 1",
    ):
        assert word in text


def test_it_is_accessible_and_archivable(build: Build) -> None:
    built = pdf(build, "## Heading\n\n- item\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")

    assert built.warnings == []
    document = opened(built)
    metadata = document.open_metadata()
    assert metadata.pdfa_status == "2A"
    assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    assert metadata["dc:title"] == "Security guarantees: where they stand"
    assert ", ".join(metadata["dc:creator"]) == "Europe desk, Władysław Šekerinska"
    assert metadata["dc:description"] == "The bottom line in one sentence."
    assert str(document.Root.Lang) == "en"
    assert document.Root.MarkInfo.Marked
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert "2026-02-23" in metadata["xmp:CreateDate"]


def tags(node: Any, found: set[str]) -> set[str]:
    """The names of all structure elements below *node*."""
    if isinstance(node, pikepdf.Array):
        for item in node:
            tags(item, found)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found.add(str(node.S))
        if "/K" in node:
            tags(node.K, found)
    return found


def test_structure_reaches_the_reader(build: Build) -> None:
    body = (
        "## First\n\n### Second\n\n- item\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "Note.[^n] [Link](https://example.org/).\n\n[^n]: The note.\n"
    )
    document = opened(pdf(build, body))
    found = tags(document.Root.StructTreeRoot, set())

    assert {"/H1", "/H2", "/L", "/LI", "/Table", "/TH", "/TD", "/Note", "/Link"} <= found


def test_headings_are_bookmarks(build: Build) -> None:
    built = pdf(build, "## First\n\nText.\n\n### Inner\n\nText.\n\n## Second\n\nText.\n")
    with opened(built).open_outline() as outline:
        assert [item.title for item in outline.root] == ["First", "Second"]
        assert [item.title for item in outline.root[0].children] == ["Inner"]


@pytest.mark.parametrize(("words", "listed"), [(20, False), (4500, True)])
def test_a_brief_of_six_pages_and_more_lists_its_parts(
    build: Build, words: int, listed: bool
) -> None:
    text = "Word " * (words // 6)
    headings = "".join(f"## Part {number}\n\n{text}\n\n" for number in range(8))
    built = pdf(build, headings)
    first = pypdf.PdfReader(io.BytesIO(built.path("brief.pdf").read_bytes())).pages[0]
    found = " ".join(first.extract_text().split())
    assert ("Contents Part 0" in found) == listed
    assert ("Part 7" in found.partition("Contents")[2]) == listed


def test_the_marking_is_on_every_page_twice(build: Build) -> None:
    built = pdf(build, "Words of the brief. " * 2000)
    reader = pypdf.PdfReader(io.BytesIO(built.path("brief.pdf").read_bytes()))

    assert len(reader.pages) > 3
    assert all(page.extract_text().count("TLP:GREEN") == 2 for page in reader.pages)
    assert f"Page 2 of {len(reader.pages)}" in reader.pages[1].extract_text()


def test_the_same_sources_give_the_same_bytes(build: Build) -> None:
    built = pdf(build, "## Heading\n\nText.\n")
    before = built.path("brief.pdf").read_bytes()

    assert built.afresh().path("brief.pdf").read_bytes() == before


def test_an_equal_pdf_is_left_alone(build: Build) -> None:
    built = pdf(build)
    before = built.path("brief.pdf").stat().st_mtime_ns
    built.again()

    assert built.path("brief.pdf").stat().st_mtime_ns == before
    assert not [path for path in built.out.iterdir() if path.suffix == ".part"]


def test_a_changed_brief_is_written_again(build: Build) -> None:
    built = pdf(build)
    built.again({"brief.md": brief("Otherwords.\n").encode()})

    assert "Otherwords." in text_of(built)


@pytest.mark.parametrize("words", ["Šekerinska Władysław", "Владимир їґ", "Βοτρέν", "→ № €"])
def test_scripts_of_europe_need_no_font_of_the_system(build: Build, words: str) -> None:
    built = pdf(build, f"{words} *{words}* **{words}** `{words}`\n\n## {words}\n")

    assert built.warnings == []
    assert text_of(built).count(words) >= 4


def test_a_character_without_a_glyph_is_a_warning_and_the_pdf_is_there(build: Build) -> None:
    built = pdf(build, "A word 漢.\n")

    (warning,) = built.warnings
    assert warning.startswith(
        "brief.md:15: WARNING: briefpdf: the fonts of the PDF have no 漢 (U+6F22"
    )
    assert warning.endswith("[briefing.pdf]")
    assert "A word \ufffd." in text_of(built)
    assert "/StructTreeRoot" in opened(built).Root


def test_links_inside_outside_and_elsewhere(build: Build) -> None:
    body = (
        "(here)=\n## Here\n\n[inside](#here) [outside](https://example.org/ä?x=1&y=2) "
        "[mail](mailto:a@example.org) [script](ftp://example.org) [page](other.md)\n"
    )
    built = build(
        {"brief.md": brief(body).encode(), "other.md": "# Other page"},
        "briefpdf",
        conf={**CONF, "briefing_pdf_urls": "no"},
    )
    document = opened(built)
    targets = [
        str(annotation.A.URI) if "/A" in annotation and "/URI" in annotation.A else "inside"
        for annotation in document.pages[0].Annots
    ]

    assert targets == ["inside", "https://example.org/%C3%A4?x=1&y=2", "mailto:a@example.org"]
    assert "script page" in text_of(built)


def test_other_pages_are_linked_where_they_are_published(build: Build) -> None:
    built = build(
        {"brief.md": brief("[page](sub/other.md)\n").encode(), "sub/other.md": "# Other page"},
        "briefpdf",
        conf={**CONF, "html_baseurl": "https://briefs.example.org/eu"},
    )
    document = opened(built)
    (annotation,) = document.pages[0].Annots

    assert str(annotation.A.URI) == "https://briefs.example.org/eu/sub/other.html"


def test_a_template_of_ones_own(build: Build) -> None:
    template = (
        "#let palette = (ink: black, muted: black, accent: black, rule: black, tint: white,"
        " link: black, warn: black)\n"
        "#let brief(meta, body) = { set document(title: meta.title); [Ownhead]; body }\n"
    )
    built = build(
        {"brief.md": brief().encode(), "own.typ": template},
        "briefpdf",
        conf={**CONF, "briefing_pdf_template": "own.typ"},
    )

    assert built.warnings == []
    assert text_of(built).startswith("Ownhead")


def test_a_broken_template_is_a_warning_and_the_words_are_there(build: Build) -> None:
    built = build(
        {"brief.md": brief("Precious.\n").encode(), "own.typ": "#let palette = (:)\n"},
        "briefpdf",
        conf={**CONF, "briefing_pdf_template": "own.typ"},
    )

    assert len(built.warnings) == 1
    assert "set as plain text" in built.warnings[0]
    assert "Precious." in text_of(built)


def test_a_missing_template_or_font_folder_is_a_warning(build: Build) -> None:
    built = build(
        {"brief.md": brief().encode()},
        "briefpdf",
        conf={**CONF, "briefing_pdf_template": "no.typ", "briefing_pdf_fonts": ["nowhere"]},
    )

    assert [warning.split(":")[1].strip() for warning in built.warnings] == [
        "briefing_pdf_template",
        "briefing_pdf_fonts",
    ]
    assert "Words." in text_of(built)


def test_without_typst_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(ExtensionError, match=r'pip install "sphinx-briefing\[pdf\]"'):
        import_typst()


def test_nothing_but_pdfs_in_the_output(build: Build) -> None:
    built = pdf(build, "![A square](square.png)\n", **{"square.png": SQUARE.read_bytes()})

    assert list(built.files()) == ["brief.pdf"]


SQUARE = Path(__file__).parents[1] / "roots" / "pdf-every-node" / "square.png"


@pytest.mark.parametrize(
    ("written", "day"),
    [("2026", (2026, 1, 1)), ("2026-02~", (2026, 2, 1)), ("2026-02-03/..", (2026, 2, 3))],
)
def test_the_day_of_a_date(written: str, day: tuple[int, int, int]) -> None:
    found = BriefMeta("T", date=written).day()

    assert found is not None
    assert (found.year, found.month, found.day) == day


@pytest.mark.parametrize("written", ["", "soon", "2026-13-45"])
def test_no_day(written: str) -> None:
    assert BriefMeta("T", date=written).day() is None


@pytest.mark.parametrize("language", ["", "x", "english", "é"])
def test_an_odd_language_is_english(language: str) -> None:
    assert locale_of(language) == ("en", None)
