"""The language of a page: what it declares, unless its text is plainly in another."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from ..records.bibliography.languages import tag

LEAST = 200
"""Characters from which a text tells its language."""
_SURE = 0.95
_SCRIPTS = {
    "CYRILLIC": frozenset("uk ru be bg mk sr kk ky mn tg ba tt ce os cv".split()),
    "GREEK": frozenset(("el",)),
    "ARABIC": frozenset("ar fa ur ps ckb ug sd".split()),
    "HEBREW": frozenset(("he", "yi")),
    "HANGUL": frozenset(("ko",)),
    "GEORGIAN": frozenset(("ka",)),
    "ARMENIAN": frozenset(("hy",)),
}


def language_of(declared: Iterable[str], text: str) -> str:
    """The tag of a language, without its region.

    :param declared: what a page declares, the surest first.
    :param text: its main text.
    """
    tags = [plain for one in declared if (plain := _plain(one))]
    guess, is_sure = _guessed(text)
    first = next(iter(tags), "")
    if not first:
        return guess if is_sure else ""
    if guess and is_sure and guess != first.partition("-")[0]:
        # A theme or a platform that nobody has told in which language the site is.
        return next((one for one in tags if one.partition("-")[0] == guess), guess)
    return first


def _plain(text: str) -> str:
    """A tag without region; empty for what is none."""
    import langcodes

    found = tag(text.strip().replace("_", "-").partition(".")[0])
    if not found:
        return ""
    language = langcodes.Language.get(found)
    if language.language in (None, "und", "mul", "zxx"):
        return ""
    parts = [language.language, *([language.script] if language.script else [])]
    return "-".join(filter(None, parts))


def _guessed(text: str) -> tuple[str, bool]:
    """The language that a text seems to be in, and whether that is sure."""
    if len(text) < LEAST:
        return "", False
    script = _script(text)
    found, probability = _identifier().classify(text[:5000])
    known = _SCRIPTS.get(script)
    if known and found not in known:
        return "", False
    return str(found), float(probability) >= _SURE


def prepare() -> None:
    """Load what tells languages apart.

    :raises ImportError: when it is not installed.
    """
    _identifier()


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _script(text: str) -> str:
    names = Counter(
        unicodedata.name(char, "").partition(" ")[0] for char in text[:500] if char.isalpha()
    )
    return names.most_common(1)[0][0] if names else ""
