"""Selections: from the question on the page to the nodes that answer it."""

from __future__ import annotations

from docutils import nodes

from ..domain.selections import selection
from ..layouts import LAYOUTS
from ..ledger import Query
from ..ledger.selection import FILTERS
from ..records import KINDS, SELECTABLE, Source, declared
from ..records.fields import read_list
from ..trees import replace
from .annexes import label_sources
from .pages import PageAnswer

_PRESENTATION = frozenset({"scope", "as", "sort", "caption", "empty"})
"""Options that leave the list whole, so that it takes the place of the annex."""

_NAMED = {"by": "actor", "actor": "actor", "topic": "topic", "source": "source"}


def query_of(question: selection, page: PageAnswer, within: frozenset[str] | None) -> Query:
    """The question with its names looked up; a name that means nothing selects nothing."""
    options = question["options"]
    values = []
    for option in FILTERS:
        if option in options:
            written = read_list(options[option], page.desk.house)
            if option in _NAMED:
                found = page.desk.ledger.find_all(_NAMED[option], written)
                written = tuple(lookup.id for _, lookup in found)
            elif option in ("status", "kind"):
                field = declared(SELECTABLE[question["selects"]])[option]
                written = tuple(field.shape.read(item, page.desk.house) for item in written)
            values.append((option, written))
    return Query(
        ids=tuple(_ids(question, page)),
        values=tuple(values),
        since=options.get("since", ""),
        until=options.get("until", ""),
        sort=options.get("sort", ""),
        limit=int(options.get("limit", 0)),
        within=within,
    )


def _ids(question: selection, page: PageAnswer) -> list[str]:
    ledger, kind = page.desk.ledger, question["selects"]
    found = []
    for name in read_list(question["options"].get("ids", ""), page.desk.house):
        if kind in KINDS:
            found.append(ledger.find(kind, name).id or name)
        else:
            pages = ledger.notes if kind == "note" else ledger.briefs
            found += [
                docname
                for docname, item in pages.items()
                if name in (docname, docname.rsplit("/", 1)[-1],
                            getattr(item, "source", None), getattr(item, "reference", None))
            ] or [name]  # fmt: skip
    return found


def expand(question: selection, page: PageAnswer, within: frozenset[str] | None) -> None:
    """Replace a selection by its answer."""
    options, kind = question["options"], SELECTABLE[question["selects"]]
    records = page.desk.ledger.select(kind.kind_name, query_of(question, page, within))
    whole_list = page.is_brief and within is not None
    if whole_list and kind is Source and "sort" not in options:
        order = {source: place for place, source in enumerate(page.referred["source"])}
        records = tuple(sorted(records, key=lambda record: order.get(record.id, len(order))))
    if whole_list and not set(options) - _PRESENTATION:
        page.by_hand.add(kind.kind_name)
    if not records:
        empty = options.get("empty")
        replace(question, [nodes.paragraph(empty, empty, classes=["brief-empty"])] if empty else [])
        return
    layout = options.get("as", kind.layouts[0])
    box = nodes.container(
        "", classes=["brief-view", f"brief-view-{layout}", f"brief-view-{kind.plural}"]
    )
    box.source, box.line = question.source, question.line
    content = LAYOUTS[layout](records, page.desk)
    if "caption" in options:
        _caption(options["caption"], content, box, page)
    box += content
    if kind is Source:
        label_sources(box, page)
    replace(question, [box])


def _caption(
    caption: str, content: list[nodes.Node], box: nodes.container, page: PageAnswer
) -> None:
    table = next((node for node in content if isinstance(node, nodes.table)), None)
    if table is None:
        box += nodes.rubric(caption, caption, classes=["brief-caption"])
    else:
        table.insert(0, nodes.title(caption, caption))
        table["ids"].append(page.own_id(f"selection-{page.next_selection()}"))
