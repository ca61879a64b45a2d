"""While another file is read on a page, what MyST finds wrong is said at its lines.

A directive that parses a text of another file can tell docutils where each line comes from; MyST
names the page, and the line of the directive.

Works round: ``DocutilsRenderer.create_warning`` of MyST-Parser, which looks at the document alone.
No issue is known.
Seen in: MyST-Parser 5.2.
Can go when: MyST names the file that ``StringList`` has for a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from docutils import nodes


@contextmanager
def warnings_in(state: Any, path: str) -> Iterator[None]:
    """While another file is read on a page, what MyST finds wrong is said at its lines."""
    renderer = getattr(state, "_renderer", None)
    if renderer is None:  # reStructuredText asks the reporter
        yield
        return
    from myst_parser.warnings_ import create_warning

    def located(
        message: str,
        subtype: Any,
        *,
        wtype: str | None = None,
        line: int | None = None,
        append_to: nodes.Element | None = None,
    ) -> nodes.system_message | None:
        node = nodes.Element()
        node.source, node.line = path, line
        return create_warning(
            renderer.document, message, subtype, wtype=wtype, node=node, append_to=append_to
        )

    renderer.create_warning = located
    try:
        yield
    finally:
        del renderer.create_warning
