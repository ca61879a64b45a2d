"""Records in an annex: short, the name leading where there is more, grades as letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docutils import nodes

from ..presentation.inlines import in_one_line, inlines
from ..presentation.labels import _, label_of, words_of
from ..presentation.values import CODED, Part, separator_of
from ..records import Actor, Record
from .parts import (
    NAMED,
    RenderContext,
    cell_nodes,
    head_link,
    head_of,
    lost_nodes,
    paragraph,
    standing,
    text,
    title_link,
)

UNLABELLED = (*NAMED, "offices", "country")
"""Fields that need no label where space is short."""


def entry_in_annex(record: Record, context: RenderContext) -> list[nodes.Node]:
    """A record as an entry of an annex: its name with its facts, and its prose."""
    line = facts_in_annex(record, context)
    body = [] if record.argument == "text" else context.body_of(record)
    link = head_in_annex(record, context)
    if record.kind_name == "source":  # titles are long: what is known of it has its own line
        details = [paragraph(*line, classes=["brief-details"])] if line else []
        return [head_of(record, link), *details, *body]
    head = head_of(record, link)
    head += beside(line)
    return [head, *body]


def head_in_annex(record: Record, context: RenderContext) -> nodes.Element:
    """The name of a record, which leads to its address, or else to where it is written."""
    address = _address(record, context)
    if not address:
        return head_link(record)
    title = record.title_text
    return nodes.reference("", title, refuri=address, classes=["brief-out"])


def beside(line: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Facts behind a name, in the same line."""
    return [nodes.Text(" "), nodes.inline("", "", *line, classes=["brief-aside"])] if line else []


def facts_in_annex(record: Record, context: RenderContext) -> list[nodes.Node]:
    """The line of an annex that describes a record."""
    groups = [_words(record, name, context) for name in _columns(record, context)]
    line = in_one_line([lost_nodes(record, context), *groups, *standing(record, context)])
    if context.medium == "web" and _address(record, context):
        is_note = context.ledger.anchor(record.kind_name, record.id)[0] in context.ledger.notes
        link = title_link(
            record.kind_name, record.id, str(_("our note") if is_note else _("entry"))
        )
        before = [nodes.Text(" · ")] if line else []
        line.append(nodes.inline("", "", *before, link, classes=["brief-web"]))
    return line


def is_bare(record: Record, context: RenderContext) -> bool:
    """Whether nothing is known of a record but its name, what it is, and where it is from."""
    named = {record.subtype, "country"}
    columns = (name for name in record.annex_columns or record.columns if name not in named)
    return not record.text and not any(context.facts().of(record, name) for name in columns)


def key_of_grades(records: Iterable[Any], context: RenderContext) -> list[nodes.Node]:
    """The letters that some records are graded with, in words."""
    found = []
    for scale in CODED:
        used = {
            part.value.value
            for record in records
            for part in context.facts().of(record, scale.name)
            if part.value
        }
        grades = [grade for grade in scale.grades if grade.value in used]
        if grades:
            words = "; ".join(f"{grade.value} {words_of(grade.label, scale)}" for grade in grades)
            label = text(f"{words_of(scale.title, scale)}: ", "brief-label")
            found.append(paragraph(label, nodes.Text(words), classes=["brief-grade-key"]))
    return list(found)


def _columns(record: Record, context: RenderContext) -> list[str]:
    skip = {record.argument, "text"}
    if isinstance(record, Actor) and context.facts().of(record, "offices"):
        skip |= {"kind", "country"}  # the office says both
    return [name for name in record.annex_columns or record.columns if name not in skip]


def _words(record: Record, name: str, context: RenderContext) -> list[nodes.Node]:
    """The value of a field; a grade by its letter, an address by what it leads to."""
    parts = context.facts().of(record, name)
    label = label_of(type(record), name)
    if any(part.address for part in parts) and context.medium:
        if parts[0].address == _address(record, context):
            return []
        links = [part._replace(text=label) for part in parts]
        return inlines(links, separator_of(record, name))
    if name in _GRADES:
        return [_letter(part, context) for part in parts]
    value = cell_nodes(record, name, context)
    if not value or name in UNLABELLED:
        return value
    return [text(f"{label}: ", "brief-label"), *value]


_GRADES = frozenset(scale.name for scale in CODED)


def _letter(part: Part, context: RenderContext) -> nodes.Element:
    """A grade as its letter; its words are in the key, and where a reader points at it."""
    letter = part.value.value if part.value else part.text
    classes = [*part.classes, "brief-grade-letter"]
    if context.medium == "web":
        return nodes.abbreviation(letter, letter, explanation=part.word, classes=classes)
    return nodes.inline(letter, letter, classes=classes)


def _address(record: Record, context: RenderContext) -> str:
    """The address on the web that the name of a record leads to, where it can lead out."""
    if not context.medium:
        return ""
    facts = context.facts()
    parts = (part for name in record.annex_columns for part in facts.of(record, name))
    return next((part.address for part in parts if part.address), "")
