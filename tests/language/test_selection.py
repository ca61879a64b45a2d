"""Selections: each option, their combination, order, scope; what is printed and where it links."""

from pathlib import Path

import pytest

from sphinx_briefing.records import KINDS
from tests.corpus import Value, body_of, brief, note, page, printed, record, refs
from tests.support import Built, build_project

REGISTER = (
    record("actor", "E5", kind="group")
    + record("actor", "Russia", kind="state", aliases="Moscow", tags="east")
    + record("actor", "Poland", kind="state", aliases="Warsaw")
    + record("topic", "Peace")
    + record("topic", "Donbas", parent="Peace")
    + record("term", "beta")
    + record("term", "Alpha")
)
NOTES = {
    "n1.md": note(
        record("claim", "One", by="E5", topic="Peace", tags="x, y")
        + record("claim", "Two", by="Russia", topic="Donbas", tags="y",
                 date="2026-01-31/2026-02-02")
        + record("event", "Meeting", date="2026-02-20", kind="meeting",
                 actors="E5, Poland", topic="Peace")
        + record("position", "For it", by="Poland", topic="Donbas", stance="for", date="2026-01"),
        title="First note", date="2026-02-21", publisher="Walaw",
        page_fields={"topics": ["peace"]},
    ),
    "n2.md": note(
        record("claim", "Three", by="Poland", topic="Peace, Donbas", tags="x")
        + record("claim", "Four", by="E5", date="2025")
        + record("commitment", "Deliver", by="E5", to="Poland", due="2026-05", status="met")
        + record("commitment", "Attend", by="Russia", to="E5", due="2026-04")
        + record("commitment", "Send", by="Russia", made="2026-01-01")
        + record("commitment", "Report", by="Poland", made="2026-01/2026-03", due="2026-05/..")
        + record("judgement", "Holds", likelihood="likely")
        + record("judgement", "Breaks", likelihood="remote chance")
        + record("quote", "", "We shall see", by="Russia", id="see")
        + record("recommendation", "Ask", to="Poland", priority="2", id="ask", due="2026-03")
        + record("recommendation", "Look", to="E5", id="look")
        + record("recommendation", "Wait", to="E5", priority="1", id="wait")
        + record("event", "March", date="2026-03", tags="span")
        + record("event", "Spring", date="2026-03-01/2026-05", tags="span")
        + record("event", "Vote", date="2026-03-02", place="Warsaw", kind="vote"),
        title="Second note", date="2026-02-10", accessed="2026-03-01",
        page_fields={"topics": ["donbas", "peace"]},
    ),
}  # fmt: skip
BRIEFS = {
    "b1.md": brief(title="B one", date="2026-02-23", reference="R-1", status="final",
                   as_of="2026-02-22"),
    "b2.md": brief(title="B two", date="2026-02-20", kind="flash",
                   page_fields={"topics": ["Peace"]}),
}  # fmt: skip

