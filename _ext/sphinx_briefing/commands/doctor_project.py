"""The part of ``doctor`` that looks at a project: its configuration first, then its pages."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.matching import Matcher

from ..snapshots.model import SUFFIXES
from .doctor_records import found_in_records
from .finding import Finding
from .folders import CONF
from .reading import config_of, project_read

if TYPE_CHECKING:
    from sphinx.config import Config

EXTENSION = "sphinx_briefing"
MARKDOWN = "myst_parser"
WANTED_OF_MYST = ("colon_fence",)
"""What records between colons are read with."""

PAGES = (".md", ".rst", ".txt")


def found_in_project(sources: Path, conf: Path) -> Iterator[Finding]:
    """All that is wrong with a project; what cannot be read is a finding as well."""
    try:
        config = config_of(conf)
    except ValueError as error:
        yield Finding("conf", str(error), _shown(conf / CONF), "mend it; the pages wait for that")
        yield from _encodings(sources, Matcher([]))
        return
    yield from _encodings(sources, Matcher([*config.exclude_patterns]))
    yield from _in_conf(config, sources, conf)
    if EXTENSION not in config.extensions:
        return
    warnings = StringIO()
    try:
        with project_read(sources, conf, warnings) as domain:
            yield from found_in_records(domain)
    except ValueError as error:
        yield Finding("pages", str(error), "", "mend that first, and look again")
        return
    said = [
        line
        for line in warnings.getvalue().splitlines()
        if "WARNING: " in line or "ERROR: " in line
    ]
    if said:
        yield Finding(
            "messages",
            f"reading the pages gives {len(said)} messages, the first one: {said[0].strip()}",
            "",
            "build the pages to see all of them",
        )


def _in_conf(config: Config, sources: Path, conf: Path) -> Iterator[Finding]:
    path = conf / CONF
    extensions = config.extensions
    if EXTENSION not in extensions:
        yield Finding(
            "extension",
            f"{EXTENSION!r} is not in extensions: records are no directives",
            _line(path, "extensions"),
            f'extensions = [..., "{EXTENSION}"], or: sphinx-briefing init --register sphinx',
        )
    if MARKDOWN in extensions:
        said = _value(config, "myst_enable_extensions")
        enabled = {*said} if isinstance(said, (list, tuple, set, frozenset)) else set()
        lacking = [one for one in WANTED_OF_MYST if one not in enabled]
        if lacking:
            yield Finding(
                "myst",
                f"myst_enable_extensions lacks {', '.join(map(repr, lacking))}",
                _line(path, "myst_enable_extensions"),
                "add it: without, blocks that begin with ::: are plain text",
            )
    theme = str(_value(config, "html_theme") or "")
    if theme and not _is_theme(theme, config, conf):
        yield Finding(
            "theme",
            f"the theme {theme!r} is not installed",
            _line(path, "html_theme"),
            'install it, or write html_theme = "briefing"',
        )
    is_excluded = Matcher([*config.exclude_patterns])
    for folder, what in _no_pages(sources):
        name = folder.relative_to(sources).as_posix()
        files = [path for path in folder.rglob("*") if path.suffix in PAGES and path.is_file()]
        seen = (path.relative_to(sources).as_posix() for path in files)
        if any(not _is_hidden(one, is_excluded) for one in seen):
            yield Finding(
                "exclude",
                f"{name} is {what}, and its texts would be pages",
                _line(path, "exclude_patterns"),
                f'exclude_patterns = [..., "{name}"]',
            )


def _encodings(sources: Path, is_excluded: Matcher) -> Iterator[Finding]:
    """Pages that are not UTF-8, at the line that says so."""
    nowhere = {folder for folder, _what in _no_pages(sources)}
    for path in sorted(sources.rglob("*")):
        if path.suffix not in PAGES or not path.is_file() or nowhere & {*path.parents}:
            continue
        if _is_hidden(path.relative_to(sources).as_posix(), is_excluded):
            continue
        content = path.read_bytes()
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = 1 + content.count(b"\n", 0, error.start)
            where = f"{_shown(path)}:{line}"
            yield Finding("encoding", "the file is not UTF-8", where, "save it as UTF-8")


def _value(config: Config, name: str) -> object:
    """A value that a configuration sets for an extension, which is not loaded."""
    if name not in config:
        config.add(name, None, "", ())
    return getattr(config, name)


def _is_hidden(name: str, is_excluded: Matcher) -> bool:
    """Whether a file, or a folder above it, is left out."""
    parts = Path(name).parts
    return any(is_excluded("/".join(parts[:end])) for end in range(1, len(parts) + 1))


def _no_pages(sources: Path) -> Iterator[tuple[Path, str]]:
    """The folders below the pages that hold none, the outermost of each."""
    for top, folders, files in os.walk(sources):
        here = Path(top)
        what = ""
        if here != sources:
            what = _kind_of(here, folders, files)
        if what:
            yield here, what
            folders.clear()


def _kind_of(folder: Path, folders: Iterable[str], files: Iterable[str]) -> str:
    if "pyvenv.cfg" in files:
        return "an environment of Python"
    if ".buildinfo" in files or "environment.pickle" in files:
        return "an output"
    if folder.name in ("node_modules", ".git", ".nox", ".tox"):
        return "a folder of a tool"
    if folder.name in ("_build", "build") and ({"html", "doctrees"} & {*folders}):
        return "a folder of outputs"
    if folder.name == "archive" and any(Path(one).suffix in SUFFIXES for one in files):
        return "an archive of snapshots"
    return ""


def _is_theme(theme: str, config: Config, conf: Path) -> bool:
    """Whether Sphinx finds a theme: its own, an installed one, or one of the project."""
    from importlib.metadata import entry_points

    import sphinx

    own = Path(sphinx.__file__).parent / "themes" / theme
    paths = _value(config, "html_theme_path")
    places = [conf / str(one) / theme for one in paths] if isinstance(paths, (list, tuple)) else []
    return (
        theme == "briefing"
        or own.is_dir()
        or any(one.is_dir() or one.with_suffix(".zip").is_file() for one in places)
        or theme in entry_points(group="sphinx.html_themes").names
        or theme in config.extensions
    )


def _line(path: Path, name: str) -> str:
    """The place where a configuration sets a value, or else the file."""
    shown = _shown(path)
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return shown
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else ()
        if isinstance(node, (ast.AnnAssign, ast.AugAssign)):
            targets = [node.target]
        if any(isinstance(one, ast.Name) and one.id == name for one in targets):
            return f"{shown}:{node.lineno}"
    return shown


def _shown(path: Path) -> str:
    """A path as seen from the working folder."""
    path = path.resolve()
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
