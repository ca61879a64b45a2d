"""Groups as authors write them: ``The parties = Ukraine, Russia; The five = E5, France``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .readers import read_line, read_list

if TYPE_CHECKING:
    from .conventions import Conventions

_GROUP = re.compile(r'((?:"[^"]*"|[^;"])*)(?:;|\Z)')
"""All up to a semicolon that stands in no double quotes."""


class Group(NamedTuple):
    """Names under one heading."""

    title: str
    names: tuple[str, ...]


def read_groups(text: str, conventions: Conventions) -> tuple[Group, ...]:
    """The groups of a list of lists, in the order that they are written in.

    :raises ValueError: when a part is no title with names after ``=``.
    """
    found, at = [], 0
    while at < len(text) and (match := _GROUP.match(text, at)) and match.end() > at:
        at = match.end()
        if not match[1].strip():
            continue
        title, equals, names = match[1].partition("=")
        title = read_line(title.strip(), conventions)
        listed = read_list(names.strip(), conventions)
        if not (equals and title and listed):
            raise ValueError(
                f"{match[1].strip()!r} is no group; write a title, '=' and names, "
                "like The parties = Ukraine, Russia, and ';' between groups"
            )
        found.append(Group(title, listed))
    if at < len(text):
        raise ValueError(f"the double quote in {text[at:]!r} is not closed")
    if text and not found:
        raise ValueError(f"{text!r} is no group; write a title, '=' and names")
    return tuple(found)
