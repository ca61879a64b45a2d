"""The messages between a server and the process that reads a project: JSON, one a line."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field


class Message(Struct, frozen=True, array_like=True, order=True):
    """Something that a build says, at its place."""

    path: str
    """The file, from the folder of the sources where it is below that; else whole."""
    line: int
    """From 1; 0 for a file as a whole."""
    code: str
    """Type and subtype, as ``briefing.unknown``; empty where it has none."""
    text: str
    severity: int = 2
    """As the protocol of editors counts: 1 error, 2 warning, 3 information."""


class RecordRow(Struct, frozen=True, array_like=True):
    """A record, as the page that writes it says."""

    kind: str
    id: str
    title: str
    path: str
    line: int
    names: tuple[tuple[int, str], ...] = ()
    """All by which it is found, each with its rank; see :data:`.index.RANKS`."""
    about: str = ""
    """A card of what its page says of it, until more is known."""


class ReferenceRow(Struct, frozen=True, array_like=True):
    """A name of a record, as a page refers to it."""

    named: str
    """The kinds that it may mean, in words."""
    written: str
    folded: str
    path: str
    line: int


class PageRows(Struct, frozen=True):
    """All that the index holds of one page."""

    docname: str
    path: str
    title: str = ""
    records: tuple[RecordRow, ...] = ()
    references: tuple[ReferenceRow, ...] = ()
    files: tuple[str, ...] = ()
    """The files besides its own in which its records stand."""


class Request(Struct, omit_defaults=True):
    """A wish of the server."""

    do: str
    """``open``, ``close``, ``changed``, ``rename`` or ``settle``."""
    path: str = ""
    text: str | None = None
    version: int = 0
    paths: list[str] = field(default_factory=list)
    kind: str = ""
    """Of a record that is to be renamed, with its ``id``, and what it is to be called."""
    id: str = ""
    written: str = ""
    """The name that is to be changed; empty where it is the id."""
    new: str = ""


class Replacement(Struct, frozen=True, array_like=True):
    """A part of a file that becomes something else."""

    path: str
    start: int
    """From the beginning of the file, as text."""
    end: int
    words: str


class Event(Struct, omit_defaults=True):
    """Something that the process tells."""

    what: str
    """``ready``, ``page``, ``settled``, ``renamed``, ``failed``."""
    path: str = ""
    version: int = 0
    messages: list[Message] = field(default_factory=list)
    rows: PageRows | None = None
    text: str = ""
    index: str = ""
    files: Mapping[str, int] = field(default_factory=dict)
    """The versions of open files that were known."""
    edits: list[Replacement] = field(default_factory=list)
