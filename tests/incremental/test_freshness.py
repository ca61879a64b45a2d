"""Pages are written again when their answers change, whoever shares the folder."""

import os
import re
from pathlib import Path

import pytest
from sphinx.cmd.build import build_main

from tests.support import Build, Content, build_project

NOTE = """---
source:
  id: n
  title: A note
---
# Note

```{{claim}} {statement}
:id: said
:by: E5
```
"""
FILES = {
    "conf.py": 'extensions = ["myst_parser", "sphinx_briefing"]\nprimary_domain = "brief"\n'
    'html_theme = "basic"\n',
    "index.md": "# Start\n\n```{toctree}\nn\nb\nr\nplain\n```\n",
    "r.md": "# Register\n\n```{actor} E5\n:kind: group\n```\n",
    "b.md": "---\nbrief:\n  kind: flash\n  summary: Short.\n---\n# Brief\n\n```{claims}\n```\n",
    "plain.md": "# Plain\n\nNothing of ours.\n",
    "n.md": NOTE.format(statement="The first wording"),
}


PROJECT = {
    "index.md": "# Start\n\n```{toctree}\nn\nb\nr\nplain\n```\n",
    **{name: text for name, text in FILES.items() if name not in ("conf.py", "index.md")},
}


def run(root: Path, builder: str) -> None:
    assert build_main(["-q", "-b", builder, "-d", str(root / "d"), str(root), str(root / "o")]) == 0


def test_a_page_changes_with_what_it_prints_and_no_other_does(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    run(tmp_path, "html")
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "o").glob("*.html")}
    (tmp_path / "n.md").write_text(NOTE.format(statement="Another wording"), encoding="utf-8")
    run(tmp_path, "text")  # another builder in the same folder must not settle it for HTML
    run(tmp_path, "html")
    after = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "o").glob("*.html")}

    assert "Another wording" in (tmp_path / "o" / "b.html").read_text(encoding="utf-8")
    written = {name for name in before if before[name] != after[name]}
    assert {"n.html", "b.html"} <= written
    assert not {"plain.html", "r.html"} & written


