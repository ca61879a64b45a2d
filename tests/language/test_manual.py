"""The parts of the manual that are read off the code are what the code says."""

from pathlib import Path

import pytest

from sphinx_briefing.records import KINDS
from tools.manual import DOCS, PARTS, renewed

PAGES = sorted(DOCS.glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_page_is_up_to_date(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text == renewed(text), "run python -m tools.manual"


def test_each_part_is_used_and_nothing_needs_a_build_to_be_read() -> None:
    texts = [page.read_text(encoding="utf-8") for page in PAGES]
    for name in PARTS:
        assert any(f"<!-- begin: {name} " in text for text in texts), name
    for text in texts:
        assert text.count("<!-- begin: ") == text.count("<!-- end -->")
        assert "```{literalinclude}" not in text
        assert "```{include}" not in text


def test_every_kind_has_its_table_of_fields() -> None:
    text = (DOCS / "fields.md").read_text(encoding="utf-8")
    for kind in KINDS.selectable:
        assert f"<!-- begin: fields {kind} -->" in text or kind == "note", kind
