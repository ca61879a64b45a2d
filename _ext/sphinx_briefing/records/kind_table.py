"""All kinds of a build in one table: the toolkit's own, and those that others have added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import cast

from ..vocabularies import OWN_LIKELIHOODS, Scale, likelihood_rank
from .base import Record, Selectable
from .fields import LIKELIHOOD, Field, all_fields, declared, naming
from .kinds import OWN_KINDS, Source
from .pages import Brief, Note


class Kinds(Mapping[str, type[Record]]):
    """The kinds of record by the name of their directive and role, frozen.

    :param records: the declarations, in the order in which they are listed.
    :param note: the declaration of notes.
    :param brief: the declaration of briefs.
    :param likelihoods: the scales that a likelihood may be on.
    """

    def __init__(
        self,
        records: Iterable[type[Record]] = OWN_KINDS,
        note: type[Note] = Note,
        brief: type[Brief] = Brief,
        likelihoods: Iterable[Scale] = OWN_LIKELIHOODS,
    ) -> None:
        self._records = {record.kind_name: record for record in records}
        self.note = note
        self.brief = brief
        self.likelihoods = tuple(likelihoods)
        self.selectable: Mapping[str, type[Selectable]] = MappingProxyType(
            {**self._records, note.kind_name: note, brief.kind_name: brief}
        )
        """All that plural directives print: records, notes and briefs."""

    def __getitem__(self, kind: str) -> type[Record]:
        return self._records[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    @cached_property
    def by_plural(self) -> Mapping[str, type[Selectable]]:
        """All that can be selected, by the name of the directive that prints a selection."""
        return {kind.plural: kind for kind in self.selectable.values()}

    @property
    def source(self) -> type[Source]:
        """The declaration of sources, of which notes are made."""
        return cast("type[Source]", self._records["source"])

    @cached_property
    def markers(self) -> frozenset[str]:
        """The kinds to which a reference prints a number."""
        return frozenset(name for name, kind in self._records.items() if kind.marker)

    @cached_property
    def linked(self) -> frozenset[str]:
        """The kinds whose names are linked in plain prose."""
        return frozenset(name for name, kind in self._records.items() if kind.linked)

    @cached_property
    def reverses(self) -> Mapping[str, tuple[tuple[str, Field], ...]]:
        """By kind, the fields whose records are listed with what they name, with their kinds."""
        found: dict[str, tuple[tuple[str, Field], ...]] = {}
        for name, kind in self._records.items():
            for field in naming(kind):
                for named in field.shape.kinds if field.shape.reverse else ():
                    found[named] = (*found.get(named, ()), (name, field))
        return found

    def rank(self, field: Field, value: str) -> int | None:
        """The place of a value in the order of its scale; ``None`` for a field without one."""
        if field.shape.is_like(LIKELIHOOD):
            return likelihood_rank(value, self.likelihoods)
        return field.shape.rank(value) if field.shape.rank is not None else None

    def dates_in(self, kind: type[Selectable]) -> Mapping[str, Field]:
        """The date fields of what can be selected, by their written names."""
        having = self.selectable[kind.dates_of] if kind.dates_of else kind
        return {name: field for name, field in declared(having).items() if field.shape.date}

    @cached_property
    def _filters(self) -> Mapping[str, Mapping[str, tuple[Field, ...]]]:
        found: dict[str, dict[str, tuple[Field, ...]]] = {}
        for name, kind in self.selectable.items():
            of_kind = found[name] = {}
            for field in all_fields(kind):
                for option in field.filters:
                    of_kind[option] = (*of_kind.get(option, ()), field)
        return found

    def filters_of(self, kind: type[Selectable]) -> Mapping[str, tuple[Field, ...]]:
        """The options that pick by value, with the fields that each looks into."""
        return self._filters[kind.kind_name]

    @cached_property
    def filters(self) -> tuple[str, ...]:
        """The options that pick by value, of all kinds together; the general ones first."""
        return tuple(
            dict.fromkeys((*GENERAL_FILTERS, *(o for f in self._filters.values() for o in f)))
        )

    @cached_property
    def named_by_option(self) -> Mapping[str, str]:
        """The options that name records, with the kind, or the kinds, that they name."""
        return {
            option: fields[0].named_by(option)
            for of_kind in self._filters.values()
            for option, fields in of_kind.items()
            if fields[0].shape.refers
        }


GENERAL_FILTERS = ("topic", "by", "actor", "source", "tags", "status", "kind")
"""The options that pick by value which several kinds share, in the order of the manual."""

KINDS = Kinds()
"""The toolkit's own kinds. A build has a table of its own, which may hold more."""
