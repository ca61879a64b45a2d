"""A build inside another one: another builder, in the same folders and the same process.

The outer build has ended but for its last words. The inner one is one as ``sphinx-build`` makes
it, with an application and an environment of its own, so that builders, extensions and freshness
need not know of it. All that it says is heard by its own log; the reader sees its progress.
"""

from __future__ import annotations

import logging as standard_logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from io import StringIO
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives, roles
from sphinx.application import Sphinx
from sphinx.util.logging import NAMESPACE

from ...diagnostics.build_log import log_of
from ...incremental.locks import NAME, lent

if TYPE_CHECKING:
    from ...diagnostics.entries import LogEntry

_BUILDERS = __name__.rpartition(".html.")[0] + ".builders."
_SHOWN = f"{NAMESPACE}.{_BUILDERS}"
"""Begins the names of loggers whose progress readers see."""

_running: list[str] = []


def is_inside() -> bool:
    """Whether this build runs inside another one."""
    return bool(_running)


def build_inside(app: Sphinx, builder: str, tags: Sequence[str]) -> list[LogEntry]:
    """Build with another builder, and return all that was said meanwhile.

    :param tags: those that the user has set.
    """
    overrides: dict[str, Any] = {
        **app.config.overrides,
        "extensions": list(app.config.extensions),  # Sphinx has taken them from the overrides
        # The outer build sums up.
        "briefing_summary": False,
        "briefing_sarif": "",
        # Without that file, too, the configuration must be the one with which pages were read.
        "epub_exclude_files": _before(app.config.epub_exclude_files, NAME),
    }
    is_read = "__file__" in app.config._raw_config  # else the command line has turned it off (-C)
    _running.append(builder)
    try:
        with lent(app), _registered(), _heard() as outer:
            inner = Sphinx(
                srcdir=app.srcdir,
                confdir=app.confdir if is_read else None,
                outdir=app.outdir,
                doctreedir=app.doctreedir,
                buildername=builder,
                confoverrides=overrides,
                status=None,
                warning=StringIO(),
                tags=tags,
                verbosity=app.verbosity,
                parallel=app.parallel,
            )
            standard_logging.getLogger(NAMESPACE).addHandler(_Progress(outer))
            inner.build()
            return [entry for _page, entry in log_of(inner).entries()]
    finally:
        _running.pop()


def _before(names: Sequence[str], ours: str) -> list[str]:
    """What a list held before every build adds names of ours to it."""
    return [*names[: names.index(ours)]] if ours in names else [*names]


class _Progress(standard_logging.Handler):
    """Shows the progress of a builder where the outer build shows its own."""

    def __init__(self, outer: list[standard_logging.Handler]) -> None:
        super().__init__(standard_logging.INFO)
        self._shown = [
            handler
            for handler in outer
            if isinstance(handler, standard_logging.StreamHandler)
            and handler.level < standard_logging.WARNING
        ]

    def emit(self, record: standard_logging.LogRecord) -> None:
        """Show what a builder says of its progress."""
        if record.levelno < standard_logging.WARNING and record.name.startswith(_SHOWN):
            for handler in self._shown:
                if record.levelno >= handler.level:
                    handler.handle(record)


@contextmanager
def _heard() -> Iterator[list[standard_logging.Handler]]:
    """Give those who hear the outer build back their places; they hear nothing meanwhile."""
    logger = standard_logging.getLogger(NAMESPACE)
    outer = logger.handlers[:]
    try:
        yield outer
    finally:
        logger.handlers[:] = outer


@contextmanager
def _registered() -> Iterator[None]:
    """Give docutils back the directives and roles of the outer build."""
    known: Any = (directives, roles)
    before = copy(known[0]._directives), copy(known[1]._roles)
    try:
        yield
    finally:
        known[0]._directives, known[1]._roles = before
