"""Word files that come back: what was said and changed in them, and where."""

import json
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from sphinx_briefing.__main__ import main
from tests.corpus import brief, note, record
from tests.support import Build, Built, Content
from tests.word import text_of
from tests.word_in.edits import NEW, Q, WordFile

pytest.importorskip("typst")

FOUND, FAILED = 3, 1
BODY = """Three harbours have reopened since the spring of last year.

- The first of the items is about ferries and about trains
- The second of the items is about nothing that matters here

A passage of two lines that begins here with some words
and ends with several others in the line below.

```{claim} Harbours reopen in May for all who want to come
:id: own
:by: Ada
```

```{claims}
:scope: all
```
"""
FILES: dict[str, Content] = {
    "registers.md": "# Registers\n\n" + record("actor", "Ada", "An engineer.", kind="person"),
    "n.md": note(record("claim", "Ferries never run in winter on this line", by="Ada", id="c")),
    "deep/brief.md": brief(BODY, reference="H-1"),
}


SEVERAL = "A passage of two lines"
PASSAGES = [
    ("Three harbours", "deep/brief.md"),
    ("second of the items", "deep/brief.md"),
    (SEVERAL, "deep/brief.md"),
    ("Ferries never", "n.md"),
    ("Harbours reopen", "deep/brief.md"),
]


@pytest.fixture
def built(build: Build) -> Built:
    return build(FILES, "briefdocx")


def listed(
    built: Built, path: Path, capsys: pytest.CaptureFixture[str], *options: str, status: int = FOUND
) -> tuple[str, str]:
    """What the command prints, on both ways."""
    capsys.readouterr()
    assert main(["word-in", str(path), "--source", str(built.src), *options]) == status
    said = capsys.readouterr()
    return said.out.replace(f"{built.src.as_posix()}/", ""), said.err


def remarks(
    built: Built, path: Path, capsys: pytest.CaptureFixture[str], *options: str
) -> list[dict[str, Any]]:
    out, _ = listed(built, path, capsys, "--json", *options)
    found: list[dict[str, Any]] = json.loads(out)["remarks"]
    return found


def returned(built: Built, name: str = "deep/brief.docx") -> WordFile:
    return WordFile(built.path(name).read_bytes(), 1)


def with_words(file: WordFile, words: str) -> tuple[Any, Any]:
    """A paragraph and its run that hold some words."""
    for paragraph in file.root.iter(f"{Q}p"):
        for run in file.runs(paragraph):
            if words in run.find(f"{Q}t").text:
                return paragraph, run
    raise AssertionError(words)


def do(file: WordFile, kind: str, words: str) -> str:
    """Make an edit at some words; its sign."""
    sign = f"{NEW}{len(file.edits)}"
    getattr(file, f"_{kind}")(*with_words(file, words), "Kim Lee", sign)
    return file.edits[-1].sign


def line_of(built: Built, words: str, page: str = "deep/brief.md") -> int:
    lines = built.src.joinpath(page).read_text("utf-8").splitlines()
    (line,) = [number for number, text in enumerate(lines, 1) if words in text]
    return line


