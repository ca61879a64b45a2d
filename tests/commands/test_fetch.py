"""``sphinx-briefing fetch``: from a real server into a pinned copy, whole or not at all."""

import gzip
import json
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from sphinx_briefing.__main__ import main
from sphinx_briefing.capture.data_files import fetch_data
from sphinx_briefing.capture.model import CaptureError
from tests.corpus import brief, record
from tests.houses import bytes_of, data_of
from tests.support import BASE_CONF, Built, _assignments, _run, write


class Handler(BaseHTTPRequestHandler):
    """Answers with the ledger that is set, or in bad ways by the path that is asked for."""

    protocol_version = "HTTP/1.1"
    timeout = 5
    content = b""
    etag = '"1"'
    asked: tuple[str, ...] = ()

    def do_GET(self) -> None:
        kind = type(self)
        kind.asked = (*kind.asked, self.path)
        if self.path == "/ledger.json":
            if self.headers.get("If-None-Match") == self.etag:
                self.send(304, b"")
            else:
                self.send(200, self.content, ETag=self.etag, Last_Modified="a day")
        elif self.path == "/hop":
            self.send(302, b"", Location="/ledger.json")
        elif self.path == "/loop":
            self.send(302, b"", Location="/loop")
        elif self.path == "/file":
            self.send(302, b"", Location="file:///etc/hostname")
        elif self.path == "/packed":
            self.send(200, gzip.compress(self.content), Content_Encoding="gzip")
        elif self.path == "/cut":
            self.send(200, self.content[:100], length=len(self.content))
            self.close_connection = True
        elif self.path == "/half":
            self.send(200, self.content[:-50])
        elif self.path == "/slow":
            time.sleep(1)
            self.send(200, self.content)
        elif self.path == "/page":
            self.send(200, b"<html>Sign in</html>")
        elif self.path.startswith("/schema"):
            self.send(200, json.dumps({"schema": int(self.path[-1])}).encode())
        else:
            self.send(404, b"gone")

    def send(self, status: int, body: bytes, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Handler.content, Handler.etag, Handler.asked = bytes_of(), '"1"', ()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


class Desk:
    """A project with a house on the web."""

    def __init__(self, root: Path, address: str) -> None:
        self.built = Built(root, "html")
        self.src.mkdir(parents=True)
        conf = {**BASE_CONF, "briefing_houses": {"un": address}}
        (self.src / "conf.py").write_text("\n".join(_assignments(conf)))
        write(self.src / "index.md", "# Start\n\n```{toctree}\nb\n```\n")
        text = "Said {claim}`un:c1` and {claim}`un:c2`.\n\n"
        basis = "un:c2"
        judged = record("judgement", "It flows", likelihood="likely", basis=basis)
        write(self.src / "b.md", brief(text + judged))

    @property
    def src(self) -> Path:
        return self.built.src

    def fetch(self, *names: str) -> int:
        return main(["fetch", *names, "--source", str(self.src)])

    def build(self) -> list[str]:
        _run(self.built)
        return self.built.warnings

    @property
    def pin(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.src / "houses.json").read_text())["un"]
        return found

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.src).as_posix(): path.read_bytes()
            for path in sorted(self.src.rglob("*"))
            if path.is_file() and "__pycache__" not in path.parts
        }


@pytest.fixture
def desk(tmp_path: Path, site: str) -> Desk:
    return Desk(tmp_path, f"{site}/ledger.json")


def test_a_build_asks_nobody_and_says_what_to_do(desk: Desk) -> None:
    (said,) = desk.build()
    assert said == (
        f"WARNING: briefing_houses: 'un': {desk_address(desk)} has not been fetched: "
        "houses.json says nothing of it; run: sphinx-briefing fetch un [briefing.field]"
    )
    assert Handler.asked == ()


def desk_address(desk: Desk) -> str:
    values: dict[str, Any] = {}
    exec((desk.src / "conf.py").read_text(), values)
    return str(values["briefing_houses"]["un"])


