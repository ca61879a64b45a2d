"""Whatever notes, registers and front matter bring along, it runs nothing and pretends nothing."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from sphinx_briefing.html_cleaning import cleaned, is_safe
from tests.corpus import note, record
from tests.planted import CONF, files
from tests.support import Build, Built

PAGES_OF_THE_TEST = ("registers", "note", "brief", "by-hand")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Built:
    from tests.support import build_project

    return build_project(tmp_path_factory.mktemp("planted") / "p", files(), conf=CONF)


class Reader(HTMLParser):
    """Notes what a browser would run on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inside = ""
        if tag == "script" and given.get("type") != "application/ld+json":
            self.inside = "script"
        if tag in ("iframe", "object", "embed", "base"):
            self.found.append(f"<{tag}>")
        self.found += [f"{tag} {name}" for name in given if name.startswith("on")]
        for name in ("href", "src", "action", "formaction", "xlink:href", "data"):
            if not is_safe(given.get(name) or ""):
                self.found.append(f"{tag} {name}={given[name]}")
        if tag == "script" and "pwned" in (given.get("src") or ""):
            self.found.append("a script of theirs")

    def handle_data(self, data: str) -> None:
        if self.inside and "pwned" in data:
            self.found.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""


def pages(built: Built) -> Iterator[tuple[str, str]]:
    for path in sorted(built.out.rglob("*.html")):
        if "_static" not in path.parts:
            yield path.relative_to(built.out).as_posix(), path.read_text(encoding="utf-8")


def test_nothing_planted_runs_on_any_page(planted: Built) -> None:
    seen = dict(pages(planted))
    assert {f"{name}.html" for name in PAGES_OF_THE_TEST} <= seen.keys()
    for name, text in seen.items():
        reader = Reader()
        reader.feed(text)
        reader.close()
        assert reader.found == [], name
    for name in PAGES_OF_THE_TEST:
        assert "pwned" in seen[f"{name}.html"], "the payload is there, as text"


def test_what_is_planted_is_reported_at_its_line_and_nothing_else_is(planted: Built) -> None:
    expected = ("[briefing.unsafe]", "[briefing.retracted]", "[image.not_readable]")
    others = [w for w in planted.warnings if not w.endswith(expected)]
    assert [w for w in others if "'supersedes': no brief has" not in w] == []
    said = [w for w in planted.warnings if w.endswith("[briefing.unsafe]")]
    assert {w.partition(".")[0] for w in said} >= set(PAGES_OF_THE_TEST) - {"registers"}


def test_data_for_programs_cannot_be_left(planted: Built) -> None:
    for name in PAGES_OF_THE_TEST:
        text = planted.text(f"{name}.html")
        for block in text.split('<script type="application/ld+json">')[1:]:
            written = block.partition("</script>")[0]
            assert "<" not in written
            json.loads(written)


def test_feeds_hold_text_alone(planted: Built) -> None:
    root = ElementTree.fromstring(planted.path("briefs.atom").read_bytes())
    tags = {element.tag.partition("}")[2] for element in root.iter()}
    assert not tags & {"script", "img"}
    assert "pwned" in planted.text("briefs.atom")
    for element in root.iter():
        assert element.get("type") in (None, "text", "text/html", "application/atom+xml")
        assert is_safe(element.get("href") or "")
    lines = planted.text("calendar.ics").replace("\r\n ", "").split("\r\n")
    assert not [line for line in lines if line.startswith(("ATTACH", "ALARM", "X-ALT-DESC"))]
    assert any("pwned" in line for line in lines)


def test_the_index_of_the_search_is_data_alone(planted: Built) -> None:
    for path in (planted.out / "_search").iterdir():
        text = path.read_text(encoding="utf-8")
        start = f'BriefingFind.take("{path.name}",'
        assert text.startswith(start)
        json.loads(text.removeprefix(start).removesuffix(");\n"))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x"])
@pytest.mark.parametrize("field", ["url", "archived"])
def test_an_address_of_a_source_that_runs_something(build: Build, field: str, address: str) -> None:
    given: dict[str, Any] = {field: address}
    built = build(
        {"n.md": note("Words.", **given), "s.md": "# S\n\n" + record("source", "S", **given)}
    )
    assert [w.rpartition(" ")[2] for w in built.warnings] == [
        "[briefing.front_matter]",
        "[briefing.field]",
    ]
    assert all("is not a web address" in w for w in built.warnings)
    assert address not in built.text("n.html") + built.text("s.html")


def test_a_website_that_runs_something(build: Build) -> None:
    actor = record("actor", "E5", kind="group", website="javascript:alert(1)")
    built = build({"a.md": f"# A\n\n{actor}"})
    [warning] = built.warnings
    assert warning.startswith("a.md:5: WARNING: ")
    assert warning.endswith("[briefing.field]")
    assert "javascript:" not in built.text("a.html")


