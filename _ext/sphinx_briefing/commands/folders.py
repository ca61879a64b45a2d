"""The options that name the folders of a project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..project_folders import CONF, ROOTS, find_project

Source = Annotated[
    Path | None,
    typer.Option(
        "--source",
        "-s",
        metavar="FOLDER",
        show_default=False,
        help="Folder of the pages; default: found, from the working folder upwards.",
    ),
]
"""The option that names the folder of the pages: ``source: Source = None``."""

Conf = Annotated[
    Path | None,
    typer.Option(
        "--conf",
        "-c",
        metavar="FOLDER",
        show_default=False,
        help="Folder of the conf.py; default: found, from the working folder upwards.",
    ),
]
"""The option that names the folder of the configuration: ``conf: Conf = None``."""

__all__ = ["CONF", "ROOTS", "Conf", "Source", "find_project"]
