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
from ..profiles.contents import due_first, newest_first, page_of
from ..profiles.parts import Parts
from ..values import Values


class IndexPage:
    """Makes indexes of what bears one marking or a more open one."""

    def __init__(self, values: Values, up: str) -> None:
        self._values = values
        self._parts = Parts(values, up)

    def context(self, kind: str, title: str) -> dict[str, Any]:
        """The context of a theme's template for pages."""
        values, heading = self._values, escape(title)
        if kind == "brief":
            marking, html = self._briefs()
        else:
            records = [one for one in values.ledger.records(kind).values() if values.shows(one)]
            marking = strictest(values.marking(record) for record in records)
            html = self._records(kind, records)
        body = f'<section id="index" class="brief-index">\n<h1>{heading}</h1>\n'
        if marking:
            level, badge = level_of(marking), escape(badge_of(marking))
            body += f'<p class="brief-marking brief-tlp-{level}">{badge}</p>\n'
        body += f"{html}</section>\n"
        return {"title": heading, "body": body, "meta": {}, "briefing_marking": marking}

    def _records(self, kind: str, records: Sequence[Record]) -> str:
        declaration = self._values.ledger.kinds[kind]
        if declaration.profiled and declaration.subtype:
            return "".join(self._grouped(declaration, records))
        if declaration.profiled:
            return self._defined(records)
        if declaration.falls_due:
            return self._parts.table(kind, due_first(records))
        return self._parts.table(kind, newest_first(records))

    def _briefs(self) -> tuple[str, str]:
        values, parts = self._values, self._parts
        briefs = values.ledger.briefs
        found = [name for name, brief in briefs.items() if values.shows(brief)]
        pages = [page_of(name, values) for name in found]
        pages.sort(key=lambda page: (-page.newest.toordinal(), page.title, page.docname))
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
        for record in sorted(records, key=_by_name):
            text = self._values.plain(record)
            prose = f"<p>{escape(self._values.curl(text), quote=False)}</p>\n" if text else ""
            items.append(f"<dt>{self._name(record)}{self._count(record)}</dt>\n<dd>{prose}</dd>\n")
        return (
            '<div class="brief-view brief-view-list container">\n'
            f'<dl class="brief-definitions simple">\n{"".join(items)}</dl>\n</div>\n'
        )

    def _grouped(self, declaration: type[Record], records: Sequence[Record]) -> Iterable[str]:
        """Names below what they are: people, states."""
        values, name = self._values, declaration.subtype

        def group(record: Record) -> str:
            return " ".join(part.text for part in values.of(record, name))

        ordered = sorted(records, key=lambda record: (group(record), *_by_name(record)))
        for number, (label, found) in enumerate(groupby(ordered, key=group), 1):
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
