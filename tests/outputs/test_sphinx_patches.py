"""What is worked round in ``sphinx_patches`` is still wrong in Sphinx and MyST.

Each test builds without the toolkit and shows the fault. One that fails brings good news: the
module of the same name can go, and the test with it.
"""

import ast
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from docutils.parsers.rst import Directive, directives
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.search import IndexBuilder
from sphinx.search.en import SearchEnglish
from sphinx.testing.util import SphinxTestApp

from sphinx_briefing.code_digest import PACKAGE
from tests.support import Build, Content

FOLDER = PACKAGE / "sphinx_patches"
PLAIN: Mapping[str, object] = {
    "extensions": ["myst_parser"], "html_theme": "basic", "primary_domain": None,
}  # fmt: skip
LIST = "# Start\n\n```{toctree}\na\nb\n```\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><title>%s</title></svg>'


def still(fault: object) -> None:
    """Hold that a fault is still there."""
    name = sys._getframe(1).f_code.co_name.removeprefix("test_")
    assert fault, f"this has been mended: remove sphinx_patches/{name}.py, and this test"


def app_of(folder: Path, **files: str) -> SphinxTestApp:
    """Sphinx before it builds a project of some pages in reStructuredText."""
    (folder / "conf.py").write_text('html_theme = "basic"\n', encoding="utf-8")
    for name, text in {"index": "Start\n=====\n", **files}.items():
        (folder / f"{name}.rst").write_text(text, encoding="utf-8")
    return SphinxTestApp(srcdir=folder)


def test_every_patch_says_what_it_is_for_and_has_a_test() -> None:
    for path in sorted(FOLDER.glob("*.py")):
        if path.stem == "__init__":
            continue
        said = ast.get_docstring(ast.parse(path.read_bytes())) or ""
        for beginning in ("Works round: ", "Seen in: ", "Can go when: "):
            assert f"\n{beginning}" in said, f"{path.stem} does not say: {beginning}"
        assert f"test_{path.stem}" in globals(), f"nothing says when {path.stem} can go"


def test_late_theme_options(build: Build) -> None:
    built = build({"index.md": "# Start\n"}, conf={**PLAIN, "html_theme": "furo"})
    still("'pygments_dark_style'" in built.again({}).messages)


class Counting(set[str]):
    """A set that counts how often something is to leave it."""

    asked = 0

    def discard(self, element: object, /) -> None:
        Counting.asked += 1
        super().discard(element)


