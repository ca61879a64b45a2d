"""Long profiles and indexes in parts: each row once, in order, linked, exact in every build."""

import re
from collections.abc import Sequence
from html import unescape
from pathlib import PurePosixPath

import pytest

from tests.corpus import note, record
from tests.support import Build, Built

YEARS = (2026, 2025, 2024)
EACH = 400
CONF = {"briefing_indexes": ["claims", "actors", "sources"]}


def files(each: int = EACH, years: Sequence[int] = YEARS) -> dict[str, str]:
    """A note with many claims by one actor for each year."""
    who = record("actor", "Kaja Example", id="kaja", kind="person")
    found = {"who.md": f"# Who\n\n{who}"}
    for year in years:
        claims = "".join(
            record("claim", f"Round {year}-{n:03d} opens", by="kaja", id=f"c{year}-{n:03d}")
            for n in range(each)
        )
        found[f"n{year}.md"] = note(
            claims, title=f"Note {year}", date=f"{year}-02-20", id=f"s{year}"
        )
    return found


def rows(built: Built, page: str) -> list[str]:
    """The claims in the tables of a page, in their order."""
    return re.findall(r"Round (\d{4}-\d{3}) opens", built.text(page))


def links(built: Built, page: str) -> list[str]:
    """What the links to parts of a page's first list lead to, and the number of the part itself."""
    html = built.text(page)
    nav = re.search(r'<nav class="brief-parts".*?</nav>', html, re.S)
    return re.findall(r'(?:href="([^"]+)"|aria-current="page")', nav[0]) if nav else []


def parts(built: Built, first: str) -> list[str]:
    """The pages that follow each other by ``rel="next"``, and back by ``rel="prev"``."""
    found = [first]
    while True:
        html = built.text(found[-1])
        after = re.search(r'href="([^"]+)" rel="next"', html)
        before = re.search(r'href="([^"]+)" rel="prev"', html)
        folder = PurePosixPath(found[-1]).parent
        assert (before is None) == (len(found) == 1)
        if before:
            assert resolved(folder, before[1]) == found[-2]
        if after is None:
            return found
        found.append(resolved(folder, after[1]))


def resolved(folder: PurePosixPath, way: str) -> str:
    names: list[str] = []
    for name in (*folder.parts, *unescape(way).split("#")[0].split("/")):
        if name == "..":
            names.pop()
        else:
            names.append(name)
    return "/".join(names)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    from tests.support import build_project

    built = build_project(tmp_path_factory.mktemp("long"), files(), conf=CONF)
    assert built.warnings == []
    return built


ALL = [f"{year}-{n:03d}" for year in YEARS for n in range(EACH)]


@pytest.mark.parametrize(
    ("first", "others"),
    [
        ("briefing/actor/kaja.html", "briefing/actor/kaja~~claims-{}.html"),
        ("briefing/claims.html", "briefing/claims~~{}.html"),
    ],
)
def test_each_row_stands_on_one_part_in_the_order_of_all(
    built: Built, first: str, others: str
) -> None:
    pages = parts(built, first)
    assert pages == [first, others.format(2), others.format(3)]
    assert [len(rows(built, page)) for page in pages] == [500, 500, 200]
    assert [row for page in pages for row in rows(built, page)] == ALL
    said = ["1 to 500 of 1200", "501 to 1000 of 1200", "1001 to 1200 of 1200"]
    for page, words in zip(pages, said, strict=True):
        assert words in built.text(page)


def test_links_to_parts_say_with_which_year_they_begin(built: Built) -> None:
    html = built.text("briefing/claims~~2.html")
    assert re.findall(r'(\d) <span class="brief-count">(\d{4})</span>', html)[:3] == [
        ("1", "2026"),
        ("2", "2025"),
        ("3", "2024"),
    ]
    assert html.count('<span aria-current="page">2 ') == 2  # above the list and below


def test_anchors_of_a_profile_stay_on_its_first_page(built: Built) -> None:
    html = built.text("briefing/actor/kaja.html")
    assert 'href="#claims"' in html
    assert '<section id="claims">' in html
    assert '<span class="brief-count">1200</span>' in html
    assert 'href="../../briefing/actor/kaja.html#claims"' in built.text(
        "briefing/actor/kaja~~claims-2.html"
    )


def test_short_lists_have_no_parts(built: Built) -> None:
    assert "brief-parts" not in built.text("briefing/actors.html")
    names = [name for name in built.files() if "~~" in name]
    assert sorted(name for name in names if name.endswith(".html")) == [
        "briefing/actor/kaja~~claims-2.html",
        "briefing/actor/kaja~~claims-3.html",
        "briefing/claims~~2.html",
        "briefing/claims~~3.html",
    ]


def test_parts_are_written_and_removed_with_what_they_list(build: Build) -> None:
    built = build(files(260, YEARS[:2]), conf=CONF)
    part = "briefing/actor/kaja~~claims-2.html"
    other = "briefing/claims~~2.html"
    before = {name: built.path(name).stat().st_mtime_ns for name in (part, other)}
    changed = built.src / "n2026.md"
    # A claim of the first part, which changes nothing of the second.
    built.again({"n2026.md": changed.read_text().replace("Round 2026-003 opens", "Round X opens")})
    assert built.files() == built.afresh().files()
    assert before == {name: built.path(name).stat().st_mtime_ns for name in before}
    built.again({"n2026.md": changed.read_text().replace("Round 2026-004 opens", "", 1)})
    built.again({"n2026.md": None})
    assert built.files() == built.afresh().files()
    assert not [name for name in built.files() if "~~" in name]


def test_folders_as_pages(build: Build) -> None:
    built = build(files(260, YEARS[:2]), "dirhtml", conf=CONF)
    assert built.warnings == []
    html = built.text("briefing/claims~~2/index.html")
    assert 'href="../claims/" rel="prev"' in html or 'href="../claims" rel="prev"' in html
