"""Snapshots that are broken, locked, too large or meant to do harm: one sentence each."""

import gzip
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_briefing.snapshots import (
    LIMIT,
    SUFFIXES,
    Snapshot,
    SnapshotReader,
    UnreadableSnapshot,
    read_snapshot,
)
from tests.snapshot_files import NEWS, Answer, page, pdf, raw_pdf, wacz, warc, zipped

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0"
URL = "https://example.org/a"
PAGE = Answer(URL, NEWS.encode())


@pytest.fixture(scope="module")
def reader() -> Iterator[SnapshotReader]:
    with SnapshotReader(seconds=10) as reader:
        yield reader


def said_of(reader: SnapshotReader, path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(UnreadableSnapshot) as error:
        reader.read(path)
    return str(error.value)


# -- what is not what its name says ---------------------------------------------------------------


MISNAMED = [
    ("a.html", PNG, "a PNG picture", "save the page again"),
    ("a.txt", PNG, "a PNG picture", "save the page again"),
    ("a.htm", b"\x7fELF\2\1\1\0", "a program", "save the page again"),
    ("a.html", b"a\0b", "no text", "save the page again"),
    ("a.html", gzip.compress(b"x", mtime=0), "packed with gzip", "save the page again"),
    ("a.pdf", wacz([PAGE]), "a zip file", "save the page again"),
    ("a.wacz", warc([PAGE], packed=False), "a WARC file", "save the page again"),
    ("a.html", pdf("One"), "a PDF", "name it .pdf"),
    ("a.wacz", pdf("One"), "a PDF", "name it .pdf"),
    ("a.pdf", NEWS.encode(), "HTML", "name it .html"),
    ("a.txt", NEWS.encode(), "HTML", "name it .html"),
]
KIEV = "Kiev: \u041a\u0438\u0457\u0432".encode("cp1251")


@pytest.mark.parametrize(
    ("name", "content", "what", "do"), MISNAMED, ids=[f"{row[0]} is {row[2]}" for row in MISNAMED]
)
def test_what_is_not_what_its_name_says(
    reader: SnapshotReader, tmp_path: Path, name: str, content: bytes, what: str, do: str
) -> None:
    suffix = name.removeprefix("a")
    said = f"is {what}, though its name ends with {suffix}; {do}"
    assert said_of(reader, tmp_path / name, content) == said


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.html", b"", "is empty; save the page again"),
        ("a.txt", b" \n", "is empty; save the page again"),
        ("a.pdf", bytes(2000), "is empty; save the page again"),
        ("a.pdf", b"Some text", "is not a PDF; save it again, or name it after what it is"),
        ("a.wacz", b"Some text", "is not a WACZ; save it again, or name it after what it is"),
        ("a.txt", KIEV, "is not in UTF-8 (line 1); save it as UTF-8"),
        ("a.txt", b"one\ntwo \xff", "is not in UTF-8 (line 2); save it as UTF-8"),
        (
            "a.html",
            b"<div id=root></div><script>go()</script>",
            "shows no text before its scripts run; save the page as PDF",
        ),
        ("a.xyz", b"x", f"is not one of: {', '.join(SUFFIXES)}"),
    ],
)
def test_what_says_nothing(
    reader: SnapshotReader, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    assert said_of(reader, tmp_path / name, content) == said


def test_what_is_no_file(reader: SnapshotReader, tmp_path: Path) -> None:
    (tmp_path / "folder.html").mkdir()
    os.mkfifo(tmp_path / "pipe.html")
    for name, said in (
        ("gone.html", "is not there; save what was read under that name"),
        ("pipe.html", "is not there; save what was read under that name"),
        ("folder.html", "is a folder; write the path of a file"),
    ):
        with pytest.raises(UnreadableSnapshot) as error:
            reader.read(tmp_path / name)
        assert str(error.value) == said


@pytest.mark.parametrize("suffix", [".html", ".txt", ".pdf", ".wacz"])
def test_a_large_file_is_not_opened(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    with path.open("wb") as stream:
        stream.truncate(2 * LIMIT)
    path.chmod(0)  # who opens it fails
    with pytest.raises(UnreadableSnapshot) as error:
        read_snapshot(path)
    assert str(error.value) == "is larger than 50 MB; keep the part that is cited"


def test_the_limit_is_the_callers(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x" * 1001)
    with pytest.raises(UnreadableSnapshot):
        read_snapshot(path, limit=1000)
    assert read_snapshot(path, limit=1001).pages == ("x" * 1001,)


# -- pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"<div>" * 100_000 + b"x",
            "has more than 10000 <div> inside of each other; save the page again, or",
        ),
        (b"<p>x" * 2_000_001, "has more than 2000000 tags; keep the part that is cited"),
        (b"<p>x" * 10 + b"a" * 30_000_000, "has more than 30000000 characters; keep the part"),
    ],
)
def test_pages_beyond_measure(
    reader: SnapshotReader, tmp_path: Path, content: bytes, said: str
) -> None:
    assert said_of(reader, tmp_path / "a.html", content).startswith(said)


