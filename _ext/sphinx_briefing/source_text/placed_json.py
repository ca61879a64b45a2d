"""JSON with the place of each value."""

from __future__ import annotations

from collections.abc import Iterator

from ..records.tables import Located, PlacedJson
from .places import Span


class JsonPlaces(PlacedJson):
    """Reads JSON, and remembers where each value stands."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._spans: dict[int, tuple[Located, int, int]] = {}

    def value(self, depth: int) -> Located:
        """The value that comes next."""
        self._next()
        start = self._at
        found = super().value(depth)
        self._spans[id(found)] = (found, start, self._at)
        return found

    def outer(self, value: Located) -> tuple[int, int]:
        """From where to where a value stands, with all that marks it."""
        _value, start, end = self._spans[id(value)]
        return start, end

    def span(self, value: Located) -> Span:
        """The part of the text that holds a value, without its quotation marks."""
        _value, start, end = self._spans[id(value)]
        if self._text[start] == '"':
            return Span(start + 1, end - 1, ("json",), _decoded)
        return Span(start, end, ("json", "in double quotes"))


def _decoded(part: str) -> str:
    import json

    try:
        return str(json.loads(f'"{part}"'))
    except ValueError:
        return part


def documents(text: str) -> Iterator[tuple[JsonPlaces, Located]]:
    """The documents of a text: one, or one a line."""
    reader = JsonPlaces(text)
    yield reader, reader.value(0)
    for found in reader.more():
        yield reader, found
