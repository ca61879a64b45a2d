"""What is derived: corroboration, independence, disputes, overdue, offices on a date."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.ledger import Entry, Ledger, PageFacts
from sphinx_briefing.ledger.evidence import Chains
from sphinx_briefing.records import Actor, Claim, Commitment, Source
from tests.corpus import body_of, brief, element, note, page, plain, record
from tests.support import Build

CLAIMS = [f"c{n}" for n in range(6)]
SOURCES = [f"s{n}" for n in range(6)]
ACTORS = [f"a{n}" for n in range(6)]

Pairs = list[tuple[str, str]]
Several = dict[str, list[str]]


def ledger_of(
    links: Pairs = [],  # noqa: B006 - never changed
    disputes: Pairs = [],  # noqa: B006
    origins: Several = {},  # noqa: B006
    speaks_for: Several = {},  # noqa: B006
    by: Several = {},  # noqa: B006
    told: Several = {},  # noqa: B006
) -> Ledger:
    """A ledger in which claim ``cN`` of actor ``aN`` stands in the note of source ``sN``.

    :param by: other speakers of a claim.
    :param told: other sources of a claim; an empty list for none.
    """
    pages = {}
    for claim, source, actor in zip(CLAIMS, SOURCES, ACTORS, strict=True):
        entry = Claim(
            id=claim,
            statement=claim,
            docname=f"p{claim}",
            line=2,
            by=tuple(by.get(claim, [actor])),
            source=tuple(told.get(claim, [source])),
            corroborates=tuple(b for a, b in links if a == claim),
            disputes=tuple(b for a, b in disputes if a == claim),
        )
        speaker = Actor(
            id=actor,
            name=actor,
            kind="group",
            docname=f"p{claim}",
            line=9,
            speaks_for=tuple(speaks_for.get(actor, ())),
        )
        pages[f"p{claim}"] = PageFacts(f"p{claim}", entries=[Entry(entry), Entry(speaker)])
        pages[source] = PageFacts(
            source,
            is_note=True,
            source=Source(
                id=source, title=source, docname=source, origin=tuple(origins.get(source, ()))
            ),
        )
    return Ledger(pages)


def counts(ledger: Ledger) -> dict[str, tuple[int, int]]:
    return {
        claim: (record.corroboration.sources, record.corroboration.independent)
        for claim, record in ledger.records("claim").items()
    }


def pairs_of(names: list[str]) -> st.SearchStrategy[Pairs]:
    """Pairs of different names: a record that names itself is told so, and the name is dropped."""
    pair = st.tuples(st.sampled_from(names), st.sampled_from(names))
    return st.lists(pair.filter(lambda two: two[0] != two[1]), max_size=8)


def several_of(names: list[str], others: list[str], least: int = 1) -> st.SearchStrategy[Several]:
    some = st.lists(st.sampled_from(others), min_size=least, max_size=3, unique=True)
    return st.dictionaries(st.sampled_from(names), some, max_size=6)


PAIRS = pairs_of(CLAIMS)
ORIGINS = several_of(SOURCES, SOURCES)
SPEAKS_FOR = several_of(ACTORS, ACTORS)
BY = several_of(CLAIMS, ACTORS)
TOLD = several_of(CLAIMS, SOURCES, 0)


def components(links: Pairs, names: list[str] = CLAIMS) -> dict[str, frozenset[str]]:
    """The plainest way to compute what is joined to what."""
    joined = {name: {name} for name in names}
    for _ in names:
        for a, b in links:
            joined[a] |= joined[b]
            joined[b] |= joined[a]
    return {name: frozenset(others) for name, others in joined.items()}


def reached(name: str, named: Several) -> frozenset[str]:
    """Whoever can be reached from a record, itself included."""
    found = {name}
    for _ in range(6):
        found |= {other for one in found for other in named.get(one, ())}
    return frozenset(found)


def ends(name: str, named: Several) -> frozenset[frozenset[str]]:
    """The ends of the chains of a record: what reaches nothing but what reaches it back."""
    all_reached = {one: reached(one, named) for one in reached(name, named)}
    return frozenset(
        there
        for one, there in all_reached.items()
        if all(all_reached[other] == there for other in there)
    )


@given(PAIRS)
def test_corroboration_is_symmetric_and_transitive(links: Pairs) -> None:
    ledger = ledger_of(links)
    for claim, others in components(links).items():
        assert ledger.joined_to(claim) == tuple(sorted(others))
        assert counts(ledger)[claim] == (len(others), len(others))


@given(PAIRS, PAIRS, ORIGINS, SPEAKS_FOR, BY, TOLD, st.randoms())
def test_direction_and_order_do_not_matter(
    links: Pairs,
    disputes: Pairs,
    origins: Several,
    speaks_for: Several,
    by: Several,
    told: Several,
    random: Any,
) -> None:
    def shuffled(several: Several) -> Several:
        return {name: random.sample(some, len(some)) for name, some in several.items()}

    turned = [(b, a) if random.random() < 0.5 else (a, b) for a, b in links]
    random.shuffle(turned)
    random.shuffle(other := list(disputes))
    mixed = [shuffled(several) for several in (origins, speaks_for, by, told)]
    assert counts(ledger_of(links, disputes, origins, speaks_for, by, told)) == counts(
        ledger_of(turned, other, *mixed)
    )


@given(PAIRS, ORIGINS, SPEAKS_FOR, BY, TOLD)
def test_independent_is_the_number_of_voices(
    links: Pairs, origins: Several, speaks_for: Several, by: Several, told: Several
) -> None:
    ledger = ledger_of(links, [], origins, speaks_for, by, told)
    found = counts(ledger)
    sources = {
        claim: told.get(claim, [source]) for claim, source in zip(CLAIMS, SOURCES, strict=True)
    }
    speakers = {claim: by.get(claim, [actor]) for claim, actor in zip(CLAIMS, ACTORS, strict=True)}
    where = {
        claim: {end for source in sources[claim] for end in ends(source, origins)}
        | {end for actor in speakers[claim] for end in ends(actor, speaks_for)}
        for claim in CLAIMS
    }
    for claim, others in components(links).items():
        told_of = sorted(other for other in others if sources[other])
        same = [(a, b) for a in told_of for b in told_of if where[a] & where[b]]
        voices = set(components(same, told_of).values())
        assert found[claim] == (len({s for other in others for s in sources[other]}), len(voices))
        assert found[claim][1] <= found[claim][0]


@given(ORIGINS)
def test_the_end_of_a_chain_does_not_depend_on_where_it_is_entered(origins: Several) -> None:
    chains = Chains(origins)
    for source in SOURCES:
        assert chains.ends(source) == {min(end) for end in ends(source, origins)}
        assert Chains(origins).ends(source) == chains.ends(source)


@given(PAIRS, ORIGINS, SPEAKS_FOR, BY, TOLD, st.data())
def test_what_is_not_independent_never_raises_the_count(
    links: Pairs, origins: Several, speaks_for: Several, by: Several, told: Several, data: Any
) -> None:
    """A further account of a claim, by a source or an actor who depends on one that is there."""
    first, more = CLAIMS[0], CLAIMS[-1]
    links = [pair for pair in links if more not in pair]
    before = counts(ledger_of(links, [], origins, speaks_for, by, told))[first]
    carriers = [c for c in components(links)[first] if told.get(c, ["it"])]
    if not carriers:
        return
    other = data.draw(st.sampled_from(sorted(carriers)))
    number = CLAIMS.index(other)
    speakers, sources = by.get(other, [ACTORS[number]]), told.get(other, [SOURCES[number]])
    how = data.draw(st.sampled_from(["same speaker", "same source", "spokesman", "retold"]))
    by, told = {**by, more: [ACTORS[-1]]}, {**told, more: [SOURCES[-1]]}
    if how == "same speaker":
        by[more] = [data.draw(st.sampled_from(speakers))]
    elif how == "same source":
        told[more] = [data.draw(st.sampled_from(sources))]
    elif how == "spokesman":
        by[more] = [data.draw(st.sampled_from(speakers)), ACTORS[-1]]
    else:
        told[more] = [data.draw(st.sampled_from(sources)), SOURCES[-1]]
    after = counts(ledger_of([*links, (more, first)], [], origins, speaks_for, by, told))[first]
    assert after[1] <= before[1]


@given(PAIRS, st.sampled_from(SOURCES), st.sampled_from(SOURCES), ORIGINS, SPEAKS_FOR)
def test_to_retell_somebody_or_to_speak_for_him_never_raises_the_count(
    links: Pairs, one: str, other: str, origins: Several, speaks_for: Several
) -> None:
    known = {source: some for source, some in origins.items() if source != one}
    before = counts(ledger_of(links, [], known, speaks_for))
    after = counts(ledger_of(links, [], {**known, one: [other]}, speaks_for))
    assert all(after[claim][1] <= before[claim][1] for claim in CLAIMS)
    one, other = one.replace("s", "a"), other.replace("s", "a")
    known = {actor: some for actor, some in speaks_for.items() if actor != one}
    before = counts(ledger_of(links, [], origins, known))
    after = counts(ledger_of(links, [], origins, {**known, one: [other]}))
    assert all(after[claim][1] <= before[claim][1] for claim in CLAIMS)


@given(PAIRS, PAIRS, ORIGINS, SPEAKS_FOR)
def test_a_dispute_changes_no_count(
    links: Pairs, disputes: Pairs, origins: Several, speaks_for: Several
) -> None:
    without = ledger_of(links, [], origins, speaks_for)
    assert counts(ledger_of(links, disputes, origins, speaks_for)) == counts(without)


def test_long_chains_cost_no_more_than_their_length() -> None:
    length = 20_000
    chain = {str(n): [str(n + 1)] for n in range(length)}
    circle = {str(n): [str((n + 1) % length)] for n in range(length)}
    for named, end in ((chain, str(length)), (circle, "0")):
        chains = Chains(named)
        assert all(chains.ends(str(n)) == {end} for n in range(length))


def test_a_record_that_names_itself_is_told_so_and_stands_for_itself(build: Build) -> None:
    body = record("actor", "Kremlin", kind="organisation", speaks_for="Kremlin")
    body += record("claim", "A", by="Kremlin", disputes="a", corroborates="a")
    built = build({"n.md": note(body, id="n", origin="n")}, "ledger")
    assert sorted(warning.split("WARNING: ")[1] for warning in built.warnings) == [
        "actor 'speaks-for' names the actor itself; remove it [briefing.field]",
        "claim 'corroborates' names the claim itself; remove it [briefing.field]",
        "claim 'disputes' names the claim itself; remove it [briefing.field]",
        "source 'origin' names the source itself; remove it [briefing.field]",
    ]
    ledger = built.ledger
    assert ledger["actors"]["kremlin"]["speaks-for"] == []
    assert ledger["claims"]["a"]["corroboration"] == {"sources": 1, "independent": 1}
    assert ledger["claims"]["a"]["disputed"] is False


def test_a_spokesman_and_his_ministry_are_one_voice(build: Build) -> None:
    actors = (
        record("actor", "Kremlin", kind="organisation")
        + record("actor", "Peskov", kind="person", speaks_for="Kremlin")
        + record("actor", "Ushakov", kind="person", speaks_for="Peskov")
        + record("actor", "Ankara", kind="state")
    )
    files = {
        "r.md": page({}, actors),
        "a.md": note(record("claim", "A", by="Ushakov")),
        "b.md": note(record("claim", "B", by="Kremlin", corroborates="a")),
        "c.md": note(record("claim", "C", by="Ankara", corroborates="b")),
        "d.md": note(record("claim", "D", by="Ankara", corroborates="b")),
        "v.md": page({}, record("claims", as_="corroboration") + record("actors", ids="ushakov")),
    }
    built = build(files)
    assert built.warnings == []
    assert built.ledger["claims"]["a"]["corroboration"] == {"sources": 4, "independent": 2}
    assert built.ledger["actors"]["ushakov"]["speaks-for"] == ["peskov"]
    shown = plain(body_of(built, "v.html"))
    assert "4 sources, 2 independent" in shown
    assert shown.count("One voice:") == 2
    assert "Ushakov: A" in shown
    assert "Speaks for: Kremlin" in shown
    assert "Speaks for: Peskov" in shown  # in the card of the actor


def test_a_voice_of_the_corroboration_is_fresh(build: Build) -> None:
    actors = record("actor", "Kremlin", kind="organisation") + record(
        "actor", "Peskov", kind="person"
    )
    files = {
        "r.md": page({}, actors),
        "a.md": note(record("claim", "A", by="Kremlin")),
        "b.md": note(record("claim", "B", by="Peskov", corroborates="a")),
        "v.md": page({}, record("claims", as_="corroboration")),
        "t.md": page({}, record("claims")),
    }
    built = build(files)
    assert "2 sources, 2 independent" in plain(body_of(built, "v.html"))
    spokesman = actors.replace(":kind: person", ":kind: person\n:speaks-for: Kremlin")
    built.again({"r.md": page({}, spokesman)})
    assert built.files() == built.afresh().files()
    for name in ("v.html", "t.html"):
        assert "2 sources, 1 independent" in plain(body_of(built, name))


@given(PAIRS)
def test_disputes_are_symmetric(pairs: Pairs) -> None:
    ledger = ledger_of([], pairs)
    for claim in CLAIMS:
        others = {b if a == claim else a for a, b in pairs if claim in (a, b)}
        assert set(ledger.disputed_by(claim)) == others
        assert ledger.records("claim")[claim].disputed == bool(others)


def test_two_papers_that_retell_one_wire_report_are_one(build: Build) -> None:
    register = "".join(record("actor", name, kind="group") for name in ("E5", "U2", "V3", "W4"))
    register += record("source", "Wire", id="wire", date="2026-02-20")
    files = {
        "r.md": page({}, register),
        "a.md": note(record("claim", "A", by="E5"), origin="wire"),
        "b.md": note(record("claim", "B", by="U2", corroborates="a"), origin="c"),
        "c.md": note("", origin="wire"),
        "d.md": note(record("claim", "D", by="V3", corroborates="b", disputes="lone")),
        "e.md": note(record("claim", "Lone", by="W4")),
        "brief.md": brief("{claim}`a`\n\n```{claims}\n:as: list\n```\n"),
    }
    built = build(files)
    assert built.warnings == []
    claims = built.ledger["claims"]
    for claim in "abd":
        assert claims[claim]["corroboration"] == {"sources": 3, "independent": 2}
    assert claims["lone"]["corroboration"] == {"sources": 1, "independent": 1}
    assert [claims[claim]["disputed"] for claim in ("a", "b", "d", "lone")] == [
        False,
        False,
        True,
        True,
    ]
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
        id="x",
        name="X",
        kind="person",
        docname="p",
        line=1,
        offices=(
            "Deputy (2020/2022)",
            "Minister of Defence, Germany (2023-01-19/..)",
            "Mayor of Krakow (east)",
        ),
    )
    ledger = Ledger({"p": PageFacts("p", entries=[Entry(actor)])})
    assert ledger.offices_on("x", "2026-02-20") == ("Minister of Defence, Germany",)
    assert ledger.offices_on("x", "2023-01-19") == ("Minister of Defence, Germany",)
    assert ledger.offices_on("x", "2021") == ("Deputy",)
    assert "Minister of Defence, Germany" not in ledger.offices_on("x", "2023-01-18")
    assert "Deputy" not in ledger.offices_on("x", "2023-01-18")


def test_a_brief_shows_the_office_held_on_its_day(build: Build) -> None:
    actor = record(
        "actor",
        "Pistorius",
        kind="person",
        offices=["Interior Minister (2013/2023-01-18)", "Defence Minister (2023-01-19/..)"],
    )
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


OFFICES = [
    "Interior Minister, Lower Saxony (2013/2023-01-18)",
    "Defence Minister (2023-01-19/..)",
]
PEOPLE = record("actor", "Pistorius", kind="person", offices=OFFICES, country="DE") + record(
    "actor", "Mayor", kind="person", offices=["Mayor of Hanover", "Deputy (1998/1999)"]
)
SHOWN = (
    "{actor}`Pistorius`, {actor}`Mayor`\n\n"
    + record("actors", as_="table", scope="all", ids="pistorius, mayor")
    + record("actors", as_="cards", scope="all", ids="pistorius")
)


def test_annexes_tables_and_cards_pick_the_office_of_the_day(build: Build) -> None:
    files = {
        "r.md": page({}, PEOPLE),
        "n.md": note("", date="2025-01-01"),
        "then.md": brief(SHOWN, date="2026-02-20", as_of="2020-05-05"),
        "now.md": brief(SHOWN, date="2026-02-20"),
        "plain.md": page({}, SHOWN),
    }
    built = build(files)
    assert built.warnings == []
    interior, defence = (entry.rpartition(" (")[0] for entry in OFFICES)
    for name, held in (("then", interior), ("now", defence), ("plain", defence)):
        html = body_of(built, f"{name}.html")
        boxes = [element(html, "brief-view-table"), element(html, "brief-view-cards")]
        if name != "plain":
            boxes.append(element(html, "brief-annex-actors"))
        for box in boxes:
            shown = plain(box)
            assert [title in shown for title in (interior, defence)] == [
                held == interior,
                held == defence,
            ]
            assert "(20" not in shown
        assert "Mayor of Hanover" in plain(boxes[0])
        assert "Deputy" not in plain(boxes[0])
        assert held in element(html, "brief-ref-actor")  # the hint of the first link
    # Where an actor is written, all offices stand with their dates.
    assert "; ".join(OFFICES) in plain(body_of(built, "r.html"))


def test_another_source_changes_the_office_of_the_day_outside_briefs(build: Build) -> None:
    files = {
        "r.md": page({}, PEOPLE),
        "n.md": note("", date="2022-01-01"),
        "table.md": page({}, record("actors", as_="table")),
        "link.md": page({}, "{actor}`Pistorius`\n"),
        "brief.md": brief("{actor}`Pistorius`\n"),
    }
    built = build(files)
    assert "Interior Minister" in body_of(built, "table.html")
    built.again({"o.md": note("", date="2024-01-01")})
    assert "Defence Minister" in body_of(built, "table.html")
    assert built.files() == built.afresh().files()


def test_brackets_of_an_office_that_hold_no_date_are_said_at_their_line(build: Build) -> None:
    several = """\
