"""What each kind of record is: one typed declaration a kind, frozen and pure Python."""

from __future__ import annotations

from .brief_kinds import BRIEF_KINDS, BriefKind, kinds_of
from .fields import House, Problem, Shape, declared, derived_fields, naming, to_json
from .kinds import (
    KINDS,
    SELECTABLE,
    Actor,
    Brief,
    Claim,
    Commitment,
    Corroboration,
    Described,
    Event,
    Judgement,
    Note,
    Position,
    Quote,
    Recommendation,
    Record,
    Source,
    Statement,
    Term,
    Topic,
    dates_in,
)
from .slugs import slug

__all__ = [
    "BRIEF_KINDS",
    "KINDS",
    "SELECTABLE",
    "Actor",
    "Brief",
    "BriefKind",
    "Claim",
    "Commitment",
    "Corroboration",
    "Described",
    "Event",
    "House",
    "Judgement",
    "Note",
    "Position",
    "Problem",
    "Quote",
    "Recommendation",
    "Record",
    "Shape",
    "Source",
    "Statement",
    "Term",
    "Topic",
    "dates_in",
    "declared",
    "derived_fields",
    "kinds_of",
    "naming",
    "slug",
    "to_json",
]
