"""Checks of other houses: names of houses in selections, ledgers that are one's own."""

from __future__ import annotations

from collections.abc import Iterator

from ..config.houses import houses_of
from ..diagnostics.model import Diagnostic
from ..domain import BriefDomain
from ..ledger.houses import bare
from ..ledger.names import Lookup, similar_houses


def unknown_houses(domain: BriefDomain) -> Iterator[Diagnostic]:
    """Report selections of records of a house that nobody knows."""
    houses = houses_of(domain.env.config).known
    for docname, page in domain.pages.items():
        for question in page.questions:
            house = question.options.get("house", "")
            if house and house not in houses:
                near = similar_houses(house, houses)
                said = Lookup(house=house, is_known_house=False, nearest=near)
                message = f"option 'house': {said.message(question.kind, house)}"
                yield Diagnostic(docname, question.line, "unknown", message, question.path)


def ledgers_of_our_own(domain: BriefDomain) -> list[str]:
    """Say of which houses the ledger is that of this project itself, a sentence each.

    It is where most of its records are here under the same id, on the same page.
    """
    found = []
    for name, house in houses_of(domain.env.config).known.items():
        here = 0
        for entry in house.entries:
            kind, identifier = entry.key
            own = domain.ledger.records(kind).get(bare(identifier))
            here += own is not None and own.docname == bare(entry.record.docname)
        if here * 2 > len(house.entries):
            found.append(
                f"{name!r}: its ledger is that of this project: {here} of its "
                f"{len(house.entries)} records are here, on the same pages; name another"
            )
    return found
