"""The choices of a configuration for the reading of fields: scales, kinds of brief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .. import vocabularies
from ..vocabularies import Scale
from .brief_kinds import BRIEF_KINDS, BriefKind


@dataclass(frozen=True, slots=True)
class Conventions:
    """The scales that a configuration chooses: likelihood in force, kinds of brief."""

    likelihood: Scale = vocabularies.PHIA_2025
    likelihoods: tuple[Scale, ...] = vocabularies.OWN_LIKELIHOODS
    """All likelihood scales that there are, whose words must not be mixed."""
    brief_kinds: Mapping[str, BriefKind] = field(default_factory=lambda: BRIEF_KINDS)

    def kind_label(self, kind: str) -> str:
        """The printed label of a kind of brief."""
        known = self.brief_kinds.get(kind)
        return known.label if known else kind
