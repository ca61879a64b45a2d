"""Amounts as analysts write them: ``591``, ``435/1423``, ``~600``, ``500/..``."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from .conventions import Conventions

_NUMBER = re.compile(r"[-\N{MINUS SIGN}+]?\d+(?:\.\d+)?")
_GROUPED = re.compile(r"[-\N{MINUS SIGN}+]?\d{1,3}(?:([.,' \N{NO-BREAK SPACE}\u2009\u202f])\d{3})+")
_DIGITS = 18
"""Digits of the longest number that is taken for one."""
_OPEN = ".."
_MINUS = "-\N{MINUS SIGN}"


class Amount(NamedTuple):
    """An amount: one number, or a range of which one end may be open."""

    low: Decimal | None
    """The lower end; ``None`` where it is open."""
    high: Decimal | None
    """The upper end; ``None`` where it is open."""
    is_approximate: bool = False
    """Whether it was given as a round number, or as near enough."""

    @property
    def is_range(self) -> bool:
        """Whether its ends differ, or one of them is open."""
        return self.low != self.high

    @property
    def middle(self) -> Decimal:
        """The middle of a range, or the end that it has."""
        ends = [end for end in (self.low, self.high) if end is not None]
        return sum(ends, Decimal()) / len(ends)


@lru_cache(maxsize=4096)
def amount(text: str) -> Amount:
    """The amount that a text means: ``591``, ``435/1423``, ``~600``, ``500/..``, ``../800``.

    >>> amount("~435/1423")
    Amount(low=Decimal('435'), high=Decimal('1423'), is_approximate=True)
    >>> amount("500/..").high is None
    True

    :raises ValueError: with a message for the author, if it means none, or may mean two.
    """
    written = text.strip()
    plain = written.removeprefix("~").strip()
    first, slash, last = (part.strip() for part in plain.partition("/"))
    if not slash:
        number = _number(first, text)
        return Amount(number, number, plain != written)
    low = None if first == _OPEN else _number(first, text)
    high = None if last == _OPEN else _number(last, text)
    if low is None and high is None:
        raise ValueError(f"{text!r} is open at both ends; write at least one number")
    if low is not None and high is not None and low > high:
        raise ValueError(f"{text!r} is upside down; write the lower number first: {last}/{first}")
    return Amount(low, high, plain != written)


def _number(written: str, whole: str) -> Decimal:
    if found := _GROUPED.fullmatch(written):
        digits = re.sub(r"\D", "", written)
        plain = f"{'-' * (written[0] in _MINUS)}{digits.lstrip('0') or '0'}"
        mark = found[1]
        is_once = written.count(mark) == 1
        if mark == "." and is_once and not digits.startswith("0"):
            raise ValueError(
                f"{whole!r} may mean {plain} or a decimal fraction; write {plain} without the "
                f"point, or {written}0 for the fraction"
            )
        if mark == "," and is_once and not digits.startswith("0"):
            fraction = written.replace(",", ".") + "0"
            raise ValueError(
                f"{whole!r} may mean {plain} or a decimal fraction; write {plain} without the "
                f"comma, or {fraction} for the fraction"
            )
        if mark != ".":
            raise ValueError(f"{whole!r} has marks among its digits; write {plain}")
        if not is_once:
            raise ValueError(f"{whole!r} has points among its digits; write {plain}")
    if not _NUMBER.fullmatch(written) or len(written) > _DIGITS:
        raise ValueError(_advice(written, whole))
    return Decimal(written.replace(_MINUS[1], _MINUS[0]))


def _advice(written: str, whole: str) -> str:
    """The message on what is no number."""
    if re.fullmatch(r"\d+,\d+", written):
        return f"{whole!r} has a comma; write {written.replace(',', '.')}"
    if re.fullmatch(r"[\d.]+\s*[-\N{EN DASH}]\s*[\d.]+", written):
        low, _dash, high = re.split(r"\s*([-\N{EN DASH}])\s*", written)
        return f"{whole!r} is a range with a dash; write {low}/{high}"
    if re.fullmatch(r"[-+\N{MINUS SIGN}]?[\d.]+\s*\D.*", written):
        return f"{whole!r} is no number; write digits alone, and what they count as 'unit'"
    return (
        f"{whole!r} is no number; write digits (591), a range (435/1423), "
        "or ~ before a round number (~600)"
    )


def read_amount(text: str, conventions: Conventions) -> str:
    """An amount, kept as written."""
    amount(text)
    return text.strip()
