"""The brief that is checked: what it writes, cites and rests on, as known on its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from ..editions import EditionFiles
from ..ledger import Ledger, PageFacts, Reference
from ..ledger.citing import Citation, basis_of, citations, rests_on_others
from ..ledger.evidence import Key
from ..ledger.names_of_kinds import key_in
from ..ledger.pages import PAGE
from ..records import Brief, BriefKind, Conventions, Kinds, Record, declared
from ..records.dates import span
from ..records.readers import read_list

JUDGEMENT, RECOMMENDATION, CLAIM, SOURCE = "judgement", "recommendation", "claim", "source"


class Place(NamedTuple):
    """A line of the brief, or of a file that it includes."""

    line: int
    path: str = ""


class Backlinks:
    """The records that name others, by the field in which they do; found once for all briefs.

    :param ledger: the ledger that knows everything.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._found: dict[tuple[str, str], dict[Key, list[str]]] = {}

    def of(self, kind: str, field: str, to: Key) -> Sequence[str]:
        """The ids of the records of a kind that name one in a field, known or not."""
        if (kind, field) not in self._found:
            by_name: dict[Key, list[str]] = {}
            records = self._ledger.records(kind) if kind in self._ledger.kinds else {}
            for identifier, record in records.items():
                for key in dict.fromkeys(_named_in(record, field)):
                    by_name.setdefault(key, []).append(identifier)
            self._found[kind, field] = by_name
        return self._found[kind, field].get(to, ())


def _named_in(record: Record, name: str) -> Iterable[Key]:
    """The records that a field of one names; none where it has no such field."""
    item = declared(type(record)).get(name)
    if item is None or not item.shape.refers:
        return ()
    value = getattr(record, item.attribute) or ()
    return item.shape.keys((value,) if isinstance(value, str) else value)


