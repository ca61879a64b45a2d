"""The report card of a brief where ``{report-card}`` stands: what it says, and to whom."""

import json
from typing import Any

import pytest

from tests.corpus import brief, element, note, page, plain, record, rst_record
from tests.support import Build, Built, Content

CARD = "```{report-card}\n```\n"
PEOPLE = (
    "# People\n\n"
    + record("actor", "E5", kind="group", id="e5")
    + record("actor", "Ann", kind="person", id="ann")
)
NOTE = note(
    record("claim", "The harbour of Vik reopens", by="E5", id="vik", credibility="2")
    + record("claim", "Pilots are at work again", by="Ann", id="pilots"),
    id="s1", date="2026-02-01", publisher="Gazette",
)  # fmt: skip
JUDGED = record("judgement", "Vik will be open in summer", "It is early days.", id="summer",
                likelihood="likely", basis="vik")  # fmt: skip
BODY = f"## What is known\n\nThe harbour opens {{claim}}`vik`.\n\n## Judgements\n\n{JUDGED}"


def house(card: str = CARD, **others: Content) -> dict[str, Content]:
    return {
        "people.md": PEOPLE,
        "n.md": NOTE,
        "b.md": brief(f"{BODY}\n## Report card\n\n{card}", reference="UA-1", summary="Soon."),
        **{f"{name}.md": content for name, content in others.items()},
    }


def part(built: Built, number: int, name: str = "b.html") -> str:
    """What a page says by one of the standards."""
    return plain(element(built.text(name), "brief-report-card-part", number - 1))


def test_a_card_says_what_was_found_what_to_ask_and_what_is_open(build: Build) -> None:
    built = build(house())
    assert built.warnings == []
    head = plain(element(built.text("b.html"), "brief-report-card-head"))
    assert head.startswith("Held against the nine analytic standards of ICD 203 · as known on")
    first = part(built, 1)
    assert "Sources without a grade of reliability: 1 of 1 \N{EN DASH} write" in first
    assert "A report (n, line 2)" in first
    assert "Which source would a critical reader miss?" in first
    assert "Claims without a grade of credibility" in first.partition("not found:")[2]
    second = part(built, 2)
    assert "Judgements without a confidence: 1 of 1" in second
    assert "Vik will be open in summer (line " in second
    assert "Judgements without a day on which they can be checked" in part(built, 8)
    assert built.text("b.html").count("<details><summary><strong>") == 9


def test_lines_are_those_of_the_sources(build: Build) -> None:
    built = build(house())
    text = (built.src / "b.md").read_text(encoding="utf-8").splitlines()
    line = next(number for number, one in enumerate(text, 1) if "{judgement}" in one)
    assert f"Vik will be open in summer (line {line})" in part(built, 2)


def test_the_card_brings_nothing_into_annexes_and_links_no_names(build: Build) -> None:
    with_card, without = build(house(record("actors", scope="page") + CARD)), house("")
    text = with_card.text("b.html")
    card = element(text, "brief-view-report-card")
    assert "brief-ref-actor" not in card
    annexes = [
        plain(element(one.text("b.html"), "brief-annex-sources"))
        for one in (with_card, with_card.again({"b.md": without["b.md"]}))
    ]
    assert annexes[0] == annexes[1] != ""


@pytest.mark.parametrize("name", ["UA-1", "b", "/b"])
def test_a_brief_is_named_by_reference_or_page(build: Build, name: str) -> None:
    built = build(house("", desk=page({}, f"```{{report-card}}\n:brief: {name}\n```\n")))
    assert built.warnings == []
    head = element(built.text("desk.html"), "brief-report-card-head")
    assert 'href="b.html"' in head
    assert "(b, line" not in part(built, 2, "desk.html")  # which is the page of the brief
    assert "Vik will be open in summer" in part(built, 2, "desk.html")


