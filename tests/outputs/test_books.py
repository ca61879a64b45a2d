"""EPUB and LaTeX: whole briefs, with their annexes and their marking, in books of many pages."""

import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import lxml.etree
import pytest

from tests.corpus import brief, note, page, record
from tests.support import Built, build_project

REPOSITORY = Path(__file__).parents[2]
ANNEXES = ("Sources", "Terms", "People and organisations")
TEXT = "{actor}`Desk` {term}`Word` {claim}`said`.\n"
FILES = {
    "index.md": "# Start\n\n```{toctree}\nregister\nnote\none\ntwo\n```\n",
    "register.md": page(
        {}, record("actor", "Desk", kind="group") + record("term", "Word"), title="Register"
    ),
    "note.md": note(record("claim", "They said so", by="Desk", id="said"), title="A note"),
    "one.md": brief(TEXT, title="One", page_fields={"tlp": "GREEN"}),
    "two.md": brief(TEXT, title="Two", page_fields={"tlp": "RED"}),
}  # fmt: skip
CONF = {
    "copyright": "nobody",
    "version": "1",
    "epub_show_urls": "no",
    "briefing_checks": {"marking": "off"},
}

Make = Callable[[str], Path]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """A project of two briefs, built by the builder that is asked for."""
    built = build_project(tmp_path_factory.mktemp("books") / "p", FILES, "dummy", conf=CONF)

    def make(builder: str) -> Path:
        made: Built = built.afresh(builder=builder)
        assert made.warnings == []
        return made.out

    return make


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """The example of this repository, with every warning an error."""
    top = tmp_path_factory.mktemp("example")

    def make(builder: str) -> Path:
        subprocess.run(
            [
                "sphinx-build",
                "-q",
                "-W",
                "-b",
                builder,
                "-c",
                REPOSITORY / "conf",
                "-d",
                top / "doctrees",
                REPOSITORY / "briefings",
                top / builder,
            ],
            check=True,
        )
        return top / builder

    return make


def pages_of(epub: Path) -> dict[str, str]:
    """The pages of an EPUB as texts; readers of EPUB take no page that is not well-formed."""
    with zipfile.ZipFile(epub) as book:
        pages = {name: book.read(name) for name in book.namelist() if name.endswith(".xhtml")}
    # Entities of HTML are declared in the document type, which readers know by heart.
    parser = lxml.etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    return {
        name: " ".join("".join(lxml.etree.fromstring(content, parser).itertext()).split())
        for name, content in pages.items()
    }


def test_an_epub_holds_annexes_and_markings(tiny: Make) -> None:
    (book,) = tiny("epub").glob("*.epub")
    pages = pages_of(book)

    for name, marking in (("one.xhtml", "TLP:GREEN"), ("two.xhtml", "TLP:RED")):
        assert marking in pages[name]
        assert all(annex in pages[name] for annex in ANNEXES)
        assert "[1]" in pages[name]


def test_latex_holds_annexes_and_markings(tiny: Make) -> None:
    (source,) = tiny("latex").glob("*.tex")
    text = source.read_text(encoding="utf-8")

    assert text.count("TLP:GREEN") == text.count("TLP:RED") == 1
    assert [text.count(f"{{{annex}}}") for annex in ANNEXES] == [2, 2, 2]


def test_the_example_as_epub(example: Make) -> None:
    (book,) = example("epub").glob("*.epub")
    briefs = {name: text for name, text in pages_of(book).items() if name.startswith("briefs/2")}

    assert len(briefs) > 2
    for text in briefs.values():
        assert "TLP:" in text
        assert "Sources" in text
        assert "People and organisations" in text


def test_the_example_as_latex(example: Make) -> None:
    (source,) = example("latex").glob("*.tex")
    text = source.read_text(encoding="utf-8")

    assert text.count("{Sources}") > 1
    assert "TLP:GREEN" in text
