"""The surroundings of a judgement: both sides, assumptions, signs to watch for, gaps.

Which kinds have such surroundings, and which records stand in them apart, their declarations say:
``weighed``, ``stands_apart``, ``by_topic``, and the ``reverse`` of fields that name others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from docutils import nodes

from ..ledger import Query
from ..ledger.evidence import Key
from ..ledger.known import day_of, made_on
from ..presentation.inlines import in_one_line, separated
from ..presentation.labels import N_, _, label_of, reverse_label, words_of
from ..presentation.values import Facts, called, title_of
from ..records import Record, declared
from ..records.dates import span
from ..records.fields import Field
from ..records.forecasts import likelihood_of
from ..texts import shorten
from .parts import RenderContext, marker, paragraph, text, title_link, value_nodes
from .table import build_table

LONGEST = 160
"""Characters of the statement of a record in another's surroundings."""

WAS, NOW = N_("was"), N_("now")

EARLIER = 4
"""The judgements before one that are named with it."""


class Surroundings(NamedTuple):
    """The nodes printed around a record, and the fields that are told by them."""

    content: list[nodes.Node]
    told: tuple[str, ...] = ()


def surroundings(record: Record, context: RenderContext) -> Surroundings:
    """The surroundings of a record; empty for kinds that declare none."""
    kind = type(record)
    if not kind.weighed:
        return Surroundings([])
    sides = {
        name: list(field.shape.keys(getattr(record, field.attribute)))
        for name in kind.weighed
        if (field := declared(kind).get(name)) is not None
    }
    told = [field.name for field in _revising(kind)]
    found: list[nodes.Node] = [*_revised(record, told, context)]
    apart = {
        key for keys in sides.values() for key in keys if context.ledger.kinds[key[0]].stands_apart
    }
    if any(key not in apart for key in sides[kind.weighed[-1]]):
        told += sides
        found.append(_weighed(record, sides, apart, context))
    elif apart:
        told += sides
        found += _side(record, sides, apart, context)
    found += _apart(record, apart, context)
    found += _referring(record, context)
    return Surroundings(found, tuple(told))


# -- what it was before --------------------------------------------------------------------------


def earlier(record: Record, context: RenderContext) -> list[nodes.Node]:
    """The likelihoods that a judgement had before, each with its day, the oldest first."""
    found: list[list[nodes.Node]] = []
    seen, here = {record.id}, record
    while len(found) < EARLIER:
        ids = (one for field in _revising(type(here)) for one in getattr(here, field.attribute))
        before = next((one for one in ids if one not in seen), None)
        revised = context.ledger.get(here.kind_name, before) if before else None
        if revised is None or not _may_show(revised, context):
            break
        seen.add(revised.id)
        said = _likelihood(revised, context.facts())
        words: list[nodes.Node] = [title_link(revised.kind_name, revised.id, said)]
        if day := made_on(revised, context.ledger):
            words.append(nodes.Text(f" ({context.facts().date(day).text})"))
        found.insert(0, words)
        here = revised
    return separated(found, " \N{RIGHTWARDS ARROW} ")


def was(record: Record, context: RenderContext) -> list[nodes.Node]:
    """The same after a word that says so; empty for what revises nothing."""
    before = earlier(record, context)
    return [text(f"{_(WAS)}: ", "brief-label"), *before] if before else []


def _revised(
    record: Record, told: Sequence[str], context: RenderContext
) -> Iterator[nodes.paragraph]:
    if told and (before := was(record, context)):
        now = [
            nodes.Text(" \N{RIGHTWARDS ARROW} "),
            text(f"{_(NOW)}: ", "brief-label"),
            nodes.Text(_likelihood(record, context.facts())),
        ]
        yield paragraph(*before, *now, classes=["brief-details", "brief-revised"])


@cache
def _revising(kind: type[Record]) -> tuple[Field, ...]:
    """The fields that name earlier ones of a kind which says how likely something is."""
    if likelihood_of(kind) is None:
        return ()
    return tuple(
        field
        for field in declared(kind).values()
        if field.shape.leads_on and field.shape.kinds == (kind.kind_name,)
    )


def _likelihood(record: Record, facts: Facts) -> str:
    """The word of a likelihood, without its band."""
    field, scale = likelihood_of(type(record)), facts.conventions.likelihood
    if field is None:
        return record.title_text
    return words_of(scale.label(getattr(record, field.attribute)), scale)


# -- both sides ----------------------------------------------------------------------------------