def test_restructuredtext_says_the_same(build: Build) -> None:
    rst = "Desk\n====\n\n" + rst_record("report-card", brief="UA-1")
    files = house("", desk=page({}, "```{report-card}\n:brief: UA-1\n```\n"))
    built = build({**files, "other.rst": rst})
    assert built.warnings == []
    one, other = (element(built.text(f"{name}.html"), "brief-view-report-card")
                  for name in ("desk", "other"))  # fmt: skip
    assert one == other != ""


WRONG = [
    ("```{report-card}\n```\n", 3, "field", "this page is no brief; name one with ':brief:'"),
    ("```{report-card}\n:brief: UA-2\n```\n", 4, "unknown", "'UA-2'; did you mean UA-1?"),
    ("```{report-card}\n:brief: TWO\n```\n", 4, "ambiguous", "several briefs have the reference"),
    ("```{report-card}\n:breif: b\n```\n", 4, "field", "did you mean 'brief'?"),
    ("```{report-card}\nWords.\n```\n", 3, "field", "it takes no body"),
]


@pytest.mark.parametrize(("card", "line", "code", "said"), WRONG)
def test_each_mistake_is_said_once_at_its_line(
    build: Build, card: str, line: int, code: str, said: str
) -> None:
    twins = {f"two{number}": brief("Text.", reference="TWO") for number in (1, 2)}
    built = build(house("", desk=page({}, card), **twins))
    (warning,) = built.warnings
    assert warning.startswith(f"desk.md:{line}: WARNING: report-card: ")
    assert warning.endswith(f"[briefing.{code}]")
    assert said in warning
    assert "brief-report-card" not in built.text("desk.html")


def test_what_is_marked_more_strictly_is_not_spoken_of(build: Build) -> None:
    secret = record("judgement", "The mole talks", id="mole", likelihood="likely", basis="vik",
                    tlp="RED", against="pilots")  # fmt: skip
    leak = record("judgement", "It leaks", id="leak", basis="vik", likelihood="likely")
    bare = "Nobody has said so in any paper, and nobody will say so."
    passage = f"````{{restricted}} AMBER\n{leak}\n{bare}\n````\n"
    start = "# Start\n\n```{toctree}\nb\n```\n"
    files = {**house(f"{passage}\n{CARD}", red=page({"tlp": "RED"}, secret)), "index.md": start}
    built = build(files)
    assert built.warnings == []
    card = plain(element(built.text("b.html"), "brief-view-report-card"))
    assert "leaks" not in card
    assert "Nobody has said" not in card
    assert "Judgements without a confidence: 1 of 1" in card
    strict = built.again({"b.md": str(files["b.md"]).replace("---\n#", "tlp: RED\n---\n#", 1)})
    card = plain(element(strict.text("b.html"), "brief-view-report-card"))
    assert "Judgements without a confidence: 2 of 2" in card


def test_the_card_of_a_stricter_brief_is_reported(build: Build) -> None:
    red = brief(
        f"## Text\n\n{JUDGED}", reference="UA-9", title="Hidden", page_fields={"tlp": "RED"}
    )
    files = {"people.md": PEOPLE, "n.md": NOTE, "red.md": red, "index.md": "# Start\n",
             "desk.md": page({}, "```{report-card}\n:brief: UA-9\n```\n")}  # fmt: skip
    built = build(files, conf={"suppress_warnings": ["toc.not_included"]})
    (warning,) = built.warnings
    assert warning.startswith("desk.md:3: WARNING: page 'red' is TLP:RED")
    assert "summer" not in built.text("desk.html")


