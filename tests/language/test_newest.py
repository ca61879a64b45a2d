"""A name that several estimates share means the newest, on the day of whoever writes it."""

import json

from tests.corpus import body_of, brief, note, page, record, refs
from tests.support import Build

CONF = {"briefing_autolink": "off"}
ACTOR = page({}, record("actor", "Norland", id="no", kind="state"))


def counted(identifier: str, value: str, **more: str) -> str:
    return record("estimate", "Size of the fleet", id=identifier, value=value, unit="ships",
                  by="no", **more)  # fmt: skip


def meant(html: str) -> list[str]:
    return [ref.href.rpartition("#")[2] for ref in refs(html, "estimate")]


OLD = note(counted("old", "100"), id="s1", date="2025-03")
NEW = note(counted("new", "200"), id="s2", date="2026-05")
USE = "{estimate}`Size of the fleet` are counted."


def test_a_name_means_the_newest_that_is_known(build: Build) -> None:
    files = {
        "a.md": ACTOR, "n1.md": OLD, "n2.md": NEW, "v.md": page({}, USE),
        "early.md": brief(USE, date="2025-12", reference="R-1"),
        "late.md": brief(USE, date="2026-06", reference="R-2"),
    }  # fmt: skip
    built = build(files, conf=CONF)
    assert built.warnings == []
    assert "200\N{NO-BREAK SPACE}ships" in body_of(built, "v.html")
    assert "200\N{NO-BREAK SPACE}ships" in body_of(built, "late.html")
    assert "100\N{NO-BREAK SPACE}ships" in body_of(built, "early.html")
    # Tomorrow's number changes what is said tomorrow, and nothing else.
    before = body_of(built, "early.html")
    built.again({"n3.md": note(counted("newest", "300"), id="s3", date="2026-05-20")})
    assert "300\N{NO-BREAK SPACE}ships" in body_of(built, "v.html")
    assert "300\N{NO-BREAK SPACE}ships" in body_of(built, "late.html")
    assert body_of(built, "early.html") == before
    assert built.files() == built.afresh().files()


def test_its_own_date_counts_and_not_that_of_the_source(build: Build) -> None:
    files = {
        "a.md": ACTOR,
        "n1.md": note(counted("old", "100", date="2024"), id="s1", date="2026-05"),
        "n2.md": note(counted("new", "200", date="2025"), id="s2", date="2026-01"),
        "v.md": page({}, "{estimate}`size of the Fleet`"),
    }  # fmt: skip
    built = build(files, conf=CONF)
    assert built.warnings == []
    assert "200\N{NO-BREAK SPACE}ships" in body_of(built, "v.html")


def test_a_forecast_is_meant_where_there_is_nothing_else(build: Build) -> None:
    ahead = note(counted("ahead", "900", date="2040"), id="s3", date="2025-01")
    files = {"a.md": ACTOR, "n1.md": OLD, "n3.md": ahead, "v.md": page({}, USE),
             "b.md": brief(USE, date="2025-02")}  # fmt: skip
    built = build(files, conf=CONF)
    assert "100\N{NO-BREAK SPACE}ships" in body_of(built, "v.html")
    assert "900\N{NO-BREAK SPACE}ships" in body_of(built, "b.html")


def test_a_tie_is_ambiguous(build: Build) -> None:
    other = note(counted("other", "300"), id="s3", date="2026-05")
    files = {"a.md": ACTOR, "n1.md": OLD, "n2.md": NEW, "n3.md": other, "v.md": page({}, USE)}
    (warning,) = build(files, conf=CONF).warnings
    assert "'Size of the fleet' is ambiguous: it may mean new, other;" in str(warning)
    assert "[briefing.ambiguous]" in str(warning)
    undated = page({}, counted("x", "1", source="w") + counted("y", "2", source="w")
                   + record("source", "W", id="w") + USE)  # fmt: skip
    (warning,) = build({"a.md": ACTOR, "v.md": undated}, conf=CONF).warnings
    assert "may mean x, y" in str(warning)


def test_a_tie_on_the_day_of_a_brief_is_said_there(build: Build) -> None:
    twin = note(counted("twin", "101"), id="s3", date="2025-03")
    files = {"a.md": ACTOR, "n1.md": OLD, "n2.md": NEW, "n3.md": twin,
             "b.md": brief(USE, date="2025-12")}  # fmt: skip
    (warning,) = build(files, conf=CONF).warnings
    assert "b.md" in str(warning)
    assert "may mean old, twin" in str(warning)


def test_a_field_names_the_newest_on_the_day_of_its_record(build: Build) -> None:
    def judged(name: str) -> str:
        return record("judgement", f"It grows {name}", id=name, likelihood="likely",
                      basis="Size of the fleet")  # fmt: skip

    files = {
        "a.md": ACTOR, "n1.md": OLD, "n2.md": NEW, "v.md": page({}, judged("now")),
        "b.md": brief(judged("then"), date="2025-12"),
        "n4.md": note(judged("noted"), id="s4", date="2025-11"),
    }  # fmt: skip
    built = build(files, "ledger", conf=CONF)
    assert built.warnings == []
    ledger = json.loads(built.path("ledger.json").read_text())
    basis = {name: found["basis"] for name, found in ledger["judgements"].items()}
    assert basis == {
        "now": ["estimate:new"], "then": ["estimate:old"], "noted": ["estimate:old"]
    }  # fmt: skip
    assert ledger["estimates"]["old"]["mentions"] == ["b", "n4"]


def test_names_of_other_kinds_are_ambiguous_as_ever(build: Build) -> None:
    claims = [
        note(record("claim", "It rains", by="no", id=f"c{n}"), id=f"s{n}", date=f"2025-0{n}")
        for n in (1, 2)
    ]
    files = {"a.md": ACTOR, "n1.md": claims[0], "n2.md": claims[1],
             "v.md": page({}, "{claim}`It rains`")}  # fmt: skip
    (warning,) = build(files, conf=CONF).warnings
    assert "[briefing.ambiguous]" in str(warning)


def test_two_records_of_one_name_are_told_to_write_an_id(build: Build) -> None:
    same = [note(record("estimate", "Size", value="1", unit="x", by="no"), id=f"s{n}")
            for n in (1, 2)]  # fmt: skip
    (warning,) = build({"a.md": ACTOR, "n1.md": same[0], "n2.md": same[1]}, conf=CONF).warnings
    assert "estimate id 'size' is taken" in str(warning)
    assert "write an ':id:'" in str(warning)
