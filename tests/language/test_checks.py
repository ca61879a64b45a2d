"""The checks of a corpus as a whole: markings, sources, what is stale, and their levels."""

import pytest

from tests.corpus import Value, body_of, brief, note, page, plain, record
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
    (warning,) = build(files, "ledger").warnings
    # The claim may be shared, whatever the rest of its note is; where it comes from may not.
    assert warning.startswith("b.md:10: WARNING: source 'n' is TLP:RED, but this page is marked")


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


def test_a_stale_source_is_said_once_where_it_is_first_cited(build: Build) -> None:
    files = {
        "r.md": page({}, E5),
        "n.md": note(record("claim", "C", by="E5") + record("claim", "D", by="E5"), date="2020"),
        "b.md": brief("One {claim}`c`.\n\nTwo {claim}`d`.\n\nThree {source}`n`.\n"),
    }
    built = build(files, "ledger", conf={"briefing_checks": {"stale": "warning"}})
    (warning,) = built.warnings
    assert warning.startswith("b.md:9: WARNING: source 'n' of 2020 is 1880 days old")


def test_a_page_whose_front_matter_is_broken_has_no_records_to_blame(build: Build) -> None:
    text = f"---\nsource: [\n---\n# N\n\n{E5}{record('claim', 'C', by='E5')}"
    built = build({"n.md": text}, "ledger")
    assert all("unsourced" not in warning for warning in built.warnings)
    assert len(built.warnings) == 1


AFLOAT = (
    record("claim", "C", by="E5")
    + record("position", "P", by="E5", topic="T")
    + record("commitment", "M", by="E5")
    + record("event", "E", date="2026")
    + record("judgement", "J", likelihood="likely")
    + record("recommendation", "R", id="r")
)


def afloat(build: Build, levels: object, text: str = "") -> tuple[list[str], list[str]]:
    """The kinds that are warned of and noted, of which one record each hangs in the air."""
    files = {"r.md": page({}, E5 + record("topic", "T")), "p.md": text or page({}, AFLOAT)}
    built = build(files, "ledger", conf={"briefing_checks": {"unsourced": levels}})
    assert all(warning.endswith("[briefing.unsourced]") for warning in built.warnings)
    noted = [line for line in built.messages.splitlines() if line.endswith("[briefing.unsourced]")]
    return [w.split("WARNING: ")[1].split()[0] for w in built.warnings], [
        line.split(": ")[1].split()[0] for line in noted
    ]


@pytest.mark.parametrize(
    ("levels", "warned", "noted"),
    [
        ("warning", "claim", ""),
        (True, "claim", ""),
        ("note", "", "claim"),
        ("off", "", ""),
        ({}, "claim", ""),
        ({"position": "warning"}, "claim position", ""),
        ({"claim": "off", "judgement": "note"}, "", "judgement"),
        ({"claim": "note", "event": True}, "event", "claim"),
        ({"commitment": "note", "recommendation": "warning"}, "claim recommendation", "commitment"),
    ],
)
def test_what_hangs_in_the_air_is_reported_by_kind(
    build: Build, levels: object, warned: str, noted: str
) -> None:
    assert afloat(build, levels) == (warned.split(), noted.split())


ALL_KINDS = dict.fromkeys(
    ("claim", "position", "commitment", "event", "judgement", "recommendation"), "warning"
)


def test_a_note_gives_a_source_and_no_basis(build: Build) -> None:
    assert afloat(build, ALL_KINDS, note(AFLOAT))[0] == ["judgement", "recommendation"]
    assert afloat(build, ALL_KINDS)[0] == list(ALL_KINDS)


