"""Pages served while they are written: a real server, asked as a browser asks."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from pypdf import PdfReader
from websockets.sync.client import connect

from sphinx_briefing.__main__ import main
from sphinx_briefing.commands.serving.site import site_of

CONF = """
extensions = ["myst_parser", "sphinx_briefing"]
html_theme = "alabaster"
briefing_files = ["pdf", "docx"]
"""
INDEX = """
# Start

```{toctree}
quay
ferry
other
```
"""
BRIEF = "---\nbrief: flash\ndate: 2026-03-01\n---\n\n# {}\n\nThe quay is open.\n"
FILES = {
    "conf.py": CONF,
    "index.md": INDEX,
    "quay.md": BRIEF.format("Quay"),
    "ferry.md": BRIEF.format("Ferry"),
    "other.md": "# Other\n\nNo brief.\n",
}


@dataclass
class Server:
    process: subprocess.Popen[str]
    folder: Path
    log: Path
    address: str

    def get(self, path: str, **headers: str) -> tuple[int, str, bytes]:
        request = Request(self.address + path, headers=headers)
        try:
            with urlopen(request, timeout=60) as answer:
                return answer.status, answer.headers["Content-Type"], answer.read()
        except HTTPError as error:
            return error.code, error.headers["Content-Type"], error.read()

    def page(self, path: str) -> str:
        return self.get(path)[2].decode()

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def until_said(self, words: str, times: int = 1) -> None:
        until(lambda: self.said().count(words) >= times, self.said)


def until(condition, said=str) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, said()
        time.sleep(0.05)


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def write(folder: Path) -> None:
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    folder, log = tmp_path / "project", tmp_path / "log"
    folder.mkdir()
    write(folder)
    script = "import sys; from sphinx_briefing.__main__ import main; sys.exit(main())"
    with log.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(
            [sys.executable, "-c", script, "live", "--port", "0"],
            cwd=folder,
            stdout=stream,
            stderr=stream,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            start_new_session=True,
        )
    try:
        until(lambda: "http://" in log.read_text() or process.poll() is not None, log.read_text)
        found = re.search(r"http://\S+(?=/ )", log.read_text())
        assert found, log.read_text()
        yield Server(process, folder, log, found[0])
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(20)


def test_pages_are_served_with_their_files_on_request(server: Server) -> None:
    folder = server.folder / "build" / "live"
    server.until_said("built in")
    shown = server.page("/quay.html")
    address = "/_briefing/file?page=quay&amp;format=pdf"
    assert f'<a href="{address}"' in shown
    assert "PDF of this page" in shown
    assert "Word file of this page" in shown
    assert "format=" not in server.page("/other.html")
    assert "<h1>Start" in server.page("/")
    # Nothing of it is in what is built, nor are there files that nobody has asked for.
    for path in folder.rglob("*.html"):
        assert "_briefing/" not in path.read_text(encoding="utf-8")
        assert "briefing-live" not in path.read_text(encoding="utf-8")
    assert [path for path in folder.rglob("*") if path.suffix in (".pdf", ".docx")] == []

    status, kind, content = server.get(address.replace("&amp;", "&"))
    assert (status, kind) == (200, "application/pdf")
    assert content.startswith(b"%PDF-")
    assert [path.name for path in folder.rglob("*.pdf")] == ["quay.pdf"]
    status, kind, content = server.get("/_briefing/file?page=ferry&format=docx")
    assert status == 200
    assert content.startswith(b"PK")
    for wrong in ("page=other&format=pdf", "page=quay&format=exe", "page=../conf&format=pdf", ""):
        status, _kind, content = server.get(f"/_briefing/file?{wrong}")
        assert status == 404
        assert b"There is no brief" in content
    # Pages of others, which may call this machine by a name of theirs, read no drafts.
    assert server.get("/quay.html", Host="elsewhere.example")[0] == 400
    os.killpg(server.process.pid, signal.SIGINT)
    assert server.process.wait(20) == 0
    assert "Traceback" not in server.said()


def test_pages_follow_what_is_written(server: Server) -> None:
    server.until_said("built in")
    socket_of = server.address.replace("http", "ws") + "/_briefing/reload"
    page, conf = server.folder / "quay.md", server.folder / "conf.py"
    of_quay, of_ferry = (f"/_briefing/file?page={name}&format=pdf" for name in ("quay", "ferry"))
    assert "closed" not in text_of(server.get(of_quay)[2])
    with connect(socket_of) as told:
        page.write_text(BRIEF.format("Quay") + "\nIt is closed.\n", encoding="utf-8")
        told.recv(timeout=60)
        assert "It is closed." in server.page("/quay.html")
        # The file that is asked for says what the page says, whatever was asked for in between.
        assert "closed" not in text_of(server.get(of_ferry)[2])
        assert "It is closed." in text_of(server.get(of_quay)[2])
        conf.write_text(CONF + "\n1 / 0\n", encoding="utf-8")
        told.recv(timeout=60)
        problem = re.search('<p role="status">(.*?)</p>', server.page("/quay.html"))
        assert problem
        assert f"conf.py:{CONF.count(chr(10)) + 2} cannot be run: ZeroDivisionError" in problem[1]
        assert server.get(of_quay)[0] == 500
        conf.write_text(CONF, encoding="utf-8")
        told.recv(timeout=60)
        assert 'role="status"' not in server.page("/quay.html")
        # What is written is no change: nothing was built that nobody has caused.
        time.sleep(0.5)
        assert server.said().count("built in") == 3
    assert "Traceback" not in server.said()
    assert "There is no page /none.html yet." in server.page("/none.html")


def test_a_port_that_is_taken_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["live", "--port", str(port)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"nothing can be served at 127.0.0.1:{port}" in said
    assert "--port 0" in said
    assert main(["live", "--port", "99999999"]) == 2
    capsys.readouterr()
    assert main(["live", "--out", "."]) == 1
    assert "where their sources are" in capsys.readouterr().err
    assert main(["live", "--out", "conf.py"]) == 1
    assert "has other things" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILES)


def test_pages_are_not_put_between_other_files(tmp_path: Path) -> None:
    sources, notes = tmp_path, tmp_path / "notes"
    notes.mkdir()
    assert site_of(sources, sources, notes).top == notes
    (notes / "ferry.md").write_text("# Ferry\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"notes has other things; .* --out FOLDER"):
        site_of(sources, sources, notes)
    (notes / "doctrees").mkdir()  # as live makes them
    assert site_of(sources, sources, notes).top == notes
