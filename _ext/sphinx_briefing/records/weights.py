"""How much of a table's width the columns of a kind want, whatever prints the table."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from .fields import (
    COUNTRY,
    LANGUAGE,
    LIKELIHOOD,
    LIST,
    NUMBER,
    OFFICES,
    PEOPLE,
    SWITCH,
    URL,
    WORDS,
    FieldType,
    all_fields,
)

if TYPE_CHECKING:
    from .base import Selectable

STATEMENT, NAME, PROSE = 36, 20, 40
"""The weights of what a row is about: a statement or title, a name, the body."""
ELSE = 14
"""The weight of what is nothing of the other types."""
BY_TYPE: tuple[tuple[FieldType, int], ...] = (
    (WORDS, 20), (LIST, 18), (PEOPLE, 16), (OFFICES, 24), (URL, 20), (LIKELIHOOD, 14),
    (COUNTRY, 10), (LANGUAGE, 10), (NUMBER, 6), (SWITCH, 6),
)  # fmt: skip
"""Types of fields with weights of their own."""


@cache
def weight_of(kind: type[Selectable], column: str) -> int:
    """The weight of a column: as its kind declares it, or else by the type of its field."""
    if column in kind.weights:
        return kind.weights[column]
    if column == "text":
        return PROSE
    if column == kind.argument:
        return NAME if column == "name" else STATEMENT
    shape = next((field.shape for field in all_fields(kind) if field.name == column), None)
    if shape is None:
        return ELSE
    if shape.date or shape.scale:
        return 10
    if shape.refers:
        return 8 if shape.refers == "source" else ELSE
    return next((weight for other, weight in BY_TYPE if shape.is_like(other)), ELSE)
