"""What Sphinx derives in the order in which pages are read, or keeps of an earlier build.

Of two images with one file name the second becomes ``name1.png``; which one is the second depends
on which page was read first, and so on what was built before. Numbers of sections stay in tables of
contents that are numbered no longer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_NUMBERED = 500
"""When Sphinx numbers sections: its own priority in ``env-get-updated``."""


def name_images(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: name the copies of images in the order of their paths."""
    named = type(env.images)()
    for path, (docnames, _) in sorted(env.images.items()):
        for docname in sorted(docnames):
            named.add_file(docname, path)
    env.images = named


def forget_numbers(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Handle ``env-get-updated`` before sections are numbered: take the old numbers away.

    Sphinx writes them into titles and headings, and overwrites those alone that have new ones.
    """
    for docname in env.toc_secnumbers:
        for tree in (env.titles.get(docname), env.tocs.get(docname)):
            for node in tree.findall(nodes.Element) if tree is not None else ():
                node.attributes.pop("secnumber", None)
    # A set, whose order is another in every process; a page in two tables has the first's numbers.
    numbered: Any = dict.fromkeys(sorted(env.numbered_toctrees))
    env.numbered_toctrees = numbered
    return ()


def restore_set(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Handle ``env-get-updated`` when sections are numbered."""
    env.numbered_toctrees = set(env.numbered_toctrees)
    return ()


def load_no_search_index(app: Sphinx) -> None:
    """Handle ``builder-inited``: Devhelp warns that it lacks what it never writes."""
    if app.builder.name == "devhelp":
        app.builder.load_indexer = lambda docnames: None  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    """Connect to the events after reading."""
    app.connect("builder-inited", load_no_search_index)
    app.connect("env-updated", name_images, priority=50)
    app.connect("env-get-updated", forget_numbers, priority=_NUMBERED - 1)
    app.connect("env-get-updated", restore_set, priority=_NUMBERED + 1)
