"""Files of briefs that a website holds beside their pages: PDFs, Word files (``briefing_files``).

When the pages are written, the builders of these formats run as builds of their own (:mod:`.inner`)
in the same folders: what has been read is not read again, and each knows by itself which of its
files have changed. They do not run where nothing that they depend on has changed. What they said
is kept and said again in every build.

A page links to what can be made: should a file turn out not to be, its page is written once more,
without the link. Pages know that from the record of the last build, which is a part of what they
show, so that they do not depend on what happens to lie in the folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct, field
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.logging import is_suppressed_warning

from ...builders.docx import inputs as docx
from ...builders.pdf import dossier_files
from ...builders.pdf import inputs as pdf
from ...diagnostics.build_log import log_of
from ...diagnostics.entries import LogEntry
from ...diagnostics.log import NOTE, SETTING
from ...domain import domain_of
from ...files import remove_with_empty_parents, write_atomically
from ...incremental import state_of
from ...incremental.config_digest import settings
from ...incremental.store import path_of
from ...websites import BESIDE, is_website
from .inner import build_inside, is_inside

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)

NAME = ".briefing-files.json"
"""The record, in the output folder."""

_INPUTS: Mapping[str, Callable[[Config, Path], Iterator[bytes]]] = MappingProxyType(
    {"pdf": pdf.inputs, "docx": docx.inputs}
)


class Record(Struct, omit_defaults=True):
    """The memory of the files of one website."""

    state: str = ""
    """A hash of all that they were made of; empty while they are being made."""
    files: dict[str, list[str]] = field(default_factory=dict)
    """By format, the files that are there."""
    unmade: dict[str, list[str]] = field(default_factory=dict)
    """By page, the formats in which its brief could not be made."""
    said: list[LogEntry] = field(default_factory=list)
    """What was said while they were made, and not of the pages as well."""


class BesideFiles:
    """The files beside the pages of one build."""

    def __init__(self, app: Sphinx) -> None:
        self._tags = sorted(app.tags)  # those that builders set are not among them yet
        self._before = Record()

    def begin(self, app: Sphinx) -> None:
        """Handle ``builder-inited``: look what can be made, and what could not be made before."""
        if not is_website(app.builder):
            return
        if not is_inside():
            for name in app.config.briefing_files:
                if missing := BESIDE[name].missing:
                    raise ExtensionError(
                        f"briefing_files = {app.config.briefing_files} needs {missing}: "
                        f'pip install "sphinx-briefing[{name}]"'
                    )
        self._before = _load(Path(app.outdir))
        domain_of(app.env).unmade = self._before.unmade

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Handle ``build-finished``, when the pages are whole: make the files."""
        if exception is not None or not is_website(app.builder) or is_inside():
            return
        before, outdir = self._before, Path(app.outdir)
        pages = domain_of(app.env).pages.values()
        wanted = list(app.config.briefing_files) if any(page.brief for page in pages) else []
        self._remove(outdir, set(before.files) - set(wanted))
        if not wanted:
            (outdir / NAME).unlink(missing_ok=True)
            if before.unmade:
                build_inside(app, app.builder.name, self._tags)
            return
        if before.state == _state(app, wanted) and _all_there(outdir, before):
            self._say(app, before.said, new=())
            return
        _save(outdir, Record(files=before.files, unmade=before.unmade))
        heard = [
            entry
            for name in wanted
            for entry in build_inside(app, BESIDE[name].builder, self._tags)
        ]
        now = Record(
            files={name: _files_of(app, name) for name in wanted},
            said=_new(app, heard),
        )
        for name in wanted:
            for docname in domain_of(app.env).ledger.briefs:
                if f"{docname}.{name}" not in now.files[name]:
                    now.unmade.setdefault(docname, []).append(name)
        now.unmade = dict(sorted(now.unmade.items()))
        _save(outdir, now)  # without its state, should the build be killed by now
        if now.unmade != before.unmade:
            build_inside(app, app.builder.name, self._tags)
        now.state = _state(app, wanted)
        _save(outdir, now)
        self._say(app, now.said, new=now.said)

    def _remove(self, outdir: Path, formats: set[str]) -> None:
        """Remove the files of formats that nobody asks for any more."""
        for name in sorted(formats):
            for file in self._before.files[name]:
                remove_with_empty_parents(outdir / file, outdir)
            path_of(outdir, BESIDE[name].builder).unlink(missing_ok=True)
            if name == "pdf":
                (outdir / dossier_files.NAME).unlink(missing_ok=True)

    def _say(self, app: Sphinx, entries: list[LogEntry], new: object) -> None:
        """Say what was said of the files; notes are said when they are new."""
        known = set(self._before.said)
        for kept in entries:
            entry = kept.within(_sources(app))
            if not entry.is_note:
                extra = {SETTING: entry.setting} if entry.setting else {}
                logger.log(
                    entry.level, "%s", entry.message,
                    type=entry.type, subtype=entry.subtype, location=entry.place or None,
                    extra=extra,
                )  # fmt: skip
            elif kept in known:
                log_of(app).keep(entry)
            else:
                text = f"{entry.place}: {entry.message} [{entry.type}.{entry.subtype}]"
                logger.info("%s", text, extra={NOTE: entry})


