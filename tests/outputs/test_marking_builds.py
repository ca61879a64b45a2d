"""The check of markings in every build: each builder, unchanged pages, workers, reports."""

import html
import json
import random
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from docutils import nodes

from sphinx_briefing.layouts import OWN_LAYOUTS, RenderContext
from sphinx_briefing.layouts.parts import title_link
from sphinx_briefing.ledger import Query
from sphinx_briefing.ledger.strict import texts_of
from tests.corpus import page, record
from tests.language.test_marking_leaks import FILES, FRONT, LEAKS
from tests.support import Build, Built, Content

SOME = ("a role", "contrast", "notes", "a link to a page", "an alias in prose", "an annex")


def files() -> dict[str, Content]:
    found = dict(FILES)
    for number, name in enumerate(SOME):
        found[f"b{number}.md"] = FRONT.format(summary="S") + LEAKS[name][0] + "\n"
    return found


EXPECTED = sorted(
    f"b{number}.md:{line}" for number, name in enumerate(SOME) for line in LEAKS[name][1]
)


def told(built: Built) -> list[str]:
    found = [w.split(": WARNING")[0] for w in built.warnings if "briefing.marking" in w]
    return sorted(w for w in found if w.startswith("b"))


BUILDERS = ("html", "dirhtml", "singlehtml", "text", "xml", "man", "briefpdf", "briefdocx",
            "ledger", "dummy", "gettext", "epub")  # fmt: skip


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_builder_says_it_in_every_build(build: Build, builder: str) -> None:
    built = build(files(), builder)
    first = built.warnings
    assert told(built) == EXPECTED
    assert built.again().warnings == first
    assert built.again({"b0.md": FRONT.format(summary="T") + "{claim}`rclaim`\n"}).warnings == first


@pytest.mark.parametrize("builder", ["latex", "texinfo"])
def test_books_say_it_of_the_pages_that_they_hold(build: Build, builder: str) -> None:
    listed = "# Start\n\n```{toctree}\n:glob:\n*\n```\n"
    built = build({**files(), "index.md": listed}, builder)
    assert told(built) == EXPECTED


def test_workers_say_the_same(build: Build) -> None:
    built = build(files(), jobs=2)
    assert told(built) == EXPECTED
    assert sorted(built.warnings) == sorted(built.afresh().warnings)


