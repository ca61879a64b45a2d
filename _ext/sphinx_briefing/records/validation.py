"""From what an author wrote to the fields of a record, or to what is wrong with it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from ..markings import STRICTEST, badge_of
from .base import Record
from .conventions import Conventions
from .fields import LIKELIHOOD, PEOPLE, Field, Problem, declared
from .limits import out_of_place
from .readers import cased_language, is_language, read_line

Written = str | list[str] | None
"""A value as written: text (a directive's option), or a list (front matter)."""


def read_fields(
    record: type[msgspec.Struct],
    written: Mapping[str, Written],
    conventions: Conventions,
    *,
    given: Iterable[str] = (),
) -> tuple[dict[str, Any], list[Problem]]:
    """Convert written fields by the declaration of their record.

    :param record: the record class that declares the fields.
    :param written: written field names and values.
    :param given: fields that are filled in elsewhere and may be missing here.
    :returns: attribute names with their values, and the problems, one a bad field; some
        leave the record as it is (:attr:`.Problem.leaves_out`).
    """
    fields = declared(record)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in written.items():
        field = fields.get(name)
        attribute = language = ""
        if field is None:
            field, attribute, language = in_language(record, name)
        if field is None:
            problems.append(Problem(name, unknown_field(name, fields)))
            continue
        if value is None or value == [] or (isinstance(value, str) and not value.strip()):
            if field.required and not language:
                problems.append(Problem(name, f"{name!r} is empty; {_advice(field, conventions)}"))
            continue
        try:
            found = read_value(field, value, conventions)
        except ValueError as error:
            problems.append(Problem(name, f"{name!r}: {error}"))
            continue
        if language:
            values[attribute] = (*values.get(attribute, ()), (language, found))
            continue
        values[field.attribute] = found
        if field.shape.remarks:
            problems += [
                Problem(name, message, leaves_out=False, words=words)
                for words, message in field.shape.remarks(values[field.attribute])
            ]
    if issubclass(record, Record):
        problems += out_of_place(record, values)
    missing = [
        name
        for name, field in fields.items()
        if field.required and name not in written and name not in given
    ]
    for name in written:
        # A misspelt field is one mistake, not two.
        similar = difflib.get_close_matches(name.casefold(), missing, n=1, cutoff=0.5)
        if name not in fields and similar:
            missing.remove(similar[0])
    problems += [
        Problem(name, f"{name!r} is missing; {_advice(fields[name], conventions)}")
        for name in missing
    ]
    if lack := _lacks_one_of(record, fields, {*written, *given}, conventions):
        problems.append(lack)
    return values, problems


def _lacks_one_of(
    record: type[msgspec.Struct],
    fields: Mapping[str, Field],
    names: set[str],
    conventions: Conventions,
) -> Problem | None:
    """The problem of a record that has none of some fields of which it needs one."""
    choices: tuple[str, ...] = getattr(record, "one_of", ())
    if not choices or not names.isdisjoint(choices):
        return None
    if any(name not in fields and nearest(name, choices, "") for name in names):
        return None  # a misspelt field is one mistake, not two
    what = " or ".join(map(repr, choices))
    return Problem(choices[0], f"{what} is missing; {_advice(fields[choices[0]], conventions)}")


def in_language(record: type[msgspec.Struct], name: str) -> tuple[Field | None, str, str]:
    """The field that a name like ``title-en`` gives in another language, if it does.

    :returns: the field, the attribute for its words in other languages, and the language.
    """
    base, _, tag = name.partition("-")
    attribute = getattr(record, "in_languages", {}).get(base)
    if not attribute or not is_language(tag):
        return None, "", ""
    return declared(record)[base], attribute, cased_language(tag)


def _advice(field: Field, conventions: Conventions) -> str:
    """Advice on what to write in a field that has to be written."""
    scale = conventions.likelihood if field.shape.is_like(LIKELIHOOD) else field.shape.scale
    return f"write one of: {', '.join(scale.values)}" if scale else f"write {field.help}"


def read_value(field: Field, value: str | list[str], conventions: Conventions) -> Any:
    """Convert one written value.

    :raises ValueError: with a message for the author.
    """
    if isinstance(value, list):
        if not field.several:
            raise ValueError(f"a list is not allowed here; write {field.shape.name}")
        return tuple(dict.fromkeys(read_line(item, conventions) for item in value if item.strip()))
    return field.shape.read(value.strip(), conventions)


def read_front_matter_value(field: Field, value: Written) -> Written:
    """Front matter has lists of its own, so a plain author may hold commas (``Smith, Jane``)."""
    return [value] if field.shape is PEOPLE and isinstance(value, str) else value


def unknown_field(name: str, known: Iterable[str]) -> str:
    """The message for a field that a record does not have."""
    return f"unknown field {name!r}{nearest(name, known)}"


def nearest(name: str, known: Iterable[str], otherwise: str | None = None) -> str:
    """A hint at what an author may have meant by a name, to end a message about it.

    :param otherwise: what to say when nothing is near; all that is known, if it is not given.
    """
    choices = sorted(known)
    near = difflib.get_close_matches(name.casefold(), choices, n=1)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; known are: {', '.join(choices)}" if otherwise is None else otherwise


def forgiven(problem: Problem, record: type[Record]) -> Problem:
    """The problem of a field, where it costs the field alone if the record can do without it."""
    field = declared(record).get(problem.field)
    if field is None or field.required or not problem.leaves_out:
        return problem
    kept = f"the {record.kind_name} is kept without it"
    if problem.field == "tlp":  # what cannot be read must not be shown to more readers
        kept = f"the {record.kind_name} counts as {badge_of(STRICTEST)}"
    return Problem(problem.field, f"{problem.message}; {kept}", leaves_out=False)
