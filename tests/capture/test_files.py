"""PDFs, messages and exports, as they are and broken."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sphinx_briefing.capture.child import answer
from sphinx_briefing.capture.fetching import fetch
from sphinx_briefing.capture.model import Captured, CaptureError
from sphinx_briefing.capture.passages import opening, placed
from sphinx_briefing.capture.reading import SourceReader
from tests.capture import samples
from tests.capture.test_pages import TEXT
from tests.snapshot_files import pdf


@pytest.fixture(scope="module")
def reader() -> Iterator[SourceReader]:
    with SourceReader("2026-11-30") as found:
        yield found


def read(reader: SourceReader, folder: Path, name: str, content: bytes) -> list[Captured]:
    (folder / name).write_bytes(content)
    return reader.read(str(folder / name))


def test_a_pdf_says_what_it_is_and_what_was_marked(reader: SourceReader, tmp_path: Path) -> None:
    [found] = read(reader, tmp_path, "ferry.pdf", samples.annotated_pdf())
    facts = found.facts
    assert facts.title == "What the ferry costs"
    assert (facts.author, facts.publisher) == (["Jane Doe"], "Harbour Institute")
    assert (facts.date, facts.language) == ("2026-02-20", "en")
    assert facts.remarks["date"] == "the only day on page 1"
    assert [(one.locator, one.note) for one in facts.highlights] == [
        ("p. 1", "Whose engines?"), ("p. 2", ""), ("p. 2", "Ask for the numbers."),
    ]  # fmt: skip
    words = [(one.words, is_there) for one, is_there in placed(found)]
    assert words == [
        (
            "The ferry between Karsk and Lovina lost nine million euros last year, say its owners.",
            True,
        ),
        (samples.SECOND, True),
        ("", False),
    ]


def test_a_pdf_that_names_no_day_is_not_dated_by_its_making(
    reader: SourceReader, tmp_path: Path
) -> None:
    [found] = read(reader, tmp_path, "a.pdf", pdf("The ferry lost money."))
    assert found.facts.date == ""
    assert "page 1 names none" in found.facts.remarks["date"]


def test_a_message(reader: SourceReader, tmp_path: Path) -> None:
    [found] = read(reader, tmp_path, "a.eml", samples.PLAIN_MESSAGE)
    facts = found.facts
    assert facts.title == "Ferry to Lovina: résumé"
    assert (facts.author, facts.publisher) == (["Harbour Institute"], "harbour.example.org")
    assert (facts.date, facts.language, facts.url) == ("2026-02-20", "en", "")
    assert "abc@harbour.example.org" in facts.remarks["url"]
    assert found.suffix == ".txt"
    assert "résumés are no engines" in found.content.decode("utf-8")


def test_csl_items(reader: SourceReader, tmp_path: Path) -> None:
    first, second = read(reader, tmp_path, "a.json", json.dumps(samples.CSL).encode())
    assert first.key == "doe2026"
    facts = first.facts
    assert (facts.title, facts.author) == ("What the ferry costs", ["Jane Doe"])
    assert (facts.publisher, facts.date, facts.type) == ("Harbour Post", "2026-02-20", "news")
    assert (facts.url, facts.language) == ("https://www.example.org/ferry", "en")
    assert (second.facts.date, second.facts.type) == ("2025", "report")


def test_a_single_csl_item(reader: SourceReader, tmp_path: Path) -> None:
    [found] = read(reader, tmp_path, "a.json", json.dumps(samples.CSL[0]).encode())
    assert found.facts.title == "What the ferry costs"


def test_better_bibtex_brings_annotations_notes_and_the_file(
    reader: SourceReader, tmp_path: Path
) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "ferry.pdf").write_bytes(pdf(samples.FIRST, samples.SECOND))
    [found] = read(reader, tmp_path, "a.json", json.dumps(samples.BETTER_BIBTEX).encode())
    facts = found.facts
    assert (facts.author, facts.publisher) == (["Jane Doe"], "Harbour Post")
    assert (facts.type, facts.language, found.key) == ("news", "en", "doe2026")
    assert found.suffix == ".pdf"
    assert [(one.locator, one.words[:9], one.note) for one in facts.highlights] == [
        ("p. 1", "The ferry", "Whose engines?"),
        ("p. 2", "", "Ask."),
        ("p. 4", "Engines a", "who says so?"),
    ]
    assert [is_there for _, is_there in placed(found)] == [True, False, False]


def test_zotero_s_own_json(reader: SourceReader, tmp_path: Path) -> None:
    [found] = read(reader, tmp_path, "a.json", json.dumps(samples.ZOTERO).encode())
    facts = found.facts
    assert (facts.author, facts.is_by_people) == (["Harbour Institute"], False)
    assert (facts.date, facts.type, found.key) == ("2026-02-20", "report", "AAAA1111")
    [one] = facts.highlights
    assert (one.words, one.locator) == ("Engines are not a matter of taste", "p. iv")


def test_zotero_s_rdf(reader: SourceReader, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "ferry.pdf").write_bytes(pdf(samples.FIRST))
    [found] = read(reader, tmp_path, "a.rdf", samples.rdf())
    facts = found.facts
    assert facts.title == "What the ferry costs"
    assert (facts.author, facts.publisher) == (["Jane Doe", "Max Roe"], "Harbour Post")
    assert (facts.date, facts.type, facts.url) == (
        "2026-02-20",
        "news",
        "https://www.example.org/ferry",
    )
    assert [one.locator for one in facts.highlights] == ["p. 4"]
    assert found.suffix == ".pdf"


def test_paragraphs_are_numbered_as_builds_number_them(
    reader: SourceReader, tmp_path: Path
) -> None:
    page = (
        "<html><body><div id='cookies'><p>We value your privacy and keep what you do.</p></div>"
        f"<main><article><h1>Ministers agree</h1>{TEXT}</article></main></body></html>"
    )
    [found] = read(reader, tmp_path, "a.html", page.encode())
    assert [locator for locator, _ in opening(found)] == ["para 2", "para 3", "para 4"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.html", b"", "is empty; save it again"),
        ("a.txt", b"caf\xe9", "is not in UTF-8 (line 1); save it as UTF-8"),
        ("a.pdf", b"%PDF-1.7 and nothing", "is a broken PDF; save it again"),
        (
            "a.pdf",
            pdf("Locked.", user="secret"),
            "is locked with a password; save a copy that has none",
        ),
        ("a.eml", b"no headers at all", "is no message: it has no From, Date or Subject"),
        ("a.eml", b"Subject: x\nContent-Type: image/png\n\nx", "is a message without a text"),
        ("a.json", b'[{"title": "x",]', "is not JSON (line 1); export the items again"),
        ("a.json", b"[1, 2]", "holds no item"),
        ("a.json", b"{}", "holds no item"),
        ("a.json", b"\xff\xfe\xfa", "holds no item|is not"),
        ("a.rdf", b"<rdf:RDF", "is no RDF that can be read"),
        ("a.rdf", b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "declares entities"),
        ("a.docx", b"PK\x03\x04 something", "is a zip file, and none of .html"),
        ("a", b"just words", "is none of .html"),
    ],
)
def test_bad_files_get_one_sentence(
    reader: SourceReader, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    with pytest.raises(CaptureError) as error:
        read(reader, tmp_path, name, content)
    message = str(error.value)
    assert message.startswith(str(tmp_path / name))
    assert any(one in message for one in said.split("|")), message
    assert "\n" not in message


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    request = {"suffix": ".html", "url": "", "today": "2026-11-30"}
    assert answer(request, b"<html><p>x</p></html>") == {"needs": "trafilatura"}
    monkeypatch.setitem(sys.modules, "requests", None)
    with pytest.raises(
        CaptureError, match=r'needs requests: pip install "sphinx-briefing\[desk\]"'
    ):
        fetch("https://example.org")


def test_a_file_that_is_not_there(reader: SourceReader, tmp_path: Path) -> None:
    with pytest.raises(CaptureError, match="is not there"):
        reader.read(str(tmp_path / "none.html"))
    with pytest.raises(CaptureError, match="is larger than 50 MB"):
        read(reader, tmp_path, "large.html", b"<html>" + b" " * 50_000_001)


def test_a_page_in_another_encoding_is_read_as_it_declares(
    reader: SourceReader, tmp_path: Path
) -> None:
    page = "<html><head><meta charset='windows-1251'><title>Міністри погодили захист портів</title></head><body><h1>Міністри погодили захист портів</h1><p>Текст.</p></body></html>"
    [found] = read(reader, tmp_path, "a.htm", page.encode("cp1251"))
    assert found.facts.title == "Міністри погодили захист портів"
    assert found.suffix == ".html"


def test_a_page_without_text_gives_a_source_without_snapshot(
    reader: SourceReader, tmp_path: Path
) -> None:
    page = b"<html><head><title>App</title></head><body><div id=root></div><script>run()</script></body></html>"
    [found] = read(reader, tmp_path, "a.html", page)
    assert found.content == b""
    assert found.facts.title == "App"
    assert found.facts.remarks["snapshot"].startswith(
        "the page shows no text before its scripts run"
    )
