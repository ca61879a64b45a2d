"""The checks of a corpus as a whole: markings, sources, what is stale, and their levels."""

import pytest

from tests.corpus import Value, brief, note, page, record
from tests.support import Build

E5 = record("actor", "E5", kind="group")
GRADES = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]


def corpus(note_tlp: str = "", claim_tlp: str = "", brief_tlp: str = "") -> dict[str, str]:
    def marked(tlp: str) -> dict[str, object]:
        return {"tlp": tlp} if tlp else {}

    fields: dict[str, Value] = {"tlp": claim_tlp} if claim_tlp else {}
    return {
        "r.md": page({}, E5),
        "n.md": note(record("claim", "C", by="E5", **fields), page_fields=marked(note_tlp)),
        "b.md": brief("Words {claim}`c`.\n", page_fields=marked(brief_tlp)),
    }


@pytest.mark.parametrize("above", range(5))
@pytest.mark.parametrize("below", range(5))
def test_a_brief_is_marked_at_least_as_its_records(build: Build, above: int, below: int) -> None:
    warnings = build(corpus(note_tlp=GRADES[below], brief_tlp=GRADES[above]), "ledger").warnings
    assert len(warnings) == (1 if below > above else 0)
    for warning in warnings:
        assert warning.startswith("b.md:")
        assert f"TLP:{GRADES[below]}" in warning
        assert warning.endswith("[briefing.marking]")


def test_a_record_of_its_own_marking_counts(build: Build) -> None:
    files = corpus(note_tlp="RED", claim_tlp="CLEAR", brief_tlp="CLEAR")
    warnings = [w for w in build(files, "ledger").warnings if not w.startswith("n.md")]
    # The claim may be shared, whatever the rest of its note is.
    assert warnings == []


def test_an_unmarked_brief_must_not_print_what_is_marked(build: Build) -> None:
    (warning,) = build(corpus(claim_tlp="AMBER", note_tlp="AMBER"), "ledger").warnings
    assert warning.startswith("b.md:9: WARNING: ")
    assert warning.endswith("[briefing.marking]")


def test_markings_can_be_left_unchecked(build: Build) -> None:
    conf = {"briefing_checks": {"marking": "off"}}
    assert build(corpus(note_tlp="RED"), "ledger", conf=conf).warnings == []


@pytest.mark.parametrize("kind", ["claim", "quote"])
def test_what_is_said_needs_a_source(build: Build, kind: str) -> None:
    text = page({}, E5 + record(kind, "" if kind == "quote" else "C", "Words.", by="E5"))
    (warning,) = build({"p.md": text}, "ledger").warnings
    assert warning.startswith("p.md:7: WARNING: ")
    assert warning.endswith("[briefing.unsourced]")


def test_a_register_needs_no_source(build: Build) -> None:
    body = E5 + record("term", "T") + record("topic", "Q") + record("event", "E", date="2026")
    assert build({"p.md": page({}, body)}, "ledger").warnings == []


def test_an_old_source_is_stale_when_that_is_turned_on(build: Build) -> None:
    files = {
        "n.md": note(E5 + record("claim", "C", by="E5"), date="2020"),
        "b.md": brief("{claim}`c`\n"),
    }
    assert build(files, "ledger").warnings == []
    (warning,) = build(files, "ledger", conf={"briefing_checks": {"stale": "warning"}}).warnings
    assert warning.startswith("b.md:")
    assert warning.endswith("[briefing.stale]")


def test_a_name_that_holds_a_comma_can_be_selected(build: Build) -> None:
    body = E5 + record("topic", "War, peace") + record("claim", "C", by="E5", topic="War, peace")
    files = {"n.md": note(body), "p.md": page({}, record("claims", topic="War, peace"))}
    built = build(files)
    assert built.warnings == []
    assert "brief-view-claims" in built.text("p.html")
