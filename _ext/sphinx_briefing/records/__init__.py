"""The kinds of records: one typed declaration a kind, frozen and pure Python."""

from __future__ import annotations

from .assessments import (
    Assumption,
    Gap,
    Hypothesis,
    Indicator,
    Judgement,
    Recommendation,
)
from .base import Record, Selectable, due_date
from .brief_kinds import BRIEF_KINDS, BriefKind, kinds_of
from .conventions import Conventions
from .fields import FieldType, Problem, declared, derived_fields, naming
from .kind_table import KINDS, Kinds
from .kinds import (
    Actor,
    Event,
    Source,
    Term,
    Topic,
)
from .limits import goes_with, help_of
from .pages import Brief, Note
from .passages import Place
from .plain_data import to_json
from .slugs import slug
from .statements import Claim, Commitment, Corroboration, Estimate, Position, Quote, Statement

__all__ = [
    "BRIEF_KINDS",
    "KINDS",
    "Actor",
    "Assumption",
    "Brief",
    "BriefKind",
    "Claim",
    "Commitment",
    "Conventions",
    "Corroboration",
    "Estimate",
    "Event",
    "FieldType",
    "Gap",
    "Hypothesis",
    "Indicator",
    "Judgement",
    "Kinds",
    "Note",
    "Place",
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
    "declared",
    "derived_fields",
    "due_date",
    "goes_with",
    "help_of",
    "kinds_of",
    "naming",
    "slug",
    "to_json",
]
