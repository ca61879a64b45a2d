"""What is wrong, said once, at its line."""

from __future__ import annotations

from msgspec import Struct


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
