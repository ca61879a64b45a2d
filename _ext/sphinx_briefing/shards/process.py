"""Do one task, in a process of its own.

``python -m sphinx_briefing.shards.process TASK RESULT``
"""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx.errors import SphinxError

from ..collector import leave_all_at_exit
from .pools import end_with_parent
from .tasks import ResultError, Task, empty


def do_task(task_folder: Path, result_folder: Path) -> None:
    """Do the task in a folder.

    :param result_folder: takes the result; what was in it is removed first.
    :raises ResultError: if it cannot be done.
    """
    from .reading import read
    from .writing import write

    task = Task.load(task_folder)
    empty(result_folder)
    if task.kind == "read":
        read(task, result_folder)
    else:
        write(task, task_folder, result_folder)


def main(arguments: list[str]) -> int:
    """Do a task; return the exit status."""
    task_folder, result_folder = map(Path, arguments)
    leave_all_at_exit()
    end_with_parent()
    try:
        do_task(task_folder, result_folder)
    except (ResultError, SphinxError, OSError) as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
