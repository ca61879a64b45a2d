"""The text of snapshots: all that a page, a text, a PDF or a web archive shows, in its order."""

import codecs
import gzip
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest

from sphinx_briefing.snapshots import (
    SUFFIXES,
    Snapshot,
    SnapshotReader,
    UnreadableSnapshot,
    read_snapshot,
    snapshot_path,
)
from tests.snapshot_files import (
    NEWS,
    SHOWN,
    UNSEEN,
    Answer,
    chunked,
    page,
    pdf,
    wacz,
)

Read = Callable[..., Snapshot]

URL = "https://example.org/2026/guarantees"


@pytest.fixture(scope="module")
def reader() -> Iterator[SnapshotReader]:
    with SnapshotReader() as reader:
        yield reader


@pytest.fixture
def read(reader: SnapshotReader, tmp_path: Path) -> Read:
    def read(content: str | bytes, suffix: str = ".html", url: str = "") -> Snapshot:
        path = tmp_path / f"snapshot{suffix}"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return reader.read(path, url=url)

    return read


def body(html: str) -> str:
    return f"<!DOCTYPE html><meta charset=utf-8><body>{html}"


# -- pages ----------------------------------------------------------------------------------------


def test_all_that_a_page_shows_is_there_in_its_order(read: Read) -> None:
    snapshot = read(NEWS)
    (text,) = snapshot.pages
    assert snapshot.kind == "html"
    assert [shown for shown in SHOWN if shown not in text] == []
    assert [unseen for unseen in UNSEEN if unseen in text] == []
    places = [text.index(shown) for shown in SHOWN]
    assert places == sorted(places)


def test_what_must_be_opened_is_kept_apart(read: Read) -> None:
    folded = read(NEWS).folded.split("\n\n")
    assert folded == ["words that are hidden", "words without display", "words for the scriptless"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>One<p>Two", "One\n\nTwo"),
        ("<div>One</div>Two", "One\n\nTwo"),
        ("One<div>Two</div>", "One\n\nTwo"),
        ("<p>On<b>e</b> <i>and</i> t<span>w</span>o", "One and two"),
        ("<p>One<!-- no -->and\n\t two", "Oneand two"),
        ("<p>One<br>two<br/><br> three", "One\ntwo\nthree"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a\n\nb\n\nc"),
        ("<ul><li>One<ul><li>Two</ul>Three</ul>", "One\n\nTwo\n\nThree"),
        ("<pre>a\n  b\n</pre>c", "a\nb\n\nc"),
        ("<p>One <template>no</template><script>no</script><style>no</style>two", "One two"),
        ("<p>Fish &amp; chips &lt;3 &nbsp;&shy;&#x1F600;", "Fish & chips <3 \xa0\xad\U0001f600"),
        ("<p>a\0b &#0; &#xD800; c", "ab \ufffd \ufffd c"),
        ("<p>\u6f22<ruby>\u5b57<rp>(</rp><rt>ji</rt><rp>)</rp></ruby>", "\u6f22\u5b57"),
        ("<p><svg><title>no</title><text>drawn</text></svg>", "drawn"),
        ("<p><math><mi>x</mi><annotation>no</annotation></math>", "x"),
        ("<details><summary>More</summary>told</details>", "More\n\ntold"),
        ("<select><option>no</select><textarea>written\nhere</textarea>", "written\nhere"),
        ("<x-card>one</x-card> <x-card>two</x-card>", "one two"),
        (
            "<x-a><template shadowrootmode=open><p>in the <b>sha</b>dow</p></template></x-a><p>out",
            "in the shadow\n\nout",
        ),
        ("plain", "plain"),
    ],
)
def test_blocks_part_the_text_and_nothing_else_does(read: Read, html: str, text: str) -> None:
    assert read(body(html)).pages == (text,)


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>gone",
        "<p hidden=''>gone",
        "<p style='color:red;DISPLAY : none'>gone",
        "<dialog>gone</dialog>",
        "<div popover>gone</div>",
        "<noscript><p>gone</p></noscript>",
    ],
)
def test_what_is_not_shown_is_folded(read: Read, hidden: str) -> None:
    snapshot = read(body(f"<p>here</p>{hidden}"))
    assert (snapshot.pages, snapshot.folded) == (("here",), "gone")


@pytest.mark.parametrize(
    "html", ["<p hidden=until-found>here", "<dialog open>here</dialog>", "<p aria-hidden=true>here"]
)
def test_what_is_shown_after_all(read: Read, html: str) -> None:
    assert read(body(html)).pages == ("here",)


