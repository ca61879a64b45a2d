"""The public interface: what others add, and what they may rely on.

Everything that the toolkit does for its own it does for those of others, who add them in the
``setup()`` of an extension or of ``conf.py``::

    from typing import Annotated

    from sphinx_briefing import api


    class Vessel(api.Record, frozen=True, kw_only=True):
        \"\"\"A ship.\"\"\"

        kind_name, plural, argument = "vessel", "vessels", "name"
        name: api.Line
        flag: Annotated[str | None, api.country("the flag it flies", filter=True)] = None


    def setup(app):
        api.add_kind(app, Vessel)

What is not named in ``__all__`` is private and may change at any time. What cannot be added, such
as a kind whose name is taken, is a :exc:`sphinx.errors.ExtensionError` that says what to do.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from .builders.pdf.escape import literal
from .checks.locations import at_record
from .config.settings import registry_of
from .diagnostics.codes import Level
from .diagnostics.model import Diagnostic
from .domain import BriefDomain, domain_of
from .exports import Export
from .layouts import RenderContext
from .layouts.parts import (
    details,
    full_record,
    head_link,
    name_link,
    paragraph,
    source_nodes,
    text,
    title_link,
)
from .ledger import Ledger, Query
from .pictures.picture import Picture, Task
from .records import (
    Actor,
    Brief,
    Claim,
    Commitment,
    Conventions,
    Event,
    Judgement,
    Note,
    Position,
    Quote,
    Recommendation,
    Record,
    Selectable,
    Source,
    Statement,
    Term,
    Topic,
)
from .records import fields as types
from .records.arranging import Table, arrange
from .records.columns import Columns
from .records.declaring import evaluate_annotations
from .records.fields import FieldType
from .records.tables import Row, Unreadable
from .registry import Annex, Check, Exporter, Facet, Layout, RegistrationError, Registry
from .svg.canvas import Sheet
from .vocabularies import TLP, Grade, Scale

VERSION = 1
"""Raised when something that is public changes so that others must change, too."""

# -- how fields are written -----------------------------------------------------------------------

Line = Annotated[str, types.LINE]
"""One line of text that is not translated: a name, a number, a code."""
Words = Annotated[str, types.WORDS]
"""One line in the author's own words, which is translated with the page."""
Date = Annotated[str, types.DATE]
"""An EDTF date."""
Url = Annotated[str, types.URL]
"""An address on the web."""
Country = Annotated[str, types.COUNTRY]
"""An ISO 3166-1 alpha-2 code."""
Language = Annotated[str, types.LANGUAGE]
"""A BCP 47 tag."""
Number = Annotated[int, types.NUMBER]
"""A whole number from 1."""
Switch = Annotated[bool, types.SWITCH]
"""Yes or no."""
List = Annotated[tuple[str, ...], types.LIST]
"""Words that commas part; the default is ``()``."""
Ids = tuple[str, ...]
"""What is stored of a field that names records: their ids, whatever names were written."""

if TYPE_CHECKING:
    # A type checker reads ``Names["actor"]`` as a type of that name.
    Names = Any
else:

    class Names:
        """Names of records: ``Names["actor"]``; the default is ``()``."""

        def __class_getitem__(cls, kind: str) -> Any:
            return Annotated[tuple[str, ...], names(kind)]


def _written_as(
    shape: FieldType, help: str, label: str, *, filter: bool, column: bool, more: Iterable[str] = ()
) -> FieldType:
    filters = tuple(dict.fromkeys(("", *more))) if filter else ()
    return replace(shape, help=help, label=label, filters=filters, column=column)


def _typed(shape: FieldType, doc: str) -> Callable[..., FieldType]:
    def made(
        help: str = "", *, label: str = "", filter: bool = False, column: bool = True
    ) -> FieldType:
        return _written_as(shape, help, label, filter=filter, column=column)

    made.__doc__ = f"""{doc}

    :param help: what the field is, for the manual and for messages.
    :param label: what is printed before its value; else the name of the field.
    :param filter: whether selections can pick by it, with an option of its name.
    :param column: whether tables show it, where the kind lists no ``columns``.
    """
    return made


line = _typed(types.LINE, "A field for one line that is not translated: a name, a number, a code.")
words = _typed(types.WORDS, "A field for one line in the author's own words.")
date = _typed(types.DATE, "A field for an EDTF date; selections can pick by it as it is.")
url = _typed(types.URL, "A field for an address on the web.")
country = _typed(types.COUNTRY, "A field for an ISO 3166-1 alpha-2 code.")
language = _typed(types.LANGUAGE, "A field for a BCP 47 tag.")
number = _typed(types.NUMBER, "A field for a whole number from 1.")
switch = _typed(types.SWITCH, "A field for yes or no.")
list_of_words = _typed(types.LIST, "A field for words that commas part; its default is ``()``.")


