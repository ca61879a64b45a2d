"""``sphinx-briefing compose``: the whole of a project whose shards are built by other jobs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .folders import Conf, Source, find_project
from .sphinx_options import Builder, Define, Doctrees, FailOnWarning, Nitpicky, Out, Tag
from .telling import tell

EXAMPLES = (
    "compose --facts facts --shards 8",
    "compose --facts facts --shards 8 --last --out build/html",
)


def compose(
    facts: Annotated[
        Path,
        typer.Option(metavar="FOLDER", help="The folder that holds what jobs have handed over."),
    ],
    shards: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            show_default=False,
            help="The number of shards; default: as briefing_shards says.",
        ),
    ] = None,
    last: Annotated[
        bool, typer.Option("--last", help="End with 1 if shards still have something to do.")
    ] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Processes at once.")
    ] = 1,
    builder: Builder = "html",
    out: Out = None,
    doctrees: Doctrees = None,
    define: Define = None,
    tag: Tag = None,
    nitpicky: Nitpicky = False,
    fail_on_warning: FailOnWarning = False,
    source: Source = None,
    conf: Conf = None,
) -> None:
    """Compose what the jobs of shards have made.

    Call it when all have read: it composes the ledger and hands out what each has to write. Call
    it again when they have written: it makes the output. It says what is still to be done.
    """
    from ..shards.running import Wanted
    from ..shards.stages import StagedPool, Waiting
    from ..shards.tasks import DONE
    from .in_shards import build_whole, division_for, start_of

    start = start_of(find_project("", source, conf), builder, define, tag, nitpicky)
    facts = facts.resolve()
    if not facts.is_dir():
        raise ValueError(
            f"there is no folder {facts}; first, for each shard: sphinx-briefing build --shard …"
        )
    wanted = Wanted(
        (out or Path("build", builder)).resolve(),
        (doctrees or facts / "doctrees").resolve(),
        fail_on_warning,
        jobs,
    )
    try:
        build_whole(start, division_for(start, shards, 1), StagedPool(facts), wanted)
    except Waiting as found:
        done = DONE[found.tasks[0].kind]
        names = ", ".join(task.shard for task in found.tasks)
        pages = sum(len(task.docnames) for task in found.tasks)
        tell(
            f"{pages} pages are to be {done}: for each shard of "
            f"{names}, sphinx-briefing build --shard SHARD --facts {facts.name}; then compose again"
        )
        if last:
            raise typer.Exit(1) from None
