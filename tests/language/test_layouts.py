"""Layouts: the default of each kind, the classes in HTML, captions, what is printed for nothing."""

import pytest

from sphinx_briefing.records import KINDS
from tests.corpus import body_of, brief, element, note, page, plain, record, refs
from tests.support import Built, build_project

REGISTER = (
    record("actor", "E5", "Five *ministers*.", kind="group", long="European Five")
    + record("actor", "Poland", kind="state")
    + record("topic", "Peace", "Whether.")
    + record("topic", "Donbas")
    + record("term", "Drone", "A craft.\n\n- one\n- two")
    + record("source", "A register", id="reg", date="2025", url="https://example.org/x?a=1&b=2")
)
RECORDS = (
    record("claim", "A <b>claim</b> & more", "Its prose.", by="E5", credibility="2", id="c1")
    + record("event", "Meeting", "They met.", date="2026-02-20", place="Krakow", actors="E5")
    + record("event", "Vote", date="2026-02-21")
    + record("quote", "", "We *shall* see.", by="E5", id="see", translation="Na, mal sehen")
    + record("position", "Old view", by="E5", topic="Peace", stance="for", date="2025-01")
    + record("position", "New view", by="E5", topic="Peace", stance="against", date="2026-01")
    + record("position", "On Donbas", by="Poland", topic="Donbas", stance="neutral", date="2024")
    + record("commitment", "Deliver", by="E5", to="Poland", made="2026-01-02", due="2026-05")
    + record("judgement", "It holds", likelihood="likely", confidence="low", basis="c1")
    + record("recommendation", "Ask for the text", to="E5", id="ask")
)
DEFAULTS = {
    "terms": "list", "topics": "list", "quotes": "list", "judgements": "list",
    "recommendations": "list", "sources": "list", "notes": "list", "briefs": "list",
    "claims": "table", "commitments": "table", "actors": "cards", "events": "timeline",
    "positions": "matrix",
}  # fmt: skip
DATED = [
    *("events", "claims", "quotes", "positions", "commitments", "recommendations", "sources"),
    *("notes", "briefs"),
]
PAIRS = sorted(
    {(plural, layout) for plural in DEFAULTS for layout in ("list", "table")}
    | {("actors", "cards"), ("sources", "cards"), ("positions", "matrix")}
    | {(plural, "timeline") for plural in DATED}
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = {
        "register.md": page({}, REGISTER),
        "n.md": note(RECORDS, date="2026-02-21", title="The note"),
        "b.md": brief(title="The brief", summary="In short.", reference="R-1"),
    }
    files |= {f"{p}-{layout}.md": page({}, record(p, as_=layout)) for p, layout in PAIRS}
    files |= {f"{plural}.md": page({}, record(plural)) for plural in DEFAULTS}
    files["map.md"] = page({}, record("actors", as_="map"))
    files["empty.md"] = page(
        {}, record("claims", by="Poland", empty="No *claims* yet.") + record("claims", by="Poland")
    )
    files["captions.md"] = page({}, "".join(record(p, caption=f"All {p} & more") for p in DEFAULTS))
    root = tmp_path_factory.mktemp("layouts")
    return build_project(root / "p", files, conf={"briefing_autolink": "off"})


def test_every_pair_of_kind_and_layout_is_allowed(built: Built) -> None:
    assert built.warnings == []


@pytest.mark.parametrize("plural", DEFAULTS)
def test_the_default_layout(built: Built, plural: str) -> None:
    html = body_of(built, f"{plural}.html")
    assert element(html, f"brief-view-{DEFAULTS[plural]}")
    assert html.count('class="brief-view ') == 1


@pytest.mark.parametrize(("plural", "layout"), PAIRS)
def test_each_layout_has_its_classes_and_content(built: Built, plural: str, layout: str) -> None:
    html = body_of(built, f"{plural}-{layout}.html")
    box = element(html, f"brief-view-{layout}")
    assert "brief-view " in box.split(">")[0]
    kind = next(name for name, declared in KINDS.selectable.items() if declared.plural == plural)
    titles = {
        "claim": ["A <b>claim</b> & more"],
        "event": ["Meeting", "Vote"],
        "position": ["Old view", "New view", "On Donbas"],
        "commitment": ["Deliver"],
        "judgement": ["It holds", "Likely"],
        "recommendation": ["Ask for the text"],
        "actor": ["E5", "Poland"],
        "topic": ["Peace", "Donbas"],
        "term": ["Drone"],
        "source": ["A register", "A report"],
        "note": ["The note"],
        "brief": ["The brief"],
        "quote": ["We shall see."],
    }[kind]
    for title in titles:
        assert title in plain(box)
    if kind not in ("note", "brief"):
        assert {f"brief-ref-{kind}"} <= {name for ref in refs(box) for name in ref.classes}
    assert ("<table" in box) == (layout in ("table", "matrix"))


def test_a_map_is_a_view_that_names_everybody(built: Built) -> None:
    box = element(body_of(built, "map.html"), "brief-view-map")
    assert "E5" in plain(box)
    assert "Poland" in plain(box)


def test_a_matrix_has_a_row_an_actor_a_column_a_topic_and_the_newest_first(built: Built) -> None:
    box = element(body_of(built, "positions.html"), "brief-view-matrix")
    rows = [row.split("</tr>")[0] for row in box.split("<tr")[1:]]
    cells = [
        [plain(cell) for cell in row.replace("</th>", "</td>").split("</td>")[:-1]] for row in rows
    ]
    assert [cell.split(" ")[-1] for cell in cells[0][1:]] == ["Donbas", "Peace"]
    assert ["E5" in cells[1][0], "Poland" in cells[2][0], len(cells)] == [True, True, 3]
    assert cells[1][2].index("New view") < cells[1][2].index("Old view")
    assert "Against" in cells[1][2]
    assert "On Donbas" in cells[2][1]
    assert cells[1][1] in ("", 'class="row-even"><td>', ">")
    assert "view" not in cells[2][2]


def test_a_timeline_goes_from_old_to_new(built: Built) -> None:
    text = plain(element(body_of(built, "events.html"), "brief-view-timeline"))
    assert text.index("2026-02-20") < text.index("Meeting") < text.index("2026-02-21")
    assert text.index("2026-02-21") < text.index("Vote")


def test_a_timeline_says_what_was_made_and_what_falls_due(built: Built) -> None:
    text = plain(element(body_of(built, "commitments-timeline.html"), "brief-view-timeline"))
    assert text.count("Made: 2026-01-02") == 1
    assert text.count("Due: 2026-05") == 1
    events = element(body_of(built, "events-timeline.html"), "brief-view-timeline")
    assert plain(events).count("2026-02-20") == 1


def test_bodies_keep_their_markup(built: Built) -> None:
    assert "<em>ministers</em>" in body_of(built, "actors-cards.html")
    assert "<li><p>one</p>" in body_of(built, "terms.html")
    assert "<em>shall</em>" in body_of(built, "quotes.html")
    assert 'href="https://example.org/x?a=1&amp;b=2"' in body_of(built, "sources.html")


def test_what_is_printed_for_nothing(built: Built) -> None:
    html = body_of(built, "empty.html")
    assert html.count("No *claims* yet.") + html.count("No <em>claims</em> yet.") == 1
    assert "<table" not in html


def test_every_view_can_have_a_caption(built: Built) -> None:
    html = body_of(built, "captions.html")
    for plural in DEFAULTS:
        assert html.count(f"All {plural} &amp; more") == 1
    assert "<caption>" in html