def test_a_page_that_waits_for_its_script_is_read(read: Read) -> None:
    assert read("<body style='display:none'><p>here<p hidden>too").pages == ("here\n\ntoo",)


@pytest.mark.parametrize(
    ("encoding", "head", "text"),
    [
        ("utf-8", "<meta charset='utf-8'>", "Krak\u00f3w \u2013 \u041a\u0438\u0457\u0432"),
        ("utf-8", "", "Krak\u00f3w \u2013 \u041a\u0438\u0457\u0432"),
        ("utf-8", "<meta charset=windows-1251>", "saved by a browser: \u041a\u0438\u0457\u0432"),
        ("utf-8-sig", "", "Krak\u00f3w"),
        ("utf-16", "", "Krak\u00f3w"),
        (
            "windows-1251",
            "<meta charset=windows-1251>",
            "\u041a\u0438\u0457\u0432 \u2013 \u00ab5\u00bb",
        ),
        (
            "windows-1251",
            "<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>",
            "\u041a\u0438\u0457\u0432",
        ),
        ("iso-8859-2", "<meta charset='ISO-8859-2'>", "\u0141\u00f3d\u017a"),
        ("cp1252", "<meta charset='iso-8859-1'>", "\u20ac5 \u2013 \u201cyes\u201d"),
        ("cp1252", "", "caf\u00e9 \u2013 \u201cyes\u201d"),
        ("cp1252", "<meta charset='no-such'>", "caf\u00e9"),
        ("gb18030", "<meta charset=gb2312>", "\u5b89\u5168\u4fdd\u8bc1"),
        ("cp932", "<meta charset=Shift_JIS>", "\u5b89\u5168\u4fdd\u969c"),
        ("euc-kr", "<meta charset=euc-kr>", "\uc548\uc804"),
        ("iso-2022-jp", "<meta charset=iso-2022-jp>", "\u5b89\u5168"),
    ],
)
def test_pages_are_in_the_encoding_that_a_browser_finds(
    read: Read, encoding: str, head: str, text: str
) -> None:
    assert read(page(text, head=head).encode(encoding)).pages == (text,)


def test_xhtml_says_its_encoding_in_its_first_line(read: Read) -> None:
    text = "<?xml version='1.0' encoding='iso-8859-2'?>\n" + (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "xhtml1-strict.dtd">\n'
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>No</title></head>'
        "<body><p>\u0141\u00f3d\u017a<br/>and more</p></body></html>"
    )
    assert read(text.encode("iso-8859-2"), ".xhtml").pages == ("\u0141\u00f3d\u017a\nand more",)


# -- texts and PDFs -------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".txt", ".md", ".TXT"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_texts_keep_their_lines(read: Read, suffix: str, encoding: str) -> None:
    text = "Head\r\n\r\n \t\r\nKrak\u00f3w\r\nand *more* <b>\n"
    snapshot = read(text.encode(encoding), suffix)
    assert snapshot == Snapshot(("Head\n\nKrak\u00f3w\nand *more* <b>",), "text")


def test_pages_of_a_pdf_stay_pages(read: Read) -> None:
    snapshot = read(pdf("One (1)\nsecu-\nrity", "", "Three"), ".pdf")
    assert snapshot.kind == "pdf"
    assert [page.split("\n") for page in snapshot.pages] == [
        ["One (1)", "secu-", "rity"], [""], ["Three"],
    ]  # fmt: skip


@pytest.mark.parametrize("aes", [False, True])
def test_a_pdf_that_only_forbids_to_print_is_read(read: Read, aes: bool) -> None:
    assert read(pdf("Open to all", user="", aes=aes), ".pdf").pages == ("Open to all",)


# -- web archives ---------------------------------------------------------------------------------


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_gives_the_page_that_is_meant(read: Read, packed: bool) -> None:
    answers = [
        Answer("https://example.org/style.css", b"p {}", "text/css"),
        Answer("https://example.org/", page("The front page").encode()),
        Answer(URL, NEWS.encode(), "text/html; charset=utf-8"),
        Answer("https://example.org/gone", page("Not found").encode(), status="404 Not Found"),
        Answer("https://example.org/old", b"", status="301 Moved", headers={"Location": URL}),
    ]
    pages = [{"url": "https://example.org/", "ts": "2026-02-22T08:00:00Z"}, {"url": URL}]
    data = wacz(answers, pages, packed=packed)
    for url in (URL, f"{URL}/#cost", URL.replace("https", "http"), "https://example.org/old"):
        snapshot = read(data, ".wacz", url)
        assert snapshot.kind == "wacz"
        assert SHOWN[4] in snapshot.pages[0]
    for url in ("", "https://example.org", "https://elsewhere.example/"):
        assert read(data, ".wacz", url).pages == ("The front page",)