def test_a_basis_that_means_nothing_is_reported_once(build: Build) -> None:
    text = page({}, record("judgement", "J", likelihood="likely", basis="nothing"))
    conf = {"briefing_checks": {"unsourced": ALL_KINDS}}
    (warning,) = build({"p.md": text}, "ledger", conf=conf).warnings
    assert warning.startswith("p.md:5: WARNING: judgement 'basis': unknown claim 'nothing'")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("event:nothing", "unknown event 'nothing'; define it with a {event} directive"),
        ("actor:Kreml", "unknown actor 'Kreml'; did you mean 'actor:Kremlin'?"),
        ("nothing:at-all", "unknown claim 'nothing:at-all'; define it with a {claim} directive"),
    ],
)
def test_a_basis_that_says_its_kind_is_missed_among_that_kind(
    build: Build, written: str, said: str
) -> None:
    text = page({}, record("actor", "Kremlin", kind="organisation")) + record(
        "judgement", "J", likelihood="likely", basis=written
    )
    (warning,) = build({"p.md": text}, "ledger").warnings
    assert f"judgement 'basis': {said}" in warning


@pytest.mark.parametrize(
    ("checks", "said"),
    [
        ({"unsourced": {"topic": "warning"}},
         "'unsourced': 'topic' is not one of: event, claim, quote, position, commitment, "
         "judgement, recommendation, estimate"),
        ({"unsourced": {"claim": "loud"}},
         "'unsourced': 'claim': 'loud' is not a level (off, note, warning)"),
        ({"unsourced": ["claim"]}, "'unsourced': ['claim'] is not a level (off, note, warning)"),
        ({"overdue": {"claim": "note"}},
         "'overdue': {'claim': 'note'} is not a level (off, note, warning)"),
    ],
)  # fmt: skip
def test_levels_that_are_none_are_said(build: Build, checks: dict[str, object], said: str) -> None:
    built = build({"p.md": "# P\n"}, "ledger", conf={"briefing_checks": checks})
    assert built.warnings == [f"WARNING: briefing_checks: {said} [briefing.field]"]


@pytest.mark.parametrize(
    ("written", "days", "age"),
    [
        ("2026-02-13", 10, 0),
        ("2026-02-12", 10, 11),
        ("2026-01/2026-02-13", 10, 0),  # by its last day
        ("2026-02-12/..", 10, 11),  # where there is none, by its first
        ("2025", 53, 54),
        ("2025", 54, 0),
    ],
)
def test_the_age_of_a_source_goes_by_its_newest_day(
    build: Build, written: str, days: int, age: int
) -> None:
    files = {
        "n.md": note(E5 + record("claim", "C", by="E5"), date=written),
        "b.md": brief("{claim}`c`\n", date="2026-02-23"),
    }
    conf = {"briefing_checks": {"stale": "warning"}, "briefing_stale_days": days}
    found = build(files, "ledger", conf=conf).warnings
    assert len(found) == (1 if age else 0)
    assert all(f"is {age} days old, more than {days} [" in warning for warning in found)


def test_a_name_that_holds_a_comma_can_be_selected(build: Build) -> None:
    body = E5 + record("topic", "War, peace") + record("claim", "C", by="E5", topic="War, peace")
    files = {"n.md": note(body), "p.md": page({}, record("claims", topic="War, peace"))}
    built = build(files)
    assert built.warnings == []
    assert "brief-view-claims" in built.text("p.html")


# -- spellings ----------------------------------------------------------------------------------

SPELT = {"briefing_checks": {"variant": "warning"}}
NAMES = page(
    {},
    record(
        "actor",
        "Volodymyr Zelenskyy",
        "Also written Zelensky.",
        kind="person",
        id="zelenskyy",
        aliases="Zelenskyy",
        variants="Zelensky, Volodymyr Zelensky, Zelenski",
    )
    + record("term", "LEAP", long="Low-Cost Effectors", variants="Leap, L.E.A.P."),
)


def spelt(build: Build, text: str) -> list[tuple[str, str]]:
    """The places that the check of spellings reports, each with what stands there."""
    found = build({"r.md": NAMES, "p.md": text}, "ledger", conf=SPELT).warnings
    assert all(warning.endswith("[briefing.variant]") for warning in found)
    return [(w.split(" ")[0], w.split("WARNING: ")[1].split(" is a")[0]) for w in found]


