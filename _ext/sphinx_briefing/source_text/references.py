"""Roles and links as they stand in prose, and the names of records in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..records import Kinds
from ..records.fields import OR
from .blocks import Block
from .edits import Region, regions, starts_of
from .places import Place
from .prose import MYST, OWN_WORDS, RST
from .reader import Text

_READ = frozenset({"csv-table", "parsed-literal"})
"""Directives whose bodies are read as prose, though no directive stands in them."""

_LABELS = frozenset({"ref", "numref", "any"})
_DEFINED = re.compile(
    r"^[ \t>]*(?:[-*+][ \t]+)*\[[^\]\n^][^\[\]\n]*\]:[ \t]*<?(?P<target>\S+)", re.M
)


class ReferenceFinder:
    """Finds the names of records in roles and links."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds
        self._any = OR.join(kinds)

    def places(self, text: Text) -> Iterator[Place]:
        """Yield the names in the prose of a text."""
        starts = starts_of(text.lines)
        quiet = [
            (starts[block.first], starts[block.end])
            for block in text.blocks
            if block.is_verbatim and block.bare_name not in _READ
        ]
        rst = [_body(block, starts) for block in text.blocks if block.name == "eval-rst"]
        seen: set[int] = set()
        for region in regions(text.text, text.lines, text.blocks):
            is_cell = region.cell is not None
            parts = [(region.text, text.is_rst or is_cell)]
            if not text.is_rst and not is_cell:
                parts = [(_without(region.text, [*rst, *quiet]), False)]
                parts += [(_only(region.text, rst), True)] if rst else []
            for part, is_rst in parts:
                for place in self.in_prose(part, is_rst=is_rst):
                    found = _placed(place, region)
                    if found is None or found.start in seen:
                        continue
                    if not any(first <= found.start < end for first, end in quiet):
                        seen.add(found.start)
                        yield found

    def in_prose(self, text: str, *, is_rst: bool) -> Iterator[Place]:
        """Yield the names in some prose."""
        if is_rst:
            yield from self._in_rst(text)
        else:
            yield from self._in_myst(text, 0)
            for match in _DEFINED.finditer(text):
                yield from self._link(match["target"], match.start("target"), "link")

    def _in_myst(self, text: str, shift: int) -> Iterator[Place]:
        for match in MYST.finditer(text):
            groups = match.groupdict()
            if groups["code"] or groups["escaped"] or groups["footnote"]:
                continue
            if groups["role"]:
                yield from self._role(groups["role"], groups["body"], shift + match.start("body"))
            elif groups["auto"]:
                yield from self._link(groups["auto"], shift + match.start("auto"), "link")
            else:
                if groups["target"]:
                    yield from self._link(groups["target"], shift + match.start("target"), "link")
                if groups["words"]:
                    yield from self._in_myst(groups["words"], shift + match.start("words"))

    def _in_rst(self, text: str) -> Iterator[Place]:
        for match in RST.finditer(text):
            groups = match.groupdict()
            for role, body in (("role", "body"), ("role2", "body2")):
                if groups[role]:
                    yield from self._role(groups[role], groups[body], match.start(body))
            for what in ("target", "phrase", "word"):
                if groups[what] and not groups["code"]:
                    yield from self._anchor(groups[what].rstrip("_"), match.start(what), "link")

    def _role(self, role: str, body: str, at: int) -> Iterator[Place]:
        own = OWN_WORDS.fullmatch(body)
        target = own["target"] if own else body
        at += own.start("target") if own else 0
        plain = target.strip()
        at += target.index(plain) if plain else 0
        if plain[:1] in ("!", "~"):
            plain, at = plain[1:], at + 1
        name = role.removeprefix("brief:").removeprefix("std:")
        if not plain:
            return
        if name in _LABELS:
            found = list(self._anchor(plain, at, role))
            yield from found
            if name != "any" or found:
                return
        named = name if name in self._kinds else self._any if name == "any" else ""
        if named:
            written = " ".join(plain.split())
            how = "role with own words" if own else "role"
            yield Place(at, at + len(plain), written, named, how, role, ("role",))

    def _link(self, target: str, at: int, where: str) -> Iterator[Place]:
        plain = target.strip("<>")
        at += target.index(plain) if plain else 0
        _path, hash_, anchor = plain.partition("#")
        if hash_ and "://" not in plain:
            yield from self._anchor(anchor, at + len(plain) - len(anchor), where)

    def _anchor(self, anchor: str, at: int, where: str) -> Iterator[Place]:
        kind, dash, identifier = anchor.partition("-")
        if kind in self._kinds and dash and identifier:
            start = at + len(kind) + 1
            yield Place(start, at + len(anchor), identifier, kind, "link", where)


def _placed(place: Place, region: Region) -> Place | None:
    if region.cell is None:
        return place
    if "\n" in region.text[place.start : place.end]:
        return None
    start, last = region.at[place.start], region.at[place.end - 1]
    return Place(start, last + 1, place.written, place.named, place.how, place.where, place.layers)


def _body(block: Block, starts: Sequence[int]) -> tuple[int, int]:
    first = min(block.first + 1, block.end)
    return starts[first], starts[max(block.end - 1, first)]


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for first, end in spans:
        text = text[:first] + re.sub(r"[^\n]", "\x00", text[first:end]) + text[end:]
    return text


def _only(text: str, spans: Sequence[tuple[int, int]]) -> str:
    found = re.sub(r"[^\n]", "\x00", text)
    for first, end in spans:
        found = found[:first] + text[first:end] + found[end:]
    return found
