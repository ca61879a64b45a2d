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
from .options import AnyOption, Options

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_OPTION = re.compile(
    r"(?P<name>\s*:?(?P<key>[\w-]+)[ \t]*:[ \t]+)(?P<value>[\"'].*?|\S.*?\s#.*?|#.*?)[ \t]*"
)
_SCALAR = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
_DROPPED = "Invalid options format:"
_ON_LINE = re.compile(r"\s*:(?P<name>[\w-]+)[ \t]*:(?:[ \t]+(?P<value>.*?))?[ \t]*")
_IN_BLOCK = re.compile(r"(?P<name>[\w-]+)[ \t]*:(?:[ \t]+(?P<value>.*?))?[ \t]*")


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
        if match is None:
            continue
        if match["value"][0] not in "\"'":
            is_misread = not in_block  # a number sign is no comment in a line of text
        else:
            is_misread = _is_misread(match["value"], match["key"] in lists, in_block=in_block)
        if is_misread:
            lines[number] = match["name"] + "'" + match["value"].replace("'", "''") + "'"
    return "\n".join(lines)


def _is_misread(value: str, is_list: bool, *, in_block: bool) -> bool:
    if _SCALAR.fullmatch(value):
        return is_list and value[0] == '"'
    # In a block of YAML, a quotation may go on in the next line.
    return not in_block or value.count(value[0]) % 2 == 0


def _recover(parsed: Any, content: str, line: int) -> None:
    """Read options line by line where MyST has dropped all of them for a mistake in one."""
    wrong = [warning for warning in parsed.warnings if warning.msg.startswith(_DROPPED)]
    if not wrong:
        return
    options, in_block = Options(), content.startswith("---")
    bad: list[tuple[int, str]] = []
    for offset, text in enumerate(content.split("\n"), start=1):
        if offset == 1 and in_block:
            continue
        if text.startswith("---") if in_block else not re.match(r"\s*:(?!::)", text):
            break
        match = (_IN_BLOCK if in_block else _ON_LINE).fullmatch(text)
        if match:
            options[match["name"]] = (match["value"] or "").strip("\"'") or None
        elif text.strip() and not (in_block and text[0].isspace()):
            like = "'name: value'" if in_block else "':name: value'"
            bad.append((offset, f"{text.strip()!r} is no option; write it like {like}"))
    if not bad:
        what = wrong[0].msg.removeprefix(_DROPPED).strip()
        bad = [((wrong[0].lineno or line) - line, f"its options cannot be read: {what}")]
    options.malformed = tuple(bad)
    parsed.options = options
    parsed.warnings = [warning for warning in parsed.warnings if warning not in wrong]


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
        parsed = plain(directive, first_line, content, *others, **named)
        if getattr(directive, "reports_options", False):
            _recover(parsed, content, named.get("line") or 0)
        return parsed

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


def setup(app: Sphinx) -> None:
    """Wait until MyST is there, if it is used."""
    app.connect("builder-inited", adapt)
