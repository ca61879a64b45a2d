"""The annexes of a brief: each holds exactly what the brief refers to."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from ..layouts.annexed import is_bare, key_of_grades
from ..layouts.parts import RenderContext, badge_before, head_link, paragraph, text, unsearched
from ..layouts.sourcing import as_summary
from ..ledger import Query
from ..presentation.inlines import separated
from ..presentation.labels import _, words_of
from ..presentation.marks import ALSO, ANNEX, HEAD, VIEW
from ..websites import is_website
from .opening import SET
from .pages import PageAnswer
from .printing import printed
from .references import resolve_references

if TYPE_CHECKING:
    from sphinx.builders import Builder


def add_annexes(page: PageAnswer, builder: Builder) -> None:
    """Add the annexes that the configuration asks for and that hold something."""
    # Terms and people may cite sources of their own, so the source list is made last.
    wanted = [
        name for name in page.env.config.briefing_annexes if _kind(name, page) not in page.by_hand
    ]
    referred = {name: frozenset(page.referred[_kind(name, page)]) for name in wanted}
    annexes: dict[str, nodes.section] = {}
    for name in sorted(wanted, key=lambda name: name == "sources"):
        ids = frozenset(page.numbers) if name == "sources" else referred[name]
        section = _annex(name, ids, page, builder)
        if section is not None:
            resolve_references(
                section, page.docname, {page.docname: page}, builder, spell_out=False
            )
            annexes[name] = section
    host = page.host
    sections = [annexes[name] for name in wanted if name in annexes]
    at = next(
        (n for n, child in enumerate(host.children) if isinstance(child, addnodes.start_of_file)),
        len(host.children),
    )
    for offset, section in enumerate(sections):
        host.insert(at + offset, section)


def _kind(annex: str, page: PageAnswer) -> str:
    """The kind that an annex holds."""
    return page.domain.kinds.by_plural[annex].kind_name


def _annex(
    name: str, ids: frozenset[str], page: PageAnswer, builder: Builder
) -> nodes.section | None:
    kind, registry = _kind(name, page), page.domain.registry
    records = page.context.ledger.select(kind, Query(within=ids))
    if not records:
        return None
    if kind == "source":
        records = tuple(sorted(records, key=lambda record: page.numbers[record.id]))
    annex = registry.annexes[name]
    declaration = registry.kinds[kind]
    layout = annex.layout or declaration.layouts[0]
    title = words_of(annex.title or declaration.labels, declaration)
    section = nodes.section(
        "",
        nodes.title(title, title),
        ids=[page.own_id(f"annex-{name}")],
        classes=["brief-annex", f"brief-annex-{name}"],
        **{ANNEX: name},
    )
    box = view_box(layout, name)
    medium = "web" if is_website(builder) else "paper" if builder.format in SET else ""
    context = dataclasses.replace(page.context, in_view=True, in_annex=True, medium=medium)
    bare = [record for record in records if kind == "actor" and is_bare(record, context)]
    named = {record.id for record in bare}
    full = [record for record in records if record.id not in named]
    if full:
        box += printed(registry.layouts[layout], full, context)
    if bare:
        box += _in_one_line(bare, context)
    if kind == "source":
        section += as_summary(records, page.context)
        label_sources(box, page)
    section += key_of_grades(records, context)
    section += box
    return section


def _in_one_line(records: Sequence[Any], context: RenderContext) -> nodes.paragraph:
    """The names of records of which no more is known."""
    names = separated((_named(record, context) for record in records), ", ")
    label = text(str(_("Also named: ")), "brief-label")
    line = paragraph(label, *names, classes=["brief-also"])
    line[ALSO] = True
    return line


def _named(record: Any, context: RenderContext) -> list[nodes.Node]:
    link, classes = head_link(record), unsearched(record, context)
    found = [*badge_before(record, context), link]
    return [nodes.inline("", "", *found, classes=classes)] if classes else found


def view_box(layout: str, plural: str) -> nodes.container:
    """The box round a printed selection."""
    classes = ["brief-view", f"brief-view-{layout}", f"brief-view-{plural}"]
    return nodes.container("", classes=classes, **{VIEW: (layout, plural)})


def label_sources(box: nodes.Element, page: PageAnswer) -> None:
    """Put a place for its number before each source of a list, table or set of cards."""
    for head in box.findall(nodes.paragraph):
        kind, source = head.get(HEAD, ("", ""))
        if kind != "source":
            continue
        label = nodes.inline("", "", classes=["brief-number"])
        head.insert(0, label)
        if source not in page.listed:
            page.listed.add(source)
            place = head.parent if isinstance(head.parent, nodes.list_item) else head
            place["ids"].append(page.own_id(f"cite-{source}"))
        page.labels.append((label, source))
