"""Options of directives reach those who ask for it as they are written.

MyST reads them as YAML: of ``"Rolls, Inc."`` it takes the quotes away, so that the comma would
divide the name, and ``"Rolls, Inc.", RI`` makes it drop all options. A directive whose
``option_spec`` says which options are ``lists`` gets such values as they are written; one that
``reports_options`` gets :class:`Options` where MyST has dropped all of them. Other directives are
read as ever.

Works round: ``myst_parser.parsers.directives.parse_directive_text``. See
executablebooks/MyST-Parser#712 and #796, jupyter-book/myst-spec#51.
Seen in: MyST-Parser 5.2.
Can go when: options are no YAML, and a mistake in one leaves the others.
"""

from __future__ import annotations

import re
import sys
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_OPTION = re.compile(
    r"(?P<name>\s*:?(?P<key>[\w-]+)[ \t]*:[ \t]+)(?P<value>[\"'].*?|\S.*?\s#.*?|#.*?)[ \t]*"
)
_SCALAR = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
_DROPPED = "Invalid options format:"
_ON_LINE = re.compile(r"\s*:(?P<name>[\w-]+)[ \t]*:(?:[ \t]+(?P<value>.*?))?[ \t]*")
_IN_BLOCK = re.compile(r"(?P<name>[\w-]+)[ \t]*:(?:[ \t]+(?P<value>.*?))?[ \t]*")


class Options(dict[str, str | None]):
    """Options as far as they can be read, with what is wrong with the others.

    ``malformed`` has a message for each bad line, counted from that of the directive.
    """

    malformed: tuple[tuple[int, str], ...] = ()


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


def _hand_options_over(base: Any) -> None:
    plain = getattr(base, "parse_directive_text", None)
    if plain is None or hasattr(plain, "briefing"):
        return

    @wraps(plain)
    def parse(directive: Any, first_line: str, content: str, *others: Any, **named: Any) -> Any:
        if (lists := getattr(directive.option_spec, "lists", None)) is not None:
            content = as_written(content, lists)
        parsed = plain(directive, first_line, content, *others, **named)
        if getattr(directive, "reports_options", False):
            _recover(parsed, content, named.get("line") or 0)
        return parsed

    parse.briefing = True  # type: ignore[attr-defined]
    base.parse_directive_text = parse


def hand_options_over(app: Sphinx) -> None:
    """Handle ``builder-inited``: change MyST's way, if it is used."""
    _hand_options_over(sys.modules.get("myst_parser.mdit_to_docutils.base"))


def setup(app: Sphinx) -> None:
    """Wait until MyST is there."""
    app.connect("builder-inited", hand_options_over)