def test_without_a_list_of_pages_the_first_page_is_meant(read: Read) -> None:
    answers = [
        Answer("https://example.org/robots.txt", b"Disallow: /", "text/plain"),
        Answer(URL, page("The page").encode()),
    ]
    assert read(wacz(answers), ".wacz").pages == ("The page",)
    assert read(wacz(answers[:1]), ".wacz").pages == ("Disallow: /",)


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("packing", "pack"),
    [
        ("", bytes),
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", raw_deflate),
        ("br", brotli.compress),
        ("gzip", bytes),
        ("br", bytes),
    ],
)
@pytest.mark.parametrize("in_pieces", [False, True])
def test_answers_are_unpacked(
    read: Read, packing: str, pack: Callable[[bytes], bytes], in_pieces: bool
) -> None:
    content = pack(page("Krak\u00f3w agrees").encode("cp1252"))
    headers = {"Content-Encoding": packing} if packing else {}
    if in_pieces:
        content, headers = chunked(content), {**headers, "Transfer-Encoding": "chunked"}
    answer = Answer(URL, content, "text/html; charset=ISO-8859-1", headers=headers)
    assert read(wacz([answer], [{"url": URL}]), ".wacz").pages == ("Krak\u00f3w agrees",)


def test_a_pdf_in_a_web_archive_has_pages(read: Read) -> None:
    data = wacz([Answer(URL, pdf("One", "Two"), "application/pdf")], [{"url": URL}])
    assert read(data, ".wacz", URL) == Snapshot(("One", "Two"), "pdf")


@pytest.mark.parametrize("served", ["<div id=root></div>", "<p>Loading \u2026</p>"])
def test_a_page_that_scripts_fill_is_what_the_archive_noted_of_it(read: Read, served: str) -> None:
    shown = "Ministers agree on guarantees.\nThe E5 will spend five billion on them by 2027." * 3
    pages = [{"url": URL, "text": shown}]
    snapshot = read(wacz([Answer(URL, body(served).encode())], pages), ".wacz")
    assert snapshot.pages == (shown,)
    full = read(wacz([Answer(URL, NEWS.encode())], pages), ".wacz")
    assert SHOWN[4] in full.pages[0]


# -- what is remembered ---------------------------------------------------------------------------


def test_what_was_read_is_remembered_by_its_content(tmp_path: Path) -> None:
    cache, path = tmp_path / "cache", tmp_path / "a.html"
    path.write_text(page("One"))
    first = read_snapshot(path, cache=cache)
    (entry,) = cache.iterdir()
    assert read_snapshot(path, cache=cache) == first
    path.write_text(page("Two"))
    assert read_snapshot(path, cache=cache).pages == ("Two",)
    assert len(list(cache.iterdir())) == 2
    same = path.rename(tmp_path / "b.html")
    same.write_text(page("One"))
    assert read_snapshot(same, cache=cache) == first
    assert len(list(cache.iterdir())) == 2
    assert entry.is_file()


def test_remembered_texts_are_taken_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, path = tmp_path / "cache", tmp_path / "a.html"
    path.write_text(NEWS)
    first = read_snapshot(path, cache=cache)
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    assert read_snapshot(path, cache=cache) == first
    with pytest.raises(UnreadableSnapshot, match="cannot be read, since no process"):
        read_snapshot(path)


@pytest.mark.parametrize("damage", ["cut", "flipped", "emptied", "other"])
def test_a_damaged_memory_is_read_anew(tmp_path: Path, damage: str) -> None:
    cache, path = tmp_path / "cache", tmp_path / "a.html"
    path.write_text(NEWS)
    first = read_snapshot(path, cache=cache)
    (entry,) = cache.iterdir()
    good = entry.read_bytes()
    middle = len(good) // 2
    bad = {
        "cut": good[:middle],
        "flipped": good[:middle] + bytes([good[middle] ^ 1]) + good[middle + 1 :],
        "emptied": b"",
        "other": b"[]",
    }
    entry.write_bytes(bad[damage])
    assert read_snapshot(path, cache=cache) == first
    assert entry.read_bytes() == good


def test_a_memory_that_cannot_be_written_is_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(page("One"))
    assert read_snapshot(path, cache=path / "no" / "folder").pages == ("One",)


