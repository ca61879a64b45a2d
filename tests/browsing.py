"""A browser for tests, and a server as strict as a careful house's."""

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bench.browsing import Ranged

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Error, Page

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
POLICY = "default-src 'self'"


@contextmanager
def browser() -> Iterator["Browser"]:
    """Chromium, which must be on the machine."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert program, f"this test needs Chromium: none of {', '.join(CHROMIUM)} is installed"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield chromium
        chromium.close()


class _Strict(http.server.SimpleHTTPRequestHandler):
    """Serves files with a policy that allows nothing inline and no other host."""

    def do_GET(self) -> None:
        """Answer a request; browsers ask for an icon of the house that nobody links to."""
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


class _StrictWithPieces(_Strict, Ranged):
    """The same, and gives pieces of files, as servers of websites do."""


@contextmanager
def served(folder: Path, *, pieces: bool = False) -> Iterator[str]:
    """The address of a folder, served under :data:`POLICY`.

    :param pieces: whether the server gives the bytes of a file that are asked for alone.
    """
    strict = _StrictWithPieces if pieces else _Strict
    handler = functools.partial(strict, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def watch(page: "Page", problems: list[str]) -> None:
    """Note what goes wrong on a page: errors, refused and missing files, other hosts."""

    def is_here(address: str) -> bool:
        return address.startswith(("file:", "data:", "http://127.0.0.1:"))

    def note(said: "ConsoleMessage") -> None:
        # For languages other than plain English, Sphinx's own script compiles a rule of plurals,
        # which the policy refuses; the page does without.
        # The icon of the site, to which no page links, may be asked for when the server has gone.
        where = said.location["url"]
        if said.type == "error" and not re.search(r"/favicon\.ico|doctools\.js", where):
            problems.append(f"{page.url}: {said.text}")

    def fail(error: "Error") -> None:
        if "doctools.js" not in (error.stack or ""):
            problems.append(f"{page.url}: {error}")

    page.on("pageerror", fail)
    page.on("console", note)
    # A reader who goes on before all has come stops the rest; that is no fault of the page.
    page.on(
        "requestfailed",
        lambda request: (
            None
            if request.failure == "net::ERR_ABORTED" or request.url.endswith("/favicon.ico")
            else problems.append(f"no file {request.url}")
        ),
    )
    page.on(
        "request",
        lambda request: (
            None if is_here(request.url) else problems.append(f"asks for {request.url}")
        ),
    )