def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    attributes = " ".join(f"a{number}=1" for number in range(300_000))
    path = tmp_path / "a.html"
    with SnapshotReader(seconds=1) as reader:
        said = said_of(reader, path, f"<p {attributes}>x".encode())
        assert said == "takes more than 1 s to be read; save it again, or as plain text"
        path.write_text(page("The next one is read"))
        assert reader.read(path).pages == ("The next one is read",)


def test_a_large_page_is_read(reader: SnapshotReader, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    picture = "<img src='data:image/png;base64," + "A" * 40_000_000 + "'>"
    path.write_text(page("Before", picture, "After"))
    assert reader.read(path).pages == ("Before\n\nAfter",)


# -- PDFs -----------------------------------------------------------------------------------------


def spaces(megabytes: int) -> bytes:
    """So many spaces, packed once."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes)) + packer.flush()


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
A_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources <<>> >>"
A_FONT = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
WITH_FONT = A_PAGE.replace(b"<<>>", b"<< %s >>" % A_FONT)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


def page_tree(levels: int, width: int) -> bytes:
    """A tree of pages in which each level names the next so many times."""
    nodes = [
        b"<< /Type /Pages /Kids [" + b"%d 0 R " % (level + 3) * width + b"] /Count 1 >>"
        for level in range(levels)
    ]
    return raw_pdf(CATALOG, *nodes, b"<< /Type /Page /MediaBox [0 0 612 792] >>")


def forms(levels: int) -> bytes:
    """Drawings in drawings, each of which holds the next ten times."""
    resources = b"/Resources << /XObject << /X %d 0 R >> " + A_FONT + b" >>"
    drawn = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
    page = A_PAGE.replace(b"/Resources <<>>", resources % 5)
    inner = [stream(b"/X Do " * 10, drawn + resources % (6 + level)) for level in range(levels)]
    return raw_pdf(CATALOG, ONE_PAGE, page, stream(b"/X Do "), *inner, stream(b"", drawn))


LOCKED = "is locked with a password; save a copy that has none"
TOO_MUCH = "unpacks to more than is read (page 1); keep the pages that are cited"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (pdf(""), "is a PDF without text (a scan?); have its text recognised (OCR)"),
        (pdf("x", user="secret"), LOCKED),
        (pdf("x", user="secret", aes=False), LOCKED),
        (pdf("x" * 2000)[:600], "is a broken PDF; save it again"),
        (b"%PDF-1.7\n", "is a broken PDF; save it again"),
        (
            raw_pdf(CATALOG, ONE_PAGE, WITH_FONT, stream(spaces(300), b"/Filter /FlateDecode")),
            TOO_MUCH,
        ),
        (
            raw_pdf(
                CATALOG, ONE_PAGE, WITH_FONT,
                stream(zlib.compress(spaces(2000)), b"/Filter [/FlateDecode /FlateDecode]"),
            ),
            TOO_MUCH,
        ),
        (raw_pdf(CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"), ""),
        (raw_pdf(CATALOG, b"<< /Type /Pages /Kids [] /Count 999999999 >>"), ""),
        (raw_pdf(CATALOG, b"<< /Type /Pages /Kids [" + b"3 0 R " * 300_000 + b"] >>", A_PAGE), ""),
        (page_tree(12, 10), ""),
        (page_tree(10_000, 1), ""),
        (forms(12), ""),
        (raw_pdf(CATALOG, ONE_PAGE, WITH_FONT, stream(b"BT " + b"[" * 100_000)), ""),
        (raw_pdf(CATALOG, ONE_PAGE, WITH_FONT, stream(b"BI /W 1 /H 1 ID " + b"x" * 1000)), ""),
        (b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n<<>>\nendobj\n" % n for n in range(30_000)), ""),
    ],
)  # fmt: skip
def test_bad_pdfs(reader: SnapshotReader, tmp_path: Path, content: bytes, said: str) -> None:
    found = said_of(reader, tmp_path / "a.pdf", content)
    assert found == said if said else found


# -- web archives ---------------------------------------------------------------------------------

RECORD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\n"
    b"Content-Type: application/http\r\nContent-Length: 3000000000\r\n\r\n"
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
)
MANY = b" " * 200_000_000
TOO_LARGE = "unpacks to more than 50 MB; archive the page again"
BROKEN = "holds a broken page; archive the page again"
NO_PAGE = "holds no page with text; archive the page again"


def answer(body: bytes, packing: str) -> bytes:
    return wacz([Answer(URL, body, headers={"Content-Encoding": packing})])


def deflated(name: str, content: bytes) -> bytes:
    return zipped({"archive/a.warc": b"", name: content}, zipfile.ZIP_DEFLATED)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: zipped({"a.txt": b"x"}), "is a zip file without records in archive/"),
        (lambda: wacz([PAGE])[:-300], "is a broken WACZ; archive the page again"),
        (lambda: wacz([]), NO_PAGE),
        (lambda: wacz([Answer(URL, PNG, "image/png")]), NO_PAGE),
        (lambda: wacz([Answer(URL, b"", status="404 Not Found")]), NO_PAGE),
        (lambda: wacz([Answer(URL, pdf("x", user="y"), "application/pdf")]), LOCKED),
        (lambda: answer(b"zz", "zstd"), "holds a page that is packed with 'zstd'; save it as HTML"),
        (lambda: answer(gzip.compress(NEWS.encode())[:-20], "gzip"), BROKEN),
        (lambda: answer(brotli.compress(NEWS.encode())[:-20], "br"), BROKEN),
        (lambda: answer(gzip.compress(MANY, 1), "gzip"), TOO_LARGE),
        (lambda: answer(zlib.compress(MANY, 1), "deflate"), TOO_LARGE),
        (lambda: answer(brotli.compress(MANY, quality=3), "br"), TOO_LARGE),
        (
            lambda: zipped({"archive/a.warc.gz": gzip.compress(RECORD + MANY * 3, 1)}),
            "unpacks to more than 500 MB; archive the page again",
        ),
        (lambda: deflated("archive/b.warc", RECORD + MANY), TOO_LARGE),
        (lambda: deflated("pages/pages.jsonl", MANY), "lists too many pages"),
        (
            lambda: zipped({f"archive/{number}.warc": b"" for number in range(10_001)}),
            "holds more than 10000 files; archive the page again",
        ),
        (lambda: zipped({"archive/a.warc": b"nothing like it\r\n\r\n"}), "holds broken records"),
    ],
)
def test_bad_web_archives(
    reader: SnapshotReader, tmp_path: Path, make: Callable[[], bytes], said: str
) -> None:
    assert said_of(reader, tmp_path / "a.wacz", make()).startswith(said)


# -- anything at all ------------------------------------------------------------------------------

GOOD = {
    ".html": [NEWS.encode(), page("x").encode("utf-16")],
    ".txt": ["Krak\u00f3w\n\nagrees".encode()],
    ".pdf": [pdf("One", "Two"), pdf("One", user="")],
    ".wacz": [
        wacz([PAGE], [{"url": URL, "text": "x"}]),
        wacz([PAGE, Answer(URL, pdf("One"), "application/pdf")], packed=False),
        wacz([Answer(URL, brotli.compress(NEWS.encode()), headers={"Content-Encoding": "br"})]),
    ],
}
SEEDS = [(suffix, data) for suffix, good in GOOD.items() for data in good]


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A good file that has been cut, flipped, doubled or overwritten, under any name."""
    suffix, good = draw(st.sampled_from(SEEDS))
    data = bytearray(good)
    for _ in range(draw(st.integers(1, 4))):
        if not data:
            break
        at = draw(st.integers(0, len(data) - 1))
        match draw(st.sampled_from(["cut", "flip", "write", "leave out", "double"])):
            case "cut":
                del data[at:]
            case "flip":
                data[at] ^= 1 << draw(st.integers(0, 7))
            case "write":
                data[at : at + 8] = draw(st.binary(min_size=1, max_size=8))
            case "leave out":
                del data[at : at + draw(st.integers(1, 200))]
            case "double":
                data[at:at] = data[at : at + draw(st.integers(1, 200))]
    if draw(st.integers(0, 9)) == 0:
        suffix = draw(st.sampled_from(list(GOOD)))
    return suffix, bytes(data)


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=500)
@given(damaged() | st.tuples(st.sampled_from(list(GOOD)), st.binary(max_size=300)))
def test_anything_is_read_or_refused(
    reader: SnapshotReader, tmp_path: Path, file: tuple[str, bytes]
) -> None:
    suffix, data = file
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    try:
        snapshot = reader.read(path)
    except UnreadableSnapshot as error:
        said = str(error)
        assert said
        assert "\n" not in said
        assert not said.startswith(("ends the program", "takes more", "needs"))
    else:
        assert isinstance(snapshot, Snapshot)
        assert all(text.encode() is not None for text in snapshot.pages)


def test_all_markup_of_a_page_may_be_mixed(reader: SnapshotReader, tmp_path: Path) -> None:
    pieces = (
        "<p> </p> <table> <td> <svg> <math> <b> </b> <select> <template> </template> <a> x <!-- "
        "--> <title> <pre> &#0;"
    ).split()

    @settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=300)
    @given(st.lists(st.sampled_from(pieces), max_size=60))
    def check(mixed: list[str]) -> None:
        path = tmp_path / "a.html"
        path.write_text("<body>here" + "".join(mixed))
        assert reader.read(path).pages[0].startswith("here")

    check()
