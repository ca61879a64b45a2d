"""``sphinx-briefing mcp``: answer programs that write, for an audience."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from .folders import Conf, Source, find_project
from .telling import tell

EXAMPLES = ("mcp --audience GREEN", "mcp ../briefings --audience CLEAR")

NEEDED = ("mcp", "mcp_types", "anyio")
"""What the extra brings, of what is imported here."""


def mcp(
    project: Annotated[
        Path | None,
        typer.Argument(
            metavar="PROJECT",
            show_default=False,
            help="Folder of a project, or of its pages; default: the working folder.",
        ),
    ] = None,
    audience: Annotated[
        str,
        typer.Option(
            "--audience",
            "-a",
            metavar="LEVEL",
            show_default=False,
            help="Up to which marking it answers, as in TLP: CLEAR, GREEN, AMBER, AMBER+STRICT, "
            "RED; default: CLEAR.",
        ),
    ] = "",
    source: Source = None,
    conf: Conf = None,
) -> None:
    """Answer programs that write, over MCP.

    Reads only, and nothing that is marked more strictly than the audience may read. Programs start
    it themselves and talk to it over standard input and output; the manual has their settings.
    """
    from ..markings import OPEN, badge_of, read_marking
    from ..vocabularies import TLP

    try:
        level = read_marking(audience) if audience else OPEN
    except ValueError:
        levels = ", ".join(TLP.values)
        raise typer.BadParameter(
            f"there is no such level; levels are: {levels}", param_hint="--audience"
        ) from None
    try:
        from ..mcp_server.app import main
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in NEEDED:
            raise
        raise ValueError(
            f"the server for models needs {error.name}; "
            'install it: pip install "sphinx-briefing[mcp]"'
        ) from None
    folders = _folders(project, source, conf)
    if sys.stdin is None:
        raise ValueError("a program starts this server, and talks to it over its input")
    if not audience:
        tell(f"no --audience: it answers what is {badge_of(level)}, which anybody may read")
    main(*folders, level, tell)


def _folders(project: Path | None, source: Path | None, conf: Path | None) -> tuple[Path, Path]:
    """The folders of the pages and of the configuration.

    :raises ValueError: if they are not there.
    """
    if project is None:
        return find_project("", source, conf)
    from ..project_folders import project_around

    if not project.is_dir():
        raise ValueError(f"there is no folder {project}; name that of a project")
    if source is not None or conf is not None:
        return find_project("", source or project, conf)
    found = project_around(project.resolve())
    if found is None:
        raise ValueError(f"there is no project in {project}, nor in a folder above it: no conf.py")
    return found
