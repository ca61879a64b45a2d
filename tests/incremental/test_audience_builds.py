"""Builds for audiences one after another: each equals a clean one, and does what it must."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.audiences import CUT, MIXED, RED, built_for, deleted, read_pages, whole
from tests.building import differing, finished, sphinx
from tests.support import Content, write

SAME = ["briefing-audience.json"]
"""What a project without the rest has not."""


def _project(root: Path, files: dict[str, Content] | None = None) -> Path:
    for name, content in (whole() if files is None else files).items():
        write(root / "src" / name, content)
    return root


@pytest.mark.parametrize("builder", ["html", "text", "gettext", "latex", "man", "singlehtml"])
def test_an_output_of_all_leaves_nothing_in_that_of_some(tmp_path: Path, builder: str) -> None:
    root = _project(tmp_path / "whole")
    built_for("", root, builder)
    some = built_for("GREEN", root, builder)
    assert some.status == 0
    other = built_for("", _project(tmp_path / "deleted", deleted()), builder)
    assert differing(some.out, other.out, root, other.root) == SAME


def test_switching_between_audiences_reads_nothing_again(tmp_path: Path) -> None:
    root = _project(tmp_path)
    assert len(read_pages(built_for("GREEN", root))) == 5
    assert len(read_pages(built_for("RED", root))) == 6
    assert read_pages(built_for("GREEN", root)) == []
    assert read_pages(built_for("RED", root)) == []
    assert read_pages(built_for("", root)) != []
    assert read_pages(built_for("GREEN", root)) == []


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    root = _project(tmp_path)
    built_for("GREEN", root)
    mixed = MIXED.format(cut=CUT)
    write(root / "src/notes/mixed.md", mixed.replace("Walfish says", "Walfish no longer says"))
    assert read_pages(built_for("GREEN", root)) == []  # nothing that these readers have
    write(root / "src/notes/mixed.md", mixed.replace("The end", "No end"))
    assert read_pages(built_for("GREEN", root)) == ["notes/mixed"]
    os.utime(root / "src/notes/open.md")
    assert read_pages(built_for("GREEN", root)) == []


def test_pages_that_are_marked_again_come_and_go(tmp_path: Path) -> None:
    root = _project(tmp_path / "one")
    built_for("GREEN", root)
    red = RED["notes/red.md"]
    assert isinstance(red, str)
    write(root / "src/notes/red.md", red.replace("tlp: RED", "tlp: GREEN"))
    opened = built_for("GREEN", root)
    assert "notes/red.html" in opened.files()
    clean = built_for("GREEN", root, run="clean")
    assert differing(opened.out, clean.out) == []
    write(root / "src/notes/red.md", red)
    closed = built_for("GREEN", root)
    other = built_for("", _project(tmp_path / "deleted", deleted()))
    assert differing(closed.out, other.out, root, other.root) == SAME


def test_a_page_gets_its_old_text_back_though_its_file_is_old(tmp_path: Path) -> None:
    files: dict[str, Content] = {
        "conf.py": "extensions = ['myst_parser', 'sphinx_briefing']\nprimary_domain = 'brief'\n",
        "index.md": "# Start\n\n```{toctree}\nother\n```\n\n{doc}`a way <other>`\n",
        "other.md": "---\ntlp: RED\n---\n# Other\n",
    }
    root = _project(tmp_path, files)
    os.utime(root / "src/index.md", (1_000_000_000, 1_000_000_000))
    assert 'href="other.html"' not in built_for("GREEN", root).text("index.html")
    write(root / "src/other.md", "# Other\n")
    assert 'href="other.html"' in built_for("GREEN", root).text("index.html")
    (root / "src/other.md").unlink()
    write(root / "src/index.md", "# Start\n")
    assert "other.html" not in built_for("GREEN", root).files()


def test_a_tree_that_was_half_made_is_put_right(tmp_path: Path) -> None:
    root = _project(tmp_path)
    first = built_for("GREEN", root)
    before = first.files()
    folder = root / "shared/doctrees/audience-green/briefing-audience"
    (page,) = folder.rglob("src/notes/mixed.md")
    page.write_text("# Half a")
    (page.parent / "red.md").write_text(str(RED["notes/red.md"]))
    (page.parent / "open.md").unlink()
    (folder / "state").write_bytes((folder / "state").read_bytes()[:20])
    again = built_for("GREEN", root)
    assert again.files() == before
    (page.parent / "open.md").write_text("# Half an")
    assert built_for("GREEN", root).files() == before


def test_files_that_extensions_generate_stay_while_nothing_changes(tmp_path: Path) -> None:
    files = whole()
    files["conf.py"] = (
        f"{files['conf.py']!s}\n"
        + """
from pathlib import Path

def generate(app):
    path = Path(app.srcdir, "generated.md")
    if not path.exists():
        path.write_text("---\\norphan: true\\n---\\n# Generated\\n")

def setup(app):
    app.connect("builder-inited", generate)
"""
    )
    root = _project(tmp_path, files)
    assert "generated.html" in built_for("GREEN", root).files()
    assert not (root / "src/generated.md").exists()
    assert read_pages(built_for("GREEN", root)) == []


def test_two_builds_at_once_take_turns(tmp_path: Path) -> None:
    root = _project(tmp_path)
    option = ("-D", "briefing_audience=GREEN")
    both = [
        sphinx(root / "src", root / name, root / "doctrees", "html", *option)
        for name in ("one", "two")
    ]
    said = [finished(process) for process in both]
    assert said[0] == said[1]
    assert differing(root / "one", root / "two") == []


def test_make_mode_builds_for_an_audience_too(tmp_path: Path) -> None:
    root = _project(tmp_path)
    for options in ([], ["-E"], ["-a"], ["-j", "2"]):
        subprocess.run(
            [
                sys.executable, "-m", "sphinx", "-M", "html", "src", "build", "-q",
                "-D", "briefing_audience=GREEN", *options,
            ],
            cwd=root,
            check=True,
            capture_output=True,
        )  # fmt: skip
        assert (root / "build/html/notes/mixed.html").is_file()
        assert not (root / "build/html/notes/red.html").exists()


def test_an_output_inside_of_the_sources_is_no_source(tmp_path: Path) -> None:
    root = _project(tmp_path)
    for audience in ("", "GREEN", "GREEN", "RED", "GREEN"):
        name = audience.lower() or "all"
        process = sphinx(
            root / "src", root / f"src/_build/{name}", root / "src/_build/doctrees", "html",
            "-D", f"briefing_audience={audience}",
        )  # fmt: skip
        finished(process)
    tree = root / "src/_build/doctrees/audience-green/briefing-audience"
    assert not [*tree.rglob("_build")]
