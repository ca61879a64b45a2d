"""The Word files of the example say what its pages say, word by word and in the same order."""

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.word import words_of_docx, words_of_html

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as pages in a theme without words of its own, and as Word files."""
    top = tmp_path_factory.mktemp("example")
    for builder in ("html", "briefdocx"):
        subprocess.run(
            [
                "sphinx-build",
                "-Q",
                "-b",
                builder,
                "-c",
                REPOSITORY / "conf",
                "-D",
                "html_theme=basic",
                "-D",
                "briefing_picture_text=below",  # where a page has it
                "-d",
                top / "doctrees",
                REPOSITORY / "briefings",
                top / builder,
            ],
            check=True,
        )
    return top


def test_briefs_read_as_their_pages_do(example: Path) -> None:
    files = sorted(Path(example, "briefdocx").rglob("*.docx"))
    assert len(files) > 2
    for file in files:
        page = Path(example, "html", file.relative_to(example / "briefdocx")).with_suffix(".html")
        markup = page.read_text(encoding="utf-8")
        wanted, found = words_of_html(markup), words_of_docx(file)
        if "annex-sources" not in markup:
            # The author has placed the list of sources; the endnotes say it again.
            assert Counter(wanted) - Counter(found) == Counter()
        else:
            assert found == wanted
