"""The front page of a desk: what it shows of the corpus, relative to the day of the facts."""

import re

import pytest

from tests.corpus import brief, note, plain, record
from tests.support import Build

HOME = "# Home\n\n```{desk}\n```\n\n```{toctree}\n:glob:\n\n*\n```\n"
FILES = {
    "index.md": HOME,
    "who.md": "# Who\n\n"
    + record("actor", "Ann", id="ann", kind="person")
    + record("topic", "Ports", id="ports")
    + record("topic", "Nobody's", id="nobodys"),
    "n.md": note(
        record("commitment", "Open Vik", by="ann", due="2026-01", id="vik")
        + record("commitment", "Open Nes", by="ann", due="2026-03-01", id="nes")
        + record("commitment", "Open Lom", by="ann", due="2026-05-01", id="lom")
        + record("commitment", "Shut Bur", by="ann", due="2026-03-01", status="met", id="bur"),
        id="n", title="A new note", publisher="Gazette", date="2026-02-20",
    ),
    "o.md": note("Text.", id="o", title="An old note", publisher="Herald", date="2026-02-01"),
    "a.md": brief("On {topic}`ports`.", title="First brief", date="2026-02-10", summary="Yes."),
    "b.md": brief("On {topic}`ports`.", title="Second brief", date="2026-02-18"),
    "c.md": brief("Text.", title="Third brief", date="2026-02-19"),
    "d.md": brief("Text.", title="Fourth brief", date="2026-02-16"),
}  # fmt: skip
HEADINGS = ["Latest briefs", "Overdue", "Due in the next 30 days", "Topics", "New and amended"]


def desk(html: str) -> str:
    """The front page in a page, as text."""
    found = re.search(
        r'<div class="brief-desk .*?(?=<div class="toctree-wrapper|</section>)', html, re.S
    )
    return plain(found.group()) if found else ""


def part(text: str, heading: str, following: str = "") -> str:
    """A part of it, up to the next one."""
    return (
        text.partition(heading)[2].partition(following)[0]
        if following
        else text.partition(heading)[2]
    )


def test_a_front_page_shows_what_is_latest_due_and_new(build: Build) -> None:
    built = build(FILES)
    assert built.warnings == []
    text = desk(built.text("index.html"))
    places = [text.index(heading) for heading in HEADINGS]
    assert places == sorted(places)
    latest = part(text, *HEADINGS[:2])
    order = [latest.index(name) for name in ("Third brief", "Second brief", "Fourth brief")]
    assert order == sorted(order)
    assert "First brief" not in latest
    assert "Open Vik" in part(text, *HEADINGS[1:3])
    soon = part(text, *HEADINGS[2:4])
    assert "Open Nes" in soon
    assert "1 Mar 2026" in soon or "2026-03-01" in soon
    assert "Ann" in soon
    assert "Lom" not in text
    assert "Bur" not in text
    topics = part(text, *HEADINGS[3:])
    assert "Ports 2 briefs" in topics
    assert "Nobody" not in topics
    new = part(text, HEADINGS[4])
    assert "A new note" in new
    assert "An old note" not in new
    assert built.text("index.html").count("<h2") >= len(HEADINGS)


def test_it_looks_as_far_ahead_as_is_asked_and_from_the_day_of_the_facts(build: Build) -> None:
    files = {**FILES, "index.md": HOME.replace("{desk}\n", "{desk}\n:days: 90\n")}
    text = desk(build(files).text("index.html"))
    assert "Open Lom" in part(text, "Due in the next 90 days")
    later = desk(build(FILES, conf={"briefing_as_of": "2026-04-20"}).text("index.html"))
    assert "Open Nes" in part(later, "Overdue", "Due in the next")
    assert "Open Lom" in part(later, "Due in the next 30 days")
    assert "New and amended" not in later  # nothing is, and so nothing is said


def test_nothing_is_printed_where_there_is_nothing(build: Build) -> None:
    built = build({"index.md": "# Home\n\n```{desk}\n```\n"})
    assert built.warnings == []
    assert "brief-desk" not in built.text("index.html")


def test_what_is_marked_more_strictly_is_left_out(build: Build) -> None:
    secret = FILES["n.md"].replace("---\n# ", "tlp: RED\n---\n# ")
    hidden = FILES["c.md"].replace("---\n# ", "tlp: RED\n---\n# ")
    home = HOME.partition("```{toctree}")[0]
    conf = {"suppress_warnings": ["toc.not_included"]}
    built = build({**FILES, "index.md": home, "n.md": secret, "c.md": hidden}, conf=conf)
    text = desk(built.text("index.html"))
    for name in ("Open Vik", "Open Nes", "A new note", "Third brief"):
        assert name not in text
    assert "First brief" in text
    assert built.warnings == []
    strict = {"index.md": f"---\ntlp: RED\n---\n{home}", "n.md": secret, "c.md": hidden}
    text = desk(build({**FILES, **strict}, conf=conf).text("index.html"))
    for name in ("Open Vik", "A new note", "Third brief"):
        assert name in text


def test_a_changed_record_changes_the_front_page_alone(build: Build) -> None:
    built = build(FILES)
    built.again({"n.md": FILES["n.md"].replace("Open Vik", "Open Via")})
    assert "Open Via" in desk(built.text("index.html"))
    built.again({"o.md": FILES["o.md"].replace("2026-02-01", "2026-02-28")})
    assert "An old note" in desk(built.text("index.html"))
    built.again({"c.md": None, "a.md": FILES["a.md"].replace("{topic}`ports`", "nothing")})
    text = desk(built.text("index.html"))
    assert "Ports 1 brief" in text
    assert "Third brief" not in text
    assert built.files() == built.afresh().files()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{desk}\n:days: many\n", "desk: 'days': 'many' is not a whole number from 1 to 366"),
        ("{desk}\n:days: 0\n", "desk: 'days': '0' is not a whole number from 1 to 366"),
        ("{desk}\n:dais: 3\n", "desk: unknown option 'dais'"),
        ("{desk}\nText.\n", "desk: it takes no body; remove the body"),
    ],
)
def test_bad_options_are_said_at_their_line(build: Build, written: str, said: str) -> None:
    built = build({**FILES, "index.md": HOME.replace("{desk}\n", written)})
    (warning,) = built.warnings
    assert said in warning
    assert "index.md:" in warning
    assert "brief-desk" not in built.text("index.html")


@pytest.mark.parametrize("builder", ["text", "singlehtml", "latex", "epub", "man", "texinfo"])
def test_every_builder_prints_it(build: Build, builder: str) -> None:
    built = build(FILES, builder)
    names = [
        name
        for name in built.files()
        if name.endswith((".txt", ".html", ".tex", ".xhtml", ".1", ".texi"))
    ]
    assert any("Due in the next 30" in re.sub(r"\s+", " ", built.text(name)) for name in names)


def test_restructuredtext_prints_the_same(build: Build) -> None:
    rst = "Home\n====\n\n.. desk::\n   :days: 30\n"
    conf = {"suppress_warnings": ["toc.not_included"]}
    markdown = {**FILES, "index.md": HOME.partition("```{toctree}")[0]}
    written = {name: text for name, text in markdown.items() if name != "index.md"}
    one = desk(build(markdown, conf=conf).text("index.html"))
    other = desk(build({**written, "index.rst": rst}, conf=conf).text("index.html"))
    assert one == other
