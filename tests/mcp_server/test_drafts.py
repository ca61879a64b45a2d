"""Drafts held against notes: what the check says of sentences, and what it measures up to."""

from pathlib import Path
from typing import Any

import pytest

from bench import drafting
from sphinx_briefing.mcp_server.desk import Cut
from sphinx_briefing.mcp_server.drafts import check_draft, sources
from sphinx_briefing.mcp_server.shapes import CheckDraft, Checked, Said, Sources
from tests.corpus import brief, note, page, record

from .conftest import Open
from .levels import write_files

HOUSE = Path(__file__).parents[2]

FILES = {
    "conf.py": "extensions = ['myst_parser', 'sphinx_briefing']\nprimary_domain = 'brief'\n"
    "briefing_as_of = '2026-06-01'\n",
    "index.md": "# Start\n\n```{toctree}\n:glob:\n\n**\n```\n",
    "r.md": page(
        {},
        record("actor", "Ada Norland", id="ada", kind="person", aliases="Norland's minister")
        + record("actor", "Boris Sund", id="boris", kind="person")
        + record("actor", "Harbour Board", id="board", kind="organisation", abbr="HB")
        + record("actor", "Gazette desk", id="gazette-desk", kind="group")
        + record("topic", "Ferries", id="ferries"),
        "Registers",
    ),
    "n.md": note(
        record("claim", "Of the 591 ships on the list, 27 sail under a false flag.", id="flags",
               by="board", credibility="2", passage="591 ships, of which 27 fly a false flag")
        + record("claim", "Ada Norland met the Harbour Board in Oslo on 20 February 2026.",
                 "They spoke about winter timetables for three hours.", id="met", by="board")
        + record("claim", "The new quay may be opened by 2027.", id="quay", by="ada",
                 disputes="late")
        + record("claim", "The new quay will not be ready before 2029.", id="late", by="boris")
        + record("claim", "Boris Sund accuses the Harbour Board of neglect.", id="neglect",
                 by="gazette-desk")
        + record("quote", "", "We shall keep every ferry on its route this winter.", id="q",
                 by="ada", language="en")
        + record("commitment", "Repair the lighthouse of Sund", id="light", by="board",
                 made="2026-01-10", due="2026-03", status="open")
        + record("judgement", "The ferries will stop before summer.", id="stop",
                 likelihood="likely", confidence="low", basis="flags"),
        id="gazette", date="2026-02-21", publisher="Gazette", reliability="B",
        snapshot="archive/gazette.txt",
    ),
    "old.md": note(
        record("claim", "The lighthouse keeper sold all lamps to a museum.", id="lamps",
               by="board"),
        id="tabloid", date="2026-02-01", reliability="E", retracted="2026-02-10",
        retraction="the publisher withdrew it",
    ),
    "archive/gazette.txt": "It wrote: 591 ships, of which 27 fly a false flag, and the fleet is "
    "getting older by the day. We shall keep every ferry on its route this winter.\n",
    "b.md": brief("{claim}`flags`", reference="NL-1"),
}  # fmt: skip


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory, desk: Open) -> Cut:
    return desk(write_files(tmp_path_factory.mktemp("drafts") / "src", FILES), "GREEN").look()


def checked(cut: Cut, text: str) -> list[Checked]:
    return check_draft(cut, CheckDraft(text=text)).sentences


def one(cut: Cut, text: str) -> Checked:
    (found,) = checked(cut, text)
    return found


def differing(found: Checked) -> list[tuple[str, str, str]]:
    return [
        (each.what, each.draft, each.record_says.text_of_note if each.record_says else "")
        for each in found.differences
    ]


SAME = {
    "Of the 591 ships on the list, 27 sail under a false flag.": "claim:flags",
    "27 of the 591 ships on the list are sailing under a false flag.": "claim:flags",
    "According to HB, 27 of the 591 ships on the list sail under false flags.": "claim:flags",
    "Norland's minister met the Harbour Board in Oslo on 20 February.": "claim:met",
    "Of neglect, Boris Sund accuses the Harbour Board.": "claim:neglect",
    "On 20 February 2026, Ada Norland met the Harbour Board in Oslo.": "claim:met",
    "The new quay might be opened by 2027.": "claim:quay",
    "They spoke for three hours about winter timetables.": "claim:met",
    "The Harbour Board is to repair the lighthouse of Sund.": "commitment:light",
    "Ada Norland said: “We shall keep every ferry on its route this winter”.": "quote:q",
}


