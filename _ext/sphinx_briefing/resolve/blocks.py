"""The title block of a brief and the source block of a note, in every output."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes
from sphinx.util.osutil import relative_uri

from ..layouts.parts import page_link, value_nodes
from ..ledger import Ledger
from ..markings import badge_of, is_stricter
from ..presentation.labels import _, count_of, label_of
from ..presentation.marks import BLOCK, MARKING
from ..presentation.values import level_of
from ..records import Brief, Selectable
from ..records.fields import added_to
from ..websites import BESIDE, WHERE_MADE, is_website
from .pages import PageAnswer
from .references import resolve_references

if TYPE_CHECKING:
    from sphinx.builders import Builder

BRIEF_FIELDS = ("reference", "date", "kind", "status", "edition", "authors", "as_of")
SOURCE_FIELDS = (
    "title", "author", "publisher", "date", "type", "language", "reliability", "origin", "url",
    "archived", "accessed",
)  # fmt: skip
WORDS_A_MINUTE = 230
"""Reading speed of non-fiction in English (Brysbaert, 2019: 238 words a minute)."""


def reading_minutes(words: int) -> int:
    """Whole minutes that a text takes to read, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


def marking(tlp: str) -> nodes.paragraph:
    """The marking of a page."""
    label = badge_of(tlp)
    classes = ["brief-marking", f"brief-tlp-{level_of(tlp)}"]
    return nodes.paragraph(label, label, classes=classes, **{MARKING: tlp})


def add_block(page: PageAnswer, builder: Builder) -> None:
    """Put the block of a note or brief, or the marking, right below the page's title."""
    brief = page.context.ledger.briefs.get(page.docname)
    tlp = page.context.ledger.markings.printed_on(page.docname)
    blocks: list[nodes.Element] = []
    if brief is not None:
        blocks.append(_title_block(brief, tlp, page, builder))
    elif page.is_note:
        blocks.append(_source_block(tlp, page))
    elif tlp:
        blocks.append(_block("marking", marking(tlp), classes=["brief-page-marking"]))
    if page.unanswered:
        blocks.append(_incomplete(page.unanswered))
    host = page.host
    title = next((n for n, child in enumerate(host.children) if isinstance(child, nodes.title)), -1)
    for block in reversed(blocks):
        host.insert(title + 1, block)
        resolve_references(block, page.docname, {page.docname: page}, builder, spell_out=False)


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
            row = _row(label_of(type(record), name), *value)
            row.line = lines.get(name)  # what it prints may be wrong with it
            rows.append(row)
    return rows


def _row(label: str, *value: nodes.Node) -> nodes.field:
    return nodes.field(
        "", nodes.field_name(label, label), nodes.field_body("", nodes.paragraph("", "", *value))
    )


def replacing(brief: Brief, ledger: Ledger) -> list[tuple[str, str]]:
    """The briefs that replace one, in words, each with its page.

    One that is marked for fewer readers has neither its name nor a page.
    """
    found = []
    for docname in brief.superseded_by:
        newer = ledger.briefs[docname]
        if is_stricter(ledger.markings.of(newer), ledger.markings.of(brief)):
            found.append((str(_("a brief for fewer readers")), ""))
        else:
            parts = (newer.reference, newer.title_text)
            found.append((": ".join(filter(None, parts)), docname))
    return found


def _supersession(brief: Brief, ledger: Ledger) -> list[nodes.field]:
    """Links to the briefs that a brief replaces, and to those that replace it."""
    rows = []
    if brief.supersedes:
        older = ledger.supersedes.get(brief.docname)
        reference = page_link(older, brief.supersedes) if older else nodes.Text(brief.supersedes)
        rows.append(_row(label_of(Brief, "supersedes"), reference))
    links: list[nodes.Node] = []
    for words, docname in replacing(brief, ledger):
        links += [nodes.Text("; ")] if links else []
        links.append(page_link(docname, words) if docname else nodes.Text(words))
    if links:
        rows.append(_row(label_of(Brief, "superseded-by"), *links))
    return rows


def _title_block(brief: Brief, tlp: str, page: PageAnswer, builder: Builder) -> nodes.container:
    block = _block("title", classes=["brief-title-block"])
    if tlp:
        block += marking(tlp)
    words = page.domain.pages[page.docname].words
    rows = _rows(brief, (*BRIEF_FIELDS, *added_to(type(brief))), page)
    rows += _supersession(brief, page.context.ledger)
    rows.append(_row(str(_("Reading time")), nodes.Text(f"{reading_minutes(words)} {_('min')}")))
    block += nodes.field_list("", *rows, classes=["brief-meta"])
    if brief.summary:
        block += nodes.container(
            "", nodes.paragraph(brief.summary, brief.summary), classes=["brief-summary"]
        )
    if is_website(builder):
        links = _downloads(page, builder)
        if links:
            block += nodes.paragraph("", "", *links, classes=["brief-downloads"])
    return block


def _downloads(page: PageAnswer, builder: Builder) -> list[nodes.Node]:
    """The links to the files that the other builders write beside the page."""
    links: list[nodes.Node] = []
    for file in BESIDE.values():
        if _is_offered(file.suffix, page):
            here = builder.get_target_uri(page.docname)
            address = relative_uri(here, quote(f"{page.docname}.{file.suffix}"))
            links += [nodes.Text(" ")] if links else []
            label = file.label
            links.append(nodes.reference(label, label, refuri=address, classes=["brief-download"]))
    return links


def _is_offered(suffix: str, page: PageAnswer) -> bool:
    """Whether a page links to the file of its brief: where it is made, or its author says so."""
    config = page.env.config
    when = config[f"briefing_{suffix}_link"]
    is_made = suffix in config.briefing_files and suffix not in page.domain.unmade.get(
        page.docname, ()
    )
    return is_made if when == WHERE_MADE else bool(when)


def _source_block(tlp: str, page: PageAnswer) -> nodes.container:
    note = page.context.ledger.notes[page.docname]
    block = _block("source", classes=["brief-source-block"])
    if tlp:
        block += marking(tlp)
    source = page.context.ledger.get("source", note.source) if note.source else None
    if source is not None and source.docname == page.docname:
        block["ids"].append(f"source-{source.id}")
        fields = (*SOURCE_FIELDS, *added_to(type(source)))
        block += nodes.field_list("", *_rows(source, fields, page), classes=["brief-meta"])
    return block
