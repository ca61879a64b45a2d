"""The directives in a text of MyST Markdown, as the parser of MyST itself finds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml
from markdown_it import MarkdownIt

from . import restructured_text
from .blocks import Block

VERBATIM = frozenset({
    "code", "code-block", "code-cell", "sourcecode", "highlight", "literalinclude", "math", "raw",
    "csv-table", "graphviz", "digraph", "graph", "mermaid", "productionlist", "doctest",
    "testcode", "testoutput", "testsetup", "toctree", "parsed-literal",
})  # fmt: skip
"""Directives whose bodies are no text in which others stand."""

_INFO = re.compile(r"\{(?P<name>[^\s{}]+)\}\s*(?P<argument>.*)", re.S)
_OPTION = re.compile(r"[ \t]*:(?P<name>[\w-]+)[ \t]*:(?:[ \t]+(?P<value>.*?))?[ \t]*")
_DEEPEST = 60


def directives(parser: MarkdownIt, text: str) -> Iterator[Block]:
    """All directives of a text, outer ones before those inside."""
    lines = text.split("\n")
    yield from _directives(parser, text, lines, list(range(len(lines))), 0)


def _directives(
    parser: MarkdownIt, text: str, lines: Sequence[str], at: Sequence[int], depth: int
) -> Iterator[Block]:
    """The directives of a part of a page.

    :param lines: the lines of the page.
    :param at: for each line of the part, the line of the page.
    """
    for token in parser.parse(text):
        if token.type not in ("fence", "colon_fence") or token.map is None:
            continue
        match = _INFO.fullmatch(token.info.strip())
        if match is None:
            continue
        first, end = token.map
        end = min(end, len(at))
        content = token.content.split("\n")
        if content and not content[-1]:
            content.pop()
        options, where, used = _options(content)
        here, last = at[first], at[end - 1]
        inner = [at[min(first + 1 + offset, end - 1)] for offset in range(len(content))]
        yield Block(
            name=match["name"],
            argument=" ".join(match["argument"].split()),
            first=here,
            end=last + 1,
            body=at[min(first + 1 + used, end - 1)],
            column=_column(lines[here], token),
            options=options,
            lines={name: inner[offset] for name, offset in where.items()},
            is_closed=_is_closed(lines[last], token) and last > here,
        )
        if match["name"] == "eval-rst":
            for block in restructured_text.directives(content):
                yield restructured_text.moved(block, inner, lines)
        elif match["name"].rpartition(":")[2] not in VERBATIM and depth < _DEEPEST:
            rest = "\n".join(content[used:])
            if "{" in rest:
                yield from _directives(parser, rest, lines, inner[used:], depth + 1)


def _column(line: str, token: Any) -> int:
    """Where a fence begins on its line."""
    return max(line.find(token.markup), 0)


def _is_closed(line: str, token: Any) -> bool:
    mark, closing = token.markup[0], line.strip(" \t>\r")
    return len(closing) >= len(token.markup) and not closing.strip(mark)


def _options(content: Sequence[str]) -> tuple[dict[str, str], dict[str, int], int]:
    """The options at the head of a body, the line of each, and how many lines they take."""
    options: dict[str, str] = {}
    lines: dict[str, int] = {}
    if content and content[0].startswith("---"):
        end = next((n for n, line in enumerate(content) if n and line.startswith("---")), None)
        end = len(content) if end is None else end
        for number, line in enumerate(content[1:end], start=1):
            if match := re.match(r"(?P<name>[\w-]+)[ \t]*:(?:[ \t]+(?P<value>.*?))?[ \t]*$", line):
                lines.setdefault(match["name"], number)
                options.setdefault(match["name"], _scalar(match["value"] or ""))
        return options, lines, min(end + 1, len(content))
    last, used = "", 0
    for number, line in enumerate(content):
        match = _OPTION.fullmatch(line)
        if match and not (last and line[:1].isspace()):
            last = match["name"]
            lines.setdefault(last, number)
            options.setdefault(last, _scalar(match["value"] or ""))
        elif last and line[:1].isspace() and line.strip():
            options[last] = f"{options[last]}\n{line.strip()}".strip()
        else:
            break
        used = number + 1
    return options, lines, used


def _scalar(written: str) -> str:
    """A value of an option without the quotation marks or the comment that YAML would drop."""
    if written[:1] in ("'", '"') or " #" in written:
        try:
            value = yaml.safe_load(written)
        except yaml.YAMLError:
            return written
        return value if isinstance(value, str) else written
    return written
