"""Questions of pages to the ledger: kept beside the output, and asked again.

Each question is kept once, as a line of JSON with a digest of its answer; for each page, and for
each file that is made of records, the numbers of its questions. Pages are due when a question of
theirs is answered otherwise than when they were written.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import Any

import msgspec
from msgspec import Struct

from ..domain.traces import PageTraces
from ..ledger.answers import SIZE
from ..ledger.question_lines import read, read_all, written
from ..ledger.strict import Strict
from .store import Asked

Numbers = tuple[int, ...]


class Trace(Struct, frozen=True):
    """The questions of a page: while it was resolved, and while it was written."""

    resolving: Numbers = ()
    writing: Numbers = ()


class Questions:
    """The questions of the pages of an output, in the last build and in this one.

    Within a build, questions have the numbers that :class:`~..ledger.answers.Answers` gives them;
    what is kept is numbered in the order of the lines, so that equal outputs are kept equal.
    """

    def __init__(self, traces: PageTraces, before: Asked) -> None:
        self._answers = traces.answers
        self._traces = traces
        self._before = before
        self._digests = before.digests
        # As they take memory for all pages, they are read from one text, and numbers share objects.
        lines = zlib.decompress(before.lines).decode() if before.lines else ""
        numbers = [self._answers.number(question) for question in read_all(lines)]
        self._is_same = numbers == list(range(len(numbers)))
        self._known: dict[str, Trace] = {
            name: Trace(*(tuple(_numbers(part, numbers, same=self._is_same)) for part in parts))
            for name, parts in _unpacked(before.pages, dict[str, list[list[int]]]).items()
        }
        self._kept = dict(self._known)
        self._numbers = numbers
        self._changed: frozenset[int] = frozenset()

    def ask_again(self) -> None:
        """Find the questions that are answered otherwise than before."""
        answers, digests = self._answers, self._digests
        self._changed = frozenset(
            number
            for at, number in enumerate(self._numbers)
            if answers.digest(answers.asked[number]) != digests[at * SIZE : (at + 1) * SIZE]
        )

    def knows(self, name: str) -> bool:
        """Whether anything is known of what a page, or a file, has asked."""
        return name in self._known

    def has_changed(self, name: str, *, in_writing: bool = False) -> bool:
        """Whether a question of a page, or a file, is answered otherwise than before.

        :param in_writing: whether those alone count that were asked while it was written.
        """
        trace = self._known.get(name, Trace())
        if not self._changed.isdisjoint(trace.writing):
            return True
        return not in_writing and not self._changed.isdisjoint(trace.resolving)

    def handed(self, name: str, strict: Strict) -> str:
        """A text of what of strict records a page is handed by the answers to its questions."""
        trace = self._kept.get(name, Trace())
        found = sorted(self._traces.handed_by(trace.resolving, strict))
        return repr([(key, strict.marking_of(key)) for key in found]) if found else ""

    # -- what is asked in this build ------------------------------------------------------------

    def take_resolved(self, name: str, questions: Iterable[int]) -> None:
        """Keep what a page has asked while it was resolved."""
        writing = self._kept.get(name, Trace()).writing
        self._kept[name] = Trace(tuple(sorted(questions)), writing)

    def take_written(self, name: str, questions: Iterable[int]) -> None:
        """Keep what a page, or a file, has asked while it was written."""
        resolving = self._kept.get(name, Trace()).resolving
        self._kept[name] = Trace(resolving, tuple(sorted(questions)))

    def take(self, asked: Asked) -> None:
        """Keep what pages have asked in another process, which wrote them."""
        lines = zlib.decompress(asked.lines).decode() if asked.lines else ""
        numbers = [self._answers.number(question) for question in read_all(lines)]
        for name, parts in _unpacked(asked.pages, dict[str, list[list[int]]]).items():
            self._kept[name] = Trace(
                *(tuple(_numbers(part, numbers, same=False)) for part in parts)
            )

    def number_of(self, line: str) -> int:
        """The number of a question that another process has written down."""
        return self._answers.number(read(line))

    def kept(self, names: Iterable[str]) -> Asked:
        """The questions of some pages and files, as they are to be remembered."""
        answers, known = self._answers, self._kept
        kept = {name: known[name] for name in sorted(names) if name in known}
        if self._is_same and kept == self._known:
            digests = b"".join(answers.digest(answers.asked[n]) for n in self._numbers)
            return Asked(self._before.lines, digests, self._before.pages)
        if not kept:
            return Asked()
        used: set[int] = set()
        for trace in kept.values():
            used.update(trace.resolving, trace.writing)
        lines = {number: written(answers.asked[number]) for number in used}
        order = sorted(used, key=lines.__getitem__)
        place = {number: at for at, number in enumerate(order)}
        return Asked(
            zlib.compress("\n".join(lines[number] for number in order).encode(), 1),
            b"".join(answers.digest(answers.asked[number]) for number in order),
            _packed(
                {
                    name: [_distances(place, trace.resolving), _distances(place, trace.writing)]
                    for name, trace in kept.items()
                }
            ),
        )


def _numbers(distances: list[int], numbers: list[int], *, same: bool) -> Iterable[int]:
    found = [numbers[place] for place in accumulate(distances)]
    return found if same else sorted(found)


def _distances(place: dict[int, int], numbers: Numbers) -> list[int]:
    """Numbers as the distance of each place to the one before, which are small and alike."""
    places = sorted([place[number] for number in numbers])
    return places[:1] + [after - before for before, after in pairwise(places)]


_encode = msgspec.msgpack.Encoder().encode


def _packed(value: object) -> bytes:
    return zlib.compress(_encode(value), 1)


def _unpacked(packed: bytes, type_: Any) -> Any:
    if not packed:
        return type_()
    return msgspec.msgpack.decode(zlib.decompress(packed), type=type_)
