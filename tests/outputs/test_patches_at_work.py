"""What is worked round in ``sphinx_patches`` does not happen with the toolkit.

Each test has the name of a module, and fails if that does nothing; the tests of
``test_sphinx_patches`` show the same faults without the toolkit.
"""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.search.en import SearchEnglish
from sphinx.testing.util import SphinxTestApp

from sphinx_briefing.code_digest import PACKAGE
from sphinx_briefing.sphinx_patches.noted_links import note_links
from tests.outputs import test_sphinx_patches as faults
from tests.outputs.test_sphinx_patches import LIST, SVG, is_running
from tests.support import Build, Content

WITH_IT = 'extensions = ["myst_parser", "sphinx_briefing"]\nprimary_domain = "brief"\n'


def app_of(folder: Path, conf: str = "", **files: str) -> SphinxTestApp:
    """Sphinx with the toolkit before it builds a project of some pages."""
    (folder / "conf.py").write_text(f'{WITH_IT}html_theme = "basic"\n{conf}', encoding="utf-8")
    for name, text in {"index": "Start\n=====\n", **files}.items():
        (folder / f"{name}.rst").write_text(text, encoding="utf-8")
    return SphinxTestApp(srcdir=folder)


def test_every_patch_is_seen_at_work() -> None:
    modules = {path.stem for path in (PACKAGE / "sphinx_patches").glob("*.py")} - {"__init__"}
    assert {f"test_{module}" for module in modules} <= globals().keys()


def test_late_theme_options(build: Build) -> None:
    built = build({"index.md": "# Start\n"}, conf={"html_theme": "furo"})
    assert "pygments_dark_style" not in built.again({}).messages
    conf = (built.src / "conf.py").read_text(encoding="utf-8")
    assert "'numfig'" in built.again({"conf.py": f"{conf}\nnumfig = True\n"}).messages


def test_listing_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables: list[int] = []

    def clear(collector: object, app: object, env: BuildEnvironment, docname: str) -> None:
        tables.append(len(env.files_to_rebuild))

    monkeypatch.setattr(TocTreeCollector, "clear_doc", clear)
    pages = {f"p{n}": f":orphan:\n\nP\n=\n\nMore {n}.\n" for n in range(30)}
    listed = "Start\n=====\n\n.. toctree::\n   :glob:\n\n   p*\n"
    app = app_of(tmp_path, index=listed, **pages)
    try:
        app.build()
        for name in pages:
            (tmp_path / f"{name}.rst").write_text(f"{pages[name]}\nMore.\n", encoding="utf-8")
        tables.clear()
        app.build()
        stored = (Path(app.doctreedir) / "environment.pickle").read_bytes()
        assert len(pickle.loads(stored).files_to_rebuild) == 30
    finally:
        app.cleanup()
    assert len(tables) >= 30
    assert max(tables) == 0


def test_rewritten_lists(build: Build) -> None:
    built = build({"index.md": LIST, "a.md": "# A\n", "b.md": "# B\n"})
    before = built.path("index.html").stat().st_mtime_ns
    built.again({"a.md": "# A\n\nNew words below an old title.\n"})
    assert built.path("index.html").stat().st_mtime_ns == before
    assert "New words" in built.text("a.html")


def test_image_names(build: Build) -> None:
    files: dict[str, Content] = {
        "index.md": LIST,
        "a.md": "# A\n",
        "b.md": "# B\n\n![b](y/i.svg)\n",
        "x/i.svg": SVG % b"x",
        "y/i.svg": SVG % b"y",
    }
    built = build(files)
    built.again({"a.md": "# A\n\n![a](x/i.svg)\n"})
    assert {"_images/i.svg", "_images/i1.svg"} <= built.files().keys()
    assert built.files() == built.afresh().files()


def test_section_numbers(build: Build) -> None:
    numbered = LIST.replace("a\nb", ":numbered:\n\na\nb")
    built = build({"index.md": numbered, "a.md": "# A\n", "b.md": "# B\n"})
    built.again({"index.md": LIST})
    assert "section-number" not in built.text("a.html")
    assert built.files() == built.afresh().files()


@pytest.mark.filterwarnings("ignore:'tags' will become")  # the builder's own fault
def test_devhelp_search(build: Build) -> None:
    built = build({"index.md": LIST, "a.md": "# A\n", "b.md": "# B\n"}, "devhelp")
    built.again({"a.md": "# A\n\nMore.\n"})
    assert built.warnings == []


