"""Bodies of records on other pages: what cannot be copied is replaced by a link."""

from collections.abc import Mapping

import pytest

from tests.support import BASE_CONF, Build, Built

BUILDERS = ("html", "singlehtml", "epub", "latex", "text", "man", "texinfo", "xml",
            "briefpdf", "briefdocx", "ledger", "gettext")  # fmt: skip

COUNTED = """
from docutils import nodes
from docutils.parsers.rst import Directive

class Counted(nodes.General, nodes.Element):
    pass

class CountedWord(nodes.Inline, nodes.TextElement):
    pass

class CountedDirective(Directive):
    has_content = True

    def run(self):
        env = self.state.document.settings.env
        node = Counted("", nodes.paragraph("", "Counted words"), ids=[f"counted-{self.lineno}"])
        node.line = self.lineno
        return [node]

def word(name, rawtext, text, lineno, inliner, options=None, content=None):
    return [CountedWord(rawtext, text, ids=["word"])], []

def resolved(app, doctree, docname):
    for node in list(doctree.findall(lambda n: isinstance(n, (Counted, CountedWord)))):
        where = node["ids"][0]
        node.replace_self(nodes.literal(where, where))

def setup(app):
    app.add_node(Counted)
    app.add_node(CountedWord)
    app.add_directive("counted", CountedDirective)
    app.add_role("word", word)
    app.connect("doctree-resolved", resolved)
"""
"""An extension whose nodes are counted by their ids, as those of others are."""

CONF: Mapping[str, object] = {
    "extensions": [*BASE_CONF["extensions"], "counted"],  # type: ignore[misc]
    "numfig": True,
    "math_number_all": True,
    "briefing_checks": {"unsourced": "off"},
    "latex_documents": [("index", "test.tex", "Test", "Nobody", "manual")],
    "epub_copyright": "2026",
    "version": "1",
}


def project(body: str) -> dict[str, str]:
    return {
        "counted.py": COUNTED,
        "index.md": "# Start\n\n```{toctree}\nnote\nb\n```\n",
        "c.md": "# More\n",
        "note.md": "# Note\n\n```{actor} NMT\n:kind: organisation\n```\n\n"
        f"``````{{claim}} Vik reopens\n:id: vik\n:by: NMT\n\n{body}\n``````\n",
        "b.md": "---\nbrief: {kind: flash, date: 2026-02-23}\n---\n"
        "# Brief\n\n```{claims}\n:as: list\n```\n",
    }


def made(build: Build, body: str, builder: str = "html") -> Built:
    conf = {**CONF, "extensions": list(CONF["extensions"])}  # type: ignore[call-overload]
    files = project(body)
    files["conf.py"] = "\n".join(
        [
            "import os, sys",
            "sys.path.insert(0, os.path.dirname(__file__))",
            *(f"{name} = {value!r}" for name, value in {**BASE_CONF, **conf}.items()),
        ]
    )
    return build(files, builder)


BODIES = {
    "equation": "```{math}\n:label: g\ng = 0.02\n```\n\nSee {eq}`g`.",
    "contents": "Before.\n\n```{toctree}\nc\n```",
    "block": "Before.\n\n```{counted}\n```\n\n- A list.\n\n  ```{counted}\n  ```",
    "word": "A {word}`counted` word.",
    "objects": "```{py:function} spam(eggs)\nA function.\n```",
    "grammar": '```{productionlist} rule: "a" | "b"\n```',
    "words": "```{glossary}\nBerth\n: A place for a ship.\n```",
}


@pytest.mark.parametrize("builder", BUILDERS)
def test_nothing_in_a_body_ends_a_build(build: Build, builder: str) -> None:
    body = "\n\n".join(BODIES.values())
    built = made(build, body, builder)
    assert built.warnings == []


def test_a_copy_of_an_equation_has_no_number(build: Build) -> None:
    built = made(build, BODIES["equation"])
    assert built.warnings == []
    assert "eqno" in built.text("note.html")
    assert "eqno" not in built.text("b.html")
    assert "0.02" in built.text("b.html")


@pytest.mark.parametrize("kind", ["contents", "block", "word"])
def test_a_link_leads_to_what_is_not_copied(build: Build, kind: str) -> None:
    built = made(build, BODIES[kind])
    page = built.text("b.html")
    assert 'href="note.html#claim-vik"' in page
    assert "see “Vik reopens”" in page
    assert "counted-" not in page
    assert "cannot be printed on other pages; a link to it stands there" in built.messages
    assert "briefing.field" in built.messages
    if kind != "contents":
        assert built.warnings == []


def test_what_is_hidden_needs_no_link(build: Build) -> None:
    built = made(build, "Before.\n\n```{toctree}\n:hidden:\n\nc\n```")
    assert "see “" not in built.text("b.html")
    assert "cannot be printed" not in built.messages


def test_the_link_speaks_the_language_of_the_build(build: Build) -> None:
    files = project(BODIES["word"])
    conf = {**CONF, "language": "de"}
    files["conf.py"] = "\n".join(
        [
            "import os, sys",
            "sys.path.insert(0, os.path.dirname(__file__))",
            *(f"{name} = {value!r}" for name, value in {**BASE_CONF, **conf}.items()),
        ]
    )
    assert "siehe „Vik reopens“" in build(files).text("b.html")
