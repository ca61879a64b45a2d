"""The directives in a text of MyST Markdown, as the parser of MyST itself finds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import yaml
from markdown_it import MarkdownIt

from . import restructured_text
from .blocks import VERBATIM, Block

_INFO = re.compile(r"\{(?P<name>[^\s{}]+)\}\s*(?P<argument>.*)", re.S)
_OPTION = re.compile(r"[ \t]*:(?P<name>[\w-]+)[ \t]*:(?:[ \t]+(?P<value>.*?))?[ \t]*")
_DEEPEST = 60


Opens = Callable[[str], bool]
"""Tells whether the words behind a fence, without braces, are those of a directive."""


def directives(parser: MarkdownIt, text: str, opens: Opens) -> Iterator[Block]:
    """All directives of a text, outer ones before those inside; and code, without a name."""
    lines = text.split("\n")
    parsed = re.sub("\\A\ufeff", "", text)
    yield from _directives(parser, opens, parsed, lines, list(range(len(lines))), 0)


def _directives(
    parser: MarkdownIt, opens: Opens, text: str, lines: Sequence[str], at: Sequence[int], depth: int
) -> Iterator[Block]:
    """The directives of a part of a page.

    :param lines: the lines of the page.
    :param at: for each line of the part, the line of the page.
    """
    for token in parser.parse(text):
        if token.map is None or token.map[0] >= len(at):
            continue
        if token.type in ("fence", "colon_fence"):
            yield from _fenced(parser, opens, token, lines, at, depth)
        elif token.type in ("html_block", "myst_line_comment", "code_block"):
            if token.type == "code_block":
                end = min(token.map[1], len(at))
                first, last = at[token.map[0]], at[end - 1] + 1
                yield Block("", "", first, last, is_verbatim=True, is_indented=True)
            yield from _unread(parser, opens, token, lines, at, depth)
        elif token.type in ("math_block", "math_block_label", "amsmath"):
            end = min(token.map[1], len(at))
            yield Block("", "", at[token.map[0]], at[end - 1] + 1, is_verbatim=True)


def _unread(
    parser: MarkdownIt,
    opens: Opens,
    token: Any,
    lines: Sequence[str],
    at: Sequence[int],
    depth: int,
) -> Iterator[Block]:
    """What stands in a comment, or in what is taken for HTML or for code by its indentation."""
    content = token.content.split("\n")
    first = token.map[0]
    inner = [at[min(first + offset, len(at) - 1)] for offset in range(len(content))]
    if depth < _DEEPEST and "{" in token.content:
        text = re.sub(r"\A([ \t]*)<!--+[ \t]*", r"\1", token.content)
        yield from _directives(parser, opens, text, lines, inner, depth + 1)


def _fenced(
    parser: MarkdownIt,
    opens: Opens,
    token: Any,
    lines: Sequence[str],
    at: Sequence[int],
    depth: int,
) -> Iterator[Block]:
    match = _INFO.fullmatch(token.info.strip())
    first, end = token.map
    end = min(end, len(at))
    content = token.content.split("\n")
    if content and not content[-1]:
        content.pop()
    here, last = at[first], at[end - 1]
    column, is_closed = _column(lines[here], token), _is_closed(lines[last], token) and last > here
    if match is None:
        argument = " ".join(token.info.split())
        yield Block(
            "", argument, here, last + 1, here, column, is_closed=is_closed, is_verbatim=True
        )
        if opens(argument) and depth < _DEEPEST:
            inner = [at[min(first + 1 + offset, end - 1)] for offset in range(len(content))]
            yield from _directives(parser, opens, "\n".join(content), lines, inner, depth + 1)
        return
    name = match["name"]
    is_verbatim = name.rpartition(":")[2] in VERBATIM
    options = _options(content)
    used = options.used
    inner = [at[min(first + 1 + offset, end - 1)] for offset in range(len(content))]
    yield Block(
        name=name,
        argument=" ".join(match["argument"].split()),
        first=here,
        end=last + 1,
        body=at[min(first + 1 + used, end - 1)],
        column=column,
        options=options.values,
        lines={name: inner[offset] for name, offset in options.lines.items()},
        ends={name: inner[offset - 1] + 1 for name, offset in options.ends.items()},
        is_closed=is_closed,
        is_verbatim=is_verbatim,
    )
    if name == "eval-rst":
        for block in restructured_text.directives(content):
            yield restructured_text.moved(block, inner, lines, content)
    elif not is_verbatim and depth < _DEEPEST:
        rest = "\n".join(content[used:])
        if rest:
            yield from _directives(parser, opens, rest, lines, inner[used:], depth + 1)


def _column(line: str, token: Any) -> int:
    """Where a fence begins on its line."""
    return max(line.find(token.markup), 0)


def _is_closed(line: str, token: Any) -> bool:
    mark, closing = token.markup[0], line.strip(" \t>%\r")
    return len(closing) >= len(token.markup) and not closing.strip(mark)


class _Options(NamedTuple):
    """The options at the head of a body.

    :param lines: the line of each; ``ends``, the line after it.
    :param used: how many lines they take.
    """

    values: dict[str, str]
    lines: dict[str, int]
    ends: dict[str, int]
    used: int


def _options(content: Sequence[str]) -> _Options:
    if content and content[0].startswith("---"):
        return _options_in_yaml(content)
    found = _Options({}, {}, {}, 0)
    last, used = "", 0
    for number, line in enumerate(content):
        match = _OPTION.fullmatch(line)
        if match and not (last and line[:1].isspace()):
            last = match["name"]
            found.lines.setdefault(last, number)
            found.values.setdefault(last, _scalar(match["value"] or ""))
        elif last and line[:1].isspace() and line.strip():
            found.values[last] = f"{found.values[last]}\n{line.strip()}".strip()
        else:
            break
        used = number + 1
        found.ends.setdefault(last, used)
        found.ends[last] = max(used, found.ends[last])
    return found._replace(used=used)


def _options_in_yaml(content: Sequence[str]) -> _Options:
    end = next((n for n, line in enumerate(content) if n and line.startswith("---")), len(content))
    found = _Options({}, {}, {}, min(end + 1, len(content)))
    try:
        node = yaml.compose("\n".join(content[1:end]), Loader=yaml.SafeLoader)
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
    except (yaml.YAMLError, ValueError, RecursionError):
        pairs = []
        for number, line in enumerate(content[1:end], start=1):
            if match := re.match(r"\s*[\"']?(?P<name>[\w-]+)[\"']?\s*:(?P<value>.*)$", line):
                found.values.setdefault(match["name"], match["value"].strip())
                found.lines.setdefault(match["name"], number)
                found.ends.setdefault(match["name"], number + 1)
    for key, value in pairs:
        name = str(key.value)
        found.lines.setdefault(name, key.start_mark.line + 1)
        last = value.end_mark.line + (
            value.end_mark.column > 0 or value.start_mark == value.end_mark
        )
        found.ends.setdefault(name, max(last, key.start_mark.line + 1) + 1)
        found.values.setdefault(name, _plain(value))
    return found


def _plain(node: yaml.Node) -> str:
    """A value of YAML as it would be written in a line."""
    if isinstance(node, yaml.SequenceNode):
        items = [_plain(item) for item in node.value]
        return ", ".join(f'"{item}"' if "," in item else item for item in items)
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _scalar(written: str) -> str:
    """A value of an option without the quotation marks or the comment that YAML would drop."""
    if written[:1] in ("'", '"') or " #" in written:
        try:
            value = yaml.safe_load(written)
        except yaml.YAMLError:
            return written
        return value if isinstance(value, str) else written
    return written
