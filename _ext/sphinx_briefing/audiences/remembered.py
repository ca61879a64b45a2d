"""Texts that have been looked through before, and are the same: most of them, in most builds.

What is remembered lies beside the doctrees, which somebody may publish. So it holds texts alone
that stand in the output as they are; those of which something is taken out are read in each build.
"""

from __future__ import annotations

import pickle
from collections.abc import Container
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from ..code_digest import libraries, own_code
from ..config.values import registry_of
from ..files import write_atomically
from ..incremental.config_digest import stable
from ..source_text.blocks import lines_of
from ..source_text.reader import Text
from .marked import MarkedTextReader

if TYPE_CHECKING:
    from sphinx.config import Config

_Known = dict[str, tuple[bytes, Text]]
"""By file, what it was found to be, without its words, and a hash of those."""


class RememberingReader(MarkedTextReader):
    """Reads texts, and none twice.

    :param path: the file in which they are remembered.
    """

    def __init__(self, config: Config, path: Path) -> None:
        super().__init__(config)
        self._path = path
        self._state = _state_of(config)
        self._before = self._load()
        self._now: _Known = {}

    def read(self, path: str, text: str, *, is_page: bool, is_rst: bool | None = None) -> Text:
        """Read a text, or remember it."""
        said = f"{is_page}{is_rst}\x1f{text}".encode("utf-8", "surrogatepass")
        digest = blake2b(said, digest_size=16).digest()
        for known in (self._now, self._before):
            if path in known and known[path][0] == digest:
                found = self._now[path] = known[path]
                lines = lines_of(text, is_rst=found[1].is_rst)
                return replace(found[1], text=text, lines=lines)
        read = super().read(path, text, is_page=is_page, is_rst=is_rst)
        self._now[path] = digest, replace(read, text="", lines=())
        return read

    def keep(self, changed: Container[str]) -> None:
        """Remember for the next build what was read in this one.

        :param changed: the files that are not published as they are.
        """
        known = {path: one for path, one in self._now.items() if path not in changed}
        if known != self._before:
            write_atomically(self._path, pickle.dumps((self._state, known)))

    def _load(self) -> _Known:
        try:
            state, known = pickle.loads(self._path.read_bytes())
        except Exception:  # noqa: BLE001 (whatever a broken file may raise)
            return {}
        return known if state == self._state else {}


def _state_of(config: Config) -> str:
    """A hash of what it depends on besides its words how a text is read."""
    found = blake2b(repr((own_code(), libraries())).encode(), digest_size=16)
    found.update(registry_of(config).digest.encode())
    for value in sorted(config, key=lambda value: value.name):
        if value.name.startswith(("myst_", "briefing_", "source_suffix")):
            found.update(f"\x1f{value.name}={stable(value.value)}".encode("utf-8", "surrogatepass"))
    return found.hexdigest()