def test_listing_pages(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    try:
        app.env.files_to_rebuild = {f"p{n}": Counting({"index"}) for n in range(100)}
        TocTreeCollector().clear_doc(app, app.env, "elsewhere")
    finally:
        app.cleanup()
    still(Counting.asked >= 100)


def test_rewritten_lists(build: Build) -> None:
    built = build({"index.md": LIST, "a.md": "# A\n", "b.md": "# B\n"}, conf=PLAIN)
    before = built.path("index.html").stat().st_mtime_ns
    built.again({"a.md": "# A\n\nNew words below an old title.\n"})
    still(built.path("index.html").stat().st_mtime_ns != before)


def test_image_names(build: Build) -> None:
    files: dict[str, Content] = {
        "index.md": LIST,
        "a.md": "# A\n",
        "b.md": "# B\n\n![b](y/i.svg)\n",
        "x/i.svg": SVG % b"x",
        "y/i.svg": SVG % b"y",
    }
    built = build(files, conf=PLAIN)
    built.again({"a.md": "# A\n\n![a](x/i.svg)\n"})
    still(built.files()["_images/i.svg"] != built.afresh().files()["_images/i.svg"])


def test_section_numbers(build: Build) -> None:
    numbered = LIST.replace("a\nb", ":numbered:\n\na\nb")
    built = build({"index.md": numbered, "a.md": "# A\n", "b.md": "# B\n"}, conf=PLAIN)
    built.again({"index.md": LIST})
    still(built.text("index.html") != built.afresh().text("index.html"))


@pytest.mark.filterwarnings("ignore:'tags' will become")  # the builder's own fault
def test_devhelp_search(build: Build) -> None:
    built = build({"index.md": LIST, "a.md": "# A\n", "b.md": "# B\n"}, "devhelp", conf=PLAIN)
    assert built.warnings == []
    built.again({"a.md": "# A\n\nMore.\n"})
    still(any("search index couldn't be loaded" in text for text in built.warnings))


@pytest.mark.filterwarnings("ignore:.*Builder.app. is deprecated")  # the builder's own fault
def test_page_metadata(build: Build) -> None:
    pages: dict[str, Content] = {f"a{n}.rst": "Page\n====\n" for n in range(6)}
    built = build({**pages, "index.md": LIST.replace("a\nb", ":glob:\n\n*")}, "json", conf=PLAIN)
    still(built.text("a1.fjson") != built.afresh(jobs=2).text("a1.fjson"))


def test_module_code(build: Build) -> None:
    files = {
        "conf.py": "import sys\nsys.path.insert(0, '.')\nhtml_theme = 'basic'\n"
        "extensions = ['sphinx.ext.autodoc', 'sphinx.ext.viewcode']\n",
        "index.rst": "Start\n=====\n\n.. toctree::\n\n   a\n   b\n",
        "a.rst": "A\n=\n\n.. autofunction:: json.tool.main\n",
        "b.rst": "B\n=\n",
    }
    built = build(files)
    built.again({"a.rst": files["b.rst"], "b.rst": files["a.rst"]})
    page = "_modules/json/tool.html"
    still(built.text(page) != built.afresh().text(page))


def test_todo_lists(build: Build) -> None:
    todo = "```{todo} Of this page\n```\n"
    files = {"index.md": f"{LIST}\n```{{todolist}}\n```\n", "a.md": f"# A\n\n{todo}"}
    conf = {**PLAIN, "extensions": ["myst_parser", "sphinx.ext.todo"], "todo_include_todos": True}
    built = build({**files, "b.md": f"# B\n\n{todo}"}, conf=conf)
    built.again({"a.md": f"# A\n\n{todo}\nMore.\n"})
    order = [
        re.findall(r"([ab])\.html#", run.text("index.html")) for run in (built, built.afresh())
    ]
    still(order[0] != order[1])


SLOW = """
import os, pathlib, time
extensions = []


def setup(app):
    def read(app, docname, content):
        pathlib.Path(app.srcdir, f"{os.getpid()}.pid").touch()
        time.sleep(60)

    app.connect("source-read", read)
"""


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2]
    except OSError:
        return False
    return state.split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks Linux for processes")