```{actor} Pistorius
:kind: person
:offices: |
  Mayor (Hanover)
  Interior Minister (2013/2023-01-18)
  Defence Minister (since 2023)
```
"""
    text = page({}, several + record("actor", "B", kind="person", offices="Envoy (2023-13)"))
    built = build({"p.md": text}, "ledger")
    assert built.warnings == [
        f"p.md:{line}: WARNING: actor: 'offices': ({words}) is no date; write when it was held, "
        "like (2023-01-19/..), or put the words before the title [briefing.field]"
        for line, words in ((6, "Hanover"), (8, "since 2023"), (12, "2023-13"))
    ]
    actors = built.ledger["actors"]
    assert actors["pistorius"]["offices"] == [
        "Mayor (Hanover)",
        "Interior Minister (2013/2023-01-18)",
        "Defence Minister (since 2023)",
    ]
    assert actors["b"]["offices"] == ["Envoy (2023-13)"]


def test_a_register_says_the_same_of_its_offices(build: Build) -> None:
    files = {
        "r.md": page({}, record("actors", file="actors.yaml")),
        "actors.yaml": "- name: A\n  kind: person\n  offices: [Mayor (Hanover)]\n",
    }
    built = build(files, "ledger")
    (warning,) = built.warnings
    assert warning.startswith("actors.yaml:3: WARNING: actor: 'offices': (Hanover) is no date; ")
    assert built.ledger["actors"]["a"]["offices"] == ["Mayor (Hanover)"]


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