CHANGES = {
    "a page is marked": ("red.md", "tlp: RED", "tlp: CLEAR"),
    "a record is marked": ("amber.md", ":tlp: AMBER", ":tlp: CLEAR"),
    "a record gets a name": ("amber.md", "the Quiet Group", "the Loud Group"),
    "a denial is withdrawn": ("red.md", ":disputes: cclaim2\n", ""),
    "a page gets a title": ("red.md", "# ZRED-PAGE", "# ZRED-OTHER"),
    "the brief itself is marked": ("b0.md", "tlp: CLEAR", "tlp: RED"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("builder", ["html", "briefpdf", "ledger"])
def test_it_follows_changes_elsewhere(build: Build, builder: str, change: str) -> None:
    name, before, after = CHANGES[change]
    text = str(files()[name])
    assert before in text
    built = build(files(), builder)
    for content in (text.replace(before, after), text):
        built.again({name: content})
        assert built.warnings == built.afresh().warnings


def test_a_page_that_is_gone_is_not_spoken_of(build: Build) -> None:
    built = build(files())
    assert told(built.again({"b0.md": None})) == [w for w in EXPECTED if not w.startswith("b0")]


def test_it_can_be_left_out_and_be_a_note(build: Build) -> None:
    off = build(files(), conf={"briefing_checks": {"marking": "off"}})
    assert told(off) == []
    noted = build(files(), conf={"briefing_checks": {"marking": "note"}})
    assert told(noted) == []
    assert noted.messages.count("[briefing.marking]") >= len(EXPECTED)
    assert told(build(files(), conf={"suppress_warnings": ["briefing"]})) == []


def test_reports_hold_it(build: Build) -> None:
    conf = {"briefing_sarif": "found.sarif", "briefing_summary": True}
    built = build(files(), conf=conf)
    for _ in range(2):
        found = json.loads(built.text("found.sarif"))["runs"][0]["results"]
        marked = [result for result in found if result["ruleId"] == "briefing.marking"]
        assert len(marked) == sum("briefing.marking" in w for w in built.warnings)
        assert f"marking  {len(marked):>9}" in built.messages
        built.again()


# -- layouts of others --------------------------------------------------------------------------

KINDS_OF_ALL = ("actor", "term", "event", "claim", "source", "commitment", "quote")
MADE = 12
"""Pages of each kind of secret."""


def word(rng: random.Random) -> str:
    return "".join(rng.choice("bcdfgklmnrtvz") + rng.choice("aeiou") for _ in range(6))


def some(rng: random.Random, count: int) -> str:
    return " ".join(word(rng) for _ in range(count)).capitalize()


def registers(rng: random.Random, mark: str) -> str:
    """A record of every kind, told in words that nobody else uses."""
    identifier = word(rng)
    url = f"https://{word(rng)}.example/{word(rng)}"
    source = record(
        "source",
        some(rng, 3),
        id=f"s{identifier}",
        publisher=some(rng, 2),
        author=some(rng, 2),
        url=url,
    )
    by = {"by": f"a{identifier}", "source": f"s{identifier}"}
    return page(
        {"tlp": mark},
        record(
            "actor",
            some(rng, 2),
            f"{some(rng, 6)}. {some(rng, 5)}.",
            id=f"a{identifier}",
            kind="group",
            long=some(rng, 3),
            aliases=some(rng, 1),
            offices=some(rng, 2),
        )
        + record("term", some(rng, 1), some(rng, 4), id=f"t{identifier}")
        + record(
            "event",
            some(rng, 3),
            id=f"e{identifier}",
            date="2026",
            place=some(rng, 1),
            outcome=some(rng, 5),
            actors=f"a{identifier}",
        )
        + record(
            "claim",
            some(rng, 7),
            f"{some(rng, 3)}; {some(rng, 9)}.",
            id=f"c{identifier}",
            locator=some(rng, 1),
            **by,
        )
        + record("commitment", some(rng, 2), id=f"m{identifier}", due="2026-05", **by)
        + record("quote", "", some(rng, 8), id=f"q{identifier}", **by)
        + source,
        title=some(rng, 2),
    )


def looked_up(context: RenderContext, kind: str, key: str, rng: random.Random) -> Any:
    """A record by one of the ways in which a layout may come to it."""
    ledger = context.ledger
    ways: list[Callable[[], Any]] = [
        lambda: ledger.get(kind, key),
        lambda: ledger.named(kind, key),
        lambda: ledger.records(kind)[key],
        lambda: next(record for record in ledger.records(kind).values() if record.id == key),
        lambda: dict(ledger.records(kind).items())[key],
        lambda: ledger.records(kind).get(key),
        lambda: next(record for record in ledger.select(kind, Query()) if record.id == key),
        lambda: ledger.select(kind, Query(ids=(key,)))[0],
        lambda: entry.record if (entry := ledger.entry(kind, key)) else None,
    ]
    return rng.choice(ways)()


def printed(text: str, found: Any, context: RenderContext, rng: random.Random) -> nodes.Node:
    """A text somewhere in a doctree."""
    ways: list[Callable[[], nodes.Node]] = [
        lambda: nodes.paragraph("", f"So it is: {text}, they say."),
        lambda: nodes.paragraph("", "", nodes.reference("", "x", refuri="x", reftitle=text)),
        lambda: nodes.image(uri="x.png", alt=text, candidates={"*": "x.png"}),
        lambda: nodes.raw("", f"<b>{html.escape(text)}</b>", format="html"),
        lambda: nodes.bullet_list("", nodes.list_item("", nodes.literal_block(text, text))),
        lambda: nodes.paragraph("", "", nodes.strong(text, text), nodes.emphasis("x", "x")),
        lambda: nodes.paragraph("", "", title_link(found.kind_name, found.id, "there")),
        lambda: nodes.topic("", nodes.title("", text)),
    ]
    return rng.choice(ways)()


@pytest.mark.parametrize("seed", range(6))
def test_no_layout_leaks_past_the_check(
    build: Build, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    rng = random.Random(seed)
    strict, opened = registers(rng, "RED"), registers(rng, "CLEAR")
    asked: dict[str, tuple[str, str]] = {}
    sources: dict[str, Content] = {
        "index.md": "# Start\n",
        "strict.md": strict,
        "opened.md": opened,
    }
    for number in range(2 * MADE):
        kind = rng.choice(KINDS_OF_ALL)
        text = strict if number < MADE else opened
        letter = "m" if kind == "commitment" else kind[0]
        (key,) = re.findall(rf":id: ({letter}\w+)", text)
        asked[f"p{number}"] = (kind, key)
        sources[f"p{number}.md"] = page({"tlp": "CLEAR"}, "Words.\n\n```{topics}\n```\n")
    sources["topics.md"] = page({}, record("topic", "Topic"))
    layouts = {**OWN_LAYOUTS, "list": odd(asked, seed)}
    monkeypatch.setattr("sphinx_briefing.own.OWN_LAYOUTS", layouts)
    built = build(sources)
    wrong = [w for w in built.warnings if "image file not readable" not in w]
    lines = {w.partition(":")[0]: int(w.split(":")[1]) for w in wrong}
    expected = {f"p{number}.md" for number in range(MADE)}
    assert lines.keys() == expected, wrong
    assert set(lines.values()) == {8}


def odd(asked: Mapping[str, tuple[str, str]], seed: int) -> Callable[..., list[nodes.Node]]:
    """A layout that looks up whatever it likes and prints any of its words."""

    def layout(records: object, context: RenderContext) -> list[nodes.Node]:
        rng = random.Random(f"{seed} {context.docname}")
        kind, key = asked[context.docname]
        found = looked_up(context, kind, key, rng)
        words = [text for text in texts_of(found) if text]
        return [printed(rng.choice([*words, found.id]), found, context, rng)]

    return layout
