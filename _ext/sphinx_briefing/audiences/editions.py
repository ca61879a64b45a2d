"""The frozen editions of a project without what is not for an audience."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from pathlib import Path

from ..editions import FOLDER
from ..editions.audience import open_to
from ..editions.written import LARGEST
from ..records import Kinds
from .removed import PAGE, PASSAGE, Removed

_FILE = re.compile(rf"{FOLDER}/[^/]+/[1-9]\d*\.json")


def prune_editions(
    source: Path,
    files: Iterable[str],
    audience: str,
    removed: Iterable[Removed],
    references: AbstractSet[str],
    kinds: Kinds,
) -> tuple[dict[str, bytes], set[str]]:
    """The files of editions that are changed, and those that are left out.

    :param removed: what was taken out of the project.
    :param references: the references of the briefs that were.
    """
    keys = {
        (one.what, name)
        for one in removed
        if one.what != PASSAGE
        for name in (one.names if one.what == PAGE else one.names[:1])
    }

    def is_gone(key: tuple[str, str]) -> bool:
        return key in keys or (key[0] == "source" and (PAGE, key[1]) in keys)

    changed: dict[str, bytes] = {}
    left_out: set[str] = set()
    for path in filter(_FILE.fullmatch, files):
        try:
            if (source / path).stat().st_size > LARGEST:
                continue
            data = (source / path).read_bytes()
        except OSError:
            continue
        reference, left = open_to(data, audience, is_gone, kinds)
        if reference in references:
            left_out.add(path)
        elif left != data:
            changed[path] = left
    return changed, left_out
