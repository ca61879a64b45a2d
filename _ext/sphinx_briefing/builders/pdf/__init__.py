"""Briefs as PDF: the Sphinx builder ``briefpdf``.

Each brief becomes one ``<docname>.pdf``, typeset by Typst. Which module does what:

===================  ====================================================================
``builder``          the Sphinx builder: which pages, in which order, where they are written
``facts``            the facts and words that the template prints
``house_style``      paper, colours, margins, families of fonts, logo: the configuration
``translator``       a resolved doctree → the body of a Typst document, with its mixins
``writer``           what the mixins stand on: expressions of Typst, anchors
``node_table``       the nodes that need no code of their own
``workspace``        the compiler's folder: template, fonts, images
``views``            annexes, judgements, timelines: what briefs print of their own
``directions``       blocks that run from right to left
``compile_pool``     compilers at work side by side, and the fall-back
``font_coverage``    characters that no font can show
``page_limit``       how many pages a brief may have
``dossier``          several briefs as one document
``dossier_files``    which dossiers there are, and which must be made again
``escape``           authors' text as Typst string literals: the security boundary
``template.typ``     the house style; replaceable with ``briefing_pdf_template``
``elements.typ``     one Typst function for each kind of doctree node
``views.typ``        annexes, judgements, timelines
===================  ====================================================================

What PDF shares with other formats of paper is in :mod:`sphinx_briefing.builders.paper`.
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
    version = app.extensions["sphinx_briefing"].version
    return {"version": version, "parallel_read_safe": True, "parallel_write_safe": True}


def _equip(app: Sphinx) -> None:
    builder: Any = app.builder
    if builder.name == BUILDER.name:
        builder.jobs = app.parallel


def _finish(app: Sphinx, exception: Exception | None) -> None:
    builder: Any = app.builder
    if builder.name == BUILDER.name and exception is None:
        builder.conclude()
