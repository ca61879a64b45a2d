"""Run a whole build, as ``sphinx-build`` runs one."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from sphinx.util.console import color_terminal, nocolor

from .division import Division
from .pools import Pool
from .stages import Waiting
from .starts import Start
from .whole_build import WORK, WholeBuild


@dataclass(frozen=True)
class Wanted:
    """The output of a build.

    :param out: its folder.
    :param doctrees: the folder of what was read.
    :param fails_on_warning: whether a warning makes the build fail.
    :param jobs: how many processes may work at once.
    """

    out: Path
    doctrees: Path
    fails_on_warning: bool = False
    jobs: int = 1


def run(start: Start, division: Division, pool: Pool, wanted: Wanted) -> int:
    """Build, and return the exit status of the build.

    :raises Waiting: if jobs have to do something first.
    :raises SphinxError: if the build cannot go on.
    """
    if not color_terminal():
        nocolor()
    with start.app(
        wanted.out,
        wanted.doctrees,
        status=sys.stdout,
        warning=sys.stderr,
        fails_on_warning=wanted.fails_on_warning,
        jobs=wanted.jobs,
    ) as app:
        work = Path(app.doctreedir, WORK)
        WholeBuild(app, start, division, pool, work)
        try:
            app.build()
        except Waiting as found:
            app.events.emit("build-finished", found)  # locks are released, journals closed
            raise
        finally:
            shutil.rmtree(work, ignore_errors=True)
        return int(app.statuscode)
