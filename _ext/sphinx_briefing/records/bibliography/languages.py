"""Names of languages, as babel, biblatex and people write them, as BCP 47 tags."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

import langcodes
from babel import Locale

_BABEL: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("british", "ukenglish", "uk english", "british english"), "en-GB"),
        **dict.fromkeys(("american", "usenglish", "us english", "american english"), "en-US"),
        "australian": "en-AU",
        "canadian": "en-CA",
        "newzealand": "en-NZ",
        **dict.fromkeys(("ngerman", "germanb"), "de"),
        **dict.fromkeys(("austrian", "naustrian"), "de-AT"),
        **dict.fromkeys(("swissgerman", "nswissgerman"), "de-CH"),
        **dict.fromkeys(("francais", "frenchb"), "fr"),
        **dict.fromkeys(("acadian", "canadien"), "fr-CA"),
        **dict.fromkeys(("brazil", "brazilian"), "pt-BR"),
        **dict.fromkeys(("portuges", "português"), "pt"),
        "mexican": "es-MX",
        **dict.fromkeys(("norsk", "bokmal"), "nb"),
        "nynorsk": "nn",
        **dict.fromkeys(("magyar", "hungarian"), "hu"),
        **dict.fromkeys(("polutonikogreek", "greek", "ellinika"), "el"),
        **dict.fromkeys(("bahasa", "bahasai", "indon", "indonesian"), "id"),
        **dict.fromkeys(("bahasam", "melayu", "meyalu", "malay"), "ms"),
        **dict.fromkeys(("persian", "farsi"), "fa"),
        **dict.fromkeys(("lowersorbian", "lsorbian"), "dsb"),
        **dict.fromkeys(("uppersorbian", "usorbian"), "hsb"),
        **dict.fromkeys(("slovene", "slovenian"), "sl"),
        **dict.fromkeys(("northernsami", "samin"), "se"),
        **dict.fromkeys(("scottish", "gaelic"), "gd"),
        **dict.fromkeys(("irish", "gaeilge"), "ga"),
        "serbianc": "sr-Cyrl",
        "friulan": "fur",
        "piedmontese": "pms",
        "kurmanji": "kmr",
        "turkmen": "tk",
        "chinese": "zh",
        "hebrew": "he",
        "ukraineb": "uk",
        "castilian": "es",
        "flemish": "nl-BE",
    }
)
_BETWEEN = re.compile(r"\s*(?:[;,/&]|\b(?:and|und|et|och|og)\b)\s*")
_OWN_NAMES = (
    "ar bg bn bs ca cs da de el es et eu fa fi fr he hi hr hu hy id is it ja ka kk ko lt lv mk nb "
    "nl nn pl pt ro ru sk sl sq sr sv th tr uk ur vi zh"
).split()
"""Languages whose own name for themselves is known."""


def language(text: str) -> str:
    """The tag of the first language that is named; the text itself when none is known."""
    return tag(text) or text.strip()


@lru_cache(maxsize=1024)
def tag(text: str) -> str:
    """The tag of the first language that is named; empty when none is known."""
    if not text:
        return ""
    written = text.strip().strip('"')
    for name in (written, *_BETWEEN.split(written)):
        if found := _tag(name.strip().strip(".")):
            return found
    return ""


def _tag(name: str) -> str:
    known = _BABEL.get(name.lower()) or _names().get(name.lower())
    if known:
        return known
    tag = name.replace("_", "-")
    if langcodes.tag_is_valid(tag):
        return langcodes.standardize_tag(tag)
    return _own_names().get(name.casefold(), "")


@cache
def _names() -> Mapping[str, str]:
    names = Locale("en").languages
    return {name.lower(): code.replace("_", "-") for code, name in names.items()}


@cache
def _own_names() -> Mapping[str, str]:
    """Languages by the names that their speakers use; read only when it is asked for."""
    found = {}
    for code in _OWN_NAMES:
        locale = Locale(code)
        found[(locale.languages.get(code) or "").casefold()] = code
    return found
