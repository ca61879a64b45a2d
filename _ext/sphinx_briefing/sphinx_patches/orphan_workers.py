"""Worker processes that end with the build that started them.

Sphinx's workers outlive a build that is killed: they go on writing, or wait for ever to hand over
what they have read.

Works round: ``sphinx.util.parallel.ParallelTasks`` starts processes that are no daemons and hold
the pipe that they write to. No issue is known; sphinx-doc/sphinx#11923 ended those of builds that
fail.
Seen in: Sphinx 8.2 and 9.0.
Can go when: no process is left of a parallel build that was killed.
"""

from __future__ import annotations

import os
import threading
import time
from functools import cache

INTERVAL = 0.2
"""Seconds between two looks at whether the parent is still there."""


@cache
def end_with_parent() -> None:
    """Let every process that is forked from now on end when its parent does.

    Does nothing where processes are not forked (Windows). May be called any number of times.
    """
    if not hasattr(os, "register_at_fork"):
        return
    forking = [os.getpid()]

    def before() -> None:
        forking[0] = os.getpid()

    def in_child() -> None:
        threading.Thread(target=_watch, args=(forking[0],), daemon=True).start()

    os.register_at_fork(before=before, after_in_child=in_child)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(INTERVAL)
    os._exit(1)
