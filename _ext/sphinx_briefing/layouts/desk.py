"""The front page of a desk: latest briefs, what falls due, what is new, and the topics.

All is relative to the day on which the facts of the page are judged. What is marked more strictly
than the page is left out, and a part without content prints nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from docutils import nodes

from ..ledger import Query
from ..presentation.inlines import in_one_line, separated
from ..presentation.labels import N_, _, count_of
from ..presentation.marks import DESK
from ..presentation.values import marking_part
from ..records import Brief, Note, Record, Selectable
from ..records.dates import span
from .parts import (
    RenderContext,
    head_of,
    lost_line,
    name_link,
    paragraph,
    part_node,
    subject,
    text,
    title_link,
    value_nodes,
)

BESIDE = 2
"""The briefs that stand beside the first."""
WEEK = timedelta(days=7)
MOST = 10
"""The most entries of a list; the indexes of a website hold the others."""

LATEST, OVERDUE, NEW = N_("Latest briefs"), N_("Overdue"), N_("New and amended")


class Desk:
    """A front page for one page of the corpus.

    :param days: how many days it looks ahead.
    """

    def __init__(self, context: RenderContext, days: int) -> None:
        self._context = context
        self._days = timedelta(days=days)
        self._markings = context.ledger.markings
        self._own = self._markings.of_page(context.docname)
        judged = context.ledger.judged_on(context.docname)
        self._day = judged.first if judged is not None else None

    def content(self) -> list[nodes.Node]:
        """All parts that have something to say."""
        briefs = self._briefs()
        leading, others = briefs[: 1 + BESIDE], briefs[1 + BESIDE :]
        due = nodes.container("", *self._due(), *self._topics(), classes=["brief-desk-due"])
        rest = nodes.container("", *self._new(others), classes=["brief-desk-rest"])
        found: list[nodes.Node] = [*self._leading(leading)]
        columns = [column for column in (due, rest) if column.children]
        if columns:
            found.append(nodes.container("", *columns, classes=["brief-desk-columns"]))
        box = nodes.container("", *found, classes=["brief-desk"], **{DESK: True})
        return [box] if found else []

    # -- briefs ---------------------------------------------------------------------------------

    def _briefs(self) -> list[Brief]:
        found = self._context.ledger.select("brief", Query(sort="-date"))
        return [brief for brief in found if self._shows(brief) and not brief.superseded_by]

    def _leading(self, briefs: Sequence[Brief]) -> Iterator[nodes.Node]:
        if not briefs:
            return
        first, *others = (self._card(brief) for brief in briefs)
        first["classes"].append("brief-desk-lead")
        boxes = [first]
        if others:
            boxes.append(nodes.container("", *others, classes=["brief-desk-beside"]))
        yield _heading(_(LATEST), "brief-desk-latest")
        yield nodes.container("", *boxes, classes=["brief-desk-briefs"])

    def _card(self, brief: Brief) -> nodes.container:
        content: list[nodes.Node] = [head_of(brief)]
        if brief.summary:
            content.append(paragraph(nodes.Text(brief.summary), classes=["brief-desk-summary"]))
        content.append(paragraph(*self._line(brief, "date", "kind"), classes=["brief-details"]))
        return nodes.container("", *content, classes=["brief-desk-brief"])

    # -- what falls due -------------------------------------------------------------------------

    def _due(self) -> Iterator[nodes.Node]:
        if self._day is None:
            return
        ledger, docname, today = self._context.ledger, self._context.docname, self._day
        falling = [
            record
            for kind, declaration in ledger.kinds.items()
            if declaration.falls_due
            for record in ledger.select(kind, Query(sort=declaration.falls_due))
            if record.is_open and last_day(record) is not None and self._shows(record)
        ]
        falling.sort(key=lambda record: (last_day(record) or date.max, record.id))
        overdue = [record for record in falling if ledger.is_overdue(record, docname)]
        until = today + self._days
        soon = [record for record in falling if today <= (last_day(record) or date.max) <= until]
        ahead = str(_("Due in the next %d days")) % self._days.days
        yield from self._list(_(OVERDUE), overdue, self._falling, "brief-desk-overdue")
        yield from self._list(ahead, soon, self._falling, "brief-desk-soon")

    def _falling(self, record: Record) -> list[nodes.Node]:
        return [head_of(record), *self._details(record, record.falls_due, "by")]

    # -- what is new ----------------------------------------------------------------------------

    def _new(self, briefs: Iterable[Brief]) -> Iterator[nodes.Node]:
        if self._day is None:
            return
        since, ledger = self._day - WEEK, self._context.ledger
        notes = [
            note
            for note in ledger.select("note", Query(sort="-date", since=since.isoformat()))
            if self._shows(note)
        ]
        recent = [page for page in (*briefs, *notes) if self._is_new(page, since)]
        recent.sort(key=lambda page: (-(self._written(page) or date.min).toordinal(), page.docname))
        yield from self._list(_(NEW), recent, self._page, "brief-desk-new")

    def _is_new(self, page: Brief | Note, since: date) -> bool:
        written = self._written(page)
        return written is not None and since < written

    def _written(self, page: Brief | Note) -> date | None:
        written = subject(page, self._context).written_date
        return span(written).newest if written else None

    def _page(self, page: Brief | Note) -> list[nodes.Node]:
        names = ("date", "kind") if isinstance(page, Brief) else ("date", "publisher")
        about = self._details(subject(page, self._context), *names)
        return [head_of(page), *lost_line(page, self._context), *about]

    # -- topics ---------------------------------------------------------------------------------

    def _topics(self) -> Iterator[nodes.Node]:
        if "topic" not in self._context.ledger.kinds:
            return
        ledger = self._context.ledger
        counted = []
        for topic in ledger.select("topic", Query(sort="name")):
            pages = [
                name for name in ledger.mentions_of("topic", topic.id) if name in ledger.briefs
            ]
            count = sum(self._shows(ledger.briefs[name]) for name in pages)
            if count and self._shows(topic):
                counted.append((count, topic))
        counted.sort(key=lambda pair: -pair[0])
        items = [
            nodes.list_item(
                "",
                paragraph(
                    title_link("topic", topic.id, topic.title_text),
                    nodes.Text(" "),
                    text(count_of(count, "%d brief", "%d briefs"), "brief-count"),
                ),
            )
            for count, topic in counted
        ]
        if items:
            yield _heading(_(N_("Topics")), "brief-desk-topics")
            yield nodes.bullet_list("", *items, classes=["brief-list", "brief-desk-topic-list"])

    # -- parts ----------------------------------------------------------------------------------

    def _shows(self, what: Selectable) -> bool:
        return self._markings.may_show(what, self._own)  # type: ignore[arg-type]

    def _list(
        self,
        heading: str,
        found: Sequence[Selectable],
        entry: Callable[..., list[nodes.Node]],
        name: str,
    ) -> Iterator[nodes.Node]:
        if found:
            yield _heading(heading, name)
            items = [nodes.list_item("", *entry(one)) for one in found[:MOST]]
            yield nodes.bullet_list("", *items, classes=["brief-list", "brief-desk-list"])

    def _details(self, record: Selectable, *names: str) -> list[nodes.Node]:
        line = self._line(record, *names)
        return [paragraph(*line, classes=["brief-details"])] if line else []

    def _line(self, record: Selectable, *names: str) -> list[nodes.Node]:
        """Some facts of a record in one line, with its own marking."""
        context = self._context
        groups = [value for name in names if (value := self._value(record, name))]
        tlp = getattr(record, "tlp", None)
        if tlp:
            part = marking_part(tlp, record.kind_name)
            groups.append([part_node(part, record, context)])
        return in_one_line(groups)

    def _value(self, record: Selectable, name: str) -> list[nodes.Node]:
        if name == "by" and isinstance(record, Record):
            shown = [one for one in getattr(record, "by", ()) if self._knows("actor", one)]
            return separated(([name_link("actor", one)] for one in shown), ", ")
        return value_nodes(record, name, self._context)

    def _knows(self, kind: str, identifier: str) -> bool:
        record = self._context.ledger.get(kind, identifier)
        return record is None or self._shows(record)


def _heading(words: str, name: str) -> nodes.rubric:
    """A heading that stands in no table of contents, since it may come and go."""
    heading = nodes.rubric(words, str(words), classes=["brief-desk-heading", name])
    heading["heading-level"] = 2
    return heading


def last_day(record: Record) -> date | None:
    """The last day on which something falls due."""
    written = getattr(record, record.falls_due, None)
    return span(written).last if written else None
