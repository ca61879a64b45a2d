"""The closed scales: what is on them, how they are printed, which one is in force."""

import pytest

from sphinx_briefing import vocabularies as scales
from tests.corpus import body_of, brief, element, note, plain, record, refs
from tests.support import Build

VALUES = {
    "RELIABILITY": "A B C D E F",
    "CREDIBILITY": "1 2 3 4 5 6",
    "CONFIDENCE": "low moderate high",
    "TLP": "CLEAR GREEN AMBER AMBER+STRICT RED",
    "SOURCE_TYPE": "news statement speech report legal dataset social interview",
    "ACTOR_KIND": "person state organisation group programme vessel",
    "STANCE": "for against conditional neutral unclear",
    "COMMITMENT_STATUS": "open met missed withdrawn",
    "BRIEF_STATUS": "draft review final superseded withdrawn",
}

PHIA = {
    "remote chance": (0, 5),
    "highly unlikely": (10, 20),
    "unlikely": (25, 35),
    "realistic possibility": (40, 50),
    "likely": (55, 75),
    "highly likely": (80, 90),
    "almost certain": (95, 100),
}
ICD = {
    "almost no chance": (1, 5),
    "very unlikely": (5, 20),
    "unlikely": (20, 45),
    "roughly even chance": (45, 55),
    "likely": (55, 80),
    "very likely": (80, 95),
    "almost certain": (95, 99),
}


@pytest.mark.parametrize("name", VALUES)
def test_each_scale_holds_exactly_its_values(name: str) -> None:
    scale: scales.Scale = getattr(scales, name)
    assert list(scale.values) == VALUES[name].split()
    for value in scale.values:
        assert scale.read(value) == scale.read(value.upper()) == scale.read(f" {value} ") == value
        assert scale.label(value)


@pytest.mark.parametrize(("scale", "bands"), [(scales.PHIA_2025, PHIA), (scales.ICD_203, ICD)])
def test_likelihood_words_and_their_bands(
    scale: scales.Scale, bands: dict[str, tuple[int, int]]
) -> None:
    assert {grade.value: (grade.low, grade.high) for grade in scale.grades} == bands
    assert all("%" in grade.band for grade in scale.grades)


@pytest.mark.parametrize("written", ["TLP:RED", "RED", "red", "tlp:red"])
def test_the_spellings_of_a_marking_are_the_same(written: str) -> None:
    assert scales.TLP.read(written) == "RED"


def test_what_is_on_no_scale_is_refused_with_the_choices() -> None:
    with pytest.raises(ValueError, match="low, moderate, high"):
        scales.CONFIDENCE.read("medium")


@pytest.mark.parametrize("name", [*VALUES, "PHIA_2025", "ICD_203"])
def test_each_scale_says_where_it_comes_from(name: str) -> None:
    scale: scales.Scale = getattr(scales, name)
    assert scale.source
    assert scale.title


def test_the_vocabularies_have_a_version() -> None:
    assert scales.VERSION


# -- in force -----------------------------------------------------------------------------------


def judged(*words: str) -> str:
    return "".join(record("judgement", f"On {word}", likelihood=word) for word in words)


@pytest.mark.parametrize(
    ("scale", "own", "foreign"),
    [
        ("phia-2025", "highly likely", "very likely"),
        ("icd-203", "very likely", "highly likely"),
        ("phia-2025", "realistic possibility", "roughly even chance"),
        ("icd-203", "roughly even chance", "realistic possibility"),
    ],
)
def test_words_of_the_other_scale_are_refused(
    build: Build, scale: str, own: str, foreign: str
) -> None:
    built = build(
        {"n.md": note(judged(own, foreign))}, "ledger", conf={"briefing_likelihood": scale}
    )
    (warning,) = built.warnings
    assert "judgement: 'likelihood': " in warning
    assert repr(foreign) in warning
    assert warning.endswith("[briefing.field]")
    assert [item["likelihood"] for item in built.ledger["judgements"].values()] == [own]


def test_the_default_scale_is_phia(build: Build) -> None:
    built = build({"n.md": note(judged(*PHIA))}, "ledger")
    assert built.warnings == []
    assert len(built.ledger["judgements"]) == len(PHIA)


def test_the_band_of_a_likelihood_is_printed(build: Build) -> None:
    built = build({"n.md": note(judged("highly likely")), "b.md": brief("{judgements}\n")})
    shown = element(body_of(built, "n.html"), "brief-judgement")
    assert "80-90" in shown.replace("\N{EN DASH}", "-")
    assert "Highly likely" in plain(shown)


def test_the_band_is_shown_on_hover_and_in_a_key(build: Build) -> None:
    files = {
        "n.md": note(judged("highly likely"), title="N"),
        "b.md": brief("{judgement}`on-highly-likely` {judgement}`again <on-highly-likely>`\n"),
        "v.md": brief(record("judgements")),
    }
    built = build(files)
    assert built.warnings == []
    (first, _) = refs(body_of(built, "b.html"), "judgement")
    assert "80-90" in first.title.replace("\N{EN DASH}", "-")
    # The key holds the other bands of the scale as well.
    key = plain(body_of(built, "v.html")).replace("\N{EN DASH}", "-")
    assert "25-35" in key
    assert "55-75" in key


def test_an_unknown_scale_is_reported_once_and_the_default_stands_in(build: Build) -> None:
    built = build({"n.md": note(judged("likely"))}, conf={"briefing_likelihood": "gut"})
    (warning,) = built.warnings
    assert "briefing_likelihood" in warning
    assert "phia-2025" in warning
    assert warning.endswith("[briefing.field]")


def test_own_kinds_of_brief(build: Build) -> None:
    files = {"a.md": brief(kind="sitrep"), "b.md": brief(kind="memo")}
    built = build(files, "ledger", conf={"briefing_kinds": {"sitrep": {}}})
    (warning,) = built.warnings
    assert warning.startswith("b.md:3: WARNING: brief: 'kind': 'memo' is not one of: ")
    assert "sitrep" in warning
    assert built.ledger["briefs"]["a"]["kind"] == "sitrep"


# -- words of the prose -------------------------------------------------------------------------


def test_a_word_of_the_other_scale_in_prose_is_a_warning(build: Build) -> None:
    text = "Fine.\n\nAn agreement is a roughly even chance.\n"
    built = build({"b.md": brief(text)})
    (warning,) = built.warnings
    assert warning.startswith("b.md:11: WARNING: ")
    assert "roughly even chance" in warning
    assert warning.endswith("[briefing.vocabulary]")


def test_likelihood_and_confidence_do_not_stand_in_one_sentence(build: Build) -> None:
    text = (
        "It is highly likely to hold. We have high confidence.\n\n"
        "We judge with high confidence that it is highly likely to hold.\n"
    )
    built = build({"b.md": brief(text)})
    (warning,) = built.warnings
    assert warning.startswith("b.md:11: WARNING: ")
    assert warning.endswith("[briefing.vocabulary]")


def test_a_likelihood_and_a_confidence_of_one_judgement_are_fields(build: Build) -> None:
    body = record("judgement", "It holds", likelihood="likely", confidence="high")
    built = build({"b.md": brief(body)})
    assert built.warnings == []


def test_words_of_the_prose_can_be_left_unchecked(build: Build) -> None:
    text = "An agreement is a roughly even chance.\n"
    built = build({"b.md": brief(text)}, conf={"briefing_checks": {"vocabulary": "off"}})
    assert built.warnings == []
