"""Fields of records in words: the parts that pages, cards, profiles and files print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ..markings import badge_of
from ..records import Actor, Claim, Record, Selectable, Source
from ..records.dates import span
from ..records.fields import (
    AMOUNT,
    BRIEF_KIND,
    COUNTRY,
    FILE,
    LANGUAGE,
    LIKELIHOOD,
    OFFICES,
    SWITCH,
    UNIT,
    URL,
    Field,
    FieldType,
    all_fields,
)
from ..records.offices import office
from ..texts import shorten
from ..vocabularies import CREDIBILITY, RELIABILITY
from .amounts import sortable, with_unit
from .codes import country_name, language_name
from .dates import printed
from .labels import N_, _, count_of, label_of, reverse_label, words_of

if TYPE_CHECKING:
    from ..ledger import Ledger
    from ..records.conventions import Conventions

CODED = (CREDIBILITY, RELIABILITY)
"""Scales whose code is printed after its words."""

BADGES = {"disputed": N_("disputed"), "overdue": N_("overdue")}
"""Printed badges by the fields that they stand for, where they are not the labels of fields."""


class Value(NamedTuple):
    """A value of a field, as it is stored."""

    kind: str
    field: str
    value: str


class Part(NamedTuple):
    """A piece of a printed value."""

    text: str
    kind: str = ""
    """The kind of the record that it names."""
    id: str = ""
    """The id of the record that it names."""
    address: str = ""
    """Where it leads: on the web, or in an output that has addresses of its own."""
    classes: tuple[str, ...] = ()
    value: Value | None = None
    """The value that it puts into words, where that is one of a scale or a date."""
    word: str = ""
    """Its words without a code, where it has one."""

    @property
    def sort_key(self) -> str:
        """The first day of a date, the number of an amount; empty for what its text sorts."""
        if self.value is None:
            return ""
        if self.classes == AMOUNTS:
            return sortable(self.value.value)
        return span(self.value.value).first.isoformat() if self.classes == DATED else ""


WORDS = ("brief-verbatim",)
"""The classes of what leads to somebody's own words in their source."""

DATED = ("brief-date",)
"""The classes of a date in words."""

AMOUNTS = ("brief-amount",)
"""The classes of an amount in words."""


class Standing(NamedTuple):
    """Something derived about a record."""

    badge: Part
    by: list[Part]
    """The records that it comes from."""


