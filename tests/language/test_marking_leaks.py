"""What a page prints that is marked more strictly than the page, by every way that was tried."""

import re

import pytest

from tests.support import Build, Built, Content

REGISTER = """\
---
tlp: CLEAR
---
# R

```{actor} Norland
:kind: state
```

```{actor} Sudland
:kind: state
```

```{actor} Member
:kind: group
:member-of: ract
```

```{actor} Telling
:kind: group

They know {actor}`ract`.
```

```{source} Open src
:id: csrc
```

```{source} Retold
:id: retold
:origin: rsrc
```

```{claim} Open claim
:id: cclaim
:by: Norland
:source: csrc
```

```{claim} Open claim 2
:id: cclaim2
:by: Norland
:source: csrc
```

```{claim} Referring
:id: creferring
:by: Norland
:source: csrc

It refers to {claim}`rclaim` and {actor}`ract`.
```
"""
RED = """\
---
source:
  id: rsrc
  title: ZRED-SRC
  publisher: ZRED-PUB
  author: ZRED-AUTH
  date: 2026-01-05
tlp: RED
---
(red-label)=
# ZRED-PAGE

```{claim} ZRED-CLAIM
:id: rclaim
:by: Norland
:corroborates: cclaim
```

```{claim} ZRED-DENIAL
:id: rdenial
:by: Norland
:disputes: cclaim2

ZRED-BODY
```

```{event} ZRED-EVENT
:id: rev
:date: 2026-01-09
:kind: meeting
:actors: Norland, Sudland
```

```{position} ZRED-POS
:id: rpos
:by: Norland
:topic: otopic
```

```{commitment} ZRED-COM
:id: rcom
:by: Norland
:due: 2026-05
```

```{quote}
:id: rquote
:by: Norland

ZRED-QUOTE
```

% start
ZRED-INCLUDED.
"""
AMBER = """\
---
tlp: AMBER
---
# ZAMB-PAGE

```{actor} ZAMB-ACTOR
:id: ract
:kind: group
:tlp: AMBER
:aliases: the Quiet Group, TQG

ZAMB-BODY
```

```{term} ZAMB-TERM
:id: rterm
:aliases: quiet word

ZAMB-TERMBODY
```

```{topic} ZAMB-TOPIC
:id: rtopic
```
"""
RED_BRIEF = """\
---
brief:
  kind: flash
  date: 2026-02-01
  summary: ZRED-SUMMARY
tlp: RED
---
# ZRED-BRIEF

Words.
"""
FILES: dict[str, Content] = {
    "index.md": "# Start\n",
    "reg.md": REGISTER,
    "topics.md": "# Topics\n\n```{topic} Open topic\n:id: otopic\n```\n",
    "red.md": RED,
    "amber.md": AMBER,
    "redbrief.md": RED_BRIEF,
}
FRONT = """\
---
brief:
  kind: flash
  date: 2026-02-01
  status: final
  summary: {summary}
tlp: CLEAR
---
# B

"""
FIRST = 11
"""The line that the text of the brief begins at."""


def block(directive: str, *options: str) -> str:
    return "\n".join(
        [
            f"```{{{directive.split()[0]}}} {' '.join(directive.split()[1:])}",
            *(f":{option}" for option in options),
            "```",
            "",
        ]
    )


