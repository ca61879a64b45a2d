"""A profile as HTML: who or what it is, the latest briefs, then all that names it, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from typing import Any

from ...markings import badge_of
from ...presentation.labels import _, label_of, profile_label
from ...presentation.values import level_of, title_of
from ...records import Commitment, Record, naming
from ...vocabularies import COMMITMENT_STATUS
from ..addresses import pagename
from ..long_lists import part_name
from ..values import Values
from .contents import Gathered, newest_first, page_of, roles_in
from .lists import Listed, lists_of
from .overview import stances, timeline
from .parts import FOLDED, Parts, folded

WHO = (
    "kind", "long", "abbr", "aliases", "country", "offices", "members", "member-of", "speaks-for",
    "parent", "plural", "see", "not", "website", "wikidata", "opensanctions", "source",
)  # fmt: skip
"""What is said of the subject itself, in order; other fields of its kind follow."""

Section = tuple[str, str, int, str]
"""The id of a section, its heading, the number of what is in it, its HTML."""


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
        title = self._title(record)
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
        sections = [self._section(record, one) for one in lists_of(values, record, gathered)]
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

    def _title(self, record: Record) -> str:
        words = title_of(record)
        return escape(words if record.verbatim else self._values.curl(words))

    # -- lists ----------------------------------------------------------------------------------

    def _section(self, subject: Record, one: Listed) -> Section:
        """A list as a section, or the first part of a long one."""
        listed = one.listed
        links = listed.links(0, partial(self._way, subject, one.name), one.label)
        if one.kind:
            records = self._values.ledger.records(one.kind)
            html = self._extras(subject, one, [records[name] for name in listed.rows])
            html += self._of_records(subject, one, listed.part(0), fold=FOLDED)
        else:
            html = self._listed(listed.part(0), fold=FOLDED)
        return one.name, one.label, len(listed.rows), html + links

    def part(self, record: Record, one: Listed, number: int) -> dict[str, Any]:
        """The context for a further part of a long list.

        :param number: which part it is, counted from 0.
        """
        title, tlp = self._title(record), self._values.marking(record)
        label = f"{escape(one.label)} ({number + 1})"
        way = partial(self._way, record, one.name)
        above, below = one.listed.links(number, way), one.listed.links(number, way, one.label)
        rows = one.listed.part(number)
        html = self._of_records(record, one, rows) if one.kind else self._listed(rows)
        marking = (
            f'<p class="brief-marking brief-tlp-{level_of(tlp)}">{escape(badge_of(tlp))}</p>\n'
            if tlp
            else ""
        )
        back = escape(f"{self._way(record, one.name, 0)}#{one.name}")
        link = f'<a class="reference internal" href="{back}">{title}</a>'
        body = (
            f'<section id="{one.name}" class="brief-profile brief-profile-part">\n'
            f"<h1>{title}: {label}</h1>\n{marking}"
            f'<p class="brief-details">{link}</p>\n'
            f"{above}{html}{below}</section>\n"
        )
        return {
            "title": f"{title}: {label}",
            "body": body,
            "meta": {},
            "briefing_marking": tlp,
        }

    def _way(self, record: Record, section: str, number: int) -> str:
        """What leads from a profile, or a part of one, to a part of a list of it."""
        name = part_name(pagename(record.kind_name, record.id), number, section)
        return self._up + self._values.addresses.page(name)

    def _of_records(
        self, subject: Record, one: Listed, rows: Sequence[str], *, fold: int = 0
    ) -> str:
        """Some records of a list, in its order."""
        declaration = self._values.ledger.kinds[one.kind]
        if one.is_named and declaration.profiled:
            return f"<p>{self._parts.inline(self._values.names(one.kind, rows))}</p>\n"
        records = self._values.ledger.records(one.kind)
        found = [records[name] for name in rows]
        drawn = timeline(newest_first(found), self._parts) if one.is_named and not fold else ""
        return drawn + self._parts.table(one.kind, found, subject, fold=fold)

    def _extras(self, subject: Record, one: Listed, records: Sequence[Record]) -> str:
        """What is said of all the records of a list before they come."""
        if not one.is_named or self._values.ledger.kinds[one.kind].profiled:
            return ""
        newest = newest_first(records)
        first = newest if one.listed.count < 2 else newest_first(records[: len(one.listed.part(0))])
        html = timeline(first, self._parts) + stances(newest, subject, self._parts)
        return html + self._commitments_kept(newest) + self._roles(newest, subject)

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

    def _listed(self, docnames: Sequence[str], *, fold: int = 0) -> str:
        """A list of pages, folded where it is long."""
        pages = [page_of(docname, self._values) for docname in docnames]
        items = [f"<li><p>{self._parts.entry(page)}</p></li>\n" for page in pages]
        shown, more = items[: fold or None], items[fold:] if fold else []
        html = _LIST % "".join(shown)
        return html + folded(_LIST % "".join(more), len(items)) if more else html


_BETWEEN = " \N{MIDDLE DOT} "
_LIST = '<ul class="brief-list brief-mentions simple">\n%s</ul>\n'
