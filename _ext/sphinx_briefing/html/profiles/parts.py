"""The parts that pages made of records have in common, as HTML: values, tables, entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from ...html_cleaning import is_remote
from ...layouts.table import share_classes, size_classes
from ...ledger.trace import Memo
from ...presentation.labels import _, label_of, profile_label
from ...presentation.losses import lost
from ...presentation.typography import listed
from ...presentation.values import Part, marking_part, separator_of
from ...records import Record
from ...records.weights import weight_of
from ..values import Values
from .contents import Mentioning, roles_in

FOLDED = 5
"""The rows of a table that are shown at first, where there are more."""


class Parts:
    """Makes the parts of pages that bear one marking; the cells of a record once for all.

    :param up: what leads from a page to the root of the output.
    """

    def __init__(self, values: Values, up: str) -> None:
        self.values = values
        self.up = up
        self._here = escape(str(_("Link to this section")))
        self._rows: Memo[tuple[str, str], dict[str, str]] = Memo(values.ledger)
        self._columns = {kind: _columns(record) for kind, record in values.ledger.kinds.items()}

    def section(self, name: str, label: str, html: str) -> str:
        """A section with a heading that can be linked to."""
        return (
            f'<section id="{name}">\n<h2>{escape(label)}'
            f'<a class="headerlink" href="#{name}" title="{self._here}">¶</a>'
            f"</h2>\n{html}</section>\n"
        )

    def table(
        self, kind: str, records: Sequence[Record], subject: Record | None = None, *, fold: int = 0
    ) -> str:
        """A table of records of one kind.

        :param subject: whose page it stands on.
        :param fold: the rows that are shown at first; 0 for all.
        """
        rows = [self._cells(record) for record in records]
        if subject is not None:
            rows = [
                self._with_roles(row, record, subject)
                for row, record in zip(rows, records, strict=True)
            ]
        link = self.values.link
        own = f"<p>{self.inline([link(subject.kind_name, subject.id)])}</p>" if subject else ""
        columns = [
            name
            for name in self._columns[kind]
            # A column that says the same in every row, or nothing, says nothing.
            if any(cell := [row[name] for row in rows]) and set(cell) != {own}
        ]
        if not fold or len(rows) <= fold:
            return self._rows_in(type(records[0]), columns, rows)
        first = self._rows_in(type(records[0]), columns, rows[:fold])
        others = self._rows_in(type(records[0]), columns, rows[fold:])
        return first + folded(others, len(rows))

    def _rows_in(
        self, kind: type[Record], columns: Sequence[str], rows: Sequence[dict[str, str]]
    ) -> str:
        shares = share_classes([weight_of(kind, name) for name in columns])
        classes = ["brief-table", *size_classes(len(rows))]
        parts = [
            '<div class="brief-view brief-view-table '
            f'brief-view-{kind.plural} container">\n'
            f'<table class="{" ".join(classes)} docutils align-default">\n<thead>\n<tr>'
        ]
        parts += [
            f'<th class="head {share}"><p>{escape(label_of(kind, name))}</p></th>'
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

    def _with_roles(self, row: dict[str, str], record: Record, subject: Record) -> dict[str, str]:
        """The cells of a record, which say what the subject of a profile has to do with it."""
        found = [profile_label(type(record), name) for name in roles_in(record, subject)]
        if not found:
            return row
        head = record.argument or "text"
        words = escape(" \N{MIDDLE DOT} ".join(found))
        # The rows of a table are sorted by their titles all the same.
        said = f'<span data-sort="{escape(record.title_text)}">{words}</span>'
        return {**row, head: f'<p class="brief-role">{said}</p>{row[head]}'}

    def _cell(self, record: Record, name: str) -> str:
        if name in (record.argument, "text"):
            return self.head(record)
        if name == "source":
            html = self.inline(self.values.sources(record))
        else:
            html = self.field(record, name)
        return f"<p>{html}</p>" if html else ""

    def field(self, record: Record, name: str) -> str:
        """The value of a field."""
        return self.inline(self.values.of(record, name), separator_of(record, name))

    def head(self, record: Record) -> str:
        """The statement of a record, with what is derived about it."""
        values = self.values
        parts = [f'<p class="brief-head">{self.part(values.link(record.kind_name, record.id))}</p>']
        standing = []
        if gone := lost(record, values):
            standing.append(self.inline((gone.badge, *gone.reason), ""))
        for badge, by in values.standing(record):
            others = f" {escape(str(_('by: ')))}{self.inline(by)}" if by else ""
            standing.append(self.part(badge) + others)
        if record.tlp:
            standing.append(self.part(marking_part(record.tlp)))
        parts += [f'<p class="brief-standing">{line}</p>' for line in standing]
        return "".join(parts)

    def entry(self, page: Mentioning) -> str:
        """A page, with its date and what it is, in one line."""
        address = self.up + self.values.addresses.page(page.docname)
        link = f'<a class="reference internal" href="{escape(address)}">{escape(page.title)}</a>'
        return " · ".join(filter(None, (link, self.about(page))))

    def about(self, page: Mentioning) -> str:
        """The date of a page and what it is."""
        parts = []
        if page.date:
            parts.append(self.part(self.values.date(page.date)))
        if page.about:
            about = str(_(page.about)) if page.kind == "brief" else page.about
            parts.append(escape(self.values.curl(about)))
        if page.marking:
            parts.append(self.part(marking_part(page.marking)))
        return " · ".join(parts)

    def inline(self, parts: Iterable[Part], separator: str = ", ") -> str:
        """Some parts, one after the other."""
        found = list(parts)
        texts, between = listed(part.text for part in found)
        if separator == ", " != between:
            found = [part._replace(text=text) for part, text in zip(found, texts, strict=True)]
            separator = between
        return separator.join([self.part(part) for part in found])

    def part(self, part: Part) -> str:
        """A part, leading to what it stands for."""
        kind = self.values.ledger.kinds.get(part.kind)
        stays = part.text == part.address or (kind is not None and kind.verbatim)
        words = escape(part.text if stays else self.values.curl(part.text), quote=False)
        if part.kind and is_remote(part.address):  # another house has published it
            look = f"reference external brief-ref brief-ref-{part.kind}"
            return f'<a class="{look}" href="{escape(part.address)}">{words}</a>'
        if part.kind and part.address:
            return (
                f'<a class="reference internal brief-ref brief-ref-{part.kind}" '
                f'href="{self.up}{escape(part.address)}">{words}</a>'
            )
        if part.address:
            look = escape(" ".join(("reference external", *part.classes)))
            return f'<a class="{look}" href="{escape(part.address)}">{words}</a>'
        if part.classes:
            key = f' data-sort="{escape(part.sort_key)}"' if part.sort_key else ""
            return f'<span class="{escape(" ".join(part.classes))}"{key}>{words}</span>'
        return words


def folded(html: str, count: int) -> str:
    """A part of a page that opens when a reader asks for all."""
    words = escape(str(_("Show all %d")) % count)
    return f'<details class="brief-more">\n<summary>{words}</summary>\n{html}</details>\n'


def _columns(kind: type[Record]) -> tuple[str, ...]:
    """The columns of a table of a kind; what it says comes first."""
    wanted = kind.table_columns or kind.columns
    head = kind.argument or "text"
    return (head, *(name for name in wanted if name not in (head, "text")))
