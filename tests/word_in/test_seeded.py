"""Many random edits of the example's Word files, each found again and at its line.

``BRIEFING_LONG_TESTS=1`` makes 504 of them, and else 144.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from sphinx_briefing.commands.reading import application_read
from sphinx_briefing.word_files.opening import Parts
from sphinx_briefing.word_in.printing import printed_now
from sphinx_briefing.word_in.project import reviewer_of
from tests.word_in.edits import WordFile, edited, lines_with

pytest.importorskip("typst")

HOUSE = Path(__file__).parents[2]
SOURCES, CONF = HOUSE / "briefings", HOUSE / "conf"
FILES = 42 if os.environ.get("BRIEFING_LONG_TESTS") else 12
EDITS = 12
DISGUISES = ((), (WordFile.split,), (WordFile.rewritten,))
RIGHT = 0.95


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    """How many edits were found, and how many of them at their lines."""
    top = tmp_path_factory.mktemp("returned")
    counted: Counter[str] = Counter()
    with application_read(SOURCES, CONF, None, builder="briefdocx") as app:
        pages = sorted(app.env.found_docs)
        briefs = [page for page in pages if page.startswith("briefs/") and "index" not in page]
        assert len(briefs) >= 3
        for seed in range(FILES):
            docname = briefs[seed % len(briefs)]
            with printed_now(app, docname) as ours:
                file = edited(
                    ours.path.read_bytes(), seed, EDITS, *DISGUISES[seed // len(briefs) % 3]
                )
                with Parts(file.save(top / f"{seed}.docx")) as theirs:
                    review = reviewer_of(app, docname, theirs, ours).review()
            counted["unasked"] += max(len(review.remarks) - len(file.edits), 0)
            for edit in file.edits:
                found = [
                    one
                    for one in review.remarks
                    if edit.sign in one.old + one.new and one.who.startswith(edit.author)
                ]
                counted["made"] += 1
                counted["found"] += bool(found)
                if where := lines_with(edit.words, SOURCES):
                    counted["known"] += 1
                    counted["right"] += any(
                        one.place is not None
                        and (Path(one.place.file).name, one.place.line) in where
                        for one in found
                    )
    return counted


def test_no_edit_is_lost(outcome: Counter[str]) -> None:
    assert outcome["made"] == FILES * EDITS
    assert outcome["found"] == outcome["made"]


def test_nothing_is_listed_that_nobody_did(outcome: Counter[str]) -> None:
    assert outcome["unasked"] <= outcome["made"] * (1 - RIGHT)


def test_edits_are_listed_at_their_lines(outcome: Counter[str]) -> None:
    assert outcome["known"] > outcome["made"] / 2
    assert outcome["right"] >= RIGHT * outcome["known"], outcome
