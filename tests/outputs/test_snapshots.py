"""Snapshots of sources in outputs: none, unless the house publishes them; then without harm."""

import re
import zipfile
from html import unescape
from io import BytesIO

import pytest

from tests.snapshot_files import NEWS, SHOWN, page, pdf
from tests.support import Build, Built

PUBLISH = {"briefing_publish_snapshots": True}

NOTE = """---
source:
  id: {id}
  title: A note of {id}
  url: https://example.org/{id}/page.html
  language: en
  date: 2026-02-21
  snapshot: {snapshot}
{more}---
# Note of {id}

```{{claim}} Ministers agree, says {id}
:id: c-{id}
:by: five
```
"""

BRIEF = """---
brief:
  kind: infocus
  reference: B-1
  date: 2026-02-23
  summary: They agree.
---
# Brief

They agree. {claim}`c-news` {claim}`c-report` {claim}`c-notes`
"""

REGISTER = """# Register

```{actor} The Five
:id: five
:kind: group
```

```{source} A speech
:id: speech
:snapshot: archive/speech-file.md
:publisher: A ministry
```

```{sources}
:scope: all
```
"""

EVIL = (
    "<!DOCTYPE html><html><head><title>T</title><script>alert(1)</script>"
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>"
    "<base href='https://evil.example/'><link rel=stylesheet href=/x.css></head>"
    "<body onload=alert(1)><h1>Agreed</h1><p onclick='x()'>See <a href='other.html'>more</a>, "
    "<a href='javascript:alert(1)'>this</a>. <img src=/logo.png onerror=alert(1)>"
    "<form action=/delete><input name=a><button>Go</button></form>"
    "<iframe src=/></iframe><svg><script>alert(1)</script></svg><p hidden>unfolded</p></body>"
)


def note(name: str, snapshot: str, more: str = "") -> str:
    return NOTE.format(id=name, snapshot=snapshot, more=more)


def project() -> dict[str, str | bytes]:
    return {
        "notes/news.md": note("news", "archive/news-file.html"),
        "notes/2026/report.md": note("report", "archive/report-file.PDF"),
        "notes/notes.md": note("notes", "archive/notes-file.txt"),
        "brief.md": BRIEF,
        "register.md": REGISTER,
        "archive/news-file.html": NEWS,
        "archive/report-file.PDF": pdf("Agreed", "Twice"),
        "archive/notes-file.txt": "Agreed.\n",
        "archive/speech-file.md": "# A speech that is no page\n\nAgreed, of course.\n",
    }


def links(html: str) -> list[str]:
    return re.findall(r'<a class="[^"]*" href="([^"]*_snapshots[^"]*)">', html)


def published(built: Built) -> list[str]:
    return [name for name in built.files() if name.startswith("_snapshots/")]


# -- nothing, unless the house wants it -----------------------------------------------------------


@pytest.mark.parametrize(
    "builder", ["html", "dirhtml", "singlehtml", "text", "briefpdf", "briefdocx"]
)
def test_nothing_of_a_snapshot_is_in_any_output(build: Build, builder: str) -> None:
    conf = {"briefing_search": True, "html_copy_source": False, "html_baseurl": "https://b.example/",
            "briefing_feeds": ["atom", "calendar"]}  # fmt: skip
    built = build(project(), builder, conf=conf)
    assert built.warnings == []
    assert built.files()
    for name, content in built.files().items():
        assert "archive" not in name
        parts = [content]
        if name.endswith(".docx"):
            with zipfile.ZipFile(BytesIO(content)) as file:
                parts = [file.read(part) for part in file.namelist()]
        for part in parts:
            for trace in (b"-file.", b"_snapshots", b"KRAK", b"as it was read"):
                assert trace not in part, name


def test_the_ledger_keeps_the_path_as_written(build: Build) -> None:
    sources = build(project(), "ledger").ledger["sources"]
    assert sources["news"]["snapshot"] == "archive/news-file.html"


def test_a_snapshot_is_no_page(build: Build) -> None:
    conf = {"suppress_warnings": [], "myst_heading_anchors": 2}
    built = build({**project(), "archive/other.md": "---\norphan: true\n---\n# Other\n"}, conf=conf)
    assert built.warnings == []
    assert "archive/speech-file.html" not in built.files()
    assert "archive/other.html" in built.files()
    assert "A speech that is no page" not in built.text("index.html")


