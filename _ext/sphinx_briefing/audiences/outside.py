"""Files above the folder of the sources that pages name: ``../README.md``."""

from __future__ import annotations

import glob
import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..domain.included_texts import TEXTS
from .tree import ABOVE

_UP = re.compile(r"(?<![\w./])(?:\.{1,2}/|[\w-]+/)*?\.\./[^\s\0\"'`<>()\[\]{}|,;]+")
_LARGEST = 5_000_000


def named_above(source: Path, texts: Iterable[str]) -> Iterator[str]:
    """The files outside that some texts name, and those that these name, from the sources.

    :param texts: files from the folder of the sources.
    """
    waiting = list(texts)
    seen: set[str] = set()
    while waiting:
        text = waiting.pop()
        for path in sorted(_named_in(source, text)):
            if path not in seen:
                seen.add(path)
                yield path
                if Path(path).suffix.lower() in TEXTS:
                    waiting.append(path)


def _named_in(source: Path, text: str) -> Iterator[str]:
    try:
        data = (source / text).read_bytes()
    except OSError:
        return
    if b"../" not in data or len(data) > _LARGEST:
        return
    found = {match.group() for match in _UP.finditer(data.decode("utf-8", "replace"))}
    # Some directives name files from the page, others from the text that it includes; one that is
    # found from no page at all does no harm.
    folders = [
        posixpath.dirname(text),
        *("../" * up for up in range(ABOVE)),
        *("f/" * down for down in range(1, ABOVE)),
    ]
    for name in found:
        for folder in folders:
            path = os.path.normpath(os.path.join(folder, name.rstrip(".:")))  # noqa: PTH118
            if path.startswith("..") and path.count("../") <= ABOVE:
                yield from _files(source, path.replace(os.sep, "/"))


def _files(source: Path, path: str) -> Iterator[str]:
    names = [path]
    if any(sign in path for sign in "*?"):
        names = [
            os.path.relpath(found, source).replace(os.sep, "/")
            for found in glob.glob(str(source / path))  # noqa: PTH207
        ]
    for name in names:
        if any(part.startswith(".") and part != ".." for part in name.split("/")):
            continue  # what somebody has hidden is no source
        if posixpath.normpath(name).startswith("..") and os.path.isfile(source / name):  # noqa: PTH113
            yield name
