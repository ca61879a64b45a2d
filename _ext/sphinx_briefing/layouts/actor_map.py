"""``map``: who belongs to, meets and opposes whom, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations, product
from typing import Any

from docutils import nodes

from ..presentation.dates import printed
from ..presentation.inlines import separated
from ..presentation.labels import N_, _
from ..records import Actor, Event, Position, Record, goes_with
from ..vocabularies import ATTACKS, MEETINGS
from .parts import RenderContext, head_link, name_link, paragraph, text, title_link

Relations = dict[str, dict[tuple[str, str], dict[tuple[str, str], None]]]
"""For each actor: the relation and the other actor, with the records that show it."""

OPPOSITE = {"for": "against", "against": "for"}
"""Stances on one topic that make their actors opponents; equal ones make them agree."""

LABELS = {
    "members": N_("Members"),
    "meets": N_("Meets"),
    "agreed": N_("Agreed in writing with"),
    "supports": N_("Agrees with"),
    "opposes": N_("Opposes"),
    "attacked": N_("Attacked"),
}
ONE_SIDED = frozenset({"members", "attacked"})
"""The relations that are told by one side, whoever comes first."""
DATED = frozenset({"agreed", "attacked"})
"""The relations that are told with the day of the event that shows them."""


def as_map(records: Sequence[Any], context: RenderContext) -> list[nodes.Node]:
    """A definition list of the actors that are related, in which each relation is told once.

    Of a group its members are told, of an attacker whom it attacked, and all else by whoever comes
    first.
    """
    actors = [record for record in records if isinstance(record, Actor)]
    related = relations((actor.id for actor in actors), context)
    items = []
    told: set[str] = set()
    for actor in actors:
        told.add(actor.id)
        definition = nodes.definition("")
        for relation, label in LABELS.items():
            found = {
                other: shown_by
                for (name, other), shown_by in related[actor.id].items()
                if name == relation and (relation in ONE_SIDED or other not in told)
            }
            if found:
                groups = [
                    _related(relation, other, found[other], context) for other in sorted(found)
                ]
                definition += paragraph(
                    text(f"{_(label)}: ", "brief-label"),
                    *separated(groups, "; "),
                    classes=[f"brief-map-{relation}"],
                )
        if definition.children:
            term = nodes.term("", "", head_link(actor))
            items.append(nodes.definition_list_item("", term, definition))
    if alone := [[head_link(actor)] for actor in actors if not related[actor.id]]:
        words = paragraph(nodes.Text(str(_("No relation to the others is recorded."))))
        term = nodes.term("", "", *separated(alone, ", "))
        items.append(nodes.definition_list_item("", term, nodes.definition("", words)))
    return [nodes.definition_list("", *items, classes=["brief-map"])]


def relations(ids: Iterable[str], context: RenderContext) -> Relations:
    """The relations between actors, as the ledger has them.

    Membership is declared; who takes part in one meeting or agreement meets, but for those who
    sign the same, who have agreed. Who attacks has attacked the targets. Who is for
    what another is for, or against what another is against, agrees with them, as does who bears
    out what another claims; who is for what another is against, or disputes what another claims,
    opposes them.
    """
    found: Relations = {identifier: {} for identifier in ids}
    ledger = context.ledger

    def note(one: str, relation: str, other: str, *shown_by: tuple[str, str]) -> None:
        if one != other and one in found and other in found:
            found[one].setdefault((relation, other), {}).update(dict.fromkeys(shown_by))

    for actor in ledger.records("actor").values():
        for group in actor.member_of:
            note(actor.id, "belongs", group)
            note(group, "members", actor.id)
        for member in actor.members:
            note(member, "belongs", actor.id)
            note(actor.id, "members", member)
    for event in ledger.records("event").values():
        for one, relation, other in _between(event):
            note(one, relation, other, ("event", event.id))
    stances: dict[tuple[str, str], list[Position]] = {}
    for position in ledger.records("position").values():
        for topic in position.topic:
            stances.setdefault((topic, position.stance or ""), []).append(position)
    for (topic, stance), held in sorted(stances.items()):
        for relation, others in (
            ("opposes", stances.get((topic, OPPOSITE.get(stance, "-")), ())),
            ("supports", held if stance in OPPOSITE else ()),
        ):
            for first, second in product(held, others):
                for one, other in product(first.by, second.by):
                    note(one, relation, other, ("position", first.id), ("position", second.id))
    claims = ledger.records("claim")
    for claim in claims.values():
        for relation, joined in (
            ("opposes", ledger.disputed_by(claim.id)),
            ("supports", [other for other in claim.corroborates if other in claims]),
        ):
            for account in joined:
                for one, other in product(claim.by, claims[account].by):
                    note(one, relation, other, ("claim", claim.id), ("claim", account))
                    if relation == "supports":
                        note(other, relation, one, ("claim", account), ("claim", claim.id))
    return found


def _between(event: Event) -> Iterator[tuple[str, str, str]]:
    """The relations that an event shows: one actor, the relation, the other."""
    signed = event.signatories if goes_with(event, "signatories") else ()
    for one, other in permutations(signed, 2):
        yield one, "agreed", other
    if event.kind in MEETINGS:
        present = dict.fromkeys((*event.actors, *event.host, *event.signatories))
        for one, other in permutations(present, 2):
            if not (one in signed and other in signed):
                yield one, "meets", other
    if event.kind in ATTACKS:
        for one, other in product(event.actors, event.targets):
            yield one, "attacked", other
            yield other, "attacked-by", one


def dated(relation: str, record: Record, context: RenderContext) -> str:
    """The day of a record after its title, where its relation is told with it."""
    if relation not in DATED or not record.written_date:
        return ""
    return f", {printed(record.written_date, context.language, short=True)}"


def _related(
    relation: str, other: str, shown_by: Iterable[tuple[str, str]], context: RenderContext
) -> list[nodes.Node]:
    parts: list[nodes.Node] = [name_link("actor", other)]
    links = [
        [
            title_link(kind, identifier, record.title_text),
            *([nodes.Text(day)] if (day := dated(relation, record, context)) else []),
        ]
        for kind, identifier in shown_by
        if (record := context.ledger.get(kind, identifier))
    ]
    if links:
        parts += [nodes.Text(" ("), *separated(links, "; "), nodes.Text(")")]
    return parts
