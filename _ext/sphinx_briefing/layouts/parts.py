"""The parts that layouts share: links, details, evidence, the body of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes

from ..ledger import Ledger
from ..presentation.codes import country_name, language_name
from ..presentation.dates import printed
from ..presentation.labels import _, count_of, label_of
from ..records import (
    Brief,
    Claim,
    Commitment,
    Judgement,
    Note,
    Quote,
    Record,
    Selectable,
    Source,
    declared,
)
from ..records.fields import COUNTRY, LANGUAGE, LIKELIHOOD, OFFICES, URL, Conventions, office
from ..vocabularies import CREDIBILITY, RELIABILITY


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What a layout may ask while it prints for one page."""

    ledger: Ledger
    conventions: Conventions
    docname: str
    language: str
    body_of: Callable[[Record], list[nodes.Node]]
    in_view: bool = False
    """Whether it prints a selection, whose links to records of its kind lead to what is in it."""
    in_annex: bool = False
    """Whether it prints an annex, where details are few."""


def text(value: str, *classes: str) -> nodes.Node:
    """Text, in an inline node when it has classes."""
    return nodes.inline(value, value, classes=list(classes)) if classes else nodes.Text(value)


def paragraph(*parts: nodes.Node, classes: Sequence[str] = ()) -> nodes.paragraph:
    """A paragraph of the given parts."""
    return nodes.paragraph("", "", *parts, classes=list(classes))


def separated(parts: Iterable[Sequence[nodes.Node]], separator: str) -> list[nodes.Node]:
    """Join groups of nodes with a separator."""
    joined: list[nodes.Node] = []
    for part in parts:
        if part:
            if joined:
                joined.append(nodes.Text(separator))
            joined.extend(part)
    return joined


def name_link(kind: str, identifier: str) -> nodes.Node:
    """A reference by name, as if the author had written the role with the record's name."""
    return _pending(kind, identifier, identifier)


def title_link(kind: str, identifier: str, title: str) -> nodes.Element:
    """A link to a record that shows a title, neither numbered nor expanded."""
    node = _pending(kind, identifier, title)
    node["refexplicit"] = True
    node["brief_plain"] = True
    return node


def marker(kind: str, identifier: str) -> nodes.Node:
    """The numbered source marker of a record."""
    return _pending(kind, identifier, identifier)


def _pending(kind: str, identifier: str, shown: str) -> addnodes.pending_xref:
    return addnodes.pending_xref(
        "", nodes.inline(shown, shown), refdomain="brief", reftype=kind, reftarget=identifier,
        refexplicit=False, brief_id=identifier,
    )  # fmt: skip


def page_link(docname: str, title: str) -> nodes.Element:
    """A link to a page."""
    return addnodes.pending_xref(
        "", nodes.inline(title, title), refdomain="std", reftype="doc", reftarget=f"/{docname}",
        refexplicit=True, refwarn=False,
    )  # fmt: skip


def web_link(address: str) -> nodes.Node:
    """A link to an address on the web, which is its own text."""
    return nodes.reference(address, address, refuri=address)


def value_nodes(
    record: Selectable, name: str, context: RenderContext, *, short: bool = True
) -> list[nodes.Node]:
    """The printed value of a field; empty when it has none. Dates are short among details."""
    field = declared(type(record)).get(name)
    value = getattr(record, field.attribute if field else name, None)
    if value in (None, "", ()):
        return []
    if field is None:
        return [nodes.Text(str(value))]
    shape = field.shape
    if shape.refers == record.kind_name:
        return separated(([_of_same_kind(shape.refers, item, context)] for item in value), ", ")
    if shape.refers:
        return separated(([name_link(shape.refers, item)] for item in value), ", ")
    if record.kind_name == "brief" and name == "kind":
        return [nodes.Text(str(_(context.conventions.kind_label(value))))]
    if shape is URL:
        return [web_link(value)]
    if shape is LIKELIHOOD:
        grade = context.conventions.likelihood.grade(value)
        shown = f"{_(grade.label)} ({grade.band})" if grade else value
        grading = f"brief-likelihood-{value.replace(' ', '-')}"
        return [text(shown, "brief-badge", "brief-likelihood", grading)]
    if shape.scale is not None:
        shown = str(_(shape.scale.label(value)))
        if shape.scale in (CREDIBILITY, RELIABILITY):
            shown = f"{shown} ({value})"
        return [text(shown, f"brief-{name}", f"brief-{name}-{value.lower().replace('+', '-')}")]
    if shape.date:
        shown = printed(value, context.language, short=short)
        return [nodes.inline(shown, shown, classes=["brief-date"], brief_date=value)]
    if shape is COUNTRY:
        return [nodes.Text(country_name(value, context.language))]
    if shape is LANGUAGE:
        return [nodes.Text(language_name(value, context.language))]
    if shape is OFFICES:
        return [nodes.Text("; ".join(_offices(record, value, context, short=short)))]
    if isinstance(value, tuple):
        return [nodes.Text(", ".join(value))]
    return [nodes.Text(str(value))]


def _offices(
    record: Selectable, entries: Iterable[str], context: RenderContext, *, short: bool
) -> Iterable[str]:
    """The offices of an actor: in a selection those of the day, where it is written all of them."""
    if context.in_view and isinstance(record, Record):
        return context.ledger.offices_on(record.id, context.ledger.judged_on(context.docname))
    held = map(office, entries)
    return [
        f"{title} ({printed(dates, context.language, short=short)})" if dates else title
        for title, dates in held
    ]


