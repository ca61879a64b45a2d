"""What prints without having asked whether it may: of any kind, in any layout, in any file.

Kinds, their fields and their layouts are read off the declarations, so that a new one is looked at
as well; so is every file of an output that nobody has thought of yet.
"""

import re
import zlib
from collections.abc import Iterator, Mapping

import pytest
import yaml

from sphinx_briefing.records import KINDS, Record, declared
from tests.corpus import page, plain
from tests.planted import value_of
from tests.support import BASE_CONF, Build, Built, Content, _assignments

SECRET = re.compile(r"zq[a-z]{5,}")
OTHERS = """
from docutils import nodes
from sphinx_briefing import api


class Wreck(api.Record, frozen=True, kw_only=True):
    kind_name, plural, argument = "wreck", "wrecks", "name"
    name: api.Line
    cargo: api.Line | None = None


def bare(records, context):
    return [nodes.paragraph("", record.title_text) for record in records]


def setup(app):
    api.add_kind(app, Wreck)
    api.add_layout(app, "bare", bare, kinds=["wreck", "claim", "actor"])
"""
CONF: Mapping[str, object] = {
    **BASE_CONF,
    "html_theme": "briefing",
    "html_baseurl": "https://x.example/",
    "briefing_search": True,
    "briefing_feeds": ["atom", "calendar"],
    "html_copy_source": False,
}
MARKED = re.compile(r"TLP:RED")
WHOLE = re.compile(
    r"red\.\w+|OEBPS/red\.xhtml|objects\.inv|searchindex\.js|_search/.*|_static/briefing-cards/.*"
    r"|\.briefing-.*|\.doctrees/.*|ledger.*|.*\.schema\.json"
)
"""Files for those who may read the whole: of the red page, of what says with each thing how it is
marked, and what is no output for readers."""


def secret(text: str) -> str:
    """A text whose words nobody else uses."""
    return "Zq" + re.sub(r"[^a-z]", "", text.lower())


def written(record: type[Record]) -> str:
    """A record that says something of its own in each field that takes words."""
    kind = record.kind_name
    own = {"corroborates", "disputes", "origin", "parent", "see", "not", "members", "member-of",
           "speaks-for", record.argument, kind, "tlp", "tags", "source", "url"}  # fmt: skip
    fields = {"id": f"{kind}-1"}
    for name, field in declared(record).items():
        value = None if name in own else value_of(kind, field)
        if value is not None:
            is_text = "<script>" in value
            fields[name] = secret(f"{kind} {name}") if is_text else value
    title = secret(f"{kind} title") if record.argument else ""
    options, body = yaml.safe_dump(fields), secret(f"{kind} body")
    return f"`````{{{kind}}} {title}\n---\n{options}---\n\n{body}.\n`````\n"


def asked() -> Iterator[tuple[str, str, str]]:
    """All kinds in all their layouts: name of a page, plural, layout."""
    for record in KINDS.values():
        for layout in record.layouts:
            yield f"{record.kind_name}-{layout}", record.plural, layout
    for kind, plural in (("wreck", "wrecks"), ("claim", "claims"), ("actor", "actors")):
        yield f"{kind}-bare", plural, "bare"
    yield "wreck-list", "wrecks", "list"


def project(marking: str = "") -> dict[str, Content]:
    """A red page with a record of each kind, and an open one for each way to print them.

    :param marking: that of the passage that prints them, if they are in one.
    """
    registers = "".join(map(written, KINDS.values()))
    wreck = "```{wreck} Zqwrecktitle\n:id: wreck-1\n:cargo: Zqwreckcargo\n```\n"
    files: dict[str, Content] = {
        "conf.py": "\n".join([*_assignments(CONF), OTHERS]),
        "index.md": "# Start\n",
        "red.md": page({"tlp": "RED"}, registers + wreck, "Zqtitle"),
    }
    for name, plural, layout in asked():
        text = f"```{{{plural}}}\n:as: {layout}\n:scope: all\n```\n"
        if marking:
            text = f"````{{restricted}} {marking}\n{text}````\n"
        files[f"{name}.md"] = page({"tlp": "CLEAR"}, text, "Open")
    return files


def told(built: Built) -> set[str]:
    """The pages of which something is said."""
    return {
        line.partition(":")[0].removesuffix(".md")
        for line in built.warnings
        if line.endswith("[briefing.marking]")
    }


def secrets(content: bytes) -> set[str]:
    if content[:1] == b"#" and b"zlib" in content[:200]:
        content = zlib.decompress(content.split(b"\n", 4)[4])
    return set(SECRET.findall(content.decode("utf-8", "replace").lower()))


@pytest.mark.parametrize("builder", ["html", "text", "xml", "dirhtml"])
def test_what_is_printed_is_told_of(build: Build, builder: str) -> None:
    built = build(project(), builder)
    pages = {name for name, _plural, _layout in asked()}
    shown = set()
    for path, content in built.files().items():
        found = secrets(content)
        name = path.removesuffix("/index.html") if builder == "dirhtml" else path.rpartition(".")[0]
        if name in pages and found:
            shown.add(name)
        elif found and not WHOLE.fullmatch(path) and name != "red":
            assert MARKED.search(content.decode("utf-8", "replace")), (path, found)
    assert len(shown) > len(KINDS)
    assert shown - told(built) == set()


def test_nothing_is_said_of_passages_that_may(build: Build) -> None:
    assert told(build(project("RED"), "text")) == set()


def test_passages_that_may_not_are_told_of(build: Build) -> None:
    assert told(build(project("AMBER"), "text")) == told(build(project(), "text")) != set()


def test_pages_bear_the_marking_of_their_passages(build: Build) -> None:
    built = build(project("RED"))
    for name, _plural, _layout in asked():
        head = built.text(f"{name}.html").partition("</header>")[0]
        assert "TLP:RED" in plain(head), name
