"""Notes of captured sources: what they hold, that they build, and that they change nothing else."""

import errno
import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.articles.corpus import articles, retellings
from bench.articles.model import Article
from sphinx_briefing.capture.markup import scalar
from sphinx_briefing.capture.model import Captured, Facts, Highlight
from sphinx_briefing.capture.note import Speaker, Surroundings, note_text
from sphinx_briefing.commands.app import DONE, FAILED, run
from tests.capture import samples
from tests.snapshot_files import pdf
from tests.support import BASE_CONF, BASE_INDEX, Build, write

REGISTER = """\
    # People

    ```{actor} Karsk
    :kind: state
    ```

    ```{actor} Владимир Норланд
    :kind: person
    :aliases: Норландія
    ```
    """
CONF = "\n".join(f"{name} = {value!r}" for name, value in BASE_CONF.items())


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project, in which we are."""
    src = tmp_path / "src"
    write(src / "conf.py", CONF)
    write(src / "index.md", BASE_INDEX)
    write(src / "register.md", REGISTER)
    monkeypatch.chdir(src)
    monkeypatch.setenv("BRIEFING_CACHE", str(tmp_path / "cache"))
    return src


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def article(layout: str, language: str) -> Article:
    return next(one for one in articles(4, 5) if (one.layout, one.language) == (layout, language))


def test_a_page_becomes_a_note_that_builds(
    project: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    made = article("newspaper json ld", "uk")
    (project / "saved.html").write_text(made.page, encoding="utf-8")
    assert run(["clip", "saved.html"]) == DONE
    printed = capsys.readouterr()
    (project / "saved.html").unlink()
    name = printed.out.strip()
    assert name.startswith(f"notes/{made.date}-")
    assert printed.err == ""
    text = (project / name).read_text(encoding="utf-8")
    [snapshot] = (project / "archive").iterdir()
    assert (
        f"snapshot: archive/{snapshot.name}  # SHA-256 {sha256(snapshot.read_bytes()).hexdigest()}"
        in text
    )
    assert "% Actors of the register in the text: " in text
    assert "para 2: Міністри обох країн" in text
    assert "## Claims" in text
    built = build(files_of(project))
    assert built.warnings == []
    [source] = built.ledger["sources"].values()
    assert source["author"] == made.author
    assert (source["title"], source["date"], source["type"]) == (made.title, made.date, "news")


def test_new_note_from_a_file_in_restructured_text(project: Path, build: Build) -> None:
    (project / "ferry.pdf").write_bytes(samples.annotated_pdf())
    assert run(["new", "note", "notes/ferry.rst", "--from", "ferry.pdf"]) == DONE
    (project / "ferry.pdf").unlink()
    text = (project / "notes/ferry.rst").read_text(encoding="utf-8")
    assert ".. quote::" in text
    assert ".. actor:: Jane Doe" in text
    assert "Your note: Whose engines?" in text
    built = build(files_of(project))
    assert built.warnings == []
    quotes = built.ledger["quotes"]
    assert [one["locator"] for one in quotes.values()] == ["p. 1", "p. 2"]
    assert quotes["q-ferry-2"]["text"] == samples.SECOND


def test_only_a_note_has_a_source(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "policy", "--from", "x.html"]) == FAILED
    assert "--from is for a note" in capsys.readouterr().err


def test_the_register_knows_who_speaks(project: Path) -> None:
    (project / "a.json").write_text(json.dumps(samples.BETTER_BIBTEX), encoding="utf-8")
    write(project / "people.md", "# P\n\n```{actor} Jane Doe\n:id: doe\n:kind: person\n```\n")
    assert run(["clip", "a.json"]) == DONE
    [note] = (project / "notes").iterdir()
    text = note.read_text(encoding="utf-8")
    assert ":by: doe" in text
    assert "{actor} Jane Doe" not in text


def test_all_authors_speak(project: Path, build: Build) -> None:
    (project / "a.rdf").write_bytes(samples.rdf())
    write(project / "people.md", "# P\n\n```{actor} Jane Doe\n:id: doe\n:kind: person\n```\n")
    assert run(["clip", "a.rdf"]) == DONE
    (project / "a.rdf").unlink()
    built = build(files_of(project))
    assert built.warnings == []
    [quote] = built.ledger["quotes"].values()
    assert (quote["by"], quote["locator"]) == (["doe", "max-roe"], "p. 4")


def test_who_is_marked_more_strictly_is_not_named(project: Path) -> None:
    secret = "# P\n\n```{actor} Jane Doe\n:id: doe\n:kind: person\n:tlp: RED\n```\n"
    write(project / "people.md", secret)
    page = "<html lang=en><body><article><p>Jane Doe came to Karsk, and spoke there for an hour.</p></article></body></html>"
    (project / "a.html").write_text(page, encoding="utf-8")
    (project / "a.json").write_text(json.dumps(samples.BETTER_BIBTEX), encoding="utf-8")
    assert run(["clip", "a.html", "notes/a.md"]) == DONE
    assert "text: Karsk\n" in (project / "notes/a.md").read_text(encoding="utf-8")
    assert run(["clip", "a.json", "notes/b.md"]) == DONE
    assert "doe" not in (project / "notes/b.md").read_text(encoding="utf-8")


def test_nothing_is_written_over(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = article("static site", "en").page
    (project / "a.html").write_text(page, encoding="utf-8")
    assert run(["clip", "a.html", "notes/a.md"]) == DONE
    before = files_of(project)
    assert run(["clip", "a.html", "notes/a.md"]) == FAILED
    assert "is there already" in capsys.readouterr().err
    assert files_of(project) == before
    # The same page once more is another note, and the same snapshot.
    assert run(["clip", "a.html", "notes/b.md"]) == DONE
    after = files_of(project)
    assert {name: after[name] for name in before} == before
    assert [name for name in after if name.startswith("archive/")] == ["archive/a.html"]
    assert b"url: source 'a' has the same one" in after["notes/b.md"]
    # Another page under the same name leaves the first one alone.
    (project / "archive" / "c.html").write_text("somebody's own", encoding="utf-8")
    (project / "a.html").write_text(page + "<p>More.</p>", encoding="utf-8")
    assert run(["clip", "a.html", "notes/c.md"]) == DONE
    assert (project / "archive" / "c.html").read_text(encoding="utf-8") == "somebody's own"
    assert "snapshot: archive/c-2.html" in (project / "notes/c.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.html"], "none.html is not there"),
        (["a.html", "notes/a.txt"], "end it with .md or .rst"),
        (["a.html", "../a.md"], "is outside the pages of the project"),
        (["a.html", "notes/taken.md"], "the register has a source 'taken'"),
        (["a.json", "notes/x.md"], "holds 2 items"),
        (["a.json", "--item", "nobody"], "has no item 'nobody'; its keys: doe2026, roe2025"),
        (["http://127.0.0.1:9/x"], "cannot be reached"),
    ],
)
def test_bad_input_writes_nothing(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    (project / "a.html").write_text("<html><body><p>One.</p></body></html>", encoding="utf-8")
    (project / "a.json").write_text(json.dumps(samples.CSL), encoding="utf-8")
    write(project / "register" / "taken.md", "---\nsource:\n  title: T\n---\n# T\n")
    before = files_of(project)
    assert run(["clip", *arguments]) == FAILED
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""
    assert files_of(project) == before


def test_a_full_disk_leaves_nothing(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "a.html").write_text("<html><body><p>One.</p></body></html>", encoding="utf-8")
    before = files_of(project)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert run(["clip", "a.html", "notes/a.md"]) == FAILED
    assert "a.md cannot be written: No space left on device" in capsys.readouterr().err
    assert files_of(project) == before


def test_a_page_that_gives_nothing_gives_its_address(
    project: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "<!-- saved from url=(0025)https://www.example.org/s --><html><div id=app></div></html>"
    (project / "a.html").write_text(page, encoding="utf-8")
    assert run(["clip", "a.html"]) == DONE
    assert "lacks author, date, language, type" in capsys.readouterr().err
    (project / "a.html").unlink()
    [note] = (project / "notes").iterdir()
    text = note.read_text(encoding="utf-8")
    assert "url: https://www.example.org/s" in text
    assert "% Missing: author, date, language, type." in text
    assert "snapshot: the page shows no text before its scripts run" in text
    assert not (project / "archive").exists()
    assert build(files_of(project)).warnings == []


def test_what_retells_another_snapshot_says_so(project: Path) -> None:
    texts = {text.name: text for text in retellings(1, 2)}
    agency, copied = texts["agency-0"], texts["copied-0"]

    def page(day: str, paragraphs: list[str], title: str) -> str:
        body = "".join(f"<p>{one}</p>" for one in paragraphs)
        return f"<html lang=en><meta name=date content={day}><body><article><h1>{title}</h1>{body}</article></body></html>"

    (project / "a.html").write_text(
        page("2026-01-10", agency.paragraphs, "From the agency"), encoding="utf-8"
    )
    (project / "b.html").write_text(
        page("2026-01-11", copied.paragraphs, "In the paper"), encoding="utf-8"
    )
    assert run(["clip", "a.html", "notes/first.md"]) == DONE
    assert run(["clip", "b.html", "notes/second.md"]) == DONE
    text = (project / "notes/second.md").read_text(encoding="utf-8")
    assert "  origin: first\n" in text
    assert re.search(
        r"% origin: \d+% of the sentences are nearly in 'first', which was first\.", text
    )


def test_notes_go_where_notes_of_their_year_are(project: Path) -> None:
    write(project / "notes" / "2025" / "old.md", "# Old\n")
    (project / "a.json").write_text(json.dumps(samples.CSL), encoding="utf-8")
    assert run(["clip", "a.json", "--item", "doe2026"]) == DONE
    assert (project / "notes/2026/2026-02-20-what-the-ferry-costs.md").is_file()


def test_json_says_what_was_made(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "a.pdf").write_bytes(pdf("The ferry lost nine million euros."))
    capsys.readouterr()
    assert run(["clip", "a.pdf", "--json"]) == DONE
    [found] = json.loads(capsys.readouterr().out)
    assert found["sha256"] == sha256(Path(found["snapshot"]).read_bytes()).hexdigest()
    assert "date" in found["missing"]


def test_without_a_project_a_note_lies_in_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.html").write_text(article("static site", "en").page, encoding="utf-8")
    assert run(["clip", "a.html", "a.md"]) == DONE
    assert "there is no project here" in capsys.readouterr().err
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "snapshot: archive/a.html" in text
    assert "Actors" not in text


# -- texts of others -------------------------------------------------------------------------------

NASTY = [
    "What *is* `this` _thing_: [a](b) <i>x</i> {claim}`y` | z", "- Trump: 'Yes'", "1. First", "# Not a heading",
    "{{ x }} $a$ ^b^ ~c~ @d &amp; \\e", "...", "\u201cQuoted\u201d \u2013 100 % \N{GRINNING FACE}", "yes", "2026-02-20", "null",
    "Ends with a backslash \\", "a\u0000b\u2028c\td", "``` {claim} x", ":::{claim} x", ".. claim:: x", "+++", "% comment", "---",
    "http://example.org/x_y_z", "Ⅳ. ﬁne", "مرحبا بالعالم", "東京で会談", "=====", "|table|", "Term\n: definition", "(c) -- ... [ ] x", "ISSUE #7!",
    "__init__", "*", "[^1]: x", "[1] x", "> said", "<!-- x -->", "C:\\temp\\new", "it''s", '"', "e\u0301tat", "a`b``c",
]  # fmt: skip


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_no_title_and_no_passage_is_markup(suffix: str, build: Build) -> None:
    notes: dict[str, str | bytes] = {}
    for number, text in enumerate(NASTY):
        words = f"{text} and then some words"
        facts = Facts(
            title=text, author=[text], publisher=text, language="en", url="https://e.org/a"
        )
        facts.highlights = [Highlight(words, "p. 1", text), Highlight(note=text)]
        facts.remarks = {"date": text}
        captured = Captured(facts, b"x", ".html", (f"Before.\n\n{words}",))
        around = Surroundings(f"n{number}", "2026-02-20", actors=[text], speakers=[Speaker("doe")])
        made = note_text(captured, around, restructured=suffix == "rst")
        notes[f"n{number}.{suffix}"] = made.encode()
    notes["people.md"] = "# P\n\n```{actor} Doe\n:kind: person\n```\n"
    built = build(notes)
    assert built.warnings == []
    ledger = built.ledger
    fences = sum(text.startswith((":::", "```")) for text in NASTY)
    assert len(ledger["quotes"]) == len(NASTY) - fences
    for number, text in enumerate(NASTY):
        title = ledger["sources"][f"n{number}"]["title"]
        assert title == " ".join(text.replace("\0", " ").replace("\u2028", " ").split())


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_scalars_are_read_back(text: str) -> None:
    import yaml

    from sphinx_briefing.capture.markup import plain

    assert yaml.safe_load(f"title: {scalar(text)}  # hint")["title"] == plain(text)
