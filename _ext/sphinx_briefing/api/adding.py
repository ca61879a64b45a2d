"""Functions that add to what a build knows; each is called in a ``setup()``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from ..checks.locations import at_record
from ..config.settings import registry_of
from ..diagnostics.codes import Level
from ..diagnostics.model import Diagnostic
from ..domain import BriefDomain, domain_of
from ..exports import Export
from ..foreign_functions import all_of, theirs, wrong
from ..layouts import RenderContext
from ..ledger import Ledger
from ..pictures.picture import Picture, Task
from ..records import Record
from ..records.arranging import Table, arrange
from ..records.columns import Columns
from ..records.declaring import evaluate_annotations, is_kind
from ..records.fields import FieldType, metadata_of
from ..records.tables import Row, Unreadable
from ..registry import Annex, Check, Exporter, Facet, Layout, RegistrationError, Registry
from ..registry.added_code import CONF, module_of
from ..registry.entries import check_callable, owned
from ..report_card import FOUND, CheckedBrief, Looked, StandardCheck
from ..report_card.model import WHERE
from ..vocabularies import ANALYTIC_STANDARD, Grade, Scale


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
    frame, by = sys._getframe(1), _caller()
    names = {**frame.f_globals, **frame.f_locals}

    def add() -> None:
        if is_kind(kind):
            names.update(_globals_of(kind))
            try:
                evaluate_annotations(kind, names)
            except NameError as error:
                raise RegistrationError(f"the kind {kind.__name__} of {by}: {error}") from None
        _registry(app).add_kind(kind, by)

    _adding(add)


def _globals_of(kind: type) -> Mapping[str, Any]:
    """The names of the module that a class stands in, where it is a module that was imported."""
    return vars(module) if (module := sys.modules.get(module_of(kind))) else {}


def add_field(
    app: Sphinx,
    kind: str,
    name: str,
    written_as: FieldType,
    *,
    column: bool = True,
    catalog: str = "",
) -> None:
    """Add a field to a kind of record, or to ``note`` or ``brief``; authors may leave it out.

    :param name: as authors write it; the attribute has ``_`` for ``-``.
    :param written_as: what :func:`line`, :func:`names` and the like return, or a type like
        :data:`Line`.
    :param column: whether tables and details show it.
    :param catalog: the catalogue of messages that translates its label.
    """
    by = _caller()
    noted = (found for found in metadata_of(written_as) if isinstance(found, FieldType))
    shape = next(noted, written_as)
    if catalog and getattr(shape, "read", None):
        shape = replace(shape, catalog=catalog)
    _adding(lambda: _registry(app).add_field(kind, name, shape, column=column, by=by))


def add_scale(app: Sphinx, scale: Scale) -> None:
    """Add a scale.

    One whose grades all have bounds in per cent can be put in force by its name in
    ``briefing_likelihood``. Fields name the others: :func:`.scale`.
    """
    by = _caller()

    def add() -> None:
        if problem := _what_is_wrong(scale):
            named = getattr(scale, "name", scale)
            raise RegistrationError(f"the scale {named!r} of {owned(by)} {problem}")
        _registry(app).add_scale(scale, by)

    _adding(add)


def _what_is_wrong(scale: object) -> str:
    """The fault of a scale; empty when there is none."""
    if not isinstance(scale, Scale):
        return "is no Scale; write api.Scale(name, title, source, grades)"
    if not scale.grades:
        return "has no grades; write at least one"
    seen: set[str] = set()
    grades: tuple[object, ...] = scale.grades
    is_of_likelihood = any((grade.low, grade.high) != (None, None) for grade in scale.grades)
    for grade in grades:
        if not isinstance(grade, Grade):
            return f"has the grade {grade!r}; write api.Grade(value, label, low, high)"
        if is_of_likelihood and (grade.low is None or grade.high is None):
            return (
                f"has no per cents for {grade.value!r}, and some for other grades; "
                "write Grade(value, label, low, high) for all of them"
            )
        if grade.low is not None and grade.high is not None and not _are_bounds(grade):
            return (
                f"has {grade.low} to {grade.high} per cent for {grade.value!r}; "
                "write two numbers from 0 to 100, the lower first"
            )
        if grade.value.casefold() in seen:
            return f"has two grades {grade.value!r}; give one of them another name"
        seen.add(grade.value.casefold())
    return ""


def _are_bounds(grade: Grade) -> bool:
    return 0 <= (grade.low or 0) <= (grade.high or 0) <= 100


def add_layout(
    app: Sphinx,
    name: str,
    render: Callable[[Sequence[Any], RenderContext], list[nodes.Node]],
    *,
    picture: Callable[[Task], Picture | None] | None = None,
    kinds: Iterable[str] = (),
    lacks: Callable[[type[Any]], str] | None = None,
) -> None:
    """Add a layout, which authors ask for with ``:as: name``.

    :param render: from the selected records, in order, and the context of the page to nodes.
        It asks ``context.ledger`` for whatever it needs to know; what it asks is noted, so that
        the page is made again when an answer changes, and so that markings are checked.
    :param picture: draws the same, where pictures are shown.
    :param kinds: the kinds that it prints, besides those that name it in their ``layouts``.
    :param lacks: from a kind that is to be printed to the reason why it cannot be and what to do,
        as in ``needs a date; write one like seen: api.Date``; empty where it can.
    """
    by = _caller()

    def lack(kind: type[Any]) -> str:
        if lacks is None:
            return ""
        what = f"the function of the layout {name!r} that looks at kinds"
        with theirs(what, lacks):
            found: object = lacks(kind)
        if not isinstance(found, str):
            raise wrong(what, lacks, found, "words, which are empty where a kind can be printed")
        return found

    def add() -> None:
        check_callable("layout", str(name), owned(by), lacks or lack)
        _registry(app).add_layout(Layout(name, render, picture, lack), kinds, by)

    _adding(add)


class Fault(NamedTuple):
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
    by = _caller()
    described = help or (getattr(find, "__doc__", "") or "").strip().partition("\n")[0]

    def found(domain: BriefDomain) -> Iterable[Diagnostic]:
        what = f"the check {name!r}"
        with theirs(what, find):
            faults = all_of(what, find, find(domain.ledger), tuple, "an iterable of api.Fault(…)")
            checked = [Fault(*fault) for fault in faults]
            for fault in checked:
                if not isinstance(fault.record, Record):
                    raise wrong(what, find, fault.record, "api.Fault(record, message, field)")
            return [at_record(domain, one.record, name, one.message, one.field) for one in checked]

    found.__module__ = module_of(find)

    def add() -> None:
        check_callable("check", name, owned(by), find)
        described_so = described or f"What {name} reports."
        _registry(app).add_check(Check(name, found), described_so, level, by)

    _adding(add)


def add_standard_check(
    app: Sphinx,
    name: str,
    standard: str,
    find: Callable[[CheckedBrief], Iterable[Looked]],
    *,
    asks: str,
    what: str,
    do: str,
    where: str = FOUND,
    is_counted: bool = True,
) -> None:
    """Add a check of report cards, by one of the nine analytic standards of ICD 203.

    :param name: the code, as in ``report-cards.json``.
    :param standard: the number of the standard, ``1`` to ``9``.
    :param find: from a brief to all that the check has looked at, whether found or not.
    :param asks: what is counted, in a few words, as in "Ships without a flag".
    :param what: what is so of each that is found, as in "flies no flag".
    :param do: what to do about it, as in "write ':flag:'".
    :param where: where cards list it: ``found``, ``look`` (at by a person) or ``open``.
    :param is_counted: whether the number of all that was looked at says something.
    """
    by = _caller()

    def looked(brief: CheckedBrief) -> Iterable[Looked]:
        told = f"the standard check {name!r}"
        expected = "an iterable of api.Looked(…)"
        with theirs(told, find, brief.docname):
            return all_of(told, find, find(brief), Looked, expected)

    looked.__module__ = module_of(find)

    def add() -> None:
        owner = owned(by)
        check_callable("standard check", name, owner, find)
        for what_it_is, value, choices in (
            ("standard", standard, ANALYTIC_STANDARD.values),
            ("place", where, WHERE),
        ):
            if value not in choices:
                raise RegistrationError(
                    f"the standard check {name!r} of {owner} has the {what_it_is} {value!r}; "
                    f"write one of: {', '.join(choices)}"
                )
        check = StandardCheck(name, standard, asks, what, do, looked, where, is_counted)
        _registry(app).add_standard_check(check, by)

    _adding(add)


def add_annex(app: Sphinx, plural: str, *, title: str = "", layout: str = "") -> None:
    """Add an annex to briefs: what they refer to of a kind, by the name of its plural directive.

    :param title: its heading; else the plural label of the kind.
    :param layout: what prints it; else the first layout of the kind.
    """
    by = _caller()
    _adding(lambda: _registry(app).add_annex(Annex(plural, title, layout), by))


def add_reader(
    app: Sphinx, suffix: str, read: Callable[[bytes], Iterable[Row | Mapping[str, Any]]]
) -> None:
    """Add a reader of data files whose names end in a suffix, such as ``.xlsx``.

    :param read: from the bytes of a file to its records: mappings of column to text, or
        :class:`Row` with the lines of their fields. What cannot be read is :exc:`Unreadable`.
    """
    by = _caller()

    def reader(data: bytes, kind: type[Record], columns: Columns, encoding: str) -> Table:
        try:
            rows = [_row(row, at) for at, row in enumerate(read(data), start=1)]
        except Unreadable:
            raise
        except Exception as error:  # what stands in the file must not end the build
            raise Unreadable(
                1,
                f"the reader of {owned(by)} for {suffix} cannot read it: "
                f"{type(error).__name__}: {error}",
            ) from error
        table = Table(rows)
        arrange(table, columns)
        return table

    reader.__module__ = module_of(read)

    def add() -> None:
        check_callable("reader of", suffix, owned(by), read)
        _registry(app).add_reader(suffix, reader, by)

    _adding(add)


def _row(row: Row | Mapping[str, Any], number: int) -> Row:
    if isinstance(row, Row):
        return row
    if not isinstance(row, Mapping):
        raise TypeError(f"it yields {row!r}, and not mappings of columns to text")
    copied = Row(number)
    for name, value in row.items():
        plain = value if value is None or isinstance(value, list) else str(value)
        copied.add(str(name), plain, number)
    return copied


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
    by = _caller()
    _adding(lambda: _registry(app).add_exporter(Exporter(name, write, on_website), by))


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
    by = _caller()
    _adding(lambda: _registry(app).add_facet(Facet(name, label, pages), by))


def ledger(env: BuildEnvironment, page: str = "") -> Ledger:
    """All records of a build, once all pages have been read. For reading alone.

    :param page: the page that is made of the answers, where one is: by a post-transform, or when
        ``html-page-context`` comes. What is asked is then noted for it, so that it is made again
        when an answer changes.
    """
    return domain_of(env).ledger_for(page) if page else domain_of(env).ledger


def _caller() -> str:
    """The name of the module that has called."""
    return str(sys._getframe(2).f_globals.get("__name__", "")) or CONF
