"""The parts that layouts share: links, details, evidence, the body of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from docutils import nodes
from sphinx import addnodes

from ..ledger import Ledger
from ..presentation.inlines import in_one_line, inline, inlines, separated
from ..presentation.labels import _, label_of, words_of
from ..presentation.losses import fragile, lost
from ..presentation.marks import HEAD
from ..presentation.values import (
    Facts,
    Part,
    locator_parts,
    marking_part,
    separator_of,
    title_of,
)
from ..records import Brief, Note, Record, Selectable
from ..records.conventions import Conventions
from ..records.fields import verbatim_fields
from ..texts import shorten


@dataclass(frozen=True, slots=True)
class RenderContext:
    """All that a layout may ask while it prints for one page."""

    ledger: Ledger
    conventions: Conventions
    docname: str
    language: str
    body_of: Callable[[Record], list[nodes.Node]]
    in_view: bool = False
    """Whether it prints a selection, whose links to records of its kind lead to what is in it."""
    in_annex: bool = False
    """Whether it prints an annex, where details are few."""
    options: Mapping[str, str] = field(default_factory=dict)
    """The options of the directive that asks for a selection, as written."""
    medium: str = ""
    """``web`` or ``paper``, where names in an annex lead to addresses on the web."""
    published: Callable[[str], str] = lambda source: ""
    """Gives the address of the snapshot of a source; empty where readers get none."""

    def facts(self, *, short: bool = True) -> Facts:
        """Facts of records in words, for this page; dates are short unless otherwise wanted."""
        return Facts(
            self.ledger,
            self.conventions,
            self.language,
            docname=self.docname,
            in_view=self.in_view,
            short=short,
            published=self.published,
        )


LONGEST = 80
"""Characters of the name of a record in a reason."""

NAMED = ("date", "source", "kind", "publisher", "author", "tlp")
"""Fields whose values say what they are."""


def text(value: str, *classes: str) -> nodes.Node:
    """Text, in an inline node when it has classes."""
    return nodes.inline(value, value, classes=list(classes)) if classes else nodes.Text(value)


def paragraph(*parts: nodes.Node, classes: Sequence[str] = ()) -> nodes.paragraph:
    """A paragraph of the given parts."""
    return nodes.paragraph("", "", *parts, classes=list(classes))


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
    """The numbered source marker of a record, and nothing of what it says."""
    node = _pending(kind, identifier, identifier)
    node["brief_number"] = True
    return node


def _pending(kind: str, identifier: str, words: str) -> addnodes.pending_xref:
    return addnodes.pending_xref(
        "",
        nodes.inline(words, words),
        refdomain="brief",
        reftype=kind,
        reftarget=identifier,
        refexplicit=False,
        brief_id=identifier,
    )


def page_link(docname: str, title: str) -> nodes.Element:
    """A link to a page."""
    return addnodes.pending_xref(
        "",
        nodes.inline(title, title),
        refdomain="std",
        reftype="doc",
        reftarget=f"/{docname}",
        refexplicit=True,
        refwarn=False,
    )


def value_nodes(
    record: Selectable, name: str, context: RenderContext, *, short: bool = True
) -> list[nodes.Node]:
    """The printed value of a field; empty when it has none. Dates are short among details."""
    parts = context.facts(short=short).of(record, name)
    separator = separator_of(record, name)
    if all(part == Part(part.text) for part in parts):
        return [nodes.Text(separator.join(part.text for part in parts))] if parts else []
    return separated(([part_node(part, record, context)] for part in parts), separator)


def part_node(part: Part, record: Selectable, context: RenderContext) -> nodes.Node:
    """A part of what is said of a record, as a node that every writer knows."""
    if part.kind == record.kind_name:
        return _of_same_kind(part.kind, part.id, context)
    if part.kind:
        return name_link(part.kind, part.id)
    return inline(part)


def _titled(part: Part, context: RenderContext, limit: int = 0) -> nodes.Node:
    """A link to a record by its name, also where a reference would print a number."""
    record = context.ledger.get(part.kind, part.id)
    words = title_of(record).rstrip(".") if record else part.id
    return title_link(part.kind, part.id, shorten(words, limit) if limit else words)


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
        return inlines(locator_parts(record))
    found = (
        [marker(record.kind_name, record.id)]
        if record.marker
        else [marker("source", source) for source in record.source]
    )
    place = inlines(locator_parts(record))
    return [*found, nodes.Text(" "), *place] if place else found


def standing(
    record: Selectable, context: RenderContext, leave: Iterable[str] = ()
) -> list[list[nodes.Node]]:
    """The facts derived about a record, a group of nodes each."""
    found: list[list[nodes.Node]] = []
    for badge, by in context.facts().standing(record, leave):
        found.append([part_node(badge, record, context)])
        if by:
            others = separated(([part_node(part, record, context)] for part in by), "; ")
            found[-1] += [nodes.Text(" " + str(_("by: "))), *others]
    return found


def lost_nodes(record: Selectable, context: RenderContext) -> list[nodes.Node]:
    """A badge and the reason, for a record that does not stand in full."""
    found = lost(record, context.facts())
    if found is None:
        return []
    reason = [
        _titled(part, context, LONGEST) if part.kind and part.kind != record.kind_name
        else part_node(part, record, context)
        for part in found.reason
    ]  # fmt: skip
    return [inline(found.badge), *reason]


def lost_line(record: Selectable, context: RenderContext) -> list[nodes.paragraph]:
    """The same as a paragraph, where there is any."""
    found = lost_nodes(record, context)
    return [paragraph(*found, classes=["brief-standing", "brief-lost"])] if found else []


def cell_nodes(record: Selectable, name: str, context: RenderContext) -> list[nodes.Node]:
    """The content of a table cell."""
    if name == "source" and isinstance(record, Record):
        return source_nodes(record, context)
    if name == record.argument or (name == "text" and is_verbatim(record)):
        return [head_link(record)]
    return value_nodes(record, name, context)


def details(
    record: Selectable, context: RenderContext, *, leave: Iterable[str] = ()
) -> list[nodes.Node]:
    """The details of a record in one line: labelled values, then what is derived."""
    groups: list[list[nodes.Node]] = []
    skip = {record.argument, "text", *leave}
    skip.update(item.name for item in verbatim_fields(type(record)))  # quotations of their own
    if lost(record, context.facts()) is not None:
        skip.add("replaced-by")  # which is said with it
    for name in record.columns:
        if name in skip:
            continue
        value = cell_nodes(record, name, context)
        if not value:
            continue
        if name in NAMED:
            groups.append(value)
        else:
            groups.append([text(f"{label_of(type(record), name)}: ", "brief-label"), *value])
    if isinstance(record, Record) and not record.weighed:  # its surroundings say it
        for label, parts in context.facts().referring(record):
            found = separated(([_titled(part, context)] for part in parts), "; ")
            groups.append([text(f"{label}: ", "brief-label"), *found])
    groups.extend(standing(record, context, leave))
    if voices := fragile(record):
        groups.append([text(voices, "brief-fragility")])
    if isinstance(record, Record) and (tlp := marking_beside(record, context)):
        groups.append([part_node(marking_part(tlp, record.kind_name), record, context)])
    return in_one_line(groups)


def marking_beside(record: Record, context: RenderContext) -> str:
    """The marking that is printed with a record: its own, or one that its page must not hide."""
    markings = context.ledger.markings
    if record.tlp or markings.may_show(record, markings.of_page(context.docname)):
        return record.tlp or ""
    return markings.of(record)


def unsearched(record: Record, context: RenderContext) -> list[str]:
    """The class of what a search must not find on the page, being marked more strictly than it."""
    markings = context.ledger.markings
    may = markings.may_show(record, markings.of_page(context.docname))
    return [] if may else ["no-search"]


def badge_before(record: Record, context: RenderContext) -> list[nodes.Node]:
    """The marking of a record ahead of its name, where one is printed with it."""
    if not (tlp := marking_beside(record, context)):
        return []
    return [part_node(marking_part(tlp, record.kind_name), record, context), nodes.Text(" ")]


def likelihood_key(context: RenderContext) -> nodes.paragraph:
    """The likelihoods in force with their percentage bands."""
    scale = context.conventions.likelihood
    bands = "; ".join(f"{words_of(grade.label, scale)} {grade.band}" for grade in scale.grades)
    return paragraph(
        text(f"{words_of(scale.title, scale)}: ", "brief-label"),
        nodes.Text(bands),
        classes=["brief-key"],
    )


def head_link(record: Selectable) -> nodes.Element:
    """The name or statement of a record or page, linked to its place."""
    if isinstance(record, Record):
        return title_link(record.kind_name, record.id, record.title_text)
    assert isinstance(record, (Note, Brief))
    return page_link(record.docname, record.title_text)


def is_verbatim(record: Selectable) -> bool:
    """Whether the body of a record is somebody's own words."""
    return isinstance(record, Record) and record.verbatim


