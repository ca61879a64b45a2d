"""Records of others on their way into a project: what fits, whom they name, what is there already.

A record that is there already is left as it is. A field that the declaration does not take, and a
name that nobody has, are left aside. All of it is told.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from ..ledger import Entry, Ledger, PageFacts
from ..markings import STRICTEST
from ..records import Record, slug
from ..records.base import NAMES
from ..records.conventions import Conventions
from ..records.fields import FILE, Field, declared, naming
from ..records.readers import read_id
from ..records.validation import Written, read_fields
from ..texts import shorten
from .model import Imported, Lost, Read

Key = tuple[str, str]
"""A kind and an id."""

_SAME = {"source": ("url",), "actor": ("wikidata", "opensanctions")}
"""By kind, the fields of which each value is one record's alone."""
_NAMED = ("actor", "term", "topic")
"""Kinds whose names mean one record alone."""
PROSE = "text"
_PAGE = "~"
"""A page that comes after all others."""


@dataclass(slots=True)
class Arriving:
    """A record that can be written: its fields as authors would write them."""

    kind: str
    id: str
    fields: dict[str, Written]
    text: str = ""
    where: str = ""

    @property
    def key(self) -> Key:
        return self.kind, self.id


class Arrival(NamedTuple):
    """The records of a file that can be written, and what was left aside."""

    records: tuple[Arriving, ...]
    left: tuple[Lost, ...]


def arrival(
    read: Read,
    ledger: Ledger,
    conventions: Conventions,
    folder: Path,
    kinds: Iterable[str] = (),
    pages: Mapping[str, PageFacts] = MappingProxyType({}),
) -> Arrival:
    """Look at what a file holds with the eyes of a project.

    :param pages: what was read of its pages, by their names.
    :param folder: the folder of its pages, where files that records name are looked for.
    :param kinds: the kinds that are asked for; all where there are none.
    """
    plan = _Plan(ledger, conventions, folder, frozenset(kinds))
    for record in read.records:
        plan.add(record)
    plan.look_up()
    plan.settle()
    while any([*plan.refused(pages)]):
        plan.settle()
    return Arrival(tuple(plan.coming.values()), (*read.left, *dict.fromkeys(plan.left)))


