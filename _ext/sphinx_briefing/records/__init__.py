"""What each kind of record is: one typed declaration a kind, frozen and pure Python."""

from __future__ import annotations

from .brief_kinds import BRIEF_KINDS, BriefKind, kinds_of
from .fields import Conventions, FieldType, Problem, declared, derived_fields, naming, to_json
from .kinds import (
    KINDS,
    SELECTABLE,
    Actor,
    Brief,
    Claim,
    Commitment,
    Corroboration,
    Event,
    Judgement,
    Note,
    Position,
    Quote,
    Recommendation,
    Record,
    Selectable,
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
    "Conventions",
    "Corroboration",
    "Event",
    "FieldType",
    "Judgement",
    "Note",
    "Position",
    "Problem",
    "Quote",
    "Recommendation",
    "Record",
    "Selectable",
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
