"""The look of the PDFs as plain configuration: paper, margins, colours, fonts, logo.

Each value has been checked as the configuration was read (:mod:`sphinx_briefing.config.settings`),
so that the template is only ever given what it can use. What needs Typst or a file (the name of
a paper, a family, a logo) is looked up when the first PDF is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ... import palette
from ...config.settings import FAMILIES
from ...markings import badge_of

if TYPE_CHECKING:
    from sphinx.config import Config


def conventions(config: Config, logo: str = "") -> str:
    """Return the configured look as Typst code: the dictionary ``house`` of the template.

    :param logo: the staged name of the logo, if there is one.
    """
    chosen = _colours(config.briefing_pdf_colors)
    colours = _colours({**palette.HOUSE, **config.briefing_pdf_colors})
    markings = _colours({f'"{badge_of(tlp)}"': colour for tlp, colour in palette.TLP.items()})
    tones = _colours(palette.of_pictures(config.briefing_pdf_colors))
    picture = f'"{logo}"' if logo else "none"
    return (
        f"#let house = (colors: {_dictionary(chosen)}, palette: {_dictionary(colours)}, "
        f"markings: {_dictionary(markings)}, tones: {_dictionary(tones)}, "
        f"margins: {_dictionary(_sides(config.briefing_pdf_margins))}, logo: {picture})\n"
    )


def _colours(values: Mapping[str, str]) -> dict[str, str]:
    return {name: f'rgb("{value}")' for name, value in values.items()}


def _sides(margins: Mapping[str, str]) -> dict[str, str]:
    """Return the margins by their four sides; the closer name counts."""
    pairs = {"x": ("left", "right"), "y": ("top", "bottom")}
    found = {
        side: margins[both] for both, sides in pairs.items() if both in margins for side in sides
    }
    return found | {side: width for side, width in margins.items() if side not in pairs}


def preferred(config: Config) -> dict[str, tuple[str, ...]]:
    """Return the families that are to come first, by what the template calls their use."""
    return {
        FAMILIES[use]: (names,) if isinstance(names, str) else tuple(names)
        for use, names in config.briefing_pdf_families.items()
    }


def _dictionary(pairs: Mapping[str, str]) -> str:
    inner = ", ".join(f"{key}: {value}" for key, value in sorted(pairs.items()))
    return f"({inner})" if inner else "(:)"
