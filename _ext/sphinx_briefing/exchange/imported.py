"""Parts that readers of formats share: ids for records without one, lines, plain values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ..records.slugs import slug
from ..texts import shorten
from .account import DERIVED, PLACES
from .documents import derived_of
from .model import Imported, Lost

LONGEST_LINE = 1000
"""Characters of a name, a title or a statement."""
LONGEST_SLUG = 80

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def one_line(text: str) -> str:
    """A text in one line, without characters that none can see.

    >>> one_line(" Eventin\\tTanker \\n")
    'Eventin Tanker'
    """
    return " ".join(_CONTROL.sub(" ", text).split())


def ids_of(names: Mapping[str, str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Ids of records by the ids that a file knows them by: slugs of their names.

    Names that several have, or that give nothing, are told apart by the ids of the file, so that
    no id depends on the order of the file.

    :param names: names by ids of the file.
    :param taken: ids that others have.
    """
    slugs = {one: _cut(slug(name)) for one, name in names.items()}
    often = Counter(slugs.values()) + Counter(taken)
    used, found = set(taken), {}
    for one, short in slugs.items():
        wanted = short
        if not short or often[short] > 1:
            wanted = "-".join(filter(None, (short, _cut(slug(one))))) or "record"
        number, found[one] = 1, wanted
        while found[one] in used:
            number += 1
            found[one] = f"{wanted}-{number}"
        used.add(found[one])
    return found


def _cut(short: str) -> str:
    return (
        short
        if len(short) <= LONGEST_SLUG
        else short[:LONGEST_SLUG].rpartition("-")[0] or short[:LONGEST_SLUG]
    )


def as_written(
    kind: str, identifier: str, fields: Mapping[str, Any], where: str = ""
) -> tuple[Imported, list[Lost]]:
    """A record of plain data as a file says it, and what of it no author may write.

    :param fields: its fields as they stand in a ``ledger.json``.
    """
    found: dict[str, Any] = {}
    left = []
    text = ""
    for name, value in fields.items():
        if name == "text" and isinstance(value, str):
            text = value
        elif name == "id":
            continue
        elif name in ("docname", "line", "mentions"):
            left.append(Lost(kind, "", name, PLACES))
        elif name in derived_of(kind):
            left.append(Lost(kind, "", name, DERIVED))
        elif (words := _words(value)) is not None:
            found[name] = words
        else:
            why = "is neither words nor a list of words"
            left.append(Lost(kind, identifier, shorten(name, 60), why))
    return Imported(kind, identifier, found, text, where), left


def _words(value: object) -> str | list[str] | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (str, int)):
        return str(value)
    if isinstance(value, list) and all(isinstance(one, (str, int)) for one in value):
        return [str(one) for one in value]
    return None


def without_shared_links(records: Iterable[Imported]) -> list[Imported]:
    """The records, of which those that share a name are not linked where prose uses it.

    Nobody could tell which one it means; one of them alone would be taken for the other.
    """
    found = list(records)
    often: Counter[str] = Counter()
    for one in found:
        often.update(_names(one))
    return [
        Imported(one.kind, one.id, {**one.fields, "link": "no"}, one.text, one.where)
        if any(often[name] > 1 for name in _names(one))
        else one
        for one in found
    ]


def _names(one: Imported) -> set[str]:
    if one.kind not in ("actor", "term"):
        return set()
    names = (one.fields.get(name) or () for name in ("name", "abbr", "long", "aliases", "variants"))
    return {
        name for value in names for name in ((value,) if isinstance(value, str) else tuple(value))
    }


class Once:
    """The parts of a file that are left aside, each said once."""

    def __init__(self) -> None:
        self._found: dict[Lost, None] = {}

    def add(self, kind: str, identifier: str, field: str, why: str) -> None:
        """Say that something was left aside."""
        self._found[Lost(kind, shorten(identifier, 120), field, why)] = None

    def extend(self, others: Iterable[Lost]) -> None:
        """Say that several things were."""
        self._found |= dict.fromkeys(others)

    def all(self) -> tuple[Lost, ...]:
        """All that was left aside, in the order in which it was said."""
        return tuple(self._found)
