"""A project before and after a change: it must say the same, and complain of nothing new."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import msgspec

from ..checks import diagnostics_of
from ..domain import BriefDomain
from ..records import declared
from .meaning import Key

_LINE = re.compile(r":\d+(?::\d+)?:")
_MESSAGE = re.compile(r"(?:^|: )(?:WARNING|ERROR|CRITICAL|SEVERE): ")
_PLACES = frozenset({"line", "words-at", "words_at"})
"""Fields that say where something stands, which may move."""


@dataclass(frozen=True, slots=True)
class State:
    """All that a project says, and all that is wrong with it.

    :param records: by kind and id, each record as plain data.
    :param written: by kind, the fields that authors write, and the prose.
    """

    records: Mapping[Key, Any]
    written: Mapping[str, frozenset[str]]
    messages: Counter[str]


def state_of(domain: BriefDomain, warnings: str = "") -> State:
    """The state of a project that has been read.

    :param warnings: what was said while it was read.
    """
    records = {
        (kind, identifier): _plain(msgspec.to_builtins(record))
        for kind in domain.ledger.kinds
        for identifier, record in domain.ledger.records(kind).items()
    }
    messages = Counter(
        f"{one.path or one.docname}: {one.code}: {one.message}" for one in diagnostics_of(domain)
    )
    messages += Counter(
        _LINE.sub(":", line)
        for line in warnings.splitlines()
        if _MESSAGE.search(line) and "[briefing." not in line
    )
    written = {kind: frozenset({*declared(one), "text"}) for kind, one in domain.kinds.items()}
    return State(records, written, messages)


def differences(
    before: State,
    after: State,
    names: Mapping[str, str],
    *,
    keys: Mapping[Key, Key],
    gone: Key | None = None,
    called: Key | None = None,
) -> Iterator[str]:
    """Yield what is otherwise than it should be after a change.

    :param names: what is called otherwise now, old and new.
    :param keys: the records that have other ids.
    :param gone: a record that has become a part of another one.
    :param called: a record that has other names.
    """
    said = Counter({_as_now(text, names): count for text, count in before.messages.items()})
    for text in before.messages:
        said[_as_now(text, names)] = max(said[_as_now(text, names)], before.messages[text])
    for text, count in after.messages.items():
        now = _as_now(text, names)
        if count > said[now] and not (gone is not None and ": amended: " in text):
            yield text
    were = {keys.get(key, key): value for key, value in before.records.items() if key != gone}
    for kind, one in sorted(were.keys() - after.records.keys()):
        yield f"{kind} {one!r} is gone"
    for kind, one in sorted(after.records.keys() - were.keys()):
        yield f"{kind} {one!r} is new"
    for key in sorted(were.keys() & after.records.keys()):
        was, now = _as_now(were[key], names), _as_now(after.records[key], names)
        aside = {"aliases"} if key == called or gone else set[str]()
        if gone is not None:  # more voices are one now
            aside |= was.keys() | now.keys()
            aside -= before.written[key[0]] - {"aliases"}
        if _without(was, aside) != _without(now, aside):
            yield f"{key[0]} {key[1]!r} says something else"


def _without(record: Mapping[str, Any], aside: AbstractSet[str]) -> dict[str, Any]:
    """The fields of a record without some, each name in a list once."""
    return {
        name: sorted(set(value)) if _is_list(value) else value
        for name, value in record.items()
        if name not in aside
    }


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if key not in _PLACES}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def _as_now(value: Any, names: Mapping[str, str]) -> Any:
    """A value with what is called otherwise now."""
    if isinstance(value, str):
        value = " ".join(value.split())
        for old, new in names.items():
            either = "|".join(map(re.escape, sorted((old, new), key=len, reverse=True)))
            value = new.join(re.split(rf"(?<!\w)(?:{either})(?!\w)", value))
        return value
    if isinstance(value, dict):
        return {key: _as_now(item, names) for key, item in value.items()}
    if isinstance(value, list):
        found = [_as_now(item, names) for item in value]
        return sorted(found) if _is_list(found) else found
    return value
