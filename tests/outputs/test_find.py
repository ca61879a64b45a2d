"""The search with facets: its index, its page, the ways to it, and what is left when it is off."""

import json
from typing import Any

import pytest

from sphinx_briefing.html.search.words import plain
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


def shown(built: Built) -> list[Any]:
    """All entries in their order, as results show them."""
    root = take(built, "index.js")
    names = [root["shown"][at : at + 12] for at in range(0, len(root["shown"]), 12)]
    return [entry for name in names for entry in take(built, f"shown-{name}.js")]


def words(built: Built) -> dict[str, set[str]]:
    """The words of the index, each with the addresses of what has it."""
    entries = shown(built)
    found: dict[str, set[str]] = {}
    for _, name in take(built, "index.js")["words"]:
        for word, places in take(built, name).items():
            numbers = {n for distances in places for n in summed(distances)}
            found[word] = {entries[number][0] for number in numbers}
    return found


def summed(distances: list[int]) -> list[int]:
    return [sum(distances[: at + 1]) for at in range(len(distances))]


def facets(built: Built) -> dict[str, dict[str, list[str]]]:
    """The addresses of the entries of each value of each facet."""
    addresses = [entry[0] for entry in shown(built)]
    found: dict[str, dict[str, list[str]]] = {}
    for name, _, file, count in take(built, "index.js")["facets"]:
        values = take(built, file)
        assert len(values) == count
        found[name] = {}
        for identifier, _, distances in values:
            found[name][identifier] = [addresses[number] for number in summed(distances)]
    return found


def test_entries_have_the_facets_of_what_they_say_and_cite(build: Build) -> None:
    built = build(FILES, conf=ON)
    assert built.warnings == []
    claim, five = "n.html#claim-c", "registers.html#actor-five"
    ports, leap = "registers.html#topic-ports", "registers.html#term-leap"
    assert facets(built) == {
        "kind": {
            "actor": [five],
            "claim": [claim],
            "flash": ["b.html"],
            "note": ["n.html"],
            "page": ["index.html", "plain.html"],
            "register": ["registers.html"],
            "term": [leap],
            "topic": [ports],
        },
        "topic": {"ports": [claim, "n.html", ports, "registers.html"]},
        "actor": {"five": ["b.html", claim, "n.html", five, "registers.html"]},
        "term": {"leap": [leap, "plain.html", "registers.html"]},
        "source": {"Gazette": ["b.html", claim, "n.html"]},
        "year": {"2026": ["b.html", claim, "n.html"]},
    }


def test_results_show_what_an_entry_is_and_its_words(build: Build) -> None:
    built = build(FILES, conf=ON)
    entries = {entry[0]: entry[1:] for entry in shown(built)}
    assert entries["b.html"][:3] == ["Harbours", "Flash · 2026-02-23", "TLP:GREEN"]
    assert entries["b.html"][3].startswith("The bottom line. The Group of Five (F5) said so.")
    assert entries["n.html"][:3] == ["A zebra in the harbour", "Note · Gazette · 2026-02-20", ""]
    assert entries["n.html#claim-c"][:2] == [
        "Harbours reopen",
        "Claim · Group of Five · 2026-02-20",
    ]
    assert entries["registers.html#actor-five"][4] == "F5"
    assert entries["plain.html"][3] == "Words on LEAP and nothing else."


def test_a_claim_shows_its_grade(build: Build) -> None:
    files = {
        **FILES,
        "n.md": note(
            record("claim", "Harbours reopen", by="F5", id="c", credibility="2"),
            title="A note",
            reliability="B",
        ),
    }
    entries = {entry[0]: entry for entry in shown(build(files, conf=ON))}
    assert entries["n.html#claim-c"][2].endswith(" · B2")


def test_words_are_found_through_the_first_word_of_each_part(build: Build) -> None:
    many = " ".join(f"w{n:05d}x" for n in range(6000))
    built = build({**FILES, "many.md": f"# Many\n\n{many}\n"}, conf=ON)
    root = take(built, "index.js")
    firsts = [first for first, _ in root["words"]]
    assert len(firsts) > 1
    assert firsts == sorted(firsts)
    parts = [take(built, name) for _, name in root["words"]]
    assert [min(part) for part in parts] == firsts
    assert any("zebra" in part for part in parts)
    assert max(len(built.text(f"_search/{name}")) for _, name in root["words"]) < 60_000


def test_words_of_all_spellings_are_one(build: Build) -> None:
    files = {
        "a.md": "# A\n\nStraße, D\u0131şişleri, Šekerinska, Зеленский\n",
        "b.md": "# B\n\nSTRASSE, DIŞİŞLERİ, Sekerinska, Zelenskiy\n",
    }
    found = words(build(files, conf={**ON, "language": "de"}))
    for word in ("strasse", "disisleri", "sekerinska", "zelenskiy"):
        assert found[word] == {"a.html", "b.html"}
    assert all(word.isascii() for word in found)


