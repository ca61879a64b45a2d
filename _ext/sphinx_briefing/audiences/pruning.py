"""The sources of a project without what is not for an audience."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..markings import badge_of, is_stricter
from ..records import Record
from ..records.columns import OptionError, columns_of
from ..records.encodings import decoded
from ..records.tables import Row
from . import data_files
from .blocks import Block, Cut, lines_of, without
from .pages import RESTRICTED, Text, TextReader, path_of
from .references import Edit, ReferenceFinder
from .removed import PAGE, PASSAGE, Removed, Withheld, names_of


class Problem(NamedTuple):
    """Something to tell an author: the file below the sources, its line, and the words."""

    path: str
    line: int
    message: str


@dataclass(slots=True)
class Pruned:
    """A project without what was taken out of it.

    :param texts: the files whose content is changed, with the new one.
    :param lines: for each of them, the line of the source that each line of it was, from 0.
    :param left_out: the files that are left out.
    """

    texts: dict[str, bytes] = field(default_factory=dict)
    lines: dict[str, Sequence[int]] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    removed: list[Removed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


INCLUDED = frozenset({".inc", ".txt", ".md", ".rst", ".markdown", ".rest", ".mdx"})
"""Endings of texts that pages may include."""

_LABEL = re.compile(
    r"^[ \t>]*(?:\((?P<myst>[^()\n]+)\)=|\.\. _(?P<rst>[^:`\n]+|`[^`\n]+`):)[ \t]*$", re.M
)
_MARKS = (b"restrict", b"tlp", b"marking", b"classif")


class Pruner:
    """Takes out of a project what is not for an audience."""

    def __init__(self, reader: TextReader, audience: str, unmarked: str, words: str) -> None:
        self._reader = reader
        self._audience = audience
        self._unmarked = unmarked
        self._words = words

    def prune(self, source: Path, files: Iterable[str], pages: Iterable[str]) -> Pruned:
        """Look through a project.

        :param files: all its files, from the folder of the sources.
        :param pages: those of them that are its pages.
        """
        found = Pruned()
        pages = set(pages)
        kept: dict[str, Text] = {}
        gone: list[Text] = []
        for path in sorted(files):
            is_page = path in pages
            if not is_page and Path(path).suffix.lower() not in INCLUDED:
                continue
            text = self._read(source, path, is_page=is_page)
            if text is None:
                continue
            marking = text.facts.tlp if text.facts is not None else ""
            if self._is_closed(marking or (self._unmarked if is_page else "")):
                gone.append(text)
                found.left_out.add(path)
            else:
                kept[path] = text
        cuts = {path: self._cuts(text, found) for path, text in kept.items()}
        for text in gone:
            found.removed += self._page(text)
        registers = self._registers(source, [*kept.values(), *gone], cuts, found)
        withheld = self._withheld(kept, cuts, gone, registers, found)
        finder = ReferenceFinder(withheld, self._words)
        for path, text in kept.items():
            edits = self._edits(finder, text, cuts[path], found)
            self._write(text, cuts[path], edits, found)
        return found

    def _is_closed(self, marking: str) -> bool:
        return bool(marking) and is_stricter(marking, self._audience)

    def _read(self, source: Path, path: str, *, is_page: bool) -> Text | None:
        try:
            data = (source / path).read_bytes()
        except OSError:
            return None
        text = data.decode("utf-8", "surrogateescape")
        return self._reader.read(path, text, is_page=True) if is_page or data else None

    # -- what is taken out ----------------------------------------------------------------------

    def _cuts(self, text: Text, found: Pruned) -> list[Cut]:
        """The lines of a page that are taken out of it."""
        cuts: list[Cut] = []
        for marked in self._reader.marked(text):
            block = marked.block
            if not self._is_closed(marked.marking) or _holds(cuts, block):
                continue
            if marked.problem:
                said = (
                    f"{block.bare_name}: {marked.problem}; it counts as {badge_of(marked.marking)}"
                )
                found.problems.append(Problem(text.path, block.first + 1, said))
            end = block.end
            if not block.is_closed or self._is_split(text, block):
                end = len(text.lines)
                said = (
                    f"{block.bare_name}: its end is not clear: all that follows on the page is "
                    "taken out; close it, and open it with more signs than any block inside"
                )
                found.problems.append(Problem(text.path, block.first + 1, said))
            cut = Cut(block.first, end, block.column, block.right)
            cuts.append(cut)
            found.removed += self._block(text, block, marked.marking, cut)
        return cuts

    def _is_split(self, text: Text, block: Block) -> bool:
        """Whether a block ends where another one inside of it was meant to."""
        if text.is_rst or block.bare_name != RESTRICTED:
            return False
        opening = re.match(r"[`~:]+", text.lines[block.first][block.column :])
        if opening is None:
            return False
        sign = re.escape(opening.group()[0])
        least = len(opening.group())
        inner = re.compile(rf"[ \t>]*{sign}{{{least},}}[ \t]*[^\s{sign}]")
        return any(inner.match(line) for line in text.lines[block.first + 1 : block.end - 1])

    def _block(self, text: Text, block: Block, marking: str, cut: Cut) -> Iterator[Removed]:
        """A passage or record, and the records inside of it."""
        lines = text.lines[cut.first : cut.end]
        if cut.right:
            lines = [line[cut.column : cut.right].rstrip() + "\n" for line in lines]
        written = "".join(lines)
        record = self._reader.record(text, block)
        what = record.kind_name if record is not None else PASSAGE
        names = names_of(record) if record is not None else ()
        yield Removed(what, text.path, block.first + 1, marking, names, written, text.is_rst)
        yield from self._inside(text, cut, marking, block)

    def _inside(
        self, text: Text, cut: Cut, marking: str, outer: Block | None = None
    ) -> Iterator[Removed]:
        for block in text.blocks:
            if block is outer or not cut.first <= block.first < cut.end:
                continue
            record = self._reader.record(text, block)
            if record is not None:
                written = "".join(text.lines[block.first : block.end])
                at = block.first + 1
                yield Removed(
                    record.kind_name, text.path, at, marking, names_of(record), written, text.is_rst
                )

    def _page(self, text: Text) -> Iterator[Removed]:
        facts = text.facts
        assert facts is not None
        names = [facts.docname, facts.docname.rpartition("/")[2]]
        if facts.source is not None:
            names += [facts.source.id, facts.source.title]
        if facts.brief is not None and facts.brief.reference:
            names.append(facts.brief.reference)
        marking = facts.tlp or self._unmarked
        title = next((line for line in text.lines if line.startswith("# ")), "")[2:].strip()
        names += [title] if title else []
        names = list(dict.fromkeys(filter(None, names)))
        yield Removed(PAGE, text.path, 1, marking, tuple(names), text.text, text.is_rst)
        yield from self._inside(text, Cut(0, len(text.lines)), marking)

    # -- data files -----------------------------------------------------------------------------

    def _registers(
        self,
        source: Path,
        texts: Iterable[Text],
        cuts: Mapping[str, Sequence[Cut]],
        found: Pruned,
    ) -> list[tuple[bool, Record]]:
        """The records of data files, with whether each remains; the files lose the others."""
        records: list[tuple[bool, Record]] = []
        plurals = {kind.plural: kind for kind in self._reader.kinds.values() if kind.in_files}
        used: dict[str, list[tuple[Text, Block, bool]]] = {}
        for text in texts:
            for block in text.blocks:
                if block.bare_name in plurals and block.options.get("file", "").strip():
                    path = path_of(text.docname or text.path, block.options["file"].strip())
                    is_open = text.path not in found.left_out and not _holds(cuts[text.path], block)
                    used.setdefault(path, []).append((text, block, is_open))
        for path, users in sorted(used.items()):
            text, block, is_open = max(users, key=lambda user: user[2])
            records += self._register(
                source, path, plurals[block.bare_name], text, block, is_open, found
            )
        return records

    def _register(
        self,
        source: Path,
        path: str,
        kind: type[Record],
        text: Text,
        block: Block,
        is_open: bool,
        found: Pruned,
    ) -> Iterator[tuple[bool, Record]]:
        options = {
            name: block.options.get(name, "") for name in ("columns", "ignore", "delimiter", "list")
        }
        encoding = block.options.get("encoding", "")
        try:
            data = (source / path).read_bytes()
            columns = columns_of(kind, options)

            def read(content: bytes) -> list[Row]:
                suffix = Path(path).suffix.lower()
                return data_files.rows_of(
                    content, suffix, kind, columns, self._reader.readers, encoding
                )

            rows = read(data)
        except (OSError, ValueError, OptionError):
            if not is_open:
                found.left_out.add(path)
            return  # the build says what is wrong
        gone = [not is_open or self._is_closed(data_files.marking_of(row)) for row in rows]
        for row, is_gone in zip(rows, gone, strict=True):
            record = self._reader.record_of_row(kind, row)
            if record is None:
                continue
            yield not is_gone, record
            if is_gone:
                words = "\n".join(_texts(row))
                marking = data_files.marking_of(row) or (text.facts.tlp if text.facts else "")
                found.removed.append(
                    Removed(
                        kind.kind_name,
                        path,
                        row.line,
                        marking or self._unmarked,
                        names_of(record),
                        words,
                        text.is_rst,
                    )
                )
        if not is_open:
            found.left_out.add(path)
        elif any(gone):
            self._write_register(path, data, encoding, rows, gone, read, found)

    def _write_register(
        self,
        path: str,
        data: bytes,
        encoding: str,
        rows: Sequence[Row],
        gone: Sequence[bool],
        read: Callable[[bytes], list[Row]],
        found: Pruned,
    ) -> None:
        try:
            whole = decoded(data, encoding).text
            code = encoding or "utf-8"
            left, _removed = data_files.without_rows(
                whole, Path(path).suffix.lower(), rows, gone, lambda text: read(text.encode(code))
            )
            found.texts[path] = left.encode(code)
            found.lines[path] = list(_lines_left(whole, left))
        except (data_files.NotDivisible, ValueError):
            found.left_out.add(path)
            said = (
                "its records for other readers cannot be taken out one by one: none of it is "
                "read; keep them in a file of their own"
            )
            found.problems.append(Problem(path, 1, said))

    # -- what refers to it ----------------------------------------------------------------------

    def _withheld(
        self,
        kept: Mapping[str, Text],
        cuts: Mapping[str, Sequence[Cut]],
        gone: Sequence[Text],
        registers: Sequence[tuple[bool, Record]],
        found: Pruned,
    ) -> Withheld:
        removed: list[Record] = [record for is_open, record in registers if not is_open]
        left: list[Record] = [record for is_open, record in registers if is_open]
        labels: set[str] = set()
        open_labels: set[str] = set()
        for text in (*kept.values(), *gone):
            is_gone = text.path in found.left_out
            for block in text.blocks:
                record = self._reader.record(text, block)
                if record is not None:
                    closed = is_gone or _holds(cuts[text.path], block)
                    (removed if closed else left).append(record)
            for match in _LABEL.finditer(text.text):
                at = text.text.count("\n", 0, match.start())
                closed = is_gone or any(cut.first <= at < cut.end for cut in cuts[text.path])
                name = (match["myst"] or match["rst"]).strip("`").strip()
                (labels if closed else open_labels).add(name)
            if text.facts is not None and text.facts.source is not None:
                (removed if is_gone else left).append(text.facts.source)
        pages = [text.docname for text in gone if text.docname]
        references = [
            text.facts.brief.reference
            for text in gone
            if text.facts is not None
            and text.facts.brief is not None
            and text.facts.brief.reference
        ]
        return Withheld(self._reader.kinds, removed, left, pages, labels - open_labels, references)

    def _edits(
        self, finder: ReferenceFinder, text: Text, cuts: Sequence[Cut], found: Pruned
    ) -> list[Edit]:
        edits: list[Edit] = []
        for edit in sorted(finder.edits(text), key=lambda edit: edit.start):
            if any(cut.first < edit.line <= cut.end and not cut.right for cut in cuts):
                continue
            if edits and edit.start < edits[-1].end:
                continue
            edits.append(edit)
            if edit.message:
                found.problems.append(Problem(text.path, edit.line, edit.message))
        return edits

    def _write(self, text: Text, cuts: Sequence[Cut], edits: Sequence[Edit], found: Pruned) -> None:
        if not cuts and not edits:
            return
        lines = _edited(text, edits)
        pruned = without(lines, cuts)
        left = [at for at in pruned.kept if lines[at]]
        found.texts[text.path] = pruned.text.encode("utf-8", "surrogateescape")
        found.lines[text.path] = left


def _holds(cuts: Iterable[Cut], block: Block) -> bool:
    return any(
        cut.first <= block.first < cut.end
        and (not cut.right or cut.column <= block.column < cut.right)
        for cut in cuts
    )


def _edited(text: Text, edits: Sequence[Edit]) -> list[str]:
    """The lines of a text with parts of them replaced; a line may become empty."""
    lines = list(text.lines)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for edit in reversed(edits):
        first = max(at for at in range(len(lines)) if starts[at] <= edit.start)
        last = max(at for at in range(len(lines)) if starts[at] < max(edit.end, edit.start + 1))
        head = lines[first][: edit.start - starts[first]]
        tail = lines[last][edit.end - starts[last] :]
        lines[first] = head + edit.words + tail
        for at in range(first + 1, last + 1):
            lines[at] = ""
    return lines


def _lines_left(whole: str, left: str) -> Iterator[int]:
    """For each line of what is left of a text, the line of the text that it was."""
    at = 0
    lines = lines_of(whole)
    for line in lines_of(left):
        while at < len(lines) - 1 and lines[at] != line:
            at += 1
        yield at
        at = min(at + 1, len(lines) - 1)


def _texts(row: Row) -> Iterator[str]:
    for value in row.values.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (str(item) for item in value)
