"""What was measured, as it is stored."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import metadata
from os import cpu_count
from pathlib import Path

import msgspec

from bench.audience import AudienceRun
from bench.clipping import ClippedRun, OriginRun
from bench.find import Found
from bench.index_alone import IndexRun
from bench.ledger_alone import LedgerRun
from bench.live import LiveRun
from bench.loading import LoadedRun
from bench.many_pages import ManyRun
from bench.measure import Cost
from bench.parquet import ParquetRun
from bench.pdfs import PdfRun
from bench.quoted import QuotedRun
from bench.scenarios import Run
from bench.tables import TableRun
from bench.theme import ThemeRun
from bench.word_home import WordRun


def _machine() -> dict[str, str]:
    versions = {"Python": platform.python_version(), "cores": str(cpu_count())}
    for name in ("Sphinx", "docutils", "myst-parser", "sphinx-needs", "furo", "typst", "pagefind",
                 "pyarrow", "duckdb"):  # fmt: skip
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return versions


@dataclass(slots=True)
class Results:
    """All measurements, with what they were made on."""

    machine: dict[str, str] = field(default_factory=_machine)
    runs: list[Run] = field(default_factory=list)
    theme: list[ThemeRun] = field(default_factory=list)
    ledger: list[LedgerRun] = field(default_factory=list)
    pdfs: list[PdfRun] = field(default_factory=list)
    tables: list[TableRun] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    indexes: list[IndexRun] = field(default_factory=list)
    many: list[ManyRun] = field(default_factory=list)
    loaded: list[LoadedRun] = field(default_factory=list)
    quoted: list[QuotedRun] = field(default_factory=list)
    audiences: list[AudienceRun] = field(default_factory=list)
    clipped: list[ClippedRun] = field(default_factory=list)
    origins: list[OriginRun] = field(default_factory=list)
    live: list[LiveRun] = field(default_factory=list)
    homes: list[WordRun] = field(default_factory=list)
    parquet: list[ParquetRun] = field(default_factory=list)

    def values(
        self, size: int, variant: str, scenario: str, value: Callable[[Cost], float]
    ) -> list[float]:
        """What all rounds of one scenario cost one tool."""
        return [
            value(run.cost)
            for run in self.runs
            if (run.size, run.variant, run.scenario) == (size, variant, scenario)
        ]

    def save(self, path: Path) -> None:
        """Write all measurements to a file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n")

    def add(self, path: Path) -> None:
        """Take the measurements of a file as well."""
        stored = msgspec.json.decode(path.read_bytes(), type=Results)
        self.machine = stored.machine
        self.runs += stored.runs
        self.theme += stored.theme
        self.ledger += stored.ledger
        self.pdfs += stored.pdfs
        self.tables += stored.tables
        self.found += stored.found
        self.indexes += stored.indexes
        self.many += stored.many
        self.loaded += stored.loaded
        self.quoted += stored.quoted
        self.audiences += stored.audiences
        self.clipped += stored.clipped
        self.origins += stored.origins
        self.live += stored.live
        self.homes += stored.homes
        self.parquet += stored.parquet
