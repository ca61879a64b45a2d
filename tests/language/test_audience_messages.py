"""What is said in builds for one audience stands at the lines of the author."""

import json
from pathlib import Path

import pytest

from tests.audiences import for_green, whole
from tests.support import Build, Built

UNKNOWN = (
    "notes/mixed.md:16: WARNING: unknown actor 'nobody'; define it with a {actor} directive "
    "[briefing.unknown]"
)
LINE = 16
"""Its line in what the author has written; in what is left of it, another one."""


def _found(built: Built) -> list[str]:
    return [warning for warning in built.warnings if "unknown" in warning]


@pytest.mark.parametrize("jobs", [1, 2])
def test_warnings_are_at_the_line_of_the_author(tmp_path: Path, jobs: int) -> None:
    files = whole() | {f"notes/n{number}.md": f"# Note {number}\n" for number in range(9)}
    built = for_green(tmp_path, files=files, jobs=jobs)
    assert _found(built) == [UNKNOWN]
    assert _found(built.again()) == [UNKNOWN]  # said again, and not read again
    assert _found(built.again({"index.md": "# Another start\n"})) == [UNKNOWN]


def test_a_line_that_moves_is_said_where_it_is_now(tmp_path: Path) -> None:
    built = for_green(tmp_path)
    mixed = (built.src / "notes/mixed.md").read_text()
    built.again({"notes/mixed.md": mixed.replace("Walfish says", "Walfish\nsays")})
    assert _found(built) == [UNKNOWN.replace(":16:", ":17:")]


def test_files_for_machines_name_the_line_of_the_author(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    files = whole()
    files["conf.py"] = (
        f"{files['conf.py']!s}\nbriefing_sarif = 'found.sarif'\nbriefing_summary = True\n"
    )
    built = for_green(tmp_path, files=files)
    for _turn in range(2):
        sarif = json.loads(built.text("found.sarif"))
        places = [
            (
                result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
                result["locations"][0]["physicalLocation"]["region"]["startLine"],
            )
            for result in sarif["runs"][0]["results"]
            if result["ruleId"].endswith("unknown")
        ]
        assert places == [("notes/mixed.md", LINE)]
        assert f"::warning file=notes/mixed.md,line={LINE}," in built.messages
        assert "briefing-audience" not in built.messages
        built.again()


def test_messages_that_name_another_place_name_that_of_the_author(build: Build) -> None:
    actor = "```{actor} Kaja\n:id: kaja\n:kind: person\n```\n"
    cut = "```{restricted} RED\nWalfish\n```\n\n"
    files = {"index.md": f"# Start\n\n{cut}{actor}", "more.md": f"# More\n\n{cut}{actor}"}
    built = build(files, conf={"briefing_audience": "GREEN"})
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("more.md:8: WARNING: actor id")
    assert "index.md:7" in built.warnings[0]


def test_files_that_are_not_there_are_named_where_the_author_would_look(build: Build) -> None:
    page = "# Start\n\n```{restricted} RED\nWalfish\n```\n\n```{include} gone.md\n```\n"
    built = build({"index.md": page}, conf={"briefing_audience": "GREEN"})
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("index.md:7: ")
    assert "briefing-audience" not in built.warnings[0]


FRONT = """\
    ---
    brief:
      kind: flash
      date: 2026-02-03
      summary: {summary}
    tlp: CLEAR
    ---
    # {title}

    Words of it.
    """
CABLE = """\
    ---
    tlp: AMBER
    ---
    # A cable

    ```{actor} Walfish House
    :id: walfish
    :abbr: WFH
    :kind: organisation
    ```
    """


def _of_brief(build: Build, title: str, summary: str) -> list[str]:
    files = {"cable.md": CABLE, "b.md": FRONT.format(title=title, summary=summary)}
    built = build(files, conf={"briefing_audience": "CLEAR"})
    return [line for line in built.warnings if "briefing.marking" in line]


def test_titles_below_front_matter_and_summaries_are_looked_at(build: Build) -> None:
    said = _of_brief(build, "What WFH wants", "Walfish House wants a port.")
    end = "which is not for this audience, and is printed as it is; write it without"
    assert sorted(said) == [
        f"b.md:5: WARNING: the summary names 'Walfish House', {end} [briefing.marking]",
        f"b.md:8: WARNING: the title names 'WFH', {end} [briefing.marking]",
    ]


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("What they want", "They want a port."),
        ("What WFHs want", "They are no walfish, wfh or Walfish Houses."),
    ],
)
def test_titles_and_summaries_that_name_nothing(build: Build, title: str, summary: str) -> None:
    assert _of_brief(build, title, summary) == []
