"""The data files of a project: the records in them that are not for an audience."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..markings import is_stricter
from ..records import Record
from ..records.columns import Columns, OptionError, columns_of
from ..records.encodings import decoded
from ..records.tables import Row
from ..source_text.blocks import lines_of
from ..source_text.reader import Text
from ..source_text.registers import User
from ..source_text.rows import NotDivisible, names_in, rows_of
from . import data_files
from .marked import MarkedTextReader
from .removed import Removed, names_of

_OPTIONS = ("columns", "ignore", "delimiter", "list")
_KEPT_WHOLE = (
    "its records for other readers cannot be taken out one by one: none of it is read; keep them "
    "in a file of their own"
)


class Read(NamedTuple):
    """A data file as one of its users reads it."""

    kind: type[Record]
    columns: Columns
    encoding: str
    rows: Sequence[Row]
    text: Text


@dataclass(slots=True)
class Register:
    """A data file, as far as it is left.

    :param text: its text; ``None`` where nothing of it is left.
    :param whole: its text as it is.
    :param problem: what to tell its author.
    """

    path: str
    whole: str
    text: str | None
    encoding: str
    kept: list[Record]
    gone: list[Record]
    removed: list[Removed]
    reads: list[Read]
    problem: str = ""

    @property
    def is_left_out(self) -> bool:
        """Whether nothing of it is left."""
        return self.text is None

    @property
    def data(self) -> bytes:
        """The bytes of what is left."""
        return (self.text or "").encode(self.encoding or "utf-8", "surrogateescape")

    def lines(self) -> list[int]:
        """For each line of what is left, the line that it was, from 0."""
        found, at = [], 0
        lines = lines_of(self.whole)
        for line in lines_of(self.text or ""):
            where = next((n for n in range(at, len(lines)) if lines[n] == line), at)
            found.append(min(where, max(len(lines) - 1, 0)))
            at = where + 1
        return found


class RegisterPruner:
    """Takes records out of data files."""

    def __init__(self, reader: MarkedTextReader, audience: str, unmarked: str) -> None:
        self._reader = reader
        self._audience = audience
        self._unmarked = unmarked
        self.plurals = {kind.plural: kind for kind in reader.kinds.values() if kind.in_files}

    def prune(self, source: Path, path: str, users: Sequence[User]) -> Register | None:
        """Take out of a file what is marked; ``None`` where it cannot be read and may stay.

        :param users: all that read it, those that remain and those that do not.
        """
        left = [user for user in users if user.is_open]
        try:
            data = (source / path).read_bytes()
        except OSError:
            return None
        found: Register | None = None
        for user in left or users[:1]:
            encoding = user.block.options.get("encoding", "")
            try:
                found = self._pruned(path, data, user, encoding, found)
            except (NotDivisible, ValueError, OptionError, RecursionError):
                if left:
                    if found is None and not _may_hold_marks(data):
                        return None  # the build says what is wrong
                    return Register(path, "", None, encoding, [], [], [], [], _KEPT_WHOLE)
        if found is not None and not left:
            found.text = None
        return found

    def _pruned(
        self, path: str, data: bytes, user: User, encoding: str, before: Register | None
    ) -> Register:
        """A file as it is left for one user, of what was left for those before."""
        suffix, kind = Path(path).suffix.lower(), user.kind
        options = {name: user.block.options.get(name, "") for name in _OPTIONS}
        columns = columns_of(kind, options)
        whole = before.text or "" if before else decoded(data, encoding).text

        def read(text: str) -> list[Row]:
            content = text.encode(encoding or "utf-8", "surrogateescape")
            return rows_of(content, suffix, kind, columns, self._reader.readers, encoding)

        rows = read(whole)
        marking = user.text.facts.tlp or self._unmarked
        gone = [not user.is_open or self._is_closed(data_files.marking_of(row)) for row in rows]
        found = before or Register(
            path, whole, whole, encoding, kept=[], gone=[], removed=[], reads=[]
        )
        for row, is_gone in zip(rows, gone, strict=True):
            record = self._reader.record_of_row(kind, row)
            if record is None:
                continue
            (found.gone if is_gone else found.kept).append(record)
            if is_gone:
                found.removed.append(
                    Removed(
                        kind.kind_name,
                        path,
                        row.line,
                        data_files.marking_of(row) or marking,
                        names_of(record),
                        "\n".join(_texts(row)),
                        user.text.is_rst,
                    )
                )
        if any(gone) and user.is_open:
            found.text, _ = data_files.without_rows(whole, suffix, rows, gone, read)
            rows = read(found.text) if not all(gone) else []
        found.reads.append(Read(kind, columns, encoding, rows, user.text))
        return found

    def _is_closed(self, marking: str) -> bool:
        return bool(marking) and is_stricter(marking, self._audience)

    def without_names(
        self, register: Register, is_gone: Callable[[str, str], bool]
    ) -> Iterator[tuple[int, str]]:
        """Take names of what was taken out from the rows that remain.

        :param is_gone: tells whether a name of some kinds means what was taken out.
        :returns: for each row, its line and what to tell its author.
        """
        for read in register.reads:
            yield from self._without_names(register, read, is_gone)

    def _without_names(
        self, register: Register, read: Read, is_gone: Callable[[str, str], bool]
    ) -> Iterator[tuple[int, str]]:
        suffix = Path(register.path).suffix.lower()

        def again(text: str) -> list[Row]:
            content = text.encode(read.encoding or "utf-8", "surrogateescape")
            return rows_of(
                content, suffix, read.kind, read.columns, self._reader.readers, read.encoding
            )

        for number, row in enumerate(read.rows):
            for field, names in names_in(row, read.kind):
                gone = [name for name in names if is_gone(field.shape.named, name)]
                if not gone:
                    continue
                what = f"{read.kind.kind_name} {field.name!r}"
                yield row.line, f"{what} names what is not for this audience; it is left out there"
                for name in gone:
                    try:
                        register.text = data_files.without_name(
                            register.text or "", number, field.name, name, again, suffix
                        )
                    except NotDivisible:
                        register.text, register.problem = None, _KEPT_WHOLE
                        return


def _may_hold_marks(data: bytes) -> bool:
    folded = data.lower()
    return any(word in folded for word in (b"tlp", b"marking", b"classif", b"restrict"))


def _texts(row: Row) -> Iterator[str]:
    for value in row.values.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (str(item) for item in value)
