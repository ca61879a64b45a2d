"""Ties between entities of FollowTheMoney, as fields of actors, or in words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from typing import Any

from ...records.dates import is_date
from ..imported import Once, one_line
from ..model import Lost
from . import table
from .entities import Entity, day_in, is_a

_SAID = ("authority", "summary", "program", "reason", "status")
"""Properties of a sanction that are said in words where it is no event."""
_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")


class Ties:
    """The memberships, offices, owners and the like of actors.

    :param ids: the ids of records by those of their entities.
    :param actors: the entities that are actors.
    :param often: how many actors have each name; one that several have is not written in prose,
        where nobody could tell whom it means.
    """

    def __init__(
        self,
        entities: Mapping[str, Entity],
        ids: Mapping[str, str],
        actors: Container[str],
        often: Mapping[str, int],
        left: Once,
    ) -> None:
        self._entities, self._ids, self._actors = entities, ids, actors
        self._often, self._left = often, left
        self._fields: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._words: dict[str, list[str]] = defaultdict(list)
        self._known: set[str] = set()
        self._posts: set[str] = set()
        self._events = {one.id for one in entities.values() if is_a(one.schema, "Event")}
        for one in entities.values():
            self._read(one)

    def knows(self, one: Entity) -> bool:
        """Whether an entity is a tie that was read, or a post that somebody holds."""
        return one.id in self._known

    def of(self, one: Entity, fields: dict[str, Any]) -> set[str]:
        """Fill in the fields of an actor; the properties that were used."""
        offices = self._fields[one.id]["offices"]
        for position in one.properties.get("position", ()):
            offices.append(_without_brackets(one_line(position)))
        for name, values in self._fields[one.id].items():
            if values:
                fields[name] = list(dict.fromkeys(values))
        return {"position"}

    def roles(self, one: Entity) -> dict[str, list[str]]:
        """Those whom an event is about, by the fields that name them."""
        return {name: list(dict.fromkeys(ids)) for name, ids in self._fields[one.id].items() if ids}

    def words(self, one: Entity) -> list[str]:
        """The ties of an actor in words."""
        links = [
            f"{label}: {'; '.join(map(self._called, one.properties[name]))}."
            for name, label in table.LINKS.items()
            if one.properties.get(name)
        ]
        return list(dict.fromkeys((*links, *self._words[one.id])))

    def left_over(self) -> Iterator[Lost]:
        """Posts that nobody in the file holds."""
        for one in self._entities.values():
            if is_a(one.schema, "Position") and one.id not in self._posts:
                yield Lost(one.schema, one.id, "", "is a post that nobody in the file holds")

    def day(self, one: Entity) -> str:
        """When something was: a day, or an interval."""
        if not is_a(one.schema, "Sanction"):
            return self._interval(one)
        first, last = _when(one), _latest(one)
        found = f"{first}/{last}" if first and last and last >= first else first
        self._leave_days(one, found)
        return found

    # -- each of them ---------------------------------------------------------------------------

    def _read(self, one: Entity) -> None:
        schema = one.schema
        if schema == "Membership":
            self._membership(one)
        elif schema == "Representation":
            self._representation(one)
        elif schema == "Occupancy":
            post = self._entities.get(one.first("post"))
            if post is not None and post.schema == "Position":
                self._posts.add(post.id)
                title = one_line(post.first("name") or post.caption)
                self._office(one, one.first("holder"), title, {"holder", "post"})
            else:
                self._leave(one, "holds a post that is not in the file")
        elif schema in table.OFFICES:
            holder, body, default = table.OFFICES[schema]
            where = self._entities.get(one.first(body))
            title = one_line(one.first("role")) or default
            name = one_line(where.caption or where.first("name")) if where is not None else ""
            title = ", ".join(filter(None, (title, name)))
            self._office(one, one.first(holder), title, {holder, body, "role"})
        elif schema == "Ownership":
            self._ownership(one)
        elif is_a(schema, "Sanction") and not _when(one):
            self._undated(one)
        elif schema == "UnknownLink" and one.first("subject") in self._events:
            self._link(one)
        elif schema == "Position":
            self._known.add(one.id)

    def _link(self, one: Entity) -> None:
        """A link from an event to those that it is about."""
        event, actor, role = one.first("subject"), one.first("object"), one.first("role")
        if role not in table.ROLES:
            self._leave(one, "has a role that nobody has in an event")
        elif self._are_actors(one, actor):
            self._fields[event][role].append(self._ids[actor])
            self._used(one, {"subject", "object", "role"})

    def _membership(self, one: Entity) -> None:
        member, body = one.first("member"), one.first("organization")
        if not self._are_actors(one, member, body):
            return
        if one.first("recordId") == "members" and one.id.startswith(table.PREFIX):
            self._fields[body]["members"].append(self._ids[member])
        else:
            self._fields[member]["member-of"].append(self._ids[body])
        self._used(one, {"member", "organization", "recordId"})

    def _representation(self, one: Entity) -> None:
        agent, client = one.first("agent"), one.first("client")
        if one.first("role") != table.SPEAKS_FOR:
            self._leave(one, "is an agent, who is not the voice of whom they act for")
        elif self._are_actors(one, agent, client):
            self._fields[agent]["speaks-for"].append(self._ids[client])
            self._used(one, {"agent", "client", "role"})

    def _office(self, one: Entity, holder: str, title: str, used: set[str]) -> None:
        if holder not in self._actors:
            self._leave(one, "is held by nobody of the file")
        elif not title:
            self._leave(one, "has no title")
        else:
            when = self._interval(one)
            title = title if one.id.startswith(table.PREFIX) else _without_brackets(title)
            self._fields[holder]["offices"].append(f"{title} ({when})" if when else title)
            self._used(one, used | {"date", "startDate", "endDate"})

    def _ownership(self, one: Entity) -> None:
        owner, asset = one.first("owner"), one.first("asset")
        if not self._are_actors(one, owner, asset):
            return
        whose, when = self._called(owner), self._interval(one)
        share = one.first("percentage")
        more = ", ".join(filter(None, (f"{share} %" if share else "", when)))
        self._words[asset].append(f"Owner: {whose} ({more})." if more else f"Owner: {whose}.")
        self._used(one, {"owner", "asset", "percentage", "date", "startDate", "endDate"})

    def _undated(self, one: Entity) -> None:
        """Say a sanction in words, for an event must say when it was."""
        whom = [actor for actor in one.properties.get("entity", ()) if actor in self._actors]
        used = {"entity", *_SAID}
        said = [one_line(value) for name in _SAID for value in one.properties.get(name, ())]
        for actor in whom:
            self._words[actor].append(f"Sanctioned: {'; '.join(said) or 'yes'}.")
        if whom:
            self._used(one, used)

    def _called(self, entity: str) -> str:
        """The name of an entity, or its id where several have that name, or nobody knows it."""
        found = self._entities.get(entity)
        name = one_line(found.caption or found.first("name")) if found is not None else ""
        return name if name and self._often.get(name, 0) < 2 else entity

    # -- parts ----------------------------------------------------------------------------------

    def _are_actors(self, one: Entity, *ends: str) -> bool:
        if all(end in self._actors for end in ends):
            return True
        self._leave(one, "joins something that is no actor of the file")
        return False

    def _leave(self, one: Entity, why: str) -> None:
        self._known.add(one.id)
        self._left.add(one.schema, one.id, "", why)

    def _used(self, one: Entity, used: set[str]) -> None:
        self._known.add(one.id)
        for name in one.properties:
            if name not in used:
                why = "is more than a record can say of what joins two actors"
                self._left.add(one.schema, one.id, name, why)

    def _interval(self, one: Entity) -> str:
        first, last = _earliest(one, "startDate"), _latest(one)
        if first and last and last < first:
            last = ""
        found = f"{first or '..'}/{last or '..'}" if first or last else _earliest(one, "date")
        found = found if is_date(found) else ""
        self._leave_days(one, found)
        return found

    def _leave_days(self, one: Entity, said: str) -> None:
        """Say which days of an entity are not said."""
        days = said.split("/")
        for name in ("listingDate", "startDate", "endDate", "date"):
            if any(value not in days for value in one.properties.get(name, ())):
                why = "is a moment, or a further day, of which a record says none"
                self._left.add(one.schema, one.id, name, why)


def _earliest(one: Entity, *names: str) -> str:
    for name in names:
        days = sorted(filter(is_date, map(day_in, one.properties.get(name, ()))))
        if days:
            return days[0]
    return ""


def _when(one: Entity) -> str:
    return _earliest(one, "listingDate", "startDate", "date")


def _latest(one: Entity) -> str:
    days = filter(is_date, map(day_in, one.properties.get("endDate", ())))
    return max(days, default="")


def _without_brackets(title: str) -> str:
    """A title without brackets at its end, where a date would be looked for in them.

    >>> _without_brackets("Head of department (acting)")
    'Head of department, acting'
    """
    while match := _BRACKETS.search(title):
        title = f"{title[: match.start()]}, {match[1]}".strip(", ")
    return title