def test_a_file_that_nobody_has_touched(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    path = built.path("deep/brief.docx")
    assert listed(built, path, capsys, status=0) == (
        "",
        f"sphinx-briefing: nothing was said or changed in {path}\n",
    )
    assert listed(built, path, capsys, "--patch", status=0)[0] == ""


@pytest.mark.parametrize(
    ("kind", "verb"),
    [
        ("insert", "inserts"),
        ("delete", "deletes"),
        ("replace", "replaces"),
        ("retype", "replaces"),
        ("drop", "deletes"),
        ("comment", "on"),
        ("restyle", "restyles"),
        ("add_paragraph", "adds the paragraph"),
        ("write_paragraph", "adds the paragraph"),
        ("move", "moves"),
    ],
)
def test_each_edit_is_at_its_line(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, verb: str
) -> None:
    file = returned(built)
    signs = [do(file, kind, words) for words, _ in PASSAGES]
    found = remarks(built, file.save(tmp_path / "back.docx"), capsys)

    assert len(found) == len(PASSAGES)
    for (words, page), sign, edit in zip(PASSAGES, signs, file.edits, strict=True):
        line = line_of(built, words, page)
        (here,) = [
            one
            for one in found
            if one["file"].endswith(page) and line <= one["line"] <= line + (words in SEVERAL)
        ]
        assert sign in here["old"] + here["new"]
        assert here["what"].startswith(verb)
        assert here["who"].startswith(edit.author or "somebody (not tracked)")


def test_the_line_of_a_passage_of_several_is_that_of_the_words(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = returned(built)
    _, run = with_words(file, "A passage of two lines")
    words = run.find(f"{Q}t")
    words.text = words.text.replace("several", "many")
    (found,) = remarks(built, file.save(tmp_path / "back.docx"), capsys)
    assert (found["old"], found["new"]) == ("several", "many")
    assert found["line"] == line_of(built, "several others")


def test_changes_of_words_become_a_patch_that_git_applies(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = returned(built)
    signs = [do(file, "replace", "Three harbours"), do(file, "retype", "Ferries never")]
    _, run = with_words(file, "The first of the items")
    text = run.find(f"{Q}t")
    text.text = text.text.replace("ferries", "`ferries` and *ships* [x]")
    do(file, "comment", "A passage of two lines")
    path = file.save(tmp_path / "back.docx")
    out, err = listed(built, path, capsys, "--patch")

    assert "1 for you to look at" in err
    assert "Is this right?" in err
    before = {p: p.read_bytes() for p in built.src.rglob("*.md")}
    subprocess.run(["git", "init", "-q"], cwd=built.src, check=True)
    patch = tmp_path / "changes.diff"
    patch.write_text(listed(built, path, capsys, "--patch")[0], encoding="utf-8")
    subprocess.run(["git", "apply", str(patch)], cwd=built.src, check=True)
    changed = {path.name for path, content in before.items() if path.read_bytes() != content}
    assert changed == {"brief.md", "n.md"}
    again = built.afresh().path("deep/brief.docx")
    words = "\n".join(map(text_of, docx.Document(str(again)).element.body.iter(f"{Q}p")))
    assert [sign for sign in signs if sign not in words] == []
    assert "`ferries` and *ships* [x]" in words
    assert out


def test_what_stands_in_markup_or_comes_twice_is_left_to_the_author(
    build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "Some **bold words stand here** in it. See {actor}`Ada` for all that.\n"
    built = build({**FILES, "deep/brief.md": brief(body)}, "briefdocx")
    file = returned(built)
    for run in file.root.iter(f"{Q}r"):
        words = run.find(f"{Q}t")
        if words is not None and words.text == "Ada":
            words.text = "Ida"
    path = file.save(tmp_path / "back.docx")
    out, err = listed(built, path, capsys, "--patch")
    assert out == ""
    assert "replaces \u201cAda\u201d with \u201cIda\u201d" in err


def test_sources_that_have_changed_since(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = returned(built)
    sign = do(file, "replace", "second of the items")
    path = file.save(tmp_path / "back.docx")
    built.again({"deep/brief.md": brief("New words before.\n\n" + BODY.replace("Three", "Four"))})
    out, err = listed(built, path, capsys)
    assert "have changed since" in err
    (line,) = out.splitlines()
    number = line_of(built, "second of the items")
    assert line.startswith(f"deep/brief.md:{number}: Kim Lee: ")
    assert sign in line


@pytest.mark.parametrize("words", ["Three harbours", "Ferries never"])
def test_a_file_without_our_marks_is_matched_by_its_words(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    file = returned(built)
    sign = do(file, "retype", words)
    file.rewritten()
    out, err = listed(built, file.save(tmp_path / "brief.docx"), capsys)
    assert "no longer says what it was made from" in err
    (line,) = out.splitlines()
    page = "n.md" if words.startswith("Ferries") else "deep/brief.md"
    assert line.startswith(f"{page}:{line_of(built, words, page)}: ")
    assert sign in line


def test_notes_and_answers_are_listed_too(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = returned(built)
    do(file, "comment", "Three harbours")
    notes = etree.fromstring(file.parts["word/endnotes.xml"])
    words = next(one for one in notes.iter(f"{Q}t") if (one.text or "").strip())
    words.text = f"{words.text} {NEW}"
    file.parts["word/endnotes.xml"] = etree.tostring(notes)
    found = remarks(built, file.save(tmp_path / "back.docx"), capsys)
    (in_note,) = [one for one in found if NEW in one["new"] and one["kind"] != "comment"]
    assert "in the endnote" in in_note["what"]
    assert in_note["file"].endswith("n.md")


def test_a_comment_whose_words_are_gone_is_not_lost(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = returned(built)
    do(file, "comment", "Three harbours")
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for mark in [*file.root.iter(f"{Q}{name}")]:
            mark.getparent().remove(mark)
    out, _ = listed(built, file.save(tmp_path / "back.docx"), capsys)
    assert "comment without a place: Kim Lee: Is this right?" in out


def test_sarif(built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = returned(built)
    do(file, "comment", "Three harbours")
    path, sarif = file.save(tmp_path / "back.docx"), tmp_path / "review.sarif"
    listed(built, path, capsys, "--sarif", str(sarif))
    (result,) = json.loads(sarif.read_text("utf-8"))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("deep/brief.md")
    assert place["region"]["startLine"] == line_of(built, "Three harbours")
    assert "Kim Lee" in result["message"]["text"]


# -- bad input -------------------------------------------------------------------------------


def zipped(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return out.getvalue()


RELS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
BOMB = (
    b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"&b;</w:document>"
)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "locked with a password"),
        (b"no zip at all", "is no Word file"),
        (b"", "is no Word file"),
        (zipped(word__document__xml=b"<a/>"), "has no text"),
        (zipped(**{"_rels/.rels": RELS, "word/document.xml": b"<w:docu"}), "is damaged"),
        (zipped(**{"_rels/.rels": RELS, "word/document.xml": BOMB}), "entities"),
    ],
)
def test_what_is_no_word_file_is_refused_in_a_sentence(
    built: Built,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: bytes,
    message: str,
) -> None:
    path = tmp_path / "back.docx"
    path.write_bytes(content)
    out, err = listed(built, path, capsys, status=FAILED)
    assert out == ""
    assert message in err
    assert err.startswith("sphinx-briefing: ")
    assert len(err.splitlines()) == 1


def test_a_file_cut_off_and_a_file_that_is_not_there(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = built.path("deep/brief.docx").read_bytes()
    for length in (10, len(whole) // 2, len(whole) - 30):
        path = tmp_path / "back.docx"
        path.write_bytes(whole[:length])
        _, err = listed(built, path, capsys, status=FAILED)
        assert len(err.splitlines()) == 1
    _, err = listed(built, tmp_path / "none.docx", capsys, status=FAILED)
    assert "none.docx" in err


def test_a_file_from_elsewhere(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = docx.Document()
    other.add_paragraph("Words of somebody else.")
    path = tmp_path / "other.docx"
    other.save(str(path))
    _, err = listed(built, path, capsys, status=FAILED)
    assert "does not say which brief" in err
    _, err = listed(built, path, capsys, "--page", "n", status=FAILED)
    assert "is no brief" in err
    out, _ = listed(built, path, capsys, "--page", "H-1")
    assert "adds the paragraph \u201cWords of somebody else.\u201d" in out


def test_a_page_that_is_gone(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = returned(built).save(tmp_path / "back.docx")
    built.src.joinpath("deep/brief.md").unlink()
    _, err = listed(built, path, capsys, status=FAILED)
    assert "deep/brief, which is no brief" in err
