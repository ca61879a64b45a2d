"""``sphinx-briefing report-card``, and the same as files beside the ledger."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sphinx_briefing.__main__ import main
from tests.corpus import brief, note, page, record
from tests.support import BASE_CONF, Build, write

FILES = {
    "conf.py": "\n".join(f"{name} = {value!r}" for name, value in BASE_CONF.items()),
    "index.md": "# Start\n",
    "people.md": "# People\n\n" + record("actor", "E5", kind="group", id="e5"),
    "n.md": note(record("claim", "Vik reopens", by="E5", id="vik"), id="s1", date="2026-02-01"),
    "b.md": brief(
        "## Known\n\nIt opens {claim}`vik`.\n\n"
        + record("judgement", "Vik will be open", id="open", likelihood="likely", basis="vik"),
        reference="UA-1", kind="flash", summary="Soon.",
    ),
    "fine.md": brief("## Known\n\nNothing.", reference="UA-2", kind="flash", summary="Soon."),
}  # fmt: skip


@pytest.fixture
def top(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        write(tmp_path / name, text)
    return tmp_path


def called(top: Path, *words: str) -> int:
    return main(["report-card", *words, "--source", str(top), "--conf", str(top)])


def test_one_brief_in_full(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(top, "UA-1") == 3
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "b (UA-1): A brief, as known on 2026-02-23"
    text = (top / "b.md").read_text().splitlines()
    line = 1 + next(at for at, one in enumerate(text) if one.startswith("```{judgement}"))
    head = lines.index("  found: Judgements without a confidence: 1 of 1; write ':confidence:'")
    assert lines[head + 1] == f"    b:{line}: judgement 'open' (Vik will be open)"
    assert "  ask: Which source would a critical reader miss?" in lines


def test_all_briefs_in_a_line_a_standard(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(top) == 3
    lines = capsys.readouterr().out.splitlines()
    assert [one for one in lines if one and not one.startswith(" ")] == [
        "b (UA-1): A brief, as known on 2026-02-23",
        "fine (UA-2): A brief, as known on 2026-02-23",
    ]
    assert "  2 Uncertainty: said and explained: 1 found, 1 to look at" in lines
    assert sum(one.startswith("  ") for one in lines) == 18


def test_nothing_found_is_no_failure(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(top, "fine") == 0
    assert "1 open" in capsys.readouterr().out


@pytest.mark.parametrize(("name", "said"), [("n", "n is no brief"), ("UA-3", "no reference")])
def test_what_is_no_brief_is_said(
    top: Path, name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(top, name) == 1
    assert said in capsys.readouterr().err


def test_a_project_without_briefs(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (top / "b.md").unlink()
    (top / "fine.md").unlink()
    assert called(top) == 0
    assert "there is no brief" in capsys.readouterr().err


def test_json_is_what_stands_beside_the_ledger(
    build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    built = build(FILES, "ledger", conf={"briefing_report_cards": True})
    assert built.warnings == []
    data: dict[str, Any] = json.loads(built.text("report-cards.json"))
    jsonschema.validate(data, json.loads(built.text("report-cards.schema.json")))
    assert list(data["cards"]) == ["b", "fine"]
    assert called(built.src, "--json") == 3
    assert json.loads(capsys.readouterr().out) == data
    assert called(built.src, "b", "--json") == 3
    assert json.loads(capsys.readouterr().out)["cards"] == {"b": data["cards"]["b"]}
    standards = data["cards"]["b"]["standards"]
    assert [one["standard"] for one in standards] == [str(number) for number in range(1, 10)]
    (found,) = standards[1]["found"]
    assert (found["record"], found["docname"], found["path"]) == (
        {"kind": "judgement", "id": "open", "title": "Vik will be open"}, "b", "",
    )  # fmt: skip


def test_files_that_are_included_are_named_below_the_sources(build: Build) -> None:
    judged = record("judgement", "Vik will be open", id="open", likelihood="likely", basis="vik")
    included = brief("```{include} part.inc\n```\n", reference="UA-1")
    files = {**FILES, "b.md": included, "part.inc": f"Words.\n\n{judged}"}
    built = build(files, "ledger", conf={"briefing_report_cards": True})
    card = json.loads(built.text("report-cards.json"))["cards"]["b"]
    (found,) = card["standards"][1]["found"]
    assert (found["path"], found["line"]) == ("part.inc", 3)


def test_without_briefs_there_is_no_file(build: Build) -> None:
    assert sorted(build({"p.md": page({}, "Text.")}, "ledger").files()) == [
        "ledger.json",
        "ledger.schema.json",
    ]
