"""The ``ledger`` builder: all records of a corpus as one JSON file, and its JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders import Builder

from ..config.settings import registry_of
from ..exports import Export, write_exports
from ..ledger import Ledger
from ..records import Record, Selectable, to_json
from ..schema import LEDGER, encoded, ledger_schema

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FILE, SCHEMA = "ledger.json", "ledger.schema.json"


def document(ledger: Ledger) -> dict[str, Any]:
    """The ledger as plain data, in the structure of :mod:`sphinx_briefing.schema`."""
    pages: Mapping[str, Mapping[str, Selectable]] = {"note": ledger.notes, "brief": ledger.briefs}
    data: dict[str, Any] = {"schema": LEDGER}
    for kind, declaration in ledger.kinds.selectable.items():
        found = ledger.records(kind) if issubclass(declaration, Record) else pages[kind]
        data[declaration.plural] = {key: to_json(item) for key, item in found.items()}
    return data


def ledger_files(export: Export) -> Mapping[str, bytes]:
    """The ledger and its schema."""
    ledger = export.ledger
    return {
        FILE: encoded(document(ledger)),
        SCHEMA: encoded(ledger_schema(ledger.kinds.selectable)),
    }


class LedgerBuilder(Builder):
    """Write ``ledger.json``, its schema, and the files of all other exporters."""

    name = "ledger"
    format = "json"
    epilog = "The ledger is in %(outdir)s/ledger.json."
    allow_parallel = True

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
        """There is nothing but the files of all records."""


def write(app: Sphinx, builder: Builder) -> None:
    """Handle ``write-started``: write the files, unless nothing has changed."""
    if isinstance(builder, LedgerBuilder):
        exporters = registry_of(app.config).exporters.values()
        write_exports(app, [found for found in exporters if found.wanted is None])


def connect(app: Sphinx) -> None:
    """Add the builder."""
    app.add_builder(LedgerBuilder)
    app.connect("write-started", write)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Load the toolkit, which brings this builder, for those who list it by this name."""
    app.setup_extension("sphinx_briefing")
    version = app.extensions["sphinx_briefing"].version
    return {"version": version, "parallel_read_safe": True, "parallel_write_safe": True}