@dataclass(slots=True)
class _Plan:
    """The records of a file, one after the other, until nobody names what does not come."""

    ledger: Ledger
    conventions: Conventions
    folder: Path
    kinds: frozenset[str]
    coming: dict[Key, Arriving] = field(default_factory=dict)
    called: dict[Key, str] = field(default_factory=dict)
    """By kind and what the file calls it, the id that it has, or that of what is there already."""
    names: dict[Key, str] = field(default_factory=dict)
    """By kind and name, the ids of those that come."""
    left: list[Lost] = field(default_factory=list)
    known: dict[tuple[str, str, Any], str] = field(init=False)
    """By kind, field and value that is one record's alone, the ids of those that are there."""

    def __post_init__(self) -> None:
        self.known = {}
        for kind, names in _SAME.items():
            for one in self.ledger.records(kind).values():
                for name in names:
                    if value := getattr(one, name, None):
                        self.known.setdefault((kind, name, value), str(one.id))

    def add(self, record: Imported) -> None:
        """Take a record, unless it cannot be one or is there already."""
        kind = self.ledger.kinds.get(record.kind)
        known_as = record.id or record.where
        if kind is None:
            self._leave(record.kind, known_as, "", f"{record.kind!r} is no kind of record here")
            return
        if self.kinds and record.kind not in self.kinds:
            self._leave(record.kind, known_as, "", "this kind was not asked for")
            return
        fields: dict[str, Written] = {
            name: value for name, value in _written(record, kind).items() if value
        }
        title = record.text if kind.argument == PROSE else str(fields.get(kind.argument) or "")
        if found := self._there_already(record, fields, title):
            self.called[record.kind, record.id] = found
            self.called.setdefault((record.kind, title), found)
            self._leave(record.kind, known_as, "", self._difference(record.kind, found, fields))
            return
        identifier = self._id(record, title, known_as)
        if not identifier:
            return
        self.called[record.kind, record.id or identifier] = identifier
        self.names.setdefault((record.kind, title), identifier)
        self.coming[record.kind, identifier] = Arriving(
            record.kind, identifier, fields, record.text, record.where
        )

    # -- what is there ---------------------------------------------------------------------------

    def _there_already(self, record: Imported, fields: Mapping[str, Written], title: str) -> str:
        """The id of the record of the project that is meant; empty where there is none."""
        if record.id and self.ledger.get(record.kind, record.id) is not None:
            return record.id
        for name in _SAME.get(record.kind, ()):
            if found := self.known.get((record.kind, name, fields.get(name))):
                return found
        if not record.id:
            alike = self.ledger.get(record.kind, _id_for(title, record.kind))
            if alike is not None and alike.title_text == title:
                return alike.id
        if record.kind in _NAMED and title:
            return self.ledger.find_exactly(record.kind, title)
        return ""

    def _difference(self, kind: str, identifier: str, fields: Mapping[str, Written]) -> str:
        record = self.ledger.get(kind, identifier)
        place = ""
        other: list[str] = []
        if record is not None:
            place = f" ({record.docname}:{record.line})"
            other = [name for name, value in fields.items() if _differs(record, name, value)]
        told = f"; the file has another {', '.join(other)}" if other else ""
        return f"{kind} {identifier!r} is there already{place}{told}"

    def _id(self, record: Imported, title: str, known_as: str) -> str:
        """The id of a record that comes; empty where it has to stay out."""
        if record.id:
            try:
                identifier = read_id(record.id, self.conventions)
            except ValueError:
                identifier = slug(record.id)
            if (record.kind, identifier) in self.coming:
                self._leave(record.kind, known_as, "", "the file has its id twice")
                return ""
            if identifier:
                return identifier
        base = _id_for(title, record.kind)
        identifier, number = base, 1
        while (record.kind, identifier) in self.coming or self.ledger.get(record.kind, identifier):
            number += 1
            identifier = f"{base}-{number}"
        return identifier

    # -- what fits -------------------------------------------------------------------------------

    def look_up(self) -> None:
        """Put ids in the place of names, and leave aside names of nobody, or of somebody else."""
        for one in [*self.coming.values()]:
            self._take_names(one)
            self._drop_files(one)
            self._drop_taken_names(one)

    def settle(self) -> None:
        """Leave aside what is wrong, until nothing is."""
        is_settled = False
        while not is_settled:
            for one in self.coming.values():
                self._drop_names(one)
            is_settled = True
            for one in [*self.coming.values()]:
                if not self._fits(one):
                    del self.coming[one.key]
                    is_settled = False

    def _drop_files(self, one: Arriving) -> None:
        """Drop the names of files that are not in the project."""
        for name, item in declared(self.ledger.kinds[one.kind]).items():
            path = one.fields.get(name)
            if item.shape.is_like(FILE) and isinstance(path, str) and path:
                with contextlib.suppress(OSError, ValueError):
                    if (self.folder / path.lstrip("/")).is_file():
                        continue
                self._leave(one.kind, one.id, name, f"there is no file {path!r} in the project")
                del one.fields[name]

    def _drop_taken_names(self, one: Arriving) -> None:
        """Drop other names by which records of the project are called."""
        for name in NAMES:
            written = one.fields.get(name)
            if not written:
                continue
            kept = []
            for part in [written] if isinstance(written, str) else written:
                if found := self.ledger.find_exactly(one.kind, part):
                    self._leave(one.kind, one.id, name, f"{part!r} is a name of {found!r}")
                else:
                    kept.append(part)
            one.fields[name] = kept if isinstance(written, list) else "".join(kept)

    def refused(self, pages: Mapping[str, PageFacts]) -> Iterator[bool]:
        """Drop what a ledger with these records would complain of; yield once for each of it."""
        entries, lines = [], {}
        for line, one in enumerate(self.coming.values(), 1):
            kind = self.ledger.kinds[one.kind]
            values, _problems = read_fields(kind, one.fields, self.conventions)
            values["text"] = one.text
            entries.append(Entry(kind(**{**values, "id": one.id, "docname": _PAGE, "line": line})))
            lines[line] = one
        facts = PageFacts(_PAGE, entries=entries, tlp=STRICTEST)
        tried = Ledger({**pages, _PAGE: facts}, kinds=self.ledger.kinds)
        for told in tried.diagnostics:
            where = lines.get(told.line) if told.docname == _PAGE else None
            if where is None or self.coming.get(where.key) is not where:
                continue
            quoted = re.findall("'([^']+)'", told.message)
            fields = declared(self.ledger.kinds[where.kind])
            name = next((one for one in quoted if where.fields.get(one)), "")
            if name and not fields[name].required:
                del where.fields[name]
            else:
                name = ""
                del self.coming[where.key]
            self._leave(where.kind, where.id, name, told.message)
            yield True

    def _take_names(self, one: Arriving) -> None:
        """Put ids in the place of what the file calls others, and drop names of nobody."""
        for item in naming(self.ledger.kinds[one.kind]):
            written = one.fields.get(item.name)
            if not written:
                continue
            found = []
            for name in [written] if isinstance(written, str) else written:
                meant = self._meant(item, name)
                if one.key in item.shape.keys([meant] if meant else []):
                    self._leave(one.kind, one.id, item.name, "it names itself")
                elif meant:
                    found.append(meant)
                else:
                    kinds = item.shape.refers if not item.shape.others else "record"
                    why = f"there is no {kinds} {name!r}, neither in the file nor in the project"
                    self._leave(one.kind, one.id, item.name, why)
            one.fields[item.name] = [*dict.fromkeys(found)]

    def _meant(self, item: Field, name: str) -> str:
        """The id that a name means, with its kind where the field takes several."""
        kinds: Iterable[str] = item.shape.kinds
        if item.shape.others:
            kind, _, rest = name.partition(":")
            if rest and kind in self.ledger.kinds and item.shape.may_name(kind):
                found = self._id_of(kind, rest)
                return f"{kind}:{found}" if found else ""
            kinds = [kind for kind in self.ledger.kinds if item.shape.may_name(kind)]
        for kind in kinds:
            if found := self._id_of(kind, name):
                return f"{kind}:{found}" if item.shape.others else found
        return ""

    def _id_of(self, kind: str, name: str) -> str:
        if (kind, name) in self.called:
            return self.called[kind, name]
        if (kind, name) in self.names:
            return self.names[kind, name]
        return self.ledger.find_exactly(kind, name)

    def _drop_names(self, one: Arriving) -> None:
        """Drop the names of records that have stayed out."""
        for item in naming(self.ledger.kinds[one.kind]):
            written = one.fields.get(item.name) or []
            kept = [name for name in written if self._is_there(item, name)]
            for name in written:
                if name not in kept:
                    self._leave(one.kind, one.id, item.name, f"{name!r} was left aside")
            if len(kept) < len(written):
                one.fields[item.name] = kept

    def _is_there(self, item: Field, name: str) -> bool:
        for kind, identifier in item.shape.keys([name]):
            if (kind, identifier) in self.coming or self.ledger.get(kind, identifier):
                return True
        return False

    def _fits(self, one: Arriving) -> bool:
        """Whether a record can be written, without the fields that cannot."""
        kind = self.ledger.kinds[one.kind]
        fields = declared(kind)
        while True:
            written: dict[str, Written] = {
                name: value for name, value in one.fields.items() if value
            }
            _values, problems = read_fields(kind, written, self.conventions)
            if not problems:
                one.fields = written
                return self._is_whole(one, kind)
            for problem in problems:
                item = fields.get(problem.field)
                if problem.field in written and (item is None or not item.required):
                    self._leave(one.kind, one.id, problem.field, problem.message)
                    del one.fields[problem.field]
                    written.pop(problem.field)
                    break
            else:
                why = "; ".join(problem.message for problem in problems)
                self._leave(one.kind, one.id, "", why)
                return False

    def _is_whole(self, one: Arriving, kind: type[Record]) -> bool:
        """Whether a record has what builds ask for: its words, and the source that it needs."""
        if (kind.verbatim or kind.argument == PROSE) and not one.text.strip():
            self._leave(one.kind, one.id, "", "it has no text")
            return False
        if kind.needs_source and not one.fields.get("source"):
            why = f"a {kind.kind_name} needs a source, and it names none that is there"
            self._leave(one.kind, one.id, "", why)
            return False
        return True

    def _leave(self, kind: str, identifier: str, name: str, why: str) -> None:
        self.left.append(Lost(kind, identifier, name, why))


def _id_for(title: str, kind: str) -> str:
    """An id for what the file gives none."""
    return slug(shorten(title, 60).rstrip("…")) or kind


def _written(record: Imported, kind: type[Record]) -> dict[str, Written]:
    """The fields as authors write them: texts, and lists of texts."""
    found: dict[str, Written] = {}
    for name, value in record.fields.items():
        item = declared(kind).get(name)
        if isinstance(value, (list, tuple)):
            several = [_line(one) for one in value if _line(one)]
            found[name] = several if item is None or item.several else ", ".join(several)
        else:
            text = _line(value)
            found[name] = [text] if item is not None and item.several and text else text
    return found


def _line(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else " ".join(str(value).split())


def _differs(record: Record, name: str, value: Written) -> bool:
    item = declared(type(record)).get(name)
    if item is None or item.shape.refers:
        return False
    ours = getattr(record, item.attribute)
    if isinstance(value, list):
        return not set(value) <= set(ours or ())
    return bool(value) and str(ours if ours is not None else "") != value
