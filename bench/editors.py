"""The language server, asked as an editor asks it: how long its user waits."""

from __future__ import annotations

import asyncio
import os
import re
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from bench import corpus, projects

QUESTIONS = 200
"""So often each thing is asked."""

KEYS = 60
"""Keys that are pressed."""


@dataclass(slots=True)
class Waiting:
    """Milliseconds that a user has waited, by what was asked."""

    size: int
    cold: float = 0.0
    """Seconds until all was known, the first time."""
    warm: list[float] = field(default_factory=list)
    """Seconds from the start of the process to the first card, each later time."""
    taken: dict[str, list[float]] = field(default_factory=dict)

    def table(self) -> Iterator[str]:
        """Lines of a table in Markdown."""
        yield f"| {self.size:,} notes | median | 95 % |"
        yield "| --- | ---: | ---: |"
        yield f"| first start, until all is known | {self.cold:.1f} s | |"
        if self.warm:
            yield f"| start to the first card, warm | {statistics.median(self.warm):.2f} s | |"
        for what, found in self.taken.items():
            middle, most = statistics.median(found), _most(found)
            yield f"| {what} | {middle:.1f} ms | {most:.1f} ms |"


def _most(found: list[float]) -> float:
    return sorted(found)[min(len(found) - 1, int(0.95 * len(found)))]


class Editor:
    """An editor without a user."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.client = LanguageClient("bench", "1")
        self.told: dict[str, types.PublishDiagnosticsParams] = {}
        self.news = asyncio.Event()

        def published(params: types.PublishDiagnosticsParams) -> None:
            self.told[params.uri] = params
            self.news.set()

        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(published)

    async def start(self) -> None:
        """Start the server."""
        await self.client.start_io(sys.executable, "-m", "sphinx_briefing", "lsp")
        opened = [types.WorkspaceFolder(self.folder.as_uri(), self.folder.name)]
        await self.client.initialize_async(
            types.InitializeParams(types.ClientCapabilities(), workspace_folders=opened)
        )
        self.client.initialized(types.InitializedParams())

    async def stop(self) -> None:
        """End it."""
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()  # type: ignore[no-untyped-call]

    def open(self, path: Path, text: str) -> str:
        """Open a file."""
        item = types.TextDocumentItem(path.as_uri(), "markdown", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return path.as_uri()

    async def hover(self, uri: str, at: types.Position) -> types.Hover | None:
        """Ask for a card."""
        params = types.HoverParams(types.TextDocumentIdentifier(uri), at)
        return await self.client.text_document_hover_async(params)


def compare(folder: Path, size: int, seed: int) -> Waiting:
    """Measure a server on a corpus, which is written into a folder."""
    src = folder / str(size) / "src"
    made = corpus.make(size, seed)
    projects.write(src, projects.VARIANTS["toolkit"], made, projects.ALABASTER)
    os.environ["BRIEFING_CACHE"] = str(folder / str(size) / "cache")
    found = Waiting(size)
    asyncio.run(_measure(src, found, Random(seed)))
    return found


def _roles(text: str) -> list[tuple[types.Position, types.Position, str]]:
    """The names in the roles of a page: where they begin and end."""
    found = []
    for number, line in enumerate(text.split("\n")):
        for match in re.finditer(r"\{(?:actor|term|claim)\}`([^`<>]+)`", line):
            start, end = match.span(1)
            found.append((types.Position(number, start + 1), types.Position(number, end), match[1]))
    return found


async def _measure(src: Path, found: Waiting, random: Random) -> None:
    pages = sorted((src / "notes").rglob("*.md"))
    page = pages[len(pages) // 2]
    text = page.read_text(encoding="utf-8")
    place = _roles(text)[0][0]
    started = time.perf_counter()
    editor = Editor(src)
    await editor.start()
    uri = editor.open(page, text)
    while (card := await editor.hover(uri, place)) is None or "- " not in str(card.contents):
        await asyncio.sleep(0.1)
    found.cold = time.perf_counter() - started
    await asyncio.sleep(3)
    await editor.stop()
    for _ in range(5):
        started = time.perf_counter()
        editor = Editor(src)
        await editor.start()
        uri = editor.open(page, text)
        while await editor.hover(uri, place) is None:
            await asyncio.sleep(0.01)
        found.warm.append(time.perf_counter() - started)
        await editor.stop()
    editor = Editor(src)
    await editor.start()
    await asyncio.sleep(min(30, 2 + found.size / 500))  # the process has read what has changed
    await _ask(editor, random.sample(pages, min(40, len(pages))), found, random)
    await _type(editor, page, text, found)
    await editor.stop()


async def _ask(editor: Editor, pages: list[Path], found: Waiting, random: Random) -> None:
    async def timed(what: str, question: Callable[[], Awaitable[Any]]) -> None:
        started = time.perf_counter()
        answer = await question()
        found.taken.setdefault(what, []).append(1000 * (time.perf_counter() - started))
        if answer is None or answer == []:
            raise ValueError(f"{what}: no answer")

    texts = {page: page.read_text(encoding="utf-8") for page in pages}
    uris = {page: editor.open(page, texts[page]) for page in pages}
    client = editor.client
    await asyncio.sleep(2)
    for _ in range(QUESTIONS):
        page = random.choice(pages)
        start, end, _name = random.choice(_roles(texts[page]))
        document = types.TextDocumentIdentifier(uris[page])
        await timed("hover", lambda at=start, uri=uris[page]: editor.hover(uri, at))  # type: ignore[misc]
        where = types.DefinitionParams(document, start)
        await timed("definition", lambda where=where: client.text_document_definition_async(where))  # type: ignore[misc]
        typed = types.CompletionParams(
            document, types.Position(end.line, min(start.character + 2, end.character))
        )
        await timed("completion", lambda typed=typed: client.text_document_completion_async(typed))  # type: ignore[misc]
    for query in ("port", "minister", "krakow", "xqzzy", "Norland"):
        asked = types.WorkspaceSymbolParams(query)
        started = time.perf_counter()
        await client.workspace_symbol_async(asked)
        taken = 1000 * (time.perf_counter() - started)
        found.taken.setdefault("symbols of the project", []).append(taken)


async def _type(editor: Editor, page: Path, text: str, found: Waiting) -> None:
    """Press keys, one after the other: a name that nobody has gets longer."""
    uri = editor.open(page, text)
    await asyncio.sleep(2)
    line = text.split("\n").index(next(one for one in text.split("\n") if one.startswith("# "))) + 2
    version = 1

    async def put(words: str, column: int) -> None:
        nonlocal version
        version += 1
        at = types.Position(line, column)
        change = types.TextDocumentContentChangePartial(types.Range(at, at), words)
        document = types.VersionedTextDocumentIdentifier(version, uri)
        started = time.perf_counter()
        editor.client.text_document_did_change(
            types.DidChangeTextDocumentParams(document, [change])
        )
        while True:
            told = editor.told.get(uri)
            if told is not None and (told.version or 0) >= version:
                break
            editor.news.clear()
            await asyncio.wait_for(editor.news.wait(), 30)
        found.taken.setdefault("messages after a key", []).append(
            1000 * (time.perf_counter() - started)
        )

    await put("{actor}`q` ", 0)
    for number in range(KEYS):
        await put("abcdefghij"[number % 10], 9 + number)
        await asyncio.sleep(0.12)