@pytest.mark.parametrize("text", SAME)
def test_what_a_record_says(cut: Cut, text: str) -> None:
    found = one(cut, text)
    assert found.verdict == "record", found
    assert SAME[text] in [each.record for each in found.records]
    assert found.not_in_records == []


OTHERWISE = {
    "Of the 951 ships on the list, 27 sail under a false flag.": ("number", "951", "591"),
    "Of the 591 ships on the list, 27 do not sail under a false flag.": ("negation", "", ""),
    "Ada Norland met the Harbour Board in Oslo on 21 March 2026.": (
        "day", "2026-03-21", "2026-02-20",
    ),
    "Boris Sund met the Harbour Board in Oslo on 20 February 2026.": (
        "name", "Boris Sund", "Ada Norland",
    ),
    "The Harbour Board accuses Boris Sund of neglect.": (
        "order", "Harbour Board … Boris Sund", "Boris Sund … Harbour Board",
    ),
    "The new quay will be opened by 2027.": ("certainty", "says it flatly", "may"),
    "The new quay will not be ready after 2029.": ("opposite", "after", "before"),
}  # fmt: skip


@pytest.mark.parametrize("text", OTHERWISE)
def test_what_differs_from_the_record_is_named(cut: Cut, text: str) -> None:
    found = one(cut, text)
    assert found.verdict == "unsupported", found
    assert found.records == []
    assert found.nearest
    what, draft, theirs = OTHERWISE[text]
    assert what in [each[0] for each in differing(found)]
    if draft:
        assert (what, draft, theirs) in differing(found)


@pytest.mark.parametrize(
    "text",
    [
        "The moon is made of green cheese.",
        "Ada Norland owns a vineyard in Spain.",
        "Pigs fly.",
        "Der Leuchtturm wurde gestern verkauft.",
    ],
)
def test_what_nobody_says(cut: Cut, text: str) -> None:
    found = one(cut, text)
    assert found.verdict == "unsupported"
    assert found.records == []


def test_a_word_that_was_exchanged_is_listed(cut: Cut) -> None:
    found = one(cut, "Of the 591 balloons on the list, 27 sail under a false flag.")
    assert found.not_in_records == ["balloons"]
    assert differing(found) == [("word", "balloons", "ships")]


def test_what_a_draft_says_is_told_in_its_own_words(cut: Cut) -> None:
    """A name that notes give to somebody is a text of notes, and stands in a field of these."""
    found = one(cut, "The lighthouse keeper and Norland's minister sold all lamps to a museum.")
    assert differing(found) == [("name", "Norland's minister", "")]


def test_judgements(cut: Cut) -> None:
    found = one(cut, "It is likely that the ferries will stop before summer.")
    assert (found.verdict, differing(found)) == ("judgement", [])
    assert [each.record for each in found.records] == ["judgement:stop"]
    found = one(cut, "It is highly likely that the ferries will stop before summer.")
    assert found.verdict == "judgement"
    assert differing(found) == [("likelihood", "highly likely", "likely")]
    found = one(cut, "The ferries will stop before summer.")
    assert differing(found) == [("likelihood", "says it flatly", "likely")]
    found = one(cut, "We judge with high confidence that the ferries will stop before summer.")
    assert ("confidence", "high", "low") in differing(found)
    found = one(cut, "It is probable that the mayor resigns over the new tax.")
    assert (found.verdict, found.records) == ("judgement", [])
    assert found.notes == ["this judgement is not recorded"]
    found = one(cut, "It is likely that the new quay may be opened by 2027.")
    assert found.verdict == "judgement"


def test_cautions(cut: Cut) -> None:
    (bearing,) = one(cut, "The lighthouse keeper sold all lamps to a museum.").records
    assert bearing.cautions == ["retracted source:tabloid", "withdrawn", "reliability E"]
    bearing = one(cut, "The new quay may be opened by 2027.").records[0]
    assert bearing.cautions == ["disputed by claim:late"]
    (bearing,) = one(cut, "The Harbour Board is to repair the lighthouse of Sund.").records
    assert bearing.cautions == ["overdue"]


