"""Passages that bear a marking of their own: what they may print, and what is in them elsewhere."""

import re

import pytest

from tests.corpus import body_of, brief, note, page, plain, record
from tests.language.test_marking_leaks import FILES, LEAKS, told
from tests.support import Build, Built, Content

FRONT = """\
---
brief:
  kind: flash
  date: 2026-02-01
  status: final
tlp: CLEAR
---
# B

"""
FIRST = 10
"""The line that the passage begins at."""
OUTSIDE = {"in a heading", "in a footnote"}
"""What cannot stand in a passage."""
INSIDE = [name for name in LEAKS if name not in OUTSIDE]


def passage(marking: str, text: str) -> str:
    return f"`````{{restricted}} {marking}\n{text}\n`````\n"


def built_with(build: Build, text: str) -> Built:
    files = {**FILES, "mid.md": "# Mid\n\n```{toctree}\nred\n```\n", "b.md": FRONT + text}
    return build(files)


@pytest.mark.parametrize("name", INSIDE)
def test_a_passage_prints_what_its_marking_allows(build: Build, name: str) -> None:
    built = built_with(build, passage("RED", LEAKS[name][0]))
    assert [line for line in told(built) if line >= FIRST] == []


@pytest.mark.parametrize("name", INSIDE)
def test_a_passage_that_prints_more_is_told_of_at_the_line(build: Build, name: str) -> None:
    text, lines = LEAKS[name]
    built = built_with(build, passage("GREEN", text))
    assert [line for line in told(built) if line >= FIRST] == lines


# -- what stands in a passage -----------------------------------------------------------------

EVENT = record("event", "Zevent", "Zprose.", id="zev", date="2026-03-01", kind="meeting")
OPEN_EVENT = record(
    "event", "Talks", "Open.\n\n~~~{restricted} AMBER\nZbody.\n~~~", id="talks", date="2026-03-02"
)
WORDS = """\
Zwords of a passage.

~~~{index} Zindexed
~~~

(zlabel)=
~~~{list-table} Zcaption
* - A
~~~

"""
SITE: dict[str, Content] = {
    "index.md": "# Start\n\n```{toctree}\np\nb\n```\n",
    "p.md": page({}, passage("AMBER", f"{WORDS}{EVENT}") + OPEN_EVENT, "Open page"),
    "b.md": brief("Words.", title="B", date="2026-02-02", status="final"),
}
CONF = {
    "html_baseurl": "https://x.example/",
    "briefing_feeds": ["calendar", "atom"],
    "briefing_search": True,
    "html_theme": "briefing",
}
SECRETS = re.compile(r"(?i)z(?:event|prose|body|words|indexed|caption)")


@pytest.fixture
def site(build: Build) -> Built:
    return build(SITE, conf=CONF)


def test_a_record_in_a_passage_is_marked_like_it(site: Built) -> None:
    assert site.warnings == []
    events = site.afresh(builder="ledger").ledger["events"]
    assert events["zev"]["tlp"] == "AMBER"
    assert events["talks"]["tlp"] is None


def test_the_stricter_of_two_markings_counts(build: Build) -> None:
    red, clear = (
        record("event", f"E {tlp}", id=tlp.lower(), date="2026", tlp=tlp)
        for tlp in ("RED", "CLEAR")
    )
    inner = (
        "````{restricted} GREEN\n" + record("event", "Inner", id="inner", date="2026") + "````\n"
    )
    built = build({"p.md": page({"tlp": "RED"}, passage("AMBER", red + clear + inner))}, "ledger")
    assert {name: found["tlp"] for name, found in built.ledger["events"].items()} == {
        "red": "RED", "clear": "AMBER", "inner": "AMBER"
    }  # fmt: skip


@pytest.mark.parametrize("name", ["calendar.ics", "briefs.atom", "genindex.html"])
def test_what_is_for_all_holds_no_passage(site: Built, name: str) -> None:
    assert not SECRETS.search(site.text(name))


def test_a_feed_for_those_readers_holds_its_records(build: Build) -> None:
    site = build(SITE, conf={**CONF, "briefing_feed_marking": "AMBER"})
    assert set(SECRETS.findall(site.text("calendar.ics"))) == {"Zevent", "Zprose"}