class CheckedBrief:
    """A brief that is held against the standards, and what checks may ask about it.

    :param ledger: the ledger as the brief knows it on its day.
    :param page: the facts of its page.
    :param editions: the frozen editions of the project.
    :param backlinks: those of the whole ledger, where many briefs share them.
    :raises KeyError: if the page is no brief.
    """

    def __init__(
        self,
        ledger: Ledger,
        page: PageFacts,
        conventions: Conventions,
        editions: EditionFiles | None = None,
        backlinks: Backlinks | None = None,
    ) -> None:
        self.ledger = ledger
        """The records as the brief knows them on its day."""
        self.page = page
        """What was read of its page."""
        self.conventions = conventions
        """The scales in force."""
        self.editions = editions
        """The frozen editions of the project."""
        self._backlinks = backlinks or Backlinks(ledger)
        self.front: Brief = ledger.briefs[page.docname]
        """What its front matter says."""

    @property
    def docname(self) -> str:
        """The page of the brief."""
        return self.page.docname

    @property
    def kinds(self) -> Kinds:
        """The kinds of record that there are."""
        return self.ledger.kinds

    @property
    def kind(self) -> BriefKind | None:
        """The kind of the brief."""
        return self.conventions.brief_kinds.get(self.front.kind or "")

    @property
    def headings(self) -> list[str]:
        """The headings of the brief."""
        return [heading.text for heading in self.page.headings]

    def get(self, key: Key) -> Record | None:
        """The record of that kind and id, if it is known on the day."""
        return self.ledger.get(*key)

    # -- what it holds --------------------------------------------------------------------------

    @cached_property
    def written(self) -> Mapping[Key, Record]:
        """The records that are written on the page, in its order."""
        found = {}
        for entry in self.page.entries:
            record = self.get(entry.key)
            if record is not None and record.docname == self.docname:
                found[entry.key] = record
        return found

    @cached_property
    def citations(self) -> Sequence[Citation]:
        """The places that cite records, in the order in which they were read."""
        return [*citations(self.page, self.ledger, self.conventions)]

    @cached_property
    def cited(self) -> Mapping[Key, Place]:
        """The records that the page cites, each with the first place that does."""
        found: dict[Key, Place] = {}
        for citation in self.citations:
            for key in citation.keys:
                found.setdefault(key, Place(citation.line, citation.path))
        return found

    @cached_property
    def named(self) -> Mapping[Key, Place]:
        """The records of any kind that it writes, refers to or prints, with the first place."""
        found = dict(self.cited)
        for reference in self.page.references:
            if reference.kind == PAGE:
                continue
            for key in self._meant(reference):
                found.setdefault(key, Place(reference.line, reference.path))
        for question in self.page.questions:
            if question.scope(self.kinds, in_brief=True) == "page":
                continue
            query = question.query(self.ledger, self.conventions)
            for what in self.ledger.select(question.kind, query):
                if isinstance(what, Record):
                    place = Place(question.line, question.path)
                    found.setdefault((what.kind_name, what.id), place)
        for key, record in self.written.items():
            found.setdefault(key, Place(record.line))
        return found

    def _meant(self, reference: Reference) -> Iterator[Key]:
        kind, target = reference.kind, reference.target
        if not reference.option:
            names = [self.ledger.find_exactly(kind, target)]
        else:
            listed = read_list(target, self.conventions)
            names = [lookup.id for _name, lookup in self.ledger.find_all(kind, listed)]
        yield from (key_in(kind, name) for name in names if name)

    def of_kind(self, kind: str) -> list[Record]:
        """The records of a kind that the brief makes its own.

        They are written on it, or cited by it and written on no other brief.
        """
        if kind not in self.kinds:
            return []
        found = {key: record for key, record in self.written.items() if key[0] == kind}
        for key in self.named:
            record = self.get(key) if key[0] == kind else None
            if record is not None and record.docname not in self.ledger.briefs:
                found.setdefault(key, record)
        return [*found.values()]

    @cached_property
    def judgements(self) -> Sequence[Record]:
        """The judgements of the brief."""
        return self.of_kind(JUDGEMENT)

    @cached_property
    def recommendations(self) -> Sequence[Record]:
        """The recommendations of the brief."""
        return self.of_kind(RECOMMENDATION)

    @cached_property
    def under(self) -> Mapping[Key, Record]:
        """All that its judgements and recommendations rest on, be it over others."""
        found: dict[Key, Record] = {}
        waiting = [*self.judgements, *self.recommendations]
        while waiting:
            record = waiting.pop(0)
            keys = (*basis_of(record, self.kinds), *self.against(record))
            for key in keys:
                under = self.get(key)
                if under is not None and key not in found:
                    found[key] = under
                    waiting.append(under)
        return found

    @cached_property
    def statements(self) -> Mapping[Key, Record]:
        """The records that it cites or rests on and that are said in a source."""
        found = {key: record for key in self.cited if (record := self.get(key)) is not None}
        found |= {key: record for key, record in self.under.items() if key not in found}
        return {
            key: record
            for key, record in found.items()
            if key[0] != SOURCE and not rests_on_others(key[0], self.kinds)
        }

    @cached_property
    def claims(self) -> Mapping[Key, Record]:
        """The claims among them."""
        return {key: record for key, record in self.statements.items() if key[0] == CLAIM}

    @cached_property
    def sources(self) -> Mapping[Key, Record]:
        """The sources that it cites, or whose statements it cites or rests on."""
        names = [name for record in self.statements.values() for name in record.source]
        keys = [key for key in self.cited if key[0] == SOURCE]
        keys += [(SOURCE, name) for name in names]
        found = {key: self.get(key) for key in dict.fromkeys(keys)}
        return {key: record for key, record in found.items() if record is not None}

    # -- what records say -----------------------------------------------------------------------

    def basis(self, record: Record) -> tuple[Key, ...]:
        """The known records that one rests on."""
        return self._known(basis_of(record, self.kinds))

    def against(self, record: Record) -> tuple[Key, ...]:
        """The known records that are named as speaking against one."""
        return self.field(record, "against")

    def field(self, record: Record, name: str) -> tuple[Key, ...]:
        """The known records that a field of a record names; none where it has no such field."""
        return self._known(_named_in(record, name))

    def naming(self, kind: str, field: str, to: Key) -> Iterator[Record]:
        """The known records of a kind that name one in a field."""
        for identifier in self._backlinks.of(kind, field, to):
            record = self.get((kind, identifier))
            if record is not None and to in self.field(record, field):
                yield record

    def _known(self, keys: Iterable[Key]) -> tuple[Key, ...]:
        return tuple(key for key in keys if self.get(key) is not None)

    # -- other briefs ---------------------------------------------------------------------------

    def is_earlier(self, record: Record) -> bool:
        """Whether a record is written on another brief, of an earlier day."""
        own, other = self.front.date, self.ledger.briefs.get(record.docname)
        if other is None or record.docname == self.docname or not (own and other.date):
            return False
        return span(other.date).first < span(own).first


def key_of(record: Record) -> Key:
    """Kind and id of a record."""
    return record.kind_name, record.id
