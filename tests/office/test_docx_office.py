"""Word files in other programs: valid by Office's schemas, and whole in LibreOffice.

Run by ``nox -s office``, which needs LibreOffice's Writer and poppler's ``pdftotext``.
"""

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import docx
import pytest

from tests.outputs.test_docx_builder import DOT, NOTES, brief
from tests.support import Content, build_project
from tests.word import words_of_docx, words_of_pdf

pytestmark = pytest.mark.office

REPOSITORY = Path(__file__).parents[2]
TORTURE = (
    "One {claim}`said-bbb`, two {claim}`said-aaa`[^n], again {claim}`said-bbb`[^n].\n\n"
    "## Part\n\n- item\n  - inner\n    - third\n\n"
    "1. one\n\n   | a | b |\n   |---|---|\n   | 1 | 2 |\n\n"
    "2. two\n\n> Quoted {claim}`said-ccc`.\n\n![A dot](dot.png)\n\nאבג and السلام דה.\n\n"
    f"| Head {'| head ' * 9}|\n|{'---|' * 10}\n|{' cell |' * 10}\n\nAfter {{actor}}`Desk`.\n\n"
    "```{claims}\n:caption: All claims\n:scope: all\n```\n\n```{sources}\n:as: table\n```\n\n"
    f"{'x' * 3000}\n\n[^n]: Footnote {{claim}}`said-aaa`.\n"
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Word files by the name of their project: every node, a torture, the example."""
    top = tmp_path_factory.mktemp("office")
    every = build_project(top / "every", "pdf-every-node", "briefdocx")
    sources: dict[str, Content] = {"brief.md": brief(TORTURE).encode(), "dot.png": DOT, **NOTES}
    torture = build_project(top / "torture", sources, "briefdocx")
    example = example_built(top)
    found = {"every": every.path("brief.docx"), "torture": torture.path("brief.docx")}
    found |= {path.stem: path for path in sorted(example.rglob("*.docx"))}
    assert len(found) > 4
    return found


def example_built(top: Path) -> Path:
    """The example of this repository, built by the command that its users take."""
    out = top / "example"
    subprocess.run(
        [
            "sphinx-build",
            "-q",
            "-b",
            "briefdocx",
            "-W",
            "-c",
            REPOSITORY / "conf",
            "-d",
            top / "doctrees",
            REPOSITORY / "briefings",
            out,
        ],
        check=True,
    )
    return out


def test_files_are_valid_by_the_schemas_of_office(files: dict[str, Path]) -> None:
    audit = shutil.which("openxml-audit")
    assert audit is not None
    for path in files.values():
        run = subprocess.run([audit, str(path)], capture_output=True, text=True, check=False)
        assert "Errors: 0" in run.stdout, f"{path.name}: {run.stdout}"


@pytest.fixture(scope="module")
def converted(files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same files as PDF, as LibreOffice prints them."""
    top = tmp_path_factory.mktemp("pdf")
    inputs = []
    for name, path in files.items():
        inputs.append(top / f"{name}.docx")
        shutil.copyfile(path, inputs[-1])
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(top / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(top),
            *map(str, inputs),
        ],
        check=True,
        capture_output=True,
    )
    return {name: top / f"{name}.pdf" for name in files}


def letters(words: list[str]) -> Counter[str]:
    """How often each letter is there: lines break elsewhere, numbers are counted anew, and a style
    may set capitals."""
    return Counter(char for word in words for char in word.casefold() if char.isalpha())


def test_libreoffice_prints_every_letter(
    files: dict[str, Path], converted: dict[str, Path]
) -> None:
    for name, path in files.items():
        wanted = letters(words_of_docx(path))
        lost = wanted - letters(words_of_pdf(converted[name]))
        # A ligature of the font is one character in the PDF.
        assert sum(lost.values()) - lost["f"] - lost["i"] - lost["t"] == 0, (name, lost)


def test_libreoffice_counts_sources_as_the_page_does(
    files: dict[str, Path], converted: dict[str, Path]
) -> None:
    for name in ("torture", "2026-07-e5-krakow"):
        printed = " ".join(words_of_pdf(converted[name]))
        marks = [word for word in words_of_docx(files[name]) if word.startswith("[")]
        for mark in {mark.rstrip(".,;") for mark in marks if mark.rstrip(".,;")[1:-1].isdecimal()}:
            # Several statements of one source have letters: 8a, 8b.
            assert re.search(rf"\[{mark[1:-1]}[a-z]*\]", printed), mark
    assert "One [1], two [2]*, again [1]*." in " ".join(words_of_pdf(converted["torture"]))


def test_contents_name_the_pages_of_headings(
    files: dict[str, Path], converted: dict[str, Path]
) -> None:
    for name in ("2026-05-shadow-fleet", "2026-07-e5-krakow"):
        pages = list(map(" ".join, map(str.split, text_of_pages(converted[name]))))
        entries = [
            paragraph.text.rpartition("\t")
            for paragraph in docx.Document(str(files[name])).paragraphs
            if paragraph.style is not None and paragraph.style.name.startswith("toc ")
        ]
        assert len(entries) > 8
        for heading, _, page in entries:
            assert re.search(rf"{re.escape(heading)} ?\.+ ?{page}\b", " ".join(pages[:2]))
            near = " ".join(pages[max(int(page) - 2, 0) : int(page) + 1])
            assert heading in near, (name, heading, page)


def text_of_pages(path: Path) -> list[str]:
    run = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True)
    return run.stdout.split("\f")


def test_the_marking_is_on_every_page_of_text(converted: dict[str, Path]) -> None:
    run = subprocess.run(
        ["pdftotext", str(converted["2026-07-e5-krakow"]), "-"],
        capture_output=True,
        check=True,
        text=True,
    )
    pages = [page for page in run.stdout.split("\f") if "Page " in page]

    assert len(pages) > 4
    assert all(page.count("TLP:CLEAR") >= 2 for page in pages)
