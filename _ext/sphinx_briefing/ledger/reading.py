"""From the facts of single pages to one set of records: duplicates, defaults, names."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Protocol

import msgspec

from ..diagnostics.model import Diagnostic
from ..records import Kinds, Record, Source, Statement, declared, naming
from ..records.fields import EVERY, OR, Field
from .folding import fold
from .names import Finder
from .names_of_kinds import AllNames
from .pages import Entry, PageFacts


class NamesOnDays(Protocol):
    """Names of which the newest record is meant, as :class:`.NewestNames` knows them."""

    def may_be_shared(self, written: Iterable[str]) -> bool:
        """Whether one of some names may be that of several."""

    def in_record(self, record: Record) -> AllNames:
        """The names as a record knows them."""


class LeftOut:
    """The records that were reported as bad and not kept, by kind and any of their names.

    :param withheld: what stands for the names of those that readers may not know.
    :param unread: the houses of others whose ledgers could not be read, which has been said.
    """

    def __init__(
        self,
        names: Iterable[tuple[str, str]],
        withheld: str = "",
        unread: Container[str] = (),
    ) -> None:
        self._withheld, self._unread = fold(withheld), unread
        self._names: set[tuple[str, str]] = set()
        self._of_any_kind: set[str] = set()
        for kind, name in names:
            self.add(kind, name)

    def add(self, kind: str, name: str) -> None:
        """Keep the id or name of a record."""
        folded = fold(" ".join(name.split()))
        self._names.add((kind, folded))
        self._of_any_kind.add(folded)

    def __contains__(self, named: tuple[str, str]) -> bool:
        kinds, name = named[0].split(OR), named[1]
        if self._withheld and fold(name) == self._withheld:
            return True
        kind, colon, rest = name.partition(":")
        if colon and (kind in self._unread or rest.partition(":")[0] in self._unread):
            return True
        every = EVERY in kinds
        is_said = colon and len(kinds) > 1 and (every or kind in kinds)
        if is_said and (kind, fold(rest.strip())) in self._names:
            return True
        if every:
            return fold(name) in self._of_any_kind
        return any((kind, fold(name)) in self._names for kind in kinds)

    def __bool__(self) -> bool:
        return bool(self._names)


@dataclass(slots=True)
class Gathered:
    """The records of all pages by kind and id, before names are looked up."""

    records: dict[str, dict[str, Record]]
    entries: dict[tuple[str, str], Entry]
    lines: dict[tuple[str, str], Mapping[str, int]]
    note_sources: dict[str, tuple[str, ...]]
    left_out: list[tuple[str, str]] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def path(self, kind: str, identifier: str) -> str:
        """The file of a record, where it is not the page's own."""
        entry = self.entries.get((kind, identifier))
        return entry.path if entry else ""


def gather(pages: Mapping[str, PageFacts], kinds: Kinds) -> Gathered:
    """Collect the records of all pages in a fixed order; the first of two equal ids is kept."""
    found = Gathered({kind: {} for kind in kinds}, {}, {}, {})

    shared: dict[tuple[str, str, str], list[Diagnostic]] = {}

    def keep(record: Record, lines: Mapping[str, int], entry: Entry | None) -> bool:
        key = (record.kind_name, record.id)
        first = found.records[key[0]].get(key[1])
        if first is not None:
            path = found.path(*key) or pages[first.docname].path or first.docname
            line, own = lines.get("id", record.line), entry.path if entry else ""
            if first.line == record.line and _is_one_file(path, own, pages[record.docname].path):
                # The same words: what is wrong is that they are read twice.
                report = Diagnostic(record.docname, line, "duplicate", "", own)
                shared.setdefault((path, first.docname, record.docname), []).append(report)
                return False
            is_default = "id" not in lines and not own  # in a data file, it is no option
            way = "write an ':id:'" if is_default else "give it an id of its own"
            found.diagnostics.append(
                Diagnostic(
                    record.docname,
                    line,
                    "duplicate",
                    f"{key[0]} id {key[1]!r} is taken: the record at {path}:{first.line} has it; "
                    f"this one is left out, {way}",
                    own,
                )
            )
            return False
        found.records[key[0]][key[1]] = record
        found.lines[key] = lines
        if entry is not None:
            found.entries[key] = entry
        return True

    for docname in sorted(pages):
        page = pages[docname]
        found.left_out.extend(page.left_out)
        if page.source is not None and keep(page.source, page.lines, None):
            found.note_sources[docname] = (page.source.id,)
        for entry in sorted(page.entries, key=lambda entry: entry.record.line):
            keep(entry.record, entry.lines, entry)
    found.diagnostics += _shared_files(shared, pages)
    _keep_glossaries(found, pages)
    return found


