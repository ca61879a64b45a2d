"""What can be said to an author: the subtypes of warnings, and how loud each is by default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Subtype:
    """A subtype of the warnings of type ``briefing``."""

    help: str
    """What it reports, in one sentence."""
    level: str = "warning"
    """How loud it is unless ``briefing_checks`` says otherwise."""
    switched: bool = True
    """Whether ``briefing_checks`` can switch it."""


SUBTYPES: Mapping[str, Subtype] = MappingProxyType(
    {
        "field": Subtype(
            "A directive has a field that is missing, unknown or not allowed.", switched=False
        ),
        "front_matter": Subtype(
            "The front matter of a page is not as its kind declares it.", switched=False
        ),
        "unknown": Subtype("A name that no record has.", switched=False),
        "ambiguous": Subtype("A name that several records share.", switched=False),
        "duplicate": Subtype("Two records of one kind have the same id.", switched=False),
        "unsafe": Subtype(
            "A page holds something that could run, start a program, or read another file or host.",
            switched=False,
        ),
        "unsourced": Subtype(
            "A claim or a quotation names no source, or another record no ground."
        ),
        "vocabulary": Subtype(
            "The prose mixes scales of likelihood, or joins likelihood and confidence."
        ),
        "marking": Subtype("A page shows what is marked for fewer readers than the page."),
        "section": Subtype("A brief lacks what its kind requires, or is too long for it."),
        "superseded": Subtype("A brief that another one replaces is still final."),
        "overdue": Subtype("A commitment is open though its day has passed.", "off"),
        "stale": Subtype("A brief refers to a source that is out of date.", "off"),
        "unused": Subtype("An actor, a term or a topic is mentioned nowhere.", "off"),
        "variant": Subtype("The prose spells a name as the house does not.", "off"),
        "weak": Subtype("A judgement rests on weak sources or on one voice alone.", "off"),
    }
)
"""All subtypes that are said about pages, in the order of the manual."""
