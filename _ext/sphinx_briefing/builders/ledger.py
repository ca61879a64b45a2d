"""The ``ledger`` builder: all records of a corpus as one JSON file, and its JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders import Builder

from ..config.settings import registry_of
from ..diagnostics.log import warn, warn_of_setting
from ..exports import Export, write_exports
from ..files import replace_folder
from ..ledger import Ledger
from ..ledger_tables import CATALOGUE, FOLDER, DoesNotFit, MissingLibrary
from ..ledger_tables import write as write_tables
from ..records import Record, Selectable, to_json
from ..schema import LEDGER, encoded, ledger_schema

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

FILE, SCHEMA = "ledger.json", "ledger.schema.json"
TABLES = "briefing_ledger_parquet"


def document(ledger: Ledger) -> dict[str, Any]:
    """The ledger as plain data, in the structure of :mod:`sphinx_briefing.schema`."""
    data: dict[str, Any] = {"schema": LEDGER}
    for kind, declaration in ledger.kinds.selectable.items():
        data[declaration.plural] = {
            key: plain(item, ledger) for key, item in _of(ledger, kind).items()
        }
    return data


def plain(item: Selectable, ledger: Ledger) -> dict[str, Any]:
    """A record, note or brief as plain data, with the marking that counts for it.

    Others read it without the page that says it, and without our configuration.
    """
    data = to_json(item)
    docname = str(getattr(item, "docname", ""))
    is_told = docname in ledger.notes or docname in ledger.briefs  # by the page itself
    if data.get("tlp") is None and not (is_told and isinstance(item, Record)):
        data["tlp"] = ledger.markings.printed_on(docname) or None
    return data


def _of(ledger: Ledger, kind: str) -> Mapping[str, Selectable]:
    """What the ledger holds of a kind: records, or notes or briefs."""
    pages: Mapping[str, Mapping[str, Selectable]] = {"note": ledger.notes, "brief": ledger.briefs}
    return ledger.records(kind) if kind in ledger.kinds else pages[kind]


def ledger_files(export: Export) -> Mapping[str, bytes]:
    """The ledger and its schema."""
    ledger = export.ledger
    return {
        FILE: encoded(document(ledger)),
        SCHEMA: encoded(ledger_schema(ledger.kinds.selectable)),
    }


def ledger_tables(export: Export, folder: Path) -> bool:
    """Write the ledger as tables; whether they are whole.

    :param folder: an empty folder.
    """
    ledger = export.ledger

    def rows(kind: str) -> Iterator[Mapping[str, Any]]:
        return (plain(item, ledger) for item in _of(ledger, kind).values())

    try:
        write_tables(folder, ledger.kinds.selectable, rows)
    except MissingLibrary as problem:
        warn_of_setting(TABLES, f"{problem}; no tables are written")
    except DoesNotFit as problem:
        place = (problem.docname, problem.line) if problem.docname else None
        warn("field", f"no tables are written: {problem}", place, about=FOLDER)
    else:
        return True
    return False


def wants_tables(config: Config) -> bool:
    """Whether a configuration asks for tables."""
    return bool(config[TABLES])


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
        if not wants_tables(app.config) and Path(app.outdir, FOLDER, CATALOGUE).is_file():
            replace_folder(Path(app.outdir, FOLDER))
        wanted = [
            found
            for found in exporters
            if found.wanted is None or (found.folder and found.wanted(app.config))
        ]
        write_exports(app, wanted)


def connect(app: Sphinx) -> None:
    """Add the builder."""
    app.add_builder(LedgerBuilder)
    app.connect("write-started", write)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Load the toolkit, which brings this builder, for those who list it by this name."""
    app.setup_extension("sphinx_briefing")
    version = app.extensions["sphinx_briefing"].version
    return {"version": version, "parallel_read_safe": True, "parallel_write_safe": True}
