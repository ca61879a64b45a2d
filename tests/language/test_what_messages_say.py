"""Messages name the fault itself and what to write; notes are said once; no words of Sphinx's."""

import pytest

from tests.support import Build, Built


def said(built: Built) -> list[str]:
    return [warning.replace(": WARNING", "") for warning in built.warnings]


HEAD = "---\nsource:\n  title: T\n---\n# P\n\n```{actor} NMT\n:kind: organisation\n```\n\n"


def test_a_missing_value_of_a_scale_names_the_scale(build: Build) -> None:
    page = HEAD + "```{judgement} Vik reopens\n:confidence: high\n```\n\n```{actor} X\n```\n"
    built = build({"p.md": page})
    likelihood = (
        "remote chance, highly unlikely, unlikely, realistic possibility, likely, highly likely, "
        "almost certain"
    )
    kinds = "person, state, organisation, group, programme, vessel"
    assert said(built) == [
        f"p.md:11: judgement: 'likelihood' is missing; write one of: {likelihood} [briefing.field]",
        f"p.md:15: actor: 'kind' is missing; write one of: {kinds} [briefing.field]",
    ]
    built = build({"p.md": page}, conf={"briefing_likelihood": "icd-203"})
    assert "write one of: almost no chance" in said(built)[0]


def test_an_empty_value_of_a_scale_names_the_scale(build: Build) -> None:
    built = build({"p.md": "# P\n\n```{actor} X\n:kind:\n```\n"})
    assert said(built) == [
        "p.md:4: actor: 'kind' is empty; write one of: person, state, organisation, group, "
        "programme, vessel [briefing.field]"
    ]


def test_a_misspelt_required_field_is_one_mistake(build: Build) -> None:
    built = build(
        {"p.md": "# P\n\n```{actor} X\n:kin: state\n```\n\n```{actor} Y\n:KIND: x\n```\n"}
    )
    assert said(built) == [
        "p.md:4: actor: unknown field 'kin'; did you mean 'kind'? [briefing.field]",
        "p.md:8: actor: unknown field 'KIND'; did you mean 'kind'? [briefing.field]",
    ]


# -- notes --------------------------------------------------------------------------------------

BRIEF = "---\nbrief:\n  kind: infocus\n  date: 2026-02-23\n---\n# B\n\nWords.\n"


def test_notes_are_said_when_they_are_new(build: Build) -> None:
    built = build({"b.md": BRIEF, "c.md": "# C\n"})
    note = "b.md:3: an infocus brief usually has sections that this one has not"
    assert built.messages.count(note) == 1
    assert note not in built.again().messages
    assert note not in built.again({"c.md": "# C\n\nWords.\n"}).messages
    other = BRIEF.replace("infocus", "policy")
    later = built.again({"d.md": other}).messages
    assert note not in later
    assert "d.md:3: a policy brief usually has sections" in later
    assert note in built.afresh().messages


def test_warnings_are_said_in_every_build(build: Build) -> None:
    built = build({"b.md": "# B\n\n{actor}`Nobody`\n"})
    assert len(built.warnings) == 1
    assert built.again().warnings == built.warnings


# -- projects without a name ----------------------------------------------------------------------


@pytest.mark.parametrize(("name", "there"), [("", False), ("Norland Desk", True)])
def test_a_project_without_a_name_publishes_nothing(build: Build, name: str, there: bool) -> None:
    conf = {
        "extensions": ["myst_parser", "sphinx_briefing"],
        "primary_domain": "brief",
        "html_baseurl": "https://example.org/",
        **({"project": name} if name else {}),
    }
    brief = BRIEF.replace("date:", "reference: A-1\n  date:").replace("2026\n", "2026\n")
    conf_py = "\n".join(f"{key} = {value!r}" for key, value in conf.items())
    built = build({"index.md": brief, "conf.py": conf_py})
    html = built.text("index.html")
    cited = html.partition('<details class="brief-cite">')[2].partition("</details>")[0]
    assert cited
    assert "Project name not set" not in cited
    assert ("Norland Desk" in cited) is there
    assert ("publisher" in cited) is there
    head = html.partition("</head>")[0]
    assert "og:site_name" in head or not there
    assert 'content="Project name not set"' not in head
    for feed in [name for name in built.files() if name.endswith((".xml", ".ics", ".atom"))]:
        assert "Project name not set" not in built.text(feed)


# -- options that cannot be read ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "line", "message"),
    [
        (":by NMT\n:id: c", 12, "':by NMT' is no option; write it like ':name: value'"),
        (":id: c\n:by NMT", 13, "':by NMT' is no option; write it like ':name: value'"),
        ("---\nid: c\nby NMT\n---", 14, "'by NMT' is no option; write it like 'name: value'"),
        ("---\nby: 'NMT\nid: c\n---", 14,
         "its options cannot be read: found unexpected end of stream"),
    ],
)  # fmt: skip
def test_options_that_cannot_be_read(build: Build, options: str, line: int, message: str) -> None:
    page = f"{HEAD}```{{claim}} Vik reopens\n{options}\n\nBody.\n```\n\n{{claim}}`c`\n"
    assert said(build({"p.md": page})) == [f"p.md:{line}: claim: {message} [briefing.field]"]


def test_options_of_selections_that_cannot_be_read(build: Build) -> None:
    files = {
        "a.md": f"{HEAD}```{{actors}}\n:as list\n:kind: state\n```\n",
        "b.md": "# B\n\n```{topics}\n:file: t.csv\n:caption x\n```\n",
        "t.csv": "name\nPeace\n",
    }
    built = build(files)
    assert said(built) == [
        "a.md:12: actors: ':as list' is no option; write it like ':name: value' [briefing.field]",
        "b.md:5: topics: ':caption x' is no option; write it like ':name: value' [briefing.field]",
    ]
    assert list(built.ledger["topics"]) == ["peace"]


@pytest.mark.parametrize(
    "text", ['"Vik" reopens', "'tis open", '"Vik', "case #5 of 9", "# 5", "50 % & more: yes"]
)
def test_plain_text_in_options(build: Build, text: str) -> None:
    page = f"{HEAD}```{{claim}} Vik reopens\n:by: NMT\n:id: c\n:locator: {text}\n```\n"
    built = build({"p.md": page})
    assert said(built) == []
    assert built.ledger["claims"]["c"]["locator"] == text


# -- settings that a theme adds -------------------------------------------------------------------


def test_no_change_is_said_where_a_theme_adds_settings(build: Build) -> None:
    built = build({"a.md": "# A\n"}, conf={"html_theme": "furo"})
    again = built.again({"a.md": "# A\n\nWords.\n"})
    assert "onfiguration has changed" not in again.messages
    assert "1 changed" in again.messages


def test_real_changes_of_settings_are_said(build: Build) -> None:
    built = build({"a.md": "# A\n"}, conf={"html_theme": "furo"})
    conf = (built.src / "conf.py").read_text()
    changed = built.again({"conf.py": f"{conf}briefing_autolink = 'all'\n"})
    assert "has changed" in changed.messages
    assert "'briefing_autolink'" in changed.messages
