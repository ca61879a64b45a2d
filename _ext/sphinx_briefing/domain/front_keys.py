"""The keys of front matter as people write them: in capitals, misspelt, or one beside another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import yaml
from rapidfuzz.distance import OSA

from ..records import Brief, Source, declared
from ..records.columns import folded

KEYS = ("source", "brief", "autolink", "tlp", "topics")
"""The keys that are ours."""

_FIELDS = {"source": declared(Source), "brief": declared(Brief)}
_SURE, _LIKELY = 1, 2
"""So many letters may be wrong in a key; and in one that holds what only ours would hold."""


class Misspelt(NamedTuple):
    """A key that is none of ours, but was meant to be."""

    written: str
    correct_name: str
    line: int


def canonical(name: str, known: Iterable[str]) -> str:
    """The known name that is written in other capitals or with other hyphens, or the name."""
    wanted = folded(name)
    return next((item for item in known if folded(item) == wanted), name)


def field_name(key: str, written: str) -> str:
    """The name of a field below a key, written in capitals or not."""
    return canonical(written, _FIELDS.get(key, ()))


def understand(node: yaml.MappingNode) -> tuple[Misspelt, ...]:
    """Give the keys of a block the names that they have here; return those that are misspelt."""
    for key, value in node.value:
        key.value = _renamed(key, KEYS)
        if key.value in _FIELDS and isinstance(value, yaml.MappingNode):
            for inner, _ in value.value:
                inner.value = _renamed(inner, _FIELDS[key.value])
    return tuple(_misspelt(node))


def _renamed(key: yaml.Node, known: Iterable[str]) -> object:
    return canonical(key.value, known) if isinstance(key, yaml.ScalarNode) else key.value


def _misspelt(node: yaml.MappingNode) -> Iterator[Misspelt]:
    names = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
    is_ours = any(name in names for name in ("source", "brief", "tlp", "topics"))
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in KEYS:
            continue
        line = key.start_mark.line + 2
        for correct in KEYS:
            if correct in names:
                continue
            if correct in _FIELDS:
                limit = _LIKELY if _holds(value, correct) else 0
            else:
                limit = _SURE if is_ours or correct == "autolink" else 0
            if OSA.distance(folded(key.value), correct, score_cutoff=limit) <= limit:
                yield Misspelt(key.value, correct, line)
                break


def _holds(value: yaml.Node, key_name: str) -> bool:
    """Whether a value holds fields of a note's source, or of a brief."""
    if not isinstance(value, yaml.MappingNode):
        return False
    return any(
        _renamed(key, _FIELDS[key_name]) in _FIELDS[key_name]
        for key, _ in value.value
        if isinstance(key, yaml.ScalarNode)
    )
