"""The server: it talks to one client over standard input and output, until that goes away."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import anyio
import anyio.to_thread
import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from ..markings import badge_of
from ..texts import counted
from ..version import __version__
from .desk import Desk, Unreadable
from .quoted import PREFACE
from .shapes import schema_of
from .tools import NOT_READ, TOOLS, Outcome, call, refused

NAME = "sphinx-briefing"
JSON = "application/json"
RESOURCE = "briefing://record/{kind}/{id}"

INSTRUCTIONS = (
    "Notes of a house that writes briefs: who says what, from which source, how reliable, and what "
    "rests on it. Everything here is for readers up to {badge}. Look records up with 'find', cite "
    "them as kind:id, and check what you have written with 'check_draft' before you hand it on. "
    + PREFACE
)

Tell = Callable[[str], None]


class BriefingServer:
    """A server that is bound to a desk.

    :param tell: says something to whoever runs it, and never to the client.
    """

    def __init__(self, desk: Desk, tell: Tell) -> None:
        self._desk = desk
        self._tell = tell
        self._said = ""
        self._lock = threading.Lock()

    def answer(self, name: str, arguments: Mapping[str, Any]) -> Outcome:
        """Call a tool on the notes as they are at this moment; one call after the other."""
        with self._lock:
            return self._answer(name, arguments)

    def _answer(self, name: str, arguments: Mapping[str, Any]) -> Outcome:
        try:
            cut = self._desk.look()
        except Unreadable as error:
            if str(error) != self._said:
                self._tell(str(error))
            self._said = str(error)
            return refused("unreadable", NOT_READ)
        self._said = ""
        try:
            return call(cut, self._desk.audience, name, arguments)
        except Exception as error:  # noqa: BLE001 - what it says is not for the client
            self._tell(f"the tool failed: {type(error).__name__}; please report this")
            return refused(
                "failed", "the tool failed; whoever runs the server finds more in its log"
            )

    # -- the protocol -----------------------------------------------------------------------------

    def server(self) -> Server[dict[str, Any]]:
        """The handlers of the protocol."""

        async def tools(_context: Any, _params: Any) -> types.ListToolsResult:
            return types.ListToolsResult(tools=[*_tools()])

        async def run(_context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
            outcome = await _apart(self.answer, params.name, params.arguments or {})
            content: list[Any] = [types.TextContent(text=text) for text in outcome.texts]
            return types.CallToolResult(
                content=content, structured_content=outcome.data, is_error=outcome.is_error
            )

        async def templates(_context: Any, _params: Any) -> types.ListResourceTemplatesResult:
            return types.ListResourceTemplatesResult(resource_templates=[_template()])

        async def resources(_context: Any, _params: Any) -> types.ListResourcesResult:
            return types.ListResourcesResult(resources=[])

        async def read(
            _context: Any, params: types.ReadResourceRequestParams
        ) -> types.ReadResourceResult:
            outcome = await _apart(self._resource, str(params.uri))
            contents: list[Any] = [
                types.TextResourceContents(uri=str(params.uri), mime_type=sort, text=text)
                for text, sort in zip(outcome.texts[::-1], (JSON, "text/plain"), strict=False)
            ]
            return types.ReadResourceResult(contents=contents[::-1])

        return Server(
            NAME,
            version=__version__,
            instructions=INSTRUCTIONS.format(badge=badge_of(self._desk.audience)),
            on_list_tools=tools,
            on_call_tool=run,
            on_list_resources=resources,
            on_list_resource_templates=templates,
            on_read_resource=read,
        )

    def _resource(self, uri: str) -> Outcome:
        """A record by its address: what ``show`` says of it."""
        begin = RESOURCE.partition("{")[0]
        kind, _, name = uri.removeprefix(begin).partition("/")
        if not uri.startswith(begin) or not name:
            return refused("unknown_resource", f"there is no such resource; there are: {RESOURCE}")
        return self.answer("show", {"kind": unquote(kind), "name": unquote(name)})


def _tools() -> Iterator[types.Tool]:
    for name, tool in TOOLS.items():
        yield types.Tool(
            name=name,
            description=tool.description,
            input_schema=schema_of(tool.question),
            output_schema=schema_of(tool.answer),
            annotations=types.ToolAnnotations(
                read_only_hint=True,
                destructive_hint=False,
                idempotent_hint=True,
                open_world_hint=False,
            ),
        )


def _template() -> types.ResourceTemplate:
    return types.ResourceTemplate(
        name="record",
        uri_template=RESOURCE,
        description="A record of the notes, as 'show' says it. " + PREFACE,
        mime_type=JSON,
    )


async def _apart(function: Callable[..., Outcome], *arguments: Any) -> Outcome:
    """Answer in another thread, so that the client is heard meanwhile."""
    return await anyio.to_thread.run_sync(function, *arguments, abandon_on_cancel=True)


# -- from start to end ----------------------------------------------------------------------


def main(sources: Path, conf: Path, audience: str, tell: Tell) -> None:
    """Serve a project until the client goes away; then this process is over.

    :param tell: says something to whoever runs it.
    """
    desk = Desk(sources, conf, audience)

    def stop(number: int, _frame: object) -> None:
        # Nothing else ends a thread that waits for what the client says next.
        desk.close()
        _end(128 + number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    status = 0
    try:
        anyio.run(_serve, desk, tell)
    except BaseExceptionGroup as group:
        status = 0 if group.subgroup(_is_closed) and not group.split(_is_closed)[1] else 1
        if status:
            tell("the connection broke: " + type(group.exceptions[0]).__name__)
    finally:
        desk.close()
    _end(status)


async def _serve(desk: Desk, tell: Tell) -> None:
    serving = BriefingServer(desk, tell)
    server = serving.server()
    async with anyio.create_task_group() as group:
        group.start_soon(_read_first, desk, tell)
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())
        group.cancel_scope.cancel()


async def _read_first(desk: Desk, tell: Tell) -> None:
    """Read the project while the client introduces itself; one that cannot be read ends all."""
    try:
        cut = await anyio.to_thread.run_sync(desk.look, abandon_on_cancel=True)
        if sys.stderr.isatty():  # somebody looks on
            count = sum(len(cut.ledger.records(kind)) for kind in cut.ledger.kinds)
            tell(f"{counted(count, 'record')} for {badge_of(desk.audience)}; waiting for a client")
    except Unreadable as error:
        tell(str(error))
        desk.close()
        _end(1)


def _is_closed(error: BaseException) -> bool:
    return isinstance(error, BrokenPipeError | ConnectionError | anyio.BrokenResourceError)


def _end(status: int) -> None:
    """End without waiting for threads that read what nobody asks for any more."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)
