"""Somebody's own words: whoever can read sources says where they are in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ..quotations import is_too_short
from ..records import Kinds, Place, Record, Source
from ..records.fields import verbatim_fields
from .pages import with_names

Key = tuple[str, str]


class Verbatim(NamedTuple):
    """Words of a record that are words of its sources."""

    key: Key
    """Kind and id of the record."""
    field: str
    """The field that holds them; ``text`` for its body."""
    words: str
    sources: tuple[Source, ...]
    """The sources of the record, in their order."""
    locator: str
    """The place that its author has named."""


FindWords = Callable[[Iterable[Verbatim], Iterable[Source]], Mapping[Key, Place]]
"""Finds words in sources, given all sources that there are."""


def find_nothing(words: Iterable[Verbatim], sources: Iterable[Source]) -> Mapping[Key, Place]:
    """Find no words, since there is nothing to look for them in."""
    return {}


def verbatim(
    records: Mapping[str, Mapping[str, Record]],
    written: Mapping[str, Mapping[str, Record]],
    kinds: Kinds,
) -> Iterator[Verbatim]:
    """All words of records that are words of their sources, sorted by kind and id.

    :param written: the records as they were read, by which prose refers to them.
    """
    known: Mapping[str, Any] = records["source"]
    for kind, declaration in kinds.items():
        fields = verbatim_fields(declaration)
        if not (fields or declaration.verbatim):
            continue
        for identifier, record in sorted(records[kind].items()):
            texts = [("text", with_names(record.text, written))] if declaration.verbatim else []
            passages = [(item.name, getattr(record, item.attribute) or "") for item in fields]
            # A word that may stand anywhere has been reported, and is not looked for.
            texts += [(name, text) for name, text in passages if not is_too_short(text)]
            sources = tuple(known[source] for source in record.source if source in known)
            locator = getattr(record, "locator", None) or ""
            for field, text in texts:
                if text:
                    yield Verbatim((kind, identifier), field, text, sources, locator)


def placed(record: Record, place: Place) -> dict[str, Any]:
    """The changes of a record whose words have been found; its author's own locator stays."""
    is_open = place.locator and getattr(record, "locator", place.locator) is None
    return {"words_at": place, **({"locator": place.locator} if is_open else {})}


def unplaced(record: Record, written: Record) -> dict[str, Any]:
    """The changes of a record that is seen as if its words had not been found.

    :param written: the record as it was read.
    """
    locator = {"locator": getattr(written, "locator", None)} if hasattr(record, "locator") else {}
    return {"words_at": None, **locator}
