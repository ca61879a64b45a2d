"""A change written, looked at, and put back where it has done harm."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from .change import Change
from .meaning import Key
from .verifying import State, differences

MOST = 5
"""Things that have gone wrong, which are named."""

Write = Callable[[Mapping[Path, bytes]], None]
"""Puts the new content of several files in the place of the old, all or none of them."""


class PutBack(ValueError):
    """A change after which the project was not what it should be, so that it is as before."""


def carry_out(
    change: Change,
    folder: Path,
    before: State,
    read: Callable[[], State],
    write: Write,
    names: Mapping[str, str],
    *,
    keys: Mapping[Key, Key],
    gone: Key | None = None,
    called: Key | None = None,
) -> None:
    """Write a change, and read the project again; put all back where it says something else.

    :param folder: the folder of the sources.
    :param names: what is called otherwise afterwards, old and new.
    :param keys: the records that have other ids afterwards.
    :param gone: the record that becomes a part of another one.
    :param called: the record that gets other names.
    :raises PutBack: where all is as it was, and why.
    """
    kept: dict[Path, bytes] = {}
    contents: dict[Path, bytes] = {}
    for name, data in change.contents().items():
        path, (text, encoding) = folder / name, change.texts[name]
        contents[path], kept[path] = data, path.read_bytes()
        if kept[path] != text.encode(encoding, "surrogateescape"):
            raise PutBack(f"{name} has changed in the meantime; nothing is written")
    write(contents)
    try:
        wrong = list(differences(before, read(), names, keys=keys, gone=gone, called=called))
    except ValueError as error:
        wrong = [str(error)]
    except BaseException:
        write(kept)
        raise
    if wrong:
        write(kept)
        more = len(wrong) - MOST
        listed = "; ".join(wrong[:MOST]) + (f"; and {more} more" if more > 0 else "")
        raise PutBack(f"afterwards the project would not be what it is, all is put back: {listed}")
