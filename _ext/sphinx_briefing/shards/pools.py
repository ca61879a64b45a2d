"""Who does the tasks of a build: processes of this machine, or others with the same methods."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .tasks import DONE, Task

PROCESS = __name__.rpartition(".")[0] + ".process"
"""The program that does a task."""

INTERVAL = 0.02
"""Seconds between two looks at who has ended."""


class TaskFailed(RuntimeError):
    """A task that could not be done, in one sentence."""


@dataclass(frozen=True)
class Handed:
    """A task in its folder, and the folder for its result."""

    task: Task
    folder: Path
    result: Path


class Pool(Protocol):
    """Does tasks, in any order and several at once."""

    def do(self, tasks: Sequence[Handed]) -> Iterator[Handed]:
        """Yield each task when its result is in its folder.

        :raises TaskFailed: if one cannot be done.
        """


class LocalPool:
    """Processes of this machine.

    :param jobs: how many work at once.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = max(1, jobs)

    def do(self, tasks: Sequence[Handed]) -> Iterator[Handed]:
        """Yield each task when its result is there."""
        waiting, running = [*reversed(tasks)], dict[int, tuple[Handed, subprocess.Popen[str]]]()
        try:
            while waiting or running:
                while waiting and len(running) < self._jobs:
                    handed = waiting.pop()
                    process = begun(handed.folder, handed.result)
                    running[process.pid] = handed, process
                for pid, (handed, process) in [*running.items()]:
                    if process.poll() is not None:
                        del running[pid]
                        end(handed, process)
                        yield handed
                time.sleep(INTERVAL)
        finally:
            for handed, process in running.values():
                process.kill()
                said_until_end(process, handed.result)


def begun(task_folder: Path, result_folder: Path) -> subprocess.Popen[str]:
    """Begin a task in a process of its own, which ends with this one."""
    with _log_of(result_folder).open("w", encoding="utf-8") as log:
        return subprocess.Popen(
            [sys.executable, "-m", PROCESS, str(task_folder), str(result_folder)],
            stdin=subprocess.PIPE,  # closed when this process ends, however that is
            stdout=subprocess.DEVNULL,
            stderr=log,  # a pipe that nobody reads would fill up and hold the process
            text=True,
        )


def _log_of(result_folder: Path) -> Path:
    return result_folder.with_name(f"{result_folder.name}.log")


def end(handed: Handed, process: subprocess.Popen[str]) -> None:
    """Look how a process has ended.

    :raises TaskFailed: if not well.
    """
    task, said = handed.task, said_until_end(process, handed.result)
    if process.returncode != 0:
        raise TaskFailed(f"shard {task.shard} could not be {DONE[task.kind]}: {why(process, said)}")


def said_until_end(process: subprocess.Popen[str], result_folder: Path) -> str:
    """Wait for a process, and return what it has said; its input stays open until then."""
    assert process.stdin is not None
    with process.stdin:
        process.wait()
    return _log_of(result_folder).read_text(encoding="utf-8", errors="replace")


def why(process: subprocess.Popen[str], said: str) -> str:
    """Why a process has ended, from the last that it said."""
    lines = [line for line in said.splitlines() if line.strip()]
    if process.returncode < 0:
        return f"its process was ended by signal {-process.returncode}"
    return lines[-1] if lines else f"its process has ended with status {process.returncode}"


def end_with_parent() -> None:
    """End this process as soon as nobody holds the other end of its input."""

    def wait() -> None:
        # Not by way of sys.stdin, whose lock a thread must not hold when Python ends.
        with suppress(OSError):
            while os.read(0, 1024):
                pass
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
