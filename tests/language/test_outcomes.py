"""What came of judgements: asked for when it can be known, printed in words, nonsense reported."""

import re

import pytest

from tests.corpus import body_of, brief, element, note, page, plain, record
from tests.language.test_calibration import OTHERS, others
from tests.support import Build

ON = {"briefing_checks": {"unresolved": "warning"}, "briefing_as_of": "2026-03-10"}
TODO = "write ':outcome:' and ':resolved:', or a later ':resolves:'"


def judged(**fields: str) -> str:
    """A page of one judgement; the first of its fields stands in line 6."""
    return page({}, "Words.\n\n" + record("judgement", "J", likelihood="likely", **fields))


def at_field(text: str, field: str) -> int:
    """The line of a field in a text."""
    lines = text.split("\n")
    return 1 + next(n for n, line in enumerate(lines) if line.startswith(f":{field}:"))


@pytest.mark.parametrize(
    ("resolves", "since"),
    [
        ("2026-03-09", "2026-03-09"),
        ("2026-03-10", ""),  # that day is not over
        ("2026-03-11", ""),
        ("2026-02", "2026-02-28"),
        ("2026-03", ""),
        ("2025", "2025-12-31"),
        ("2026-03-01/2026-03-05", "2026-03-05"),
        ("2026-03-01/2026-03-12", ""),
        ("../2026-03-05", "2026-03-05"),
        ("2026-01-01/..", ""),
        ("2026-01~", "2026-01-31"),
    ],
)
def test_what_could_be_checked_by_the_day_is_asked_for(
    build: Build, resolves: str, since: str
) -> None:
    text = judged(resolves=resolves)
    built = build({"p.md": text}, "ledger", conf=ON)
    assert built.warnings == (
        [
            f"p.md:{at_field(text, 'resolves')}: WARNING: judgement 'j' could be checked since "
            f"{since} and has no outcome; {TODO} [briefing.unresolved]"
        ]
        if since
        else []
    )


def test_nobody_is_asked_unless_it_is_turned_on(build: Build) -> None:
    files = {"p.md": judged(resolves="2020")}
    assert build(files, "ledger", conf={"briefing_as_of": "2026-03-10"}).warnings == []
    assert build(files, "ledger", conf={"briefing_checks": ON["briefing_checks"]}).warnings == []


@pytest.mark.parametrize("outcome", ["true", "false", "void"])
def test_what_has_an_outcome_is_settled(build: Build, outcome: str) -> None:
    files = {
        "p.md": judged(resolves="2026-02", outcome=outcome),
        "q.md": judged(id="q", resolves="2026-02", outcome=outcome, resolved="2026-03-10"),
        "r.md": judged(id="r"),
    }
    assert build(files, "ledger", conf=ON).warnings == []


def test_what_was_known_only_afterwards_was_not_known(build: Build) -> None:
    text = judged(resolves="2026-02", outcome="true", resolved="2026-03-11")
    built = build({"p.md": text}, "ledger", conf=ON)
    assert built.warnings == [
        f"p.md:{at_field(text, 'resolves')}: WARNING: judgement 'j' could be checked since "
        "2026-02-28 and had no outcome on 2026-03-10; set 'briefing_as_of' to a later day "
        "[briefing.unresolved]"
    ]


def test_the_day_is_that_of_the_newest_source_where_none_is_set(build: Build) -> None:
    files = {"n.md": note(date="2026-03-10"), "p.md": judged(resolves="2026-03-09")}
    built = build(files, "ledger", conf={"briefing_checks": ON["briefing_checks"]})
    assert len(built.warnings) == 1
    built.again({"n.md": note(date="2026-03-09")})
    assert built.warnings == []


def test_others_are_asked_for_theirs(build: Build) -> None:
    text = page({}, record("forecast", "Rain", chance="p10", day="2026-03-01"))
    built = build({"conf.py": others(), "p.md": text}, conf={**ON, "briefing_likelihood": "tenths"})
    assert [warning.split("WARNING: ")[1] for warning in built.warnings] == [
        "forecast 'rain' could be checked since 2026-03-01 and has no outcome; "
        "write ':came:', or a later ':day:' [briefing.unresolved]"
    ]


def test_a_kind_without_an_outcome_cannot_be_asked_for_one(build: Build) -> None:
    conf = "\n".join(line for line in OTHERS.split("\n") if not line.startswith("    came:"))
    with pytest.raises(Exception, match="has checked_on = 'day' and no field for what came of it"):
        build({"conf.py": others(conf.replace(', "calibration"', ",")), "p.md": "# P\n"})


# -- nonsense -----------------------------------------------------------------------------------


