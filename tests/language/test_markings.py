"""Markings: what counts where nothing is written, and what cannot be read."""

import pytest

from tests.corpus import body_of, brief, note, page, plain, record
from tests.support import Build, Content

ALONE = "# Start\n"
"""A start page that lists nothing."""
FEEDS = {
    "briefing_feeds": ["calendar", "atom"],
    "html_baseurl": "https://x.example/",
    "suppress_warnings": ["toc.not_included"],
}
SECRET = record("event", "Secret meeting", id="secret", date="2026-03-01", actors="E5")
E5 = record("actor", "E5", kind="group")

UNREADABLE = [
    ("YAML that is none", "---\nsource:\n  title: A: x\ntlp: RED\n---\n", 3, "not valid YAML"),
    ("misspelt", "---\nsource:\n  title: B\ntlp: ROT\n---\n", 4, "'ROT' is not one of: CLEAR,"),
    ("below source", "---\nsource:\n  title: C\n  tlp: RED\n---\n", 4, "source.tlp: a page is"),
    ("below brief", "---\nbrief:\n  kind: flash\n  TLP: RED\n---\n", 4, "brief.tlp: a page is"),
    ("an empty line above", "\n---\nsource:\n  title: D\ntlp: RED\n---\n", 2, "first line"),
    ("empty", "---\nsource:\n  title: F\ntlp:\n---\n", 4, "'tlp' is empty"),
    ("another key", "---\nsource:\n  title: G\nmarking: RED\n---\n", 4, "marking: a page is"),
    ("classified", "---\nclassification: secret\n---\n", 2, "classification: a page is"),
    ("a key of another tool", "---\ntags: [a, 'TLP:RED']\n---\n", 2, "tags: a page is"),
    ("a list", "---\ntlp: [RED]\n---\n", 2, "a list is not allowed here"),
    ("fields", "---\ntlp: {level: RED}\n---\n", 2, "'tlp'"),
    ("twice", "---\ntlp: CLEAR\nTLP: RED\n---\n", 3, "tlp is written twice"),
    ("no space", "---\ntlp:RED\n---\n", 2, "it holds no keys"),
    ("not closed", "---\nsource:\n  title: H\ntlp: RED\n", 1, "is not closed"),
    ("TOML", '+++\ntlp = "RED"\n+++\n', 1, "TOML is not read"),
    ("merged", "---\nx: &x\n  tlp: RED\n<<: *x\n---\n", 3, "x.tlp: a page is"),
]


@pytest.mark.parametrize(("name", "front", "line", "message"), UNREADABLE)
def test_a_marking_that_cannot_be_read_counts_as_red(
    build: Build, name: str, front: str, line: int, message: str
) -> None:
    files: dict[str, Content] = {"index.md": ALONE, "r.md": page({}, E5)}
    built = build({**files, "n.md": f"{front}# Notes\n\n{SECRET}".encode()}, conf=FEEDS)
    (warning,) = (w for w in built.warnings if "front_matter" in w)
    assert warning.startswith(f"n.md:{line}: WARNING: ")
    assert message in warning
    assert "counts as TLP:RED" in warning
    assert "Secret" not in built.text("calendar.ics")
    assert "Notes¶ TLP:RED" in plain(body_of(built, "n.html"))


@pytest.mark.parametrize("front", ["TLP: RED", "tlp: TLP:RED", "Tlp: 'tlp:red'", '"tlp": red'])
def test_a_marking_that_is_plain_is_understood(build: Build, front: str) -> None:
    files = {"index.md": ALONE, "r.md": page({}, E5), "n.md": f"---\n{front}\n---\n# N\n\n{SECRET}"}
    built = build(files, conf=FEEDS)
    assert built.warnings == []
    assert "Secret" not in built.text("calendar.ics")


