"""Pages fetched from a server on this machine: what it sends, and what it does not."""

import gzip
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from sphinx_briefing.capture.fetching import fetch, is_url
from sphinx_briefing.capture.model import CaptureError
from sphinx_briefing.capture.reading import SourceReader
from tests.snapshot_files import pdf

PAGE = "<html><title>Пором до Ловіни</title><body><h1>Пором до Ловіни</h1><p>Він іде.</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    """Answers by the path that is asked for."""

    protocol_version = "HTTP/1.1"
    timeout = 5

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/hop":
            self._send(302, "text/html", b"", Location="/page")
        elif path == "/loop":
            self._send(302, "text/html", b"", Location="/loop")
        elif path == "/page":
            self._send(200, "text/html; charset=windows-1251", PAGE.encode("cp1251"))
        elif path == "/pdf":
            self._send(200, "application/octet-stream", pdf("The ferry lost money."))
        elif path == "/packed":
            body = gzip.compress(PAGE.encode())
            self.send_response(200)
            for name, value in (("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")):
                self.send_header(name, value)
            self.end_headers()
            for part in (body[:20], body[20:], b""):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        elif path == "/text":
            self._send(200, "text/plain; charset=utf-8", "Die Fähre fährt.".encode())
        elif path == "/picture":
            self._send(200, "image/png", b"\x89PNG\r\n\x1a\n0000")
        elif path == "/sheet":
            self._send(200, "application/vnd.ms-excel", b"a,b")
        elif path == "/large":
            self._send(200, "text/html", b"<html>" + b"x" * 5000)
        elif path == "/empty":
            self._send(200, "text/html", b"")
        elif path == "/slow":
            time.sleep(1.5)
            self._send(200, "text/html", b"<html>")
        elif path == "/trickle":
            self.send_response(200)
            self.send_header("Connection", "close")
            self.end_headers()
            for _ in range(30):
                try:
                    self.wfile.write(b"<p>")
                    self.wfile.flush()
                except OSError:
                    return
                time.sleep(0.1)
        else:
            self._send(404, "text/html", b"gone")

    def _send(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_redirects_are_followed_and_the_server_s_encoding_counts(site: str) -> None:
    found = fetch(f"{site}/hop")
    assert (found.url, found.suffix, found.charset) == (f"{site}/page", ".html", "windows-1251")
    with SourceReader("2026-11-30") as reader:
        [captured] = reader.read(f"{site}/hop")
    assert captured.facts.title == "Пором до Ловіни"
    assert "Пором" in captured.content.decode("utf-8")  # as a build will read it, without a server


def test_kinds_are_told_by_what_is_sent(site: str) -> None:
    assert fetch(f"{site}/pdf").suffix == ".pdf"
    assert fetch(f"{site}/text").suffix == ".txt"
    packed = fetch(f"{site}/packed")
    assert (packed.suffix, packed.data.decode()) == (".html", PAGE)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/none", "answers 404 Not Found; open it in a browser"),
        ("/loop", "sends on more than 10 times"),
        ("/picture", "is a PNG picture, and no page, PDF or text"),
        ("/sheet", "is application/vnd.ms-excel, and no page, PDF or text"),
        ("/empty", "is empty"),
        ("/large", "is larger than"),
        ("/slow", "did not answer in 1 s"),
        ("/trickle", "is not there after 1 s"),
    ],
)
def test_what_cannot_be_fetched_is_said(site: str, path: str, said: str) -> None:
    with pytest.raises(CaptureError) as error:
        fetch(f"{site}{path}", seconds=1, limit=2000)
    assert said in str(error.value)


def test_nobody_there() -> None:
    with pytest.raises(CaptureError, match="cannot be reached"):
        fetch("http://127.0.0.1:9/", seconds=2)
    with pytest.raises(CaptureError, match="check the address"):
        fetch("http://", seconds=2)


def test_only_the_web_is_fetched() -> None:
    assert is_url("HTTPS://example.org")
    assert not is_url("file:///etc/passwd")
    with (
        SourceReader("2026-11-30") as reader,
        pytest.raises(CaptureError, match="begin it with https://"),
    ):
        reader.read("ftp://example.org/a")
