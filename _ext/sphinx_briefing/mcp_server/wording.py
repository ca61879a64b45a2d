"""Words that turn a sentence round, weaken it, or say how likely it is.

The lists are of English, and the shortest ones of German and French; other languages have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ..records.likelihood_words import pattern_of, words_of
from ..vocabularies import Scale

NEGATIONS = frozenset(
    "not no never none nobody nothing nowhere neither nor without cannot nicht kein keine keinen "
    "keinem keiner keines nie niemals niemand nichts ohne weder pas jamais sans aucun aucune ni "
    "rien".split()
)
"""Words that deny; ``n't`` counts as one."""

OPPOSITES: tuple[tuple[str, str], ...] = (
    ("accepts accept accepted accepting",
     "rejects reject rejected rejecting refuses refuse refused"),
    ("supports support supported backs back backed", "opposes oppose opposed"),
    ("increases increase increased rises rise rose raises raise raised grows grow grew growing up",
     "decreases decrease decreased falls fall fell lowers lower lowered shrinks shrink shrank "
     "shrinking drops drop dropped declines decline declined cuts cut down"),
    ("more", "less fewer"), ("most", "least fewest"), ("before", "after"), ("above", "below"),
    ("over exceeding", "under"), ("all every", "some few"), ("always", "rarely seldom"),
    ("largest biggest highest", "smallest lowest"), ("old older ageing", "new newer young"),
    ("first", "last"), ("earlier", "later"), ("sooner", "later"), ("early", "late"),
    ("begins begin began started starts start opens open opened",
     "ends end ended stops stop stopped closes close closed"),
    ("stronger strong strengthens strengthen strengthened",
     "weaker weak weakens weaken weakened"),
    ("confirms confirm confirmed", "denies deny denied"), ("agrees agree agreed", "disagrees "
     "disagree disagreed"), ("allows allow allowed permits permit permitted",
     "forbids forbid forbade bans ban banned prohibits prohibit prohibited blocks block blocked"),
    ("joins join joined", "leaves leave left quits quit"), ("present attended attends attend",
     "absent missed"), ("legal lawful", "illegal unlawful"), ("public", "secret private"),
    ("inside within", "outside"), ("north northern", "south southern"), ("east eastern",
     "west western"), ("success succeeded succeeds", "failure failed fails"), ("imports import "
     "imported", "exports export exported"), ("buys buy bought", "sells sell sold"),
    ("friendly", "hostile"), ("peace", "war"), ("won wins win", "lost loses lose"),
    ("safe", "dangerous unsafe"), ("known", "unknown"), ("possible", "impossible"),
    ("many", "few"), ("long", "short"), ("high", "low"), ("met", "missed"),
    ("arrives arrived arrive", "departs departed depart"), ("for", "against"),
)  # fmt: skip
"""Words of which one says what the other denies."""

HEDGES = frozenset(
    "may might could would should hopes hope hoped plans plan planned proposes proposed considers "
    "considered wants want wanted seeks seek sought expects expected intends intended aims aim "
    "reportedly allegedly alleged apparently possibly perhaps seems seem seemed appears appear "
    "konnte durfte soll sollte vermutlich pourrait devrait peut".split()
)
"""Words that say that something is not so yet, or not for certain."""

_OPINIONS = re.compile(
    r"\b(?:we|the desk|this desk|this brief|i) (?:judge|assess|believe|expect|estimate|consider|"
    r"think|conclude)s?\b|\bin our (?:view|judgement|judgment|assessment)\b|\bour (?:judgement|"
    r"judgment|assessment) is\b|\b(?:low|moderate|high) confidence\b"
)
_CONFIDENCE = re.compile(r"\b(low|moderate|high) confidence\b")
_TOKEN = re.compile(r"[a-z]+?n't\b|[a-z]+")


def tokens(folded: str) -> list[str]:
    """The words of a text in small letters of ASCII."""
    return _TOKEN.findall(folded)


def denials(words: Iterable[str]) -> int:
    """How often a text denies something."""
    return sum(word in NEGATIONS or word.endswith("n't") for word in words)


def opposite(words: Iterable[str], others: Iterable[str]) -> tuple[str, str] | None:
    """A word of one text that says the opposite of a word of the other; the first that there is.

    >>> opposite(["they", "reject", "it"], ["they", "accept", "it"])
    ('reject', 'accept')
    """
    here, there = set(words), set(others)
    for one, other in _pairs():
        for mine, theirs in ((one, other), (other, one)):
            found, against = here & mine, there & theirs
            if found and against and not there & mine and not here & theirs:
                return min(found), min(against)
    return None


@cache
def _pairs() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple((frozenset(one.split()), frozenset(other.split())) for one, other in OPPOSITES)


def hedges(words: Iterable[str]) -> list[str]:
    """The words of a text that weaken it, in their order."""
    return [word for word in words if word in HEDGES]


def pattern_of_likelihoods(scales: Iterable[Scale]) -> re.Pattern[str]:
    """A pattern of the words of likelihood, as folded texts spell them."""
    return pattern_of(words_of(*scales), between=" ")


def likelihoods(
    folded: str, scales: Iterable[Scale], pattern: re.Pattern[str]
) -> Iterator[tuple[str, str]]:
    """The words of likelihood in a text, each with the scale's own word for it.

    :param pattern: that of the scales.
    """
    for match in pattern.finditer(folded):
        word = " ".join(match[0].split())
        for scale in scales:
            try:
                yield word, scale.read(word)
            except ValueError:
                continue
            break


def without_opinion(folded: str) -> str:
    """A sentence without the words by which it says that it is a judgement."""
    return _OPINIONS.sub(" ", folded)


def is_opinion(folded: str) -> bool:
    """Whether a sentence says of itself that it is a judgement."""
    return _OPINIONS.search(folded) is not None


def confidence(folded: str) -> str:
    """The level of confidence that a sentence names; empty for none."""
    found = _CONFIDENCE.search(folded)
    return found[1] if found else ""
