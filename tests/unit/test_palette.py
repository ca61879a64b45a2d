"""One palette: what cannot import it says the same."""

import re
from pathlib import Path

import pytest

import sphinx_briefing
from sphinx_briefing.palette import BEHIND_TLP, HOUSE, PICTURES, SCREEN, TLP, of_pictures, word

PACKAGE = Path(sphinx_briefing.__file__).parent
SHORT = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])\b")


def style_sheet(name: str) -> str:
    """A style sheet with its colours in six digits."""
    text = (PACKAGE / "html" / "static" / name).read_text(encoding="utf-8")
    return SHORT.sub(r"#\1\1\2\2\3\3", text)


def test_pictures_are_printed_from_browsers_in_the_colours_of_paper() -> None:
    _screen, _media, printed = style_sheet("briefing-pictures.css").partition("@media print")
    found = dict(re.findall(r"--brief-picture-(\w+): (#[0-9a-f]{6});", printed))
    assert found == dict(of_pictures())


@pytest.mark.parametrize("name", sorted(SCREEN))
def test_screens_have_the_middle_tones(name: str) -> None:
    assert f"--brief-{name}: {SCREEN[name]};" in style_sheet("briefing.css")
    assert f"var(--brief-{name}, {SCREEN[name]})" in style_sheet("briefing-pictures.css")


@pytest.mark.parametrize("tlp", sorted(TLP))
def test_markings_have_the_colours_of_tlp(tlp: str) -> None:
    level = tlp.lower().replace("+", "-")
    sheet = style_sheet("briefing.css")
    rule = re.search(rf"\.brief-tlp-{level}(?:,\n\S+)? \{{ color: (#[0-9a-f]{{6}}); \}}", sheet)
    assert rule is not None
    assert rule[1] == TLP[tlp]
    assert f"background: {BEHIND_TLP};" in sheet
    # On white paper, the word of what is open to all is black.
    line = BEHIND_TLP if tlp == "CLEAR" else TLP[tlp]
    assert f'3pt solid {line}; content: "TLP:{tlp}"' in style_sheet("briefing-page.css")


def test_a_house_changes_its_own_colours_in_pictures() -> None:
    chosen = {name: f"#{number:06x}" for number, name in enumerate(HOUSE)}
    changed, ours = of_pictures(chosen), of_pictures()
    assert {name for name in ours if ours[name] == changed[name]} == set(PICTURES)
    assert changed["line"] == chosen["rule"]


def test_colours_as_word_writes_them() -> None:
    assert word("#1d3c63") == "1D3C63"


def test_nothing_else_names_a_colour_of_the_palette() -> None:
    known = {colour.lstrip("#") for table in (HOUSE, PICTURES, TLP) for colour in table.values()}
    found = [
        (path.name, colour)
        for path in (*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.typ"))
        if path.name != "palette.py"
        for colour in re.findall(r"\b[0-9a-f]{6}\b", path.read_text(encoding="utf-8").lower())
        if colour in known and colour not in ("ffffff", "ff0000")
    ]
    assert found == [("settings.py", "1d3c63")]  # as an example in a message
