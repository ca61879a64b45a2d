"""The toolkit's parts in the themes that people use, its own among them."""

import re
import zlib

import pytest

from tests.corpus import brief, note, page, record
from tests.support import Build

THEMES = (
    "briefing",
    "furo",
    "pydata_sphinx_theme",
    "sphinx_book_theme",
    "alabaster",
    "basic",
)

FILES = {
    "n.md": note(
        record("actor", "E5", "Five states.", kind="group", long="Group of Five")
        + record("claim", "They met", by="E5", id="met", credibility=2)
        + record("term", "LEAP", "A programme.", long="Low-Cost Effectors"),
        reliability="B",
        date="2026-02-20",
    ),
    "b.md": brief(
        "The E5 met {claim}`met` on LEAP.\n\n"
        + record("judgement", "It holds", "Because.", likelihood="likely", confidence="low")
        + record("claims"),
        title="A brief",
        summary="In short.",
        reference="B-1",
        status="final",
        edition=2,
        authors=["Ports desk"],
        page_fields={"tlp": "AMBER+STRICT"},
    ),
    "plain.md": page({}, "Nothing of ours.\n", title="Plain"),
}


@pytest.mark.parametrize("theme", THEMES)
def test_a_brief_has_its_parts_in_every_theme(build: Build, theme: str) -> None:
    # The start page and the navigation list a page that is marked more strictly.
    conf = {"html_theme": theme, "briefing_checks": {"marking": "off"}}
    built = build(FILES, conf=conf)
    assert built.warnings == []
    text = built.text("b.html")
    for part in (
        "brief-marking-bar",
        "brief-title-block",
        "brief-key-judgements",
        "brief-cite",
        "brief-annex-sources",
        "_static/briefing.css",
        "_static/briefing-page.css",
        "_static/briefing-notes.js",
    ):
        assert part in text, part
    assert "briefing-page.css" not in built.text("plain.html")


def test_the_theme_lists_the_chapters_alone(build: Build) -> None:
    files = {
        "index.md": "# Start\n\n```{toctree}\none\ntwo\n```\n",
        "one.md": "# One\n\n```{toctree}\ninner\n```\n",
        "two.md": "# Two\n",
        "inner.md": "# Inner\n",
    }
    built = build(files, conf={"html_theme": "briefing"})
    assert built.warnings == []
    tree = navigation(built.text("inner.html"))
    assert re.findall(r">([^<>]+)</a>", tree) == ["One", "Two"]
    assert tree.count('class="toctree-l1 current') == 1
    assert 'aria-current="page"' in navigation(built.text("one.html"))
    whole = build(
        files,
        conf={"html_theme": "briefing", "html_theme_options": {"navigation": "tree"}},
    )
    assert "Inner" in navigation(whole.text("two.html"))


def test_a_renamed_chapter_is_renamed_everywhere(build: Build) -> None:
    files = {
        "index.md": "# Start\n\n```{toctree}\none\nnext\ntwo\n```\n",
        "one.md": "# One\n\n```{toctree}\ninner\n```\n",
        "next.md": "# Neighbour of both\n",
        "two.md": "# Two\n",
        "inner.md": "# Inner\n",
    }
    built = build(files, conf={"html_theme": "briefing"})
    before = built.path("two.html").stat().st_mtime_ns
    built.again({"inner.md": "# Inmost\n"})
    assert built.path("two.html").stat().st_mtime_ns == before
    built.again({"one.md": "# First\n\n```{toctree}\ninner\n```\n"})
    assert "First" in navigation(built.text("two.html"))
    assert built.files() == built.afresh().files()


def test_colours_of_the_house_are_a_file(build: Build) -> None:
    options = {
        "light_css_variables": {"color-brand-primary": "#123456"},
        "dark_css_variables": {"color-brand-primary": "#abcdef"},
    }
    built = build(FILES, conf={"html_theme": "briefing", "html_theme_options": options})
    colours = built.text("_static/styles/briefing-colours.css")
    assert colours.index("#123456") < colours.index("#abcdef")
    assert "<style" not in built.text("b.html")
    assert "styles/briefing-colours.css?v=" in built.text("b.html")


def test_other_builders_are_left_alone(build: Build) -> None:
    for builder, name in (("text", "b.txt"), ("singlehtml", "index.html")):
        text = build(FILES, builder).text(name)
        assert "Key judgements" in text
        assert not re.search("Cite|Copy link|<svg", text)


def navigation(markup: str) -> str:
    found = re.search(r'<nav class="sidebar-tree".*?</nav>', markup, re.S)
    assert found
    return found.group()


def test_pages_say_what_they_hold_so_that_style_sheets_need_not_look(build: Build) -> None:
    options = {"html_theme": "briefing", "html_theme_options": {"navigation": "tree"}}
    built = build(FILES, conf={**options, "briefing_checks": {"marking": "off"}})

    def said(name: str) -> list[str]:
        return re.findall(r'<body(?: class="([^"]*)")?>', built.text(name))

    assert said("b.html") == ["brief-on-brief"]
    assert said("briefing/actor/e5.html") == ["brief-on-wide brief-tree-beside"]
    assert said("plain.html") == ["brief-tree-beside"]
    assert 'class="brief-titled"' in built.text("b.html")
    assert "brief-titled" not in built.text("n.html")
    assert "briefing-bar.css" not in built.text("b.html")
    built = build(FILES, conf={"html_theme": "alabaster", "briefing_checks": {"marking": "off"}})
    assert "briefing-bar.css" in built.text("b.html")


def test_tags_of_files_are_those_of_their_page_and_content(build: Build) -> None:
    conf = {"html_theme": "briefing", "html_static_path": ["own"], "html_css_files": ["own.css"]}
    files = {"index.md": "# Start\n", "a/b.md": "# Deep\n", "a/c.md": "# Deep\n"}
    style = "p { margin: 0 }\n"
    built = build({**files, "own/own.css": style}, conf=conf)
    version = f"{zlib.crc32(style.encode()):08x}"
    assert f'href="_static/own.css?v={version}"' in built.text("index.html")
    for name in ("a/b.html", "a/c.html"):
        assert f'href="../_static/own.css?v={version}"' in built.text(name)
