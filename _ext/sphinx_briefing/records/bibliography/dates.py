"""Dates as bibliographies write them, as EDTF."""

# ruff: noqa: RUF001 - dashes stand between dates

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from babel import Locale

from ..dates import span

_NONE = re.compile(
    r"n\.?\s*d\.?|s\.?\s*[da]\.?|o\.?\s*[jd]\.?|no date|undated|unknown|none|nodate|to appear"
    r"|in press|forthcoming|submitted|in preparation|preprint|im druck|à paraître|[-–—?]+",
    re.I,
)
"""What people write where there is no date."""
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:T|\s+)\d\d(?::?\d\d)?[^/–]*")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})[/.](\d{4})")
_QUARTER = re.compile(r"(?:Q([1-4])[\s/,]*(\d{4})|(\d{4})[\s/-]*Q([1-4]))", re.I)
_SHORT_RANGE = re.compile(r"(\d\d)(\d\d)\s*[-–/]\s*(\d\d)")
_YEARS = re.compile(r"(\d{4})-(\d{4})?")
_RANGE = re.compile(r"\s*(?:/|--+|–|—|\s-\s|\bto\b|\buntil\b|\bbis\b)\s*")
_CIRCA = re.compile(r"(?:circa|ca?|about|around|approx(?:imately)?|um|vers)\b\.?\s*(?=\W*\w)", re.I)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright|cop\.|c(?=\d{4}$))\s*", re.I)
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_FILLERS = frozenset(
    "of the de del den der am le la du st nd rd th er di do "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
_ENGLISH = (
    "january february march april may june july august september october november december"
).split()
_LOCALES = (
    "fr de es it pt nl pl ru uk sv da nb fi cs sk hu ro bg el hr sl sr tr et lv lt ca".split()
)
_SEASONS: Mapping[str, int] = {
    **dict.fromkeys(
        "spring printemps frühling frühjahr primavera lente wiosna весна vår".split(), 21
    ),
    **dict.fromkeys("summer été sommer verano estate verão zomer lato лето sommar".split(), 22),
    **dict.fromkeys(
        "autumn fall automne herbst otoño autunno outono herfst jesień осень höst".split(), 23
    ),
    **dict.fromkeys("winter hiver invierno inverno zima зима vinter".split(), 24),
}


@dataclass(frozen=True, slots=True)
class _Day:
    """One end of a date, as far as it is known; a month above 20 is a season."""

    year: int = 0
    month: int = 0
    day: int = 0

    def filled(self, other: _Day) -> _Day:
        """What is not said here is what is said on the other side."""
        month = self.month or (other.month if self.day or not self.year else 0)
        return replace(self, year=self.year or other.year, month=month)

    def __str__(self) -> str:
        if not self.year or (self.day and not self.month):
            raise ValueError
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


@lru_cache(maxsize=4096)
def date(text: str) -> str:
    """An EDTF date for a written one; empty where it says that there is none.

    :raises ValueError: with a message for the author.
    """
    text = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split()).strip(" ,;")
    if not text or _NONE.fullmatch(text.strip("[](). ")):
        return ""
    try:
        found = text if _is_edtf(text) else _normalized(text)
        span(found)
    except ValueError:
        span(text)  # its message is about what was written
        raise
    return found


def _is_edtf(text: str) -> bool:
    if re.fullmatch(r"\d{4}-(?:2[5-9]|[3-9]\d)", text):
        return False  # seasons of EDTF level 2, which nobody means by 2025-26
    try:
        span(text)
    except ValueError:
        return False
    return True


def joined(year: str, month: str, day: str) -> str:
    """Year, month and day in fields of their own as one text for :func:`date`."""
    if month and not month.isdigit():
        return " ".join(filter(None, (day, month, year)))
    if not (year.isdigit() and month):
        return year
    parts = [year, month.zfill(2), *([day.zfill(2)] if day.isdigit() else ())]
    if day and not day.isdigit():  # 17--18
        return f"{day} {_ENGLISH[int(month) - 1]} {year}" if 0 < int(month) <= 12 else year
    return "-".join(parts)