EVENT = ".. event:: Secret meeting\n   :date: 2026-03-01\n   :kind: meeting\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (":tlp: ROT\n\nPage\n====\n\n", "'ROT' is not one of"),
        (":marking: RED\n\nPage\n====\n\n", "marking: a page is"),
        (":source:\n   :title: T\n   :tlp: RED\n\nPage\n====\n\n", "source.tlp: a page is"),
        ("Page\n====\n\nWords.\n\n:tlp: RED\n\n", "tlp: a page is"),
        ("\n---\ntlp: RED\n---\n\nPage\n====\n\n", "first line"),
        (":TLP: RED\n\nPage\n====\n\n", ""),
    ],
)
def test_restructured_text_is_read_as_strictly(build: Build, text: str, message: str) -> None:
    built = build({"index.md": ALONE, "n.rst": f"{text}{EVENT}".encode()}, conf=FEEDS)
    told = [w for w in built.warnings if "front_matter" in w]
    assert len(told) == bool(message)
    assert message in "".join(told)
    assert "Secret" not in built.text("calendar.ics")


def test_other_front_matter_marks_nothing(build: Build) -> None:
    fronts = [
        "---\ntitle: A tale of [brackets\n---\n",
        "\n---\n\nWords: more\n\n---\n",
        "---\nmyst:\n  html_meta:\n    marking: x\n---\n",
        "+++\ntitle = 'x'\n+++\n",
        "---\nstatus: RED\ncolour: amber\n---\n",
    ]
    files = {f"p{n}.md": f"{front}# Page\n\nWords.\n".encode() for n, front in enumerate(fronts)}
    built = build({"index.md": ALONE, **files})
    for number in range(len(fronts)):
        assert "TLP:" not in built.text(f"p{number}.html")


@pytest.mark.parametrize("option", [":tlp:", ":tlp: ROT", ":marking: RED", ":TLP: RED RED"])
def test_a_record_whose_marking_cannot_be_read_is_left_out(build: Build, option: str) -> None:
    event = SECRET.replace(":id: secret\n", f":id: secret\n{option}\n")
    built = build({"index.md": ALONE, "r.md": page({}, E5), "n.md": note(event)}, conf=FEEDS)
    (warning,) = built.warnings
    assert warning.startswith("n.md:")
    assert warning.endswith("[briefing.field]")
    assert "Secret" not in built.text("calendar.ics")
    assert "Secret" not in built.text("n.html")


# -- what is not marked -------------------------------------------------------------------------


def unmarked(conventions: str) -> dict[str, object]:
    return {**FEEDS, "briefing_unmarked": conventions}


FILES = {
    "index.md": ALONE,
    "r.md": page({}, E5),
    "n.md": note(SECRET, date="2026-02-01"),
    "b.md": brief("Words {event}`secret`.", date="2026-02-02", status="final"),
}


def test_what_bears_no_marking_is_open_by_default(build: Build) -> None:
    built = build(
        {**FILES, "b.md": FILES["b.md"].replace("---\n# ", "tlp: CLEAR\n---\n# ")}, conf=FEEDS
    )
    assert built.warnings == []
    assert "Secret meeting" in built.text("calendar.ics")
    assert "TLP:" not in built.text("n.html")


def test_a_house_says_what_counts_without_a_marking(build: Build) -> None:
    built = build(
        {**FILES, "b.md": FILES["b.md"].replace("---\n# ", "tlp: CLEAR\n---\n# ")},
        conf=unmarked("TLP:amber"),
    )
    assert built.warnings
    assert all(w.startswith("b.md") and "TLP:AMBER" in w for w in built.warnings)
    assert "Secret meeting" not in built.text("calendar.ics")
    assert "TLP:AMBER" in plain(body_of(built, "n.html"))
    assert "TLP:CLEAR" in plain(body_of(built, "b.html"))


def test_two_pages_without_a_marking_may_show_each_other(build: Build) -> None:
    assert build(FILES, conf=unmarked("GREEN")).warnings == []


def test_a_house_rule_that_cannot_be_read_counts_as_red(build: Build) -> None:
    built = build(FILES, conf=unmarked("PINK"))
    (warning,) = built.warnings
    assert "briefing_unmarked: 'PINK' is not one of: CLEAR, " in warning
    assert warning.endswith("[briefing.field]")
    assert "Secret meeting" not in built.text("calendar.ics")
    assert "TLP:RED" in built.text("n.html")
