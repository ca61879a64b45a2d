"""Words of likelihood in prose: other scales, and confidence in the same sentence."""

import pytest

from sphinx_briefing.records.likelihood_words import findings
from sphinx_briefing.vocabularies import ICD_203, PHIA_2025, Grade, Scale


@pytest.mark.parametrize(
    ("text", "scale", "said"),
    [
        ("It is very likely.", PHIA_2025, [(6, "very likely")]),
        ("It is very\n  likely.", PHIA_2025, [(6, "very likely")]),
        ("It is Highly Unlikely.", PHIA_2025, []),
        ("It is highly unlikely.", ICD_203, [(6, "highly unlikely")]),
        ("It is unlikely, probable or likely.", PHIA_2025, []),
        ("It is unlikely, probable or likely.", ICD_203, []),
        ("It is improbable. It is nearly certain.", PHIA_2025,
         [(6, "improbable"), (24, "nearly certain")]),
        ("It is likely or probable.", ICD_203, []),
        ("It is very likely or  probable.", PHIA_2025, [(6, "very likely")]),
        ("A remote village, unlikelyhood.", PHIA_2025, []),
        ("A remote chance.", ICD_203, [(2, "remote chance")]),
        ("A realistic possibility.", ICD_203, [(2, "realistic possibility")]),
    ],
)  # fmt: skip
def test_words_of_another_scale(text: str, scale: Scale, said: list[tuple[int, str]]) -> None:
    found = list(findings(text, scale))
    assert [at for at, _ in found] == [at for at, _ in said]
    for (_, message), (_, word) in zip(found, said, strict=True):
        assert message.startswith(
            f"{word!r} is not on the likelihood scale in force ({scale.name})"
        )
        assert message.endswith(", ".join(scale.values))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("We judge with high confidence that it is likely.", 14),
        ("It is likely (low  confidence).", 6),
        ("So. It is likely, with Moderate confidence!", 10),
        ("It is likely. We have high confidence.", None),
        ("It is likely… We have high confidence.", None),
        ("We have high confidence.", None),
        ("It is likely to raise confidence.", None),
    ],
)
def test_likelihood_and_confidence_in_one_sentence(text: str, at: int | None) -> None:
    found = list(findings(text, PHIA_2025))
    assert [place for place, _ in found] == ([] if at is None else [at])
    for _, message in found:
        assert message.startswith("likelihood 'likely' and ")
        assert " confidence' stand in one sentence" in message


def test_words_of_a_house_may_begin_like_each_other_and_have_capitals() -> None:
    grades = (
        Grade("Certain", "Certain", 90, 100),
        Grade("certain enough", "Certain enough", 60, 90),
    )
    house = Scale("house", "Likelihood", "the house", grades)
    assert list(findings("It is certain. It is Certain Enough.", house)) == []
    found = list(findings("It is certain enough.", PHIA_2025, [PHIA_2025, house]))
    assert [(at, message.partition(" is not")[0]) for at, message in found] == [
        (6, "'certain enough'")
    ]
    assert [message for _, message in findings("It is likely.", house)] == [
        "'likely' is not on the likelihood scale in force (house); "
        "its words are: Certain, certain enough"
    ]
