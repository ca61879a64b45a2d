"""The Sphinx builder ``briefpdf``: which pages become PDFs, and where they are written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Set
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote, urljoin

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging

from ...resolve.blocks import reading_minutes
from ...trees import resolved
from .compile import STANDARDS, Compiled, TypstCompiler, version_of
from .escape import literal, value
from .fonts import extra_folders, unpack_fonts
from .images import ImageStage
from .meta import PdfMeta, meta_of
from .translator import TypstTranslator
from .words import words

logger = logging.getLogger(__name__)

_HERE = Path(__file__).parent
#: A brief with more headings than this opens with its contents.
_CONTENTS_FROM = 8
#: For a brief without a date, when SOURCE_DATE_EPOCH is not set either: never the build date.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_UNPUBLISHED = "briefpdf-page:"


class BriefPdfBuilder(Builder):
    """Write one accessible PDF for each brief."""

    name = "briefpdf"
    # Extensions teach us their nodes with app.add_node(…, typst=(visit, depart)).
    format = "typst"
    epilog = "The PDFs are in %(outdir)s."
    out_suffix = ".pdf"
    allow_parallel = False
    default_translator_class = TypstTranslator
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

    compiler: TypstCompiler
    image_stage: ImageStage

    # -- which pages -------------------------------------------------------------------------

    def get_outdated_docs(self) -> Set[str]:
        """Return nothing: :mod:`sphinx_briefing.freshness` finds the briefs that have changed."""
        return set()

    def pages_to_make(self) -> Set[str]:
        """Return the pages that become PDFs."""
        return self.briefs().keys()

    def inputs(self) -> Iterator[bytes]:
        """Return what every PDF depends on, besides its page."""
        config = self.config
        for name in ("html_baseurl", "html_file_suffix", "html_link_suffix", "pygments_style"):
            yield f"{name}={config[name]}".encode()
        for setting in sorted(config, key=lambda setting: setting.name):
            if setting.name.startswith("briefing_pdf_"):
                yield f"{setting.name}={setting.value}".encode()
        for package in ("typst", "pymupdf-fonts", "Pygments", "math-core"):
            yield f"{package} {version_of(package)}".encode()
        yield os.environ.get("SOURCE_DATE_EPOCH", "").encode()
        template = Path(self.confdir, config.briefing_pdf_template or ".")
        files = [template] if template.is_file() else []
        for folder in config.briefing_pdf_fonts:
            files += sorted(p for p in Path(self.confdir, folder).rglob("*") if p.is_file())
        for path in files:
            yield path.name.encode() + path.read_bytes()

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

    # -- writing -----------------------------------------------------------------------------

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Lay out the compiler's folder: template, fonts, room for images."""
        stage = Path(self.doctreedir) / "briefpdf"
        stage.mkdir(parents=True, exist_ok=True)
        own = self.config.briefing_pdf_template
        template = Path(self.confdir) / own if own else _HERE / "template.typ"
        if not template.is_file():
            logger.warning(
                "briefing_pdf_template: there is no file %s", template,
                type="briefing", subtype="pdf",
            )  # fmt: skip
            template = _HERE / "template.typ"
        shutil.copyfile(template, stage / "template.typ")
        shutil.copyfile(_HERE / "elements.typ", stage / "elements.typ")
        packaged = unpack_fonts(stage / "fonts")
        folders = extra_folders(self.config.briefing_pdf_fonts, Path(self.confdir))
        self.compiler = TypstCompiler(stage, [*([packaged] if packaged else []), *folders])
        fonts = f"#let fonts = {value(self.compiler.families)}\n"
        (stage / "fonts.typ").write_text(fonts, encoding="utf-8")
        self.image_stage = ImageStage(
            self.compiler, (Path(self.srcdir), Path(self.doctreedir) / "images")
        )

    def write_documents(self, docnames: Set[str]) -> None:
        """Write those of *docnames* that are briefs."""
        briefs = {name: brief for name, brief in self.briefs().items() if name in docnames}
        for number, (docname, brief) in enumerate(briefs.items(), 1):
            logger.info("briefpdf: [%d/%d] %s", number, len(briefs), docname)
            meta = self._meta(docname, brief)
            self.write_pdf(docname, resolved(self.env, docname, self, self.tags), meta)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write one page as a PDF, as Sphinx asks for it."""
        brief = self.briefs().get(docname)
        if brief is not None:
            self.write_pdf(docname, doctree, self._meta(docname, brief))

    def _meta(self, docname: str, brief: Any) -> PdfMeta:
        """Return what is printed around the text; the reading time is the one HTML shows."""
        domain: Any = self.env.domains["brief"]
        meta = meta_of(brief, self.config)
        return replace(meta, reading_minutes=reading_minutes(domain.pages[docname].words))

    def write_pdf(self, docname: str, doctree: nodes.document, meta: PdfMeta) -> None:
        """Typeset *doctree* and write it, unless the same bytes are there already."""
        self.post_process_images(doctree)
        translator: Any = self.create_translator(doctree, self)
        doctree.walkabout(translator)
        if not meta.title:
            meta = replace(meta, title=title_of(doctree) or docname)
        source = self.typst_source(translator.body(), meta, translator.headings)
        main = self.compiler.root / "main.typ"
        main.write_text(source, encoding="utf-8")
        compiled = self._compile(docname, main, meta, translator.untagged)
        if compiled.pdf is not None:
            _write(Path(self.outdir) / f"{docname}{self.out_suffix}", compiled.pdf)

    def typst_source(self, body: str, meta: PdfMeta, headings: int) -> str:
        """Return the main file: the template, called with the facts, around the body."""
        facts = meta.for_template() | {
            "paper": self.config.briefing_pdf_paper,
            "contents": headings > _CONTENTS_FROM,
            "words": words(),
        }
        return (
            '#import "template.typ": *\n#import "elements.typ": *\n'
            "#show outline: outlined\n"
            f"#show: brief.with({value(facts)})\n#{{\n{body}\n}}\n"
        )

    def _compile(self, docname: str, main: Path, meta: PdfMeta, untagged: list[str]) -> Compiled:
        """Compile by the standards; where that is impossible, say why and do without them."""
        timestamp = timestamp_of(meta)
        why = "; ".join(untagged)
        if not why:
            compiled = self.compiler.compile(main, timestamp, STANDARDS)
            if compiled.pdf is not None:
                self._report(docname, compiled)
                return compiled
            why = compiled.refused
        compiled = self.compiler.compile(main, timestamp, ())
        if compiled.pdf is not None:
            self._warn(docname, f"the PDF is not PDF/UA-1 and PDF/A-2a, and is untagged: {why}")
        else:
            # Never expected, but a reader must get the words whatever happens.
            self._warn(docname, f"the PDF is set as plain text: {compiled.refused}")
            plain = plain_source(self.env.get_doctree(docname), meta)
            main.write_text(plain, encoding="utf-8")
            compiled = self.compiler.compile(main, timestamp, ())
            if compiled.pdf is None:
                self._warn(docname, f"there is no PDF: {compiled.refused}")
        self._report(docname, compiled)
        return compiled

    def _report(self, docname: str, compiled: Compiled) -> None:
        for warning in dict.fromkeys(compiled.warnings):
            self._warn(docname, warning)

    def _warn(self, docname: str, message: str) -> None:
        logger.warning("briefpdf: %s", message, location=docname, type="briefing", subtype="pdf")


def timestamp_of(meta: PdfMeta) -> datetime:
    """Return the date of the brief, or that of the sources; never that of the build."""
    day = meta.day()
    if day is not None:
        return day
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), tz=UTC) if epoch.isdecimal() else _NO_DATE


def title_of(doctree: nodes.document) -> str:
    """Return the first title of a page."""
    return next((title.astext() for title in doctree.findall(nodes.title)), "")


def plain_source(doctree: nodes.document, meta: PdfMeta) -> str:
    """Return a document of paragraphs alone: what is left when Typst refuses all else."""
    title = literal(meta.title)
    paragraphs = "\n".join(
        f"par({literal(node.astext())})"
        for node in doctree.findall(nodes.TextElement)
        if node.astext().strip() and not isinstance(node.parent, nodes.TextElement)
    )
    return f"#set document(title: {title})\n#{{\nheading({title})\n{paragraphs}\n}}\n"


def _write(path: Path, pdf: bytes) -> None:
    """Write all of the file or nothing; leave an equal one alone."""
    if path.is_file() and path.read_bytes() == pdf:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(pdf)
    part.replace(path)
