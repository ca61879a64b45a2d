"""The parts of commands that build in shards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from ..shards.division import Division
    from ..shards.pools import Pool
    from ..shards.running import Wanted
    from ..shards.starts import Start


def start_of(
    project: tuple[Path, Path],
    builder: str,
    define: Iterable[str] | None,
    tags: Iterable[str] | None,
    nitpicky: bool,
) -> Start:
    """The start of Sphinx for a project, with the options of a command."""
    from ..shards.starts import Start

    overrides: dict[str, Any] = {}
    for setting in define or ():
        name, equals, value = setting.partition("=")
        if not equals or not name:
            raise typer.BadParameter(f"--define {setting!r} is not of the form NAME=VALUE")
        overrides[name] = value
    if nitpicky:
        overrides["nitpicky"] = True
    return Start(*project, builder, overrides, tuple(tags or ()))


def division_for(start: Start, shards: int | None, jobs: int) -> Division:
    """The division that somebody asks for, or that the configuration names."""
    from sphinx.config import Config
    from sphinx.errors import ConfigError
    from sphinx.util.tags import Tags

    from ..config.shards import patterns
    from ..shards.division import Division
    from .reading import problem_of

    if shards is not None:
        return Division.into(shards)
    try:
        config = Config.read(start.conf, overrides=dict(start.overrides), tags=Tags(start.tags))
    except ConfigError as error:
        raise ValueError(problem_of(error, start.conf)) from error
    problems: list[str] = []
    try:
        written = patterns(config._raw_config.get("briefing_shards", {}), problems)
    except ValueError as error:
        raise ValueError(f"briefing_shards {error}") from error
    if problems:
        raise ValueError(f"briefing_shards: {problems[0]}")
    return Division.by_patterns(written) if written else Division.into(jobs)


@contextmanager
def one_sentence(start: Start) -> Iterator[None]:
    """Say what ends a build in one sentence, as commands do.

    :raises ValueError: with that sentence.
    """
    from sphinx.errors import ConfigError, SphinxError

    from ..incremental.failures import BuildStopped
    from ..shards.pools import TaskFailed
    from ..shards.tasks import ResultError
    from .reading import problem_of

    try:
        yield
    except ConfigError as error:
        raise ValueError(problem_of(error, start.conf)) from error
    except (BuildStopped, TaskFailed, ResultError) as error:
        raise ValueError(" ".join(str(error).split())) from error
    except SphinxError as error:
        raise ValueError(f"{error.category}: {' '.join(str(error).split())}") from error
    except SystemExit as error:
        raise ValueError(
            f"{start.conf / 'conf.py'}, or an extension, has ended the build (status {error.code})"
        ) from error
    except (OSError, ValueError, ModuleNotFoundError):
        raise
    except Exception as error:  # of an extension, or of what conf.py has given to it
        last = extract_tb(error.__traceback__)[-1]
        raise ValueError(
            f"an extension, or a value of {start.conf / 'conf.py'}, has ended the build: "
            f"{type(error).__name__}: {' '.join(str(error).split())} (in {last.filename}:"
            f"{last.lineno}); sphinx-build -T shows all of it"
        ) from error


def build_whole(start: Start, division: Division, pool: Pool, wanted: Wanted) -> None:
    """Build, and end the command as the build ends."""
    from ..shards.running import run

    with one_sentence(start):
        status = run(start, division, pool, wanted)
    if status:
        raise typer.Exit(status)
