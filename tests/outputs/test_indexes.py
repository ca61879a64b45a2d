"""The indexes of a project, and the masthead that leads there."""

import re

import pytest

from tests.corpus import brief, note, page, plain, record
from tests.support import Build

THEME = {"html_theme": "briefing"}
QUIET = {"suppress_warnings": ["toc.not_included", "briefing.marking"]}
FILES = {
    "who.md": "# Who\n\n"
    + record("actor", "Ann Example", id="ann", kind="person", offices=["Minister (2025/..)"])
    + record("actor", "The Five", id="five", kind="group")
    + record("topic", "Ports", "Who opens them?"),
    "n.md": note(
        record("commitment", "Open Nes", by="ann", due="2026-03", id="nes")
        + record("commitment", "Open Vik", by="ann", due="2026-01", id="vik")
        + record("commitment", "Shut Lom", by="ann", due="2025-12", status="met", id="lom"),
        id="a", title="A note", publisher="Gazette", date="2026-02-20",
    ),
    "b.md": brief("{topic}`ports`", title="A brief", summary="In *short*."),
    "plain.md": "# Plain\n\nNothing of ours.\n",
}  # fmt: skip


def links(html: str) -> dict[str, str]:
    """The links of the masthead: addresses by their words."""
    found = re.search(r'<nav class="brief-masthead-links".*?</nav>', html, re.S)
    pairs = re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', found.group()) if found else []
    return {words: address for address, words in pairs}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_masthead_leads_to_what_there_is(build: Build, builder: str) -> None:
    built = build(FILES, builder, conf=THEME)
    assert built.warnings == []
    name = "plain.html" if builder == "html" else "plain/index.html"
    found = links(built.text(name))
    assert list(found) == ["Briefs", "Topics", "Who", "Commitments", "Sources"]
    for address in found.values():
        target = (built.path(name).parent / address).resolve()
        target = target / "index.html" if target.is_dir() else target
        assert target.is_file(), address
        shown = plain(target.read_text("utf-8"))
        assert "Briefs" in shown
    here = built.text("briefing/topics.html" if builder == "html" else "briefing/topics/index.html")
    assert re.search(r'aria-current="page">Topics</a>', here)


def test_indexes_list_what_there_is_in_its_order(build: Build) -> None:
    built = build(FILES, conf=THEME)
    commitments = plain(built.text("briefing/commitments.html"))
    places = [commitments.index(words) for words in ("Open Vik", "Open Nes", "Shut Lom")]
    assert places == sorted(places)  # open ones first, by the day on which they fall due
    actors = built.text("briefing/actors.html")
    assert re.search(r">Person<.*Ann Example", actors, re.S)
    assert "Minister" in plain(actors)
    assert 'href="../briefing/actor/ann.html"' in actors
    topics = plain(built.text("briefing/topics.html"))
    assert "Ports 1 brief" in topics
    assert "Who opens them?" in topics
    assert "In *short*." in plain(built.text("briefing/briefs.html"))
    assert "A note" in plain(built.text("briefing/sources.html"))


def test_without_records_the_masthead_lists_chapters(build: Build) -> None:
    files = {"index.md": "# Start\n\n```{toctree}\none\n```\n", "one.md": "# One & all\n"}
    built = build(files, conf=THEME)
    assert built.warnings == []
    assert links(built.text("one.html")) == {"One &amp; all": "#"}
    assert links(built.text("index.html")) == {"One &amp; all": "one.html"}
    assert not [name for name in built.files() if name.startswith("briefing/")]


def test_a_house_chooses_its_links(build: Build) -> None:
    options = {"masthead": {"All": "plain", "Find": "briefing/topics", "Gone": "plane"}}
    built = build(FILES, conf={**THEME, "html_theme_options": options})
    assert links(built.text("b.html")) == {"All": "plain.html", "Find": "briefing/topics.html"}
    (said,) = built.warnings
    assert "html_theme_options['masthead']: 'Gone': there is no page 'plane'" in said
    assert "did you mean 'plain'?" in said
    wrong = build(FILES, conf={**THEME, "html_theme_options": {"masthead": "plain"}})
    assert "is not a dictionary of pages by words" in wrong.warnings[0]
    assert list(links(wrong.text("b.html"))) == [
        "Briefs", "Topics", "Who", "Commitments", "Sources"
    ]  # fmt: skip


