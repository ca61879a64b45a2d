"""A project in which every field of every kind that can hold a text holds an attack.

Fields are read off the declarations, so that a new kind or field is attacked as well.
"""

import json
from collections.abc import Mapping

import yaml

from sphinx_briefing.records import KINDS, Brief, Record, Source, declared
from sphinx_briefing.records.fields import (
    AMOUNT,
    BRIEF_KIND,
    COUNTRY,
    DATE,
    FILE,
    ID,
    LANGUAGE,
    LIKELIHOOD,
    LINE,
    LIST,
    NUMBER,
    OFFICES,
    SWITCH,
    UNIT,
    URL,
    WIKIDATA,
    Field,
)

CONF: Mapping[str, object] = {
    "html_theme": "briefing",
    "html_baseurl": "https://briefs.example.org/",
    "briefing_search": True,
    "briefing_feeds": ["atom", "calendar"],
    "briefing_feed_marking": "RED",
    "html_copy_source": False,
    "myst_enable_extensions": ["attrs_inline", "colon_fence", "substitution"],
    "myst_substitutions": {"planted": "<script>window.pwned=9</script>"},
}

FIXED = (
    (ID, None), (DATE, "2026-02-20"), (COUNTRY, "NO"), (LANGUAGE, "en"), (WIKIDATA, "Q42"),
    (NUMBER, "2"), (SWITCH, "no"), (LIKELIHOOD, "likely"), (BRIEF_KIND, "policy"),
    (AMOUNT, "~435/1423"),
)  # fmt: skip
"""What is written into fields that take no text of an author's."""

HTML = "<script>window.pwned=4</script> <b onmouseover='window.pwned=5'>b</b> <img src=x onerror=a>"
BODY = f"""{HTML} [link](javascript:window.pwned=6) \\<script>window.pwned=7\\</script>

<div onclick="window.pwned=8" style="position:fixed">
<iframe src="javascript:parent.pwned=9"></iframe>
</div>
"""


def text_of(name: str) -> str:
    """A text that tries to end whatever it is written into; it tells where it was planted."""
    return (
        f"{name} x\"'><script>window.pwned='{name}'</script></script><img src=x "
        f"onerror=window.pwned='{name}'>]]>-->"
    )


def value_of(kind: str, field: Field) -> str | None:
    """What is written into a field; ``None`` for those that take nothing of an author's."""
    name, shape = f"{kind}-{field.name}", field.shape
    if shape.leads_on:  # there is no other record to lead to
        return None
    if field.name == "snapshot":  # a file that must be there
        return None
    if shape.refers:
        return f"{shape.refers}-1"
    if shape.is_like(LINE, LIST, OFFICES, FILE, UNIT):
        return text_of(name)
    if shape.is_like(URL):
        return f"https://example.org/?{name}=\"'><script>window.pwned=1</script>"
    for fixed, value in FIXED:
        if shape.is_like(fixed):
            return value
    if shape.scale is not None:
        return shape.scale.values[0]
    raise AssertionError(f"what can be planted in {name}?")


def fields_of(record: type[Record] | type[Brief], *without: str) -> dict[str, str]:
    kind = record.kind_name
    found = {
        name: value
        for name, field in declared(record).items()
        if name not in ("tlp", "topics", "tags", *without) and (value := value_of(kind, field))
    }
    for name in getattr(record, "exclusive", ())[1:]:  # which may not name what the first does
        found.pop(name, None)
    return found


def register() -> str:
    """One record of each kind."""
    found = []
    for kind, record in KINDS.items():
        own = (
            "corroborates",
            "disputes",
            "origin",
            "parent",
            "see",
            "not",
            "members",
            "member-of",
            "speaks-for",
        )
        argument = record.argument
        fields = fields_of(record, argument, *own)
        fields.pop(kind, None)  # nothing is its own topic or source
        title = text_of(f"{kind}-{argument}") if argument else ""
        options = yaml.safe_dump(fields | {"id": f"{kind}-1"}, width=1000)
        found.append(f"`````{{{kind}}} {title}\n---\n{options}---\n\n{BODY}\n`````\n")
    return "\n".join(found)


def views() -> str:
    """Every kind in every layout."""
    found = []
    for record in KINDS.values():
        for layout in record.layouts:
            caption = text_of(f"caption-{record.plural}-{layout}")
            options = yaml.safe_dump({"as": layout, "scope": "all", "caption": caption}, width=1000)
            found.append(f"```{{{record.plural}}}\n---\n{options}---\n```\n")
    return "\n".join(found)


def references() -> str:
    return "\n\n".join(
        f"{{{kind}}}`{kind}-1` {{{kind}}}`own \"' onclick=x <{kind}-1>`" for kind in KINDS
    )


def front(key: str, fields: Mapping[str, str], **others: object) -> str:
    return f"---\n{yaml.safe_dump({key: dict(fields), **others}, width=1000)}---\n"


def files() -> dict[str, str]:
    """The files of the project."""
    title = f"# Title {text_of('title')}\n\n"
    registers = "# Registers\n\n```{actors}\n:file: actors.yaml\n```\n"
    actors = [
        {
            "id": "from-a-file",
            "name": text_of("file-name"),
            "kind": "group",
            "text": HTML,
            "aliases": [text_of("file-alias")],
            "website": 'https://example.org/"><script>',
        }
    ]
    by_hand = (
        "By hand\n=======\n\n:tlp: CLEAR\n\n`x <javascript:window.pwned=1>`_ r_\n\n"
        ".. _r: JavaScript:window.pwned=2\n\n"
        ".. image:: javascript:window.pwned=3\n   :target: javascript:window.pwned=3\n"
        f"   :alt: {text_of('alt')}\n\n.. raw:: html\n\n   {HTML}\n\n"
        ".. meta::\n   :http-equiv=refresh: 0;url=javascript:window.pwned=1\n\n"
        f".. actor:: {text_of('rst-actor')}\n   :kind: group\n   :id: rst-1\n\n   pwned\n"
    )
    source = fields_of(Source, "source", "topic", "origin") | {"id": "of-note"}
    brief = fields_of(Brief) | {"status": "final"}
    expected = [f"{kind}-{record.argument}" for kind, record in KINDS.items() if record.argument]
    expected += ["brief-summary", "brief-authors", "source-publisher", "actor-offices", "term-long"]
    return {
        "registers.md": registers,
        "actors.yaml": yaml.safe_dump(actors),
        "note.md": front("source", source, topics=["topic-1"]) + title + register(),
        "brief.md": front("brief", brief, topics=["topic-1"])
        + title
        + BODY
        + "\n{{ planted }}\n\n"
        + references()
        + "\n\n"
        + views(),
        "by-hand.rst": by_hand,
        "expected.json": json.dumps(expected),
    }