def _sources(app: Sphinx) -> str:
    """The folder of the sources, as the beginning of a path."""
    return str(Path(app.srcdir, "_"))[:-1]


def _new(app: Sphinx, heard: list[LogEntry]) -> list[LogEntry]:
    """What was said of the files and not of the pages; what two formats say alike, once."""
    said = {(entry.place, entry.message) for _page, entry in log_of(app).entries()}
    found: dict[tuple[str, str], LogEntry] = {}
    suppressed = app.config.suppress_warnings
    for entry in heard:
        key = (entry.place, entry.message)
        if key not in said and not is_suppressed_warning(entry.type, entry.subtype, suppressed):
            found.setdefault(key, entry.without(_sources(app)))
    return sorted(found.values())


def _state(app: Sphinx, formats: list[str]) -> str:
    """A hash of all that the files are made of, and of what their builders remember of them."""
    found = blake2b(digest_size=16)
    domain = domain_of(app.env)
    unmade, domain.unmade = domain.unmade, {}  # a file does not depend on what became of it
    try:
        found.update(f"{state_of(app.env)}\x1f{settings(app)}".encode())
    finally:
        domain.unmade = unmade
    for name in formats:
        found.update(f"\x1e{name}".encode())
        for part in _INPUTS[name](app.config, Path(app.confdir)):
            found.update(b"\x1f" + part)
        path = path_of(Path(app.outdir), BESIDE[name].builder)
        found.update(path.read_bytes() if path.is_file() else b"")
    return found.hexdigest()


def _files_of(app: Sphinx, name: str) -> list[str]:
    """The files of a format that are there: those of briefs, and dossiers."""
    outdir = Path(app.outdir)
    names = set(domain_of(app.env).ledger.briefs)
    if name == "pdf":
        names |= dossier_files.existing(outdir)
    return sorted(file for stem in names if (outdir / (file := f"{stem}.{name}")).is_file())


def _all_there(outdir: Path, record: Record) -> bool:
    return all((outdir / file).is_file() for files in record.files.values() for file in files)


def _load(outdir: Path) -> Record:
    try:
        return msgspec.json.decode((outdir / NAME).read_bytes(), type=Record)
    except (OSError, msgspec.MsgspecError):
        return Record()


def _save(outdir: Path, record: Record) -> None:
    encoded = msgspec.json.format(msgspec.json.encode(record, order="sorted"), indent=1)
    write_atomically(outdir / NAME, encoded + b"\n")


def setup(app: Sphinx) -> None:
    """Make the files when all other parts are done, and before what was said is summed up."""
    beside = BesideFiles(app)
    app.connect("builder-inited", beside.begin)
    app.connect("build-finished", beside.finish, priority=7_000)
