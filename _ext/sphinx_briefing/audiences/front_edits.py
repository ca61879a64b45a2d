"""The head of a page, where it names what was taken out: topics, origins, older briefs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml

from ..domain.front_keys import understand
from ..domain.front_matter import BLOCK
from ..records.lists import entries
from ..source_text.edits import Edit, starts_of
from ..source_text.heads import HeadField, head_fields, names_in_heads
from ..source_text.reader import Text
from .removed import Withheld


def front_edits(text: Text, withheld: Withheld) -> Iterator[Edit]:
    """Yield the edits of the head of a page, each with what to tell its author."""
    match = BLOCK.match(text.text)
    finder = _Front(withheld)
    if match is not None and any(key in match["yaml"].casefold() for key in finder.keys):
        try:
            node = yaml.compose(match["yaml"], Loader=yaml.SafeLoader)
        except (yaml.YAMLError, ValueError, RecursionError):
            return
        if isinstance(node, yaml.MappingNode):
            yield from finder.in_yaml(text.text, match.start("yaml"), node)
    elif match is None and text.is_rst:
        yield from finder.in_fields(text.lines)


class _Front:
    def __init__(self, withheld: Withheld) -> None:
        self._withheld = withheld
        self._named = names_in_heads(withheld.kinds)
        self._named["brief", "supersedes"] = "brief"
        # However a key is written, it has these letters.
        self.keys = {re.split("[-_]", name)[0] for _key, name in self._named}

    def _is_gone(self, named: str, name: str) -> bool:
        if named == "brief":
            return name in self._withheld.references
        return self._withheld.is_record(named, name)

    def _left(self, named: str, written: str) -> list[str] | None:
        if named == "brief":
            return [] if self._is_gone(named, written.strip()) else None
        try:
            parts = list(entries(" ".join(written.split())))
        except ValueError:
            parts = written.split(",")
        left = [part.strip() for part in parts if not self._is_gone(named, part.strip())]
        if len(left) == len(parts):
            return None
        return [f'"{part}"' if "," in part else part for part in left]

    # -- YAML -----------------------------------------------------------------------------------

    def in_yaml(self, text: str, shift: int, node: yaml.MappingNode) -> Iterator[Edit]:
        understand(node)
        for key, value in node.value:
            if isinstance(value, yaml.MappingNode) and str(key.value) in ("source", "brief"):
                for inner, item in value.value:
                    named = self._named.get((str(key.value), str(inner.value)))
                    if named:
                        yield from self._value(text, shift, value, inner, item, named)
            elif named := self._named.get(("", str(key.value))):
                yield from self._value(text, shift, node, key, value, named)

    def _value(
        self,
        text: str,
        shift: int,
        around: yaml.MappingNode,
        key: yaml.Node,
        value: yaml.Node,
        named: str,
    ) -> Iterator[Edit]:
        said = (
            f"front matter: {str(key.value)!r} names what is not for this audience; "
            "it is left out there"
        )
        if isinstance(value, yaml.ScalarNode):
            left = self._left(named, value.value)
            if left is None:
                return
            words = ", ".join(left)
            if any(sign in words for sign in "\"':#"):
                words = "'" + words.replace("'", "''") + "'"
            start, end = shift + value.start_mark.index, shift + value.end_mark.index
            if left:
                yield Edit(start, end, words, 0, said)
                return
        elif isinstance(value, yaml.SequenceNode):
            items = [(item, self._is_item_gone(item, named)) for item in value.value]
            if not any(is_gone for _item, is_gone in items):
                return
            if not all(is_gone for _item, is_gone in items):
                yield from self._items(text, shift, value, items, said)
                return
        else:
            return
        yield _whole(text, shift, around, key, value, said)

    def _is_item_gone(self, item: yaml.Node, named: str) -> bool:
        return isinstance(item, yaml.ScalarNode) and self._is_gone(named, item.value.strip(' "'))

    def _items(
        self,
        text: str,
        shift: int,
        value: yaml.SequenceNode,
        items: Sequence[tuple[yaml.Node, bool]],
        said: str,
    ) -> Iterator[Edit]:
        """Some items of a list, which go."""
        if value.flow_style:
            kept = [
                text[shift + item.start_mark.index : shift + item.end_mark.index]
                for item, is_gone in items
                if not is_gone
            ]
            start, end = shift + value.start_mark.index, shift + value.end_mark.index
            yield Edit(start, end, f"[{', '.join(kept)}]", 0, said)
            return
        for item, is_gone in items:
            if is_gone:
                start = text.rfind("\n", 0, shift + item.start_mark.index) + 1
                end = text.find("\n", shift + item.end_mark.index) + 1 or len(text)
                yield Edit(start, end, "", 0, said)
                said = ""

    # -- fields ---------------------------------------------------------------------------------

    def in_fields(self, lines: Sequence[str]) -> Iterator[Edit]:
        """Yield the edits of a field list at the head of a page in reStructuredText."""
        starts = starts_of(lines)
        for field in head_fields(lines):
            if named := self._named.get(field.key):
                yield from self._field(lines, starts, field, named)

    def _field(
        self, lines: Sequence[str], starts: Sequence[int], field: HeadField, named: str
    ) -> Iterator[Edit]:
        said = (
            f"front matter: {field.name!r} names what is not for this audience; "
            "it is left out there"
        )
        more = [line.strip() for line in lines[field.line + 1 : field.end]]
        left = self._left(named, " ".join([field.value, *more]).strip())
        if left is None:
            return
        end = starts[field.end]
        if not left:
            yield Edit(starts[field.line], end, "", 0, said)
            return
        last = lines[field.end - 1]
        stop = end - (len(last) - len(last.rstrip("\r\n")))
        head = f"{field.indent}:{field.name}: "
        yield Edit(starts[field.line], stop, head + ", ".join(left), 0, said)


def _whole(
    text: str,
    shift: int,
    around: yaml.MappingNode,
    key: yaml.Node,
    value: yaml.Node,
    said: str,
) -> Edit:
    """A key with its value, which goes."""
    start, end = shift + key.start_mark.index, shift + value.end_mark.index
    if around.flow_style:
        after = re.compile(r"\s*,\s*").match(text, end)
        before = re.search(r"\s*,\s*\Z", text[:start])
        if after:
            end = after.end()
        elif before:
            start = before.start()
        return Edit(start, end, "", 0, said)
    start = text.rfind("\n", 0, start) + 1
    if text[end - 1 : end] != "\n":
        end = text.find("\n", end) + 1 or len(text)
    return Edit(start, end, "", 0, said)


__all__ = ["front_edits"]
