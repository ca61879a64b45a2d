"""``sphinx-briefing init``: a project that builds as it is, and the toolkit added to one."""

import os
import shutil
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from sphinx_briefing.__main__ import main
from sphinx_briefing.commands.conf_edits import with_extensions

BUILT = ("--title", 'Briefs "of" [x] & <y>', "--author", 'O\'Neil: "A", #1')


def sphinx(folder: Path, *options: str, source: str = ".") -> str:
    """Build strictly; what was said."""
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "--keep-going", *options, source, "out"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def tree(top: Path) -> dict[str, bytes]:
    return {p.relative_to(top).as_posix(): p.read_bytes() for p in top.rglob("*") if p.is_file()}


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_a_new_project_builds_as_it_is(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "my briefs", "--language", language, *BUILT]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "    cd 'my briefs'\n    python -m pip install nox && nox\n" in said.out
    top = tmp_path / "my briefs"
    assert sphinx(top) == ""
    page = (top / "out/briefs/example.html").read_text(encoding="utf-8")
    assert "O&#39;Neil: &#34;A&#34;, #1" in page or 'O\'Neil: "A", #1' in page
    assert (top / "out/briefs/example.pdf").is_file()
    assert "Briefs" in (top / "out/index.html").read_text(encoding="utf-8")
    assert "usually has" not in sphinx(top, "-b", "ledger", "-v")
    # A page that is begun in it holds the sections of its language.
    monkeypatch.chdir(top / "briefs")
    assert main(["new", "policy", "second.md", "--title", "Second"]) == 0
    heading = {"en": "Bottom line", "de": "Kernaussage", "fr": "En bref"}[language]
    assert f"## {heading}\n" in (top / "briefs/second.md").read_text(encoding="utf-8")
    assert sphinx(top, "-b", "briefdocx") == ""


def test_its_noxfile_has_what_a_desk_needs(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path)]) == 0
    nox = pytest.importorskip("nox")
    spec = spec_from_file_location("noxfile_of_starter", tmp_path / "noxfile.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found = {name for name, thing in vars(module).items() if hasattr(thing, "should_warn")}
    assert found >= {"html", "pdf", "docx", "live", "check", "new", "publish", "update"}, nox


def test_what_it_writes_is_as_good_as_code(tmp_path: Path) -> None:
    """Nothing of a template is left, and the repository would commit no output."""
    assert main(["init", str(tmp_path)]) == 0
    files = {name: content.decode() for name, content in tree(tmp_path).items()}
    assert [name for name, text in files.items() if "[[" in text or "[%" in text] == []
    assert {"conf.py", "noxfile.py", ".gitignore", ".github/workflows/briefs.yml"} <= files.keys()
    assert "build/\n" in files[".gitignore"]
    assert "python -m pip install nox && nox\nnox -s check\n" in files["README.md"]
    ruff = shutil.which("ruff")
    if ruff is not None:
        options = ("--isolated", "--line-length", "100", "--no-cache")
        code = [str(tmp_path / "conf.py"), str(tmp_path / "noxfile.py")]
        for command in (("check",), ("format", "--check")):
            done = subprocess.run([ruff, *command, *options, *code], check=False)
            assert done.returncode == 0, command


@pytest.mark.parametrize("place", ["conf.py", "conf/conf.py", "docs/conf.py"])
def test_a_folder_that_has_a_project_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).touch()
    assert main(["init", str(tmp_path)]) == 1
    (said,) = capsys.readouterr().err.splitlines()
    assert place in said
    assert "--register sphinx" in said
    assert tree(tmp_path) == {place: b""}


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/index.md").write_text("mine")
    assert main(["init", str(tmp_path)]) == 1
    assert "notes/index.md is there already" in capsys.readouterr().err
    assert tree(tmp_path) == {"notes/index.md": b"mine"}
    (tmp_path / "notes/index.md").rename(tmp_path / "README.md")
    assert main(["init", str(tmp_path), "--dry-run"]) == 0
    assert tree(tmp_path) == {"README.md": b"mine"}
    assert main(["init", str(tmp_path)]) == 0
    assert "README.md was there already" in capsys.readouterr().err
    assert (tmp_path / "README.md").read_text() == "mine"


