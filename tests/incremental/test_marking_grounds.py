"""Markings are checked anew where other pages decide whether something strict was printed."""

import re

import pytest

from tests.support import BASE_CONF, Build, Built, _assignments

LAYOUT = """
from docutils import nodes
from sphinx_briefing import api


def bare(records, context):
    return [nodes.paragraph("", record.statement) for record in records]


def setup(app):
    api.add_layout(app, "bare", bare, kinds=["claim"])
"""
STRICT = """---
tlp: RED
source: {id: s, title: Report}
---
# Strict

```{actor} E6
:kind: group
```

```{claim} The old port closes in May
:id: so
:by: E6
```
"""
OTHER = "# Other\n\n```{{topic}} Ports\n:id: ports\n{more}\n{text}\n```\n"
SAYS_SO, SAYS_NOT = "They say: The old port closes in May, all of them.", "They say nothing."
FILES = {
    "conf.py": "\n".join([*_assignments(BASE_CONF), LAYOUT]),
    "index.md": "# Start\n",
    "strict.md": STRICT,
    "open.md": "# Open\n\n```{claims}\n:as: bare\n:ids: so\n```\n",
    "other.md": OTHER.format(more="", text=SAYS_SO),
}
"""A page prints the words of a strict claim, without a link; an open topic may say the same."""


def said_of(built: Built, page: str) -> list[str]:
    return [
        line for line in built.warnings if re.match(rf"{page}:\d+: .*\[briefing.marking\]$", line)
    ]


def is_exact(built: Built, page: str) -> bool:
    clean = built.afresh()
    assert built.warnings == clean.warnings
    assert built.files() == clean.files()
    record = ".briefing-answers-html.json"
    assert (built.out / record).read_bytes() == (clean.out / record).read_bytes()
    return bool(said_of(built, page))


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_open_record_explains_what_is_printed(build: Build, jobs: int) -> None:
    built = build(FILES, jobs=jobs)
    assert not said_of(built, "open.md")
    built.again({"other.md": OTHER.format(more="", text=SAYS_NOT)})
    assert is_exact(built, "open.md")
    built.again({"other.md": OTHER.format(more="", text=SAYS_SO)})
    assert not is_exact(built, "open.md")
    built.again({"other.md": OTHER.format(more=":tlp: RED\n", text=SAYS_SO)})
    assert is_exact(built, "open.md")
    built.again({"other.md": None})
    assert is_exact(built, "open.md")


def test_pages_that_show_the_same_are_not_written_again(build: Build) -> None:
    built = build(FILES)
    before = built.path("open.html").stat().st_mtime_ns
    built.again({"other.md": OTHER.format(more="", text=f"{SAYS_SO} More.")})
    assert is_exact(built, "open.md") is False
    built.again({"other.md": OTHER.format(more="", text=SAYS_NOT)})
    assert said_of(built, "open.md")
    assert built.path("open.html").stat().st_mtime_ns == before


HEADINGS = "---\ntlp: RED\n---\n# Strict\n\n{}\n"
LINKS = {
    "index.md": "# Start\n\n```{toctree}\nopen\n```\n",
    "open.md": "# Open\n\n[The secret plan](strict.md)\n",
    "strict.md": HEADINGS.format("## Old"),
    "box.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
}


@pytest.mark.parametrize(
    "text",
    [
        "## The secret plan",
        "## Old\n\n### The secret plan",
        "```{figure} box.svg\n:name: box\n\nThe secret plan\n```",
    ],
)
def test_a_heading_of_a_strict_page_comes_to_be_what_a_link_says(build: Build, text: str) -> None:
    built = build(LINKS)
    assert not said_of(built, "open.md")
    built.again({"strict.md": HEADINGS.format(text)})
    assert is_exact(built, "open.md")
    built.again({"strict.md": LINKS["strict.md"]})
    assert not is_exact(built, "open.md")
