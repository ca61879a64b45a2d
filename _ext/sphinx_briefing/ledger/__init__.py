"""All records of a build, indexed: look-up, selection, derived facts. Frozen, pure Python."""

from __future__ import annotations

from .ledger import Ledger
from .names import Lookup
from .pages import Entry, PageFacts, Passage, Reference
from .questions import Question
from .selection import Query
from .stored import StoredPages

__all__ = [
    "Entry",
    "Ledger",
    "Lookup",
    "PageFacts",
    "Passage",
    "Query",
    "Question",
    "Reference",
    "StoredPages",
]
