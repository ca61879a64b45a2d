"""Texts of snapshots, remembered by what the files hold and by what has read them."""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ..files import write_atomically
from .apart import Answer
from .model import HTML, KINDS, PDF, TEXT, WACZ, Snapshot

_READING = 1
"""Counted up when the same file gives another text, or another sentence."""

LIBRARIES = {
    HTML: ("selectolax",),
    TEXT: (),
    PDF: ("pypdf",),
    WACZ: ("selectolax", "pypdf", "warcio"),
}
"""What reads each kind of snapshot."""


class Remembered:
    """A folder with a small file for each snapshot that was read.

    A file begins with the digest of what follows: what was written only in part, or changed, is as
    good as not there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def found(self, key: str) -> Answer | None:
        """The text of a file, or the sentence on it, if it is known."""
        try:
            digest, _, content = self._path(key).read_bytes().partition(b"\n")
            if digest != sha256(content).hexdigest().encode("ascii"):
                return None
            stored = json.loads(content)
        except (OSError, ValueError):
            return None
        if "error" in stored:
            return Answer(error=stored["error"])
        return Answer(Snapshot(tuple(stored["pages"]), stored["kind"], stored["folded"]))

    def keep(self, key: str, answer: Answer) -> None:
        """Note what came of a file; what cannot be written is read again next time."""
        if not answer.is_lasting:
            return
        stored: dict[str, object] = {"error": answer.error}
        if (snapshot := answer.snapshot) is not None:
            stored = {"kind": snapshot.kind, "folded": snapshot.folded, "pages": snapshot.pages}
        content = json.dumps(stored, ensure_ascii=False).encode("utf-8")
        digest = sha256(content).hexdigest().encode("ascii")
        with suppress(OSError):
            write_atomically(self._path(key), digest + b"\n" + content)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"


def key_of(data: bytes, suffix: str, url: str) -> str:
    """The name of what is remembered of a file: its content, how it is read, and by what."""
    kind = KINDS[suffix]
    parts = [str(_READING), suffix, url if kind == WACZ else ""]
    parts += [_version(library) for library in LIBRARIES[kind]]
    head = "\0".join(parts).encode("utf-8", "surrogatepass")
    return sha256(sha256(head).digest() + sha256(data).digest()).hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
