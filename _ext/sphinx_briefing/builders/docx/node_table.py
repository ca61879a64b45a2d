"""The nodes that need no code of their own, by class name; subclasses follow their parents."""

from __future__ import annotations

from ... import palette
from ...presentation.values import level_of

LOOKS: dict[str, dict[str, str | bool]] = {
    "emphasis": {"italic": True},
    "title_reference": {"italic": True},
    "manpage": {"italic": True},
    "strong": {"bold": True},
    "subscript": {"raised": "subscript"},
    "superscript": {"raised": "superscript"},
    "literal": {"style": "HTML Code"},
    "literal_emphasis": {"style": "HTML Code", "italic": True},
    "literal_strong": {"style": "HTML Code", "bold": True},
    "desc_name": {"bold": True},
    "desc_annotation": {"italic": True},
    "classifier": {"italic": True},
}
"""Words: node → the look of a run (see ``Look``)."""

CLASS_LOOKS: dict[str, dict[str, str | bool]] = {
    **{
        f"brief-tlp-{level_of(tlp)}": {
            "style": "Briefing Badge",
            "colour": palette.word(colour),
            "ground": palette.word(palette.BEHIND_TLP),
        }
        for tlp, colour in palette.TLP.items()
    },
    "brief-badge": {"style": "Briefing Badge"},
    "brief-grade": {"bold": True},
    "brief-label": {"style": "Briefing Label"},
    "brief-house": {"style": "Briefing Label"},
    "brief-aside": {"style": "Briefing Label"},
    "brief-unknown": {"italic": True},
    "brief-incomplete": {"bold": True},
    "brief-struck": {"struck": True},
}
"""Classes of the briefing domain on words → the look of a run."""

STYLES = {
    "rubric": "Briefing Rubric",
    "subtitle": "Subtitle",
    "centered": "Briefing Centred",
    "address": "Body Text",
    "desc_signature": "Briefing Signature",
    "desc_signature_line": "Briefing Signature",
    "production": "Briefing Signature",
}
"""Blocks that hold words, or are named after what they hold → the style of their paragraphs."""

CLASS_STYLES = {
    "brief-details": "Briefing Details",
    "brief-sourcing": "Briefing Details",
    "brief-standing": "Briefing Details",
    "brief-key": "Briefing Details",
    "brief-grade-key": "Briefing Details",
    "brief-facts": "Briefing Facts Line",
    "brief-kicker": "Briefing Kicker",
    "brief-head": "Briefing Head",
    "brief-caption": "Caption",
    "brief-marking": "Briefing Marking",
}
"""Classes of the briefing domain on paragraphs → their style."""

PASSED = frozenset({"hlist", "versionmodified", "container", "legend"})
"""Nodes that only hold others, besides those of all formats."""
