"""Documents as entities of FollowTheMoney."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...records.dates import span
from ...records.offices import office
from ..account import Account
from ..documents import listed
from ..model import Document
from . import table
from .entities import Entity, cleaned, entity_id, fits, is_a, listings, made_id, record_id
from .table import HOLDS, WHYS

Fields = Mapping[str, Any]
Key = tuple[str, str]
"""The kind and the id of a record."""

_NUMBER = re.compile(r"(IMO|MMSI) (\d{7,9})")
_PLAIN = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_NAMES = ("name", "title", "summary", "description")
"""Properties without which nobody could tell what an entity is."""
_OPEN = ("0001-01-01", "9999-12-31")
TITLE = "FollowTheMoney"


class Entities:
    """The entities of a document, with the account of what they do not hold."""

    def __init__(self, document: Document) -> None:
        self.account = Account(document, TITLE, HOLDS, WHYS)
        actors = document.get("actors") or {}
        self._schemata = {
            one: table.SCHEMATA.get(str(fields.get("kind")), ("LegalEntity", ""))[0]
            for one, fields in actors.items()
        }
        self._canonical: dict[str, str] = {}
        taken: set[str] = set()
        for one, fields in actors.items():
            name = str(fields.get("opensanctions") or "")
            is_free = name not in taken and not name.startswith(table.PREFIX)
            if name and is_free and cleaned("Thing", "addressEntity", name) == name:
                self._canonical[one] = name
                taken.add(name)
        self._actors_of_entities = {self._actor_id(one): one for one in actors}
        self._sources = set(document.get("sources") or {})
        self._made: dict[str, Entity] = {}

    def all(self) -> list[Entity]:
        """All entities, each once."""
        for kind, make in (
            ("actor", self._actor), ("source", self._source), ("event", self._event),
            ("claim", self._claim),
        ):  # fmt: skip
            for identifier, fields in self.account.records(kind):
                if not record_id(entity_id(kind, identifier), kind):
                    self.account.lose(kind, identifier, "id", "is too long for FollowTheMoney")
                for one in make(identifier, fields):
                    self._made.setdefault(one.id, one)
        return list(self._made.values())

    def lose_days(self, one: Entity, why: str) -> None:
        """Say that a file does not hold the days on which an actor was seen on each list."""
        self.account.lose("actor", self._actors_of_entities[one.id], "text", why)

    # -- kinds ----------------------------------------------------------------------------------

    def _actor(self, one: str, fields: Fields) -> Iterator[Entity]:
        schema, form = self._schemata[one], table.SCHEMATA.get(fields.get("kind", ""), ("", ""))[1]
        own = entity_id("actor", one)
        made = Entity(self._actor_id(one), schema, caption=str(fields.get("name") or one), own=own)
        key = ("actor", one)
        if "kind" in fields and fields["kind"] not in table.SCHEMATA:
            self.account.lose(*key, "kind", f"{fields['kind']!r} has no schema")
        self._words(made, key, "name", "name", fields.get("name"))
        if fields.get("long") in made.properties.get("name", ()):
            self.account.lose(*key, "long", "is the name itself")
        self._words(made, key, "long", "name", fields.get("long"))
        made.add("weakAlias", *listed(fields.get("variants")))
        for alias in listed(fields.get("aliases")):
            number = _NUMBER.fullmatch(alias)
            name = {"IMO": "imoNumber", "MMSI": "mmsi"}[number[1]] if number else ""
            if number and schema == "Vessel" and (held := cleaned(schema, name, number[2])):
                made.add(name, held)
            else:
                self._words(made, key, "aliases", "alias", alias)
        if form:
            made.add("legalForm", form)
        if schema == "Vessel":
            self._lose_all(key, fields, ("abbr", "website"), "a Vessel has no property for it")
        else:
            self._words(made, key, "abbr", "abbreviation", fields.get("abbr"))
            self._exact(made, key, "website", "website", fields.get("website"))
        country = str(fields.get("country") or "")
        place = "flag" if schema == "Vessel" else "country"
        if country and cleaned(schema, place, country).upper() == country:
            made.add(place, country.lower())
        elif country:
            self.account.lose(*key, "country", f"FollowTheMoney does not know {country!r}")
        self._exact(made, key, "wikidata", "wikidataId", fields.get("wikidata"))
        if fields.get("opensanctions") and one not in self._canonical:
            why = "cannot be the id of an entity, or is that of another one"
            self.account.lose(*key, "opensanctions", why)
        for tag in listed(fields.get("tags")):
            made.add("topics" if cleaned("Thing", "topics", tag) == tag else "keywords", tag)
        self._proof(made, key, "source", fields)
        text, made.datasets = listings(str(fields.get("text") or ""))
        if text:
            made.add("notes", text)
        yield made
        yield from self._ties(one, made, fields)

    def _ties(self, one: str, made: Entity, fields: Fields) -> Iterator[Entity]:
        key = ("actor", one)
        for field, mine, theirs in (
            ("member-of", "member", "organization"), ("members", "organization", "member"),
        ):  # fmt: skip
            for other in listed(fields.get(field)):
                pair = {mine: one, theirs: other}
                said = {"recordId": [field]}
                yield from self._tie(key, field, "Membership", pair, said)
        for other in listed(fields.get("speaks-for")):
            pair = {"agent": one, "client": other}
            role = {"role": [table.SPEAKS_FOR]}
            yield from self._tie(key, "speaks-for", "Representation", pair, role)
        for entry in listed(fields.get("offices")):
            if made.schema != "Person":
                self.account.lose(*key, "offices", "a Person alone holds a Position")
                continue
            title, when = office(entry)
            days = _interval(when)
            if when and days is None:
                why = f"{when!r} is no day, month, year or interval of these"
                self.account.lose(*key, "offices", why)
            post = Entity(made_id("position", title), "Position", {"name": [title]}, title)
            name = made_id("occupancy", made.id, post.id, when)
            ends = {"holder": [made.id], "post": [post.id]}
            yield post
            yield Entity(name, "Occupancy", {**ends, **(days or {})})

    def _tie(
        self,
        key: Key,
        field: str,
        schema: str,
        pair: dict[str, str],
        more: dict[str, Any],
    ) -> Iterator[Entity]:
        for name, actor in pair.items():
            of = self._schemata.get(actor)
            if of is None:
                self.account.lose(*key, field, f"actor {actor!r} is not in the file")
                return
            wanted = "Organization" if name == "organization" else "LegalEntity"
            if not is_a(of, wanted):
                self.account.lose(*key, field, f"a {of} cannot be the {name} of a {schema}")
                return
        if len(set(pair.values())) < 2:
            self.account.lose(*key, field, "nobody is tied to themselves")
            return
        ends = {name: [self._actor_id(actor)] for name, actor in sorted(pair.items())}
        name = made_id(schema.lower(), field, *(value for (value,) in ends.values()))
        yield Entity(name, schema, {**ends, **more})

    def _source(self, one: str, fields: Fields) -> Iterator[Entity]:
        type_ = str(fields.get("type") or "")
        schema, key = table.SOURCES.get(type_, "Document"), ("source", one)
        title = str(fields.get("title") or one)
        made = Entity(entity_id("source", one), schema, {"fileName": [one]}, title)
        if type_ and schema == "Document":
            self.account.lose(*key, "type", "documents have no types like it")
        self._words(made, key, "title", "title", fields.get("title"))
        for author in listed(fields.get("author")):
            self._words(made, key, "author", "author", author)
        self._words(made, key, "publisher", "publisher", fields.get("publisher"))
        self._exact(made, key, "date", "publishedAt", fields.get("date"))
        self._exact(made, key, "accessed", "retrievedAt", fields.get("accessed"))
        self._exact(made, key, "url", "sourceUrl", fields.get("url"))
        language = str(fields.get("language") or "")
        code = cleaned(schema, "language", language)
        if language and alpha2(code) == language:
            made.add("language", code)
        elif language:
            self.account.lose(*key, "language", f"{language!r} is no plain code of ISO 639")
        made.add("keywords", *listed(fields.get("tags")))
        self._proof(made, key, "origin", fields)
        self._words(made, key, "text", "notes", fields.get("text"))
        yield made

    def _event(self, one: str, fields: Fields) -> Iterator[Entity]:
        key, tags = ("event", one), listed(fields.get("tags"))
        targets = self._actors(key, "targets", fields, "Thing")
        is_sanction = "sanction" in tags and targets and fields.get("kind") == "decision"
        made = Entity(entity_id("event", one), "Sanction" if is_sanction else "Event")
        made.caption = str(fields.get("title") or one)
        made.properties |= self._days(key, str(fields.get("date") or ""))
        self._proof(made, key, "source", fields)
        if is_sanction:
            self._sanction(made, key, fields, targets)
            yield made
            return
        self._words(made, key, "title", "name", fields.get("title"))
        self._words(made, key, "place", "location", fields.get("place"))
        made.add("involved", *self._actors(key, "actors", fields))
        made.add("organizer", *self._actors(key, "host", fields))
        self._words(made, key, "outcome", "summary", fields.get("outcome"))
        if fields.get("kind"):
            made.add("keywords", f"{table.KIND_OF_EVENT}{fields['kind']}")
        made.add("keywords", *tags)
        self._words(made, key, "text", "notes", fields.get("text"))
        yield made
        for role in table.ROLES:
            found = targets if role == "targets" else self._actors(key, role, fields, "Thing")
            for actor in found:
                ends = {"subject": [made.id], "object": [actor], "role": [role]}
                yield Entity(made_id("link", made.id, actor, role), "UnknownLink", ends)

    def _sanction(self, made: Entity, key: Key, fields: Fields, targets: list[str]) -> None:
        if "date" in made.properties:
            made.properties["startDate"] = made.properties.pop("date")
        elif "endDate" not in made.properties:
            self.account.lose(*key, "date", "is held as a day, for a Sanction goes on")
        made.add("entity", *targets)
        self._words(made, key, "title", "summary", fields.get("title"))
        self._words(made, key, "text", "description", fields.get("text"))
        if listed(fields.get("tags")) != ["sanction"]:
            self.account.lose(*key, "tags", "a Sanction has no keywords")
        whole = ("place", "actors", "host", "outcome", "signatories")
        self._lose_all(key, fields, whole, "a Sanction has no property for it")

    def _days(self, key: Key, written: str) -> dict[str, list[str]]:
        """The properties of the date of an event, or of the days that it covers."""
        found = _interval(written)
        if found is not None:
            return found
        try:
            days = span(written)
        except ValueError:
            self.account.leave_out(*key, f"is on {written[:80]!r}, which is no date")
            return {}
        self.account.lose(*key, "date", f"{written!r} is held as the days that it covers")
        found = {"startDate": [days.first.isoformat()], "endDate": [days.last.isoformat()]}
        return {name: value for name, value in found.items() if value[0] not in _OPEN}

    def _claim(self, one: str, fields: Fields) -> Iterator[Entity]:
        key = ("claim", one)
        made = Entity(entity_id("claim", one), "Note", caption=str(fields.get("statement") or one))
        self._words(made, key, "statement", "description", fields.get("statement"))
        made.add("entity", *self._actors(key, "by", fields, "Thing"))
        if not made.first("entity"):
            self.account.leave_out(*key, "nobody who says so is in the file")
            return
        self._exact(made, key, "date", "createdAt", fields.get("date"))
        made.add("keywords", *listed(fields.get("tags")))
        self._proof(made, key, "source", fields)
        self._words(made, key, "text", "notes", fields.get("text"))
        yield made

    # -- values ---------------------------------------------------------------------------------

    def _actor_id(self, one: str) -> str:
        return self._canonical.get(one) or entity_id("actor", one)

    def _actors(
        self, key: Key, field: str, fields: Fields, wanted: str = "LegalEntity"
    ) -> list[str]:
        found = []
        for one in listed(fields.get(field)):
            of = self._schemata.get(one)
            if of is None:
                self.account.lose(*key, field, f"actor {one!r} is not in the file")
            elif not is_a(of, wanted):
                self.account.lose(*key, field, f"a {of} cannot be there")
            else:
                found.append(self._actor_id(one))
        return found

    def _proof(self, made: Entity, key: Key, field: str, fields: Fields) -> None:
        for one in listed(fields.get(field)):
            if one in self._sources and key != ("source", one):
                made.add("proof", entity_id("source", one))
            else:
                self.account.lose(*key, field, f"source {one!r} is not in the file, or is this one")

    def _words(self, made: Entity, key: Key, field: str, name: str, value: Any) -> None:
        """Add words, which the library takes as they are, unless they are too long for it."""
        if isinstance(value, str) and value and (name in _NAMES or fits(made.schema, name, value)):
            made.add(name, value)
        elif isinstance(value, str):
            self.account.lose(*key, field, f"{value[:80]!r} is too long for {name}")
        elif value is not None:
            self.account.lose(*key, field, "is no text")

    def _exact(self, made: Entity, key: Key, field: str, name: str, value: Any) -> None:
        """Add a value of a type that has a form, if the library would leave it as it is."""
        if not value:
            return
        held = cleaned(made.schema, name, str(value))
        if held == value:
            made.add(name, held)
        else:
            how = f"would be {held!r}" if held else "would be dropped"
            self.account.lose(*key, field, f"{str(value)[:80]!r} {how} as {name}")

    def _lose_all(self, key: Key, fields: Fields, names: tuple[str, ...], why: str) -> None:
        for name in names:
            if fields.get(name):
                self.account.lose(*key, name, why)


def _interval(written: str) -> dict[str, list[str]] | None:
    """The properties of an interval for a date; ``None`` for what they cannot say."""
    first, slash, last = written.partition("/")
    if not slash:
        found = {"date": [first]} if first else {}
    else:
        found = {"startDate": [first], "endDate": [last]}
        found = {name: value for name, value in found.items() if value != [".."]}
    if not all(_is_plain(value) for (value,) in found.values()):
        return None
    return found


def _is_plain(day: str) -> bool:
    try:
        return (
            bool(_PLAIN.fullmatch(day))
            and span(day) is not None
            and not 20 < int(day[5:7] or 0) < 42
        )
    except ValueError:
        return False


def alpha2(code: str) -> str:
    """The code of two letters for one of three, where there is one."""
    from langcodes import standardize_tag

    return standardize_tag(code) if code else ""
