"""Briefs as PDF: the Sphinx builder ``briefpdf``.

Each brief becomes one ``<docname>.pdf``, typeset by Typst. Which module does what:

==================  =====================================================================
``builder``         the Sphinx builder: which pages, in which order, where they are written
``meta``            what the title block, headers and PDF metadata show
``translator``      a resolved doctree → the body of a Typst document
``compile``         Typst itself: fonts, standards, warnings, the fall-back
``images``          which images may be read, and their copies for the compiler
``fonts``           the fonts that the house style asks for
``escape``          authors' text as Typst string literals: the security boundary
``template.typ``    the house style; replaceable with ``briefing_pdf_template``
``elements.typ``    one Typst function for each kind of doctree node
==================  =====================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.config import ENUM

from .builder import BriefPdfBuilder
from .meta import PdfMeta, meta_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["BriefPdfBuilder", "PdfMeta", "meta_of", "setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Plug the PDF builder into Sphinx."""
    # "" and not "env": none of these changes what is read from the sources.
    app.add_config_value("briefing_pdf_template", "", "", str, "A template.typ of your own")
    app.add_config_value("briefing_pdf_fonts", [], "", [list, tuple], "Folders with more fonts")
    app.add_config_value("briefing_pdf_paper", "a4", "", str, "Paper, by its name in Typst")
    urls = ENUM("footnote", "inline", "no")
    app.add_config_value("briefing_pdf_urls", "footnote", "", urls, "Where addresses are printed")
    app.add_builder(BriefPdfBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
