"""Pages without a heading: their title comes from the front matter, or from their source."""

import io

import pypdf
import pytest
from docx import Document

from tests.corpus import body_of, plain
from tests.support import Build, Built

BRIEF = "brief:\n  kind: flash\n  reference: T-1\n  date: 2026-01-01\n"
SOURCE = "source:\n  title: Vik to reopen\n  date: 2026-01-01\n"
TITLE = "What Vik means for trade"


def matter(*parts: str) -> str:
    return "---\n" + "".join(parts) + "---\n"


FILES = {
    "none.md": matter(f"title: {TITLE}\n", BRIEF) + "Text only.\n",
    "lower.md": matter(f"Title: {TITLE}\n", BRIEF.replace("T-1", "T-2"))
    + "Before.\n\n## Introduction\n\nText.\n\n### Part\n\n## Outlook\n\nMore.\n",
    "note.md": matter("title: Clipped\n", SOURCE) + "Text only.\n",
    "source.md": matter(SOURCE) + "Text.\n\n## First\n\nMore.\n",
    "bare.md": matter(BRIEF.replace("T-1", "T-3")) + "Text only.\n",
    "nameless.md": matter("brief:\n  kind: flash\n") + "Text only.\n",
    "plain.md": matter("title: A plain *page*\n") + "Text only.\n",
    "heading.md": matter("title: Not this\n", BRIEF.replace("T-1", "T-4")) + "# This\n\nText.\n",
    "field.rst": ":title: In a field\n:brief:\n  :kind: flash\n\nText only.\n",
    "fields.rst": ":source:\n  :title: A wire\n\nText only.\n",
    "yaml.rst": matter("title: In YAML\n", "tlp: CLEAR\n") + "Text only.\n",
    "rst.rst": ":title: Not this\n:brief:\n  :kind: flash\n\nThis\n====\n\nText.\n\nThat\n====\n",
    "lists.md": "# Lists\n\n```{briefs}\n```\n\n```{notes}\n```\n\n{doc}`none` {doc}`fields`\n",
}
TITLES = {
    "none": TITLE, "lower": TITLE, "note": "Clipped", "source": "Vik to reopen", "bare": "T-3",
    "nameless": "nameless", "plain": "A plain *page*", "heading": "This", "field": "In a field",
    "fields": "A wire", "yaml": "In YAML", "rst": "This",
}  # fmt: skip


def test_html(build: Build) -> None:
    built = build(FILES, conf={"html_theme": "alabaster", "exclude_patterns": []})
    assert built.warnings == []
    for name, title in TITLES.items():
        text = built.text(f"{name}.html")
        assert f"<title>{title} &#8212;" in text
        assert plain(text.split("<h1>")[1].split("</h1>")[0]).removesuffix("¶") == title
        assert text.count("<h1>") == (2 if name == "rst" else 1)
    lists = plain(built.text("lists.html"))
    assert "no title" not in "".join(built.text(f"{name}.html") for name in (*TITLES, "lists"))
    assert f"{TITLE} A wire" in lists
    navigation = plain(built.text("index.html"))
    assert all(title in navigation for title in TITLES.values())
    assert "Introduction" in navigation


def test_the_levels_of_headings_stay(build: Build) -> None:
    body = body_of(build(FILES), "lower.html")
    assert [body.count(f"<h{level}>") for level in (1, 2, 3)] == [1, 2, 1]
    assert body.index(TITLE) < body.index("Before.") < body.index("Introduction")


def test_the_ledger(build: Build) -> None:
    ledger = build(FILES, "ledger").ledger
    assert {name: brief["title"] for name, brief in ledger["briefs"].items()} == {
        name: TITLES[name]
        for name in ("none", "lower", "bare", "nameless", "heading", "field", "rst")
    }
    assert {name: note["title"] for name, note in ledger["notes"].items()} == {
        name: TITLES[name] for name in ("note", "source", "fields")
    }


