"""Entries of the log: what was said, as it was printed, by the toolkit or by anybody else."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from msgspec import Struct, msgpack

_HERE = "\x1e"
"""Stands for the folder of the sources, which may be moved between two builds."""


class LogEntry(Struct, frozen=True, array_like=True, order=True, omit_defaults=True):
    """A message of the log, kept so that it can be repeated to the letter.

    Not a :class:`.Diagnostic`, since Sphinx and other extensions warn of pages as well: without a
    code of ours, at a place that is no more than the words that were printed.
    """

    place: str
    """File and line as they are printed, or the name of a page where no line is known."""
    message: str
    type: str = ""
    subtype: str = ""
    level: int = logging.WARNING
    setting: str = ""
    """The configuration value that it is about; such an entry has no other place."""

    @property
    def is_note(self) -> bool:
        """Whether it is said when it is new, and shown by tables and files ever after."""
        return self.level < logging.WARNING

    def without(self, folder: str) -> LogEntry:
        """Take the folder of the sources out of place and message."""
        return self._replaced(folder, _HERE)

    def within(self, folder: str) -> LogEntry:
        """Put the folder of the sources back."""
        return self._replaced(_HERE, folder)

    def _replaced(self, old: str, new: str) -> LogEntry:
        return LogEntry(
            self.place.replace(old, new),
            self.message.replace(old, new),
            self.type,
            self.subtype,
            self.level,
            self.setting,
        )


_encoder = msgpack.Encoder()
_decoder = msgpack.Decoder(list[LogEntry])


def pack(entries: Iterable[LogEntry]) -> bytes:
    """Encode entries, as an environment stores them."""
    return _encoder.encode(list(entries))


def unpack(packed: bytes) -> list[LogEntry]:
    """Decode what :func:`pack` made."""
    return _decoder.decode(packed)
