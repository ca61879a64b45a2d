"""Builds for one audience: what is marked more strictly is taken out before anything is read.

The sources without it are kept in a folder beside the doctrees, and Sphinx builds that: whatever
reads a file, be it a builder, a directive of somebody else or the copy of the sources, finds
nothing that was taken out, since it is not there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging
from sphinx.util.matching import get_matching_files

from ..diagnostics.log import warn
from .outcome import Outcome, remember
from .pages import TextReader
from .places import Places
from .pruning import Pruned, Pruner
from .tree import files_below, keep_in_step

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)

FOLDER = "briefing-audience"
_NO_PAGES = ["**/_sources", ".#*", "**/.#*", "*.lproj/**"]


def prune_sources(app: Sphinx, config: Config) -> None:
    """Handle ``config-inited``: let the build read the sources as its audience may."""
    audience = config.briefing_audience
    if not audience or Path(app.srcdir).parent.name == FOLDER:
        return
    source, doctrees = Path(app.srcdir), Path(app.doctreedir)
    app.doctreedir = app.doctreedir / f"audience-{audience.lower()}"
    target = Path(app.doctreedir) / FOLDER / "sources"
    reader = TextReader(config)
    outside = {
        Path(folder).resolve() for folder in (app.outdir, app.doctreedir, app.doctreedir.parent)
    }
    files = list(files_below(source, outside))
    excluded = [*config.exclude_patterns, *config.templates_path, *_NO_PAGES]
    pages = {
        path
        for path in get_matching_files(source, config.include_patterns, excluded)
        if reader.suffix_of(path)
    }
    pruner = Pruner(reader, audience, config.briefing_unmarked, config.briefing_withheld)
    found = pruner.prune(source, files, pages)
    keep_in_step(source, target, set(files) - found.left_out, found.texts)
    places = Places(source, target, found.lines)
    places.listen()
    app.srcdir = type(app.srcdir)(target)
    remember(app, Outcome(audience, source, target, doctrees, found))
    _say(found, source)
    logger.info("briefing: %s", _summary(found, audience))


def _say(found: Pruned, source: Path) -> None:
    for problem in sorted(found.problems):
        warn("marking", problem.message, f"{source / problem.path}:{problem.line}")


def _summary(found: Pruned, audience: str) -> str:
    pages = sum(one.what == "page" for one in found.removed)
    passages = sum(one.what == "passage" for one in found.removed)
    records = len(found.removed) - pages - passages
    return f"for {audience}: {pages} pages, {records} records and {passages} passages are taken out"


def setup(app: Sphinx) -> None:
    """Prune the sources when the configuration has been checked."""
    app.connect("config-inited", prune_sources, priority=900)
