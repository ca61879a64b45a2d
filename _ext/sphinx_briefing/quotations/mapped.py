"""Texts made of others, with the way back to where each character has come from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from re import Match, Pattern


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text that was made of a written one by putting short pieces in the place of others."""

    text: str
    written: str
    _steps: list[int]
    _starts: list[int]
    """From each step on, the two texts run side by side, the written one from these places."""
    _wide: dict[int, int]
    """Where that ends in the written text which a character closes, if it is not one character."""

    def start(self, index: int) -> int:
        """The place in the written text where a character begins."""
        following = bisect_right(self._steps, index)
        found = self._starts[following - 1] + index - self._steps[following - 1]
        # One character may stand for several.
        return min(found, self._starts[following] - 1) if following < len(self._starts) else found

    def end(self, index: int) -> int:
        """The place in the written text where what stands before a character ends."""
        return self._wide.get(index - 1) or self.start(index - 1) + 1

    def index(self, place: int) -> int:
        """The first character that begins at a place of the written text, or after it."""
        following = bisect_right(self._starts, place)
        found = self._steps[following - 1] + place - self._starts[following - 1]
        limit = self._steps[following] if following < len(self._steps) else len(self.text)
        return min(found, limit)


class Signs(dict[str, str]):
    """The characters that others are compared as, found out when each is first met.

    :param of: the sign of a character, one character, too; that of a sign is itself.
    """

    def __init__(self, of: Callable[[str], str]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, char: str) -> str:
        self[char] = found = self._of(char)
        return found

    def of(self, text: str, others: Pattern[str]) -> str:
        """A text in which each character has become its sign.

        :param others: finds all characters that are not their own signs, and maybe more.
        """
        for char in sorted(set(others.findall(text))):
            if (sign := self[char]) != char:
                text = text.replace(char, sign)
        return text


def mapped(
    written: str,
    signs: str,
    matches: Iterable[Match[str]],
    new: Callable[[Match[str], str, int], str],
) -> Mapped:
    """Make a text of a written one.

    :param signs: the written text with other characters in the place of some, one for one.
    :param matches: what is replaced in it, in order.
    :param new: makes what replaces a match, given the character that stands before it in the text
        that is made, and its length so far.
    """
    parts: list[str] = []
    length = done = 0
    last = ""
    steps, starts, wide = [0], [0], dict[int, int]()
    for match in matches:
        first, after = match.span()
        if kept := signs[done:first]:
            parts.append(kept)
            length += len(kept)
            last = kept[-1]
        if made := new(match, last, length):
            parts.append(made)
            length += len(made)
            last = made[-1]
        if len(made) != after - first:
            steps.append(length)
            starts.append(after)
            if made:
                wide[length - 1] = after
        done = after
    parts.append(signs[done:])
    return Mapped("".join(parts), written, steps, starts, wide)
