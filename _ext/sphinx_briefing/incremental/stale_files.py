"""Outputs of what is no longer there: deleted pages, files that nobody copies any more."""

from __future__ import annotations

import contextlib
import filecmp
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from ..files import remove_with_empty_parents
from .config_digest import static_files

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

_COPIED = ("_static", "_sources", "_images", "_downloads")
"""The folders that Sphinx's HTML builders fill with copies."""


def clear_half_written(app: Sphinx) -> None:
    """Handle ``builder-inited``: remove what Sphinx would stop at.

    A build that was killed while it wrote ``.buildinfo`` leaves a part of its four lines behind.
    """
    path = Path(app.outdir, ".buildinfo")
    if path.is_file() and len(path.read_bytes().splitlines()) < 4:
        with contextlib.suppress(OSError):  # it is said when the build has to write
            path.unlink()


def clear_stale_copies(app: Sphinx, builder: Builder) -> None:
    """Handle ``write-started``: remove the copies that JSON and pickles would keep as they are.

    There, Sphinx copies the environment and the source of a page only where no copy is.
    """
    if not hasattr(builder, "globalcontext_filename"):
        return
    top, env = Path(app.outdir), builder.env
    (top / "environment.pickle").unlink(missing_ok=True)
    for docname, name in zip(env.found_docs, _sources(app, env), strict=True):
        copy, source = top / "_sources" / name, Path(env.doc2path(docname))
        if copy.is_file() and not filecmp.cmp(source, copy, shallow=False):
            copy.unlink(missing_ok=True)


def output_of(builder: Builder, docname: str) -> Path | None:
    """The file that a builder writes for a page, if it writes one for each."""
    theirs: Any = builder
    if hasattr(theirs, "get_output_path"):
        return Path(theirs.get_output_path(docname))
    if hasattr(theirs, "get_outfilename"):
        return Path(theirs.get_outfilename(docname))
    suffix = getattr(theirs, "out_suffix", "")
    return Path(theirs.outdir, f"{docname}{suffix}") if suffix else None


def wanted(builder: Builder, env: BuildEnvironment) -> frozenset[str]:
    """The pages that a builder writes; one that makes a choice has ``pages_to_make``."""
    choose: Callable[[], Iterable[str]] | None = getattr(builder, "pages_to_make", None)
    return frozenset(env.found_docs if choose is None else choose())


def missing(builder: Builder, env: BuildEnvironment) -> set[str]:
    """The pages whose output is not there, for builders that leave it to us to look.

    A builder that makes files of several pages has ``pages_to_make_again``: the pages of those.
    """
    if not hasattr(builder, "pages_to_make"):
        return set()
    again: Callable[[], Iterable[str]] | None = getattr(builder, "pages_to_make_again", None)
    return set(again() if again is not None else ()) | {
        docname
        for docname in wanted(builder, env)
        if (path := output_of(builder, docname)) is not None and not path.is_file()
    }


def copies(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The files that an HTML builder copies into its output, sorted."""
    if app.builder.format != "html":
        return []
    found = set(static_files(app))
    found.update(f"_images/{name}" for _, name in env.images.values())
    found.update(f"_downloads/{name}" for _, name in env.dlfiles.values())
    return sorted(found)


def remove_pages(app: Sphinx, gone: Iterable[str], kept: Iterable[str]) -> list[str]:
    """Remove the outputs of pages that are gone.

    :param gone: pages that were written once.
    :param kept: pages that are there; an output that one of them has too stays.
    :returns: the pages whose output was there.
    """
    gone = sorted(gone)
    if not gone:
        return []
    staying = {output_of(app.builder, docname) for docname in kept}
    removed = []
    for docname in gone:
        path = output_of(app.builder, docname)
        if path is not None and path not in staying and path.is_file():
            remove_with_empty_parents(path, Path(app.outdir))
            removed.append(docname)
    return removed


def remove_sources(app: Sphinx, env: BuildEnvironment) -> None:
    """Remove the copies of sources that are gone; the folder is Sphinx's alone."""
    folder = Path(app.outdir, "_sources")
    if app.builder.format != "html" or not folder.is_dir():
        return
    kept = set(_sources(app, env)) if app.config.html_copy_source else set()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.relative_to(folder).as_posix() not in kept:
            remove_with_empty_parents(path, Path(app.outdir))


def _sources(app: Sphinx, env: BuildEnvironment) -> Iterator[str]:
    mark = app.config.html_sourcelink_suffix
    for docname in env.found_docs:
        name = str(env.doc2path(docname, base=False)).replace("\\", "/")
        yield name if name.removeprefix(docname) == mark else name + mark


def remove_copies(app: Sphinx, before: Iterable[str], now: Iterable[str]) -> None:
    """Remove copies that this build will not make."""
    for name in sorted(set(before) - set(now)):
        path = Path(app.outdir, name)
        if path.is_file():
            remove_with_empty_parents(path, Path(app.outdir))


def lost_copies(app: Sphinx, before: Iterable[str]) -> bool:
    """Whether a build that did not come to its end has removed copies; Sphinx does not look."""
    return any(not Path(app.outdir, name).is_file() for name in before)


def clear_copies(app: Sphinx) -> None:
    """Empty the folders of copies, before a build that writes every page and copies all anew."""
    if app.builder.format == "html":
        for name in _COPIED:
            shutil.rmtree(Path(app.outdir, name), ignore_errors=True)