def test_a_build_for_an_audience_knows_no_stricter_brief(build: Build) -> None:
    about: dict[str, Any] = {"reference": "UA-9", "title": "Hidden", "page_fields": {"tlp": "RED"}}
    desk = page({}, f"{CARD[:-4]}:brief: UA-9\n```\n")
    files = {**house(), "red.md": brief(f"## Text\n\n{BODY}", **about), "desk.md": desk}
    built = build(files, conf={"briefing_audience": "CLEAR", "html_copy_source": True})
    (warning,) = built.warnings
    assert warning.startswith("desk.md:4: WARNING: report-card 'brief' names what is not for this")
    assert "UA-9" not in built.text("desk.html") + built.text("_sources/desk.md.txt")
    assert "brief-report-card" not in built.text("desk.html")
    assert "Judgements without a confidence: 1 of 1" in part(built, 2)


@pytest.mark.parametrize("builder", ["text", "latex", "briefpdf", "briefdocx", "singlehtml"])
def test_other_builders_print_it_unfolded(build: Build, builder: str) -> None:
    built = build(house(), builder)
    assert built.warnings == []
    assert built.status == 0
    if builder == "text":
        text = " ".join(built.text("b.txt").split())
        assert "Judgements without a confidence: 1 of 1" in text
        assert "9. Pictures and tables: where they help" in text


def test_paragraphs_that_carry_nothing_are_listed(build: Build) -> None:
    bare = "The board has shut the other harbour for the whole of the winter season."
    texts = [
        bare,
        f"{bare[:-1]} {{claim}}`vik`.",
        f"{bare[:-1]}, as <https://example.org/x> says.",
        f"{bare[:-1]} [^1].",
        "What the board has said of that and of all other harbours so far:",
        "Too short a line.",
        "What the following table shows is what they say of the harbour.\n\n```{claims}\n```",
    ]
    body = "\n\n".join(texts) + "\n\n[^1]: A note.\n"
    sections = f"# A\n\n## Known\n\n{body}\n## Options\n\n{bare}\n\n## Summary\n\n{bare}\n"
    written = brief(f"{bare}\n\n{sections.partition(chr(10))[2]}\n## Report card\n\n{CARD}")
    built = build({"people.md": PEOPLE, "n.md": NOTE, "b.md": written})
    third = part(built, 3)
    assert third.count("The board has shut") == 1
    line = written.splitlines().index(bare, written.splitlines().index("## Known")) + 1
    assert f"(line {line})" in third


def test_blocks_that_a_build_does_not_print_are_not_looked_at(build: Build) -> None:
    hidden = "The board has shut the other harbour for the whole of the winter season."
    card = f"```{{only}} latex\n{hidden}\n```\n\n{CARD}"
    files = house("")
    files["b.md"] = str(files["b.md"]).replace("## Report card\n", f"## More\n\n{card}")
    assert "The board has shut" not in part(build(files), 3)


@pytest.mark.parametrize(("language", "words"), [("de", "Gefunden"), ("fr", "Constaté")])
def test_words_are_translated(build: Build, language: str, words: str) -> None:
    built = build(house(), conf={"language": language})
    assert words in part(built, 2)
    for number in range(1, 10):
        for english in ("Judgements", "Looked", "write", "Does", "Which", "without"):
            assert english not in part(built, number)


def test_checks_of_others_are_on_the_card(build: Build) -> None:
    conf = """
    extensions = ["myst_parser", "sphinx_briefing"]
    primary_domain = "brief"
    html_theme = "basic"
    briefing_report_cards = True
    from sphinx_briefing import api

    def short(brief):
        for record in brief.judgements:
            yield api.Looked(("judgement", record.id), found=len(record.statement) < 30)

    def setup(app):
        api.add_standard_check(app, "short", "6", short, asks="Short judgements",
                               what="is short", do="say more")
    """
    built = build({**house(), "conf.py": conf})
    assert "Short judgements: 1 of 1 \N{EN DASH} say more Vik will be open" in part(built, 6)
    data = json.loads(built.afresh(builder="ledger").text("report-cards.json"))
    found = data["cards"]["b"]["standards"][5]["found"]
    assert [one["what"] for one in found if one["check"] == "short"] == ["is short"]
