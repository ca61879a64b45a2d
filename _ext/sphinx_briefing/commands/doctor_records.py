"""The part of ``doctor`` that looks at records, snapshots and editions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..editions import number_of
from ..editions.places import FOLDER, folder_of
from ..records import Record
from ..records.fields import declared
from ..snapshots.model import SUFFIXES, UnreadableSnapshot
from ..snapshots.paths import snapshot_path
from .finding import Finding
from .looking_up import Looking, plain

if TYPE_CHECKING:
    from ..domain import BriefDomain
    from ..ledger.evidence import Key

NAMED = ("actor", "term")
"""Kinds whose records are one person or thing each, whatever its spelling."""

REGISTERED = ("actor", "term", "topic")
"""Kinds that are there to be named by others."""

FINAL = "final"


def found_in_records(domain: BriefDomain) -> Iterator[Finding]:
    """All that is wrong with what a project says, and a build would not tell."""
    place = Looking(domain.ledger, domain)
    yield from _doubles(place)
    yield from _unused(place, domain)
    yield from _snapshots(place, domain)
    yield from _editions(place, domain)


def _doubles(place: Looking) -> Iterator[Finding]:
    """Records whose names differ by accents, capitals, spaces, hyphens or scripts alone."""
    for kind in NAMED:
        if kind not in place.ledger.kinds:
            continue
        by_name: dict[str, dict[str, Record]] = {}
        for identifier, record in place.ledger.records(kind).items():
            for name in (record.title_text, record.original):
                if key := _letters(name or ""):
                    by_name.setdefault(key, {})[identifier] = record
        told: set[frozenset[str]] = set()
        for records in by_name.values():
            if len(records) < 2 or (pair := frozenset(records)) in told:
                continue
            told.add(pair)
            written = sorted(records.values(), key=lambda one: (one.docname, one.line, one.id))
            first, *others = written
            for other in others:
                yield Finding(
                    "double",
                    f"{kind} {other.id!r} ({other.title_text}) may be {first.id!r} "
                    f"({first.title_text}, {place.declared_at(first)})",
                    place.declared_at(other),
                    f"if they are one: sphinx-briefing merge {kind}:{first.id} {kind}:{other.id}",
                )


def _letters(name: str) -> str:
    """The letters and digits of a name, in ASCII."""
    return "".join(one for one in plain(name) if one.isalnum())


def _unused(place: Looking, domain: BriefDomain) -> Iterator[Finding]:
    """Records that nobody names; of a file in which all are such, the file alone."""
    ledger = place.ledger
    named = _named(domain)
    all_in: dict[tuple[str, str], list[Key]] = {}
    for kind in REGISTERED:
        for identifier, record in ledger.records(kind).items():
            entry = ledger.entry(kind, identifier)
            if entry is None or entry.anchor:
                continue  # of a glossary of Sphinx
            file = (record.docname, entry.path)
            all_in.setdefault(file, []).append((kind, identifier))
    for (docname, path), keys in all_in.items():
        unused = [key for key in keys if key not in named]
        others = _other_entries(domain, docname, path)
        if len(unused) == len(keys) > 1 and not others:
            yield Finding(
                "register",
                f"nobody uses any of the {len(keys)} records of this register",
                place.place(docname, path=path),
                "name them, or leave the file out",
            )
            continue
        for key in unused:
            record = ledger.get(*key)
            assert record is not None
            yield Finding(
                "unused",
                f"nobody names {key[0]} {key[1]!r} ({record.title_text})",
                place.declared_at(record),
                "name it, or take it out",
            )


def _other_entries(domain: BriefDomain, docname: str, path: str) -> bool:
    """Whether a file declares anything besides, or is a note or a brief."""
    facts = domain.pages.get(docname)
    if facts is None or path:
        return False
    kinds = {entry.record.kind_name for entry in facts.entries if entry.path == path}
    return facts.is_note or facts.brief is not None or bool(kinds - {*REGISTERED})


def _named(domain: BriefDomain) -> set[Key]:
    """The records that pages or other records name."""
    ledger = domain.ledger
    found = set[tuple[str, str]]()
    for kind, declaration in ledger.kinds.items():
        fields = [
            one for one in declared(declaration).values() if one.shape.refers or one.shape.others
        ]
        for identifier, record in ledger.records(kind).items():
            if record.mentions:
                found.add((kind, identifier))
            for field in fields:
                value = getattr(record, field.attribute)
                if not value:
                    continue
                if field.shape.others:
                    found.update(field.shape.keys(value))
                else:
                    found.update((field.shape.refers, one) for one in value)
    for page in (*ledger.notes.values(), *ledger.briefs.values()):
        found.update(("topic", one) for one in page.topics)
    return found


def _snapshots(place: Looking, domain: BriefDomain) -> Iterator[Finding]:
    """Files beside snapshots that no source names."""
    sources = Path(domain.env.srcdir).resolve()
    named = set[Path]()
    for record in place.ledger.records("source").values():
        if record.snapshot:
            try:
                named.add(snapshot_path(sources, record.snapshot, record.docname))
            except UnreadableSnapshot:
                continue  # the build says so
    pages = {Path(domain.env.doc2path(one)).resolve() for one in domain.env.found_docs}
    for folder in sorted({path.parent for path in named}):
        for path in sorted(folder.iterdir()):
            is_one = path.suffix.lower() in SUFFIXES and path.is_file()
            if is_one and path not in named and path not in pages:
                yield Finding(
                    "snapshot",
                    "no source names this snapshot",
                    place.place("", path=path.relative_to(sources).as_posix()),
                    "write 'snapshot:' where it belongs, or remove the file",
                )


def _editions(place: Looking, domain: BriefDomain) -> Iterator[Finding]:
    """Editions whose briefs are gone, and final briefs that nobody has frozen."""
    briefs = place.ledger.briefs
    top = Path(domain.env.srcdir, FOLDER)
    known = {folder_of(brief.reference) for brief in briefs.values() if brief.reference}
    folders = sorted(top.iterdir()) if top.is_dir() else []
    for folder in folders:
        if folder.is_dir() and folder.name not in known and any(folder.glob("*.json")):
            yield Finding(
                "edition",
                f"no brief has the reference of the editions in {folder.name}",
                place.place("", path=f"{FOLDER}/{folder.name}"),
                "write that 'reference' where it was, or remove the folder",
            )
    for docname, brief in briefs.items():
        if brief.status != FINAL:
            continue
        if not brief.reference:
            yield Finding(
                "reference",
                "a final brief without 'reference' cannot be frozen",
                place.place(docname, 1),
                "write one in its front matter",
            )
        elif not domain.editions.find(brief.reference, number_of(brief)).is_there:
            yield Finding(
                "frozen",
                f"the final brief {brief.reference!r} is not frozen",
                place.place(docname, 1),
                f"sphinx-briefing freeze {docname}",
            )
