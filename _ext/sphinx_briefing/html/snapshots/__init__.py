"""Snapshots of sources as files of a website, where the house wants that.

They are copied when the pages are written: below ``_snapshots``, each under the id of its source.
Those of sources that are marked more strictly than the house is open are left where they are, and
so is what could not be a snapshot: a file outside of the sources, one too large, or something else
than its name says. Pages ask for each by its source (:mod:`...resolve.published`), so that they
are written again when one comes or goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct, field

from ...domain import domain_of
from ...files import remove_with_empty_parents, write_atomically
from ...incremental.config_digest import configuration
from ...snapshots import UnreadableSnapshot, snapshot_path
from ...websites import is_website
from ..addresses import file_name
from .copies import Original, copy_of, original_of, suffix_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

FOLDER = "_snapshots"
NAME = ".briefing-snapshots.json"
"""The record of what is there, in the output folder."""


class Memory(Struct):
    """The snapshots of a website."""

    settings: str = ""
    files: dict[str, str] = field(default_factory=dict)
    """By name in the output, a hash of what the copy was made of; empty while it is being made."""


class Published:
    """The snapshots that one build publishes."""

    def __init__(self) -> None:
        self._originals: dict[str, Original] = {}

    def look(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Handle ``env-updated``: see what there is, before pages are compared."""
        domain = domain_of(env)
        wanted = is_website(app.builder) and app.config.briefing_publish_snapshots
        known = domain.derived.get("snapshots", {}) if wanted else {}
        found = dict(_found(Path(app.srcdir), known))
        domain.published = {original.source: name for name, original in found.items()}
        self._originals = found

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """Handle ``build-finished``: copy what is new, remove what is gone."""
        if exception is not None or not is_website(app.builder):
            return
        out, originals = Path(app.outdir), self._originals
        before = _load(out)
        if not originals and not before.files:
            return
        settings = configuration(app)
        hashes = {name: original.digest for name, original in originals.items()}
        known = before.files if before.settings == settings else {}
        kept = {
            name: digest
            for name, digest in hashes.items()
            if known.get(name) == digest and (out / name).is_file()
        }
        due, gone = hashes.keys() - kept.keys(), before.files.keys() - hashes.keys()
        if not due and not gone:
            return
        # Should the build be killed, the next one knows of all that may be there.
        _save(out, Memory(settings, before.files | dict.fromkeys(due, "")))
        for name in sorted(gone):
            remove_with_empty_parents(out / name, out)
        for name in sorted(due):
            content = copy_of(originals[name], app.config.language or "en")
            if content is None:  # it has gone since; the next build sees that
                remove_with_empty_parents(out / name, out)
            else:
                write_atomically(out / name, content)
                kept[name] = hashes[name]
        if kept:
            _save(out, Memory(settings, kept))
        else:
            (out / NAME).unlink(missing_ok=True)


def _found(
    srcdir: Path, known: Mapping[str, tuple[str, str, str, str, str]]
) -> Iterator[tuple[str, Original]]:
    """The snapshots that are there, by their names in the output."""
    for source, (written, page, *about) in sorted(known.items()):
        try:
            original = original_of(source, snapshot_path(srcdir, written, page), *about)
        except UnreadableSnapshot:
            continue
        yield f"{FOLDER}/{file_name(source)}{suffix_of(original.path)}", original


def _load(out: Path) -> Memory:
    try:
        return msgspec.json.decode((out / NAME).read_bytes(), type=Memory)
    except (OSError, msgspec.MsgspecError):
        return Memory()


def _save(out: Path, memory: Memory) -> None:
    write_atomically(out / NAME, msgspec.json.encode(memory, order="sorted") + b"\n")


def setup(app: Sphinx) -> None:
    """Look for snapshots when pages have been read, and copy them when pages are written."""
    published = Published()
    app.connect("env-updated", published.look, priority=250)  # when results are derived
    app.connect("build-finished", published.write)
