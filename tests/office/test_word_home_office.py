"""Word files that LibreOffice has saved anew: each edit at its line, and none lost."""

import os
from pathlib import Path

import pytest

from tests.support import build_project
from tests.word_edits import BRIEF, FILES
from tests.word_home import measured

pytestmark = pytest.mark.office

ROUNDS = 25 if os.environ.get("BRIEFING_LONG_TESTS") else 4


def test_edits_survive_libreoffice(tmp_path: Path) -> None:
    built = build_project(tmp_path / "project", FILES, "briefdocx")
    content = built.path(f"{BRIEF}.docx").read_bytes()
    score = measured(content, built.src, ROUNDS, tmp_path / "office", office=True)

    assert score.accounted == score.edits, score.wrong
    assert score.placed >= 0.95 * score.edits, score.wrong
