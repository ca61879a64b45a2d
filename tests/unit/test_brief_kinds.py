"""Kinds of brief: what a house makes of them, and which parts a brief has."""

from typing import Any

import pytest

from sphinx_briefing.records import BriefKind
from sphinx_briefing.records.brief_kinds import BRIEF_KINDS, Part, kinds_of


def test_a_house_changes_what_it_names_and_nothing_else() -> None:
    flash = BRIEF_KINDS["flash"]
    kinds = kinds_of({"flash": {"label": "Blitz"}, "news-letter": None, "memo": "Memorandum"})
    assert list(kinds)[-2:] == ["news-letter", "memo"]
    assert kinds["flash"] == BriefKind("flash", "Blitz", flash.expects, (), 400, 1, heading="Blitz")
    assert kinds["policy"] == BRIEF_KINDS["policy"]
    assert kinds["news-letter"] == BriefKind("news-letter", "News letter")
    assert kinds["memo"].label == "Memorandum"


def test_what_a_house_requires_takes_the_place_of_what_a_kind_expects() -> None:
    kinds = kinds_of({"flash": {"requires": ["Facts", ["So what", "Why"]]}, "policy": {"words": 9}})
    assert kinds["flash"].expects == ()
    assert [part.headings for part in kinds["flash"].requires] == [("Facts",), ("So what", "Why")]
    assert kinds["policy"].expects == BRIEF_KINDS["policy"].expects
    assert kinds_of({"flash": {"requires": []}})["flash"].parts == ()


def test_no_limit_is_a_limit_that_can_be_chosen() -> None:
    flash = kinds_of({"flash": {"words": 0, "pages": 0}})["flash"]
    assert (flash.words, flash.pages) == (0, 0)
    flash = kinds_of({"flash": {"words": 500}})["flash"]
    assert (flash.words, flash.pages) == (500, 1)


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ({"two words": {}}, "cannot name a kind"),
        ({7: {}}, "cannot name a kind"),
        ({"memo": {"requires": ["Facts", ""]}}, "'memo': 'requires' holds an empty heading"),
        ({"memo": {"requires": [[]]}}, "'requires' holds an empty heading"),
        ({"memo": {"words": -1}}, "'memo': "),
        ({"memo": {"colour": "red"}}, "'memo': .*colour"),
    ],
)
def test_what_cannot_be_a_kind(own: dict[Any, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        kinds_of(own)


def test_each_part_is_written_once() -> None:
    one, two = Part(("One",)), Part(("Two",))
    assert BriefKind("k", "K", (one, two), (two,)).parts == (one, two)


@pytest.mark.parametrize(
    ("heading", "is_in"),
    [
        ("Method", True),
        ("2. Method and sources", True),
        ("IV) our METHOD", True),
        ("What\nwe call a  method", True),
        ("Methodology", False),
        ("Biomethod", False),
        ("Mixed methods", False),
        ("Findings", False),
    ],
)
def test_a_heading_announces_a_part(heading: str, is_in: bool) -> None:
    assert Part(("Method and sources", "Method")).is_in([heading]) is is_in
    numbered = Part(("2. Method",))
    assert numbered.is_in(["7. Method"])


def test_a_summary_is_a_bottom_line_and_no_other_part() -> None:
    parts = BRIEF_KINDS["infocus"].expects
    missing = BriefKind.missing(parts, ["Background"], "")
    assert [part.headings[0] for part in missing] == ["Bottom line", "Assessment", "Outlook"]
    missing = BriefKind.missing(parts, ["Background"], "It is so.")
    assert [part.headings[0] for part in missing] == ["Assessment", "Outlook"]
