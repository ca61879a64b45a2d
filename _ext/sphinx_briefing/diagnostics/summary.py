"""The table at the end of a build: how many messages there are of each code and level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .codes import Codes
from .model import Diagnostic

HEAD = "briefing"
"""What stands above the codes."""


def table(diagnostics: Iterable[Diagnostic], codes: Codes) -> list[str]:
    """Count diagnostics by code and level, as the lines of a table."""
    counts = Counter((diagnostic.code, diagnostic.level) for diagnostic in diagnostics)
    if not counts:
        return ["briefing: nothing to report"]
    known = [*codes, *sorted({code for code, _ in counts} - codes.keys())]
    rows = [
        (name, counts[name, "warning"], counts[name, "note"])
        for name in known
        if counts[name, "warning"] or counts[name, "note"]
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    width = max(len(name) for name in (HEAD, *(row[0] for row in rows)))
    head = f"{HEAD:{width}}  {'warnings':>8}  {'notes':>5}"
    return [head, *(f"{name:{width}}  {warnings:>8}  {notes:>5}" for name, warnings, notes in rows)]
