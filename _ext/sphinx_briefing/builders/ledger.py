"""The ``ledger`` builder: all records of a corpus as one JSON file, and its JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging

from ..domain import domain_of
from ..files import write_atomically
from ..incremental import state_of
from ..incremental.config_digest import settings
from ..incremental.store import BuildRecord, load, path_of, save
from ..ledger import Ledger
from ..records import Record, Selectable, to_json
from ..schema import LEDGER, encoded, ledger_schema

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

FILE, SCHEMA = "ledger.json", "ledger.schema.json"


def document(ledger: Ledger) -> dict[str, Any]:
    """The ledger as plain data, in the structure of :mod:`sphinx_briefing.schema`."""
    pages: Mapping[str, Mapping[str, Selectable]] = {"note": ledger.notes, "brief": ledger.briefs}
    data: dict[str, Any] = {"schema": LEDGER}
    for kind, declaration in ledger.kinds.selectable.items():
        found = ledger.records(kind) if issubclass(declaration, Record) else pages[kind]
        data[declaration.plural] = {key: to_json(item) for key, item in found.items()}
    return data


class LedgerBuilder(Builder):
    """Write ``ledger.json`` and ``ledger.schema.json``."""

    name = "ledger"
    format = "json"
    epilog = "The ledger is in %(outdir)s/ledger.json."
    allow_parallel = True
    record: BuildRecord
    """What the file is made of; known when writing starts."""

    def get_outdated_docs(self) -> str:
        """The file holds the whole corpus, so it is always written."""
        return "all records"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Pages have no address here."""
        return ""

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """There is nothing to prepare."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Pages are not written one by one."""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the files, unless nothing has changed since they were written."""
        target, schema = Path(self.outdir, FILE), Path(self.outdir, SCHEMA)
        remembered = path_of(Path(self.outdir), self.name)
        if target.is_file() and schema.is_file() and load(remembered) == self.record:
            return
        ledger = domain_of(self.env).ledger
        write_atomically(schema, encoded(ledger_schema(ledger.kinds.selectable)))
        write_atomically(target, encoded(document(ledger)))
        save(remembered, self.record)


def look(app: Sphinx, builder: Builder) -> None:
    """Handle ``write-started``: see what the file would be made of."""
    if isinstance(builder, LedgerBuilder):
        builder.record = BuildRecord(state=state_of(builder.env), settings=settings(app))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the builder."""
    app.add_builder(LedgerBuilder)
    app.connect("write-started", look)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