def test_the_answers_are_stored_beside_each_output(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    run(tmp_path, "html")
    run(tmp_path, "text")
    stored = sorted(path.name for path in (tmp_path / "o").glob(".briefing-answers-*.json"))
    assert stored == [
        f".briefing-answers-{builder}.json" for builder in ("briefpdf", "html", "text")
    ]
    hashes = (tmp_path / "o" / stored[1]).read_text(encoding="utf-8")
    assert re.search(r'"b": "[0-9a-f]{32}"', hashes)


def test_the_log_says_how_many_pages_are_answered_anew_and_why(build: Build) -> None:
    built = build(PROJECT)
    built.again({"n.md": NOTE.format(statement="Another wording")})
    assert "briefing: 1 pages answered anew: 1 show changed records" in built.messages
    built.again()
    assert "answered anew" not in built.messages


def test_what_no_page_prints_writes_no_page(build: Build) -> None:
    built = build({**PROJECT, "b.md": FILES["b.md"].replace("```{claims}\n```", "By {actor}`E5`.")})
    written = built.path("b.html").stat().st_mtime_ns
    built.again({"n.md": NOTE.format(statement="Another wording")})
    assert built.path("b.html").stat().st_mtime_ns == written


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text"])
def test_outputs_of_deleted_pages_are_gone(build: Build, builder: str) -> None:
    built = build(PROJECT, builder)
    assert [name for name in built.files() if name.startswith(("n.", "n/"))]
    built.again({"n.md": None, "index.md": PROJECT["index.md"].replace("\nn", "")})
    assert not [name for name in built.files() if name.startswith(("n.", "n/", "_sources/n."))]


def test_a_reference_that_broke_is_reported_though_its_page_was_not_read(build: Build) -> None:
    files = {**PROJECT, "plain.md": "# Plain\n\nSee {ref}`there`.\n"}
    built = build({**files, "r.md": f"{FILES['r.md']}\n(there)=\n## A place\n"})
    assert built.warnings == []
    built.again({"r.md": FILES["r.md"]})
    assert built.warnings == built.afresh().warnings
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("plain.md:3: WARNING: undefined label: 'there'")


def test_a_record_that_is_gone_is_reported_where_it_was_referred_to(build: Build) -> None:
    built = build({**PROJECT, "plain.md": "# Plain\n\nAsk {actor}`E5`.\n"})
    assert built.warnings == []
    built.again({"r.md": "# Register\n"})
    assert built.warnings == built.afresh().warnings
    assert [line.partition(" WARNING")[0] for line in built.warnings] == ["n.md:10:", "plain.md:3:"]


@pytest.mark.parametrize("left", ["", "# Sphinx build info version 1\n# This file"])
def test_what_a_killed_build_left_half_written_stops_no_build(build: Build, left: str) -> None:
    built = build(PROJECT)
    (built.out / ".buildinfo").write_text(left, encoding="utf-8")
    built.again()
    assert built.warnings == []
    assert built.files() == built.afresh().files()


def test_a_broken_search_index_is_made_anew(build: Build) -> None:
    built = build(PROJECT)
    (built.out / "searchindex.js").write_text("Search.setIndex({", encoding="utf-8")
    changed = {name: f"{text}\nMore.\n" for name, text in PROJECT.items()}
    built.again(changed)
    assert built.files() == built.afresh().files()


def test_an_edit_that_changes_neither_size_nor_time_is_seen(build: Build) -> None:
    files = {
        "plain.md": "# Plain\n\nDue on 1 May.\n\n```{include} part.txt\n```\n",
        "part.txt": "Begun on 2 May.\n",
    }
    built = build({**PROJECT, **files})
    for name, text in files.items():
        found = (built.src / name).stat()
        (built.src / name).write_text(text.replace("May", "Jun"), encoding="utf-8")
        os.utime(built.src / name, ns=(found.st_atime_ns, found.st_mtime_ns))
        built.again()
    assert "Due on 1 Jun." in built.text("plain.html")
    assert "Begun on 2 Jun." in built.text("plain.html")
    assert built.files() == built.afresh().files()


def test_what_has_not_changed_is_not_read_again_whatever_its_time(build: Build) -> None:
    built = build(PROJECT)
    os.utime(built.src / "plain.md", (0, 0))
    built.again()
    assert "0 added, 0 changed, 0 removed" in built.messages


NUMBERED = "# Start\n\n```{toctree}\n:numbered:\n\nplain\nr\nb\nn\n```\n"


@pytest.mark.parametrize(
    "index",
    [
        NUMBERED.replace(":numbered:\n", ""),
        NUMBERED.replace("\nr\n", "\n"),
        NUMBERED.replace(":numbered:", ":numbered: 1\n:hidden:"),
        NUMBERED.replace("plain\nr\n", "r\nplain\n"),
        NUMBERED.replace("plain", "b") + NUMBERED.partition("\n\n")[2],
    ],
)
def test_numbers_of_sections_go_with_their_table(build: Build, index: str) -> None:
    built = build({**PROJECT, "index.md": NUMBERED}, conf={"html_theme": "alabaster"})
    assert "2. </span>Register" in built.text("r.html")
    built.again({"index.md": index})
    clean = built.afresh()
    assert built.files() == clean.files()
    assert built.warnings == clean.warnings


@pytest.mark.filterwarnings("ignore:'tags' will become")  # the help builders do not give them
@pytest.mark.parametrize("builder", ["epub", "htmlhelp", "qthelp", "devhelp", "applehelp"])
def test_books_and_help_files_are_exact(build: Build, builder: str) -> None:
    conf = {
        "version": "1",
        "copyright": "Nobody",
        "applehelp_bundle_id": "org.example",
        "applehelp_disable_external_tools": True,
    }
    built = build(PROJECT, builder, conf=conf)
    assert built.warnings == []
    built.again({"n.md": NOTE.format(statement="Another wording")})
    clean = built.afresh()
    assert built.warnings == clean.warnings == []
    kept = {name: text for name, text in built.files().items() if not _is_dated(name)}
    assert [name for name in kept if kept[name] != clean.files()[name]] == []
    brief = next(name for name in kept if name.endswith(("/b.html", "b.xhtml", "b.html")))
    assert b"Another wording" in kept[brief]


def _is_dated(name: str) -> bool:
    """Whether a file holds the time of the build, by Sphinx's own doing."""
    return name.endswith((".epub", "content.opf", ".devhelp.gz"))


FAULTY = {
    "plain.md": "# Plain\n\nSee {ref}`nowhere` and {that}`x`.\n\n```{include} part.md\n```\n",
    "part.md": "Read {this}`x` in {doc}`nothing`.\n",
    "lone.md": "# Alone\n",
}
ALL_SAID = {"exclude_patterns": ["part.md"], "suppress_warnings": []}


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("builder", ["html", "text", "latex", "briefdocx", "briefpdf"])
def test_what_was_said_of_pages_is_said_again(build: Build, builder: str, jobs: int) -> None:
    built = build({**PROJECT, **FAULTY}, builder, conf=ALL_SAID)
    said = sorted(built.warnings)
    whats = ['"this"', '"that"', "in any toctree"]
    if not builder.startswith("brief"):
        whats += ["'nowhere'", "'nothing'"]
    assert [what for what in whats if not any(what in line for line in said)] == []
    assert sorted(built.again(jobs=jobs).warnings) == said
    built.again(
        {"index.md": PROJECT["index.md"] + "\nMore.\n", "n.md": f"{FILES['n.md']}\nMore.\n"}
    )
    assert sorted(built.warnings) == said
    assert built.status == 0
    built.again({"plain.md": PROJECT["plain.md"]})
    assert sorted(built.warnings) == [line for line in said if "in any toctree" in line]


def test_warnings_of_a_page_that_is_gone_are_gone(build: Build) -> None:
    built = build({**PROJECT, **FAULTY}, conf=ALL_SAID)
    built.again({"plain.md": None, "lone.md": None})
    assert built.warnings == built.afresh().warnings
    assert not [line for line in built.warnings if line.startswith(("plain", "lone", "part"))]


def test_warnings_may_end_a_second_build_too(tmp_path: Path) -> None:
    for name, text in {
        **FILES,
        "plain.md": FAULTY["plain.md"],
        "part.md": FAULTY["part.md"],
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for _ in range(2):
        assert build_main(["-q", "-W", str(tmp_path), str(tmp_path / "o")]) == 1


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "texinfo", "man", "gettext"])
def test_whole_outputs_leave_nothing_behind(build: Build, builder: str) -> None:
    image = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    conf = {
        "latex_documents": [("index", "all.tex", "All", "A", "manual")],
        "man_pages": [("index", "all", "All", [], 1)],
        "texinfo_documents": [("index", "all", "All", "A", "all", "d", "c")],
    }
    files: dict[str, Content] = {**PROJECT, "plain.md": "# Plain\n\n![A box](box.svg)\n"}
    built = build({**files, "box.svg": image}, builder, conf=conf)
    first = set(built.files())
    built.again({"plain.md": None, "index.md": PROJECT["index.md"].replace("\nplain", "")})
    assert built.files().keys() == built.afresh().files().keys()
    gone = {"latex": "box.svg", "texinfo": "all-figures/box.svg", "singlehtml": "_images/box.svg"}
    assert gone.get(builder, "") in first - built.files().keys() or builder in ("man", "gettext")


