"""Edits of passages that each have a word of their own: found, at their lines, and nothing else."""

import os
from pathlib import Path

import pytest

from tests.support import Built, build_project
from tests.word_edits import BRIEF, FILES, KINDS, WordEditor, lines_of_tokens
from tests.word_home import Score, measured, reviews

pytest.importorskip("typst")

ROUNDS = 25 if os.environ.get("BRIEFING_LONG_TESTS") else 5
UNTRACKED = ("retyped", "typed paragraph", "dropped paragraph", "shifted paragraph")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_project(tmp_path_factory.mktemp("word"), FILES, "briefdocx")


@pytest.fixture(scope="module")
def content(project: Built) -> bytes:
    return project.path(f"{BRIEF}.docx").read_bytes()


@pytest.mark.parametrize("google", [False, True])
def test_edits_are_found_at_their_lines(
    project: Built, content: bytes, tmp_path: Path, google: bool
) -> None:
    score = measured(content, project.src, ROUNDS, tmp_path / "files", google=google)
    assert score.accounted == score.edits == ROUNDS * 10, score.wrong
    assert score.placed >= 0.95 * score.edits, score.wrong


def test_each_kind_of_edit_alone_says_itself_and_nothing_else(
    project: Built, content: bytes, tmp_path: Path
) -> None:
    editors, files = [], []
    for number, what in enumerate(KINDS):
        editor = WordEditor(content, 7)
        editor.edit(1, {what: KINDS[what]})
        editors.append(editor)
        files.append(tmp_path / f"{number}.docx")
        files[-1].write_bytes(editor.saved())
    truth = lines_of_tokens(project.src)
    for editor, review in zip(editors, reviews(files, project.src), strict=True):
        (edit,) = editor.edits
        score = Score()
        score.take([edit], review.remarks, truth)
        assert score.placed == 1, score.wrong
        assert not review.is_outdated
        # An answer stands beside what it answers; the end of a passage may be told by itself.
        assert len(review.remarks) <= 2, (edit, [one.what for one in review.remarks])
        who = "somebody (not tracked)" if edit.what in UNTRACKED else "Ines Alder"
        assert {one.who for one in review.remarks} == {who}, edit


def test_sources_that_have_moved_on_are_said_and_lines_are_todays(
    content: bytes, tmp_path: Path
) -> None:
    editor = WordEditor(content, 5)
    edits = editor.edit(8)
    page = str(FILES[f"{BRIEF}.md"])
    page = page.replace("## Part", "An earlier paragraph, new.\n\n## Part", 1)
    today = build_project(tmp_path, {**FILES, f"{BRIEF}.md": page}, "briefdocx")
    file = tmp_path / "home.docx"
    file.write_bytes(editor.saved())
    (review,) = reviews([file], today.src)

    assert review.is_outdated
    score = Score()
    score.take(edits, review.remarks, lines_of_tokens(today.src))
    assert score.placed == score.edits, score.wrong
    assert not [one for one in review.remarks if "An earlier paragraph" in one.what]
