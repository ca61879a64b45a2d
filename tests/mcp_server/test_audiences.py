"""No call serves a word above the audience: answers are those of a project that never had it.

``BRIEFING_MCP_CALLS=10000`` makes so many calls of each pair of projects.
"""

import hashlib
import json
import socket
from pathlib import Path
from random import Random

import pytest

from sphinx_briefing.mcp_server.app import BriefingServer
from sphinx_briefing.mcp_server.desk import Desk
from sphinx_briefing.mcp_server.tools import TOOLS
from tests import audiences
from tests.houses import data_of
from tests.support import BASE_CONF, _assignments
from tests.twins.corpora import Twins
from tests.twins.pieces import AUDIENCE

from . import levels
from .calls import answered, calls, words_of
from .conftest import Open
from .levels import CANARIES, LEVELS, canaries_above, write_files

SOME = levels.calls_wanted(300)
IS_LONG = SOME > 300


def nobody(sentence: str) -> None:
    raise AssertionError(f"whoever runs the server is told: {sentence}")


def served(desk: Desk) -> BriefingServer:
    return BriefingServer(desk, nobody)


def hash_of(folder: Path) -> str:
    """A hash of all files of a folder: names, contents and times."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        state = path.lstat()
        found.update(f"{path}{state.st_mtime_ns}{state.st_mode}".encode())
        found.update(path.read_bytes() if path.is_file() else b"")
    return found.hexdigest()


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise AssertionError("somebody asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def compare(whole: Desk, twin: Desk, words: list[str], seed: int, count: int) -> dict[str, int]:
    """Make the same calls of both; how many of each tool found something."""
    one, other = served(whole), served(twin)
    found = dict.fromkeys(TOOLS, 0)
    for tool, arguments in calls(Random(seed), words, count):
        mine, theirs = one.answer(tool, arguments), other.answer(tool, arguments)
        assert mine.texts == theirs.texts, (tool, arguments)
        assert mine.data == theirs.data
        assert str(whole.sources.parent) not in "".join(mine.texts), "a path of this machine"
        assert '"error":"failed"' not in mine.texts[-1], (tool, arguments)
        if not mine.is_error:
            found[tool] += 1
    return found


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("audience", LEVELS if IS_LONG else ("CLEAR", "AMBER"))
def test_answers_are_those_of_the_project_without_it(
    audience: str, tmp_path: Path, desk: Open
) -> None:
    everything = levels.files()
    whole = desk(write_files(tmp_path / "whole", everything), audience)
    twin = desk(write_files(tmp_path / "twin", levels.files(audience)), audience)
    before = hash_of(tmp_path)
    closed = canaries_above(audience)
    found = compare(whole, twin, words_of(everything), 1, SOME)
    assert all(found.values()), found
    serving = served(whole)
    for tool, arguments in calls(Random(2), words_of(everything), SOME):
        said = answered(serving.answer(tool, arguments), arguments).casefold()
        assert not [one for one in closed if one in said], (tool, arguments)
    assert hash_of(tmp_path) == before, "a call changed a file"


def test_what_may_be_read_is_served(tmp_path: Path, desk: Open) -> None:
    """The test above would pass for a server that never finds anything."""
    serving = served(desk(write_files(tmp_path / "src", levels.files()), "AMBER"))
    for level in LEVELS:
        name, said, words, title, passage = CANARIES[level]
        is_open = level in ("CLEAR", "GREEN", "AMBER")
        for query in (name, said, title, passage):
            found = serving.answer("find", {"query": query}).texts[-1].lower()
            assert (query in found) is is_open, (level, query)
        draft = f'The {said} convoy sails with 591 ships. They said: "shall sing of {words} at".'
        checked = json.loads(serving.answer("check_draft", {"text": draft}).texts[-1])
        assert checked["counts"]["record"] == (2 if is_open else 0), (level, checked)


def test_of_snapshots_those_of_the_audience_alone_are_read(tmp_path: Path, desk: Open) -> None:
    serving = served(desk(write_files(tmp_path / "src", levels.files()), "GREEN"))
    for level in LEVELS:
        words = CANARIES[level][2]
        draft = f"The convoy: “They wrote that the {words} convoy had sailed at dawn” and so on."
        checked = json.loads(serving.answer("check_draft", {"text": draft}).texts[-1])
        (quotation,) = checked["sentences"][0]["quotations"]
        assert bool(quotation.get("found_in")) is (level in ("CLEAR", "GREEN")), level


@pytest.mark.parametrize("seed", range(4000, 4020 if IS_LONG else 4002))
def test_any_project_keeps_the_law(seed: int, tmp_path: Path, desk: Open) -> None:
    whole, twin = Twins(seed).whole_and_twin()
    one = desk(write_files(tmp_path / "whole", whole), AUDIENCE)
    other = desk(write_files(tmp_path / "twin", twin), AUDIENCE)
    compare(one, other, words_of(whole), seed, SOME // 3)


def test_what_disputes_from_above_is_not_hinted_at(tmp_path: Path, desk: Open) -> None:
    whole = write_files(tmp_path / "whole", dict(audiences.whole()))
    deleted = write_files(tmp_path / "deleted", dict(audiences.deleted()))
    compare(
        desk(whole, "GREEN"),
        desk(deleted, "GREEN"),
        words_of(dict(audiences.whole())),
        3,
        SOME // 3,
    )


def test_ledgers_of_other_houses_are_no_way_round(tmp_path: Path, desk: Open) -> None:
    """What another house has marked more strictly is as if its ledger never had it."""
    canary = "The cormorant counts its seven quiet harbours"
    closed = data_of(statement=canary, tlp="RED")
    opened = data_of(statement=canary, tlp="RED")
    del opened["claims"]["c1"]
    conf = "\n".join(_assignments({**BASE_CONF, "briefing_houses": {"un": "../un/ledger.json"}}))
    page = "# Start\n\n{actor}`un:guterres` and {claim}`un:c2`.\n\n```{claims}\n:house: un\n```\n"
    desks = []
    for name, data in (("whole", closed), ("twin", opened)):
        (tmp_path / name / "un").mkdir(parents=True)
        (tmp_path / name / "un/ledger.json").write_text(json.dumps(data))
        src = write_files(tmp_path / name / "src", {"conf.py": conf, "index.md": page})
        desks.append(desk(src, "GREEN"))
    words = [
        *words_of(
            {"ledger": json.dumps(closed), "more": "id: un:c1\nid: un:c2\nid: un:guterres\n"}
        ),
        canary,
    ]
    found = compare(desks[0], desks[1], words, 5, SOME // 2)
    assert found["show"]
    assert served(desks[0]).answer("show", {"name": "claim:un:c2"}).data
    for tool, name in (("show", "name"), ("sources", "statement"), ("impact", "name")):
        assert served(desks[0]).answer(tool, {name: "claim:un:c1"}).is_error
    assert "cormorant" not in str(served(desks[0]).answer("find", {"query": "cormorant"}))
    (tmp_path / "whole/un/ledger.json").write_text(json.dumps(data_of(statement=canary)))
    shown = served(desks[0]).answer("show", {"name": "claim:un:c1"})
    assert "cormorant" in str(shown.data)
