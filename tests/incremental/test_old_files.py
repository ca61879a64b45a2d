"""Files that are copied or made no longer leave the output, with every builder that has any."""

import base64
from collections.abc import Mapping

import pytest

from tests.support import Build, Built, Content, _assignments

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
ADDED = "```{versionadded} 1.0\nAdded.\n```\n"
FILES: Mapping[str, Content] = {
    "index.md": "# Start\n\n```{toctree}\na\ndeep/b\n```\n",
    "a.md": f"# A\n\n![A box](box.svg)\n\n{ADDED}",
    "deep/b.md": f"# B\n\n{ADDED}",
    "box.svg": SVG,
    "one.sty": "% One\n",
    "two.sty": "% Two\n",
    "logo.png": PNG,
    "more/static/own.css": "p {}\n",
    "more/extra/robots.txt": "User-agent: *\n",
    "more/extra/deep/er.txt": "Deeper.\n",
    "_templates/added.html": "<p>Added.</p>\n",
}
CONF: Mapping[str, object] = {
    "version": "1.0",
    "exclude_patterns": ["_templates", "more"],
    "templates_path": ["_templates"],
    "html_static_path": ["more/static"],
    "html_extra_path": ["more/extra"],
    "html_additional_pages": {"added": "added.html"},
    "latex_documents": [("index", "all.tex", "All", "A", "manual")],
    "latex_additional_files": ["one.sty"],
    "latex_logo": "logo.png",
    "man_pages": [("index", "all", "All", [], 1)],
    "texinfo_documents": [("index", "all", "All", "A", "all", "d", "c")],
}
SHORT = "# Start\n\n```{toctree}\na\n```\n"
"""A start page without one of the pages."""
WHOLE = ("singlehtml", "latex", "texinfo", "man", "gettext", "changes")


def configured(built: Built, changes: Mapping[str, object]) -> Built:
    """The same project with other settings."""
    first = built.src / "conf-first.txt"
    if not first.exists():
        first.write_bytes((built.src / "conf.py").read_bytes())
    lines = [first.read_text(encoding="utf-8"), *_assignments(changes)]
    return built.again({"conf.py": "\n".join(lines)})


def names(built: Built) -> set[str]:
    """The files of an output that do not vary from build to build."""
    return {name for name in built.files() if not name.endswith(".buildinfo.bak")}


@pytest.mark.parametrize(
    ("builder", "changes", "gone"),
    [
        ("singlehtml", {"html_extra_path": []}, {"robots.txt", "deep/er.txt"}),
        ("singlehtml", {"html_static_path": []}, {"_static/own.css"}),
        ("singlehtml", {"html_additional_pages": {}}, {"added.html"}),
        ("singlehtml", {"html_file_suffix": ".htm"}, {"index.html", "added.html"}),
        ("latex", {"latex_additional_files": ["two.sty"]}, {"one.sty"}),
        ("latex", {"latex_logo": None}, {"logo.png"}),
        (
            "latex",
            {"latex_documents": [("index", "new.tex", "All", "A", "manual")]},
            {"all.tex"},
        ),
        ("latex", {"latex_documents": [("gone", "all.tex", "All", "A", "manual")]}, {"all.tex"}),
        (
            "texinfo",
            {"texinfo_documents": [("index", "new", "All", "A", "all", "d", "c")]},
            {"all.texi", "all-figures/box.svg"},
        ),
        ("man", {"man_pages": [("index", "all", "All", [], 7)]}, {"all.1"}),
        ("man", {"man_pages": [("gone", "all", "All", [], 1)]}, {"all.1"}),
        ("gettext", {"gettext_compact": False}, {"deep.pot"}),
        ("changes", {"version": "2.0"}, {"index.html", "changes.html", "rst/a.html"}),
    ],
)
def test_settings_that_make_other_files(
    build: Build, builder: str, changes: Mapping[str, object], gone: set[str]
) -> None:
    built = build(FILES, builder, conf=CONF)
    assert gone <= names(built)
    configured(built, changes)
    assert not gone & names(built)
    assert names(built) == names(built.afresh())