# The directive, its options, and the ids it prints, in order.
CASES: list[tuple[str, dict[str, Value], str]] = [
    # Defaults: by date where the kind has one, else by name.
    ("claims", {}, "four two three one"),
    ("events", {}, "meeting march spring vote"),
    ("terms", {}, "alpha beta"),
    ("topics", {}, "donbas peace"),
    ("actors", {}, "e5 poland russia"),
    ("judgements", {}, "breaks holds"),
    ("recommendations", {}, "ask look wait"),
    ("sources", {}, "n2 n1"),
    ("commitments", {}, "send attend deliver report"),
    # Each option; a comma means or.
    ("claims", {"ids": "one"}, "one"),
    ("claims", {"ids": "three, one"}, "three one"),
    ("claims", {"topic": "peace"}, "three one"),
    ("claims", {"topic": "Donbas"}, "two three"),
    ("claims", {"topic": "peace, donbas"}, "two three one"),
    ("claims", {"by": "E5"}, "four one"),
    ("claims", {"by": "moscow, Warsaw"}, "two three"),
    ("commitments", {"actor": "E5"}, "attend deliver"),
    ("commitments", {"actor": "Poland"}, "deliver report"),
    ("commitments", {"by": "Poland"}, "report"),
    ("commitments", {"by": "Poland", "status": "met"}, ""),
    ("events", {"actor": "Poland"}, "meeting"),
    ("recommendations", {"actor": "poland"}, "ask"),
    ("claims", {"source": "n1"}, "two one"),
    ("claims", {"source": "n1, n2"}, "four two three one"),
    ("sources", {"source": "n1"}, "n1"),
    ("claims", {"tags": "x"}, "three one"),
    ("claims", {"tags": "x, y"}, "two three one"),
    ("actors", {"tags": "east"}, "russia"),
    ("commitments", {"status": "open"}, "send attend report"),
    ("commitments", {"status": "met, missed"}, "deliver"),
    ("actors", {"kind": "state"}, "poland russia"),
    ("actors", {"kind": "group, state"}, "e5 poland russia"),
    ("events", {"kind": "vote"}, "vote"),
    ("events", {"kind": "meeting, vote"}, "meeting vote"),
    ("events", {"kind": "attack"}, ""),
    # Several options mean and.
    ("claims", {"by": "E5", "topic": "peace"}, "one"),
    ("claims", {"tags": "x, y", "source": "n1", "by": "Russia"}, "two"),
    ("claims", {"by": "E5", "topic": "donbas"}, ""),
    ("claims", {"ids": "one, two", "by": "E5"}, "one"),
    # A date that shares a day with the time asked for is in it.
    ("claims", {"since": "2026-02-10"}, "three one"),
    ("claims", {"since": "2026-02-02"}, "two three one"),
    ("claims", {"since": "2026-02-03"}, "three one"),
    ("claims", {"until": "2026-01"}, "four two"),
    ("claims", {"until": "2026-01-30"}, "four"),
    ("claims", {"since": "2026-02", "until": "2026-02-15"}, "two three"),
    ("claims", {"since": "2026-02-21", "until": "2026-02-21"}, "one"),
    # When a commitment was made, else when its source was published (2026-02-10).
    ("commitments", {"since": "2026-02"}, "attend deliver report"),
    ("commitments", {"until": "2026-01-31"}, "send report"),
    ("commitments", {"since": "2026-04"}, ""),
    ("events", {"until": "2026-02"}, "meeting"),
    # Each field that holds a date.
    ("commitments", {"due": "../2026-04"}, "attend"),
    ("commitments", {"due": "2026-04/2026-05"}, "attend deliver report"),
    ("commitments", {"due": "2026-06/.."}, "report"),
    ("commitments", {"due": "2026-04-30, 2026-05-31"}, "attend deliver report"),
    ("commitments", {"made": "2026-02"}, "report"),
    ("commitments", {"made": "../2026-02", "due": "2026"}, "report"),
    ("commitments", {"due": "2026", "status": "open"}, "attend report"),
    ("claims", {"date": "2026-02-01/2026-02-10"}, "two three"),
    ("events", {"date": "2026-03"}, "march spring vote"),
    ("sources", {"accessed": "2026-03"}, "n2"),
    ("recommendations", {"due": "2026"}, "ask"),
    # Order.
    ("claims", {"sort": "date"}, "four two three one"),
    ("claims", {"sort": "-date"}, "one three two four"),
    ("claims", {"sort": "name"}, "four one three two"),
    ("claims", {"sort": "id"}, "four one three two"),
    ("claims", {"sort": "by"}, "four one three two"),
    ("recommendations", {"sort": "priority"}, "wait ask look"),
    ("recommendations", {"sort": "-priority"}, "ask wait look"),
    ("recommendations", {"sort": "due"}, "ask look wait"),
    # By its last day whatever falls due, by its first what began then.
    ("commitments", {"sort": "due"}, "attend deliver report send"),
    ("commitments", {"sort": "-due"}, "report deliver attend send"),
    ("commitments", {"sort": "made"}, "send report attend deliver"),
    ("events", {"ids": "vote, spring, march", "sort": "date"}, "march spring vote"),
    ("events", {"ids": "vote, spring, march", "sort": "-date"}, "vote spring march"),
    ("actors", {"sort": "kind"}, "poland russia e5"),
    ("actors", {"sort": "id", "limit": "2"}, "e5 poland"),
    ("judgements", {"sort": "likelihood"}, "breaks holds"),
    # Limit comes last.
    ("claims", {"limit": "1"}, "four"),
    ("claims", {"sort": "-date", "limit": "2"}, "one three"),
    ("claims", {"limit": "10"}, "four two three one"),
    ("claims", {"topic": "peace", "sort": "-date", "limit": "1"}, "one"),
    # Scope.
    ("claims", {"scope": "page"}, "four"),
    ("claims", {"scope": "all"}, "four two three one"),
    ("actors", {"scope": "page"}, "poland"),
    ("glossary", {}, "alpha beta"),
    ("quotes", {"by": "Russia"}, "see"),
    ("positions", {"by": "Poland"}, "for-it"),
]  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One page for each case, which also refers to one claim and one actor."""
    files = {"register.md": page({}, REGISTER), **NOTES, **BRIEFS}
    for number, (plural, options, _) in enumerate(CASES):
        body = f"{{claim}}`four` {{actor}}`Poland`\n\n{record(plural, **options)}"
        files[f"case-{number}.md"] = page({}, body)
    root = tmp_path_factory.mktemp("selection")
    return build_project(root / "p", files, conf={"briefing_autolink": "off"})


def test_no_case_is_a_fault(built: Built) -> None:
    assert built.warnings == []


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda n: f"{CASES[n][0]}-{n}")
def test_a_selection_prints_exactly_what_it_asks_for(built: Built, number: int) -> None:
    plural, options, expected = CASES[number]
    kind = "term" if plural == "glossary" else plural.removesuffix("s")
    html = body_of(built, f"case-{number}.html")
    assert printed(html, kind) == expected.split() or _in_matrix(html, options, expected)
    if not expected:
        assert "brief-view" not in html


def _in_matrix(html: str, options: dict[str, Value], expected: str) -> bool:
    return "brief-matrix" in html and set(printed(html, "position")) == set(expected.split())


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda n: f"{CASES[n][0]}-{n}")
def test_every_printed_record_links_to_its_anchor(built: Built, number: int) -> None:
    html = body_of(built, f"case-{number}.html")
    for ref in refs(html):
        target, _, anchor = ref.href.partition("#")
        assert f'id="{anchor}"' in built.text(target or f"case-{number}.html")


# -- pages --------------------------------------------------------------------------------------


def test_notes_and_briefs_are_printed_as_pages(tmp_path_factory: pytest.TempPathFactory) -> None:
    cases: list[tuple[str, dict[str, Value], list[str]]] = [
        ("notes", {}, ["n2", "n1"]),
        ("notes", {"topic": "donbas"}, ["n2"]),
        ("notes", {"sort": "name"}, ["n1", "n2"]),
        ("notes", {"since": "2026-02-15"}, ["n1"]),
        ("notes", {"source": "n1"}, ["n1"]),
        ("notes", {"date": "2026-02-15/.."}, ["n1"]),
        ("notes", {"accessed": "2026-03"}, ["n2"]),
        ("notes", {"sort": "accessed"}, ["n2", "n1"]),
        ("briefs", {"as_of": "2026-02"}, ["b1"]),
        ("briefs", {"date": "../2026-02-21"}, ["b2"]),
        ("briefs", {"sort": "as_of"}, ["b1", "b2"]),
        ("briefs", {}, ["b2", "b1"]),
        ("briefs", {"sort": "-date"}, ["b1", "b2"]),
        ("briefs", {"kind": "flash"}, ["b2"]),
        ("briefs", {"status": "final"}, ["b1"]),
        ("briefs", {"topic": "peace"}, ["b2"]),
        ("briefs", {"until": "2026-02-21"}, ["b2"]),
    ]
    files = {"register.md": page({}, REGISTER), **NOTES, **BRIEFS}
    for number, (plural, options, _) in enumerate(cases):
        files[f"case-{number}.md"] = page({}, record(plural, **options))
    built = build_project(tmp_path_factory.mktemp("pages") / "p", files)
    assert built.warnings == []
    for number, (plural, options, expected) in enumerate(cases):
        html = body_of(built, f"case-{number}.html")
        assert "brief-view-list" in html
        at = {name: html.find(f'href="{name}.html"') for name in ("n1", "n2", "b1", "b2")}
        shown = sorted((where, name) for name, where in at.items() if where >= 0)
        assert [name for _, name in shown] == expected, (plural, options)


# -- scope --------------------------------------------------------------------------------------


def test_scope_defaults_to_the_page_in_briefs_only(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    text = "{claim}`one` {actor}`Poland` {term}`beta`\n\n"
    views = "".join(record(plural) for plural in ("sources", "actors", "terms"))
    local = record("term", "Own", "Written here.")
    files = {
        "register.md": page({}, REGISTER),
        **NOTES,
        "brief.md": brief(text + local + views),
        "plain.md": page({}, text + views),
        "all.md": brief(text + record("actors", scope="all") + record("claims")),
    }
    conf = {"briefing_autolink": "off"}
    built = build_project(tmp_path_factory.mktemp("scope") / "p", files, conf=conf)
    assert built.warnings == []
    html, everything = body_of(built, "brief.html"), body_of(built, "plain.html")
    assert printed(html, "source", 0) == ["n1"]
    assert printed(html, "actor", 1) == ["poland"]
    assert printed(html, "term", 2) == ["beta", "own"]
    assert printed(everything, "source", 0) == ["n2", "n1"]
    assert printed(everything, "actor", 1) == ["e5", "poland", "russia"]
    assert printed(everything, "term", 2) == ["alpha", "beta", "own"]
    assert printed(body_of(built, "all.html"), "actor", 0) == ["e5", "poland", "russia"]
    assert printed(body_of(built, "all.html"), "claim", 1) == ["four", "two", "three", "one"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_plural_of_its_own(kind: str) -> None:
    assert KINDS[kind].plural in (f"{kind}s", f"{kind.removesuffix('is')}es")


@pytest.mark.parametrize(
    ("plural", "options", "said"),
    [
        ("commitments", {"due": "soon"}, "'due': 'soon' is not a date; write it like 2027"),
        ("commitments", {"due": "2026-03, 2026-13"}, "'due': '2026-13' is not a date"),
        ("commitments", {"made": "2026-04/2026-03"}, "'made': '2026-04/2026-03' ends before it"),
        ("commitments", {"since": "then"}, "'since': 'then' is not a date"),
        ("claims", {"due": "2026"}, "unknown option 'due'; known are: actor, as, by, "),
        ("judgements", {"date": "2026"}, "unknown option 'date'"),
        ("recommendations", {"since": "2026"},
         "option 'since' does not apply: they have no date; they have 'due'"),
        ("actors", {"until": "2026"}, "option 'until' does not apply: they have no date"),
    ],
)  # fmt: skip
def test_a_time_that_cannot_be_read_or_does_not_apply_is_said_at_its_line(
    tmp_path: Path, plural: str, options: dict[str, Value], said: str
) -> None:
    files = {"p.md": page({}, record(plural, caption="C", **options))}
    built = build_project(tmp_path / "p", files)
    (warning,) = built.warnings
    assert warning.startswith(f"p.md:5: WARNING: {plural}: {said}")
    assert warning.endswith("[briefing.field]")


def test_a_few_sources_by_hand_do_not_stand_for_the_annex(tmp_path: Path) -> None:
    text = "{claim}`one` {claim}`three`\n\n"
    files = {
        "register.md": page({}, REGISTER),
        **NOTES,
        "few.md": brief(text + record("sources", limit="1")),
        "all.md": brief(text + record("sources", sort="name")),
    }
    built = build_project(tmp_path / "p", files, conf={"briefing_autolink": "off"})
    assert built.warnings == []
    assert "brief-annex-sources" in body_of(built, "few.html")
    assert "brief-annex-sources" not in body_of(built, "all.html")
