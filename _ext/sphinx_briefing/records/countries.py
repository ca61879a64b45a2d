"""Countries by ISO 3166-1 alpha-2 code, and by what else people write for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale
from babel.core import get_global

# CLDR knows more two-letter codes than ISO 3166-1 assigns; EU and UN are reserved for this use.
_NOT_COUNTRIES = frozenset("AC CP CQ DG EA EZ IC QO TA XA XB ZZ".split())
# XK is nobody's code in ISO 3166-1, but everybody's for Kosovo; these two are used in its stead.
_OTHER_CODES = MappingProxyType({"UK": "GB", "EL": "GR"})


def is_code(text: str) -> bool:
    """Whether a text is a code, in whatever letters."""
    return _countries().get(text.casefold()) == text.upper()


def country_code(text: str) -> str:
    """The code of a country that tables write with three letters or by its English name."""
    return _countries().get(_folded_name(text), text)


@cache
def _countries() -> Mapping[str, str]:
    """The codes of countries by what people write for them."""
    names: Mapping[str, str] = dict(Locale("en").territories.items())
    codes = {code for code in names if re.fullmatch("[A-Z]{2}", code)} - _NOT_COUNTRIES
    found = {_folded_name(str(names[code])): code for code in sorted(codes)}
    for other, now in get_global("territory_aliases").items():
        if re.fullmatch("[A-Z]{3}", other) and len(now) == 1 and now[0] in codes:
            found[other.casefold()] = now[0]
    found |= {other.casefold(): code for other, code in _OTHER_CODES.items()}
    return found | {code.casefold(): code for code in codes}


def _folded_name(text: str) -> str:
    return " ".join(text.replace("’", "'").split()).casefold()  # noqa: RUF001