class Facts:
    """Facts of records in words, for the readers of one page or output.

    Outputs that lead elsewhere, or show less, say so in a subclass: :meth:`names` and
    :meth:`offices` are what differs.

    :param docname: the page, where there is one: facts are judged on its day.
    :param in_view: whether a selection is printed, which shows the offices of the day.
    :param short: whether dates are short, as they are among details.
    :param published: the address of the snapshot of a source; empty where readers get none.
    """

    def __init__(
        self,
        ledger: Ledger,
        conventions: Conventions,
        language: str,
        *,
        docname: str = "",
        in_view: bool = True,
        short: bool = True,
        published: Callable[[str], str] = lambda source: "",
    ) -> None:
        self.ledger = ledger
        self.conventions = conventions
        self.language = language
        self._docname = docname
        self._in_view = in_view
        self._short = short
        self._published = published

    # -- fields ---------------------------------------------------------------------------------

    def of(self, record: Selectable, name: str) -> list[Part]:
        """The value of a field, a part an item; empty where it has none."""
        found = _ways(type(record)).get(name)
        if found is None:
            if name == "grade" and isinstance(record, Claim):
                return self.grade(record)
            return []
        field, way = found
        value = getattr(record, field.attribute)
        return [] if value in EMPTY else way(self, record, field, value)

    def likelihood(self, stored: Value) -> Part:
        """A likelihood with its percentage band."""
        scale = self.conventions.likelihood
        grade = scale.grade(stored.value)
        words = f"{words_of(grade.label, scale)} ({grade.band})" if grade else stored.value
        classes = ("brief-badge", "brief-likelihood", f"brief-likelihood-{level_of(stored.value)}")
        return Part(words, classes=classes, value=stored)

    def date(self, written: str, stored: Value | None = None) -> Part:
        """A date in words, sorted by its first day."""
        words = printed(written, self.language, short=self._short)
        return Part(words, classes=DATED, value=stored or Value("", "date", written))

    def names(self, kind: str, identifiers: Iterable[str]) -> list[Part]:
        """The records that a field names."""
        return [Part(identifier, kind, identifier) for identifier in identifiers]

    def offices(self, record: Record) -> list[Part]:
        """The offices of a record: of an actor in a selection those of the day, else all."""
        if self._in_view and isinstance(record, Actor):
            day = self.ledger.judged_on(self._docname)
            return [Part(title) for title in self.ledger.offices_on(record.id, day)]
        held = map(office, record.offices_held)
        return [
            Part(f"{title} ({self.date(dates).text})" if dates else title) for title, dates in held
        ]

    def grade(self, record: Record) -> list[Part]:
        """The Admiralty grade: how reliable the sources of a record are, how credible it is."""
        found: list[Part] = []
        for named in self.names("source", record.source):
            source = self.ledger.get("source", named.id)
            if isinstance(source, Source):
                found += self.of(source, "reliability")
        return found + self.of(record, "credibility")

    def snapshot(self, record: Record) -> list[Part]:
        """The way to what was read of a source, where readers may see that; never its path."""
        address = self._published(record.id) if isinstance(record, Source) else ""
        return [Part(str(_("as it was read")), address=address)] if address else []

    def spoken_in(self, record: Record) -> str:
        """The language of the words that a record has from its source; empty if unknown."""
        if language := getattr(record, "language", None):
            return str(language)
        first = record.words_at.source if record.words_at else next(iter(record.source), "")
        source = self.ledger.get("source", first) if first else None
        return getattr(source, "language", None) or ""

    # -- what is derived ------------------------------------------------------------------------

    def carried(self, record: Record) -> str:
        """The number of sources that carry a claim, in words."""
        count = record.corroboration if isinstance(record, Claim) else None
        if not count or not count.sources:
            return ""
        words = count_of(count.sources, "%d source", "%d sources")
        if count.sources > 1:
            words += ", " + count_of(count.independent, "%d independent", "%d independent")
        return words

    def is_so(self, record: Record, badge: str) -> bool:
        """Whether a badge holds, on the day of the page."""
        if badge == "overdue" and record.falls_due:
            known = getattr(record, badge, None)  # on the day of the ledger
            if self._docname or known is None:
                return self.ledger.is_overdue(record, self._docname)
        return bool(getattr(record, badge))

    def standing(self, record: Selectable, leave: Iterable[str] = ()) -> Iterator[Standing]:
        """The facts derived about a record: who carries a claim, who disputes it, what is due."""
        if not isinstance(record, Record):
            return
        if carried := self.carried(record):
            yield Standing(Part(carried, classes=("brief-corroboration",)), [])
        for badge in record.badges:
            if badge not in leave and self.is_so(record, badge):
                classes = ("brief-badge", f"brief-{badge}")
                is_claim = badge == "disputed" and isinstance(record, Claim)
                by = self.disputed_by(record) if is_claim else []
                yield Standing(Part(badge_label(type(record), badge), classes=classes), by)

    def referring(self, record: Record) -> Iterator[tuple[str, list[Part]]]:
        """The records that name a record in fields that are listed with it, under their labels."""
        for kind, name, ids in self.ledger.referring_to(record.kind_name, record.id):
            if parts := self.names(kind, ids):
                yield reverse_label(self.ledger.kinds[kind], name), parts

    def disputed_by(self, record: Record) -> list[Part]:
        """The claims that dispute a claim."""
        return self.names("claim", self.ledger.disputed_by(record.id))


EMPTY = (None, "", ())
"""Values of fields that nobody has filled."""


Way = Callable[[Facts, Any, Field, Any], list[Part]]
"""How the value of a field is put into words: from a record, the field and its value."""


def _switch(facts: Facts, record: Selectable, field: Field, value: bool) -> list[Part]:
    is_said = value != field.default and field.name not in getattr(record, "badges", ())
    return [Part(str(_("yes")) if value else str(_("no")))] if is_said else []


def _on_scale(facts: Facts, record: Selectable, field: Field, value: str) -> list[Part]:
    scale, name = field.shape.scale, field.name
    word = words = words_of(scale.label(value), scale, type(record)) if scale else value
    if scale in CODED:
        words = f"{word} ({value})"
    classes = (f"brief-{name}", f"brief-{name}-{level_of(value)}")
    return [Part(words, classes=classes, value=Value(record.kind_name, name, value), word=word)]


def _likelihood(facts: Facts, record: Selectable, field: Field, value: str) -> list[Part]:
    return [facts.likelihood(Value(record.kind_name, field.name, value))]


def _date(facts: Facts, record: Selectable, field: Field, value: str) -> list[Part]:
    return [facts.date(value, Value(record.kind_name, field.name, value))]


def _amount(facts: Facts, record: Selectable, field: Field, value: str) -> list[Part]:
    words = with_unit(value, unit_of(record), facts.language)
    return [Part(words, classes=AMOUNTS, value=Value(record.kind_name, field.name, value))]


