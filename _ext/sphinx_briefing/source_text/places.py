"""Names of records as they stand in files: where, and how another one is written there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml

from ..records.lists import placed_entries

Layers = tuple[str, ...]
"""The ways in which a name is written into each other, the innermost first."""


class NotWritable(ValueError):
    """A name that cannot stand in a place, and why."""


@dataclass(frozen=True, slots=True)
class Place:
    """A name of a record as it stands in a file.

    :param start: from the beginning of the file, as text.
    :param written: the name, without what its place does to it.
    :param named: the kinds that it may be of, in words: ``actor or term``.
    :param how: ``role``, ``option``, ``front matter``, ``data``, ``link``, ``id`` or ``name``.
    :param where: the role, or the field, for people.
    :param layers: how a name is written there.
    :param whole: the list that it stands in, which may be one name with a comma instead.
    """

    start: int
    end: int
    written: str
    named: str
    how: str
    where: str = ""
    layers: Layers = ()
    whole: Place | None = None

    def spelled(self, name: str) -> str:
        """Another name, as it is written here.

        :raises NotWritable: where it cannot be.
        """
        for layer in self.layers:
            name = _LAYERS[layer](name)
        return name


@dataclass(frozen=True, slots=True)
class Span:
    """A value as it stands in a file: the part of the text that holds it."""

    start: int
    end: int
    layers: Layers = ()
    decode: Callable[[str], str] = str


def names_in(
    text: str, span: Span, named: str, how: str, where: str, *, is_list: bool = True
) -> Iterator[Place]:
    """The names in a value.

    :param is_list: whether commas part them.
    """
    raw = text[span.start : span.end]
    lead = len(raw) - len(raw.lstrip())
    raw = raw.strip()
    if not raw:
        return
    start = span.start + lead
    whole = Place(start, start + len(raw), _line(span.decode(raw)), named, how, where, span.layers)
    if not is_list:
        quoted = re.fullmatch(r'"([^"]*)"', whole.written)
        if quoted and raw[:1] == '"':
            layers = ("in quotes", *span.layers)
            whole = replace(
                whole, start=start + 1, end=whole.end - 1, written=quoted[1], layers=layers
            )
        yield whole
        return
    try:
        entries = list(placed_entries(raw))
    except ValueError:
        return
    parts = []
    for entry in entries:
        inner = raw[entry.start : entry.end]
        shift = len(inner) - len(inner.lstrip())
        first = start + entry.start + shift
        last = first + len(inner.strip())
        written = _line(span.decode(entry.text))
        if first == last or not written:
            continue
        outer = span.layers
        if len(entries) > 1:
            outer = tuple("part" if one == "cell" else one for one in outer)
        layers = (_QUOTES.get(entry.quote, "list"), *outer)
        parts.append(Place(first, last, written, named, how, where, layers))
    around = whole if len(parts) > 1 else None
    yield from (replace(part, whole=around) for part in parts)


_QUOTES = {'"': "in quotes", "'": "single", "“": "list"}


def _line(text: str) -> str:
    return " ".join(text.split())


# -- YAML ---------------------------------------------------------------------------------------


def scalar_span(text: str, node: yaml.ScalarNode, shift: int = 0) -> Span:
    """The part of a text that holds a scalar of YAML, without what marks it.

    :param shift: where the YAML begins in the text.
    """
    start, end = shift + node.start_mark.index, shift + node.end_mark.index
    if properties := _PROPERTIES.match(text, start, end):  # an anchor, or a tag
        start = properties.end()
    if node.style == "'":
        return Span(start + 1, end - 1, ("single",), lambda part: part.replace("''", "'"))
    if node.style == '"':
        return Span(start + 1, end - 1, ("json",), _of_double)
    if node.style in ("|", ">"):
        return Span(text.find("\n", start) + 1, end)
    return Span(start, end, ("plain",))


_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")


def _of_double(part: str) -> str:
    if "\\" not in part:
        return part
    try:
        return str(yaml.safe_load(f'"{part}"'))
    except yaml.YAMLError:
        return part


def _listed(name: str) -> str:
    if "," in name or name.startswith(('"', "“", "[", "- ")) or name == "-":
        return '"' + name.replace('"', '""') + '"'
    return name


def _plain(name: str) -> str:
    """A name as a plain scalar, or a part of one, in YAML."""
    try:
        node: Any = yaml.compose(f"[{name}]", Loader=yaml.SafeLoader)
        value = node.value[0]
        is_same = len(node.value) == 1 and value.value == name and value.style is None
        if is_same and value.tag != "tag:yaml.org,2002:null":
            return name
    except (yaml.YAMLError, IndexError, AttributeError):
        pass
    return "'" + name.replace("'", "''") + "'"


def _in_role(name: str) -> str:
    if re.search(r"[`<>]", name):
        raise NotWritable(f"{name!r} cannot stand in a role, since it holds a sign of its markup")
    return name


def _in_bibtex(name: str) -> str:
    if re.search(r"[{}\\]", name):
        raise NotWritable(f"{name!r} cannot stand in a bibliography")
    return re.sub(r"(?=[&%$#_])", r"\\", name)


def _bare_cell(name: str) -> str:
    if re.search(r'[,;|\t"\n]', name):
        return '"' + name.replace('"', '""') + '"'
    return name


def _part_of_cell(name: str) -> str:
    if _bare_cell(name) != name:
        raise NotWritable(f"{name!r} cannot stand in a cell without quotation marks")
    return name


_LAYERS: Mapping[str, Callable[[str], str]] = {
    "list": _listed,
    "in quotes": lambda name: name.replace('"', '""'),
    "single": lambda name: name.replace("'", "''"),
    "json": lambda name: json.dumps(name, ensure_ascii=False)[1:-1],
    "plain": _plain,
    "role": _in_role,
    "bibtex": _in_bibtex,
    "in double quotes": lambda name: f'"{name}"',
    "cell": _bare_cell,
    "part": _part_of_cell,
}
