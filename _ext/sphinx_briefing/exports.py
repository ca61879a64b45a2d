"""Files that are made of the ledger as a whole: written when it changes, removed when nobody asks.

The ``ledger`` builder writes all of them; websites hold those that say so.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping, Set
from importlib.metadata import PackageNotFoundError, version
from os.path import relpath
from pathlib import Path, PurePosixPath
from posixpath import join
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError, NoUri

from .domain import domain_of
from .files import (
    partial_folder,
    remove_with_empty_parents,
    replace_folder,
    write_atomically,
)
from .foreign_functions import theirs, wrong
from .incremental import state_of
from .incremental.config_digest import configuration
from .incremental.failures import BuildStopped
from .incremental.stale_files import output_of
from .incremental.store import BuildRecord, load, path_of, save
from .ledger import Ledger
from .markings import STRICTEST
from .records import Conventions, Record, Selectable
from .registry.added_code import module_of
from .registry.entries import OWN, owned

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

    from .registry import Exporter


class Export:
    """The material of which an exporter makes its files.

    :param open_to: the strictest marking of what it may hold.
    """

    def __init__(self, builder: Builder, open_to: str) -> None:
        self.domain = domain_of(builder.env)
        self.builder = builder
        """The builder that is at work."""
        self.open_to = open_to

    @property
    def ledger(self) -> Ledger:
        """All records, for reading alone."""
        return self.domain.ledger

    @property
    def conventions(self) -> Conventions:
        """The scales in force."""
        return self.domain.conventions

    @property
    def config(self) -> Config:
        """The configuration of the build."""
        return self.builder.config

    def holds(self, what: Selectable) -> bool:
        """Whether the files may hold a record, a note or a brief, by its marking."""
        markings = self.ledger.markings
        if isinstance(what, Record):
            return markings.may_show(what, self.open_to)
        return markings.may_show_page(getattr(what, "docname", ""), self.open_to)

    def address(self, docname: str, anchor: str = "") -> str:
        """The address of a page or of a place on it: a whole one where ``html_baseurl`` is set.

        It is empty where pages have no address.
        """
        try:
            place = self.builder.get_target_uri(docname)
        except NoUri:
            return ""
        whole = join(str(self.config.html_baseurl or ""), place) if place else ""
        return f"{whole}#{anchor}" if whole and anchor else whole

    def address_of(self, record: Record) -> str:
        """The address of the place where a record is written, or published by its own house."""
        kind, identifier = record.kind_name, record.id
        if self.ledger.house_of(kind, identifier):
            return self.ledger.address_elsewhere(kind, identifier)
        return self.address(*self.ledger.anchor(kind, identifier))


def write_exports(app: Sphinx, exporters: Iterable[Exporter], open_to: str = STRICTEST) -> None:
    """Write the files of some exporters, unless nothing that they are made of has changed."""
    out, wanted = Path(app.outdir), list(exporters)
    remembered = path_of(out, f"{app.builder.name}-exports")
    before = load(remembered)
    versions = [_version(exporter.library) for exporter in wanted if exporter.library]
    names = [exporter.name for exporter in wanted]
    now = BuildRecord(
        state=state_of(app.env), settings=configuration(app), extras=[*names, open_to, *versions]
    )
    now.copies = before.copies
    if before == now and all((out / name).is_file() for name in now.copies):
        return
    files: dict[str, bytes] = {}
    makers: dict[str, Exporter] = {}
    export, is_complete = Export(app.builder, open_to), True
    filled: dict[str, Path] = {}
    taken = frozenset() if all(map(_is_own, wanted)) else _pages(app) | _SPHINX
    for exporter in wanted:
        if exporter.folder:
            makers[exporter.folder] = exporter
            continue
        contents = _files_of(exporter, export)
        if contents is None:  # something is missing; it is asked for again in the next build
            is_complete = False
            continue
        for name, content in contents.items():
            whose = makers.setdefault(_checked(name, exporter, taken), exporter)
            if whose is not exporter:
                raise ExtensionError(
                    f"{OWN}: the exporters {whose.name!r} and {exporter.name!r} both write the "
                    f"file {name!r}; one of them must give it another name"
                )
            files[name] = content
    _refuse_nested(makers)
    try:
        for exporter in wanted:
            if exporter.folder and not _fill(exporter, export, out, filled):
                is_complete = False
        in_folders = {
            f"{folder}/{path.relative_to(whole).as_posix()}"
            for folder, whole in filled.items()
            for path in whole.rglob("*")
            if path.is_file()
        }
        remembered.unlink(missing_ok=True)  # while the files are being changed
        for name in set(before.copies) - files.keys() - in_folders:
            remove_with_empty_parents(out / name, out)
        for name, content in files.items():
            write_atomically(out / name, content)
        for folder, whole in filled.items():
            replace_folder(out / folder, whole)
    finally:
        for whole in filled.values():
            shutil.rmtree(whole, ignore_errors=True)
    now.copies = sorted({*files, *in_folders})
    if is_complete and now.copies:
        save(remembered, now)


def _fill(exporter: Exporter, export: Export, out: Path, filled: dict[str, Path]) -> bool:
    """Fill a folder that is to take the place of another one; whether it is whole.

    :param filled: where it is noted, by the name of its place.
    """
    place = out / exporter.folder
    if place.is_symlink() or (place.exists() and not _is_filled(place, exporter)):
        what = "is a file" if place.is_file() else "was not made by a build"
        raise BuildStopped(
            f"{str(place)!r} {what}, and the folder of the exporter {exporter.name!r} is to stand "
            "there; move it away and build again"
        )
    whole = partial_folder(place)
    filled[exporter.folder] = whole
    if exporter.write(export, whole):
        return True
    shutil.rmtree(filled.pop(exporter.folder))
    return False


def _is_filled(place: Path, exporter: Exporter) -> bool:
    """Whether a folder is one that a build has filled, or that holds nothing."""
    return place.is_dir() and ((place / exporter.mark).is_file() or not any(place.iterdir()))


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def _files_of(exporter: Exporter, export: Export) -> Mapping[str, bytes] | None:
    """The files of an exporter: bytes by name."""
    what, expected = f"the exporter {exporter.name!r}", "a mapping of names of files to bytes"
    with theirs(what, exporter.write):
        files: object = exporter.write(export)
    if files is None:
        return None
    if not isinstance(files, Mapping):
        raise wrong(what, exporter.write, files, expected)
    for name, content in files.items():
        if not isinstance(name, str) or not isinstance(content, (bytes, bytearray)):
            raise wrong(what, exporter.write, content, expected)
    return files


def _checked(name: str, exporter: Exporter, taken: Set[str]) -> str:
    """The name of a file, which must be one inside of the output, and no file of anybody else.

    :param taken: the files that Sphinx writes.
    """
    path, problem = PurePosixPath(name), ""
    if path.is_absolute() or not path.parts or path.as_posix() != name or _UNSAFE.search(name):
        problem = "write a path below the output, with slashes, that begins with a letter or digit"
    elif _is_own(exporter):
        return name
    elif name in taken:
        problem = "which Sphinx writes itself; give it another name"
    if problem:
        raise ExtensionError(
            f"{OWN}: the exporter {exporter.name!r} of {owned(module_of(exporter.write))} names a "
            f"file {name!r}; {problem}"
        )
    return name


def _is_own(exporter: Exporter) -> bool:
    """Whether an exporter is the toolkit's own."""
    return owned(module_of(exporter.write)) == OWN


def _pages(app: Sphinx) -> set[str]:
    """The files of pages in the output."""
    files = (output_of(app.builder, docname) for docname in app.env.all_docs)
    return {Path(relpath(path, app.outdir)).as_posix() for path in files if path is not None}


def _refuse_nested(makers: Mapping[str, Exporter]) -> None:
    """Raise an error if a file of one name stands in the way of a folder of that name."""
    for name, exporter in makers.items():
        for parent in PurePosixPath(name).parents:
            if parent.as_posix() in makers:
                raise ExtensionError(
                    f"{OWN}: the exporter {exporter.name!r} writes {name!r}, and {parent!s} is a "
                    "file as well; one of them must have another name"
                )


_UNSAFE = re.compile(r"(?:^|/)[._]|[\\:\x00-\x1f]")
_SPHINX = frozenset({"objects.inv", "searchindex.js", "genindex.html", "search.html", "index.html"})
