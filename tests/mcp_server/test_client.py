"""The server as a client of the protocol finds it: a process, talked to over its streams."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import jsonschema
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from sphinx_briefing.__main__ import main
from sphinx_briefing.mcp_server.quoted import PREFACE

from . import levels
from .levels import CANARIES, canaries_above, write_files

TOOLS = ["find", "show", "impact", "sources", "check_draft"]
COMMAND = [sys.executable, "-m", "sphinx_briefing", "mcp"]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("client") / "src", levels.files())


@asynccontextmanager
async def session(*arguments: str, log: Path) -> AsyncIterator[ClientSession]:
    command, *words = [*COMMAND, *arguments]
    parameters = StdioServerParameters(command=command, args=words, env=dict(os.environ))
    with log.open("w") as errors:
        async with (
            stdio_client(parameters, errlog=errors) as (reading, writing),
            ClientSession(reading, writing) as client,
        ):
            await client.initialize()
            yield client


def test_a_client_finds_all_tools_and_what_they_answer(project: Path, tmp_path: Path) -> None:
    async def talk() -> None:
        async with session(str(project), "--audience", "green", log=tmp_path / "log") as client:
            listed = (await client.list_tools()).tools
            assert [tool.name for tool in listed] == TOOLS
            for tool in listed:
                assert tool.annotations is not None
                assert tool.annotations.read_only_hint
                assert tool.input_schema["type"] == "object"
                jsonschema.Draft202012Validator.check_schema(tool.input_schema)
            schemas: Mapping[str, Any] = {tool.name: tool.output_schema for tool in listed}
            _name, said, *_rest = CANARIES["GREEN"]
            asked: Mapping[str, Mapping[str, Any]] = {
                "find": {"query": said},
                "show": {"kind": "claim", "name": "claim-green"},
                "impact": {"name": "source:source-green"},
                "sources": {"statement": f"The {said} convoy sails with 591 ships."},
                "check_draft": {"text": f"The {said} convoy sails with 951 ships."},
            }
            for name, arguments in asked.items():
                answer = await client.call_tool(name, dict(arguments))
                assert not answer.is_error, answer
                preface, text = (one.text for one in answer.content if one.type == "text")
                assert preface == PREFACE
                assert json.loads(text) == answer.structured_content
                jsonschema.validate(answer.structured_content, schemas[name])
                assert said in text
                assert not [one for one in canaries_above("GREEN") if one in text]
            refused = await client.call_tool("show", {"name": "claim-red"})
            assert refused.is_error
            (template,) = (await client.list_resource_templates()).resource_templates
            assert template.uri_template == "briefing://record/{kind}/{id}"
            read = await client.read_resource("briefing://record/claim/claim-green")
            said, text = (one.text for one in read.contents if hasattr(one, "text"))
            assert said == PREFACE
            assert json.loads(text)["record"] == "claim:claim-green"

    anyio.run(talk)
    assert (tmp_path / "log").read_text() == ""


def test_edits_are_seen_by_the_next_call(project: Path, tmp_path: Path) -> None:
    """What has been marked more strictly is gone, and what cannot be read is not served."""
    sources = write_files(tmp_path / "src", levels.files())
    page, conf = sources / f"notes/{CANARIES['GREEN'][0]}.md", sources / "conf.py"
    written, configured = page.read_text(), conf.read_text()

    async def talk() -> None:
        async with session(str(sources), "-a", "GREEN", log=tmp_path / "log") as client:

            async def found(name: str = "claim-green") -> bool:
                answer = await client.call_tool("show", {"name": name})
                assert name not in str(answer.content) or not answer.is_error
                return not answer.is_error

            assert await found()
            page.write_text(written.replace("tlp: GREEN", "tlp: RED"))
            assert not await found()
            page.write_text(written.replace("claim-green", "claim-new"))
            assert await found("claim-new")
            conf.write_text("raise RuntimeError('no')")
            answer = await client.call_tool("show", {"name": "claim-new"})
            assert "cannot be read at the moment" in str(answer.content)
            assert "RuntimeError" not in str(answer.content)
            conf.write_text(configured)
            assert await found("claim-new")

    anyio.run(talk)
    assert "conf.py:1 cannot be run: RuntimeError: no" in (tmp_path / "log").read_text()


def served(
    *arguments: str, given: bytes = b"", **environ: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *arguments], input=given, capture_output=True, check=False, timeout=120,
        env={**os.environ, **environ},
    )  # fmt: skip


def test_who_names_no_audience_gets_what_anybody_may_read(project: Path) -> None:
    done = served(str(project))
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode() == (
        "sphinx-briefing: no --audience: it answers what is TLP:CLEAR, which anybody may read\n"
    )


def test_an_audience_that_is_none(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mcp", str(project), "--audience", "PURPLE"]) == 2
    assert "levels are: CLEAR, GREEN, AMBER, AMBER+STRICT, RED" in capsys.readouterr().err


def test_folders_that_hold_no_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mcp", str(tmp_path / "none")]) == 1
    assert "there is no folder" in capsys.readouterr().err
    assert main(["mcp", str(tmp_path)]) == 1
    assert "there is no project in" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("conf", "said"),
    [
        ("print('noise')\nimport nothing_of_the_kind\n", "conf.py:2 cannot be run: Module"),
        ("extensions = ['myst_parser']\n", "conf.py does not list 'sphinx_briefing'"),
    ],
)
def test_a_project_that_cannot_be_read_ends_it_with_a_sentence(
    conf: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "index.md").write_text("# Start\n")
    (tmp_path / "conf.py").write_text(conf)
    process = subprocess.Popen(
        [*COMMAND, str(tmp_path), "-a", "RED"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        assert process.wait(timeout=120) == 1
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read() == ""
        error = process.stderr.read()
    assert error.startswith("sphinx-briefing: ")
    assert said in error
    assert error.count("\n") == 1


def test_rubbish_and_an_end_in_the_middle_are_no_trouble(project: Path) -> None:
    given = b'{"jsonrpc": "2.0"}\n[[[[\n\xff\xfe\n{"jsonrpc":"2.0","id":1,"method":"tools/'
    done = served(str(project), "-a", "CLEAR", given=given)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    for line in done.stdout.splitlines():
        assert json.loads(line)["jsonrpc"] == "2.0"


def test_a_client_that_goes_away(project: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, str(project), "-a", "CLEAR"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    hello = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "t", "version": "1"},
        },
    }
    process.stdout.close()
    process.stdin.write(json.dumps(hello).encode() + b"\n")
    process.stdin.flush()
    process.stdin.close()
    assert process.wait(timeout=60) == 0
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_stops_it_does_not_wait(number: signal.Signals, project: Path) -> None:
    hello = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {},
        "clientInfo": {"name": "t", "version": "1"}}}  # fmt: skip
    process = subprocess.Popen(
        [*COMMAND, str(project), "-a", "CLEAR"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write(json.dumps(hello).encode() + b"\n")
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == 1
    process.send_signal(number)
    assert process.wait(timeout=60) == 128 + number
    assert process.stderr.read() == b""
    for stream in (process.stdin, process.stdout, process.stderr):
        stream.close()


BLOCKED = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("mcp", "mcp_types"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())
from sphinx_briefing.__main__ import main
sys.exit(main(["mcp", *sys.argv[1:]]))
"""


def test_without_the_extra_one_sentence_names_it(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, str(project)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith('install it: pip install "sphinx-briefing[mcp]"\n')
    assert done.stderr.count("\n") == 1
