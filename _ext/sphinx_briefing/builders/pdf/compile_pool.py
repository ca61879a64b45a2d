"""A pool that compiles PDFs: one compiler a thread, reused for every brief.

Typst works without Python's lock, so that threads compile side by side while the next brief is
being translated. They share what Typst remembers of template and fonts, and need no copies of the
environment, as processes would.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from ..paper.typst import STANDARDS, Compiled, TypstCompiler

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True)
class Job:
    """A document to be compiled."""

    source: str
    timestamp: datetime
    untagged: tuple[str, ...] = ()
    """Why it cannot be an accessible PDF, as far as its pages told."""
    limit: int = 0
    """How many pages its text may have; 0 for any number."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A job that is done."""

    compiled: Compiled
    untagged: str = ""
    """Why the PDF is not of the standards."""


class CompilePool(Generic[Name]):
    """Compiles documents in the order in which they are handed in.

    :param jobs: how many are compiled at once; with 1, nothing runs beside the caller.
    """

    def __init__(self, compiler: TypstCompiler, jobs: int) -> None:
        self._compiler = compiler
        self._own = threading.local()
        self._limit = 2 * jobs
        self._pool = ThreadPoolExecutor(jobs) if jobs > 1 else None
        self._waiting: deque[tuple[Name, Job, Future[Finished]]] = deque()

    def add(self, name: Name, job: Job) -> Iterator[tuple[Name, Job, Finished]]:
        """Hand in a document; what is finished by now comes back, in order."""
        if self._pool is None:
            yield name, job, make(self._compiler, job)
            return
        self._waiting.append((name, job, self._pool.submit(self._make, job)))
        while self._waiting and (self._waiting[0][2].done() or len(self._waiting) > self._limit):
            yield self._next()

    def rest(self) -> Iterator[tuple[Name, Job, Finished]]:
        """Return what has not come back yet, and close."""
        while self._waiting:
            yield self._next()
        self.close()

    def close(self) -> None:
        """Let the threads end, even where a build stops half-way."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _next(self) -> tuple[Name, Job, Finished]:
        name, job, future = self._waiting.popleft()
        return name, job, future.result()

    def _make(self, job: Job) -> Finished:
        compiler: TypstCompiler | None = getattr(self._own, "compiler", None)
        if compiler is None:
            compiler = self._own.compiler = self._compiler.another()
        return make(compiler, job)


def make(compiler: TypstCompiler, job: Job) -> Finished:
    """Compile by the standards; where that is impossible, say why and do without them."""
    why = "; ".join(job.untagged)
    if not why:
        compiled = compiler.compile(job.source, job.timestamp, STANDARDS)
        if compiled.pdf is not None:
            return Finished(compiled)
        why = compiled.refused
    return Finished(compiler.compile(job.source, job.timestamp, ()), why)
