"""The Sphinx builder ``briefdocx``: which pages become Word files, and where they are written."""

from __future__ import annotations

from collections.abc import Iterator, Set
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import ExtensionError

from ..paper.builder import PaperBuilder
from ..paper.fonts import unpack_fonts
from ..paper.meta import BriefMeta
from .inputs import inputs, reference_of

if TYPE_CHECKING:
    from .images import WordImages


class BriefDocxBuilder(PaperBuilder):
    """Write one Word file for each brief."""

    name = "briefdocx"
    # Extensions teach us their nodes with app.add_node(…, docx=(visit, depart)).
    format = "docx"
    epilog = "The Word files are in %(outdir)s."
    out_suffix = ".docx"

    word_images: WordImages

    def init(self) -> None:
        """Load what writes Word files, which not every user has."""
        needed = (("docx", "python-docx"), ("typst", "Typst"), ("math_core", "math-core"))
        for module, name in needed:
            try:
                import_module(module)
            except ImportError as error:
                raise ExtensionError(
                    f'The builder briefdocx needs {name}: pip install "sphinx-briefing[docx]"'
                ) from error
        translator = import_module(f"{__package__}.translator")
        self.default_translator_class = translator.DocxTranslator  # type: ignore[misc]

    # -- which pages -------------------------------------------------------------------------

    def inputs(self) -> Iterator[bytes]:
        """Return all that every Word file depends on, besides its page."""
        return inputs(self.config, Path(self.confdir))

    # -- writing -----------------------------------------------------------------------------

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Make the document that all files begin as, and a place for images."""
        from .images import WordImages
        from .reference_document import initial_document

        stage = Path(self.doctreedir) / "briefdocx"
        stage.mkdir(parents=True, exist_ok=True)
        self._initial = initial_document(reference_of(self.config, Path(self.confdir)))
        fonts = unpack_fonts(stage / "fonts")
        allowed = (Path(self.srcdir), Path(self.doctreedir) / "images")
        self.word_images = WordImages(stage, [fonts] if fonts else [], allowed)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write those of *docnames* that are briefs."""
        for docname, doctree in self.resolved_briefs(docnames):
            self.write_docx(docname, doctree, self.meta(docname, doctree))

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write one page as a Word file, as Sphinx asks for it."""
        if docname in self.briefs():
            self.write_docx(docname, doctree, self.meta(docname, doctree))

    def write_docx(self, docname: str, doctree: nodes.document, meta: BriefMeta) -> None:
        """Write *doctree* as a Word file, unless the same bytes are there already."""
        from .headers import add_headers
        from .package import WordFile

        self.make_ready(docname, doctree)
        file = WordFile(self._initial)
        add_headers(file, meta)
        doctree.walkabout(self.create_translator(doctree, self, file, self.word_images))
        self.put_file(docname, file.bytes())