@pytest.mark.filterwarnings("ignore:.*Builder.app. is deprecated")  # JSON, by its own doing
def test_pages_as_json_come_with_their_sources_as_they_are(build: Build) -> None:
    built = build(PROJECT, "json")
    built.again({"plain.md": "# Plain\n\nAnother text.\n"})
    assert built.warnings == []
    assert "Another text." in built.text("_sources/plain.md.txt")
    clean = built.afresh().files()
    kept = [name for name in clean if name not in ("environment.pickle", "last_build")]
    assert [name for name in kept if clean[name] != built.files().get(name)] == []


@pytest.mark.filterwarnings("ignore:.*Builder.app. is deprecated")  # the builders' own doing
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("builder", "suffix"), [("json", ".fjson"), ("pickle", ".fpickle")])
def test_pages_without_metadata_say_so_in_every_build(
    build: Build, builder: str, suffix: str, jobs: int
) -> None:
    plain = "Plain\n=====\n"
    files: dict[str, Content] = {f"{name}.rst": plain for name in "abcxyz"}  # around the index
    built = build(files, builder, jobs=jobs)
    built.again({"z.rst": f"{plain}\nMore.\n"})
    clean = built.afresh()
    pages = [name for name in clean.files() if name.endswith(suffix)]
    assert f"z{suffix}" in pages
    assert {name: built.files()[name] for name in pages} == {
        name: clean.files()[name] for name in pages
    }


