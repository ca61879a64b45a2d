"""Text fragments read as browsers read them, after the specification, on blocks of plain text.

https://wicg.github.io/scroll-to-text-fragment/: parsing is done to the letter; a document is its
blocks, one after the other, and words are bounded as UAX 29 has it, without dictionaries.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

Place = tuple[int, int]
"""The number of a block, and an offset in it."""

JOINING = "\u202f"
"""ExtendNumLet: the narrow space before French marks is a part of the words at it."""
_SPACES = re.compile(rf"[^\S{JOINING}]+")
_INSIDE = re.compile(r"[^\W_]['\u2019.:\u00b7][^\W_]|\d[,.;']\d")


@dataclass(frozen=True)
class Directive:
    start: str
    end: str | None
    prefix: str | None
    suffix: str | None


def directives(address: str) -> list[Directive]:
    """The text directives of an address."""
    _, _, fragment = address.partition("#")
    _, mark, found = fragment.partition(":~:")
    assert mark, f"no fragment directive in {address!r}"
    texts = [part.removeprefix("text=") for part in found.split("&") if part.startswith("text=")]
    return [one for text in texts if (one := _parsed(text))]


def _parsed(text: str) -> Directive | None:
    assert text.isascii()
    assert not re.search(r'[\s"<>`\x00-\x1f]', text)
    tokens = text.split(",")
    prefix = suffix = end = None
    if not 1 <= len(tokens) <= 4:
        return None
    if tokens[0].endswith("-"):
        prefix = tokens.pop(0)[:-1]
    if tokens and tokens[-1].startswith("-"):
        suffix = tokens.pop()[1:]
    if not 1 <= len(tokens) <= 2:
        return None
    start = tokens[0]
    if len(tokens) == 2:
        end = tokens[1]
    terms = (start, end, prefix, suffix)
    if any(term is not None and (not term or "-" in term) for term in terms):
        return None
    return Directive(*(None if term is None else unquote(term, errors="strict") for term in terms))  # type: ignore[arg-type]


class Page:
    """A page with blocks of text, in which white space is shown as one space."""

    def __init__(self, blocks: list[str]) -> None:
        self.blocks = [_SPACES.sub(" ", block).strip() for block in blocks]
        self._folded = [_folded(block) for block in self.blocks]
        assert list(map(len, self._folded)) == list(map(len, self.blocks))

    def text(self, place: tuple[Place, Place]) -> str:
        """The text of a place, its blocks joined by spaces."""
        (block, start), (last, end) = place
        if block == last:
            return self.blocks[block][start:end]
        between = self.blocks[block + 1 : last]
        return " ".join([self.blocks[block][start:], *between, self.blocks[last][:end]])

    def found(self, one: Directive) -> tuple[Place, Place] | None:
        """The first place that a directive names ("find a range from a text directive")."""
        search: Place = (0, 0)
        while True:
            if one.prefix is not None:
                before = self._find(one.prefix, search, starts_word=True, ends_word=False)
                if before is None:
                    return None
                search = _after(before[0])
                here = self._next(before[1])
                if here is None:
                    return None
                ends_word = one.end is not None or one.suffix is None
                match = self._at(one.start, here, starts_word=False, ends_word=ends_word)
                if match is None:
                    continue
            else:
                ends_word = one.end is not None or one.suffix is None
                match = self._find(one.start, search, starts_word=True, ends_word=ends_word)
                if match is None:
                    return None
                search = _after(match[0])
            end = match[1]
            while True:
                if one.end is not None:
                    last = self._find(one.end, end, starts_word=True, ends_word=one.suffix is None)
                    if last is None:
                        return None
                    end = last[1]
                if one.suffix is None:
                    return match[0], end
                here = self._next(end)
                if here and self._at(one.suffix, here, starts_word=False, ends_word=True):
                    return match[0], end
                if one.end is None:
                    break

    def _find(
        self, term: str, start: Place, *, starts_word: bool, ends_word: bool
    ) -> tuple[Place, Place] | None:
        wanted = _folded(term)
        for number in range(start[0], len(self.blocks)):
            text = self._folded[number]
            at = text.find(wanted, start[1] if number == start[0] else 0)
            while at >= 0:
                after = at + len(wanted)
                if (not starts_word or _is_bound(self.blocks[number], at)) and (
                    not ends_word or _is_bound(self.blocks[number], after)
                ):
                    return (number, at), (number, after)
                at = text.find(wanted, at + 1)
        return None

    def _at(
        self, term: str, start: Place, *, starts_word: bool, ends_word: bool
    ) -> tuple[Place, Place] | None:
        found = self._find(term, start, starts_word=starts_word, ends_word=ends_word)
        return found if found and found[0] == start else None

    def _next(self, place: Place) -> Place | None:
        """The next position that is no white space."""
        number, at = place
        while number < len(self.blocks):
            text = self.blocks[number]
            while at < len(text):
                if not text[at].isspace():
                    return number, at
                at += 1
            number, at = number + 1, 0
        return None


def _after(place: Place) -> Place:
    return place[0], place[1] + 1


def _folded(text: str) -> str:
    """A text with base letters alone, in lower case, character for character."""
    base = (unicodedata.normalize("NFD", char)[0].lower()[0] for char in text)
    return "".join(" " if char == JOINING else char for char in base)


def _is_bound(text: str, at: int) -> bool:
    if at in (0, len(text)):
        return True
    if re.fullmatch(rf"[\w{JOINING}][\w{JOINING}]", text[at - 1 : at + 1]):
        return False
    around = (text[at - 2 : at + 1] if at > 1 else "", text[at - 1 : at + 2])
    return not any(_INSIDE.fullmatch(three) for three in around)
