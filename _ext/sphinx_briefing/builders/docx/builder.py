"""The Sphinx builder ``briefdocx``: which pages become Word files, and where they are written."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util import logging

from ...doctree import resolved
from ...presentation.dates import printed
from ..paper.builder import PaperBuilder, title_of
from ..paper.fonts import unpack_fonts
from ..paper.highlighting import paper_highlighter
from ..paper.markup import make_printable
from ..paper.meta import BriefMeta

if TYPE_CHECKING:
    from sphinx.highlighting import PygmentsBridge

    from .images import Pictures
    from .package import WordFile

logger = logging.getLogger(__name__)


class BriefDocxBuilder(PaperBuilder):
    """Write one Word file for each brief."""

    name = "briefdocx"
    # Extensions teach us their nodes with app.add_node(…, docx=(visit, depart)).
    format = "docx"
    epilog = "The Word files are in %(outdir)s."
    out_suffix = ".docx"

    file: WordFile
    """The file that is being written."""
    pictures: Pictures
    highlighter: PygmentsBridge

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
        """Return what every Word file depends on, besides its page."""
        config = self.config
        for name in (
            "html_baseurl", "html_file_suffix", "html_link_suffix", "pygments_style",
            "briefing_docx_reference",
        ):  # fmt: skip
            yield f"{name}={config[name]}".encode()
        for package in ("python-docx", "typst", "pymupdf-fonts", "math-core"):
            yield f"{package} {_version_of(package)}".encode()
        reference = self._reference()
        if reference is not None and reference.is_file():
            yield reference.read_bytes()

    def _reference(self) -> Path | None:
        own = self.config.briefing_docx_reference
        return Path(self.confdir, str(own)) if own else None

    def source_words(self, identifier: str) -> list[nodes.Node]:
        """Return a source in words, for a page that has no list of its sources."""
        domain: Any = self.env.domains["brief"]
        source = domain.ledger_for(self.making).get("source", identifier)
        if source is None:
            return [nodes.Text(identifier)]
        day = printed(source.date, self.config.language or "en", short=True) if source.date else ""
        facts = (source.title_text, ", ".join(source.author), source.publisher, day)
        found: list[nodes.Node] = [nodes.Text(" · ".join(fact for fact in facts if fact))]
        if source.url:
            found += [nodes.Text(" · "), nodes.reference(source.url, source.url, refuri=source.url)]
        return [nodes.paragraph("", "", *found)]

    # -- writing -----------------------------------------------------------------------------

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Make the document that all files begin as, and a place for images."""
        from .images import Pictures
        from .reference_document import basis

        stage = Path(self.doctreedir) / "briefdocx"
        stage.mkdir(parents=True, exist_ok=True)
        self._basis = basis(self._reference())
        fonts = unpack_fonts(stage / "fonts")
        allowed = (Path(self.srcdir), Path(self.doctreedir) / "images")
        self.pictures = Pictures(stage, [fonts] if fonts else [], allowed)
        self.highlighter = paper_highlighter(self.config)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write those of *docnames* that are briefs."""
        briefs = {name: brief for name, brief in self.briefs().items() if name in docnames}
        for number, (docname, brief) in enumerate(briefs.items(), 1):
            logger.info("briefdocx: [%d/%d] %s", number, len(briefs), docname)
            doctree = resolved(self.env, docname, self, self.tags)
            self.write_docx(docname, doctree, self.meta(docname, brief))

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write one page as a Word file, as Sphinx asks for it."""
        brief = self.briefs().get(docname)
        if brief is not None:
            self.write_docx(docname, doctree, self.meta(docname, brief))

    def write_docx(self, docname: str, doctree: nodes.document, meta: BriefMeta) -> None:
        """Write *doctree* as a Word file, unless the same bytes are there already."""
        from .headers import add_frame
        from .package import WordFile

        self.making = docname
        make_printable(doctree)
        self.post_process_images(doctree)
        if not meta.title:
            meta = replace(meta, title=title_of(doctree) or docname)
        self.file = WordFile(self._basis)
        add_frame(self.file, meta)
        doctree.walkabout(self.create_translator(doctree, self))
        self.put_file(docname, self.file.bytes())


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
