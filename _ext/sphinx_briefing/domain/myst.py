"""What MyST does otherwise for our directives and pages.

MyST reads the options of a directive as YAML: of ``"Rolls, Inc."`` it takes the quotes away, so
that the comma would divide the name, and ``"Rolls, Inc.", RI`` makes it drop all options. Ours get
such values as they are written; other directives are read as ever. And MyST wants a heading of the
first level on every page, where some have their title in the front matter.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

from docutils import nodes

from . import given_titles
from .options import AnyOption

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_OPTION = re.compile(r"(?P<name>\s*:?(?P<key>[\w-]+):[ \t]+)(?P<value>[\"'].*?)[ \t]*")
_SCALAR = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")


def as_written(content: str, lists: frozenset[str]) -> str:
    """The text of a directive, with what YAML would misread in its options quoted for YAML."""
    lines = content.split("\n")
    in_block = lines[0].startswith("---")
    for number, line in enumerate(lines):
        if number and in_block and line.startswith("---"):
            break
        if not in_block and not line.lstrip().startswith(":"):
            break
        match = _OPTION.fullmatch(line)
        if match and _is_misread(match["value"], match["key"] in lists, in_block=in_block):
            lines[number] = match["name"] + "'" + match["value"].replace("'", "''") + "'"
    return "\n".join(lines)


def _is_misread(value: str, is_list: bool, *, in_block: bool) -> bool:
    if _SCALAR.fullmatch(value):
        return is_list and value[0] == '"'
    # In a block of YAML, a quotation may go on in the next line.
    return not in_block or value.count(value[0]) % 2 == 0


def adapt(app: Sphinx) -> None:
    """Handle ``builder-inited``: change MyST's ways where they are not ours."""
    base: Any = sys.modules.get("myst_parser.mdit_to_docutils.base")
    _hand_options_over(base)
    _know_titles(getattr(base, "DocutilsRenderer", None))


def _know_titles(renderer: Any) -> None:
    """Let the first heading be of the second level, where a page has its title elsewhere."""
    plain = getattr(renderer, "update_section_level_state", None)
    if plain is None or hasattr(plain, "briefing"):
        return

    @wraps(plain)
    def update(self: Any, section: nodes.section, level: int) -> None:
        levels, env = self._level_to_section, getattr(self, "sphinx_env", None)
        begins = levels.keys() == {0} and levels[0] is self.document
        if env is not None and begins and level > 1 and given_titles.begin_lower(env):
            levels[1] = self.document
        plain(self, section, level)

    update.briefing = True  # type: ignore[attr-defined]
    renderer.update_section_level_state = update


def _hand_options_over(base: Any) -> None:
    plain = getattr(base, "parse_directive_text", None)
    if plain is None or hasattr(plain, "briefing"):
        return

    @wraps(plain)
    def parse(directive: Any, first_line: str, content: str, *others: Any, **named: Any) -> Any:
        if isinstance(directive.option_spec, AnyOption):
            content = as_written(content, directive.option_spec.lists)
        return plain(directive, first_line, content, *others, **named)

    parse.briefing = True  # type: ignore[attr-defined]
    base.parse_directive_text = parse


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


def setup(app: Sphinx) -> ExtensionMetadata:
    """Wait until MyST is there, if it is used."""
    app.connect("builder-inited", adapt)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
