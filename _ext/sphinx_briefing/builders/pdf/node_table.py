"""The nodes that need no code of their own, by class name; subclasses follow their parents."""

from __future__ import annotations

from ...markings import badge_of
from ...palette import TLP
from ...presentation.losses import STATES
from ...presentation.values import level_of

CALLS = {
    # words
    "emphasis": "emph",
    "title_reference": "emph",
    "manpage": "emph",
    "strong": "strong",
    "subscript": "sub",
    "superscript": "super",
    "literal_emphasis": "mono-emph",
    "literal_strong": "mono-strong",
    "desc_name": "strong",
    "desc_annotation": "emph",
    "classifier": "classifier",
    # blocks
    "block_quote": "quoted",
    "attribution": "attribution",
    "rubric": "rubric",
    "centered": "centered",
    "legend": "legend",
    "versionmodified": "version-note",
    "address": "lines",
    "desc_signature": "signature",
    "desc_signature_line": "signature-line",
    "desc_content": "indented",
    "production": "signature",
}
"""Node → the Typst function that its content is given to."""

CLASSES = {
    **{f"brief-tlp-{level_of(tlp)}": f'marked-as.with("{badge_of(tlp)}")' for tlp in TLP},
    **dict.fromkeys((f"brief-{state}" for state in STATES), "lost"),
    "brief-badge": "badge",
    "brief-label": "quiet",
    "brief-house": "quiet",
    "brief-details": "details",
    "brief-standing": "details",
    "brief-aside": "aside-line",
    "brief-grade-key": "details",
    "brief-also": "small",
    "brief-head": "head-line",
    "brief-name": "head-line",
    "brief-date": "quiet",
    "brief-grade": "grade",
    "brief-empty": "quiet",
    "brief-unknown": "emph",
    "brief-incomplete": "strong",
    "brief-marking": "strong",
    "brief-struck": "strike",
}
"""Classes of the briefing domain on paragraphs and words → the function for their look."""

PASSED = frozenset({"field_name", "field_body", "definition", "option_group"})
"""Nodes that only hold others, besides those of all formats."""