def _of_same_kind(kind: str, identifier: str, context: RenderContext) -> nodes.Node:
    """Another record of a record's kind: an origin, a member, the opposing account."""
    record = context.ledger.get(kind, identifier)
    title = record.title_text.rstrip(".") if record else identifier
    return nodes.Text(title) if context.in_view else title_link(kind, identifier, title)


def source_nodes(record: Record, context: RenderContext) -> list[nodes.Node]:
    """The marker of a record's source with the place in it; a note need not cite itself."""
    if not record.source:
        return []
    note = context.ledger.notes.get(context.docname)
    if note and record.source == (note.source,):
        return [nodes.Text(place)] if (place := getattr(record, "locator", None)) else []
    found = [marker(record.kind_name, record.id)] if record.marker else [
        marker("source", source) for source in record.source
    ]  # fmt: skip
    locator = getattr(record, "locator", None)
    if locator:
        found.append(nodes.Text(f" {locator}"))
    return found


def _grade(claim: Claim, context: RenderContext) -> list[nodes.Node]:
    """The Admiralty grade: how reliable the source is, how credible the claim."""
    groups = []
    for identifier in claim.source:
        source = context.ledger.get("source", identifier)
        if isinstance(source, Source) and source.reliability:
            groups.append(value_nodes(source, "reliability", context))
    groups.append(value_nodes(claim, "credibility", context))
    return separated(groups, ", ")


def standing(
    record: Selectable, context: RenderContext, leave: Iterable[str] = ()
) -> list[list[nodes.Node]]:
    """What is derived about a record: who carries a claim, what disputes it, what is overdue."""
    found: list[list[nodes.Node]] = []
    if isinstance(record, Claim):
        carried = record.corroboration
        if carried and carried.sources:
            shown = count_of(carried.sources, "%d source", "%d sources")
            if carried.sources > 1:
                shown += ", " + count_of(carried.independent, "%d independent", "%d independent")
            found.append([text(shown, "brief-corroboration")])
        if record.disputed and "disputed" not in leave:
            accounts = context.ledger.disputed_by(record.id)
            others = separated(
                ([_of_same_kind("claim", other, context)] for other in accounts), "; "
            )
            badge = text(str(_("disputed")), "brief-badge", "brief-disputed")
            found.append([badge, nodes.Text(" " + str(_("by: "))), *others])
    if isinstance(record, Commitment) and context.ledger.is_overdue(record, context.docname):
        found.append([text(str(_("overdue")), "brief-badge", "brief-overdue")])
    return found


def cell_nodes(record: Selectable, name: str, context: RenderContext) -> list[nodes.Node]:
    """The content of a table cell."""
    if name == "source" and isinstance(record, Record):
        return source_nodes(record, context)
    if name == "grade" and isinstance(record, Claim):
        return _grade(record, context)
    if name == record.argument or (name == "text" and isinstance(record, Quote)):
        return [head_link(record)]
    return value_nodes(record, name, context)


def details(
    record: Selectable, context: RenderContext, *, leave: Iterable[str] = ()
) -> list[nodes.Node]:
    """The details of a record in one line: labelled values, then what is derived."""
    groups: list[list[nodes.Node]] = []
    skip = {record.argument, "text", *leave}
    names = record.annex_columns if context.in_annex and record.annex_columns else record.columns
    for name in names:
        if name in skip:
            continue
        value = cell_nodes(record, name, context)
        if not value:
            continue
        if name in ("date", "source", "kind", "publisher", "author", "tlp"):
            groups.append(value)
        else:
            groups.append([text(f"{label_of(type(record), name)}: ", "brief-label"), *value])
    groups.extend(standing(record, context, leave))
    if isinstance(record, Record) and record.tlp:
        groups.append([text(f"TLP:{record.tlp}", "brief-badge", "brief-tlp")])
    return separated(groups, " · ")


def likelihood_key(context: RenderContext) -> nodes.paragraph:
    """The likelihoods in force with their percentage bands."""
    scale = context.conventions.likelihood
    bands = "; ".join(f"{_(grade.label)} {grade.band}" for grade in scale.grades)
    return paragraph(
        text(f"{_(scale.title)}: ", "brief-label"), nodes.Text(bands), classes=["brief-key"]
    )


def head_link(record: Selectable) -> nodes.Element:
    """The name or statement of a record or page, linked to its place."""
    if isinstance(record, Record):
        return title_link(record.kind_name, record.id, record.title_text)
    assert isinstance(record, (Note, Brief))
    return page_link(record.docname, record.title_text)


def subject(record: Selectable, context: RenderContext) -> Selectable:
    """What holds the details: the source of a note, the record or page itself otherwise."""
    if isinstance(record, Note):
        return context.ledger.get("source", record.source) or record
    return record


def full_record(
    record: Record, body: Sequence[nodes.Node], context: RenderContext
) -> list[nodes.Node]:
    """A record where it is written: its statement, its prose, its details."""
    found: list[nodes.Node] = []
    if isinstance(record, Quote):
        found.append(nodes.block_quote("", *body, classes=["brief-quote-text"]))
    else:
        title = record.title_text if record.argument != "text" else ""
        if title:
            head = nodes.strong(title, title, classes=["brief-name"])
            found.append(paragraph(head, classes=["brief-head"]))
        found.extend(body)
    line = details(record, context)
    if line:
        classes = ["brief-details"]
        if isinstance(record, Judgement):
            classes.append("brief-judged")
        found.append(paragraph(*line, classes=classes))
    return found
