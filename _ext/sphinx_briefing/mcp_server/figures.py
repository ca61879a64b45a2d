"""The numbers and days of a sentence, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

MONTHS = (
    "january|jan|januar|janvier", "february|feb|februar|fevrier|fevr", "march|mar|marz|mars",
    "april|apr|avril", "may|mai", "june|jun|juni|juin", "july|jul|juli|juillet",
    "august|aug|aout", "september|sept|sep|septembre", "october|oct|oktober|octobre",
    "november|nov|novembre", "december|dec|dezember|decembre",
)  # fmt: skip
"""The names of the months, in the letters of ASCII."""

_MONTH_OF = {name: at for at, names in enumerate(MONTHS, 1) for name in names.split("|")}
_NAME = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_ISO = re.compile(rf"(?<![\w-])({_YEAR})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?![\w-])")
_DAY_FIRST = re.compile(
    rf"(?<![\w.,])(\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?: of)? ({_NAME})\b\.?,?(?: ({_YEAR})\b)?"
)
_MONTH_FIRST = re.compile(
    rf"\b({_NAME})\.? (\d{{1,2}})(?:st|nd|rd|th)?(?![\d.,]*\d|\w)(?:,? ({_YEAR})\b)?"
)
_MONTH_ALONE = re.compile(rf"\b({_NAME})\.?,? ({_YEAR})\b")
_YEAR_ALONE = re.compile(rf"(?<![\w.,-])(?:{_YEAR})(?![\w%]|[.,]\d)")
_NUMBER = re.compile(
    r"(?<![^\W_])(?<![^\W\d_]-)(?<![\d][.,'])\d+(?:[,.' ](?=\d{3}(?!\d))\d{3})*(?:[.,]\d+)?"
)
_CODE = re.compile(r"(?<![\w.])(?!(?:mid|pre|post|early|late)-)[a-z]+[.-]?\d[\w()]*(?:[-/.]\d\w*)*")
_AFTER = re.compile(
    r"[ -]?(%|per ?cent|prozent|pour cent|thousand|tausend|mille|k|million(?:s|en)?|mio|m|"
    r"billion(?:s)?|bn|mrd|milliarden?|milliards?|trillion(?:s)?|dozen)(?![a-z])"
)
_TIMES = {"th": 3, "ta": 3, "k": 3, "mi": 6, "b": 9, "tr": 12}
_SMALL = {
    word: number
    for number, words in {
        2: "two second zwei deux", 3: "three third drei trois", 4: "four fourth vier quatre",
        5: "five fifth funf cinq", 6: "six sixth sechs", 7: "seven seventh sieben sept",
        8: "eight eighth acht huit", 9: "nine ninth neun neuf", 10: "ten tenth zehn dix",
        11: "eleven eleventh elf onze", 12: "twelve twelfth dozen zwolf douze dutzend",
        13: "thirteen thirteenth dreizehn treize", 14: "fourteen fourteenth vierzehn quatorze",
        15: "fifteen fifteenth funfzehn quinze", 16: "sixteen sixteenth sechzehn seize",
        17: "seventeen seventeenth siebzehn", 18: "eighteen eighteenth achtzehn",
        19: "nineteen nineteenth neunzehn", 20: "twenty twentieth zwanzig vingt",
        30: "thirty thirtieth dreissig trente", 40: "forty fortieth vierzig quarante",
        50: "fifty fiftieth funfzig cinquante", 60: "sixty sixtieth sechzig soixante",
        70: "seventy seventieth siebzig", 80: "eighty eightieth achtzig",
        90: "ninety ninetieth neunzig",
    }.items()
    for word in words.split()
}  # fmt: skip
del _SMALL["second"], _SMALL["sept"]  # half a minute, and a month
_LARGE = {"hundred": 100, "hundert": 100, "thousand": 1000, "tausend": 1000, "million": 10**6}
_WORD = re.compile(r"[a-z]+")


class Day(NamedTuple):
    """A day, a month or a year; what was not written is 0."""

    year: int = 0
    month: int = 0
    day: int = 0

    def fits(self, other: Day) -> bool:
        """Whether both may mean the same."""
        return all(
            not one or not another or one == another
            for one, another in zip(self, other, strict=True)
        )

    @property
    def written(self) -> str:
        """As EDTF has it, with ``X`` for what is open."""
        parts = [f"{self.year:04}" if self.year else "XXXX"]
        parts += [f"{self.month:02}"] if self.month else []
        parts += [f"{self.day:02}"] if self.day else []
        return "-".join(parts)


class Number(NamedTuple):
    """A number, and whether it is one of a hundred."""

    value: Decimal
    is_share: bool = False

    @property
    def written(self) -> str:
        """In digits."""
        plain = f"{self.value.normalize():f}"
        return f"{plain} %" if self.is_share else plain


class Figures(NamedTuple):
    """All figures of a text, in their order."""

    numbers: tuple[Number, ...]
    days: tuple[Day, ...]
    codes: tuple[str, ...]
    """Names with digits, which are no numbers: ``f-16``, ``ua-2026-07``."""
    rest: str
    """The text without all these."""


def figures(folded: str) -> Figures:
    """The figures of a text in small letters of ASCII.

    >>> figures("on 20 february 2026 some 1,423 ships, 5% more").numbers
    (Number(value=Decimal('1423'), is_share=False), Number(value=Decimal('5'), is_share=True))
    >>> figures("on 20 february 2026, and by 2027").days
    (Day(year=2026, month=2, day=20), Day(year=2027, month=0, day=0))
    """
    days: list[tuple[int, Day]] = []

    def take(pattern: re.Pattern[str], order: tuple[int, int, int], text: str) -> str:
        def day(match: re.Match[str]) -> str:
            year, month, one = (match[at] if at else None for at in order)
            number = _MONTH_OF.get(month or "") or int(month or 0)
            found = Day(int(year or 0), number, int(one or 0))
            if found.day > 31:
                return match[0]
            days.append((match.start(), found))
            return " " * len(match[0])

        return pattern.sub(day, text)

    codes: list[str] = []

    def put_aside(match: re.Match[str]) -> str:
        codes.append(match[0])
        return " " * len(match[0])

    text = take(_ISO, (1, 2, 3), _CODE.sub(put_aside, folded))
    text = take(_DAY_FIRST, (3, 2, 1), text)
    text = take(_MONTH_FIRST, (3, 1, 2), text)
    text = take(_MONTH_ALONE, (2, 1, 0), text)
    numbers = [*_in_digits(text)]
    years = [(match.start(), Day(int(match[0]))) for match in _YEAR_ALONE.finditer(text)]
    held = {start for start, _ in years}
    numbers = [one for one in numbers if one[0] not in held]
    for start, end, _number in numbers:
        text = text[:start] + " " * (end - start) + text[end:]
    text = _YEAR_ALONE.sub(lambda match: " " * len(match[0]), text)
    in_words = [*_in_words(text)]
    for start, end, _number in in_words:
        text = text[:start] + " " * (end - start) + text[end:]
    found = sorted([*numbers, *in_words])
    return Figures(
        tuple(number for _start, _end, number in found),
        tuple(day for _start, day in sorted([*days, *years])),
        tuple(codes),
        text,
    )


def _in_digits(text: str) -> Iterator[tuple[int, int, Number]]:
    for match in _NUMBER.finditer(text):
        after = text[match.end() : match.end() + 1]
        end = match.end()
        if after.isalpha() and not re.match(r"(?:st|nd|rd|th|k|m|bn)\b", text[end:]):
            continue
        value = _decimal(match[0])
        if value is None:
            continue
        unit = _AFTER.match(text, end)
        is_share = False
        if unit:
            word, end = unit[1], unit.end()
            is_share = word[0] in "%p"
            value *= 12 if word == "dozen" else Decimal(10) ** (0 if is_share else _power(word))
        yield match.start(), end, Number(value, is_share)


def _power(word: str) -> int:
    if word in ("mille", "mio", "m"):
        return 3 if word == "mille" else 6
    if word.startswith(("milliard", "mrd")):
        return 9
    return next(power for begin, power in _TIMES.items() if word.startswith(begin))


def _decimal(written: str) -> Decimal | None:
    if re.fullmatch(r"\d{1,3}(?:[,.' ]\d{3})+", written):
        plain = re.sub(r"\D", "", written)
    elif re.fullmatch(r"\d{1,3}(?:[,' ]\d{3})+\.\d+", written):
        plain = re.sub(r"[,' ]", "", written)
    elif re.fullmatch(r"\d{1,3}(?:[.' ]\d{3})+,\d+", written):
        plain = re.sub(r"[.' ]", "", written).replace(",", ".")
    else:
        plain = written.replace(",", ".").replace(" ", "").replace("'", "")
    try:
        return Decimal(plain) if len(plain) <= 18 else None
    except InvalidOperation:
        return None


def _in_words(text: str) -> Iterator[tuple[int, int, Number]]:
    """Numbers in words: ``seventh``, ``twenty-four``, ``three hundred``."""
    total, start, end = 0, -1, -1
    for match in _WORD.finditer(text):
        word = match[0]
        is_next = start >= 0 and text[end : match.start()] in (" ", "-", " and ")
        if start >= 0 and not is_next:
            yield start, end, Number(Decimal(total))
            total, start = 0, -1
        if word in _LARGE and start >= 0:
            total, end = total * _LARGE[word], match.end()
        elif word in _SMALL:
            is_part = start >= 0 and (total % 100 >= 20 and total % 10 == 0) and _SMALL[word] < 10
            if start >= 0 and not is_part and total % 100:
                yield start, end, Number(Decimal(total))
                total, start = 0, -1
            start = match.start() if start < 0 else start
            total, end = total + _SMALL[word], match.end()
        elif start >= 0 and word != "and":
            yield start, end, Number(Decimal(total))
            total, start = 0, -1
    if start >= 0:
        yield start, end, Number(Decimal(total))
