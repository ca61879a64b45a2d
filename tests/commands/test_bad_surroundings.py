"""Every command in bad surroundings: one sentence, a documented status, nothing lost or half done.

Commands are taken from the table of all: a new one has to say here how it is called.
"""

import json
import resource
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sphinx_briefing.__main__ import main
from sphinx_briefing.commands.app import COMMANDS
from tests.commands.test_app import run

ARGUMENTS = {
    "init": ["sub"],
    "new": ["policy", "briefs/new.md"],
    "clip": ["article.html"],
    "freeze": ["briefs/example"],
    "impact": ["ferry-unpaid", "--json"],
    "report-card": ["briefs/example", "--json"],
    "outgoing": ["ledger.json", "."],
    "fetch": [],
    "find": ["ferry", "--json"],
    "show": ["ferry-unpaid", "--json"],
    "doctor": ["--json"],
    "rename": ["ferry-unpaid", "ferry-not-paid"],
    "merge": ["ferry-unpaid", "ferry-once-a-day"],
    "live": ["--source", "none"],
    "lsp": ["nobody-asked"],
    "mcp": ["--audience", "nobody"],
    "build": ["--shards", "2", "-o", "../out"],
    "compose": ["--facts", "none"],
    "word-in": ["sent.docx"],
    "word-out": ["briefs/example", "--against", "sent.docx"],
    "import": ["csl-json", "library.json", "--into", "registers/library.md"],
    "export": ["csl-json", "--ledger", "ledger.json", "-o", "sources.json"],
}
"""A call of each command; servers would serve, so that theirs are refused at once."""

NEEDED = ("article.html", "ledger.json", "sent.docx", "library.json")
"""Files that calls name."""


def conf(text: str) -> Callable[[Path], None]:
    def put(top: Path) -> None:
        with (top / "conf.py").open("a") as file:
            file.write(f"\n{text}\n")

    return put


def files(content: bytes | None) -> Callable[[Path], None]:
    """Files that are named hold something else, or are folders."""

    def put(top: Path) -> None:
        for name in NEEDED:
            (top / name).unlink()
            (top / name).mkdir() if content is None else (top / name).write_bytes(content)

    return put


def unread(top: Path) -> None:
    (top / "notes/latin.md").write_bytes("# Café\n".encode("latin-1"))


def linked(top: Path) -> None:
    (top / "loop.md").symlink_to("loop.md")
    (top / "notes/gone.md").symlink_to("nowhere.md")


SURROUNDINGS = {
    "conf.py raises": conf("raise RuntimeError('no')"),
    "conf.py exits": conf("import sys\nsys.exit(0)"),
    "an extension exits": conf("def setup(app):\n    raise SystemExit(0)"),
    "pages are not UTF-8": unread,
    "links lead nowhere": linked,
    "folders": files(None),
    "empty": files(b""),
    "rubbish": files(b"\xff\x00{["),
    "lists": files(b'{"briefs": [1]}'),
}

PROJECTLESS = {"init", "outgoing"}
"""Commands that ask nothing of a project."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("desk") / "pages"
    assert main(["init", str(top)]) == 0
    words = "<p>The ferry sails in winter, says the board.</p>" * 20
    (top / "article.html").write_text(f"<title>Ferry</title><article>{words}</article>")
    (top / "ledger.json").write_text('{"briefs": {"a": {"edition": {}, "date": 5}}}')
    (top / "library.json").write_text('[{"id": "a", "type": "report", "title": "A"}]')
    (top / "sent.docx").write_bytes(b"PK\x03\x04")
    return top


@pytest.fixture
def top(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project to spoil, in a folder whose name is not plain."""
    found = tmp_path / "Ağ desk"
    shutil.copytree(project, found)
    monkeypatch.chdir(found)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return found


def content(top: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(top).as_posix(): path.read_bytes() if path.is_file() else None
        for path in top.rglob("*")
        if "__pycache__" not in path.parts
    }


def called(command: str, top: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Call a command: what it says and how it ends, while nothing is left of what failed."""
    before = content(top)
    capsys.readouterr()
    status = main([command, *ARGUMENTS[command]])
    out, err = capsys.readouterr()
    assert status in (0, 1, 2, 3), command
    assert "Traceback" not in out + err
    assert ".briefing-" not in err, "the name of a file that nobody knows"
    after = content(top)
    assert before.keys() <= after.keys(), command
    if status:
        assert after == before, command
    if status == 1:
        assert err.startswith("sphinx-briefing: "), command
    return status, out, err


def test_each_command_is_held() -> None:
    assert ARGUMENTS.keys() == COMMANDS.keys()


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_bad_surroundings(name: str, top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    SURROUNDINGS[name](top)
    is_named = name in ("folders", "empty", "rubbish", "lists")
    concerned = [
        command
        for command, arguments in ARGUMENTS.items()
        if not is_named or any(one in arguments for one in NEEDED)
    ]
    for command in concerned:
        pristine = content(top)
        status, _, err = called(command, top, capsys)
        is_refused = is_named and command != "clip"  # of what says nothing a note is made
        if is_refused or (" exits" in name and command not in PROJECTLESS | {"new", "doctor"}):
            assert status in (1, 2), (command, err)
        for path in content(top).keys() - pristine.keys():
            spoilt = top / path
            if spoilt.is_file():
                spoilt.unlink()
        for path, before in pristine.items():
            if before is not None:
                (top / path).write_bytes(before)


def test_a_folder_that_has_no_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ARGUMENTS.keys() - {"init", "new", "doctor"}:
        status, _, err = called(command, tmp_path, capsys)
        assert status in (1, 2), (command, err)


@contextmanager
def full_disk() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with full_disk():
        for command in ("init", "new", "clip", "freeze", "rename", "merge", "word-out", "import"):
            status, _, err = called(command, top, capsys)
            assert status == 1, command
            assert "Errno" not in err or "pages cannot be read" in err, err
        status, _, err = called("new", top, capsys)
    assert err == "sphinx-briefing: briefs/new.md: File too large\n"


def test_what_a_configuration_prints_is_no_part_of_an_answer(
    top: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conf("print('noise')\ndef setup(app):\n    print('more')")(top)
    for command in ("find", "show", "impact", "doctor"):
        _, out, err = called(command, top, capsys)
        json.loads(out)
        assert "noise" in err
        assert "more" in err


def test_nowhere_to_print(monkeypatch: pytest.MonkeyPatch) -> None:
    for command in COMMANDS:
        for name in ("stdout", "stderr"):
            monkeypatch.setattr(sys, name, None)
        assert main([command, "--help"]) == 0
        for stream in (sys.stdout, sys.stderr):
            stream.close()
        monkeypatch.undo()


def test_answers_are_utf_8_where_the_terminal_is_not(top: Path) -> None:
    (top / "registers/more.md").write_text(
        "# More\n\n```{actor} Şimşek\n:id: simsek\n:kind: person\n```\n", encoding="utf-8"
    )
    done = run("find", "simsek", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr
    assert "Şimşek" in done.stdout


def test_no_input_for_a_server(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["lsp"]) == 1
    assert "an editor starts the language server" in capsys.readouterr().err


def test_a_folder_of_pages_that_is_not_there(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outgoing", "ledger.json", "none"]) == 1
    assert "there is no folder none" in capsys.readouterr().err