@pytest.mark.filterwarnings("ignore:.*Builder.app. is deprecated")  # the builder's own fault
def test_page_metadata(build: Build) -> None:
    pages: dict[str, Content] = {f"a{n}.rst": "Page\n====\n" for n in range(6)}
    built = build({**pages, "index.md": LIST.replace("a\nb", ":glob:\n\n*")}, "json")
    assert built.text("a1.fjson") == built.afresh(jobs=2).text("a1.fjson")
    assert '"meta": {}' in built.text("a1.fjson")


def test_module_code(build: Build) -> None:
    described = "A\n=\n\n.. autofunction:: json.tool.main\n"
    conf = f"import sys\nsys.path.insert(0, '.')\nhtml_theme = 'basic'\n{WITH_IT}"
    conf += "extensions += ['sphinx.ext.autodoc', 'sphinx.ext.viewcode']\n"
    listed = "Start\n=====\n\n.. toctree::\n\n   a\n   b\n"
    built = build({"conf.py": conf, "index.rst": listed, "a.rst": described, "b.rst": "B\n=\n"})
    page = "_modules/json/tool.html"
    built.again({"b.rst": "B\n=\n\nMore.\n"})
    assert page in built.files()
    built.again({"a.rst": "B\n=\n", "b.rst": described})
    assert built.text(page) == built.afresh().text(page)
    built.again({"b.rst": "B\n=\n"})
    assert page not in built.files()


@pytest.mark.parametrize("builder", ["html", "text"])
def test_todo_lists(build: Build, builder: str) -> None:
    todo = "```{{todo}} {}\n```\n"
    extensions = ["myst_parser", "sphinx_briefing", "sphinx.ext.todo"]
    conf = {"extensions": extensions, "todo_include_todos": True}
    files = {
        "index.md": LIST.replace("a\nb", "a\nb\nlist"),
        "list.md": "# List\n\n```{todolist}\n```\n",
        "a.md": f"# A\n\n{todo.format('First')}",
        "b.md": f"# B\n\n{todo.format('Second')}",
    }
    built = build(files, builder, conf=conf)
    for text in (f"\n{todo.format('First')}", todo.format("Changed"), "None.\n", files["a.md"]):
        built.again({"a.md": f"# A\n\n{text}"})
        assert built.files() == built.afresh().files()
    assert "First" in built.text(f"list.{'html' if builder == 'html' else 'txt'}")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks Linux for processes")
