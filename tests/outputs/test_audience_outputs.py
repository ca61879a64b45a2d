"""Outputs for one audience are those of the project without what is not for it."""

from pathlib import Path

import pytest

from tests.audiences import PNG, for_green, whole, without_red
from tests.building import differing, finished, sphinx
from tests.support import Build, Content, write

BUILDERS = ("html", "dirhtml", "gettext", "xml", "pseudoxml", "latex", "text", "ledger")


@pytest.mark.parametrize("builder", BUILDERS)
def test_outputs_are_those_of_the_project_without(tmp_path: Path, builder: str) -> None:
    pruned = for_green(tmp_path / "whole", builder)
    other = without_red(tmp_path / "deleted", builder)
    assert differing(pruned.out, other.out, pruned.root, other.root) == ["briefing-audience.json"]


def test_catalogues_lead_to_the_files_of_the_author(tmp_path: Path) -> None:
    pruned = for_green(tmp_path, "gettext")
    assert "#: ../../src/notes/mixed.md:12\n" in pruned.text("notes.pot")
    assert "briefing-audience" not in pruned.text("notes.pot")


def test_what_is_used_by_removed_things_alone_is_not_copied(tmp_path: Path) -> None:
    names = for_green(tmp_path).files().keys()
    assert "_images/box.png" in names
    assert not [name for name in names if "secret" in name or "walfish" in name]


def test_snapshots_of_removed_notes_are_no_pages(tmp_path: Path) -> None:
    pruned = for_green(tmp_path, "text")
    assert "archive/walfish.txt" not in pruned.files()


def test_pages_may_include_files_above_the_sources(build: Build, tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "map.png").write_bytes(PNG)
    (tmp_path / "MORE.md").write_text("More words.\n")
    (tmp_path / "README.md").write_text(
        "Read me.\n\n```{restricted} RED\nWalfish\n```\n\n```{include} ../../MORE.md\n```\n"
    )
    page = "# Start\n\n```{include} ../../README.md\n```\n\n![A map](../../figures/map.png)\n"
    built = build({"index.md": page}, conf={"briefing_audience": "GREEN"})
    assert built.warnings == []
    text = built.text("index.html")
    assert "Read me." in text
    assert "More words." in text
    assert "Walfish" not in text
    assert "_images/map.png" in built.files()


FOLDERS: dict[str, Content] = {
    "index.md": "# Start\n",
    "_static/own.css": "body { color: black }\n",
    "_static/logo.png": PNG,
    "extra/robots.txt": "User-agent: *\n",
    "extra/.well-known/security.txt": "Contact: desk\n",
    "extra/note.md": "---\ntlp: RED\n---\n# Walfish\n",
    "_templates/layout.html": '{% extends "!layout.html" %}\n'
    '{% block extrahead %}<meta name="house" content="ours">{% endblock %}\n',
    "locales/de/LC_MESSAGES/index.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"'
    '\n\nmsgid "Start"\nmsgstr "Anfang"\n',
}


def test_folders_of_the_configuration_keep_working(build: Build) -> None:
    conf = {
        "briefing_audience": "GREEN",
        "html_static_path": ["_static"],
        "html_css_files": ["own.css"],
        "html_logo": "_static/logo.png",
        "html_favicon": "_static/logo.png",
        "html_extra_path": ["extra"],
        "templates_path": ["_templates"],
        "locale_dirs": ["locales"],
        "language": "de",
        "exclude_patterns": ["extra"],
    }
    built = build(FOLDERS, conf=conf)
    assert built.warnings == []
    text = built.text("index.html")
    assert '<meta name="house" content="ours">' in text
    assert "Anfang" in text
    assert {"_static/own.css", "_static/logo.png", "robots.txt", ".well-known/security.txt"} <= (
        built.files().keys()
    )
    assert "note.md" not in built.files()