def _is_one_file(path: str, own: str, page: str) -> bool:
    """Whether a record stands in the file that another one stands in.

    Files that a page includes are known by their whole path, pages by that below the sources.
    """
    if own:
        return path == own or own.endswith(f"/{path}")
    return path == page or path.endswith(f"/{page}")


def _shared_files(
    shared: Mapping[tuple[str, str, str], list[Diagnostic]], pages: Mapping[str, PageFacts]
) -> Iterator[Diagnostic]:
    """Report files whose records are read more than once, once for each file."""
    for (path, first, second), reports in shared.items():
        one, other = (pages[docname].path or docname for docname in (first, second))
        if one == other:
            how = f"included twice in {one}; include it once"
        elif _is_one_file(path, "", one) or not reports[0].path:
            page, holder = (one, other) if _is_one_file(path, "", one) else (other, one)
            how = (
                f"a page ({page}) and included in {holder}; name it in 'exclude_patterns', "
                "or refer to its records instead"
            )
        else:
            how = f"included in {one} and in {other}; include it once, and refer to its records"
        what = "the record" if len(reports) == 1 else f"each of the {len(reports)} records"
        report = min(reports, key=attrgetter("line"))
        message = f"{what} here is read twice, for the file is {how}"
        yield msgspec.structs.replace(report, message=message)


def _keep_glossaries(found: Gathered, pages: Mapping[str, PageFacts]) -> None:
    """Add the terms of Sphinx's own glossaries, of which it says itself what is there twice.

    Terms that differ in a sign or a capital alone (``C`` and ``C++``) are terms of their own.
    """
    terms = found.records["term"]
    names = {record.title_text for record in terms.values()}
    numbers: dict[str, int] = {}
    for docname in sorted(pages):
        for entry in pages[docname].glossary:
            record = entry.record
            if record.title_text in names and record.id in terms:
                continue
            identifier = record.id
            while identifier in terms:
                numbers[record.id] = numbers.get(record.id, 1) + 1
                identifier = f"{record.id}-{numbers[record.id]}"
            record = msgspec.structs.replace(record, id=identifier)
            terms[identifier] = record
            found.lines["term", identifier] = entry.lines
            found.entries["term", identifier] = msgspec.structs.replace(entry, record=record)
            names.add(record.title_text)


def looked_up(
    gathered: Gathered,
    names: AllNames,
    reports: list[Diagnostic],
    left_out: LeftOut,
    kinds: Kinds,
    newest: NamesOnDays | None = None,
) -> dict[str, dict[str, Record]]:
    """Replace the names in every field by ids, and fill in what the source gives.

    A record whose required names mean nothing is left out; a name in another field that means
    nothing is dropped. Both are reported at the line of the field. What somebody said has the
    date of its source, where it has none of its own.

    :param newest: the names as records know them, where a name may mean the newest of several.
    """
    done: dict[str, dict[str, Record]] = {}
    for kind in sorted(gathered.records, key="source".__ne__):  # sources first: they give dates
        records = gathered.records[kind]
        changes: dict[str, dict[str, Any]] = {}
        bad: set[str] = set()
        for item in naming(kinds[kind]):
            field = _Field(kind, item, names[item.shape.named], gathered, left_out, reports, newest)
            for identifier, ids in field.changed():
                changes.setdefault(identifier, {})[item.attribute] = ids
                if item.required and not ids:
                    bad.add(identifier)
        bad.update(_without_any(kinds[kind], records, changes))
        for identifier in bad:
            left_out.add(kind, identifier)
        sources = done.get("source", {})
        kept: dict[str, Record] = {}
        for identifier, record in records.items():
            if identifier in bad:
                continue
            change = changes.get(identifier, {})
            source = change.get("source", record.source)
            if not source and kind != "source":
                source = gathered.note_sources.get(record.docname, ())
                if source:
                    change["source"] = source
            if isinstance(record, Statement) and source and record.date is None:
                carrier = sources.get(source[0])
                if isinstance(carrier, Source) and carrier.date:
                    change["date"] = carrier.date
            kept[identifier] = msgspec.structs.replace(record, **change) if change else record
        done[kind] = kept
    if left_out:
        _forget(done, kinds)
    return {kind: done[kind] for kind in gathered.records}


