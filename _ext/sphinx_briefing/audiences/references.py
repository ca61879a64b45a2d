"""References of what remains to what was taken out: they print their own words, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..records import declared, naming
from ..records.lists import entries
from .blocks import Block, Cut
from .markdown import VERBATIM
from .pages import RESTRICTED, Text, path_of
from .removed import Withheld

_MYST_ROLE = re.compile(
    r"\{(?P<role>[\w:.+-]+)\}(?P<ticks>`+)(?P<body>.+?)(?<!`)(?P=ticks)(?!`)", re.S
)
_RST_ROLE = re.compile(
    r"(?<![\w`]):(?P<role>[\w:.+-]+):`(?P<body>[^`]+)`(?!`)|`(?P<body2>[^`]+)`:(?P<role2>[\w:.+-]+):"
)
_LINK = re.compile(
    r"(?<!!)\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<target><[^<>\n]*>|[^()\s]*)(?:\s+\"[^\"]*\")?\)"
)
_AUTOLINK = re.compile(
    r"<(?:project:)?(?P<target>#[^<>\s]+|(?:project:)[^<>\s]+|[^<>\s:]+\.(?:md|rst))>"
)
_OWN_WORDS = re.compile(r"(?P<words>.*?)\s*<(?P<target>[^<>]+)>\s*", re.S)

_PAGES = frozenset({"doc", "download", "any"})
_LABELS = frozenset({"ref", "numref", "any", "keyword", "eq", "std:ref"})


@dataclass(frozen=True, slots=True)
class Edit:
    """A part of a text that is replaced.

    :param start: from the beginning of the text.
    :param line: its line, from 1.
    :param message: what to tell the author; empty where it is nobody's mistake.
    """

    start: int
    end: int
    words: str
    line: int
    message: str = ""


class ReferenceFinder:
    """Finds what a text says about things that were taken out."""

    def __init__(self, withheld: Withheld, words: str) -> None:
        self._withheld = withheld
        self._words = words

    def edits(self, text: Text) -> Iterator[Edit]:
        """Yield the places that are replaced, in no order; parts of the text may be cut besides."""
        starts = [0]
        for line in text.lines:
            starts.append(starts[-1] + len(line))
        verbatim = _verbatim(text, starts)
        quiet = [
            (starts[block.first], starts[block.end])
            for block in text.blocks
            if block.bare_name == RESTRICTED
        ]
        for edit in self._in_words(text):
            if not any(first <= edit.start < end for first, end in verbatim):
                yield self._placed(edit, text, quiet)
        for edit in (*self._in_options(text, starts), *self._in_lists(text, starts)):
            yield self._placed(edit, text, quiet)

    def _placed(self, edit: Edit, text: Text, quiet: Sequence[tuple[int, int]]) -> Edit:
        """An edit at its line; in a passage that is marked itself, nobody is told."""
        line = text.text.count("\n", 0, edit.start) + 1
        is_quiet = any(first <= edit.start < end for first, end in quiet)
        return replace(edit, line=line, message="" if is_quiet else edit.message)

    # -- prose ----------------------------------------------------------------------------------

    def _in_words(self, text: Text) -> Iterator[Edit]:
        roles = _RST_ROLE if text.is_rst else _MYST_ROLE
        for match in roles.finditer(text.text):
            groups = match.groupdict()
            role = groups["role"] or groups.get("role2") or ""
            body = groups["body"] or groups.get("body2") or ""
            own = _OWN_WORDS.fullmatch(body)
            target, words = (own["target"], own["words"]) if own else (body, "")
            if self._is_withheld(role, target.strip().lstrip("!~"), text.docname):
                yield self._edit(match, words)
        if text.is_rst:
            return
        for match in _LINK.finditer(text.text):
            if self._is_link(match["target"].strip("<>"), text.docname):
                yield self._edit(match, match["words"])
        for match in _AUTOLINK.finditer(text.text):
            if self._is_link(match["target"], text.docname):
                yield self._edit(match, "")

    def _edit(self, match: re.Match[str], words: str) -> Edit:
        said = (
            "a reference to what is not for this audience; put it into a {restricted} passage, or "
            f"leave it out: {words.strip() or self._words!r} is printed"
        )
        return Edit(match.start(), match.end(), words.strip() or self._words, 0, said)

    def _is_withheld(self, role: str, target: str, docname: str) -> bool:
        name = role.removeprefix("brief:").removeprefix("std:")
        withheld = self._withheld
        if name in withheld.kinds and withheld.is_record(name, target):
            return True
        if name in _PAGES and self._is_page(target, docname):
            return True
        if name in _LABELS and withheld.is_anchor(target):
            return True
        return name == "any" and any(withheld.is_record(kind, target) for kind in withheld.kinds)

    def _is_page(self, target: str, docname: str) -> bool:
        path = path_of(docname, target)
        return any(
            path in (page, f"{page}.md", f"{page}.rst")
            for page in (path, path.rpartition(".")[0])
            if page in self._withheld.pages
        )

    def _is_link(self, target: str, docname: str) -> bool:
        plain = target.removeprefix("project:")
        path, _hash, anchor = plain.partition("#")
        if anchor and self._withheld.is_anchor(anchor):
            return True
        if path and "://" not in path:
            return self._is_page(path, docname)
        return False

    # -- options and front matter ---------------------------------------------------------------

    def _in_options(self, text: Text, starts: Sequence[int]) -> Iterator[Edit]:
        kinds = self._withheld.kinds
        plurals = {kind.plural: kind for kind in kinds.values()}
        for block in text.blocks:
            name = block.bare_name
            if name in kinds:
                for field in naming(kinds[name]):
                    yield from self._in_option(
                        text, block, starts, field.name, field.shape.named, required=field.required
                    )
            elif name in plurals:
                kind = plurals[name]
                named = {"ids": kind.kind_name}
                for field in declared(kind).values():
                    if field.shape.refers:
                        for option in (field.name, *field.filters):
                            named.setdefault(option, field.named_by(option))
                for option, what in named.items():
                    yield from self._in_option(text, block, starts, option, what, required=True)

    def _in_option(
        self,
        text: Text,
        block: Block,
        starts: Sequence[int],
        option: str,
        named: str,
        *,
        required: bool,
    ) -> Iterator[Edit]:
        written = block.options.get(option)
        at = block.lines.get(option)
        if not written or at is None:
            return
        parts = list(entries(written))
        left = [part for part in parts if not self._withheld.is_record(named, part.strip('"'))]
        if len(left) == len(parts):
            return
        lines = written.count("\n") + 1
        start, end = starts[at], starts[min(at + lines, len(text.lines))]
        line = text.lines[at]
        head = re.match(r".*?" + re.escape(option) + r"[ \t]*:", line)
        if head is None:
            return
        ending = "\r\n" if line.endswith("\r\n") else "\n"
        said = (
            f"{block.bare_name} {option!r} names what is not for this audience; "
            "it is left out there"
        )
        if left:
            yield Edit(start, end, f"{head.group()} {', '.join(left)}{ending}", 0, said)
        elif required:
            yield Edit(start, end, f"{head.group()} {self._words}{ending}", 0, said)
        else:
            yield Edit(start, end, "", 0, said)

    # -- lists of pages, and files --------------------------------------------------------------

    def _in_lists(self, text: Text, starts: Sequence[int]) -> Iterator[Edit]:
        for block in text.blocks:
            if block.name == "toctree":
                yield from self._in_toctree(text, block, starts)
            elif block.name in ("include", "literalinclude") and self._is_page(
                block.argument, text.docname or text.path
            ):
                said = (
                    f"{block.name}: {block.argument!r} is not for this audience; "
                    "nothing is included"
                )
                yield Edit(starts[block.first], starts[block.end], "", 0, said)

    def _in_toctree(self, text: Text, block: Block, starts: Sequence[int]) -> Iterator[Edit]:
        body = range(block.body, block.end)
        entries = [(at, text.lines[at].strip(" \t\r\n>")) for at in body]
        entries = [(at, line) for at, line in entries if line and line.strip("`:~") != ""]
        gone = []
        for at, line in entries:
            own = _OWN_WORDS.fullmatch(text.lines[at].strip())
            target = own["target"] if own else line
            if self._is_page(target, text.docname or text.path):
                gone.append(at)
        whole = len(gone) == len(entries)
        said = "toctree: none of its pages is for this audience; it is empty" if whole else ""
        for number, at in enumerate(gone):
            yield Edit(starts[at], starts[at + 1], "", 0, "" if number else said)


def _verbatim(text: Text, starts: Sequence[int]) -> list[tuple[int, int]]:
    """The parts of a text in which no references stand."""
    return [
        (starts[block.first], starts[block.end])
        for block in text.blocks
        if block.name == "" or block.name.rpartition(":")[2] in VERBATIM
    ]


__all__ = ["Cut", "Edit", "ReferenceFinder"]
