"""Partial indexes read again, block by block."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from .partial import LENGTH, MAGIC, FacetValue, FoundWord, Header, ShownEntry

Item = TypeVar("Item", ShownEntry, FoundWord, FacetValue)


class PartialIndexError(ValueError):
    """A partial index that cannot be read, or does not belong to the others."""


class Stored:
    """A partial index as it is stored.

    :param stored: its bytes, or the file that holds them.
    :raises PartialIndexError: when it is none, of another version, or not whole.
    """

    def __init__(self, stored: bytes | Path) -> None:
        self._stored = stored
        try:
            self.header, self._start = self._head()
        except (OSError, msgspec.MsgspecError) as error:
            raise self._unreadable(str(error)) from error

    @property
    def name(self) -> str:
        """Its name in messages."""
        return str(self._stored) if isinstance(self._stored, Path) else "a partial index"

    def _head(self) -> tuple[Header, int]:
        with self._opened() as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise self._unreadable("it does not begin as one of this version does")
            length = int.from_bytes(file.read(LENGTH))
            header = msgspec.msgpack.decode(file.read(length), type=Header)
            start = file.tell()
            if file.seek(0, 2) != start + sum(header.lengths):
                raise self._unreadable("it is not whole")
        return header, start

    def _unreadable(self, why: str) -> PartialIndexError:
        return PartialIndexError(f"{self.name} is no partial index of the search: {why}")

    @contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        stored = self._stored
        with stored.open("rb") if isinstance(stored, Path) else BytesIO(stored) as file:
            yield file

    def entries(self) -> Iterator[ShownEntry]:
        """The entries in their order."""
        return self._items(0, list[ShownEntry])

    def words(self) -> Iterator[FoundWord]:
        """The words in their order."""
        return self._items(1, list[FoundWord])

    def values(self) -> Iterator[FacetValue]:
        """The values of facets in their order."""
        return self._items(2, list[FacetValue])

    def _items(self, run: int, kind: type[list[Item]]) -> Iterator[Item]:
        start = self._start + sum(self.header.lengths[:run])
        end = start + self.header.lengths[run]
        decoder = msgspec.msgpack.Decoder(kind)
        with self._opened() as file:
            file.seek(start)
            while file.tell() < end:
                length = int.from_bytes(file.read(LENGTH))
                try:
                    items = decoder.decode(zlib.decompress(file.read(length)))
                except (msgspec.MsgspecError, zlib.error) as error:
                    raise self._unreadable(str(error)) from error
                yield from items


def text_of(stored: bytes) -> str:
    """A text that is stored in UTF-8, half a character of two included."""
    return stored.decode("utf-8", "surrogatepass")


def stored_together(partials: Iterable[bytes | Path]) -> Sequence[Stored]:
    """Partial indexes that belong together.

    :raises PartialIndexError: when one cannot be read, when two are of different configurations, or
        when two hold the same page.
    """
    found = [Stored(partial) for partial in partials]
    pages: dict[str, Stored] = {}
    for stored in found:
        head, first = stored.header, found[0].header
        if (head.sections, head.facets, head.stopwords) != (
            first.sections, first.facets, first.stopwords,
        ):  # fmt: skip
            raise PartialIndexError(
                f"{stored.name} and {found[0].name} are of different kinds of record, languages or "
                "versions; make all partial indexes with the same configuration"
            )
        for page in head.pages:
            other = pages.setdefault(page, stored)
            if other is not stored:
                raise PartialIndexError(
                    f"the page {page!r} is in {other.name} and in {stored.name}; each page belongs "
                    "to one partial index"
                )
    return found
