"""Builds for one audience: what is marked more strictly is taken out before anything is read.

The sources without it are kept in a folder beside the doctrees, and Sphinx builds that: whatever
reads a file, be it a builder, a directive of somebody else or the copy of the sources, finds
nothing that was taken out, since it is not there.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.config import convert_source_suffix
from sphinx.registry import merge_source_suffix
from sphinx.util import logging
from sphinx.util.matching import get_matching_files

from ..config.houses import houses_of
from ..diagnostics.build_log import log_of
from ..diagnostics.log import warn
from ..domain.included_texts import TEXTS
from ..editions import FOLDER
from ..incremental.failures import BuildStopped, end, stopped
from ..incremental.locks import Lock
from ..markings import badge_of, is_stricter
from ..presentation.labels import _
from ..source_text.reader import Text
from ..texts import counted
from .companions import gone_with, is_data
from .editions import prune_editions
from .marked import MarkedTextReader
from .outcome import Outcome, remember
from .output_paths import OutputPaths
from .outside import named_above
from .places import Places
from .pruning import Problem, Pruned, Pruner
from .remembered import RememberingReader
from .removed import PAGE, PASSAGE, of_house
from .settings_of_folders import Folders, folders_inside
from .snapshots import left_behind
from .start_page import start_page
from .tree import Tree, files_below, read_again

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)

_WITHHELD = "withheld"
"""What is printed by default, in the language of the project."""
_NO_PAGES = ["**/_sources", ".#*", "**/.#*", "*.lproj/**"]


def prune_sources(app: Sphinx, config: Config) -> None:
    """Handle ``config-inited``: let the build read the sources as its audience may."""
    audience = config.briefing_audience
    if not audience:
        return
    if config.briefing_withheld == _WITHHELD:
        config.briefing_withheld = str(_("withheld"))
    if made := read_again(Path(app.srcdir)):  # by the build that runs this one
        source, lines = made
        _read_from(app, config, Places(source, Path(app.srcdir), lines))
        return
    convert_source_suffix(app, config)  # as Sphinx does later
    merge_source_suffix(app, config)
    source, doctrees = Path(app.srcdir), Path(app.doctreedir)
    app.doctreedir = app.doctreedir / f"audience-{audience.lower()}"
    tree = Tree(source, Path(app.doctreedir))
    try:
        lock = Lock(Path(app.doctreedir))
        try:
            found = _prune(app, config, tree)
        finally:
            lock.release(done=True)
    except (OSError, BuildStopped) as error:
        problem = error if isinstance(error, BuildStopped) else stopped(app, error)
        if problem is None:
            raise
        end(problem, error)
    app.srcdir = type(app.srcdir)(tree.target)
    _read_from(app, config, Places(source, tree.target, found.lines))
    remember(app, Outcome(audience, source, tree.target, doctrees, found))
    for one in sorted(found.problems):
        warn("marking", one.message, f"{source / one.path}:{one.line}")
    logger.info("briefing: %s", _summary(found, audience))


def is_text(path: str) -> bool:
    """Whether a file may be a text that pages include."""
    return Path(path).suffix.lower() in TEXTS


def _prune(app: Sphinx, config: Config, tree: Tree) -> Pruned:
    """Take what is not for the audience out of the sources, and keep the folder in step."""
    reader = RememberingReader(config, tree.texts)
    source = tree.source
    excluded = [*config.exclude_patterns, *config.templates_path, *_NO_PAGES]
    pages = {
        path: path.removesuffix(suffix)
        for path in get_matching_files(source, config.include_patterns, excluded)
        if (suffix := reader.suffix_of(path))
    }
    outside = {
        Path(folder).resolve() for folder in (app.outdir, app.doctreedir, app.doctreedir.parent)
    }
    files = {*files_below(source, pages.keys(), outside), *pages}
    files |= {*named_above(source, sorted(filter(is_text, files | pages.keys())))}
    texts = {path for path in files if path in pages or is_text(path)}
    readable = {path for path in files if os.path.isfile(source / path)}  # noqa: PTH113
    houses = houses_of(config)
    audience, unmarked = config.briefing_audience, config.briefing_unmarked
    pruner = Pruner(reader, audience, unmarked, config.briefing_withheld, houses)
    found = pruner.prune(source, readable, pages.keys() & readable)
    found.left_out |= left_behind(source, pages, found.left_out, found.texts)
    left = {
        path: found.texts.get(path)
        for path in readable - found.left_out
        if path in texts or is_data(path)
    }
    published = tuple(folders_inside(app, config, source))
    found.left_out |= {
        path
        for path in texts & readable - pages.keys()
        if path.startswith(published) and _is_closed(_read(reader, source, path), config)
    }
    loose = {path for path in readable - pages.keys() if not path.startswith(published)}
    found.left_out |= gone_with(source, loose, found.removed, left, [Path(app.confdir, "conf.py")])
    found.removed += (of_house(record, marking) for record, marking in houses.closed)
    _prune_editions(config, reader, pages, readable, found, source)
    _begin(config, reader, pages, found, source)
    reader.keep(found.left_out | found.texts.keys())
    tree.keep_in_step(files - found.left_out, found.texts, found.lines)
    return found


def _is_closed(text: Text, config: Config) -> bool:
    """Whether a text that is published as it is bears a marking that is not for the audience."""
    marking = text.facts.tlp
    return bool(marking) and is_stricter(marking or "", config.briefing_audience)


def _prune_editions(
    config: Config,
    reader: MarkedTextReader,
    pages: Mapping[str, str],
    files: AbstractSet[str],
    found: Pruned,
    source: Path,
) -> None:
    """Take what is not for the audience out of what earlier editions of briefs said."""
    frozen = sorted(path for path in files if path.startswith(f"{FOLDER}/"))
    if not frozen:
        return
    references = {
        text.facts.brief.reference or ""
        for path in sorted(found.left_out & pages.keys())
        if (text := _read(reader, source, path)).facts.brief is not None
    }
    changed, left_out = prune_editions(
        source, frozen, config.briefing_audience, found.removed, references - {""}, reader.kinds
    )
    found.texts |= changed
    found.lines |= {path: [0] for path in changed}
    found.left_out |= left_out


def _read(reader: MarkedTextReader, source: Path, path: str) -> Text:
    written = (source / path).read_text("utf-8", "surrogateescape")
    return reader.read(path, written, is_page=True)


def _begin(
    config: Config, reader: MarkedTextReader, pages: Mapping[str, str], found: Pruned, source: Path
) -> None:
    """Put a start page in the place of one that is not for the audience: Sphinx needs one."""
    for path in sorted(found.left_out & pages.keys()):
        if pages[path] == config.root_doc:
            left = {name for other, name in pages.items() if other not in found.left_out}
            text = _read(reader, source, path)
            found.texts[path] = start_page(text, config.project, left).encode()
            found.stand_in = pages[path]
            found.lines[path] = [0]
            found.left_out.discard(path)
            badge = badge_of(config.briefing_audience)
            said = (
                f"the start page is not for {badge}; one that says nothing takes its place"
                if left
                else f"no page is for {badge}: the output is empty; mark what may be read, or "
                "build for others"
            )
            found.problems.append(Problem(path, 1, said))


def _read_from(app: Sphinx, config: Config, places: Places) -> None:
    """Read the sources without what was taken out, and name those of the author."""
    places.listen()
    log_of(app).read_from(places.target, places)
    folders = Folders(places.source, places.target)
    folders.find_translations(config)
    app.connect("write-started", folders.publish, priority=-1)
    app.connect("doctree-resolved", OutputPaths(places).name_sources, priority=1_000)


def _summary(found: Pruned, audience: str) -> str:
    if not found.removed:
        return f"for {audience}: nothing is marked more strictly, and nothing is taken out"
    pages = sum(one.what == PAGE for one in found.removed)
    passages = sum(one.what == PASSAGE for one in found.removed)
    records = len(found.removed) - pages - passages
    return (
        f"for {audience}: taken out: {counted(pages, 'page')}, {counted(records, 'record')}, "
        f"{counted(passages, 'passage')}"
    )


def setup(app: Sphinx) -> None:
    """Prune the sources when our settings have been checked, before others look for files."""
    app.connect("config-inited", prune_sources, priority=210)
