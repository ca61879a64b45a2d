"""The command line as a whole: what it lists, how it ends, how it completes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_briefing.__main__ import main
from sphinx_briefing.commands.app import COMMANDS
from sphinx_briefing.commands.folders import find_project

SCRIPT = "import sys; from sphinx_briefing.__main__ import main; sys.exit(main())"


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_and_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--help"]) == 0
    said = capsys.readouterr().out
    assert f"Example: sphinx-briefing {command}" in said
    assert said.isascii()  # no frames where nobody looks
    assert "\x1b" not in said


def test_the_list_of_commands_is_whole_and_quick() -> None:
    done = run("--help")
    assert done.returncode == 0
    listed = done.stdout.partition("Commands:")[2]
    assert [name for name in COMMANDS if f"\n  {name} " not in listed] == []
    loaded = "import sys; from sphinx_briefing.__main__ import main; main(['--help'])"
    slow = "; assert not {'sphinx', 'docutils', 'msgspec', 'jinja2'} & sys.modules.keys()"
    done = subprocess.run(
        [sys.executable, "-c", loaded + slow], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--version"], 0, ""),
        (["impact"], 2, "Missing argument"),
        (["nothing"], 2, "No such command 'nothing'"),
        (["impact", "a", "--nothing"], 2, "--nothing"),
        (["freeze"], 1, "sphinx-briefing: name a brief"),
        (["outgoing", "none.json", "."], 1, "none.json"),
    ],
)
def test_statuses(
    arguments: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == status
    captured = capsys.readouterr()
    assert said in captured.err
    assert bool(captured.err) == bool(status)
    assert "Traceback" not in captured.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete(shell: str) -> None:
    script = run(_SPHINX_BRIEFING_COMPLETE=f"source_{shell}")
    assert script.returncode == 0
    assert "_SPHINX_BRIEFING_COMPLETE" in script.stdout
    words = {"COMP_WORDS": "sphinx-briefing im", "COMP_CWORD": "1"}
    words |= {"_TYPER_COMPLETE_ARGS": "sphinx-briefing im"}
    words |= {"_TYPER_COMPLETE_FISH_ACTION": "get-args", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "im"}
    found = run(_SPHINX_BRIEFING_COMPLETE=f"complete_{shell}", **words)
    assert found.returncode == 0
    assert "impact" in found.stdout
    assert "freeze" not in found.stdout


@pytest.mark.skipif(not shutil.which("bash"), reason="needs Bash")
def test_bash_completes_what_is_typed(tmp_path: Path) -> None:
    program = tmp_path / "sphinx-briefing"
    program.write_text(f"#!{sys.executable}\n{SCRIPT}\n")
    program.chmod(0o755)
    typed = """
        eval "$(_SPHINX_BRIEFING_COMPLETE=source_bash sphinx-briefing)"
        for words in "impa" "impact --led" "init --language "; do
            COMP_WORDS=(sphinx-briefing $words)
            case "$words" in *" ") COMP_WORDS+=("") ;; esac
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _sphinx_briefing_completion sphinx-briefing
            echo "${COMPREPLY[@]}"
        done
    """
    done = subprocess.run(
        ["bash", "-c", typed],
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == ["impact", "--ledger", "en de fr"], done.stderr


def test_completion_is_installed_for_a_shell(tmp_path: Path) -> None:
    known = {"HOME": str(tmp_path), "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    done = run("--install-completion", "bash", **known)
    assert done.returncode == 0, done.stderr
    (script,) = tmp_path.rglob("sphinx-briefing.sh")
    assert "_SPHINX_BRIEFING_COMPLETE=complete_bash" in script.read_text()
    shown = run("--show-completion", "bash", **known)
    assert shown.stdout.strip() == script.read_text().strip()


# -- finding the project -------------------------------------------------------------------------


def touch(top: Path, *names: str) -> None:
    for name in names:
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).touch()


def test_the_project_is_found_upwards_and_the_innermost_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path, "conf/conf.py", "pages/index.md", "pages/notes/index.md", "pages/notes/a.md")
    touch(tmp_path, "pages/inner/conf.py", "pages/inner/index.md", "pages/inner/deep/a.md")
    outer, inner = (tmp_path / "pages", tmp_path / "conf"), (tmp_path / "pages/inner",) * 2
    for folder, found in (
        ("", outer),
        ("conf", outer),
        ("pages", outer),
        ("pages/notes", outer),
        ("pages/inner", inner),
        ("pages/inner/deep", inner),
    ):
        monkeypatch.chdir(tmp_path / folder)
        assert find_project("", None, None) == found
    assert find_project(str(tmp_path / "pages/notes/a.md"), None, None) == outer
    monkeypatch.chdir(tmp_path)
    assert find_project("pages/inner/deep/a.md", None, None) == inner
    assert find_project("", None, Path("conf")) == outer
    assert find_project("", Path("pages/inner"), None) == inner


def test_a_project_in_the_one_folder_that_has_one_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path, "docs/conf.py", "docs/index.rst", "other/file")
    monkeypatch.chdir(tmp_path)
    assert find_project("", None, None) == (tmp_path / "docs",) * 2
    touch(tmp_path, "more/conf.py", "more/index.rst")
    with pytest.raises(ValueError, match=r"there is no project in .*--conf FOLDER"):
        find_project("", None, None)


def test_no_project_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["freeze", "--final"]) == 1
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith("sphinx-briefing: there is no project in ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"import os\n\nnone\n", "conf.py:3 cannot be run: NameError: name 'none' is not defined"),
        (b"project =\n", "conf.py:1 cannot be run: SyntaxError: "),
        (b"project = '\xff'\n", "conf.py"),
        (b"\x00", "conf.py"),
        (b"import sys\nsys.exit(3)\n", "called sys.exit()"),
        (b"raise SystemExit\n", "called sys.exit()"),
        (b"extensions = ['none.such']\n", "none.such"),
        (b"exclude_patterns = 5\n", "cannot be read"),
        (b"def f():\n    raise KeyError('x\\ny')\nf()\n", "conf.py:2 cannot be run: KeyError: "),
    ],
)
def test_a_configuration_that_cannot_be_used_is_one_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    content: bytes,
    said: str,
) -> None:
    (tmp_path / "conf.py").write_bytes(content)
    (tmp_path / "index.md").write_text("# T\n")
    monkeypatch.chdir(tmp_path)
    assert main(["impact", "a"]) == 1
    captured = capsys.readouterr()
    assert said in captured.err
    (line,) = captured.err.splitlines()
    assert line.startswith("sphinx-briefing: ")
    assert captured.out == ""


def test_each_command_is_listed_in_a_line() -> None:
    said = run("--help", COLUMNS="80").stdout
    assert "..." not in said.partition("Commands:")[2]


def test_a_day_that_is_none_begins_no_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "note.md"
    assert main(["new", "note", str(page), "--date", "2026-13-45"]) == 1
    assert "--date '2026-13-45' is no day; write it like 2026-02-20" in capsys.readouterr().err
    assert not page.exists()
    assert main(["new", "note", str(page), "--date", "2026-02-20"]) == 0
    assert "accessed: 2026-02-20" in page.read_text(encoding="utf-8")
