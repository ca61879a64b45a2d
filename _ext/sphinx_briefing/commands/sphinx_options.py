"""The options of commands that build, named as those of ``sphinx-build``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Builder = Annotated[
    str, typer.Option("--builder", "-b", metavar="NAME", help="The builder of Sphinx.")
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        metavar="FOLDER",
        show_default=False,
        help="The output; default: build/ and the name of the builder.",
    ),
]
Doctrees = Annotated[
    Path | None,
    typer.Option(
        "--doctrees",
        "-d",
        metavar="FOLDER",
        show_default=False,
        help="What has been read; default: .doctrees in the output.",
    ),
]
Define = Annotated[
    list[str] | None,
    typer.Option(
        "--define",
        "-D",
        metavar="NAME=VALUE",
        show_default=False,
        help="A setting in the place of that in conf.py.",
    ),
]
Tag = Annotated[
    list[str] | None,
    typer.Option("--tag", "-t", metavar="TAG", show_default=False, help="A tag to be set."),
]
Nitpicky = Annotated[
    bool, typer.Option("--nitpicky", "-n", help="Warn of every reference that leads nowhere.")
]
FailOnWarning = Annotated[
    bool,
    typer.Option("--fail-on-warning", "-W", help="End with 1 when anything was warned of."),
]
