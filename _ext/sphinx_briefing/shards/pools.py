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

from .tasks import TASK, Task

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
                        end(handed.task, process)
                        yield handed
                time.sleep(INTERVAL)
        finally:
            for _handed, process in running.values():
                process.kill()
                process.wait()


def begun(task_folder: Path, result_folder: Path) -> subprocess.Popen[str]:
    """Begin a task in a process of its own, which ends with this one."""
    return subprocess.Popen(
        [sys.executable, "-m", PROCESS, str(task_folder), str(result_folder)],
        stdin=subprocess.PIPE,  # closed when this process ends, however that is
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(task: Task, process: subprocess.Popen[str]) -> None:
    """Look how a process has ended.

    :raises TaskFailed: if not well.
    """
    said = said_until_end(process)
    if process.returncode != 0:
        raise TaskFailed(
            f"shard {task.shard} could not be {_DONE[task.kind]}: {why(process, said)}"
        )


_DONE = {"read": "read", "write": "written"}


def said_until_end(process: subprocess.Popen[str]) -> str:
    """Wait for a process, and return what it has said; its input stays open until then."""
    assert process.stdin is not None
    assert process.stderr is not None
    with process.stdin, process.stderr:
        said = process.stderr.read()
        process.wait()
    return said


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


def is_task(folder: Path) -> bool:
    """Whether a folder holds a task."""
    return (folder / TASK).is_file()
