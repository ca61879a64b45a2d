"""Files that go with what was taken out: pictures, downloads and tables that nothing else names.

Sphinx would not copy them into an output; but what it builds from may be published, too.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from .removed import Removed

_DATA = frozenset({
    ".csv", ".tsv", ".yaml", ".yml", ".json", ".jsonl", ".toml", ".bib", ".css", ".js", ".html",
    ".svg", ".tex", ".py",
})  # fmt: skip
"""Endings of files that are no texts and may name others."""

_NAME = re.compile(r"[^\s\"'`<>()\[\]{}|,;=:*]+\.\w+")


def is_data(path: str) -> bool:
    """Whether a file that is no text may name others."""
    return posixpath.splitext(path)[1].lower() in _DATA


def gone_with(
    source: Path,
    files: AbstractSet[str],
    removed: Iterable[Removed],
    texts: Mapping[str, bytes | None],
    others: Iterable[Path],
) -> set[str]:
    """The files that are named by what was taken out, and by nothing that remains.

    A name with another ending counts as well: pages may leave that to the builder, ``map.*``.

    :param files: those that may go, from the folder of the sources.
    :param texts: the files that may name others and remain, with what is left of those of which
        something was taken out.
    :param others: files elsewhere that may name some, as the configuration does.
    """
    named = {path for one in removed for path in _paths(one.path, one.text) if path in files}
    if not named:
        return set()
    stems: dict[bytes, set[str]] = {}
    for path in named:
        stems.setdefault(_stem(path), set()).add(path)
    pattern = re.compile(b"|".join(re.escape(stem) for stem in sorted(stems, reverse=True)))
    waiting: list[Path | bytes] = [*others]
    waiting += [_content(source, path, texts) for path in texts.keys() - named]
    while waiting:
        for match in pattern.finditer(_read(waiting.pop())):
            again = named & stems.get(match.group(), set())
            named -= again
            waiting += [_content(source, path, texts) for path in again & texts.keys()]
    return named


def _stem(path: str) -> bytes:
    """The beginning of a file's name, up to its ending."""
    return f"{posixpath.splitext(posixpath.basename(path))[0]}.".encode()


def _paths(path: str, text: str) -> Iterator[str]:
    """The files that a text may name, from the folder of the sources."""
    folder = posixpath.dirname(path)
    for match in _NAME.finditer(text):
        name = match.group()
        yield posixpath.normpath(name.lstrip("/"))
        yield posixpath.normpath(posixpath.join(folder, name.lstrip("/")))


def _content(source: Path, path: str, texts: Mapping[str, bytes | None]) -> Path | bytes:
    content = texts[path]
    return source / path if content is None else content


def _read(what: Path | bytes) -> bytes:
    try:
        return what if isinstance(what, bytes) else what.read_bytes()
    except OSError:
        return b""
