"""Declarations: every kind of record with every field, defaults, ids, dates."""

from typing import Any

import pytest

from sphinx_briefing.records import KINDS, slug
from sphinx_briefing.records.dates import span
from tests.corpus import Value, note, record
from tests.support import Build, Built, build_project

COMMON: dict[str, Value] = {"topic": "peace", "tags": "one, two", "tlp": "green"}
COMMON_STORED = {"topic": ["peace"], "tags": ["one", "two"], "tlp": "GREEN"}

# Per kind: the argument, the name of its field, the fields as written, the fields as stored.
WRITTEN: dict[str, tuple[str, str, dict[str, Value], dict[str, object]]] = {
    "actor": (
        "Federal Republic", "name",
        {"kind": "state", "long": "The Federal Republic", "abbr": "FR", "aliases": "Berlin, Bund",
         "forms": "Berlins, Bundes", "variants": "Germony", "country": "DE",
         "members": "e5, Pistorius",
         "member_of": "E5", "speaks_for": "E5", "wikidata": "Q183", "opensanctions": "NK-1",
         "website": "https://example.org/",
         "offices": ["Minister of Defence, Germany (2023-01-19/..)", "Chair"]},
        {"kind": "state", "long": "The Federal Republic", "abbr": "FR",
         "aliases": ["Berlin", "Bund"], "forms": ["Berlins", "Bundes"],
         "variants": ["Germony"], "country": "DE",
         "members": ["e5", "pistorius"], "member-of": ["e5"], "speaks-for": ["e5"],
         "wikidata": "Q183",
         "opensanctions": "NK-1", "website": "https://example.org/",
         "offices": ["Minister of Defence, Germany (2023-01-19/..)", "Chair"]},
    ),
    "term": (
        "LEAP", "name",
        {"long": "Low-Cost Effectors", "abbr": "LP", "aliases": "the programme",
         "forms": "LEAPing", "plural": "LEAPs",
         "variants": "L.E.A.P.", "see": "drone", "not_": "drone"},
        {"long": "Low-Cost Effectors", "abbr": "LP", "aliases": ["the programme"],
         "forms": ["LEAPing"], "plural": "LEAPs",
         "variants": ["L.E.A.P."], "see": ["drone"], "not": ["drone"]},
    ),
    "topic": ("Donbas", "name", {"parent": "peace"}, {"parent": ["peace"]}),
    "event": (
        "Krakow meeting", "title",
        {"date": "2026-02-20", "kind": "statement", "place": "Krakow", "actors": "E5, Pistorius",
         "host": "Pistorius", "signatories": "E5, Pistorius", "targets": "E5",
         "outcome": "A text"},
        {"date": "2026-02-20", "kind": "statement", "place": "Krakow",
         "actors": ["e5", "pistorius"], "host": ["pistorius"],
         "signatories": ["e5", "pistorius"], "targets": ["e5"],
         "outcome": "A text"},
    ),
    "claim": (
        "A deal is near", "statement",
        {"by": "Pistorius", "date": "2026-02", "credibility": "2", "corroborates": "other",
         "disputes": "third", "locator": "para 2", "passage": "near a deal",
         "withdrawn": "2026-03", "replaced_by": "third"},
        {"by": ["pistorius"], "date": "2026-02", "credibility": "2", "corroborates": ["other"],
         "disputes": ["third"], "locator": "para 2", "passage": "near a deal",
         "withdrawn": "2026-03", "replaced-by": ["third"]},
    ),
    "quote": (
        "", "",
        {"by": "E5", "date": "2026-02-17/2026-02-18", "language": "de",
         "translation": "Freely rendered", "locator": "p. 3"},
        {"by": ["e5"], "date": "2026-02-17/2026-02-18", "language": "de",
         "translation": "Freely rendered", "locator": "p. 3"},
    ),
    "position": (
        "Guarantees first", "statement",
        {"by": "E5", "date": "2026~", "stance": "conditional"},
        {"by": ["e5"], "date": "2026~", "stance": "conditional"},
    ),
    "commitment": (
        "Ten batteries", "deliverable",
        {"by": "E5", "to": "Pistorius", "made": "2026-02-20", "due": "2027", "status": "met",
         "settled": "2026-12", "shown_by": "other", "replaced_by": "fewer"},
        {"by": ["e5"], "to": ["pistorius"], "made": "2026-02-20", "due": "2027", "status": "met",
         "settled": "2026-12", "shown-by": ["claim:other"], "replaced-by": ["fewer"]},
    ),
    "judgement": (
        "It holds", "statement",
        {"likelihood": "highly likely", "confidence": "moderate", "basis": "other, third",
         "against": "peace", "resolves": "2027", "outcome": "true", "resolved": "2026-12",
         "revises": "earlier"},
        {"likelihood": "highly likely", "confidence": "moderate",
         "basis": ["claim:other", "claim:third"], "against": ["topic:peace"], "resolves": "2027",
         "outcome": "true", "resolved": "2026-12", "revises": ["earlier"]},
    ),
    "recommendation": (
        "Ask for the text", "text",
        {"to": "E5", "due": "2026-02-20/..", "priority": "high", "basis": "other"},
        {"to": ["e5"], "due": "2026-02-20/..", "priority": "high", "basis": ["claim:other"]},
    ),
    "estimate": (
        "Size of the fleet", "quantity",
        {"value": "~435/1423", "unit": "vessels", "by": "E5, Pistorius", "date": "2025-12",
         "method": "A count by satellite", "locator": "para 2", "passage": "What was read"},
        {"value": "~435/1423", "unit": "vessels", "by": ["e5", "pistorius"], "date": "2025-12",
         "method": "A count by satellite", "locator": "para 2", "passage": "What was read"},
    ),
    "assumption": (
        "The winter is mild", "statement", {"if_wrong": "Ports freeze"},
        {"if-wrong": "Ports freeze"},
    ),
    "gap": (
        "Who owns them?", "question", {"collect": "Registers", "closed": "2026-03"},
        {"collect": "Registers", "closed": "2026-03"},
    ),
    "indicator": (
        "Flags change", "sign",
        {"for_": "earlier", "against": "Later", "seen": "2026-03", "shown_by": "other, e5"},
        {"for": ["earlier"], "against": ["later"], "seen": "2026-03",
         "shown-by": ["claim:other", "actor:e5"]},
    ),
    "hypothesis": (
        "It is a bluff", "statement",
        {"question": "Peace", "consistent": "other", "inconsistent": "third, earlier",
         "neutral": "drone"},
        {"question": ["peace"], "consistent": ["claim:other"],
         "inconsistent": ["claim:third", "judgement:earlier"], "neutral": ["term:drone"]},
    ),
    "source": (
        "A speech", "title",
        {"author": "Jane Smith", "publisher": "Daily", "date": "2026-02-21",
         "url": "https://example.org/a", "archived": "https://example.org/b",
         "accessed": "2026-02-22", "language": "en", "type": "speech", "reliability": "b",
         "origin": "n", "snapshot": "speech.txt", "retracted": "2026-04",
         "retraction": "It was made up"},
        {"author": ["Jane Smith"], "publisher": "Daily", "date": "2026-02-21",
         "url": "https://example.org/a", "archived": "https://example.org/b",
         "accessed": "2026-02-22", "language": "en", "type": "speech", "reliability": "B",
         "origin": ["n"], "snapshot": "speech.txt", "retracted": "2026-04",
         "retraction": "It was made up"},
    ),
}  # fmt: skip

