"""Lists of todos name them in the order of pages, whatever was read when.

``sphinx.ext.todo`` keeps the todos of all pages in the order of reading: after an edit, those of
the edited page come last.

Works round: ``TodoDomain.todos`` of ``sphinx.ext.todo`` and its ``merge_domaindata``. No issue is
known.
Seen in: Sphinx 8.2 and 9.0.
Can go when: a page that lists todos does so in the same order after an edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def sort_todos(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: sort the todos by page."""
    domain: Any = env.domains.get("todo")
    if domain is not None and (todos := domain.data.get("todos")):
        domain.data["todos"] = dict(sorted(todos.items()))


def setup(app: Sphinx) -> None:
    """Connect to the event after reading."""
    app.connect("env-updated", sort_todos)