LEAKS = {
    "a role": ("{claim}`rclaim`", [11]),
    "a role in the midst of a paragraph": ("One line,\nanother,\nand {claim}`rclaim` more.", [13]),
    "a role twice": ("{claim}`rclaim`\n\n{quote}`rquote`\n\n{claim}`rclaim`", [11, 13, 15]),
    "an alias in prose": ("Words.\n\nWe met\nthe Quiet Group.", [14]),
    "an alias of a term in prose": ("They spoke a quiet word.", [11]),
    "corroboration": (block("claims", "ids: cclaim", "as: corroboration"), [11]),
    "contrast": (block("claims", "ids: cclaim2", "as: contrast"), [11]),
    "a table with what disputes a claim": (block("claims", "ids: cclaim2"), [11]),
    "a list with what disputes a claim": (block("claims", "ids: cclaim2", "as: list"), [11]),
    "a second source": (block("claim C2", "by: Norland", "source: csrc, rsrc"), [11]),
    "a map": (block("actors", "as: map", "scope: all", "ids: Norland, Sudland"), [11]),
    "a body that refers": (block("claims", "ids: creferring", "as: list"), [11]),
    "a basis": (block("judgement J", "likelihood: likely", "basis: rclaim"), [11]),
    "whom it is recommended to": (block("recommendation Do", "to: ract"), [11]),
    "who has claimed it": (block("claim C", "by: ract", "source: csrc"), [11]),
    "a topic of a position": (block("position P", "by: Norland", "topic: rtopic",
                                    "source: csrc"), [11]),
    "who took part": (block("event Ev", "date: 2026", "actors: ract"), [11]),
    "a link to a page": ("{doc}`red`", [11]),
    "a link to a heading": ("{ref}`red-label`", [11]),
    "a Markdown link": ("Words.\n\n[](red.md)", [13]),
    "a link to anything": ("[](#claim-rclaim)", [11]),
    "any": ("{any}`claim-rclaim`", [11]),
    "a standard term": ("{std:term}`rterm`", [11]),
    "notes": (block("notes"), [11]),
    "notes as a table": (block("notes", "as: table"), [11]),
    "briefs": (block("briefs"), [11]),
    "topics": (block("topics"), [11]),
    "sources as cards": (block("sources", "scope: all", "as: cards"), [11]),
    "a matrix": (block("positions"), [11]),
    "positions by topic": (block("positions", "as: table"), [11]),
    "commitments": (block("commitments"), [11]),
    "quotes": (block("quotes"), [11]),
    "events of the page": ("{event}`rev`\n\n" + block("events", "scope: page"), [11, 13]),
    "a timeline": (block("events"), [11]),
    "a table of contents": (block("toctree") .replace("```\n", "red\n```\n"), [11]),
    "a deep table of contents": (block("toctree", "maxdepth: 2").replace("```\n", "mid\n```\n"),
                                 [11]),
    "the file of a page": (block("include red.md", "start-after: '% start'"), [11]),
    "the file of a page, literally": ("Words.\n\n" + block("literalinclude red.md"), [13]),
    "an actor of the page": ("We met TQG.\n\n" + block("actors", "scope: page"), [11, 13]),
    "an annex": ("Words.\n\nThey met\n{actor}`Telling`.", [14]),
    "a record of the page": (block("claim Mine", "by: Norland", "source: csrc", "tlp: RED",
                                   "id: ZRED-mine"), [11]),
    "inside a list": ("- One\n- {claim}`rclaim`", [12]),
    "inside a table": ("| A |\n| - |\n| {claim}`rclaim` |", [13]),
    "inside a note": ("```{note}\nWords.\n\n{claim}`rclaim`\n```", [14]),
    "in a heading": ("## About {actor}`ract`", [11]),
    "in a footnote": ("Words.[^1]\n\n[^1]: {claim}`rclaim`", [13]),
}  # fmt: skip

SILENT = {
    "a role to an open claim that is disputed": "{claim}`cclaim2`",
    "a source that retells a strict one": "{source}`retold`",
    "an actor who belongs to a strict one": "{actor}`Member`",
    "a claim that bears a strict one out": block(
        "claim Own", "by: Norland", "source: csrc", "corroborates: rclaim"
    ),
    "a summary of all sources": block("sources", "scope: all", "as: summary"),
    "a claim whose prose refers to a strict one": "{claim}`creferring`",
    "a link to a page by a name of its own": "{doc}`that paper <red>` [another](red.md)",
    "open records": block("claims", "ids: cclaim"),
    "code": "`the Quiet Group`",
}


def built_with(build: Build, text: str, builder: str = "html", summary: str = "S") -> Built:
    files = {
        **FILES,
        "b.md": FRONT.format(summary=summary) + text + "\n",
        "mid.md": "# Mid\n\n```{toctree}\nred\n```\n",
    }
    return build(files, builder)


def told(built: Built, page: str = "b.md") -> list[int]:
    found = [w for w in built.warnings if w.startswith(f"{page}:")]
    assert all(w.endswith("[briefing.marking]") for w in found), found
    return sorted(int(w.split(":")[1]) for w in found)


def secrets(markup: str) -> set[str]:
    return set(re.findall(r"Z(?:RED|AMB)-[\w]+", markup))


@pytest.mark.parametrize("name", LEAKS)
def test_what_a_page_prints_is_said_at_its_line(build: Build, name: str) -> None:
    text, lines = LEAKS[name]
    built = built_with(build, text)
    assert told(built) == lines, built.warnings
    assert secrets(built.text("b.html")) or "quiet" in text or "TLP:RED" in built.text("b.html")


