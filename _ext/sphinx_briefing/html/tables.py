"""Tables of selections that readers can sort and filter: what a script needs for that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..doctree import Replacing
from ..domain import domain_of
from ..presentation.labels import _
from ..presentation.marks import value_of
from ..records import Kinds, declared
from ..records.dates import span
from ..websites import WEBSITES, add_where

if TYPE_CHECKING:
    from sphinx.application import Sphinx

LAYOUTS = frozenset({"table", "ledger", "ach"})
"""The layouts whose tables have a record a row."""

SIGNS = tuple(f"brief-view-{layout}" for layout in sorted(LAYOUTS))


class SortKeys(SphinxPostTransform):
    """Give the dates in tables what they are sorted by: in words they are in no order."""

    default_priority = 7
    builders = WEBSITES

    def run(self, **kwargs: Any) -> None:
        """Look into the tables of pages that ask for one."""
        domain = domain_of(self.env)
        page, kinds = domain.pages.get(self.env.docname), domain.kinds
        if page is None or not any(
            question.layout(kinds) in LAYOUTS for question in page.questions
        ):
            return
        replacing = Replacing()
        for table in self.document.findall(nodes.table):
            if "brief-long" in table["classes"] and not isinstance(table.children[0], nodes.title):
                table["classes"].append("brief-bare")  # its field is not in its caption
            for date, value in list(dates_in(table, kinds)):
                key = span(value).first.isoformat()
                # Keys are digits and hyphens, and the text is escaped by the writer.
                start = f'<span class="brief-date" data-sort="{key}">'
                replacing.replace(
                    date,
                    [
                        nodes.raw("", start, format="html"),
                        *date.children,
                        nodes.raw("", "</span>", format="html"),
                    ],
                )


def dates_in(table: nodes.table, kinds: Kinds) -> Iterator[tuple[nodes.inline, str]]:
    """The dates that a table prints in words, each as it is written."""
    for words in table.findall(nodes.inline):
        value = value_of(words)
        if value is not None:
            field = declared(kinds.selectable[value.kind]).get(value.field)
            if field is not None and field.shape.date:
                yield words, value.value


def words() -> Mapping[str, str]:
    """The words that the script prints."""
    return {
        "data-filter": str(_("Filter")),
        "data-rows": str(_("%d of %d rows")),
        "data-sort": str(_("Sort")),
        "data-more": str(_("Show %d more")),
        "data-all": str(_("Show all %d")),
    }


def setup(app: Sphinx) -> None:
    """Add the script, and what it sorts by."""
    app.add_post_transform(SortKeys)
    add_where(app, SIGNS, scripts=["briefing-tables-order.js"])
    add_where(
        app, SIGNS, styles=["briefing-tables.css"], scripts=["briefing-tables.js"], words=words
    )
