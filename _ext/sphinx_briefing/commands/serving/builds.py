"""Builds of a project that is served, each in a process of its own that starts quickly.

A process in which the libraries are imported is kept (:mod:`.loaded`), and forked for each build:
nothing of one build reaches the next, neither directives nor a ``conf.py`` that has changed. Where
processes cannot be forked, each begins from nothing.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .site import Site

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

LOADED = f"{__package__}.loaded"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a build.

    :param problem: a sentence, if it failed.
    :param briefs: the pages that are briefs.
    :param cpu: seconds of CPU.
    """

    problem: str = ""
    briefs: frozenset[str] = frozenset()
    warnings: int = 0
    cpu: float = 0.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A build that is asked for.

    :param only: the one page whose file is wanted; else all pages that have changed.
    """

    site: Site
    builder: str = "html"
    out: Path = field(default_factory=Path)
    only: str = ""
    jobs: int = 1


class Builds:
    """Starts builds, one after the other."""

    def __init__(self, site: Site, jobs: int = 1) -> None:
        self._site = site
        self._jobs = jobs
        self._context = _context()
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            1, mp_context=self._context, initializer=_end_when_interrupted, max_tasks_per_child=1
        )

    async def pages(self) -> Outcome:
        """Build the pages that have changed."""
        return await self._run(Wanted(self._site, out=self._site.pages, jobs=self._jobs))

    async def file(self, builder: str, suffix: str, docname: str) -> Outcome:
        """Make the file of one brief from what has been read."""
        return await self._run(Wanted(self._site, builder, self._site.files(suffix), docname))

    async def _run(self, wanted: Wanted) -> Outcome:
        try:
            return await asyncio.wrap_future(self._pool.submit(build, wanted))
        except BrokenProcessPool:  # the system is short of memory, or somebody has killed it
            self._pool = self._new_pool()
            return Outcome("the build was ended from outside")

    def close(self) -> None:
        """Wait for the build that runs, and start no other."""
        self._pool.shutdown(cancel_futures=True)


def _end_when_interrupted() -> None:
    """Let Ctrl+C end a build without a word: what it leaves, the next one makes whole."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _context() -> BaseContext:
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([LOADED])
        return context
    return multiprocessing.get_context("spawn")


def build(wanted: Wanted) -> Outcome:
    """Build, and say what came of it; never raises."""
    from sphinx.errors import ConfigError, SphinxError

    from ..reading import problem_of

    try:
        return _built(wanted)
    except ConfigError as error:
        return Outcome(problem_of(error, wanted.site.conf), cpu=_cpu())
    except (Exception, SystemExit) as error:  # noqa: BLE001 - of extensions, themes, templates
        said = " ".join(str(error).split()) or "no more is known"
        kind = "" if isinstance(error, (SphinxError, OSError)) else f"{type(error).__name__}: "
        return Outcome(f"the build failed: {kind}{said}", cpu=_cpu())


def _built(wanted: Wanted) -> Outcome:
    from sphinx.application import Sphinx
    from sphinx.util.console import color_terminal, nocolor
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from ...domain import domain_of

    site = wanted.site
    if not color_terminal():
        nocolor()
    # What changes what is read is never set here: all builds share what has been read.
    overrides: dict[str, Any] = {
        "briefing_files": [],
        "briefing_pdf_bundles": {},
        "briefing_sarif": "",
        "briefing_summary": False,
    }
    with patch_docutils(site.conf), docutils_namespace():
        app = Sphinx(
            srcdir=site.sources,
            confdir=site.conf,
            outdir=wanted.out,
            doctreedir=site.doctrees,
            buildername=wanted.builder,
            confoverrides=overrides,
            status=None,
            warning=sys.stderr,
            parallel=wanted.jobs,
        )
        if wanted.only:
            app.build(filenames=[app.env.doc2path(wanted.only)])
        else:
            app.build()
    briefs = frozenset(domain_of(app.env).ledger.briefs)
    return Outcome("", briefs, app._warncount, _cpu())


def _cpu() -> float:
    """Seconds of CPU of this process, and of those that it has started."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system