def test_numbers_references_and_ids_are_words(build: Build) -> None:
    files = {
        **FILES,
        "m.md": "# Numbers\n\n1,423 and 800 000 and 5 % and 0,4 and A.1192(33).\n",
        "b.md": brief("Words.", title="B", kind="flash", reference="UA-2026-07"),
    }
    found = words(build(files, conf=ON))
    for word in ("1423", "800000", "5%", "0.4", "a.1192", "1192", "33"):
        assert "m.html" in found[word], word
    assert "b.html" in found["ua-2026-07"]
    assert "n.html#claim-c" in found["c"]


def test_records_have_all_their_names_and_those_of_what_they_name(build: Build) -> None:
    actor = record(
        "actor", "Ana Example", kind="person", id="ana", aliases="Anna Beispiel",
        forms="Anny Example", variants="Hanna Eksampl",
    )  # fmt: skip
    claim = record("claim", "Ships sail", by="ana", id="s")
    files = {"r.md": f"# R\n\n{actor}", "n.md": note(claim, title="N")}
    found = words(build(files, conf=ON))
    for word in ("beispiel", "anny", "eksampl"):
        assert {"r.html#actor-ana", "n.html#claim-s"} <= found[word], word


def test_what_others_have_added_is_found(build: Build) -> None:
    conf = """
from sphinx_briefing import api

extensions = ["myst_parser", "sphinx_briefing"]
primary_domain = "brief"


class Vessel(api.Record, frozen=True, kw_only=True):
    \"\"\"A ship.\"\"\"

    kind_name, plural, argument = "vessel", "vessels", "name"
    label, labels = "Vessel", "Vessels"
    name: api.Line
    imo: api.Line | None = None


def setup(app):
    api.add_kind(app, Vessel)
"""
    files = {
        "conf.py": conf,
        "r.md": "# R\n\n" + record("vessel", "Bora Star", id="bora", imo="9187629"),
    }
    built = build(files, conf=ON)
    assert built.warnings == []
    assert words(built)["9187629"] >= {"r.html#vessel-bora"}
    assert facets(built)["kind"]["vessel"] == ["r.html#vessel-bora"]


def test_text_of_others_is_text(build: Build) -> None:
    hostile = {
        "h.md": note(
            record("claim", '"</script><img src=x onerror=alert(1)>', by="F5", id="x"),
            title="A <b>bold</b> & </script> title",
        ),
        "w.md": f"# Long\n\n{'w' * 4000} 🙂🙂 北京市政府 שלום עולם\n",
    }
    built = build({**FILES, **hostile}, conf=ON)
    found = words(built)
    assert "w" * 64 in found
    assert {"北京", "京市"} <= found.keys()
    assert "w.html" in found[plain("שלום")]
    entries = {entry[0]: entry for entry in shown(built)}
    assert "<img src=x" in entries["h.html#claim-x"][1]


def test_the_index_of_an_incremental_build_is_that_of_a_clean_one(build: Build) -> None:
    built = build(FILES, conf=ON)
    before = {name: built.path(name).stat().st_mtime_ns for name in built.files()}
    built.again()
    after = {name: built.path(name).stat().st_mtime_ns for name in built.files()}
    assert {n for n in before if n.startswith("_search/")} == {
        n for n in before if n.startswith("_search/") and before[n] == after[n]
    }
    built.again({"plain.md": "# Plain\n\nOther words, 597 giraffes.\n"})
    assert built.files() == built.afresh().files()
    assert words(built)["597"] == {"plain.html"}
    built.again({"plain.md": "# Plain\n\nOther words, 598 giraffes.\n"})
    assert built.files() == built.afresh().files()
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


def test_results_have_the_marks_of_the_language(build: Build) -> None:
    files = {
        **FILES,
        "n.md": note(record("claim", 'It\'s "open"', by="F5", id="c"), title="Zebras"),
        "b.md": brief("So {claim}`c`.", title="Harbours", summary="The port's end."),
    }
    said = json.dumps(shown(build(files, conf={**ON, "language": "en_GB"})), ensure_ascii=False)
    assert "It\N{RIGHT SINGLE QUOTATION MARK}s" in said
    assert "port\N{RIGHT SINGLE QUOTATION MARK}s end" in said
    assert "'" not in said


def test_the_masthead_has_the_marking_of_the_page(build: Build) -> None:
    built = build(FILES, conf={**ON, "html_theme": "briefing"})
    masthead = built.text("briefing-search.html").partition("</header>")[0]
    assert '<span class="brief-marking brief-tlp-green">TLP:GREEN</span>' in masthead
