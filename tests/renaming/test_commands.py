"""The commands ``rename`` and ``merge``: what is printed, what is written, and what is not."""

import json
from pathlib import Path

import pytest

from sphinx_briefing.commands.app import run
from tests.corpus import brief, note, record
from tests.renaming.desk import Desk

FILES = {
    "people.md": "# P\n\n" + record("actor", "Kaja Kallas", id="kaja", kind="person")
    + record("actor", "K. K.", id="kk", kind="person"),
    "a.md": "# A\n\n{actor}`kaja` and\n{actor}`kk`\n\n```text\n{actor}`kaja`\n```\n",
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path, FILES)


def test_a_dry_run_prints_the_diff_and_writes_nothing(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rename", "actor:kaja", "kallas", "--dry-run"]) == 0
    out, said = capsys.readouterr()
    assert out == (
        "--- a/a.md\n+++ b/a.md\n@@ -2,3 +2,3 @@\n \n-{actor}`kaja` and\n+{actor}`kallas` and\n"
        " {actor}`kk`\n--- a/people.md\n+++ b/people.md\n@@ -3,3 +3,3 @@\n ```{actor} Kaja Kallas\n"
        "-:id: kaja\n+:id: kallas\n :kind: person\n"
    )
    assert said == "sphinx-briefing: left alone: a.md:7: {actor}`kaja`: it stands in code\n"
    assert desk.files() == desk.before


def test_it_writes_and_says_how_much(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rename", "kaja", "kallas"]) == 0
    assert desk.changed() == ["a.md: {actor}`kallas` and", "people.md: :id: kallas"]
    assert "changed 2 places in 2 files" in capsys.readouterr().err


def test_edits_as_json(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rename", "--name", "Kaja Kallas", "Kaja", "-n", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["file"], one["line"], one["old"], one["new"]) for one in found["edits"]] == [
        ("people.md", 3, "Kaja Kallas", "Kaja")
    ]
    assert desk.files() == desk.before


def test_merging(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["merge", "kaja", "kk"]) == 0
    assert "+:aliases: K. K.\n" in capsys.readouterr().out
    assert desk.text("people.md") == "# P\n\n" + record(
        "actor", "Kaja Kallas", aliases="K. K.", id="kaja", kind="person"
    ).rstrip("\n") + "\n"  # fmt: skip
    assert "{actor}`kaja` and\n{actor}`kaja`" in desk.text("a.md")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rename", "nobody", "x"], "there is no record 'nobody'"),
        (
            ["rename", "kaja", "kk"],
            "the id 'kk' is that of another actor (people, line 8); to",
        ),
        (
            ["rename", "kaja", "Kaja K"],
            "cannot be an id; use letters, digits, hyphens and dots; ",
        ),
        (["rename", "kaja", "k", "--keep-alias"], "--keep-alias goes with --name"),
        (["merge", "kaja", "kaja"], "both are the same record"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    desk: Desk, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert run(words) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1
    assert desk.files() == desk.before


def test_a_frozen_edition_is_named_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = record("claim", "It is so", id="so", by="kaja")
    judged = record("judgement", "It holds", id="holds", likelihood="likely", basis="so")
    files = {
        "people.md": FILES["people.md"],
        "n.md": note(claims, date="2026-02-01"),
        "b.md": brief(judged + "{claim}`so`", reference="R-1", status="final", summary="So."),
    }
    desk = Desk(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    assert run(["freeze", "b"]) == 0
    desk.before = desk.files()
    capsys.readouterr()
    assert run(["rename", "claim:so", "thus"]) == 0
    assert "editions/R-1/1.json know it as 'so'" in capsys.readouterr().err
    assert desk.files()["editions/R-1/1.json"] == desk.before["editions/R-1/1.json"]
    assert [line for line in desk.changed() if "thus" in line] == [
        "b.md: :basis: thus",
        "b.md: {claim}`thus`",
        "n.md: :id: thus",
    ]
    assert run(["rename", "actor:kaja", "kallas"]) == 0
    assert run(["rename", "--name", "Kaja Kallas", "Kallas"]) == 0
    assert "amended" not in "".join(desk.state().messages)
