"""The pages of a build as they are resolved, for the checks of what they print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..diagnostics.model import Diagnostic


@dataclass(slots=True)
class PrintedPages:
    """Problems with what pages print."""

    reports: dict[str, list[Diagnostic]] = field(default_factory=dict)
    """By page that has been resolved in this build, what is wrong."""
    navigation: list[dict[str, Any]] = field(default_factory=list)
    """How the theme has asked for the navigation of its pages: arguments of ``toctree()``."""
    masthead: Callable[[], str] = str
    """Makes a text of what the theme prints above every page."""
    is_looking: bool = False
    """Whether a page is resolved to be looked at alone, and not to be written."""
    kept: dict[str, list[Diagnostic]] = field(default_factory=dict)
    """The same of the last build, for pages that print what they printed then."""
