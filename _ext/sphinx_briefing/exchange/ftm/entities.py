"""Entities of FollowTheMoney, whatever file they are from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from .table import PREFIX

if TYPE_CHECKING:
    from followthemoney.schema import Schema

Seen = tuple[str, str]
"""The first and the last day on which something was on a list; empty where it is not known."""

_LISTED = re.compile(r"Listed: ([\w-]+)(?: \(([^()\s]+)\))?\.(?=\s|$)")
LONGEST_ID = 255
"""Characters of the id of an entity."""

_OTHERS = re.compile(r"[^0-9A-Za-z.-]|[.-]$|\.(?=u[0-9a-f]+z)")
_WRITTEN = re.compile(r"\.u([0-9a-f]{1,5}|10[0-9a-f]{4})z")
_MADE = re.compile(rf"{PREFIX}[a-z]+-x[0-9a-f]{{40}}")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


@dataclass(slots=True)
class Entity:
    """One entity.

    :param id: its canonical id.
    :param own: the id that we know it by, where that is another one.
    :param datasets: the lists that it is on, with the days on which it was seen there.
    """

    id: str
    schema: str
    properties: dict[str, list[str]] = field(default_factory=dict)
    caption: str = ""
    own: str = ""
    datasets: dict[str, Seen] = field(default_factory=dict)
    referents: list[str] = field(default_factory=list)
    where: str = ""

    def first(self, name: str) -> str:
        """The first value of a property, or nothing."""
        return next(iter(self.properties.get(name, ())), "")

    def add(self, name: str, *values: str) -> None:
        """Add values to a property, each once."""
        held = self.properties.setdefault(name, [])
        held += [value for value in dict.fromkeys(values) if value and value not in held]
        if not held:
            del self.properties[name]


@cache
def schema_of(name: str) -> Schema | None:
    """The schema of a name, if there is one."""
    from followthemoney import model

    return model.get(name)


@cache
def is_a(name: str, other: str) -> bool:
    """Whether a schema is another one, or one of its kind."""
    schema = schema_of(name)
    return schema is not None and schema.is_a(other)


def cleaned(schema: str, name: str, value: str) -> str:
    """A value as the library would store it; empty where it is none of the type of its property."""
    found = schema_of(schema)
    of = found.get(name) if found is not None else None
    if of is None:
        return ""
    return of.type.clean(value, format=of.format) or ""


def fits(schema: str, name: str, value: str) -> bool:
    """Whether the library stores a value as it is."""
    found = schema_of(schema)
    of = found.get(name) if found is not None else None
    return of is not None and of.type.validate(value)


def entity_id(kind: str, identifier: str) -> str:
    """The id of the entity of a record: letters and digits of ASCII, hyphens and dots.

    Other signs are written with their number, so that the id of the record can be read from it.

    >>> entity_id("actor", "x:y")
    'briefing-actor-x.u3azy'
    """
    wanted = f"{PREFIX}{kind}-{_OTHERS.sub(lambda found: f'.u{ord(found[0]):x}z', identifier)}"
    return wanted if len(wanted) <= LONGEST_ID else made_id(kind, identifier)


def made_id(*parts: str) -> str:
    """An id that depends on some words alone."""
    from hashlib import sha1

    digest = sha1("\x1f".join(parts).encode(), usedforsecurity=False).hexdigest()
    return f"{PREFIX}{parts[0]}-x{digest}"


def record_id(entity: str, kind: str) -> str:
    """The id of the record of an entity of ours; empty for those of others, and where it is lost.

    >>> record_id("briefing-actor-x.u3azy", "actor"), record_id("NK-1", "actor")
    ('x:y', '')
    """
    start = f"{PREFIX}{kind}-"
    if not entity.startswith(start) or _MADE.fullmatch(entity):
        return ""
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)), entity.removeprefix(start))


def listings(text: str) -> tuple[str, dict[str, Seen]]:
    """The prose of a record without the lists that it names, and these.

    >>> listings("A tanker.\\n\\nListed: eu_fsf (2022-04-06/2026-02-20).")
    ('A tanker.', {'eu_fsf': ('2022-04-06', '2026-02-20')})
    """
    found: dict[str, Seen] = {}
    for name, days in _LISTED.findall(text):
        first, _, last = days.partition("/")
        found[name] = (_day(first), _day(last or first))
    if not found:
        return text, found
    return _LISTED.sub("", text).strip(), found


def listed(datasets: dict[str, Seen]) -> Iterator[str]:
    """The lists that an entity is on, in words.

    >>> list(listed({"eu_fsf": ("2022-04-06", ""), "il_mod": ("", "")}))
    ['Listed: eu_fsf (2022-04-06/..).', 'Listed: il_mod.']
    """
    for name, (first, last) in datasets.items():
        when = first if first == last else f"{first or '..'}/{last or '..'}"
        yield f"Listed: {name} ({when})." if first or last else f"Listed: {name}."


def _day(text: str) -> str:
    return text if _DAY.fullmatch(text) else ""


def day_in(moment: object) -> str:
    """The day of a moment as FollowTheMoney writes it, or of a day, a month or a year."""
    match = _DAY.match(moment) if isinstance(moment, str) else None
    return match[0] if match else ""


def texts(value: Any) -> list[str]:
    """The texts in a value that should be a list of them."""
    values: Iterable[Any] = value if isinstance(value, list) else [value]
    return [str(one) for one in values if isinstance(one, (str, int, float)) and str(one).strip()]
