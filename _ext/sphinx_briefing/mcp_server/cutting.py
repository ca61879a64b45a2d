"""The process that makes the sources as an audience may read them, and ends.

It alone reads what is marked more strictly, in order to take it out. It tells where the folder is,
and nothing of what it has found.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from sphinx.config import Config

FAILED = "the sources for this audience cannot be made"


class Cut(Struct, frozen=True, omit_defaults=True):
    """The outcome.

    :param folder: the folder of the sources for the audience.
    :param beside: the files outside of the sources that they name, and the ledgers of other
        houses, from the folder of the sources.
    :param problem: why there is none, in one sentence that holds nothing of any page.
    """

    folder: str = ""
    beside: tuple[str, ...] = ()
    problem: str = ""


def cut(sources: Path, conf: Path, cache: Path, audience: str) -> Cut:
    """Make the sources for an audience in a process of its own, or bring them up to date."""
    command = [sys.executable, "-m", __name__, str(sources), str(conf), str(cache), audience]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        check=False,
    )  # fmt: skip
    try:
        return msgspec.json.decode(done.stdout, type=Cut)
    except msgspec.MsgspecError:
        return Cut(problem=f"{FAILED}: the process that makes them ended with {done.returncode}")


def make(sources: Path, conf: Path, cache: Path, audience: str) -> Cut:
    """Make them in this process, as a build for the audience does before it reads anything."""
    from sphinx.errors import ConfigError
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from ..audiences.outcome import outcome_of
    from ..audiences.tree import files_above
    from ..commands.reading import problem_of, sphinx_of

    try:
        with patch_docutils(conf), docutils_namespace():
            app = sphinx_of(
                sources, conf, cache / "out", cache / "cut", StringIO(), audience=audience
            )
            outcome = outcome_of(app)
            if outcome is None:
                return Cut(
                    problem=f"{conf / 'conf.py'} does not list 'sphinx_briefing' among its "
                    "extensions: nobody would take out what is not for this audience"
                )
            beside = [*files_above(outcome.target), *_ledgers(app.config, sources, conf)]
            return Cut(str(outcome.target), tuple(beside))
    except ConfigError as error:
        return Cut(problem=problem_of(error, conf))
    except OSError as error:
        return Cut(problem=f"{FAILED}: {error.strerror or type(error).__name__}")
    except (Exception, SystemExit) as error:  # noqa: BLE001 - an extension may fail or exit
        # What it says may be of a page that is not for the audience.
        return Cut(
            problem=f"{FAILED}: {type(error).__name__}; a build with "
            f"-D briefing_audience={audience} says why"
        )


def _ledgers(config: Config, sources: Path, conf: Path) -> Iterator[str]:
    """The files of the ledgers of other houses that are on this machine."""
    from ..houses.places import path_of, place_of

    for name, value in config.briefing_houses.items():
        place = place_of(name, value)
        if not place.is_remote:  # what was fetched lies beside the conf.py
            path = path_of(place, conf)
            for one in (path, *(sorted(path.rglob("*")) if path.is_dir() else ())):
                yield os.path.relpath(one, sources)


def main() -> None:
    """Make the sources that are asked for on the command line."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a conf.py prints is no answer
    try:
        found = make(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
    except BaseException:  # noqa: BLE001 - nobody else will say it
        traceback.print_exc()
        return
    with contextlib.suppress(BrokenPipeError), answers:
        answers.write(msgspec.json.encode(found))


if __name__ == "__main__":
    main()
