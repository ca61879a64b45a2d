"""Snapshots of sources that are not for an audience: nobody reads them, least of all as pages."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from ..domain.snapshot_pages import named_in, snapshots_among


def left_behind(
    source: Path,
    pages: Mapping[str, str],
    left_out: AbstractSet[str],
    texts: Mapping[str, bytes],
) -> set[str]:
    """The snapshots that are named by nothing that remains, from the folder of the sources.

    :param pages: the files of pages, each with its name.
    :param left_out: those that are taken out.
    :param texts: those of which something is taken out, with what is left.
    """
    all_named: dict[str, set[str]] = {}
    still_named: set[str] = set()
    for path, docname in pages.items():
        try:
            data = (source / path).read_bytes()
        except OSError:
            continue
        named = set(named_in(data, source, docname))
        if not named:
            continue
        all_named[docname] = named
        if path in texts:
            named = set(named_in(texts[path], source, docname))
        if path not in left_out:
            still_named |= named
    names = {
        docname: {pages[name] for name in named if name in pages}
        for docname, named in all_named.items()
    }
    are_pages = pages.keys() - {
        path for path, name in pages.items() if name in snapshots_among(names)
    }
    return set().union(*all_named.values()) - still_named - are_pages
