"""Python's garbage collector, held back while much is made and little thrown away.

An extension of its own, since it changes the whole process: a house whose builds are processes of
their own lists it in ``conf.py``, first of all. ``sphinx_briefing`` alone leaves the collector as
it found it.
"""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SELDOM = 2_000_000
"""After how many new objects the collector looks, while little is thrown away."""

FEW = 20
"""How many pages are read and resolved before it looks as often as ever."""


@contextmanager
def collector_paused() -> Iterator[None]:
    """Make many objects without the collector looking through all of them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class SeldomCollected:
    """Let the collector look seldom until pages have been read or resolved in number.

    What a small build makes (modules, the environment, the ledger) stays until its end; looking
    through it takes a fifth of its time. Should a build break off before its end, the collector
    still runs, only less often.
    """

    def __init__(self) -> None:
        self._thresholds = gc.get_threshold()
        self._pages = 0
        if self._thresholds[0] and self._thresholds[0] < SELDOM:
            gc.set_threshold(SELDOM, *self._thresholds[1:])

    def count(self, *_event: object) -> None:
        """Handle an event of a page."""
        self._pages += 1
        if self._pages == FEW:
            self.end()

    def end(self, *_event: object) -> None:
        """Let the collector look as often as before."""
        if gc.get_threshold()[0] == SELDOM:
            gc.set_threshold(*self._thresholds)


@cache
def leave_all_at_exit() -> None:
    """Let a process end without looking through all that it made.

    Python collects garbage once more when it ends, which takes an unchanged build of ten thousand
    pages a third of its time, and frees what the system takes back anyway.
    """
    atexit.register(gc.freeze)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Hold the collector back from now on; called for those alone who list this extension."""
    leave_all_at_exit()
    build = SeldomCollected()
    app.connect("doctree-read", build.count)
    app.connect("doctree-resolved", build.count)
    app.connect("build-finished", build.end, priority=999)
    version = str(sys.modules[__name__.partition(".")[0]].__version__)
    return {"version": version, "parallel_read_safe": True, "parallel_write_safe": True}
