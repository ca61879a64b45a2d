"""The facts and words that the template prints around a brief or a dossier."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from ...markings import badge_of, read_marking, strictest
from ...presentation.codes import direction_of
from ...presentation.dates import printed
from ...presentation.labels import _, label_of
from ...records import Brief
from ...texts import shorten
from ..paper.direction import runs
from ..paper.meta import BriefMeta

if TYPE_CHECKING:
    from ...config.bundles import Bundle
    from ..paper.typst_code import Value

DOSSIER = "dossier"
"""The kind of a dossier, for the template."""

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_](?:[A-Za-z]{4}[-_])?([A-Za-z]{2}))?(?![A-Za-z])")


def facts_of(meta: BriefMeta) -> dict[str, Value]:
    """Return the dictionary that the Typst template is called with."""
    found: dict[str, Value] = asdict(meta)
    language, region = locale_of(meta.language)
    day = meta.day()
    way = direction_of(meta.language)
    return found | {
        "language": language,
        "region": region,
        "date": printed(meta.date, meta.language),
        "as_of": printed(meta.as_of, meta.language),
        "day": (day.year, day.month, day.day) if day else None,
        "kind-label": meta.kind_label,
        "status-label": meta.status_label,
        "short-title": shortened(meta.title),
        "runs": way,
        "title-runs": runs(meta.title, way),
        "summary-runs": runs(meta.summary, way),
        "words": words(),
    }


def words() -> dict[str, str]:
    """Return the words by the names that the template uses: those of the pages."""
    fields = ("reference", "date", "status", "edition", "supersedes", "superseded-by", "authors")
    return {name: label_of(Brief, name) for name in fields} | {
        "as-of": label_of(Brief, "as_of"),
        "contents": str(_("Contents")),
        "summary": str(_("Summary")),
        "reading": str(_("Reading time")),
        "minutes": str(_("min")),
        "page": str(_("Page")),
        "of": str(_("of")),
        "brief": str(_("Brief")),
    }


def shortened(title: str, most: int = 64) -> str:
    """Return a title that fits into a header: cut at its colon, or else after a word.

    >>> shortened("Security guarantees: where they stand after a very long meeting in Krakow")
    'Security guarantees'
    """
    if len(title) <= most:
        return title
    head, colon, _rest = title.partition(": ")
    if colon and 8 <= len(head) <= most:
        return head
    return shorten(title, most)


def locale_of(language: str) -> tuple[str, str | None]:
    """Return the language and region codes that Typst and PDF understand.

    >>> locale_of("pt_BR"), locale_of("sr-Latn-RS"), locale_of("")
    (('pt', 'BR'), ('sr', 'RS'), ('en', None))
    """
    match = _LANGUAGE.match(language or "")
    if match is None:
        return "en", None
    return match[1], match[2].upper() if match[2] else None


def _line_of_dossier(bundle: Bundle, briefs: Sequence[BriefMeta]) -> tuple[tuple[str, str], ...]:
    authors = tuple(bundle.authors) or tuple(dict.fromkeys(a for b in briefs for a in b.authors))
    date = bundle.date or max((brief.date for brief in briefs), default="")
    minutes = sum(brief.reading_minutes for brief in briefs)
    found = (
        ("authors", ", ".join(authors)),
        ("date", printed(date, briefs[0].language)),
        ("reading", f"{minutes} {_('min')}"),
    )
    return tuple((name, words) for name, words in found if words)


def meta_of_dossier(bundle: Bundle, briefs: Sequence[BriefMeta]) -> BriefMeta:
    """Return what a dossier shows of itself: what it says, and what its briefs say together."""

    def all_of(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item for brief in briefs for item in getattr(brief, name)))

    marking = strictest(read_marking(brief.marking) for brief in briefs if brief.marking)
    return BriefMeta(
        title=bundle.title,
        language=briefs[0].language,
        summary=bundle.summary,
        reference=bundle.reference,
        date=bundle.date or max((brief.date for brief in briefs), default=""),
        authors=tuple(bundle.authors) or all_of("authors"),
        kind=DOSSIER,
        kind_label=str(_("Dossier")),
        marking=badge_of(marking) if marking else "",
        keywords=all_of("keywords"),
        reading_minutes=sum(brief.reading_minutes for brief in briefs),
        kicker=" · ".join(filter(None, (str(_("Dossier")), bundle.reference))),
        line=_line_of_dossier(bundle, briefs),
    )
