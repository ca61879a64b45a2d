"""The facts about a brief that are printed around its text, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ...presentation.labels import label_of
from ...presentation.values import separator_of
from ...records.fields import added_to

if TYPE_CHECKING:
    from ...presentation.values import Facts
    from ...records import Brief

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class BriefMeta:
    """The facts about one brief that are printed around its text."""

    title: str
    language: str = "en"
    summary: str = ""
    reference: str = ""
    date: str = ""
    """As written: ISO 8601 or EDTF."""
    authors: tuple[str, ...] = ()
    status_label: str = ""
    """As it is printed."""
    edition: str = ""
    as_of: str = ""
    supersedes: str = ""
    superseded_by: tuple[tuple[str, str], ...] = ()
    """The briefs that replace it, each with its address, if it may be named."""
    kind: str = ""
    kind_label: str = ""
    """As it is printed."""
    marking: str = ""
    """With its prefix: ``TLP:GREEN``."""
    keywords: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    """The fields that others have added: their labels, and their values in words."""
    reading_minutes: int = 0
    kicker: str = ""
    """The line above the title: the kind in words, and the reference."""
    line: tuple[tuple[str, str], ...] = ()
    """The facts below the summary, in their order: the name of each, and its words."""

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


def meta_of(brief: Brief, facts: Facts) -> BriefMeta:
    """Return what is printed of a *brief*; the words are those of its page."""

    def text(name: str) -> str:
        found = getattr(brief, name, None)
        return "" if found is None else str(found).strip()

    def words(name: str) -> str:
        return separator_of(brief, name).join(part.text for part in facts.of(brief, name))

    return BriefMeta(
        title=text("title"),
        language=facts.language,
        summary=text("summary"),
        reference=text("reference"),
        date=text("date"),
        authors=tuple(brief.authors),
        status_label=words("status"),
        edition=text("edition"),
        as_of=text("as_of"),
        supersedes=text("supersedes"),
        kind=text("kind"),
        kind_label=words("kind"),
        keywords=tuple(brief.topics),
        more=tuple(
            (label_of(type(brief), name), shown)
            for name in added_to(type(brief))
            if (shown := words(name))
        ),
    )
