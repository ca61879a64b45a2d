"""Builds that are stopped at a chosen operation on files, in processes of their own.

Operations are counted below one folder: opening a file to write, renaming, removing, making and
removing folders. At the chosen one a build is killed (a file that is being written then keeps half
of its first bytes), or the disk is full or read-only from there on.
"""

import builtins
import errno
import io
import multiprocessing
import os
import re
import shutil
import signal
import zipfile
from collections.abc import Callable
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, Literal

How = Literal["kill", "full", "read-only"]

_START = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Outcome:
    """How a build went."""

    killed: bool
    operations: int
    """Operations on files that were counted."""
    status: int
    said: list[str]
    """The lines on the stream of errors."""


class _File:
    """A file at whose first bytes something happens."""

    def __init__(
        self, file: Any, event: Callable[[], None], closing: Callable[[], None] | None
    ) -> None:
        self._file = file
        self._event = event
        self._closing = closing

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> "_File":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def write(self, data: Any) -> int:
        if len(data):
            self._file.write(data[: len(data) // 2])
            self._file.flush()
            self._event()
        return len(data)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def close(self) -> None:
        self._file.close()
        if self._closing is not None:
            self._closing()


class Interruption:
    """Counts operations on files below a folder, and interferes at one of them."""

    def __init__(self, below: Path, at: int, how: How) -> None:
        self.count = 0
        self._below = f"{below}{os.sep}"
        self._at = at
        self._how = how

    def install(self) -> None:
        """Take the place of what Python offers; for the life of the process."""
        for name in ("mkdir", "rmdir", "unlink", "remove", "rename", "replace"):
            setattr(os, name, self._counted(getattr(os, name)))
        shutil._USE_CP_SENDFILE = False  # type: ignore[attr-defined]
        opened = self._opened(builtins.open)
        builtins.open = io.open = opened
        os.open = self._counted_flags(os.open)

    def _is_ours(self, path: Any) -> bool:
        return not isinstance(path, int) and os.fspath(path).startswith(self._below)

    def _next(self) -> bool:
        """Whether it is time."""
        self.count += 1
        return self.count == self._at or (0 < self._at < self.count and self._how != "kill")

    def _act(self, creates: bool = True) -> None:
        if self._how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self._how == "read-only":
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), f"{self._below}…")
        if creates:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _counted(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(path: Any, *args: Any, **kwargs: Any) -> Any:
            if self._is_ours(path) and self._next():
                self._act(creates=real.__name__ == "mkdir")
            return real(path, *args, **kwargs)

        return counted

    def _counted_flags(self, real: Callable[..., int]) -> Callable[..., int]:
        def counted(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
            writes = flags & (os.O_WRONLY | os.O_RDWR)
            if writes and self._is_ours(path) and self._next():
                self._act()
            return real(path, flags, *args, **kwargs)

        return counted

    def _opened(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def opened(path: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
            if not set(mode) & set("wax+") or not self._is_ours(path) or not self._next():
                return real(path, mode, *args, **kwargs)
            if self._how == "read-only":
                self._act()
            closing = self._act if self._how == "kill" else None  # nothing was written
            return _File(real(path, mode, *args, **kwargs), self._act, closing)

        return opened


def _build(pipe: Any, root: Path, builder: str, out: str, at: int, how: How) -> None:
    from sphinx.cmd.build import build_main

    os.environ["SOURCE_DATE_EPOCH"] = "1700000000"  # EPUBs name the moment of their making
    src, said = root / "src", StringIO()
    interruption = Interruption(root / out, at, how)
    interruption.install()
    folders = [str(src), str(root / out / builder), "-d", str(root / out / "doctrees")]
    with redirect_stderr(said):
        try:
            status = build_main(["-q", "-b", builder, *folders])
        except SystemExit as end:
            status = int(end.code or 0)
    text = _START.sub("", said.getvalue()).replace(f"{src}{os.sep}", "")
    pipe.send((interruption.count, status, [line for line in text.splitlines() if line.strip()]))
    pipe.close()


class Builds:
    """Builds of the project in ``root/src``, each in a process of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(
            [
                "tests.interrupted",
                "sphinx.cmd.build",
                "sphinx_briefing.domain",
                "typst",
                "docx",
                "myst_parser.sphinx_",
                "sphinx_briefing.builders.pdf.builder",
                "sphinx_briefing.builders.docx.translator",
                "sphinx.builders.html",
            ]
        )

    def run(self, builder: str, out: str, at: int = 0, how: How = "kill") -> Outcome:
        """Build into the folder ``out`` of the root, and interfere at an operation (0: never)."""
        ours, theirs = self._context.Pipe(duplex=False)
        given = (theirs, self.root, builder, out, at, how)
        process = self._context.Process(target=_build, args=given)
        process.start()
        theirs.close()
        try:
            count, status, said = ours.recv()
        except EOFError:
            count, status, said = at, 1, []
        process.join()
        return Outcome(process.exitcode == -signal.SIGKILL, count, status, said)

    def files(self, out: str, builder: str) -> dict[str, bytes]:
        """All files of an output, hidden ones too; an EPUB without the times of what is in it."""
        top = self.root / out / builder
        found = {
            path.relative_to(top).as_posix(): path.read_bytes()
            for path in sorted(top.rglob("*"))
            if path.is_file()
        }
        for name in [name for name in found if name.endswith(".epub")]:
            with zipfile.ZipFile(io.BytesIO(found[name])) as book:
                found[name] = b"".join(part.encode() + book.read(part) for part in book.namelist())
        return found
