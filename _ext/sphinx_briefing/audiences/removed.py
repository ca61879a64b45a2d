"""Things that are not for an audience: pages, records and passages, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..ledger.names import Finder, Names
from ..ledger.names_of_kinds import AllNames
from ..records import Kinds, Record

PASSAGE, PAGE = "passage", "page"


@dataclass(frozen=True, slots=True)
class Removed:
    """Something that was taken out.

    :param what: ``page``, ``passage``, or the kind of the record.
    :param path: the file that it stands in, from the folder of the sources.
    :param line: its line there, from 1.
    :param names: what it is called by: ids, names, titles.
    :param text: all of it, as its author has written it.
    :param is_rst: the language of the text.
    """

    what: str
    path: str
    line: int
    marking: str
    names: tuple[str, ...]
    text: str
    is_rst: bool = False


class Withheld:
    """Decides which names lead to what was taken out, and to nothing that remains."""

    def __init__(
        self,
        kinds: Kinds,
        removed: Iterable[Record],
        kept: Iterable[Record],
        pages: Iterable[str],
        labels: Iterable[str],
        references: Iterable[str],
    ) -> None:
        """Take the names of all records.

        :param pages: the names of the pages that were taken out.
        :param labels: the labels that were taken out, and stand nowhere else.
        :param references: the references of the briefs that were taken out.
        """
        self.kinds = kinds
        self._removed = _names(kinds, removed)
        self._kept = _names(kinds, kept)
        self.pages = frozenset(pages)
        self.labels = frozenset(labels)
        self.references = frozenset(references)

    def __bool__(self) -> bool:
        """Tell whether anything was taken out that others may refer to."""
        found = any(True for kind in self.kinds if self._removed[kind].ids_of(()) is None)
        return found or bool(self.pages or self.labels)

    def is_record(self, named: str, name: str) -> bool:
        """Tell whether a name means a record that was taken out.

        :param named: the kind that it is a name of, or several: ``actor or term``.
        """
        plain = " ".join(name.split())
        if not plain or _is_found(self._kept[named], plain):
            return False
        return _is_found(self._removed[named], plain)

    def is_anchor(self, anchor: str) -> bool:
        """Tell whether an anchor is that of a record that was taken out, or a label there."""
        kind, _dash, identifier = anchor.partition("-")
        if kind in self.kinds and self.is_record(kind, identifier):
            return True
        return anchor in self.labels


def _names(kinds: Kinds, records: Iterable[Record]) -> AllNames:
    by_kind: dict[str, list[Record]] = {kind: [] for kind in kinds}
    for record in records:
        by_kind[record.kind_name].append(record)
    return AllNames((kind, Names(found)) for kind, found in by_kind.items())


def _is_found(names: Finder, name: str) -> bool:
    found = names.find(name, suggest=False)
    return bool(found.id or found.candidates)


def names_of(record: Record) -> tuple[str, ...]:
    """All that a record is called by, its id first."""
    others: list[str] = []
    for field in ("abbr", "long", "aliases", "forms", "variants"):
        value: str | Sequence[str] | None = getattr(record, field, None)
        others += [value] if isinstance(value, str) else list(value or ())
    return tuple(dict.fromkeys(filter(None, (record.id, record.title_text, *others))))
