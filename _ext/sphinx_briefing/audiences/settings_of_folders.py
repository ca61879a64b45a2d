"""Settings that name folders below the sources: they lead to what an audience may read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_PUBLISHED = ("html_static_path", "html_extra_path")
"""What lies there is copied into the output as it is."""


def lead_to(app: Sphinx, config: Config, source: Path, target: Path) -> None:
    """Let the settings of Sphinx lead to the folder that is built.

    Folders of translations are read where they are: catalogues that Sphinx compiles remain, and
    of what is not there any more nothing is translated.
    """
    for name in _PUBLISHED:
        written = config[name]
        if isinstance(written, (list, tuple)):
            config[name] = [_inside(app.confdir, place, source, target) for place in written]
    config["locale_dirs"] = [os.path.join(source, place) for place in config.locale_dirs]  # noqa: PTH118


def folders_inside(app: Sphinx, config: Config, source: Path) -> Iterator[str]:
    """The folders and files that are published as they are, from the folder of the sources."""
    for name in _PUBLISHED:
        written = config[name]
        for place in written if isinstance(written, (list, tuple)) else ():
            path = Path(os.path.normpath(Path(app.confdir, place)))
            if path.is_relative_to(source):
                below = path.relative_to(source).as_posix()
                yield "" if below == "." else below


def _inside(confdir: Path, place: str, source: Path, target: Path) -> str:
    path = Path(os.path.normpath(Path(confdir, place)))
    return str(target / path.relative_to(source)) if path.is_relative_to(source) else place
