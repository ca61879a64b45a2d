"""The judgements and the recommendations of a brief, in short, ahead of its text.

Both are what the page itself writes, in reading order; each entry leads to where it is written.
Recommendations are numbered there as well.
"""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from ..layouts.parts import (
    badge_before,
    lost_line,
    paragraph,
    text,
    unsearched,
    value_nodes,
)
from ..layouts.surroundings import was
from ..presentation.inlines import in_one_line
from ..presentation.labels import N_, _, words_of
from ..presentation.marks import FRONT, HEAD, LOST, VALUE
from ..presentation.values import Value, level_of
from ..records import Judgement, Recommendation, Record
from .pages import PageAnswer

HEADINGS = {
    "judgements": (N_("Key judgements"), N_("What we judge")),
    "recommendations": (N_("Recommendations"), N_("We recommend")),
}
"""The headings, and what they are called on a page that has a heading of the same words."""


def front_sections(page: PageAnswer) -> list[nodes.Element]:
    """The sections ahead of the text of a brief; none where it neither judges nor recommends."""
    written = page.written.values()
    judged = [record for record in written if isinstance(record, Judgement)]
    advised = [record for record in written if isinstance(record, Recommendation)]
    if not (judged or advised):
        return []
    found: list[nodes.Element] = []
    if judged:
        items = [_entry(record, _how_likely(record, page), page) for record in judged]
        found.append(_section("judgements", items, page))
    if advised:
        numbers = {record.id: f"R{at}" for at, record in enumerate(advised, 1)}
        items = [
            _entry(record, _by_whom(record, page), page, numbers[record.id]) for record in advised
        ]
        found.append(_section("recommendations", items, page))
        _show_numbers(numbers, page)
    return found


def _free_heading(wanted: Iterable[str], page: PageAnswer) -> str:
    """The first of some headings that the author has not used; else the first of all."""
    used = {
        node.astext().casefold()
        for node in page.root.findall(nodes.title)
        if isinstance(node.parent, nodes.section)
    }
    words = [str(_(heading)) for heading in wanted]
    return next((word for word in words if word.casefold() not in used), words[0])


def _section(name: str, items: list[nodes.list_item], page: PageAnswer) -> nodes.section:
    heading = _free_heading(HEADINGS[name], page)
    listing = nodes.bullet_list("", *items, classes=["brief-key-list"], **{FRONT: name})
    return nodes.section(
        "",
        nodes.title(heading, heading),
        listing,
        ids=[page.own_id(f"key-{name}")],
        classes=["brief-front", f"brief-key-{name}"],
        **{FRONT: name},
    )


def _entry(
    record: Record, details: list[nodes.Node], page: PageAnswer, number: str = ""
) -> nodes.list_item:
    """A statement that leads to its place, and what is said of it in a line."""
    anchor = page.context.ledger.anchor(record.kind_name, record.id)[1]
    link = nodes.reference(
        "", record.title_text, refid=anchor, internal=True, classes=["brief-key-link"]
    )
    for at, node in enumerate(badge_before(record, page.context)):
        link.insert(at, node)  # not beside it: columns are made of what is there
    head = paragraph(*_numbered(number), link, classes=["brief-key-statement"])
    item = nodes.list_item("", head, classes=unsearched(record, page.context))
    if details:
        line = paragraph(*details, classes=["brief-details", "brief-key-details"])
        line[FRONT] = record.plural
        item += line
    for gone in lost_line(record, page.context):
        gone["classes"].append("brief-key-lost")
        gone[FRONT] = LOST
        item += gone
    return item


def _numbered(number: str) -> list[nodes.Node]:
    return [text(number, "brief-key-number"), nodes.Text(" ")] if number else []


def _how_likely(record: Judgement, page: PageAnswer) -> list[nodes.Node]:
    """The word of a likelihood, its band, the confidence, and what came of it."""
    scale = page.context.conventions.likelihood
    grade = scale.grade(record.likelihood)
    words = words_of(grade.label, scale) if grade else record.likelihood
    node = nodes.inline(
        "",
        "",
        nodes.strong(words, words),
        classes=["brief-key-likelihood", f"brief-likelihood-{level_of(record.likelihood)}"],
    )
    node[VALUE] = Value("judgement", "likelihood", record.likelihood)
    if grade and grade.band:
        band = grade.band.replace(" ", "\N{NO-BREAK SPACE}")  # the sign stays with its number
        node += nodes.Text(f" {band}")
    confidence, outcome = (
        value_nodes(record, name, page.context) for name in ("confidence", "outcome")
    )
    return in_one_line([[node], confidence, was(record, page.context), outcome])


def _by_whom(record: Recommendation, page: PageAnswer) -> list[nodes.Node]:
    """The addressee of a recommendation, its date, its priority."""
    ledger = page.context.ledger
    named = (ledger.get("actor", identifier) for identifier in record.to)
    whom = ", ".join(actor.title_text for actor in named if actor)
    return in_one_line(
        [
            [nodes.Text(whom)] if whom else [],
            value_nodes(record, "due", page.context),
            value_nodes(record, "priority", page.context),
        ]
    )


def _show_numbers(numbers: dict[str, str], page: PageAnswer) -> None:
    """Put the number of each recommendation before it, where it is written and where printed."""
    for node in list(page.root.findall(nodes.Element)):
        place: nodes.Element | None = node
        if node.get("brief_kind") == "recommendation":
            number = numbers.get(node["brief_id"])
            place = next(iter(node.findall(nodes.paragraph)), None)
        else:
            kind, identifier = node.get(HEAD) or ("", "")
            printed = kind == "recommendation" and not page.assembled
            number = numbers.get(identifier) if printed else None
        if number and place is not None:
            place[0:0] = _numbered(number)
