"""Files that pages depend on though they may not be there, or not be readable."""

from __future__ import annotations

import os
from pathlib import PurePosixPath

from ..snapshots.paths import folders_of, is_absolute


def watched(written: str | None, page: str = "") -> set[str]:
    """The places where a snapshot may be, from the folder of the sources; none for one outside.

    >>> watched("archive/../a.html"), watched("../a.html"), watched("/a.html"), watched(None)
    ({'a.html'}, set(), set(), set())
    >>> sorted(watched("a.html", "notes/n")), watched("../a.html", "notes/n")
    (['a.html', 'notes/a.html'], {'a.html'})
    """
    if not written or is_absolute(written):
        return set()
    places = (os.path.normpath(folder / written) for folder in folders_of(page))
    paths = (PurePosixPath(place.replace(os.sep, "/")) for place in places)
    return {str(path) for path in paths if path.parts[:1] not in ((), ("..",))}
