"""Numbers as readers see them, in the language of the project (Babel, CLDR)."""

from __future__ import annotations

from fractions import Fraction

from .dates import locale_of


def decimal(number: Fraction, language: str, places: int = 3) -> str:
    """A number from 0 on with so many decimal places, a half rounded up.

    >>> decimal(Fraction(3, 16), "en"), decimal(Fraction(3, 16), "de", 2)
    ('0.188', '0,19')
    """
    scaled = int(number * 10**places + Fraction(1, 2))
    whole, rest = divmod(scaled, 10**places)
    point = "."
    if locale := locale_of(language):
        from babel.numbers import get_decimal_symbol  # slow to import, and few pages need it

        point = get_decimal_symbol(locale)
    return f"{whole}{point}{rest:0{places}}"
