"""Everything that is said in a build reaches the table, the SARIF file and the annotations.

So it does whoever said it and when: for the configuration, for pages that are not made again, for
files that are written, and for what is known when all is written.
"""

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sphinx.application import Sphinx
from sphinx.cmd.build import build_main
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_briefing.diagnostics.build_log import log_of
from tests.corpus import brief, note, page, record
from tests.support import BASE_CONF, BASE_INDEX, ROOTS, Build, Built, Content, write

pytest.importorskip("typst")
pytest.importorskip("docx")

FOREIGN = "Words.\n\n```{raw} html\n<b>lost</b>\n```\n"
E5 = record("actor", "E5", kind="group")
SQUARE = (ROOTS / "torture" / "square.png").read_bytes()
FILES: dict[str, Content] = {
    "square.png": SQUARE,
    "r.md": page({}, E5),
    "n.md": note(record("claim", "C", by="E5, Nobody")),
    "s.md": note(record("claim", "Secret", by="E5", tlp="RED")),
    "b.md": brief(f"{FOREIGN}\n![](square.png)\n"),
    "c.md": brief("No glyph: \U000f1234. {claim}`secret`\n"),
    **{f"p{number}.md": page({}, "Words.") for number in range(6)},
}
SHOWN = {"briefing_sarif": "found.sarif", "briefing_summary": True}
CONF = {
    **SHOWN,
    "briefing_checks": {"weak": "loud"},
    "briefing_pdf_fonts": ["none"],
    "briefing_docx_reference": "none.docx",
    "briefing_feeds": ["atom"],
    "briefing_pdf_bundles": {
        "all": {"title": "All", "briefs": ["b", "gone"]},
    },
}
SECTIONS = {("b.md", 3, "section", "note"), ("c.md", 3, "section", "note")}
ALWAYS = {
    ("n.md", 8, "unknown", "warning"),
    ("conf.py", "briefing_checks", "field", "warning"),
    ("conf.py", "briefing_feeds", "field", "warning"),
    ("c.md", 9, "marking", "warning"),
    ("s.md", 7, "marking", "warning"),
    *SECTIONS,
}
OWN: dict[str, set[tuple[str, int | str, str, str]]] = {
    "html": set(),
    "latex": set(),
    "briefpdf": {
        ("conf.py", "briefing_pdf_fonts", "pdf", "warning"),
        ("conf.py", "briefing_pdf_bundles", "field", "warning"),
        ("conf.py", "briefing_pdf_bundles", "pdf", "warning"),
        ("b.md", 11, "pdf", "warning"),
        ("b.md", 1, "pdf", "warning"),
        ("b.md", 15, "pdf", "warning"),
        ("c.md", 9, "pdf", "warning"),
    },
    "briefdocx": {
        ("conf.py", "briefing_docx_reference", "docx", "warning"),
        ("b.md", 11, "docx", "warning"),
        ("b.md", 15, "docx", "warning"),
    },
}


def results(built: Built, name: str = "found.sarif") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(built.text(name))["runs"][0]["results"]
    return found


def places(built: Built) -> set[tuple[str, int | str, str, str]]:
    """File, line, code and level of each result; in the configuration, the value on the line."""
    conf = (built.src / "conf.py").read_text("utf-8").splitlines()
    found: set[tuple[str, int | str, str, str]] = set()
    for result in results(built):
        (location,) = result["locations"]
        file = location["physicalLocation"]["artifactLocation"]["uri"]
        line: int | str = location["physicalLocation"]["region"]["startLine"]
        if file == "conf.py":
            line = conf[int(line) - 1].partition(" ")[0]
        found.add((file, line, result["ruleId"].removeprefix("briefing."), result["level"]))
    return found


def ours(built: Built) -> list[str]:
    return sorted(warning for warning in built.warnings if "[briefing." in warning)


