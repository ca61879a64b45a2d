"""Pages that list a changed page are not written for that alone.

Sphinx writes every page whose table of contents lists one that is written, whether the change
shows there or not: after an edit of one note, an index of a thousand is made again.

Works round: ``Builder._prepare_write_docnames`` adds ``env.files_to_rebuild`` to what is due. No
issue is known: where nothing else looks after tables of contents, it is as good as can be.
Seen in: Sphinx 8.2 and 9.0.
Can go when: a change of a page's text does not write the pages that list it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def write_none(env: BuildEnvironment) -> None:
    """Let Sphinx write no page because it lists a changed one, whether that shows there or not.

    Pages where it does show are due already. The environment must have been stored.
    """
    env.files_to_rebuild = {}
