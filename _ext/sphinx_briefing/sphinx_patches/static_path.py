"""A folder of static files, offered without Sphinx taking that for a change of the configuration.

Sphinx has no way for an extension to add a folder of static files but ``html_static_path``. It
compares the configuration before extensions have added to it with what it stored after, and would
call it changed at every build.

Works round: ``BuildEnvironment.setup`` runs before ``builder-inited``, and the environment is
stored with the configuration as it is then. No issue is known.
Seen in: Sphinx 8.2 and 9.0.
Can go when: a second build says nothing of ``html_static_path``, or Sphinx has
``add_static_path``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class StaticPath:
    """A folder of static files, which is kept out of the stored environment."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)

    def offer(self, app: Sphinx) -> None:
        """Handle ``builder-inited``: offer the files."""
        app.config.html_static_path.insert(0, self._folder)

    def hide(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Handle ``env-get-updated``: keep the folder out of what is stored."""
        if self._folder in app.config.html_static_path:
            app.config.html_static_path.remove(self._folder)
        return []

    def show(self, app: Sphinx, builder: Builder) -> None:
        """Handle ``write-started``: offer the files again when the environment has been stored."""
        if self._folder not in app.config.html_static_path:
            self.offer(app)


def add_static_path(app: Sphinx, folder: Path) -> None:
    """Offer the static files of a folder."""
    path = StaticPath(folder)
    app.connect("builder-inited", path.offer)
    app.connect("env-get-updated", path.hide, priority=990)
    app.connect("write-started", path.show, priority=10)
