"""The form in which the domain stores what pages say."""

from __future__ import annotations

import zlib

import msgspec

from ..diagnostics.entries import LogEntry
from ..diagnostics.model import Diagnostic
from ..ledger import Entry, PageFacts, Passage, Question, Reference
from ..ledger.pages import CardAsked, ChangesAsked
from ..registry import Registry

_STORED: tuple[type[msgspec.Struct], ...] = (
    PageFacts, Passage, Entry, Question, Reference, ChangesAsked, CardAsked, Diagnostic, LogEntry,
)  # fmt: skip
KEPT = (
    "pages", "standard_terms", "around", "files", "catalogues", "warnings", "rivals", "derived",
    "conditions", "inventories", "snapshot_pages", "snapshots", "words",
)  # fmt: skip
"""What is stored, each a dictionary."""


def version_of(registry: Registry) -> int:
    """A number that changes with the form of stored data, so that no older environment is read."""
    kinds = registry.kinds
    stored = [kept.__struct_fields__ for kept in (*_STORED, *kinds.selectable.values())]
    return zlib.crc32(repr([KEPT, *kinds.selectable, *stored, registry.digest]).encode())
