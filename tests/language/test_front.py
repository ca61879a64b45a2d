"""The front of a brief: its judgements and recommendations ahead of its text, in every output."""

import re

import pytest

from tests.corpus import body_of, brief, element, note, page, plain, record
from tests.support import Build

REGISTER = {"r.md": page({}, record("actor", "E5", kind="group", long="European Group of Five"))}
JUDGED = record(
    "judgement", "It holds", "Because.", id="holds", likelihood="likely", confidence="low"
)
ADVISED = record(
    "recommendation", "Ask them.", id="ask", to="E5", due="2026-03-01", priority="high"
) + record("recommendation", "Wait.", id="wait")


def test_they_stand_ahead_of_the_text_and_lead_to_their_places(build: Build) -> None:
    built = build({**REGISTER, "b.md": brief(f"## Part\n\nWords.\n\n{JUDGED}{ADVISED}")})
    assert built.warnings == []
    html = body_of(built, "b.html")
    judged, advised = (
        element(html, f"brief-key-{name}") for name in ("judgements", "recommendations")
    )
    assert html.index("key-judgements") < html.index("key-recommendations") < html.index("Words.")
    assert "It holds" in plain(judged)
    assert "Because." not in judged
    assert re.search("Likely or probable 55\N{EN DASH}75.% · Low confidence", plain(judged))
    assert plain(advised).split("¶")[-1].split() == (
        "R1 Ask them. E5 · 2026-03-01 · high R2 Wait.".split()
    )
    assert re.findall('href="#(recommendation-[a-z]+)"', advised) == [
        "recommendation-ask", "recommendation-wait"
    ]  # fmt: skip
    written = html[html.index('id="recommendation-wait"') :]
    assert plain(written[: written.index("</div>")]).endswith("R2 Wait.")
    assert ['href="#key-judgements"' in built.text("b.html"), "E5" in advised] == [True, True]


@pytest.mark.parametrize("builder", ["text", "latex", "man", "singlehtml", "xml"])
def test_they_are_in_every_output(build: Build, builder: str) -> None:
    built = build({**REGISTER, "b.md": brief(f"## Part\n\nWords.\n\n{JUDGED}{ADVISED}")}, builder)
    assert built.warnings == []
    files = [
        content.decode() for name, content in built.files().items()
        if name.endswith((".txt", ".tex", ".1", "index.html", "b.xml"))
    ]  # fmt: skip
    text = " ".join("".join(files).split())
    for words in ("Key judgements", "Recommendations", "R1", "R2"):
        assert words in text or words.upper() in text
    assert text.count("It holds") == text.count("Wait.") == 2


def test_no_anchor_or_heading_of_the_author_is_taken(build: Build) -> None:
    body = (
        f"## Key judgements\n\n{JUDGED}\n\n(key-recommendations)=\n## Recommendations\n\n{ADVISED}"
        "\n\n## Marker 1\n\nSo {claim}`so`.\n\n## Annex sources\n\nWords.\n"
    )
    files = {
        **REGISTER,
        "n.md": note(record("claim", "So.", by="E5", id="so")),
        "b.md": brief(body),
    }
    built = build(files, conf={"myst_heading_anchors": 3})
    assert built.warnings == []
    html = body_of(built, "b.html")
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    ours = {"key-judgements", "key-recommendations", "marker-1", "annex-sources"}
    assert {*ours, *(f"brief-{name}" for name in ours)} <= set(ids)
    heads = [plain(head).rstrip("¶") for head in re.findall(r"<h2>(.*?)</h2>", html)]
    assert heads[:4] == ["What we judge", "We recommend", "Key judgements", "Recommendations"]


def test_text_without_a_heading_is_set_apart(build: Build) -> None:
    html = body_of(build({"b.md": brief(f"Words.\n\n{JUDGED}")}), "b.html")
    front, rest = html.split("Words.")
    assert "<hr" in front[front.index("brief-key-list") :]
    assert "brief-key-list" not in rest


def test_a_brief_that_judges_nothing_has_no_front(build: Build) -> None:
    files = {"n.md": page({}, JUDGED), "b.md": brief("Words.\n\n" + record("judgements"))}
    assert "brief-front" not in body_of(build(files), "b.html")


def test_the_front_follows_what_it_shows(build: Build) -> None:
    built = build({**REGISTER, "b.md": brief(JUDGED + ADVISED)})
    built.again(
        {
            "r.md": REGISTER["r.md"].replace("E5", "E6"),
            "b.md": brief(JUDGED + ADVISED.replace("E5", "E6")),
        }
    )
    assert built.files() == built.afresh().files()
    built.again({"b.md": brief(JUDGED.replace("likely", "unlikely"))})
    assert "We recommend" not in built.text("b.html")
    assert built.files() == built.afresh().files()


SOURCES = {
    f"n{grade}.md": note(
        record("claim", f"Said {grade}", id=f"said-{grade.lower()}", by="E5"), reliability=grade
    )
    for grade in "ACF"
}


def test_the_line_of_facts_counts_the_sources(build: Build) -> None:
    body = "{claim}`said-a` {claim}`said-c` {claim}`said-f`"
    built = build(
        {**REGISTER, **SOURCES, "b.md": brief(body, authors=["Desk"], status="final", edition=1)}
    )
    line = plain(element(body_of(built, "b.html"), "brief-facts"))
    assert line.endswith("3 sources, 2 graded A\N{EN DASH}C")
    assert not re.search("Final|Edition", line)
    built.again({"nC.md": SOURCES["nC.md"].replace("reliability: C", "reliability: D")})
    assert "3 sources, 1 graded" in plain(element(body_of(built, "b.html"), "brief-facts"))
    assert built.files() == built.afresh().files()


def test_sources_of_an_annex_lead_out_and_say_their_grade(build: Build) -> None:
    files = {
        **REGISTER,
        "n.md": note(
            record("claim", "One", id="one", by="E5"), reliability="B", url="https://example.org/x"
        ),
    }
    html = element(
        body_of(build({**files, "b.md": brief("{claim}`one`")}), "b.html"), "brief-annex-sources"
    )
    assert 'href="https://example.org/x"' in html
    assert re.search(r'<abbr[^>]* title="Usually reliable">B</abbr>', html)
    assert "B Usually reliable" in plain(html)
    assert "our note" in plain(html)
    assert "https://example.org/x" not in plain(html)


def test_people_of_whom_nothing_is_known_share_a_line(build: Build) -> None:
    names = record("actor", "Ada", kind="person", country="PL") + record(
        "actor", "Bob", kind="person"
    )
    known = record(
        "actor", "Eve", "She writes.", kind="person", offices="Minister of Sand, Norland"
    )
    body = "{actor}`Ada` {actor}`Bob` {actor}`Eve`"
    built = build({"r.md": page({}, names + known), "b.md": brief(body)})
    annex = element(body_of(built, "b.html"), "brief-annex-actors")
    assert "Also named: Ada, Bob" in plain(annex)
    assert re.search("Eve Minister of Sand, Norland She writes.", plain(annex))
