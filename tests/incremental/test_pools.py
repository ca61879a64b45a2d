"""Processes that do the tasks of shards: nothing of them is left, however they end."""

import gc
from pathlib import Path

import pytest

from sphinx_briefing.shards.pools import Handed, LocalPool, TaskFailed
from sphinx_briefing.shards.starts import Start
from sphinx_briefing.shards.tasks import Task


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_no_file_stays_open_when_a_task_fails(tmp_path: Path) -> None:
    tasks = [
        Handed(
            Task("read", name, Start(tmp_path, tmp_path), ()),
            tmp_path / f"no-task-{name}",
            tmp_path / f"result-{name}",
        )
        for name in "12"
    ]
    with pytest.raises(TaskFailed, match=r"shard . could not be"):
        [*LocalPool(2).do(tasks)]
    gc.collect()