def test_orphan_workers(tmp_path: Path) -> None:
    conf = faults.SLOW.replace("extensions = []", WITH_IT)
    (tmp_path / "conf.py").write_text(conf, encoding="utf-8")
    for name in ("index", *(f"p{n}" for n in range(12))):
        (tmp_path / f"{name}.rst").write_text("Page\n====\n", encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-j", "2", ".", "out"]
    build = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    workers: set[int] = set()
    left: set[int] = set()
    try:
        for _ in range(600):
            workers = {int(path.stem) for path in tmp_path.glob("*.pid")}
            if len(workers) >= 2:
                break
            time.sleep(0.1)
        build.kill()
        build.wait()
        for _ in range(100):  # of a busy machine
            left = {pid for pid in workers if is_running(pid)}
            if not left:
                break
            time.sleep(0.1)
    finally:
        build.kill()
        for pid in workers - {build.pid}:
            if is_running(pid):
                os.kill(pid, signal.SIGKILL)
    assert len(workers) >= 2
    assert not left


def test_noted_links(tmp_path: Path) -> None:
    pages = {
        "a": ":orphan:\n\nA\n=\n\n:doc:`b`, :ref:`there`\n",
        "b": "B\n=\n\n.. _there:\n\nC\n-\n",
    }
    app = app_of(tmp_path, index="Start\n=====\n\n.. toctree::\n\n   b\n", **pages)
    noted: set[tuple[str, str]] = set()
    try:
        note_links(app.builder, lambda one, other: noted.add((one, other)))
        app.build()
        assert app.builder.get_relative_uri("a", "b") == "b.html"
    finally:
        app.cleanup()
    assert {("a", "b"), ("index", "b")} <= noted
    assert ("b", "a") not in noted


@pytest.mark.parametrize("builder", ["html", "man", "gettext"])
def test_noted_links_are_what_markings_are_checked_by(build: Build, builder: str) -> None:
    files = {
        "strict.md": "---\ntlp: RED\n---\n# A secret plan\n",
        "open.md": "# Open\n\n{doc}`strict`\n",
    }
    conf: Mapping[str, object] = {"man_pages": [("index", "all", "All", [], 1)]}
    said = build(files, builder, conf=conf).warnings
    assert [line for line in said if line.startswith("open.md:3") and "'strict' is TLP:RED" in line]


def test_template_cache(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    try:
        app.build()
        templates: Any = app.builder.templates
        assert templates.environment.bytecode_cache is not None
        assert list(Path(app.doctreedir).glob(".briefing-templates/*/*"))
    finally:
        app.cleanup()


def test_search_index(build: Build) -> None:
    files = {"index.md": LIST, "a.md": "# A\n\n```{index} alpha\n```\n", "b.md": "# B\n\nBravo.\n"}
    built = build(files)
    built.again({"b.md": "# B\n\nMore.\n"})
    assert '"alpha"' in built.text("searchindex.js")
    assert '"bravo"' not in built.text("searchindex.js")
    assert built.text("searchindex.js") == built.afresh().text("searchindex.js")


def test_search_stems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stemmed: list[str] = []
    stem = SearchEnglish.stem

    def noting(language: SearchEnglish, word: str) -> str:
        stemmed.append(word)
        return stem(language, word)

    monkeypatch.setattr(SearchEnglish, "stem", noting)
    page = ":orphan:\n\nPage\n====\n\nWords on harbours and cafe\u0301s.\n"
    app = app_of(tmp_path, p=page, q=page)
    try:
        app.build()
        index = (Path(app.outdir) / "searchindex.js").read_text(encoding="utf-8")
    finally:
        app.cleanup()
    assert stemmed.count("harbours") == 1
    assert '"caf\u00e9' in index


def test_outdated_catalogues(build: Build) -> None:
    def catalogue(words: str) -> str:
        return 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n' + (
            f'msgid "Words."\nmsgstr "{words}"\n'
        )

    po = "locale/de/LC_MESSAGES/index.po"
    conf = {"language": "de", "locale_dirs": ["locale"]}
    built = build({"index.md": "# Start\n\nWords.\n", po: catalogue("Worte.")}, conf=conf)
    assert "Worte." in built.text("index.html")
    (built.src / po).write_text(catalogue("Wörter."), encoding="utf-8")
    os.utime(built.src / po, (0, 0))
    assert "Wörter." in built.again().text("index.html")


def test_static_path(build: Build) -> None:
    built = build({"index.md": "# Start\n"})
    names = [name for name in built.files() if name.startswith("_static/briefing")]
    assert names
    assert "html_static_path" not in built.again({}).messages
    assert [name for name in built.files() if name.startswith("_static/briefing")] == names


def test_myst_options(build: Build) -> None:
    options = ':id: r\n:kind: organisation\n:aliases: "Rolls, Inc.", RI\n'
    built = build({"index.md": f"# Start\n\n```{{actor}} Rolls\n{options}```\n"})
    assert built.warnings == []
    assert built.ledger["actors"]["r"]["aliases"] == ["Rolls, Inc.", "RI"]


def test_myst_headings(build: Build) -> None:
    built = build({"index.md": "---\ntitle: Start\n---\n## Two\n\nWords.\n"})
    assert built.warnings == []


def test_myst_block_headings(build: Build) -> None:
    text = "# Start\n\n```{only} never\n\n## Secret\n\nHidden words.\n```\n\nAfter.\n"
    html = build({"index.md": text}).text("index.html")
    assert "Hidden words" not in html
    assert "After." in html


def test_myst_warnings(build: Build) -> None:
    data = "- name: E5\n  kind: group\n  text: |\n    First.\n\n    {nothing}`x`\n"
    built = build(
        {"index.md": "# Start\n\n```{actors}\n:file: actors.yaml\n```\n", "actors.yaml": data}
    )
    said = [line for line in built.warnings if "nothing" in line]
    assert said
    assert all(line.startswith("actors.yaml:") for line in said)


def test_markdown_nesting(build: Build) -> None:
    deep = "".join(f"{'  ' * level}- level{level}\n" for level in range(12))
    assert "level11" in build({"index.md": f"# Start\n\n{deep}"}).text("index.html")


@pytest.mark.parametrize("theme", ["furo", "briefing"])
def test_table_wrappers(build: Build, theme: str) -> None:
    html = build({"index.md": faults.TABLE}, conf={"html_theme": theme}).text("index.html")
    assert html.count('id="two"') == 1
