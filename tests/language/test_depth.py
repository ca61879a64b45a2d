"""Nesting without end: a message at its line, and the words stay."""

import pytest

from sphinx_briefing.domain.depth import DEEPEST
from tests.corpus import brief, note, record
from tests.support import Build

BUILDERS = ("html", "text", "latex", "man", "texinfo", "xml", "gettext", "epub", "ledger",
            "briefpdf", "briefdocx")  # fmt: skip


def nested(shape: str, depth: int) -> str:
    if shape == "boxes":
        fences = [":" * (depth - level + 3) for level in range(depth)]
        opening = "\n".join(f"{fence}{{note}}" for fence in fences)
        return f"{opening}\n\ninnermost\n\n" + "\n".join(reversed(fences))
    return {
        "quotes": "> " * depth + "innermost",
        "lists": "\n".join("  " * level + "- a" for level in range(depth)) + " innermost",
        "emphasis": "*a " * depth + "innermost" + "*" * depth,
        "brackets": "[" * depth + "innermost" + "](https://example.org)" * depth,
        "spans": "<b>" * depth + "innermost" + "</b>" * depth,
    }[shape]


@pytest.mark.parametrize("depth", [40, 150, 1000])
@pytest.mark.parametrize("shape", ["quotes", "lists", "boxes", "emphasis", "brackets", "spans"])
def test_the_words_stay(build: Build, shape: str, depth: int) -> None:
    rest = "\n\nThe end.\n"
    built = build({"n.md": note(nested(shape, depth) + rest), "m.md": "# M\n\nOther.\n"})
    assert built.status == 0
    page = built.text("n.html")
    assert "innermost" in page
    assert "The end." in page
    assert "Other." in built.text("m.html")
    ours = [w for w in built.warnings if "nested" in w]
    assert len(ours) <= 1
    assert all(w.startswith("n.md:") and w.endswith("[briefing.field]") for w in ours)


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_builder(build: Build, builder: str) -> None:
    body = "\n\n".join(nested(shape, 150) for shape in ("quotes", "lists", "boxes", "emphasis"))
    claim = record("claim", "C", nested("lists", 150), by="E5")
    actor = record("actor", "E5", kind="group")
    page = brief(f"{body}\n\n{claim}\n\n{actor}\n```{{claims}}\n```\n")
    index = "# Start\n\n```{toctree}\nb\n```\n"
    built = build({"b.md": page, "index.md": index}, builder, conf={"version": "1"})
    assert built.status == 0
    assert not [w for w in built.warnings if "recursion" in w.lower()]


def test_restructuredtext(build: Build) -> None:
    lines = "\n\n".join("  " * level + f"level{level}" for level in range(400))
    built = build({"p.rst": f"P\n=\n\n{lines}\n"})
    assert built.status == 0
    assert "level399" in built.text("p.html")
    assert len([w for w in built.warnings if "nested" in w]) == 1


def test_what_people_write_stays_as_it_is(build: Build) -> None:
    built = build({"p.md": f"# P\n\n{nested('lists', DEEPEST // 2 - 4)}\n"})
    assert built.warnings == []
    assert built.text("p.html").count("<ul") >= DEEPEST // 2 - 4
