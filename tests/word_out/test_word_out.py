"""Word files with tracked changes: rejected, they say what was said; accepted, what is now."""

import random
from pathlib import Path

import docx
import pytest

from sphinx_briefing.commands.app import run
from sphinx_briefing.word_files import opened, read_word
from sphinx_briefing.word_files.model import Paragraph
from tests.corpus import brief, note, record
from tests.support import Content, build_project
from tests.word_edits import BRIEF, FILES

CLAIMS = "```{claims}\n:as: list\n:scope: all\n```\n"


def paragraphs(path: Path) -> list[Paragraph]:
    return read_word(opened(path.read_bytes(), path.name)).within("body")


def said(path: Path, when: str) -> list[str]:
    return [words for one in paragraphs(path) for words in getattr(one, when).splitlines()]


@pytest.mark.parametrize("seed", [1, 2])
def test_rejected_it_is_the_file_that_was_sent_and_accepted_that_of_today(
    tmp_path: Path, seed: int
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

    assert said(made, "before") == said(sent, "before")
    assert said(made, "after") == said(project.path(f"{BRIEF}.docx"), "before")
    revisions = [one for each in paragraphs(made) for one in each.revisions]
    assert {(one.who, one.what) for one in revisions} == {("Desk", "inserted"), ("Desk", "deleted")}
    assert sum(len(one.text.split()) for one in revisions) < 400  # words, not all paragraphs
    docx.Document(str(made))


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
    found = [(one.what, one.text.strip()) for each in paragraphs(made) for one in each.revisions]
    assert ("deleted", "month") in found
    assert ("inserted", "week") in found
    assert ("inserted", "Pilots went on strike") in found
    assert ("deleted", "Grain rots in every shed") in found
    assert not [text for _, text in found if "Ferries" in text]
    assert {one.when for each in paragraphs(made) for one in each.revisions} == {
        "2026-03-04T00:00:00Z"
    }
    capsys.readouterr()
    for against, words in (
        ("7", "there is no edition 7 of 'X-1'; frozen are: 1"),
        ("none.docx", "cannot be read"),
        ("some.txt", "is no number, no file of an edition"),
        (str(file.with_name("2.json")), "there is no edition"),
    ):
        assert run([*asked, "--against", against, "-o", str(tmp_path / "no.docx")]) == 1
        assert words in capsys.readouterr().err
    assert not (tmp_path / "no.docx").exists()
    assert run([*asked, "--against", "1", "-o", str(made)]) == 1
    assert "is there already" in capsys.readouterr().err
