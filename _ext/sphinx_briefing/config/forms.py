"""Forms of settings: functions that take any value and return the part that can be used.

A form raises :exc:`ValueError` when nothing can be used. What is wrong with a part of a value, it
notes, and leaves that part out. Pure Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from datetime import date, datetime
from os import PathLike, fspath
from types import MappingProxyType
from typing import Any

from ..houses.places import KEYS, LEDGER, PAGES, UNMARKED, is_address, place_of
from ..ledger.names import HOUSE
from ..markings import read_marking
from ..records.brief_kinds import is_name, kinds_of
from ..records.dates import span
from ..texts import shorten
from ..websites import ALWAYS, NEVER, WHERE_MADE

Form = Callable[[Any, list[str]], Any]
"""From what a configuration holds to what is used; what is wrong with a part goes to the list."""

_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def quoted(value: object) -> str:
    """A value for a message, as Python writes it, and not too long.

    >>> quoted("a"), len(quoted("a" * 500))
    ("'a'", 80)
    """
    try:
        text = ascii(value) if isinstance(value, str) and _NO_TEXT.search(value) else repr(value)
    except Exception:  # noqa: BLE001 - the value is anybody's
        text = f"a {type(value).__name__}"
    return shorten(text, 79)


def _is_not(value: object, expected: str) -> ValueError:
    return ValueError(f"{quoted(value)} is not {expected}")


def flag(value: Any, problems: list[str]) -> bool:
    """``True`` or ``False``."""
    if not isinstance(value, bool):
        raise _is_not(value, "True or False")
    return value


def text_of(expected: str) -> Form:
    """A text; paths are texts too.

    :param expected: what it should be, for a message.
    """

    def form(value: Any, problems: list[str]) -> str:
        found = fspath(value) if isinstance(value, PathLike) else value
        if not isinstance(found, str) or _NO_TEXT.search(found):
            raise _is_not(value, expected)
        return found

    return form


def one_of(*choices: str) -> Form:
    """One of a few words."""

    def form(value: Any, problems: list[str]) -> str:
        if not isinstance(value, str) or value not in choices:
            raise _is_not(value, f"one of: {', '.join(choices)}")
        return value

    return form


def number(expected: str, largest: int) -> Form:
    """A whole number from 0."""

    def form(value: Any, problems: list[str]) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= largest:
            raise _is_not(value, expected)
        return value

    return form


def day(value: Any, problems: list[str]) -> str:
    """A day, as text or as Python's own date; empty for none."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if not isinstance(value, str):
        raise _is_not(value, "a date; write it like '2026-02-20'")
    if value:
        span(value)
    return value


def marking(value: Any, problems: list[str]) -> str:
    """A word of TLP 2.0."""
    if not isinstance(value, str):
        raise _is_not(value, "a marking; write it like 'GREEN'")
    return read_marking(value)


def audience(value: Any, problems: list[str]) -> str:
    """A word of TLP 2.0, or nothing."""
    return marking(value, problems) if value != "" else ""


def list_of(expected: str, item: Form) -> Form:
    """A list; items that are wrong are left out."""

    def form(value: Any, problems: list[str]) -> list[Any]:
        if not isinstance(value, (list, tuple)):
            raise _is_not(value, expected)
        found = []
        for given in value:
            try:
                read = item(given, problems)
            except ValueError as error:
                problems.append(f"{error}; it is left out")
            else:
                if read not in found:
                    found.append(read)
        return found

    return form


def words(*choices: str) -> Form:
    """A list of some of a few words; what a command line gives for none is none."""
    form = list_of("a list", one_of(*choices))
    return lambda value, problems: [] if value == [""] else form(value, problems)


def link(value: Any, problems: list[str]) -> str:
    """When pages link to a file: ``True`` and ``False`` (on a command line 1 and 0), or if made."""
    if value is True or value in ("1", ALWAYS):
        return ALWAYS
    if value is False or value in ("0", NEVER):
        return NEVER
    if value == WHERE_MADE:
        return WHERE_MADE
    raise _is_not(value, f"True, False or {WHERE_MADE!r}")


def dictionary(known: Callable[[Any], str], value_form: Form) -> Form:
    """A dictionary; entries that are wrong are left out.

    :param known: what is wrong with a key; empty when nothing is.
    """

    def form(value: Any, problems: list[str]) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise _is_not(value, "a dictionary")
        found = {}
        for key, given in value.items():
            if why := known(key):
                problems.append(f"{quoted(key)} {why}")
                continue
            try:
                found[key] = value_form(given, problems)
            except ValueError as error:
                problems.append(f"{quoted(key)}: {error}")
        return found

    return form


