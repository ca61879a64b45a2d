"""An editor that talks to the language server over standard input and output."""

import asyncio
import os
import sys
import time
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

T = TypeVar("T")
PATIENCE = 20.0


class Editor:
    """An editor with folders open, and what the server has told it."""

    def __init__(self, *folders: Path, cache: Path, encodings: list[str] | None = None) -> None:
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        self.client = LanguageClient("tests", "1")
        self.diagnostics: dict[str, list[types.Diagnostic]] = {}
        self.versions: dict[str, int | None] = {}
        self.messages: list[str] = []
        self.texts: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        client = self.client

        def published(params: types.PublishDiagnosticsParams) -> None:
            self.diagnostics[params.uri] = list(params.diagnostics)
            self.versions[params.uri] = params.version

        def shown(params: types.ShowMessageParams) -> None:
            self.messages.append(params.message)

        client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(published)
        client.feature(types.WINDOW_SHOW_MESSAGE)(shown)
        general = None
        if encodings is not None:
            kinds = [types.PositionEncodingKind(one) for one in encodings]
            general = types.GeneralClientCapabilities(position_encodings=list(kinds))
        capabilities = types.ClientCapabilities(general=general)
        os.environ["BRIEFING_CACHE"] = str(cache)
        self.run(client.start_io(sys.executable, "-m", "sphinx_briefing", "lsp"))
        opened = [types.WorkspaceFolder(folder.as_uri(), folder.name) for folder in folders]
        self.about = self.run(
            client.initialize_async(
                types.InitializeParams(capabilities=capabilities, workspace_folders=opened)
            )
        )
        client.initialized(types.InitializedParams())

    @property
    def pid(self) -> int:
        """The process of the server."""
        assert self.client._server is not None
        return int(self.client._server.pid)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Wait for an answer."""
        asyncio.set_event_loop(self._loop)
        return self._loop.run_until_complete(asyncio.wait_for(work, PATIENCE))

    def ask(self, method: str, params: Any) -> Any:
        """Ask something of the server."""
        return self.run(self.client.protocol.send_request_async(method, params))

    def wait(self, seconds: float) -> None:
        """Do nothing but listen."""
        self._loop.run_until_complete(asyncio.sleep(seconds))

    def until(self, is_so: Callable[[], Any]) -> None:
        """Listen until something is so."""
        end = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < end, (self.diagnostics, self.messages)
            self.wait(0.02)

    def close(self) -> None:
        """End the server as editors do."""
        self.run(self.client.shutdown_async(None))
        self.client.exit(None)
        self.run(self.client.stop())  # type: ignore[no-untyped-call]
        self._loop.run_until_complete(asyncio.sleep(0.05))
        self._loop.close()
        asyncio.set_event_loop(None)

    # -- documents ------------------------------------------------------------------------------

    def open(self, path: Path, text: str | None = None) -> str:
        """Open a file, or a new one with a text."""
        uri = path.as_uri()
        if text is None:
            text = path.read_bytes().decode()
        self.texts[uri], self._numbers[uri] = text, 1
        item = types.TextDocumentItem(uri, "markdown", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def replace(self, uri: str, old: str, new: str) -> None:
        """Put words in the place of others, as an edit of that part alone."""
        text = self.texts[uri]
        at = text.index(old)
        change = types.TextDocumentContentChangePartial(
            types.Range(self.position(uri, at), self.position(uri, at + len(old))), new
        )
        self.texts[uri] = text[:at] + new + text[at + len(old) :]
        self._numbers[uri] += 1
        document = types.VersionedTextDocumentIdentifier(self._numbers[uri], uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def position(self, uri: str, at: int) -> types.Position:
        """A place in a text, in units of UTF-16."""
        before = self.texts[uri][:at].replace("\r\n", "\n")
        line = before.rpartition("\n")[2]
        return types.Position(before.count("\n"), len(line.encode("utf-16-le")) // 2)

    def at(self, uri: str, words: str, shift: int = 1) -> dict[str, Any]:
        """The place of some words, as most questions name it."""
        place = self.position(uri, self.texts[uri].index(words) + shift)
        return {"text_document": types.TextDocumentIdentifier(uri), "position": place}

    def said(self, uri: str) -> list[tuple[int, str]]:
        """The things that are said of a file: line, from 1, and words."""
        return [(one.range.start.line + 1, one.message) for one in self.diagnostics.get(uri, ())]

    def saved(self, path: Path) -> None:
        """Tell that a file has been saved."""
        document = types.TextDocumentIdentifier(path.as_uri())
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(document))

    def changed(self, path: Path) -> None:
        """Tell that a file has changed on disk."""
        event = types.FileEvent(path.as_uri(), types.FileChangeType.Changed)
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))

    # -- questions ------------------------------------------------------------------------------

    def hover(self, uri: str, words: str, shift: int = 1) -> str:
        """The text of a hover."""
        found = self.ask(types.TEXT_DOCUMENT_HOVER, types.HoverParams(**self.at(uri, words, shift)))
        return found.contents.value if found is not None else ""

    def definitions(self, uri: str, words: str, shift: int = 1) -> list[tuple[str, int, str]]:
        """Where something is written: file, line and the words there."""
        params = types.DefinitionParams(**self.at(uri, words, shift))
        return self.places(self.ask(types.TEXT_DOCUMENT_DEFINITION, params))

    def references(self, uri: str, words: str, shift: int = 1) -> list[tuple[str, int, str]]:
        """Where something is referred to."""
        context = types.ReferenceContext(include_declaration=False)
        params = types.ReferenceParams(context, **self.at(uri, words, shift))
        return self.places(self.ask(types.TEXT_DOCUMENT_REFERENCES, params))

    def places(self, found: Any) -> list[tuple[str, int, str]]:
        """Places as file, line and the words there."""
        listed = []
        for one in found or ():
            uri, first, last = one.uri, one.range.start, one.range.end
            path = Path(uri.removeprefix("file://"))
            text = self.texts.get(uri) or path.read_text(encoding="utf-8")
            line = text.replace("\r\n", "\n").split("\n")[first.line].encode("utf-16-le")
            words = line[2 * first.character : 2 * last.character].decode("utf-16-le")
            listed.append((path.name, first.line + 1, words))
        return listed

    def completions(self, uri: str, words: str, shift: int) -> dict[str, str]:
        """What may be written: labels, and the text that each would put there."""
        params = types.CompletionParams(**self.at(uri, words, shift))
        found = self.ask(types.TEXT_DOCUMENT_COMPLETION, params)
        return {item.label: item.text_edit.new_text for item in (found.items if found else ())}

    def actions(self, uri: str, words: str, end: str = "") -> dict[str, types.CodeAction]:
        """The actions that are offered at some words, by their titles."""
        start = self.texts[uri].index(words)
        first = self.position(uri, start)
        last = self.position(uri, start + len(words)) if end else first
        known = [
            one
            for one in self.diagnostics.get(uri, ())
            if one.range.start.line <= last.line and one.range.end.line >= first.line
        ]
        params = types.CodeActionParams(
            types.TextDocumentIdentifier(uri),
            types.Range(first, last),
            types.CodeActionContext(diagnostics=known),
        )
        found = self.ask(types.TEXT_DOCUMENT_CODE_ACTION, params)
        return {one.title: one for one in found or ()}

    def rename(self, uri: str, words: str, shift: int, new: str) -> dict[str, Any]:
        """The edits of a renaming, by file."""
        params = types.RenameParams(new_name=new, **self.at(uri, words, shift))
        found = self.ask(types.TEXT_DOCUMENT_RENAME, params)
        assert found is not None
        return dict(found.changes)

    def refusal(self, uri: str, words: str, shift: int, new: str) -> str:
        """The sentence that says why something cannot be renamed."""
        try:
            self.rename(uri, words, shift, new)
        except JsonRpcException as error:
            return error.message
        raise AssertionError("it was not refused")

    def applied(self, action: types.CodeAction, uri: str, text: str | None = None) -> str:
        """A text after the edits of an action."""
        assert action.edit is not None
        assert action.edit.changes is not None
        return self.edited(uri, action.edit.changes[uri], text)

    def edited(self, uri: str, edits: Sequence[types.TextEdit], text: str | None = None) -> str:
        """A text after edits, which do not overlap."""
        text = self.texts[uri] if text is None else text
        lines = text.split("\n")
        last_first = sorted(
            edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True
        )
        for edit in last_first:
            first, last = edit.range.start, edit.range.end
            start = _offset(lines, first)
            text = text[:start] + edit.new_text + text[_offset(lines, last) :]
        return text


def _offset(lines: list[str], place: types.Position) -> int:
    """A place in units of UTF-16 as one in a text."""
    line = lines[place.line].encode("utf-16-le")[: 2 * place.character].decode("utf-16-le")
    return sum(len(one) + 1 for one in lines[: place.line]) + len(line)
