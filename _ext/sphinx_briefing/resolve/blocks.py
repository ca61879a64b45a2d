"""The title block of a brief and the source block of a note, in every output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..layouts.parts import lost_line, used_in, value_nodes
from ..markings import badge_of
from ..presentation.labels import _, count_of, label_of
from ..presentation.marks import BLOCK, MARKING
from ..presentation.values import level_of
from ..records import Brief, Selectable
from ..records.fields import added_to
from ..websites import is_website
from .banner import banner
from .front import front_sections
from .opening import open_brief, row, supersession
from .pages import PageAnswer
from .references import resolve_references
from .since import front_section

if TYPE_CHECKING:
    from sphinx.builders import Builder

BRIEF_FIELDS = ("reference", "date", "kind", "status", "edition", "authors", "as_of")
SOURCE_FIELDS = (
    "title", "author", "publisher", "date", "type", "language", "reliability", "origin", "url",
    "archived", "snapshot", "accessed",
)  # fmt: skip


def marking(tlp: str) -> nodes.paragraph:
    """The marking of a page."""
    label = badge_of(tlp)
    classes = ["brief-marking", f"brief-tlp-{level_of(tlp)}"]
    return nodes.paragraph(label, label, classes=classes, **{MARKING: tlp})


def add_block(page: PageAnswer, builder: Builder) -> None:
    """Put the block of a note or brief, or the marking, right below the page's title."""
    brief = page.context.ledger.briefs.get(page.docname)
    tlp = page.context.ledger.markings.borne_by(page.docname)
    blocks: list[nodes.Element] = []
    front: list[nodes.Element] = []
    changed: nodes.Element | None = None
    host = page.host
    title = next((n for n, child in enumerate(host.children) if isinstance(child, nodes.title)), -1)
    if brief is not None:
        block = _block("title", classes=["brief-title-block"])
        if tlp:
            block += marking(tlp)
        rows = _rows(brief, (*BRIEF_FIELDS, *added_to(type(brief))), page)
        rows += [
            row(label_of(Brief, name), *content)
            for name, content in supersession(brief, page.context.ledger)
        ]
        above = open_brief(block, brief, rows, page, builder)
        if above is not None:
            host.insert(max(title, 0), above)
            title += title >= 0
        blocks.append(block)
        if (withdrawn := banner(page)) is not None:
            blocks.append(withdrawn)
        front = front_sections(page)
        changed = front_section(page)
    elif page.is_note:
        blocks.append(_source_block(tlp, page))
    elif tlp:
        blocks.append(_block("marking", marking(tlp), classes=["brief-page-marking"]))
    if page.unanswered:
        blocks.append(_incomplete(page.unanswered))
    if changed is not None and is_website(builder):  # where it goes behind a button
        blocks.append(changed)
    elif changed is not None:
        front.append(changed)
    after = title + 1
    if front and len(host.children) > after and not _begins_anew(host.children[after]):
        front.append(nodes.transition())
    for new in reversed([*blocks, *front]):
        host.insert(title + 1, new)
        resolve_references(new, page.docname, {page.docname: page}, builder, spell_out=False)


def _incomplete(count: int) -> nodes.paragraph:
    """Tell readers that the page lacks what some of its references lead to."""
    text = count_of(
        count,
        "Incomplete: %d reference on this page leads to no record.",
        "Incomplete: %d references on this page lead to no record.",
    )
    return nodes.paragraph(text, text, classes=["brief-incomplete"])


def _block(name: str, *content: nodes.Node, classes: list[str]) -> nodes.container:
    return nodes.container("", *content, classes=classes, **{BLOCK: name})


def _rows(record: Selectable, names: tuple[str, ...], page: PageAnswer) -> list[nodes.field]:
    lines = page.domain.pages[page.docname].lines
    rows = []
    for name in names:
        value = value_nodes(record, name, page.context, short=False)
        if value:
            line = row(label_of(type(record), name), *value)
            line.line = lines.get(name)  # what it prints may be wrong with it
            rows.append(line)
    return rows


def _begins_anew(node: nodes.Node) -> bool:
    """Whether what follows the front of a brief has a heading of its own."""
    return isinstance(node, (nodes.section, addnodes.start_of_file))


def _source_block(tlp: str, page: PageAnswer) -> nodes.container:
    note = page.context.ledger.notes[page.docname]
    block = _block("source", classes=["brief-source-block"])
    if tlp:
        block += marking(tlp)
    source = page.context.ledger.get("source", note.source) if note.source else None
    if source is not None and source.docname == page.docname:
        block["ids"].append(f"source-{source.id}")
        fields = (*SOURCE_FIELDS, *added_to(type(source)))
        rows = _rows(source, fields, page)
        said = [(e.record.kind_name, e.record.id) for e in page.domain.pages[page.docname].entries]
        if briefs := used_in([("source", source.id), *said], page.context):
            rows.append(row(str(_("Used in")), *briefs))
        block += lost_line(source, page.context)
        block += nodes.field_list("", *rows, classes=["brief-meta"])
    return block