def test_a_spelling_that_the_house_does_not_use_is_reported_when_asked(build: Build) -> None:
    files = {"r.md": NAMES, "p.md": page({}, "It was said\nby Zelensky himself.\n")}
    assert build(files, "ledger").warnings == []
    (warning,) = build(files, "ledger", conf=SPELT).warnings
    assert warning == (
        "p.md:4: WARNING: 'Zelensky' is a variant; write 'Volodymyr Zelenskyy' [briefing.variant]"
    )
    noted = build(files, "ledger", conf={"briefing_checks": {"variant": "note"}})
    assert noted.warnings == []
    assert "p.md:4: 'Zelensky' is a variant" in noted.messages


def test_a_word_in_small_letters_is_no_variant_with_a_capital(build: Build) -> None:
    register = record("actor", "Türkiye", kind="state", variants="Turkey")
    register += record("term", "Oblast", variants="Region, Wider region")
    text = "They ate turkey in the region.\n\nTurkey.\n\nThe Region.\n\nA wider region.\n"
    built = build({"r.md": page({}, register), "p.md": page({}, text)}, "ledger", conf=SPELT)
    assert [warning.split(" is a")[0] for warning in built.warnings] == [
        "p.md:5: WARNING: 'Turkey'",
        "p.md:7: WARNING: 'Region'",
        "p.md:9: WARNING: 'wider region'",
    ]


def test_an_id_that_is_spelt_like_a_variant_may_be_written(build: Build) -> None:
    names = record("actor", "Kyiv", kind="state", id="kiev", variants="kiev, Kiev")
    files = {"r.md": page({}, names), "p.md": page({}, "In {actor}`kiev`, and not in Kiev.\n")}
    (warning,) = build(files, "ledger", conf={"briefing_checks": {"variant": "warning"}}).warnings
    assert warning == "p.md:3: WARNING: 'Kiev' is a variant; write 'Kyiv' [briefing.variant]"


def test_a_variant_is_found_like_an_alias(build: Build) -> None:
    files = {
        "r.md": NAMES,
        "p.md": note("{actor}`Zelensky`\n" + record("claim", "C", by="Zelenski")),
    }
    built = build(files, "ledger")
    assert built.warnings == []
    assert built.ledger["claims"]["c"]["by"] == ["zelenskyy"]
    assert built.ledger["actors"]["zelenskyy"]["variants"] == [
        "Zelensky",
        "Volodymyr Zelensky",
        "Zelenski",
    ]
    assert built.ledger["actors"]["zelenskyy"]["mentions"] == ["p"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Volodymyr Zelensky and ZELENSKY'S men.", ["'Volodymyr Zelensky'", "'ZELENSKY'"]),
        ("Volodymyr\nZelensky spoke.", ["'Volodymyr Zelensky'"]),
        ("The Leap began, LEAP did, and L.E.A.P. too.", ["'L.E.A.P.'", "'Leap'"]),
        ("## On Zelensky", ["'Zelensky'"]),
        ("Zelenskyy, zelenskyy, Zelenskyys and Zelenskying", []),
        ("{actor}`Zelensky` spoke", ["'Zelensky'"]),
        ("{actor}`Zelensky <zelenskyy>` spoke", ["'Zelensky'"]),
        ("{actor}`zelenskyy` and {actor}`the president <Zelensky>`", []),
        ("[Zelensky](https://example.org/) and `Zelensky`", ["'Zelensky'"]),
        ("<https://example.org/Zelensky>", []),
        ("> Zelensky said so.", []),
        ("```\nZelensky\n```", []),
        (record("claim", "Zelensky speaks", by="zelenskyy"), ["'Zelensky'"]),
        (record("claim", "C", "Zelensky speaks.", by="zelenskyy"), ["'Zelensky'"]),
        (record("quote", "", "I, Zelensky, speak.", by="zelenskyy"), []),
        ("{claim}`zelensky-speaks`\n\n"
         + record("claim", "C", by="zelenskyy", id="zelensky-speaks"), []),
    ],
)  # fmt: skip
def test_spellings_are_read_where_the_author_chose_them(
    build: Build, body: str, found: list[str]
) -> None:
    assert [word for _, word in spelt(build, note(body))] == found


