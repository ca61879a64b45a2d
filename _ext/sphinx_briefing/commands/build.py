"""``sphinx-briefing build``: a project built in shards, by several processes or machines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .folders import Conf, Source, find_project
from .sphinx_options import Builder, Define, Doctrees, FailOnWarning, Nitpicky, Out, Tag
from .telling import tell

EXAMPLES = (
    "build --shards 8 --jobs 4",
    "build --shards 8 --scheduler tcp://scheduler:8786",
    "build --shard 3/8 --facts facts",
)


def build(
    shards: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            show_default=False,
            help="Divide the pages into N shards; default: as briefing_shards says, or else one "
            "for each job.",
        ),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Processes at once.")
    ] = 2,
    scheduler: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            show_default=False,
            help="Let workers of Dask do the work: tcp://HOST:PORT, or local for this machine.",
        ),
    ] = "",
    shard: Annotated[
        str,
        typer.Option(
            metavar="SHARD",
            show_default=False,
            help="Do what is due for one shard (3/8, or a name of briefing_shards), and no more; "
            "'sphinx-briefing compose' makes the whole of it.",
        ),
    ] = "",
    facts: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            show_default=False,
            help="With --shard: the folder for what jobs hand to each other.",
        ),
    ] = None,
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
    """Build a project in shards of pages, in many processes.

    The output is, byte for byte, that of one build of everything. A shard is neither read nor
    written if its pages, and what they show of others, have not changed.
    """
    from ..shards.pools import LocalPool, Pool
    from ..shards.running import Wanted
    from .in_shards import build_whole, division_for, one_sentence, start_of

    if bool(shard) != (facts is not None):
        raise typer.BadParameter("--shard and --facts go together: what one makes is put there")
    if shard and scheduler:
        raise typer.BadParameter("--shard is done here, and not by a --scheduler")
    start = start_of(find_project("", source, conf), builder, define, tag, nitpicky)
    if shard and facts is not None:
        from ..shards.stages import do_shard

        _place, slash, number = shard.rpartition("/")
        wanted_shards = int(number) if slash and number.isdecimal() else shards
        if shards is not None and wanted_shards != shards:
            raise typer.BadParameter(f"--shard {shard} is none of --shards {shards}")
        with one_sentence(start):
            division = division_for(start, wanted_shards, 1)
            tell(do_shard(facts.resolve(), shard, division, start))
        return
    division = division_for(start, shards, jobs)
    pool: Pool = LocalPool(jobs)
    if scheduler:
        from ..shards.cluster import ClusterPool

        pool = ClusterPool("" if scheduler == "local" else scheduler, jobs)
    output = (out or Path("build", builder)).resolve()
    wanted = Wanted(output, (doctrees or output / ".doctrees").resolve(), fail_on_warning, jobs)
    build_whole(start, division, pool, wanted)
