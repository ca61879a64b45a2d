"""Keep what is written on a page from doing harm to those who read it.

Notes hold what others have said, and registers come from other people's files. Wherever it comes
from, a page runs no script of theirs, starts no program, loads nothing from their hosts and shows
no file from outside the sources. What would is left out, and reported at its line.
:mod:`.guards` sees to what is read while the page is.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst.directives.misc import Include
from sphinx import addnodes

from ..config.settings import OUTSIDE_FILES, REMOTE_IMAGES
from ..config.values import allows
from ..diagnostics.model import Diagnostic
from ..doctree import line_of, replace
from ..html_cleaning import cleaned, is_remote, is_safe, runs, scheme_of
from . import domain_of
from .guards import is_inside
from .ours import is_ours, shows_ours
from .passages import path_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_SUSPECT = (
    nodes.raw, addnodes.download_reference, nodes.reference, nodes.image, nodes.meta, nodes.math,
    nodes.math_block, addnodes.toctree,
)  # fmt: skip
"""The nodes that are looked at, a class before those that it is made of."""

_HARMLESS_TEX = re.compile(
    r"(?:\s|\\\\|\\(?:newpage|clearpage|cleardoublepage|pagebreak|nopagebreak|newline|linebreak"
    r"|noindent|smallskip|medskip|bigskip|[vh]fill)(?![a-zA-Z])|\\sout\{|\})*"
)
_ACTIVE_TEX = re.compile(
    r"\^\^|\\(?:input|include\w*|@*input|openin|openout|read|write\w*|immediate|csname|catcode|special"
    r"|directlua|latelua|usepackage|RequirePackage|lstinputlisting|verbatiminput|VerbatimInput"
    r"|InputIfFileExists|href|url|class|cssId|style|data|require|mmlToken|bbox|unicode|html\w*"
    r"|(?:x|g|e)?def|let|newcommand|renewcommand|newenvironment|loop|import|subimport|pdf\w+)"
    r"(?![a-zA-Z])"
)
"""Commands of LaTeX that read or write files, and of MathJax that make links, styles or code."""


_TRUST = "set briefing_raw_html = 'all' if you trust all authors"
_ALLOW = f"move it into them, or allow {OUTSIDE_FILES!r} in briefing_allow"


class Page:
    """One page that has been read, while what does harm is taken out of it.

    :param ours: whether it is a note, a brief or a register.
    :param strict: whether it shows what is ours, or is one of them.
    """

    def __init__(self, app: Sphinx, *, ours: bool, strict: bool) -> None:
        config = app.config
        self._env: BuildEnvironment = app.env
        self._docname = app.env.docname
        self._domain = domain_of(app.env)
        self._own = str(app.env.doc2path(self._docname))
        self._ours = ours
        self._strict = strict
        self._cleans = strict and config.briefing_raw_html != "all"
        self._remote = not ours or allows(config, REMOTE_IMAGES)
        self._outside = not ours or allows(config, OUTSIDE_FILES)
        self._inside: dict[str, bool] = {}

    def _report(self, node: nodes.Node, message: str) -> None:
        path = path_of(node, self._own)
        self._domain.note_diagnostic(
            Diagnostic(self._docname, line_of(node), "unsafe", message, path)
        )

    def _is_good(self, address: str) -> bool:
        """Whether a link may lead there; on other pages, links lead wherever they run nothing."""
        return is_safe(address) if self._strict else not runs(address)

    def raw(self, node: nodes.raw) -> None:
        """Clean HTML, and leave out what other formats would run."""
        if not self._cleans:
            return
        forms = str(node.get("format", "")).split()
        if "html" in forms:
            text, left_out = cleaned(node.astext(), remote=self._remote)
            if left_out:
                message = (
                    "HTML that could run something, loads from another host, or is none, is left "
                    f"out: {', '.join(left_out)}; write \\< for the sign itself, or {_TRUST}"
                )
                self._report(node, message)
            node.rawsource = text
            node.children = []
            node += nodes.Text(text)
        elif not _HARMLESS_TEX.fullmatch(node.astext()):
            form = " ".join(forms) or "text"
            self._report(node, f"raw {form} could run something, and is left out; {_TRUST}")
            replace(node, [])

    def reference(self, node: nodes.reference) -> None:
        """Take a link away that runs something."""
        address = node.get("refuri", "")
        if not self._is_good(address):
            self._report(node, f"{_named(address)} {_fault(address)}; the link is left out")
            replace(node, node.children)

    def image(self, node: nodes.image) -> None:
        """Put its description in the place of a picture that is not one of the project."""
        address = node["uri"]
        if not (why := self._fault_of_image(address)):
            return
        self._report(node, f"{_named(address)} {why}; its description stands in its place")
        words: nodes.TextElement = nodes.inline("", node.get("alt", ""))
        if scheme_of(address) in ("http", "https"):
            words = nodes.reference("", node.get("alt") or address, refuri=address)
        in_text = isinstance(node.parent, nodes.TextElement)
        replace(node, [words if in_text else nodes.paragraph("", "", words)])

    def _fault_of_image(self, address: str) -> str:
        if address.startswith("data:image/"):
            return ""
        if not is_remote(address) and not runs(address):
            good = self._outside or self._all_inside(address)
            return "" if good else f"is outside the sources: {_ALLOW}"
        if runs(address) or (self._strict and scheme_of(address) not in ("", "http", "https")):
            return "is not that of a picture"
        if self._remote:
            return ""
        return (
            "is of another host, which would know of every reader; keep a copy in the sources, or "
            f"allow {REMOTE_IMAGES!r} in briefing_allow"
        )

    def _all_inside(self, address: str) -> bool:
        """Whether all files that an address of an image means are in the sources."""
        path = Path(self._env.relfn2path(address, self._docname)[1])
        if not address.endswith("*"):
            return is_inside(self._env, path)
        return all(is_inside(self._env, found) for found in path.parent.glob(path.name))

    def download_reference(self, node: addnodes.download_reference) -> None:
        """Take a download away that is no file of the project."""
        target = node["reftarget"]
        if "://" in target:
            why = "" if self._is_good(target) else _fault(target)
        else:
            path = self._env.relfn2path(target, self._docname)[1]
            good = self._outside or is_inside(self._env, path)
            why = "" if good else f"is outside the sources: {_ALLOW}"
        if why:
            self._report(node, f"{_named(target)} {why}; the download is left out")
            replace(node, node.children)

    def toctree(self, node: addnodes.toctree) -> None:
        """Take entries away that run something: they would be in the navigation of all pages."""
        bad = [
            target
            for _, target in node["entries"]
            if "://" in str(target) and not self._is_good(target)
        ]
        for target in bad:
            self._report(node, f"{_named(target)} {_fault(target)}; the entry is left out")
        node["entries"] = [entry for entry in node["entries"] if entry[1] not in bad]

    def meta(self, node: nodes.meta) -> None:
        """Leave orders to browsers out."""
        if "http-equiv" in node:
            order = node["http-equiv"]
            message = f"a page may not give orders to browsers: http-equiv={order!r} is left out"
            self._report(node, message)
            replace(node, [])

    def math(self, node: nodes.Element) -> None:
        """Show a formula as it is written that would read files, make links or define commands."""
        text = node.astext()
        if self._strict and (found := _ACTIVE_TEX.search(text)):
            message = "could do more than set signs, and is shown as it is written"
            self._report(node, f"a formula with {found[0]!r} {message}")
            is_block = isinstance(node, nodes.math_block)
            replace(node, [(nodes.literal_block if is_block else nodes.literal)(text, text)])

    math_block = math

    def take_out_foreign(self, document: nodes.document) -> None:
        """Take out what came from outside before anybody knew that the page is one of ours."""
        if self._outside:
            return
        for node in list(document.findall(nodes.Element)):
            source = str(node.get("source") or node.source or "")
            if source and node.parent is not None and not self._is_inside(source):
                if not self._is_inside(str(node.parent.source or "")):
                    continue  # it goes with what holds it
                self._report(
                    node.parent,
                    f"{_named(source)} is outside the sources: {_ALLOW}; what it holds is left out",
                )
                replace(node, [nodes.comment()] if isinstance(node, nodes.Body) else [])

    def _is_inside(self, source: str) -> bool:
        known = self._inside.get(source)
        if known is None:
            path = Path(source)
            known = not path.is_absolute() or not path.is_file() or is_inside(self._env, path)
            known = known or path.is_relative_to(Include.standard_include_path)
            self._inside[source] = known
        return known


def _named(address: str) -> str:
    return f"the address {address[:200]!r}"


def _fault(address: str) -> str:
    if runs(address):
        return "runs something and leads nowhere"
    if scheme := scheme_of(address):
        return f"could start a program ({scheme}:)"
    return "is of a machine in a network; write https:// before it"


def make_safe(app: Sphinx, document: nodes.document) -> None:
    """Handle ``doctree-read``, before anybody takes something from the page."""
    facts = domain_of(app.env).pages.get(app.env.docname)
    ours = is_ours(app.env, facts)
    page = Page(app, ours=ours, strict=ours or shows_ours(document, facts))
    if ours:
        page.take_out_foreign(document)
    for node in list(document.findall(lambda node: isinstance(node, _SUSPECT))):
        kind = next(kind for kind in _SUSPECT if isinstance(node, kind))
        getattr(page, kind.__name__)(node)


def setup(app: Sphinx) -> None:
    """Look at each page once it is read."""
    # After the front matter has been read (400), and before titles and images are taken (500).
    app.connect("doctree-read", make_safe, priority=450)