def test_pages_become_snapshots_and_snapshots_pages(build: Build) -> None:
    files = project()
    built = build({**files, "register.md": REGISTER.replace(":snapshot:", ":publisher:")})
    assert "archive/speech-file.html" in built.files()
    for register in (REGISTER, REGISTER.replace(":snapshot:", ":publisher:"), REGISTER):
        built.again({"register.md": register})
        assert built.files() == built.afresh().files()
    assert "archive/speech-file.html" not in built.files()


def test_what_a_snapshot_says_hides_no_page(build: Build) -> None:
    speech = "# Speech\n\nsnapshot: brief.md\n"
    built = build({**project(), "archive/speech-file.md": speech})
    assert "brief.html" in built.files()
    assert "archive/speech-file.html" not in built.files()


# -- published ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("builder", "pages"),
    [
        ("html", ("notes/news.html", "notes/2026/report.html", "brief.html", "register.html")),
        ("dirhtml", ("notes/news/index.html", "notes/2026/report/index.html", "brief/index.html",
                     "register/index.html")),
    ],
)  # fmt: skip
def test_each_source_leads_to_its_snapshot(
    build: Build, builder: str, pages: tuple[str, ...]
) -> None:
    files = project()
    built = build(files, builder, conf={**PUBLISH, "html_copy_source": False})
    assert built.warnings == []
    assert published(built) == [
        "_snapshots/news.html", "_snapshots/notes.txt", "_snapshots/report.pdf",
        "_snapshots/speech.md",
    ]  # fmt: skip
    assert built.files()["_snapshots/report.pdf"] == files["archive/report-file.PDF"]
    assert built.text("_snapshots/notes.txt") == files["archive/notes-file.txt"]
    news, report, brief, register = pages
    for name, expected in (
        (news, ["news.html"]),
        (report, ["report.pdf"]),
        (brief, ["news.html", "report.pdf", "notes.txt"]),
        (register, ["speech.md", "news.html", "notes.txt", "report.pdf", "speech.md"]),
    ):
        found = links(built.text(name))
        assert sorted(set(found)) == sorted(
            {f"{'../' * name.count('/')}_snapshots/{one}" for one in expected}
        )
        for address in found:
            assert (built.path(name).parent / address).is_file()
    for content in built.files().values():
        assert b"-file." not in content


def test_links_speak_the_language_of_the_page(build: Build) -> None:
    for language, label, words in (
        ("de", "Kopie", "wie gelesen"),
        ("fr", "Copie", "tel que lu"),
    ):
        built = build(project(), conf={**PUBLISH, "language": language})
        html = unescape(built.text("notes/news.html"))
        assert f'_snapshots/news.html">{words}</a>' in html
        assert label in html


def test_a_page_is_published_without_what_could_run(build: Build) -> None:
    built = build({"news.md": note("news", "a.html"), "a.html": EVIL}, conf=PUBLISH)
    html = built.text("_snapshots/news.html")
    head, _, content = html.partition("<hr>")
    assert "Agreed" in content
    assert '<a href="other.html">more</a>' in content
    assert "unfolded" in content
    for bad in ("script", "alert", "onload", "onclick", "onerror", "javascript:", "form", "iframe",
                "stylesheet", "evil", "refresh", "<input", " src="):  # fmt: skip
        assert bad not in content
        assert bad not in head.replace("scripts", "")
    assert """content="default-src 'none'">""" in head
    assert '<base href="https://example.org/news/page.html">' in head
    assert "<title>A note of news</title>" in head
    assert '<html lang="en">' in head


def test_the_words_of_a_page_are_all_published(build: Build) -> None:
    built = build({"news.md": note("news", "a.htm"), "a.htm": NEWS}, conf=PUBLISH)
    text = re.sub(r"<[^>]*>", "", unescape(built.text("_snapshots/news.html")))
    plain = re.sub(r"\s+", "", text)
    assert [shown for shown in SHOWN if re.sub(r"\s+", "", shown) not in plain] == []


def test_a_page_without_an_address_leads_nowhere(build: Build) -> None:
    source = "# S\n\n```{source} <b>Speech</b>\n:id: s\n:snapshot: a.html\n```\n"
    built = build({"s.md": source, "a.html": page("<a href=/admin>x</a>")}, conf=PUBLISH)
    html = built.text("_snapshots/s.html")
    assert '<base href="about:blank">' in html
    assert "<title>&lt;b&gt;Speech&lt;/b&gt;</title>" in html