def test_search_tells_of_an_open_page_without_its_passages(site: Built) -> None:
    texts = [
        site.text(name)
        for name in site.files()
        if name.startswith("_static/briefing-search") or name == "searchindex.js"
    ]
    assert texts
    found = {match.lower() for text in texts for match in SECRETS.findall(text)}
    assert found <= {"zevent", "zprose"}  # the record, which is found as itself, and is marked


def test_a_page_says_the_strictest_of_what_it_holds(site: Built) -> None:
    assert "TLP:AMBER" in plain(site.text("p.html").partition("</header>")[0])
    assert "TLP:" not in plain(site.text("b.html"))


def test_what_is_in_the_body_of_a_record_is_printed_where_it_is_written(build: Build) -> None:
    files = {**SITE, "l.md": page({}, "```{events}\n:ids: talks\n:as: list\n```\n")}
    site = build(files, conf=CONF)
    assert "Zbody" in site.text("p.html")
    for name in site.files():
        if name.endswith((".html", ".js", ".ics")) and name != "p.html":
            assert "zbody" not in site.text(name).lower(), name


def test_the_title_of_something_in_a_passage(build: Build) -> None:
    files = {**SITE, "l.md": page({}, "Words.\n\nSee {ref}`zlabel` and {ref}`this <zlabel>`.\n")}
    site = build(files, conf=CONF)
    line = str(files["l.md"]).split("\n").index("Words.") + 3
    (warning,) = (w for w in site.warnings if w.startswith("l.md"))
    assert warning.startswith(f"l.md:{line}: WARNING: passage with the label 'zlabel' is TLP:AMBER")
    site.again({"p.md": str(SITE["p.md"]).replace("{restricted} AMBER", "{restricted} CLEAR", 1)})
    assert not [w for w in site.warnings if w.startswith("l.md")]
    assert site.warnings == site.afresh().warnings


def test_a_page_is_listed_in_a_passage(build: Build) -> None:
    listed = "```{toctree}\nred\n```"
    files: dict[str, Content] = {
        "index.md": f"# Start\n\n{passage('RED', listed)}",
        "red.md": page({"tlp": "RED"}, "Words.", "Zred"),
    }
    assert build(files, "text").warnings == []


# -- how it is printed -------------------------------------------------------------------------

TEXT = {"index.md": "# Start\n\n" + passage("AMBER+STRICT", "Words.") + "\nMore.\n"}


@pytest.mark.parametrize(
    ("builder", "name"),
    [("text", "index.txt"), ("latex", "test.tex"), ("epub", "index.xhtml"), ("xml", "index.xml"),
     ("man", "test.1"), ("singlehtml", "index.html"), ("texinfo", "test.texi")],
)  # fmt: skip
def test_any_builder_prints_the_marking_in_brackets(build: Build, builder: str, name: str) -> None:
    words = plain(build(TEXT, builder).text(name)).replace("{[}", "[").replace("{]}", "]")
    assert re.search(
        r"\[TLP:AMBER\+STRICT\].*Words\..*\[End of TLP:AMBER\+STRICT\].*More\.", words, re.S
    )


def test_websites_print_a_badge(build: Build) -> None:
    shown = body_of(build(TEXT), "index.html")
    assert "TLP:AMBER+STRICT Words. End of TLP:AMBER+STRICT More." in plain(shown)
    assert 'class="brief-portion-begin no-search"' in shown
    assert 'class="brief-restricted brief-portion-amber-strict no-search' in shown


def test_a_marked_record_shows_its_marking_in_annexes_and_tables(build: Build) -> None:
    amber = note(
        record("actor", "Norland", "Of the north.", id="norland", kind="state")
        + record("actor", "Sudland", id="sudland", kind="group"),
        id="s", title="Report", page_fields={"tlp": "AMBER"},
    )  # fmt: skip
    cited = "{source}`s`, {actor}`norland` and {actor}`sudland`."
    text = passage("AMBER", f"{cited}\n\n~~~{{actors}}\n:ids: norland\n:as: table\n~~~\n")
    built = build({"n.md": amber, "b.md": FRONT + text}, "text")
    assert [w for w in built.warnings if w.startswith("b.md")] == []
    shown = " ".join(built.text("b.txt").split())
    assert "[1] TLP:AMBER A report" in shown
    assert "Also named: TLP:AMBER Sudland" in shown
    assert shown.count("TLP:AMBER Norland") == 2


