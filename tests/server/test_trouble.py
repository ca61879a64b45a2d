"""Whatever happens, an editor gets a sentence, and never a traceback or a process that stays."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.editor import Editor
from tests.server.conftest import CONF, project

Open = Callable[..., Editor]


@pytest.fixture
def editor_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open folders in an editor, which is closed at the end."""
    monkeypatch.setenv("BRIEFING_CACHE", "")
    opened: list[Editor] = []

    def begin(*folders: Path) -> Editor:
        opened.append(Editor(*folders, cache=tmp_path / "cache"))
        return opened[-1]

    yield begin
    for editor in opened:
        editor.close()


def children(pid: int) -> list[int]:
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(word) for word in found.stdout.split()]


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_without_a_project_nothing_is_said(tmp_path: Path, editor_of: Open) -> None:
    page = tmp_path / "alone" / "page.md"
    page.parent.mkdir()
    page.write_text("# Alone\n\n{actor}`E5`\n")
    editor = editor_of(page.parent)
    uri = editor.open(page)
    assert editor.hover(uri, "E5") == ""
    assert editor.completions(uri, "E5", 1) == {}
    assert editor.messages == []


def test_a_conf_that_raises_is_said_in_a_sentence_until_it_is_mended(
    tmp_path: Path, editor_of: Open
) -> None:
    src = project(tmp_path / "src", "md")
    (src / "conf.py").write_text(f"{CONF}\nraise KeyError('colour')\n")
    editor = editor_of(src)
    note = editor.open(src / "note.md")
    editor.until(lambda: editor.messages)
    (message,) = editor.messages
    assert "KeyError: 'colour'" in message
    assert "Traceback" not in message
    assert "\n" not in message
    assert editor.hover(note, "LEAP") == ""
    (src / "conf.py").write_text(CONF)
    editor.saved(src / "conf.py")
    editor.until(lambda: editor.hover(note, "LEAP", 2))


@pytest.mark.skipif(sys.platform == "win32", reason="has no ps")
def test_a_process_that_is_killed_is_started_again_and_none_is_left(
    tmp_path: Path, editor_of: Open
) -> None:
    src = project(tmp_path / "src", "md")
    noisy = "print('Content-Length: 3')\nimport os\nos.write(1, b'{}\\n')\n"
    (src / "conf.py").write_text(noisy + CONF)
    editor = Editor(src, cache=tmp_path / "cache")
    note = editor.open(src / "note.md")
    editor.until(lambda: editor.hover(note, "LEAP", 2))
    (first,) = children(editor.pid)
    os.kill(first, signal.SIGKILL)
    editor.until(lambda: editor.messages)
    (message,) = editor.messages
    assert message.endswith("has ended; it is started again")
    assert editor.hover(note, "LEAP", 2), "the index still answers"
    editor.replace(note, "spoke of", "spoke of {term}`LAEP` and")
    editor.until(lambda: any("LAEP" in words for _line, words in editor.said(note)))
    left = [editor.pid, *children(editor.pid)]
    assert first not in left
    assert len(left) == 2
    editor.close()
    end = time.monotonic() + 5
    while any(map(is_there, left)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(is_there, left))


def test_pages_that_come_go_and_cannot_be_read(tmp_path: Path, editor_of: Open) -> None:
    src = project(tmp_path / "src", "md")
    (src / "latin.md").write_bytes("# Größe\n".encode("latin-1"))
    inner = project(src / "inner", "md")
    (inner / "people.md").write_text("# Others\n\n```{term} LEAP\n:id: other\n```\n")
    (src / "conf.py").write_text(CONF + "exclude_patterns = ['inner']\n")
    editor = editor_of(src)
    note = editor.open(src / "note.md")
    editor.until(lambda: editor.said((src / "latin.md").as_uri()))
    # A file that nobody has saved yet.
    new = editor.open(src / "new.md", "# New\n\n{term}`LEAP` {term}`LAEP`\n")
    assert "LEAP" in editor.hover(new, "LEAP", 2)
    # It is saved, and gone again.
    (src / "new.md").write_text(editor.texts[new])
    editor.saved(src / "new.md")
    editor.until(lambda: any("LAEP" in words for _line, words in editor.said(new)))
    (src / "new.md").unlink()
    editor.changed(src / "new.md")
    editor.until(lambda: not editor.said(new))
    # A project in a project has its own names.
    other = editor.open(inner / "note.md")
    editor.until(lambda: "`other`" in editor.hover(other, "`LEAP", 2))
    assert "`leap`" in editor.hover(note, "`LEAP", 2)


def test_lines_that_end_as_on_windows(tmp_path: Path, editor_of: Open) -> None:
    src = project(tmp_path / "src", "md")
    text = (src / "note.md").read_text().replace("\n", "\r\n")
    (src / "note.md").write_bytes(text.encode())
    editor = editor_of(src)
    note = editor.open(src / "note.md")
    editor.until(lambda: editor.hover(note, "`LEAP", 2))
    editor.replace(note, "`LEAP`", "`LAEP`")
    editor.until(lambda: editor.said(note))
    assert editor.said(note) == [(9, "unknown term 'LAEP'; did you mean 'LEAP'?")]
    assert editor.definitions(note, "disputes: met", 11)[0][2] == "They met in Krakow."


def test_what_is_no_message_is_one_line_in_the_log() -> None:
    def message(body: str) -> bytes:
        return f"Content-Length: {len(body)}\r\n\r\n{body}".encode()

    started = '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}'
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_briefing", "lsp"],
        input=message("{no json}") + message(started),
        capture_output=True,
        timeout=60,
        check=False,
    )
    said = done.stderr.decode()
    assert done.returncode == 0
    assert b'"id":1' in done.stdout.replace(b" ", b"")
    assert "sphinx-briefing: " in said
    assert "Traceback" not in said
