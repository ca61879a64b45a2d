"""The part of a page that goes into the index: its records, their names, and what it refers to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..ledger.folding import fold
from ..ledger.houses import House
from ..ledger.pages import PAGE, UNNAMED, Entry, PageFacts, with_names
from ..records import Record, declared, naming
from ..records.forms import counted, plurals
from ..records.lists import entries
from ..texts import shorten
from .index import FOLDED, ID, PLURAL, SHORT, TITLE
from .protocol import PageRows, RecordRow, ReferenceRow

if TYPE_CHECKING:
    from ..records import Kinds

SHOWN = 600
"""Characters of a prose in a card."""


class RowMaker:
    """Makes the rows of pages.

    :param sources: the folder of the sources; files below it are named from there.
    """

    def __init__(self, sources: Path, kinds: Kinds, *, english: bool) -> None:
        self._sources = sources
        self._kinds = kinds
        self._english = english

    def named_path(self, path: str) -> str:
        """A file, from the folder of the sources where it is below that."""
        if not os.path.isabs(path):  # noqa: PTH117 - thousands of texts
            return Path(path).as_posix()
        found = Path(path)
        if found.is_relative_to(self._sources):
            return found.relative_to(self._sources).as_posix()
        return found.as_posix()

    def of_page(self, page: PageFacts, path: str) -> PageRows:
        """The rows of a page.

        :param path: its file, from the folder of the sources.
        """
        records = [self._record(entry, path) for entry in (*page.entries, *page.glossary)]
        if page.source is not None:
            line = page.lines.get("source", 1)
            records.append(self._row(page.source, path, line))
        return PageRows(
            page.docname,
            path,
            page.title or page.docname,
            tuple(records),
            tuple(self._references(page, path)),
            tuple(sorted({row.path for row in records if row.path != path})),
        )

    def _record(self, entry: Entry, path: str) -> RecordRow:
        place = self.named_path(entry.path) if entry.path else path
        return self._row(entry.record, place, entry.record.line)

    def _row(self, record: Record, path: str, line: int) -> RecordRow:
        title = record.title_text
        full = [name for name in (title, record.original) if name]
        found = [(ID, record.id), *((TITLE, name) for name in full)]
        found += [(SHORT, name) for name in record.short_names]
        found += [(FOLDED, fold(name)) for name in (record.id, *full, *record.short_names)]
        if self._english:
            found += [
                (PLURAL, fold(plural)) for name in counted(record) for plural in plurals(name)
            ]
        return RecordRow(
            record.kind_name,
            record.id,
            title,
            path,
            line,
            tuple(dict.fromkeys(found)),
            self._about(record),
        )

    def _about(self, record: Record) -> str:
        """A card of what a record says of itself."""
        lines = [
            f"**{shorten(record.title_text, SHOWN)}**",
            f"*{record.label or record.kind_name}* `{record.id}`",
        ]
        for name, field in declared(type(record)).items():
            value = getattr(record, field.attribute)
            if value and name not in (record.argument, "id"):
                words = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
                lines.append(f"- {name}: {shorten(words, 160)}")
        text = with_names(record.text, {}) if UNNAMED in record.text else record.text
        if text and record.argument not in ("", "text"):
            lines += ["", shorten(" ".join(text.split()), SHOWN)]
        return "\n".join([lines[0], "", *lines[1:]])

    def _references(self, page: PageFacts, path: str) -> Iterator[ReferenceRow]:
        for reference in page.references:
            if reference.kind != PAGE and reference.kind in self._known(reference.kind):
                place = self.named_path(reference.path) if reference.path else path
                names = _names(reference.target) if reference.option else (reference.target,)
                for name in names:
                    yield _reference(reference.kind, name, place, reference.line)
        for entry in page.entries:
            place = self.named_path(entry.path) if entry.path else path
            yield from self._of_record(entry.record, place, entry.lines, entry.record.line)
        if page.source is not None:
            first = page.lines.get("source", 1)
            lines = {name.removeprefix("source."): line for name, line in page.lines.items()}
            yield from self._of_record(page.source, path, lines, first)
        for topic in page.topics:
            yield _reference("topic", topic, path, page.lines.get("topics", 1))

    def _known(self, kind: str) -> tuple[str, ...]:
        return (kind,) if kind in self._kinds or " or " in kind else ()

    def _of_record(
        self, record: Record, path: str, lines: object, first: int
    ) -> Iterator[ReferenceRow]:
        known: dict[str, int] = dict(lines)  # type: ignore[call-overload]
        for field in naming(type(record)):
            for name in getattr(record, field.attribute) or ():
                yield _reference(field.shape.named, name, path, known.get(field.name, first))


def _names(written: str) -> tuple[str, ...]:
    try:
        return tuple(part.strip() for part in entries(written))
    except ValueError:
        return (written,)


def _reference(named: str, written: str, path: str, line: int) -> ReferenceRow:
    name = " ".join(written.split())
    return ReferenceRow(named, name, fold(name), path, line)


def page_of_house(house: House) -> str:
    """The page that the records of another house stand on in the index."""
    return f"{house.name}:"


def rows_of_house(house: House) -> PageRows:
    """The records of another house, as if a page held them: found by their ids alone.

    They are written in no file here; whoever looks for it is led to the configuration.
    """
    records = tuple(
        RecordRow(
            *entry.key,
            entry.record.title_text,
            "",
            1,
            ((ID, entry.record.id), (FOLDED, fold(entry.record.id))),
            f"**{entry.record.title_text}** ({house.title or house.name})",
        )
        for entry in house.entries
    )
    return PageRows(page_of_house(house), "", house.title or house.name, records, (), ())
