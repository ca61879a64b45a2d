"""``as: calibration``: how often each likelihood came true, in every output, and only there."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.presentation.numbers import decimal
from sphinx_briefing.vocabularies import ICD_203, PHIA_2025
from tests.corpus import body_of, brief, element, note, page, plain, record
from tests.support import Build, Built

DASH = "\N{EN DASH}"
FEW = "Too few to judge by: fewer than 30 cases."
CASES = {"likely": (4, 1), "highly unlikely": (0, 2), "almost certain": (25, 0)}
"""By likelihood, how many came true and how many did not."""
VIEW = record("judgements", as_="calibration")


def judgements(cases: dict[str, tuple[int, int]] = CASES, /, **fields: str) -> str:
    """Judgements with their outcomes."""
    return "".join(
        record(
            "judgement", f"{word} {outcome} {number}", likelihood=word, outcome=outcome, **fields
        )
        for word, counts in cases.items()
        for outcome, count in zip(("true", "false"), counts, strict=True)
        for number in range(count)
    )


OPEN = record("judgement", "Open", likelihood="likely") + record(
    "judgement", "Nobody knows", likelihood="likely", outcome="void"
)


def rows(built: Built, name: str = "v.html") -> dict[str, list[str]]:
    """The rows of the table by their first cells."""
    table = element(body_of(built, name), "brief-calibration")
    found = [
        [plain(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S)]
        for row in table.split("<tr")[1:]
    ]
    return {row[0]: row[1:] for row in found}


def said(built: Built, name: str = "v.html") -> list[str]:
    """The sentences below the table."""
    box = element(body_of(built, name), "brief-view-calibration")
    return [plain(words) for words in re.findall(r"<p[^>]*>(.*?)</p>", box.split("</table>")[-1])]


def test_a_row_says_how_often_each_likelihood_came_true(build: Build) -> None:
    built = build({"r.md": page({}, judgements() + OPEN), "v.md": page({}, VIEW)})
    assert built.warnings == []
    found = rows(built)
    assert found.pop("Likelihood") == ["Band", "Cases", "Came true", "Share", "Compared"]
    assert list(found) == [grade.label for grade in PHIA_2025.grades]
    assert found["Likely or probable"] == [f"55{DASH}75 %", "5", "4", "80 %", "above the band"]
    assert found["Highly unlikely"] == [f"10{DASH}20 %", "2", "0", "0 %", "too few cases"]
    assert found["Almost certain"] == [f"95{DASH}<100 %", "25", "25", "100 %", "within the band"]
    assert found["Unlikely"] == [f"25{DASH}35 %", "0", DASH, DASH, DASH]
    # By hand: (4·0.35² + 0.65² + 2·0.15² + 25·0.025²) / 32; the base rate is 29/32.
    assert said(built) == [
        "Brier score: 0.030 over 32 cases; 0 is perfect, 1 the worst. "
        "Each likelihood counts as the middle of its band.",
        "Whoever had always said that 91 % come true would have scored 0.085.",
        "Not counted: 1 not yet resolved, 1 void.",
    ]


def test_few_cases_are_called_few_and_are_no_fault(build: Build) -> None:
    cases = {"likely": (20, 9)}
    files = {"r.md": page({}, judgements(cases)), "v.md": page({}, VIEW)}
    built = build(files)
    assert built.warnings == []
    assert FEW in said(built)
    assert "would have scored" not in " ".join(said(built))
    built.again({"r.md": page({}, judgements({"likely": (20, 10)}))})
    assert FEW not in said(built)
    assert "would have scored" in " ".join(said(built))


def test_one_case_is_one(build: Build) -> None:
    built = build({"v.md": page({}, judgements({"likely": (1, 0)}) + VIEW)})
    assert "over 1 case;" in said(built)[0]


@pytest.mark.parametrize(
    ("records", "sentence"),
    [
        (record("judgement", "Open", likelihood="likely"),
         "No outcome is known yet: 1 not yet resolved."),
        (OPEN, "No outcome is known yet: 1 not yet resolved, 1 void."),
    ],
)  # fmt: skip
def test_as_long_as_nothing_is_resolved_there_is_a_sentence(
    build: Build, records: str, sentence: str
) -> None:
    built = build({"v.md": page({}, records + VIEW)})
    assert built.warnings == []
    box = element(body_of(built, "v.html"), "brief-view-calibration")
    assert plain(box) == sentence
    assert "<svg" not in body_of(built, "v.html").split("brief-view-calibration")[1]


def test_without_a_judgement_nothing_is_printed(build: Build) -> None:
    built = build({"v.md": page({}, VIEW + record("judgements", as_="calibration", empty="None."))})
    assert built.warnings == []
    assert plain(body_of(built, "v.html")).count("None.") == 1
    assert "Brier" not in body_of(built, "v.html")


def test_the_scale_in_force_is_the_one_that_is_printed(build: Build) -> None:
    files = {"v.md": page({}, judgements({"very likely": (1, 1)}) + VIEW)}
    built = build(files, conf={"briefing_likelihood": "icd-203"})
    found = rows(built)
    assert list(found)[1:] == [grade.label for grade in ICD_203.grades]
    assert found["Very likely / highly probable"][:4] == [f"80{DASH}95 %", "2", "1", "50 %"]


def test_a_brief_knows_the_outcomes_of_its_day(build: Build) -> None:
    records = judgements({"likely": (1, 0)}, resolved="2026-01-10") + judgements(
        {"unlikely": (0, 1)}, resolved="2026-02"
    )
    late = record("judgement", "Late", likelihood="likely", outcome="void", resolved="2026-03-01")
    files = {
        "r.md": note(records + late, date="2026-01-01"),
        "before.md": brief(VIEW, date="2026-01-09"),
        "between.md": brief(VIEW, date="2026-02-20", as_of="2026-01-10"),
        "within.md": brief(VIEW, date="2026-02-01"),
        "after.md": brief(VIEW, date="2026-03-02"),
        "v.md": page({}, VIEW),
    }
    built = build(files)
    assert built.warnings == []
    assert said(built, "before.html") == ["No outcome is known yet: 3 not yet resolved."]
    assert said(built, "between.html")[-1] == "Not counted: 2 not yet resolved."
    assert said(built, "within.html")[-1] == "Not counted: 1 not yet resolved."
    assert said(built, "after.html")[-1] == "Not counted: 1 void."
    assert said(built, "v.html") == said(built, "after.html")


def test_a_judgement_and_the_one_that_revises_it_both_count(build: Build) -> None:
    records = record("judgement", "First", id="first", likelihood="likely", outcome="false")
    records += record("judgement", "Then", likelihood="unlikely", outcome="false", revises="first")
    built = build({"v.md": page({}, records + VIEW)})
    assert built.warnings == []
    assert rows(built)["Likely or probable"][1] == rows(built)["Unlikely"][1] == "1"


@pytest.mark.parametrize("builder", ["html", "briefdocx"])
def test_a_score_is_never_stale(build: Build, builder: str) -> None:
    records = judgements({"likely": (2, 1)}, resolved="2026-01-10")
    text = note(records, date="2026-01-01")
    files = {"b.md": brief(VIEW, date="2026-02-01"), "v.md": page({}, VIEW)}
    built = build({**files, "r.md": text}, builder)
    edits = {
        ":outcome: true": ":outcome: false",
        "2026-01-10": "2026-02-02",
        ":likelihood: likely": ":likelihood: unlikely",
        "likely true 0": "Of other words",
    }
    for old, new in edits.items():
        assert old in text
        text = text.replace(old, new, 1)
        built.again({"r.md": text})
        assert built.warnings == []
        assert built.files() == built.afresh().files()


def test_only_what_is_selected_counts(build: Build) -> None:
    records = judgements({"likely": (1, 0)}, tags="ours") + judgements({"unlikely": (1, 1)})
    view = record("judgements", as_="calibration", tags="ours")
    built = build({"r.md": page({}, records), "v.md": page({}, view)})
    assert "over 1 case;" in said(built)[0]


def test_what_was_resolved_in_some_time_counts_alone(build: Build) -> None:
    records = judgements({"likely": (2, 0)}, resolved="2025-06") + judgements(
        {"unlikely": (1, 1)}, resolved="2026-01"
    )
    view = record("judgements", as_="calibration", resolved="2025")
    built = build({"r.md": page({}, records + OPEN), "v.md": page({}, view)})
    assert built.warnings == []
    assert "over 2 cases;" in said(built)[0]
    assert "Not counted" not in " ".join(said(built))


def test_strict_judgements_are_counted_where_they_may_be_read(build: Build) -> None:
    """Numbers name nothing; who may not read a judgement gets numbers without it."""
    strict = judgements({"likely": (1, 1), "unlikely": (0, 1)})
    files = {
        "index.md": "# Start\n\n```{toctree}\no\nv\n```\n",
        "r.md": page({"tlp": "RED"}, strict),
        "o.md": page({"tlp": "CLEAR"}, judgements({"highly likely": (1, 0)})),
        "v.md": page({"tlp": "CLEAR"}, VIEW),
    }
    built = build(files)
    assert built.warnings == []
    assert "over 4 cases;" in said(built)[0]
    audience = build(files, conf={"briefing_audience": "GREEN"})
    assert "over 1 case;" in said(audience)[0]


def test_the_key_of_the_scale_is_in_the_table(build: Build) -> None:
    built = build({"r.md": page({}, judgements()), "v.md": page({}, VIEW)})
    assert "brief-key" not in body_of(built, "v.html")


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Brier-Score: 0,030 "), ("fr", "Score de Brier : 0,030 ")],
)
def test_it_is_said_in_other_languages(build: Build, language: str, words: str) -> None:
    files = {"r.md": page({}, judgements() + OPEN), "v.md": page({}, VIEW)}
    built = build(files, conf={"language": language})
    assert words in said(built)[0]
    english = build(files)
    heads = next(iter(rows(built).items()))
    assert set(heads[1]).isdisjoint(next(iter(rows(english).values())))
    assert set(said(built)).isdisjoint(said(english))


@given(st.fractions(0, 1))
def test_numbers_in_words_are_as_near_as_they_can_be(number: Fraction) -> None:
    said = decimal(number, "en")
    assert len(said) == 5
    assert abs(Fraction(said) - number) <= Fraction(1, 2000)
    assert decimal(number, "de") == decimal(number, "fr") == said.replace(".", ",")


@pytest.mark.parametrize("builder", ["text", "latex", "man", "texinfo", "xml"])
def test_outputs_without_pictures_have_the_words(build: Build, builder: str) -> None:
    built = build({"index.md": page({}, judgements() + VIEW)}, builder, conf={"version": "1"})
    assert built.warnings == []
    text = b"".join(built.files().values())
    for words in (b"Brier score: 0.030 over", b"above the band", b"too few cases"):
        assert words in b" ".join(text.replace(b"\\-", b"-").split())


def test_nothing_of_it_is_published_unless_a_page_prints_it(build: Build) -> None:
    resolved = {"resolved": "2026-01-10", "resolves": "2026-01-01"}
    files = {
        "r.md": note(judgements(CASES, **resolved) + OPEN, date="2026-01-01"),
        "b.md": brief(record("judgements") + record("judgements", as_="table"), reference="A-1"),
        "v.md": page({}, record("judgements") + record("judgements", as_="table")),
    }
    conf = {"html_theme": "briefing", "html_baseurl": "https://example.org/"}
    told = re.compile(rb"Brier\b(?! Test)|calibrat|too few cases|Too few to judge", re.I)
    for builder in ("html", "ledger"):
        built = build(files, builder, conf=conf)
        assert built.warnings == []
        texts = {
            name: content
            for name, content in built.files().items()
            if not name.startswith("_static/")
        }
        assert len(texts) > (1 if builder == "ledger" else 8)
        assert [name for name, content in texts.items() if told.search(content)] == []
    printed = build({**files, "v.md": page({}, VIEW)}, conf=conf)
    names = {name for name, content in printed.files().items() if told.search(content)}
    assert "v.html" in names
    assert not {"r.html", "b.html"} & names


OTHERS = '''
from typing import Annotated
from sphinx_briefing import api


class Forecast(api.Record, frozen=True, kw_only=True):
    """What the weather service says."""

    kind_name, plural, argument = "forecast", "forecasts", "statement"
    layouts = ("list", "calibration")
    checked_on = "day"
    statement: api.Words
    chance: Annotated[str | None, api.likelihood()] = None
    day: api.Date | None = None
    came: Annotated[str | None, api.scale(api.OUTCOME)] = None


def setup(app):
    api.add_kind(app, Forecast)
    api.add_scale(app, api.Scale("tenths", "Tenths", "", tuple(
        api.Grade(f"p{one}", f"{one} in 100", one, one) for one in range(0, 101, 10))))
'''


def others(conf: str = OTHERS) -> str:
    """The configuration of a house that has a kind and a scale of its own."""
    from tests.support import BASE_CONF

    return "\n".join([*(f"{name} = {value!r}" for name, value in BASE_CONF.items()), conf])


def test_what_others_declare_has_a_score_as_well(build: Build) -> None:
    """The ten forecasts of rain of Brier (1950), whose score over both classes is 0.19."""
    rain = ((70, 0), (90, 1), (80, 1), (40, 1), (20, 0), (0, 0), (0, 0), (0, 0), (0, 0), (10, 0))
    records = "".join(
        record("forecast", f"Rain {number}", chance=f"p{chance}", came="true" if came else "false")
        for number, (chance, came) in enumerate(rain)
    )
    view = record("forecasts", as_="calibration")
    files = {"conf.py": others(), "v.md": page({}, records + view)}
    built = build(files, conf={"briefing_likelihood": "tenths"})
    assert built.warnings == []
    assert said(built)[0].startswith("Brier score: 0.095 over 10 cases;")
    assert next(iter(rows(built))) == "Chance"


@pytest.mark.parametrize("missing", ["chance", "came"])
def test_a_kind_that_lacks_either_cannot_be_printed_so(build: Build, missing: str) -> None:
    lines = [line for line in OTHERS.split("\n") if not line.startswith(f"    {missing}:")]
    conf = "\n".join(line for line in lines if "checked_on" not in line)
    with pytest.raises(Exception, match="'calibration', which needs a field for a likelihood"):
        build({"conf.py": others(conf), "v.md": "# V\n"})