def test_what_was_fetched_is_pinned_and_read(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.fetch() == 0
    assert capsys.readouterr().out == "un: 6 records, in houses/un.json\n"
    assert (desk.src / "houses" / "un.json").read_bytes() == Handler.content
    assert desk.pin["schema"] == 2
    assert desk.pin["date"] == "a day"
    assert desk.pin["etag"] == '"1"'
    asked = Handler.asked
    assert desk.build() == []
    assert "Wire on grain" in desk.built.text("b.html")
    assert Handler.asked == asked


def test_what_is_not_modified_is_left_alone(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.fetch()
    before = desk.files()
    capsys.readouterr()
    assert desk.fetch("un") == 0
    assert capsys.readouterr().out == "un: not modified\n"
    assert desk.files() == before


def test_what_a_house_has_withdrawn_is_said_where_ours_names_it(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.fetch()
    assert desk.build() == []
    Handler.content, Handler.etag = bytes_of(extra=False, statement="Grain stops"), '"2"'
    capsys.readouterr()
    assert desk.fetch() == 0
    assert capsys.readouterr().out == (
        "un: 0 records new, 1 changed, 1 withdrawn (claim 'c2'), in houses/un.json\n"
    )
    assert desk.pin["withdrawn"] == {"claim": ["c2"]}
    gone = (
        "claim 'un:c2' was withdrawn by the house 'un': an earlier ledger of theirs has it, and "
        "the one read now does not; name another, or leave it out [briefing.unknown]"
    )
    warnings = desk.build()
    assert sorted(said.partition("WARNING: ")[2] for said in warnings) == [
        gone, f"judgement 'basis': {gone}"
    ]  # fmt: skip
    Handler.content, Handler.etag = bytes_of(), '"3"'  # it is there again
    assert desk.fetch() == 0
    assert "withdrawn" not in desk.pin
    assert desk.build() == []


def test_a_withdrawal_is_remembered_over_many_ledgers(desk: Desk) -> None:
    desk.fetch()
    for number, name in enumerate(("António Example", "A. N. Other")):
        Handler.content, Handler.etag = bytes_of(extra=False, name=name), f'"{number + 5}"'
        assert desk.fetch() == 0
    assert desk.pin["withdrawn"] == {"claim": ["c2"]}


def test_a_copy_that_is_another_is_not_read(desk: Desk) -> None:
    desk.fetch()
    copy = desk.src / "houses" / "un.json"
    copy.write_bytes(bytes_of(statement="Forged"))
    (said,) = desk.build()
    assert "houses/un.json is not the file that was fetched" in said
    assert said.endswith("run: sphinx-briefing fetch un [briefing.field]")
    assert "Forged" not in desk.built.text("b.html")
    assert desk.fetch() == 0
    assert desk.build() == []
    copy.unlink()
    (said,) = desk.build()
    assert "there is no houses/un.json; run: sphinx-briefing fetch un" in said
    (desk.src / "houses.json").write_text("{")
    (said,) = desk.build()
    assert "houses.json, which pins what was fetched, cannot be read" in said


BAD = {
    "/none": "answers 404 Not Found; ask the house for the address",
    "/loop": "sends on more than 10 times; ask for the address",
    "/file": "sends on to what is no address on the web",
    "/cut": "broke off in the middle",
    "/half": "is cut off in the middle (Input data was truncated); ask the house for a whole",
    "/page": "is no JSON",
    "/schema1": "is of schema 1, and not 2: older than what is read here",
    "/schema9": "is of schema 9, and not 2: newer than what is read here; upgrade",
}


@pytest.mark.parametrize("path", BAD)
def test_what_cannot_be_fetched_is_one_sentence_and_no_file(
    tmp_path: Path, site: str, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(tmp_path, site + path)
    before = desk.files()
    assert desk.fetch() == 1
    _out, err = capsys.readouterr()
    assert err.startswith(f"sphinx-briefing: un: {site}{path} {BAD[path]}")
    assert err.count("\n") == 1
    assert desk.files() == before


def test_nobody_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(tmp_path, "http://127.0.0.1:9/ledger.json")
    assert desk.fetch() == 1
    assert "cannot be reached; check the address and the network" in capsys.readouterr().err


def test_a_bad_ledger_takes_no_good_one_away(desk: Desk) -> None:
    desk.fetch()
    before = desk.files()
    Handler.content, Handler.etag = b"{", '"2"'
    assert desk.fetch() == 1
    assert desk.files() == before


@pytest.mark.parametrize("path", ["/hop", "/packed"])
def test_ways_of_sending(site: str, path: str) -> None:
    sent = fetch_data(site + path)
    assert sent is not None
    assert sent.data == Handler.content


def test_bounds(site: str) -> None:
    with pytest.raises(CaptureError, match="is larger than 0 MB"):
        fetch_data(f"{site}/ledger.json", limit=100)
    with pytest.raises(CaptureError, match=r"did not answer in 0\.2 s|did not go on"):
        fetch_data(f"{site}/slow", silence=0.2)


def test_names_of_houses(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.fetch("xn") == 1
    assert capsys.readouterr().err == (
        "sphinx-briefing: house 'xn' is not in briefing_houses; there are: un\n"
    )
    conf = desk.src / "conf.py"
    conf.write_text(conf.read_text().replace(desk_address(desk), "here.json"))
    assert desk.fetch() == 0
    assert "there is nothing to fetch" in capsys.readouterr().err
    assert desk.fetch("un") == 0
    assert capsys.readouterr().out == "un: is read where it lies: here.json\n"


def test_records_that_nobody_could_write_are_counted(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    data = data_of()
    data["claims"]["c1"]["date"] = "2026-13-45"
    Handler.content = json.dumps(data).encode()
    assert desk.fetch() == 0
    assert "1 left out, the first: claim 'c1': 'date': " in capsys.readouterr().out