@pytest.mark.parametrize("name", SILENT)
def test_what_a_page_does_not_print_is_not_said(build: Build, name: str) -> None:
    built = built_with(build, SILENT[name])
    assert told(built) == []
    assert not secrets(built.text("b.html"))


def test_a_summary_that_names_a_strict_actor(build: Build) -> None:
    built = built_with(build, "Words.", summary="The Quiet Group met.")
    assert told(built) == [6]


def test_front_matter_that_names_a_strict_record(build: Build) -> None:
    note = "---\nsource:\n  title: N\n  date: 2026-01-06\n  origin: rsrc\n---\n# N\n\nWords.\n"
    built = build({**FILES, "n.md": note})
    assert "ZRED-SRC" in built.text("n.html")
    assert told(built, "n.md") == [5]


def test_the_pages_before_and_after(build: Build) -> None:
    listed = "# Start\n\n```{toctree}\nb\nred\nc\n```\n"
    files = {**FILES, "index.md": listed, "b.md": "# B\n", "c.md": "# C\n"}
    built = build(files)
    assert (told(built), told(built, "index.md"), told(built, "c.md")) == ([1], [3], [1])
    assert told(build(files, "text")) == []


def test_a_table_of_contents_may_call_a_page_otherwise(build: Build) -> None:
    def index(*options: str) -> str:
        return "# Start\n\n```{toctree}\n" + "".join(options) + "That paper <red>\n```\n"

    assert told(build({**FILES, "index.md": index()}, "text"), "index.md") == []
    red = RED.replace("% start", "## ZRED-SECTION")
    deep = build({**FILES, "red.md": red, "index.md": index()}, "text")
    assert "ZRED-SECTION" in deep.text("index.txt")
    assert told(deep, "index.md") == [3]
    shallow = build({**FILES, "red.md": red, "index.md": index(":maxdepth: 1\n")}, "text")
    assert told(shallow, "index.md") == []


def test_a_hidden_table_of_contents_shows_in_the_navigation(build: Build) -> None:
    files = {**FILES, "index.md": "# Start\n\n```{toctree}\n:hidden:\nred\n```\n"}
    built = build(files)
    assert "ZRED-PAGE" in built.text("index.html")
    assert told(built, "index.md") == [3]
    assert told(build(files, "text"), "index.md") == []


def test_an_unmarked_page_is_told_what_it_counts_as(build: Build) -> None:
    built = build({**FILES, "b.md": "# B\n\n{claim}`rclaim`\n"})
    (warning,) = (w for w in built.warnings if w.startswith("b.md"))
    assert "this page is not marked and counts as TLP:CLEAR; leave them out" in warning


def test_a_page_that_is_marked_as_strictly_may_print_it(build: Build) -> None:
    texts = "\n\n".join(text for text, _ in LEAKS.values() if "toctree" not in text)
    front = FRONT.format(summary="The Quiet Group.").replace("CLEAR", "RED")
    files = {**FILES, "b.md": front + texts}
    assert told_of_markings(build(files)) == []


def told_of_markings(built: Built) -> list[str]:
    return [w for w in built.warnings if w.startswith("b.md") and "briefing.marking" in w]


def test_the_navigation_shows_pages_elsewhere(build: Build) -> None:
    # The pages that list the strict page may; pages beside them, with their navigation, may not.
    files: dict[str, Content] = {
        "index.md": "---\ntlp: RED\n---\n# Start\n\n```{toctree}\nsecret/index\n```\n",
        "secret/index.md": "---\ntlp: RED\n---\n# ZRED-LIST\n\n```{toctree}\nred\nopen\n```\n",
        "secret/red.md": "---\ntlp: RED\n---\n# ZRED-PAGE\n",
        "secret/open.md": "# Open\n",
        "aside.md": "---\norphan: true\n---\n# Aside\n",
    }
    furo = build(files, conf={"html_theme": "furo"})
    assert "ZRED-PAGE" in furo.text("aside.html")
    assert told(furo, "index.md") == [6]
    assert told(furo, "secret/index.md") == [6]
    assert furo.again().warnings == furo.afresh().warnings
    ours = build(files, conf={"html_theme": "briefing"})
    assert "ZRED-PAGE" not in ours.text("aside.html")
    assert told(ours, "index.md") == [6]
    assert told(ours, "secret/index.md") == []
    assert told(build(files), "index.md") == []