def test_a_file_in_the_place_of_the_folder_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert main(["init", str(tmp_path / "file")]) == 1
    captured = capsys.readouterr()
    assert captured.err.startswith(f"sphinx-briefing: {tmp_path / 'file'}")
    assert "Errno" not in captured.err
    assert (captured.out, tree(tmp_path)) == ("", {"file": b""})


# -- added to a project ----------------------------------------------------------------------------

PLAIN = "project = 'X'\nextensions = [\n    'sphinx.ext.todo',  # to do\n]\n"


@pytest.mark.parametrize(
    ("conf", "start"),
    [
        (PLAIN, "index.rst"),
        ("extensions = ['myst_parser']\nprimary_domain = 'brief'\n", "index.md"),
        ("", "index.rst"),
    ],
)
def test_the_toolkit_is_added_to_a_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], conf: str, start: str
) -> None:
    (tmp_path / "conf.py").write_text(conf)
    title = "Title\n=====\n" if start.endswith("rst") else "# Title\n"
    (tmp_path / start).write_text(title)
    before = tree(tmp_path)
    register = ["init", "--register", "sphinx", str(tmp_path)]
    assert main([*register, "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert "+++ " in shown
    assert "sphinx_briefing" in shown
    assert tree(tmp_path) == before
    assert main(register) == 0
    after = tree(tmp_path)
    assert after[start].startswith(before[start])
    for line in before["conf.py"].splitlines()[:-2]:
        assert line in after["conf.py"]
    assert sphinx(tmp_path) == ""
    page = (tmp_path / "out/briefs/example.html").read_text(encoding="utf-8")
    assert "{brief:" not in page
    assert "```" not in page
    shutil.rmtree(tmp_path / "out")
    capsys.readouterr()
    assert main(register) == 0
    assert "all of it already" in capsys.readouterr().out
    assert tree(tmp_path) == after


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("extensions = []\n", 'extensions = ["a", "b"]\n'),
        ("extensions = ['x']", "extensions = ['x', 'a', 'b']"),
        ("extensions = ['x', ]  # ,\n", "extensions = ['x',  'a', 'b']  # ,\n"),
        ('extensions: list[str] = ["ä"]\n', 'extensions: list[str] = ["ä", "a", "b"]\n'),
        (
            "extensions = [\n  'x'  # one, two\n  ]\r\n",
            "extensions = [\n  'x',  # one, two\n  'a',\r\n  'b',\r\n  ]\r\n",
        ),
        (
            "extensions = ['x',\n              'y',  # ]\n]\nextensions += []\n",
            "extensions = ['x',\n              'y',  # ]\n              'a',\n"
            "              'b',\n]\nextensions += []\n",
        ),
        (
            "\ufeffextensions = [\n    # none yet\n]\n",
            '\ufeffextensions = [\n    # none yet\n"a", "b"]\n',
        ),
        ("", 'extensions = ["a", "b"]\n'),
        ("project = 'X'", 'project = \'X\'\n\nextensions = ["a", "b"]\n'),
    ],
)
def test_a_list_of_extensions_keeps_its_form(old: str, new: str) -> None:
    assert with_extensions(old, ["a", "b"], Path("conf.py")) == new


@pytest.mark.parametrize(
    "conf",
    [
        "extensions = list(['x'])\n",
        "if True:\n    extensions = ['x']\n",
        "extensions = ['x']\nextensions = ['y']\n",
        "extensions = ['x'] + ['y']\n",
        "extensions = other = ('x',)\n",
        "extensions = [\n    'x'\n    # end\n    'y']\nextensions = []\n",
    ],
)
def test_what_is_not_sure_is_left_to_the_author(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], conf: str
) -> None:
    with pytest.raises(ValueError, match=r'add to it: extensions \+= \["a", "b"\]'):
        with_extensions(conf, ["a", "b"], Path("conf.py"))


@pytest.mark.parametrize("content", [b"\xff", b"extensions = ["])
def test_a_configuration_that_cannot_be_read_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    (tmp_path / "conf.py").write_bytes(content)
    assert main(["init", "--register", "sphinx", str(tmp_path)]) == 1
    (said,) = capsys.readouterr().err.splitlines()
    assert "conf.py" in said
    assert tree(tmp_path) == {"conf.py": content}


def test_a_folder_without_a_project_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "--register", "sphinx", os.fspath(tmp_path)]) == 1
    assert "there is no " in capsys.readouterr().err
