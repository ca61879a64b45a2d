"""The common ground of all formats: how they are declared, and how they tell of losses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Document = Mapping[str, Any]
"""A ``ledger.json``, decoded: records by id, under the plurals of their kinds. Under
:data:`BASE` it may name the address of the published pages."""

BASE = "html_baseurl"
"""The key under which a document names the address that its pages are published at."""

Holds = Mapping[str, Mapping[str, str]]
"""What a format holds: by kind and field, the place that it gives to the field, for the manual.
A field that ends with ``*`` stands for all that begin so (``title-*``)."""


class Lost(NamedTuple):
    """A value that is not held.

    Of an export, a field that the format has no room for; of an import, a part of the file that
    was left aside, whose ``kind`` and ``id`` are those of the file (or its line).
    """

    kind: str
    id: str
    """Empty for all records of the kind."""
    field: str
    """Empty for the whole record."""
    why: str


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was made of a document."""

    content: bytes
    lost: tuple[Lost, ...]
    kept: Mapping[str, int]
    """By kind, how many records are in it."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A record as a file says it, its fields under the names of the language, as written."""

    kind: str
    id: str
    """Empty where the file gives none."""
    fields: Mapping[str, Any]
    """Texts, and lists of texts for fields that may hold several."""
    text: str = ""
    """The prose: plain text, without markup."""
    where: str = ""
    """Its place in the file, for messages: a line, or an id that the file knows."""


@dataclass(frozen=True, slots=True)
class Read:
    """The records of a file, and what was left aside."""

    records: tuple[Imported, ...]
    left: tuple[Lost, ...]

    def values(self) -> list[tuple[str, str, str, Any]]:
        """All that the records hold: kind, id, field and value of each that is not empty."""
        found = []
        for one in self.records:
            fields = {"id": one.id, **one.fields, "text": one.text}
            found += [(one.kind, one.id, name, value) for name, value in fields.items() if value]
        return found


class UnreadableFile(ValueError):
    """A file of which nothing can be read: what is wrong, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of others.

    :param name: what it is called on the command line.
    :param suffix: the end of the names of its files.
    :param extra: the extra that brings the libraries it needs; empty where there are none.
    :param write: makes a file of a document; ``None`` where it is only read.
    :param read: reads the bytes of a file, whose name messages say; it raises
        :exc:`UnreadableFile`. ``None`` where it is only written.
    :param source: the address of the standard.
    :param holds: the fields that ``write`` keeps.
    :param recognises: whether the first bytes of a file are of this format.
    :param check: reads the values back from a file, where ``read`` does not give all of them: kind,
        id, field and value.
    """

    name: str
    title: str
    suffix: str
    extra: str
    write: Callable[[Document], Written] | None
    read: Callable[[bytes, str], Read] | None
    source: str
    holds: Holds = field(default_factory=dict)
    recognises: Callable[[bytes], bool] | None = None
    check: Callable[[bytes], list[tuple[str, str, str, Any]]] | None = None
