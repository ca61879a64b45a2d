"""The Sphinx builder ``briefpdf``: which pages become PDFs, and where they are written."""

from __future__ import annotations

import os
from collections.abc import Iterator, Set
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.util import logging

from ...config.values import conventions_of, level_of
from ...diagnostics.log import warn
from ...diagnostics.model import Diagnostic
from ...doctree import line_of, resolved
from ...domain import domain_of
from ..paper.builder import PaperBuilder
from ..paper.meta import BriefMeta
from ..paper.typst import Compiled, TypstCompiler
from .compile_pool import CompilePool, Finished, Job, make
from .dossier import Part, assemble
from .dossier_files import DossierFiles
from .escape import literal, value
from .facts import DOSSIER, facts_of, meta_of_dossier
from .font_coverage import FontCoverage, places, replaced
from .inputs import inputs
from .page_limit import PROBE, excess, pages_of, sentence
from .translator import TypstTranslator
from .workspace import Workspace

logger = logging.getLogger(__name__)

_CONTENTS_FROM = 2
"""A brief with more headings than this lists them, if it has pages enough; the template knows."""

_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""For a brief without a date, when SOURCE_DATE_EPOCH is not set either: never the build date."""


class BriefPdfBuilder(PaperBuilder):
    """Write one accessible PDF for each brief."""

    name = "briefpdf"
    # Extensions teach us their nodes with app.add_node(…, typst=(visit, depart)).
    format = "typst"
    epilog = "The PDFs are in %(outdir)s."
    out_suffix = ".pdf"
    default_translator_class = TypstTranslator

    workspace: Workspace
    compiler: TypstCompiler
    font_coverage: FontCoverage
    dossiers: DossierFiles
    assembling = False
    """True while a page is looked up for a dossier, and not to be written by itself."""
    jobs = 1
    """How many PDFs are compiled at once."""

    def init(self) -> None:
        """Find out which dossiers are there."""
        self._made: set[str] = set()
        self.dossiers = DossierFiles(Path(self.outdir), self.out_suffix, self.config)

    # -- which pages -------------------------------------------------------------------------

    def inputs(self) -> Iterator[bytes]:
        """Return all that every PDF depends on, besides its page."""
        return inputs(self.config, Path(self.confdir))

    # -- writing -----------------------------------------------------------------------------

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Lay out the compiler's folder: template, fonts, room for images."""
        self.workspace = Workspace(
            Path(self.doctreedir) / "briefpdf", self.config, Path(self.confdir), Path(self.srcdir)
        )
        self.compiler = self.workspace.compiler
        self.font_coverage = FontCoverage(self.compiler)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write those of *docnames* that are briefs."""
        pool: CompilePool[str] = CompilePool(self.compiler, self.jobs)
        try:
            for docname, doctree in self.resolved_briefs(docnames):
                job = self.job(docname, doctree, self.meta(docname, doctree))
                for finished in pool.add(docname, job):
                    self._write(*finished)
            for name, members in self.bundles_due(docnames):
                logger.info("briefpdf: %s, a dossier of %d briefs", name, len(members))
                for finished in pool.add(name, self.dossier(name, members)):
                    self._write(*finished)
            for finished in pool.rest():
                self._write(*finished)
        finally:
            pool.close()

    def bundles_due(self, docnames: Set[str]) -> list[tuple[str, list[str]]]:
        """Return the dossiers with a brief among *docnames*, with all their briefs."""
        wanted = self.dossiers.wanted(self.briefs())
        return [(name, found) for name, found in wanted.items() if not docnames.isdisjoint(found)]

    def pages_to_make_again(self) -> Set[str]:
        """Return the briefs of dossiers that are not there, or hold other briefs."""
        return {docname for _, members in self.dossiers.due(self.briefs()) for docname in members}

    def dossier(self, name: str, members: list[str]) -> Job:
        """Translate a dossier."""
        parts = []
        self.assembling = True
        with logging.suppress_logging():  # it is said where the briefs themselves are made
            for number, docname in enumerate(members, 1):
                doctree = resolved(self.env, docname, self, self.tags)
                meta = self.meta(docname, doctree)
                parts.append(Part(docname, doctree, meta, f"b{number}-"))
        self.assembling = False
        bundle = self.dossiers.bundles[name]
        doctree = assemble(self, bundle.title, parts)
        meta = meta_of_dossier(bundle, [part.meta for part in parts])
        self._made.add(name)
        with logging.suppress_logging():
            return self.job(name, doctree, meta)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write one page as a PDF, as Sphinx asks for it."""
        if docname in self.briefs():
            job = self.job(docname, doctree, self.meta(docname, doctree))
            self._write(docname, job, make(self.compiler, job))

    def job(self, docname: str, doctree: nodes.document, meta: BriefMeta) -> Job:
        """Translate *doctree*: a document that is ready to be compiled."""
        self.make_ready(docname, doctree)
        translator: Any = self.create_translator(doctree, self, self.workspace.images)
        doctree.walkabout(translator)
        limit = self._limit(meta)
        body = translator.body() + (PROBE if limit else "")
        source = self.typst_source(body, meta, translator.headings)
        missing = self.font_coverage.missing(source)
        for node, message in places(doctree, missing):
            self.remark(docname, message, line_of(node) if node.parent else 0)
        return Job(replaced(source, missing), timestamp_of(meta), tuple(translator.untagged), limit)

    def _limit(self, meta: BriefMeta) -> int:
        """Return how many pages a brief may have, if that is a matter to speak of."""
        if level_of(self.config, "section") == "off":
            return 0
        kind = conventions_of(self.config).brief_kinds.get(meta.kind)
        return kind.pages if kind is not None else 0

    def typst_source(self, body: str, meta: BriefMeta, headings: int, style: str = "brief") -> str:
        """Return the main file: the template, called with the facts, around the body."""
        facts = facts_of(meta) | {
            "paper": self.workspace.paper,
            "headings": headings,
            "contents": headings > _CONTENTS_FROM or meta.kind == DOSSIER,
        }
        return (
            '#import "template.typ": *\n#import "elements.typ": *\n#import "views.typ": *\n'
            "#show outline: outlined\n"
            f"#show: {style}.with({value(facts)})\n#{{\n{body}\n}}\n"
        )

    def _write(self, docname: str, job: Job, finished: Finished) -> None:
        """Write a PDF that was made, and say what was wrong with it."""
        compiled = finished.compiled
        if finished.untagged and compiled.pdf is not None:
            self.remark(
                docname,
                f"the PDF is not PDF/UA-1 and PDF/A-2a, and is untagged: {finished.untagged}",
            )
        elif finished.untagged:
            # Never expected, but a reader must get the words whatever happens.
            self.remark(docname, f"the PDF is set as plain text: {compiled.refused}")
            compiled = self._plain(docname, job)
            if compiled.pdf is None:
                self.remark(docname, f"there is no PDF: {compiled.refused}")
        for warning in compiled.warnings:
            self.remark(docname, warning)
        if compiled.pdf is None:
            self.remove_file(docname)
            return
        if job.limit and pages_of(compiled.pdf) > job.limit:
            self._measure(docname, job)
        self.put_file(docname, compiled.pdf)

    def _plain(self, docname: str, job: Job) -> Compiled:
        """Set the words of a brief, and nothing but these."""
        if docname not in self.briefs():  # a dossier; its briefs have PDFs of their own
            return Compiled(None, refused="its briefs are set one by one")
        doctree = self.env.get_doctree(docname)
        plain = plain_source(doctree, self.meta(docname, doctree))
        return self.compiler.compile(plain, job.timestamp, ())

    def _measure(self, docname: str, job: Job) -> None:
        """Say by how much the text is longer than its kind may be."""
        if over := excess(self.compiler, job.source, job.limit):
            kind = self.briefs()[docname].kind
            message = sentence(kind or "", job.limit, over)
            domain_of(self.env).warn(Diagnostic(docname, 0, "section", message))

    def conclude(self) -> None:
        """End a build."""
        self.dossiers.finish(self.briefs().keys())

    def keeps(self, name: str) -> bool:
        """Say whether a dossier is there as an earlier build has made it."""
        return name not in self._made and name in self.dossiers.wanted(self.briefs())

    def remark(self, name: str, message: str, line: int = 0) -> None:
        """Say something about the PDF of a page, or of a dossier."""
        if name in self.briefs():
            warn("pdf", f"briefpdf: {message}", (name, line) if line else name)
        else:
            message = f"briefpdf: the dossier {name!r}: {message}"
            warn("pdf", message, about=name, setting="briefing_pdf_bundles")


def timestamp_of(meta: BriefMeta) -> datetime:
    """Return the date of the brief, or that of the sources; never that of the build."""
    day = meta.day()
    if day is not None:
        return day
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), tz=UTC) if epoch.isdecimal() else _NO_DATE


def plain_source(doctree: nodes.document, meta: BriefMeta) -> str:
    """Return a document of paragraphs alone: what is left when Typst refuses all else."""
    title = literal(meta.title)
    paragraphs = "\n".join(
        f"par({literal(node.astext())})"
        for node in doctree.findall(nodes.TextElement)
        if node.astext().strip() and not isinstance(node.parent, nodes.TextElement)
    )
    return f"#set document(title: {title})\n#{{\nheading({title})\n{paragraphs}\n}}\n"