def test_strict_sources_keep_their_snapshots(build: Build) -> None:
    files = {
        "open.md": note("open", "a.txt"),
        "green.md": note("green", "a.txt", "tlp: GREEN\n"),
        "register.md": "---\ntlp: RED\n---\n" + REGISTER,
        "a.txt": "x",
        "archive/speech-file.md": "x",
    }
    built = build(files, conf=PUBLISH)
    assert published(built) == ["_snapshots/open.txt"]
    assert links(built.text("green.html")) == []
    assert links(built.text("register.html")) == ["_snapshots/open.txt"]
    house = build(files, conf={**PUBLISH, "briefing_unmarked": "GREEN"})
    assert published(house) == ["_snapshots/green.txt", "_snapshots/open.txt"]


def test_what_could_be_no_snapshot_is_left_where_it_is(build: Build) -> None:
    names = [
        "../conf.py",
        "/etc/passwd",
        "gone.html",
        "picture.html",
        "conf.py",
        "folder",
        "b.html",
    ]
    files: dict[str, str | bytes] = {
        f"n{number}.md": note(f"n{number}", name) for number, name in enumerate(names)
    }
    files |= {
        "picture.html": b"\x89PNG\r\n\x1a\n",
        "folder/x.txt": "x",
        "b.html": b"<" * 2_000_001,
    }
    built = build(files, conf=PUBLISH)
    assert published(built) == []
    assert all(not links(built.text(f"n{number}.html")) for number in range(len(names)))


def test_ids_are_names_of_files(build: Build) -> None:
    source = "# S\n\n```{source} Speech\n:id: a:b?c&d\n:snapshot: a.txt\n```\n"
    built = build({"s.md": source, "a.txt": "x"}, conf=PUBLISH)
    assert published(built) == ["_snapshots/a~3ab~3fc~26d.txt"]
    assert links(built.text("s.html")) == ["_snapshots/a~3ab~3fc~26d.txt"]


# -- incremental builds equal clean ones ----------------------------------------------------------


def test_snapshots_come_change_and_go(build: Build) -> None:
    built = build({**project(), "plain.md": "# Plain\n"}, conf=PUBLISH)
    stamp = built.path("plain.html").stat().st_mtime_ns
    for change in (
        {"archive/news-file.html": page("Changed")},
        {"archive/news-file.html": None},
        {"archive/report-file.PDF": None},
        {"archive/news-file.html": NEWS},
        {"notes/notes.md": note("notes", "archive/report-file.PDF")},
        {"archive/report-file.PDF": pdf("New")},
        {"notes/notes.md": note("notes", "archive/notes-file.txt", "tlp: RED\n")},
        {"notes/news.md": note("other", "archive/news-file.html"), "brief.md": "# Gone\n"},
        {"archive/speech-file.md": "# A page?\n"},
        {"notes/news.md": None},
    ):
        built.again(change)
        assert built.files() == built.afresh().files(), change
    assert built.path("plain.html").stat().st_mtime_ns == stamp


def test_the_setting_may_come_and_go(build: Build) -> None:
    built = build(project())
    conf = (built.src / "conf.py").read_text()
    for setting in ("True", "False", "True"):
        built.again({"conf.py": f"{conf}\nbriefing_publish_snapshots = {setting}\n"})
        assert bool(published(built)) == (setting == "True")
        assert built.files() == built.afresh().files()


def test_a_lost_copy_is_made_again(build: Build) -> None:
    built = build(project(), conf=PUBLISH)
    before = built.files()
    built.path("_snapshots/news.html").unlink()
    assert built.again().files() == before
    (built.out / ".briefing-snapshots.json").write_text("{")
    built.path("_snapshots/news.html").write_text("x")
    assert built.again().files() == before


def test_builds_in_parallel_are_the_same(build: Build) -> None:
    files = {
        **project(),
        **{f"more/n{n}.md": note(f"n{n}", "archive/notes-file.txt") for n in range(8)},
    }
    built = build(files, conf=PUBLISH, jobs=2)
    assert built.warnings == []
    assert built.files() == built.afresh().files()
