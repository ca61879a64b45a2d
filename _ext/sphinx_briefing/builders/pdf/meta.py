"""What a brief's title block, its page headers and the PDF's own metadata show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ...config.values import conventions_of
from ...presentation.dates import printed
from ...vocabularies import TLP
from .directions import direction_of, runs
from .escape import Value
from .words import _, label

if TYPE_CHECKING:
    from sphinx.config import Config

    from .bundles import Bundle

#: The kind of a dossier, for the template.
DOSSIER = "dossier"

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_](?:[A-Za-z]{4}[-_])?([A-Za-z]{2}))?(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class PdfMeta:
    """The facts about one brief that are printed around its text."""

    title: str
    language: str = "en"
    summary: str = ""
    reference: str = ""
    date: str = ""
    """As written: ISO 8601 or EDTF."""
    authors: tuple[str, ...] = ()
    status: str = ""
    edition: str = ""
    as_of: str = ""
    supersedes: str = ""
    superseded_by: tuple[tuple[str, str], ...] = ()
    """The briefs that replace it, each with its address, if that is known."""
    kind: str = ""
    kind_label: str = ""
    """What is printed for the kind; by default its name."""
    marking: str = ""
    """With its prefix: ``TLP:GREEN``."""
    keywords: tuple[str, ...] = ()
    reading_minutes: int = 0

    def day(self) -> datetime | None:
        """Return the first day of the date, where it names one."""
        match = _DATE.match(self.date)
        if match is None:
            return None
        year, month, day = (int(part) if part else 1 for part in match.groups())
        try:
            return datetime(year, month, day, tzinfo=UTC)
        except ValueError:
            return None

    def for_template(self) -> dict[str, Value]:
        """Return the dictionary that the Typst template is called with."""
        found: dict[str, Value] = asdict(self)
        lang, region = locale_of(self.language)
        found["language"], found["region"] = lang, region
        for name in ("date", "as_of"):
            found[name] = printed(str(found[name]), self.language)
        day = self.day()
        found["kind-label"] = self.kind_label or label(self.kind)
        found["status-label"] = label(self.status)
        found["runs"] = direction_of(self.language)
        found["short-title"] = shortened(self.title)
        found["summary-runs"] = runs(self.summary, direction_of(self.language))
        found["title-runs"] = runs(self.title, direction_of(self.language))
        found["day"] = (day.year, day.month, day.day) if day else None
        return found


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
    cut = title[:most].rsplit(maxsplit=1)[0].rstrip(" ,;:-")
    return f"{cut}…"


def locale_of(language: str) -> tuple[str, str | None]:
    """Return the language and region codes that Typst and PDF understand.

    >>> locale_of("pt_BR"), locale_of("sr-Latn-RS"), locale_of("")
    (('pt', 'BR'), ('sr', 'RS'), ('en', None))
    """
    match = _LANGUAGE.match(language or "")
    if match is None:
        return "en", None
    return match[1], match[2].upper() if match[2] else None


def meta_of_bundle(bundle: Bundle, briefs: Sequence[PdfMeta]) -> PdfMeta:
    """Return what a dossier shows of itself: what it says, and what its briefs say together."""

    def all_of(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item for brief in briefs for item in getattr(brief, name)))

    return PdfMeta(
        title=bundle.title,
        language=briefs[0].language,
        summary=bundle.summary,
        reference=bundle.reference,
        date=bundle.date or max((brief.date for brief in briefs), default=""),
        authors=tuple(bundle.authors) or all_of("authors"),
        kind=DOSSIER,
        kind_label=str(_("Dossier")),
        marking=max((brief.marking for brief in briefs), key=_openness, default=""),
        keywords=all_of("keywords"),
        reading_minutes=sum(brief.reading_minutes for brief in briefs),
    )


def _openness(marking: str) -> int:
    """Return how few may read what bears a marking; 0 for what bears none."""
    values = TLP.values
    name = marking.removeprefix("TLP:")
    return values.index(name) + 1 if name in values else 0


def meta_of(brief: Any, config: Config) -> PdfMeta:
    """Return what the PDF shows of the domain's record of a *brief*."""

    def text(name: str) -> str:
        found = getattr(brief, name, None)
        return "" if found is None else str(found).strip()

    def texts(name: str) -> tuple[str, ...]:
        found = getattr(brief, name, None) or ()
        items: Iterable[object] = (found,) if isinstance(found, str) else found
        return tuple(str(item) for item in items)

    tlp = text("tlp").upper().removeprefix("TLP:")
    return PdfMeta(
        title=text("title"),
        language=str(config.language or "en"),
        summary=text("summary"),
        reference=text("reference"),
        date=text("date"),
        authors=texts("authors"),
        status=text("status"),
        edition=text("edition"),
        as_of=text("as_of"),
        supersedes=text("supersedes"),
        kind=text("kind"),
        kind_label=str(_(conventions_of(config).kind_label(text("kind")))) if text("kind") else "",
        marking=f"TLP:{tlp}" if tlp else "",
        keywords=texts("topics"),
        reading_minutes=int(getattr(brief, "reading_minutes", 0) or 0),
    )
