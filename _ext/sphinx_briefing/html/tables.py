"""Tables of selections that readers can sort, filter and save: what scripts need for that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..doctree import Replacing
from ..domain import domain_of
from ..presentation.amounts import sortable
from ..presentation.labels import _
from ..presentation.marks import UNIT, value_of
from ..records import Kinds, declared
from ..records.amounts import amount
from ..records.dates import span
from ..records.fields import AMOUNT
from ..websites import WEBSITES, add_where

if TYPE_CHECKING:
    from sphinx.application import Sphinx

LAYOUTS = frozenset({"table", "ledger", "ach", "chart"})
"""The layouts whose tables have a record a row."""

SIGNS = tuple(f"brief-view-{layout}" for layout in sorted(LAYOUTS))


class SortKeys(SphinxPostTransform):
    """Give dates and amounts in tables what they are sorted by: in words they are in no order."""

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
            for found, data in list(keyed_in(table, kinds)):
                written = "".join(f' data-{name}="{escape(text)}"' for name, text in data.items())
                start = f'<span class="{found["classes"][0]}"{written}>'
                replacing.replace(
                    found,
                    [
                        nodes.raw("", start, format="html"),
                        *found.children,
                        nodes.raw("", "</span>", format="html"),
                    ],
                )


def keyed_in(table: nodes.table, kinds: Kinds) -> Iterator[tuple[nodes.inline, Mapping[str, str]]]:
    """The dates and amounts that a table prints in words, each with what scripts read of it."""
    for words in table.findall(nodes.inline):
        value = value_of(words)
        if value is None or not words["classes"]:
            continue
        field = declared(kinds.selectable[value.kind]).get(value.field)
        if field is not None and field.shape.date:
            yield words, {"sort": span(value.value).first.isoformat()}
        elif field is not None and field.shape.is_like(AMOUNT):
            yield words, _data_of(value.value, table.get(UNIT, ""))


def _data_of(written: str, unit: str) -> Mapping[str, str]:
    """An amount as plain numbers, for programs."""
    found = amount(written)
    ends = {"low": found.low, "high": found.high}
    return {
        "sort": sortable(written),
        **{name: format(end, "f") for name, end in ends.items() if end is not None},
        "approximate": "true" if found.is_approximate else "false",
        **({"unit": unit} if unit else {}),
    }


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
