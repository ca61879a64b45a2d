"""The annexes of a brief: exactly what it refers to, unless the author placed them by hand."""

import pytest

from tests.corpus import body_of, brief, element, note, page, plain, printed, prose, record
from tests.support import Build

FILES = {
    "r.md": page(
        {},
        record("actor", "E5", kind="group")
        + record("actor", "Poland", kind="state")
        + record("actor", "Nobody", kind="person")
        + record("term", "LEAP", "See {term}`Drone`.", long="Low-Cost Effectors")
        + record("term", "Drone")
        + record("topic", "Peace"),
    ),
    "n1.md": note(
        record("claim", "One", "Prose.", by="E5", id="one")
        + record("claim", "Second", by="E5", corroborates="two", id="second")
    ),
    "n2.md": note(record("claim", "Two", by="Poland", id="two"), origin="n3"),
    "n3.md": note(record("quote", "", "We shall see.", by="Poland", id="see")),
}
OFF = {"briefing_autolink": "off"}
TITLES = {"sources": "Sources", "terms": "Terms", "actors": "People and organisations"}


def annexes(html: str) -> dict[str, list[str]]:
    found = {}
    for name in TITLES:
        box = element(html, f"brief-annex-{name}")
        if box:
            assert TITLES[name] in plain(box)
            found[name] = printed(box, name.removesuffix("s"))
    return found


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Nothing at all.", {}),
        ("{claim}`one`", {"sources": ["n1"]}),
        ("{claim}`two` {quote}`see` {claim}`one`", {"sources": ["n2", "n3", "n1"]}),
        ("{source}`n3`", {"sources": ["n3"]}),
        ("{actor}`poland` {term}`drone`", {"terms": ["drone"], "actors": ["poland"]}),
        ("{actor}`poland` {actor}`E5` {actor}`Poland`", {"actors": ["e5", "poland"]}),
        ("{topic}`peace`", {}),
        ("{claim}`they <one>` say", {"sources": ["n1"]}),
    ],
)
def test_an_annex_holds_exactly_what_the_brief_refers_to(
    build: Build, body: str, expected: dict[str, list[str]]
) -> None:
    built = build({**FILES, "b.md": brief(body)}, conf=OFF)
    assert built.warnings == []
    assert annexes(body_of(built, "b.html")) == expected


def test_names_in_plain_prose_are_referred_to(build: Build) -> None:
    built = build({**FILES, "b.md": brief("The E5 and a drone.")})
    assert annexes(body_of(built, "b.html")) == {"terms": ["drone"], "actors": ["e5"]}


def test_printed_claims_bring_their_sources(build: Build) -> None:
    built = build({**FILES, "b.md": brief(record("claims", ids="one, two"))}, conf=OFF)
    assert sorted(annexes(body_of(built, "b.html"))["sources"]) == ["n1", "n2"]


def test_other_pages_have_no_annexes(build: Build) -> None:
    files = {**FILES, "p.md": page({}, "{claim}`one`"), "n9.md": note("{claim}`one`")}
    built = build(files, conf=OFF)
    for name in ("p", "n9", "n1"):
        assert annexes(body_of(built, f"{name}.html")) == {}


def test_an_annex_placed_by_hand_is_not_repeated(build: Build) -> None:
    body = "{claim}`one` {actor}`E5`\n\n## My sources\n\n```{sources}\n```\n\n"
    body += "## Then\n\nWords {claim}`two`.\n"
    html = body_of(build({**FILES, "b.md": brief(body)}, conf=OFF), "b.html")
    assert annexes(html) == {"actors": ["e5"]}
    assert printed(html, "source") == ["n1", "n2"]
    assert html.index("My sources") < html.index("Then")
    text = plain(prose(html))
    assert "[1]" in text
    assert "[2]" in text


@pytest.mark.parametrize("plural", ["terms", "actors", "glossary"])
def test_each_annex_can_be_placed_by_hand(build: Build, plural: str) -> None:
    body = f"{{actor}}`E5` {{term}}`Drone` {{claim}}`one`\n\n{record(plural)}"
    html = body_of(build({**FILES, "b.md": brief(body)}, conf=OFF), "b.html")
    expected = {"sources": ["n1"], "terms": ["drone"], "actors": ["e5"]}
    expected.pop("actors" if plural == "actors" else "terms")
    assert annexes(html) == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ([], []),
        (["actors"], ["actors"]),
        (["actors", "sources"], ["actors", "sources"]),
        (["terms", "sources", "actors"], ["terms", "sources", "actors"]),
    ],
)
def test_the_configuration_chooses_annexes_and_their_order(
    build: Build, wanted: list[str], expected: list[str]
) -> None:
    body = "{actor}`E5` {term}`Drone` {claim}`one`"
    built = build({**FILES, "b.md": brief(body)}, conf={**OFF, "briefing_annexes": wanted})
    assert built.warnings == []
    html = body_of(built, "b.html")
    at = {name: html.find(f"brief-annex-{name}") for name in TITLES}
    assert sorted((n for n in at if at[n] >= 0), key=lambda name: at[name]) == expected


def test_annexes_follow_the_brief_through_an_incremental_build(build: Build) -> None:
    built = build({**FILES, "b.md": brief("{claim}`one`")}, conf=OFF)
    built.again({"b.md": brief("{claim}`two`")})
    assert annexes(body_of(built, "b.html")) == {"sources": ["n2"]}
    # A change of a note reaches the brief that prints it.
    built.again(
        {
            "n2.md": note(
                record("claim", "Two", by="Poland", id="two"),
                title="Renamed",
                publisher="Daily Other",
            )
        }
    )
    assert "Daily Other" in plain(body_of(built, "b.html"))


def test_annexes_are_in_the_contents_of_the_page(build: Build) -> None:
    built = build({**FILES, "b.md": brief("{claim}`one`\n\n## Part\n\nWords.\n")}, conf=OFF)
    assert 'id="annex-sources"' in built.text("b.html")


@pytest.mark.parametrize("builder", ["text", "latex", "singlehtml"])
def test_annexes_are_in_every_output(build: Build, builder: str) -> None:
    body = "{actor}`E5` {term}`Drone` {claim}`one`"
    built = build({**FILES, "b.md": brief(body)}, builder, conf=OFF)
    assert built.warnings == []
    text = "".join(
        content.decode()
        for name, content in built.files().items()
        if name.endswith((".txt", ".tex", ".html"))
    )
    for title in TITLES.values():
        assert title in text
