"""Ascending numbers, short: as distances in small indexes, as text in large ones.

Text has one character for most distances, whose codes begin at ``#`` and leave out the backslash.
``briefing-find-parts.js`` reads it again. It begins with how it is written:

- ``g``: the distance of each number to the one before;
- ``r``: runs of numbers without a gap: the distance to the end of the run before, and its length;
- ``b``: the first number, then a bit for each number from there on, six to a character.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

ENDS, GOES_ON = 64, 24
"""Characters that end a number, and characters after which it goes on."""

AS_LIST = 24
"""How many numbers stand as a list in a large index, too."""


def _character(value: int) -> str:
    code = 35 + value
    return chr(code if code < 92 else code + 1)


_CHARACTERS = [_character(value) for value in range(ENDS + GOES_ON)]


def written(number: int) -> str:
    """A number from 0 on as characters.

    >>> written(0), written(63), written(64), written(64 * 25)
    ('#', 'c', 'd#', 'dd#')
    """
    rest, last = divmod(number, ENDS)
    text = _CHARACTERS[last]
    while rest:
        rest, more = divmod(rest - 1, GOES_ON)
        text = _CHARACTERS[ENDS + more] + text
    return text


_WRITTEN = [written(number) for number in range(2048)]


def distances(numbers: Sequence[int]) -> list[int]:
    """Ascending numbers as the distance of each to the one before.

    >>> distances([3, 4, 9])
    [3, 1, 5]
    """
    return [n - before for before, n in zip((0, *numbers), numbers, strict=False)]


def as_text(numbers: Sequence[int]) -> str:
    """Ascending numbers as text, in the shortest of the three ways.

    >>> as_text([3, 4, 9]), as_text(range(100, 600))
    ('b&&$', 'rdGjW')
    """
    steps = [later - sooner for sooner, later in pairwise(numbers)]
    runs = len(numbers) - steps.count(1)
    bits = (numbers[-1] - numbers[0]) // 6 + 1
    if 2 * runs < min(len(numbers), bits):
        return _as_runs(numbers)
    if bits < len(numbers):
        return _as_bits(numbers, bits)
    known = len(_WRITTEN)
    return "g" + "".join(
        [_WRITTEN[step] if step < known else written(step) for step in (numbers[0], *steps)]
    )


def _as_runs(numbers: Sequence[int]) -> str:
    found: list[str] = ["r"]
    end = 0
    start = last = numbers[0]
    for number in (*numbers[1:], -1):
        if number != last + 1:
            found += (written(start - end), written(last + 1 - start))
            end, start = last + 1, number
        last = number
    return "".join(found)


def _as_bits(numbers: Sequence[int], length: int) -> str:
    first = numbers[0]
    bits = bytearray(length)
    for number in numbers:
        at, bit = divmod(number - first, 6)
        bits[at] |= 1 << bit
    return f"b{written(first)}{''.join([_CHARACTERS[six] for six in bits])}"


Listed = list[int] | str
"""Ascending numbers as an index has them."""


def shortly(numbers: Sequence[int]) -> Listed:
    """Ascending numbers as a large index has them: few as distances, many as text."""
    return distances(numbers) if len(numbers) <= AS_LIST else as_text(numbers)
