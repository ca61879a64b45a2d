"""What we print may stand in whatever holds blocks, and what is left out leaves no hole."""

from collections.abc import Mapping
from textwrap import indent

import pytest

from tests.corpus import note, record
from tests.support import Build

CONF: Mapping[str, object] = {
    "extensions": ["myst_parser", "sphinx_design", "sphinx_briefing"],
    "myst_enable_extensions": ["colon_fence", "deflist", "dollarmath"],
    "numfig": True,
    "suppress_warnings": ["toc.not_included", "briefing", "docutils", "image.not_readable"],
}

REGISTER = note(
    record("actor", "E5", kind="group")
    + record("topic", "T")
    + record("event", "Ev", "Body[^a].\n\n|a|\n|-|\n|b|", date="2026-02-01", actors="E5")
    + record("position", "Pos", by="E5", topic="T")
    + record("term", "LEAP", "Some *body*.", long="Low-Cost")
    + record("commitment", "Co", by="E5", due="2026")
    + record("judgement", "Ju", likelihood="likely")
    + "\n[^a]: A note.\n"
)


def fenced(head: str, body: str, ticks: int = 6) -> str:
    fence = "`" * ticks
    return f"{fence}{head}\n\n{body}\n{fence}"


HOLDERS = {
    **{
        name: f"{{{name}}}" + argument
        for name, argument in {
            "epigraph": "", "pull-quote": "", "highlights": "", "figure": " p.png", "note": "",
            "admonition": " T", "sidebar": " T", "compound": "", "container": " x", "only": " html",
            "describe": " x", "py:function": " f()", "dropdown": " T", "versionadded": " 1",
            "table": " Caption", "parsed-literal": "", "recommendation": " Outer", "seealso": "",
        }.items()
    },
    "claim": "{claim} Outer\n:by: E5", "quote": "{quote}\n:by: E5",
    "caption": "{figure} p.png\n\nCaption\n",
}  # fmt: skip
"""Each takes what stands in it."""


def held(name: str, body: str) -> str:
    if name in HOLDERS:
        return fenced(HOLDERS[name], body)
    inner = indent(body, "    ")
    return {
        "tabs": fenced("{tab-set}", fenced("{tab-item} T", body, 5)),
        "list-table": fenced("{list-table} Cap", f"* - a\n  - b\n* - c\n  - d\n\n{inner}"),
        "list item": f"- a\n\n{indent(body, '  ')}\n",
        "only in a list": f"1.  {inner.lstrip()}\n",
        "block quote": indent(body, "> ", lambda line: True),
        "definition": f"Term\n:   a\n\n{inner}",
        "glossary": fenced("{glossary}", f"word\n{indent(body, '  ')}"),
        "rst table": fenced("{eval-rst}", f".. list-table::\n\n   * - a\n     - {in_rst(body)}\n"),
    }[name]


def in_rst(body: str) -> str:
    head, *rest = body.strip("`").strip().split("\n")
    head = head.replace("{", ".. ").replace("}", "::")
    return "\n".join([head, *(f"          {line}" for line in rest)])


PLACES = (
    *HOLDERS, "tabs", "list-table", "list item", "only in a list", "block quote", "definition",
    "glossary", "rst table",
)  # fmt: skip

CONTENTS = {
    "table": "```{claims}\n:as: table\n:caption: Cap\n```",
    "timeline": "```{events}\n:as: timeline\n:caption: Cap\n```",
    "map": "```{actors}\n:as: map\n```",
    "cards": "```{actors}\n```",
    "matrix": "```{positions}\n:as: matrix\n```",
    "of the page": "```{sources}\n```",
    "nothing found": "```{quotes}\n:tags: none\n```",
    "glossary": "```{glossary}\n```",
    "file": "```{actors}\n:file: a.yaml\n:as: table\n```",
    "record": "```{claim} Inner\n:by: E5\n\nBody with a note[^b] and {actor}`E5`.\n```",
    "recommendation": "```{recommendation} Do\n\n*Because*[^b]\n```",
    "bad record": "```{recommendation} R\n:tlp: K\n```",
    "bad quotation": "```{quote}\n:colour: red\n\nwords\n```",
    "bad selection": "```{claims}\n:as: nothing\n```",
    "bad file": "```{actors}\n:file: none.yaml\n```",
}


def everything() -> dict[str, str]:
    front = "---\nbrief:\n  kind: flash\n  date: 2026-03-01\n---\n"
    files = {"register.md": REGISTER, "a.yaml": "- {name: Aa, kind: group, text: x *y*}\n"}
    for number, place in enumerate(PLACES):
        inside = "\n\n".join(held(place, content) for content in CONTENTS.values())
        head = front if number % 2 else ""
        files[f"{place.replace(':', '-')}.md"] = f"{head}# {place}\n\n{inside}\n\n[^b]: A note.\n"
    return files


@pytest.mark.parametrize("builder", ["html", "latex", "text", "man", "briefpdf", "briefdocx"])
def test_everything_in_everything(build: Build, builder: str) -> None:
    built = build(everything(), builder, conf=CONF)
    assert built.status == 0
    assert built.files()


def test_a_bad_record_leaves_a_figure_and_a_quotation_whole(build: Build) -> None:
    built = build(
        {
            "a.md": "# A\n\n"
            + fenced("{epigraph}", CONTENTS["bad quotation"])
            + "\n\n"
            + fenced("{figure} p.png", CONTENTS["bad record"])
        },
        conf={"suppress_warnings": ["image.not_readable"]},
    )
    lines = [warning.partition(" WARNING")[0] for warning in built.warnings]
    assert lines == ["a.md:5:", "a.md:6:", "a.md:15:"]
    assert "<figure" in built.text("a.html")
    assert "words" not in built.text("a.html")


def test_a_recommendation_keeps_its_words_and_what_stands_in_it(build: Build) -> None:
    body = "*Because* of {actor}`E5`.\n\n```{events}\n```\n"
    built = build(
        {"r.md": REGISTER, "a.md": "# A\n\n" + fenced("{recommendation} Do it", body)}, "text"
    )
    text = built.text("a.txt")
    assert text.index("Do it") < text.index("*Because* of E5.") < text.index("Ev")
    assert built.ledger["recommendations"]["do-it"]["text"] == "Do it\n\nBecause of E5."


def test_footnotes_in_what_a_file_brings_can_be_referred_to(build: Build) -> None:
    register = "- name: Aa\n  kind: group\n  text: |\n    Words [1]_.\n\n    .. [1] Small print.\n"
    page = "P\n=\n\nSee [1]_.\n\n.. actors::\n   :file: a.yaml\n   :as: table\n"
    for builder in ("latex", "html"):
        built = build({"p.rst": page, "a.yaml": register}, builder)
        assert built.warnings == []
        assert "Small print." in built.text("test.tex" if builder == "latex" else "p.html")


def test_tables_in_cells_are_lists_where_writers_cannot_nest_them(build: Build) -> None:
    page = "# A\n\n" + held("list-table", "```{commitments}\n```")
    built = build({"r.md": REGISTER, "a.md": page}, "text")
    assert "* Deliverable: Co" in built.text("a.txt")
