"""Notes and briefs: what their front matter says, where it is printed, what is wrong with it."""

import pytest

from tests.corpus import body_of, brief, element, note, page, plain, record
from tests.support import Build, Built, build_project

NOTE = """\
---
source:
  id: walaw-2026-02-21
  title: European powers link peace to guarantees
  author: [Dakir Madiha, "Smith, Jane"]
  publisher: Walaw
  date: 2026-02-21
  url: https://walaw.press/a
  archived: https://archive.example.org/a
  accessed: 2026-02-22
  language: en
  type: news
  reliability: C
  origin: afp
tlp: "TLP:CLEAR"
topics: [security-guarantees]
---
# E5 ministers tie a settlement to guarantees
"""
REGISTER = page(
    {},
    record("topic", "Security guarantees")
    + record("topic", "Donbas")
    + record("source", "Wire report", id="afp"),
)
BRIEF = """\
---
brief:
  kind: infocus
  reference: UA-2026-07
  date: 2026-02-23
  authors: [Europe desk, "Smith, Jane"]
  status: review
  edition: 2
  summary: Two sentences. They carry the bottom line.
  as_of: 2026-02-22
  supersedes: UA-2026-03
tlp: green
topics: [security-guarantees, donbas]
---
# Where the E5 stands

Some words.
"""
OLDER = "---\nbrief:\n  reference: UA-2026-03\n  summary: Short.\n---\n# As it stood\n"
FILES = {"register.md": REGISTER, "notes/n.md": NOTE, "b.md": BRIEF, "older.md": OLDER}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    conf = {"briefing_checks": {"marking": "off"}}  # the start page lists what is marked
    return build_project(tmp_path_factory.mktemp("front") / "p", FILES, conf=conf)


def test_every_key_of_the_language_is_allowed(built: Built) -> None:
    assert built.warnings == []


def test_the_ledger_holds_the_note_and_its_source(built: Built) -> None:
    ledger = built.ledger
    source = ledger["sources"]["walaw-2026-02-21"]
    expected = {
        "title": "European powers link peace to guarantees",
        "publisher": "Walaw",
        "author": ["Dakir Madiha", "Smith, Jane"],
        "date": "2026-02-21",
        "url": "https://walaw.press/a",
        "archived": "https://archive.example.org/a",
        "accessed": "2026-02-22",
        "language": "en",
        "type": "news",
        "reliability": "C",
        "origin": ["afp"],
        "tlp": "CLEAR",
        "docname": "notes/n",
    }
    assert {key: source[key] for key in expected} == expected
    assert list(ledger["notes"]) == ["notes/n"]
    assert ledger["notes"]["notes/n"]["source"] == "walaw-2026-02-21"
    assert ledger["notes"]["notes/n"]["topics"] == ["security-guarantees"]
    assert ledger["notes"]["notes/n"]["tlp"] == "CLEAR"


def test_the_ledger_holds_the_brief(built: Built) -> None:
    found = built.ledger["briefs"]["b"]
    expected = {
        "kind": "infocus",
        "reference": "UA-2026-07",
        "date": "2026-02-23",
        "edition": 2,
        "authors": ["Europe desk", "Smith, Jane"],
        "status": "review",
        "as_of": "2026-02-22",
        "summary": "Two sentences. They carry the bottom line.",
        "supersedes": "UA-2026-03",
        "tlp": "GREEN",
        "topics": ["security-guarantees", "donbas"],
        "title": "Where the E5 stands",
    }
    assert {key: found[key] for key in expected} == expected


TITLE_BLOCK = [
    "UA-2026-07", "2026-02-23", "review", "2", "Europe desk", "Smith, Jane", "TLP:GREEN",
    "Two sentences. They carry the bottom line.", "min",
]  # fmt: skip
SOURCE_BLOCK = [
    "European powers link peace to guarantees", "Dakir Madiha", "Smith, Jane", "Walaw",
    "2026-02-21", "https://walaw.press/a", "https://archive.example.org/a", "2026-02-22", "en",
    "News", "C", "TLP:CLEAR", "Wire report",
]  # fmt: skip


def test_the_blocks_in_html(built: Built) -> None:
    block = plain(element(body_of(built, "b.html"), "brief-title-block"))
    assert [item for item in TITLE_BLOCK if item.lower() not in block.lower()] == []
    html = body_of(built, "notes/n.html")
    block = plain(element(html, "brief-source-block"))
    assert [item for item in SOURCE_BLOCK if item.lower() not in block.lower()] == []
    assert 'id="source-walaw-2026-02-21"' in html


@pytest.mark.parametrize("builder", ["text", "latex", "xml", "man", "singlehtml"])
def test_the_blocks_in_other_outputs(built: Built, builder: str) -> None:
    other = built.afresh(builder=builder)
    suffixes = (".txt", ".tex", ".xml", ".1", ".html")
    text = "".join(
        content.decode() for name, content in other.files().items() if name.endswith(suffixes)
    )
    text = plain(text) if builder in ("xml", "singlehtml") else " ".join(text.split())
    text = text.replace("{", "").replace("}", "").replace("\\", "").replace("sphinxhyphen", "-")
    wanted = [item for item in TITLE_BLOCK[:-1] + SOURCE_BLOCK if "http" not in item]
    missing = [item for item in wanted if item.lower() not in text.lower().replace("- ", "-")]
    assert missing == []


# -- reStructuredText ---------------------------------------------------------------------------

