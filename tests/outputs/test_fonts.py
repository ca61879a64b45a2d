"""The fonts and the icon of the toolkit's own theme."""

import re
from itertools import chain, pairwise
from pathlib import Path

import pytest

import sphinx_briefing
from tests.support import Build

STATIC = Path(sphinx_briefing.__file__).parent / "html" / "theme" / "briefing" / "static"
STYLES = (STATIC / "styles" / "briefing-fonts.css").read_text("utf-8")
FILES = {"index.md": "# Start\n\nText.\n"}
ICON = '<rect width="1" height="1"/>'


def faces() -> list[dict[str, str]]:
    """The descriptors of the faces that are files."""
    blocks = re.findall(r"@font-face \{(.*?)\}", STYLES, re.S)
    found = [dict(re.findall(r"([\w-]+): (.+?);", block)) for block in blocks]
    return [face for face in found if "url(" in face["src"]]


def test_each_face_is_a_file_and_each_file_a_face() -> None:
    named = {match for face in faces() for match in re.findall(r"/([\w-]+\.woff2)", face["src"])}
    held = {path.name: path for path in (STATIC / "fonts").glob("*.woff2")}
    assert named == held.keys()
    assert all(path.read_bytes()[:4] == b"wOF2" for path in held.values())
    assert sum(path.stat().st_size for path in held.values()) < 600_000
    assert all(face["font-display"] == "swap" for face in faces())


def test_no_character_is_in_two_files_of_a_face() -> None:
    by_face: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for face in faces():
        ranges = by_face.setdefault((face["font-family"], face["font-style"]), [])
        for first, last in re.findall(r"U\+(\w+)(?:-(\w+))?", face["unicode-range"]):
            ranges.append((int(first, 16), int(last or first, 16)))
    assert len(by_face) == 3
    for name, found in by_face.items():
        for one, other in pairwise(sorted(set(found))):
            assert one[1] < other[0], (name, one, other)
        covered = chain.from_iterable(range(first, last + 1) for first, last in found)
        assert {*map(ord, "aéłŠ\u2013\u2019\u201c→≠€ЖїΣ")} <= set(covered)


def test_each_family_has_its_licence_beside_it() -> None:
    families = {face["font-family"].strip('"') for face in faces()}
    for family in families:
        name = family.lower().replace(" ", "-")
        licence = (STATIC / "fonts" / f"OFL-{name}.txt").read_text("utf-8")
        assert "SIL OPEN FONT LICENSE" in licence
    # Adobe reserves the name for what it has made itself.
    assert not [family for family in families if "Source" in family]


def test_the_icon_of_a_house_takes_the_place_of_ours(build: Build) -> None:
    theme = {"html_theme": "briefing"}
    built = build(FILES, conf=theme)
    assert built.warnings == []
    assert '<link rel="icon" href="_static/briefing-favicon.svg">' in built.text("index.html")
    assert built.path("_static/briefing-favicon.svg").is_file()
    house = build(
        {**FILES, "house.svg": f'<svg xmlns="http://www.w3.org/2000/svg">{ICON}</svg>'},
        conf={**theme, "html_favicon": "house.svg"},
    )
    assert house.warnings == []
    icons = re.findall(r'<link rel="icon" href="([^"?]*)', house.text("index.html"))
    assert icons == ["_static/house.svg"]


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_other_themes_keep_their_own(build: Build, theme: str) -> None:
    built = build(FILES, conf={"html_theme": theme})
    assert "briefing-fonts" not in built.text("index.html")
    assert "briefing-favicon" not in built.text("index.html")
    assert not [name for name in built.files() if name.endswith(".woff2")]
