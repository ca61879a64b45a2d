"""The day a brief speaks on: what was said and published later changes nothing in it."""

import pytest

from tests.corpus import brief, note, page, record
from tests.support import Build, Built

REGISTER = page(
    {},
    record("actor", "Norland", kind="state")
    + record("actor", "Envoy", kind="person", speaks_for="Norland")
    + record("topic", "Ports")
    + record("term", "ARP", long="Arctic Relief Programme"),
    "Registers",
)
VIEWS = "".join(
    f"```{{{view}}}\n{options}```\n\n"
    for view, options in (
        ("claims", ""),
        ("claims", ":as: corroboration\n"),
        ("claims", ":sort: -date\n:limit: 2\n"),
        ("quotes", ""),
        ("positions", ""),
        ("events", ""),
        ("commitments", ":status: open\n"),
        ("commitments", ""),
        ("actors", ":as: map\n:scope: all\n"),
        ("sources", ":scope: all\n:as: summary\n"),
        ("notes", ""),
        ("briefs", ""),
    )
)
BRIEF = brief(
    "The envoy of Norland met the Five on the ARP {claim}`first`. {commitment}`list`\n\n"
    + record("judgement", "Ports will open", likelihood="likely", confidence="low",
             basis="first, list, source:one")
    + VIEWS,
    date="2026-02-12",
    as_of="2026-02-10",
    reference="NL-1",
)  # fmt: skip
FIRST = note(
    record("claim", "Ports are open", by="Envoy", id="first")
    + record("commitment", "Publish the list", by="Norland", id="list", due="2026-02-05",
             made="2026-02-01"),
    id="one", date="2026-02-01",
)  # fmt: skip
LATER = note(
    record("claim", "Ports are shut", by="Envoy", id="second", disputes="first")
    + record("claim", "Ports are indeed open", by="Norland", id="third", corroborates="first")
    + record("quote", "", "We have shut them.", by="Envoy", id="words")
    + record("position", "Against", by="Norland", topic="Ports", stance="against", id="stance")
    + record("event", "A meeting", date="2026-01-05", kind="meeting", actors="Norland, Envoy")
    + record("commitment", "Open a port", by="Norland", id="port", due="2026-02-02")
    + record("actor", "The Five", kind="group", aliases="Five"),
    title="Later", id="two", date="2026-02-11", origin="one",
)  # fmt: skip


def outputs(built: Built) -> dict[str, bytes]:
    """The files of the brief."""
    found = {path.name: path.read_bytes() for path in built.out.rglob("b.*") if path.is_file()}
    assert found
    return found


@pytest.mark.parametrize(
    "builder",
    ["html", "briefpdf", "briefdocx", "text"],
)
def test_a_note_of_a_later_day_changes_nothing(build: Build, builder: str) -> None:
    files = {"index.md": "# Start\n", "r.md": REGISTER, "b.md": BRIEF, "z.md": "# Last\n"}
    before = build({**files, "n.md": FIRST}, builder)
    assert before.warnings == []
    later = FIRST.replace(":id: list", ":id: list\n:status: met\n:settled: 2026-02-11").replace(
        ":id: first", ":id: first\n:withdrawn: 2026-02-12\n:replaced-by: third"
    )
    later = later.replace("  id: one", "  id: one\n  retracted: 2026-03-01\n  retraction: Wrong")
    other = brief("", title="Other", date="2026-02-13", reference="NL-2")
    # On pages of their own, beyond the pages beside the brief.
    after = build({**files, "n.md": later, "zz/m.md": LATER, "zz/o.md": other}, builder)
    assert after.warnings == []
    assert outputs(before) == outputs(after)


WEBSITE = {
    "html_theme": "briefing",
    "html_baseurl": "https://briefs.example.org/",
    "briefing_feeds": ["atom", "calendar"],
    "briefing_files": ["pdf", "docx"],
    "briefing_linked_data": True,
    "numfig": True,
}
"""A website with all that is added to pages."""


def test_a_website_speaks_on_the_day_too(build: Build) -> None:
    files = {"index.md": "# Start\n", "r.md": REGISTER, "b.md": BRIEF, "z.md": "# Last\n"}
    before = build({**files, "n.md": FIRST}, conf=WEBSITE)
    after = build({**files, "n.md": FIRST, "zz/m.md": LATER}, conf=WEBSITE)
    assert before.warnings == after.warnings == []
    assert outputs(before) == outputs(after)


def test_the_day_can_be_moved_on(build: Build) -> None:
    files = {"r.md": REGISTER, "n.md": FIRST, "m.md": LATER, "b.md": BRIEF}
    built = build(files)
    assert "Ports are shut" not in built.text("b.html")
    built = built.again({"b.md": BRIEF.replace("2026-02-10", "2026-02-11")})
    assert "Ports are shut" in built.text("b.html")


def test_what_is_referred_to_too_early_is_said(build: Build) -> None:
    text = brief(
        "See {claim}`second` and {actor}`Five`.\n\n{source}`two`\n\n"
        "```{claims}\n:ids: first, second\n```\n\n"
        + record("judgement", "So it is", likelihood="likely", basis="first, second"),
        date="2026-02-10",
    )
    built = build({"r.md": REGISTER, "n.md": FIRST, "m.md": LATER, "b.md": text})
    assert [warning.split(" WARNING: ")[0] for warning in built.warnings] == [
        "b.md:9:", "b.md:9:", "b.md:11:", "b.md:14:", "b.md:19:",
    ]  # fmt: skip
    assert all(warning.endswith("[briefing.later]") for warning in built.warnings)
    assert "claim 'second' (two) is of 2026-02-11, after the day" in built.warnings[1]
    assert "Ports are shut" not in built.text("b.html")


def test_an_event_may_lie_ahead_and_a_statement_may_not(build: Build) -> None:
    text = brief(
        record("event", "A summit", date="2027")
        + record("position", "For", by="Norland", topic="Ports", date="2027")
        + "```{events}\n```\n",
        date="2026-02-10",
    )
    (warning,) = build({"r.md": REGISTER, "b.md": text}).warnings
    assert warning.startswith("b.md:13: WARNING: position 'for' is of 2027-01-01, after the day")


def test_other_pages_know_everything(build: Build) -> None:
    files = {"r.md": REGISTER, "n.md": FIRST, "m.md": LATER, "p.md": page({}, VIEWS)}
    built = build(files, conf={"briefing_as_of": "2026-02-10"})
    assert built.warnings == []
    assert "Ports are shut" in built.text("p.html")


def test_facts_are_judged_on_the_day_of_the_ledger(build: Build) -> None:
    settled = FIRST.replace(":id: list", ":id: list\n:status: met\n:settled: 2026-02-11")
    files = {"r.md": REGISTER, "n.md": settled, "m.md": LATER}

    def overdue(day: str) -> bool:
        found = build(files, "ledger", conf={"briefing_as_of": day}).ledger
        return bool(found["commitments"]["list"]["overdue"])

    assert [overdue(day) for day in ("2026-02-05", "2026-02-06", "2026-02-11")] == [
        False, True, False,
    ]  # fmt: skip


def test_what_was_settled_after_the_day_was_open_on_it(build: Build) -> None:
    settled = FIRST.replace(":id: list", ":id: list\n:status: met\n:settled: 2026-02-11")
    conf = {"briefing_as_of": "2026-02-06", "briefing_checks": {"overdue": "warning"}}
    (warning,) = build({"r.md": REGISTER, "n.md": settled}, "ledger", conf=conf).warnings
    assert "commitment 'list' was due 2026-02-05 and was still open on 2026-02-06" in warning
