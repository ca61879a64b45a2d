"""Word files that come home: each edit at its line, and none lost."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sphinx_briefing.commands.app import run
from sphinx_briefing.commands.word_pages import Homecoming
from tests.support import Built, build_project
from tests.word_edits import BRIEF, FILES, KINDS, WordEditor
from tests.word_home import Score, home

pytest.importorskip("docx")

LONG = bool(os.environ.get("BRIEFING_LONG_TESTS"))
ROUNDS = 25 if LONG else 6
EACH = 10


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_project(tmp_path_factory.mktemp("word"), FILES, "briefdocx")


@pytest.fixture(scope="module")
def taking(project: Built) -> Iterator[tuple[Homecoming, dict[str, tuple[str, int]]]]:
    with home(project.src) as found:
        yield found


Taking = tuple[Homecoming, dict[str, tuple[str, int]]]


def content(project: Built) -> bytes:
    return project.path(f"{BRIEF}.docx").read_bytes()


@pytest.mark.parametrize("through_google", [False, True])
def test_edits_are_found_at_their_lines(
    project: Built, taking: Taking, through_google: bool
) -> None:
    homecoming, truth = taking
    score = Score()
    for seed in range(ROUNDS):
        editor = WordEditor(content(project), seed + 1000 * through_google)
        edits = editor.edit(EACH)
        if through_google:
            editor.through_google()
        page = BRIEF if through_google else ""
        found, _ = homecoming.changes(editor.saved(), "brief.docx", page)
        score.take(edits, found, truth)

    assert score.accounted == score.edits, score.wrong
    assert score.placed >= 0.95 * score.edits, score.wrong


@pytest.mark.parametrize("what", KINDS)
def test_each_kind_of_edit_alone_says_itself_and_nothing_else(
    project: Built, taking: Taking, what: str
) -> None:
    homecoming, truth = taking
    editor = WordEditor(content(project), 7)
    (edit,) = editor.edit(1, {what: KINDS[what]})
    found, is_newer = homecoming.changes(editor.saved(), "brief.docx")

    score = Score()
    score.take([edit], found, truth)
    assert score.placed == 1, score.wrong
    assert not is_newer
    # The end of a paragraph that came or went may be told beside its words.
    assert len([one for one in found if "[end of" not in one.text]) <= 2
    tracked = what not in ("retyped", "typed paragraph", "dropped paragraph", "shifted paragraph")
    assert {one.who for one in found} == {"Ines Alder" if tracked else "somebody"}


def test_an_untouched_file_has_nothing_to_say(
    project: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project.path(f"{BRIEF}.docx")
    status = run(["word-in", str(path), "-s", str(project.src)])

    assert (status, capsys.readouterr().out) == (0, "")


def test_changes_are_told_as_lines_json_and_sarif(
    project: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    editor = WordEditor(content(project), 3)
    (edit,) = editor.edit(1, {"comment": KINDS["comment"]})
    truth = dict(zip(("file", "line"), _place(project, edit.token), strict=True))
    path = tmp_path / "home.docx"
    path.write_bytes(editor.saved())
    asked = ["word-in", str(path), "-s", str(project.src)]

    assert run(asked) == 3
    line = capsys.readouterr().out
    assert line.rstrip().startswith(
        f"{project.src.resolve()}/{truth['file']}:{truth['line']}: Ines Alder: comment: Really new"
    )
    sarif = tmp_path / "out.sarif"
    assert run([*asked, "--json", "--sarif", str(sarif)]) == 3
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["line"], told["who"], told["what"]) == (truth["line"], "Ines Alder", "comment")
    (result,) = json.loads(sarif.read_text(encoding="utf-8"))["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] == truth["line"]


def _place(project: Built, token: str) -> tuple[str, int]:
    from tests.word_edits import lines_of_tokens

    return lines_of_tokens(project.src)[token]


def test_sources_that_have_moved_on_are_said_and_lines_are_todays(
    project: Built, tmp_path: Path
) -> None:
    editor = WordEditor(content(project), 5)
    edits = editor.edit(8)
    changed = dict(FILES)
    page = str(changed[f"{BRIEF}.md"])
    changed[f"{BRIEF}.md"] = page.replace("## Part", "An earlier paragraph, new.\n\n## Part", 1)
    today = build_project(tmp_path, changed, "briefdocx")
    with home(today.src) as (homecoming, truth):
        found, is_newer = homecoming.changes(editor.saved(), "brief.docx")

    assert is_newer
    score = Score()
    score.take(edits, found, truth)
    assert score.placed == score.edits, score.wrong
    assert not [one for one in found if "An earlier paragraph" in one.text]
