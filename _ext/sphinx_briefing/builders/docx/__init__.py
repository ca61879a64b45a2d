"""Briefs as Word files: the Sphinx builder ``briefdocx``.

Each brief becomes one ``<docname>.docx`` of real Word styles, notes, fields and links, in which a
clearance round can be held. Which module does what:

======================  =================================================================
``builder``             the Sphinx builder: which pages, and where they are written
``translator``          a resolved doctree → the content of a Word file, with its mixins
``writer``              what the mixins stand on: how nodes are found, and places
``runs``                paragraphs and runs, with their looks, links and places
``node_table``          the nodes that need no code of their own
``sources``             which source is which endnote
``package``             one Word file: its parts, styles, lists, notes, and its bytes
``reference_document``  the document that every file begins as; ``briefing_docx_reference``
``styles``              the house style: what the reference document does not define
``formulas``            LaTeX as equations of Word
``contents``            the table of contents of a long brief
``page_numbers``        the pages of its headings, reckoned
``places``              which line of which page a paragraph comes from
``headers``             what stands around the text: marking, page numbers, properties
``images``              images, drawn as PNG where Word cannot show them
``xml``                 elements of WordprocessingML
======================  =================================================================

What Word shares with other formats of paper is in :mod:`sphinx_briefing.builders.paper`.

Pandoc was tried first, and left: it knows no endnotes and no cross-references to notes, needs a
program of its own for every SVG, and weighs 155 MB. So the files are written by python-docx, whose
parts we fill with the elements that it has no words for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import OnDemand

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

BUILDER = OnDemand("briefdocx", f"{__name__}.builder", "BriefDocxBuilder")


def connect(app: Sphinx) -> None:
    """Plug the Word builder into Sphinx."""
    BUILDER.register(app)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Load the toolkit, which brings this builder, for those who list it by this name."""
    app.setup_extension("sphinx_briefing")
    version = app.extensions["sphinx_briefing"].version
    return {"version": version, "parallel_read_safe": True, "parallel_write_safe": True}
