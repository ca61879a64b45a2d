"""Recognize files that have changed since a page was read, whatever their times say.

Times are no proof: archives, copies and clones give files the time that they had elsewhere. The
content is; it is read where the system's own mark of a change (the inode's) does not rule one out,
so that a build of ten thousand unchanged pages asks for their marks alone.
"""

from __future__ import annotations

import sys
import time
from hashlib import blake2b, file_digest
from pathlib import Path
from stat import S_ISREG

from .files import Stamp, stamp_of

State = tuple[Stamp, bool, bytes]
"""Stamp of a file, whether an equal one proves that it is the same, and a hash of its content."""

LARGEST = 500_000_000
"""Bytes of a file whose content is looked at; of a larger one, size and time have to do."""

_SETTLED = 2_000_000_000
"""Nanoseconds after a change until another one is sure to have another time."""


class Files:
    """The states of files as a build found them when it began.

    Files are named by plain texts: a build of many pages asks for thousands of them.
    """

    def __init__(self) -> None:
        self._begun = time.time_ns()
        self._stamps: dict[str, Stamp] = {}
        self._hashes: dict[str, bytes] = {}

    def state(self, path: str) -> State:
        """The state of a file, for a later build to compare it with."""
        stamp = self._stamp(path)
        changed = max(stamp[0], stamp[2]) if stamp else 0
        if changed > self._begun:
            return stamp, False, b""  # nobody knows whether a page has read this or what was before
        # On Windows, the third number is when the file was made.
        proof = sys.platform != "win32" and bool(stamp) and changed + _SETTLED < self._begun
        return stamp, proof, self._hash(path)

    def is_same(self, path: str, before: State) -> bool:
        """Whether a file still has the content that it had."""
        stamp, proof, content = before
        return (proof and self._stamp(path) == stamp) or self._hash(path) == content

    def _stamp(self, path: str) -> Stamp:
        if path not in self._stamps:
            self._stamps[path] = stamp_of(path)
        return self._stamps[path]

    def _hash(self, path: str) -> bytes:
        self._stamp(path)  # before it is read, so that a later change has another
        if path not in self._hashes:
            try:
                self._hashes[path] = _digest(Path(path))
            except (OSError, ValueError):
                self._hashes[path] = b"-"
        return self._hashes[path]


def _digest(path: Path) -> bytes:
    """A hash of what a file holds; of one that nobody reads to its end, of what it looks like."""
    found = path.stat()
    if not S_ISREG(found.st_mode):  # a pipe or a device may never end
        return b"--"
    if found.st_size > LARGEST:
        said = f"{found.st_size} {found.st_mtime_ns}"
        return blake2b(said.encode("ascii"), digest_size=16).digest()
    with path.open("rb") as stream:
        return file_digest(stream, lambda: blake2b(digest_size=16)).digest()