def test_quotations_are_looked_up_letter_by_letter(cut: Cut) -> None:
    found = one(cut, "The paper says the “fleet is getting older by the day” on 591 ships.")
    assert [each.found_in for each in found.quotations] == [["source:gazette"]]
    found = one(cut, "Ada Norland said: “We shall keep every ferry on its course this winter”.")
    assert found.verdict == "unsupported"
    (quoted,) = found.quotations
    assert quoted.nearest == "quote:q"
    (difference,) = quoted.differences
    assert difference.record_says is not None
    assert (difference.draft, difference.record_says.text_of_note) == ("course", "route")
    assert one(cut, "She has a “nice hat” on her head, they say.").quotations == []


def test_references_of_the_draft_are_checked(cut: Cut) -> None:
    found = one(cut, "A false flag is flown by 27 of the ships {claim}`flags`.")
    assert found.verdict == "record"
    found = one(cut, "27 of 591 ships on the list sail under a false flag {claim}`quay`.")
    assert "do not say it" in found.notes[0]
    found = one(cut, "27 of 591 ships on the list sail under a false flag {claim}`none`.")
    assert found.notes == ["it refers to a record that is not there"]
    found = one(cut, "Nobody knows what ferries will cost {claim}`quay`.")
    assert [each.record for each in found.nearest] == ["claim:quay"]


def test_several_records_that_say_it_together(cut: Cut) -> None:
    found = one(
        cut,
        "Ada Norland met the Harbour Board in Oslo on 20 February 2026, and 27 of the 591 ships on "
        "the list sail under a false flag.",
    )
    assert found.verdict == "record"
    assert {each.record for each in found.records} == {"claim:met", "claim:flags"}


def test_what_asserts_nothing_is_left_aside(cut: Cut) -> None:
    text = (
        "# A heading\n\nWho sails?\n\n```python\nx = 1\n```\n\n| a | b |\n\nThe moon is cheese.\n"
    )
    answer = check_draft(cut, CheckDraft(text=text))
    assert [each.why for each in answer.not_checked] == ["a heading", "a question"]
    (found,) = answer.sentences
    assert text[found.start : found.end] == "The moon is cheese."
    assert (answer.counts.record, answer.counts.judgement, answer.counts.unsupported) == (0, 0, 1)


def test_long_drafts_come_in_parts(cut: Cut) -> None:
    text = "The moon is made of cheese. " * 120
    seen: list[int] = []
    page: Any = 1
    while page:
        answer = check_draft(cut, CheckDraft(text=text, page=page))
        assert answer.counts.unsupported == 120
        seen += [each.number for each in answer.sentences]
        page = answer.next_page
    assert seen == [*range(1, 121)]


def said(cut: Cut, statement: str) -> list[Said]:
    return sources(cut, Sources(statement=statement)).said


def test_sources_of_a_statement(cut: Cut) -> None:
    (found,) = said(cut, "claim:flags")
    assert found.credibility == "2 (Probably true)"
    assert found.words_found == "in the snapshot of the source"
    (source,) = found.sources
    assert (source.record, source.reliability) == ("source:gazette", "B (Usually reliable)")
    (by_words,) = said(cut, "27 of the 591 ships on the list sail under a false flag.")
    assert (by_words.record, by_words.differences) == ("claim:flags", [])
    (otherwise,) = said(cut, "27 of the 951 ships on the list sail under a false flag.")
    assert [each.what for each in otherwise.differences] == ["number"]
    (retracted,) = said(cut, "lamps")
    assert retracted.sources[0].retracted == "2026-02-10"
    assert said(cut, "The moon is made of green cheese.") == []


def test_it_measures_up_to_what_the_manual_says(desk: Open) -> None:
    """On the half of the example's records by which nothing was ever set."""
    cut = desk(HOUSE / "briefings", "GREEN", HOUSE / "conf").look()
    sorts = drafting.measure(cut)
    shares = {sort.name: sort.right / sort.planted for sort in sorts if sort.planted > 4}
    assert shares["copied"] == 1
    assert min(shares[name] for name in ("attributed", "reworded")) > 0.85, shares
    assert shares["order"] > 0.7, shares
    for name in ("number", "name", "denied", "invented", "likelihood", "own judgement"):
        assert shares[name] > 0.9, shares
    assert shares["crossed"] > 0.8, shares
    precision, recall = drafting.precision_and_recall(sorts, in_full=True)
    assert precision > 0.95
    assert recall > 0.85
    assert drafting.precision_and_recall(sorts)[1] > 0.93
