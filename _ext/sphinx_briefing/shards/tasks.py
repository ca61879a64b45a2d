"""Tasks and results: folders that can be carried from one machine to another.

A task is a folder with ``task.pickle``, and for writing the environment of the whole build and the
doctrees of its pages. A result is a folder with ``result.json``, which says what it is of, and the
files that were made. ``result.json`` comes last, so that a folder without it is no result.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

import docutils
import msgspec
import sphinx
from msgspec import Struct

from ..code_digest import libraries, own_code
from ..files import write_atomically
from ..version import __version__
from .starts import Start

TASK, RESULT, LEARNT, FILES, DOCTREES = (
    "task.pickle", "result.json", "learnt.pickle", "files", "doctrees",
)  # fmt: skip
"""Names inside of the folders."""

Kind = Literal["read", "write"]

DONE = {"read": "read", "write": "written"}
"""By kind of task, what is said of its pages when it is done."""


def name_of_folder(shard: str) -> str:
    """The name of a shard as that of a folder."""
    return shard.replace("/", "-of-")


class ResultError(ValueError):
    """A result that is none, or is not of this build, in one sentence."""


@dataclass(frozen=True)
class Task:
    """Pages to be read, or to be written, by another process.

    :param shard: the name of the shard.
    :param docnames: the pages, sorted.
    :param digests: by page, a hash of its source.
    :param state: a hash of all that the whole build has read; empty in tasks of reading.
    :param settings: a hash of the configuration, templates and tags.
    :param listed: for reading, a hash of the names of all pages, which globs of a page may match.
    :param left_out: for reading, files that look like pages, and are none.
    :param known: for writing, what builders know that is not in the environment.
    """

    kind: Kind
    shard: str
    start: Start
    docnames: tuple[str, ...]
    digests: dict[str, str] = field(default_factory=dict)
    state: str = ""
    settings: str = ""
    listed: str = ""
    left_out: frozenset[str] = frozenset()
    known: dict[str, Any] = field(default_factory=dict)

    def save(self, folder: Path) -> None:
        """Write the task into its folder."""
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / TASK, pickle.dumps(self, pickle.HIGHEST_PROTOCOL))

    @staticmethod
    def load(folder: Path) -> Task:
        """Read the task in a folder.

        :raises ResultError: if there is none that this version can do.
        """
        path = folder / TASK
        try:
            found = pickle.loads(path.read_bytes())
        except OSError as error:
            raise ResultError(f"{path}: {error.strerror}; there is no task") from error
        except Exception as error:
            raise ResultError(f"{path} is no task of this version, or is not whole") from error
        if not isinstance(found, Task):
            raise ResultError(f"{path} is no task")
        return found


class Result(Struct):
    """The head of a result: what it is of, and what it cost."""

    kind: Kind
    shard: str
    versions: str
    """Which programs have made it; see :func:`versions`."""
    settings: str
    """Hash of the configuration, templates and tags."""
    state: str
    """Hash of all that was read, as the process knew it that wrote pages."""
    digests: dict[str, str]
    """By page, a hash of its source."""
    files: str = ""
    """Hash of the names and sizes of the files that belong to it."""
    listed: str = ""
    """Hash of the names of all pages."""
    included: dict[str, str] = {}
    """By path from the sources, a hash of each file that pages include."""
    seconds: float = 0.0
    """CPU that it cost."""
    megabytes: int = 0
    """The most memory that the process held; 0 where that is not known."""

    def save(self, folder: Path) -> None:
        """Write it into its folder, when all else is there."""
        used = os.times()
        self.seconds = round(used.user + used.system, 2)
        self.megabytes = peak_memory()
        self.files = digest_of_names(folder)
        encoded = msgspec.json.format(msgspec.json.encode(self, order="sorted"), indent=1)
        write_atomically(folder / RESULT, encoded + b"\n")


def peak_memory() -> int:
    """The most memory that this process has held, in MB; 0 where that is not known."""
    if sys.platform == "win32":
        return 0
    with contextlib.suppress(OSError, StopIteration, ValueError):
        # What the system tells below counts what the process was forked from as well.
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 // 1_000_000
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit // 1_000_000


def versions() -> str:
    """A hash of the programs by which results are made: of others, no result is taken."""
    told = (
        __version__, own_code(), libraries(), sphinx.__version__, docutils.__version__,
        sys.version_info[:2],
    )  # fmt: skip
    return blake2b(repr(told).encode(), digest_size=16).hexdigest()


def load_result(folder: Path) -> Result:
    """Read what a result is of, before anything else of it.

    :raises ResultError: if there is none, or one of another version.
    """
    path = folder / RESULT
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Result)
    except OSError as error:
        raise ResultError(f"{folder} holds no result: it is not there, or not whole") from error
    except msgspec.MsgspecError as error:
        raise ResultError(f"{path} is not whole, or of another version") from error
    if found.versions != versions():
        raise ResultError(
            f"{folder} was made with other versions of the toolkit, Sphinx or Python; make it "
            "again with those that are installed here"
        )
    return found


def check_fit(task: Task, result: Result, folder: Path) -> None:
    """Make sure that a result is of its task, and of this project as it is configured.

    :raises ResultError: if not.
    """
    if (result.kind, result.shard) != (task.kind, task.shard):
        raise ResultError(
            f"{folder} is of shard {result.shard} ({result.kind}), and not of "
            f"{task.shard} ({task.kind})"
        )
    if result.settings != task.settings:
        raise ResultError(
            f"{folder} was made with another configuration, with other templates, or "
            "for another project; make it again with those of this build"
        )
    if result.files != digest_of_names(folder):
        raise ResultError(f"{folder} is not whole: it lacks files; do the task again")


def load_learnt(folder: Path) -> Any:
    """Read what a process has learnt, once :func:`load_result` has vouched for it.

    :raises ResultError: if it is not whole.
    """
    path = folder / LEARNT
    try:
        return pickle.loads(path.read_bytes())
    except Exception as error:
        raise ResultError(f"{path} is not whole; do the task again") from error


def save_learnt(folder: Path, learnt: Any) -> None:
    """Write what a process has learnt."""
    write_atomically(folder / LEARNT, pickle.dumps(learnt, pickle.HIGHEST_PROTOCOL))


def digest_of_file(path: Path) -> str:
    """A hash of a file; of one that is not there, nothing."""
    try:
        return blake2b(path.read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return ""


def digest_of_names(folder: Path) -> str:
    """A hash of the names and sizes of the files of a result, as tools carry them on.

    Those whose names begin with a dot are left out, for some tools that carry folders do so.
    """
    found = sorted(
        (path.relative_to(folder).as_posix(), path.stat().st_size)
        for top in (folder / FILES, folder / DOCTREES)
        for path in top.rglob("[!.]*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(top).parts)
    )
    return digest_of_texts(f"{size} {name}" for name, size in found)


def digest_of_texts(texts: Iterable[str]) -> str:
    """A hash of texts that hold no NUL."""
    return blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def empty(folder: Path) -> Path:
    """A folder with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def place(source: Path, target: Path) -> None:
    """Let a file be at another place as well: as a second name of it, or else as a copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without such names
        shutil.copyfile(source, target)


def doctree_of(folder: Path, docname: str) -> Path:
    """The file of a page's doctree."""
    return folder / f"{docname}.doctree"


def place_doctrees(source: Path, target: Path, docnames: Iterable[str]) -> None:
    """Let the doctrees of some pages be at another place as well."""
    for docname in docnames:
        if (path := doctree_of(source, docname)).is_file():
            place(path, doctree_of(target, docname))
