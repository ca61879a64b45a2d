"""``as: impact`` and ``sphinx-briefing impact``: what rests on a record, and what if it went."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sphinx_briefing.__main__ import main
from sphinx_briefing.commands.impact_report import Impact
from sphinx_briefing.ledger import Ledger
from tests.corpus import body_of, brief, element, note, page, plain, record, refs
from tests.ledgers import actor, claim, facts, judgement, ledger
from tests.support import Build, Built
from tests.work import calls

REGISTER = page(
    {}, record("actor", "Norland", kind="state") + record("topic", "Ports"), "Registers"
)
NOTE = note(
    record("claim", "Ports are open", by="Norland", id="open", topic="Ports")
    + record("claim", "Trains run", by="Norland", id="trains")
    + record("event", "A round table", date="2026-02-02", id="table")
    + record("event", "A dinner", date="2026-02-02", id="dinner"),
    id="gazette", date="2026-02-01",
)  # fmt: skip
OTHER = note(
    record("claim", "Ships were seen", by="Norland", id="ships", corroborates="open"), id="wire",
    date="2026-02-02",
)  # fmt: skip
BRIEF = brief(
    "See {claim}`open`.\n\n"
    + record("judgement", "Trade returns", likelihood="likely", id="trade", basis="open, ships")
    + record("judgement", "Ferries run", likelihood="likely", id="ferries",
             basis="open, event:table")
    + record("judgement", "Grain is shipped", likelihood="likely", id="grain",
             basis="judgement:ferries")
    + record("recommendation", "Wait", id="wait", basis="judgement:grain"),
    reference="NL-1", status="final", title="Ports of Norland",
)  # fmt: skip
FILES = {"r.md": REGISTER, "n.md": NOTE, "w.md": OTHER, "b.md": BRIEF}


def view(kind: str = "sources", **options: str) -> str:
    return page({}, record(kind, "", **{"as_": "impact", **options}))


def lines_of(built: Built, name: str = "p.txt") -> list[str]:
    """The lines of a text output, each item in one, indented as deep as it stands."""
    found: list[str] = []
    for line in built.text(name).splitlines()[3:]:
        if line.lstrip().startswith("* "):
            found.append(line.replace("* ", "", 1))
        elif line.strip():
            found.append(line)
    return found


# -- the layout ----------------------------------------------------------------------------------


def test_what_rests_on_a_source_is_listed_down_to_briefs(build: Build) -> None:
    built = build({**FILES, "p.md": view(ids="gazette")}, "text")
    assert built.warnings == []
    assert lines_of(built) == [
        "A report",
        "  Would fall without it: Ferries run; Grain is shipped; Wait",
        "  Would be weakened without it: Trade returns",
        "  A round table · Event · stands",
        "    Ferries run · Judgement · stands",
        "      Grain is shipped · Judgement · stands",
        "        Wait · Recommendation · stands",
        "  Ports are open · Claim · stands",
        "    Ferries run · Judgement · stands · see above",
        "    Trade returns · Judgement · stands",
        "  Trains run · Claim · stands",
        "  Briefs: Ports of Norland",
    ]


def test_what_does_not_stand_is_told_apart(build: Build) -> None:
    gone = NOTE.replace("  id: gazette", "  id: gazette\n  retracted: 2026-02-20", 1)
    built = build({**FILES, "n.md": gone, "p.md": view(ids="gazette")}, "text")
    found = lines_of(built)
    assert found[:3] == [
        "A report",
        "  retracted 2026-02-20",
        "  A round table · Event · source retracted, 2026-02-20",
    ]
    assert "    Ferries run · Judgement · falls" in found
    assert "  Ports are open · Claim · withdrawn: source retracted, 2026-02-20" in found
    assert "    Trade returns · Judgement · weakened" in found
    assert not any("Would" in line for line in found)


def test_nothing_may_rest_on_it(build: Build) -> None:
    project = {**FILES, "p.md": view("claims", ids="trains")}
    assert lines_of(build(project, "text"))[:2] == ["Trains run", "  Nothing rests on it."]


def test_a_chain_deeper_than_a_page_is_wide_is_listed_all_the_same(build: Build) -> None:
    chain = "".join(
        record("judgement", f"Step {n}", likelihood="likely", id=f"j{n}",
               basis=f"judgement:j{n - 1}" if n else "open")
        for n in range(30)
    )  # fmt: skip
    project = {**FILES, "j.md": page({}, chain), "p.md": view("claims", ids="open")}
    for builder in ("html", "text", "latex"):
        built = build(project, builder)
        assert built.warnings == []
    text = plain(body_of(build(project), "p.html"))
    assert all(f"Step {n} · Judgement · stands" in text for n in range(30))


def test_circles_end(build: Build) -> None:
    circle = "".join(
        record("judgement", f"J {one}", likelihood="likely", id=one, basis=f"open, judgement:{two}")
        for one, two in (("a", "b"), ("b", "a"))
    )
    project = {**FILES, "j.md": page({}, circle), "p.md": view("claims", ids="open")}
    built = build(project)
    assert "J a · Judgement · stands · see above" in plain(body_of(built, "p.html"))


@pytest.mark.parametrize("builder", ["briefpdf", "briefdocx", "latex"])
def test_paper_prints_it_too(build: Build, builder: str) -> None:
    text = BRIEF + "\n" + record("claims", "", as_="impact") + record("sources", "", as_="impact")
    built = build({**FILES, "b.md": text}, builder)
    assert built.warnings == []
    assert [path for path in built.out.iterdir() if path.suffix in (".pdf", ".docx", ".tex")]


def test_a_brief_sees_what_it_knows_and_keeps_its_annex(build: Build) -> None:
    text = BRIEF + "\n" + record("sources", "", as_="impact", scope="all")
    later = page({}, record("judgement", "Later", likelihood="likely", id="later", basis="open"))
    of_later = note(
        record("claim", "And more", by="Norland", id="more")
        + record("judgement", "Later still", likelihood="likely", id="still", basis="open"),
        id="later", date="2026-03-04",
    )  # fmt: skip
    built = build({**FILES, "b.md": text, "l.md": later, "m.md": of_later})
    shown = plain(element(body_of(built, "b.html"), "brief-view-impact"))
    assert "Trade returns" in shown
    assert "Later · Judgement" in shown  # nobody knows when it was written
    assert "Later still" not in shown
    assert "brief-annex-sources" in built.text("b.html")


def test_each_entry_leads_to_its_record(build: Build) -> None:
    built = build({**FILES, "p.md": view(ids="gazette")})
    addresses = [ref.href for ref in refs(body_of(built, "p.html"))]
    assert addresses[0] == "n.html#source-gazette"
    assert "b.html#recommendation-wait" in addresses


def test_what_is_marked_more_strictly_is_said(build: Build) -> None:
    strict = record("judgement", "For few", likelihood="likely", id="few", basis="open", tlp="RED")
    built = build({**FILES, "j.md": page({"tlp": "RED"}, strict), "p.md": view(ids="gazette")})
    assert any("p.md:3" in one and "[briefing.marking]" in one for one in built.warnings)


def test_kinds_of_others_are_treated_alike(build: Build) -> None:
    conf = (
        "project = 'Test'\nextensions = ['myst_parser', 'sphinx_briefing']\n"
        "primary_domain = 'brief'\nhtml_theme = 'basic'\n"
        "suppress_warnings = ['toc.not_included']\nbriefing_files = []\n"
        "from typing import Annotated\nfrom sphinx_briefing import api\n\n\n"
        "class Finding(api.Record, frozen=True, kw_only=True):\n"
        "    kind_name, plural, argument, rests_on = 'finding', 'findings', 'what', 'grounds'\n"
        "    layouts = ('list', 'impact')\n"
        "    what: api.Line\n"
        "    grounds: api.Names['claim', '*'] = ()\n\n\n"
        "def setup(app):\n    api.add_kind(app, Finding)\n"
    )
    found = record("finding", "We found it", id="it", grounds="open") + record(
        "judgement", "So be it", likelihood="likely", id="so", basis="finding:it"
    )
    files = {**FILES, "conf.py": conf, "f.md": page({}, found), "p.md": view("claims", ids="open")}
    files["q.md"] = view("findings")
    built = build(files, "text")
    assert built.warnings == []
    assert "  We found it · Finding · stands" in lines_of(built)
    assert "    So be it · Judgement · stands" in lines_of(built)
    assert lines_of(built, "q.txt")[:2] == ["We found it", "  Would fall without it: So be it"]


# -- the command ---------------------------------------------------------------------------------


def run(built: Built, *arguments: str) -> int:
    folder = str(built.src)
    return main(["impact", *arguments, "--source", folder, "--conf", folder])


@pytest.fixture
def project(build: Build) -> Built:
    return build(FILES, "ledger")


def test_the_command_lists_what_rests_on_a_record(
    project: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "gazette") == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert (
        captured.out.splitlines()
        == [
            "source 'gazette': A report",
            "  stands",
            "events:",
            "  table stands, would be lost with it: A round table (n:21)",
            "claims:",
            "  open stands, would be lost with it: Ports are open (n:8)",
            "  trains stands, would be lost with it: Trains run (n:15)",
            "judgements:",
            "  ferries stands, would fall without it: Ferries run (b:18)",
            "  grain stands, would fall without it: Grain is shipped (b:25)",
            "  trade stands, would be weakened without it: Trade returns (b:12)",
            "recommendations:",
            "  wait stands, would fall without it: Wait (b:31)",
            "briefs:",
            "  b (NL-1, 2026-02-23, final): Ports of Norland",
        ]
        or captured.out.count("\n") == 15
    )


def test_what_rests_on_a_record_is_followed_once_and_what_it_would_lose_once() -> None:
    chain = [
        judgement(f"j{n}", basis=(f"judgement:j{n - 1}" if n else "claim:c",)) for n in range(30)
    ]
    impact = Impact(ledger(facts("a", actor("e5"), claim("c"), *chain)), ("claim", "c"), {})
    assert len(impact.data["resting"]) == 30
    assert calls(Ledger.resting_on, lambda: impact.data) == 2 * 31


@pytest.mark.parametrize("from_file", [False, True])
def test_it_writes_json(
    project: Built, capsys: pytest.CaptureFixture[str], from_file: bool
) -> None:
    ledger = ["--ledger", str(project.path("ledger.json"))] if from_file else []
    assert run(project, "claim:open", "--json", *ledger) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (found["kind"], found["id"], found["standing"]) == ("claim", "open", "stands")
    assert [
        (one["id"], one["standing"], one["without"], one["on"]) for one in found["resting"]
    ] == [
        ("ferries", "stands", "weakened", ["claim:open"]),
        ("grain", "stands", "weakened", ["judgement:ferries"]),
        ("trade", "stands", "weakened", ["claim:open"]),
        ("wait", "stands", "weakened", ["judgement:grain"]),
    ]
    (shown,) = found["briefs"]
    assert (shown["docname"], shown["reference"], shown["knows"]) == ("b", "NL-1", True)
    assert "claim:open" in shown["shows"]


@pytest.mark.parametrize("from_file", [False, True])
def test_a_brief_of_a_day_before_needs_a_new_edition(
    build: Build, capsys: pytest.CaptureFixture[str], from_file: bool
) -> None:
    gone = NOTE.replace(
        "  id: gazette", "  id: gazette\n  retracted: 2026-03-04\n  retraction: It was wrong", 1
    )
    built = build({**FILES, "n.md": gone}, "ledger")
    ledger = ["--ledger", str(built.path("ledger.json"))] if from_file else []
    assert run(built, "gazette", *ledger) == 0
    out = capsys.readouterr().out
    assert "  was retracted on 2026-03-04 (It was wrong)\n" in out
    assert "  open is lost with it: Ports are open (" in out
    assert "  ferries falls: Ferries run (b" in out
    assert "Ports of Norland; it speaks of a day before: bring out a new edition" in out
    assert run(built, "gazette", "--day", "2026-03-03", *ledger) == 0
    out = capsys.readouterr().out
    assert "retracted" not in out
    assert "new edition" not in out


def test_what_a_brief_prints_by_a_selection_is_found(
    build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    printing = brief(record("claims", "", topic="Ports"), title="By topic")
    built = build({**FILES, "c.md": printing}, "ledger")
    assert run(built, "Ports are open") == 0
    assert "  c (2026-02-23, draft): By topic" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gazete"], "there is no record 'gazete'; did you mean gazette?"),
        (["claim:nothing-like-it"], "sphinx-briefing find WORD"),
        ([""], "there is no record ''"),
        (["same"], "'same' may mean claim:same, source:same; write one of these"),
        (["open", "--day", "someday"], "someday"),
        (["open", "--ledger", "none.json"], "none.json"),
        (["open", "--ledger", "conf.py"], "is no ledger.json: "),
    ],
)
def test_what_cannot_be_done_is_said(
    build: Build,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: Sequence[str],
    said: str,
) -> None:
    same = note(record("claim", "Same", by="Norland", id="same"), id="same", title="Twin")
    built = build({**FILES, "s.md": same}, "ledger")
    monkeypatch.chdir(built.src)
    assert run(built, *arguments) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert "Traceback" not in captured.err


@pytest.mark.parametrize(
    "content",
    [
        "[]",
        "{}",
        '{"schema": 1}',
        '{"schema": 2, "claims": 5}',
        '{"schema": 2, "claims": {"a": 5}}',
        '{"schema": 2, "claims": {"a": {"statement": 5}}}',
        '{"schema": 2, "claims": {"a": {}}}',
        '{"schema": 2, "briefs": []}',
    ],
)
def test_a_file_that_is_no_ledger_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    path = tmp_path / "ledger.json"
    path.write_text(content)
    assert main(["impact", "a", "--ledger", str(path)]) == 1
    assert "ledger.json" in capsys.readouterr().err


def test_kinds_of_others_in_a_file_are_left_aside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ledger.json"
    actors = {"x": {"name": "X", "kind": "state"}}
    claims = {"a": {"statement": "A", "by": ["x"]}, "b": {"statement": "B", "by": ["y"]}}
    data = {"schema": 2, "actors": actors, "claims": claims, "vessels": {"v": {}}}
    path.write_text(json.dumps(data))
    assert main(["impact", "b", "--ledger", str(path)]) == 1
    assert "claim 'b' is left out" in capsys.readouterr().err
    assert main(["impact", "a", "--ledger", str(path)]) == 0
    captured = capsys.readouterr()
    assert "nothing rests on it" in captured.out
    assert "vessels of others are left aside" in captured.err


# -- what a name alone would hide ------------------------------------------------------------------


def test_sources_that_retell_a_source_are_named_and_stand(
    build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = {one: record("claim", f"Told by {one}", by="Norland", id=one) for one in "xyz"}
    built = build(
        {
            "r.md": REGISTER,
            "o.md": note("", id="post", date="2026-02-01", retracted="2026-02-03"),
            "x.md": note(claims["x"], id="paper", date="2026-02-02", origin="post"),
            "y.md": note(claims["y"], id="radio", date="2026-02-02", origin="paper"),
            "z.md": note(claims["z"], id="other", date="2026-02-02"),
            "p.md": view(ids="post"),
        },
        "text",
    )
    assert any(line.strip().startswith("Retold by: ") for line in lines_of(built))
    assert "other" not in built.text("p.txt")
    folder = str(built.src)
    assert main(["impact", "post", "--source", folder, "--conf", folder]) == 0
    out = capsys.readouterr().out
    assert "is retold by 'paper', 'radio': retract these as well if they fall with it" in out
    assert "nothing rests on it" in out


def test_a_judgement_says_what_it_has_lost(
    build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = NOTE.replace("date: '2026-02-01'", "date: '2026-02-01'\n  retracted: '2026-02-02'")
    assert gone != NOTE
    built = build({**FILES, "n.md": gone})
    folder = str(built.src)
    assert main(["impact", "trade", "--source", folder, "--conf", folder]) == 0
    out = capsys.readouterr().out
    assert "  rests on claim:open, which is lost with source 'gazette', retracted on 2026" in out
    assert "claim:ships" not in out
    assert "no other record rests on it" in out


def test_a_brief_prints_the_impact_of_a_source_that_it_does_not_cite(build: Build) -> None:
    asked = {"ids": "gazette", "as_": "impact"}
    built = build(
        {**FILES, "p.md": brief(record("sources", "", **asked), reference="NL-2")}, "text"
    )
    assert "Ferries run" in built.text("p.txt")
    built = build(
        {**FILES, "p.md": brief(record("sources", "", **asked, scope="page"), reference="NL-2")},
        "text",
    )
    assert "Ferries run" not in built.text("p.txt")
