"""Front matter, and markings in it, that stand where no parser looks for them.

A marking that is overlooked would open a page to everybody, so each of these is said.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

import yaml
from docutils import nodes

from ..markings import is_marking_key, may_mark, read_marking

Place = tuple[str, int]
"""A key as it was written, and its line."""

_ABOVE = re.compile(r"\ufeff?(?:[ \t]*\n)*")
_WHOLE = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_OPEN = re.compile(r"---[ \t]*\n(?P<yaml>(?:(?![ \t]*\n|#).+(?:\n|\Z))+)")
_TOML = re.compile(r"\+{3}[ \t]*\n(?P<yaml>.*?)^\+{3}[ \t]*(?:\n|\Z)", re.S | re.M)
_OURS = re.compile(r"^[\"']?(?:source|brief|tlp|topics)[\"']?\s*:(?:\s|$)", re.I | re.M)
_OURS_IN_TOML = re.compile(r"^\[?[\"']?(?:source|brief|tlp|topics)\b", re.I | re.M)


class Block(NamedTuple):
    """Front matter of ours that no parser takes for some."""

    line: int
    wrong: str
    """What is wrong with it, and what to do."""
    written: str
    rest: str
    """The text with the block blanked, line by line."""


def block(text: str) -> Block | None:
    """The block at the head of a text that does not begin as front matter should."""
    above = _ABOVE.match(text)
    start = above.end() if above else 0
    if match := _WHOLE.match(text, start):
        wrong = "the front matter begins below the first line; remove the empty lines above it"
    elif match := _TOML.match(text, start):
        wrong = "front matter in TOML is not read; write it in YAML, between lines of '---'"
    elif match := _OPEN.match(text, start):
        wrong = "the front matter is not closed; write '---' below its last line"
    if match is None or not _counts(match):
        return None
    rest = "\n" * text.count("\n", 0, match.end()) + text[match.end() :]
    return Block(text.count("\n", 0, start) + 1, wrong, match["yaml"], rest)


def _counts(match: re.Match[str]) -> bool:
    """Whether a block is front matter that matters: ours, or TOML, which would be printed."""
    if match.re is _TOML:
        try:
            return bool(tomllib.loads(match["yaml"]))
        except tomllib.TOMLDecodeError:
            return bool(_OURS_IN_TOML.search(match["yaml"])) or may_mark(match["yaml"])
    return bool(_OURS.search(match["yaml"])) or may_mark(match["yaml"])


def keys(node: yaml.MappingNode, known: tuple[str, ...]) -> tuple[Place, ...]:
    """Take keys that are meant to mark the page out of a block, but for ours where it belongs.

    Ours is understood in capitals, too.

    :param known: the keys of a block that are none of them.
    """
    found: list[Place] = []
    kept = []
    for key, value in node.value:
        name = _name(key)
        if name.strip().lower() == "tlp":
            key.value = "tlp"
        elif is_marking_key(name) or (name not in known and _is_marking(value)):
            found.append((name, key.start_mark.line + 2))
            continue
        elif isinstance(value, yaml.MappingNode):
            marks = [inner for inner, _ in value.value if _marks(_name(inner), name in known)]
            found += ((f"{name}.{_name(inner)}", inner.start_mark.line + 2) for inner in marks)
            value.value = [pair for pair in value.value if pair[0] not in marks]
        kept.append((key, value))
    node.value = kept
    return tuple(found)


def _name(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _marks(name: str, in_ours: bool) -> bool:
    """Whether a key below another is meant to mark the page; what others write is theirs."""
    return is_marking_key(name) if in_ours else "tlp" in name.lower()


def _is_marking(node: yaml.Node) -> bool:
    """Whether a value is a marking with its prefix, or a list that holds one."""
    values = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return any(_is_prefixed(_name(value)) for value in values)


def _is_prefixed(value: str) -> bool:
    try:
        return value.strip().lower().startswith("tlp:") and bool(read_marking(value))
    except ValueError:
        return False


def fields(document: nodes.document) -> Iterator[Place]:
    """Fields that are meant to mark a page, in a list that does not stand at its head."""
    for part in (document, *document.children[:1]):
        for held in part.children if isinstance(part, (nodes.document, nodes.section)) else ():
            for item in held.children if isinstance(held, nodes.field_list) else ():
                if isinstance(item, nodes.field) and is_marking_key(name := item[0].astext()):
                    yield name, item.line or 1