def _weighed(
    record: Record, sides: dict[str, list[Key]], apart: set[Key], context: RenderContext
) -> nodes.table:
    """Both sides beside each other, a column each."""
    cells = []
    for keys in sides.values():
        items = [_item(key, context) for key in keys if key not in apart]
        none = paragraph(nodes.Text("\N{EM DASH}"))
        listing = nodes.bullet_list("", *items, classes=["brief-list"]) if items else none
        cells.append([listing])
    heads = [nodes.Text(label_of(type(record), name)) for name in sides]
    table = build_table(heads, [cells], [50] * len(cells))
    table["classes"].append("brief-weighed")
    return table


def _side(
    record: Record, sides: dict[str, list[Key]], apart: set[Key], context: RenderContext
) -> Iterator[nodes.paragraph]:
    """The one side that there is, in a line, without what stands apart."""
    for name, keys in sides.items():
        found = [_cited(key, context) for key in keys if key not in apart]
        if found:
            label = text(f"{label_of(type(record), name)}: ", "brief-label")
            yield paragraph(label, *separated(found, ", "), classes=["brief-details"])


def _cited(key: Key, context: RenderContext) -> list[nodes.Node]:
    found = context.ledger.get(*key)
    if found is None or found.marker:
        return [marker(*key)]
    return [title_link(*key, shorten(title_of(found).rstrip("."), LONGEST))]


def _item(key: Key, context: RenderContext) -> nodes.list_item:
    found = context.ledger.get(*key)
    if found is None:
        return nodes.list_item("", paragraph(nodes.Text(key[1])))
    words = shorten(called(found, context.facts()), LONGEST)
    parts: list[nodes.Node] = [title_link(*key, words)]
    if found.marker:
        parts += [nodes.Text(" "), marker(*key)]
    return nodes.list_item("", paragraph(*parts))


# -- what stands apart ---------------------------------------------------------------------------


def _apart(
    record: Record, named: Iterable[Key], context: RenderContext
) -> Iterator[nodes.paragraph]:
    """What it assumes, and what is not known: a line each, by kind, in the order of their names."""
    keys = set(named)
    for kind in context.ledger.kinds.values():
        if kind.stands_apart and kind.by_topic and record.topic:
            query = Query(values=(("topic", record.topic),))
            keys |= {
                (kind.kind_name, one.id)
                for one in context.ledger.select(kind.kind_name, query)
                if not any(getattr(one, declared(kind)[name].attribute) for name in one.counts_from)
            }
    for kind in context.ledger.kinds.values():
        ids = sorted(one for of_kind, one in keys if of_kind == kind.kind_name)
        for identifier in ids:
            found = context.ledger.get(kind.kind_name, identifier)
            if found is not None and _is_of_the_day(found, context):
                label = text(f"{words_of(kind.stands_apart, kind)}: ", "brief-label")
                yield paragraph(label, *_named(found, context), classes=_AROUND)


def _referring(record: Record, context: RenderContext) -> Iterator[nodes.paragraph]:
    """The records that name it in fields which are listed with what they name."""
    ledger = context.ledger
    for kind, name, ids in ledger.referring_to(record.kind_name, record.id):
        label = reverse_label(ledger.kinds[kind], name)
        for identifier in ids:
            found = ledger.get(kind, identifier)
            if found is not None and _is_of_the_day(found, context):
                head = text(f"{label}: ", "brief-label")
                yield paragraph(head, *_named(found, context), classes=_AROUND)


_AROUND = ["brief-details", "brief-around"]


def _named(record: Record, context: RenderContext) -> list[nodes.Node]:
    """A record by its name, and what a hint says of it that names nobody."""
    groups: list[list[nodes.Node]] = [
        [title_link(record.kind_name, record.id, shorten(title_of(record).rstrip("."), LONGEST))]
    ]
    fields = declared(type(record))
    for name in record.hint:
        field = fields.get(name)
        if field and not field.shape.refers and (value := value_nodes(record, name, context)):
            label = text(f"{label_of(type(record), name)}: ", "brief-label")
            groups.append([label, *value])
    return in_one_line(groups)


def _is_of_the_day(record: Record, context: RenderContext) -> bool:
    """Whether a record had been written down on the day of the page, and may be shown there.

    Nobody on the page has named it, so that it must not come there unasked.
    """
    day = day_of(context.ledger, context.docname)
    written = made_on(record, context.ledger) if day else ""
    is_later = bool(written) and span(written).first > span(day).last
    return not is_later and _may_show(record, context)


def _may_show(record: Record, context: RenderContext) -> bool:
    markings = context.ledger.markings
    return markings.may_show(record, markings.of_page(context.docname))