def test_the_summary_of_a_brief_is_read_too(build: Build) -> None:
    text = brief("Words.\n", kind="flash", summary="Zelensky agrees.")
    assert spelt(build, text) == [("p.md:6:", "'Zelensky'")]


def test_spellings_are_read_where_nothing_is_linked(build: Build) -> None:
    files = {"r.md": NAMES, "p.md": page({}, "Zelensky spoke.\n")}
    (warning,) = build(files, conf={**SPELT, "briefing_autolink": "off"}).warnings
    assert warning.startswith("p.md:3: WARNING: 'Zelensky'")


# -- weak judgements ----------------------------------------------------------------------------

WEAK = {"briefing_checks": {"weak": "warning"}}


def judged(basis: str, *claims: tuple[str, dict[str, Value], dict[str, object]]) -> dict[str, str]:
    """A judgement, and for each claim a note of its own with the fields of claim and source."""
    judgement = record("judgement", "So it is", likelihood="likely", basis=basis)
    files = {"r.md": page({}, E5), "j.md": page({}, judgement)}
    for name, fields, source in claims:
        files[f"by-{name}.md"] = page({}, record("actor", f"Office {name}", kind="group", id=name))
        claim = record("claim", name, id=name, **{"by": name, **fields})
        files[f"{name}.md"] = page({"source": {"title": "A report", **source}}, claim)
    return files


DOUBTFUL: dict[str, Value] = {"credibility": "4"}
POOR: dict[str, object] = {"reliability": "D"}
ORIGIN = "on one origin alone ("
GRADES_SAID = "only on sources graded D to F or claims graded 4 to 6"


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ([("a", {}, {})], ORIGIN + "a)"),
        ([("a", {}, {}), ("b", {}, {})], ""),
        ([("a", {}, {"origin": "b"}), ("b", {}, {})], ORIGIN + "b)"),
        ([("a", {}, {"origin": ["c", "b"]}), ("b", {}, {}), ("c", {}, {})], "on one voice alone;"),
        ([("a", {"by": "b"}, {}), ("b", {}, {})], "on one voice alone (b)"),
        ([("a", {"by": "a, b"}, {}), ("b", {}, {})], "on one voice alone (b)"),
        ([("a", {"by": "b"}, {"origin": "b"}), ("b", {}, {})], ORIGIN + "b)"),
        ([("a", DOUBTFUL, {}), ("b", {}, POOR)], GRADES_SAID),
        ([("a", DOUBTFUL, {}), ("b", {}, {})], ""),
        ([("a", DOUBTFUL, {}), ("b", {"credibility": "3"}, {"reliability": "C"})], ""),
        ([("a", {}, {"reliability": "F"}), ("b", {"credibility": "6"}, {})], GRADES_SAID),
    ],
)
def test_a_judgement_on_weak_ground(
    build: Build,
    claims: list[tuple[str, dict[str, Value], dict[str, object]]],
    said: str,
) -> None:
    files = judged(", ".join(name for name, _, _ in claims), *claims)
    assert build(files, "ledger").warnings == []
    found = build(files, "ledger", conf=WEAK).warnings
    assert len(found) == (1 if said else 0)
    for warning in found:
        assert warning.startswith("j.md:5: WARNING: judgement 'so-it-is' rests " + said)
        assert warning.endswith("[briefing.weak]")