def test_orphan_workers(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text(SLOW, encoding="utf-8")
    for name in ("index", *(f"p{n}" for n in range(12))):
        (tmp_path / f"{name}.rst").write_text("Page\n====\n", encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-j", "2", ".", "out"]
    build = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    workers: set[int] = set()
    try:
        for _ in range(600):
            workers = {int(path.stem) for path in tmp_path.glob("*.pid")}
            if len(workers) >= 2:
                break
            time.sleep(0.1)
        build.kill()
        build.wait()
        time.sleep(1)
        left = {pid for pid in workers if is_running(pid)}
    finally:
        build.kill()
        for pid in workers - {build.pid}:
            if is_running(pid):
                os.kill(pid, signal.SIGKILL)
    assert len(workers) >= 2
    still(left)


def test_noted_links(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    try:
        events = set(app.events.events) - {"linkcheck-process-uri"}  # of addresses on the web
    finally:
        app.cleanup()
    assert "doctree-resolved" in events
    still(not any("uri" in name or "link" in name or "address" in name for name in events))


def test_template_cache(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    try:
        templates: Any = app.builder.templates
    finally:
        app.cleanup()
    still(templates.environment.bytecode_cache is None)


def test_search_index(build: Build) -> None:
    files = {"index.md": LIST, "a.md": "# A\n\n```{index} alpha\n```\n", "b.md": "# B\n"}
    built = build(files, conf=PLAIN)
    assert '"alpha"' in built.text("searchindex.js")
    built.again({"b.md": "# B\n\nMore.\n"})
    still(built.text("searchindex.js") != built.afresh().text("searchindex.js"))


def test_search_stems(tmp_path: Path) -> None:
    stemmed: list[str] = []

    class Noting(SearchEnglish):
        def stem(self, word: str) -> str:
            stemmed.append(word)
            return super().stem(word)

    app = app_of(tmp_path, p=":orphan:\n\nPage\n====\n\nWords on harbours.\n")
    try:
        app.build()
        index = IndexBuilder(app.env, "en", {}, "")
        index.lang = Noting({})
        for name in ("one", "two"):
            index.feed(name, f"{name}.rst", "Page", app.env.get_doctree("p"))
    finally:
        app.cleanup()
    still(stemmed.count("harbours") == 2 or len(SearchEnglish({}).split("cafe\u0301s")) > 1)


ADDS = """
extensions = []
html_theme = "basic"


def setup(app):
    app.connect("builder-inited", lambda app: app.config.html_static_path.append("more"))
"""


def test_outdated_catalogues(build: Build) -> None:
    def catalogue(words: str) -> str:
        return 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n' + (
            f'msgid "Words."\nmsgstr "{words}"\n'
        )

    po = "locale/de/LC_MESSAGES/index.po"
    conf = {**PLAIN, "language": "de", "locale_dirs": ["locale"]}
    built = build({"index.md": "# Start\n\nWords.\n", po: catalogue("Worte.")}, conf=conf)
    assert "Worte." in built.text("index.html")
    (built.src / po).write_text(catalogue("Wörter."), encoding="utf-8")
    os.utime(built.src / po, (0, 0))
    still("Wörter." not in built.afresh().text("index.html"))


def test_static_path(build: Build) -> None:
    built = build({"conf.py": ADDS, "index.rst": "Start\n=====\n", "more/x.css": "p {}\n"})
    assert "html_static_path" not in built.messages
    still("'html_static_path'" in built.again({}).messages)


def test_myst_options() -> None:
    from myst_parser.parsers.directives import parse_directive_text

    class Names(Directive):
        option_spec = {"names": directives.unchanged}  # noqa: RUF012
        has_content = True

    quoted = parse_directive_text(Names, "", ':names: "Rolls, Inc."\n', line=1)
    mixed = parse_directive_text(Names, "", ':names: "Rolls, Inc.", RI\n', line=1)
    still(quoted.options == {"names": "Rolls, Inc."} or not mixed.options)


def test_myst_headings(build: Build) -> None:
    built = build({"index.md": "---\ntitle: Start\n---\n## Two\n\nWords.\n"}, conf=PLAIN)
    still(any("[myst.header]" in text for text in built.warnings))


def test_myst_block_headings(build: Build) -> None:
    text = "# Start\n\n```{only} never\n\n## Secret\n\nHidden words.\n```\n"
    still("Hidden words" in build({"index.md": text}, conf=PLAIN).text("index.html"))


OTHER = """
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

extensions = ["myst_parser"]
html_theme = "basic"


class Other(SphinxDirective):
    def run(self):
        lines = StringList(["Words.", "", "{nothing}`x`"], source="other.md")
        node = nodes.container()
        self.state.nested_parse(lines, 0, node)
        return [node]


def setup(app):
    app.add_directive("other", Other)
"""


def test_myst_warnings(build: Build) -> None:
    built = build({"conf.py": OTHER, "index.md": "# Start\n\n```{other}\n```\n"})
    assert built.warnings
    still(not any(text.startswith("other.md") for text in built.warnings))


def test_markdown_nesting(build: Build) -> None:
    deep = "".join(f"{'  ' * level}- level{level}\n" for level in range(12))
    html = build({"index.md": f"# Start\n\n{deep}"}, conf=PLAIN).text("index.html")
    assert "level5" in html
    still("level11" not in html)


TABLE = "# Start\n\n```{table} Two\n:name: two\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n```\n"


def test_table_wrappers(build: Build) -> None:
    html = build({"index.md": TABLE}, conf={**PLAIN, "html_theme": "furo"}).text("index.html")
    still(html.count('id="two"') > 1)
