"""What style sheets may ask for on the screen without looking through all of a long page."""

import re
from pathlib import Path

import pytest

import sphinx_briefing

HTML = Path(sphinx_briefing.__file__).parent / "html"
SHEETS = sorted(
    sheet
    for folder in ("static", "theme/briefing/static/styles")
    for sheet in (HTML / folder).glob("*.css")
    if sheet.name != "briefing-bar.css"  # for other themes, which give no classes to pages
)
# Inside of what has :has(), a browser looks again at every change, and at every piece that arrives.
HOLDS = re.compile(r"([^\s>+~,(){}]*)(?::not\()?:has\(")
WHOLE = re.compile(r"(html|body|main|article|section|:root|\.page|\.main|\.content)(?![\w-])|$")


def on_screens(sheet: str) -> str:
    """A style sheet without its comments and without what is for paper."""
    kept = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    return re.sub(r"@media print \{(?:[^{}]|\{[^{}]*\})*\}", "", kept)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_style_looks_for_something_in_a_whole_page(sheet: Path) -> None:
    asking = HOLDS.findall(on_screens(sheet.read_text(encoding="utf-8")))
    assert [who for who in asking if WHOLE.match(who)] == []