def test_refusals_are_remembered_too(tmp_path: Path) -> None:
    cache, path = tmp_path / "cache", tmp_path / "a.pdf"
    path.write_bytes(pdf(""))
    for _time in range(2):
        with pytest.raises(UnreadableSnapshot, match="a scan"):
            read_snapshot(path, cache=cache)
    assert len(list(cache.iterdir())) == 1


def test_each_page_of_an_archive_is_remembered(tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    urls = ["https://example.org/a", "https://example.org/b"]
    path.write_bytes(wacz([Answer(url, page(url[-1]).encode()) for url in urls]))
    for _time in range(2):
        for url in urls:
            assert read_snapshot(path, url=url, cache=tmp_path / "cache").pages == (url[-1],)


# -- where it lies, and what reads it -------------------------------------------------------------


def test_a_path_leads_from_the_sources(tmp_path: Path) -> None:
    path = tmp_path / "archive" / "a.html"
    path.parent.mkdir()
    path.write_text("x")
    for written in ("archive/a.html", "archive/../archive/./a.html"):
        assert snapshot_path(tmp_path, written) == path.resolve()


def test_a_path_leads_from_its_page_where_the_sources_have_nothing(tmp_path: Path) -> None:
    beside = tmp_path / "notes" / "archive" / "a.html"
    beside.parent.mkdir(parents=True)
    beside.write_text("x")
    for written in ("archive/a.html", "../notes/archive/a.html"):
        assert snapshot_path(tmp_path, written, "notes/n") == beside.resolve()
    with pytest.raises(UnreadableSnapshot, match="is not there"):
        snapshot_path(tmp_path, "archive/a.html", "other/n")
    with pytest.raises(UnreadableSnapshot, match="is outside"):
        snapshot_path(tmp_path, "../../a.html", "notes/n")
    (tmp_path / "archive").mkdir()
    first = tmp_path / "archive" / "a.html"
    first.write_text("x")
    assert snapshot_path(tmp_path, "archive/a.html", "notes/n") == first.resolve()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("../a.html", "is outside the sources; move it into them"),
        ("archive/../../a.html", "is outside the sources; move it into them"),
        ("link.html", "is outside the sources; move it into them"),
        ("linked/a.html", "is outside the sources; move it into them"),
        ("/etc/passwd", "is an absolute path; write it from the folder of the sources"),
        ("C:\\a.html", "is an absolute path; write it from the folder of the sources"),
        ("\\\\host\\share\\a.html", "is an absolute path; write it from the folder of the sources"),
        ("archive", "is a folder; write the path of a file"),
        (".", "is a folder; write the path of a file"),
        ("gone.html", "is not there; write its path from the folder of the pages, or save what was "
                      "read under that name"),
        ("loop.html", "is not a path; write that of a file"),
        ("a\0b.html", "is not a path; write that of a file"),
        ("a" * 5000 + ".html", "is not a path; write that of a file"),
        (" ", "is empty; write the path of a file"),
        ("a.mhtml", f"is not one of: {', '.join(SUFFIXES)}; save the page as HTML or PDF"),
        ("a", "is not one of: .html, .htm, .xhtml, .txt, .md, .pdf, .wacz"),
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_sources(tmp_path: Path, written: str, said: str) -> None:
    outside, source = tmp_path / "outside", tmp_path / "source"
    for folder in (outside, source / "archive"):
        folder.mkdir(parents=True)
    (outside / "a.html").write_text("x")
    (tmp_path / "a.html").write_text("x")
    (source / "a.mhtml").write_text("x")
    (source / "a").write_text("x")
    (source / "link.html").symlink_to(outside / "a.html")
    (source / "linked").symlink_to(outside)
    (source / "loop.html").symlink_to(source / "loop.html")
    with pytest.raises(UnreadableSnapshot) as error:
        snapshot_path(source, written)
    assert str(error.value) == said


def test_missing_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "selectolax", None)
    monkeypatch.setitem(sys.modules, "warcio", None)
    for name, content in (("a.html", b"<p>x"), ("a.wacz", wacz([])), ("a.txt", b"x")):
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableSnapshot) as error:
        read_snapshot(tmp_path / "a.html")
    need = 'to be read: pip install "sphinx-briefing[snapshots]"'
    assert str(error.value) == f"needs selectolax {need}"
    with pytest.raises(UnreadableSnapshot) as error:
        read_snapshot(tmp_path / "a.wacz")
    assert str(error.value) == f"needs selectolax, warcio {need}"
    assert read_snapshot(tmp_path / "a.txt").pages == ("x",)


def test_marks_of_unicode_are_no_text(read: Read) -> None:
    assert read(codecs.BOM_UTF8 + b"<p>x").pages == ("x",)
