"""Amounts as readers see them, in the language of the project (Babel, CLDR)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from babel import Locale

from ..records.amounts import Amount, amount
from .dates import locale_of
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
        words = _joined(found, lambda value: number(value, language))
    return str(_("about %s")) % words if found.is_approximate else words


def _joined(found: Amount, say: Callable[[Decimal], str]) -> str:
    """A number, or both ends of a range; a dash stands apart from a minus."""
    assert found.low is not None
    assert found.high is not None
    if not found.is_range:
        return say(found.low)
    dash = "\N{NO-BREAK SPACE}\N{EN DASH}\N{NO-BREAK SPACE}" if found.low < 0 else "\N{EN DASH}"
    return f"{say(found.low)}{dash}{say(found.high)}"


def number(value: Decimal, language: str) -> str:
    """A number with the separators of a language, and as many decimals as it was written with."""
    from babel.numbers import format_decimal  # slow to import, and a build may print no number

    decimals = max(0, -int(value.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, pattern, locale=_locale(language))


def _locale(language: str) -> Locale:
    return locale_of(language) or Locale("en")


def sortable(written: str) -> str:
    """The middle of an amount, as a text that sorts as numbers do."""
    middle = amount(written).middle
    shifted = middle + 10**_PLACES if middle < 0 else middle
    sign = "0" if middle < 0 else "1"
    return f"{sign}{shifted:0{_PLACES + 8}.6f}"


_LARGE, _TINY = 1_000_000, Decimal("0.0001")
"""Numbers from which on, and below which, a chart writes short forms."""


def compact_number(value: Decimal, language: str) -> str:
    """A number in few signs, for the axis of a chart: large ones in words that are cut short.

    >>> compact_number(Decimal(1500), "en"), compact_number(Decimal(2_500_000), "en")
    ('1,500', '2.5M')
    """
    from babel.numbers import format_compact_decimal, format_scientific

    if abs(value) >= _LARGE:
        return format_compact_decimal(value, fraction_digits=2, locale=_locale(language))
    if value and abs(value) < _TINY:
        return format_scientific(value.normalize(), locale=_locale(language))
    plain = value.normalize()
    return number(plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain,
                  language)  # fmt: skip


def compact_amount(written: str, language: str, fits: Callable[[str], bool]) -> str:
    """An amount in signs alone, for the mark of a chart: ``~600``, ``435-1423``, ``500`` and more.

    :param fits: whether there is room for a text; where there is none, it is cut short.
    """
    exact = _in_signs(amount(written), lambda value: number(value, language))
    return exact if fits(exact) else _in_signs(
        amount(written), lambda value: compact_number(value, language)
    )  # fmt: skip


def _in_signs(found: Amount, say: Callable[[Decimal], str]) -> str:
    if found.low is None or found.high is None:
        sign = "\N{LESS-THAN OR EQUAL TO}" if found.low is None else "\N{GREATER-THAN OR EQUAL TO}"
        words = f"{sign}\N{NO-BREAK SPACE}{say(found.middle)}"
    else:
        words = _joined(found, say)
    return f"~{words}" if found.is_approximate else words
