"""The first heading of a page may be of the second level, where its title stands elsewhere.

MyST wants a heading of the first level on every page, and warns of any other. Where the front
matter has the title (``title:``, as many tools write it), what begins lower is right.

Works round: ``DocutilsRenderer.update_section_level_state`` of MyST-Parser. No issue is known:
``myst_title_to_header`` makes a heading of ``title:``, but not of the title of a source.
Seen in: MyST-Parser 5.2.
Can go when: a page that begins with ``##`` is read without ``myst.header``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

Begins = Callable[["BuildEnvironment"], bool]


def let_begin_lower(begins_lower: Begins) -> None:
    """Let pages begin lower, if MyST is used.

    :param begins_lower: whether the page that is being read may.
    """
    base: Any = sys.modules.get("myst_parser.mdit_to_docutils.base")
    renderer: Any = getattr(base, "DocutilsRenderer", None)
    plain = getattr(renderer, "update_section_level_state", None)
    if plain is None or hasattr(plain, "briefing"):
        return

    @wraps(plain)
    def update(self: Any, section: nodes.section, level: int) -> None:
        levels, env = self._level_to_section, getattr(self, "sphinx_env", None)
        begins = levels.keys() == {0} and levels[0] is self.document
        if env is not None and begins and level > 1 and begins_lower(env):
            levels[1] = self.document
        plain(self, section, level)

    update.briefing = True  # type: ignore[attr-defined]
    renderer.update_section_level_state = update
