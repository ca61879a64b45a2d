"""The search with facets: its index, its page, the ways to it, and what is left when it is off."""

import json
from typing import Any

import pytest

from tests.corpus import brief, note, record
from tests.support import Build, Built

ON = {"briefing_search": True, "briefing_checks": {"marking": "off"}}

FILES = {
    "registers.md": (
        "# Registers\n\n"
        + record("actor", "Group of Five", kind="group", id="five", abbr="F5")
        + record("term", "LEAP")
        + record("topic", "Ports", id="ports")
    ),
    "n.md": note(
        record("claim", "Harbours reopen", by="F5", id="c", topic="ports"),
        title="A zebra in the harbour",
        publisher="Gazette",
        date="2026-02-20",
    ),
    "b.md": brief(
        "The F5 said so {claim}`c`.",
        title="Harbours",
        kind="flash",
        summary="The bottom line.",
        page_fields={"tlp": "GREEN"},
    ),
    "plain.md": "# Plain\n\nWords on LEAP and nothing else.\n",
}


def take(built: Built, name: str) -> Any:
    """What a part of the index holds."""
    text = built.text(f"_search/{name}")
    start = f"BriefingFind.take({json.dumps(name)},"
    assert text.startswith(start)
    assert text.endswith(");\n")
    return json.loads(text.removeprefix(start).removesuffix(");\n"))


def facets(built: Built) -> dict[str, dict[str, list[str]]]:
    """The addresses of the pages of each value of each facet."""
    root = take(built, "index.js")
    pages = [page[0] for name in root["pages"] for page in take(built, name)]
    found: dict[str, dict[str, list[str]]] = {}
    for name, _, file, count in root["facets"]:
        values = take(built, file)
        assert len(values) == count
        found[name] = {}
        for identifier, _, distances in values:
            numbers = [sum(distances[: at + 1]) for at in range(len(distances))]
            found[name][identifier] = [pages[number] for number in numbers]
    return found


def test_a_page_has_the_facets_of_what_it_says_and_cites(build: Build) -> None:
    built = build(FILES, conf=ON)
    assert built.warnings == []
    assert facets(built) == {
        "kind": {
            "flash": ["b.html"],
            "note": ["n.html"],
            "page": ["index.html", "plain.html"],
            "register": ["registers.html"],
        },
        "topic": {"ports": ["n.html", "registers.html"]},
        "actor": {"five": ["b.html", "n.html", "registers.html"]},
        "term": {"leap": ["plain.html", "registers.html"]},
        "source": {"Gazette": ["b.html", "n.html"]},
        "year": {"2026": ["b.html", "n.html"]},
    }


def test_results_show_summary_source_or_first_words(build: Build) -> None:
    built = build(FILES, conf=ON)
    root = take(built, "index.js")
    shown = {page[0]: page[1:6] for name in root["pages"] for page in take(built, name)}
    assert shown["b.html"] == ["Harbours", "Flash", "2026-02-23", "The bottom line.", "TLP:GREEN"]
    assert shown["n.html"] == [
        "A zebra in the harbour",
        "Note",
        "2026-02-20",
        "Gazette: A report",
        "",
    ]
    assert shown["plain.html"][3] == "Words on LEAP and nothing else."


def test_words_are_found_through_the_first_word_of_each_part(build: Build) -> None:
    words = " ".join(f"w{n:05d}x" for n in range(6000))
    built = build({**FILES, "many.md": f"# Many\n\n{words}\n"}, conf=ON)
    root = take(built, "index.js")
    firsts = [first for first, _ in root["words"]]
    assert len(firsts) > 1
    assert firsts == sorted(firsts)
    parts = [take(built, name) for _, name in root["words"]]
    assert [min(part) for part in parts] == firsts
    assert any("zebra" in part for part in parts)
    assert max(len(built.text(f"_search/{name}")) for _, name in root["words"]) < 60_000


def test_words_that_are_equal_when_folded_are_one(build: Build) -> None:
    files = {"a.md": "# A\n\nStraße, D\u0131şişleri\n", "b.md": "# B\n\nSTRASSE, DIŞİŞLERİ\n"}
    built = build(files, conf={**ON, "language": "de"})
    root = take(built, "index.js")
    words = {word for _, name in root["words"] for word in take(built, name)}
    assert "disisleri".replace("s", "ş") in words
    assert not {word for word in words if set(word) & set("ß\u0131İ\u0307")}


def test_the_index_of_an_incremental_build_is_that_of_a_clean_one(build: Build) -> None:
    built = build(FILES, conf=ON)
    before = {name: built.path(name).stat().st_mtime_ns for name in built.files()}
    built.again()
    after = {name: built.path(name).stat().st_mtime_ns for name in built.files()}
    assert {n for n in before if n.startswith("_search/")} == {
        n for n in before if n.startswith("_search/") and before[n] == after[n]
    }
    built.again({"plain.md": "# Plain\n\nOther words, a giraffe.\n", "n.md": None, "b.md": "# B\n"})
    assert built.files() == built.afresh().files()


def test_nothing_is_left_when_it_is_turned_off(build: Build) -> None:
    built = build(FILES, conf=ON)
    assert 'href="briefing-search.html"' in built.text("index.html")
    assert "briefing-find-link.js" in built.text("search.html")
    conf = built.src / "conf.py"
    built.again({"conf.py": conf.read_text().replace("briefing_search = True", "")})
    assert built.files() == built.afresh().files()
    assert not [name for name in built.files() if "_search" in name or "briefing-search" in name]
    assert "briefing-search" not in built.text("index.html")
    assert "briefing-find-link" not in built.text("search.html")


def test_folders_as_pages(build: Build) -> None:
    built = build(FILES, "dirhtml", conf=ON)
    page = built.text("briefing-search/index.html")
    assert 'data-parts="../_search/"' in page
    assert 'src="../_static/briefing-find.js?v=' in page
    assert 'href="briefing-search/"' in built.text("index.html")


def test_a_page_of_that_name_comes_first(build: Build) -> None:
    built = build({**FILES, "briefing-search.md": "# Mine\n\nMy own.\n"}, conf=ON)
    [warning] = built.warnings
    assert "rename that page" in warning
    assert "My own." in built.text("briefing-search.html")


@pytest.mark.filterwarnings("ignore:.*Builder.app. is deprecated")  # JSON, by its own doing
def test_other_builders_have_no_search_of_ours(build: Build) -> None:
    for builder in ("singlehtml", "text", "epub", "json"):
        built = build(FILES, builder, conf={**ON, "epub_copyright": "x", "version": "1"})
        assert [w for w in built.warnings if "briefing" in w] == []
        assert not [name for name in built.files() if name.startswith("_search")]


def test_half_a_character_of_two(build: Build) -> None:
    files = {
        **FILES,
        "half.rst": "Half\n====\n\n.. index:: x\n\nWord |half| word.\n\n"
        ".. |half| unicode:: 0xD83D\n",
    }
    built = build(files, conf={**ON, "html_baseurl": "https://example.org/"})
    assert "half.html" in str(facets(built)["kind"]["page"])
