"""An index as HTML: pages with their summaries, names with what they are, or a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from typing import Any

from ...markings import badge_of, strictest
from ...presentation.labels import _, count_of
from ...presentation.values import Part, level_of, title_of
from ...records import Record
from ..long_lists import LongList, mark_of
from ..profiles.contents import Mentioning, due_first, newest_first, page_of
from ..profiles.parts import Parts
from ..values import Values

Context = dict[str, Any]
"""What a theme's template for pages prints."""


class IndexPage:
    """Makes indexes of what bears one marking or a more open one."""

    def __init__(self, values: Values, up: str) -> None:
        self._values = values
        self._parts = Parts(values, up)

    def listed(self, kind: str) -> LongList:
        """All that an index lists: ids of records, or names of pages, in their order."""
        values = self._values
        if kind == "brief":
            pages = self._pages_of(values.ledger.briefs)
            years = {page.docname: str(page.newest.year) if page.date else "" for page in pages}
            return LongList.of([page.docname for page in pages], years.__getitem__)
        records = values.ledger.records(kind)
        ordered = self._ordered(kind, [one for one in records.values() if values.shows(one)])
        by_due = bool(values.ledger.kinds[kind].falls_due)
        return LongList.of(
            [record.id for record in ordered], lambda one: mark_of(records[one], by_due=by_due)
        )

    def groups_before(self, kind: str, listed: LongList) -> list[int]:
        """How many headings end before each part of an index begins."""
        declaration = self._values.ledger.kinds.get(kind)
        if declaration is None or not (declaration.profiled and declaration.subtype):
            return [0] * listed.count
        records = self._values.ledger.records(kind)
        labels = [self._group(records[one]) for one in listed.rows]
        places = {label: number for number, label in enumerate(dict.fromkeys(labels))}
        return [places[labels[start]] for start in listed.starts]

    def context(self, kind: str, title: str) -> Context:
        """The context of a theme's template for pages."""
        values = self._values
        if kind == "brief":
            marking, html = self._briefs(values.ledger.briefs)
        else:
            records = [one for one in values.ledger.records(kind).values() if values.shows(one)]
            marking = strictest(values.marking(record) for record in records)
            html = self._records(kind, self._ordered(kind, records))
        return self._context(title, marking, html)

    def part(
        self, kind: str, title: str, rows: Sequence[str], links: tuple[str, str], groups: int
    ) -> Context:
        """The context for a part of a long index.

        :param rows: its ids of records, or names of pages.
        :param links: the links to the other parts, above the list and below it.
        :param groups: how many headings end before it begins.
        """
        values = self._values
        if kind == "brief":
            marking, html = self._briefs(rows)
        else:
            records = [values.ledger.records(kind)[one] for one in rows]
            marking = strictest(values.marking(record) for record in records)
            html = self._records(kind, records, groups)
        above, below = links
        return self._context(title, marking, f"{above}{html}{below}")

    def _context(self, title: str, marking: str, html: str) -> Context:
        heading = escape(title)
        body = f'<section id="index" class="brief-index">\n<h1>{heading}</h1>\n'
        if marking:
            level, badge = level_of(marking), escape(badge_of(marking))
            body += f'<p class="brief-marking brief-tlp-{level}">{badge}</p>\n'
        body += f"{html}</section>\n"
        return {"title": heading, "body": body, "meta": {}, "briefing_marking": marking}

    def _ordered(self, kind: str, records: Sequence[Record]) -> list[Record]:
        declaration = self._values.ledger.kinds[kind]
        if declaration.profiled and declaration.subtype:
            return sorted(records, key=lambda record: (self._group(record), *_by_name(record)))
        if declaration.profiled:
            return sorted(records, key=_by_name)
        return (due_first if declaration.falls_due else newest_first)(records)

    def _records(self, kind: str, records: Sequence[Record], groups: int = 0) -> str:
        declaration = self._values.ledger.kinds[kind]
        if declaration.profiled and declaration.subtype:
            return "".join(self._grouped(records, groups))
        if declaration.profiled:
            return self._defined(records)
        return self._parts.table(kind, records)

    def _pages_of(self, docnames: Iterable[str]) -> list[Mentioning]:
        values = self._values
        briefs = values.ledger.briefs
        pages = [page_of(name, values) for name in docnames if values.shows(briefs[name])]
        pages.sort(key=lambda page: (-page.newest.toordinal(), page.title, page.docname))
        return pages

    def _briefs(self, docnames: Iterable[str]) -> tuple[str, str]:
        values, parts = self._values, self._parts
        briefs = values.ledger.briefs
        pages = self._pages_of(docnames)
        items = []
        for page in pages:
            summary = briefs[page.docname].summary or ""
            prose = f"<p>{escape(values.curl(summary), quote=False)}</p>\n" if summary else ""
            address = escape(parts.up + values.addresses.page(page.docname))
            items.append(
                f'<li><p class="brief-head"><a class="reference internal" href="{address}">'
                f"{escape(page.title)}</a></p>\n{prose}"
                f'<p class="brief-details">{parts.about(page)}</p></li>\n'
            )
        html = (
            '<div class="brief-view brief-view-list brief-view-briefs container">\n'
            f'<ul class="brief-list brief-index-pages simple">\n{"".join(items)}</ul>\n</div>\n'
        )
        return strictest(page.marking for page in pages), html

    def _defined(self, records: Iterable[Record]) -> str:
        """Names with what they stand for, and how many briefs are about them."""
        items = []
        for record in records:
            text = self._values.plain(record)
            prose = f"<p>{escape(self._values.curl(text), quote=False)}</p>\n" if text else ""
            items.append(f"<dt>{self._name(record)}{self._count(record)}</dt>\n<dd>{prose}</dd>\n")
        return (
            '<div class="brief-view brief-view-list container">\n'
            f'<dl class="brief-definitions simple">\n{"".join(items)}</dl>\n</div>\n'
        )

    def _group(self, record: Record) -> str:
        """What a record is, as the heading says above it."""
        return " ".join(part.text for part in self._values.of(record, record.subtype or ""))

    def _grouped(self, ordered: Sequence[Record], before: int) -> Iterable[str]:
        """Names below what they are: people, states."""
        for number, (label, found) in enumerate(groupby(ordered, key=self._group), before + 1):
            items = "".join(
                f"<li>{self._name(record)}{self._told(record)}</li>\n" for record in found
            )
            html = f'<ul class="brief-index-names">\n{items}</ul>\n'
            yield self._parts.section(f"group-{number}", label or str(_("Others")), html)

    def _told(self, record: Record) -> str:
        offices = self._values.offices(record)
        told = offices[0].text if offices else ", ".join(self._country(record))
        return (
            f' <span class="brief-label">{escape(self._values.curl(told))}</span>' if told else ""
        )

    def _country(self, record: Record) -> Iterable[str]:
        return (part.text for part in self._values.of(record, "country"))

    def _count(self, record: Record) -> str:
        values = self._values
        docnames = values.ledger.mentions_of(record.kind_name, record.id)
        briefs = [name for name in docnames if name in values.ledger.briefs]
        count = sum(values.shows_page(name) for name in briefs)
        words = count_of(count, "%d brief", "%d briefs") if count else ""
        return f' <span class="brief-count">{escape(words)}</span>' if words else ""

    def _name(self, record: Record) -> str:
        """The name of a record, leading to its profile, or to where it is written."""
        values, kind = self._values, record.kind_name
        profile = values.addresses.profile(kind, record.id)
        address = profile or values.addresses.record(kind, record.id)
        return self._parts.part(Part(title_of(record), kind, record.id, address))


def _by_name(record: Record) -> tuple[str, str]:
    return title_of(record).casefold(), record.id