def test_what_bears_a_claim_out_carries_the_judgement_too(build: Build) -> None:
    files = judged("a", ("a", {"corroborates": "b"}, {}), ("b", {}, {}))
    assert build(files, "ledger", conf=WEAK).warnings == []


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("source:a, a", ORIGIN + "a)"),
        ("source:a, b", ""),
        ("event:v", ORIGIN + "a)"),
        ("event:v, a", ORIGIN + "a)"),
        ("event:v, b", ""),
        ("event:w", ""),  # nobody says so
        ("event:w, a", ""),
        ("judgement:k", ORIGIN + "a)"),
        ("judgement:k, b", ""),
        ("source:poor", GRADES_SAID),
        ("a, gone", ORIGIN + "a)"),
        ("source:retracted, a", ORIGIN + "a)"),
        ("gone", ""),  # which falls, and is said to
    ],
)
def test_grounds_of_any_kind_are_weighed_and_what_is_gone_is_left_out(
    build: Build, basis: str, said: str
) -> None:
    files = judged(basis, ("a", {}, {}), ("b", {}, {}), ("gone", {"withdrawn": "2026"}, {}))
    files["w.md"] = page({}, record("event", "w", date="2026"))
    files["v.md"] = page({}, record("event", "v", date="2026", source="a"))
    other = record("judgement", "Other", likelihood="likely", basis="a, b", id="other")
    files["k.md"] = page({}, other + record("judgement", "k", likelihood="likely", basis="event:v"))
    files["poor.md"] = page({"source": {"title": "Poor", "reliability": "E"}})
    files["retracted.md"] = page({"source": {"title": "Gone", "retracted": "2026"}})
    found = [one for one in build(files, "ledger", conf=WEAK).warnings if "'so-it-is'" in one]
    assert len(found) == (1 if said else 0), found
    for warning in found:
        assert warning.startswith("j.md:5: WARNING: judgement 'so-it-is' rests " + said)


def test_a_judgement_without_basis_is_not_weak_but_open(build: Build) -> None:
    text = page({}, record("judgement", "So it is", likelihood="likely"))
    assert build({"p.md": text}, "ledger", conf=WEAK).warnings == []


# -- included files -----------------------------------------------------------------------------

PART = """\
Very likely, Zelensky said.

{claim}`old` and {actor}`Nobody`

""" + (
    record("claim", "C", by="E5")
    + record("commitment", "D", by="E5", due="2020")
    + record("actor", "Idle", kind="person")
    + record("judgement", "J", likelihood="likely", basis="old", resolves="2020")
    + record("claim", "R", by="E5", source="n", tlp="RED")
    + record("claim", "U", by="E5", source="nothing")
    + record("claims", ids="r")
)


# MyST itself uses what Sphinx is about to remove.
@pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app")
def test_every_check_names_the_included_file(build: Build) -> None:
    files = {
        "r.md": NAMES,
        "e.md": page({}, E5),
        "n.md": note(record("claim", "Old", by="E5", id="old"), date="2020"),
        "b.md": brief("```{include} part.txt\n```\n"),
        "part.txt": PART,
    }
    checks = dict.fromkeys(
        ("overdue", "unresolved", "stale", "unused", "variant", "weak"), "warning"
    )
    found = build(
        files, "ledger", conf={"briefing_checks": checks, "briefing_as_of": "2026"}
    ).warnings
    lines = PART.split("\n")

    def at(start: str, more: int = 0) -> int:
        return 1 + more + next(n for n, line in enumerate(lines) if line.startswith(start))

    expected = {
        ("vocabulary", 1),
        ("variant", 1),
        ("stale", 3),
        ("unknown", 3),
        ("unsourced", at("```{claim} C")),
        ("overdue", at("```{commitment}")),
        ("unused", at("```{actor}")),
        ("weak", at("```{judgement}", 2)),
        ("unresolved", at("```{judgement}", 3)),
        ("marking", at("```{claim} R")),
        ("unknown", at("```{claim} U", 2)),
        ("marking", at("```{claims}")),
    }
    in_part = {
        (warning.rsplit("briefing.", 1)[1].rstrip("]"), int(warning.split(":")[1]))
        for warning in found
        if warning.startswith("part.txt:")
    }
    assert in_part == expected
    # The register's own names that nobody mentions are the only others.
    assert [w for w in found if not w.startswith(("part.txt:", "r.md:"))] == []


