"""The pages of a project, read with the texts of open files in the place of those on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from ..diagnostics.build_log import log_of
from ..domain import domain_of
from ..domain.register_files import UNSAVED
from ..incremental.freshness import Freshness
from ..incremental.locks import Locks
from ..ledger.reading import LeftOut, gather, looked_up
from ..records.readers import read_list
from .hearing import Hearing, once, printed
from .index import Index, IndexedNames
from .protocol import Message, PageRows
from .resolving import SPEAKING, is_speaking
from .rows import RowMaker

if TYPE_CHECKING:
    from docutils.nodes import document
    from sphinx.environment import BuildEnvironment


class Paused(SphinxError):
    """All pages have been read; what follows from them is for another process to find."""


class NotAProject(ValueError):
    """A project that cannot be read, and why, in one sentence."""


OVERRIDES: Mapping[str, Any] = {
    "briefing_sarif": "",
    "briefing_summary": False,
    "briefing_audience": "",
    "briefing_files": [],
}


class LiveProject:
    """A project as its author sees it at this moment.

    :raises NotAProject: if it cannot be read.
    """

    def __init__(self, sources: Path, conf: Path, cache: Path) -> None:
        self.sources = sources.resolve()
        self.cache = cache
        self.texts: dict[str, str] = {}
        """The texts of open files, by their path from the folder of the sources."""
        self._namespace = ExitStack()
        nocolor()
        said = StringIO()
        try:
            self._namespace.enter_context(patch_docutils(conf))
            self._namespace.enter_context(docutils_namespace())
            self.app = Sphinx(
                srcdir=sources,
                confdir=conf,
                outdir=cache / "out",
                doctreedir=cache / "doctrees",
                buildername="html",
                confoverrides=dict(OVERRIDES),
                status=None,
                warning=said,
            )
        except (Exception, SystemExit) as error:  # noqa: BLE001 - an extension may fail or exit
            raise NotAProject(_sentence(error)) from None
        if "sphinx_briefing" not in self.app.extensions:
            raise NotAProject("its conf.py does not list 'sphinx_briefing' among the extensions")
        self.domain = domain_of(self.app.env)
        english = (self.app.config.language or "en").partition("_")[0].partition("-")[0] == "en"
        self.rows = RowMaker(self.sources, self.domain.kinds, english=english)
        self.hearing = Hearing(self.app, self.rows.named_path)
        self.said_first = list(printed(said.getvalue(), self.rows.named_path))
        """What was said when the project was set up."""
        self.connect()

    @contextmanager
    def closing(self) -> Iterator[LiveProject]:
        """Give back what Sphinx has changed in this process, when a block ends."""
        with self._namespace:
            try:
                yield self
            finally:
                for listener in self.app.events.listeners.get("build-finished", ()):
                    owner = getattr(listener.handler, "__self__", None)
                    if isinstance(owner, Locks):
                        owner.release(self.app, None)

    @property
    def env(self) -> BuildEnvironment:
        """The environment."""
        return self.app.env

    def connect(self) -> None:
        """Put the texts of open files in the place of those on disk; keep no tree of a page."""
        self.app.connect("source-read", self._give_text, priority=-1)
        self.app.connect("include-read", self._give_included, priority=-1)
        self.app.connect("env-purge-doc", self._forget_tree)
        self.app.connect("doctree-read", self._note_speaking, priority=999)
        self.app.connect("env-updated", self._pause, priority=-1)
        self._may_pause = True
        UNSAVED.clear()
        self._read_doc = self.app.builder.read_doc
        self.app.builder.read_doc = self._read_or_say  # type: ignore[method-assign,misc]

    def _read_or_say(self, docname: str, **how: Any) -> None:
        """Read a page; a build would end with one that cannot be read."""
        try:
            self._read_doc(docname, **how)
        except Paused:
            raise
        except UnicodeError as error:
            said = f"it is not in UTF-8 ({error}); save it in UTF-8"
        except Exception as error:  # noqa: BLE001 - an extension's
            said = f"it cannot be read: {_sentence(error)}"
        else:
            return
        self.hearing.add(Message(self.path_of(docname), 1, "", said, 1))
        self.app.project.docnames.discard(docname)
        self.env.clear_doc(docname)
        self.env.current_document.clear()

    def _give_text(self, app: Sphinx, docname: str, content: list[str]) -> None:
        text = self.texts.get(self.path_of(docname))
        if text is not None:
            content[0] = text.replace("\r\n", "\n").replace("\r", "\n")

    def _give_included(self, app: Sphinx, path: Path, docname: str, content: list[str]) -> None:
        text = self.texts.get(self.rows.named_path(str(Path(app.srcdir, path))))
        if text is not None:
            content[0] = text

    def _forget_tree(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        env._write_doc_doctree_cache.clear()
        env._pickled_doctree_cache.clear()
        getattr(env, SPEAKING, set()).discard(docname)

    def _note_speaking(self, app: Sphinx, tree: document) -> None:
        speaking: set[str] = app.env.__dict__.setdefault(SPEAKING, set())
        if is_speaking(tree):
            speaking.add(app.env.docname)

    def _pause(self, app: Sphinx, env: BuildEnvironment) -> None:
        if self._may_pause:
            raise Paused

    def go_on(self) -> None:
        """Let what comes after reading come."""
        self._may_pause = False

    def path_of(self, docname: str) -> str:
        """The file of a page, from the folder of the sources."""
        return Path(self.env.doc2path(docname, base=False)).as_posix()

    def offer_texts(self) -> None:
        """Let data files be read as they stand in the editor."""
        UNSAVED.clear()
        for path, text in self.texts.items():
            UNSAVED[str(Path(self.sources, path))] = text.encode("utf-8", "replace")

    def is_settled(self, path: str) -> bool:
        """Whether a file is a page that is known and there, or none and not there."""
        whole = Path(self.sources, path)
        docname = self.env.path2doc(str(whole))
        is_page = bool(docname) and path.endswith(tuple(self.app.config.source_suffix))
        return not is_page or (docname in self.env.found_docs) == whole.is_file()

    # -- reading --------------------------------------------------------------------------------

    def read_changed(self) -> list[Message]:
        """Read all pages that are not as they were when they were read last.

        :raises NotAProject: if they cannot be read.
        """
        log_of(self.app).read_anew(list(self.env.found_docs))
        with self.hearing.listening() as heard:
            try:
                self.app.builder.read()
            except Paused:
                pass
            except (Exception, SystemExit) as error:  # noqa: BLE001 - an extension may fail
                raise NotAProject(_sentence(error)) from None
        self.env._write_doc_doctree_cache.clear()
        return once(heard)

    def pages_of(self, path: str) -> list[str]:
        """The pages that a file is read for: its own, and those that depend on it."""
        whole = str(Path(self.sources, path))
        found = [
            docname
            for docname, files in self.env.dependencies.items()
            if files and any(str(name) in (path, whole) for name in files)
        ]
        own = self.env.path2doc(whole)
        if own and own in self.env.found_docs:
            found.insert(0, own)
        return list(dict.fromkeys(found))

    def read(self, docname: str) -> list[Message]:
        """Read a page; what is said of it, and would be in a build that reads it."""
        log = log_of(self.app)
        log.read_anew([docname])
        with self.hearing.listening() as heard:
            self.env.events.emit("env-purge-doc", self.env, docname)
            self.env.clear_doc(docname)
            self.app.builder.read_doc(docname)
        tree = self.env._write_doc_doctree_cache.pop(docname, None)
        if tree is not None:
            self.env._pickled_doctree_cache.pop(docname, None)
        return list(heard)

    def own_messages(self, docname: str, index: Index | None) -> list[Message]:
        """The messages that a page has noted, with those on names in it that nobody has.

        :param index: where names are looked up; without one, nothing is said of them.
        """
        page = self.domain.pages.get(docname)
        if page is None:
            return []
        found = list(page.diagnostics)
        if index is not None:
            names = index.finder
            for kind, declared in self.domain.kinds.items():
                if declared.newest_by_name and kind in names:
                    # Which one is the newest takes a build; that there is one is enough here.
                    cast("IndexedNames", names[kind]).picking(lambda found: found[:1])
            for reference in page.references:
                if reference.kind not in self.domain.kinds and " or " not in reference.kind:
                    continue
                found += self._unknown(docname, reference, names, page.left_out)
            left_out = LeftOut(page.left_out)
            reports: list[Any] = []
            looked_up(gather({docname: page}, self.domain.kinds), names, reports, left_out,
                      self.domain.kinds)  # fmt: skip
            found += reports
        return [self.message_of(one) for one in found]

    def _unknown(self, docname: str, reference: Any, names: Any, left_out: Any) -> Iterable[Any]:
        from ..diagnostics.model import Diagnostic
        from ..resolve import elsewhere

        gone = LeftOut(left_out)
        target, kind = reference.target, reference.kind
        listed = read_list(target, self.domain.conventions) if reference.option else (target,)
        for name, lookup in names[kind].find_all(listed):
            if lookup.id or (kind, name) in gone:
                continue
            if not reference.option and (
                elsewhere.is_ignored(self.env.config, kind, target)
                or elsewhere.is_answered(self.env, docname, kind, target)
            ):
                continue
            code = "ambiguous" if lookup.candidates else "unknown"
            prefix = f"option {reference.option!r}: " if reference.option else ""
            said = prefix + lookup.message(kind, name)
            yield Diagnostic(docname, reference.line, code, said, reference.path)

    def message_of(self, diagnostic: Any) -> Message:
        """A diagnostic as a message."""
        from ..config.values import loudness
        from .hearing import INFORMATION, WARNING

        path = self.rows.named_path(diagnostic.path or self.path_of(diagnostic.docname))
        is_note = loudness(self.env.config, diagnostic) == "note"
        severity = INFORMATION if is_note else WARNING
        code = f"briefing.{diagnostic.code}"
        return Message(path, diagnostic.line, code, diagnostic.message, severity)

    def rows_of(self, docname: str) -> PageRows:
        """The rows of a page for the index."""
        page = self.domain.pages.get(docname)
        if page is None:
            title = self.env.titles.get(docname)
            words = title.astext() if isinstance(title, nodes.Node) else docname
            return PageRows(docname, self.path_of(docname), words)
        return self.rows.of_page(page, self.path_of(docname))

    # -- what is kept ---------------------------------------------------------------------------

    def freshness(self) -> Freshness | None:
        """The part of a build that decides which pages are read again."""
        for listener in self.app.events.listeners.get("build-finished", ()):
            owner = getattr(listener.handler, "__self__", None)
            if isinstance(owner, Freshness):
                return owner
        return None

    def encoded(self, rows: PageRows) -> bytes:
        """The rows of a page as bytes."""
        return msgspec.msgpack.encode(rows)


def _sentence(error: BaseException) -> str:
    """An error in one sentence; of a traceback, what it ends with."""
    text = str(error).strip()
    if "Traceback (most recent call last)" in text:
        head, _, trace = text.partition("Traceback (most recent call last)")
        lines = [line for line in trace.splitlines() if line.strip()]
        return f"{' '.join(head.split()).rstrip(':')}: {lines[-1].strip()}" if lines else head
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return " ".join(text.split()) or type(error).__name__
