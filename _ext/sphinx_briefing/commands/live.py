"""``sphinx-briefing live``: pages in a browser that follow what is written."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from .folders import Conf, Source, find_project

EXAMPLES = ("live --open", "live --port 0")


def live(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port; 0 for one that is free.")
    ] = 8000,
    host: Annotated[str, typer.Option(help="The address of this machine.")] = "127.0.0.1",
    open_browser: Annotated[
        bool, typer.Option("--open", help="Open the pages in the browser.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            show_default=False,
            help="Where pages are kept; default: build/live in the project.",
        ),
    ] = None,
    source: Source = None,
    conf: Conf = None,
) -> None:
    """Serve the pages, built again at every change.

    A page loads again by itself when it has changed. Buttons on the page of a brief make its PDF
    and its Word file, when they are asked for.
    """
    if find_spec("sphinx_autobuild") is None:
        raise ValueError('live needs sphinx-autobuild: pip install "sphinx-briefing[live]"')
    import asyncio

    from .serving.server import Live, listening, serve
    from .serving.site import site_of

    site = site_of(*find_project("", source, conf), out)
    with listening(host, port) as at:
        served = Live(site, os.cpu_count() or 1)
        if open_browser:
            typer.launch(f"http://{host}:{at.getsockname()[1]}/")
        try:
            asyncio.run(serve(served, at, host))
        except KeyboardInterrupt:
            pass
        finally:
            served.builds.close()
