"""A project as an audience may read it: cut, read and kept up to date."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from ..audiences.tree import files_below
from ..commands.impact_report import citing_of
from ..commands.looking_up import Looking, remembered
from ..commands.reading import application_read
from ..domain import domain_of
from ..files import stamp_of
from ..markings import badge_of
from .cutting import cut
from .likeness import Likeness

if TYPE_CHECKING:
    from ..domain import BriefDomain
    from ..ledger.evidence import Key


class Unreadable(ValueError):
    """A project that cannot be read, and why, in one sentence for whoever runs the server."""


@dataclass(frozen=True)
class Cut(Looking):
    """The ledger of the sources for an audience; places are files below these, with ``/``."""

    def place(self, docname: str, line: int = 0, path: str = "") -> str:
        """A place as ``file:line``, the file from the folder of the sources."""
        env = self.project.env
        found = docname  # of a page of another house
        if path or docname in env.found_docs:
            whole = Path(env.srcdir, path or env.doc2path(docname))
            found = Path(os.path.relpath(whole, env.srcdir)).as_posix()
        return f"{found}:{line}" if line else found

    @property
    def project(self) -> BriefDomain:
        """The domain that has read them."""
        assert self.domain is not None
        return self.domain

    @cached_property
    def citing(self) -> Mapping[str, frozenset[Key]]:
        """By brief, the records that it cites on its day."""
        return citing_of(self.project)

    @cached_property
    def likeness(self) -> Likeness:
        """The words of the records, ready to be compared with."""
        language = self.project.env.config.language or "en"
        return Likeness(self.ledger, self.project.conventions, language)

    def is_for(self, audience: str) -> bool:
        """Whether an audience may read all that is here, by the markings that are left."""
        markings = self.ledger.markings
        records = (
            record for kind in self.ledger.kinds for record in self.ledger.records(kind).values()
        )
        pages = (*self.ledger.notes, *self.ledger.briefs)
        return all(markings.may_show(record, audience) for record in records) and all(
            markings.may_show_page(page, audience) for page in pages
        )


class Desk:
    """A project, bound to an audience.

    Every look compares the files with those that were read: what has changed is cut and read
    again. While that is not possible, nothing is answered: what was read before may hold what has
    been marked more strictly since.
    """

    def __init__(self, sources: Path, conf: Path, audience: str) -> None:
        self.sources, self.conf, self.audience = sources.resolve(), conf.resolve(), audience
        self._ending = ExitStack()
        self._cache = self._folder()
        self._beside: tuple[str, ...] = ()
        self._seen = b""
        self._read: Cut | None = None
        self._lock = threading.Lock()

    def _folder(self) -> Path:
        """A folder that this process alone works in; one that is thrown away if need be."""
        level = self.audience.lower().replace("+", "-")
        place = remembered(self.sources, self.conf, f"audience-{level}")
        if (kept := self._ending.enter_context(place)) is not None:
            return kept
        made = tempfile.TemporaryDirectory(prefix="briefing-", ignore_cleanup_errors=True)
        return Path(self._ending.enter_context(made))

    def close(self) -> None:
        """Let others have the folder."""
        self._ending.close()

    def look(self) -> Cut:
        """The project as it is at this moment.

        :raises Unreadable: if it cannot be read.
        """
        with self._lock:
            for _again in range(2):  # what was found beside the sources counts, too
                state = self._state()
                if self._read is not None and state == self._seen:
                    break
                self._read, self._seen = None, b""
                self._read = self._read_cut()
                self._seen = state
            assert self._read is not None
            return self._read

    def _read_cut(self) -> Cut:
        found = cut(self.sources, self.conf, self._cache, self.audience)
        if found.problem:
            raise Unreadable(found.problem)
        self._beside = found.beside
        doctrees = self._cache / "doctrees"
        doctrees.mkdir(exist_ok=True)
        try:
            with application_read(
                Path(found.folder), self.conf, None, doctrees, audience=self.audience
            ) as app:
                read = Cut(domain_of(app.env).ledger, domain_of(app.env))
                _ = read.citing  # while all is there that it is made of
        except ValueError as error:
            raise Unreadable(str(error)) from None
        if not read.is_for(self.audience):  # what others add may read files of its own
            raise Unreadable(
                "something that is marked more strictly has come in beside the sources for "
                f"{badge_of(self.audience)}, by an extension or a ledger of others: it has to go"
            )
        return read

    # -- what has changed -------------------------------------------------------------------------

    def _state(self) -> bytes:
        """A hash of the names, sizes and times of all files of the project."""
        found = blake2b(digest_size=16)
        for path in self._files():
            if stamp := stamp_of(path):
                found.update(f"{path}\0{stamp}\0".encode("utf-8", "surrogateescape"))
        return found.digest()

    def _files(self) -> Iterator[str]:
        tops = [self.sources]
        if not self.conf.is_relative_to(self.sources):
            tops = [self.conf, *([] if self.sources.is_relative_to(self.conf) else tops)]
        for top in tops:
            for name in files_below(top, frozenset(), frozenset()):
                yield os.path.join(top, name)  # noqa: PTH118
        for name in self._beside:
            yield os.path.join(self.sources, name)  # noqa: PTH118
