"""Edited Word files read by the toolkit: how many edits were found, and how many at their lines."""

import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sphinx_briefing.commands.word_pages import Homecoming, homecoming
from sphinx_briefing.word_in.listing import Found
from tests.word_edits import BRIEF, Edit, WordEditor, lines_of_tokens


@dataclass
class Score:
    """The edits of some files."""

    edits: int = 0
    accounted: int = 0
    placed: int = 0
    wrong: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    def take(
        self, edits: Iterable[Edit], found: list[Found], truth: dict[str, tuple[str, int]]
    ) -> None:
        """Hold what was found against what was done."""
        for edit in edits:
            hits = [one for one in found if edit.needle in one.text or edit.needle in one.after]
            hits = [one for one in hits if edit.needle in one.text] or hits
            right = [one for one in hits if (one.spot.path, one.spot.line) == truth[edit.token]]
            self.edits += 1
            self.kinds[edit.what] += 1
            self.accounted += bool(hits)
            self.placed += bool(right)
            if not right:
                where = [f"{one.spot.path}:{one.spot.line} {one.words()[:150]}" for one in hits]
                self.wrong.append(f"{edit} at {truth[edit.token]}: {where}")


@contextmanager
def home(sources: Path) -> Iterator[tuple[Homecoming, dict[str, tuple[str, int]]]]:
    """A project that takes Word files in, and the lines of its words."""
    with homecoming(sources, sources) as found:
        found.word(BRIEF)
        yield found, lines_of_tokens(sources)


def through_libreoffice(files: Iterable[Path], out: Path) -> None:
    """Let LibreOffice open Word files, and save them again in another folder."""
    profile = (out / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    command += ["docx:MS Word 2007 XML", "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True)


def measured(
    content: bytes, sources: Path, rounds: int, folder: Path | None = None, *, google: bool = False
) -> Score:
    """Edit a file ten times in each of some rounds, and count what is found.

    :param folder: where LibreOffice may save the files anew; without one it does not.
    """
    editors = [WordEditor(content, seed + 1000 * google) for seed in range(rounds)]
    for editor in editors:
        editor.edit(10)
        if google:
            editor.through_google()
    files = {f"{number}.docx": editor.saved() for number, editor in enumerate(editors)}
    if folder is not None:
        (folder / "out").mkdir(parents=True)
        for name, saved in files.items():
            (folder / name).write_bytes(saved)
        through_libreoffice([folder / name for name in files], folder / "out")
        files = {name: (folder / "out" / name).read_bytes() for name in files}
    score = Score()
    with home(sources) as (project, truth):
        for editor, (name, saved) in zip(editors, files.items(), strict=True):
            found, _ = project.changes(saved, name, BRIEF if google else "")
            score.take(editor.edits, found, truth)
    return score