def test_which_kinds_have_an_index_is_configured(build: Build) -> None:
    conf = {**THEME, "briefing_indexes": ["terms", "events", "actors", "claims"]}
    events = record("event", "Talks", date="2026-02-01") + record("term", "LEAP", "It is.")
    built = build({**FILES, "more.md": f"# More\n\n{events}"}, conf=conf)
    assert built.warnings == []
    found = links(built.text("plain.html"))
    assert list(found) == ["Terms", "Events", "Who"]  # there is no claim
    assert "Talks" in plain(built.text("briefing/events.html"))
    assert "It is." in plain(built.text("briefing/terms.html"))
    wrong = build(FILES, conf={"briefing_indexes": ["notes"]})
    assert "briefing_indexes: 'notes' is not one of: briefs, actors" in wrong.warnings[0]


def test_an_authors_page_takes_the_place_of_an_index(build: Build) -> None:
    files = {**FILES, "briefing/topics.md": "# Our questions\n\nBy hand.\n"}
    built = build(files, conf=THEME)
    assert "By hand." in built.text("briefing/topics.html")
    assert links(built.text("b.html"))["Topics"] == "briefing/topics.html"
    built.again({"briefing/topics.md": None})
    assert "Who opens them?" in built.text("briefing/topics.html")
    assert built.files() == built.afresh().files()


def test_nothing_is_listed_that_is_marked_more_strictly(build: Build) -> None:
    built = build(FILES, conf={**THEME, **QUIET})
    secret = FILES["who.md"].replace("id: ann\n", "id: ann\ntlp: RED\n")
    hidden = FILES["b.md"].replace("---\n# ", "tlp: AMBER\n---\n# ")
    built.again({"who.md": secret, "b.md": hidden})
    for name in ("actors", "commitments", "topics"):
        assert "Ann Example" not in plain(built.text(f"briefing/{name}.html"))
    assert "1 brief" not in plain(built.text("briefing/topics.html"))
    assert "Briefs" not in links(built.text("plain.html"))
    assert "briefing/briefs.html" not in built.files()
    assert built.files() == built.afresh().files()


def test_all_pages_follow_when_a_kind_comes_or_goes(build: Build) -> None:
    built = build(FILES, conf=THEME)
    before = built.path("plain.html").stat().st_mtime_ns
    built.again({"n.md": FILES["n.md"].replace("Open Vik", "Open Via")})
    assert built.path("plain.html").stat().st_mtime_ns == before
    assert "Open Via" in built.text("briefing/commitments.html")
    assert built.files() == built.afresh().files()
    built.again({"who.md": FILES["who.md"].replace("{topic}", "{term}"), "b.md": "# No brief\n"})
    assert list(links(built.text("plain.html"))) == ["Who", "Commitments", "Sources"]
    assert built.files() == built.afresh().files()


def test_the_masthead_says_how_the_page_is_marked(build: Build) -> None:
    files = {
        "b.md": brief("Text.", page_fields={"tlp": "AMBER+STRICT"}),
        "open.md": page({}, "Text.\n", title="Open"),
    }
    built = build(files, conf={**THEME, **QUIET})
    marking = '<span class="brief-marking brief-tlp-amber-strict">TLP:AMBER+STRICT</span>'
    masthead = re.compile(r"<header.*?</header>", re.S)
    found = masthead.search(built.text("b.html"))
    assert found
    assert marking in found.group()
    other = masthead.search(built.text("open.html"))
    assert other
    assert "TLP" not in other.group()


@pytest.mark.parametrize("search", [False, True])
def test_the_search_box_leads_to_the_search_there_is(build: Build, search: bool) -> None:
    built = build(FILES, conf={**THEME, "briefing_search": search})
    for name in ("plain.html", "briefing/topics.html", "search.html", "genindex.html"):
        found = re.search(
            r'<form class="brief-masthead-search"[^>]* action="([^"]*)"', built.text(name)
        )
        assert found, name
        address = found[1] if found[1] != "#" else name.rpartition("/")[2]
        assert (built.path(name).parent / address).resolve().is_file(), (name, found[1])
        assert ("briefing-search" in found[1]) is search


def test_other_themes_and_builders_are_left_alone(build: Build) -> None:
    built = build(FILES, conf={"html_theme": "alabaster"})
    assert "brief-masthead" not in built.text("plain.html")
    assert "Ports" in plain(built.text("briefing/topics.html"))
    assert not [name for name in build(FILES, "text").files() if name.startswith("briefing/")]
