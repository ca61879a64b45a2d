"""Say something to an author: the one way through which messages of the toolkit reach the log.

What is said here is heard by :class:`.BuildLog`, which hands it on to the table at the end of a
build, the SARIF file and the annotations, and repeats it where a page is not made again.
"""

from __future__ import annotations

import logging as standard_logging
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging

from .entries import LogEntry
from .model import TYPE, Diagnostic

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

ABOUT = "briefing_about"
"""The attribute of a log record that names the page, or another file that is made, it is about."""

SETTING = "briefing_setting"
"""The attribute of a log record that names the configuration value it is about."""

NOTE = "briefing_note"
"""The attribute of a log record that holds the entry of a note, which is no warning to Sphinx."""

Location = str | tuple[str, int] | nodes.Node | None
"""A page, a page and a line, ``file:line``, or a node that knows its place."""


def warn(
    code: str, message: str, location: Location = None, *, about: str = "", setting: str = ""
) -> None:
    """Warn of something.

    :param code: one of :class:`.Codes`.
    :param about: the file whose making it is about, where that is no page.
    :param setting: the configuration value it is about, where it has no other place.
    """
    extra = {name: value for name, value in ((ABOUT, about), (SETTING, setting)) if value}
    logger.warning("%s", message, type=TYPE, subtype=code, location=location, extra=extra)


def warn_of_setting(name: str, problem: str, code: str = "field") -> None:
    """Warn of a configuration value."""
    warn(code, f"{name}: {problem}", setting=name)


def say(env: BuildEnvironment, diagnostic: Diagnostic, level: str) -> None:
    """Say what is wrong, as a warning or as a note."""
    entry = entry_of(env, diagnostic, level)
    if not entry.is_note:
        place = entry.place
        location = (diagnostic.docname, diagnostic.line) if not diagnostic.path else place
        warn(diagnostic.code, diagnostic.message, location)
        return
    path = diagnostic.path or env.doc2path(diagnostic.docname, base=False)
    place = f"{path}:{diagnostic.line}" if diagnostic.line else str(path)
    logger.info(
        "%s: %s [%s.%s]", place, diagnostic.message, TYPE, diagnostic.code, extra={NOTE: entry}
    )


def entry_of(env: BuildEnvironment, diagnostic: Diagnostic, level: str) -> LogEntry:
    """Write a diagnostic as an entry of the log."""
    path = diagnostic.path or env.doc2path(diagnostic.docname)
    number = standard_logging.INFO if level == "note" else standard_logging.WARNING
    place = f"{path}:{diagnostic.line}" if diagnostic.line else diagnostic.docname
    return LogEntry(place, diagnostic.message, TYPE, diagnostic.code, number)


def suggest(env: BuildEnvironment, docname: str, line: int, message: str) -> None:
    """Show an author what is no mistake, but can be written better; it has no code."""
    logger.info("%s:%d: %s", env.doc2path(docname, base=False), line, message)