def _normalized(text: str) -> str:
    circa = False
    for pattern in (_COPYRIGHT, _CIRCA):
        if match := pattern.match(text):
            circa = circa or pattern is _CIRCA
            text = text[match.end() :]
    text = text.strip("[]().").strip()
    if match := _MOMENT.fullmatch(text):
        return match[1]
    found = text if _is_edtf(text) else _plain(text) or _span_of(text)
    return f"{found}~" if circa and found[-1:].isdigit() and "/" not in found else found


def _plain(text: str) -> str:
    """A date in figures; empty when it is none."""
    if match := _YEAR_FIRST.fullmatch(text):
        if int(match[3]) <= 12:
            followed = (
                match[2] == "/" and not match[4] and int(match[3]) == (int(match[1]) + 1) % 100
            )
            if followed:  # 2011/12: a month, or a school year?
                raise ValueError
            return str(_Day(int(match[1]), int(match[3]), int(match[4] or 0)))
    elif match := _DAY_FIRST.fullmatch(text):
        return str(_Day(int(match[3]), int(match[2]), int(match[1])))
    elif match := _SLASHED.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        if first <= 12 and second <= 12 and first != second:  # Europe, or the United States?
            raise ValueError
        return str(_Day(int(match[3]), min(first, second), max(first, second)))
    elif match := _MONTH_AND_YEAR.fullmatch(text):
        return str(_Day(int(match[2]), int(match[1])))
    elif match := _QUARTER.fullmatch(text):
        quarter, year = int(match[1] or match[4]), match[2] or match[3]
        return f"{year}-{quarter * 3 - 2:02}/{year}-{quarter * 3:02}"
    elif re.fullmatch(r"\d{8}", text):
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    elif match := re.fullmatch(r"(\d{4})[a-z]", text):  # as styles tell years apart
        return match[1]
    if (match := _SHORT_RANGE.fullmatch(text)) and int(match[3]) > int(match[2]):
        return f"{match[1]}{match[2]}/{match[1]}{match[3]}"
    if match := _YEARS.fullmatch(text):
        return f"{match[1]}/{match[2] or '..'}"
    return ""


def _span_of(text: str) -> str:
    """A date in words, or a range of dates."""
    sides = _RANGE.split(text)
    if len(sides) == 1 and not re.fullmatch(r"[\d-]*", text):
        sides = re.split(r"(?<=\d)-(?=\d{1,2}\b)|(?<=[^\W\d_])-(?=[^\W\d_])|(?<=\d{4})-", text)
    if len(sides) == 1:
        return str(_in_words(text))
    first, last = sides
    plain = [_side(side) for side in sides]
    if all(plain):
        return "/".join(plain)
    begin, end = _in_words(first), _in_words(last)
    return f"{begin.filled(end)}/{end.filled(begin)}"


def _side(text: str) -> str:
    """One side of a range that says all by itself; empty when it does not."""
    match = _MOMENT.fullmatch(text)
    text = match[1] if match else text
    return text if _is_edtf(text) else _plain(text)


def _in_words(text: str) -> _Day:
    if text.startswith("-"):
        raise ValueError  # a year before Christ
    found = {"year": 0, "month": 0, "day": 0}
    for token in _TOKEN.findall(text):
        if token.isdigit():
            name, value = ("year" if len(token) == 4 else "day"), int(token)
            if len(token) > 4 or (name == "day" and not 0 < value <= 31):
                raise ValueError
        elif token.casefold() in _FILLERS:
            continue
        else:
            name, value = "month", _month(token.casefold())
        if found[name] or not value:
            raise ValueError
        found[name] = value
    if re.sub(r"[\s.,'()~\[\]-]", "", _TOKEN.sub("", text)):
        raise ValueError
    return _Day(**found)


def _month(name: str) -> int:
    for number, english in enumerate(_ENGLISH, start=1):
        if len(name) >= 3 and (english.startswith(name) or name == "sept"):
            return number if name != "sept" else 9
    return _SEASONS.get(name) or _other_months().get(name, 0)


@cache
def _other_months() -> Mapping[str, int]:
    """Names of months in other languages, read only when one is met."""
    found: dict[str, set[int]] = defaultdict(set)
    for code in _LOCALES:
        months = Locale(code).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    found[name.strip(".").casefold()].add(number)
    return {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1}
