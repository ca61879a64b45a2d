"""The toolkit's own additions to the registry, by the same functions as everybody else's."""

from __future__ import annotations

from .builders.ledger import ledger_files, ledger_tables, wants_tables
from .builders.report_cards import report_card_files
from .checks import OWN_CHECKS
from .html.feeds import OWN_EXPORTERS
from .layouts import LACKS, OWN_LAYOUTS
from .ledger_tables import CATALOGUE, FOLDER
from .pictures import OWN_DRAWINGS
from .records.data_files import OWN_READERS
from .records.kinds import OWN_KINDS, Actor, Source, Term
from .registry import OWN, Annex, Check, Exporter, Layout, Registry
from .report_card import OWN_STANDARD_CHECKS
from .vocabularies import OWN_LIKELIHOODS


def register(registry: Registry) -> None:
    """Enter everything of the toolkit's own."""
    for kind in OWN_KINDS:
        registry.add_kind(kind)
    for scale in OWN_LIKELIHOODS:
        registry.add_scale(scale, OWN)
    for name, render in OWN_LAYOUTS.items():
        registry.add_layout(Layout(name, render, OWN_DRAWINGS.get(name), LACKS.get(name)), ())
    for name, find in OWN_CHECKS.items():
        registry.add_check(Check(name, find))
    for check in OWN_STANDARD_CHECKS.values():
        registry.add_standard_check(check)
    for annex in (Source, Term, Actor):
        layout = "list" if annex is Actor else ""
        registry.add_annex(Annex(annex.plural, annex.labels, layout), OWN)
    for suffix, read in OWN_READERS.items():
        registry.add_reader(suffix, read)
    for exporter in (
        Exporter("ledger", ledger_files),
        Exporter(
            "ledger-tables",
            ledger_tables,
            wanted=wants_tables,
            library="pyarrow",
            folder=FOLDER,
            mark=CATALOGUE,
        ),
        Exporter("report-cards", report_card_files),
        *OWN_EXPORTERS,
    ):
        registry.add_exporter(exporter)


def own_registry() -> Registry:
    """A registry that holds the toolkit's own things alone."""
    registry = Registry()
    register(registry)
    return registry
