"""From the facts of single pages to one set of records: duplicates, defaults, names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from ..records import KINDS, Record, Source, Statement, declared
from .names import Names
from .pages import Entry, PageFacts
from .problems import Report


@dataclass(slots=True)
class Gathered:
    """The records of all pages by kind and id, before names are looked up."""

    records: dict[str, dict[str, Record]]
    entries: dict[tuple[str, str], Entry]
    lines: dict[tuple[str, str], Mapping[str, int]]
    note_sources: dict[str, str]
    left_out: list[tuple[str, str]] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)

    def path(self, kind: str, identifier: str) -> str:
        """The file of a record, where it is not the page's own."""
        entry = self.entries.get((kind, identifier))
        return entry.path if entry else ""


def gather(pages: Mapping[str, PageFacts]) -> Gathered:
    """Collect the records of all pages in a fixed order; the first of two equal ids is kept."""
    found = Gathered({kind: {} for kind in KINDS}, {}, {}, {})

    def keep(record: Record, lines: Mapping[str, int], entry: Entry | None) -> bool:
        key = (record.kind_name, record.id)
        first = found.records[key[0]].get(key[1])
        if first is not None:
            path = found.path(*key) or pages[first.docname].path or first.docname
            found.reports.append(
                Report(
                    record.docname,
                    lines.get("id", record.line),
                    "duplicate",
                    f"{key[0]} id {key[1]!r} is taken: the record at {path}:{first.line} has it; "
                    "this one is left out, give it an id of its own",
                    entry.path if entry else "",
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
            found.note_sources[docname] = page.source.id
        for entry in sorted(page.entries, key=lambda entry: entry.record.line):
            keep(entry.record, entry.lines, entry)
    names = {record.title_text for record in found.records["term"].values()}
    for docname in sorted(pages):
        for entry in pages[docname].glossary:
            if entry.record.title_text not in names or entry.key not in found.entries:
                keep(entry.record, entry.lines, entry)
    return found


def looked_up(
    gathered: Gathered,
    names: Mapping[str, Names],
    reports: list[Report],
    left_out: set[tuple[str, str]],
) -> dict[str, dict[str, Record]]:
    """Replace the names in every field by ids, and fill in what the source gives.

    A record whose required names mean nothing is left out; a name in another field that means
    nothing is dropped. Both are reported at the line of the field.
    """
    done: dict[str, dict[str, Record]] = {}
    for kind, records in gathered.records.items():
        naming = [item for item in declared(KINDS[kind]).values() if item.shape.refers]
        kept: dict[str, Record] = {}
        for identifier, record in records.items():
            lines = gathered.lines[kind, identifier]
            changes: dict[str, Any] = {}
            bad = False
            for item in naming:
                written = getattr(record, item.attribute)
                if not written or _are_ids(written, names[item.shape.refers], identifier):
                    continue
                ids = []
                path = gathered.path(kind, identifier)
                for name, lookup in names[item.shape.refers].find_all(written):
                    if lookup.id == identifier and item.shape.refers == kind:
                        message = f"{kind} {item.name!r} names the {kind} itself; remove it"
                        line = lines.get(item.name, record.line)
                        reports.append(Report(record.docname, line, "field", message, path))
                    elif lookup.id:
                        ids.append(lookup.id)
                    elif (item.shape.refers, name) not in left_out:
                        reports.append(
                            Report(
                                record.docname,
                                lines.get(item.name, record.line),
                                "ambiguous" if lookup.candidates else "unknown",
                                f"{kind} {item.name!r}: {lookup.message(item.shape.refers, name)}",
                                path,
                            )
                        )
                changes[item.attribute] = tuple(dict.fromkeys(ids))
                bad = bad or (item.required and not ids)
            if bad:
                left_out.add((kind, identifier))
                continue
            if not record.source and kind != "source":
                source = gathered.note_sources.get(record.docname, "")
                if source:
                    changes["source"] = (source,)
            kept[identifier] = msgspec.structs.replace(record, **changes) if changes else record
        done[kind] = kept
    if left_out:
        _forget(done)
    _date(done)
    return done


def _are_ids(written: tuple[str, ...], names: Names, own: str) -> bool:
    """Whether a field holds ids as they should be, which need no look-up."""
    return (
        names.ids.issuperset(written)
        and own not in written
        and (len(written) == 1 or len(set(written)) == len(written))
    )


def _forget(records: dict[str, dict[str, Record]]) -> None:
    """Drop the names of records that were left out after others had named them."""
    for kind, entries in records.items():
        naming = [item for item in declared(KINDS[kind]).values() if item.shape.refers]
        for identifier, record in entries.items():
            changes = {}
            for item in naming:
                ids = getattr(record, item.attribute)
                there = tuple(name for name in ids if name in records[item.shape.refers])
                if there != ids:
                    changes[item.attribute] = there
            if changes:
                entries[identifier] = msgspec.structs.replace(record, **changes)


def _date(records: dict[str, dict[str, Record]]) -> None:
    """Give what somebody said the date of its source, where it has none of its own."""
    sources = records["source"]
    for entries in records.values():
        for identifier, record in entries.items():
            if isinstance(record, Statement) and record.date is None and record.source:
                source = sources.get(record.source[0])
                if isinstance(source, Source) and source.date:
                    entries[identifier] = msgspec.structs.replace(record, date=source.date)
