"""One build as a process of its own, and what it cost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process cost, the processes that it started included."""

    user: float
    """Seconds of CPU, in the program."""
    system: float
    """Seconds of CPU, in the kernel."""
    wall: float
    """Seconds by the clock."""
    peak: float
    """The memory of the largest of the processes, in MB; they are not added up."""

    @property
    def cpu(self) -> float:
        """Seconds of CPU."""
        return self.user + self.system

    def __str__(self) -> str:
        return f"{self.cpu:.2f} s CPU, {self.wall:.2f} s wall, {self.peak:.0f} MB"


class BuildFailedError(Exception):
    """A build ended with an error, or a warning."""


def build(
    src: Path,
    out: Path,
    *,
    jobs: int = 1,
    conf: Path | None = None,
    builder: str = "html",
    settings: Sequence[str] = (),
) -> Cost:
    """Build a project with a fresh ``python -m sphinx``; a warning is an error.

    :param settings: what overrides the configuration, as ``name=value``.

    The doctrees are beside the output, in a folder of the same name with ``-doctrees``.
    """
    command = [
        *(sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", builder),
        *("-j", str(jobs), "-d", str(doctrees(out)), "-c", str(conf or src)),
        *(part for setting in settings for part in ("-D", setting)),
        *(str(src), str(out)),
    ]
    return run(command, out.with_name(f"{out.name}.log"))


def doctrees(out: Path) -> Path:
    """Where the doctrees and the environment of an output are."""
    return out.with_name(f"{out.name}-doctrees")


def run(command: list[str], log: Path) -> Cost:
    """Run a command, its output into a file."""
    log.parent.mkdir(parents=True, exist_ok=True)
    # The order of sets differs from run to run otherwise, and times with it.
    env = {**os.environ, "PYTHONHASHSEED": "0"}
    with log.open("wb") as stream:
        to_log = [(os.POSIX_SPAWN_DUP2, stream.fileno(), number) for number in (1, 2)]
        start = time.perf_counter()
        child = os.posix_spawn(command[0], command, env, file_actions=to_log)
        _, status, usage = os.wait4(child, 0)
        wall = time.perf_counter() - start
    if status:
        said = log.read_text(encoding="utf-8", errors="replace")
        raise BuildFailedError(f"{' '.join(command)}\n{said[-4000:]}")
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Cost(usage.ru_utime, usage.ru_stime, wall, kilobytes / 1024)


def answer(module: str, shape: type[T], *arguments: object) -> T:
    """What a module of the bench measures in a process of its own, and prints as its last line."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    printed = subprocess.run(command, check=True, capture_output=True).stdout
    return msgspec.json.decode(printed.splitlines()[-1], type=shape)
