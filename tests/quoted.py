"""Articles made up from a seed, and quotations from them: true ones in many guises, and false ones.

An article is a list of words; how it is printed, and how a quotation of it is written, is drawn
apart. So what a quotation says can be told from the words, whatever the texts look like.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

WORDS: dict[str, str] = json.loads(
    (Path(__file__).parent / "data" / "quoted_words.json").read_text(encoding="utf-8")
)
"""Words of languages, those that deny among them, and numbers."""

Draw = Random
Words = tuple[str, ...]


@dataclass(frozen=True)
class Article:
    """Paragraphs of words; a mark that ends a clause is a part of the word before it."""

    language: str
    paragraphs: tuple[Words, ...]

    @property
    def words(self) -> Words:
        return tuple(word for paragraph in self.paragraphs for word in paragraph)

    @property
    def starts(self) -> list[int]:
        """The numbers of the words that begin paragraphs."""
        found, number = [], 0
        for paragraph in self.paragraphs:
            found.append(number)
            number += len(paragraph)
        return found

    def places(self, words: Sequence[str]) -> list[int]:
        """The numbers of the words at which a run of words stands, whatever marks end it."""
        mine = self.words
        count = len(words)
        return [
            at
            for at in range(len(mine) - count + 1)
            if mine[at : at + count - 1] == tuple(words[:-1])
            and bare(mine[at + count - 1]) == bare(words[-1])
        ]


def bare(word: str) -> str:
    """A word without the marks that end a clause."""
    return word.rstrip(".,;:!?")


def article(draw: Draw) -> Article:
    """An article of some paragraphs; one of four says something twice."""
    language = draw.choice(list(WORDS))
    stock = WORDS[language].split()
    paragraphs = [_paragraph(draw, stock) for _ in range(draw.randint(3, 9))]
    if draw.random() < 0.25:
        again = draw.choice(paragraphs)
        start = draw.randrange(len(again))
        run = again[start : start + draw.randint(3, 30)]
        at = draw.randrange(len(paragraphs))
        paragraphs[at] = (*paragraphs[at], *run[:-1], bare(run[-1]) + ".")
    return Article(language, tuple(paragraphs))


def _paragraph(draw: Draw, stock: list[str]) -> Words:
    words = []
    for _ in range(draw.randint(1, 5)):
        sentence = [draw.choice(stock) for _ in range(draw.randint(4, 22))]
        sentence[0] = sentence[0][0].upper() + sentence[0][1:]
        for at in range(1, len(sentence) - 1):
            if draw.random() < 0.08:
                sentence[at] += draw.choice(",;:")
        words += [*sentence[:-1], sentence[-1] + draw.choice("...!?")]
    return tuple(words)


# How texts are set: none of this is a difference.

SPACES = (" ", "  ", "\n", "\u00a0", " \n ", "\u2009", "\u202f", "\t")
OPENING, CLOSING = "\"'\u201c\u00ab\u201e\u2018\u2039", "\"'\u201d\u00bb\u201c\u2019\u203a"
APOSTROPHES, HYPHENS = "'\u2019\u02bc\u2032", "-\u2010\u2011"
LIGATURES = {"ffi": "\ufb03", "fi": "\ufb01", "fl": "\ufb02", "ff": "\ufb00"}


def dressed(draw: Draw, word: str, *, deeply: bool = True) -> str:
    """A word as one house or another sets it."""
    word = "".join(
        draw.choice(APOSTROPHES) if char == "'" else draw.choice(HYPHENS) if char == "-" else char
        for char in word
    )
    if deeply and draw.random() < 0.06:
        for letters, sign in LIGATURES.items():
            word = word.replace(letters, sign)
    if deeply and draw.random() < 0.04:
        word = unicodedata.normalize("NFD", word)
    if deeply and len(word) > 4 and draw.random() < 0.06:
        at = draw.randint(2, len(word) - 2)
        if word[at - 1].isalpha() and word[at].isalpha():
            word = word[:at] + draw.choice("\u00ad\u200b\u200c\u2060") + word[at:]
    return word


def set_words(draw: Draw, words: Sequence[str], *, spaces: Sequence[str] = SPACES) -> list[str]:
    """Words as they are set, with marks of quotation around some, each with what follows it."""
    found = [dressed(draw, word) for word in words]
    if len(found) > 2 and draw.random() < 0.3:
        one, other = sorted(draw.sample(range(len(found)), 2))
        at = draw.randrange(len(OPENING))
        found[one] = OPENING[at] + draw.choice(["", "\u202f"]) + found[one]
        found[other] = found[other] + CLOSING[at]
    return [word + draw.choice(spaces) for word in found[:-1]] + found[-1:]


@dataclass(frozen=True)
class Printed:
    """An article as it is kept: its blocks, and its text with an empty line between them."""

    blocks: tuple[str, ...]
    starts: tuple[int, ...]
    """The places in the text at which each word begins."""

    @property
    def text(self) -> str:
        return "\n\n".join(self.blocks)


def printed(draw: Draw, one: Article, *, spaces: Sequence[str] = (" ",) * 9 + SPACES) -> Printed:
    """An article as it is kept."""
    blocks, starts, place = [], [], 0
    for paragraph in one.paragraphs:
        block = ""
        for word in set_words(draw, paragraph, spaces=spaces):
            starts.append(place + len(block))
            block += word
        blocks.append(unicodedata.normalize("NFC", block))
        starts[len(starts) - len(paragraph) :] = _nfc_starts(block, starts, len(paragraph), place)
        place += len(blocks[-1]) + 2
    return Printed(tuple(blocks), tuple(starts))


def _nfc_starts(block: str, starts: list[int], count: int, place: int) -> list[int]:
    return [
        place + len(unicodedata.normalize("NFC", block[: start - place]))
        for start in starts[len(starts) - count :]
    ]


# What a quotation says.


@dataclass(frozen=True)
class Quoted:
    """A quotation as its author writes it, with the words that it gives as the source's."""

    text: str
    first: int
    """The number of its first word in the article."""
    count: int
    """The words from its first to its last."""
    kind: str


