"""Each question of a page, with a change that answers it otherwise: what is noted must see it.

A page that asks and is not noted is stale after the change, and may show what it must not.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sphinx_briefing.ledger import Ledger, PageFacts
from sphinx_briefing.ledger.answers import Answers
from sphinx_briefing.ledger.strict import Strict
from sphinx_briefing.ledger.trace import TracedLedger
from tests.ledgers import (
    actor,
    brief,
    claim,
    commitment,
    event,
    facts,
    hypothesis,
    ledger,
    note,
    query,
    source,
    term,
    topic,
)

Ask = Callable[[Any], Any]

S1 = source("s1", title="One", date="2026-02-01", origin=("wire",))
CLAIMS = (claim("a"), claim("b", by=("peskov",), corroborates=("a",)))
PEOPLE = (
    actor("e5", name="E5"),
    actor("kremlin", name="Kremlin"),
    actor("peskov", name="Peskov", kind="person", speaks_for=("kremlin",)),
    actor("north", name="North", aliases=("Union",)),
)
LEAP = term("leap", name="LEAP", text="A programme of E5")
OLD = {"reference": "R1", "date": "2026-01-01"}

HYPOTHESES = (
    hypothesis("h1", question=("peace",), consistent=("a", "b"), inconsistent=("c",)),
    hypothesis("h2", question=("peace",), consistent=("c",), inconsistent=("a", "b")),
)

PAGES = {
    page.docname: page
    for page in (
        facts("people", *PEOPLE),
        facts("terms", LEAP, topic("peace"), bodies={"leap": {"body_digest": "1"}}),
        note("n1", S1, *CLAIMS, title="Note one"),
        note("n2", source("s2", date="2026-01-01"), claim("c", by=("kremlin",), topic=("peace",))),
        facts("register", source("wire"), source("radio"), event("talks", "2026-01-05")),
        facts("prose", prose="E5 and LEAP."),
        brief("old", about=OLD, title="Old"),
        brief("new", about={"date": "2026-02-01"}, title="New"),
        facts("disputes", claim("x", disputes=("b",)), term("plain", name="Plain")),
        brief("newer", about={"date": "2026-02-02", "supersedes": "R9"}, title="Newer"),
        facts("guesses", *HYPOTHESES),
        facts("due", commitment("c1", due="2026-01"), tlp="GREEN"),
    )
}


def house(*changed: PageFacts, **settings: Any) -> Ledger:
    """The ledger of all pages, some of them changed or new."""
    return ledger(*{**PAGES, **{page.docname: page for page in changed}}.values(), **settings)


def people(**of_e5: Any) -> PageFacts:
    return facts("people", actor("e5", **{"name": "E5", **of_e5}), *PEOPLE[1:])


NEW = facts("more", actor("new", name="New actor"))
UNION = facts("more", actor("south", name="South", aliases=("Union",)))
DISPUTE = facts("more", claim("d", disputes=("a",)))
JOINED = note("more", source("s3"), claim("d", by=("kremlin",), corroborates=("b",)))
BORNE_OUT = facts(
    "more",
    *(source(f"good-{name}", reliability="A", date="2026-02") for name in ("kremlin", "north")),
    *(
        claim(f"by-{name}", by=(name,), source=(f"good-{name}",), corroborates=("a",))
        for name in ("kremlin", "north")
    ),
)
FIVE = facts("more", actor("x", name="E5"))
SUPERSEDED = brief("new", about={"date": "2026-02-01", "supersedes": "R1"}, title="New")
RED = note("n1", S1, *CLAIMS, title="Note one", tlp="RED")
TOLD = facts("people", *PEOPLE[:2], PEOPLE[2].__class__(id="peskov", name="Peskov", kind="person"))
STANDARD = facts("disputes", claim("x", disputes=("b",)), glossary=[term("plain", name="Plain")])


def retold(origin: str) -> PageFacts:
    return facts("register", source("wire", origin=(origin,)), source("radio"))


QUESTIONS: list[tuple[str, Ask, PageFacts]] = [
    # records
    ("a field", lambda of: of.get("actor", "e5").name, people(name="Five")),
    ("a marking", lambda of: of.get("actor", "e5").tlp, people(tlp="RED")),
    ("nobody", lambda of: of.get("actor", "new"), NEW),
    ("a key", lambda of: of.records("actor")["e5"].kind, people(kind="group")),
    ("no key", lambda of: of.records("actor").get("new"), NEW),
    ("is there", lambda of: "new" in of.records("actor"), NEW),
    ("ids", lambda of: [one for one in of.records("actor")], NEW),  # noqa: C416 - asks no length
    ("number", lambda of: len(of.records("actor")), NEW),
    ("values", lambda of: [one.name for one in of.records("actor").values()], people(name="Five")),
    ("items", lambda of: [one.name for _, one in of.records("actor").items()], people(name="V")),
    ("disputed", lambda of: of.get("claim", "a").disputed, DISPUTE),
    ("carried", lambda of: of.get("claim", "a").corroboration, JOINED),
    ("place", lambda of: of.anchor("term", "plain"), STANDARD),
    ("own", lambda of: of.is_own("term", "plain"), STANDARD),
    ("text", lambda of: of.entry("term", "leap").record.text, facts("terms", term("leap"))),
    (
        "body", lambda of: of.entry("term", "leap").body_digest,
        facts("terms", LEAP, bodies={"leap": {"body_digest": "2"}}),
    ),
    (
        "conditional", lambda of: of.entry("term", "leap").is_conditional,
        facts("terms", LEAP, bodies={"leap": {"body_digest": "1", "is_conditional": True}}),
    ),
    ("no entry", lambda of: of.entry("actor", "new"), NEW),
    ("mentions", lambda of: of.mentions_of("actor", "e5"), facts("more", prose="The E5.")),
    # names
    ("find", lambda of: of.find("actor", "E5").id, FIVE),
    ("candidates", lambda of: of.find("actor", "Union").candidates, UNION),
    ("nearest", lambda of: of.find("actor", "New act").nearest, NEW),
    ("find exactly", lambda of: of.find_exactly("actor", "Union"), UNION),
    ("find by id", lambda of: of.find("actor", "new").id, NEW),
    ("named", lambda of: getattr(of.named("actor", "Union"), "id", ""), UNION),
    ("named's field", lambda of: of.named("actor", "e5").name, people(name="Five")),
    ("find all", lambda of: [one.id for _, one in of.find_all("actor", ("Union", "E5"))], UNION),
    (
        "left out", lambda of: of.is_left_out("actor", "Bad"),
        facts("more", left_out=[("actor", "Bad")]),
    ),
    ("names in words", lambda of: list(of.mentions_in("A New actor")), NEW),
    ("names in each", lambda of: list(map(list, of.mentions_in_each(["New actor"]))), NEW),
    (
        "names in prose", lambda of: list(of.mentions_in("E5 and LEAP.")), people(name="Five"),
    ),
    ("names on a page", lambda of: list(of.mentions_on("prose")), people(name="Five")),
    (
        "names in a text",
        lambda of: list(of.mentions_in(of.entry("term", "leap").record.text)), people(name="Five"),
    ),
    # pages
    ("a title", lambda of: of.title_of("n1"), note("n1", S1, *CLAIMS, title="Other")),
    ("a note", lambda of: of.notes["n1"].title, note("n1", S1, *CLAIMS, title="Other")),
    ("a note's topics", lambda of: of.notes["n1"].topics, note("n1", S1, topics=("peace",))),
    ("no note", lambda of: "n9" in of.notes, note("n9", source("s9"))),
    ("notes", lambda of: list(of.notes), note("n9", source("s9"))),
    ("number of notes", lambda of: len(of.notes), note("n9", source("s9"))),
    ("all notes", lambda of: [one.title for one in of.notes.values()], note("n1", S1, title="X")),
    ("a brief", lambda of: of.briefs["old"].status, brief("old", about={**OLD, "status": "final"})),
    ("all briefs", lambda of: [one.title for _, one in of.briefs.items()], brief("old", about=OLD)),
    ("is replaced by", lambda of: of.briefs["old"].superseded_by, SUPERSEDED),
    ("replaces", lambda of: of.supersedes.get("new"), SUPERSEDED),
    (
        "replaces what is new", lambda of: of.supersedes.get("newer"),
        brief("nine", about={"reference": "R9"}),
    ),
    ("all that replace", lambda of: list(of.supersedes), SUPERSEDED),
    ("all replaced", lambda of: list(of.supersedes.items()), SUPERSEDED),
    # markings
    ("of a page", lambda of: of.markings.of_page("n1"), RED),
    ("of a record", lambda of: of.markings.of(of.get("claim", "a")), RED),
    ("printed", lambda of: of.markings.printed(of.get("claim", "a")), RED),
    (
        "is written", lambda of: of.markings.is_written("register"),
        facts("register", source("wire"), source("radio"), tlp="CLEAR"),
    ),
    ("highest", lambda of: of.markings.highest, RED),
    # selections
    (
        "selected", lambda of: [one.id for one in of.select("actor", query(of, "actor"))], NEW,
    ),
    (
        "selected fields",
        lambda of: [one.name for one in of.select("actor", query(of, "actor", sort="id"))],
        people(name="Five"),
    ),
    (
        "selected pages", lambda of: [one.title for one in of.select("note", query(of, "note"))],
        note("n1", S1, title="X"),
    ),
    (
        "order", lambda of: [one.id for one in of.select("actor", query(of, "actor"))],
        people(name="Z"),
    ),
    # derived facts
    ("disputed by", lambda of: of.disputed_by("a"), DISPUTE),
    (
        "disputed by more", lambda of: of.disputed_by("b"),
        facts("more", claim("y", disputes=("b",))),
    ),
    ("joined to", lambda of: of.joined_to("a"), JOINED),
    ("voices behind", lambda of: of.backing("claim", "a").voices, JOINED),
    ("disputes behind", lambda of: of.backing("claim", "a").disputed, DISPUTE),
    ("confidence", lambda of: of.ceiling("claim", "a"), BORNE_OUT),
    ("confidence on a day", lambda of: of.ceiling("claim", "a", "old"), BORNE_OUT),
    ("ends", lambda of: of.voices.ends("a"), retold("radio")),
    ("origins", lambda of: of.voices.origins.ends("s1"), retold("radio")),
    ("retold by", lambda of: of.retold_by("radio"), retold("radio")),
    ("speakers", lambda of: of.voices.speakers.ends("peskov"), TOLD),
    ("voices", lambda of: of.voices.of(["a", "c"]), note("n2", S1, claim("c", by=("kremlin",)))),
    ("one voice", lambda of: of.voices.of_sources(["s1", "radio"]), retold("radio")),
    ("competing", lambda of: of.competing("h1", "h2"), facts("guesses", HYPOTHESES[0])),
    ("marked", lambda of: of.competing("h1", "h2")[0].evidence, facts(
        "guesses", HYPOTHESES[0], hypothesis("h2", question=("peace",), inconsistent=("a",)))),
    ("against", lambda of: of.competing("h1", "h2")[0].against, facts("people", *PEOPLE[:2])),
    ("day", lambda of: of.as_of, note("n9", source("s9", date="2027"))),
    ("day of a page", lambda of: of.judged_on("n1"), note("n9", source("s9", date="2027"))),
    ("day of a brief", lambda of: of.judged_on("old"), brief("old", about={"date": "2025"})),
    (
        "overdue", lambda of: of.is_overdue(of.get("commitment", "c1"), "n1"),
        note("n1", source("s1", date="2026-01-15")),
    ),
    (
        "offices", lambda of: of.offices_on("peskov", "2026"),
        facts("people", *PEOPLE[:2], actor("peskov", kind="person", offices=("Speaker",))),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "change"), [(a, c) for _, a, c in QUESTIONS],
                         ids=[name for name, _, _ in QUESTIONS])  # fmt: skip
def test_what_is_answered_otherwise_is_noticed(ask: Ask, change: PageFacts) -> None:
    before, after = Answers(house()), Answers(house(change))
    traced = TracedLedger(before, "prose")
    answer = ask(traced)
    assert answer == ask(house()), "what is noted is answered as the ledger answers"
    assert answer != ask(house(change)), "the change answers the question otherwise"
    asked = [before.asked[number] for number in traced.asked]
    assert any(before.digest(one) != after.digest(one) for one in asked)


@pytest.mark.parametrize(("ask", "change"), [(a, c) for _, a, c in QUESTIONS],
                         ids=[name for name, _, _ in QUESTIONS])  # fmt: skip
def test_equal_answers_have_equal_digests(ask: Ask, change: PageFacts) -> None:
    """Sets have no order that another process would have too; lines and files do not count."""
    moved = [
        facts(page.docname, path=f"{page.docname}.rst")
        if not page.entries and not page.source and not page.brief and not page.prose
        else page
        for page in PAGES.values()
    ]
    one, other = Answers(house()), Answers(ledger(*reversed(moved)))
    traced = TracedLedger(one, "prose")
    ask(traced)
    for number in traced.asked:
        assert one.digest(one.asked[number]) == other.digest(one.asked[number])


def test_the_most_open_marking_of_a_house_is_noted() -> None:
    closed, open_ = house(unmarked="AMBER"), house(note("n1", S1, tlp="CLEAR"), unmarked="AMBER")
    traced = TracedLedger(Answers(closed), "prose")
    assert (traced.markings.lowest, open_.markings.lowest) == ("GREEN", "CLEAR")
    (asked,) = (traced.question(number) for number in traced.asked)
    assert Answers(closed).digest(asked) != Answers(open_).digest(asked)


def test_what_is_gone_is_answered_otherwise() -> None:
    asked = [
        ("ends", "a"),
        ("origin_ends", "s1"),
        ("record", "claim", "a"),
        ("page", "n1"),
        ("said", "term", "leap"),
        ("joined_to", "b"),
    ]
    before, after = Answers(house()), Answers(ledger(facts("nothing")))
    for one in asked:
        assert before.digest(one) != after.digest(one), one


PROGRAM = """
from tests.unit.test_what_is_noted import Answers, actor, claim, facts, ledger, source
voices = [actor(f"a{n}") for n in range(6)]
many = source("many", origin=tuple(f"s{n}" for n in range(6)))
said = claim("c", by=tuple(one.id for one in voices), source=("many",))
pages = facts("p", *voices, *(source(f"s{n}") for n in range(6)), many, said)
answers = Answers(ledger(pages))
print([answers.digest(one).hex() for one in (("ends", "c"), ("origin_ends", "many"))])
"""


def test_digests_are_the_same_in_every_process() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in (1, 2, 3)
    }
    assert len(found) == 1


# -- what is handed out of strict records -------------------------------------------------------

SECRET = facts(
    "secret",
    actor("mole", name="Mole", aliases=("Union",), tlp="RED"),
    source("leak", tlp="RED"),
    claim("denial", disputes=("a",), tlp="RED"),
)
AGAINST = facts("x", claim("against", by=("mole",)), claim("on-leak", source=("leak",)))
GUESS = facts("g", hypothesis("guess", question=("peace",), neutral=("denial",)))
REFERS = facts("y", claim("refers"), bodies={"refers": {"body_refers": (("actor", "Mole"),)}})
SAYS = facts("z", term("says", name="Says", text="Says the Mole."), prose="The Mole.")
RED_NOTE = note("red", source("red", date="2026"), claim("in-red"), tlp="RED")
HIDDEN = (SECRET, AGAINST, GUESS, REFERS, SAYS, RED_NOTE)
MOLE, LEAK, DENIAL = ("actor", "mole"), ("source", "leak"), ("claim", "denial")

HANDED: list[tuple[str, Ask, set[tuple[str, str]]]] = [
    ("itself", lambda of: of.get("actor", "mole"), {MOLE}),
    ("in a field", lambda of: of.get("claim", "against"), {MOLE}),
    ("its source", lambda of: of.get("claim", "on-leak"), {LEAK}),
    ("in a body", lambda of: of.entry("claim", "refers"), {MOLE}),
    ("in a text", lambda of: of.get("term", "says"), {MOLE}),
    ("in a dispute", lambda of: of.disputed_by("a"), {DENIAL}),
    ("nothing", lambda of: of.get("actor", "e5"), set()),
    ("ids", lambda of: list(of.records("actor")), {MOLE}),
    ("all", lambda of: list(of.records("term").values()), {MOLE}),
    ("candidates", lambda of: of.find("actor", "Union"), {MOLE}),
    ("look-up", lambda of: of.find("actor", "Mole"), {MOLE}),
    ("prose", lambda of: of.mentions_on("z"), {MOLE}),
    ("words", lambda of: of.mentions_in("A Mole"), {MOLE}),
    ("a page", lambda of: of.title_of("red"), {("page", "red"), ("source", "red")}),
    ("a note", lambda of: of.notes["red"].source, {("page", "red"), ("source", "red")}),
    ("notes", lambda of: list(of.notes), {("page", "red"), ("source", "red")}),
    ("selected", lambda of: of.select("source", query(of, "source", ids="leak")), {LEAK}),
    (
        "selected pages", lambda of: of.select("note", query(of, "note")),
        {("page", "red"), ("source", "red")},
    ),
    ("joined", lambda of: of.joined_to("denial"), {DENIAL}),
    ("behind one", lambda of: of.backing("claim", "on-leak"), {LEAK}),
    ("disputed behind one", lambda of: of.backing("claim", "a"), {DENIAL}),
    ("confidence", lambda of: of.ceiling("claim", "on-leak"), set()),
    ("competing", lambda of: of.competing("guess"), {DENIAL}),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "keys"), [(a, k) for _, a, k in HANDED],
                         ids=[name for name, _, _ in HANDED])  # fmt: skip
def test_strict_records_in_an_answer_are_seen(ask: Ask, keys: set[tuple[str, str]]) -> None:
    hidden = house(*HIDDEN)
    strict, answers = Strict(hidden, "GREEN"), Answers(hidden)
    traced = TracedLedger(answers, "prose")
    ask(traced)
    handed: set[tuple[str, str]] = set()
    for number in traced.asked:
        handed |= strict.handed_by(answers.asked[number], answers)
    assert handed == keys


def test_there_is_something_strict_where_a_record_or_a_page_is() -> None:
    assert not Strict(house(), "GREEN")
    assert Strict(house(SECRET), "GREEN")
    assert Strict(house(facts("page", tlp="RED")), "AMBER")
    assert not Strict(house(*HIDDEN), "RED")
    strict = Strict(house(*HIDDEN), "AMBER")
    assert strict.holds_page("red")
    assert not strict.holds_page("due")
    assert strict.marking_of(MOLE) == strict.marking_of(("page", "red")) == "RED"
    assert {("claim", "against"), ("claim", "refers"), ("term", "says")} <= strict.leading
