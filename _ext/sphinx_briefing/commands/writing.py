"""Files of a project, put in their places whole: new ones, and several changed as one."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp

Content = str | bytes

_PREFIX, _SUFFIX = ".briefing-", ".partial"


def text_of(path: Path) -> str:
    """The text of a file, with the ends of its lines as they are.

    :raises ValueError: if it is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not UTF-8; save it as UTF-8 first") from None


def difference(path: Path, text: str, name: str) -> Iterator[str]:
    """The change that a text would make to a file, in lines of a unified diff.

    :param name: what the file is called in it.
    :raises ValueError: if it is not UTF-8.
    """
    from difflib import unified_diff

    is_there = path.exists()
    for line in unified_diff(
        text_of(path).splitlines(keepends=True) if is_there else [],
        text.splitlines(keepends=True),
        name if is_there else "/dev/null",
        name,
    ):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def write_new(path: Path, content: Content) -> None:
    """Write a file that is not there yet, and the folders for it.

    :raises FileExistsError: if something is there; it stays as it is.
    :raises OSError: if it cannot be written; nothing is left of it.
    """
    write_all_new({path: content})


def write_all_new(files: Mapping[Path, Content]) -> None:
    """Write files that are not there yet, all or none, and the folders for them.

    :raises FileExistsError: if something is in the place of one; nothing has been written then.
    :raises OSError: if one cannot be written; nothing is left of any.
    """
    for path in files:
        if os.path.lexists(path):
            raise FileExistsError(f"{path} is there already, and stays as it is")
    made: list[Path] = []
    written: list[Path] = []
    try:
        for path in files:
            made += _folders_for(path)
        with _beside(files) as partial:
            for path, one in partial.items():
                try:
                    os.link(one, path)  # unlike a renaming, never over what came in between
                except FileExistsError:
                    raise FileExistsError(f"{path} is there already, and stays as it is") from None
                except OSError:  # a file system without links
                    with path.open("xb") as file:
                        written.append(path)
                        file.write(one.read_bytes())
                else:
                    written.append(path)
    except OSError:
        _take_back(written, made)
        raise


def replace_all(files: Mapping[Path, Content]) -> None:
    """Write over files as one change: all are written beside their places first.

    Files may be new as well; those whose content stays the same are left alone.

    :raises OSError: if one cannot be written; all of them are as they were.
    """
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    files = {path: content for path, content in files.items() if before[path] != _bytes(content)}
    made: list[Path] = []
    replaced: list[Path] = []
    kept: dict[Path, Path] = {}
    try:
        for path in files:
            made += _folders_for(path)
        # What was there lies beside as well: taking it back must not need room on the disk.
        old = {path: content for path in files if (content := before[path]) is not None}
        with _beside(files) as partial, _beside(old) as kept:
            try:
                for path, one in partial.items():
                    if path in old:
                        one.chmod(path.stat().st_mode & 0o7777)
                    one.replace(path.resolve())
                    replaced.append(path)
            except OSError:
                for path in replaced:
                    if path in kept:
                        kept[path].replace(path.resolve())
                    else:
                        path.unlink(missing_ok=True)
                raise
    except OSError:
        _take_back((), made)
        raise


@contextmanager
def _beside(files: Mapping[Path, Content]) -> Iterator[dict[Path, Path]]:
    """Write contents beside their places; what is still there afterwards is removed."""
    partial: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            try:
                place = path.resolve()  # what a link leads to
                number, name = mkstemp(_SUFFIX, _PREFIX, place.parent)
                partial[path] = Path(name)
                with os.fdopen(number, "wb") as file:
                    file.write(_bytes(content))
                    file.flush()
                    os.fsync(file.fileno())
                partial[path].chmod(0o666 & ~_umask())
            except OSError as error:  # of a full disk no file is named, or one that nobody knows
                raise OSError(error.errno, error.strerror or str(error), str(path)) from None
        yield partial
    finally:
        for one in partial.values():
            with contextlib.suppress(OSError):
                one.unlink(missing_ok=True)


def _umask() -> int:
    found = os.umask(0o022)
    os.umask(found)
    return found


def _bytes(content: Content) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content


def _folders_for(path: Path) -> list[Path]:
    """Make the folders that a file needs; those that were not there, the outermost first."""
    missing = [folder for folder in path.parents if not folder.exists()]
    made: list[Path] = []
    try:
        for folder in reversed(missing):
            folder.mkdir()
            made.append(folder)
    except OSError:
        _take_back((), made)
        raise
    return made


def _take_back(files: Iterable[Path], folders: Iterable[Path]) -> None:
    """Remove what was made, as far as nothing else has been put into it."""
    for path in files:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    for folder in reversed([*folders]):
        with contextlib.suppress(OSError):
            folder.rmdir()
