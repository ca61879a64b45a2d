"""Things that are not for an audience: pages, records and passages, and what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ..ledger.names import Finder
from ..ledger.names import Names as NamesOfKind
from ..ledger.names_of_kinds import AllNames
from ..ledger.strict import texts_of
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


@dataclass(frozen=True, slots=True)
class Names:
    """All that may be referred to, of what was taken out or of what remains.

    :param pages: the names of pages.
    :param files: the paths of files.
    :param labels: labels, folded.
    :param references: the references of briefs.
    :param elsewhere: records of other houses, by their ids here.
    """

    records: Sequence[Record] = ()
    elsewhere: Sequence[Record] = ()
    pages: AbstractSet[str] = frozenset()
    files: AbstractSet[str] = frozenset()
    labels: AbstractSet[str] = frozenset()
    references: AbstractSet[str] = frozenset()


class Withheld:
    """Decides which names lead to what was taken out, and to nothing that remains."""

    def __init__(self, kinds: Kinds, removed: Names, kept: Names) -> None:
        self.kinds = kinds
        self.removed, self.kept = removed.records, kept.records
        self._removed = _names(kinds, removed)
        self._kept = _names(kinds, kept)
        self.pages = removed.pages
        self._open_pages = kept.pages
        self._files = removed.files
        self._labels = removed.labels - kept.labels
        self.references = removed.references - kept.references

    def is_record(self, named: str, name: str) -> bool:
        """Tell whether a name means a record that was taken out.

        :param named: the kind that it is a name of, or several: ``actor or term``.
        """
        plain = " ".join(name.split())
        if not plain or _is_found(self._kept[named], plain):
            return False
        return _is_found(self._removed[named], plain)

    def is_label(self, name: str) -> bool:
        """Tell whether a folded name is a label that was taken out."""
        return name in self._labels

    def is_anchor(self, anchor: str) -> bool:
        """Tell whether an anchor is that of a record that was taken out, or a label there."""
        kind, _dash, identifier = anchor.partition("-")
        if kind in self.kinds and self.is_record(kind, identifier):
            return True
        return " ".join(anchor.casefold().split()) in self._labels

    def is_anything(self, name: str) -> bool:
        """Tell whether a name of a record of any kind means one that was taken out."""
        if any(_is_found(self._kept[kind], name) for kind in self.kinds):
            return False
        return any(self.is_record(kind, name) for kind in self.kinds)

    def is_file(self, path: str) -> bool:
        """Tell whether a path from the folder of the sources is that of what was taken out.

        :param path: that of a file, or the name of a page.
        """
        if path in self._files or path in self.pages:
            return True
        return path not in self._open_pages and path.rpartition(".")[0] in self.pages


def _names(kinds: Kinds, known: Names) -> AllNames:
    by_kind: dict[str, list[Record]] = {kind: [] for kind in kinds}
    for record in known.records:
        by_kind[record.kind_name].append(record)
    theirs: dict[str, dict[str, list[Record]]] = {kind: {} for kind in kinds}
    for record in known.elsewhere:
        house = record.id.partition(":")[0]
        theirs[record.kind_name].setdefault(house, []).append(record)
    return AllNames(
        (
            kind,
            NamesOfKind(
                found,
                houses={house: NamesOfKind(records) for house, records in theirs[kind].items()},
            ),
        )
        for kind, found in by_kind.items()
    )


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


def of_house(record: Record, marking: str) -> Removed:
    """A record of another house that is not for the audience, and was never handed to the build.

    A name of one word is not searched for: whole countries may be marked elsewhere, and a build
    prints their names for its own reasons.
    """
    names = (record.id, *(name for name in names_of(record)[1:] if " " in name.strip()))
    text = "\n\n".join(texts_of(record))
    return Removed(record.kind_name, record.docname, 1, marking, names, text)
