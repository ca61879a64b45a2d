"""The objects of a file of STIX 2.1: one after the other, the newest version of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from ...texts import shorten
from ..model import Lost, UnreadableFile

Object = Mapping[str, Any]

LONGEST = 100_000_000
"""Bytes of a file that are read at once. A register of all that a larger one names could not be
built, let alone be looked through."""

_ID = re.compile(
    r"(?P<type>[a-z0-9][a-z0-9-]*)--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    re.I,
)


class _Bundle(msgspec.Struct):
    """What is looked at first: the objects are not decoded with it, for there may be many."""

    type: str = ""
    id: str = ""
    objects: list[msgspec.Raw] = []


def objects_of(data: bytes, name: str) -> tuple[dict[str, Object], list[Lost]]:
    """The objects of a file by id, and those that cannot be read.

    :param name: what the file is called, for messages.
    :raises UnreadableFile: if it is no bundle of STIX 2.1, or too large a one.
    """
    if len(data) > LONGEST:
        raise UnreadableFile(
            f"{name} has {len(data) / 1e6:,.0f} MB, and a STIX bundle of up to "
            f"{LONGEST / 1e6:,.0f} MB is read; take from it what you want to write about first"
        )
    found: dict[str, Object] = {}
    left: list[Lost] = []
    is_old = False
    for number, raw in enumerate(_raw_objects(data, name), 1):
        where = f"object {number}"
        try:
            one = msgspec.json.decode(raw)
        except (msgspec.DecodeError, RecursionError):
            left.append(Lost("object", where, "", "is nested too deeply"))
            continue
        if not isinstance(one, dict) or not isinstance(one.get("type"), str):
            left.append(Lost("object", where, "", "is no object with a 'type'"))
            continue
        type_, identifier = shorten(one["type"], 60), one.get("id")
        match = _ID.fullmatch(identifier) if isinstance(identifier, str) else None
        if match is None or match["type"] != one["type"]:
            shown = shorten(str(identifier), 80) if identifier is not None else where
            left.append(Lost(type_, shown, "", f"has no id of STIX, like {type_}--<UUID>"))
        elif not _is_current(one):
            is_old = True
            left.append(Lost(type_, str(identifier), "", "is no object of STIX 2.1"))
        else:
            left += _newer(found, str(identifier), one)
    if not found and is_old:
        raise UnreadableFile(
            f"{name} is of STIX 2.0, and STIX 2.1 is read here; convert it, for example with "
            "stix2-elevator"
        )
    return found, left


def _raw_objects(data: bytes, name: str) -> list[msgspec.Raw]:
    data = data.removeprefix(b"\xef\xbb\xbf")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode()
    if not data.strip():
        raise UnreadableFile(f"{name} is empty, and no STIX bundle")
    try:
        bundle = msgspec.json.decode(data, type=_Bundle)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{name} is no STIX bundle: {shorten(str(error), 200)}") from None
    if bundle.type != "bundle":
        if bundle.type and bundle.id.startswith(f"{bundle.type}--"):
            return [msgspec.Raw(data)]  # an object on its own
        raise UnreadableFile(f"{name} is no STIX bundle: its 'type' is not 'bundle'")
    return bundle.objects


def _is_current(one: Object) -> bool:
    """Whether an object is of STIX 2.1; markings and what is observed need not say so."""
    version = one.get("spec_version")
    return version == "2.1" or (version is None and "created" not in one)


def _newer(found: dict[str, Object], identifier: str, one: Object) -> Iterator[Lost]:
    """Keep the newest version of an object; of two that are as new, the first one."""
    before = found.get(identifier)
    older = None
    if before is None:
        found[identifier] = one
    elif str(one.get("modified", "")) > str(before.get("modified", "")):
        found[identifier], older = one, before
    else:
        older = one
    if older is not None and older != found[identifier]:
        why = "is an older version of an object, whose newest one was taken"
        yield Lost(str(older["type"]), identifier, "", why)


def wrong_with(one: Object) -> str:
    """The fault that the library of OASIS finds with an object; empty where there is none."""
    import stix2
    from stix2.exceptions import STIXError

    try:
        stix2.parse(dict(one), allow_custom=True)
    except (STIXError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        return shorten(" ".join(str(error).split()), 200) or "is not valid"
    return ""
