"""Texts, with the markings that stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..markings import STRICTEST, marks, read_marking
from ..records import Record
from ..source_text.blocks import Block
from ..source_text.reader import Text, TextReader
from .meant import RESTRICTED, WRITTEN, is_meant

_RECORD = re.compile(
    r"(?:[`~:]{2,}\s*\{\s*(?:brief:)?(?P<kind>[\w-]+)\s*\}|\.\.\s+(?:brief:)?(?P<rst>[\w-]+)::)"
    r"\s*(?P<argument>.*)"
)
_ID = re.compile(r"[ \t>|]*:?id[ \t]*:[ \t]*[\"']?(?P<id>[\w.-]+)")


@dataclass(frozen=True, slots=True)
class Marked:
    """A block that bears a marking of its own."""

    block: Block
    marking: str
    problem: str = ""
    """Why its marking cannot be read, if so: it counts as the strictest then."""


class MarkedTextReader(TextReader):
    """Reads texts as a build would, as far as is needed to know who may read them."""

    def read(self, path: str, text: str, *, is_page: bool, is_rst: bool | None = None) -> Text:
        """Read a text. What is code for its indentation alone may be a passage all the same."""
        found = super().read(path, text, is_page=is_page, is_rst=is_rst)
        return replace(found, blocks=[block for block in found.blocks if not block.is_indented])

    def opens(self, words: str) -> bool:
        """Whether the words behind a fence without braces are meant to open a passage."""
        match = WRITTEN.match(words)
        return match is not None and is_meant(match["name"])

    def marked(self, text: Text) -> Iterator[Marked]:
        """The passages and records of a text that bear a marking of their own."""
        for block in text.blocks:
            name = block.bare_name
            if name in self.kinds:
                if found := _record(block) or _stray(block, text.lines):
                    yield found
            elif name == RESTRICTED:
                yield _passage(block, block.argument)
            elif block.name and is_meant(name):
                yield _passage(block, block.argument, f"did you mean {RESTRICTED!r}?")
            elif block.is_verbatim and not block.name:
                match = WRITTEN.match(block.argument)
                if match and is_meant(match["name"]):
                    yield _passage(
                        block, match["marking"], "it is no directive; write {restricted}"
                    )

    def glimpsed(self, lines: Sequence[str]) -> Iterator[Record]:
        """The names of records in lines that are taken out since nobody can tell where they end."""
        for at, line in enumerate(lines):
            match = _RECORD.search(line)
            kind = self.kinds.get(match["kind"] or match["rst"]) if match else None
            if match is None or kind is None:
                continue
            written = {kind.argument: match["argument"].strip(" |\r\n")} if kind.argument else {}
            for below in lines[at + 1 : at + 12]:
                if found := _ID.match(below):
                    written["id"] = found["id"]
                    break
                if _RECORD.search(below):
                    break
            record = self.named(kind, written, "")
            if record is not None:
                yield record


def _passage(block: Block, marking: str, problem: str = "") -> Marked:
    try:
        return Marked(block, read_marking(marking), problem)
    except ValueError as error:
        what = f"its marking cannot be read: {error}" if marking else "it bears no marking"
        return Marked(block, STRICTEST, what)


def _record(block: Block) -> Marked | None:
    for name, value in block.options.items():
        if name == "tlp":
            try:
                return Marked(block, read_marking(value))
            except ValueError as error:
                return Marked(block, STRICTEST, f"its marking cannot be read: {error}")
    for name, value in block.options.items():
        if marks(name, value):
            return Marked(block, STRICTEST, f"{name!r} is no option that marks it; write 'tlp'")
    return None


def _stray(block: Block, lines: Sequence[str]) -> Marked | None:
    """A record whose marking stands in its body, where it is none."""
    for line in lines[block.body : block.end]:
        if re.match(r"[ \t>|]*(?:[`~:]{3,}|\.\. )", line):
            break
        if re.match(r"[ \t>|]*:[ \t]*tlp\b", line, re.I):
            return Marked(block, STRICTEST, "its marking stands in the body; options come first")
    return None
