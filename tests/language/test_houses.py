"""Records of other houses: named, selected, printed as theirs, counted, and marked."""

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_briefing.__main__ import main
from sphinx_briefing.builders.ledger import document
from sphinx_briefing.houses.reading import read
from sphinx_briefing.ledger import PageFacts
from sphinx_briefing.ledger.houses import House
from sphinx_briefing.records import KINDS, Claim
from sphinx_briefing.schema import encoded
from tests.corpus import brief, note, page, record, refs
from tests.houses import PAGES, write_ledger
from tests.ledgers import actor, claim, facts, ledger, source
from tests.support import Build, Built

OURS = {
    "people.md": page({}, record("actor", "Kaja Example", id="kaja", kind="person")),
    "notes/n.md": note(
        record("claim", "Grain is moving", id="moving", by="kaja", corroborates="un:c1")
        + record("claim", "No grain at all", id="none", by="kaja", disputes="un:c2"),
        id="gazette",
        title="Gazette",
        date="2026-02-02",
    ),
}


def conf(built_in: Path, **more: object) -> dict[str, object]:
    return {"briefing_houses": {"un": {"ledger": str(built_in), "pages": PAGES, **more}}}


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    return write_ledger(tmp_path / "un")


def with_house(build: Build, theirs: Path, files: dict[str, str], **more: Any) -> Built:
    return build(OURS | files, conf=conf(theirs), **more)


def test_roles_name_records_of_a_house(build: Build, theirs: Path) -> None:
    built = with_house(
        build,
        theirs,
        {"b.md": brief("{actor}`un:guterres`, {actor}`un:António Example` said {claim}`un:c1`.")},
    )
    assert built.warnings == []
    links = refs(built.text("b.html"), "actor")[:2]
    assert [link.text for link in links] == ["António Example"] * 2
    assert {link.href for link in links} == {f"{PAGES}registers/people.html#actor-guterres"}
    assert "un" in links[0].title
    marker = refs(built.text("b.html"), "claim")[0]
    assert marker.href == f"{PAGES}notes/wire.html#claim-c1"


def test_the_sources_of_a_brief_are_printed_as_theirs(build: Build, theirs: Path) -> None:
    built = with_house(build, theirs, {"b.md": brief("Said {claim}`un:c1`.")})
    annex = built.text("b.html").partition("brief-annex-sources")[2]
    assert "Wire on grain" in annex
    assert '<span class="brief-house">(un)</span>' in annex


def test_fields_name_records_of_a_house(build: Build, theirs: Path) -> None:
    built = with_house(
        build,
        theirs,
        {
            "b.md": brief(
                record("judgement", "Flow", likelihood="likely", basis="un:c1, actor:un:guterres")
                + record(
                    "claim",
                    "So he says",
                    id="says",
                    by="un:guterres",
                    topic="un:grain",
                    source="un:wire",
                )
            )
        },
        builder="ledger",
    )
    assert built.warnings == []
    assert built.ledger["judgements"]["flow"]["basis"] == ["claim:un:c1", "actor:un:guterres"]
    says = built.ledger["claims"]["says"]
    assert (says["by"], says["topic"], says["source"]) == (
        ["un:guterres"],
        ["un:grain"],
        ["un:wire"],
    )
    assert says["date"] == "2026-02-01"


def test_a_ledger_of_ours_holds_their_ids_and_not_their_records(build: Build, theirs: Path) -> None:
    built = with_house(build, theirs, {}, builder="ledger")
    assert list(built.ledger["claims"]) == ["moving", "none"]
    assert built.ledger["claims"]["moving"]["corroborates"] == ["un:c1"]
    assert list(built.ledger["actors"]) == ["kaja"]
    assert list(built.ledger["sources"]) == ["gazette"]
    assert "Grain flows" not in built.text("ledger.json")


def test_corroboration_and_disputes_join_houses(build: Build, theirs: Path) -> None:
    built = with_house(build, theirs, {"c.md": "# C\n\n```{claims}\n```\n"})
    ledger = built.ledger["claims"]
    assert ledger["moving"]["corroboration"] == {"sources": 2, "independent": 2}
    assert ledger["none"]["disputed"] is True
    table = built.text("c.html")
    assert "2 sources, 2 independent" in table
    assert "Ships wait" in table.partition("disputed")[2]


def test_a_plain_selection_holds_our_own_alone(build: Build, theirs: Path) -> None:
    built = with_house(build, theirs, {"c.md": "# C\n\n```{claims}\n:as: list\n```\n"})
    heads = re.findall(r'brief-head"><a[^>]*>([^<]*)', built.text("c.html"))
    assert heads == ["Grain is moving", "No grain at all"]


LAYOUTS = [
    (kind.plural, layout)
    for kind in KINDS.values()
    for layout in kind.layouts
    if kind.kind_name in ("actor", "claim", "source", "topic")
]


