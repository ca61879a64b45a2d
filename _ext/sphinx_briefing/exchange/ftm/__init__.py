"""FollowTheMoney, in which OpenSanctions publishes its lists: ``ftm`` and ``ftm-statements``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ..model import Document, Format, Read, UnreadableFile, Written
from .table import HOLDS

_LINE = re.compile(rb'\s*\{.{0,20000}"schema"\s*:\s*"[A-Z]\w+"', re.S)
_HEADER = re.compile(rb"[\w\",\xef\xbb\xbf]*entity_id[\w\",]*prop[\w\",]*", re.S)


def _write_lines(document: Document) -> Written:
    from .lines import same_for_all, write_lines
    from .writing import Entities

    entities = Entities(document)
    found = entities.all()
    for one in found:
        if not same_for_all(one.datasets):
            why = "an entity has one first and one last day for all lists; ftm-statements has each"
            entities.lose_days(one, why)
    return entities.account.written(write_lines(found))


def _write_statements(document: Document) -> Written:
    from .statements import write_statements
    from .writing import Entities

    entities = Entities(document)
    return entities.account.written(write_statements(entities.all()))


def _read_lines(data: bytes, name: str) -> Read:
    from ..imported import Once
    from .lines import read_lines
    from .reading import Records

    left = Once()
    return Records(read_lines(data, name, left), left).read()


def _read_statements(data: bytes, name: str) -> Read:
    from ..imported import Once
    from .reading import Records
    from .statements import read_statements

    left = Once()
    return Records(read_statements(data, name, left), left).read()


def _check_lines(data: bytes) -> list[tuple[str, str, str, Any]]:
    return _values(_read_lines, data)


def _check_statements(data: bytes) -> list[tuple[str, str, str, Any]]:
    return _values(_read_statements, data)


def _values(read: Callable[[bytes, str], Read], data: bytes) -> list[tuple[str, str, str, Any]]:
    """The values of all records of a file of ours: kind, id, field and value."""
    try:
        return read(data, "the file").values()
    except UnreadableFile:  # it holds nobody
        return []


def _are_lines(head: bytes) -> bool:
    return _LINE.match(head) is not None and b'"properties"' in head


def _are_statements(head: bytes) -> bool:
    return _HEADER.match(head.partition(b"\n")[0]) is not None


FORMAT = Format(
    name="ftm",
    title="FollowTheMoney entities",
    suffix=".ftm.json",
    extra="exchange",
    write=_write_lines,
    read=_read_lines,
    source="https://followthemoney.tech/",
    holds=HOLDS,
    recognises=_are_lines,
    check=_check_lines,
)

STATEMENTS = Format(
    name="ftm-statements",
    title="FollowTheMoney statements",
    suffix=".csv",
    extra="exchange",
    write=_write_statements,
    read=_read_statements,
    source="https://followthemoney.tech/docs/statements/",
    holds=HOLDS,
    recognises=_are_statements,
    check=_check_statements,
)
