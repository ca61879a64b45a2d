"""Workers of Dask do the tasks: on this machine, or wherever a scheduler has some.

Tasks and results travel as bytes, so that workers need no disk in common with the build; the
project must lie at the same place on each. A task that is lost, with its worker, with the network
or on a full disk, is done again: what it makes depends on nothing else.
"""

from __future__ import annotations

import io
import logging as standard_logging
import re
import tarfile
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sphinx.util import logging

from .pools import Handed, TaskFailed, begun, said_until_end, why
from .tasks import versions

logger = logging.getLogger(__name__)

TRIES = 6
"""How often a task is tried before the build gives up."""

NEEDED = 'pip install "sphinx-briefing[cluster]"'


def patience() -> str:
    """The time to wait for a scheduler and its first worker: that which Dask takes to connect."""
    import dask

    return str(dask.config.get("distributed.comm.timeouts.connect"))


class ClusterPool:
    """Workers of Dask.

    :param address: that of the scheduler; without one, workers of this machine are started.
    :param jobs: how many of these.
    """

    def __init__(self, address: str, jobs: int) -> None:
        if find_spec("distributed") is None:
            raise ValueError(f"--scheduler needs Dask: {NEEDED}")
        if address and not is_address(address):
            raise ValueError(
                f"--scheduler: {address!r} is no address of a scheduler; write one like "
                "tcp://10.0.0.5:8786, or local"
            )
        self._address = address
        self._jobs = jobs
        self._looked = False
        self._failed: dict[str, set[str]] = {}
        """By shard, the workers on which it could not be done."""

    def do(self, tasks: Sequence[Handed]) -> Iterator[Handed]:
        """Yield each task when its result is in its folder.

        :raises TaskFailed: if one cannot be done, wherever it is tried.
        """
        tries = dict.fromkeys((handed.task.shard for handed in tasks), 0)
        waiting = {handed.task.shard: handed for handed in tasks}
        with _quiet(), cluster(self._address, self._jobs) as address:
            while waiting:
                for shard, packed, problem in self._round(address, [*waiting.values()]):
                    if packed is not None:
                        handed = waiting.pop(shard)
                        unpack(packed, handed.result)
                        yield handed
                        continue
                    tries[shard] += 1
                    if tries[shard] >= TRIES:
                        raise TaskFailed(f"shard {shard}, tried {TRIES} times: {problem}")
                    logger.info("briefing: shard %s is tried again: %s", shard, problem)

    def _round(
        self, address: str, tasks: Sequence[Handed]
    ) -> Iterator[tuple[str, bytes | None, str]]:
        """Try tasks once: the shard of each with its result, or with what has gone wrong."""
        import distributed

        as_completed: Any = distributed.as_completed

        left = {handed.task.shard for handed in tasks}
        problem = "the connection to the scheduler was lost"
        try:
            with _client(address) as client:
                self._look_at_workers(client)
                futures: dict[Any, str] = {
                    self._submitted(client, handed): handed.task.shard for handed in tasks
                }
                for future in as_completed([*futures], loop=client.loop):
                    shard = futures.pop(future)
                    packed, said, worker = _outcome(future)
                    future.release()  # the result need not stay with its worker
                    left.discard(shard)
                    if packed is None and worker:
                        self._failed.setdefault(shard, set()).add(worker)
                    yield shard, packed, said
        except OSError as error:  # nobody answers at the address
            problem = " ".join(str(error).split()) or problem
            if not self._looked:
                raise TaskFailed(
                    f"no scheduler answers at {address} (tried for {patience()}): {problem}"
                ) from error
        for shard in sorted(left):
            yield shard, None, problem

    def _submitted(self, client: Any, handed: Handed) -> Any:
        """The future of a task, on workers where it has not failed before, if there are any."""
        failed = self._failed.get(handed.task.shard, set())
        others = client.nthreads().keys() - failed if failed else ()
        return client.submit(do_packed, pack(handed.folder), pure=False, workers=[*others] or None)

    def _look_at_workers(self, client: Any) -> None:
        """Make sure, once, that workers have what this build has.

        :raises TaskFailed: if not.
        """
        if self._looked:
            return
        try:
            client.wait_for_workers(1, timeout=patience())
        except TimeoutError:
            raise TaskFailed(
                f"the scheduler has no worker, after {patience()} of waiting"
            ) from None
        found: dict[str, Any] = client.run(versions, on_error="return")
        for worker, told in sorted(found.items()):
            if isinstance(told, ModuleNotFoundError):
                raise TaskFailed(
                    f"the worker {worker} has no {told.name}; on each worker: {NEEDED}"
                )
            if isinstance(told, BaseException):
                continue  # it has gone, or will be found out when it is given something to do
            if told != versions():
                raise TaskFailed(
                    f"the worker {worker} has other versions of the toolkit, of Sphinx or of "
                    "Python than this build; install the same on each"
                )
        self._looked = True


def is_address(text: str) -> bool:
    """Whether a text is an address as Dask takes them: of a known scheme, with a host and a port.

    Dask itself finds it out when it connects, and then waits for a minute.
    """
    found = _ADDRESS.fullmatch(text)
    return found is not None and 1 <= int(found["port"]) <= 65_535


_ADDRESS = re.compile(
    r"(?:(?:tcp|tls|ucx|ws|wss)://)?(?:\[[^\]\s]+\]|[^\s:/\[\]]+):(?P<port>[0-9]+)"
)

_Outcome = tuple[bytes | None, str, str]
"""A packed result; or nothing, why not, and the worker that could not make it."""


def do_packed(packed: bytes) -> _Outcome:
    """Do a task that has been packed, on a worker."""
    import distributed

    get_worker: Any = distributed.get_worker
    try:
        result, said = _done(packed)
    except OSError as error:  # its disk is full, or it has none
        result, said = None, str(error)
    return result, said, "" if result else str(get_worker().address)


def _done(packed: bytes) -> tuple[bytes | None, str]:
    with tempfile.TemporaryDirectory(prefix="briefing-shard-") as top:
        task, result = Path(top, "task"), Path(top, "result")
        unpack(packed, task)
        process = begun(task, result)
        said = said_until_end(process, result)
        if process.returncode != 0:
            return None, why(process, said)
        return pack(result), ""


def _outcome(future: Any) -> _Outcome:
    """The result of a future, or why there is none."""
    try:
        found: _Outcome = future.result()
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return None, " ".join(f"{type(error).__name__}: {error}".split())[:300], ""
    return found


def pack(folder: Path) -> bytes:
    """A folder as bytes."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=1) as archive:
        archive.add(folder, arcname=".")
    return packed.getvalue()


def unpack(packed: bytes, folder: Path) -> None:
    """Make a folder of bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as archive:
        archive.extractall(folder, filter="data")


@contextmanager
def cluster(address: str, jobs: int) -> Iterator[str]:
    """The address of a scheduler: the one that is named, or one that is started here."""
    if address:
        yield address
        return
    import distributed

    started_here: Any = distributed.LocalCluster
    with started_here(
        n_workers=jobs,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        silence_logs=standard_logging.CRITICAL,
    ) as started:
        yield str(started.scheduler_address)


@contextmanager
def _client(address: str) -> Iterator[Any]:
    import distributed

    connected: Any = distributed.Client
    with connected(address, timeout=patience(), set_as_default=False) as client:
        yield client


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask from telling what is dealt with here."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*large graph.*")
        yield