def _without_any(
    kind: type[Record], records: Mapping[str, Record], changes: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    """The records whose names mean nothing in any of the fields of which they need one."""
    fields = declared(kind)
    attributes = [fields[name].attribute for name in kind.one_of]
    for identifier, change in changes.items() if attributes else ():
        record = records[identifier]
        if not any(change.get(name, getattr(record, name)) for name in attributes):
            yield identifier


class _Field:
    """A field of a kind that names records: what is written in it, and what that means."""

    def __init__(
        self,
        kind: str,
        item: Field,
        names: Finder,
        gathered: Gathered,
        left_out: LeftOut,
        reports: list[Diagnostic],
        newest: NamesOnDays | None,
    ) -> None:
        self._kind = kind
        self._item = item
        self._names = names
        self._gathered = gathered
        self._left_out = left_out
        self._reports = reports
        self._newest = newest

    def changed(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The records in which other things are written than ids, each with the ids meant."""
        known: dict[tuple[str, ...], tuple[str, ...] | None] = {}
        names_itself = self._item.shape.may_name(self._kind)
        written_in = attrgetter(self._item.attribute)
        for identifier, record in self._gathered.records[self._kind].items():
            written = written_in(record)
            if not written:
                continue
            if self._is_of_its_day(written):
                yield identifier, self._checked_ids(record, written)
                continue
            if written not in known:
                known[written] = self._plainly(written)
            ids = known[written]
            if ids is None or (names_itself and self._own_name(identifier) in ids):
                ids = self._checked_ids(record, written)
            if self._item.shape.single and len(ids) > 1:
                ids = self._first_of(record, ids)
            if ids is not written:
                yield identifier, ids

    def _first_of(self, record: Record, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The first of several ids where one alone may be named, after telling so."""
        others = ", ".join(map(repr, ids[1:]))
        message = (
            f"{self._kind} {self._item.name!r} names {len(ids)} records and may name one; "
            f"{ids[0]!r} is kept, take {others} out"
        )
        line = self._gathered.lines[self._kind, record.id].get(self._item.name, record.line)
        path = self._gathered.path(self._kind, record.id)
        self._reports.append(Diagnostic(record.docname, line, "field", message, path))
        return ids[:1]

    def _is_of_its_day(self, written: tuple[str, ...]) -> bool:
        """Whether what a list means depends on the day of the record that holds it."""
        return self._newest is not None and self._newest.may_be_shared(
            (*written, ", ".join(written))
        )

    def _own_name(self, identifier: str) -> str:
        """The id by which the field names a record of the kind that has it."""
        return f"{self._kind}:{identifier}" if self._item.shape.others else identifier

    def _plainly(self, written: tuple[str, ...]) -> tuple[str, ...] | None:
        """The ids that a list of names means; ``None`` where there is something to say of one."""
        plain = self._names.ids_of(written)
        if plain is not None and len(set(plain)) == len(plain):
            return plain
        ids = [lookup.id for _name, lookup in self._names.find_all(written)]
        return tuple(dict.fromkeys(ids)) if all(ids) else None

    def _checked_ids(self, record: Record, written: tuple[str, ...]) -> tuple[str, ...]:
        """The ids that a list of names means, after telling what is wrong with the others."""
        kind, item = self._kind, self._item
        ids = []
        line = self._gathered.lines[kind, record.id].get(item.name, record.line)
        path = self._gathered.path(kind, record.id)
        names = self._names
        if self._newest is not None and self._is_of_its_day(written):
            names = self._newest.in_record(record)[item.shape.named]
        for name, lookup in names.find_all(written):
            if lookup.id == self._own_name(record.id) and item.shape.may_name(kind):
                message = f"{kind} {item.name!r} names the {kind} itself; remove it"
                self._reports.append(Diagnostic(record.docname, line, "field", message, path))
            elif lookup.id:
                ids.append(lookup.id)
            elif (item.shape.named, name) not in self._left_out:
                code = "ambiguous" if lookup.candidates else "unknown"
                message = f"{kind} {item.name!r}: {lookup.message(item.shape.named, name)}"
                self._reports.append(Diagnostic(record.docname, line, code, message, path))
        return tuple(dict.fromkeys(ids))


def _forget(records: dict[str, dict[str, Record]], kinds: Kinds) -> None:
    """Drop the names of records that were left out after others had named them."""
    for kind, entries in records.items():
        for identifier, record in entries.items():
            changes = {}
            for item in naming(kinds[kind]):
                ids = getattr(record, item.attribute)
                existing = tuple(
                    name
                    for name, (of, one) in zip(ids, item.shape.keys(ids), strict=True)
                    if one in records[of]
                )
                if existing != ids:
                    changes[item.attribute] = existing
            if changes:
                entries[identifier] = msgspec.structs.replace(record, **changes)
