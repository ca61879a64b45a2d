"""Links of the PDF: where they lead, and that paper shows where."""

import io
import re

import pikepdf
import pypdf
import pytest

from tests.support import Build, Built

pytest.importorskip("typst")

HEAD = "---\nbrief:\n  kind: policy\n  reference: N-1\n  date: 2026-02-23\n---\n# Title\n\n"
LONG = f"https://example.org/{'x' * 90}/{'y' * 90}?q={'z' * 90}"


def pdf(build: Build, body: str, **conf: object) -> Built:
    return build({"brief.md": HEAD + body}, "briefpdf", conf=conf)


def text_of(built: Built) -> str:
    pages = pypdf.PdfReader(io.BytesIO(built.path("brief.pdf").read_bytes())).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def is_tagged(built: Built) -> bool:
    document = pikepdf.open(io.BytesIO(built.path("brief.pdf").read_bytes()))
    return "/StructTreeRoot" in document.Root


LINKS = (
    "The [law](https://example.org/law), the [same](https://example.org/law), "
    "<https://example.org/bare>, [example.org](https://example.org/).\n\n"
    "| [head](https://example.org/h) | [cell](https://example.org/c) |\n|---|---|\n"
    + "| row | row |\n"
    * 80
    + "\n## Part [three](https://example.org/three)\n\nText.[^n]\n\n"
    "[^n]: A [note](https://example.org/n).\n"
)


def test_addresses_are_printed_in_notes_once(build: Build) -> None:
    built = pdf(build, LINKS)
    shown = text_of(built)

    assert built.warnings == []
    assert is_tagged(built)
    assert shown.count("a https://example.org/law") == 1
    # What is an address already says nothing twice.
    assert shown.count("https://example.org/bare") == 1
    assert "https://example.org/ " not in shown
    # In tables and notes, and in headings, they stand beside their words.
    for name in ("h", "c", "three", "n"):
        assert f"(https://example.org/{name})" in shown


@pytest.mark.parametrize(("way", "count"), [("inline", 2), ("no", 0)])
def test_addresses_are_printed_where_a_project_wants_them(
    build: Build, way: str, count: int
) -> None:
    shown = text_of(pdf(build, LINKS, briefing_pdf_urls=way))

    assert shown.count("(https://example.org/law)") == count


def test_a_long_address_breaks_and_stays_one_address(build: Build) -> None:
    built = pdf(build, f"A [long]({LONG}) address: <{LONG}>\n")
    page = pypdf.PdfReader(io.BytesIO(built.path("brief.pdf").read_bytes())).pages[0]

    shown = page.extract_text()
    assert "".join(shown.split()).count(LONG) == 2
    assert max(map(len, re.findall(r"\S+", shown))) < 110


def test_heads_of_long_tables_keep_their_links_and_notes(build: Build) -> None:
    rows = "| row | row |\n" * 120
    body = (
        f"| Head[^n] [place](#there) | B |\n|---|---|\n{rows}\n(there)=\n"
        "## There\n\nAgain[^n].\n\n[^n]: Notewords.\n"
    )
    built = pdf(build, body)
    reader = pypdf.PdfReader(io.BytesIO(built.path("brief.pdf").read_bytes()))

    assert built.warnings == []
    assert is_tagged(built)
    assert len(reader.pages) > 2
    assert all("Head1 place" in page.extract_text() for page in reader.pages[:3])
    assert text_of(built).count("Notewords.") == 1


def test_notes_in_headings_are_not_in_the_contents(build: Build) -> None:
    parts = "".join(f"(part-{n})=\n## Part {n}[^n]\n\nText[^n].\n\n" for n in range(12))
    built = pdf(build, f"{parts}\n[^n]: Notewords.\n")

    assert built.warnings == []
    assert is_tagged(built)
    assert text_of(built).count("Notewords.") == 1


NOTE = (
    "---\nsource:\n  id: src\n  title: A source\n  date: 2026-02-20\n---\n# Note\n\n"
    "```{claim} They said so.\n:id: said\n:by: Desk\n```\n\n"
    "```{actor} Desk\n:kind: organisation\n```\n"
)


@pytest.mark.parametrize("listed", ["", "## Sources\n\n```{sources}\n:as: table\n```\n"])
def test_markers_lead_to_the_list_of_sources_and_back(build: Build, listed: str) -> None:
    text = f"Text {{claim}}`said`, again {{claim}}`said`.\n\n{'Filler.' * 3000}\n\n{listed}"
    built = build({"brief.md": HEAD + text, "note.md": NOTE}, "briefpdf")
    document = pikepdf.open(io.BytesIO(built.path("brief.pdf").read_bytes()))
    first, last = document.pages[0], document.pages[-1]

    assert built.warnings == []
    assert len(document.pages) > 1
    # A destination is a page and a place on it.
    assert [link.Dest[0].objgen for link in first.Annots] == [last.objgen] * 2
    assert first.objgen in [link.Dest[0].objgen for link in last.Annots]
    assert "[1] A source" in text_of(built)


def names_of_links(built: Built, name: str) -> list[str]:
    """What readers of the screen are told of each link, in the order of the pages."""
    document = pikepdf.open(io.BytesIO(built.path(name).read_bytes()))
    notes = [note for page in document.pages for note in page.get("/Annots", [])]
    return [str(note.get("/Contents", "")) for note in notes]


@pytest.mark.parametrize("as_", ["list", "table", "cards"])
def test_a_marker_of_a_source_is_called_by_that_source(build: Build, as_: str) -> None:
    front = "---\nsource: {id: %s, title: T %s, publisher: %s, date: 2026-02-21}\n---\n# N\n"
    files = {
        "a.md": front % ("a", "one", "Walaw"),
        "b.md": front % ("b", "two", "Gazette"),
        "brief.md": HEAD + "First {source}`a`, then {source}`b`, again {source}`a`.\n"
        f"\n```{{sources}}\n:as: {as_}\n```\n",
    }
    built = build(files, "briefpdf")
    named = [name for name in names_of_links(built, "brief.pdf") if "Source" in name]

    assert [name.rpartition(", ")[0] for name in named] == [
        "Source 1: Walaw, 2026-02-21",
        "Source 2: Gazette, 2026-02-21",
        "Source 1: Walaw, 2026-02-21",
    ]
    assert is_tagged(built)
    assert built.warnings == []
