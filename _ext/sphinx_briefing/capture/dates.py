"""The day on which a page was published: as it declares it, else as it shows it at its title."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from urllib.parse import urlsplit

from babel import Locale, localedata
from lxml.html import HtmlElement

from ..records.bibliography.dates import date as written_date
from .structured import Declared, Thing
from .visible import Piece

EARLIEST = 1900

_METAS = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time",
    "citation_publication_date", "citation_date", "citation_online_date", "datepublished",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date.created",
    "dcterms.created", "dc.date", "dcterms.date", "pubdate", "publishdate", "publish-date",
    "publish_date", "published_time", "published-date", "publication_date", "publicationdate",
    "date.published", "rnews:datepublished", "article.published", "article_date_original",
    "originalpublicationdate", "cxenseparse:recs:publishtime", "bt:pubdate", "ptime", "displaydate",
    "dcterms.available", "dateissued", "issue_date", "govuk:first-published-at",
    "govuk:public-updated-at", "date",
)  # fmt: skip
"""``meta`` elements that hold the day of publication, the surest first."""
_CHANGED = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "lastmod",
    "last-modified", "dc.date.modified",
)  # fmt: skip

_MONTH = r"[^\W\d_]{3,}\.?"
_IN_WORDS = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:\.|º|er|st|nd|rd|th)?[\s\u00a0]{{1,3}}(?:de[\s\u00a0]|of[\s\u00a0]|del[\s\u00a0])?"
    rf"{_MONTH},?[\s\u00a0]{{1,3}}(?:de[\s\u00a0]|del[\s\u00a0])?\d{{4}}(?!\d)"
    rf"|{_MONTH}[\s\u00a0]{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?(?:,[\s\u00a0]{{0,3}}|[\s\u00a0]{{1,3}})\d{{4}}(?!\d)"
)
_WORD = re.compile(_MONTH)
_ORDINAL = re.compile(r"(?<=\d)(?:º|er|st|nd|rd|th)\b")
_IN_FIGURES = re.compile(
    r"(?<![\d./:-])(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([./-])\d{1,2}\2\d{4})(?![\d])"
)
_IN_HAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_IN_PATH = re.compile(r"(?<!\d)((?:19|20)\d\d)([/-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_UPDATED = re.compile(
    r"updated?|modified|last.?change|aktualisiert|geändert|stand\b|mis[e]? à jour|modifié|actualiz"
    r"|aggiornat|aktualizac|оновлен|обновлен|змінено|изменен|bijgewerkt|uppdaterad|atualizad"
    r"|last.?review|accessed|abgerufen|expires|deadline|copyright|©",
    re.I,
)
_PUBLISHED = re.compile(
    r"publish|published|posted|issued|veröffentlicht|erschienen|publié|publicad|pubblicat|opublikowan"
    r"|опубл|дата публ|gepubliceerd|publicerad|released|created|erstellt|data|date|datum",
    re.I,
)
_WIRE = re.compile(r"[^\W\d_][^.!?]{0,40}[\s,(].{4,40}?\d{4}\W[^.!?]{0,30}?(?:--|[\u2013\u2014])\s")
_UTC = re.compile(r"T\d\d:\d\d.*(?:Z|[+-]00:?00)$")
_DATELINE = re.compile(r"^[^.!?]{0,60}$")


def day_of(text: str, *, language: str = "") -> str:
    """The day that a text says, as EDTF; empty where it is not clear or no day.

    :param language: the language that it is written in, with its region, if that is known.

    >>> day_of("2026-02-20T23:30:00+02:00"), day_of("20. Februar 2026"), day_of("02/03/2026")
    ('2026-02-20', '2026-02-20', '')
    """
    text = text.strip()
    try:
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        pass
    if slashed := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        first, second, year = map(int, slashed.groups())
        order = order_in(language)
        if order == "month":
            first, second = second, first
        elif not order and first <= 12 and second <= 12 and first != second:
            return ""
        return _day(year, second, first)
    if timestamp := re.fullmatch(r"(?:1[0-9]{9})(?:\d{3})?", text):
        return datetime.fromtimestamp(int(timestamp[0][:10])).date().isoformat()
    for found in dates_in(text, language=language):
        return found
    try:
        found = written_date(text)
    except ValueError:
        return ""
    return found if re.fullmatch(r"\d{4}(-\d\d){0,2}", found) else ""


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def dates_in(text: str, *, language: str = "") -> Iterator[str]:
    """The days that a text names, in the order of the text, each whole day once."""
    seen = set()
    text = _IN_HAN.sub(r"\1-\2-\3", text)
    places = [*_IN_WORDS.finditer(text), *_IN_FIGURES.finditer(text)]
    for match in sorted(places, key=re.Match.start):
        found = _whole_day(match[0], language=language)
        if found and found not in seen:
            seen.add(found)
            yield found


def _whole_day(text: str, *, language: str) -> str:
    if "/" in text:
        return (
            day_of(text, language=language)
            if re.fullmatch(r"\d{1,2}/\d+/\d+", text)
            else ("-".join(part.zfill(2) for part in text.split("/")))
        )
    plain = _ORDINAL.sub("", text.replace("\u00a0", " "))
    plain = re.sub(r"\b(?:de|of|del)\s", "", plain).replace(",", " ")
    plain = _WORD.sub(lambda word: _english(word[0], language), plain)
    try:
        found = written_date(" ".join(plain.split()))
    except ValueError:
        return ""
    return found if re.fullmatch(r"\d{4}-\d\d-\d\d", found) else ""


def _english(word: str, language: str) -> str:
    """A month in English, where its language tells which it is: *listopada* may be two."""
    number = _months(language.partition("-")[0].lower()).get(word.strip(".").casefold())
    return calendar.month_name[number] if number else word


@cache
def _months(language: str) -> Mapping[str, int]:
    found: dict[str, int] = {}
    if language and language in localedata.locale_identifiers():
        months = Locale(language).months
        for context in ("format", "stand-alone"):
            for width in ("abbreviated", "wide"):
                for number, name in months[context][width].items():
                    found[name.strip(".").casefold()] = number
    return found


class Dating:
    """The day of one page, from all that it says.

    :param today: the day on which it was read: nothing was published later.
    """

    def __init__(self, today: str, language: str = "") -> None:
        latest = date.fromisoformat(today) + timedelta(days=1)  # it may be tomorrow elsewhere
        self._latest = latest.isoformat()
        self._language = language
        self.remark = ""
        self.is_utc = False

    def declared(self, page: Declared, article: Thing | None) -> str:
        """The day that a page declares; ``is_utc`` says whether it may be another where it is."""
        candidates: list[str] = []
        if article is not None:
            candidates += article.texts("datePublished", "dateIssued", "uploadDate")
            candidates += article.texts("dateCreated")
        for name in _METAS:
            candidates += page.metas.get(name, [])
        days = list(dict.fromkeys(filter(None, map(self._plausible, candidates))))
        if len({day[:10] for day in days if len(day) == 10}) > 1:
            spread = sorted(day for day in days if len(day) == 10)
            if _apart(spread[0], spread[-1]) > 1:
                self.remark = f"the page also declares {', '.join(d for d in days[1:4])}"
        # A whole day says more than the year of a journal.
        whole = [day for day in days if len(day) == 10 and days and day.startswith(days[0])]
        found = next(iter(whole or days), "")
        of_it = [text for text in candidates if self._plausible(text) == found]
        self.is_utc = bool(found) and all(map(_UTC.search, of_it))
        return found

    def shown(self, pieces: Iterable[Piece]) -> str:
        """The day that a page shows beside its title.

        :param pieces: what stands there, from the title on.
        """
        labelled: list[str] = []
        plain: list[str] = []
        for piece in pieces:
            days = [piece.machine] if piece.machine else []
            days = [self._plausible(day) for day in days]
            days = [day for day in days if day] or [*self._dated(piece.text)]
            if not days:
                continue
            before = piece.text[: _first_digit(piece.text)]
            if _UPDATED.search(f"{piece.label} {before}") and not _PUBLISHED.search(before):
                continue
            labelled_so = _PUBLISHED.search(f"{piece.label} {before}")
            (labelled if labelled_so else plain).append(days[0])
        for days in (labelled, plain):
            if days:
                return days[0]
        return ""

    def dateline(self, text: str) -> str:
        """The day with which the first paragraph of a report begins, after its town."""
        match = _WIRE.match(text)
        return next(self._dated(match[0]), "") if match else ""

    def _dated(self, text: str) -> Iterator[str]:
        for day in dates_in(text, language=self._language):
            if self._is_plausible(day):
                yield day

    def in_address(self, url: str) -> str:
        """The day in the address of a page."""
        match = _IN_PATH.search(urlsplit(url).path)
        if match is None or (not match[2] and len(match[0]) != 8):
            return ""
        day = _day(int(match[1]), int(match[3]), int(match[4]))
        return day if self._is_plausible(day) else ""

    def changed(self, page: Declared, article: Thing | None) -> str:
        """The day on which a page was changed, which is not that of its publication."""
        texts = [*(article.texts("dateModified") if article else ()), page.meta(*_CHANGED)]
        return next(filter(None, map(self._plausible, texts)), "")

    def _plausible(self, text: str) -> str:
        day = day_of(text, language=self._language) if text else ""
        return day if self._is_plausible(day) else ""

    def _is_plausible(self, day: str) -> bool:
        return bool(day) and str(EARLIEST) <= day[:4] and day <= self._latest


def order_in(language: str) -> str:
    """The part that comes first in a date with slashes where a language is written so.

    >>> order_in("en-US"), order_in("de"), order_in("en")
    ('month', 'day', '')
    """
    parts = language.lower().replace("_", "-").split("-")
    if parts[0] == "en":
        return {"us": "month", "": ""}.get(parts[1] if len(parts) > 1 else "", "day")
    return "day" if parts[0] else ""


def nearer(declared: str, shown: str) -> str:
    """The day where the page is made, of one in Greenwich and one that it shows to its readers."""
    if len(declared) == len(shown) == 10 and _apart(declared, shown) == 1:
        return shown
    return declared


def _apart(first: str, last: str) -> int:
    return abs((date.fromisoformat(last) - date.fromisoformat(first)).days)


def _first_digit(text: str) -> int:
    match = re.search(r"\d", text)
    return match.start() if match else len(text)


def is_dateline(text: str) -> bool:
    """Whether a text is short enough to be a line beside a title, and no sentence.

    >>> is_dateline("Berlin, 20. Februar 2026"), is_dateline("He came. On 20 May he left." * 3)
    (True, False)
    """
    return len(text) <= 160 and (len(text) <= 60 or _DATELINE.match(text[:60]) is not None)


def machine_day(element: HtmlElement) -> str:
    """The day that an element says to machines."""
    return element.get("datetime") or (
        element.get("content") or "" if element.get("itemprop") else ""
    )
