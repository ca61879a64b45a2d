"""Snapshots that Sphinx would take for pages (``archive/speech.md``): inputs, and no pages.

What names them is written in pages that have not been read when Sphinx lists its pages. So the
texts of pages are searched for the field before, each when it has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING

from ..files import Stamp, stamp_of
from ..snapshots import SUFFIXES, UnreadableSnapshot, snapshot_path
from . import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_FIELD = re.compile(r"""^[ \t]*:?snapshot:[ \t]*(["']?)(.+?)\1[ \t]*(?:[ \t]#.*)?$""", re.M)


def leave_out(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Handle ``env-get-outdated``: take snapshots off the list of pages."""
    srcdir = Path(app.srcdir)
    kept: dict[str, tuple[Stamp, tuple[str, ...]]] = domain_of(env).data["snapshot_pages"]
    for docname in kept.keys() - env.found_docs:
        del kept[docname]
    for docname in env.found_docs:
        path = env.doc2path(docname)
        stamp = stamp_of(path)
        if docname not in kept or kept[docname][0] != stamp:
            kept[docname] = (stamp, tuple(_named_in(Path(path), srcdir, docname)))
    names = {
        docname: {env.path2doc(name) or "" for name in found} & env.found_docs
        for docname, (_stamp, found) in kept.items()
        if found
    }
    for docname in snapshots_among(names) - {env.config.root_doc}:
        env.project.docnames.discard(docname)
        added.discard(docname)
        changed.discard(docname)
        if docname in env.all_docs:
            removed.add(docname)
    return []


def snapshots_left_out(env: BuildEnvironment) -> frozenset[str]:
    """The snapshots that :func:`leave_out` has taken off the list of pages."""
    return frozenset(domain_of(env).data["snapshot_pages"].keys() - env.found_docs)


def snapshots_among(names: Mapping[str, AbstractSet[str]]) -> set[str]:
    """The pages that are snapshots: those that a page names, which is no snapshot itself.

    What a snapshot says is not the author's; pages that name each other are all pages.

    >>> sorted(snapshots_among({"note": {"archive/a"}, "archive/a": {"index"}}))
    ['archive/a']
    """
    named = set().union(*names.values())
    pages = names.keys() - named
    found: set[str] = set()
    waiting = list(pages)
    while waiting:
        new = names[waiting.pop()] - found
        found |= new
        # A page whose only namers turn out to be snapshots is a page after all.
        for docname in names.keys() - pages - found:
            if all(docname not in names[other] or other in found for other in names):
                pages.add(docname)
                waiting.append(docname)
    return found


def _named_in(path: Path, srcdir: Path, docname: str) -> Iterator[str]:
    """The snapshots that the file of a page names, from the folder of the sources."""
    try:
        data = path.read_bytes()
    except OSError:
        return
    yield from named_in(data, srcdir, docname)


def named_in(data: bytes, srcdir: Path, docname: str) -> Iterator[str]:
    """The snapshots that the text of a page names, from the folder of the sources."""
    if b"snapshot:" not in data:
        return
    for found in _FIELD.finditer(data.decode("utf-8", "replace")):
        if found[2].lower().endswith(SUFFIXES):
            try:
                yield (
                    snapshot_path(srcdir, found[2], docname)
                    .relative_to(srcdir.resolve())
                    .as_posix()
                )
            except UnreadableSnapshot:
                continue


def setup(app: Sphinx) -> None:
    """Connect to the event, before others look at the list of pages."""
    app.connect("env-get-outdated", leave_out, priority=2)
