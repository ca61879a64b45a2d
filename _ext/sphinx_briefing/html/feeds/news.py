"""Changes in a brief since the edition before, in plain lines for those who subscribe."""

from __future__ import annotations

from collections.abc import Iterator

from ...editions import Kept
from ...ledger.known import known_to
from ...markings import OPEN, may_show
from ...presentation.changes import Entry, as_text, in_words
from ...presentation.labels import _
from ...presentation.values import Facts
from ...records import Brief
from ...resolve.since import changes_since
from .publication import Publication


def news_of(publication: Publication, brief: Brief) -> Iterator[str]:
    """The lines; none for a first edition, or where nothing has changed in meaning."""
    ledger = known_to(publication.ledger, brief.docname)
    since = changes_since(publication.domain, ledger, brief.docname)
    if since is None:
        return
    language = publication.config.language or "en"
    facts = Facts(ledger, publication.conventions, language, docname=brief.docname)

    def may_read(kept: Kept) -> bool:
        return may_show(kept.marking or OPEN, publication.open_to)

    groups = in_words(since.changes, facts, may_read)
    if groups:
        yield str(_("What has changed since %s")) % (str(_("edition %d")) % since.before.number)
    for group in groups:
        yield from (f"{group.label}: {_line(entry)}" for entry in group.entries)


def _line(entry: Entry) -> str:
    head = f"{entry.verb}: {entry.record.title}" if entry.verb else entry.record.title
    said = "; ".join(map(as_text, entry.said))
    causes = map(as_text, entry.causes)
    return ". ".join([f"{head} \N{EN DASH} {said}" if said else head, *causes])
