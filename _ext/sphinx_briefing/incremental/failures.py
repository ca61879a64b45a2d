"""A disk that is full and folders that cannot be written to: one sentence each, and no half page.

Sphinx takes some of these errors for warnings, goes on and leaves pages that are half-written.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from sphinx.errors import SphinxError
from sphinx.util import logging as sphinx_logging

if TYPE_CHECKING:
    from types import FrameType

    from sphinx.application import Sphinx

logger = sphinx_logging.getLogger(__name__)

_FULL = frozenset(
    getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name)
)
_REFUSED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_NUMBER = re.compile(r"\[Errno (\d+)\] [^:\n]*(?:: '([^'\n]*)')?")


class BuildStopped(SphinxError):
    """A build that cannot write its files, or must not."""

    category = "Build stopped"


def stopped(app: Sphinx, problem: BaseException | str) -> BuildStopped | None:
    """The message that ends a build whose files cannot be written; none for other errors."""
    for number, name in _errors(problem):
        inside = [folder for folder in (app.outdir, app.doctreedir) if _is_in(name, Path(folder))]
        place = f"{name!r}" if inside else f"a file in {str(app.outdir)!r}"
        if number in _FULL:
            return BuildStopped(
                f"{place} could not be written: {os.strerror(number)}; make room and build again"
            )
        if number == errno.EROFS or (number in _REFUSED and inside):
            return BuildStopped(
                f"{place} cannot be written: {os.strerror(number)}; make the folder writable, or "
                "build into another"
            )
    return None


def _errors(problem: BaseException | str) -> Iterator[tuple[int, str]]:
    """The numbers of the system's errors that a problem tells of, each with its file."""
    seen: set[int] = set()
    waiting: list[BaseException | str | None] = [problem]
    while waiting:
        found = waiting.pop()
        if found is None or id(found) in seen:
            continue
        seen.add(id(found))
        if isinstance(found, OSError) and found.errno is not None:
            yield found.errno, str(found.filename2 or found.filename or "")
        elif isinstance(found, BaseException):
            # Worker processes hand over the words of an error alone.
            waiting += [getattr(found, "orig_exc", None), found.__cause__, found.__context__]
            waiting.append(str(found))
        else:
            yield from ((int(match[1]), match[2] or "") for match in _NUMBER.finditer(found))


def _is_in(name: str, folder: Path) -> bool:
    return bool(name) and Path(name).is_relative_to(folder)


class Watch(logging.Handler):
    """Looks at all warnings, and stops a build at those that tell of such an error."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.WARNING)
        self._app = app

    def handle(self, record: logging.LogRecord) -> bool:
        """Look at a record."""
        args = record.args if isinstance(record.args, tuple) else ()
        for arg in args:
            if isinstance(arg, OSError) and (problem := stopped(self._app, arg)):
                raise problem from arg
        return True

    def emit(self, record: logging.LogRecord) -> None:
        """Print nothing."""


def watch(app: Sphinx) -> None:
    """Handle ``builder-inited``: look at the warnings of this build before they are printed."""
    logger = logging.getLogger("sphinx")
    logger.handlers.insert(0, Watch(app))


def explain(app: Sphinx, exception: Exception | None) -> None:
    """Handle ``build-finished``, when all has been put in order: say what stopped the build."""
    if exception is not None:
        problem = exception if isinstance(exception, BuildStopped) else stopped(app, exception)
        if problem is not None:
            end(problem, exception)


_inside: list[None] = []
"""Not empty while a build runs another one, which leaves it to the outer one to end."""


@contextmanager
def never_ending() -> Iterator[None]:
    """Let a build that is stopped raise an exception, whatever program runs it."""
    _inside.append(None)
    try:
        yield
    finally:
        _inside.pop()


def end(problem: BuildStopped, cause: Exception) -> NoReturn:
    """End a build with one sentence; a program that is no command gets an exception."""
    if _is_command() and not _inside:
        logger.error("%s: %s", problem.category, problem)
        raise SystemExit(2)
    if problem is cause:
        raise problem
    raise problem from cause


def _is_command() -> bool:
    """Whether ``sphinx-build`` runs here, and not a program that handles exceptions itself.

    It would add to the sentence a page of versions and extensions, a traceback, and the request to
    report the fault to the developers of Sphinx.
    """
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if (frame.f_globals.get("__name__"), frame.f_code.co_name) == _COMMAND:
            return True
        frame = frame.f_back
    return False


_COMMAND = ("sphinx.cmd.build", "build_main")
