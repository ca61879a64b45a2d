"""``sphinx-briefing find`` and ``show``: records looked up, and all that is known of one."""

import json
from pathlib import Path
from typing import Any

import pytest

from sphinx_briefing.__main__ import main
from sphinx_briefing.commands.looking_up import find_all, nearest, plain
from tests.corpus import brief, note, page, record
from tests.houses import PAGES, write_ledger
from tests.ledgers import actor, facts, ledger
from tests.support import BASE_CONF, Built, _assignments, build_project, write

FILES = {
    "r.md": page(
        {},
        record("actor", "Volodymyr Zelenskyy", id="zelenskyy", kind="person",
               aliases="Володимир Зеленський")
        + record("actor", "Norland", id="norland", kind="state")
        + record("topic", "Norland", id="norland-topic"),
        "Registers",
    ),
    "n.md": note(
        record("claim", "Ports are open", by="zelenskyy", id="open", topic="norland-topic")
        + record("claim", "Ships were seen", by="norland", id="ships", disputes="open"),
        id="gazette", date="2026-02-01",
    ),
    "b.md": brief(
        "See {claim}`open`.\n\n"
        + record("judgement", "Trade returns", likelihood="likely", id="trade", basis="open"),
        reference="NL-1", title="Ports of Norland",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    found = build_project(tmp_path_factory.mktemp("find"), FILES, "ledger")
    assert found.warnings == []
    return found


@pytest.fixture(autouse=True)
def inside(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(built.src)
    monkeypatch.setenv("BRIEFING_CACHE", str(built.root / "cache"))


def line_of(built: Built, name: str, text: str) -> int:
    lines = (built.src / name).read_text(encoding="utf-8").splitlines()
    return 1 + next(at for at, line in enumerate(lines) if text in line)


@pytest.mark.parametrize("words", ["zelenskyy", "ЗЕЛЕНСЬКИЙ", "Zelensky", "Selenskyj"])
def test_any_script_and_spelling_finds_a_record_at_its_line(
    words: str, built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["find", words]) == 0
    line = line_of(built, "r.md", "Volodymyr")
    assert capsys.readouterr().out.splitlines() == [
        f"actor\tzelenskyy\tVolodymyr Zelenskyy\tr.md:{line}"
    ]


def test_titles_briefs_and_kinds_are_looked_through(
    built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["find", "--json", "norland"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["kind"], one["id"]) for one in found] == [
        ("actor", "norland"),
        ("topic", "norland-topic"),
        ("brief", "b"),
    ]
    assert main(["find", "open", "ports", "-k", "claim"]) == 0
    assert capsys.readouterr().out.startswith("claim\topen\tPorts are open\tn.md:")


def test_nothing_found_is_a_status_and_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "qqqxxx", "--json"]) == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out) == []
    assert captured.err == "sphinx-briefing: nothing is called 'qqqxxx'\n"
    assert main(["find", "ports", "--kind", "port"]) == 1
    assert "no kind 'port'; kinds are: actor" in capsys.readouterr().err


def test_a_near_name_is_proposed() -> None:
    house = ledger(facts("people", actor("kallas"), actor("norland")))
    assert find_all(house, "kollxs") == []
    assert nearest(house, "kollxs") == ["actor:kallas"]
    assert plain("Šekerinska, Зеленский") == "sekerinska, zelenskiy"


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["show", "--json", *arguments]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_record_is_shown_with_all_that_is_known_of_it(
    built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    data = shown(capsys, "open")
    assert data["declared"] == f"n.md:{line_of(built, 'n.md', 'Ports are open')}"
    assert ["By", ["Volodymyr Zelenskyy (zelenskyy)"]] in data["fields"]
    assert ["Disputed", ["Ships were seen (ships)"]] in data["fields"]
    assert data["rests-on"] == [{"record": "source:gazette", "title": "A report"}]
    assert [(one["kind"], one["id"]) for one in data["resting"]] == [("judgement", "trade")]
    assert [one["where"] for one in data["referring"] if "what" not in one] == [
        f"b.md:{line_of(built, 'b.md', 'See {claim}')}"
    ]
    assert {one.get("what") for one in data["referring"]} == {
        "claim:ships",
        "judgement:trade",
        None,
    }
    assert [one["where"] for one in data["briefs"]] == ["b.md"]
    assert data["standing"] == "stands"


def test_lines_say_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "open"]) == 0
    said = capsys.readouterr().out
    for part in (
        "claim 'open': Ports are open\n",
        "  stands\n",
        "rests on:\n  source:gazette",
        "on it rest:\n  judgement:trade",
        "printed by the briefs:\n  b.md (NL-1",
    ):
        assert part in said
    assert "Corroboration(" not in said


def test_a_name_of_nothing_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "open or seen"]) == 1
    assert "there is no record 'open or seen'" in capsys.readouterr().err
    assert main(["show", "opem"]) == 1
    assert "did you mean" in capsys.readouterr().err


def test_a_ledger_in_a_file_is_asked_alike(
    built: Built,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)  # where there is no project
    file = str(built.path("ledger.json"))
    assert main(["find", "ships", "--ledger", file]) == 0
    assert capsys.readouterr().out.startswith("claim\tships\tShips were seen\tn:")
    assert shown(capsys, "ships", "--ledger", file)["rests-on"][0]["record"] == "source:gazette"


def test_what_is_remembered_is_what_the_pages_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_CACHE", str(tmp_path / "cache"))
    built = build_project(tmp_path / "here", FILES, "ledger")
    monkeypatch.chdir(built.src)
    assert main(["find", "seen"]) == 0
    assert [*(tmp_path / "cache").rglob("environment.pickle")] != []
    note_file = built.src / "n.md"
    text = note_file.read_text(encoding="utf-8")
    note_file.write_text(text.replace("Ships were seen", "Tankers left"), encoding="utf-8")
    (built.src / "b.md").unlink()
    capsys.readouterr()
    assert main(["find", "tankers"]) == 0
    assert capsys.readouterr().out.startswith("claim\tships\tTankers left\tn.md:")
    assert main(["find", "seen"]) == 1
    capsys.readouterr()
    assert "briefs" not in shown(capsys, "open")


def test_without_a_cache_pages_are_read_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("BRIEFING_CACHE", str(tmp_path / "file"))
    assert main(["find", "seen"]) == 0
    assert capsys.readouterr().out.startswith("claim\tships\t")


def test_records_of_other_houses_are_found_and_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = write_ledger(tmp_path / "un", retracted="2026-02-10")
    src = tmp_path / "src"
    for pages, place in ((PAGES, f"{PAGES}notes/wire.html#claim-c1"), ("", "un:notes/wire")):
        houses = {"un": {"ledger": str(theirs), "pages": pages}}
        conf = {**BASE_CONF, "briefing_houses": houses}
        write(src / "conf.py", "\n".join(_assignments(conf)))
        write(src / "index.md", "# Start\n\nSaid {claim}`un:c1`.\n")
        folders = ["--source", str(src)]
        assert main(["show", "un:c1", *folders]) == 0
        shown = capsys.readouterr().out
        assert "claim 'un:c1': Grain flows again" in shown
        assert place in shown
        assert "index.md:3" in shown
        assert main(["find", "un:guterres", *folders]) == 0
        assert "António Example" in capsys.readouterr().out
        assert main(["impact", "un:wire", *folders]) in (0, 3)
        assert "Traceback" not in capsys.readouterr().err
        assert main(["doctor", *folders]) in (0, 1, 3)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