@pytest.mark.parametrize(
    ("builder", "gone"),
    [("changes", "rst/deep/b.html"), ("gettext", "deep.pot"), ("singlehtml", "deep/er.txt")],
)
def test_pages_and_files_that_are_gone(build: Build, builder: str, gone: str) -> None:
    built = build(FILES, builder, conf=CONF)
    assert gone in names(built)
    built.again({"index.md": SHORT, "deep/b.md": None, "more/extra/deep/er.txt": None})
    assert gone not in names(built)
    assert names(built) == names(built.afresh())


APPLE: Mapping[str, object] = {
    **CONF,
    "copyright": "Nobody",
    "applehelp_bundle_id": "org.example",
    "applehelp_disable_external_tools": True,
}
BOOK = {
    "html_additional_pages": {},
    "html_extra_path": [],
    "epub_basename": "Other",
    "htmlhelp_basename": "Other",
    "qthelp_basename": "Other",
    "devhelp_basename": "Other",
}


@pytest.mark.filterwarnings("ignore:'tags' will become")  # the help builders do not give them
@pytest.mark.parametrize("builder", ["epub", "htmlhelp", "qthelp", "devhelp", "applehelp"])
def test_books_hold_and_leave_nothing_old(build: Build, builder: str) -> None:
    built = build(FILES, builder, conf=APPLE)
    first = names(built)
    configured(built, BOOK)
    afresh = built.afresh()
    assert built.warnings == afresh.warnings
    second, clean = built.files(), afresh.files()
    assert second.keys() == clean.keys()
    assert {name for name in first if name.endswith(("robots.txt", "er.txt"))} - second.keys()
    kept = {name for name in clean if not name.endswith((".epub", ".opf", ".gz"))}  # of their time
    assert {name for name in kept if second[name] != clean[name]} == set()
    changes = ("deep/b.md", "more/static/own.css", "box.svg")
    built.again({"index.md": SHORT, "a.md": "# A\n", **dict.fromkeys(changes)})
    assert built.files().keys() == built.afresh().files().keys()
    assert first - built.files().keys() >= {"_static/own.css", "_images/box.svg"} & first


@pytest.mark.filterwarnings("ignore:'tags' will become")
def test_folders_of_apple_books(build: Build) -> None:
    files = {**FILES, "en.lproj/more.txt": "More.\n", "de.lproj/mehr.txt": "Mehr.\n"}
    built = build(files, "applehelp", conf={**APPLE, "applehelp_icon": "logo.png"})
    for changes in (
        {"applehelp_locale": "de"},
        {"applehelp_bundle_name": "Other"},
        {"applehelp_bundle_name": "Other", "applehelp_icon": None},
        {"language": "de"},
        {},
    ):
        before = names(built)
        configured(built, changes)
        assert before - names(built)
        assert names(built) == names(built.afresh())
    built.again({"en.lproj/more.txt": None})
    assert names(built) == names(built.afresh())


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_names_that_end_otherwise(build: Build, builder: str) -> None:
    built = build(FILES, builder, conf=CONF)
    for changes in (
        {"html_file_suffix": ".htm"},
        {"html_file_suffix": ".htm", "html_use_index": False},
        {},
    ):
        configured(built, changes)
        assert names(built) == names(built.afresh())


