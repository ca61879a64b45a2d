"""Pieces of pages, each with what is left of it when a person deletes what is marked.

The twin of a piece is made by leaving out what the generator itself has marked; nothing here
knows how the toolkit finds it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

AUDIENCE = "GREEN"
OPEN = ("CLEAR", "GREEN", "tlp:green", "TLP:CLEAR", "clear")
CLOSED = ("AMBER", "RED", "TLP:AMBER", "amber", "AMBER+STRICT", "TLP:RED", "Red")
WITHHELD = "withheld"


@dataclass(frozen=True)
class Piece:
    """Lines of a page, and those that remain of them; ``None`` where nothing does."""

    whole: tuple[str, ...]
    twin: tuple[str, ...] | None


def same(*lines: str) -> Piece:
    return Piece(lines, lines)


def gone(*lines: str) -> Piece:
    return Piece(lines, None)


def joined(pieces: Sequence[Piece], gap: int = 1) -> Piece:
    """Pieces below each other, with blank lines between them."""
    whole: list[str] = []
    twin: list[str] = []
    for piece in pieces:
        whole += [""] * gap * bool(whole) + list(piece.whole)
        if piece.twin is not None:
            twin += [""] * gap * bool(twin) + list(piece.twin)
    return Piece(tuple(whole), tuple(twin) if twin else None)


def indented(piece: Piece, head: str, rest: str) -> Piece:
    """A piece behind a marker: the first line behind ``head``, the others behind ``rest``."""

    def put(lines: tuple[str, ...]) -> tuple[str, ...]:
        first, *others = lines or ("",)
        return (f"{head}{first}".rstrip(), *(f"{rest}{line}".rstrip() for line in others))

    return Piece(put(piece.whole), put(piece.twin or ()))


def around(
    piece: Piece, before: Sequence[str], after: Sequence[str] = (), indent: str = ""
) -> Piece:
    """A piece with lines before and after it, which remain."""

    def put(lines: tuple[str, ...]) -> tuple[str, ...]:
        inner = [f"{indent}{line}".rstrip() for line in lines]
        head = list(before)
        while not inner and head and not head[-1]:
            head.pop()
        return (*head, *inner, *after)

    return Piece(put(piece.whole), put(piece.twin or ()))


WORDS = (
    "talks statement security ports cables energy grain corridor exchange sanctions package "
    "forces council ministers agreement ceasefire monitoring declaration budget drones"
).split()


class Prose:
    """Words, of which those that are not for the audience can be told by their first letters."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._count = 0

    def name(self, *, is_closed: bool) -> str:
        """A word that stands nowhere else."""
        self._count += 1
        return f"{'zq' if is_closed else 'op'}{self.random.randrange(16**6):06x}{self._count}"

    def sentence(self, *, is_closed: bool) -> str:
        words = self.random.choices(WORDS, k=self.random.randint(3, 9))
        if is_closed:
            words[self.random.randrange(1, len(words))] = self.name(is_closed=True)
        return " ".join(words).capitalize() + "."

    def maybe(self, percent: int) -> bool:
        return self.random.randrange(100) < percent


@dataclass(frozen=True)
class Named:
    """A record that others may refer to."""

    kind: str
    id: str
    title: str
    is_closed: bool


@dataclass(frozen=True)
class Label:
    """A label, or a page, that others may refer to."""

    name: str
    is_closed: bool


@dataclass
class Known:
    """All that the pages of a corpus may refer to."""

    records: list[Named]
    labels: list[Label]
    pages: list[Label]

    def of(self, kind: str, *, is_closed: bool) -> list[Named]:
        return [one for one in self.records if one.kind == kind and one.is_closed == is_closed]
