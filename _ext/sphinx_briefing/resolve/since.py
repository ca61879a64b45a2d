"""Changes in a brief since an earlier edition: where its author puts them, or in its front.

The frozen edition is a file, which a page asks for as it asks the ledger: when the file changes,
comes or goes, the page is made anew.
"""

from __future__ import annotations

from typing import NamedTuple

from docutils import nodes

from ..doctree import replace
from ..domain import BriefDomain
from ..domain.changes import changes as changes_node
from ..domain.traces import EDITION
from ..editions import Change, Edition, Kept, changes, edition_of, number_of
from ..layouts.changes import CHANGES, as_changes
from ..layouts.parts import paragraph
from ..ledger import Ledger
from ..markings import OPEN, may_show
from ..presentation.changes import in_words
from ..presentation.dates import printed
from ..presentation.labels import _
from ..presentation.marks import FRONT
from .pages import PageAnswer


class Since(NamedTuple):
    """An earlier edition of a brief, and what has changed since."""

    before: Edition
    changes: list[Change]


def changes_since(
    domain: BriefDomain, ledger: Ledger, docname: str, number: int = 0
) -> Since | None:
    """The changes in a brief; ``None`` where there is no earlier edition to compare it with.

    :param ledger: the ledger as the brief knows it.
    :param number: the earlier edition; by default the one before.
    """
    brief, facts = ledger.briefs.get(docname), domain.pages.get(docname)
    if brief is None or facts is None or not brief.reference:
        return None
    number = number or number_of(brief) - 1
    if not 0 < number < number_of(brief):
        return None
    domain.traces.ask(docname, EDITION, brief.reference, str(number))
    before = domain.editions.find(brief.reference, number).edition
    if before is None:
        return None
    now = edition_of(ledger, facts, domain.conventions)
    return Since(before, changes(before, now, ledger.kinds))


def front_section(page: PageAnswer) -> nodes.section | None:
    """The section in the front of a brief of a later edition; where it has none, ``None``."""
    if page.changes_by_hand or not page.is_brief:
        return None
    since = changes_since(page.domain, page.context.ledger, page.docname)
    box = _box(page, since) if since is not None else None
    if since is None or box is None:
        return None
    title = str(_("What has changed since %s")) % _named(since.before, page)
    return nodes.section(
        "",
        nodes.title(title, title),
        box,
        ids=[page.own_id("key-changes")],
        classes=["brief-front", "brief-key-changes"],
        **{FRONT: CHANGES},
    )


def expand_changes(node: changes_node, page: PageAnswer) -> None:
    """Put what has changed where its author wants it."""
    page.changes_by_hand = True
    options = node["options"]
    since = changes_since(page.domain, page.context.ledger, page.docname, node["since"])
    box = _box(page, since) if since is not None else None
    if since is None or box is None:
        empty = options.get("empty")
        replace(node, [nodes.paragraph(empty, empty, classes=["brief-empty"])] if empty else [])
        return
    box.source, box.line = node.source, node.line
    caption = options.get("caption")
    if caption:
        box.insert(0, nodes.rubric(caption, caption, classes=["brief-caption"]))
    else:
        words = str(_("Since %s:")) % _named(since.before, page)
        box.insert(0, paragraph(nodes.Text(words), classes=["brief-change-since"]))
    replace(node, [box])


def _box(page: PageAnswer, since: Since) -> nodes.container | None:
    open_to = page.context.ledger.markings.of_page(page.docname)

    def may_read(kept: Kept) -> bool:
        return may_show(kept.marking or OPEN, open_to)

    groups = in_words(since.changes, page.context.facts(short=True), may_read)
    return as_changes(groups) if groups else None


def _named(edition: Edition, page: PageAnswer) -> str:
    """An edition with its date."""
    words = str(_("edition %d")) % edition.number
    if not edition.date:
        return words
    return f"{words} ({printed(edition.date, page.context.language)})"
