"""Countries and languages by their names in the language of the project, and their direction."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale

from .dates import locale_of


def _names_in(language: str) -> Locale:
    return locale_of(language) or Locale("en")


def country_name(code: str, language: str) -> str:
    """The name of a country (ISO 3166-1 alpha-2); the code itself where CLDR has none.

    >>> country_name("GB", "en"), country_name("DE", "fr")
    ('United Kingdom', 'Allemagne')
    """
    return str(_names_in(language).territories.get(code, code))


@lru_cache(maxsize=1024)
def language_name(tag: str, language: str) -> str:
    """The name of a language (BCP 47); the tag itself where CLDR has none.

    >>> language_name("uk", "en"), language_name("sr-Latn", "de")
    ('Ukrainian', 'Serbisch (Lateinisch)')
    """
    names = _names_in(language)
    whole = names.languages.get(tag.replace("-", "_"))
    if whole is not None:
        return str(whole)
    import langcodes  # slow to import, and few tags need it

    parts = langcodes.Language.get(tag)
    name = names.languages.get(parts.language or "")
    if name is None:
        return tag
    more = (names.scripts.get(parts.script), names.territories.get(parts.territory))
    details = ", ".join(filter(None, more))
    return f"{name} ({details})" if details else str(name)


RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"}
)
"""Languages whose usual script runs from right to left (CLDR, characterOrder)."""

SCRIPTS_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Samr", "Syrc", "Thaa"})


@lru_cache(maxsize=64)
def direction_of(language: str) -> str:
    """``ltr`` or ``rtl``: which way a language is written.

    >>> direction_of("ar"), direction_of("he_IL"), direction_of("uz-Arab"), direction_of("az-Latn")
    ('rtl', 'rtl', 'rtl', 'ltr')
    >>> direction_of("ks"), direction_of("en_GB"), direction_of("no-such-language")
    ('rtl', 'ltr', 'ltr')
    """
    code, *more = re.split("[-_]", language)
    scripts = {part.title() for part in more if len(part) == 4}
    if scripts:
        return "rtl" if scripts & SCRIPTS_TO_LEFT else "ltr"
    if code.lower() in RIGHT_TO_LEFT:
        return "rtl"
    locale = locale_of(language)
    return locale.text_direction if locale is not None else "ltr"
