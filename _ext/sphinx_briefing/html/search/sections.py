"""The order of all that the search finds, and the groups that results stand in.

Entries of one section follow each other, the newest first, so that their numbers say what they are,
and which of two equals comes first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from ...domain import BriefDomain
from ...presentation.labels import N_, _, words_of
from ...records import Note, Record, declared

if TYPE_CHECKING:
    from ...ledger import Ledger

PAGE = "page"
"""What stands for the kind of record in a section of pages."""

SAID = N_("What was said")
OTHER_PAGES = N_("Other pages")


class Section(Struct, array_like=True, frozen=True):
    """A sort of entries."""

    kind: str
    group: str
    """The heading under which its results stand."""
    weight: float = 1.0
    """How much its results count beside others."""


class Sections:
    """All sections of a project, in the order of their groups, whether they hold something or not.

    :ivar all: the sections; what is in one is known by its place here.
    """

    def __init__(self, domain: BriefDomain) -> None:
        self._ledger: Ledger = domain.ledger
        kinds = domain.kinds
        said = [kind for kind in kinds.values() if is_said(kind)]
        named = [kind for kind in kinds.values() if kind.is_facet]
        rest = [kind for kind in kinds.values() if not (is_said(kind) or kind.is_facet)]
        together = str(_(SAID))
        names = ", ".join(words_of(kind.labels, kind) for kind in named)
        label = words_of(kinds.brief.labels, kinds.brief)
        self.all = [
            Section(PAGE, label, 1.1),
            *(Section(kind.kind_name, together) for kind in said),
            Section(PAGE, words_of(Note.labels, Note), 0.95),
            *(Section(kind.kind_name, names, 1.05) for kind in named),
            *(Section(kind.kind_name, words_of(kind.labels, kind), 0.9) for kind in rest),
            Section(PAGE, str(_(OTHER_PAGES)), 0.35),
        ]
        self._notes = 1 + len(said)
        self._kinds = [*enumerate(said, 1), *enumerate((*named, *rest), self._notes + 1)]

    def of_page(self, docname: str) -> int:
        """The place of the section of a page."""
        if docname in self._ledger.briefs:
            return 0
        return self._notes if docname in self._ledger.notes else len(self.all) - 1

    def of_records(self, docname: str) -> Sequence[tuple[int, Record]]:
        """The records that are written on a page, each with the place of its section."""
        return self._records.get(docname, ())

    @cached_property
    def _records(self) -> Mapping[str, list[tuple[int, Record]]]:
        ledger = self._ledger
        found: dict[str, list[tuple[int, Record]]] = defaultdict(list)
        for at, kind in self._kinds:
            name = kind.kind_name
            for record in ledger.records(name).values():
                # The source of a note is found as the note.
                if ledger.entry(name, record.id) is not None:
                    found[record.docname].append((at, record))
        return found


def is_said(kind: type[Record]) -> bool:
    """Whether a kind holds what somebody has said, with the day on which it was."""
    return bool(kind.said_by) and "by" in declared(kind)
