"""The type of a source, from what a page says that it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import MappingProxyType
from urllib.parse import urlsplit

from ..records.bibliography.common import source_type

_SCHEMA = MappingProxyType(
    {
        **dict.fromkeys(
            "NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle "
            "BackgroundNewsArticle AskPublicNewsArticle ReviewNewsArticle LiveBlogPosting".split(),
            "news",
        ),
        **dict.fromkeys(("SocialMediaPosting", "DiscussionForumPosting"), "social"),
        **dict.fromkeys(("Report", "ScholarlyArticle", "TechArticle", "MedicalScholarlyArticle",
                         "Thesis"), "report"),
        **dict.fromkeys(("Dataset", "DataCatalog"), "dataset"),
        **dict.fromkeys(("Legislation", "LegislationObject"), "legal"),
        "SpecialAnnouncement": "statement",
    }
)  # fmt: skip
"""Types of schema.org that say what kind of text it is."""

_WORDS = (
    (
        "interview",
        "interviews? interviste? entrevista entretien intervista wywiad інтерв.?ю интервью",
    ),
    (
        "speech",
        "speech(?:es)? remarks address transcripts? rede reden ansprache discours allocution "
        "discurso discorso przemówienie промова виступ речь выступление",
    ),
    (
        "statement",
        "statements? press.?releases? media.?releases? news.?releases? communiqu[eé]s? "
        "declarations? pressemitteilung(?:en)? presseerklärung(?:en)? erklärung pressmeddelande "
        "comunicat[oi] comunicado comunicati.stampa oświadczenie komunikat заява заяви "
        "пресс?.?реліз пресс.?релиз заявление announcements?",
    ),
    (
        "legal",
        "legislation regulation directive act decree gesetz verordnung loi décret закон указ "
        "resolution judgment court.?ruling",
    ),
    (
        "report",
        "working.?papers? policy.?briefs? policy.?papers? reports? white.?papers? studie study "
        "rapport bericht raport briefing.?papers? research.?papers?",
    ),
    ("dataset", "datasets? data.?sets?"),
    ("news", "news(?:.?article|.?story)?s? nachrichten actualités? новини новости aktuelles"),
)
"""Words by which pages in several languages name a sort of text: in full, as a label."""
_LABELS = tuple(
    (sort, re.compile(rf"(?:{'|'.join(words.split())})", re.I)) for sort, words in _WORDS
)

_TITLES = (
    (
        "interview",
        re.compile(r"^(?:(?:the |an? )?interview(?: with| of| mit)?\b|entretien avec"
                   r"|entrevista (?:a|con)|wywiad z|інтерв.ю|интервью)|\binterview (?:with|mit)\b"
                   r"|[:–—-]\s*interview$", re.I),
    ),
    (
        "speech",
        re.compile(r"^(?:(?:opening |closing |keynote )?(?:remarks|speech|address) "
                   r"(?:by|of|at|on|to)\b"
                   r"|rede (?:von|des|der|beim|zu[rm]?)\b|ansprache\b|discours (?:de|du|d.)"
                   r"|(?:виступ|промова|звернення) |выступление |przemówienie )"
                   r"|(?:'s|’s) (?:speech|remarks|address)\b|\bspeech$", re.I),
    ),
    (
        "statement",
        re.compile(r"^(?:(?:joint|press|ministerial) )*(?:statement|communiqu[eé]|declaration) "
                   r"(?:by|of|on|from|following)\b|^(?:gemeinsame )?erklärung (?:von|der|des|zu)"
                   r"|^déclaration (?:conjointe|de|du)|^(?:спільна )?заява |^заявление "
                   r"|\b(?:joint|leaders.?) statement\b", re.I),
    ),
    (
        "legal",
        re.compile(r"^(?:council |commission )?(?:regulation|directive|decision) \("
                   r"|^resolution \d", re.I),
    ),
)  # fmt: skip
"""Titles that say it."""

_GOVERNMENT = frozenset({"GovernmentOrganization", "EmbassyOrConsulate"})


def sort_of(
    types: Iterable[str], labels: Iterable[str], title: str, url: str, publishers: Iterable[str]
) -> str:
    """The type of a source; empty where nothing says it.

    :param types: what it is for schema.org.
    :param labels: what the page itself calls it: genre, section, format.
    :param publishers: what its publisher is for schema.org.
    """
    by_type = next((_SCHEMA[one] for one in types if one in _SCHEMA), "")
    if by_type and by_type != "news":
        return by_type
    for sort, pattern in _TITLES:
        if pattern.search(title):
            return sort
    by_label = next(filter(None, map(_labelled, labels)), "")
    if by_label and by_label != "news":
        return by_label
    by_path = next(filter(None, map(_labelled, _folders(url))), "")
    if by_path and by_path != "news":
        return by_path
    if _GOVERNMENT & {*publishers} and (by_type or by_label):
        return "statement"  # its news are what it says itself
    return by_type or by_label or by_path


def _labelled(label: str) -> str:
    label = " ".join(label.replace("-", " ").replace("_", " ").split())
    if found := source_type("", label):
        return found
    return next((sort for sort, pattern in _LABELS if pattern.fullmatch(label)), "")


def _folders(url: str) -> list[str]:
    """The folders of an address, the innermost first; its last part is a name."""
    return [part for part in urlsplit(url).path.split("/")[:-1] if part][::-1]
