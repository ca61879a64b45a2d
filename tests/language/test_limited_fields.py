"""Fields that go with some subtypes of a kind alone: what does not is said, and kept."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.layouts import RenderContext
from sphinx_briefing.layouts.actor_map import relations
from sphinx_briefing.records import KINDS, Event
from sphinx_briefing.records.conventions import Conventions
from sphinx_briefing.records.declaring import what_is_wrong
from sphinx_briefing.records.limits import goes_with, help_of
from sphinx_briefing.vocabularies import EVENT_KIND
from tests.corpus import page, record, rst_record
from tests.ledgers import actor, event, facts, ledger, selected
from tests.support import BASE_CONF, Build, _assignments

STATES = "".join(record("actor", name, kind="state") for name in ("Averland", "Belmark"))
ROLES = ("host", "signatories", "targets")
FITS = {
    "host": "meeting agreement statement decision vote other",
    "signatories": "meeting agreement statement decision vote other",
    "targets": " ".join(EVENT_KIND.values),  # a meeting may be against somebody, too
}


@pytest.mark.parametrize("kind", EVENT_KIND.values)
def test_a_role_that_does_not_go_with_a_kind_is_one_message_at_its_line(
    build: Build, kind: str
) -> None:
    written = dict.fromkeys(ROLES, "Averland")
    text = page({}, STATES + record("event", "It", date="2026-02-03", kind=kind, **written))
    built = build({"r.md": text})
    lines = text.splitlines()
    expected = [
        f"r.md:{number}: WARNING: event: {role!r} does not go with kind {kind!r}; "
        f"it goes with: {', '.join(FITS[role].split())} [briefing.field]"
        for number, line in enumerate(lines, 1)
        for role in ROLES
        if line.startswith(f":{role}:") and kind not in FITS[role].split()
    ]
    assert built.warnings == expected
    stored = built.ledger["events"]["it"]  # the record and all that it names are kept
    assert [stored[role] for role in ROLES] == [["averland"]] * 3


def test_without_a_kind_or_with_one_that_is_wrong_all_roles_are_allowed(build: Build) -> None:
    written = dict.fromkeys(ROLES, "Averland")
    events = record("event", "It", date="2026-02-03", **written)
    events += record("event", "That", date="2026-02-03", kind="atack", **written)
    built = build({"r.md": page({}, STATES + events)})
    assert [warning.partition("event: ")[2][:14] for warning in built.warnings] == [
        "'kind': 'atack"
    ]


def test_the_same_is_said_in_restructured_text(build: Build) -> None:
    text = "Page\n====\n\n" + rst_record("actor", "Averland", kind="state")
    text += rst_record("event", "It", date="2026-02-03", kind="attack", signatories="Averland")
    (warning,) = build({"r.rst": text}).warnings
    assert "'signatories' does not go with kind 'attack'" in warning
    assert text.splitlines()[int(warning.split(":")[1]) - 1].strip().startswith(":signatories:")


def test_a_name_that_nobody_has_is_said_of_each_role(build: Build) -> None:
    events = "".join(
        record("event", f"It {role}", date="2026-02-03", **{role: "Averlan"}) for role in ROLES
    )
    built = build({"r.md": page({}, STATES + events)})
    assert len(built.warnings) == len(ROLES)
    assert all("did you mean 'Averland'" in warning for warning in built.warnings)


# -- what is declared -----------------------------------------------------------------------------


def test_every_limit_of_the_toolkit_can_be_met() -> None:
    limits = {name: kind.limited_to for name, kind in KINDS.items() if kind.limited_to}
    anywhere = {role: " ".join(EVENT_KIND.values) for role in ROLES}
    only_with = {role: " ".join(only) for role, only in limits["event"].items()}
    assert anywhere | only_with == FITS
    assert all(not what_is_wrong(KINDS[name]) for name in limits)
    assert help_of(KINDS["event"], "signatories").endswith(
        "(with kind meeting, agreement, statement, decision, vote, other)"
    )


CONF = (
    "\n".join(_assignments(BASE_CONF))
    + '''
from typing import Annotated
from sphinx_briefing import api

SORTS = api.Scale("sorts", "Sort", "here", (api.Grade("tug", "Tug"), api.Grade("ferry", "Ferry")))

class Vessel(api.Record, frozen=True, kw_only=True):
    """A ship."""
    kind_name, plural, argument, subtype = "vessel", "vessels", "name", "sort"
    in_files = True
    limited_to = {"calls": ("ferry",)}
    name: api.Line
    sort: Annotated[str | None, api.scale(SORTS)] = None
    calls: Annotated[api.Ids, api.names("actor", profile_label="Called at by")] = ()

def setup(app):
    api.add_kind(app, Vessel)
'''
)


def test_kinds_of_others_limit_fields_too_also_in_data_files(build: Build) -> None:
    ships = record("vessel", "Eagle", sort="tug", calls="Averland")
    ships += record("vessel", "Heron", sort="ferry", calls="Averland")
    rows = [{"name": "Gull", "sort": "tug", "calls": "Averland"}]
    text = page({}, STATES + ships + record("vessels", file="ships.json"))
    built = build({"conf.py": CONF, "r.md": text, "ships.json": json.dumps(rows, indent=1)})
    said = "vessel: 'calls' does not go with sort 'tug'; it goes with: ferry [briefing.field]"
    assert [one.partition("WARNING: ")[2] for one in built.warnings] == [said] * 2
    assert sorted(one.partition(" ")[0] for one in built.warnings) == ["r.md:13:", "ships.json:5:"]
    profile = built.text("briefing/actor/averland.html")
    assert "Called at by: 1" in profile
    assert profile.count(">Called at by<") == 1


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('limited_to = {"flag": ("tug",)}', "has no field 'flag', which it lists in 'limited_to'"),
        ('limited_to = {"calls": ("car",)}', "to 'car', which its sort cannot be; there are: tug"),
        ('limited_to = {"calls": "tug"}', "has limited_to = {'calls': 'tug'}; write fields and"),
        ("limited_to = 7", "has limited_to = 7; write fields and values"),
        ('subtype = ""; limited_to = {"calls": ()}', "has limited_to and no subtype"),
    ],
)
def test_what_cannot_be_a_limit_is_said(written: str, said: str) -> None:
    names: dict[str, Any] = {"__name__": __name__}
    body = CONF.partition("from typing")[2].partition("def setup")[0]
    body = "from typing" + body.replace('limited_to = {"calls": ("ferry",)}', written)
    exec(compile(body, "conf.py", "exec", dont_inherit=True), names)
    kind = names["Vessel"]
    assert said in what_is_wrong(kind)


# -- a law ---------------------------------------------------------------------------------------

ACTORS = ("a", "b", "c", "d")
some: st.SearchStrategy[tuple[str, ...]] = st.lists(
    st.sampled_from(ACTORS), unique=True, max_size=3
).map(tuple)
events: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    kind=st.sampled_from([*EVENT_KIND.values, None]),
    actors=some,
    host=some,
    signatories=some,
    targets=some,
)


def ties(of: Event) -> dict[frozenset[str], set[str]]:
    """The pairs that are related through an event, and how."""
    house = ledger(facts("r", *map(actor, ACTORS), of))
    context = RenderContext(house, Conventions(), "r", "en", lambda _record: [])
    found: dict[frozenset[str], set[str]] = {}
    for one, related in relations(ACTORS, context).items():
        for (relation, other), shown_by in related.items():
            assert ("event", of.id) in shown_by
            found.setdefault(frozenset((one, other)), set()).add(relation)
    return found


@given(events, st.sampled_from(ROLES), some)
def test_adding_a_role_never_loses_a_tie_or_an_actor_of_a_selection(
    written: dict[str, Any], role: str, more: tuple[str, ...]
) -> None:
    before = event("it", "2026-02-03", **written)
    added = tuple(dict.fromkeys((*getattr(before, role), *more)))
    after = event("it", "2026-02-03", **{**written, role: added})
    old, new = ties(before), ties(after)
    for pair, how in old.items():
        # Who signs the same has met, too, and is said to have agreed.
        assert how - {"meets"} <= new[pair]
        assert "meets" not in how or new[pair] & {"meets", "agreed"}
    for one in ACTORS:
        picked = [
            selected(ledger(facts("r", *map(actor, ACTORS), which)), "event", actor=one)
            for which in (before, after)
        ]
        assert picked[1] == ["it"] or picked[0] == []
        is_named = any(one in getattr(after, name) for name in ("actors", *ROLES))
        assert picked[1] == (["it"] if is_named else [])


@given(events)
def test_targets_alone_are_tied_by_attacks_alone(written: dict[str, Any]) -> None:
    of = event("it", "2026-02-03", **written)
    taking_part = {*of.actors, *of.host, *of.signatories}
    for pair, how in ties(of).items():
        if not pair <= taking_part:
            assert how <= {"attacked", "attacked-by"}
            assert of.kind == "attack"
        if "agreed" in how:
            assert pair <= {*of.signatories}
            assert goes_with(of, "signatories")
