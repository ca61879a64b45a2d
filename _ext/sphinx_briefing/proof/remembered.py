"""Memory of what was found in which files, so that no file is searched twice for the same.

The memory is a file beside the doctrees. What was searched for is in it as keyed hashes alone,
since doctrees may lie in the output.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import msgspec

from ..code_digest import own_code
from ..files import write_atomically
from .searching import Hit, Searcher

NAME = "briefing-proof.json"

Found = tuple[str, str, int, bool, int]
"""A hash of what was found, and the rest of a hit."""

Searches = dict[str, dict[str, list[Found]]]
"""By hash of all that was searched for, by file and hash of its content: what was found."""


class Key:
    """Hashes by a key that only those can know who have what was taken out.

    :param secret: all of it.
    """

    def __init__(self, secret: Iterable[str]) -> None:
        key = blake2b(digest_size=32)
        for text in secret:
            part = text.encode("utf-8", "surrogateescape")
            key.update(len(part).to_bytes(8, "big") + part)
        self._key = key.digest()

    def hash(self, text: str) -> str:
        """A hash of a text, in 32 hexadecimal digits."""
        return blake2b(text.encode(), key=self._key, digest_size=16).hexdigest()


class Search:
    """A search for some lines in many files, each of which is searched once."""

    def __init__(self, searcher: Searcher, key: Key, memory: Memory) -> None:
        self._searcher = searcher
        self._hashes = {needle: key.hash(needle) for needle in searcher.needles}
        self._needles = {found: needle for needle, found in self._hashes.items()}
        self._before, self._now = memory.of("\n".join((own_code(), *sorted(self._needles))))

    def in_file(self, path: str, data: bytes, digest: str) -> list[Hit]:
        """Where a file holds what is looked for.

        :param digest: a hash of its content.
        :raises NotOpened: if a part of it cannot be opened.
        """
        if not self._searcher:
            return []
        place = f"{digest} {path}"
        known = self._before.get(place)
        if known is None:
            known = [
                (self._hashes[hit.needle], hit.inside, hit.offset, hit.is_plain, hit.letters)
                for hit in self._searcher.in_file(path, data)
            ]
        self._now[place] = known
        return [
            Hit(self._needles[found], path, inside, offset, is_plain, letters)
            for found, inside, offset, is_plain, letters in known
        ]


class Memory:
    """The findings of the build before, and of this one.

    :param folder: where it is stored.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        try:
            self._before = msgspec.json.decode(self.path.read_bytes(), type=Searches)
        except (OSError, msgspec.MsgspecError):
            self._before = {}
        self._now: Searches = {}

    def of(self, what: str) -> tuple[dict[str, list[Found]], dict[str, list[Found]]]:
        """The findings of a search before, and where to note those of now."""
        name = blake2b(what.encode(), digest_size=16).hexdigest()
        return self._before.get(name, {}), self._now.setdefault(name, {})

    def save(self) -> None:
        """Store what was found in this build."""
        write_atomically(self.path, msgspec.json.encode(self._now, order="sorted"))
