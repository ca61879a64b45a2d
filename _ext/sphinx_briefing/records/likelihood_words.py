"""The words of the prose: scales that are mixed, likelihood and confidence in one sentence.

Pure Python; the rules are those of PHIA's yardstick and of ICD 203, section D.6.e.(2): a
likelihood and a confidence level must not be combined in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ..vocabularies import CONFIDENCE, OWN_LIKELIHOODS, Scale

_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*", re.S)
_TOO_COMMON = frozenset({"remote"})
"""Words that everyday prose uses in another sense."""


def words_of(*scales: Scale) -> frozenset[str]:
    """The words of some scales and their synonyms, in small letters."""
    found = (word.casefold() for scale in scales for word in (*scale.values, *scale.synonyms))
    return frozenset(found) - _TOO_COMMON


@cache
def pattern_of(words: frozenset[str], between: str = r"\s+") -> re.Pattern[str]:
    """A pattern of some words, whole ones.

    :param between: the pattern of what stands between the parts of a word of several.
    """
    # The longest word first, so that "likely or probable" is not read as "likely".
    choices = sorted(words, key=lambda word: (-len(word), word))
    spelled = "|".join(between.join(map(re.escape, word.split())) for word in choices)
    return re.compile(rf"(?<!\w)(?:{spelled})(?!\w)", re.I)


_LEVELS = pattern_of(frozenset(f"{level} confidence" for level in CONFIDENCE.values))


def findings(
    text: str, scale: Scale, scales: Iterable[Scale] = OWN_LIKELIHOODS
) -> Iterator[tuple[int, str]]:
    """Problems with the words of likelihood in a text.

    :param text: prose; line breaks are kept.
    :param scale: the likelihood scale in force.
    :param scales: all scales that there are, whose words must not be mixed.
    :returns: offsets in the text, each with a message for the author.
    """
    own = words_of(scale)
    likelihoods = pattern_of(words_of(scale, *scales))
    for sentence in _SENTENCE.finditer(text):
        words = list(likelihoods.finditer(sentence.group()))
        for match in words:
            word = " ".join(match.group().casefold().split())
            if not own.issuperset(word.split(" or ")) and word not in own:
                choices = ", ".join(scale.values)
                message = (
                    f"{word!r} is not on the likelihood scale in force ({scale.name}); "
                    f"its words are: {choices}"
                )
                yield sentence.start() + match.start(), message
        level = _LEVELS.search(sentence.group())
        if words and level:
            word, confidence = (" ".join(m.group().split()) for m in (words[0], level))
            message = (
                f"likelihood {word!r} and {confidence!r} stand in one sentence; "
                "say each in a sentence of its own"
            )
            yield sentence.start() + min(words[0].start(), level.start()), message
