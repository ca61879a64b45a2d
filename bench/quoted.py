"""Quotations looked up in their sources: what that costs, and whether each false one is said.

Articles are as long as those of newspapers. Each quotation is set otherwise than its article, as it
is when somebody has typed it; one of a hundred has a word, a number or a denial changed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from bench import words
from sphinx_briefing.quotations import (
    Anchors,
    Found,
    Paragraphs,
    Source,
    address_of_words,
    find,
)

EACH = 5
"""Quotations from an article."""
FALSE = 100
"""One of so many is false."""


@dataclass(frozen=True, slots=True)
class QuotedRun:
    """A round; seconds of CPU."""

    quotations: int
    round: int
    characters: int
    """Of all articles together."""
    false: int
    missed: int
    """False ones that were found all the same, and true ones that were not."""
    addressed: int
    """Those with an address that leads to their words."""
    cpu: float


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation, and whether the article has its words."""

    text: str
    is_true: bool


def compare(quotations: int, seed: int, rounds: int) -> Iterator[QuotedRun]:
    """Make up articles with quotations, and look these up."""
    random = Random(seed)
    corpus = [article(random) for _ in range(-(-quotations // EACH))]
    asked = [(text, list(_quotations(random, text))) for text in corpus]
    for number in range(rounds):
        yield _measured(asked, number)


def _measured(asked: list[tuple[str, list[Quotation]]], number: int) -> QuotedRun:
    missed = addressed = 0
    start = time.process_time()
    for text, quotations in asked:
        source = Source([text])
        anchors, paragraphs = Anchors(source), Paragraphs(source)
        for quotation in quotations:
            found = find(quotation.text, source)
            missed += isinstance(found, Found) != quotation.is_true
            if isinstance(found, Found):
                paragraphs.number(found.start)
                address = address_of_words("https://example.org/a", anchors.terms(found))
                addressed += ":~:" in address
    spent = time.process_time() - start
    every = [quotation for _, quotations in asked for quotation in quotations]
    return QuotedRun(
        quotations=len(every),
        round=number,
        characters=sum(len(text) for text, _ in asked),
        false=sum(not quotation.is_true for quotation in every),
        missed=missed,
        addressed=addressed,
        cpu=spent,
    )


def article(random: Random) -> str:
    """Some 900 words in paragraphs, with marks of quotation, dashes and apostrophes."""
    paragraphs = []
    for _ in range(random.randint(12, 18)):
        text = words.sentences(random, random.randint(2, 5))
        if random.random() < 0.5:
            text += f" \u201c{words.sentence(random)}\u201d the minister\u2019s office said."
        if random.random() < 0.3:
            text += f" {words.statement(random)} \u2013 at least {random.randint(2, 900)} times."
        paragraphs.append(text)
    return "\n\n".join([words.statement(random), *paragraphs])


def _quotations(random: Random, text: str) -> Iterator[Quotation]:
    every = text.split()
    for _ in range(EACH):
        count = random.choice([6, 12, 20, 30, 60])
        start = random.randrange(len(every) - count)
        quoted = every[start : start + count]
        is_true = bool(random.randrange(FALSE))
        if not is_true:
            quoted[random.randrange(1, count - 1)] = random.choice(["not", "1,204", "allegedly"])
        elif count > 12 and random.random() < 0.2:
            quoted[6 : count - 6] = ["[\u2026]"]
        typed = " ".join(quoted).translate({0x201C: '"', 0x201D: '"', 0x2019: "'", 0x2013: "-"})
        yield Quotation(typed.replace(" the ", " the\n"), is_true)
