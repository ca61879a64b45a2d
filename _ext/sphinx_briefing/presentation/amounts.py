"""Amounts as readers see them, in the language of the project (Babel, CLDR)."""

from __future__ import annotations

from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from ..records.amounts import amount
from .labels import _

_PLACES = 15
"""Digits before the point by which amounts are sorted as texts."""


def with_unit(written: str, unit: str, language: str) -> str:
    """An amount with its unit, which no line break parts."""
    words = printed_amount(written, language)
    return f"{words}\N{NO-BREAK SPACE}{unit}" if unit else words


def printed_amount(written: str, language: str) -> str:
    """An amount with the separators of a language.

    >>> printed_amount("435/1423", "en"), printed_amount("1423.5", "de")
    ('435\u20131,423', '1.423,5')
    """
    found = amount(written)
    if found.low is None or found.high is None:
        words = str(_("at most %s")) if found.low is None else str(_("at least %s"))
        words %= number(found.middle, language)
    else:
        words = number(found.low, language)
        if found.is_range:
            words += f"\N{EN DASH}{number(found.high, language)}"
    return str(_("about %s")) % words if found.is_approximate else words


def number(value: Decimal, language: str) -> str:
    """A number with the separators of a language, and as many decimals as it was written with."""
    decimals = max(0, -int(value.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, pattern, locale=_locale(language))


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def sortable(written: str) -> str:
    """The middle of an amount, as a text that sorts as numbers do."""
    middle = amount(written).middle
    shifted = middle + 10**_PLACES if middle < 0 else middle
    sign = "0" if middle < 0 else "1"
    return f"{sign}{shifted:0{_PLACES + 8}.6f}"
