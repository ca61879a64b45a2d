"""Word files with tracked changes: rejected, they say what was said; accepted, what is now."""

import random
from pathlib import Path

import docx
import pytest

from sphinx_briefing.commands.app import run
from sphinx_briefing.word_files.opening import Parts
from sphinx_briefing.word_files.paragraphs import Change, Paragraph, paragraphs_of, plain
from tests.corpus import brief, note, record
from tests.support import Content, build_project
from tests.word_edits import BRIEF, FILES, KINDS, WordEditor

CLAIMS = "```{claims}\n:as: list\n:scope: all\n```\n"


def paragraphs(path: Path) -> list[Paragraph]:
    with Parts(path) as parts:
        return paragraphs_of(parts.xml(parts.main))


def said(path: Path, *, accepted: bool = False) -> list[str]:
    """The words of the paragraphs of a file, those that are not there left out."""
    words = [plain(one.new if accepted else one.old) for one in paragraphs(path)]
    return [one for one in words if one]


def revisions(path: Path) -> list[tuple[Change, str]]:
    return [
        (piece.change, piece.text)
        for one in paragraphs(path)
        for piece in one.pieces
        if piece.change is not None
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_rejected_it_is_the_file_that_was_sent_and_accepted_that_of_today(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    chance = random.Random(seed)
    project = build_project(tmp_path / "project", FILES, "briefdocx")
    sent, made = tmp_path / "sent.docx", tmp_path / "made.docx"
    sent.write_bytes(project.path(f"{BRIEF}.docx").read_bytes())
    lines = str(FILES[f"{BRIEF}.md"]).splitlines()
    prose = [n for n, line in enumerate(lines) if line.startswith("The ")]
    for number in chance.sample(prose, 12):
        words = lines[number].split()
        change = chance.choice(("word", "less", "more", "new", "gone"))
        at = chance.randrange(1, len(words) - 1)
        if change == "word":
            words[at] = f"other{number}"
        elif change == "less":
            del words[at : at + 2]
        elif change == "more":
            words.insert(at, f"more{number}")
        lines[number] = " ".join(words)
        if change == "new":
            lines[number] += f"\n\nA paragraph {number} that was not there before."
        elif change == "gone":
            lines[number] = ""
    changed = {f"{BRIEF}.md": "\n".join(lines)}
    project.again(changed)
    asked = ["word-out", BRIEF, "--against", str(sent), "-s", str(project.src), "-o", str(made)]
    assert run([*asked, "--author", "Desk"]) == 0

    assert said(made) == said(sent)
    assert said(made, accepted=True) == said(project.path(f"{BRIEF}.docx"))
    found = revisions(made)
    assert {(one.author, one.kind) for one, _ in found} == {("Desk", "ins"), ("Desk", "del")}
    assert sum(len(text.split()) for _, text in found) < 400  # words, not all paragraphs
    docx.Document(str(made))

    # When it comes home, what we have marked is no news, and what a reader has done is.
    home = ["word-in", str(made), "-s", str(project.src)]
    capsys.readouterr()
    assert run(home) == 0, capsys.readouterr().out
    editor = WordEditor(made.read_bytes(), seed)
    (edit,) = editor.edit(1, {"inserted": KINDS["inserted"]})
    made.write_bytes(editor.saved())
    assert run(home) == 3
    (line,) = capsys.readouterr().out.splitlines()
    assert edit.needle in line


def test_changes_since_an_edition(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def page(number: int) -> str:
        return brief(CLAIMS, edition=number, reference="X-1", date="2026-03-04")

    def notes(*claims: str) -> str:
        return note("".join(claims))

    stays = record("claim", "Ferries sail again", by="Ada", id="ferries")
    gone = record("claim", "Grain rots in every shed", by="Ada", id="grain")
    old = record("claim", "Harbours will reopen within a month", by="Ada", id="c")
    new = record("claim", "Harbours will reopen within a week", by="Ada", id="c")
    come = record("claim", "Pilots went on strike", by="Ada", id="pilots")
    registers = "# Registers\n\n" + record("actor", "Ada", kind="person")
    files: dict[str, Content] = {"registers.md": registers, "n.md": notes(stays, gone, old)}
    project = build_project(tmp_path / "project", {**files, "b.md": page(1)}, "briefdocx")
    assert run(["freeze", "b", "-s", str(project.src)]) == 0
    (project.src / "b.md").write_text(page(2), encoding="utf-8")
    (project.src / "n.md").write_text(notes(stays, new, come), encoding="utf-8")
    made, again = tmp_path / "made.docx", tmp_path / "again.docx"
    asked = ["word-out", "X-1", "-s", str(project.src)]
    assert run([*asked, "--against", "1", "-o", str(made)]) == 0
    file = project.src / "editions" / "X-1" / "1.json"
    assert run([*asked, "--against", str(file), "-o", str(again)]) == 0

    assert made.read_bytes() == again.read_bytes()
    found = [(one.kind, text.strip()) for one, text in revisions(made)]
    assert ("del", "month") in found
    assert ("ins", "week") in found
    assert ("ins", "Pilots went on strike") in found
    assert ("del", "Grain rots in every shed") in found
    assert not [text for _, text in found if "Ferries" in text]
    assert {one.date for one, _ in revisions(made)} == {"2026-03-04T00:00:00Z"}
    capsys.readouterr()
    for against, words in (
        ("7", "there is no edition 7 of 'X-1'; frozen are: 1"),
        ("none.docx", "none.docx"),
        ("some.txt", "is no number, no file of an edition"),
        (str(file.with_name("2.json")), "there is no edition"),
    ):
        assert run([*asked, "--against", against, "-o", str(tmp_path / "no.docx")]) == 1
        assert words in capsys.readouterr().err
    assert not (tmp_path / "no.docx").exists()
    assert run([*asked, "--against", "1", "-o", str(made)]) == 1
    assert "is there already" in capsys.readouterr().err


def test_numbers_that_programs_work_out_are_no_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files: dict[str, Content] = {
        "registers.md": "# Registers\n\n" + record("actor", "Ada", kind="person"),
        "n.md": note(record("claim", "Ferries sail again", by="Ada", id="ferries")),
        "b.md": brief("Once {claim}`ferries`, and twice {claim}`ferries`.\n\n## Part\n\nWords.\n"),
    }
    project = build_project(tmp_path / "project", files, "briefdocx")
    sent, made = project.path("b.docx"), tmp_path / "made.docx"
    asked = ["word-out", "b", "--against", str(sent), "-s", str(project.src), "-o", str(made)]
    assert run(asked) == 0
    assert "nothing has changed" in capsys.readouterr().err
    assert revisions(made) == []
    made.unlink()
    (project.src / "b.md").write_text(
        str(files["b.md"]).replace("and twice", "and once more"), encoding="utf-8"
    )
    assert run(asked) == 0
    assert [(one.kind, text.strip()) for one, text in revisions(made)] == [
        ("del", "twice"), ("ins", "once more")
    ]  # fmt: skip