RST_NOTE = """\
:source:
   :id: walaw-2026-02-21
   :title: European powers link peace to guarantees
   :author: - Dakir Madiha
            - Smith, Jane
   :publisher: Walaw
   :date: 2026-02-21
   :reliability: C
:tlp: CLEAR
:topics: security-guarantees

A note
======

Words.
"""
RST_BRIEF = """\
:brief:
   :kind: flash
   :reference: UA-2026-07
   :date: 2026-02-23
   :status: draft
   :edition: 2
:tlp: GREEN
:topics: security-guarantees, donbas

A brief
=======

Words.
"""


def test_a_field_list_is_front_matter_in_restructuredtext(build: Build) -> None:
    built = build(
        {"index.md": "# Start\n", "register.md": REGISTER, "n.rst": RST_NOTE, "b.rst": RST_BRIEF}
    )
    assert built.warnings == []
    ledger = built.ledger
    source = ledger["sources"]["walaw-2026-02-21"]
    assert source["author"] == ["Dakir Madiha", "Smith, Jane"]
    assert (source["date"], source["reliability"], source["tlp"]) == ("2026-02-21", "C", "CLEAR")
    found = ledger["briefs"]["b"]
    assert (found["kind"], found["reference"], found["edition"]) == ("flash", "UA-2026-07", 2)
    assert (found["tlp"], found["topics"]) == ("GREEN", ["security-guarantees", "donbas"])
    assert element(body_of(built, "b.html"), "brief-title-block")
    assert element(body_of(built, "n.html"), "brief-source-block")
    assert "docinfo" not in built.text("n.html")


# -- what is wrong ------------------------------------------------------------------------------

WRONG = [
    ("source:\n  publisher: X", 2, "title"),
    ("source:\n  title: T\n  dat: 2026", 4, "'dat'; did you mean 'date'"),
    ("source:\n  title: T\n  date: 2026-13-45", 4, "2026-13-45"),
    ("source:\n  title: T\n  reliability: G", 4, "'G' is not one of: A, B, C, D, E, F"),
    ("source:\n  title: T\n  type: gossip", 4, "gossip"),
    ("source:\n  title: T\n  language: e", 4, "BCP 47"),
    ("source:\n  title: T\ntlp: PURPLE", 4, "PURPLE"),
    ("source: just words", 2, "fields"),
    ("source:\n  title: {a: b}", 3, "title"),
    ("source:\n  title: [a, b]", 3, "list"),
    ("brief:\n  kind: novel\n  date: 2026", 3, "novel"),
    ("brief:\n  kind: flash\n  edition: two", 4, "two"),
    ("brief:\n  kind: flash\n  status: lost", 4, "lost"),
    ("brief:\n  kind: flash\n  as_of: soon", 4, "soon"),
    ("brief:\n  kind: flash\n  titel: X", 4, "titel"),
    ("source:\n  title: T\nbrief:\n  kind: flash", 4, "not both"),
    ("brief:\n  kind: flash\n  tlp: GREEN", 4, "tlp"),
]


@pytest.mark.parametrize(("front", "line", "message"), WRONG)
def test_a_mistake_is_reported_at_its_key(
    build: Build, front: str, line: int, message: str
) -> None:
    files = {"index.md": "# Start\n", "p.md": f"---\n{front}\n---\n# Page\n\nThe rest.\n"}
    built = build(files)
    (warning,) = built.warnings
    assert warning.startswith(f"p.md:{line}: WARNING: ")
    assert message in warning
    assert warning.endswith("[briefing.front_matter]")
    assert "The rest." in built.text("p.html")


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("source:\n  title: [unclosed\n  date: 2026", 4),
        ("source:\n  title: a: b", 3),
        ("source:\n\ttitle: T", 3),
        ("source:\n  title: 'open", None),
    ],
)
def test_front_matter_that_is_not_yaml(build: Build, front: str, line: int | None) -> None:
    built = build({"p.md": f"---\n{front}\n---\n# Page\n\nThe rest.\n"})
    (warning,) = built.warnings
    assert warning.startswith("p.md:")
    if line:
        assert warning.startswith(f"p.md:{line}: WARNING: ")
    assert warning.endswith("[briefing.front_matter]")
    assert "The rest." in built.text("p.html")


def test_an_unknown_topic_of_a_page_is_reported_at_its_line(build: Build) -> None:
    files = {"r.md": REGISTER, "n.md": note(page_fields={"topics": ["dombas"]})}
    (warning,) = build(files).warnings
    assert warning.startswith("n.md:4: WARNING: ")
    assert "'dombas'; did you mean" in warning
    assert warning.endswith("[briefing.unknown]")


def test_records_of_a_note_with_a_bad_source_stay(build: Build) -> None:
    body = record("actor", "E5", kind="group") + record("claim", "C", by="E5")
    text = note(body, reliability="Z") + "\n{source}`n`\n"
    built = build({"n.md": text}, "ledger")
    assert len(built.warnings) == 1
    assert list(built.ledger["claims"]) == ["c"]
    assert built.ledger["sources"] == {}


def test_other_front_matter_is_none_of_our_business(build: Build) -> None:
    built = build(
        {"p.md": "---\norphan: true\nmyst:\n  html_meta:\n    a: b\nauthor: X\n---\n# P\n"}
    )
    assert built.warnings == []


def test_the_marking_of_a_page_is_on_it_in_every_spelling(build: Build) -> None:
    files = {
        f"b{n}.md": brief("Words.", page_fields={"tlp": spelling})
        for n, spelling in enumerate(("TLP:RED", "RED", "red"))
    }
    built = build({**files, "index.md": "# Start\n"})
    assert built.warnings == []
    for n in range(3):
        assert "TLP:RED" in plain(body_of(built, f"b{n}.html"))
        assert built.ledger["briefs"][f"b{n}"]["tlp"] == "RED"
