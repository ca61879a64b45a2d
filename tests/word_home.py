"""Edited Word files read by the toolkit: how many edits were found, and how many at their lines."""

import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sphinx_briefing.commands.reading import application_read
from sphinx_briefing.word_files.opening import Parts
from sphinx_briefing.word_in.printing import printed_now
from sphinx_briefing.word_in.project import reviewer_of
from sphinx_briefing.word_in.remarks import Remark
from sphinx_briefing.word_in.review import Review
from tests.word_edits import BRIEF, Edit, WordEditor, lines_of_tokens


@dataclass
class Score:
    """The edits of some files."""

    edits: int = 0
    accounted: int = 0
    placed: int = 0
    wrong: list[str] = field(default_factory=list)

    def take(
        self,
        edits: Iterable[Edit],
        found: Sequence[Remark],
        truth: dict[str, tuple[str, int]],
    ) -> None:
        """Hold what was found against what was done."""
        for edit in edits:
            hits = [one for one in found if edit.needle in f"{one.old} {one.new} {one.what}"]
            right = [
                one
                for one in hits
                if one.place and (one.place.file, one.place.line) == truth[edit.token]
            ]
            self.edits += 1
            self.accounted += bool(hits)
            self.placed += bool(right)
            if not right:
                self.wrong.append(f"{edit} at {truth[edit.token]}: {[*map(_told, hits)]}")


def _told(remark: Remark) -> str:
    place = remark.place
    return f"{place.file if place else ''}:{place.line if place else ''} {remark.what[:150]}"


def through_libreoffice(files: Iterable[Path], out: Path) -> None:
    """Let LibreOffice open Word files, and save them again in another folder."""
    profile = (out / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    command += ["docx:MS Word 2007 XML", "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True)


def reviews(files: Iterable[Path], sources: Path) -> list[Review]:
    """All that is in some files of one page."""
    with (
        application_read(sources, sources, None, builder="briefdocx") as app,
        printed_now(app, BRIEF) as ours,
    ):
        found = []
        for file in files:
            with Parts(file) as theirs:
                found.append(reviewer_of(app, BRIEF, theirs, ours).review())
        return found


def measured(
    content: bytes,
    sources: Path,
    rounds: int,
    folder: Path,
    *,
    google: bool = False,
    office: bool = False,
) -> Score:
    """Edit a file ten times in each of some rounds, and count what is found.

    :param google: whether the file is rewritten as Google Docs does.
    :param office: whether LibreOffice saves it anew.
    """
    editors = [WordEditor(content, seed + 1000 * google) for seed in range(rounds)]
    files = []
    (folder / "out").mkdir(parents=True)
    for number, editor in enumerate(editors):
        editor.edit(10)
        if google:
            editor.through_google()
        files.append(folder / f"{number}.docx")
        files[-1].write_bytes(editor.saved())
    if office:
        through_libreoffice(files, folder / "out")
        files = [folder / "out" / file.name for file in files]
    score = Score()
    truth = lines_of_tokens(sources)
    for editor, review in zip(editors, reviews(files, sources), strict=True):
        score.take(editor.edits, review.remarks, truth)
    return score
