"""Frozen editions as an audience may read them: what is not for it was never in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import msgspec

from ..markings import STRICTEST, is_stricter, read_marking
from ..records import Kinds
from ..records.fields import Field, all_fields
from .model import DISPUTERS, Edition, Grounds, Kept, Key, texts_in
from .written import Unusable, decoded, encoded

IsGone = Callable[[Key], bool]


def open_to(data: bytes, audience: str, is_gone: IsGone, kinds: Kinds) -> tuple[str, bytes]:
    """The reference of the brief in the file of an edition, and what an audience may read of it.

    A file in which nothing is withheld, or which is no edition, stays as it is.

    :param is_gone: whether a record is not for this audience today, whatever it was when frozen.
    """
    try:
        plain: Any = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
        reference, number = plain["reference"], plain["edition"]
        edition, is_whole = decoded(data, reference, number, kinds)
    except (Unusable, ValueError, KeyError, TypeError, RecursionError):
        return "", data
    left = without(edition, audience, is_gone, kinds)
    if left == edition:
        return reference, data
    written = encoded(left, kinds)
    if not is_whole:  # somebody has changed it by hand, and is told so
        said = msgspec.json.decode(written)
        said["digest"] = ""
        written = msgspec.json.format(msgspec.json.encode(said, order="sorted"), indent=1) + b"\n"
    return reference, written


def without(edition: Edition, audience: str, is_gone: IsGone, kinds: Kinds) -> Edition:
    """An edition without what is not for an audience, and without what others say of it."""

    def gone(key: Key) -> bool:
        kept = edition.records.get(key)
        return is_gone(key) or (kept is not None and _is_closed(kept.marking, audience))

    grounds = Grounds(edition, kinds)
    left: dict[Key, Kept] = {}
    for key, kept in edition.records.items():
        if not gone(key):
            named = _without_names(kept, gone, kinds)
            touched = named != kept or any(map(gone, grounds.under(key)))
            left[key] = _without_derived(named, kinds) if touched else kept
    return replace(edition, records=left)


def _is_closed(marking: str, audience: str) -> bool:
    try:
        return bool(marking) and is_stricter(read_marking(marking), audience)
    except ValueError:
        return is_stricter(STRICTEST, audience)


def _without_names(kept: Kept, gone: IsGone, kinds: Kinds) -> Kept:
    """A record that names nothing that is gone."""
    values = dict(kept.values)
    fields = all_fields(kinds[kept.kind]) if kept.kind in kinds else ()
    for item in fields:
        if item.shape.refers and (names := texts_in(kept, item.name)):
            found = tuple(name for name in names if not _names_any(item, name, gone))
            if len(found) < len(names):
                values[item.name] = found
    if names := texts_in(kept, DISPUTERS):
        values[DISPUTERS] = tuple(name for name in names if not gone(("claim", name)))
    return replace(kept, values=values) if values != kept.values else kept


def _names_any(item: Field, name: str, gone: IsGone) -> bool:
    keys: Iterable[Key] = item.shape.keys([name])
    return any(map(gone, keys))


def _without_derived(kept: Kept, kinds: Kinds) -> Kept:
    """A record without what follows from others, as some of them are gone: nobody can tell it now.

    Which claims contradict it can be told.
    """
    fields = all_fields(kinds[kept.kind]) if kept.kind in kinds else ()
    derived = {
        item.name
        for item in fields
        if item.shape.derived and not item.shape.refers and item.name not in ("disputed", "overdue")
    }
    values = {name: value for name, value in kept.values.items() if name not in derived}
    if "disputed" in values:
        values["disputed"] = bool(values.get(DISPUTERS))
    return replace(kept, values=values)
