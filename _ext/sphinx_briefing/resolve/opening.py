"""How a brief opens: a line above its title, its summary, one line of facts.

Websites, PDFs and Word files are set like that, and leave out what is always so. Whatever else
there is gets the facts as a list, in which nothing is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..layouts.parts import page_link, value_nodes
from ..ledger import Ledger
from ..presentation.inlines import in_one_line
from ..presentation.labels import _, count_of, label_of
from ..presentation.losses import lost
from ..presentation.marks import FACT
from ..records import Brief, Source
from ..records.fields import added_to
from ..websites import is_website
from .pages import PageAnswer

if TYPE_CHECKING:
    from sphinx.builders import Builder

SET = ("docx", "typst")
"""The formats, besides websites, that are set for the eye."""
USUAL = "final"
"""The status that nobody needs to be told of."""
WELL_GRADED = ("A", "B", "C")
WORDS_A_MINUTE = 230
"""Reading speed of non-fiction in English (Brysbaert, 2019: 238 words a minute)."""


def reading_minutes(words: int) -> int:
    """Whole minutes that a text takes to read, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


def open_brief(
    block: nodes.container,
    brief: Brief,
    rows: list[nodes.field],
    page: PageAnswer,
    builder: Builder,
) -> nodes.paragraph | None:
    """Fill the title block of a brief.

    :param rows: the facts of the front matter, as a list.
    :returns: the line above the title, where it has a place of its own.
    """
    words = page.domain.pages[page.docname].words
    reading = f"{reading_minutes(words)} {_('min')}"
    rows.append(row(str(_("Reading time")), nodes.Text(reading)))
    listed = nodes.field_list("", *rows, classes=["brief-meta"])
    if not (is_website(builder) or builder.format in SET):
        listed += row(str(_("Sourcing")), _sourcing(page))
        block += listed
        block += _summary(brief)
        return None
    block += _summary(brief)
    block += _line(brief, reading, page)
    above = _above(brief, page)
    if is_website(builder):  # where readers can have it opened
        block += listed
    if builder.format == "typst":  # the template sets it, with the title
        block += [above] if above is not None else []
        return None
    return above


def _above(brief: Brief, page: PageAnswer) -> nodes.paragraph | None:
    """The kind of brief and its reference."""
    known = page.context.conventions.brief_kinds.get(brief.kind or "")
    kind = known.above if known else brief.kind
    parts: list[list[nodes.Node]] = []
    if kind:
        parts.append([nodes.Text(str(_(kind)))])
    if brief.reference:  # in its own letters, whatever the kind is set in
        words = brief.reference
        parts.append([nodes.inline(words, words, classes=["brief-kicker-reference"])])
    if not parts:
        return None
    line = in_one_line(parts)
    return nodes.paragraph("", "", *line, classes=["brief-kicker"], **{FACT: "kicker"})


def _summary(brief: Brief) -> list[nodes.Node]:
    if not brief.summary:
        return []
    words = nodes.paragraph(brief.summary, brief.summary)
    return [nodes.container("", words, classes=["brief-summary"])]


def _line(brief: Brief, reading: str, page: PageAnswer) -> nodes.paragraph:
    """The line of facts; what is out of the ordinary comes first."""
    parts: list[tuple[str, list[nodes.Node]]] = []

    def add(name: str, *content: nodes.Node, label: bool = False) -> None:
        if content:
            before = [nodes.Text(f"{label_of(type(brief), name)} ")] if label else []
            parts.append((name, [*before, *content]))

    def value(name: str) -> list[nodes.Node]:
        return value_nodes(brief, name, page.context, short=False)

    if brief.status != USUAL:
        add("status", *value("status"))
    for name, content in supersession(brief, page.context.ledger):
        add(name, *content, label=True)
    if brief.edition and brief.edition > 1:
        add("edition", *value("edition"), label=True)
    add("authors", *value("authors"))
    add("date", *value("date"))
    add("as_of", *value("as_of"), label=True)
    add("reading", nodes.Text(reading))
    for name in added_to(type(brief)):
        if content := value(name):
            add(name, nodes.Text(f"{label_of(type(brief), name)}: "), *content)
    parts.append(("sources", [_sourcing(page)]))
    facts = []
    for name, content in parts:
        classes = ["brief-fact", f"brief-fact-{name.replace('_', '-')}"]
        facts.append(nodes.inline("", "", *content, classes=classes, **{FACT: name}))
    line = in_one_line([fact] for fact in facts)
    return nodes.paragraph("", "", *line, classes=["brief-facts"], **{FACT: "line"})


def _sourcing(page: PageAnswer) -> nodes.inline:
    """A place for the number of sources, which is known when all have been numbered."""
    node = nodes.inline("", "")
    page.sourcing.append(node)
    return node


def count_sources(page: PageAnswer) -> None:
    """Say how many sources a brief has, and how many of them are graded well."""
    found = [page.context.ledger.get("source", source) for source in page.numbers]
    sources = [source for source in found if isinstance(source, Source)]
    graded = sum(source.reliability in WELL_GRADED for source in sources)
    words = count_of(len(sources), "%d source", "%d sources") if sources else ""
    if graded:
        words += ", " + count_of(graded, "%d graded A–C", "%d graded A–C")  # noqa: RUF001
    if retracted := sum(lost(source, page.facts) is not None for source in sources):
        words += ", " + count_of(retracted, "%d retracted", "%d retracted")
    for node in page.sourcing:
        if words:
            node += nodes.Text(words)
        else:
            _take_out(node)


def _take_out(node: nodes.Node) -> None:
    """Take a fact out of its line or list, with what parts it from the one before."""
    while not (isinstance(node, nodes.field) or node.parent.get(FACT) == "line"):
        node = node.parent
    parent = node.parent
    at = parent.index(node)
    del parent[at if isinstance(node, nodes.field) else max(at - 1, 0) : at + 1]


def row(label: str, *value: nodes.Node) -> nodes.field:
    """A line of a list of facts."""
    return nodes.field(
        "", nodes.field_name(label, label), nodes.field_body("", nodes.paragraph("", "", *value))
    )


# -- what replaces what ----------------------------------------------------------------------


def replacing(brief: Brief, ledger: Ledger) -> list[tuple[str, str]]:
    """The briefs that replace one, in words, each with its page.

    One that is marked for fewer readers has neither its name nor a page.
    """
    found = []
    for docname in brief.superseded_by:
        newer = ledger.briefs[docname]
        if not ledger.markings.may_show(newer, ledger.markings.of(brief)):
            found.append((str(_("a brief for fewer readers")), ""))
        else:
            parts = (newer.reference, newer.title_text)
            found.append((": ".join(filter(None, parts)), docname))
    return found


def supersession(brief: Brief, ledger: Ledger) -> list[tuple[str, list[nodes.Node]]]:
    """Links to the briefs that a brief replaces, and to those that replace it, by field."""
    found: list[tuple[str, list[nodes.Node]]] = []
    if brief.supersedes:
        older = ledger.supersedes.get(brief.docname)
        reference = page_link(older, brief.supersedes) if older else nodes.Text(brief.supersedes)
        found.append(("supersedes", [reference]))
    links: list[nodes.Node] = []
    for words, docname in replacing(brief, ledger):
        links += [nodes.Text("; ")] if links else []
        links.append(page_link(docname, words) if docname else nodes.Text(words))
    if links:
        found.append(("superseded-by", links))
    return found