def names(
    kind: str, help: str = "", *, label: str = "", filter: bool = False, column: bool = True
) -> FieldType:
    """A field that names records of a kind, by id or by any of their names.

    It holds their ids, so that its type is :data:`Ids` and its default ``()``. The arguments are
    those of :func:`line`; what names actors, topics or sources is found by the general options
    ``actor``, ``topic`` and ``source`` as well.
    """
    more = (kind,) if kind in ("actor", "topic", "source") else ()
    return _written_as(types.names(kind), help, label, filter=filter, column=column, more=more)


def scale(
    of: Scale, help: str = "", *, label: str = "", filter: bool = False, column: bool = True
) -> FieldType:
    """A field whose value is on a closed scale; the other arguments are those of :func:`line`."""
    return _written_as(types.scale(of), help, label, filter=filter, column=column)


# -- adding ---------------------------------------------------------------------------------------


def _registry(app: Sphinx) -> Registry:
    app.setup_extension("sphinx_briefing")  # whoever is listed first
    return registry_of(app.config)


def _adding(add: Callable[[], None]) -> None:
    try:
        add()
    except RegistrationError as error:
        raise ExtensionError(f"sphinx_briefing: {error}") from None


def add_kind(app: Sphinx, kind: type[Record]) -> None:
    """Add a kind of record.

    It has directive, role, plural directive with options, validation, a table in ``ledger.json``
    and its schema, hover cards, PDF and Word; with ``profiled``, ``is_facet`` and ``in_files`` in
    its declaration also profiles, a facet of the search and registers as data files.

    An extension may hand kinds over in what its ``setup()`` returns instead:
    ``{"sphinx_briefing": [Vessel]}``.

    :param kind: a subclass of :class:`Record` with ``kind_name``, ``plural`` and its fields.
    """
    frame = sys._getframe(1)
    names = {**frame.f_globals, **frame.f_locals}

    def add() -> None:
        try:
            evaluate_annotations(kind, names)
        except NameError as error:
            raise RegistrationError(f"the kind {kind.__name__}: {error}") from None
        _registry(app).add_kind(kind)

    _adding(add)


def add_field(
    app: Sphinx, kind: str, name: str, written_as: FieldType, *, column: bool = True
) -> None:
    """Add a field to a kind of record, or to ``note`` or ``brief``; authors may leave it out.

    :param name: as authors write it; the attribute has ``_`` for ``-``.
    :param written_as: what :func:`line`, :func:`names` and the like return.
    :param column: whether tables and details show it.
    """
    owner = _caller()
    _adding(lambda: _registry(app).add_field(kind, name, written_as, column=column, owner=owner))


def add_scale(app: Sphinx, scale: Scale) -> None:
    """Add a likelihood scale that ``briefing_likelihood`` can put in force, by its name.

    Its grades need their bounds in per cent. Other scales need not be added: fields name them.
    """
    unbound = [grade.value for grade in scale.grades if grade.low is None or grade.high is None]
    if unbound:
        raise ExtensionError(
            f"sphinx_briefing: the likelihood scale {scale.name!r} has no per cents for "
            f"{unbound[0]!r}; write Grade(value, label, low, high)"
        )
    owner = _caller()
    _adding(lambda: _registry(app).add_likelihood(scale, owner))


