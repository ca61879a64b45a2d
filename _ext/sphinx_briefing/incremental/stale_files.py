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
from .config_digest import files_of, static_files
from .store import BuildRecord, Journal

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

COPY = "\x1c"
"""What begins a line of the journal that names a file that was not there before, but no page."""

_FOLDER = "\x1b"
"""What begins a line of the journal that names the folder of the pages, where it is a new one."""

_BOOKS = frozenset({"epub", "htmlhelp", "qthelp", "devhelp", "applehelp"})
"""Builders that list all files of their folder in a book."""

_COPIED = ("_static", "_sources", "_images", "_downloads")
"""The folders that Sphinx's HTML builders fill with copies."""


def clear_half_written(app: Sphinx) -> None:
    """Handle ``builder-inited``: remove what Sphinx would stop at.

    A build that was killed while it wrote ``.buildinfo`` leaves a part of its four lines behind.
    """
    path = Path(app.builder.outdir, ".buildinfo")
    if path.is_file() and len(path.read_bytes().splitlines()) < 4:
        with contextlib.suppress(OSError):  # it is said when the build has to write
            path.unlink()


def clear_stale_copies(app: Sphinx, builder: Builder) -> None:
    """Handle ``write-started``: remove the copies that JSON and pickles would keep as they are.

    There, Sphinx copies the environment and the source of a page only where no copy is.
    """
    if not hasattr(builder, "globalcontext_filename"):
        return
    top, env = Path(builder.outdir), builder.env
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
    suffix = suffix_of(builder)
    return Path(theirs.outdir, f"{docname}{suffix}") if suffix else None


def place_of(builder: Builder, docname: str) -> str:
    """The place in the output of the file of a page; empty where a page has none."""
    path = output_of(builder, docname)
    return "" if path is None else path.relative_to(builder.outdir).as_posix()


def suffix_of(builder: Builder) -> str:
    """The end of the names of pages' files, where a builder has one for all."""
    return str(getattr(builder, "out_suffix", ""))


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
    found.update(_books(app))
    return sorted(found)


def _books(app: Sphinx) -> Iterator[str]:
    """The files of a book as a whole: those named after the project, and those put beside them."""
    config, name = app.config, app.builder.name
    if name == "epub":
        yield f"{config.epub_basename}.epub"
    elif name == "htmlhelp":
        yield from (f"{config.htmlhelp_basename}.{end}" for end in ("hhp", "hhc", "hhk", "stp"))
    elif name == "qthelp":
        yield from (f"{config.qthelp_basename}.{end}" for end in ("qhp", "qhcp"))
    elif name == "devhelp":
        yield f"{config.devhelp_basename}.devhelp.gz"
    elif name == "applehelp":
        if config.applehelp_icon:
            resources = Path(_folder(app)).parent
            yield (resources / Path(config.applehelp_icon).name).as_posix()
        yield from files_of(Path(app.confdir, f"{config.applehelp_locale}.lproj"))


def _folder(app: Sphinx) -> str:
    """The folder in the output that holds the pages; empty where it is the output itself."""
    path = Path(app.builder.outdir).relative_to(app.outdir)
    return "" if path == Path() else path.as_posix()


def clear_gone(app: Sphinx, journal: Journal, before: BuildRecord, now: BuildRecord) -> list[str]:
    """Remove what former builds have made, killed ones too, and this one will not.

    :param journal: what a killed build has left in it is removed; this one notes what is new.
    :returns: the pages whose output was there.
    """
    builder, env = app.builder, app.env
    now.copies = copies(app, env)
    now.suffix = suffix_of(builder)
    now.folder = _folder(app)
    left = {name[1:] for name in journal.left if name.startswith(COPY)}
    journal.note_all(COPY, set(now.copies).difference(before.copies, left))
    if now.folder != before.folder:
        journal.note_all(_FOLDER, [now.folder])
    has_moved = bool(before.suffix) and before.suffix != now.suffix
    suffix = before.suffix if has_moved else ""
    if has_moved:  # should this build be killed, and the next one name them as before
        journal.note_all(COPY, {place_of(builder, docname) for docname in now.frames})
    is_anew = before.state and before.settings != now.settings
    if is_anew:
        clear_copies(app)
    if is_anew or builder.name in _BOOKS:  # else in the end, as they are part of a website
        remove_pages(app, before.extras, now.frames, suffix)
    pages = before.frames.keys() | journal.pages
    removed = remove_pages(
        app, pages if has_moved else pages - now.frames.keys(), now.frames, suffix
    )
    if left:
        left -= {place_of(builder, docname) for docname in now.frames}
    remove_copies(app, left.union(before.copies), now.copies)
    remove_sources(app, env)
    folders = {name[1:] for name in journal.left if name.startswith(_FOLDER)}
    remove_folders(app, folders | {before.folder}, now.folder)
    return removed


