"""What others read of the findings: the SARIF file, the table, annotations in GitHub Actions."""

import json
from pathlib import Path
from typing import Any

import pytest

from sphinx_briefing.diagnostics import sarif
from sphinx_briefing.diagnostics.codes import builtin_codes
from sphinx_briefing.diagnostics.github import commands
from sphinx_briefing.diagnostics.model import Diagnostic
from sphinx_briefing.diagnostics.summary import table
from tests.corpus import brief, note, page, record
from tests.support import Build, Built


def found(path: str, line: int, code: str, level: str, message: str) -> Diagnostic:
    """A diagnostic as the sinks get it."""
    return Diagnostic("", line, code, message, path, level)


CODES = builtin_codes()

FOUND = [
    found("a b/c.md", 3, "section", "note", "Words: 100 %, or more\nof them"),
    found("a b/c.md", 7, "unknown", "warning", "unknown actor 'É'"),
    found("d.md", 0, "unknown", "warning", "unknown actor 'X'"),
]


def check_structure(log: dict[str, Any]) -> None:
    """What SARIF 2.1.0 requires of the parts that are used here."""
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "sphinx-briefing"
    rules = driver["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules) == len(CODES)
    for rule in rules:
        assert rule["shortDescription"]["text"].endswith(".")
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("note", "warning")
        assert result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["region"]["startLine"] >= 1
        address = place["artifactLocation"]
        assert not address["uri"].startswith("/")
        assert " " not in address["uri"]
        assert address["uriBaseId"] in run["originalUriBaseIds"]


def places(log: dict[str, Any]) -> list[tuple[str, int, str, str]]:
    """File, line, rule and level of each result."""
    return [
        (
            place["artifactLocation"]["uri"],
            place["region"]["startLine"],
            result["ruleId"],
            result["level"],
        )
        for result in log["runs"][0]["results"]
        for place in [result["locations"][0]["physicalLocation"]]
    ]


def test_findings_become_results() -> None:
    log = sarif.document(FOUND, CODES, "1.0")
    check_structure(log)
    assert places(log) == [
        ("a%20b/c.md", 3, "briefing.section", "note"),
        ("a%20b/c.md", 7, "briefing.unknown", "warning"),
        ("d.md", 1, "briefing.unknown", "warning"),
    ]
    check_structure(sarif.document([], CODES, "1.0"))


def test_the_table_counts_by_check_and_level() -> None:
    assert table(FOUND, CODES) == [
        "briefing  warnings  notes",
        "unknown          2      0",
        "section          0      1",
        "total            2      1",
    ]
    assert table([], CODES) == ["briefing: nothing to report"]


def test_commands_for_github_are_escaped() -> None:
    odd = found("a,b:c.md", 2, "field", "warning", "100 %")
    assert commands([FOUND[0], odd]) == [
        "::notice file=a b/c.md,line=3,title=briefing.section::Words: 100 %25, or more%0Aof them",
        "::warning file=a%2Cb%3Ac.md,line=2,title=briefing.field::100 %25",
    ]


# -- in a build ---------------------------------------------------------------------------------

E5 = record("actor", "E5", kind="group")
FILES = {
    "r.md": page({}, E5),
    "sub/n.md": note(record("claim", "C", by="Nobody")),
    "sub/b.md": brief("## Bottom line\n\nWords {claim}`x`.\n\n```{include} part.txt\n```\n"),
    "sub/part.txt": "Two.\n\n" + record("claim", "P", by="E5"),
}
EXPECTED = [
    ("sub/b.md", 3, "briefing.section", "note"),
    ("sub/b.md", 11, "briefing.unknown", "warning"),
    ("sub/n.md", 8, "briefing.unknown", "warning"),
    ("sub/part.txt", 3, "briefing.unsourced", "warning"),
]
CONF = {"briefing_sarif": "../reports/briefing.sarif"}

# MyST itself uses what Sphinx is about to remove.
included = pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app")


def log_of(built: Built) -> dict[str, Any]:
    log: dict[str, Any] = json.loads((built.out / CONF["briefing_sarif"]).read_text("utf-8"))
    check_structure(log)
    return log


@included
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_build_writes_its_findings(build: Build, jobs: int) -> None:
    built = build(FILES, "ledger", conf=CONF, jobs=jobs)
    assert places(log_of(built)) == EXPECTED
    first = (built.out / CONF["briefing_sarif"]).read_bytes()
    built.again()  # nothing is read, all is said
    assert (built.out / CONF["briefing_sarif"]).read_bytes() == first
    assert str(built.root).encode() not in first


@included
def test_addresses_begin_at_the_root_of_the_repository(build: Build) -> None:
    built = build(FILES, "ledger", conf=CONF)
    (built.root / ".git").mkdir()
    built.again()
    assert {uri for uri, *_ in places(log_of(built))} == {
        "src/sub/b.md",
        "src/sub/n.md",
        "src/sub/part.txt",
    }


@included
def test_what_is_not_said_is_not_written(build: Build) -> None:
    conf = {
        **CONF,
        "briefing_checks": {"section": "off", "unsourced": "note"},
        "suppress_warnings": ["briefing.unknown", "toc.not_included"],
    }
    assert places(log_of(build(FILES, "ledger", conf=conf))) == [
        ("sub/part.txt", 3, "briefing.unsourced", "note")
    ]


def test_nothing_is_written_or_summed_up_unless_asked(build: Build) -> None:
    built = build({"p.md": "# P\n"}, "ledger")
    assert not list(built.root.rglob("*.sarif"))
    assert "nothing to report" not in built.messages


@included
@pytest.mark.parametrize("in_github", [False, True])
def test_a_build_ends_with_a_table(
    build: Build, monkeypatch: pytest.MonkeyPatch, in_github: bool
) -> None:
    if in_github:
        monkeypatch.setenv("GITHUB_ACTIONS", "true")
    else:
        monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    lines = build(FILES, "ledger", conf={"briefing_summary": True}).messages.splitlines()
    at = lines.index("briefing   warnings  notes")
    assert lines[at : at + 5] == [
        "briefing   warnings  notes",
        "unknown           2      0",
        "unsourced         1      0",
        "section           0      1",
        "total             3      1",
    ]
    assert all(name not in line for name in ("writing", "checking") for line in lines[at:])
    commands = [line for line in lines[:at] if line.startswith("::")]
    assert len(commands) == (4 if in_github else 0)
    if in_github:
        assert commands[1].startswith("::warning file=sub/b.md,line=11,title=briefing.unknown::")
        assert commands[0].startswith("::notice file=sub/b.md,line=3,title=briefing.section::")


def test_the_manual_explains_every_subtype() -> None:
    manual = Path(__file__).parents[2] / "docs" / "messages.md"
    text = manual.read_text(encoding="utf-8")
    for name in CODES:
        assert f"`briefing.{name}`" in text


def test_what_stands_in_the_place_of_the_file_is_kept_and_that_is_said_once(
    build: Build, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("mine", "utf-8")
    built = build({"p.md": "# P\n"}, "ledger", conf={"briefing_sarif": str(mine)})
    assert mine.read_text("utf-8") == "mine"
    assert sum("is no SARIF file" in warning for warning in built.warnings) == 1
