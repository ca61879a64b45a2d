"""Numbers of sections go when their table of contents is numbered no longer.

Sphinx writes them into titles and headings, overwrites those alone that have new ones, and goes
through the numbered tables in the order of a set, which is another in every process.

Works round: ``TocTreeCollector.assign_section_numbers``. No issue is known.
Seen in: Sphinx 8.2 and 9.0.
Can go when: an incremental build that takes ``:numbered:`` away prints no number.
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


def forget_numbers(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Handle ``env-get-updated`` before sections are numbered: take the old numbers away."""
    for docname in env.toc_secnumbers:
        for tree in (env.titles.get(docname), env.tocs.get(docname)):
            for node in tree.findall(nodes.Element) if tree is not None else ():
                node.attributes.pop("secnumber", None)
    # A page in two tables has the numbers of the first.
    numbered: Any = dict.fromkeys(sorted(env.numbered_toctrees))
    env.numbered_toctrees = numbered
    return ()


def restore_set(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Handle ``env-get-updated`` when sections are numbered."""
    env.numbered_toctrees = set(env.numbered_toctrees)
    return ()


def setup(app: Sphinx) -> None:
    """Connect to the events before and after sections are numbered."""
    app.connect("env-get-updated", forget_numbers, priority=_NUMBERED - 1)
    app.connect("env-get-updated", restore_set, priority=_NUMBERED + 1)
