"""``corroboration``: who bears a claim out, in which source, and where each of them has it from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docutils import nodes

from ..ledger import Ledger
from ..ledger.evidence import origin_of
from ..records import Claim
from .parts import (
    Desk,
    head_link,
    name_link,
    paragraph,
    separated,
    source_nodes,
    standing,
    text,
    title_link,
    value_nodes,
)
from .words import _, label_of


@dataclass(frozen=True, slots=True)
class Account:
    """A claim in one source; ``origin`` is what that source retells, or the source itself."""

    claim: Claim
    source: str
    origin: str


@dataclass(frozen=True, slots=True)
class Case:
    """Claims that bear each other out, and what disputes them."""

    claim: Claim
    carried_by: tuple[Account, ...]
    disputed_by: tuple[Account, ...]


def as_corroboration(records: Sequence[Any], desk: Desk) -> list[nodes.Node]:
    """A definition list: each claim with the accounts that carry it, by their origins."""
    items = []
    for case in cases(records, desk.ledger):
        definition = nodes.definition("")
        for line in standing(case.claim, desk, leave=("disputed",)):
            definition += paragraph(*line, classes=["brief-details"])
        accounts = [nodes.list_item("", _account(a, desk)) for a in case.carried_by]
        definition += nodes.bullet_list("", *accounts, classes=["brief-list"])
        if case.disputed_by:
            label = text(str(_("Disputed by")), "brief-badge", "brief-disputed")
            definition += paragraph(label)
            others = [nodes.list_item("", _account(a, desk)) for a in case.disputed_by]
            definition += nodes.bullet_list("", *others, classes=["brief-list"])
        term = nodes.term("", "", head_link(case.claim))
        items.append(nodes.definition_list_item("", term, definition))
    return [nodes.definition_list("", *items, classes=["brief-carried"])]


def _account(account: Account, desk: Desk) -> nodes.paragraph:
    claim = account.claim
    groups: list[list[nodes.Node]] = [
        [*separated(([name_link("actor", by)] for by in claim.by), ", "), nodes.Text(": "),
         head_link(claim)],
        value_nodes(claim, "date", desk),
        value_nodes(claim, "credibility", desk),
        source_nodes(claim, desk),
    ]  # fmt: skip
    origin = desk.ledger.get("source", account.origin)
    if origin is not None and account.origin != account.source:
        label = text(f"{label_of('origin')}: ", "brief-label")
        groups.append([label, title_link("source", origin.id, origin.title_text)])
    return paragraph(*separated(groups, " \N{MIDDLE DOT} "))


def cases(records: Sequence[Any], ledger: Ledger) -> list[Case]:
    """The claims of a selection; those that bear each other out are one case."""
    found: dict[tuple[str, ...], Case] = {}
    claims = ledger.records("claim")
    for record in records:
        group = ledger.joined_to(record.id)
        if isinstance(record, Claim) and group not in found:
            others = {other for claim in group for other in ledger.disputed_by(claim)}
            found[group] = Case(
                record,
                accounts([claims[claim] for claim in group], ledger),
                accounts([claims[claim] for claim in sorted(others)], ledger),
            )
    return list(found.values())


def accounts(claims: Sequence[Claim], ledger: Ledger) -> tuple[Account, ...]:
    """The accounts that hold some claims, by origin; what has no source comes last."""
    known = ledger.records("source")
    found = [
        Account(claim, source, origin_of(source, known) if source else "")
        for claim in claims
        for source in claim.source or ("",)
    ]
    return tuple(sorted(found, key=lambda a: (not a.source, a.origin, a.source, a.claim.id)))