def true_quotation(draw: Draw, one: Article) -> Quoted:
    """Words of an article in another guise, with omissions and insertions."""
    words = one.words
    count = min(len(words), draw.choice([3, 5, 8, 12, 20, 40]))
    first = draw.randrange(len(words) - count + 1)
    run = list(words[first : first + count])
    run[-1] = bare(run[-1]) if draw.random() < 0.5 else run[-1]
    kind = "plain"
    if count >= 12 and draw.random() < 0.4:
        at, kind = draw.randint(3, count - 7), "omission"
        run[at : at + draw.randint(1, 4)] = [draw.choice(["[…]", "[...]", "(…)", "[ … ]"])]
    elif count >= 8 and draw.random() < 0.3:
        at, kind = draw.randint(3, count - 4), "insertion"
        replaced = draw.choice([0, 0, 1, 2])
        if any(re.search(r"[.!?]\Z", word) for word in run[at : at + replaced]):
            replaced = 0
        run[at : at + replaced] = [draw.choice(["[he]", "[the Norwegians]", "[sic]"])]
    text = "".join(set_words(draw, run))
    if draw.random() < 0.3:
        text = draw.choice(["…", "... ", "[…] ", "“"]) + text
    if draw.random() < 0.3:
        text += draw.choice(["…", "...", " […]", "”"])
    return Quoted(text, first, count, kind)


def _deny(draw: Draw, run: list[str], stock: list[str]) -> None:
    run.insert(
        draw.randint(1, len(run) - 1), draw.choice(["not", "never", "pas", "nicht", "keine"])
    )


def _drop(draw: Draw, run: list[str], stock: list[str]) -> None:
    del run[draw.randint(1, len(run) - 2)]


