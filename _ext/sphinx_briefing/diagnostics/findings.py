"""What is wrong, as others read it: a table at the end of a build, annotations of GitHub.

Pure Python; the findings come from :mod:`sphinx_briefing.checks`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .codes import SUBTYPES

HEAD = "briefing"
"""What stands above the names of the checks."""

COMMANDS = {"warning": "warning", "note": "notice"}
"""The commands of GitHub's workflows by the level that they stand for."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A report with its level, and its file as others name it."""

    file: str
    """Relative to the root of the repository, with slashes."""
    line: int
    subtype: str
    level: str
    """``warning`` or ``note``."""
    message: str


def table(findings: Iterable[Finding]) -> list[str]:
    """The findings by check and level, as the lines of a table."""
    counts = Counter((finding.subtype, finding.level) for finding in findings)
    if not counts:
        return ["briefing: nothing to report"]
    known = [*SUBTYPES, *sorted({subtype for subtype, _ in counts} - SUBTYPES.keys())]
    rows = [
        (name, counts[name, "warning"], counts[name, "note"])
        for name in known
        if counts[name, "warning"] or counts[name, "note"]
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    width = max(len(name) for name in (HEAD, *(row[0] for row in rows)))
    head = f"{HEAD:{width}}  {'warnings':>8}  {'notes':>5}"
    return [head, *(f"{name:{width}}  {warnings:>8}  {notes:>5}" for name, warnings, notes in rows)]


def github_commands(findings: Sequence[Finding]) -> list[str]:
    """The findings as commands that GitHub Actions shows beside the changed lines."""
    return [
        f"::{COMMANDS[finding.level]} file={_property(finding.file)},line={finding.line},"
        f"title=briefing.{finding.subtype}::{_data(finding.message)}"
        for finding in findings
    ]


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
