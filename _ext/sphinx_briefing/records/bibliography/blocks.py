"""The entries of a BibTeX file with their lines, through bibtexparser."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from ...markings import STRICTEST
from ...texts import shorten
from .common import mistaken_marking

if TYPE_CHECKING:
    from bibtexparser.model import Block

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_START = re.compile(r"^[ \t]*@\w+[ \t]*[{(]", re.M)
_KEY = re.compile(r"@\s*\w+\s*[{(]\s*([^\s,{}()=\"]+)\s*,")
_MARK = re.compile(r'(?<!\\)[{}"]')
_STRAY = re.compile(r"\s*(?:[,}]|\w+\s*=)")


class Field(NamedTuple):
    """A field as written, without what encloses it, and its line."""

    text: str
    line: int


@dataclass(slots=True)
class Entry:
    """An entry: its key, its type, the fields that are wanted, and what is wrong with them."""

    key: str
    kind: str
    line: int
    fields: dict[str, Field] = field(default_factory=dict)
    remarks: list[tuple[int, str]] = field(default_factory=list)


class Broken(NamedTuple):
    """A block that is no entry: its key, if it can be seen, its line and why."""

    key: str
    line: int
    message: str


def entries(text: str, wanted: Collection[str]) -> list[Entry | Broken]:
    """The entries of a file with the fields that are ``wanted``, and what is broken.

    :raises ImportError: without the extra ``bib``.
    """
    from bibtexparser.model import (
        DuplicateBlockKeyBlock,
        DuplicateFieldKeyBlock,
        ImplicitComment,
        ParsingFailedBlock,
        String,
    )
    from bibtexparser.model import Entry as Parsed

    # It logs what is wrong as well; we report that at its line.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    macros = {month: month for month in _MONTHS}
    found: list[Entry | Broken] = []
    after_entry = False
    for block, offset in _blocks(text):
        line = (block.start_line or 0) + 1 + offset
        whole: Any = block
        while isinstance(whole, (DuplicateBlockKeyBlock, DuplicateFieldKeyBlock)):
            whole = whole.ignore_error_block
        if isinstance(whole, Parsed):
            found.append(_entry(whole, line, offset, wanted, macros))
        elif isinstance(whole, String):
            macros[whole.key.lower()] = _value(whole.value, macros)[0]
        elif isinstance(whole, ParsingFailedBlock):
            found.append(_broken(whole, line))
        elif after_entry and isinstance(whole, ImplicitComment) and _STRAY.match(whole.comment):
            message = "a closing brace too many ends the entry before it; it is left aside"
            found.append(Broken("", line, f"{_shortened(whole.comment)!r}: {message}"))
        after_entry = isinstance(whole, Parsed)
    return found


def _blocks(text: str) -> Iterator[tuple[Block, int]]:
    """The blocks of a file, each with the number of lines before the part it was found in."""
    from bibtexparser.model import ParsingFailedBlock
    from bibtexparser.splitter import Splitter

    text = text.replace("\\\n", "\\ \n")  # it does not count lines that end in a backslash
    try:
        yield from ((block, 0) for block in Splitter(text).split().blocks)
    except Exception:  # noqa: BLE001 - then one entry is to blame, and the others are read
        for part, offset in _parts(text):
            try:
                yield from ((block, offset) for block in Splitter(part).split().blocks)
            except Exception as error:  # noqa: BLE001
                yield ParsingFailedBlock(error, start_line=0, raw=part), offset


def _parts(text: str) -> Iterable[tuple[str, int]]:
    starts = [0, *(match.start() for match in _START.finditer(text)), len(text)]
    line = 0
    for start, end in pairwise(starts):
        yield text[start:end], line
        line += text.count("\n", start, end)


def _broken(block: Any, line: int) -> Broken:
    reason = str(getattr(block.error, "abort_reason", "") or block.error)
    reason = " ".join(reason.partition(". Note:")[0].split())  # the rest is for programmers
    key = _KEY.match(block.raw or "")
    return Broken(key[1] if key else "", line, f"the entry is not valid BibTeX: {reason}")


def _entry(
    parsed: Any, line: int, offset: int, wanted: Collection[str], macros: dict[str, str]
) -> Entry:
    entry = Entry(parsed.key, parsed.entry_type.lower(), line)
    for item in parsed.fields:
        name = item.key.lower()
        at = line if item.start_line is None else item.start_line + 1 + offset
        if name not in wanted:
            if message := mistaken_marking(name, str(item.value)):
                entry.remarks.append((at, message))
                entry.fields.setdefault("tlp", Field(STRICTEST, at))
            continue
        text, unknown = _value(str(item.value), macros)
        if unknown:
            message = f"there is no @string {unknown!r}; define it, or write the text in braces"
            entry.remarks.append((at, f"{name!r}: {message}"))
        before = entry.fields.get(name)
        if before is None:
            entry.fields[name] = Field(text, at)
        elif name in ("keywords", "note"):
            entry.fields[name] = Field(f"{before.text}, {text}", before.line)
        elif before.text != text:
            entry.remarks.append((at, f"{name!r} is written twice; the first one counts"))
    return entry


def _value(written: str, macros: dict[str, str]) -> tuple[str, str]:
    """The text of a value, its parts joined, and the first name that no ``@string`` defines."""
    written = written.strip()
    if "#" not in written and written[:1] in '{"' and written[-1:] in '}"' and len(written) > 1:
        return written[1:-1].strip(), ""
    parts, unknown, position = [], "", 0
    while position < len(written):
        char = written[position]
        if char in '{"':
            end = _closing(written, position)
            parts.append(written[position + 1 : end])
            position = end + 1
        elif char == "#" or char.isspace():
            position += 1
        else:
            name = re.compile(r'[^\s#{"]+').match(written, position)
            assert name
            position = name.end()
            known = macros.get(name[0].lower())
            if known is None and not name[0].isdigit():
                unknown = unknown or name[0]
            parts.append(name[0] if known is None else known)
    return "".join(parts).strip(), unknown


def _closing(text: str, start: int) -> int:
    """The end of a text in braces or quotes that begins at ``start``."""
    depth = 0
    for match in _MARK.finditer(text, start + 1):
        if match[0] == "}" and depth:
            depth -= 1
        elif match[0] == "{":
            depth += 1
        elif not depth and match[0] == ("}" if text[start] == "{" else '"'):
            return match.start()
    return len(text)


def _shortened(text: str) -> str:
    return shorten(" ".join(text.split()), 40)


__all__ = ["Broken", "Entry", "Field", "entries"]
