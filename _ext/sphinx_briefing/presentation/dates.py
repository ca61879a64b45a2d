"""Dates as readers see them, in the language of the project (Babel, CLDR)."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from .labels import _

_PLAIN = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale | None:
    """The locale of a Sphinx language, or ``None`` where it names none that CLDR knows.

    English alone names none: Britain and America write dates differently, and ``en`` is what
    Sphinx takes when nobody chose. Set ``language = "en_GB"`` or ``"en_US"`` for dates in words.
    """
    try:
        return None if language == "en" else Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None


def printed(written: str, language: str, *, short: bool = False) -> str:
    """An EDTF date in words; what has no plain form in words stays as it is written.

    >>> printed("2026-02-20", "en_GB"), printed("2026-02", "fr"), printed("2026-02-20", "en")
    ('20 February 2026', 'f\xe9vrier 2026', '2026-02-20')
    """
    locale = locale_of(language)
    if locale is None:
        return written
    from babel.dates import format_interval  # slow to import, and a build may print no date

    first, slash, last = written.partition("/")
    if not slash:
        return _single(written, locale, short=short)
    if not first or first == "..":
        return str(_("until %s")) % _single(last, locale, short=short)
    if not last or last == "..":
        return str(_("since %s")) % _single(first, locale, short=short)
    days = [_PLAIN.fullmatch(day) for day in (first, last)]
    if all(match and match[3] and not match[4] for match in days):
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
        return str(format_interval(begin, end, "yMMMd" if short else "yMMMMd", locale=locale))
    ends = (_single(day, locale, short=short) for day in (first, last))
    return " \N{EN DASH} ".join(ends)


def _single(written: str, locale: Locale, *, short: bool) -> str:
    match = _PLAIN.fullmatch(written)
    if not match:
        return written
    year, month, day, doubt = match.groups()
    if month and not 1 <= int(month) <= 12:
        return written  # a season
    words = _in_words(year, month or "", day or "", locale, short)
    if doubt == "~":
        return str(_("about %s")) % words
    if doubt:
        return str(_("%s (uncertain)")) % words
    return words


@lru_cache(maxsize=4096)  # a site prints few days many times, and patterns take their time
def _in_words(year: str, month: str, day: str, locale: Locale, short: bool) -> str:
    from babel.dates import format_date, format_skeleton

    when = date(int(year) or 1, int(month or 1), int(day or 1))
    if day:
        return str(format_date(when, format="medium" if short else "long", locale=locale))
    if month:
        return str(format_skeleton("yMMM" if short else "yMMMM", when, locale=locale))
    return year
