"""Settings that name folders below the sources: they lead to what an audience may read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

_PUBLISHED = ("html_static_path", "html_extra_path")
"""What lies there is copied into the output as it is."""


class Folders:
    """The folders that the settings of one build name.

    :param source: the folder of the sources, as authors know it.
    :param target: the folder that is built.
    """

    def __init__(self, source: Path, target: Path) -> None:
        self._source, self._target = source, target

    def find_translations(self, config: Config) -> None:
        """Let translations be read where they are.

        Catalogues that Sphinx compiles remain there; of what was taken out nothing is translated.
        """
        config["locale_dirs"] = [
            os.path.join(self._source, place)  # noqa: PTH118
            for place in config.locale_dirs
        ]

    def publish(self, app: Sphinx, builder: Builder) -> None:
        """Handle ``write-started``, first: copy what the audience may read.

        Before, the settings are as they are written: outputs hold a hash of them.
        """
        for name in _PUBLISHED:
            written = app.config[name]
            if isinstance(written, (list, tuple)):
                app.config[name] = [self._inside(app.confdir, place) for place in written]

    def _inside(self, confdir: Path, place: str) -> str:
        path = Path(os.path.normpath(Path(confdir, place)))
        if path.is_relative_to(self._source):
            return str(self._target / path.relative_to(self._source))
        return place


def folders_inside(app: Sphinx, config: Config, source: Path) -> Iterator[str]:
    """The folders and files that are published as they are, from the folder of the sources."""
    for name in _PUBLISHED:
        written = config[name]
        for place in written if isinstance(written, (list, tuple)) else ():
            path = Path(os.path.normpath(Path(app.confdir, place)))
            if path.is_relative_to(source):
                below = path.relative_to(source).as_posix()
                yield "" if below == "." else below