def remove_folders(app: Sphinx, before: Iterable[str], now: str) -> None:
    """Remove the folders of pages that a builder has now put into another one.

    A book of Apple's has one by language, in a bundle that is named after the project.
    """
    here = Path(app.outdir, now)
    kept = {here, *here.parents}
    for name in sorted(set(before) - {"", now}):
        folder = Path(app.outdir, name)
        while folder.parent not in kept:
            folder = folder.parent
        shutil.rmtree(folder, ignore_errors=True)


def remove_pages(
    app: Sphinx, gone: Iterable[str], kept: Iterable[str], suffix: str = ""
) -> list[str]:
    """Remove the outputs of pages that are gone.

    :param gone: pages that were written once.
    :param kept: pages that are there; an output that one of them has too stays.
    :param suffix: how their files ended, if not as they do now.
    :returns: the pages whose output was there.
    """
    gone = sorted(gone)
    if not gone:
        return []
    staying = {output_of(app.builder, docname) for docname in kept}
    removed = []
    for docname in gone:
        path = output_of(app.builder, docname)
        if path is not None and suffix:
            path = Path(
                str(path).removesuffix(str(getattr(app.builder, "out_suffix", ""))) + suffix
            )
        if path is not None and path not in staying and path.is_file():
            remove_with_empty_parents(path, Path(app.builder.outdir))
            removed.append(docname)
    return removed


def remove_sources(app: Sphinx, env: BuildEnvironment) -> None:
    """Remove the copies of sources that are gone; the folder is Sphinx's alone."""
    folder = Path(app.builder.outdir, "_sources")
    if app.builder.format != "html" or not folder.is_dir():
        return
    kept = set(_sources(app, env)) if app.config.html_copy_source else set()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.relative_to(folder).as_posix() not in kept:
            remove_with_empty_parents(path, Path(app.builder.outdir))


def _sources(app: Sphinx, env: BuildEnvironment) -> Iterator[str]:
    mark = app.config.html_sourcelink_suffix
    for docname in env.found_docs:
        name = str(env.doc2path(docname, base=False)).replace("\\", "/")
        yield name if name.removeprefix(docname) == mark else name + mark


def remove_copies(app: Sphinx, before: Iterable[str], now: Iterable[str]) -> None:
    """Remove copies that this build will not make."""
    for name in sorted(set(before) - set(now)):
        for top in _tops(app):
            path = top / name
            if path.is_file():
                remove_with_empty_parents(path, top)


def lost_copies(app: Sphinx, before: Iterable[str]) -> bool:
    """Whether a build that did not come to its end has removed copies; Sphinx does not look."""
    tops = _tops(app)
    return any(not any((top / name).is_file() for top in tops) for name in before)


def clear_copies(app: Sphinx) -> None:
    """Empty the folders of copies, before a build that writes every page and copies all anew."""
    if app.builder.format == "html":
        for top in _tops(app):
            for name in _COPIED:
                shutil.rmtree(top / name, ignore_errors=True)


def _tops(app: Sphinx) -> list[Path]:
    """The folders with copies; a book of Apple's has one inside, which holds the pages."""
    return sorted({Path(app.outdir), Path(app.builder.outdir)})