@pytest.mark.parametrize(
    "settings",
    [
        {"briefing_autolink": ["first"]},
        {"briefing_likelihood": {}},
        {"briefing_annexes": 3},
        {"briefing_checks": "overdue"},
        {"briefing_kinds": ["memo"]},
        {"briefing_stale_days": "many"},
    ],
)
def test_a_setting_of_the_wrong_type_is_reported_and_the_default_stands_in(
    build: Build, settings: dict[str, object]
) -> None:
    built = build({"p.md": page({}, "Words.")}, conf=settings)
    assert built.status == 0
    assert len(built.warnings) == 1
    assert next(iter(settings)) in built.warnings[0]


def test_checks_may_be_a_list_of_those_that_warn(build: Build) -> None:
    files = {"p.md": page({}, record("actor", "Nobody", kind="person"))}
    built = build(files, conf={"briefing_checks": ["unused"], "briefing_autolink": False})
    (warning,) = built.warnings
    assert warning.endswith("[briefing.unused]")


def test_the_words_of_summaries_and_judgements_are_read(build: Build) -> None:
    text = "---\nbrief:\n  kind: policy\n  summary: War is roughly even chance.\n---\n# B\n\n"
    judged = record("judgement", "It is highly probable", "Why.", likelihood="likely")
    built = build({"b.md": text + judged})
    assert [warning.split(" WARNING")[0] for warning in built.warnings] == ["b.md:4:", "b.md:8:"]
    assert all(warning.endswith("[briefing.vocabulary]") for warning in built.warnings)


@pytest.mark.parametrize("kind", ["actors", "terms", "topics", "judgements"])
def test_what_has_no_date_cannot_be_selected_by_it(build: Build, kind: str) -> None:
    built = build({"p.md": page({}, record(kind, since="2026"))})
    (warning,) = built.warnings
    assert "'since' does not apply" in warning
    assert warning.endswith("[briefing.field]")


def test_an_alias_does_not_use_up_the_name_to_be_spelled_out(build: Build) -> None:
    term = record("term", "GDP", long="Gross domestic product", aliases="the measure")
    files = {"r.md": page({}, term), "p.md": page({}, "The measure grows. GDP is late. GDP!")}
    built = build(files)
    assert built.warnings == []
    shown = plain(body_of(built, "p.html"))
    assert "The measure grows. Gross domestic product (GDP) is late. GDP!" in shown


@pytest.mark.parametrize("written", ["gdp", "the measure", "GDP", "The Measure"])
def test_the_standard_role_finds_a_term_by_any_name(build: Build, written: str) -> None:
    term = record("term", "GDP", aliases="the measure")
    built = build({"r.md": page({}, term), "p.md": page({}, f"{{std:term}}`{written}`")})
    assert built.warnings == []
    assert 'href="r.html#term-gdp"' in built.text("p.html")


def test_a_slip_in_a_short_name_is_understood(build: Build) -> None:
    files = {"r.md": page({}, record("actor", "NMT", kind="organisation") + "{actor}`NTM`")}
    (warning,) = build(files).warnings
    assert "did you mean 'NMT'" in warning


def test_the_old_word_for_clear_is_accepted_with_a_hint(build: Build) -> None:
    text = page({"tlp": "WHITE"}, record("actor", "E5", kind="group", tlp="TLP:WHITE"))
    built = build({"p.md": text}, "ledger")
    assert built.warnings == []
    assert built.ledger["actors"]["e5"]["tlp"] == "CLEAR"
    assert built.messages.count("TLP:WHITE is called TLP:CLEAR") == 2
