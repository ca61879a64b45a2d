"""The folders of a project, as somebody names them, or as they are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

CONF = "conf.py"
ROOTS = ("index.md", "index.rst", "index.txt", "index.markdown")
"""Names of start pages."""

_BESIDE = "conf"
"""The folder in which a project may keep its configuration, beside its sources."""


def find_project(page: str, source: Path | None, conf: Path | None) -> tuple[Path, Path]:
    """The folders of the sources and of the configuration.

    They are searched from the folder of the page upwards, and then from the working folder: of
    projects inside of others the innermost is meant.

    :param page: what was asked for, which may be the path of a file; or empty.
    :raises ValueError: if they are not where one would look for them.
    """
    here = Path.cwd()
    path = Path(page).resolve()
    starts = (path.parent, here) if page and path.is_file() else (here,)
    if source is not None:
        sources = source.resolve()
        if not sources.is_dir():
            raise ValueError(
                f"there is no folder {sources}; say where the pages are: --source FOLDER"
            )
        return sources, _conf_of(conf, [sources, here / _BESIDE, sources.parent / _BESIDE])
    if conf is not None:
        folder = _conf_of(conf, [])
        return _sources_of(folder, starts), folder
    for start in starts:
        if found := project_around(start):
            return found
    inside = [
        folder for folder in _folders_in(here) if (folder / CONF).is_file() and _has_start(folder)
    ]
    if len(inside) == 1:
        return inside[0], inside[0]
    raise ValueError(
        f"there is no project in {here}, nor in a folder above it: no {CONF}; say where it is: "
        "--conf FOLDER, or begin one: sphinx-briefing init FOLDER"
    )


def project_around(start: Path) -> tuple[Path, Path] | None:
    """The innermost project that a folder is in: the folders of its sources and configuration.

    :raises ValueError: if it keeps its configuration elsewhere and it is not clear where pages are.
    """
    for folder in (start, *start.parents):
        if found := _project_in(folder, start):
            return found
    return None


def _project_in(folder: Path, start: Path) -> tuple[Path, Path] | None:
    """The project whose top is a folder, seen from one inside of it."""
    is_beside = folder.name == _BESIDE and not _has_start(folder)
    if (folder / CONF).is_file() and not is_beside:
        return folder, folder
    beside = folder / _BESIDE
    if (beside / CONF).is_file():
        return _pages_below(folder, (start,)), beside
    return None


def _conf_of(conf: Path | None, places: Iterable[Path]) -> Path:
    places = [conf] if conf is not None else [*places]
    for place in places:
        if (place / CONF).is_file():
            return place.resolve()
    looked = ", ".join(dict.fromkeys(map(str, places)))
    raise ValueError(f"there is no {CONF} in {looked}; say where it is: --conf FOLDER")


def _sources_of(conf: Path, starts: Iterable[Path]) -> Path:
    """The folder of the pages whose configuration was named."""
    above = any(start.is_relative_to(conf) for start in starts)
    if _has_start(conf) or (above and conf.name != _BESIDE):
        return conf
    if conf.name == _BESIDE:
        return _pages_below(conf.parent, starts)
    return _pages_below(Path.cwd(), starts)


def _pages_below(top: Path, starts: Iterable[Path]) -> Path:
    """The folder of the pages of a project that keeps its configuration elsewhere.

    Pages begin where the outermost start page is.
    """
    for start in starts:
        way = [one for one in (start, *start.parents) if one.is_relative_to(top)]
        if outer := [one for one in way if _has_start(one)]:
            return outer[-1]
    found = [
        folder
        for folder in _folders_in(top)
        if _has_start(folder) and not (folder / CONF).is_file()
    ]
    if len(found) == 1:
        return found[0]
    raise ValueError("the folder of the pages is not clear; say which it is: --source FOLDER")


def _folders_in(folder: Path) -> Iterator[Path]:
    return (one for one in sorted(folder.iterdir()) if one.is_dir())


def _has_start(folder: Path) -> bool:
    return any((folder / name).is_file() for name in ROOTS)
