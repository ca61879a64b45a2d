"""Edited Word files read by the toolkit: how many edits were found, and how many at their lines."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sphinx_briefing.commands.word_pages import Homecoming, homecoming
from sphinx_briefing.word_in.listing import Found
from tests.word_edits import BRIEF, Edit, lines_of_tokens

BELOW = 0
"""Lines that a place may be wrong by."""


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