@pytest.mark.parametrize(("plural", "layout"), LAYOUTS)
def test_every_layout_prints_records_of_a_house(
    build: Build, theirs: Path, plural: str, layout: str
) -> None:
    page_ = {"c.md": f"# C\n\n```{{{plural}}}\n:house: un\n:as: {layout}\n```\n"}
    built = with_house(build, theirs, page_)
    assert built.warnings == []
    words = {"actors": "António Example", "claims": "Grain flows again", "topics": "Grain",
             "sources": "Wire on grain"}[plural]  # fmt: skip
    if layout not in ("contrast", "summary"):  # which print what several say, and numbers
        assert words in built.text("c.html")
    if layout not in ("contrast", "corroboration"):  # which print who bears out, and who denies
        assert "brief-ref-claim reference internal" not in built.text("c.html")


@pytest.mark.parametrize(
    "builder", ["html", "text", "latex", "singlehtml", "briefpdf", "briefdocx"]
)
def test_every_builder_prints_them(build: Build, theirs: Path, builder: str) -> None:
    files = {
        "b.md": brief(
            "{actor}`un:guterres` said {claim}`un:c1` {claim}`moving`.\n\n"
            "```{claims}\n:house: un\n```\n\n```{actors}\n:house: un\n```\n"
        )
    }
    for value in ({"ledger": str(theirs), "pages": PAGES}, str(theirs)):
        built = build(OURS | files, builder, conf={"briefing_houses": {"un": value}})
        assert built.warnings == []
        assert built.status == 0
        shutil.rmtree(built.root)
        built.root.mkdir()


def test_names_of_our_own_win(build: Build, theirs: Path) -> None:
    built = with_house(
        build,
        theirs,
        {
            "more.md": page(
                {},
                record("actor", "António Example", id="antonio", kind="person")
                + record("actor", "Somebody else", id="un:guterres", kind="person"),
            ),
            "b.md": "# B\n\n{actor}`António Example` and {actor}`un:guterres`.\n",
        },
    )
    assert built.warnings == []
    assert [link.href for link in refs(built.text("b.html"), "actor")] == [
        "more.html#actor-antonio",
        "more.html#actor-un:guterres",
    ]


def test_their_names_are_not_linked_in_prose(build: Build, theirs: Path) -> None:
    built = with_house(build, theirs, {"b.md": "# B\n\nAntonio: António Example came.\n"})
    assert refs(built.text("b.html"), "actor") == []


UNKNOWN_HOUSE = "house 'xn' is not in briefing_houses; did you mean 'un'? [briefing.unknown]"
BASIS = "```{judgement} J\n:likelihood: likely\n:basis: xn:c1\n```"
NEAR = "did you mean 'un:Grain' or 'un:grain'? [briefing.unknown]"
MISTAKES = {
    "{actor}`xn:guterres`": UNKNOWN_HOUSE,
    "{actor}`un:guteres`": (
        "unknown actor 'un:guteres'; did you mean 'un:guterres'? [briefing.unknown]"
    ),
    "{claim}`un:zzzzzz`": (
        "unknown claim 'un:zzzzzz'; the ledger of the house 'un' has no such claim "
        "[briefing.unknown]"
    ),
    "```{claims}\n:house: xn\n```": f"option 'house': {UNKNOWN_HOUSE}",
    "```{briefs}\n:house: un\n```": (
        "briefs: option 'house' does not apply: other houses have records alone [briefing.field]"
    ),
    "```{gap} What?\n:topic: un:grains\n```": f"gap 'topic': unknown topic 'un:grains'; {NEAR}",
    BASIS: f"judgement 'basis': {UNKNOWN_HOUSE}",
}


@pytest.mark.parametrize("written", MISTAKES)
def test_mistakes_are_said_at_their_line(build: Build, theirs: Path, written: str) -> None:
    built = with_house(build, theirs, {"m.md": f"# M\n\n{written}\n"})
    (said,) = built.warnings
    assert re.fullmatch(r"m\.md:[345]: WARNING: " + re.escape(MISTAKES[written]), said)


# -- what they have taken back ------------------------------------------------------------------


def test_a_source_that_they_have_retracted_is_said_where_ours_rests_on_it(
    build: Build, tmp_path: Path
) -> None:
    theirs = write_ledger(tmp_path / "un", retracted="2026-02-10")
    built = with_house(
        build,
        theirs,
        {"b.md": brief(record("judgement", "It flows", likelihood="likely", basis="un:c1"))},
    )
    assert any(
        "source 'un:wire'" in said and "retracted on 2026-02-10" in said for said in built.warnings
    )
    assert all(said.startswith("b.md:") for said in built.warnings)
    assert built.ledger["judgements"]["it-flows"]["standing"] == "falls"


