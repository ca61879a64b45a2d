"""The outcome of the pruning of a build, for those who come after it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from .pruning import Pruned

if TYPE_CHECKING:
    from sphinx.application import Sphinx


@dataclass(frozen=True, slots=True)
class Outcome:
    """The pruning of a project.

    :param source: the folder of the sources as their authors have written them.
    :param target: the folder of those that are built.
    :param doctrees: the folder of the doctrees for all audiences.
    """

    audience: str
    source: Path
    target: Path
    doctrees: Path
    pruned: Pruned


_outcomes: WeakKeyDictionary[Sphinx, Outcome] = WeakKeyDictionary()


def remember(app: Sphinx, outcome: Outcome) -> None:
    """Keep what was found for the rest of a build."""
    _outcomes[app] = outcome


def outcome_of(app: Sphinx) -> Outcome | None:
    """The pruning of a build; nothing in one for all readers, or inside of another one."""
    return _outcomes.get(app)
