"""What is wrong, said once, at its line."""

from __future__ import annotations

from msgspec import Struct

from ..ledger.conditions import Where


class Report(Struct, frozen=True, order=True, gc=False, omit_defaults=True):
    """A message for the author, with the place it belongs to and its warning subtype."""

    docname: str
    line: int
    subtype: str
    message: str
    path: str = ""
    """The file, where it is not the page's own (an included one)."""
    is_note: bool = False
    """Whether it is no more than a hint, however loud its subtype is."""
    where: Where = ()
    """The conditions of what it is about, where it must be left out with that."""
