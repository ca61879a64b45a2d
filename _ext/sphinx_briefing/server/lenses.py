"""Lines above a claim: what rests on it, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from .texts import uri_of

if TYPE_CHECKING:
    from pathlib import Path

    from .projects import Project
    from .texts import Units

SHOW = "sphinx-briefing.showReferences"
"""The command of a lens; editors that know it list the places."""


def lenses(project: Project, units: Units, path: Path) -> list[types.CodeLens]:
    """The lenses of a file."""
    lines = units.lines(path)
    found = []
    for one in project.index.records_in(project.named_path(path)):
        _card, lens, _mentions = project.index.card(*one.key)
        if not lens:
            continue
        number = min(max(one.row.line - 1, 0), max(len(lines) - 1, 0))
        line = lines[number] if lines else ""
        where = units.range(number, line, 0, len(line))
        command = types.Command(title=lens, command=SHOW, arguments=[uri_of(path), number, 0])
        found.append(types.CodeLens(where, command))
    return found