def test_a_day_without_an_outcome_is_nonsense(build: Build) -> None:
    text = judged(resolved="2026-02-01")
    built = build({"p.md": text, "b.md": brief(record("judgements"))})
    assert built.warnings == [
        f"p.md:{at_field(text, 'resolved')}: WARNING: judgement 'resolved': says since when it is "
        "known what came of it, and not what; write ':outcome:', or remove it [briefing.field]"
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": "true"},  # it counts on all days
        {"outcome": "true", "resolved": "2026-02"},
        {"outcome": "void", "resolved": "2030"},  # not known yet, in a brief of today
        {"resolves": "2026-02", "outcome": "false", "resolved": "2025-12"},  # settled before
    ],
)
def test_what_makes_sense_is_no_fault(build: Build, fields: dict[str, str]) -> None:
    files = {"p.md": judged(**fields), "b.md": brief(record("judgements"))}
    assert build(files).warnings == []


EARLY = record("judgement", "J", likelihood="likely", outcome="true", resolved="2026-02-01")


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (note(EARLY, date="2026-02-02"), "2026-02-02"),
        (note(EARLY, date="2026-03"), "2026-03"),
        (note(EARLY, date="2026-02"), ""),  # it may have been made first
        (note(EARLY, date="2026-01"), ""),
        (note(EARLY), ""),
        (brief(EARLY, date="2026-02-02"), "2026-02-02"),
        (brief(EARLY, date="2026-03-02", as_of="2026-02-02"), "2026-02-02"),
        # The day of the amendment that says what came of it.
        (brief(EARLY, date="2026-02-02", edition=2), ""),
        (brief(EARLY, date="2026-01"), ""),
        (page({}, EARLY), ""),  # nobody knows when
    ],
)
def test_nothing_is_known_before_it_is_judged(build: Build, text: str, made: str) -> None:
    built = build({"p.md": text, "b.md": brief("{judgement}`j`", date="2026-04")})
    if not made:
        assert built.warnings == []
        return
    (warning,) = built.warnings
    assert warning.startswith(
        f"p.md:{at_field(text, 'resolved')}: WARNING: judgement 'resolved': 2026-02-01 is before "
        f"{made}, when it was made"
    )
    assert warning.endswith("[briefing.field]")


@pytest.mark.parametrize("size", [2, 3])
def test_a_circle_of_revisions_is_said_once(build: Build, size: int) -> None:
    body = "".join(
        record("judgement", f"J{one}", likelihood="likely", revises=f"j{(one + 1) % size}")
        for one in range(size)
    )
    built = build({"p.md": page({}, body), "b.md": brief(record("judgements"))})
    way = " → ".join(f"j{one % size}" for one in range(size + 1))
    line = at_field(page({}, body), "revises")
    assert built.warnings == [
        f"p.md:{line}: WARNING: judgement 'revises' runs in a circle ({way}); take one of the "
        "names out [briefing.field]"
    ]


def test_a_judgement_that_revises_itself_is_told_so(build: Build) -> None:
    built = build({"p.md": judged(revises="j")})
    assert [warning.split("WARNING: ")[1] for warning in built.warnings] == [
        "judgement 'revises' names the judgement itself; remove it [briefing.field]"
    ]


# -- in words -----------------------------------------------------------------------------------

OUTCOMES = {
    "true": "Came true", "false": "Did not come true", "void": "Cannot be decided"
}  # fmt: skip


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("builder", ["html", "text", "briefpdf", "briefdocx"])
def test_an_outcome_is_printed_in_words(build: Build, builder: str, outcome: str) -> None:
    written = record(
        "judgement", "It holds", likelihood="likely", outcome=outcome, resolved="2026-02-01"
    )
    text = brief(f"{written}\n\nAnd again:\n\n" + record("judgements"), edition=2)
    built = build({"b.md": text}, builder)
    assert built.warnings == []
    text = re.sub(r"\s+", " ", printed_text(built, builder))
    said = f"Outcome: {OUTCOMES[outcome]} · Known since: 2026-02-01"
    assert text.count(said) == 2


def test_judgements_ahead_of_a_brief_say_what_came_of_them(build: Build) -> None:
    written = record("judgement", "It holds", likelihood="likely", outcome="false",
                     confidence="low", resolved="2026-02-01")  # fmt: skip
    files = {"b.md": brief(written, edition=2), "early.md": brief(written.replace("holds", "does"),
                                                       date="2026-01-31")}  # fmt: skip
    built = build(files)
    assert built.warnings == []
    band = "Likely or probable 55\N{EN DASH}75 %"
    keys = {
        name: plain(element(built.text(f"{name}.html"), "brief-key-details"))
        for name in ("b", "early")
    }
    assert keys == {
        "b": f"{band} · Low confidence · Did not come true",
        "early": f"{band} · Low confidence",
    }


def printed_text(built: object, builder: str) -> str:
    """All that a page says, in any output."""
    from tests.support import Built

    assert isinstance(built, Built)
    if builder == "html":
        return plain(body_of(built, "b.html"))
    if builder == "text":
        return built.text("b.txt")
    if builder == "briefpdf":
        pypdf = pytest.importorskip("pypdf")
        pages = pypdf.PdfReader(built.path("b.pdf")).pages
        return " ".join(one.extract_text() for one in pages)
    docx = pytest.importorskip("docx")
    return " ".join(one.text for one in docx.Document(str(built.path("b.docx"))).paragraphs)
