"""``python -m sphinx_briefing new``: pages to begin with, which build without a warning."""

from pathlib import Path

import pytest

from sphinx_briefing.__main__ import main
from sphinx_briefing.records import BRIEF_KINDS
from sphinx_briefing.vocabularies import EVENT_KIND
from tests.support import Build

OWN = {"sitrep": {"label": "Situation report", "requires": ["Situation", ["Outlook", "Next"]]}}


@pytest.mark.parametrize("suffix", [".md", ".rst"])
@pytest.mark.parametrize("kind", [*BRIEF_KINDS, "note"])
def test_a_new_page_builds_as_it_is(build: Build, tmp_path: Path, kind: str, suffix: str) -> None:
    path = tmp_path / "new" / f"page{suffix}"
    title = "Donbas: it's 'open' #1"
    assert main(["new", kind, str(path), "--title", title, "--date", "2026-02-23"]) == 0
    built = build({f"page{suffix}": path.read_bytes()}, conf={"smartquotes": False})
    assert built.warnings == []
    found = built.ledger
    if kind == "note":
        source = found["sources"]["page"]
        assert (source["title"], source["accessed"]) == (title, "2026-02-23")
        assert found["notes"]["page"]["title"] == title
    else:
        brief = found["briefs"]["page"]
        assert (brief["kind"], brief["date"], brief["title"]) == (kind, "2026-02-23", title)
        # It begins with every part that its kind expects.
        assert "usually has" not in built.messages
        html = built.text("page.html")
        for part in BRIEF_KINDS[kind].parts:
            assert part.headings[0] in html
            assert part.hint not in html


def test_a_new_note_names_the_parts_in_an_event(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "note"]) == 0
    page = capsys.readouterr().out
    assert "host \N{MIDDLE DOT} signatories \N{MIDDLE DOT} targets" in page
    assert " \N{MIDDLE DOT} ".join(EVENT_KIND.values) in page


def test_a_house_begins_its_own_kinds(
    build: Build,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf/conf.py").write_text(f"briefing_kinds = {OWN!r}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["new", "sitrep", "-c", "conf"]) == 0
    page = capsys.readouterr().out
    assert "## Situation\n" in page
    assert "## Outlook\n" in page
    assert build({"p.md": page}, conf={"briefing_kinds": OWN}).warnings == []


def test_a_template_takes_the_place_of_headings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kinds = {"policy": {"template": "## Ask\n\nWhat is asked?\n"}}
    (tmp_path / "conf.py").write_text(f"briefing_kinds = {kinds!r}\n", encoding="utf-8")
    assert main(["new", "policy", "--conf", str(tmp_path)]) == 0
    page = capsys.readouterr().out
    assert page.endswith("## Ask\n\nWhat is asked?\n")
    assert "Background" not in page


def test_what_is_there_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.md"
    path.write_text("mine", encoding="utf-8")
    assert main(["new", "note", str(path)]) == 1
    assert path.read_text(encoding="utf-8") == "mine"
    assert "p.md" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["memo"], "'memo' is not one of: note, flash, infocus"),
        (["flash", "--conf", "nowhere"], "conf.py"),
        (["flash", "."], "."),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", *arguments]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("sphinx-briefing: ")
    assert said in line
