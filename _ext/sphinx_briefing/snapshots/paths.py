"""Where a snapshot lies: inside of the sources, and nowhere else."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

from .model import SUFFIXES, UnreadableSnapshot


def snapshot_path(srcdir: Path, written: str, page: str = "") -> Path:
    """The file that an author means, in the folder of the sources.

    :param written: a path with ``/``, from the folder of the sources; if nothing is there, from
        the folder of the page.
    :param page: the name of the page that says so.
    :raises UnreadableSnapshot: when it leads out of the sources, by whatever way, or to no file
        that could be a snapshot.
    """
    if not written.strip():
        raise UnreadableSnapshot("is empty; write the path of a file")
    if is_absolute(written):
        raise UnreadableSnapshot("is an absolute path; write it from the folder of the sources")
    try:
        top = srcdir.resolve()
        places = [(top / folder / written).resolve() for folder in folders_of(page)]
        inside = [path for path in places if path.is_relative_to(top)]
        if not inside:
            raise UnreadableSnapshot("is outside the sources; move it into them")
        path = next(filter(Path.exists, inside), inside[0])
        if path.is_dir():
            raise UnreadableSnapshot("is a folder; write the path of a file")
        if not path.exists():
            raise UnreadableSnapshot(
                "is not there; write its path from the folder of the pages, or save what was read "
                "under that name"
            )
        if not path.is_file():
            raise UnreadableSnapshot("is no file; save what was read under that name")
    except (OSError, RuntimeError, UnicodeError) as error:
        raise UnreadableSnapshot("is not a path; write that of a file") from error
    except ValueError as error:
        if isinstance(error, UnreadableSnapshot):
            raise
        raise UnreadableSnapshot("is not a path; write that of a file") from error
    kind_of(path)
    return path


def is_absolute(written: str) -> bool:
    """Whether a path leads from the root of a disk, of whatever system."""
    return PurePosixPath(written).is_absolute() or bool(PureWindowsPath(written).anchor)


def folders_of(page: str) -> tuple[PurePosixPath, ...]:
    """The folders that paths on a page lead from: that of the sources, and then its own."""
    return PurePosixPath(), PurePosixPath(page).parent


def kind_of(path: Path) -> str:
    """The end of a file's name, in lower case.

    :raises UnreadableSnapshot: when nothing that ends like it is read.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        hint = _INSTEAD.get(suffix, "")
        raise UnreadableSnapshot(f"is not one of: {', '.join(SUFFIXES)}{hint}")
    return suffix


_INSTEAD = {
    ".mhtml": "; save the page as HTML or PDF",
    ".mht": "; save the page as HTML or PDF",
    ".webarchive": "; save the page as HTML or PDF",
    ".warc": "; pack it as WACZ",
    ".gz": "; unpack it, and pack WARC files as WACZ",
    ".docx": "; save it as PDF",
    ".doc": "; save it as PDF",
    ".odt": "; save it as PDF",
    ".rtf": "; save it as PDF",
    ".epub": "; save it as PDF",
    ".png": "; save the page itself, not its picture",
    ".jpg": "; save the page itself, not its picture",
    ".jpeg": "; save the page itself, not its picture",
}
"""What to do with files of other kinds, by the end of their names."""
