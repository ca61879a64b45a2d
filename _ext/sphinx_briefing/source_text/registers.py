"""The directives of texts that read data files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from ..records import Record
from .blocks import Block
from .reader import Text


class User(NamedTuple):
    """A directive that reads a data file.

    :param is_open: whether it counts: for an audience, whether it remains.
    """

    text: Text
    block: Block
    kind: type[Record]
    is_open: bool


def users_of(
    texts: Iterable[Text],
    plurals: Mapping[str, type[Record]],
    places: Callable[[Text, Block], Iterable[tuple[str, bool]]],
) -> dict[str, list[User]]:
    """The directives that read data files, by the path of the file.

    :param places: for a directive, the paths that it may mean, and whether it counts there.
    """
    found: dict[str, list[User]] = {}
    for text in texts:
        for block in text.blocks:
            kind = plurals.get(block.bare_name)
            if kind is not None and block.options.get("file", "").strip():
                for path, is_open in places(text, block):
                    found.setdefault(path, []).append(User(text, block, kind, is_open))
    return dict(sorted(found.items()))
