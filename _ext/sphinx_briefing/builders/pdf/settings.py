"""The look of the PDFs as plain configuration: paper, margins, colours, fonts, logo.

Each value is checked when the configuration is read; a wrong one is reported and left out, so
that the template is only ever given what it can use. What needs Typst or a file (the name of a
paper, a family, a logo) is looked up when the first PDF is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sphinx.config import ENUM
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)

COLOURS = ("ink", "muted", "accent", "rule", "tint", "link", "warn")
"""What the house style colours: text, lesser text, headings, lines, boxes, links, warnings."""

MARGINS = ("top", "bottom", "left", "right", "x", "y")
"""The margins of a page; ``x`` is left and right, ``y`` top and bottom."""

FAMILIES = {"text": "serif", "headings": "sans", "code": "mono"}
"""What families are chosen for, and how the template calls it."""

URLS = ("footnote", "inline", "no")
"""Where the addresses of links are printed, for readers of paper."""

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_LENGTH = re.compile(r"\d{1,3}(?:\.\d{1,3})?(?:mm|cm|in|pt)")


def house(config: Config, logo: str = "") -> str:
    """Return the configured look as Typst code: the dictionary ``house`` of the template.

    :param logo: the staged name of the logo, if there is one.
    """
    colours = {name: f'rgb("{value}")' for name, value in config.briefing_pdf_colors.items()}
    picture = f'"{logo}"' if logo else "none"
    return (
        f"#let house = (colors: {_dictionary(colours)}, "
        f"margins: {_dictionary(_sides(config.briefing_pdf_margins))}, logo: {picture})\n"
    )


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


def validate(app: Sphinx, config: Config) -> None:
    """Report what is wrong with the look, and leave it out."""
    for name, known, good, expected in _RULES:
        given = config[name]
        if not isinstance(given, dict):
            _wrong(name, f"{given!r} is not a dictionary")
            config[name] = {}
            continue
        problems = dict(_problems(given, known, good, expected))
        for why in problems.values():
            _wrong(name, why)
        if problems:
            config[name] = {key: value for key, value in given.items() if key not in problems}
    for name, types, expected, default in (
        ("briefing_pdf_paper", str, "the name of a paper", "a4"),
        ("briefing_pdf_logo", str, "the path of a file", ""),
        ("briefing_pdf_template", str, "the path of a file", ""),
        ("briefing_pdf_fonts", (list, tuple), "a list of folders", []),
    ):
        if not isinstance(config[name], types):
            _wrong(name, f"{config[name]!r} is not {expected}")
            config[name] = default


def _problems(
    given: Mapping[Any, Any], known: tuple[str, ...], good: Callable[[Any], bool], expected: str
) -> Iterator[tuple[Any, str]]:
    for key, value in given.items():
        if key not in known:
            yield key, f"{key!r} is not one of: {', '.join(known)}"
        elif not good(value):
            yield key, f"{key!r}: {value!r} is not {expected}"


def _wrong(name: str, message: str) -> None:
    logger.warning("%s: %s", name, message, type="briefing", subtype="field")


def _matches(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _are_names(value: Any) -> bool:
    names = [value] if isinstance(value, str) else value
    return isinstance(names, (list, tuple)) and all(
        isinstance(name, str) and name.strip() for name in names
    )


_RULES: tuple[tuple[str, tuple[str, ...], Callable[[Any], bool], str], ...] = (
    ("briefing_pdf_colors", COLOURS, _matches(_COLOUR), 'a colour like "#1d3c63"'),
    ("briefing_pdf_margins", MARGINS, _matches(_LENGTH), 'a length like "25mm"'),
    ("briefing_pdf_families", tuple(FAMILIES), _are_names, "the name of a family, or a list"),
)


def _dictionary(pairs: Mapping[str, str]) -> str:
    inner = ", ".join(f"{key}: {value}" for key, value in sorted(pairs.items()))
    return f"({inner})" if inner else "(:)"


def setup(app: Sphinx) -> None:
    """Add the configuration values of the PDFs."""
    # "" and not "env": none of these changes what is read from the sources.
    add = app.add_config_value
    add("briefing_pdf_template", "", "", (), "a template.typ of your own")
    add("briefing_pdf_fonts", [], "", (), "folders with more fonts")
    add("briefing_pdf_families", {}, "", (), "families of fonts that come first")
    add("briefing_pdf_paper", "a4", "", (), "paper, by its name in Typst")
    add("briefing_pdf_margins", {}, "", (), "margins of a page")
    add("briefing_pdf_colors", {}, "", (), "colours of the house style")
    add("briefing_pdf_logo", "", "", (), "a picture in the header of the first page")
    add("briefing_pdf_urls", "footnote", "", ENUM(*URLS), "where addresses are printed")
    app.connect("config-inited", validate)
