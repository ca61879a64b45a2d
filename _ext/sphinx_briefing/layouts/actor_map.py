"""``map``: who belongs to, meets and opposes whom, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import Any

from docutils import nodes

from ..records import Actor
from .parts import Desk, head_link, name_link, paragraph, separated, text, title_link
from .words import N_, _

Relations = dict[str, dict[tuple[str, str], list[tuple[str, str]]]]
"""For each actor: the relation and the other actor, with the records that show it."""

OPPOSED = frozenset({("for", "against"), ("against", "for")})
"""Stances on one topic that make their actors opponents."""

LABELS = {
    "belongs": N_("Belongs to"),
    "members": N_("Members"),
    "meets": N_("Meets"),
    "opposes": N_("Opposes"),
}


def as_map(records: Sequence[Any], desk: Desk) -> list[nodes.Node]:
    """A definition list of the actors that are related, each with its relations."""
    actors = [record for record in records if isinstance(record, Actor)]
    related = relations((actor.id for actor in actors), desk)
    items = []
    for actor in actors:
        definition = nodes.definition("")
        for relation, label in LABELS.items():
            found = {other: shown_by for (name, other), shown_by in related[actor.id].items()
                     if name == relation}  # fmt: skip
            if found:
                groups = [_related(other, found[other], desk) for other in sorted(found)]
                definition += paragraph(
                    text(f"{_(label)}: ", "brief-label"), *separated(groups, "; "),
                    classes=[f"brief-map-{relation}"],
                )  # fmt: skip
        if not definition.children:
            definition += paragraph(nodes.Text(str(_("No relation to the others is recorded."))))
        term = nodes.term("", "", head_link(actor))
        items.append(nodes.definition_list_item("", term, definition))
    return [nodes.definition_list("", *items, classes=["brief-map"])]


def relations(ids: Iterable[str], desk: Desk) -> Relations:
    """What the ledger says of the relations between actors.

    Membership is declared; who takes part in one event meets; who is for what another is
    against, or disputes what another claims, opposes.
    """
    found: Relations = {identifier: {} for identifier in ids}
    ledger = desk.ledger

    def note(one: str, relation: str, other: str, *shown_by: tuple[str, str]) -> None:
        if one != other and one in found and other in found:
            known = found[one].setdefault((relation, other), [])
            known.extend(key for key in shown_by if key not in known)

    for actor in ledger.records("actor").values():
        for group in actor.member_of:
            note(actor.id, "belongs", group)
            note(group, "members", actor.id)
        for member in actor.members:
            note(member, "belongs", actor.id)
            note(actor.id, "members", member)
    for event in ledger.records("event").values():
        for one, other in permutations(event.actors, 2):
            note(one, "meets", other, ("event", event.id))
    positions = list(ledger.records("position").values())
    for first, second in permutations(positions, 2):
        if (first.stance, second.stance) in OPPOSED and set(first.topic) & set(second.topic):
            for one in first.by:
                for other in second.by:
                    note(one, "opposes", other, ("position", first.id), ("position", second.id))
    for claim in ledger.records("claim").values():
        for disputed in ledger.disputed_by(claim.id):
            for one in claim.by:
                for other in ledger.records("claim")[disputed].by:
                    note(one, "opposes", other, ("claim", claim.id), ("claim", disputed))
    return found


def _related(other: str, shown_by: Sequence[tuple[str, str]], desk: Desk) -> list[nodes.Node]:
    parts: list[nodes.Node] = [name_link("actor", other)]
    links = [
        [title_link(kind, identifier, record.title_text)]
        for kind, identifier in shown_by
        if (record := desk.ledger.get(kind, identifier))
    ]
    if links:
        parts += [nodes.Text(" ("), *separated(links, "; "), nodes.Text(")")]
    return parts
