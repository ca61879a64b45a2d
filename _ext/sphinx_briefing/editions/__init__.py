"""Editions of briefs: what each says and rests on, frozen in files, and what changes between them.

Pure Python. Which module does what:

=============  ============================================================================
``model``      an edition, its records, and what these rest on
``gathering``  what a brief says today, from the ledger as the brief knows it
``written``    an edition as canonical JSON
``places``     the names of its files
``files``      the files of a project, as a build finds them
``matching``   which record of one edition is which of another
``comparing``  what has changed in meaning, and what has caused it
``telling``    that in one line, for messages
=============  ============================================================================
"""

from __future__ import annotations

from .comparing import Cause, Change, Move, changes
from .files import EditionFiles, Found
from .gathering import edition_of, number_of
from .model import DISPUTERS, Edition, Kept, Key
from .places import FOLDER, place_of
from .telling import told
from .written import SCHEMA, encoded

__all__ = [
    "DISPUTERS",
    "FOLDER",
    "SCHEMA",
    "Cause",
    "Change",
    "Edition",
    "EditionFiles",
    "Found",
    "Kept",
    "Key",
    "Move",
    "changes",
    "edition_of",
    "encoded",
    "number_of",
    "place_of",
    "told",
]
