"""Files that are made of the ledger as a whole: written when it changes, removed when nobody asks.

The ``ledger`` builder writes all of them; websites hold those that say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from posixpath import join
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError, NoUri

from .domain import domain_of
from .files import remove_with_empty_parents, write_atomically
from .incremental import state_of
from .incremental.config_digest import configuration
from .incremental.store import BuildRecord, load, path_of, save
from .ledger import Ledger
from .markings import STRICTEST, is_stricter
from .records import Conventions, Record, Selectable

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

    from .registry import Exporter


class Export:
    """What an exporter makes its files of.

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
            return not is_stricter(markings.of(what), self.open_to)
        return not is_stricter(markings.of_page(getattr(what, "docname", "")), self.open_to)

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
        """The address of the place where a record is written."""
        return self.address(*self.ledger.anchor(record.kind_name, record.id))


def write_exports(app: Sphinx, exporters: Iterable[Exporter], open_to: str = STRICTEST) -> None:
    """Write the files of some exporters, unless nothing that they are made of has changed."""
    out, wanted = Path(app.outdir), list(exporters)
    remembered = path_of(out, f"{app.builder.name}-exports")
    before = load(remembered)
    versions = [_version(exporter.library) for exporter in wanted if exporter.library]
    asked = [exporter.name for exporter in wanted]
    now = BuildRecord(
        state=state_of(app.env), settings=configuration(app), extras=[*asked, open_to, *versions]
    )
    now.copies = before.copies
    if before == now and all((out / name).is_file() for name in now.copies):
        return
    files: dict[str, bytes] = {}
    export, is_complete = Export(app.builder, open_to), True
    for exporter in wanted:
        made: Mapping[str, bytes] | None = exporter.write(export)
        if made is None:  # something is missing; it is asked for again in the next build
            is_complete = False
            continue
        for name, content in made.items():
            files[_checked(name, exporter)] = content
    remembered.unlink(missing_ok=True)  # while the files are being changed
    for name in set(before.copies) - files.keys():
        remove_with_empty_parents(out / name, out)
    for name, content in files.items():
        write_atomically(out / name, content)
    now.copies = sorted(files)
    if is_complete and files:
        save(remembered, now)


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def _checked(name: str, exporter: Exporter) -> str:
    """The name of a file, which must be one inside of the output."""
    path = PurePosixPath(name)
    if path.is_absolute() or not path.parts or ".." in path.parts:
        raise ExtensionError(
            f"the exporter {exporter.name!r} names a file {name!r}; "
            "write a path below the output, with slashes"
        )
    return path.as_posix()
