"""Questions that pages ask: a plural directive with its options, as written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from ..conditions import Where
from ..records import Brief, Kinds, Note, Record, Selectable
from ..records.conventions import Conventions
from ..records.declaring import PRINTING
from ..records.fields import Field
from ..records.readers import read_list
from .names import Lookup
from .selection import Query

ABOUT_LOSSES = ("impact",)
"""Layouts that say of what they print whether it still stands."""

COUNTING = ("summary", "calibration")
"""Layouts that print how many records a selection holds, and none of them."""


class KnowsNames(Protocol):
    """A ledger, as far as a question needs it."""

    @property
    def kinds(self) -> Kinds: ...

    @property
    def notes(self) -> Mapping[str, Note]: ...

    @property
    def briefs(self) -> Mapping[str, Brief]: ...

    def find(self, kind: str, name: str) -> Lookup: ...

    def find_all(self, kind: str, values: tuple[str, ...]) -> list[tuple[str, Lookup]]: ...


class Question(Struct, frozen=True, gc=False, omit_defaults=True):
    """The question of a plural directive: a kind, and its checked options as text."""

    kind: str
    options: Mapping[str, str]
    line: int = 0
    path: str = ""
    """The file it is written in, where it is not the page's own."""
    where: Where = ()

    def selects(self, kinds: Kinds) -> type[Selectable]:
        """The declaration of what is asked for."""
        return kinds.selectable[self.kind]

    def layout(self, kinds: Kinds) -> str:
        """The layout to print it with."""
        return self.options.get("as", self.selects(kinds).layouts[0])

    @property
    def takes_all(self) -> bool:
        """Whether no option picks among what the scope holds."""
        return set(self.options) <= set(PRINTING)

    def scope(self, kinds: Kinds, *, in_brief: bool) -> str:
        """The scope: as written, else by the kind and the page it stands on."""
        selects = self.selects(kinds)
        limited = issubclass(selects, Record) and selects.page_scope
        # Whoever asks what rests on a source in a brief need not cite it there.
        limited = limited and self.layout(kinds) not in ABOUT_LOSSES
        return self.options.get("scope", "page" if limited and in_brief else "all")

    def query(
        self, ledger: KnowsNames, conventions: Conventions, within: frozenset[str] | None = None
    ) -> Query:
        """The question with its names looked up; a name that means nothing selects nothing."""
        kinds = ledger.kinds
        selects = self.selects(kinds)
        values = []
        for option, fields in kinds.filters_of(selects).items():
            if option in self.options:
                written = read_list(self.options[option], conventions)
                if option in kinds.named_by_option:
                    found = ledger.find_all(kinds.named_by_option[option], written)
                    written = tuple(lookup.id for _, lookup in found)
                else:
                    written = values_of(fields, written, conventions)
                values.append((option, written))
        dates = tuple(
            (name, read_list(self.options[name], conventions))
            for name in kinds.dates_in(selects)
            if name in self.options
        )
        return Query(
            dates=dates,
            ids=self._ids(ledger, conventions),
            values=tuple(values),
            since=self.options.get("since", ""),
            until=self.options.get("until", ""),
            sort=self.options.get("sort", ""),
            limit=int(self.options.get("limit", 0)),
            within=within,
            house=self.options.get("house", ""),
        )

    def _ids(self, ledger: KnowsNames, conventions: Conventions) -> tuple[str, ...]:
        names = read_list(self.options.get("ids", ""), conventions)
        if self.kind in ledger.kinds:
            return tuple(ledger.find(self.kind, name).id or name for name in names)
        pages: Mapping[str, Note | Brief] = ledger.notes if self.kind == "note" else ledger.briefs
        found = []
        for name in names:
            known = [
                docname
                for docname, page in pages.items()
                if name
                in (
                    docname,
                    docname.rsplit("/", 1)[-1],
                    getattr(page, "source", None),
                    getattr(page, "reference", None),
                )
            ]
            found += known or [name]
        return tuple(found)


def values_of(
    fields: Sequence[Field], written: Sequence[str], conventions: Conventions
) -> tuple[str, ...]:
    """The values that an option asks for, as they are stored in the fields that it looks into.

    :raises ValueError: if one cannot be read.
    """
    shape = fields[0].shape
    if shape.read is read_list:
        return tuple(written)
    return tuple(str(shape.read(item, conventions)) for item in written)
