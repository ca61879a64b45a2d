"""A profile as HTML: who or what it is, then tables of all that names it, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from ...layouts.table import share_classes, size_classes
from ...ledger.trace import Memo
from ...markings import badge_of
from ...presentation.labels import N_, _, label_of, words_of
from ...presentation.typography import listed
from ...presentation.values import Part, level_of, marking_part, separator_of, title_of
from ...records import Brief, Commitment, Note, Record
from ...records.weights import weight_of
from ...vocabularies import COMMITMENT_STATUS
from ..values import Values
from .contents import Gathered, Mentioning, in_order, newest_first, page_of

WHO = (
    "kind", "long", "abbr", "aliases", "country", "offices", "members", "member-of", "speaks-for",
    "parent", "plural", "see", "not", "website", "wikidata", "opensanctions", "source",
)  # fmt: skip
"""What is said of the subject itself, in order; other fields of its kind follow."""

STATED = N_("Named in: %s")
"""The heading of records whose words name the subject."""


class Page:
    """Makes the profiles of one output that bear one marking.

    They show nothing that is marked more strictly. The cells of a record are made once for all.
    """

    def __init__(self, values: Values, up: str) -> None:
        self._values = values
        self._up = up
        """What leads from a profile to the root of the output."""
        self._contents = escape(str(_("Contents")))
        self._here = escape(str(_("Link to this section")))
        self._written = escape(str(_("Where it is written")))
        self._source = str(_("source"))
        self._rows: Memo[tuple[str, str], dict[str, str]] = Memo(values.ledger)
        self._columns = {kind: _columns(record) for kind, record in values.ledger.kinds.items()}

    def context(self, record: Record, gathered: Gathered) -> dict[str, Any]:
        """The context of a theme's template for pages."""
        values = self._values
        title = escape(title_of(record) if record.verbatim else values.curl(title_of(record)))
        mentions = values.ledger.mentions_of(record.kind_name, record.id)
        pages = [page_of(docname, values) for docname in mentions if values.shows_page(docname)]
        tlp = values.marking(record)
        parts = [
            f'<section id="profile" class="brief-profile brief-profile-{record.kind_name}">\n',
            f"<h1>{title}</h1>\n",
        ]
        if tlp:
            parts.append(
                f'<p class="brief-marking brief-tlp-{level_of(tlp)}">{escape(badge_of(tlp))}</p>\n'
            )
        parts += self._who(record)
        sections = [*self._records(record, gathered), *self._pages(record, pages)]
        if len(sections) > 1:
            items = (
                f'<li><a class="reference internal" href="#{name}">{escape(label)}</a> '
                f'<span class="brief-count">{count}</span></li>'
                for name, label, count, _html in sections
            )
            parts.append(
                f'<nav class="brief-profile-contents" aria-label="{self._contents}">'
                f"<ul>{''.join(items)}</ul></nav>\n"
            )
        for name, label, _count, html in sections:
            parts.append(
                f'<section id="{name}">\n<h2>{escape(label)}'
                f'<a class="headerlink" href="#{name}" title="{self._here}">¶</a>'
                f"</h2>\n{html}</section>\n"
            )
        parts.append("</section>\n")
        return {"title": title, "body": "".join(parts), "meta": {}}

    # -- the subject ----------------------------------------------------------------------------

    def _who(self, record: Record) -> Iterator[str]:
        yield '<div class="brief-profile-who">\n'
        kind = type(record)
        names = [name for name in (*WHO, *kind.columns) if name != "text"]
        rows = [
            (label_of(kind, name), content)
            for name in dict.fromkeys(names)
            if (content := self._field(record, name))
        ]
        if rows:
            yield '<dl class="brief-meta field-list simple">\n'
            for label, content in rows:
                yield f"<dt>{escape(label)}</dt>\n<dd><p>{content}</p></dd>\n"
            yield "</dl>\n"
        prose = "".join(self._prose(record))
        yield from (f"<p>{block}</p>\n" for block in prose.split("\n\n") if block.strip())
        address = self._values.addresses.record(record.kind_name, record.id)
        yield (
            f'<p class="brief-details"><a class="reference internal" '
            f'href="{escape(self._up + address)}">{self._written}</a></p>\n'
            "</div>\n"
        )

    def _prose(self, record: Record) -> Iterator[str]:
        """The prose of the subject; names of actors and terms in it lead to their records."""
        own = (record.kind_name, record.id)
        for part in self._values.prose(record):
            if part.kind:
                words = part.text or f"[{self._source}]"
                yield self._part(part._replace(text=words))
                continue
            at, text = 0, self._values.curl(f"x{part.text}")[1:]  # it goes on after a reference
            for mention in self._values.ledger.mentions_in(text):
                is_shown = self._values.visible(mention.kind, [mention.id])
                if is_shown and (mention.kind, mention.id) != own:
                    link = self._values.link(mention.kind, mention.id)
                    yield escape(text[at : mention.start], quote=False)
                    yield self._part(link._replace(text=text[mention.start : mention.end]))
                    at = mention.end
            yield escape(text[at:], quote=False)

    # -- records --------------------------------------------------------------------------------

    def _records(self, subject: Record, gathered: Gathered) -> Iterator[tuple[str, str, int, str]]:
        """The sections that hold records: id, heading, number of records, HTML."""
        ledger = self._values.ledger
        for kind in in_order(gathered.naming, ledger.kinds):
            declaration = ledger.kinds[kind]
            found = newest_first(ledger.records(kind)[name] for name in gathered.naming[kind])
            label = words_of(declaration.labels, declaration)
            if declaration.profiled:
                html = f"<p>{self._inline(self._values.names(kind, (r.id for r in found)))}</p>\n"
            else:
                html = self._commitments_kept(found) + self._table(kind, found, subject)
            yield declaration.plural, label, len(found), html
        for kind in in_order(gathered.telling, ledger.kinds):
            declaration = ledger.kinds[kind]
            found = newest_first(ledger.records(kind)[name] for name in gathered.telling[kind])
            label = str(_(STATED)) % words_of(declaration.labels, declaration)
            html = self._table(kind, found, subject)
            yield f"{declaration.plural}-about", label, len(found), html

    def _commitments_kept(self, records: Sequence[Record]) -> str:
        """Whether commitments were kept, in numbers; nothing for other records."""
        found = [record for record in records if isinstance(record, Commitment)]
        if not found:
            return ""
        counts = Counter(record.status for record in found)
        details = [
            f"{_(COMMITMENT_STATUS.label(status))}: {counts[status]}"
            for status in COMMITMENT_STATUS.values
            if counts[status]
        ]
        overdue = sum(record.overdue for record in found)
        if overdue:
            details.append(f"{_('overdue')}: {overdue}")
        return f'<p class="brief-details brief-kept">{escape(" · ".join(details))}</p>\n'

    def _table(self, kind: str, records: Sequence[Record], subject: Record) -> str:
        rows = [self._cells(record) for record in records]
        own = self._inline([self._values.link(subject.kind_name, subject.id)])
        columns = [
            name
            for name in self._columns[kind]
            # A column that says the same in every row, or nothing, says nothing.
            if any(cell := [row[name] for row in rows]) and set(cell) != {own}
        ]
        declaration = type(records[0])
        shares = share_classes([weight_of(declaration, name) for name in columns])
        classes = ["brief-table", *size_classes(len(rows))]
        parts = [
            '<div class="brief-view brief-view-table '
            f'brief-view-{declaration.plural} container">\n'
            f'<table class="{" ".join(classes)} docutils align-default">\n<thead>\n<tr>'
        ]
        parts += [
            f'<th class="head {share}"><p>{escape(label_of(declaration, name))}</p></th>'
            for name, share in zip(columns, shares, strict=True)
        ]
        parts.append("</tr>\n</thead>\n<tbody>\n")
        for row in rows:
            cells = "".join([f"<td>{row[name]}</td>" for name in columns])
            parts.append(f"<tr>{cells}</tr>\n")
        parts.append("</tbody>\n</table>\n</div>\n")
        return "".join(parts)

    def _cells(self, record: Record) -> dict[str, str]:
        """The cells of a record by column."""
        columns = self._columns[record.kind_name]
        return self._rows.of(
            (record.kind_name, record.id),
            lambda: {name: self._cell(record, name) for name in columns},
        )

    def _cell(self, record: Record, name: str) -> str:
        if name in (record.argument, "text"):
            return self._head(record)
        if name == "source":
            return self._inline(self._values.sources(record))
        return self._field(record, name)

    def _field(self, record: Record, name: str) -> str:
        return self._inline(self._values.of(record, name), separator_of(record, name))

    def _head(self, record: Record) -> str:
        """The statement of a record, with what is derived about it."""
        values = self._values
        parts = [
            f'<p class="brief-head">{self._part(values.link(record.kind_name, record.id))}</p>'
        ]
        standing = []
        for badge, by in values.standing(record):
            others = f" {escape(str(_('by: ')))}{self._inline(by)}" if by else ""
            standing.append(self._part(badge) + others)
        if record.tlp:
            standing.append(self._part(marking_part(record.tlp)))
        parts += [f'<p class="brief-standing">{line}</p>' for line in standing]
        return "".join(parts)

    # -- pages ----------------------------------------------------------------------------------

    def _pages(
        self, subject: Record, pages: Sequence[Mentioning]
    ) -> Iterator[tuple[str, str, int, str]]:
        labels = {"brief": Brief.labels, "note": Note.labels, "page": N_("Other pages")}
        for kind, label in labels.items():
            found = [page for page in pages if page.kind == kind]
            if kind == "page":
                found = [page for page in found if page.docname != subject.docname]
            if not found:
                continue
            found.sort(key=lambda page: (-page.newest.toordinal(), page.title, page.docname))
            items = "".join(f"<li><p>{self._page(page)}</p></li>\n" for page in found)
            html = f'<ul class="brief-list brief-mentions simple">\n{items}</ul>\n'
            yield f"mentioned-in-{kind}", str(_(label)), len(found), html

    def _page(self, page: Mentioning) -> str:
        address = self._up + self._values.addresses.page(page.docname)
        parts = [f'<a class="reference internal" href="{escape(address)}">{escape(page.title)}</a>']
        if page.date:
            parts.append(self._part(self._values.date(page.date)))
        if page.about:
            about = str(_(page.about)) if page.kind == "brief" else page.about
            parts.append(escape(self._values.curl(about)))
        if page.marking:
            parts.append(self._part(marking_part(page.marking)))
        return " · ".join(parts)

    # -- values ---------------------------------------------------------------------------------

    def _inline(self, parts: Iterable[Part], separator: str = ", ") -> str:
        found = list(parts)
        texts, between = listed(part.text for part in found)
        if separator == ", " != between:
            found = [part._replace(text=text) for part, text in zip(found, texts, strict=True)]
            separator = between
        return separator.join([self._part(part) for part in found])

    def _part(self, part: Part) -> str:
        kind = self._values.ledger.kinds.get(part.kind)
        stays = part.text == part.address or (kind is not None and kind.verbatim)
        words = escape(part.text if stays else self._values.curl(part.text), quote=False)
        if part.kind:
            return (
                f'<a class="reference internal brief-ref brief-ref-{part.kind}" '
                f'href="{self._up}{escape(part.address)}">{words}</a>'
            )
        if part.address:
            return f'<a class="reference external" href="{escape(part.address)}">{words}</a>'
        if part.classes:
            key = f' data-sort="{escape(part.sort_key)}"' if part.sort_key else ""
            return f'<span class="{escape(" ".join(part.classes))}"{key}>{words}</span>'
        return words


def _columns(kind: type[Record]) -> tuple[str, ...]:
    """The columns of a table of a kind; what it says comes first."""
    wanted = kind.table_columns or kind.columns
    head = kind.argument or "text"
    return (head, *(name for name in wanted if name not in (head, "text")))
