"""Texts that retell others are told from those that speak of the same."""

from bench.articles.corpus import retellings
from sphinx_briefing.capture.retelling import Known, origin_of, sentences


def test_retellings_are_found_and_reports_of_the_same_event_are_not() -> None:
    texts = retellings(12, 3)
    known = [
        Known(text.name, text.day.isoformat(), sentences(text.paragraphs))
        for text in texts
        if text.name.startswith("agency")
    ]
    right = wrong = lost = 0
    for text in texts:
        if text.name.startswith("agency"):
            continue
        found = origin_of(sentences(text.paragraphs), text.day.isoformat(), known)
        if found is not None:
            right, wrong = right + (found.id == text.retells), wrong + (found.id != text.retells)
        elif text.retells:
            lost += 1
    assert right / (right + wrong) >= 0.95
    assert right / (right + lost) >= 0.8


TEXT = sentences([f"The {number} sentence says something that no other sentence says at all." for number in
                  "first second third fourth fifth sixth".split()])  # fmt: skip


def test_who_was_first_is_the_origin() -> None:
    older = origin_of(TEXT, "2026-02-20", [Known("a", "2026-02-18", TEXT)])
    assert older is not None
    assert (older.is_certain, older.is_older) == (True, True)
    later = origin_of(TEXT, "2026-02-20", [Known("a", "2026-02-22", TEXT)])
    assert later is not None
    assert (later.is_certain, later.is_older) == (False, False)


def test_on_the_same_day_nobody_knows() -> None:
    found = origin_of(TEXT, "2026-02-20", [Known("a", "2026-02-20", TEXT)])
    assert found is not None
    assert (found.is_same_day, found.is_certain) == (True, False)
    undated = origin_of(TEXT, "", [Known("a", "2026-02-20", TEXT)])
    assert undated is not None
    assert not undated.is_certain


def test_the_first_of_a_chain_is_the_origin() -> None:
    known = [
        Known("retold", "2026-02-18", TEXT, origin=("agency",)),
        Known("agency", "2026-02-18", TEXT),
    ]
    found = origin_of(TEXT, "2026-02-20", known)
    assert found is not None
    assert found.id == "agency"


def test_shared_quotations_make_no_retelling() -> None:
    said = "\u201cThis is a sentence that everybody heard, and everybody prints,\u201d she said."
    one = sentences(
        [*(f"Report {n} of the first house tells of the harbour." for n in range(4)), said, said]
    )
    two = sentences(
        [*(f"Nothing here, number {n}, resembles any of that." for n in range(4)), said, said]
    )
    assert origin_of(one, "2026-02-20", [Known("a", "2026-02-18", two)]) is None
