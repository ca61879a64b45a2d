"""Names in plain prose: which are linked, how often, and where never."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.ledger.mentions import Mentions
from sphinx_briefing.records import Actor
from tests.corpus import body_of, note, page, plain, record, refs
from tests.support import Build

REGISTER = page(
    {},
    record("actor", "E5", kind="group")
    + record("actor", "Poland", kind="state", aliases="Warsaw, the minister")
    + record("actor", "Minister of Poland", kind="person")
    + record("actor", "Russia", "Not Russia nor Poland.", kind="state", aliases="the minister")
    + record("term", "shadow fleet", plural="shadow fleets")
    + record("term", "WAR"),
)
TEXT = """\
The E5 met Poland. Poland and the E5 agreed.

## Section

Poland again, and E5. Poland.
"""


def links(
    build: Build, body: str, mode: str = "first", front: dict[str, object] | None = None
) -> list[str]:
    files = {"r.md": REGISTER, "p.md": page(front or {}, body)}
    built = build(files, conf={"briefing_autolink": mode})
    assert built.warnings == []
    html = body_of(built, "p.html")
    assert plain(html).replace("¶", "").split() != []
    return [ref.text for ref in refs(html)]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("first", "E5 Poland"),
        ("section", "E5 Poland Poland E5"),
        ("all", "E5 Poland Poland E5 Poland E5 Poland"),
        ("off", ""),
    ],
)
def test_modes(build: Build, mode: str, expected: str) -> None:
    assert links(build, TEXT, mode) == expected.split()


def test_the_default_is_first(build: Build) -> None:
    built = build({"r.md": REGISTER, "p.md": page({}, TEXT)})
    assert [ref.text for ref in refs(body_of(built, "p.html"))] == ["E5", "Poland"]


def test_a_page_can_opt_out(build: Build) -> None:
    assert links(build, TEXT, "all", {"autolink": False}) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Minister of Poland spoke.", ["Minister of Poland"]),  # the longest match
        ("Polandia, E55, xE5, non-Russian, WARsy", []),  # whole words
        ("A war is no WAR.", ["WAR"]),  # case kept for names all in capitals
        ("An e5 is no E5.", ["E5"]),
        ("Shadow fleet or shadow fleets.", ["Shadow fleet"]),
        ("Shadow fleets.", ["Shadow fleets"]),
        ("Then the minister spoke.", []),  # an ambiguous alias
        ("In Warsaw's view (E5): “Russia”.", ["Warsaw", "E5", "Russia"]),
        ("`Poland` and [Poland](https://example.org) and\n\n    Poland", []),
        ("```\nE5\n```", []),
        ("```python\nE5 = 1\n```", []),
        ("## Poland\n\nText.", []),
        ("*Poland* and **E5**", ["Poland", "E5"]),
        ("- E5\n- Poland\n\n| a |\n|---|\n| Russia |", ["E5", "Poland", "Russia"]),
        ("> Poland and *Russia*\n\n```{epigraph}\nPoland\n```", []),
        ("```{pull-quote}\nPoland\n```\n\nPoland", ["Poland"]),
        ("The shadow\nfleet sails.", ["shadow fleet"]),
        ("![Poland](x.png \"E5\")", []),
        ("{actor}`Poland` and Poland.", ["Poland"]),
        ("[Poland](r.md) and ![](y.png)", []),
    ],
)  # fmt: skip
def test_where_names_are_linked(build: Build, text: str, expected: list[str]) -> None:
    files = {"r.md": REGISTER, "p.md": page({}, text + "\n")}
    built = build(files, conf={"suppress_warnings": ["image", "toc.not_included"]})
    assert built.warnings == []
    html = body_of(built, "p.html")
    assert [ref.text for ref in refs(html)] == expected


def test_a_record_is_not_linked_in_its_own_definition(build: Build) -> None:
    built = build({"r.md": REGISTER}, conf={"briefing_autolink": "all"})
    html = body_of(built, "r.html")
    own = html[html.index('id="actor-russia"') :].split("</div>")[0]
    assert [ref.text for ref in refs(own)] == ["Poland"]


def test_a_quotation_is_verbatim_but_a_claim_is_prose(build: Build) -> None:
    body = record("claim", "C", "Said of Poland.", by="E5")
    built = build({"r.md": REGISTER, "n.md": note(body)}, conf={"briefing_autolink": "all"})
    assert "Poland" in [ref.text for ref in refs(body_of(built, "n.html"))]


def test_text_is_never_changed_by_linking(build: Build) -> None:
    text = "Poland, the E5 &amp; Russia: 3 < 4, “shadow fleets” \N{EN DASH} WAR.\n"
    files = {"r.md": REGISTER, "p.md": page({}, text)}
    linked = build(files, conf={"briefing_autolink": "all"})
    bare = build(files, conf={"briefing_autolink": "off"})
    assert plain(body_of(linked, "p.html")) == plain(body_of(bare, "p.html"))
    assert refs(body_of(linked, "p.html"))


WORDS = st.lists(st.sampled_from(["Poland", "E5", "a", "the", "Minister", "of", "x"]), max_size=9)
ACTORS = [
    Actor(id="poland", name="Poland", kind="state"),
    Actor(id="minister", name="Minister of Poland", kind="person"),
    Actor(id="e5", name="E5", kind="group"),
]


@given(WORDS)
def test_mentions_are_what_a_slow_reading_finds(words: list[str]) -> None:
    expected, at = [], 0
    while at < len(words):
        if words[at : at + 3] == ["Minister", "of", "Poland"]:
            expected.append("minister")
            at += 3
            continue
        if words[at] in ("Poland", "E5"):
            expected.append(words[at].lower())
        at += 1
    assert [mention.id for mention in Mentions(ACTORS).find(" ".join(words))] == expected


@given(st.text(string.ascii_letters + " .,-\N{EN DASH}'Ü5", max_size=60))
def test_mentions_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    reached = 0
    for mention in Mentions(ACTORS).find(text):
        assert reached <= mention.start < mention.end <= len(text)
        reached = mention.end


@given(st.permutations(ACTORS), WORDS)
def test_the_order_of_records_does_not_matter(actors: list[Actor], words: list[str]) -> None:
    text = " ".join(words)
    assert list(Mentions(actors).find(text)) == list(Mentions(ACTORS).find(text))