CODE = {
    "conf.py": "import sys\nsys.path.insert(0, '.')\nhtml_theme = 'basic'\n"
    "extensions = ['myst_parser', 'sphinx.ext.autodoc', 'sphinx.ext.viewcode',\n"
    "    'sphinx_briefing']\n",
    "index.rst": "Start\n=====\n\n.. toctree::\n\n   a\n   b\n   c\n",
    "a.rst": "A\n=\n\n.. autofunction:: json.tool.main\n",
    "b.rst": "B\n=\n",
    "c.rst": "C\n=\n\n.. autofunction:: json.dumps\n",
}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_pages_of_the_code_of_modules(build: Build, builder: str) -> None:
    built = build(CODE, builder)
    page = "_modules/json/tool.html" if builder == "html" else "_modules/json/tool/index.html"
    edits: tuple[Mapping[str, Content | None], ...] = (
        {"b.rst": "B\n=\n\nMore.\n"},
        {},
        {"b.rst": "B\n=\n\nStill more.\n"},
        {"a.rst": CODE["b.rst"], "b.rst": CODE["a.rst"]},
        {"c.rst": "New title\n=========\n"},
    )
    for edit in edits:
        built.again(edit)
        assert page in built.files()
        assert built.files() == built.afresh().files()
    built.again({"b.rst": CODE["b.rst"]})
    assert built.files() == built.afresh().files()
    assert page not in built.files()


STOP = """
def setup(app):
    def begin(app):
        finish = app.builder.finish

        def finish_and_stop():
            finish()
            raise RuntimeError("It was killed.")

        app.builder.finish = finish_and_stop

    app.connect("builder-inited", begin)
"""


def broken_off(
    built: Built, changes: Mapping[str, Content | None], conf_of_it: Mapping[str, object] = {}
) -> Built:
    """The same project after a build of changes that came to no end."""
    conf = (built.src / "conf.py").read_text(encoding="utf-8")
    lines = "\n".join([conf, *_assignments(conf_of_it), STOP])
    with pytest.raises(RuntimeError, match="It was killed"):
        built.again({**changes, "conf.py": lines})
    (built.src / "conf.py").write_text(conf, encoding="utf-8")
    return built


@pytest.mark.parametrize("builder", WHOLE)
def test_what_a_killed_build_has_made_is_removed(build: Build, builder: str) -> None:
    files = {name: text for name, text in FILES.items() if name not in ("box.svg", "deep/b.md")}
    files |= {"index.md": SHORT, "a.md": f"# A\n\n{ADDED}"}
    built = build(files, builder, conf=CONF)
    clean = names(built)
    more = {name: FILES[name] for name in ("index.md", "a.md", "deep/b.md", "box.svg")}
    broken_off(built, {**more, "more/extra/new.txt": "New.\n"})
    built.again({name: files.get(name) for name in (*more, "more/extra/new.txt")})
    assert names(built) == clean


@pytest.mark.parametrize("builder", ["html", "text", "json", "qthelp"])
@pytest.mark.filterwarnings("ignore:'tags' will become", "ignore:.*Builder.app. is deprecated")
def test_pages_and_copies_of_a_killed_build_are_removed(build: Build, builder: str) -> None:
    added = {name: FILES[name] for name in ("deep/b.md", "box.svg")}
    files = {name: text for name, text in FILES.items() if name not in added}
    files |= {"index.md": SHORT, "a.md": "# A\n"}
    built = build(files, builder, conf={**CONF, "html_additional_pages": {}})
    clean = names(built)
    more = {**added, "index.md": FILES["index.md"], "a.md": FILES["a.md"], "more/static/x.css": ""}
    more |= {"more/extra/new.txt": "New.\n"}
    broken_off(built, more, {"html_additional_pages": {"added": "added.html"}})
    built.again({name: files.get(name) for name in more})
    assert names(built) == clean


@pytest.mark.parametrize("change", [{"applehelp_bundle_name": "Other"}, {"language": "de"}])
@pytest.mark.filterwarnings("ignore:'tags' will become")
def test_folders_of_a_killed_build_are_removed(build: Build, change: Mapping[str, object]) -> None:
    built = build(FILES, "applehelp", conf=APPLE)
    clean = names(built)
    broken_off(built, {}, change)
    assert names(built) - clean
    built.again({"a.md": "# A\n"})
    assert names(built) == clean - {name for name in clean if name.endswith("box.svg")}
