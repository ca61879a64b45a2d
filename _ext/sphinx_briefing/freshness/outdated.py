"""Which pages must be read again, where Sphinx does not see it.

Sphinx compares the time at which a page was read with that of its file. It misses a file that was
replaced by an older one, a page that lists or links to one that is gone or has come, and pages
that a killed build had begun to read.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from ..domain import domain_of
from .around import linking
from .record import Journal

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

JOURNAL = "briefing-reading"
"""The file beside the doctrees that names the pages that are being read."""

Stamp = tuple[int, int]
"""Time of change in nanoseconds, and size."""


def stamp_of(path: Path) -> Stamp:
    """The stamp of a file; a missing one has a stamp of its own."""
    try:
        found = path.stat()
    except OSError:
        return (0, -1)
    return (found.st_mtime_ns, found.st_size)


class Reading:
    """The reading phase of one build."""

    def __init__(self) -> None:
        self.journal: Journal | None = None
        self.pages: set[str] = set()
        """The pages that have been read, or forgotten, in this build."""

    def outdated(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        added: set[str],
        changed: set[str],
        removed: set[str],
    ) -> list[str]:
        """Answer ``env-get-outdated``."""
        self.journal = Journal(Path(app.doctreedir, JOURNAL))
        known = (env.found_docs & env.all_docs.keys()) - added - changed
        again = set(self.journal.left) & known
        stamps: dict[str, tuple[Stamp, dict[str, Stamp]]] = domain_of(env).data["stamps"]
        for docname in known:
            own, others = stamps.get(docname, (None, {}))
            if own != stamp_of(env.doc2path(docname)) or any(
                before != stamp_of(Path(env.srcdir, name)) for name, before in others.items()
            ):
                again.add(docname)
        if removed:
            again.update(_listing(env, removed) & known)
        if known and (added or removed):
            again.update(linking(env, added | removed) & known)
        return sorted(again)

    def begin(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Answer ``env-before-read-docs``."""
        if docnames and self.journal is not None:
            self.journal.note("\n".join(docnames))

    def purge(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Answer ``env-purge-doc``, which comes before reading: keep the stamp of a page's file."""
        self.pages.add(docname)
        stamps = domain_of(env).data["stamps"]
        if docname in env.found_docs:
            stamps[docname] = (stamp_of(env.doc2path(docname)), {})
        else:
            stamps.pop(docname, None)

    def end(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Answer ``env-updated``: keep the stamps of the files that pages depend on."""
        stamps = domain_of(env).data["stamps"]
        for docname in self.pages & stamps.keys():
            names = sorted(map(str, env.dependencies.get(docname, ())))
            stamps[docname] = (
                stamps[docname][0],
                {name: stamp_of(Path(env.srcdir, name)) for name in names},
            )

    def stored(self) -> None:
        """The environment has been stored: nothing is left half-read."""
        if self.journal is not None:
            self.journal.close(done=True)
            self.journal = None


def _listing(env: BuildEnvironment, removed: Iterable[str]) -> set[str]:
    """The pages whose tables of contents list one that is gone; reading them tells their author."""
    gone = set(removed)
    return {
        docname for docname, listed in env.toctree_includes.items() if not gone.isdisjoint(listed)
    }
