"""Find pages that must be read again, where Sphinx does not see it.

Sphinx compares the time at which a page was read with that of its file. It misses a file whose time
is older than its content, a page that lists or links to one that is gone or has come, and pages
that a killed build had begun to read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from ..domain import domain_of
from ..file_stamps import Files, State
from .page_context import defined, linking
from .rivals import groups_of, rivals_of
from .store import Journal

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..diagnostics.build_log import BuildLog

logger = logging.getLogger(__name__)

JOURNAL = "briefing-reading"
"""The file beside the doctrees that names the pages that are being read."""

_Stored = dict[str, dict[str, State]]
"""By page: the states of its own file and of those that it depends on."""


class Reading:
    """The reading phase of one build."""

    def __init__(self, warnings: BuildLog) -> None:
        self._warnings = warnings
        self.journal: Journal | None = None
        self._files = Files()
        self.pages: set[str] = set()
        """The pages that have been read, or forgotten, in this build."""
        self.others_read = False
        """Whether other processes read pages of this build."""
        self._met: set[str] = set()
        """Those of which pages that were read before them could still meet what they defined."""

    def outdated(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        added: set[str],
        changed: set[str],
        removed: set[str],
    ) -> list[str]:
        """Handle ``env-get-outdated``."""
        self.journal = Journal(Path(app.doctreedir, JOURNAL))
        known = (env.found_docs & env.all_docs.keys()) - added - changed
        again = set(known if self.journal.is_torn else self.journal.left & known)
        self._files = Files()
        stored: _Stored = domain_of(env).data["files"]
        folder = str(env.srcdir)
        again |= {docname for docname in known if self._has_changed(folder, stored.get(docname))}
        # What lacks a file that it includes does not say, once it is there, that it depends on it.
        again |= self._warnings.broken(domain_of(env).data["warnings"]) & known
        if removed:
            again.update(_listing(env, removed) & known)
        if known and (added or removed):
            again.update(linking(env, added | removed) & known)
        again |= rivals_of(again | added | changed | removed, domain_of(env).rivals) & known
        return sorted(again)

    def _has_changed(self, folder: str, states: dict[str, State] | None) -> bool:
        return states is None or not all(
            self._files.is_same(_file(folder, name), state) for name, state in states.items()
        )

    def begin(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Handle ``env-before-read-docs``."""
        if docnames and self.journal is not None:
            self.journal.note("\n".join(docnames))
        # Sphinx forgets a page when its turn comes: the ones before would meet names of the ones
        # after that share a name with them.
        known = env.all_docs.keys() & docnames
        rivals = rivals_of(docnames, domain_of(env).rivals) & known
        self._met = known - rivals
        self._forget(env, rivals)

    def read_rivals(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Handle ``env-updated`` first: read together the pages that define the same names.

        When a page that was read in this build shares a name with one that was not, that another
        process has read, or that has only now come to share it, the one that Sphinx keeps is a
        matter of chance.
        """
        again = self._find_rivals(app, env) if domain_of(env).pages.touched else []
        if again:
            if self.journal is not None:
                self.journal.note("\n".join(again))
            self._warnings.read_anew(again)
            self._forget(env, again)
            for docname in again:
                app.builder.read_doc(docname)
        self._warnings.end_reading(self.pages, domain_of(env).data["warnings"])
        return again

    def _find_rivals(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        domain = domain_of(env)
        groups = groups_of(defined(env))
        domain.rivals.clear()
        domain.rivals.update(groups)
        return sorted(
            page
            for page, group in groups.items()
            if not self.pages.isdisjoint(group)
            and (
                app.parallel > 1
                or self.others_read
                or not self.pages.issuperset(group)
                or not self._met.isdisjoint(group)
            )
        )

    def _forget(self, env: BuildEnvironment, docnames: Iterable[str]) -> None:
        for docname in sorted(docnames):
            env.events.emit("env-purge-doc", env, docname)
            env.clear_doc(docname)

    def purge(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Handle ``env-purge-doc``, which comes before reading: keep the state of a page's file."""
        self.pages.add(docname)
        stored: _Stored = domain_of(env).data["files"]
        if docname in env.found_docs:
            stored[docname] = self._states(env, [str(env.doc2path(docname, base=False))])
        else:
            stored.pop(docname, None)

    def end(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Handle ``env-updated``: keep the states of the files that pages depend on."""
        domain = domain_of(env)
        stored: _Stored = domain.data["files"]
        for docname in self.pages & stored.keys():
            snapshots: list[str] = domain.data["snapshots"].get(docname, [])
            names = {*map(str, env.dependencies.get(docname, ())), *snapshots}
            stored[docname] |= self._states(env, names)

    def _states(self, env: BuildEnvironment, names: Iterable[str]) -> dict[str, State]:
        folder = str(env.srcdir)
        return {name: self._files.state(_file(folder, name)) for name in sorted(names)}

    def stored(self) -> None:
        """The environment has been stored: nothing is left half-read."""
        self._close(done=True)

    def broken_off(self) -> None:
        """The build has ended before its time."""
        self._close(done=False)

    def _close(self, *, done: bool) -> None:
        if self.journal is not None:
            self.journal.close(done=done)
            self.journal = None


def _file(folder: str, name: str) -> str:
    """A file below a folder, or elsewhere, as a text, since a ``Path`` for each one costs time."""
    return os.path.join(folder, name)  # noqa: PTH118


def _listing(env: BuildEnvironment, removed: Iterable[str]) -> set[str]:
    """The pages whose tables of contents list one that is gone; reading them tells their author."""
    gone = set(removed)
    return {
        docname for docname, listed in env.toctree_includes.items() if not gone.isdisjoint(listed)
    }
