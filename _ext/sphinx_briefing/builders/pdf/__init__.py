"""Briefs as PDF: the Sphinx builder ``briefpdf``.

Each brief becomes one ``<docname>.pdf``, typeset by Typst. Which module does what:

==================  =====================================================================
``builder``         the Sphinx builder: which pages, in which order, where they are written
``meta``            what the title block, headers and PDF metadata show
``settings``        paper, colours, margins, families of fonts, logo: the configuration
``translator``      a resolved doctree → the body of a Typst document
``stage``           the compiler's folder
``views``           annexes, judgements, timelines: what briefs print of their own
``directions``      blocks that run from right to left
``compile``         Typst itself: fonts, standards, warnings
``workshop``        compilers at work side by side, and the fall-back
``glyphs``          characters that no font can show
``fitting``         how many pages a brief may have
``bundles``         dossiers: which there are, and which must be made again
``dossier``         several briefs as one document
``images``          which images may be read, and their copies for the compiler
``fonts``           the fonts that the house style asks for
``escape``          authors' text as Typst string literals: the security boundary
``template.typ``    the house style; replaceable with ``briefing_pdf_template``
``elements.typ``    one Typst function for each kind of doctree node
``views.typ``       annexes, judgements, timelines
==================  =====================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import OnDemand

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

BUILDER = OnDemand("briefpdf", f"{__name__}.builder", "BriefPdfBuilder")


def connect(app: Sphinx) -> None:
    """Plug the PDF builder into Sphinx."""
    BUILDER.register(app)
    app.connect("builder-inited", _equip)
    app.connect("build-finished", _finish)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Load the toolkit, which brings this builder, for those who list it by this name."""
    app.setup_extension("sphinx_briefing")
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _equip(app: Sphinx) -> None:
    builder: Any = app.builder
    if builder.name == BUILDER.name:
        builder.jobs = app.parallel


def _finish(app: Sphinx, exception: Exception | None) -> None:
    builder: Any = app.builder
    if builder.name == BUILDER.name and exception is None:
        builder.conclude()