def test_what_a_passage_judges_is_summed_up_with_its_marking(build: Build) -> None:
    judged = record("judgement", "It holds", likelihood="likely", confidence="low")
    advised = record("recommendation", "Do it", priority="high")
    built = build({"b.md": FRONT + passage("AMBER", judged + advised)}, "text")
    assert built.warnings == []
    shown = " ".join(built.text("b.txt").split())
    assert "Key judgements ============== * TLP:AMBER It holds" in shown
    assert "* R1 TLP:AMBER Do it" in shown
    more = build({"b.md": FRONT + passage("AMBER", judged.replace("\n:", "\n:tlp: RED\n:", 1))})
    assert [w.split(": ")[0] for w in more.warnings] == ["b.md:11"]


def test_what_sums_up_and_ends_a_brief_is_not_found_on_the_open_page(build: Build) -> None:
    amber = note(
        record("actor", "Zevent", "Of the north.", id="zn", kind="state")
        + record("actor", "Zbody", id="zb", kind="group"),
        id="zs", title="Zcaption", page_fields={"tlp": "AMBER"},
    )  # fmt: skip
    text = record("judgement", "Zprose", likelihood="likely", confidence="low")
    cited = "{source}`zs`, {actor}`zn` and {actor}`zb`.\n\n"
    built = build({"n.md": amber, "b.md": FRONT + passage("AMBER", cited + text)}, conf=CONF)
    texts = built.text(".briefing-texts-html.json")
    page_of_brief = re.search(r'"b":"([^"]*)"', texts)
    assert page_of_brief
    assert not SECRETS.search(page_of_brief[1])


ANYWHERE = """\
:tlp: CLEAR
:brief:
   :kind: flash
   :date: 2026-02-01

Page
====

.. list-table::

   * - One
     - .. restricted:: AMBER

          Zcell.
   * - Two
     - Three

.. note::

   Noted.

   .. restricted:: RED

      - Zitem

        .. restricted:: GREEN

           Zinner.

.. restricted:: AMBER

   .. list-table:: A wide table
      :header-rows: 1

      * - {heads}
      * - {cells}
"""


@pytest.mark.parametrize("builder", ["html", "text", "latex", "briefpdf", "briefdocx"])
def test_a_passage_stands_anywhere(build: Build, builder: str) -> None:
    cells = ["\n        - ".join(f"{word} {n}" for n in range(30)) for word in ("Head", "Cell")]
    text = ANYWHERE.replace("{heads}", cells[0]).replace("{cells}", cells[1])
    built = build({"b.rst": text}, builder)
    assert built.warnings == []
    if builder in ("html", "text"):
        shown = plain(built.text("b.html" if builder == "html" else "b.txt"))
        for words in ("Zcell.", "Zitem", "Zinner."):
            assert words in shown
        assert shown.count("End of TLP:AMBER") == 2
        assert shown.count("TLP:RED") >= 3  # with that of the page


def test_an_included_text_asks_the_same_as_a_page(build: Build) -> None:
    files = {
        "index.md": "# S\n\n```{include} parts/red.txt\n```\n\n"
        "````{restricted} RED\n```{include} parts/in.txt\n```\n````\n\n"
        "```{include} parts/open.txt\n```\n",
        "strict.md": "---\ntlp: RED\n---\n# Strict\n\n```{include} parts/red.txt\n```\n",
        "parts/red.txt": "---\ntlp: RED\n---\nRed words.\n",
        "parts/in.txt": "---\ntlp: RED\n---\nRed words, too.\n",
        "parts/open.txt": "---\ntlp: CLEAR\n---\nOpen words.\n",
    }
    built = build(files)
    assert [line for line in built.warnings if "included text" in line] == [
        "index.md:3: WARNING: included text 'parts/red.txt' is TLP:RED, but this page is not "
        "marked and counts as TLP:CLEAR; leave it out, or mark the page for as few readers "
        "[briefing.marking]"
    ]
