"""The server: pages as they are, files of briefs on request, a build at every change."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import uvicorn
import watchfiles
from sphinx_autobuild.filter import IgnoreFilter
from sphinx_autobuild.server import RebuildServer
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from ...websites import BESIDE
from ..telling import tell
from .builds import Builds, Outcome
from .pages import FILE, RELOAD, furniture, sentence_page, with_furniture
from .site import Site

IGNORED = (
    ".git", ".hg", ".svn", ".idea", ".vscode", ".nox", ".tox", ".venv", "venv", "node_modules",
    ".mypy_cache", ".ruff_cache", ".pytest_cache", "build", "_build",
)  # fmt: skip
"""Folders, at the top of what is watched, in which no sources are."""

PARTIAL = (
    r"(^|/)(\.#[^/]*|\.~lock[^/]*|[^/]*~|[^/]*\.sw[px]|4913|\.briefing-[^/]*)$",
    r"(^|/)__pycache__(/|$)",
)
"""Files that editors and tools write beside those that they save."""

_HTML = {"Cache-Control": "no-store"}


class Live(RebuildServer):  # type: ignore[misc]
    """A project that is served: its state, and the socket on which pages hear of a new build."""

    def __init__(self, site: Site, jobs: int = 1) -> None:
        self.site = site
        self.builds = Builds(site, jobs)
        self.last: Outcome | None = None
        self._briefs: frozenset[str] = frozenset()
        self._at_work = asyncio.Lock()
        self._begun = time.time_ns()
        self._count = 0
        watched = dict.fromkeys((site.sources, site.conf))
        super().__init__([*watched], IgnoreFilter([*_ignored(site)], PARTIAL), self.build)

    async def build(self) -> None:
        """Build what has changed, and say how that went."""
        begun = time.perf_counter()
        async with self._at_work:
            self.last = done = await self.builds.pages()
        took = f"{time.perf_counter() - begun:.1f} s"
        if done.problem:
            tell(f"{done.problem}; the pages stay as they were until that is mended")
            return
        self._briefs = done.briefs
        count = {0: "", 1: ", 1 warning"}.get(done.warnings, f", {done.warnings} warnings")
        tell(f"built in {took}{count}")

    async def watch(self) -> None:
        """Build, and again at every change; tell the pages that are open."""
        first = asyncio.create_task(self._build_and_tell())  # what changes meanwhile is seen
        changes = watchfiles.awatch(*self.paths, watch_filter=lambda _, path: not self.ignore(path))
        try:
            async for _changed in changes:
                await self._build_and_tell()
        except OSError as error:
            tell(f"changes are not seen any more: {error.strerror or error}; start again")
        await first

    async def _build_and_tell(self) -> None:
        await self.build()
        self._count += 1
        self.flag.set()
        self.flag.clear()  # those who wait have heard it; those who come later hear the next one

    @property
    def number(self) -> str:
        """The number of the last build, of all servers that there have been."""
        return f"{self._begun}-{self._count}"

    async def watch_reloads(self, ws: WebSocket) -> None:
        """Tell a page of each build that is later than its own."""
        shown = ws.query_params.get("build", self.number)
        while True:
            if shown != self.number:
                shown = self.number
                await ws.send_text("refresh")
            await self.flag.wait()

    async def file(self, request: Request) -> Response:
        """Make a file of the brief that is looked at."""
        docname, suffix = (request.query_params.get(name, "") for name in ("page", "format"))
        made = BESIDE.get(suffix)
        if made is None or docname not in self._briefs:
            return self._sentence(f"There is no brief on the page {docname!r}.", 404)
        if made.missing:
            wanted = f'pip install "sphinx-briefing[{suffix}]"'
            return self._sentence(f"{made.label} needs {made.missing}: {wanted}", 501)
        async with self._at_work:
            outcome = await self.builds.file(made.builder, suffix, docname)
        path = self.site.files(suffix) / f"{docname}.{suffix}"
        if outcome.problem or not path.is_file():
            problem = outcome.problem or "it could not be made; the terminal says why"
            tell(f"{docname}.{suffix}: {problem}")
            return self._sentence(f"There is no {made.label} of {docname}: {problem}.", 500)
        shown = "inline" if suffix == "pdf" else "attachment"
        return FileResponse(path, headers=_HTML, filename=path.name, content_disposition_type=shown)

    @property
    def problem(self) -> str:
        """A sentence on the last build, if it failed."""
        return self.last.problem if self.last else ""

    def formats(self, docname: str) -> list[tuple[str, str]]:
        """The files that a page may be had as: suffix and label."""
        if docname not in self._briefs:
            return []
        return [(one.suffix, one.label) for one in BESIDE.values() if not one.missing]

    def shown(self, path: Path, content: str) -> str:
        """A page as it is handed out."""
        name = PurePosixPath(path.relative_to(self.site.pages.resolve()).as_posix())
        docname = str(name.with_suffix(""))
        added = furniture(docname, self.formats(docname), self.problem, self.number)
        return with_furniture(content, added)

    def _sentence(self, sentence: str, status: int) -> Response:
        return HTMLResponse(sentence_page(sentence), status, headers=_HTML)

    async def missing(self, request: Request, _error: Exception) -> Response:
        """Answer for a page that is not there: it may come with the next build."""
        if self.last is None:
            sentence = "The pages are being built, and will be shown here."
        else:
            sentence = self.problem or f"There is no page {request.url.path} yet."
        page = with_furniture(sentence_page(sentence), furniture("", (), "", self.number))
        return HTMLResponse(page, 404, headers=_HTML)

    def app(self, host: str) -> Starlette:
        """The application, which answers those alone who call it by its own name."""
        # Versions of Starlette differ in what they take for the name in "[::1]:8000".
        names = [host, "localhost", "127.0.0.1", "::1", "[::1]", "["]
        return Starlette(
            routes=[
                WebSocketRoute(RELOAD, self, name="reload"),
                Route(FILE, self.file),
                Mount("/", app=_Pages(self)),
            ],
            middleware=[
                Middleware(
                    TrustedHostMiddleware,
                    allowed_hosts=["*"] if host in ("0.0.0.0", "::") else names,
                    www_redirect=False,
                )
            ],
            exception_handlers={404: self.missing},
            lifespan=self.lifespan,
        )


class _Pages(StaticFiles):
    """The files of the last build; pages are handed out with what is added to them."""

    def __init__(self, live: Live) -> None:
        live.site.pages.mkdir(parents=True, exist_ok=True)
        super().__init__(directory=live.site.pages, html=True)
        self._live = live

    def file_response(self, full_path: Any, *arguments: Any, **options: Any) -> Response:
        path = Path(full_path)
        if path.suffix != ".html":
            return super().file_response(full_path, *arguments, **options)
        status = options.get("status_code", arguments[2] if len(arguments) > 2 else 200)
        content = path.read_text(encoding="utf-8", errors="replace")
        return HTMLResponse(self._live.shown(path.resolve(), content), status, headers=_HTML)


def _ignored(site: Site) -> Iterator[Path]:
    for top in (site.sources, site.conf):
        yield from (top / name for name in IGNORED)
    yield site.top


def listening(host: str, port: int) -> socket.socket:
    """A socket at an address of this machine.

    :raises ValueError: if something else has it, or it is none of this machine.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        found = socket.create_server((host, port), family=family)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        raise ValueError(
            f"nothing can be served at {host}:{port}: {reason}; name another "
            "one, or --port 0 for any that is free"
        ) from None
    found.setblocking(False)
    return found


async def serve(live: Live, at: socket.socket, host: str) -> None:
    """Serve until the process is interrupted."""
    port = at.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    tell(f"the pages are at http://{shown}:{port}/ and are built again when you save; Ctrl+C ends")
    settings = uvicorn.Config(live.app(host), log_level="warning", timeout_graceful_shutdown=1)
    await uvicorn.Server(settings).serve(sockets=[at])