def _swap(draw: Draw, run: list[str], stock: list[str]) -> None:
    at = draw.randint(0, len(run) - 2)
    run[at], run[at + 1] = run[at + 1], run[at]


def _replace(draw: Draw, run: list[str], stock: list[str]) -> None:
    run[draw.randrange(len(run))] = draw.choice(stock)


def _number(draw: Draw, run: list[str], stock: list[str]) -> None:
    digits = [
        (at, place)
        for at, word in enumerate(run)
        for place, char in enumerate(word)
        if char.isdigit()
    ]
    if digits:
        at, place = draw.choice(digits)
        other = draw.choice("0123456789\u0661\u0967\u00b2\u2075")
        run[at] = run[at][:place] + other + run[at][place + 1 :]


_LATIN, _CYRILLIC = (
    "aceopxyiAEOPBMT",
    ("\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0410\u0415\u041e\u0420\u0412\u041c\u0422"),
)
LOOK_ALIKES = dict(zip(_LATIN + _CYRILLIC, _CYRILLIC + _LATIN, strict=True)) | {"\u03bf": "o"}


def _look_alike(draw: Draw, run: list[str], stock: list[str]) -> None:
    places = [
        (at, place)
        for at, word in enumerate(run)
        for place, char in enumerate(word)
        if char in LOOK_ALIKES
    ]
    if places:
        at, place = draw.choice(places)
        run[at] = run[at][:place] + LOOK_ALIKES[run[at][place]] + run[at][place + 1 :]


def _cut_first(draw: Draw, run: list[str], stock: list[str]) -> None:
    # An elided article is a word of its own: "accord" may be quoted from "l'accord".
    run[0] = run[0][draw.randint(1, 2) :].lstrip("'") if "'" not in run[0] else "s" + run[0]


def _cut_last(draw: Draw, run: list[str], stock: list[str]) -> None:
    run[-1] = bare(run[-1])[: -draw.randint(1, 2)]


def _case(draw: Draw, run: list[str], stock: list[str]) -> None:
    at = draw.randrange(len(run))
    run[at] = run[at].swapcase()


def _accent(draw: Draw, run: list[str], stock: list[str]) -> None:
    at = draw.randrange(len(run))
    plain = unicodedata.normalize("NFD", run[at])
    run[at] = "".join(char for char in plain if not unicodedata.combining(char))


def _join(draw: Draw, run: list[str], stock: list[str]) -> None:
    at = draw.randint(0, len(run) - 2)
    run[at : at + 2] = [run[at] + run[at + 1]]


def _mark(draw: Draw, run: list[str], stock: list[str]) -> None:
    at = draw.randint(0, len(run) - 2)
    run[at] = bare(run[at]) + draw.choice(["", ",", ".", ";", "?"])


MUTATIONS: tuple[Callable[[Draw, list[str], list[str]], None], ...] = (
    _deny, _drop, _swap, _replace, _number, _look_alike, _cut_first, _cut_last, _case, _accent,
    _join, _mark,
)  # fmt: skip


def false_quotation(draw: Draw, one: Article) -> Quoted | None:
    """Words that an article does not have, though nearly; None if it has them all the same."""
    words = one.words
    count = min(len(words), draw.choice([4, 6, 10, 20]))
    first = draw.randrange(len(words) - count + 1)
    run = list(words[first : first + count])
    mutation = draw.choice(MUTATIONS)
    mutation(draw, run, WORDS[one.language].split())
    if not all(map(bare, run)) or len(run) < 2 or one.places(run):
        return None
    return Quoted("".join(set_words(draw, run)), first, count, mutation.__name__[1:])


Made = Callable[[Draw, Article], Quoted | None]


def quotations(seed: int, make: Made, count: int) -> Iterator[tuple[Article, Printed, Quoted]]:
    """So many quotations, some from each article."""
    draw, made = Draw(seed), 0
    while made < count:
        one = article(draw)
        page = printed(draw, one)
        for _ in range(3):
            quoted = make(draw, one)
            if quoted:
                made += 1
                yield one, page, quoted
