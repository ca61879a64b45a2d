"""The server: its projects, the files that are open, and what is shown of them."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from ..project_folders import CONF
from ..version import __version__
from ..workspace.protocol import Event, Message, Request
from . import asked, symbols
from .answers import Place
from .projects import Project, folders_of
from .texts import Units, lines_of, path_of, uri_of

NAME = "sphinx-briefing"
_QUOTED = re.compile(r"'([^']+)'")


class BriefingServer(LanguageServer):
    """A server with the projects whose files are open."""

    def __init__(self) -> None:
        super().__init__(NAME, __version__)
        self.projects: dict[tuple[Path, Path], Project] = {}
        self.symbol_names: dict[tuple[Path, Path], symbols.Names] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._told: set[str] = set()
        self._is_ending = False

    @property
    def units(self) -> Units:
        """How the editor counts."""
        return Units(self.workspace)

    # -- projects -------------------------------------------------------------------------------

    def project_of(self, uri: str) -> tuple[Project, Path] | None:
        """The project that a document is in, and its file."""
        path = path_of(uri)
        folders = folders_of(path) if path is not None else None
        if path is None or folders is None:
            return None
        return self._project(*folders), path

    def _project(self, sources: Path, conf: Path) -> Project:
        key = (sources, conf)
        if key not in self.projects:
            if self._loop is None:
                self._loop = asyncio.get_event_loop()
            found = self.projects[key] = Project(sources, conf, self._take, self._lost)
            self.symbol_names[key] = symbols.Names()
            found.reader.start()
        return self.projects[key]

    def place_of(self, uri: str, at: types.Position) -> Place | None:
        """A place in a document, about which an editor asks."""
        found = self.project_of(uri)
        if found is None:
            return None
        project, path = found
        return Place(project, self.units, path, at)

    def open_folders(self) -> None:
        """Read the projects of the folders that are open in the editor."""
        for folder in self.workspace.folders.values():
            path = path_of(folder.uri)
            folders = folders_of(path) if path is not None and path.is_dir() else None
            if folders is not None:
                self._project(*folders)

    def close_folders(self, uris: Iterable[str]) -> None:
        """Let go of projects below folders that are closed, unless a file of them is open."""
        for uri in uris:
            path = path_of(uri)
            for key, project in list(self.projects.items()):
                inside = path is not None and project.sources.is_relative_to(path)
                is_used = any(
                    (file := path_of(one)) is not None and project.holds(file)
                    for one in self.workspace.text_documents
                )
                if inside and not is_used:
                    project.close()
                    del self.projects[key]

    def end(self) -> None:
        """Let go of all projects."""
        self._is_ending = True
        for project in self.projects.values():
            project.close()
        self.projects.clear()

    # -- what the processes tell ----------------------------------------------------------------

    def _call(self, function: Any, *values: Any) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(function, *values)

    def _take(self, project: Project, event: Event) -> None:
        self._call(self._heard, project, event)

    def _lost(self, project: Project) -> None:
        self._call(self._start_again, project)

    def _heard(self, project: Project, event: Event) -> None:
        if self._is_ending:
            return
        if event.what == "ready":
            project.failure = ""
            project.take_ready(event)
            self._send_open(project)
        elif event.what == "failed":
            project.failure = event.text
            self.tell(f"{project.sources}: {event.text}", types.MessageType.Error)
        elif event.what == "page":
            document = self.units.open_document(project.file(event.path))
            if document is not None and (document.version or 0) > event.version:
                return  # of a text that is no more; the next one is being read
            self.publish(project, project.take_page(event))
        elif event.what == "renamed":
            for waiting in project.take_waiting():
                if not waiting.done():
                    waiting.set_result(event)
        elif event.what == "settled":
            self.publish(project, project.take_settled(event))
            if (
                self.client_capabilities.workspace
                and (lens := self.client_capabilities.workspace.code_lens)
                and lens.refresh_support
            ):
                self.workspace_code_lens_refresh(None)

    def _send_open(self, project: Project) -> None:
        for document in self.workspace.text_documents.values():
            path = path_of(document.uri)
            if path is not None and folders_of(path) == (project.sources, project.conf):
                project.send("open", path, document.source, document.version or 0)

    def _start_again(self, project: Project) -> None:
        if self._is_ending or project.failure:
            return
        if project.reader.start():
            self.tell(
                f"{NAME}: the process that reads {project.sources} has ended; it is started again",
                types.MessageType.Warning,
            )
        else:
            self.tell(
                f"{NAME}: the process that reads {project.sources} ends again and again; "
                f"save {CONF} to start it once more",
                types.MessageType.Error,
            )

    def restart(self, project: Project) -> None:
        """Read a project anew: its configuration has changed."""
        project.failure = ""
        project.reader.stop()
        project.reader.forgive()
        self._told.clear()
        project.reader.start()

    def tell(self, sentence: str, kind: types.MessageType) -> None:
        """Show a sentence to the user, once."""
        if sentence not in self._told or kind is types.MessageType.Warning:
            self._told.add(sentence)
            self.window_show_message(types.ShowMessageParams(kind, sentence))

    # -- what is said of files ------------------------------------------------------------------

    def publish(self, project: Project, paths: Iterable[str]) -> None:
        """Show what is said of files."""
        for path in sorted(paths):
            messages = project.messages(path)
            if not messages and path not in project.shown:
                continue
            (project.shown.add if messages else project.shown.discard)(path)
            file = project.file(path)
            lines = self.units.lines(file)
            document = self.units.open_document(file)
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(
                    uri_of(file),
                    [self._diagnostic(one, lines) for one in messages],
                    document.version if document is not None else None,
                )
            )

    def _diagnostic(self, message: Message, lines: list[str]) -> types.Diagnostic:
        number = min(max(message.line - 1, 0), max(len(lines) - 1, 0))
        line = lines[number] if lines else ""
        start, end = len(line) - len(line.lstrip()), len(line.rstrip())
        for words in _QUOTED.findall(message.text):
            if (at := line.find(words)) >= 0 and words not in ("id",):
                start, end = at, at + len(words)
                break
        return types.Diagnostic(
            range=self.units.range(number, line, start, max(start, end)),
            message=message.text,
            severity=types.DiagnosticSeverity(message.severity),
            code=message.code or None,
            source=NAME,
        )


def server() -> BriefingServer:
    """A server that answers what editors ask."""
    ls = BriefingServer()
    _connect_files(ls)
    asked.connect(ls)
    return ls


def _connect_files(ls: BriefingServer) -> None:
    feature = ls.feature

    @feature(types.INITIALIZED)
    def begin(params: types.InitializedParams) -> None:
        ls.open_folders()
        watching = ls.client_capabilities.workspace
        dynamic = watching.did_change_watched_files if watching is not None else None
        if dynamic is not None and dynamic.dynamic_registration:
            watchers = [types.FileSystemWatcher("**/*")]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            registration = types.Registration(
                "briefing-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options
            )
            ls.client_register_capability(types.RegistrationParams([registration]))

    @feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        if found := ls.project_of(document.uri):
            project, path = found
            project.send("open", path, document.text, document.version)
            ls.publish(project, [project.named_path(path)])

    @feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        if found := ls.project_of(uri):
            project, path = found
            source = ls.workspace.get_text_document(uri).source
            project.send("change", path, source, params.text_document.version)
            for change in params.content_changes:
                if isinstance(change, types.TextDocumentContentChangePartial):
                    first, last = change.range.start.line, change.range.end.line
                    by = len(lines_of(change.text)) - 1 - (last - first)
                    project.shift(project.named_path(path), last + 1, by)

    @feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        if found := ls.project_of(params.text_document.uri):
            project, path = found
            project.send("close", path)

    @feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        path = path_of(params.text_document.uri)
        if path is not None:
            files_changed([path])

    @feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: types.DidChangeWatchedFilesParams) -> None:
        files_changed([path for one in params.changes if (path := path_of(one.uri)) is not None])

    def files_changed(paths: list[Path]) -> None:
        for project in list(ls.projects.values()):
            if any(path == project.conf / CONF for path in paths):
                ls.restart(project)
                continue
            inside = [path for path in paths if project.holds(path)]
            open_files = {path_of(uri) for uri in ls.workspace.text_documents}
            named = [
                project.named_path(path)
                for path in inside
                if path not in open_files or not path.exists()
            ]
            named += [project.named_path(path) for path in inside if path in open_files]
            if named:
                project.reader.ask(Request("changed", paths=list(dict.fromkeys(named))))

    @feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        ls.open_folders()
        ls.close_folders(one.uri for one in params.event.removed)

    @feature(types.SHUTDOWN)
    def shut_down(params: None) -> None:
        ls.end()


def _in_words(record: logging.LogRecord) -> bool:
    """Say in one line what was refused, and what is no message; faults of ours keep their trace."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, JsonRpcException | ValueError):
        record.msg, record.args = f"sphinx-briefing: {' '.join(str(error).split())}", ()
        record.exc_info = None
    return True


def main() -> None:
    """Serve an editor over standard input and output."""
    handler = logging.StreamHandler()
    handler.addFilter(_in_words)
    logging.basicConfig(level=logging.WARNING, format="%(message)s", handlers=[handler])
    ls = server()
    try:
        ls.start_io()
    finally:
        ls.end()


__all__ = ["BriefingServer", "main", "server"]
if __name__ == "__main__":
    main()