def test_what_is_remembered_holds_no_place_on_this_machine(build: Build, tmp_path: Path) -> None:
    broken = "# Plain\n\n{nothing}`here`\n\n```{literalinclude} n.md\n```\n"
    broken += "\n```{include} there-is-none.md\n```\n"
    one = build({**PROJECT, "plain.md": broken})
    other = build_project(tmp_path / "elsewhere" / "deeper", {**PROJECT, "plain.md": broken})
    name = ".briefing-answers-html.json"
    assert (one.out / name).read_bytes() == (other.out / name).read_bytes()


@pytest.mark.parametrize("name", ["plain.md", "plain.rst"])
def test_a_file_that_was_not_there_is_read_when_it_comes(build: Build, name: str) -> None:
    include = "```{include} part.txt\n```\n" if name.endswith("md") else ".. include:: part.txt\n"
    files = {**PROJECT, "plain.md": "", name: f"Plain\n=====\n\n{include}"}
    if name != "plain.md":
        del files["plain.md"]
    built = build(files)
    assert len(built.warnings) == 1
    built.again({"part.txt": "Here now.\n"})
    assert built.warnings == []
    assert "Here now." in built.text("plain.html")
    assert built.files() == built.afresh().files()


MARKED = {
    "registers.md": "# Register\n\n```{actor} E6\n:kind: group\n```\n",
    "m.md": "---\ntlp: RED\nsource:\n  id: m\n  title: Marked\n---\n# Marked\n\n"
    "```{claim} It is so\n:id: so\n:by: E6\n```\n",
    "open.md": "# Open\n\n{claim}`so` {actor}`E6` {ref}`search`\n",
}


@pytest.mark.parametrize("builder", ["changes", "dummy", "gettext", "ledger", "man"])
def test_builders_that_write_no_pages_check_what_pages_print(build: Build, builder: str) -> None:
    built = build(MARKED, builder)
    assert built.status == 0
    assert [line for line in built.warnings if "[briefing.marking]" in line]
    assert sorted(built.again().warnings) == sorted(built.afresh().warnings)


def test_what_was_wrong_with_a_page_is_forgotten_with_it(build: Build) -> None:
    built = build(MARKED)
    assert [line for line in built.warnings if line.startswith("open.md")]
    built.builder = "text"  # which is told that the page is gone
    built.again({"open.md": None})
    built.builder = "html"
    built.again()
    assert built.warnings == built.afresh().warnings
    assert not [line for line in built.warnings if line.startswith("open.md")]
    record = ".briefing-answers-html.json"
    assert (built.out / record).read_bytes() == (built.afresh().out / record).read_bytes()