def test_links_that_lead_out_of_the_sources_stay_such(build: Build, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.md").write_text("Said elsewhere.\n")
    note = "---\nsource:\n  title: T\n  publisher: P\n  date: 2026-01-01\n---\n# Note\n\n"
    files = {"index.md": "# Start\n\n```{toctree}\nnote\n```\n", "note.md": f"{note}Words.\n"}
    built = build(files, conf={"briefing_audience": "GREEN"})
    (built.src / "linked.txt").symlink_to(tmp_path / "elsewhere.md")
    (built.src / "broken.txt").symlink_to(tmp_path / "nowhere.md")
    (built.src / "inner.txt").symlink_to(built.src / "plain.txt")
    built.again({"note.md": f"{note}```{{include}} linked.txt\n```\n", "plain.txt": "Said here.\n"})
    assert len(built.warnings) == 1
    assert (
        "note.md:9: WARNING: include: a file outside the sources is not read" in (built.warnings[0])
    )
    built.again({"note.md": f"{note}```{{include}} inner.txt\n```\n"})
    assert built.warnings == []
    assert "Said here." in built.text("note.html")


def test_files_of_briefs_are_made_of_the_same_sources(tmp_path: Path) -> None:
    files = whole()
    files["conf.py"] = f"{files['conf.py']!s}\nbriefing_files = ['pdf', 'docx']\n"
    pruned = for_green(tmp_path, files=files)
    assert {"briefs/policy.pdf", "briefs/policy.docx"} <= pruned.files().keys()
    assert pruned.again().warnings == pruned.warnings
    doctrees = tmp_path / "first" / "doctrees" / "audience-green"
    assert not [*doctrees.rglob("briefing-audience/**/briefing-audience")]


def test_a_folder_of_sources_that_is_published_is_that_of_the_audience(build: Build) -> None:
    files: dict[str, Content] = {
        "index.md": "# Start\n\n```{restricted} RED\nWalfish\n```\n",
        "more/note.md": "---\ntlp: RED\n---\n# Walfish\n",
        "more/open.md": "# More\n",
        "more/list.csv": "a,b\n",
    }
    built = build(files, conf={"briefing_audience": "GREEN", "html_extra_path": [".", "more"]})
    assert {"index.md", "more/open.md", "open.md", "list.csv"} <= built.files().keys()
    assert not [name for name, content in built.files().items() if b"alfish" in content]


def test_nothing_beside_the_output_holds_what_was_taken_out(tmp_path: Path) -> None:
    files = whole()
    files["conf.py"] = f"{files['conf.py']!s}\nbriefing_files = ['pdf']\n"
    built = for_green(tmp_path, files=files).again()
    holders = [
        path
        for path in (tmp_path / "first").rglob("*")
        if path.is_file() and b"alfish" in path.read_bytes()
    ]
    assert holders == []
    assert not [*(tmp_path / "first").rglob("secret.*")]
    assert built.status == 0


def test_files_that_remaining_pages_may_use_stay(build: Build) -> None:
    cut = (
        "```{restricted} RED\n![Walfish](map.png) ![Walfish](logo.png) {download}`plan.csv`\n```\n"
    )
    files: dict[str, Content] = {
        "index.md": f"# Start\n\n![A map](map.*)\n\n{cut}\n{{download}}`more/plan.csv`\n",
        "map.png": PNG,
        "logo.png": PNG,
        "plan.csv": "a,b\n",
        "more/plan.csv": "c,d\n",
    }
    built = build(files, conf={"briefing_audience": "GREEN", "html_logo": "logo.png"})
    assert built.warnings == []
    assert {"_images/map.png", "_static/logo.png"} <= built.files().keys()


EXTENSION = """
from pathlib import Path

def look(app, *others):
    path = Path(app.srcdir, "notes/red.md")
    with Path(app.outdir, "seen.txt").open("a") as file:
        file.write(f"{path.exists()} {path.name}\\n")

def setup(app):
    app.connect("config-inited", look)
    app.connect("builder-inited", look)
    app.connect("env-before-read-docs", look)
    app.connect("build-finished", look)
"""


def test_other_extensions_find_nothing_of_it(tmp_path: Path) -> None:
    files = whole()
    files["conf.py"] = f"{files['conf.py']!s}\n{EXTENSION}"
    built = for_green(tmp_path, files=files)
    assert built.text("seen.txt").splitlines() == ["False red.md"] * 4


def test_a_configuration_may_lie_elsewhere(tmp_path: Path) -> None:
    src, conf, out = tmp_path / "pages", tmp_path / "house", tmp_path / "out"
    for name, content in whole().items():
        write((conf if name == "conf.py" else src) / name, content)
    write(conf / "static/own.css", "body { color: black }\n")
    write(conf / "extra/robots.txt", "User-agent: *\n")
    write(src / "shared/logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    with (conf / "conf.py").open("a") as file:
        file.write(
            "\nbriefing_audience = 'GREEN'\nhtml_static_path = ['static', '../pages/shared']\n"
            "html_extra_path = ['extra']\nhtml_logo = '../pages/shared/logo.svg'\n"
        )
    for _turn in range(2):
        finished(sphinx(src, out, tmp_path / "doctrees", "html", "-c", str(conf)))
        for name in ("_static/own.css", "_static/logo.svg", "robots.txt", "notes/mixed.html"):
            assert (out / name).is_file(), name
        assert not (out / "notes/red.html").exists()


def test_captions_of_contents_are_translated_from_the_files_of_the_author(build: Build) -> None:
    cut = "```{restricted} RED\nWalfish\n```"
    page = f"# Start\n\n{cut}\n\n```{{toctree}}\n:caption: Pages\n\nmore\n```\n"
    conf = {"briefing_audience": "GREEN"}
    text = build({"index.md": page, "more.md": "# More\n"}, "gettext", conf=conf).text("index.pot")
    assert '#: ../../src/index.md:3\nmsgid "Pages"' in text
