"""Files that pages depend on though they may not be there, or not be readable."""

from __future__ import annotations

import os
from pathlib import PurePosixPath, PureWindowsPath


def watched(written: str | None) -> str:
    """The path of a snapshot from the folder of the sources; empty for one that is outside.

    >>> watched("archive/../a.html"), watched("../a.html"), watched("/a.html"), watched(None)
    ('a.html', '', '', '')
    """
    if not written or PurePosixPath(written).is_absolute() or PureWindowsPath(written).anchor:
        return ""
    path = PurePosixPath(os.path.normpath(written).replace(os.sep, "/"))
    return "" if path.parts[:1] in ((), ("..",)) else str(path)