def test_harmless_html_stays_as_it_is_written(build: Build) -> None:
    body = (
        "<details open><summary>More</summary>\n\nSome *words*.\n\n</details>\n\n"
        "H<sub>2</sub>O, <kbd>Enter</kbd> &amp; "
        '<a href="https://example.org" title="a &lt; b">x</a>'
    )
    built = build({"n.md": note(body)})
    assert built.warnings == []
    page = built.text("n.html")
    assert '<details open=""><summary>More</summary>' in page
    assert "H<sub>2</sub>O, <kbd>Enter</kbd> &amp; " in page
    assert '<a href="https://example.org" title="a &lt; b">x</a>' in page


def test_a_house_may_let_html_through(build: Build) -> None:
    built = build({"n.md": note("<iframe></iframe>")}, conf={"briefing_raw_html": "all"})
    assert built.warnings == []
    assert "<iframe></iframe>" in built.text("n.html")


def test_a_brief_in_restructuredtext_without_any_record(build: Build) -> None:
    raw = ".. raw:: html\n\n   <script>window.pwned=1</script>\n"
    built = build({"b.rst": f":brief:\n   :kind: flash\n\nB\n=\n\n{raw}"})
    [warning] = built.warnings
    assert warning.startswith("b.rst:7: WARNING: ")
    assert warning.endswith("[briefing.unsafe]")
    assert "pwned" not in built.text("b.html")


def test_pages_that_are_none_of_ours_keep_their_html(build: Build) -> None:
    built = build({"a.md": "# A\n\n<video data-x='1'></video>\n\n<script>1</script>\n"})
    assert built.warnings == []
    assert "<video data-x='1'></video>" in built.text("a.html")


def test_no_choice(build: Build) -> None:
    [warning] = build({"a.md": "# A\n"}, conf={"briefing_raw_html": "none"}).warnings
    assert "'none' is not one of: safe, all" in warning


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<SCRIPT>alert(1)</SCRIPT>x", "x"),
        ("<script><script></script>x", "x"),
        ('<img src="x" onerror="a">', '<img src="x">'),
        ('<a href="java&#115;cript:a">x</a>', "<a>x</a>"),
        ('<a href="java\tscript:a">x</a>', "<a>x</a>"),
        ('<a href="\x01javascript:a">x</a>', "<a>x</a>"),
        ("<svg><style><img src=x onerror=a></style></svg>", "<svg></svg>"),
        ("<math><mtext><script>a</script></mtext></math>x", "x"),
        ('<svg><a xlink:href="javascript:a">x</a></svg>', "<svg><a>x</a></svg>"),
        ("<svg><animate onbegin=a /></svg>", "<svg></svg>"),
        ('<a title="</a><script>a">x', '<a title="&lt;/a&gt;&lt;script&gt;a">x'),
        ("<!-- <script>a</script> -->x", "x"),
        ("<![CDATA[<script>a</script>]]>x", "x"),
        ("<base href=//evil><meta http-equiv=refresh>x", "x"),
        ("<form action=x><input name=p><button>go</button></form>", "go"),
        ('<input type="checkbox" disabled>', '<input type="checkbox" disabled="">'),
        ("1 < 2 && 3 > 2", "1 &lt; 2 &amp;&amp; 3 &gt; 2"),
        ("<b", "&lt;b"),
        ("</div></b>", "</div></b>"),
    ],
)  # fmt: skip
def test_cleaning(written: str, kept: str) -> None:
    assert cleaned(written)[0] == kept


@pytest.mark.parametrize(
    "written",
    [
        "<scr<script>ipt>alert(1)</script>",
        "<img/src=x/onerror=a>",
        "<!--><img src=x onerror=a>-->",
        "<!--a--!><img src=x onerror=a>-->",
        "<textarea><img title='</textarea><img src=x onerror=a>'>",
        "<svg><title><style><img src=x onerror=a></title>",
        "<noscript><p title='</noscript><img src=x onerror=a>'>",
        "<a href='x' href='javascript:a' \x00onclick=a>",
        "<![if gte IE 4]><script>a</script><![endif]>",
        "<?xml-stylesheet href='javascript:a'?><script x",
        "</script><script>a",
    ],
)
def test_what_parsers_read_in_different_ways(written: str) -> None:
    kept, _ = cleaned(written)
    reader = Reader()
    reader.feed(kept)
    reader.close()
    assert reader.found == []
    assert not re.search(r"<(?!/?[a-z]+( [a-z-]+=\"[^\"<>]*\")*>)", kept)
    assert cleaned(kept) == (kept, [])


def test_the_payloads_are_where_they_should_be(planted: Built) -> None:
    """A test of the test: each kind is written, with each free field that it declares."""
    ledger = json.dumps(planted.ledger)
    for name in json.loads(Path(planted.src / "expected.json").read_text()):
        assert name in ledger, name
