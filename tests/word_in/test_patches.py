"""Changes of plain words as a diff: Git takes it, and the page then says what the reader wanted."""

import subprocess
from pathlib import Path

import pytest

from sphinx_briefing.commands.app import run
from sphinx_briefing.commands.word_pages import homecoming
from tests.corpus import brief
from tests.support import Built, build_project
from tests.word_edits import BRIEF, FILES, KINDS, WordEditor

PLAIN = {name: KINDS[name] for name in ("inserted", "deleted", "replaced", "retyped")}


def patched(
    project: Built, content: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, int]:
    """Take a file in, and apply its patch in the folder of the pages."""
    monkeypatch.chdir(project.src)
    home, patch = folder / "home.docx", folder / "changes.diff"
    home.write_bytes(content)
    status = run(["word-in", str(home), "--patch", str(patch)])
    if patch.read_bytes():
        subprocess.run(["git", "apply", "--check", str(patch)], check=True)
        subprocess.run(["git", "apply", str(patch)], check=True)
    return patch.read_text(encoding="utf-8"), status


@pytest.mark.parametrize("seed", [0, 1])
def test_a_patch_makes_the_pages_say_what_was_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    project = build_project(tmp_path / "project", FILES, "briefdocx")
    editor = WordEditor(project.path(f"{BRIEF}.docx").read_bytes(), seed)
    editor.edit(14, PLAIN)
    diff, status = patched(project, editor.saved(), tmp_path, monkeypatch)

    assert status == 3
    changed = sum(line.startswith("+") for line in diff.splitlines()) - diff.count("+++ b/")
    assert changed >= 8  # records of notes are left to people
    with homecoming(project.src, project.src) as after:
        found, _ = after.changes(editor.saved(), "home.docx")
    said = {one.after for one in found if one.after}
    now = [one.before for one in after.word(BRIEF)[0].within("body")]
    wanted = [one for one in found if one.after and one.after not in now]
    assert all(one.spot.is_record for one in wanted), [one.words() for one in wanted]
    assert said


def test_markup_is_left_to_people(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = (
        'He said "no" to **the old port** and to [the quay](https://example.org/) -- again,\n'
        "and `code` stood\nin the way of all.\n"
    )
    files = {"b.md": brief(words)}
    project = build_project(tmp_path / "project", files, "briefdocx")
    content = project.path("b.docx").read_bytes()
    page = project.src / "b.md"
    before = page.read_text(encoding="utf-8")

    for old, new in ((b"the old port", b"the new port"), (b"the quay", b"the pier"),
                     (b"in the way", b"in the [way]")):  # fmt: skip
        diff, status = patched(project, _changed(content, old, new), tmp_path, monkeypatch)
        assert (diff, status) == ("", 3), old
        assert new.decode().split()[-1] in capsys.readouterr().out
    diff, _ = patched(
        project, _changed(content, b"in the way", b"in our way"), tmp_path, monkeypatch
    )
    assert diff
    assert page.read_text(encoding="utf-8") == before.replace("in the way", "in our way")


def _changed(content: bytes, old: bytes, new: bytes) -> bytes:
    from tests.word_in.test_bad_word_files import changed

    assert changed(content, "word/document.xml", old, new) != content
    return changed(content, "word/document.xml", old, new)