@pytest.mark.parametrize("name", ["none", "lower", "bare", "field"])
def test_pdf_and_word(build: Build, name: str) -> None:
    suffix = ".rst" if name == "field" else ".md"
    files = {f"{name}{suffix}": FILES[f"{name}{suffix}"]}
    pdf = build(files, "briefpdf")
    assert pdf.warnings == []
    read = pypdf.PdfReader(io.BytesIO(pdf.path(f"{name}.pdf").read_bytes()))
    assert read.metadata is not None
    assert read.metadata.title == TITLES[name]
    assert TITLES[name] in " ".join(read.pages[0].extract_text().split())
    word = Document(str(build(files, "briefdocx").path(f"{name}.docx")))
    assert word.core_properties.title == TITLES[name]
    assert any(paragraph.text == TITLES[name] for paragraph in word.paragraphs)


@pytest.mark.parametrize(
    "builder", ["latex", "singlehtml", "epub", "text", "man", "xml", "gettext"]
)
def test_other_builders(build: Build, builder: str) -> None:
    conf: dict[str, object] = {
        "man_pages": [("index", "t", "T", [], 1)],
        "version": "1",
        "epub_title": "T",
    }
    built = build(FILES, builder, conf=conf if builder in ("man", "epub") else None)
    assert [
        warning for warning in built.warnings if "title" in warning or "heading" in warning
    ] == []
    text = "".join(
        content.decode("utf-8", "replace")
        for name, content in built.files().items()
        if builder != "epub" or name.endswith("xhtml")
    )
    assert "no title" not in text
    assert TITLE in " ".join(text.split())


def test_a_page_whose_front_matter_is_broken_has_a_name(build: Build) -> None:
    files = {
        "n.md": matter("source:\n  title: [x\n") + "Text.\n",
        "m.md": matter("source:\n  tittle: X\n") + "Text.\n",
    }
    built = build(files)
    assert {warning.split(":")[0] for warning in built.warnings} >= {"m.md", "n.md"}
    assert "<title>m &#8212;" in build(files, conf={"html_theme": "alabaster"}).text("m.html")


def test_the_author_s_own_headings_keep_their_names(build: Build) -> None:
    files = {
        "p.rst": ":title: Outlook\n\n`Outlook`_\n\nOutlook\n=======\n\nText.\n",
        "q.md": matter("title: Outlook\n") + "Text.\n\n(part)=\n## Outlook\n\n{ref}`part`\n",
    }
    built = build(files)
    assert built.warnings == []
    assert 'href="#outlook"' in built.text("p.html")
    assert 'href="#part"' in built.text("q.html")


def test_formulas_are_the_only_mathjax(build: Build) -> None:
    conf = {
        "myst_enable_extensions": ["dollarmath"],
        "extensions": ["myst_parser", "sphinx_briefing"],
    }
    body = build({"p.md": matter("title: T\n") + "Text $x$.\n"}, conf=conf).text("p.html")
    assert '<section class="tex2jax_ignore mathjax_ignore" id="t">' in body


def pages(built: Built) -> dict[str, bytes]:
    return {name: text for name, text in built.files().items() if name.endswith(".html")}


@pytest.mark.parametrize("jobs", [1, 2])
def test_changing_a_title_changes_all_who_show_it(build: Build, jobs: int) -> None:
    files = {
        name: FILES[name] for name in ("none.md", "source.md", "lower.md", "lists.md", "fields.rst")
    }
    changes = {
        "none.md": files["none.md"].replace(TITLE, "Another title"),
        "source.md": files["source.md"].replace("title: Vik to", "title: Vik may"),
        "lower.md": files["lower.md"].replace(f"Title: {TITLE}\n", "").replace("## ", "# "),
    }
    again = build(files, jobs=jobs).again(changes)
    assert again.warnings == []
    lists = plain(again.text("lists.html"))
    assert "Another title" in lists
    assert "Vik may reopen" in lists
    assert "Introduction" in lists
    clean = build({**files, **changes})
    assert pages(again) == pages(clean)