def add_layout(
    app: Sphinx,
    name: str,
    render: Callable[[Sequence[Any], RenderContext], list[nodes.Node]],
    *,
    picture: Callable[[Task], Picture | None] | None = None,
    kinds: Iterable[str] = (),
) -> None:
    """Add a layout, which authors ask for with ``:as: name``.

    :param render: from the selected records, in order, and the context of the page to nodes.
        It asks ``context.ledger`` for whatever it needs to know; what it asks is noted, so that
        the page is made again when an answer changes, and so that markings are checked.
    :param picture: draws the same, where pictures are shown.
    :param kinds: the kinds that it prints, besides those that name it in their ``layouts``.
    """
    _adding(lambda: _registry(app).add_layout(Layout(name, render, picture), tuple(kinds)))


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a check has found wrong with a record, at the line of one of its fields."""

    record: Record
    message: str
    """What is wrong, and what to do."""
    field: str = ""


def add_check(
    app: Sphinx,
    name: str,
    find: Callable[[Ledger], Iterable[Fault]],
    *,
    help: str = "",
    level: Level = "warning",
) -> None:
    """Add a check; what it finds is said in the log, the summary and the SARIF file.

    :param name: the code, as in ``briefing_checks`` and ``suppress_warnings``.
    :param find: from the ledger to what is wrong.
    :param help: what it reports, in one sentence; else the first line of the docstring.
    :param level: how loud it is unless ``briefing_checks`` says otherwise.
    """
    described = help or (find.__doc__ or "").strip().partition("\n")[0] or f"What {name} reports."

    def found(domain: BriefDomain) -> Iterable[Diagnostic]:
        for fault in find(domain.ledger):
            yield at_record(domain, fault.record, name, fault.message, fault.field)

    found.__module__ = find.__module__
    _adding(lambda: _registry(app).add_check(Check(name, found), described, level))


def add_annex(app: Sphinx, plural: str, *, title: str = "", layout: str = "") -> None:
    """Add an annex to briefs: what they refer to of a kind, by the name of its plural directive.

    :param title: its heading; else the plural label of the kind.
    :param layout: what prints it; else the first layout of the kind.
    """
    owner = _caller()
    _adding(lambda: _registry(app).add_annex(Annex(plural, title, layout), owner))


def add_reader(
    app: Sphinx, suffix: str, read: Callable[[bytes], Iterable[Row | Mapping[str, Any]]]
) -> None:
    """Add a reader of data files whose names end in a suffix, such as ``.xlsx``.

    :param read: from the bytes of a file to its records: mappings of column to text, or
        :class:`Row` with the lines of their fields. What cannot be read is :exc:`Unreadable`.
    """

    def reader(data: bytes, kind: type[Record], columns: Columns, encoding: str) -> Table:
        try:
            rows = [_row(row, at) for at, row in enumerate(read(data), start=1)]
        except Unreadable:
            raise
        except Exception as error:  # a reader of somebody else's must not end the build
            raise Unreadable(1, f"{type(error).__name__}: {error}") from error
        table = Table(rows)
        arrange(table, columns)
        return table

    reader.__module__ = read.__module__
    _adding(lambda: _registry(app).add_reader(suffix, reader))


def _row(row: Row | Mapping[str, Any], number: int) -> Row:
    if isinstance(row, Row):
        return row
    made = Row(number)
    for name, value in row.items():
        plain = value if value is None or isinstance(value, list) else str(value)
        made.add(str(name), plain, number)
    return made


def add_exporter(
    app: Sphinx,
    name: str,
    write: Callable[[Export], Mapping[str, bytes]],
    *,
    on_website: bool = False,
) -> None:
    """Add files that are made of the ledger as a whole, when something in it has changed.

    They stand beside ``ledger.json``, which ``sphinx-build -b ledger`` writes.

    :param write: from the ledger to the bytes of files by name.
    :param on_website: whether the files stand in websites, too.
    """
    _adding(lambda: _registry(app).add_exporter(Exporter(name, write, on_website)))


def add_facet(
    app: Sphinx,
    name: str,
    label: str,
    pages: Callable[[Ledger], Mapping[tuple[str, str], Iterable[str]]],
) -> None:
    """Add a facet to the search of websites.

    :param name: as it stands in addresses.
    :param label: its heading.
    :param pages: from the ledger to the pages of each value, by the value's id and printed label.
    """
    _adding(lambda: _registry(app).add_facet(Facet(name, label, pages)))


def ledger(env: BuildEnvironment) -> Ledger:
    """All records of a build, once all pages have been read. For reading alone."""
    return domain_of(env).ledger


def _caller() -> Any:
    """What stands for who has called, where what is added does not say where it comes from."""
    frame = sys._getframe(2)
    return type("Caller", (), {"__module__": str(frame.f_globals.get("__name__", ""))})


__all__ = [
    "TLP",
    "VERSION",
    "Actor",
    "Brief",
    "Claim",
    "Commitment",
    "Conventions",
    "Country",
    "Date",
    "Event",
    "Export",
    "Fault",
    "FieldType",
    "Grade",
    "Ids",
    "Judgement",
    "Language",
    "Ledger",
    "Line",
    "List",
    "Names",
    "Note",
    "Number",
    "Picture",
    "Position",
    "Query",
    "Quote",
    "Recommendation",
    "Record",
    "RenderContext",
    "Row",
    "Scale",
    "Selectable",
    "Sheet",
    "Source",
    "Statement",
    "Switch",
    "Task",
    "Term",
    "Topic",
    "Unreadable",
    "Url",
    "Words",
    "add_annex",
    "add_check",
    "add_exporter",
    "add_facet",
    "add_field",
    "add_kind",
    "add_layout",
    "add_reader",
    "add_scale",
    "country",
    "date",
    "details",
    "full_record",
    "head_link",
    "language",
    "ledger",
    "line",
    "list_of_words",
    "literal",
    "name_link",
    "names",
    "number",
    "paragraph",
    "scale",
    "source_nodes",
    "switch",
    "text",
    "title_link",
    "url",
    "words",
]
