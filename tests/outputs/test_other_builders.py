"""Every output of Sphinx: no error, and no record's text is lost."""

import html
import re
import unicodedata

import pytest

from tests.corpus import brief, note, page, record
from tests.support import Built, build_project

KINDS = "actor term topic event claim quote position commitment judgement recommendation".split()

REGISTER = (
    record(
        "actor", "Xactor", "Pactor words.\n\n- item pactor\n- two", kind="group", long="Long xactor"
    )
    + record("actor", "Second", kind="state", member_of="Xactor")
    + record("term", "Xterm", "Pterm words[^1].", long="Long xterm")
    + record("topic", "Xtopic", "Ptopic words.")
)
RECORDS = (
    record("event", "Xevent", "Pevent words.", date="2026-02-20", actors="Xactor")
    + record(
        "claim",
        "Xclaim & <more> 100 %",
        "Pclaim words with *stress* and {actor}`Second`.",
        by="Xactor",
        credibility="2",
        id="xclaim",
    )
    + record("claim", "Other", by="Second", disputes="xclaim")
    + record("quote", "", "Pquote words.", by="Xactor", translation="Tquote")
    + record("position", "Xposition", "Pposition words.", by="Xactor", topic="Xtopic")
    + record("commitment", "Xcommitment", "Pcommitment words.", by="Xactor", due="2025")
    + record("judgement", "Xjudgement", "Pjudgement words.", likelihood="likely", basis="xclaim")
    + record("recommendation", "Xrecommendation", "Precommendation words.", to="Xactor")
    + record("source", "Xsource_a", "Psource words.", url="https://example.org/a_b?c=1&d=~e")
)
VIEWS = "".join(
    record(plural, caption=f"All the {plural}", scope="all")
    for plural in (*(f"{kind}s" for kind in KINDS), "sources", "notes", "briefs")
)
FILES = {
    "index.md": "# Start\n\n```{toctree}\nregister\nnotes/n\nb\nviews\n```\n",
    "register.md": page({}, REGISTER + "\n[^1]: A footnote.\n", title="Register"),
    "notes/n.md": note(RECORDS, title="A note", publisher="Walaw", date="2026-02-21"),
    "b.md": brief(
        "The Xactor says {claim}`xclaim` {quote}`pquote-words` {term}`Xterm`.\n\n" + VIEWS,
        title="A brief", summary="Bottom line.", reference="R_1",
    ),
    "views.md": page({}, VIEWS, title="Views"),
}  # fmt: skip
CONF = {
    "latex_documents": [("index", "all.tex", "All", "A", "manual")],
    "man_pages": [("index", "all", "All", [], 1)],
    "texinfo_documents": [("index", "all", "All", "A", "all", "d", "c")],
    "copyright": "nobody",
    "version": "1",
    "epub_show_urls": "no",
    "suppress_warnings": ["toc.not_included", "epub.unknown_project_files"],
}
SUFFIXES = {
    "html": ".html", "dirhtml": ".html", "singlehtml": ".html", "latex": ".tex", "text": ".txt",
    "man": ".1", "xml": ".xml", "epub": ".xhtml", "texinfo": ".texi",
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_project(tmp_path_factory.mktemp("builders") / "p", FILES, conf=CONF)


def text_of(other: Built) -> str:
    """All text of an output, with markup and escapes out of the way."""
    suffix = SUFFIXES[other.builder]
    files = [content for name, content in other.files().items() if name.endswith(suffix)]
    text = "\n".join(content.decode() for content in files)
    if suffix in (".html", ".xml", ".xhtml"):
        text = html.unescape(re.sub(r"<[^>]+>", "", text))
    text = re.sub(r"\\sphinxhyphen\{\}", "-", text)
    text = re.sub(r"\\(?:emph|textit|sphinxstyle\w+)\{", "", text)
    text = text.replace(r"\textless{}", "<").replace(r"\textgreater{}", ">")
    text = re.sub(r"\\f.|[\\{}*]", "", text)
    return " ".join(unicodedata.normalize("NFKC", text).replace("- ", "-").split())


@pytest.mark.parametrize("builder", SUFFIXES)
def test_no_text_of_a_record_is_lost(built: Built, builder: str) -> None:
    other = built if builder == "html" else built.afresh(builder=builder)
    assert other.status == 0
    assert other.warnings == []
    text = text_of(other)
    wanted = [f"X{kind}" for kind in KINDS if kind != "quote"]
    wanted += [f"P{kind} words" for kind in KINDS]
    wanted += [
        "item pactor",
        "Tquote",
        "100 %",
        "Xsource_a",
        "Psource words",
        "Long xterm",
        "Bottom line.",
        "R_1",
        "Walaw",
        "Other",
        "All the claims",
    ]
    lowered = text.lower()
    assert [item for item in wanted if item.lower() not in lowered] == []


def test_gettext_takes_the_prose(built: Built) -> None:
    other = built.afresh(builder="gettext")
    assert other.status == 0
    assert other.warnings == []
    text = "".join(content.decode() for content in other.files().values())
    for kind in ("claim", "actor", "event"):
        assert f"P{kind}" in text
    assert "Pquote" not in text  # somebody's own words are not translated


@pytest.mark.parametrize("builder", ["dummy", "changes"])
def test_builders_that_print_nothing_run_through(built: Built, builder: str) -> None:
    other = built.afresh(builder=builder)
    assert other.status == 0


def test_links_of_dirhtml_lead_somewhere(built: Built) -> None:
    other = built.afresh(builder="dirhtml")
    pages = {name: text for name, text in other.files().items() if name.endswith("index.html")}
    for name, content in pages.items():
        here = content.decode()
        for match in re.finditer(r'<a class="brief-ref[^"]*" href="([^"]*)"', here):
            target, _, anchor = match[1].partition("#")
            parts = name.split("/")[:-1]
            for part in filter(None, target.split("/")):
                if part == "..":
                    parts.pop()
                else:
                    parts.append(part)
            path = "/".join(parts)
            if not path.endswith(".html"):
                path = f"{path}/index.html".lstrip("/")
            there = here if not target else pages[path].decode()
            assert f'id="{anchor}"' in there, match[1]


def test_links_of_singlehtml_lead_somewhere(built: Built) -> None:
    content = built.afresh(builder="singlehtml").text("index.html")
    links = set(re.findall(r'href="#([^"]+)"', content))
    assert {"claim-xclaim", "actor-xactor", "source-n"} <= links
    assert {place for place in links if f'id="{place}"' not in content} == set()
