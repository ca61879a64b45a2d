"""Answers of the tools: what the commands say of the same records, in their order."""

import json
from pathlib import Path
from typing import Any

import pytest

from sphinx_briefing.__main__ import main
from sphinx_briefing.mcp_server import shapes
from sphinx_briefing.mcp_server.app import BriefingServer
from sphinx_briefing.mcp_server.shapes import PER_PAGE
from sphinx_briefing.mcp_server.tools import TOOLS
from tests.corpus import note, page, record

from .conftest import Open
from .levels import write_files
from .test_audiences import nobody

HOUSE = Path(__file__).parents[2]
FOLDERS = ("--source", str(HOUSE / "briefings"), "--conf", str(HOUSE / "conf"))


@pytest.fixture(scope="module")
def example(desk: Open) -> BriefingServer:
    """The example, which has nothing that is not for all."""
    return BriefingServer(desk(HOUSE / "briefings", "GREEN", HOUSE / "conf"), nobody)


def data(serving: BriefingServer, tool: str, **arguments: Any) -> Any:
    outcome = serving.answer(tool, arguments)
    assert not outcome.is_error, outcome.texts
    return json.loads(outcome.texts[1])


def refusal(serving: BriefingServer, tool: str, **arguments: Any) -> Any:
    outcome = serving.answer(tool, arguments)
    assert outcome.is_error
    return json.loads(outcome.texts[-1])


@pytest.mark.parametrize("words", ["Selenskyj", "shadow fleet", "Зеленский", "leap", "krakow 2026"])
def test_find_lists_what_the_command_lists(
    words: str, example: BriefingServer, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["find", words, "--json", *FOLDERS])
    theirs = [f"{one['kind']}:{one['id']}" for one in json.loads(capsys.readouterr().out)]
    assert theirs
    mine = data(example, "find", query=words, limit=100)
    assert [one["record"] for one in mine["found"]] == theirs
    assert mine["total"] == len(theirs)


def test_show_and_impact_say_what_the_commands_say(
    example: BriefingServer, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("claim:walaw-leap-2027", "source:reuters-2026-02-20-low-cost-air-defence"):
        main(["show", name, "--json", *FOLDERS])
        theirs = json.loads(capsys.readouterr().out)
        mine = data(example, "show", name=name)
        assert mine["record"] == name
        assert mine["standing"] == theirs["standing"]
        assert [
            [field["label"], [one["text_of_note"] for one in field["values"]]]
            for field in mine["fields"]
        ] == theirs["fields"]
        assert [one["record"] for one in mine.get("on_it_rest", ())] == [
            f"{one['kind']}:{one['id']}" for one in theirs.get("resting", ())
        ][:PER_PAGE]
        main(["impact", name, "--json", *FOLDERS])
        theirs = json.loads(capsys.readouterr().out)
        mine = data(example, "impact", name=name)
        assert [one["without"] for one in mine.get("resting", ())] == [
            one["without"] for one in theirs["resting"]
        ][:PER_PAGE]
        assert [one["page"] for one in mine.get("briefs", ())] == [
            f"{one['docname']}.md" for one in theirs["briefs"]
        ]


def test_briefs_are_shown_by_page_and_reference(example: BriefingServer) -> None:
    found = data(example, "show", name="UA-2026-07")
    assert found["record"] == "brief:briefs/2026-07-e5-krakow"
    assert found == data(example, "show", kind="brief", name="briefs/2026-07-e5-krakow")
    assert "claim:walaw-army-first-line" in [one["record"] for one in found["rests_on"]]


def test_refusals_say_what_to_do_and_nothing_of_what_was_asked(example: BriefingServer) -> None:
    said = refusal(example, "show", name="walaw-leap-2028")
    assert said["error"] == "unknown_record"
    assert "claim:walaw-leap-2027" in said["did_you_mean"]
    assert (
        refusal(example, "show", name="UA-1999-01 qqq", kind="nothing")["error"] == "unknown_kind"
    )
    for arguments in ({}, {"name": 5, "more": 1}, {"name": "x" * 5000}, {"name": ["x"]}):
        said = refusal(example, "show", **arguments)
        assert said["error"] == "bad_arguments"
        assert "xxx" not in str(said)
    assert "find, show, impact, sources, check_draft" in refusal(example, "delete")["message"]
    too_many = refusal(example, "check_draft", text="A b c. " * 3000)
    assert too_many["error"] == "too_long"


def test_much_comes_in_parts(tmp_path: Path, desk: Open) -> None:
    claims = "".join(
        record("claim", f"Ship {number} sails", id=f"c{number:03}", by="ann")
        for number in range(120)
    )
    contents = {
        "conf.py": "extensions = ['myst_parser', 'sphinx_briefing']\nprimary_domain = 'brief'\n",
        "index.md": page({}, record("actor", "Ann", id="ann", kind="person"), "Start"),
        "n.md": note(claims + record("claim", "Long", "word " * 2000, id="long", by="ann"), id="s"),
    }
    serving = BriefingServer(desk(write_files(tmp_path, contents), "CLEAR"), nobody)
    seen: list[str] = []
    part = 1
    while part:
        answer = data(serving, "impact", name="source:s", page=part)
        seen += [one["record"] for one in answer.get("resting", ())]
        part = answer.get("next_page", 0)
        assert bool(part) is ("page" in answer.get("more", ""))
    assert len(seen) == len(set(seen)) == 121
    found = data(serving, "find", query="sails", limit=100)
    assert (len(found["found"]), found["total"], found["next_page"]) == (100, 120, 2)
    assert len(data(serving, "find", query="sails", limit=100, page=2)["found"]) == 20
    texts = [data(serving, "show", name="claim:long", page=part)["text"] for part in (1, 2, 3)]
    assert "".join(one["text_of_note"] for one in texts).split() == ["word"] * 2000


def test_every_tool_has_schemas_that_name_each_field() -> None:
    for name, tool in TOOLS.items():
        asked = shapes.schema_of(tool.question)
        assert asked["additionalProperties"] is False, name
        assert all("description" in one for one in asked["properties"].values()), name
        assert len(tool.description) < 400
