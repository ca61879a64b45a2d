"""The Sphinx builder ``briefdocx``: which pages become Word files, and where they are written."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote, urljoin

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import ExtensionError
from sphinx.highlighting import PygmentsBridge
from sphinx.util import logging

from ...layouts.dates import printed
from ...resolve.blocks import reading_minutes
from ...trees import resolved
from ..pdf.fonts import unpack_fonts
from ..pdf.meta import PdfMeta, meta_of

if TYPE_CHECKING:
    from .file import WordFile
    from .pictures import Pictures

logger = logging.getLogger(__name__)

_UNPUBLISHED = "briefdocx-page:"


class BriefDocxBuilder(Builder):
    """Write one Word file for each brief."""

    name = "briefdocx"
    # Extensions teach us their nodes with app.add_node(…, docx=(visit, depart)).
    format = "docx"
    epilog = "The Word files are in %(outdir)s."
    out_suffix = ".docx"
    allow_parallel = False
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ]
    # True keeps Sphinx from downloading them; the translator then refuses them.
    supported_remote_images = True
    supported_data_uri_images = False

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

    def get_outdated_docs(self) -> Set[str]:
        """Return nothing: :mod:`sphinx_briefing.freshness` finds the briefs that have changed."""
        return set()

    def pages_to_make(self) -> Set[str]:
        """Return the pages that become Word files."""
        return self.briefs().keys()

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

    def briefs(self) -> dict[str, Any]:
        """Return the briefs of the project as the domain knows them, by page."""
        domain: Any = self.env.domains["brief"]
        return {docname: domain.ledger.briefs[docname] for docname in sorted(domain.ledger.briefs)}

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return where *docname* is published, as far as that is known."""
        base = self.config.html_baseurl
        if not base:
            return f"{_UNPUBLISHED}{docname}"
        suffix = self.config.html_file_suffix or ".html"
        suffix = suffix if self.config.html_link_suffix is None else self.config.html_link_suffix
        return urljoin(f"{base.rstrip('/')}/", f"{quote(docname)}{suffix}")

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return nothing for a place on the same page, and else the published address."""
        return "" if from_ == to else self.get_target_uri(to, typ)

    def docname_of(self, document: nodes.document) -> str:
        """Return the name of the page that *document* was read from."""
        return self.env.path2doc(document["source"]) or "" if document.get("source") else ""

    def source_words(self, identifier: str) -> list[nodes.Node]:
        """Return a source in words, for a page that has no list of its sources."""
        domain: Any = self.env.domains["brief"]
        source = domain.ledger.get("source", identifier)
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
        from .basis import basis
        from .pictures import Pictures

        stage = Path(self.doctreedir) / "briefdocx"
        stage.mkdir(parents=True, exist_ok=True)
        self._basis = basis(self._reference())
        fonts = unpack_fonts(stage / "fonts")
        allowed = (Path(self.srcdir), Path(self.doctreedir) / "images")
        self.pictures = Pictures(stage, [fonts] if fonts else [], allowed)
        self.highlighter = PygmentsBridge("html", self.config.pygments_style or "sphinx")

    def write_documents(self, docnames: Set[str]) -> None:
        """Write those of *docnames* that are briefs."""
        briefs = {name: brief for name, brief in self.briefs().items() if name in docnames}
        for number, (docname, brief) in enumerate(briefs.items(), 1):
            logger.info("briefdocx: [%d/%d] %s", number, len(briefs), docname)
            doctree = resolved(self.env, docname, self, self.tags)
            self.write_docx(docname, doctree, self._meta(docname, brief))

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write one page as a Word file, as Sphinx asks for it."""
        brief = self.briefs().get(docname)
        if brief is not None:
            self.write_docx(docname, doctree, self._meta(docname, brief))

    def _meta(self, docname: str, brief: Any) -> PdfMeta:
        """Return what is printed around the text; the reading time is the one HTML shows."""
        domain: Any = self.env.domains["brief"]
        meta = meta_of(brief, self.config)
        return replace(meta, reading_minutes=reading_minutes(domain.pages[docname].words))

    def write_docx(self, docname: str, doctree: nodes.document, meta: PdfMeta) -> None:
        """Write *doctree* as a Word file, unless the same bytes are there already."""
        from .file import WordFile
        from .frame import add_frame

        self.post_process_images(doctree)
        if not meta.title:
            title = next((found.astext() for found in doctree.findall(nodes.title)), docname)
            meta = replace(meta, title=title)
        self.file = WordFile(self._basis)
        add_frame(self.file, meta)
        doctree.walkabout(self.create_translator(doctree, self))
        _write(Path(self.outdir) / f"{docname}{self.out_suffix}", self.file.bytes())


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _write(path: Path, content: bytes) -> None:
    """Write all of the file or nothing; leave an equal one alone."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
