"""Snapshots: what was read of a source, kept with the project, as text.

They are files that others have made, so nothing in them is trusted: they are read in a process of
their own that has little memory and little time, and what cannot be read is said in one sentence.
"""

from .model import LIMIT, SUFFIXES, Snapshot, UnreadableSnapshot
from .paths import snapshot_path
from .reading import SnapshotReader, read_snapshot

__all__ = [
    "LIMIT",
    "SUFFIXES",
    "Snapshot",
    "SnapshotReader",
    "UnreadableSnapshot",
    "read_snapshot",
    "snapshot_path",
]
