"""Countries and languages by their names in the language of the project (Babel, CLDR)."""

from __future__ import annotations

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
