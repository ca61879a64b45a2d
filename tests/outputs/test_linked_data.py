"""What programs read off published pages: schema.org as JSON-LD, and OpenGraph."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.corpus import brief, note, record
from tests.support import Build, Built

TOP = "https://briefs.example.org"
ON = {"html_baseurl": TOP, "language": "en_GB"}

FILES = {
    "r.md": (
        "# Registers\n\n"
        + record("actor", "Kaja Example", kind="person", id="kaja", wikidata="Q42", abbr="KE",
                 offices="Minister of Ports (2025/..)", member_of="five")
        + record("actor", "Group of Five", kind="group", id="five", website="https://five.example")
        + record("actor", "Norland", kind="state", id="norland", member_of="five")
        + record("term", "LEAP", "A programme.", long="Low-Cost Effectors")
        + record("topic", "Ports & ships", id="ports")
    ),
    "n.md": note(
        record("claim", "Ports </script><script>reopen", by="kaja", id="c"),
        title="My note", publisher="Gazette", author=["Ann"], date="2026-02-20", type="news",
        url="https://gazette.example/1", language="en",
    ),
    "b.md": brief("So {claim}`c`.", title="Harbours", kind="flash", reference="P-1", edition=2,
                  authors=["Desk", "Others"], summary='The "bottom" line.', status="final",
                  page_fields={"topics": ["ports"]}),
}  # fmt: skip


def things(built: Built, name: str) -> dict[str, dict[str, Any]]:
    """What a page describes, by address."""
    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', built.text(name), re.S
    )
    if not blocks:
        return {}
    [block] = blocks
    data = json.loads(block)
    assert data["@context"] == "https://schema.org"
    return {thing["@id"]: thing for thing in data["@graph"]}


def metas(built: Built, name: str) -> dict[str, str]:
    found = {}
    for tag in re.findall(r"<meta [^>]*>", built.text(name)):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        key = attributes.get("property") or attributes.get("name")
        if key:
            found[key] = html.unescape(attributes["content"])
    return found


def test_a_brief_is_a_report(build: Build) -> None:
    built = build(FILES, conf=ON)
    assert built.warnings == []
    report = things(built, "b.html")[f"{TOP}/b.html"]
    assert report == {
        "@type": "Report",
        "@id": f"{TOP}/b.html",
        "url": f"{TOP}/b.html",
        "name": "Harbours",
        "abstract": 'The "bottom" line.',
        "reportNumber": "P-1",
        "version": 2,
        "creativeWorkStatus": "final",
        "dateModified": "2026-02-23",
        "author": ["Desk", "Others"],
        "publisher": "Test",
        "inLanguage": "en-GB",
        "about": {
            "@type": "DefinedTerm",
            "@id": f"{TOP}/r.html#topic-ports",
            "name": "Ports & ships",
        },
        "citation": {"@type": "NewsArticle", "@id": f"{TOP}/n.html#source-n", "name": "A report"},
    }


def test_a_note_rests_on_an_article_and_holds_claims(build: Build) -> None:
    built = build(FILES, conf=ON)
    found = things(built, "n.html")
    assert found[f"{TOP}/n.html"]["isBasedOn"] == {"@id": f"{TOP}/n.html#source-n"}
    article = found[f"{TOP}/n.html#source-n"]
    assert article["@type"] == "NewsArticle"
    assert article["headline"] == "A report"
    assert article["publisher"] == {"@type": "Organization", "name": "Gazette"}
    assert article["url"] == "https://gazette.example/1"
    claim = found[f"{TOP}/n.html#claim-c"]
    assert claim["name"] == "Ports </script><script>reopen"
    assert claim["author"] == {
        "@type": "Person",
        "@id": f"{TOP}/r.html#actor-kaja",
        "name": "Kaja Example",
    }
    assert claim["appearance"]["@id"] == f"{TOP}/n.html#source-n"


def test_registers_hold_people_organisations_and_terms(build: Build) -> None:
    built = build(FILES, conf=ON)
    found = things(built, "r.html")
    kaja = found[f"{TOP}/r.html#actor-kaja"]
    assert kaja["@type"] == "Person"
    assert kaja["jobTitle"] == "Minister of Ports"
    assert kaja["sameAs"] == "https://www.wikidata.org/entity/Q42"
    assert kaja["memberOf"]["name"] == "Group of Five"
    assert found[f"{TOP}/r.html#actor-five"]["@type"] == "Organization"
    assert found[f"{TOP}/r.html#actor-norland"]["@type"] == "Country"
    assert "memberOf" not in found[f"{TOP}/r.html#actor-norland"]
    term = found[f"{TOP}/r.html#term-leap"]
    assert (term["@type"], term["description"]) == ("DefinedTerm", "A programme.")


def test_links_to_a_page_show_its_title_and_summary(build: Build) -> None:
    built = build(FILES, conf=ON)
    found = metas(built, "b.html")
    assert found["og:title"] == "Harbours"
    assert (
        found["og:description"]
        == found["description"]
        == "The \N{LEFT DOUBLE QUOTATION MARK}bottom\N{RIGHT DOUBLE QUOTATION MARK} line."
    )
    assert found["og:url"] == f"{TOP}/b.html"
    assert found["og:type"] == "article"
    assert found["article:modified_time"] == "2026-02-23"
    assert metas(built, "n.html")["og:description"] == "Gazette: A report"
    assert metas(built, "index.html")["og:type"] == "website"


PICTURE = "_static/briefing-links/b.png"


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_links_to_a_brief_show_a_picture_that_follows_it(build: Build, builder: str) -> None:
    built = build(FILES, builder, conf=ON)
    page = "b.html" if builder == "html" else "b/index.html"
    found = metas(built, page)
    assert found["og:image"] == f"{TOP}/{PICTURE}"
    first = built.path(PICTURE).read_bytes()
    assert size_of(first) == (int(found["og:image:width"]), int(found["og:image:height"]))
    assert "og:image" not in metas(built, "index.html")

    built.again({"b.md": FILES["b.md"] + "\nMore.\n"})
    assert built.path(PICTURE).read_bytes() == first
    built.again({"b.md": FILES["b.md"].replace("# Harbours", "# Ports " + "of Norland " * 40)})
    assert built.path(PICTURE).read_bytes() != first
    assert built.path(PICTURE).read_bytes() == built.afresh().path(PICTURE).read_bytes()
    built.again({"b.md": None})
    assert not Path(built.out, PICTURE).exists()


def test_an_authors_own_description_stays(build: Build) -> None:
    files = {
        "b.rst": ":brief:\n   :kind: flash\n   :summary: Ours.\n\n.. meta::\n"
        "   :description: Mine.\n\nB\n=\n\nWords.\n"
    }
    built = build(files, conf=ON)
    assert built.text("b.html").count('name="description"') == 1
    assert metas(built, "b.html")["description"] == "Mine."


def test_only_published_pages_that_want_it_have_it(build: Build) -> None:
    for conf in ({}, {**ON, "briefing_linked_data": False}):
        built = build(FILES, conf=conf)
        assert things(built, "b.html") == {}
        assert "og:title" not in built.text("b.html")
    for builder in ("singlehtml", "epub", "text", "latex"):
        built = build(FILES, builder, conf={**ON, "epub_copyright": "x", "version": "1"})
        assert [warning for warning in built.warnings if "data_block" in warning] == []
        assert not [name for name, data in built.files().items() if b"ld+json" in data]


def test_a_brief_is_written_again_when_its_topic_is_renamed(build: Build) -> None:
    built = build(FILES, conf=ON)
    built.again({"r.md": FILES["r.md"].replace("Ports & ships", "Harbours")})
    assert things(built, "b.html")[f"{TOP}/b.html"]["about"]["name"] == "Harbours"
    assert built.files() == built.afresh().files()


def test_all_names_that_are_printed_are_alternate_ones(build: Build) -> None:
    names = {"abbr": "LP", "long": "Low-Cost Effectors", "aliases": "the programme"}
    register = record("term", "LEAP", **names, forms="LEAPing", variants="L.E.A.P.")
    built = build({"r.md": f"# R\n\n{register}"}, conf=ON)
    assert built.warnings == []
    term = things(built, "r.html")[f"{TOP}/r.html#term-leap"]
    assert term["alternateName"] == ["Low-Cost Effectors", "LP", "the programme"]