def unit_of(record: Selectable) -> str:
    """The unit of the amounts of a record; empty where its kind has none."""
    field = next((item for item in all_fields(type(record)) if item.shape.is_like(UNIT)), None)
    return str(getattr(record, field.attribute) or "") if field else ""


def _of_several_kinds(facts: Facts, record: Selectable, field: Field, value: Any) -> list[Part]:
    return [part for kind, one in field.shape.keys(value) for part in facts.names(kind, (one,))]


def locator_parts(record: Selectable) -> list[Part]:
    """The place in the source of what a record says, which leads to the words if they are there."""
    place = record.words_at if isinstance(record, Record) else None
    words = str(getattr(record, "locator", None) or "")
    if place is not None and words in ("", place.locator):
        unit, number = place.numbered
        words = (str(_("p. %d")) if unit == "p." else str(_("para %d"))) % number if unit else ""
    if not words:
        return []
    if place is None or not place.address:
        return [Part(words)]
    return [Part(words, address=place.address, classes=WORDS)]


def _plain(facts: Facts, record: Selectable, field: Field, value: Any) -> list[Part]:
    return [Part(item) for item in value] if isinstance(value, tuple) else [Part(str(value))]


LIKE: tuple[tuple[FieldType, Way], ...] = (
    (OFFICES, lambda facts, record, field, value: facts.offices(record)),
    (SWITCH, _switch),
    (AMOUNT, _amount),
    (FILE, lambda facts, record, field, value: facts.snapshot(record)),
    (URL, lambda facts, record, field, value: [Part(value, address=value)]),
    (LIKELIHOOD, _likelihood),
    (COUNTRY, lambda facts, record, field, value: [Part(country_name(value, facts.language))]),
    (LANGUAGE, lambda facts, record, field, value: [Part(language_name(value, facts.language))]),
    (BRIEF_KIND, lambda facts, record, field, value: [
        Part(str(_(facts.conventions.kind_label(value))))
    ]),
)  # fmt: skip
"""Types of fields with words of their own."""


@cache
def _ways(kind: type[Selectable]) -> Mapping[str, tuple[Field, Way]]:
    """The fields of a kind, derived ones included, and how they are put into words."""
    return {field.name: (field, _way_of(field)) for field in all_fields(kind)}


def _way_of(field: Field) -> Way:
    shape = field.shape
    if field.name == "locator":
        return lambda facts, record, field, value: locator_parts(record)
    if shape.others:
        return _of_several_kinds
    if shape.refers:
        return lambda facts, record, field, value: facts.names(field.shape.refers, value)
    like = next((way for other, way in LIKE if shape.is_like(other)), None)
    return like or (_on_scale if shape.scale else _date if shape.date else _plain)


@cache
def says_likelihood(kind: type[Selectable]) -> bool:
    """Whether a kind has a field for a likelihood on the scale in force."""
    return any(field.shape.is_like(LIKELIHOOD) for field in all_fields(kind))


def separator_of(record: Selectable, name: str) -> str:
    """The text between the parts of a field."""
    found = _ways(type(record)).get(name)
    return found[0].shape.separator if found else ", "


def level_of(value: str) -> str:
    """A value of a scale as a part of the name of a class."""
    return value.lower().replace("+", "-").replace(" ", "-")


def badge_label(kind: type[Record], badge: str) -> str:
    """The words of a badge."""
    return str(_(BADGES[badge])) if badge in BADGES else label_of(kind, badge)


def marking_part(tlp: str, kind: str = "") -> Part:
    """The marking of a record or page, as it stands beside it."""
    value = Value(kind, "tlp", tlp)
    # The first class that a writer knows decides how it looks.
    classes = (f"brief-tlp-{level_of(tlp)}", "brief-badge", "brief-tlp")
    return Part(badge_of(tlp), classes=classes, value=value)


def title_of(record: Record) -> str:
    """The name or statement of a record; of somebody's own words, those."""
    if record.verbatim and record.text:
        return f"“{shorten(' '.join(record.text.split()), 160)}”"
    return record.title_text


def quoted_words(record: Record, facts: Facts) -> str:
    """The value that a reference to a record says before its number; empty for most kinds."""
    return "".join(part.text for part in facts.of(record, record.quoted)) if record.quoted else ""


def called(record: Record, facts: Facts) -> str:
    """The name of a record that tells it from others: of an estimate, with its value."""
    value = quoted_words(record, facts)
    return f"{title_of(record)}: {value}" if value else title_of(record)
