"""The colours of everything that the toolkit prints: pages of paper, pictures, websites.

Style sheets and the template of PDFs cannot import them; a test holds them to these tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

HOUSE: Mapping[str, str] = MappingProxyType(
    {
        "ink": "#16202c",
        "muted": "#55606e",
        "accent": "#1d3c63",
        "rule": "#aeb8c4",
        "tint": "#f2f5f9",
        "link": "#1a4f8b",
        "warn": "#8a2f1c",
    }
)
"""The house style on paper, which ``briefing_pdf_colors`` changes: ``ink`` is text, ``rule``
lines, ``tint`` boxes."""

PICTURES: Mapping[str, str] = MappingProxyType(
    {"grid": "#dde3ea", "paper": "#ffffff", "good": "#2e7d52", "caution": "#a8620f",
     "bad": "#b03a2e"}
)  # fmt: skip
"""What pictures need besides: what is good and bad, and what stands behind all."""

SCREEN: Mapping[str, str] = MappingProxyType(
    {"good": "#2e8b57", "caution": "#b5701d", "bad": "#c8453b"}
)
"""What is good and bad on a screen, light or dark; the other colours there are the theme's."""

TLP: Mapping[str, str] = MappingProxyType(
    {"CLEAR": "#ffffff", "GREEN": "#33ff00", "AMBER": "#ffc000", "AMBER+STRICT": "#ffc000",
     "RED": "#ff2b2b"}
)  # fmt: skip
"""The words of markings, on black (FIRST TLP 2.0)."""

BEHIND_TLP = "#000000"


def of_pictures(chosen: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """The colours of pictures by what they mean, with those that a house has chosen.

    >>> of_pictures()["line"], of_pictures({"rule": "#ff0000"})["line"]
    ('#aeb8c4', '#ff0000')
    """
    house = {**HOUSE, **(chosen or {})}
    named = {name: house[name] for name in ("ink", "muted", "tint", "accent")}
    return MappingProxyType({**named, "line": house["rule"], **PICTURES})


def word(colour: str) -> str:
    """A colour as Word writes it: ``1D3C63``."""
    return colour.removeprefix("#").upper()
