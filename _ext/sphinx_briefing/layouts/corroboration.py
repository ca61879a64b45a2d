"""``corroboration``: who bears a claim out, in which source, and where each of them has it from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

from docutils import nodes

from ..ledger import Ledger
from ..ledger.standing import STANDS
from ..presentation.inlines import separated
from ..presentation.labels import _, label_of
from ..records import Actor, Claim, Source
from .matrix import title_of
from .parts import (
    RenderContext,
    head_link,
    lost_nodes,
    name_link,
    paragraph,
    source_nodes,
    standing,
    text,
    title_link,
    value_nodes,
)

Voice = frozenset[tuple[str, str]]
"""The sources and actors, each with its kind, that make some claims one voice."""


@dataclass(frozen=True, slots=True)
class Account:
    """A claim in one source; ``origins`` are what that source retells, or the source itself."""

    claim: Claim
    source: str
    origins: tuple[str, ...]
    voice: Voice
    is_gone: bool = False
    """Whether it counts for nothing: the claim is withdrawn, or the source retracted."""


@dataclass(frozen=True, slots=True)
class Case:
    """Claims that bear each other out, and what disputes them."""

    claim: Claim
    carried_by: tuple[Account, ...]
    disputed_by: tuple[Account, ...]


def as_corroboration(records: Sequence[Any], context: RenderContext) -> list[nodes.Node]:
    """A definition list: each claim with the accounts that carry it, by their origins."""
    items = []
    for case in cases(records, context.ledger):
        definition = nodes.definition("")
        for line in standing(case.claim, context, leave=("disputed",)):
            definition += paragraph(*line, classes=["brief-details"])
        definition += _listed(case.carried_by, context)
        if case.disputed_by:
            label = text(str(_("Disputed by")), "brief-badge", "brief-disputed")
            definition += paragraph(label)
            definition += _listed(case.disputed_by, context)
        term = nodes.term("", "", head_link(case.claim))
        items.append(nodes.definition_list_item("", term, definition))
    return [nodes.definition_list("", *items, classes=["brief-carried"])]


def _listed(accounts: Sequence[Account], context: RenderContext) -> nodes.bullet_list:
    """The accounts, those of one voice together."""
    items = []
    for voice, group in groupby(accounts, key=attrgetter("voice")):
        entries = [_account(account, context) for account in group]
        if voice and len(entries) > 1:
            inner = [nodes.list_item("", account) for account in entries]
            words = str(_("One voice"))
            label = paragraph(text(f"{words}:", "brief-label"))
            items.append(nodes.list_item("", label, nodes.bullet_list("", *inner)))
        else:
            items += [nodes.list_item("", account) for account in entries]
    return nodes.bullet_list("", *items, classes=["brief-list"])


def _account(account: Account, context: RenderContext) -> nodes.paragraph:
    claim, voices = account.claim, context.ledger.voices
    source = context.ledger.get("source", account.source) if account.is_gone else None
    gone = lost_nodes(claim, context) if account.is_gone else []
    groups: list[list[nodes.Node]] = [
        [
            *separated(([name_link("actor", by)] for by in claim.by), ", "),
            nodes.Text(": "),
            head_link(claim),
        ],
        gone or (lost_nodes(source, context) if source else []),
        value_nodes(claim, "date", context),
        value_nodes(claim, "credibility", context),
        source_nodes(claim, context),
    ]
    spoken_for = {end for by in claim.by for end in voices.speakers.ends(by)} - {*claim.by}
    for kind, field, ends in (
        (Actor, "speaks-for", sorted(spoken_for)),
        (Source, "origin", [end for end in account.origins if end != account.source]),
    ):
        name = kind.kind_name
        links = [[title_link(name, end, title_of(context, name, end))] for end in ends]
        if links:
            label = text(f"{label_of(kind, field)}: ", "brief-label")
            groups.append([label, *separated(links, ", ")])
    return paragraph(*separated(groups, " \N{MIDDLE DOT} "))


def cases(records: Sequence[Any], ledger: Ledger) -> list[Case]:
    """The claims of a selection; those that bear each other out are one case."""
    found: dict[str, Case] = {}
    claims = ledger.records("claim")
    for record in records:
        group = ledger.joined_to(record.id)
        if isinstance(record, Claim) and group[0] not in found:
            others = {other for claim in group for other in ledger.disputed_by(claim)}
            found[group[0]] = Case(
                record,
                accounts([claims[claim] for claim in group], ledger),
                accounts([claims[claim] for claim in sorted(others)], ledger),
            )
    return list(found.values())


def accounts(claims: Sequence[Claim], ledger: Ledger) -> tuple[Account, ...]:
    """The accounts that hold some claims, by voice and origin.

    What has no source comes last but for what is gone.
    """
    voices = ledger.voices
    found = []
    left = [claim for claim in claims if claim.standing == STANDS]
    retracted = {
        source for claim in claims for source in claim.source if _is_retracted(source, ledger)
    }
    for group in voices.of(claim.id for claim in left):
        voice = frozenset(end for claim in group for end in voices.ends(claim))
        of_voice = [
            Account(claim, source, tuple(sorted(voices.origins.ends(source))), voice)
            for claim in map(ledger.records("claim").__getitem__, group)
            for source in claim.source
            if source not in retracted
        ]
        found.append(sorted(of_voice, key=lambda a: (a.origins, a.source, a.claim.id)))
    found.sort(key=lambda of_voice: (of_voice[0].origins, of_voice[0].source, of_voice[0].claim.id))
    unsourced = (Account(claim, "", (), Voice()) for claim in left if not claim.source)
    gone = (
        Account(claim, source, (source,) if source else (), Voice(), is_gone=True)
        for claim in claims
        for source in claim.source or ("",)
        if claim.standing != STANDS or source in retracted
    )
    return (*chain.from_iterable(found), *unsourced, *gone)


def _is_retracted(source: str, ledger: Ledger) -> bool:
    record = ledger.get("source", source)
    is_said = isinstance(record, Source) and bool(record.retracted)
    return is_said and ledger.loss("source", source) is not None
