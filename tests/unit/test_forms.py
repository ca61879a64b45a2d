"""The forms of a name: plurals, short forms, and what spells them out."""

import pytest

from sphinx_briefing.records import Record
from sphinx_briefing.records.forms import counted, plurals, short_forms, spelled_out
from tests.ledgers import actor, claim, term


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sanction", "sanctions"),
        ("treaty", "treaties"),
        ("relay", "relays"),
        ("gas", "gases"),
        ("branch", "branches"),
        ("embargo", "embargoes embargos"),
        ("radio", "radios"),
        ("TEU", "TEUs"),
        ("F-16", "F-16s"),
        ("UAS", "UASs"),
        ("Minister of Defence", "Ministers of Defence"),
        ("school for spies", "schools for spies"),
        ("aircraft", ""),
        ("peacekeeping forces", ""),
    ],
)
def test_regular_plurals(name: str, expected: str) -> None:
    found = " ".join(plurals(name)) if " " not in name else ", ".join(plurals(name))
    assert found == expected


LEAP = term("leap", name="LEAP", long="Low-Cost Effector", plural_form="LEAPsters")
NMT = actor("nmt", name="Norland Ministry of Transport", abbr="NMT")
FULL = actor("eu", name="European Union", long="European Union of States", abbr="EU")


@pytest.mark.parametrize(
    ("record", "text", "long"),
    [
        (LEAP, "LEAP", "Low-Cost Effector"),
        (LEAP, "LEAPs", "Low-Cost Effectors"),
        (LEAP, "LEAPsters", "Low-Cost Effectors"),
        (LEAP, "Low-Cost Effector", ""),
        (LEAP, "leap", ""),
        (NMT, "NMT", "Norland Ministry of Transport"),
        (NMT, "NMTs", ""),  # of terms alone
        (NMT, "Norland Ministry of Transport", ""),
        (FULL, "EU", "European Union of States"),
        (FULL, "European Union", ""),
        (actor("e5", name="E5"), "E5", ""),
        (claim("c"), "Claim c", ""),
    ],
)
def test_a_short_form_is_spelled_out(record: Record, text: str, long: str) -> None:
    assert spelled_out(record, text, english=True) == long


def test_in_other_languages_only_written_plurals_are_known() -> None:
    assert spelled_out(LEAP, "LEAPs", english=False) == ""
    assert spelled_out(LEAP, "LEAPsters", english=False) == "Low-Cost Effector"


def test_which_names_have_forms() -> None:
    assert list(counted(term("t", name="T", abbr="A", long="L", aliases=("X",)))) == list("TALX")
    assert list(counted(NMT)) == []
    assert list(short_forms(FULL)) == ["EU"]
    assert list(short_forms(term("t", name="Word", abbr="W", long="Long"))) == ["W", "Word"]
    assert list(short_forms(LEAP)) == ["LEAP"]