def totals(built: Built) -> tuple[int, int]:
    (total,) = re.findall(r"^total +(\d+) +(\d+)$", built.messages, re.M)
    return int(total[0]), int(total[1])


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("builder", OWN)
def test_all_that_is_said_reaches_all_sinks(
    build: Build, monkeypatch: pytest.MonkeyPatch, builder: str, jobs: int
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    built = build(FILES, builder, conf=CONF, jobs=jobs)
    first, said = built.text("found.sarif"), ours(built)
    assert places(built) == ALWAYS | OWN[builder]
    assert str(built.root) not in first
    for _ in range(2):
        found = results(built)
        warnings = [result for result in found if result["level"] == "warning"]
        assert len(warnings) == len(said)
        for result in warnings:
            assert [line for line in said if result["message"]["text"] in line]
        assert totals(built) == (len(warnings), len(found) - len(warnings))
        shown = [line for line in built.messages.splitlines() if line.startswith("::")]
        assert len(shown) == len(found)
        built.again()
        assert ours(built) == said
        assert built.text("found.sarif") == first


@pytest.mark.parametrize("builder", OWN)
def test_after_an_edit_the_file_is_that_of_a_clean_build(build: Build, builder: str) -> None:
    built = build(FILES, builder, conf=CONF)
    edits: list[dict[str, str | None]] = [
        {"p1.md": page({}, "Other words.")},
        {"b.md": f"{brief(FOREIGN)}\nAnother \U000f5678.\n"},
        {"n.md": note(record("claim", "C", by="E5"))},
        {"c.md": None},
        {"b.md": brief("Nothing is wrong.\n")},
        {"conf.py": None},
    ]
    for edit in edits:
        if "conf.py" in edit:
            conf = (built.src / "conf.py").read_text("utf-8")
            edit = {"conf.py": conf.replace("'loud'", "'note'").replace("['none']", "[]")}
        built.again(edit, jobs=2)
        clean = built.afresh()
        assert built.text("found.sarif") == clean.text("found.sarif"), edit
        assert totals(built) == totals(clean)
        assert ours(built) == ours(clean)


LIMITED = {"briefing_kinds": {"flash": {"words": 0, "requires": []}}}


@pytest.mark.parametrize("level", ["note", "warning"])
def test_a_brief_that_is_too_long_is_counted_whether_it_is_made_again_or_not(
    build: Build, level: str
) -> None:
    conf = {**CONF, **LIMITED, "briefing_checks": {"section": level}, "briefing_pdf_bundles": {}}
    built = build({"b.md": brief("Words. " * 3000, kind="flash")}, "briefpdf", conf=conf)
    first = built.text("found.sarif")
    assert ("b.md", 1, "section", level) in places(built)
    said = sum("pages" in line and "b.md" in line for line in built.messages.splitlines())
    assert said == (1 if level == "note" else 0)
    built.again()
    assert built.text("found.sarif") == first
    assert "[briefing.section]" in built.messages or level == "warning" or said == 1


def started(tmp_path: Path, **conf: object) -> Path:
    src = tmp_path / "src"
    lines = [f"{name} = {value!r}" for name, value in {**BASE_CONF, **conf}.items()]
    for name, text in {
        "conf.py": "\n".join(lines),
        "index.md": BASE_INDEX,
        "b.md": brief(FOREIGN, kind="flash"),
    }.items():
        write(src / name, text)
    return src


@pytest.mark.parametrize("builder", ["briefpdf", "briefdocx"])
def test_what_is_repeated_ends_a_strict_build_too(tmp_path: Path, builder: str) -> None:
    src = started(tmp_path)
    for _ in range(2):
        assert build_main(["-q", "-W", "-b", builder, str(src), str(tmp_path / "o")]) == 1
    assert build_main(["-q", "-W", "-b", "text", str(src), str(tmp_path / "t")]) == 0


def test_a_build_that_stops_at_a_warning_leaves_it_in_the_file(tmp_path: Path) -> None:
    src = started(tmp_path, briefing_sarif="found.sarif")
    strict = ["-q", "--exception-on-warning", "-b", "briefpdf", str(src), str(tmp_path / "o")]
    assert build_main(strict) == 2
    run = json.loads((tmp_path / "o" / "found.sarif").read_text("utf-8"))["runs"][0]
    found = [one["ruleId"] for one in run["results"]]
    assert found == ["briefing.section", "briefing.pdf"]


def test_messages_of_other_extensions_with_our_type_are_shown_too(build: Build) -> None:
    extension = (
        "from sphinx.util import logging\n\n"
        "def warn(app, doctree, docname):\n"
        "    logging.getLogger('house').warning('Too dull.', type='briefing', subtype='dull',\n"
        "                                       location=(docname, 1))\n\n"
        "def setup(app):\n"
        "    app.connect('doctree-resolved', warn)\n"
    )
    conf = "\n".join([f"{name} = {value!r}" for name, value in BASE_CONF.items()] + [extension])
    built = build({"conf.py": conf, "p.md": "# P\n"}, conf={"briefing_sarif": "found.sarif"})
    first = built.text("found.sarif")
    assert places(built) == {("index.md", 1, "dull", "warning"), ("p.md", 1, "dull", "warning")}
    assert built.again().text("found.sarif") == first


def test_what_others_suppress_is_not_counted(build: Build) -> None:
    conf = {**CONF, "suppress_warnings": ["toc.not_included", "briefing.pdf", "briefing.field"]}
    built = build(FILES, "briefpdf", conf=conf)
    assert {code for _, _, code, _ in places(built)} == {"unknown", "marking", "section"}


CHECKED = """
from sphinx_briefing import api

def faceless(ledger):
    for identifier, actor in ledger.records("actor").items():
        if not actor.country:
            yield api.Fault(actor, f"actor {identifier!r} has no country; give it one", "kind")

def setup(app):
    api.add_check(app, "stateless", faceless, help="An actor has no country.", level="note")
"""


@pytest.mark.parametrize(("checks", "level"), [({}, "note"), ({"stateless": "warning"}, "warning")])
def test_a_check_of_a_house_is_shown_as_ours_are(
    build: Build, checks: dict[str, str], level: str
) -> None:
    lines = [f"{name} = {value!r}" for name, value in BASE_CONF.items()]
    files = {"conf.py": "\n".join(lines) + CHECKED, "r.md": page({}, E5)}
    built = build(files, conf={**SHOWN, "briefing_checks": checks})
    for _ in range(2):
        assert places(built) == {("r.md", 4, "stateless", level)}
        assert totals(built) == ((0, 1) if level == "note" else (1, 0))
        assert re.search(r"^stateless +[01] +[01]$", built.messages, re.M)
        driver = json.loads(built.text("found.sarif"))["runs"][0]["tool"]["driver"]
        (rule,) = [rule for rule in driver["rules"] if rule["name"] == "stateless"]
        assert rule["shortDescription"] == {"text": "An actor has no country."}
        assert rule["defaultConfiguration"] == {"enabled": True, "level": "note"}
        built.again()


def test_notes_on_markings_are_printed_when_they_are_new_and_counted_ever_after(
    build: Build,
) -> None:
    conf = {**SHOWN, "briefing_checks": {"marking": "note", "section": "off", "unknown": "off"}}
    built = build(FILES, "text", conf=conf)
    first = built.text("found.sarif")
    expected = {("c.md", 9, "marking", "note"), ("s.md", 7, "marking", "note")}
    assert expected <= places(built)
    assert built.messages.count("[briefing.marking]") == 2
    built.again()
    assert built.messages.count("[briefing.marking]") == 0
    assert built.text("found.sarif") == first


@pytest.mark.parametrize("has_conf", [True, False])
def test_values_of_the_command_line_belong_to_the_configuration_where_there_is_a_file(
    tmp_path: Path, has_conf: bool
) -> None:
    src, out = started(tmp_path), tmp_path / "o"
    options = ["-D", "briefing_sarif=found.sarif", "-D", "briefing_autolink=loud"]
    if not has_conf:
        (src / "conf.py").unlink()
        options += ["-C", "-D", "extensions=myst_parser,sphinx_briefing"]
    assert build_main(["-q", *options, "-b", "dummy", str(src), str(out)]) == 0
    run = json.loads((out / "found.sarif").read_text("utf-8"))["runs"][0]
    (result,) = [one for one in run["results"] if one["ruleId"] == "briefing.field"]
    at = [place["physicalLocation"]["artifactLocation"]["uri"] for place in result["locations"]]
    assert at == (["conf.py"] if has_conf else [])


def test_books_hold_no_sarif_file(build: Build) -> None:
    conf = {"briefing_sarif": "lists/found.sarif", "epub_copyright": "A", "version": "1"}
    built = build({"p.md": "# P\n"}, "epub", conf=conf)
    for _ in range(2):
        assert built.warnings == []
        (book,) = built.out.glob("*.epub")
        with zipfile.ZipFile(book) as opened:
            assert not [name for name in opened.namelist() if name.endswith(".sarif")]
        assert results(built, "lists/found.sarif") == []
        built.again({"p.md": "# P\n\nWords.\n"})


def test_each_build_of_a_process_hears_itself_alone(tmp_path: Path) -> None:
    src = started(tmp_path)
    logs = []
    for name in ("one", "other"):
        out = tmp_path / name
        with patch_docutils(src), docutils_namespace():
            app = Sphinx(src, src, out, out / "d", "briefpdf", status=None, warning=None)
            app.build()
        assert log_of(app) is log_of(app)
        logs.append({entry.message for _, entry in log_of(app).entries()})
    assert logs[0] == logs[1]
    assert sum("leaves out raw html" in message for message in logs[0]) == 1
