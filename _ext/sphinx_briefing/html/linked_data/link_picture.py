"""The picture that others show with a link to a brief: its title, reference and marking.

OpenGraph's ``og:image``, in the size that those who show links ask for. Typst draws it, as it sets
PDFs; without the extra ``pdf`` links have no picture.
"""

from __future__ import annotations

from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ...builders.paper.fonts import unpack_fonts
from ...builders.paper.typst import TypstCompiler
from ...builders.paper.typst_code import value
from ...config.values import project_of
from ...domain import domain_of
from ...files import write_atomically
from ...incremental.artifacts import Artifacts
from ...markings import badge_of
from ...palette import BEHIND_TLP, HOUSE, TLP
from ...presentation.codes import direction_of
from ...presentation.dates import printed
from ...presentation.labels import _
from ...texts import shorten
from ...websites import is_website

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from ...domain import BriefDomain
    from ...records import Brief

FOLDER = "_static/briefing-links"
WIDTH, HEIGHT = 1200, 630
"""Pixels."""

_LONGEST = 200
"""Characters of a title that have room."""

_PAGE = f"""
#let page-of(words, colours, direction) = {{
  set page(
    width: {WIDTH // 2}pt, height: {HEIGHT // 2}pt, margin: (x: 44pt, y: 36pt), fill: white,
    background: place(top + left, rect(width: 100%, height: 10pt, fill: rgb(colours.accent))),
  )
  set text(font: ("FiraGO", "Libertinus Serif"), fill: rgb(colours.ink), dir: direction)
  set par(leading: 0.5em)
  text(13pt, weight: "bold", fill: rgb(colours.accent), words.above)
  v(10pt)
  let size = if words.title.len() < 60 {{ 34pt }} else if words.title.len() < 110 {{ 28pt }} else {{ 22pt }}
  text(size, weight: "bold", hyphenate: false, words.title)
  v(1fr)
  grid(
    columns: (1fr, auto), align: (start + horizon, end + horizon),
    text(13pt, fill: rgb(colours.muted), words.below),
    if words.marking != "" {{
      box(fill: rgb(colours.behind), inset: (x: 10pt, y: 7pt),
        text(15pt, weight: "bold", fill: rgb(colours.marking), dir: ltr, words.marking))
    }},
  )
}}
"""  # noqa: E501 - a line of Typst


def address_of(docname: str) -> str:
    """The path of the picture of a brief in a website."""
    return f"{FOLDER}/{docname}.png"


def are_wanted(config: Config) -> bool:
    """Whether pages name pictures: others need their whole addresses."""
    wanted = config.html_baseurl and config.briefing_linked_data
    return bool(wanted and "ogp_site_url" not in config and find_spec("typst"))


def draw(app: Sphinx, artifacts: Artifacts) -> None:
    """Handle ``briefing-make``: draw the pictures of briefs that say something else now."""
    if not is_website(artifacts.builder) or not are_wanted(app.config):
        return
    domain = domain_of(artifacts.builder.env)
    folder = Path(artifacts.builder.doctreedir, "briefing-links")
    compiler: TypstCompiler | None = None
    for docname, brief in sorted(domain.ledger.briefs.items()):
        source = _source(docname, brief, domain, app.config)
        content = blake2b(source.encode(), digest_size=16).hexdigest()
        name = address_of(docname)
        if not artifacts.offer_file(name, content):
            continue
        if compiler is None:
            folder.mkdir(parents=True, exist_ok=True)
            fonts = unpack_fonts(folder / "fonts")
            compiler = TypstCompiler(folder, [fonts] if fonts else [])
        write_atomically(Path(app.outdir, name), compiler.png(source))


def _source(docname: str, brief: Brief, domain: BriefDomain, config: Config) -> str:
    """The picture as Typst code."""
    language = str(config.language or "en")
    ledger = domain.ledger
    kind = str(_(domain.conventions.kind_label(brief.kind))) if brief.kind else ""
    marking = ledger.markings.of_page(docname)
    words = {
        "above": " \N{MIDDLE DOT} ".join(filter(None, (kind, brief.reference))),
        "title": shorten(ledger.title_of(docname), _LONGEST),
        "below": " \N{MIDDLE DOT} ".join(
            filter(None, (project_of(config), printed(brief.date or "", language)))
        ),
        "marking": badge_of(marking),
    }
    colours = {
        **{name: HOUSE[name] for name in ("accent", "ink", "muted")},
        **{name: colour for name, colour in config.briefing_pdf_colors.items() if name in HOUSE},
        "behind": BEHIND_TLP,
        "marking": TLP[marking],
    }
    direction = direction_of(language)
    return f"{_PAGE}\n#page-of({value(words)}, {value(colours)}, {direction})\n"
