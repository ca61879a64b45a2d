"""What is derived: corroboration, independence, disputes, overdue, offices on a date."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.ledger import Entry, Ledger, PageFacts
from sphinx_briefing.records import Actor, Claim, Commitment, Source
from tests.corpus import body_of, brief, element, note, page, plain, record
from tests.support import Build

CLAIMS = [f"c{n}" for n in range(6)]
SOURCES = [f"s{n}" for n in range(6)]


def ledger_of(
    links: list[tuple[str, str]],
    disputes: list[tuple[str, str]] = [],  # noqa: B006 - never changed
    origins: dict[str, str] = {},  # noqa: B006
) -> Ledger:
    """A ledger in which claim ``cN`` stands in the note of source ``sN``."""
    pages = {}
    for claim, source in zip(CLAIMS, SOURCES, strict=True):
        origin = (origins[source],) if source in origins else ()
        entry = Claim(
            id=claim, statement=claim, by=("e5",), docname=source, line=2,
            corroborates=tuple(b for a, b in links if a == claim),
            disputes=tuple(b for a, b in disputes if a == claim),
        )  # fmt: skip
        pages[source] = PageFacts(
            source, is_note=True, entries=[Entry(entry)],
            source=Source(id=source, title=source, origin=origin, docname=source),
        )  # fmt: skip
    actor = Actor(id="e5", name="E5", kind="group", docname="register", line=1)
    pages["register"] = PageFacts("register", entries=[Entry(actor)])
    return Ledger(pages)


def counts(ledger: Ledger) -> dict[str, tuple[int, int]]:
    return {
        claim: (record.corroboration.sources, record.corroboration.independent)
        for claim, record in ledger.records("claim").items()
    }


PAIRS = st.lists(st.tuples(st.sampled_from(CLAIMS), st.sampled_from(CLAIMS)), max_size=8)
ORIGINS = st.dictionaries(st.sampled_from(SOURCES), st.sampled_from(SOURCES), max_size=6)


def components(links: list[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """The plainest way to compute what is joined to what."""
    joined = {claim: {claim} for claim in CLAIMS}
    for _ in CLAIMS:
        for a, b in links:
            joined[a] |= joined[b]
            joined[b] |= joined[a]
    return {claim: frozenset(others) for claim, others in joined.items()}


@given(PAIRS)
def test_corroboration_is_symmetric_and_transitive(links: list[tuple[str, str]]) -> None:
    ledger = ledger_of(links)
    for claim, others in components(links).items():
        assert set(ledger.joined_to(claim)) == others
        assert counts(ledger)[claim] == (len(others), len(others))


@given(PAIRS, st.randoms())
def test_direction_and_order_of_links_do_not_matter(
    links: list[tuple[str, str]], random: Any
) -> None:
    turned = [(b, a) if random.random() < 0.5 else (a, b) for a, b in links]
    random.shuffle(turned)
    assert counts(ledger_of(links)) == counts(ledger_of(turned))


@given(PAIRS, ORIGINS)
def test_independent_is_the_number_of_ends_of_origin_chains(
    links: list[tuple[str, str]], origins: dict[str, str]
) -> None:
    def end(source: str) -> frozenset[str]:
        chain = [source]
        while chain[-1] in origins and origins[chain[-1]] not in chain:
            chain.append(origins[chain[-1]])
        if chain[-1] in origins:  # a loop ends in itself, wherever it is entered
            return frozenset(chain[chain.index(origins[chain[-1]]) :])
        return frozenset({chain[-1]})

    found = counts(ledger_of(links, origins=origins))
    for claim, others in components(links).items():
        ends = {end(other.replace("c", "s")) for other in others}
        assert found[claim] == (len(others), len(ends))
        assert 1 <= found[claim][1] <= found[claim][0]


@given(PAIRS)
def test_disputes_are_symmetric(pairs: list[tuple[str, str]]) -> None:
    ledger = ledger_of([], pairs)
    for claim in CLAIMS:
        others = {b if a == claim else a for a, b in pairs if claim in (a, b) and a != b}
        assert set(ledger.disputed_by(claim)) == others
        assert ledger.records("claim")[claim].disputed == bool(others)


def test_two_papers_that_retell_one_wire_report_are_one(build: Build) -> None:
    register = record("actor", "E5", kind="group")
    register += record("source", "Wire", id="wire", date="2026-02-20")
    files = {
        "r.md": page({}, register),
        "a.md": note(record("claim", "A", by="E5"), origin="wire"),
        "b.md": note(record("claim", "B", by="E5", corroborates="a"), origin="c"),
        "c.md": note("", origin="wire"),
        "d.md": note(record("claim", "D", by="E5", corroborates="b", disputes="lone")),
        "e.md": note(record("claim", "Lone", by="E5")),
        "brief.md": brief("{claim}`a`\n\n```{claims}\n:as: list\n```\n"),
    }
    built = build(files)
    assert built.warnings == []
    claims = built.ledger["claims"]
    for claim in "abd":
        assert claims[claim]["corroboration"] == {"sources": 3, "independent": 2}
    assert claims["lone"]["corroboration"] == {"sources": 1, "independent": 1}
    assert [claims[claim]["disputed"] for claim in ("a", "b", "d", "lone")] == [
        False, False, True, True,
    ]  # fmt: skip
    shown = plain(element(body_of(built, "brief.html"), "brief-view"))
    assert "3 sources, 2 independent" in shown
    assert "disputed" in shown


def test_two_claims_of_one_source_are_one_source(build: Build) -> None:
    body = record("actor", "E5", kind="group") + record("claim", "A", by="E5")
    body += record("claim", "B", by="E5", corroborates="a")
    ledger = build({"n.md": note(body)}, "ledger").ledger
    assert ledger["claims"]["a"]["corroboration"] == {"sources": 1, "independent": 1}


# -- overdue ------------------------------------------------------------------------------------

DUE = [
    # due, as_of, overdue
    ("2026-02-22", "2026-02-22", False),
    ("2026-02-21", "2026-02-22", True),
    ("2026-02", "2026-02-28", False),
    ("2026-02", "2026-03-01", True),
    ("2025", "2026-01-01", True),
    ("2026", "2026-12-31", False),
    ("2026-02-20/..", "2027-01-01", False),
    ("2026-02-17/2026-02-18", "2026-02-18", False),
    ("2026-02-17/2026-02-18", "2026-02-19", True),
    ("2025~", "2026-01-01", True),
]


@pytest.mark.parametrize(("due", "as_of", "overdue"), DUE)
def test_overdue_is_what_ended_before_the_day(due: str, as_of: str, overdue: bool) -> None:
    def ledger(status: str) -> Ledger:
        commitment = Commitment(
            id="x", deliverable="X", by=("e5",), due=due, status=status, docname="p", line=1
        )
        actor = Actor(id="e5", name="E5", kind="group", docname="p", line=2)
        return Ledger({"p": PageFacts("p", entries=[Entry(commitment), Entry(actor)])}, as_of=as_of)

    assert ledger("open").records("commitment")["x"].overdue is overdue
    for status in ("met", "missed", "withdrawn"):
        assert ledger(status).records("commitment")["x"].overdue is False


COMMITMENTS = record("actor", "E5", kind="group") + record(
    "commitment", "Deliver", by="E5", due="2026-03"
)
OVERDUE_VIEW = "{actor}`E5`\n\n```{commitments}\n```\n"


def test_each_brief_judges_on_its_own_day(build: Build) -> None:
    files = {
        "n.md": note(COMMITMENTS, date="2026-02-21"),
        "early.md": brief(OVERDUE_VIEW, date="2026-03-31"),
        "late.md": brief(OVERDUE_VIEW, date="2026-04-01"),
        "back.md": brief(OVERDUE_VIEW, date="2026-04-01", as_of="2026-03-01"),
        "plain.md": page({}, OVERDUE_VIEW),
    }
    built = build(files)
    assert built.warnings == []
    shown = {
        name: "brief-overdue" in element(body_of(built, f"{name}.html"), "brief-view")
        for name in ("early", "late", "back", "plain")
    }
    assert shown == {"early": False, "late": True, "back": False, "plain": False}
    assert built.ledger["commitments"]["deliver"]["overdue"] is False


@pytest.mark.parametrize(
    ("newest", "conf", "overdue"),
    [
        ("2026-02-21", {}, False),
        ("2026-04-02", {}, True),
        ("2026-04-02", {"briefing_as_of": "2026-03-31"}, False),
        ("2026-02-21", {"briefing_as_of": "2026-04-01"}, True),
    ],
)
def test_the_ledger_judges_on_the_newest_source(
    build: Build, newest: str, conf: dict[str, object], overdue: bool
) -> None:
    files = {"n.md": note(COMMITMENTS, date="2026-02-01"), "o.md": note(date=newest)}
    built = build(files, "ledger", conf=conf)
    assert built.ledger["commitments"]["deliver"]["overdue"] is overdue


# -- offices ------------------------------------------------------------------------------------


def test_office_on_a_date(build: Build) -> None:
    actor = Actor(
        id="x", name="X", kind="person", docname="p", line=1,
        offices=(
            "Deputy (2020/2022)",
            "Minister of Defence, Germany (2023-01-19/..)",
            "Mayor of Krakow (east)",
        ),
    )  # fmt: skip
    ledger = Ledger({"p": PageFacts("p", entries=[Entry(actor)])})
    assert ledger.offices_on("x", "2026-02-20") == ("Minister of Defence, Germany",)
    assert ledger.offices_on("x", "2023-01-19") == ("Minister of Defence, Germany",)
    assert ledger.offices_on("x", "2021") == ("Deputy",)
    assert "Minister of Defence, Germany" not in ledger.offices_on("x", "2023-01-18")
    assert "Deputy" not in ledger.offices_on("x", "2023-01-18")


def test_a_brief_shows_the_office_held_on_its_day(build: Build) -> None:
    actor = record(
        "actor", "Pistorius", kind="person",
        offices=["Interior Minister (2013/2023-01-18)", "Defence Minister (2023-01-19/..)"],
    )  # fmt: skip
    files = {
        "r.md": page({}, actor),
        "then.md": brief("{actor}`Pistorius`\n", date="2026-02-20", as_of="2020-05-05"),
        "now.md": brief("{actor}`Pistorius`\n", date="2026-02-20"),
    }
    built = build(files)
    assert built.warnings == []
    then, now = body_of(built, "then.html"), body_of(built, "now.html")
    link_then, link_now = element(then, "brief-ref-actor"), element(now, "brief-ref-actor")
    assert "Interior Minister" in link_then
    assert "Defence Minister" not in link_then
    assert "Defence Minister" in link_now


# -- mentions -----------------------------------------------------------------------------------


def test_mentions_are_the_pages_that_refer_to_a_record(build: Build) -> None:
    register = record("actor", "E5", kind="group") + record("topic", "Peace")
    files = {
        "r.md": page({}, register),
        "z.md": note(record("claim", "C", by="E5", topic="Peace") + record("claim", "D", by="E5")),
        "b.md": brief("{actor}`E5` and {claim}`c`.\n"),
        "a.md": page({}, "They are called E5.\n"),
        "none.md": page({}, "Nothing.\n"),
    }
    ledger = build(files, "ledger").ledger
    assert ledger["actors"]["e5"]["mentions"] == ["a", "b", "z"]
    assert ledger["topics"]["peace"]["mentions"] == ["z"]
    assert ledger["claims"]["c"]["mentions"] == ["b"]
    assert ledger["claims"]["d"]["mentions"] == []
