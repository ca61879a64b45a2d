"""Fields by which records say how likely something is, and what came of it."""

from __future__ import annotations

from functools import cache

from ..vocabularies import OUTCOME
from .base import Record, Selectable
from .fields import LIKELIHOOD, Field, declared


@cache
def likelihood_of(kind: type[Selectable]) -> Field | None:
    """The field of a kind for a likelihood on the scale in force, if it has one."""
    found = declared(kind).values()
    return next((field for field in found if field.shape.is_like(LIKELIHOOD)), None)


@cache
def outcome_of(kind: type[Selectable]) -> Field | None:
    """The field of a kind on the scale of outcomes, if it has one."""
    return next((field for field in declared(kind).values() if field.shape.scale is OUTCOME), None)


@cache
def days_of_outcome(kind: type[Record]) -> tuple[str, ...]:
    """The fields that say from which day on it is known what came of records of a kind."""
    outcome = outcome_of(kind)
    names = kind.counts_from.items() if outcome else ()
    return tuple(name for name, counting in names if outcome and outcome.name in counting)