def keys(*choices: str) -> Callable[[Any], str]:
    """Keys that are some of a few words."""

    def known(key: Any) -> str:
        good = isinstance(key, str) and key in choices
        return "" if good else f"is not one of: {', '.join(choices)}"

    return known


def matching(pattern: re.Pattern[str], expected: str) -> Form:
    """A text of a certain spelling."""

    def form(value: Any, problems: list[str]) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise _is_not(value, expected)
        return value

    return form


def names(value: Any, problems: list[str]) -> str | list[str]:
    """A name, or a list of them."""
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, (list, tuple)) or not all(
        isinstance(name, str) and name.strip() and not _NO_TEXT.search(name) for name in given
    ):
        raise _is_not(value, "the name of a family, or a list")
    return value if isinstance(value, str) else list(given)


def autolink(*choices: str) -> Form:
    """The way in which prose is linked; ``False`` is ``off``."""
    words_of = one_of(*choices)

    def form(value: Any, problems: list[str]) -> Any:
        return "off" if value is False else words_of(value, problems)

    return form


def levels(
    checks: Mapping[str, str],
    choices: tuple[str, ...],
    parts: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> Form:
    """Levels by check; a list holds the checks that are to warn.

    :param parts: the checks that may have levels by kind of record, with those kinds.
    """

    def known(key: Any) -> str:
        if isinstance(key, str) and key in checks:
            return ""
        return f"is not a check; there are: {', '.join(checks)}"

    def level(value: Any, problems: list[str]) -> str:
        if isinstance(value, bool):
            return "warning" if value else "off"
        if not isinstance(value, str) or value not in choices:
            raise _is_not(value, f"a level ({', '.join(choices)})")
        return value

    by_kind = {check: dictionary(keys(*kinds), level) for check, kinds in parts.items()}

    def form(value: Any, problems: list[str]) -> Any:
        if isinstance(value, (list, tuple)):
            wrong = [name for name in value if known(name)]
            problems += [f"{quoted(name)} {known(name)}" for name in wrong]
            return {name: "warning" for name in value if not known(name)}
        if not isinstance(value, dict):
            raise _is_not(value, "a dictionary")
        found = {}
        for check, given in value.items():
            in_parts = isinstance(given, dict) and check in by_kind
            of_check = dictionary(known, by_kind[check] if in_parts else level)
            faults: list[str] = []
            found.update(of_check({check: given}, faults))
            problems += [f"{quoted(check)}: {fault}" for fault in faults] if in_parts else faults
        return found

    return form


def kinds(value: Any, problems: list[str]) -> dict[str, Any]:
    """Kinds of brief by their names."""
    if not isinstance(value, dict):
        raise _is_not(value, "a dictionary")
    found: dict[str, Any] = {}
    for name, data in value.items():
        try:
            kinds_of({name: data})
        except ValueError as error:
            problems.append(str(error))
            if is_name(name):  # so that the pages of that kind are not reported as well
                found[name] = {}
        else:
            found[name] = data
    return found


def houses(reserved: Container[str]) -> Form:
    """Other houses by name, each a ledger, or a dictionary that says more of it.

    :param reserved: the names that mean something else in front of a colon.
    """

    def known(key: Any) -> str:
        if not isinstance(key, str) or not HOUSE.fullmatch(key):
            return "cannot be the name of a house; write small letters, digits and hyphens"
        return "is a kind of record; give the house another name" if key in reserved else ""

    def form(value: Any, problems: list[str]) -> dict[str, Any]:
        found: dict[str, Any] = dictionary(known, _house)(value, problems)
        whose: dict[str, str] = {}
        for name in [*found]:
            ledger = place_of(name, found[name]).ledger
            if (first := whose.setdefault(ledger, name)) != name:
                problems.append(
                    f"{name!r} and {first!r} have the same ledger, {quoted(ledger)}; {name!r} is "
                    "left out"
                )
                del found[name]
        return found

    return form


def _house(value: Any, problems: list[str]) -> Any:
    """A ledger, or a dictionary that holds one and says where its pages are."""
    if isinstance(value, PathLike):
        value = fspath(value)
    if isinstance(value, str) and value.strip() and not _NO_TEXT.search(value):
        return value
    if not isinstance(value, dict):
        raise _is_not(value, "the path or address of a ledger, or a dictionary with a 'ledger'")
    found: dict[str, Any] = {}
    for key, given in value.items():
        if key not in KEYS:
            raise ValueError(f"{quoted(key)} is not one of: {', '.join(KEYS)}")
        read = marking if key == UNMARKED else text_of("text")
        found[key] = read(given, problems)
    if not found.get(LEDGER):
        raise ValueError(f"{quoted(value)} names no 'ledger'")
    if (pages := found.get(PAGES, "")) and not is_address(pages):
        raise ValueError(f"{quoted(pages)} is no address on the web; write it with https://")
    return found
