"""Reads snapshots: looks at the file, remembers, and asks the process that reads them."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType

from .apart import Answer, Apart
from .extracting import extracted
from .model import KINDS, LIMIT, TEXT, Snapshot, UnreadableSnapshot
from .paths import kind_of
from .remembered import LIBRARIES, Remembered, key_of


class SnapshotReader:
    """Reads many snapshots with one process, which ends with the ``with`` statement.

    :param limit: bytes of a file, at most.
    :param cache: a folder for what has been read.
    :param seconds: of a processor, for each file; by default as many as its kind may need.
    """

    def __init__(
        self, *, limit: int = LIMIT, cache: Path | None = None, seconds: int | None = None
    ) -> None:
        self._limit = limit
        self._remembered = None if cache is None else Remembered(cache)
        self._apart = Apart(seconds)

    def __enter__(self) -> SnapshotReader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process; the next file starts another."""
        self._apart.close()

    def read(self, path: Path, *, url: str = "") -> Snapshot:
        """The text of a snapshot.

        :param path: the file, as ``snapshot_path`` gives it.
        :param url: the address of the page that is meant, where a file holds several.
        :raises UnreadableSnapshot: when there is no text to be had.
        """
        suffix = kind_of(path)
        return self.text_of(bytes_of(path, self._limit), suffix, url=url)

    def text_of(self, data: bytes, suffix: str, *, url: str = "") -> Snapshot:
        """The text of what a snapshot holds, whether it is a file already or will be one.

        :param suffix: the end of its name, in lower case.
        :raises UnreadableSnapshot: when there is no text to be had.
        """
        _check_libraries(KINDS[suffix])
        key = key_of(data, suffix, url)
        answer = self._remembered.found(key) if self._remembered else None
        if answer is None:
            answer = self._answer(data, suffix, url)
            if self._remembered:
                self._remembered.keep(key, answer)
        if answer.snapshot is None:
            raise UnreadableSnapshot(answer.error)
        return answer.snapshot

    def _answer(self, data: bytes, suffix: str, url: str) -> Answer:
        if KINDS[suffix] != TEXT:
            return self._apart.ask(data, suffix, url)
        try:
            return Answer(extracted(data, suffix))
        except UnreadableSnapshot as error:
            return Answer(error=str(error))


def read_snapshot(
    path: Path, *, url: str = "", limit: int = LIMIT, cache: Path | None = None
) -> Snapshot:
    """The text of one snapshot; ``SnapshotReader`` is faster with many.

    :param path: the file, as ``snapshot_path`` gives it.
    :param url: the address of the page that is meant, where a file holds several.
    :param limit: bytes of the file, at most.
    :param cache: a folder for what has been read.
    :raises UnreadableSnapshot: when there is no text to be had.
    """
    with SnapshotReader(limit=limit, cache=cache) as reader:
        return reader.read(path, url=url)


def bytes_of(path: Path, limit: int) -> bytes:
    """The content of a file.

    :raises UnreadableSnapshot: when it cannot be read, or is larger than ``limit``.
    """
    too_large = f"is larger than {limit // 1_000_000} MB; keep the part that is cited"
    try:
        if path.is_dir():
            raise UnreadableSnapshot("is a folder; write the path of a file")
        if not path.is_file():
            raise UnreadableSnapshot("is not there; save what was read under that name")
        if path.stat().st_size > limit:
            raise UnreadableSnapshot(too_large)
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise UnreadableSnapshot(f"cannot be read: {error.strerror}") from error
    if len(data) > limit:
        raise UnreadableSnapshot(too_large)
    return data


def _check_libraries(kind: str) -> None:
    missing = [name for name in LIBRARIES[kind] if not _is_there(name)]
    if missing:
        raise UnreadableSnapshot(
            f'needs {", ".join(missing)} to be read: pip install "sphinx-briefing[snapshots]"'
        )


def _is_there(library: str) -> bool:
    if library in sys.modules:
        return sys.modules[library] is not None
    return find_spec(library) is not None