def test_a_claim_that_they_have_withdrawn_is_said(build: Build, tmp_path: Path) -> None:
    theirs = write_ledger(tmp_path / "un", withdrawn="2026-02-10")
    built = with_house(build, theirs, {"b.md": brief("Said {claim}`un:c1`.")})
    (said,) = built.warnings
    assert "claim 'un:c1' was withdrawn on 2026-02-10" in said
    assert "[briefing.retracted]" in said


def test_a_brief_does_not_know_what_they_say_later(build: Build, tmp_path: Path) -> None:
    theirs = write_ledger(tmp_path / "un", date="2026-03-01")
    built = with_house(build, theirs, {"b.md": brief("Said {claim}`un:c1` and {claim}`moving`.")})
    assert [said for said in built.warnings if "[briefing.later]" in said]
    assert "2 sources" not in built.text("b.html")
    assert built.ledger["claims"]["moving"]["corroboration"]["independent"] == 2


def test_a_later_edition_says_what_they_have_changed_since(
    build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = write_ledger(tmp_path / "un")
    judged = record("judgement", "It flows", likelihood="likely", basis="un:c1")

    def edition(number: int) -> str:
        return brief(judged, reference="R-1", edition=number, date=f"2026-02-{10 + number}")

    built = with_house(build, theirs, {"b.md": edition(1)})
    assert main(["freeze", "b", "--source", str(built.src)]) == 0
    write_ledger(tmp_path / "un", retracted="2026-02-12")
    built.again({"b.md": edition(2)})
    changes = built.text("b.html").partition("What has changed since edition 1")[2]
    assert "Wire on grain" in changes.partition("About")[0]
    assert "retracted" in changes.partition("About")[0]


CONTROLS = "Grain \x1aactor:kaja\x1a \x00flows\x1f\x7f"


def test_control_characters_of_theirs_mean_nothing(build: Build, tmp_path: Path) -> None:
    theirs = write_ledger(tmp_path / "un", statement=CONTROLS, text=CONTROLS)
    built = with_house(build, theirs, {"c.md": "# C\n\n```{claims}\n:house: un\n:as: list\n```\n"})
    assert built.warnings == []
    assert "Grain  actor:kaja" in built.text("c.html")


# -- voices: merged or referred to --------------------------------------------------------------


ONES = st.sampled_from("abc")
SAID = st.tuples(st.booleans(), ONES, ONES, st.booleans())
"""Whether it is a claim of the other house, who says it, in which article, and whether it bears
out the others that its house knows."""


@given(
    st.lists(SAID, min_size=1, max_size=6),
    st.dictionaries(ONES, ONES, max_size=2),
    st.dictionaries(ONES, ONES, max_size=2),
    st.sets(ONES, max_size=1),
)
@settings(deadline=None)
def test_voices_are_those_of_one_project(
    said: list[tuple[bool, str, str, bool]],
    speaks: dict[str, str],
    origins: dict[str, str],
    retracted: set[str],
) -> None:
    """To refer to notes of another house counts as many voices as to merge these notes."""

    def registers() -> PageFacts:
        people = [
            actor(one, wikidata=f"Q{ord(one)}", speaks_for=(speaks[one],) if one in speaks else ())
            for one in "abc"
        ]
        articles = [
            source(
                f"s-{one}",
                url=f"https://news.example/{one}",
                origin=(f"s-{origins[one]}",) if one in origins else (),
                retracted="2026-01-01" if one in retracted else None,
            )
            for one in "abc"
        ]
        return facts("registers", *people, *articles)

    def claims(wanted: Sequence[bool], prefix: str) -> PageFacts:
        """The claims of one house, or of both; ours name theirs with the prefix."""
        found = []
        for number, (is_theirs, by, article, joins) in enumerate(said):
            if is_theirs in wanted:
                others = [
                    f"{prefix if other[0] and not is_theirs else ''}c{one}"
                    for one, other in enumerate(said)
                    if joins and one != number and (other[0] or not is_theirs)
                ]
                found.append(
                    claim(f"c{number}", by=(by,), source=(f"s-{article}",), corroborates=(*others,))
                )
        return facts("claims", *found)

    merged = ledger(registers(), claims((True, False), ""))
    data = json.loads(encoded(document(ledger(registers(), claims((True,), "")))))
    house = House("un", entries=tuple(read(data, "un", KINDS).entries))
    referring = ledger(registers(), claims((False,), "un:"), houses={"un": house})
    for number, (is_theirs, *_rest) in enumerate(said):
        one = merged.get("claim", f"c{number}")
        found = referring.get("claim", f"{'un:' if is_theirs else ''}c{number}")
        assert isinstance(one, Claim)
        assert isinstance(found, Claim)
        assert (found.corroboration, found.standing) == (one.corroboration, one.standing)