REGISTER = (
    record("actor", "E5", kind="group")
    + record("actor", "Pistorius", kind="person")
    + record("topic", "Peace")
    + record("term", "Drone")
    + record("claim", "Other", by="E5")
    + record("claim", "Third", by="E5")
    + record("commitment", "Fewer", by="E5")
    + record("judgement", "Earlier", likelihood="unlikely", basis="other")
    + record("judgement", "Later", likelihood="likely", basis="other")
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A note for each kind: one record with every field, one with what is required."""
    files = {"n.md": note(REGISTER, date="2026-01-02", page_fields={"tlp": "GREEN"})}
    for kind, (argument, _, fields, _) in WRITTEN.items():
        # The body of a quotation is what it says; the text of a recommendation is its argument.
        body = "" if kind == "recommendation" else "Prose with **bold** words.\n\nSecond part."
        full = record(kind, argument, body, id=f"{kind}-full", **{**COMMON, **fields})
        files[f"full-{kind}.md"] = note(
            full, id=f"src-{kind}", date="2026-03-01", page_fields={"tlp": "GREEN"}
        )
    files["speech.txt"] = "What was read."
    root = tmp_path_factory.mktemp("records")
    return build_project(root / "whole", files, "ledger")


def test_every_field_can_be_written(whole: Built) -> None:
    assert whole.warnings == []


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_record_holds_its_fields(whole: Built, kind: str) -> None:
    argument, name, _, stored = WRITTEN[kind]
    found = whole.ledger[KINDS[kind].plural][f"{kind}-full"]
    expected: dict[str, object] = {**COMMON_STORED, **stored, "id": f"{kind}-full"}
    expected |= {"docname": f"full-{kind}", "line": 10}
    if name:
        expected[name] = argument
    if kind != "recommendation":
        expected["text"] = "Prose with bold words.\n\nSecond part."
    if kind != "source":
        expected["source"] = [f"src-{kind}"]
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize("kind", WRITTEN)
def test_the_table_of_fields_is_the_declared_one(whole: Built, kind: str) -> None:
    _, name, _, stored = WRITTEN[kind]
    derived = {
        "claim": {"corroboration", "disputed", "standing"},
        "commitment": {"overdue"},
        "judgement": {"standing", "fragility"},
        "recommendation": {"standing"},
        "estimate": {"low", "high", "approximate"},
    }
    common = {"id", "topic", "tags", "tlp", "source", "text", "docname", "line", "mentions"}
    found = set(whole.ledger[KINDS[kind].plural][f"{kind}-full"])
    assert found == common | set(stored) | {name} - {""} | derived.get(kind, set())


# -- what is required ---------------------------------------------------------------------------

REQUIRED = {
    "actor": {"kind": "person"},
    "event": {"date": "2026"},
    "claim": {"by": "E5"},
    "quote": {"by": "E5"},
    "position": {"by": "E5", "topic": "Peace"},
    "commitment": {"by": "E5"},
    "judgement": {"likelihood": "likely"},
    "estimate": {"value": "591", "unit": "vessels", "by": "E5"},
    "hypothesis": {"question": "Peace"},
}


def test_required_fields_are_enough_and_each_is_needed(build: Build) -> None:
    body, expected = REGISTER, []
    for kind, fields in REQUIRED.items():
        argument = "" if kind == "quote" else "Statement"
        body += record(kind, argument, "Words.", id="enough", **fields)
        for missing in fields:
            rest = {name: value for name, value in fields.items() if name != missing}
            line = len(note(body).split("\n")) - 1
            expected.append((line, f"{kind}: {missing!r} is missing"))
            body += record(kind, argument, "Words.", id=f"without-{missing}", **rest)
    built = build({"n.md": note(body)}, "ledger")
    assert len(built.warnings) == len(expected)
    for warning, (line, message) in zip(built.warnings, expected, strict=True):
        assert warning.startswith(f"n.md:{line}: WARNING: {message}")
        assert warning.endswith("[briefing.field]")
    for kind in REQUIRED:
        ids = set(built.ledger[KINDS[kind].plural])
        assert "enough" in ids
        assert not {identifier for identifier in ids if identifier.startswith("without-")}


# -- defaults -----------------------------------------------------------------------------------


def test_defaults(build: Build) -> None:
    body = (
        record("actor", "Šekerinska Über", kind="person")
        + record("claim", "A deal is near", by="sekerinska-uber")
        + record("quote", "", "We shall see, said the minister to the press.", by="sekerinska-uber")
        + record("event", "Later", date="2026-05-01")
        + record("commitment", "Deliver", by="sekerinska-uber")
    )
    built = build({"notes/n.md": note(body, date="2026-02-21")}, "ledger")
    assert built.warnings == []
    ledger = built.ledger
    assert set(ledger["sources"]) == {"n"}  # the last part of the page's name
    claim = ledger["claims"]["a-deal-is-near"]
    assert claim["source"] == ["n"]
    assert claim["date"] == "2026-02-21"
    (quote,) = ledger["quotes"].values()
    assert quote["id"].startswith("we-shall-see")
    assert quote["date"] == "2026-02-21"
    assert quote["text"] == "We shall see, said the minister to the press."
    assert ledger["events"]["later"]["date"] == "2026-05-01"
    assert ledger["commitments"]["deliver"]["status"] == "open"


def test_a_record_may_name_another_source_than_its_note(build: Build) -> None:
    files = {
        "a.md": note(record("actor", "E5", kind="group"), date="2026-01-01"),
        "b.md": note(record("claim", "C", by="E5", source="a"), date="2026-02-02"),
        "c.md": "# Plain page\n\n" + record("claim", "D", by="E5", source="b"),
    }
    ledger = build(files, "ledger").ledger
    assert (ledger["claims"]["c"]["source"], ledger["claims"]["c"]["date"]) == (["a"], "2026-01-01")
    assert (ledger["claims"]["d"]["source"], ledger["claims"]["d"]["date"]) == (["b"], "2026-02-02")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("E5", "e5"),
        ("Low-Cost  Effectors", "low-cost-effectors"),
        ("Šekerinska", "sekerinska"),
        ("“Quoted” — text!", "quoted-text"),
        ("Łódź", "lodz"),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_letters_of_any_script_are_transliterated() -> None:
    assert slug("Зеленський").startswith("zelens")
    assert slug("Δένδιας").isascii()


@pytest.mark.parametrize(
    "written",
    [
        "---\nkind: person\noffices: |\n  A, Ministry (2020)\n  B (2021/..)\n---",
        ":kind: person\n:offices: A, Ministry (2020)\n  B (2021/..)",
        ":kind: person\n:offices: |\n  A, Ministry (2020)\n  B (2021/..)",
    ],
    ids=["yaml", "continued", "block"],
)
def test_offices_are_one_a_line(build: Build, written: str) -> None:
    built = build({"p.md": f"# P\n\n```{{actor}} X\n{written}\n\nProse.\n```\n"}, "ledger")
    assert built.warnings == []
    found = built.ledger["actors"]["x"]
    assert found["offices"] == ["A, Ministry (2020)", "B (2021/..)"]
    assert found["text"] == "Prose."


# -- dates --------------------------------------------------------------------------------------

DATES = "2027 2026-02 2026-02-20 2026-02-17/2026-02-18 2026-02-20/.. 2026~ ../2026-02 2026? 202X"
NOT_DATES = ["2026-13-45", "20 February 2026", "2026-02-30", "2026-02-20/2026-02-01", "[2026,2027]"]


def test_dates_are_kept_as_written(build: Build) -> None:
    dates = DATES.split()
    body = "".join(record("event", f"On {n}", date=date) for n, date in enumerate(dates))
    built = build({"n.md": note(body)}, "ledger")
    assert built.warnings == []
    assert [built.ledger["events"][f"on-{n}"]["date"] for n in range(len(dates))] == dates


@pytest.mark.parametrize("text", NOT_DATES)
def test_what_is_not_a_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|ends before"):
        span(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2027", "2027-01-01", "2027-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2026-02-20", "2026-02-20", "2026-02-20"),
        ("2026-02-17/2026-02-18", "2026-02-17", "2026-02-18"),
        ("2026-02-20/..", "2026-02-20", "9999-12-31"),
        ("2026~", "2026-01-01", "2026-12-31"),
        ("2026-02/", "2026-02-01", "9999-12-31"),
        ("../2026-02", "0001-01-01", "2026-02-28"),
        ("/2026-02", "0001-01-01", "2026-02-28"),
    ],
)
def test_the_days_of_a_date(text: str, first: str, last: str) -> None:
    found = span(text)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("text", "newest"),
    [
        ("2026-02", "2026-02-28"),
        ("2026-02-17/2026-02-18", "2026-02-18"),
        ("2026-02-20/..", "2026-02-20"),
        ("../2026-02", "2026-02-28"),
    ],
)
def test_the_newest_day_of_a_date_is_its_last_or_its_first_where_it_has_no_end(
    text: str, newest: str
) -> None:
    assert span(text).newest.isoformat() == newest


# -- values -------------------------------------------------------------------------------------

OFF_SCALE: list[tuple[str, dict[str, Any], str]] = [
    ("actor", {"kind": "robot"}, "kind"),
    ("actor", {"kind": "state", "country": "XX"}, "country"),
    ("actor", {"kind": "state", "country": "DEU"}, "country"),
    ("claim", {"by": "E5", "credibility": "7"}, "credibility"),
    ("claim", {"by": "E5", "tlp": "purple"}, "tlp"),
    ("position", {"by": "E5", "topic": "Peace", "stance": "maybe"}, "stance"),
    ("commitment", {"by": "E5", "status": "late"}, "status"),
    ("judgement", {"likelihood": "very likely"}, "likelihood"),
    ("judgement", {"likelihood": "likely", "confidence": "medium"}, "confidence"),
    ("source", {"reliability": "G"}, "reliability"),
    ("source", {"type": "gossip"}, "type"),
    ("source", {"language": "english please"}, "language"),
    ("source", {"url": "walaw.press"}, "url"),
    ("event", {"date": "2026-13-45"}, "date"),
    ("term", {"colour": "red"}, "colour"),
]


def test_values_off_their_scale_are_reported_and_the_record_is_left_out(build: Build) -> None:
    body, lines = REGISTER, []
    for number, (kind, fields, wrong) in enumerate(OFF_SCALE):
        start = len(note(body).split("\n")) - 1
        lines.append(start + 2 + list(fields).index(wrong))
        body += record(kind, "Statement", id=f"bad-{number}", **fields)
    built = build({"n.md": note(body)}, "ledger")
    assert [warning.split(" ")[0] for warning in built.warnings] == [
        f"n.md:{line}:" for line in lines
    ]
    for warning, (kind, fields, wrong) in zip(built.warnings, OFF_SCALE, strict=True):
        assert f"WARNING: {kind}: " in warning
        assert repr(wrong) in warning
        assert repr(fields[wrong]) in warning or wrong == "colour"
        assert warning.endswith("[briefing.field]")
    kept = {name for kind in KINDS.values() for name in built.ledger[kind.plural]}
    assert not {name for name in kept if name.startswith("bad-")}
