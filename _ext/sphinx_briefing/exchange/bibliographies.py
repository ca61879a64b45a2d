"""Sources in bibliographies: rows that were read as records, and what of a file they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..records.tables import Row, Unreadable
from .model import Imported, Lost, Read, UnreadableFile

PROSE = "text"
_IN_TITLES = frozenset({"subtitle", "titleaddon", "shorttitle", "title-short"})
"""Fields that titles hold already."""
_IN_ADDRESSES = frozenset({"doi", "DOI", "eprint"})
"""Fields of which addresses are made."""
SOURCE = "source"
OUTLETS = frozenset({"news", "social"})
"""Types of source whose publisher is the paper, or the site, that holds them."""
DAY = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")
"""A year, with its month and day where they are said."""

NO_PLACE = {
    "source": "a bibliography lists sources, and none of them has a source of its own",
}
"""Why bibliographies hold no fields of these names."""


def unreadable(name: str, error: Unreadable) -> UnreadableFile:
    """The error of a file that cannot be read, with its name and line."""
    return UnreadableFile(f"{name}:{error.line}: {error}")


def records_of_rows(
    rows: Iterable[Row], more: Iterable[Mapping[str, Any]], name: str
) -> tuple[list[Imported | None], list[Lost]]:
    """The source that each row holds, if any, and what was refused or put aside in reading.

    :param more: for each row, other fields that it has.
    """
    records: list[Imported | None] = []
    left: list[Lost] = []
    for row, others in zip(rows, more, strict=True):
        where = f"{name}:{row.line}"
        for line, message in row.remarks:
            left.append(Lost(SOURCE, f"{name}:{line}", "", message))
        if row.problems:
            left += [Lost(SOURCE, where, one.field, one.message) for one in row.problems]
            records.append(None)
            continue
        fields: dict[str, Any] = {**row.values, **others}
        identifier = str(fields.pop("id", "") or "")
        text = str(fields.pop(PROSE, "") or "")
        records.append(Imported(SOURCE, identifier, fields, text, where))
    return records, left


def unused(
    written: Mapping[str, str], used: Iterable[str], record: Imported | None
) -> Iterator[str]:
    """The fields of an entry whose text is in no field of the record that was made of it.

    :param written: the texts of the entry by its fields.
    :param used: fields that were read if the record has anything at all.
    """
    if record is None:
        return
    known = set(used)
    values = {plain(value) for value in texts(record.fields)} | {plain(record.text)}
    for name, text in written.items():
        if name in known or not text or plain(text) in values:
            continue
        if name in _IN_TITLES and plain(text) in plain(str(record.fields.get("title", ""))):
            continue
        if name in _IN_ADDRESSES and plain(text) in plain(str(record.fields.get("url", ""))):
            continue
        yield name


def texts(value: Any) -> Iterator[str]:
    """All texts in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from texts(one)
    elif value is not None:
        yield str(value)


def plain(text: str) -> str:
    """A text to compare: without case, braces and what separates words."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def read_of(records: Iterable[Imported | None], left: Iterable[Lost]) -> Read:
    """The result of a reading, each remark once."""
    return Read(tuple(one for one in records if one is not None), tuple(dict.fromkeys(left)))


def prose(text: str) -> list[str]:
    """The paragraphs of a text, each as one line: breaks of lines within one mean nothing."""
    found = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return [part for part in found if part]