def quoted(
    record: Record, content: Sequence[nodes.Node], context: RenderContext, *classes: str
) -> nodes.block_quote:
    """Somebody's own words, in their language where it is known."""
    language = context.facts().spoken_in(record)
    spoken = [f"language-{language}"] if language else []  # the name that docutils knows
    return nodes.block_quote("", *content, classes=["brief-quote-text", *classes, *spoken])


def passages(record: Record, context: RenderContext) -> list[nodes.Node]:
    """The words of its source that a record names, as quotations."""
    return [
        quoted(record, [paragraph(nodes.Text(words))], context, "brief-passage")
        for field in verbatim_fields(type(record))
        if (words := getattr(record, field.attribute))
    ]


def head_of(record: Selectable, link: nodes.Node | None = None) -> nodes.paragraph:
    """The paragraph that begins what is printed of a record: its name, linked or not."""
    head = paragraph(link or head_link(record), classes=["brief-head"])
    head[HEAD] = (record.kind_name, record.id if isinstance(record, Record) else record.title_text)
    return head


def subject(record: Selectable, context: RenderContext) -> Selectable:
    """The record that holds the details: the source of a note, or else the record itself."""
    if isinstance(record, Note):
        return context.ledger.get("source", record.source) or record
    return record


def used_in(records: Iterable[tuple[str, str]], context: RenderContext) -> list[nodes.Node]:
    """Links to the briefs that refer to some records, the newest first.

    Those that are marked for fewer readers than the page are not named.
    """
    ledger = context.ledger
    shown_to = ledger.markings.of_page(context.docname)
    names = {name for kind, one in records for name in ledger.mentions_of(kind, one)}
    found = [(ledger.briefs[name], name) for name in sorted(names) if name in ledger.briefs]
    found = [pair for pair in found if ledger.markings.may_show(pair[0], shown_to)]
    found.sort(key=lambda pair: pair[0].date or "", reverse=True)
    links = ([page_link(name, brief.title_text)] for brief, name in found)
    return separated(links, "; ")
