"""The answers of snapshots, remembered from build to build."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from ..code_digest import version_of
from ..file_stamps import Files, State
from ..quotations import NotFound

_ROOTS = (__name__.rpartition(".")[0],)


class Answer(Struct, frozen=True, array_like=True):
    """The outcome of looking words up in one snapshot: a place, or the nearest passage."""

    address: str = ""
    locator: str = ""
    lost: NotFound | None = None
    """None if they have been found."""


class Memory:
    """Answers by the words and by the content of the file they were looked up in.

    :param kept: a dictionary that lasts from build to build.
    """

    def __init__(self, kept: dict[str, Any]) -> None:
        self._kept = kept
        self._files = Files()
        self._known: dict[bytes, Answer] | None = None
        self._is_checked = False
        self.begin()

    def begin(self) -> None:
        """Begin anew to note what is asked for."""
        self._used: dict[bytes, Answer] = {}
        self._states: dict[str, State] = {}

    def content(self, name: str, path: Path) -> bytes:
        """A hash of what a file holds; the file is read where its state leaves that open.

        :param name: what the file is kept under.
        """
        if not self._is_checked:
            self._check()
        before: State | None = self._kept.get("states", {}).get(name)
        if before is None or not before[2] or not self._files.is_same(str(path), before):
            before = self._files.state(str(path))
        self._states[name] = before
        # A file that changes while it is read is read once more in the next build.
        return before[2] or blake2b(path.read_bytes(), digest_size=16).digest()

    def _check(self) -> None:
        """Forget what other code or another library has found: this one may find something else."""
        version = version_of(_ROOTS)
        if self._kept.get("version") != version:
            self._kept.clear()
            self._kept["version"] = version
        self._is_checked = True

    def key(self, *parts: str | bytes) -> bytes:
        """The key of an answer."""
        found = blake2b(digest_size=16)
        for part in parts:
            raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
            found.update(len(raw).to_bytes(8) + raw)
        return found.digest()

    def get(self, key: bytes) -> Answer | None:
        """The answer that was found before."""
        found = self._answers.get(key)
        if found is not None:
            self._used[key] = found
        return found

    def put(self, key: bytes, answer: Answer) -> None:
        """Remember what has been found."""
        self._used[key] = self._answers[key] = answer

    @property
    def _answers(self) -> dict[bytes, Answer]:
        if self._known is None:
            packed = self._kept.get("answers", b"")
            self._known = msgspec.msgpack.decode(packed, type=dict[bytes, Answer]) if packed else {}
        return self._known

    def keep(self) -> bytes:
        """Keep what was asked for, and nothing else; return all of it."""
        if not self._used and not self._states:
            self._kept.clear()
            return b""
        try:
            packed = msgspec.msgpack.encode(dict(sorted(self._used.items())))
        except UnicodeEncodeError:  # half a surrogate pair; it is looked up again
            packed = b""
        self._kept["answers"], self._kept["states"] = packed, dict(sorted(self._states.items()))
        return packed
