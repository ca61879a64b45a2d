"""Names that Sphinx gives in the order in which pages are read, given in one order.

Of two images with one file name the second becomes ``name1.png``; which one is the second depends
on which page was read first, and so on what was built before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def name_images(app: Sphinx, env: BuildEnvironment) -> None:
    """Answer ``env-updated``: name the copies of images in the order of their paths."""
    named = type(env.images)()
    for path, (docnames, _) in sorted(env.images.items()):
        for docname in sorted(docnames):
            named.add_file(docname, path)
    env.images = named


def setup(app: Sphinx) -> None:
    """Connect to the event after reading."""
    app.connect("env-updated", name_images, priority=50)
