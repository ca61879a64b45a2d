"""A profile as HTML: who or what it is, the latest briefs, then all that names it, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from ...markings import badge_of
from ...presentation.labels import N_, _, label_of, profile_label, words_of
from ...presentation.values import level_of, title_of
from ...records import Brief, Commitment, Note, Record, naming
from ...vocabularies import COMMITMENT_STATUS
from ..values import Values
from .contents import (
    Gathered,
    Mentioning,
    due_first,
    in_order,
    newest_first,
    page_of,
    roles_in,
)
from .overview import stances, timeline
from .parts import FOLDED, Parts, folded

WHO = (
    "kind", "long", "abbr", "aliases", "country", "offices", "members", "member-of", "speaks-for",
    "parent", "plural", "see", "not", "website", "wikidata", "opensanctions", "source",
)  # fmt: skip
"""What is said of the subject itself, in order; other fields of its kind follow."""

Section = tuple[str, str, int, str]
"""The id of a section, its heading, the number of what is in it, its HTML."""

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
        self._parts = Parts(values, up)
        self._contents = escape(str(_("Contents")))
        self._written = escape(str(_("Where it is written")))
        self._source = str(_("source"))

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
        briefs, others = self._pages(record, pages)
        sections = [*briefs, *self._records(record, gathered), *others]
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
        parts += [self._parts.section(name, label, html) for name, label, _n, html in sections]
        parts.append("</section>\n")
        return {"title": title, "body": "".join(parts), "meta": {}, "briefing_marking": tlp}

    # -- the subject ----------------------------------------------------------------------------

    def _who(self, record: Record) -> Iterator[str]:
        yield '<div class="brief-profile-who">\n'
        kind = type(record)
        names = [name for name in (*WHO, *kind.columns) if name != "text"]
        rows = [
            (label_of(kind, name), content)
            for name in dict.fromkeys(names)
            if (content := self._parts.field(record, name))
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
                yield self._parts.part(part._replace(text=words))
                continue
            at, text = 0, self._values.curl(f"x{part.text}")[1:]  # it goes on after a reference
            for mention in self._values.ledger.mentions_in(text):
                is_shown = self._values.visible(mention.kind, [mention.id])
                if is_shown and (mention.kind, mention.id) != own:
                    link = self._values.link(mention.kind, mention.id)
                    yield escape(text[at : mention.start], quote=False)
                    words = text[mention.start : mention.end]
                    yield self._parts.part(link._replace(text=words))
                    at = mention.end
            yield escape(text[at:], quote=False)

    # -- records --------------------------------------------------------------------------------

    def _records(self, subject: Record, gathered: Gathered) -> Iterator[Section]:
        """The sections that hold records: id, heading, number of records, HTML."""
        ledger = self._values.ledger
        for kind in in_order(gathered.naming, ledger.kinds):
            declaration = ledger.kinds[kind]
            found = newest_first(ledger.records(kind)[name] for name in gathered.naming[kind])
            label = words_of(declaration.labels, declaration)
            if declaration.profiled:
                names = self._values.names(kind, (record.id for record in found))
                html = f"<p>{self._parts.inline(names)}</p>\n"
            else:
                ordered = due_first(found) if declaration.falls_due else found
                html = timeline(found, self._parts) + stances(found, subject, self._parts)
                html += self._commitments_kept(found) + self._roles(found, subject)
                html += self._parts.table(kind, ordered, subject, fold=FOLDED)
            yield declaration.plural, label, len(found), html
        for kind in in_order(gathered.telling, ledger.kinds):
            declaration = ledger.kinds[kind]
            found = newest_first(ledger.records(kind)[name] for name in gathered.telling[kind])
            label = str(_(STATED)) % words_of(declaration.labels, declaration)
            html = self._parts.table(kind, found, subject, fold=FOLDED)
            yield f"{declaration.plural}-about", label, len(found), html

    def _roles(self, records: Sequence[Record], subject: Record) -> str:
        """In how many records the subject is host, target and the like; nothing for none."""
        kind = type(records[0])
        counts = Counter(name for record in records for name in roles_in(record, subject))
        if not counts:
            return ""
        names = (item.name for item in naming(kind) if item.name in counts)
        words = [f"{profile_label(kind, name)}: {counts[name]}" for name in names]
        return f'<p class="brief-details brief-roles">{escape(_BETWEEN.join(words))}</p>\n'

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
        return f'<p class="brief-details brief-kept">{escape(_BETWEEN.join(details))}</p>\n'

    # -- pages ----------------------------------------------------------------------------------

    def _pages(self, subject: Record, pages: Sequence[Mentioning]) -> tuple[list[Section], ...]:
        """The sections that hold pages: briefs, and the others."""
        labels = {"brief": Brief.labels, "note": Note.labels, "page": N_("Other pages")}
        briefs: list[Section] = []
        others: list[Section] = []
        for kind, label in labels.items():
            found = [page for page in pages if page.kind == kind]
            if kind == "page":
                found = [page for page in found if page.docname != subject.docname]
            if not found:
                continue
            found.sort(key=lambda page: (-page.newest.toordinal(), page.title, page.docname))
            html = self._listed(found)
            section = f"mentioned-in-{kind}", str(_(label)), len(found), html
            (briefs if kind == "brief" else others).append(section)
        return briefs, others

    def _listed(self, pages: Sequence[Mentioning]) -> str:
        """A list of pages, folded where it is long."""
        items = [f"<li><p>{self._parts.entry(page)}</p></li>\n" for page in pages]
        shown, more = items[:FOLDED], items[FOLDED:]
        html = _LIST % "".join(shown)
        return html + folded(_LIST % "".join(more), len(items)) if more else html


_BETWEEN = " \N{MIDDLE DOT} "
_LIST = '<ul class="brief-list brief-mentions simple">\n%s</ul>\n'
