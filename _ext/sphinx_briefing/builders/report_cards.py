"""The report cards of all briefs as one JSON file beside the ledger, and its JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from ..domain import BriefDomain
from ..exports import Export
from ..markings import STRICTEST
from ..report_card import ReportCard
from ..schema import DIALECT, encoded

FILE, SCHEMA_FILE = "report-cards.json", "report-cards.schema.json"

SCHEMA = 1
"""Version of the structure of ``report-cards.json``."""


def document(domain: BriefDomain, open_to: str = STRICTEST) -> dict[str, Any]:
    """The cards as plain data, by the pages of briefs; their words are English.

    :param open_to: the marking of whoever reads them.
    """
    ledger = domain.ledger
    cards = {
        docname: msgspec.to_builtins(domain.report_cards.card(docname, open_to))
        for docname in ledger.briefs
        if ledger.markings.may_show_page(docname, open_to)
    }
    return {"schema": SCHEMA, "cards": cards}


def schema() -> dict[str, Any]:
    """The schema of a ``report-cards.json``."""
    (reference,), components = msgspec.json.schema_components([ReportCard])
    definitions = {
        name: {**found, "additionalProperties": False} for name, found in components.items()
    }
    return {
        "$schema": DIALECT,
        "title": "sphinx-briefing report cards",
        "type": "object",
        "properties": {
            "schema": {"const": SCHEMA},
            "cards": {
                "description": "cards by the page of their brief",
                "type": "object",
                "additionalProperties": reference,
            },
        },
        "required": ["schema", "cards"],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def report_card_files(export: Export) -> Mapping[str, bytes]:
    """The cards and their schema, where the house wants them and there is a brief."""
    if not (export.domain.env.config.briefing_report_cards and export.ledger.briefs):
        return {}
    return {
        FILE: encoded(document(export.domain, export.open_to)),
        SCHEMA_FILE: encoded(schema()),
    }
