"""The options of directives as they stand in a text, and the names in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..records import Kinds, declared, naming
from ..records.fields import Field
from .blocks import Block
from .edits import starts_of
from .places import Place, Span, names_in
from .reader import Text

_GROUP = re.compile(r"[^;=]*=(?P<names>[^;]*)(?:;|\Z)")


class OptionFinder:
    """Finds the names of records in the options of directives."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds
        self._named: dict[str, dict[str, str]] = {}
        for name, kind in kinds.items():
            self._named[name] = {field.name: field.shape.named for field in naming(kind)}
        for plural, selected in kinds.by_plural.items():
            self._named[plural] = {**kinds.named_by_option, "centre": "actor", "groups": "actor"}
            if selected.kind_name in kinds:
                self._named[plural]["ids"] = selected.kind_name
        if "term" in kinds:
            self._named["glossary"] = self._named[kinds["term"].plural]

    def places(self, text: Text) -> Iterator[Place]:
        """Yield the names in all options of a text."""
        starts = starts_of(text.lines)
        for block in text.blocks:
            named = self._named.get(block.bare_name, {})
            for option in block.options:
                if option in named:
                    span = value_span(text, block, option, starts)
                    if span is not None:
                        yield from self._in_option(text, block, option, span, named[option])

    def _in_option(
        self, text: Text, block: Block, option: str, span: Span, named: str
    ) -> Iterator[Place]:
        is_record = block.bare_name in self._kinds
        how = "field" if is_record else "option"
        where = f"{block.bare_name} {option}"
        if option == "groups" and not is_record:
            for match in _GROUP.finditer(text.text, span.start, span.end):
                inner = Span(match.start("names"), match.end("names"), span.layers)
                yield from names_in(text.text, inner, named, how, where)
            return
        is_list = option != "centre"
        yield from names_in(text.text, span, named, how, where, is_list=is_list)


def value_span(
    text: Text, block: Block, option: str, starts: Sequence[int] | None = None
) -> Span | None:
    """The part of a text that holds the value of an option; ``None`` where it cannot be told."""
    if option not in block.lines:
        return None
    starts = starts or starts_of(text.lines)
    at = block.lines[option]
    end = max(block.ends.get(option, at + 1), at + 1)
    head = re.compile(rf".*?\b{re.escape(option)}[\"']?[ \t]*:(?!\S)", re.I).match(text.lines[at])
    if head is None:
        return None
    first, last = starts[at] + head.end(), starts[end]
    if block.right:
        if end > at + 1:
            return None
        last = min(starts[at] + block.right, last)
    raw = text.text[first:last]
    if match := re.match(r"\s*[|>][+-]?[ \t]*(?=\r?\n)", raw):
        return Span(first + match.end(), last)
    if not text.is_rst and (match := re.match(r"(\s*)'((?:[^']|'')*)'\s*(?:\s#.*)?\Z", raw)):
        start = first + match.start(2)
        return Span(start, start + len(match[2]), ("single",), lambda part: part.replace("''", "'"))
    if not text.is_rst and "\n" not in raw.strip() and (match := re.search(r"\s#.*", raw)):
        last = first + match.start()
    return Span(first, last)


def argument_span(text: Text, block: Block) -> Span | None:
    """The part of a text that holds the argument of a directive, where that is one line."""
    if not block.argument:
        return None
    line = text.lines[block.first]
    stop = block.right or len(line)
    at = line.find(block.argument, block.column, stop)
    rest = line[at + len(block.argument) : stop].strip() if at >= 0 else "x"
    if rest:
        return None
    start = starts_of(text.lines)[block.first] + at
    return Span(start, start + len(block.argument))


def option_line(text: Text, block: Block, name: str, value: str) -> tuple[int, str] | None:
    """Where a new option is written, first of all, and its line; ``None`` in tables."""
    if block.right or block.table:
        return None
    starts = starts_of(text.lines)
    ending = _ending(text)
    if block.lines:
        first = min(block.lines.values())
        line = text.lines[first]
        indent = line[: len(line) - len(line.lstrip(" \t>%"))]
        colon = ":" if line.lstrip(" \t>%").startswith(":") else ""
        return starts[first], f"{indent}{colon}{name}: {value}{ending}"
    head = text.lines[block.first][: block.column]
    if text.is_rst or (block.name != block.bare_name and head.strip() == ".."):
        at = block.first + 1
        while at < block.end and text.lines[at].strip():
            at += 1
        indent = re.sub(r"[^\s]", " ", head) + "   "
    else:
        at = block.first + 1
        indent = re.sub(r"[^\s>%]", " ", head)
        if at < len(text.lines) and text.lines[at].strip(" \t>").startswith("---"):
            at += 1
            return starts[at], f"{indent}{name}: {value}{ending}"
    before = "" if text.text[: starts[at]].endswith(("\n", "\r")) else ending
    return starts[at], f"{before}{indent}:{name}: {value}{ending}"


def _ending(text: Text) -> str:
    line = text.lines[0] if text.lines else ""
    return "\r\n" if line.endswith("\r\n") else "\r" if line.endswith("\r") else "\n"


def name_fields(kind: type) -> Mapping[str, Field]:
    """The fields of a kind that hold its names, its argument among them."""
    fields = declared(kind)
    wanted = (getattr(kind, "argument", ""), "abbr", "long", "aliases", "forms", "variants")
    return {name: fields[name] for name in wanted if name in fields}
