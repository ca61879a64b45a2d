"""Dossiers: several briefs in one PDF, as ``briefing_pdf_bundles`` names them.

A dossier is made when one of its briefs is. What it was made of is remembered beside it, so that
one that is not there, holds a brief that is gone, or is no longer asked for is put right.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ...config.bundles import Bundle
from ...diagnostics.log import warn_of_setting
from ...files import remove_with_empty_parents, write_atomically

if TYPE_CHECKING:
    from sphinx.config import Config

NAME = ".briefing-pdf-bundles.json"
_SETTING = "briefing_pdf_bundles"


def bundles_of(config: Config) -> dict[str, Bundle]:
    """Return the dossiers by their names."""
    given: Mapping[str, Any] = config.briefing_pdf_bundles
    return {name: msgspec.convert(given[name], Bundle) for name in sorted(given)}


class DossierFiles:
    """The dossiers of one output folder: those that are there, and those that are asked for."""

    def __init__(self, outdir: Path, suffix: str, config: Config) -> None:
        self._outdir, self._suffix = outdir, suffix
        self.bundles = bundles_of(config)
        self._before = _load(outdir)

    def path(self, name: str) -> Path:
        """Return the file of a dossier."""
        return self._outdir / f"{name}{self._suffix}"

    def wanted(self, briefs: Collection[str]) -> dict[str, list[str]]:
        """Return the briefs of each dossier that has any and takes no brief's file."""
        found = {name: bundle.members(briefs) for name, bundle in self.bundles.items()}
        return {name: members for name, members in found.items() if members and name not in briefs}

    def due(self, briefs: Collection[str]) -> Iterator[tuple[str, list[str]]]:
        """Yield the dossiers that are not as they should be, though their briefs may be."""
        for name, members in self.wanted(briefs).items():
            if self._before.get(name) != members or not self.path(name).is_file():
                yield name, members

    def finish(self, briefs: Collection[str]) -> None:
        """Remove dossiers that nobody asks for, remember the others, say which briefs lack."""
        wanted = self.wanted(briefs)
        for name in sorted(self._before.keys() - wanted.keys()):
            if name not in briefs:
                remove_with_empty_parents(self.path(name), self._outdir)
        for name, bundle in self.bundles.items():
            if name in briefs:
                warn_of_setting(
                    _SETTING, f"{name!r} is the name of a brief; give the dossier another"
                )
            for docname in dict.fromkeys(bundle.briefs):
                if docname not in briefs:
                    warn_of_setting(
                        _SETTING, f"{name!r}: {docname!r} is not a brief; it is left out"
                    )
        existing = {name: members for name, members in wanted.items() if self.path(name).is_file()}
        path = self._outdir / NAME
        if not existing:
            path.unlink(missing_ok=True)
        elif existing != self._before:
            write_atomically(
                path, msgspec.json.format(msgspec.json.encode(existing), indent=1) + b"\n"
            )


def existing(outdir: Path) -> set[str]:
    """Return the names of the dossiers that an output folder holds."""
    return set(_load(outdir))


def _load(outdir: Path) -> dict[str, list[str]]:
    try:
        return msgspec.json.decode((outdir / NAME).read_bytes(), type=dict[str, list[str]])
    except (OSError, msgspec.MsgspecError):
        return {}
