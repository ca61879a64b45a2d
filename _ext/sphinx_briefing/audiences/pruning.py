"""The sources of a project without what is not for an audience."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..config.houses import NO_HOUSES, OtherHouses
from ..domain.included_texts import TEXTS
from ..markings import STRICTEST, is_stricter, may_mark
from ..records import Record
from ..source_text.blocks import Block
from ..source_text.edits import Edit, edited, in_tables
from ..source_text.inclusion import Stands, where_texts_stand
from ..source_text.labels import labels_of
from ..source_text.reader import Text, path_of
from ..source_text.registers import users_of
from .cuts import Cut, moved, without
from .marked import MarkedTextReader
from .passages import Taken, is_held, taken
from .references import ReferenceFinder
from .registers import Register, RegisterPruner
from .removed import PAGE, PASSAGE, Names, Removed, Withheld, names_of
from .told import Told


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
    :param stand_in: the start page, where one that says nothing stands in for it.
    """

    texts: dict[str, bytes] = field(default_factory=dict)
    lines: dict[str, Sequence[int]] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    removed: list[Removed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    stand_in: str = ""


_OTHER_LANGUAGE = (
    "it is written in a language in which markings cannot be found, and seems to hold some: "
    "it is left out"
)


@dataclass(slots=True)
class _Project:
    """A project while it is looked through."""

    kept: dict[str, Text] = field(default_factory=dict)
    gone: dict[str, Text] = field(default_factory=dict)
    cuts: dict[str, list[Cut]] = field(default_factory=dict)
    stands: dict[str, Stands] = field(default_factory=dict)

    @property
    def texts(self) -> dict[str, Text]:
        return {**self.kept, **self.gone}

    def is_open(self, text: Text, block: Block | None) -> bool:
        """Whether a text, or a block of it, remains."""
        if text.path in self.gone:
            return False
        return block is None or not is_held(self.cuts.get(text.path, ()), block)

    def docnames(self, text: Text) -> list[str]:
        """The pages that a text stands on."""
        stands = self.stands[text.path]
        return stands.open or stands.closed or [text.path]

    def is_defined(self, text: Text, block: Block) -> bool:
        """Whether what a block of a text defines is there for readers."""
        return bool(self.stands[text.path].open) and self.is_open(text, block)


class Pruner:
    """Takes out of a project what is not for an audience."""

    def __init__(
        self,
        reader: MarkedTextReader,
        audience: str,
        unmarked: str,
        words: str,
        houses: OtherHouses = NO_HOUSES,
    ) -> None:
        self._reader = reader
        self._houses = houses
        self._audience = audience
        self._unmarked = unmarked
        self._words = words

    def prune(self, source: Path, files: Iterable[str], pages: Iterable[str]) -> Pruned:
        """Look through a project.

        :param files: all its files, from the folder of the sources.
        :param pages: those of them that are its pages.
        """
        found, project = Pruned(), _Project()
        self._read_all(source, files, set(pages), project, found)
        for text in project.kept.values():
            passages = list(taken(self._reader, text, self._audience))
            project.cuts[text.path] = [passage.cut for passage in passages]
            for passage in passages:
                if passage.problem:
                    problem = Problem(text.path, passage.block.first + 1, passage.problem)
                    found.problems.append(problem)
                found.removed += self._passage(text, passage)
        project.stands = where_texts_stand(project.texts, project.is_open)
        for text in project.gone.values():
            found.removed += self._page(text)
        registers = self._registers(source, project, found)
        withheld = self._withheld(project, registers, found)
        finder = ReferenceFinder(withheld, self._words)
        told = Told(withheld.removed, withheld.kept)
        for text in project.kept.values():
            self._write(text, project, finder, found)
            for line, said in told.said(text):
                found.problems.append(Problem(text.path, line, said))
        for register in registers:
            self._write_register(register, finder, found)
        found.problems = list(dict.fromkeys(found.problems))
        return found

    def _is_closed(self, marking: str) -> bool:
        return bool(marking) and is_stricter(marking, self._audience)

    # -- reading --------------------------------------------------------------------------------

    def _read_all(
        self, source: Path, files: Iterable[str], pages: set[str], project: _Project, found: Pruned
    ) -> None:
        paths = sorted(files)
        for path in paths:
            is_page = path in pages
            if not is_page and Path(path).suffix.lower() not in TEXTS:
                continue
            try:
                text = self._reader.read(path, _decoded(source / path), is_page=is_page)
            except OSError:
                continue
            marking = text.facts.tlp or ""
            if is_page and not self._reader.can_read(path) and may_mark(text.text):
                marking = STRICTEST
                found.problems.append(Problem(path, 1, _OTHER_LANGUAGE))
            if self._is_closed(marking or (self._unmarked if is_page else "")):
                project.gone[path] = text
                found.left_out.add(path)
            else:
                project.kept[path] = text

    # -- what is taken out ----------------------------------------------------------------------

    def _passage(self, text: Text, passage: Taken) -> Iterator[Removed]:
        """A passage or record, and the records inside of it."""
        block, cut = passage.block, passage.cut
        lines = text.lines[cut.first : cut.end]
        if cut.right:
            lines = [line[cut.column : cut.right].rstrip() + "\n" for line in lines]
        record = self._reader.record(text, block)
        what = record.kind_name if record is not None else PASSAGE
        names = names_of(record) if record is not None else ()
        at, marking = block.first + 1, passage.marking
        yield Removed(what, text.path, at, marking, names, "".join(lines), text.is_rst)
        yield from self._inside(text, cut, marking, block)

    def _inside(
        self, text: Text, cut: Cut, marking: str, outer: Block | None = None
    ) -> Iterator[Removed]:
        for block in text.blocks:
            if block is outer or not cut.holds(block.first, block.column):
                continue
            record = self._reader.record(text, block)
            if record is not None:
                written = "".join(text.lines[block.first : block.end])
                kind, names = record.kind_name, names_of(record)
                at = block.first + 1
                yield Removed(kind, text.path, at, marking, names, written, text.is_rst)

    def _page(self, text: Text) -> Iterator[Removed]:
        facts = text.facts
        docname = text.docname
        names = [docname, docname.rpartition("/")[2]] if docname else [text.path]
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

    def _registers(self, source: Path, project: _Project, found: Pruned) -> list[Register]:
        """The data files of a project, without the records that are taken out."""
        pruner = RegisterPruner(self._reader, self._audience, self._unmarked)

        def places(text: Text, block: Block) -> Iterator[tuple[str, bool]]:
            stands = project.stands[text.path]
            remains = project.is_open(text, block)
            for docname in dict.fromkeys(stands.all):
                is_open = remains and docname in stands.open
                yield path_of(docname, block.options["file"].strip()), is_open

        registers = []
        users = users_of(project.texts.values(), pruner.plurals, places)
        for path, of_path in users.items():
            register = pruner.prune(source, path, of_path) if path else None
            if register is not None:
                registers.append(register)
                found.removed += register.removed
                if register.is_left_out:
                    found.left_out.add(path)
        return registers

    def _withheld(
        self, project: _Project, registers: Sequence[Register], found: Pruned
    ) -> Withheld:
        removed = [record for register in registers for record in register.gone]
        kept = [record for register in registers for record in register.kept]
        gone_labels: set[str] = set()
        kept_labels: set[str] = set()
        for text in project.texts.values():
            for block in text.blocks:
                record = self._reader.record(text, block)
                if record is not None:
                    (kept if project.is_defined(text, block) else removed).append(record)
                for term in self._reader.glossary(text, block):
                    (kept if project.is_defined(text, block) else removed).append(term)
            whole = [Cut(0, len(text.lines))] if text.path in project.gone else []
            for cut in project.cuts.get(text.path, whole):
                removed += self._reader.glimpsed(text.lines[cut.first : cut.end])
            for label, at in labels_of(text):
                block = Block("", "", at, at + 1)
                is_there = project.is_defined(text, block)
                (kept_labels if is_there else gone_labels).add(label)
            if text.is_page and text.facts.source is not None:
                (removed if text.path in project.gone else kept).append(text.facts.source)
        theirs = [record for record, _marking in self._houses.closed]
        open_ = [one.record for house in self._houses.known.values() for one in house.entries]
        return Withheld(
            self._reader.kinds,
            _names(removed, project.gone, gone_labels, found.left_out, theirs),
            _names(kept, project.kept, kept_labels, set(project.kept), open_),
        )

    # -- what is left ---------------------------------------------------------------------------

    def _write(self, text: Text, project: _Project, finder: ReferenceFinder, found: Pruned) -> None:
        cuts = list(project.cuts[text.path])
        edits = []
        for edit in finder.edits(text, cuts, project.docnames(text)):
            if edit.message:
                found.problems.append(Problem(text.path, edit.line, edit.message))
            if edit.block is None:
                edits.append(edit)
            else:
                block = edit.block
                cuts.append(Cut(block.first, block.end, block.column, block.right))
        if not cuts and not edits:
            return
        changes = in_tables([*edits, *_blanked(text, cuts)], text.lines, text.blocks)
        lines = _trimmed(edited(text.lines, changes), text.lines)
        whole = [cut for cut in cuts if not cut.right]
        pruned = without(lines, [moved(cut, changes, text.lines) for cut in whole])
        found.texts[text.path] = pruned.text.encode("utf-8", "surrogateescape")
        found.lines[text.path] = pruned.kept

    def _write_register(self, register: Register, finder: ReferenceFinder, found: Pruned) -> None:
        if not register.is_left_out:
            lines = register.lines()
            pruner = RegisterPruner(self._reader, self._audience, self._unmarked)
            said = list(pruner.without_names(register, finder.is_gone))
            for read in register.reads:
                edits = finder.in_data(register.text or "", read.text)
                register.text = "".join(edited([register.text or ""], edits))
                said += [(edit.line, edit.message) for edit in edits]
            for line, words in said:
                found.problems.append(Problem(register.path, lines[line - 1] + 1, words))
        if register.is_left_out:
            found.left_out.add(register.path)
            if register.problem:
                found.problems.append(Problem(register.path, 1, register.problem))
        elif register.text != register.whole:
            found.texts[register.path] = register.data
            found.lines[register.path] = register.lines()


def _decoded(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "surrogateescape")


def _names(
    records: Sequence[Record],
    texts: Mapping[str, Text],
    labels_: set[str],
    files: set[str],
    elsewhere: Sequence[Record],
) -> Names:
    pages = frozenset(text.docname for text in texts.values() if text.docname)
    briefs = (text.facts.brief for text in texts.values() if text.is_page)
    references = frozenset(brief.reference for brief in briefs if brief and brief.reference)
    files_, labels = frozenset(files), frozenset(labels_)
    return Names(tuple(records), tuple(elsewhere), pages, files_, labels, references)


def _blanked(text: Text, cuts: Iterable[Cut]) -> Iterator[Edit]:
    """Cuts in the cells of tables as edits: their room stays."""
    start = 0
    starts = []
    for line in text.lines:
        starts.append(start)
        start += len(line)
    for cut in cuts:
        for at in range(cut.first, cut.end if cut.right else cut.first):
            line = text.lines[at].rstrip("\r\n")
            room = len(line[cut.column : cut.right])
            if room:
                first = starts[at] + cut.column
                yield Edit(first, first + room, " " * room)


def _trimmed(lines: Sequence[str], before: Sequence[str]) -> list[str]:
    """Lines without the white space at their ends that came there when they were edited."""
    found = []
    for line, was in zip(lines, before, strict=True):
        body = line.rstrip("\r\n")
        is_new = line != was and body != body.rstrip() and was.rstrip("\r\n") == was.rstrip()
        found.append(body.rstrip() + line[len(body) :] if is_new else line)
    return found
