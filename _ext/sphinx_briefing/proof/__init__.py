"""The proof that nothing of what was taken out stands in what was written.

When a build for an audience has ended, all files in its output folder are searched for the names
and sentences of what was taken out of its sources. What is found fails the build.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from ..audiences.outcome import Outcome, outcome_of
from ..audiences.removed import PAGE, PASSAGE, names_of
from ..diagnostics.log import warn
from ..domain import domain_of
from ..html.beside.inner import is_inside
from ..incremental.locks import NAME as LOCK
from ..markings import badge_of
from ..records import Record, declared
from ..texts import counted
from . import report
from .chance import Around, without_chance
from .common import Common, common_of, shipped_folders
from .needles import Needles, needles_of
from .remaining import remaining_files
from .remembered import Key, Memory, Search
from .searching import Hit, Searcher
from .texts import NotOpened

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

LAST = 1_000_000
"""The priority of what runs after all others."""

MOST = 100
"""The leaks that are told one by one."""


_BROKEN = (
    ArithmeticError, EOFError, LookupError, OSError, RuntimeError, ValueError, struct.error,
)  # fmt: skip
"""Errors of readers of files that nobody has foreseen."""


@dataclass(slots=True)
class Searched:
    """The findings of a search of a folder."""

    files: list[report.File] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    doctrees: int = 0


def search(
    folder: Path,
    look: Callable[[str, bytes, str], list[Hit]],
    skipped: Iterable[Path] = (),
    unlisted: Path | None = None,
    shipped: Iterable[Path] = (),
) -> Searched:
    """Search all files of a folder, and in it.

    :param look: what looks through a file: its path, its content and a hash of that.
    :param skipped: folders and files that are not looked into.
    :param unlisted: a folder whose files are counted only, as they differ from build to build.
    :param shipped: folders with files that any site may hold as they are.
    """
    found = Searched()
    for path, name in files_of(folder, set(skipped)):
        try:
            data = path.read_bytes()
        except OSError as error:
            found.problems.append(f"{name} cannot be read: {error.strerror or error}")
            continue
        digest = sha256(data).hexdigest()
        if unlisted is not None and path.is_relative_to(unlisted):
            found.doctrees += 1
        else:
            found.files.append(report.File(name, len(data), digest))
        if _is_shipped(name, data, shipped):
            continue
        try:
            found.hits += look(name, data, digest)
        except NotOpened as problem:
            found.problems.append(f"{name}: {problem}")
        except _BROKEN as error:
            found.problems.append(f"{name} cannot be read: {type(error).__name__}: {error}")
    return found


def files_of(folder: Path, skipped: set[Path]) -> Iterator[tuple[Path, str]]:
    """The files of a folder in order, with their names from there."""
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if Path(base, one) not in skipped)
        for name in sorted(names):
            path = Path(base, name)
            if path not in skipped and name != LOCK:
                yield path, path.relative_to(folder).as_posix()


def _is_shipped(name: str, data: bytes, folders: Iterable[Path]) -> bool:
    """Whether a file is one that is shipped for all sites, and unchanged."""
    below = name.removeprefix("OEBPS/").removeprefix("_static/")
    for folder in folders:
        path = folder / below
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return True
    return False


class Proof:
    """Looks in files for what was taken out of a project.

    :param memory: the folder in which is kept what was found in which files.
    :param remaining: the files that readers are to have, and whose words tell nothing therefore;
        ``None`` for all of the sources.
    """

    def __init__(
        self, outcome: Outcome, memory: Path, remaining: AbstractSet[Path] | None = None
    ) -> None:
        removed = outcome.pruned.removed
        self._outcome = outcome
        self._remaining = remaining
        self.key = Key(
            text for one in removed for text in (one.path, one.marking, one.text, *one.names)
        )
        self._memory = Memory(memory)
        self.needles = needles_of(removed, self._standing)

    def search(self, folder: Path, shipped: Iterable[Path] = ()) -> Searched:
        """Search a folder of outputs.

        :param shipped: folders with files that any site may hold as they are.
        """
        found = search(
            folder,
            Search(self.needles.searcher(), self.key, self._memory).in_file,
            skipped=[self._outcome.target, self._memory.path, folder / report.NAME],
            unlisted=self._outcome.doctrees,
            shipped=shipped,
        )
        self._memory.save()
        return found

    def without_chance(
        self, hits: Iterable[Hit], around: Around | None = None
    ) -> tuple[list[Hit], set[str]]:
        """The hits that are no chance, and what was found by chance alone.

        :param around: what outputs print beside each other.
        """
        found = without_chance(hits, self.needles, self._standing, around or Around())
        self._memory.save()
        return found

    def _standing(self, searcher: Searcher) -> set[str]:
        """Those of some lines that stand in what remains."""
        one = Search(searcher, self.key, self._memory)

        target, remaining = self._outcome.target, self._remaining

        def look(name: str, data: bytes, digest: str) -> list[Hit]:
            if remaining is not None and target / name not in remaining:
                return []
            try:
                return one.in_file(name, data, digest)
            except NotOpened:  # nothing in it is known, so that nothing is left out
                return []

        return {hit.needle for hit in search(target, look).hits}


def prove(app: Sphinx, exception: Exception | None) -> None:
    """Handle ``build-finished``, after all others: search what was written."""
    outdir = Path(app.outdir)
    if exception is not None and not is_inside():
        report.remove(outdir)
    outcome = outcome_of(app)
    if outcome is None or exception is not None:
        return
    proof = Proof(outcome, Path(app.doctreedir), remaining_files(app))
    found = proof.search(outdir, shipped_folders(app))
    common = common_of(app)
    leaks, chance = proof.without_chance(found.hits, _around(app, common) if found.hits else None)
    leaks, excused = _without_common(common, leaks)
    if leaks or found.problems:
        _tell(app, outcome, leaks, proof.needles, found.problems)
        return
    report.write(
        outdir,
        report.report_of(
            outcome.audience,
            outcome.pruned.removed,
            proof.needles,
            len(excused),
            len(chance),
            proof.key,
            found.files,
            found.doctrees,
        ),
    )
    _say(outcome, proof.needles, found, excused)


def _around(app: Sphinx, common: Common) -> Around:
    """The names and fields of what remains, which outputs print beside each other."""
    ledger = domain_of(app.env).ledger
    records = [one for kind in ledger.kinds for one in ledger.records(kind).values()]
    titles = [title.astext() for title in app.env.titles.values()]
    return Around(
        map(names_of, records),
        [*titles, *(value for record in records for value in _printed_of(record))],
        lambda words: common.holds(words, is_plain=False),
    )


def _printed_of(record: Record) -> Iterator[str]:
    """The values of the fields of a record that are words."""
    for one in declared(type(record)).values():
        value = getattr(record, one.attribute, None)
        yield from (
            one for one in (value if isinstance(value, tuple) else [value]) if isinstance(one, str)
        )


def _without_common(common: Common, hits: Iterable[Hit]) -> tuple[list[Hit], set[str]]:
    """What was found and is said by nothing else; the words that stand in every site."""
    leaks: list[Hit] = []
    excused: set[str] = set()
    for hit in hits:
        if common.holds(hit.needle, is_plain=hit.is_plain):
            excused.add(hit.needle)
        else:
            leaks.append(hit)
    return leaks, excused


def _apart(app: Sphinx, outcome: Outcome, hits: Iterable[Hit]) -> tuple[list[Hit], list[Hit]]:
    """Hits in what was written, and hits in the doctrees of other builds that lie beside it."""
    outdir = Path(app.outdir)
    found: tuple[list[Hit], list[Hit]] = [], []
    for hit in hits:
        path = outdir / hit.path
        is_other = path.is_relative_to(outcome.doctrees) and not path.is_relative_to(app.doctreedir)
        found[is_other].append(hit)
    return found


def _tell(
    app: Sphinx, outcome: Outcome, leaks: list[Hit], needles: Needles, problems: list[str]
) -> None:
    """Say what was found, and what could not be looked into; the build has failed."""
    app.statuscode = 1
    told: set[tuple[str, str, int]] = set()
    leaks, of_others = _apart(app, outcome, leaks)
    if of_others:
        # Whoever builds for others into the same folder has one mistake to mend, and not many.
        hit = of_others[0]
        name = next(iter(needles.of(hit.needle).names), needles.of(hit.needle).what)
        folder = Path(os.path.relpath(outcome.doctrees, app.outdir)).as_posix()
        logger.error(
            "%s",
            f"{folder} in the output holds what builds for others have read: {hit.path} has words "
            f"of {name}, which is not for {outcome.audience}; remove that folder, and keep "
            "doctrees elsewhere: sphinx-build -d FOLDER",
        )
    for hit in leaks:
        one = needles.of(hit.needle)
        if (hit.path, one.path, one.line) in told:
            continue
        told.add((hit.path, one.path, one.line))
        if len(told) <= MOST:
            name = f" {one.names[0]}" if one.names else ""
            place = f"byte {hit.offset}{f' of {hit.inside.strip()}' if hit.inside else ''}"
            logger.error(
                "%s",
                f"{one.what}{name} ({badge_of(one.marking)}) is not for {outcome.audience}, "
                f"but {hit.path} holds words of it at {place}: {hit.needle!r}",
                location=f"{outcome.source / one.path}:{one.line}",
            )
    if len(told) > MOST:
        logger.error("%s", f"{len(told) - MOST} more of what was taken out stands in the output")
    for problem in problems:
        logger.error("%s", f"what is not for {outcome.audience} may be in the output: {problem}")


def _say(outcome: Outcome, needles: Needles, found: Searched, excused: set[str]) -> None:
    """Say that nothing was found, and what cannot be told."""
    if not outcome.pruned.removed:
        return
    others = needles.remaining + needles.short + len(excused)
    names, lines = counted(len(needles.names), "name"), counted(len(needles.lines), "sentence")
    files = counted(len(found.files) + found.doctrees, "file")
    also = (
        f"; {others} more stand in what remains or in any site, and tell nothing" if others else ""
    )
    logger.info(
        "%s",
        f"briefing: for {outcome.audience}: {files} searched for {names} and {lines} of what was "
        f"taken out: none found{also}",
    )
    for needle in sorted(excused):
        one = needles.of(needle)
        said = f"{needle!r} stands in every site, so that nobody can tell whether it is withheld"
        if one.what not in (PAGE, PASSAGE) and needle.isalpha() and len(needle) > 2:
            place = f"{outcome.source / one.path}:{one.line}"
            warn("marking", f"{one.what} {one.names[0]}: {said}; give it another name", place)
        else:
            logger.info("%s", f"briefing: {one.path}:{one.line}: {said}")


def _forget(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``, before anything is written: remove the report of a build before."""
    if not is_inside():
        report.remove(Path(app.outdir))


def setup(app: Sphinx) -> None:
    """Search when all others are done."""
    app.connect("env-updated", _forget)
    app.connect("build-finished", prove, priority=LAST)
