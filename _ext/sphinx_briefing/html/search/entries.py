"""The pages and records that the search finds, each with its words and what a result shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, cast

from msgspec import Struct

from ...domain import BriefDomain
from ...ledger.pages import UNNAMED
from ...markings import badge_of
from ...presentation.dates import printed
from ...presentation.hints import words_of_field
from ...presentation.labels import words_of
from ...presentation.values import badge_label, title_of
from ...records import Brief, Record, Source
from ...records.base import NAMES
from ...records.dates import span
from ...records.fields import Field, all_fields
from ...texts import shorten
from ..values import Values
from .facets import date_of, kind_of, publisher_of, references
from .texts import PARTED
from .words import name_key, words_in

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from ...ledger.trace import LedgerView

TITLE = 300
"""Characters of a title; what is longer is found, but not shown whole."""


class Shown(Struct, array_like=True):
    """A page or record as a result shows it."""

    address: str
    title: str
    about: str
    """Kind, speaker, date, grade: what stands below the title."""
    marking: str
    text: str
    """All its words, of which an excerpt is shown."""
    others: str = ""
    """Its other names."""


class Entry(Struct):
    """A page or record with its words."""

    shown: Shown
    day: int
    """Days since year 1 of the newest day that its date means; 0 without a date."""
    docname: str
    titles: Set[str]
    """The words of its title and names."""
    words: Set[str]
    """The other words."""
    near: Iterable[str]
    """The words of what it is about: who says it, on which topic, whom a page names."""
    names: Sequence[str]
    """Whole names by which it is asked for."""
    record: Record | None = None


class Reading:
    """The pages and records of one output as entries.

    :param texts: the texts of the pages.
    """

    def __init__(self, domain: BriefDomain, builder: Builder, texts: Mapping[str, str]) -> None:
        self._domain = domain
        self._ledger = domain.ledger
        self._builder = builder
        self._language = builder.config.language or "en"
        self._texts = texts
        self._facts = Values(domain, builder, cast("LedgerView", domain.ledger))
        self._addresses = self._facts.addresses
        self._curl = self._facts.curl
        self._days: dict[str, str] = {}
        self._names: dict[tuple[str, str], tuple[str, ...]] = {}

    # -- pages ----------------------------------------------------------------------------------

    def page(self, docname: str) -> Entry:
        """A page."""
        ledger, env = self._ledger, self._domain.env
        node = env.titles.get(docname)
        title = (" ".join(node.astext().split()) if node is not None else "") or docname
        brief, note = ledger.briefs.get(docname), ledger.notes.get(docname)
        written = date_of(ledger, docname)
        source = ledger.get("source", note.source) if note is not None else None
        reference = (brief.reference or "") if isinstance(brief, Brief) else ""
        about = [kind_of(self._domain, docname)[1], reference]
        if source is not None and (publisher := publisher_of(source)) != title:
            about.append(publisher)
        about.append(printed(written, self._language) if written else "")
        own, _, around = self._texts.get(docname, "").partition(PARTED)
        text = own.removeprefix(title).lstrip()
        summary = self._curl((brief.summary or "") if isinstance(brief, Brief) else "")
        if summary and summary not in text:
            text = f"{summary} {text}"
        named = self._curl(source.title_text) if source is not None else ""
        if named and named not in text:
            text = f"{named} \N{MIDDLE DOT} {text}"
        names = [title, docname.rpartition("/")[2], reference, source.id if source else ""]
        return Entry(
            shown=Shown(
                address=self._addresses.page(docname),
                title=shorten(title, TITLE),
                about=_dotted(about),
                marking=_badge(ledger.markings.printed_on(docname)),
                text=text,
            ),
            day=span(written).newest.toordinal() if written else 0,
            docname=docname,
            titles=words_in(f"{title} {reference}"),
            words=words_in(text),
            near=[*self._named_on.get(docname, ()), *words_in(around)],
            names=[name_key(name) for name in dict.fromkeys(names) if name],
        )

    @cached_property
    def _named_on(self) -> Mapping[str, set[str]]:
        """The words of the names of what each page names."""
        found: dict[str, set[str]] = {}
        for kind in self._domain.kinds.values():
            if kind.is_facet:
                for record in self._ledger.records(kind.kind_name).values():
                    names = self._names_of(kind.kind_name, record.id)
                    for docname in record.mentions:
                        if docname in self._texts:
                            found.setdefault(docname, set()).update(names)
        return found

    # -- records --------------------------------------------------------------------------------

    def record(self, record: Record) -> Entry:
        """A record."""
        kind = type(record)
        curl = str if kind.verbatim else self._curl
        title = curl(_plain(title_of(record)))
        prose = curl(self._facts.plain(record)) if kind.argument != "text" else ""
        # What a result says below its title stands in no excerpt.
        text = _dotted([prose, *map(curl, _own_words(record, kind.hint, said=False))])
        about = _dotted([words_of(record.label, kind), *self._about(record)])
        names = _names(record)
        titles = " ".join((record.title_text, *names)) if kind.argument else ""
        written = record.written_date
        return Entry(
            shown=Shown(
                address=self._addresses.record(kind.kind_name, record.id),
                title=shorten(title, TITLE),
                about=about,
                marking=_badge(self._ledger.markings.printed(record)),
                text=text,
                others=curl(", ".join(names)),
            ),
            day=span(written).newest.toordinal() if written else 0,
            docname=record.docname,
            titles=words_in(titles) if titles else frozenset(),
            words=words_in(_dotted([text, *_own_words(record, kind.hint, said=True)])),
            near=() if kind.is_facet else [*self._near(record), written],
            names=[
                name_key(name)
                for name in (record.id, *((record.title_text, *names) if _is_named(kind) else ()))
            ],
            record=record,
        )

    def _about(self, record: Record) -> Iterator[str]:
        """What a result says of a record: as a hint does, with grades as letters and digits."""
        for name in record.hint:
            if name in record.badges:
                if self._facts.is_so(record, name):
                    yield badge_label(type(record), name)
            elif name == "date":
                yield self._day_of(record.written_date)
            elif name != "text" and name in record.columns:
                yield ", ".join(words_of_field(record, name, self._facts))
        if "grade" in record.columns:
            grades = (part.value for part in self._facts.of(record, "grade"))
            yield "".join(value.value for value in grades if value is not None)

    def _day_of(self, written: str) -> str:
        """A date as details print it; there are few dates among many records."""
        known = self._days.get(written)
        if known is None:
            known = self._days[written] = self._facts.date(written).text if written else ""
        return known

    def _near(self, record: Record) -> Iterator[str]:
        for kind, identifier in references(record):
            yield from self._names_of(kind, identifier)

    def _names_of(self, kind: str, identifier: str) -> tuple[str, ...]:
        """The words of the names of a record; of a source those of who published it."""
        known = self._names.get((kind, identifier))
        if known is None:
            found: tuple[str, ...] = ()
            record = self._ledger.get(kind, identifier)
            if record is not None and type(record).is_facet:
                found = tuple(words_in(" ".join((record.title_text, *_names(record)))))
            elif isinstance(record, Source):
                found = tuple(words_in(record.publisher or ""))
            known = self._names[kind, identifier] = found
        return known


_LIKE_WORDS = {"text", "comma-separated list", "name, or a list"}


@cache
def _wordy(kind: type[Record]) -> tuple[Field, ...]:
    """The fields that hold words of their author, besides the names and the statement."""
    left_out = {kind.argument, *NAMES, "plural", "id", "tlp"}
    return tuple(
        field
        for field in all_fields(kind)
        if field.name not in left_out and not field.shape.derived and _holds_words(field)
    )


def _holds_words(field: Field) -> bool:
    shape = field.shape
    return not (shape.refers or shape.scale or shape.date) and (
        shape.words or shape.name in _LIKE_WORDS or shape.separator != ", "
    )


def _own_words(record: Record, hint: Sequence[str], *, said: bool) -> Iterator[str]:
    """The values of fields that hold words: those that a hint says, or all the others."""
    for field in _wordy(type(record)):
        value = getattr(record, field.attribute)
        if value and (field.name in hint) == said:
            yield _plain(field.shape.separator.join(value) if isinstance(value, tuple) else value)


def _names(record: Record) -> tuple[str, ...]:
    """The other names of a record, each once."""
    names = dict.fromkeys(record.short_names)
    names.pop(record.title_text, None)
    return tuple(names)


def _is_named(kind: type[Record]) -> bool:
    """Whether readers ask for records of a kind by their names."""
    return kind.is_facet or kind.profiled or kind.linked


def _badge(marking: str) -> str:
    return badge_of(marking) if marking else ""


def _plain(text: Any) -> str:
    return " ".join(str(text).replace(UNNAMED, "").split())


def _dotted(parts: Iterable[str]) -> str:
    return " \N{MIDDLE DOT} ".join(filter(None, parts))
