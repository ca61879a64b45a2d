"""A message to an author, with its code, its level and its place."""

from __future__ import annotations

from msgspec import Struct

from ..conditions import Where

TYPE = "briefing"
"""The type of all warnings of the toolkit; the code of each is its subtype."""


class Diagnostic(Struct, frozen=True, order=True, gc=False, omit_defaults=True):
    """Something wrong, at its place."""

    docname: str
    """The page it is about."""
    line: int
    code: str
    """One of :class:`.Codes`."""
    message: str
    path: str = ""
    """The file, where it is not the page's own (an included one)."""
    level: str = ""
    """``note`` or ``warning``, where it is not for the configuration to say."""
    where: Where = ()
    """The conditions of what it is about, where it must be left out with that."""
