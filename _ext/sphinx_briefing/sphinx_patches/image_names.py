"""Copies of images are named in the order of their paths, and not in that of reading.

Of two images with one file name the second becomes ``name1.png``; which one is the second depends
on which page was read first, and so on what was built before.

Works round: ``FilenameUniqDict.add_file``, called while pages are read, and
``FilenameUniqDict.merge_other`` in parallel builds. No issue is known; sphinx-doc/sphinx#290 asks
for other names.
Seen in: Sphinx 8.2 and 9.0.
Can go when: an incremental build gives the names of a clean one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def name_images(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: name the copies of images in the order of their paths."""
    named = type(env.images)()
    for path, (docnames, _) in sorted(env.images.items()):
        for docname in sorted(docnames):
            named.add_file(docname, path)
    env.images = named


def setup(app: Sphinx) -> None:
    """Connect to the event after reading."""
    app.connect("env-updated", name_images, priority=50)
