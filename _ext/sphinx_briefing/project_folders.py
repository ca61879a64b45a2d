"""The folders of a project, as the command line names them, or as they are found."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

CONF = "conf.py"
_ROOTS = ("index.md", "index.rst", "index.txt", "index.markdown")
_BESIDE = "conf"
"""The folder in which a project may keep its configuration, beside its sources."""


def add_folders(parser: ArgumentParser) -> None:
    """Add the options that name the folders: ``source`` and ``conf``."""
    parser.add_argument(
        "-s", "--source", type=Path, metavar="FOLDER", help="folder of the pages; default: found"
    )
    parser.add_argument(
        "-c", "--conf", type=Path, metavar="FOLDER", help="folder of the conf.py; default: found"
    )


def find_project(page: str, source: Path | None, conf: Path | None) -> tuple[Path, Path]:
    """The folders of the sources and of the configuration.

    :param page: what was asked for, which may be the path of a file.
    :raises ValueError: if they are not where one would look for them.
    """
    here = Path.cwd()
    sources = source.resolve() if source is not None else _sources(page, conf, here)
    if not sources.is_dir():
        raise ValueError(f"there is no folder {sources}; say where the pages are: --source FOLDER")
    places = [conf] if conf is not None else [sources, here / _BESIDE, sources.parent / _BESIDE]
    for place in places:
        if (place / CONF).is_file():
            return sources, place.resolve()
    looked = ", ".join(dict.fromkeys(map(str, places)))
    raise ValueError(f"there is no {CONF} in {looked}; say where it is: --conf FOLDER")


def _sources(page: str, conf: Path | None, here: Path) -> Path:
    path = Path(page).resolve() if page else here
    above = [*path.parents] if page and path.is_file() else []
    for folder in (*above, here):
        if (folder / CONF).is_file() and (conf is None or folder == conf.resolve()):
            return folder
    # The configuration is elsewhere: pages begin where the outermost start page is.
    inner = [folder for folder in above if folder.is_relative_to(here) and _has_start(folder)]
    if inner:
        return inner[-1]
    if _has_start(here):
        return here
    found = [
        folder
        for folder in sorted(here.iterdir())
        if folder.is_dir() and _has_start(folder) and not (folder / CONF).is_file()
    ]
    if len(found) == 1:
        return found[0]
    raise ValueError("the folder of the pages is not clear; say which it is: --source FOLDER")


def _has_start(folder: Path) -> bool:
    return any((folder / name).is_file() for name in _ROOTS)
