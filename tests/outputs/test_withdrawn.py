"""What no longer stands is said wherever it is printed: in every output, with the reason."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from tests.corpus import body_of, brief, element, note, page, plain, record
from tests.support import Build, Built

REGISTER = page(
    {}, record("actor", "Norland", kind="state") + record("topic", "Ports"), "Registers"
)
GAZETTE = {"retracted": "2026-02-20", "retraction": "the publisher withdrew it"}


def gazette(**source: Any) -> str:
    return note(
        record("claim", "Ports are open", by="Norland", id="open", topic="Ports")
        + record("quote", "", "They will stay open.", by="Norland", id="words")
        + record("position", "For ports", by="Norland", topic="Ports", id="stance", stance="for"),
        id="gazette", date="2026-02-01", publisher="Norland Gazette", reliability="C", **source,
    )  # fmt: skip


def wire(withdrawn: str = "2026-02-18") -> str:
    roads = {"withdrawn": withdrawn, "replaced-by": "shut"} if withdrawn else {}
    return note(
        record("claim", "Roads are open", by="Norland", id="roads", topic="Ports", **roads)
        + record("claim", "Roads are shut", by="Norland", id="shut", topic="Ports")
        + record("claim", "Ships were seen", by="Norland", id="ships", corroborates="open"),
        id="wire", date="2026-02-02", publisher="Wire",
    )  # fmt: skip


BODY = (
    "Ports are open {claim}`open`, roads too {claim}`roads`, ships were seen {claim}`ships`.\n\n"
    + record("judgement", "Trade returns", likelihood="likely", id="trade", basis="open, ships")
    + record("judgement", "Ferries run", likelihood="likely", id="ferries", basis="open, roads")
    + record("judgement", "Fog stays", likelihood="likely", id="fog", basis="ships, shut")
    + record("recommendation", "Wait", id="wait", basis="judgement:ferries")
)
WEAKENED = (
    "weakened: 1 of 2 records that it rests on no longer stands: "
    "Ports are open (source retracted, 2026-02-20)"
)
FALLS = (
    "falls: nothing that it rests on stands any more: Ports are open "
    "(source retracted, 2026-02-20); Roads are open (withdrawn, 2026-02-18)"
)
TITLE = "This brief rests on what has been withdrawn"


def files(
    body: str = BODY, *, source: dict[str, str] | None = None, **about: Any
) -> dict[str, str]:
    return {
        "index.md": "# Start\n\n```{toctree}\n:glob:\n\n*\n```\n",
        "r.md": REGISTER,
        "gazette.md": gazette(**(GAZETTE if source is None else source)),
        "wire.md": wire(),
        "b.md": brief(body, **about),
    }


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def words_of(built: Built) -> str:
    """The words of the brief, whatever the format."""
    if built.builder == "html":
        return plain(body_of(built, "b.html"))
    if built.builder == "text":
        return in_one_line(built.text("b.txt").replace("**", ""))
    if built.builder == "briefdocx":
        with ZipFile(built.path("b.docx")) as file:
            root = ElementTree.fromstring(file.read("word/document.xml"))
        name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
        paragraphs = (
            "".join(t.text or "" for t in p.iter(f"{name}t")) for p in root.iter(f"{name}p")
        )
        return in_one_line(" ".join(paragraphs))
    if built.builder == "latex":
        return in_one_line(
            re.sub(
                r"\\[A-Za-z@]+\*?(\[[^\]]*\])?|[{}]", "", next(built.out.glob("*.tex")).read_text()
            )
        )
    from pypdf import PdfReader

    pages = PdfReader(built.path("b.pdf")).pages
    return in_one_line(" ".join(one.extract_text() for one in pages))


@pytest.mark.parametrize("builder", ["html", "text", "briefdocx", "briefpdf"])
def test_every_output_says_what_stands_no_more(build: Build, builder: str) -> None:
    words = words_of(build(files(), builder)).replace("\N{NO-BREAK SPACE}", " ")
    assert TITLE in words
    named = "A report (retracted, 2026-02-20); Roads are open (withdrawn, 2026-02-18)."
    assert named in words
    assert "Falls: Ferries run; Wait." in words
    assert "Weakened: Trade returns." in words
    assert words.count(WEAKENED) == 2  # ahead of the text, and in it
    assert words.count(FALLS) == 2
    assert words.index(TITLE) < words.index("Key judgements") < words.index("Ports are open [") or (
        builder != "text"
    )
    assert "rests on 1 voice" in words
    assert "1 retracted" in words


@pytest.mark.parametrize("builder", ["html", "text"])
def test_nothing_is_said_of_what_stands(build: Build, builder: str) -> None:
    project = files(source={})
    project["wire.md"] = wire("")
    words = words_of(build(project, builder))
    for word in (TITLE, "withdrawn", "retracted", "stands", "weakened", "falls"):
        assert word not in words
    assert "rests on 2 voices" not in words  # one speaker is one voice
    assert "rests on 1 voice" in words


def test_a_brief_before_that_day_says_nothing(build: Build) -> None:
    before = build(
        {**files(source={}), "wire.md": wire("")} | {"b.md": brief(BODY, as_of="2026-02-10")}
    )
    after = build({**files(), "b.md": brief(BODY, as_of="2026-02-10")})
    assert before.path("b.html").read_bytes() == after.path("b.html").read_bytes()
    assert after.warnings == []
    between = build({**files(), "b.md": brief(BODY, as_of="2026-02-19")})
    assert "Roads are open (withdrawn, 2026-02-18)." in words_of(between)
    assert "retracted" not in words_of(between)


def test_the_banner_is_heard_as_well_as_seen(build: Build) -> None:
    text = build(files()).text("b.html")
    (banner,) = re.findall(r"<aside[^>]*brief-banner.*?</aside>", text, re.S)
    assert re.search(rf"<h2[^>]*>{TITLE}</h2>", banner)
    assert text.index("brief-title-block") < text.index("brief-banner") < text.index("brief-front")
    assert TITLE not in re.sub(re.escape(banner), "", text)  # no contents list it


def test_a_marker_of_what_is_gone_says_so(build: Build) -> None:
    text = build(files()).text("b.html")
    found: dict[str, str] = {}
    for link in re.finditer(r'<a [^>]*brief-marker[^>]*#claim-(\w+)"[^>]*>', text):
        found.setdefault(link[1], link[0])
    assert 'title="source retracted, 2026-02-20 · Ports are open' in found["open"]
    assert 'aria-label="Source 1: Norland Gazette, 2026-02-01, retracted"' in found["open"]
    assert 'title="withdrawn, 2026-02-18 · Roads are open' in found["roads"]
    assert 'aria-label="Source 2a: Wire, 2026-02-02, withdrawn"' in found["roads"]
    assert 'aria-label="Source 2b: Wire, 2026-02-02"' in found["ships"]
    assert ["brief-lost" in found[name] for name in ("open", "roads", "ships")] == [1, 1, 0]


def test_annexes_lists_tables_and_notes_say_it(build: Build) -> None:
    views = "".join(
        f"```{{{view}}}\n{options}```\n\n"
        for view, options in (
            ("claims", ""),
            ("claims", ":as: list\n"),
            ("claims", ":as: timeline\n"),
            ("quotes", ""),
            ("positions", ""),
            ("positions", ":as: list\n"),
            ("judgements", ""),
            ("judgements", ":as: table\n"),
            ("recommendations", ""),
            ("sources", ":as: table\n"),
            ("sources", ":as: cards\n"),
            ("notes", ""),
        )
    )
    built = build({**files(), "p.md": page({}, views)})
    found = [plain(part) for part in body_of(built, "p.html").split('<div class="brief-view ')[1:]]
    lost = "withdrawn: source retracted 2026-02-20 (the publisher withdrew it)"
    own = "withdrawn 2026-02-18; replaced by: Roads are shut"
    unsourced = "source retracted 2026-02-20 (the publisher withdrew it)"
    retracted = "retracted 2026-02-20 (the publisher withdrew it)"
    for part in found[:3]:
        assert lost in part
        assert own in part
        assert part.count("withdrawn") == 2
    for part in found[3:6]:
        assert unsourced in part
    for part in found[6:8]:
        assert WEAKENED in part
        assert FALLS in part
        assert ("rests on 1 voice" in part) == (part is found[6])
    assert "falls: nothing that it rests on stands any more: Ferries run (falls)" in found[8]
    for part in found[9:12]:
        assert part.count(retracted) == 1
    annex = plain(element(body_of(built, "b.html"), "brief-annex-sources"))
    assert f"{retracted} · Norland Gazette" in annex
    assert "2 sources; 1 retracted; 1 independent" in annex
    assert retracted in plain(element(body_of(built, "gazette.html"), "brief-source-block"))


def test_withdrawn_voices_are_shown_and_not_counted(build: Build) -> None:
    view = "```{claims}\n:ids: ships\n:as: corroboration\n```\n"
    built = build({**files(), "p.md": page({}, view)})
    text = body_of(built, "p.html")
    assert "Norland: Ports are open · withdrawn: source retracted 2026-02-20" in plain(text)
    assert "1 source" in plain(text)
    picture = element(text, "brief-picture")
    assert "retracted · C" in plain(picture)
    assert "withdrawn · 2026-02-01" in plain(picture)
    assert len(re.findall(r"<circle", picture)) == 1  # one voice has a number


def test_cards_and_ledger_know_it(build: Build) -> None:
    built = build(files())
    cards = {}
    for path in (built.out / "_static/briefing-cards").glob("*.js"):
        name, data = re.fullmatch(r"briefingCards\(\"(.*?)\",(.*)\);\n", path.read_text()).groups()  # type: ignore[union-attr]
        if name != "about":
            cards.update(json.loads(data))
    assert cards["claim-open"]["b"] == [["withdrawn", "withdrawn"]]
    assert ["Withdrawn", "source retracted 2026-02-20 (the publisher withdrew it)"] in cards[
        "claim-open"
    ]["r"]
    assert cards["source-gazette"]["b"] == [["retracted", "retracted"]]
    assert cards["judgement-ferries"]["b"] == [["falls", "falls"]]
    assert ["Carried by", "1 voice"] in cards["judgement-fog"]["r"]
    assert "b" not in cards["judgement-fog"]
    standing = {key: one["standing"] for key, one in built.ledger["judgements"].items()}
    assert standing == {"trade": "weakened", "ferries": "falls", "fog": "stands"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "geschwächt: 1 von 2 Grundlagen hält nicht mehr: Ports are open"),
        ("fr", "affaibli: 1 fondement sur 2 ne tient plus: Ports are open"),
    ],
)
def test_it_is_said_in_the_language_of_the_project(build: Build, language: str, words: str) -> None:
    assert words in words_of(build(files(), "text", conf={"language": language}))


def test_names_of_what_is_withheld_are_not_told(build: Build) -> None:
    project = files()
    project["gazette.md"] = gazette(**GAZETTE).replace("---\nsource", "---\ntlp: AMBER\nsource", 1)
    built = build(project, "text", conf={"briefing_audience": "GREEN"})
    assert "Ports are open (" not in built.text("b.txt")


# -- freshness -----------------------------------------------------------------------------------


def stamps(built: Built) -> dict[str, int]:
    """When each page was written, but for those that Sphinx writes whenever it writes any."""
    own = ("genindex.html", "search.html")
    pages = (path for path in built.out.glob("*.html") if path.name not in own)
    return {path.name: path.stat().st_mtime_ns for path in pages}


def written(built: Built, before: dict[str, int]) -> set[str]:
    return {name for name, at in stamps(built).items() if at != before.get(name)}


def test_one_retraction_writes_the_pages_again_that_show_it(build: Build) -> None:
    project = files(source={})
    project["other.md"] = brief("Ships {claim}`ships`.\n", title="Another", reference="B-2")
    project["old.md"] = brief("Ports {claim}`open`.\n", title="Old", as_of="2026-02-03")
    project["plain.md"] = page({}, "Nothing of it.\n")
    built = build(project)
    before = stamps(built)
    built = built.again({"gazette.md": gazette(**GAZETTE)})
    shown = {"b.html", "gazette.html", "wire.html"}  # the last one counts the sources of a claim
    assert written(built, before) == shown
    assert built.files() == built.afresh().files()
    before = stamps(built)
    built = built.again({"gazette.md": gazette()})
    assert written(built, before) == shown


def test_a_page_that_shows_the_impact_is_written_again(build: Build) -> None:
    project = {**files(source={}), "p.md": page({}, "```{sources}\n:as: impact\n```\n")}
    built = build(project)
    before = stamps(built)
    built = built.again({"wire.md": wire("")})
    assert {"p.html", "b.html", "wire.html"} == written(built, before)
    before = stamps(built)
    text = BODY.replace(":basis: ships, shut", ":basis: ships, open")
    built = built.again({"b.md": brief(text)})
    assert {"p.html", "b.html"} <= written(built, before)
    assert built.files() == built.afresh().files()


# -- the feed ------------------------------------------------------------------------------------


def test_the_feed_says_it_also_after_the_day_of_the_brief(build: Build) -> None:
    conf = {"html_baseurl": "https://x.org/", "briefing_feeds": ["atom"]}
    about: dict[str, Any] = {
        "status": "final",
        "as_of": "2026-02-10",
        "summary": "Ports <b>open</b> & so on.",
    }
    project = {**files(), "b.md": brief(BODY, **about)}
    path = Path(build(project, conf=conf).out, "briefs.atom")
    entry = ElementTree.parse(path).find("{*}entry")
    assert entry is not None
    assert entry.findtext("{*}summary") == (
        f"{TITLE}: A report (retracted, 2026-02-20); Roads are open (withdrawn, 2026-02-18). "
        "Falls: Ferries run; Wait. Weakened: Trade returns. Ports <b>open</b> & so on."
    )
    assert entry.findtext("{*}updated") == "2026-02-23T00:00:00+00:00"
    later = gazette(retracted="2026-03-04")
    path = Path(build({**project, "gazette.md": later}, conf=conf).out, "briefs.atom")
    assert ElementTree.parse(path).findtext("{*}entry/{*}updated") == "2026-03-04T00:00:00+00:00"
