"""The heads of pages as they stand in a text, and the names in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from ..domain.front_keys import KEYS, canonical, field_name, understand
from ..domain.front_matter import BLOCK
from ..records import Kinds, declared
from .edits import starts_of
from .places import Place, Span, names_in, scalar_span
from .reader import Text

_FIELD = re.compile(r"(?P<indent>[ \t]*):(?P<name>[^:\s][^:]*):(?:[ \t]+(?P<value>.*))?$")


class HeadFinder:
    """Finds the names of records in the heads of pages."""

    def __init__(self, kinds: Kinds) -> None:
        self._named = names_in_heads(kinds)

    def places(self, text: Text) -> Iterator[Place]:
        """Yield the names in the head of a page."""
        match = BLOCK.match(text.text)
        if match is None:
            if text.is_rst:
                yield from self._in_fields(text)
            return
        node = _composed(match["yaml"])
        if node is None:
            return
        shift = match.start("yaml")
        for key, value in node.value:
            name = str(key.value)
            if isinstance(value, yaml.MappingNode) and name in ("source", "brief"):
                for inner, item in value.value:
                    yield from self._value(text, shift, item, (name, str(inner.value)))
            else:
                yield from self._value(text, shift, value, ("", name))

    def _value(
        self, text: Text, shift: int, node: yaml.Node, key: tuple[str, str]
    ) -> Iterator[Place]:
        named = self._named.get(key)
        if named is None:
            return
        where = ".".join(filter(None, key))
        if isinstance(node, yaml.ScalarNode):
            span = scalar_span(text.text, node, shift)
            yield from names_in(text.text, span, named, "front matter", where)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                if isinstance(item, yaml.ScalarNode):
                    span = scalar_span(text.text, item, shift)
                    yield from names_in(
                        text.text, span, named, "front matter", where, is_list=False
                    )

    def _in_fields(self, text: Text) -> Iterator[Place]:
        for key, span in _fields(text):
            if named := self._named.get(key):
                where = ".".join(filter(None, key))
                yield from names_in(text.text, span, named, "front matter", where)


def id_in_head(text: Text) -> Span | None:
    """The place of the id of a note, where its head says one."""
    match = BLOCK.match(text.text)
    if match is None:
        found: Mapping[tuple[str, str], Span] = dict(_fields(text)) if text.is_rst else {}
        return found.get(("source", "id"))
    value = _source_of(match["yaml"])
    if isinstance(value, yaml.MappingNode):
        for inner, item in value.value:
            if str(inner.value) == "id" and isinstance(item, yaml.ScalarNode):
                return scalar_span(text.text, item, match.start("yaml"))
    return None


def id_for_head(text: Text, identifier: str) -> tuple[int, str] | None:
    """Where the id of a note is written that says none, and the words; ``None`` if it cannot be."""
    ending = "\r\n" if text.lines and text.lines[0].endswith("\r\n") else "\n"
    match = BLOCK.match(text.text)
    if match is None:
        if not text.is_rst:
            return None
        starts = starts_of(text.lines)
        inner = [key for key, _span in _fields(text) if key[0] == "source" and key[1]]
        for at, line in enumerate(text.lines):
            found = _FIELD.match(line.rstrip("\r\n"))
            if found and inner and field_name("source", found["name"]) == inner[0][1]:
                return starts[at], f"{found['indent']}:id: {identifier}{ending}"
        return None
    value = _source_of(match["yaml"])
    if not isinstance(value, yaml.MappingNode) or not value.value:
        return None
    first = value.value[0][0].start_mark
    at = match.start("yaml") + first.index
    if value.flow_style:
        return at, f"id: {identifier}, "
    return at, f"id: {identifier}{ending}{' ' * first.column}"


def _source_of(head: str) -> yaml.Node | None:
    node = _composed(head)
    for key, value in node.value if node is not None else ():
        if str(key.value) == "source" and isinstance(value, yaml.Node):
            return value
    return None


def _composed(head: str) -> yaml.MappingNode | None:
    try:
        node = yaml.compose(head, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if not isinstance(node, yaml.MappingNode):
        return None
    understand(node)
    return node


def _fields(text: Text) -> Iterator[tuple[tuple[str, str], Span]]:
    """The fields at the head of a page in reStructuredText, with the place of what each says."""
    starts = starts_of(text.lines)
    for field in head_fields(text.lines):
        yield field.key, Span(starts[field.line] + field.column, starts[field.end])


@dataclass(frozen=True, slots=True)
class HeadField:
    """A field at the head of a page in reStructuredText.

    :ivar key: what it is a part of (``source``, ``brief`` or nothing), and its name.
    :ivar line: its line, from 0.
    :ivar end: the line behind its last one.
    :ivar column: where in its line its value begins.
    """

    key: tuple[str, str]
    line: int
    end: int
    column: int
    indent: str
    name: str
    value: str


def head_fields(lines: Sequence[str]) -> Iterator[HeadField]:
    """Yield the fields at the head of a page, those of a field below its key."""
    outer, seen = "", False
    for at, line in enumerate(lines):
        match = _FIELD.match(line.rstrip("\r\n"))
        if match is None:
            if re.match(r"\s*\.\.\s+\S+::", line) or (seen and line[:1].strip()):
                return
            continue
        seen = True
        indent, name, value = match["indent"], match["name"], match["value"] or ""
        if not indent:
            outer = canonical(name, KEYS)
            key = ("", outer)
        else:
            key = (outer, field_name(outer, name))
        end = at + 1
        while (
            end < len(lines)
            and lines[end].strip()
            and len(lines[end]) - len(lines[end].lstrip()) > len(indent)
        ):
            end += 1
        column = match.start("value") if value else len(match.group())
        yield HeadField(key, at, end, column, indent, name, value)


def names_in_heads(kinds: Kinds) -> dict[tuple[str, str], str]:
    """Return the keys of heads that name records, each with the kind of these."""
    found = {("", "topics"): "topic"}
    for key, kind in (("source", kinds.source), ("brief", kinds.brief)):
        for name, field in declared(kind).items():
            if field.shape.refers:
                found[key, name] = field.shape.named
    return found
