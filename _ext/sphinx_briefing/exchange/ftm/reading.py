"""Entities of FollowTheMoney as records: a list becomes a register of people, bodies and ships."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ...records.countries import is_code
from ...vocabularies import EVENT_KIND
from ..imported import LONGEST_LINE, Once, ids_of, one_line, without_shared_links
from ..model import Imported, Read
from . import table
from .entities import Entity, Seen, cleaned, day_in, is_a, listed, record_id
from .ties import Ties
from .writing import alpha2

_NUMBER = re.compile(r"\d{7,9}")
_ADDRESS = re.compile(r"https?://[^\s/?#]+\.[^\s]+")


class Records:
    """The records of some entities.

    :param left: where to say what is left aside.
    """

    def __init__(self, entities: Mapping[str, Entity], left: Once) -> None:
        self._entities, self._left = entities, left
        names: dict[str, dict[str, str]] = {"actor": {}, "source": {}, "event": {}, "claim": {}}
        self._kinds: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        taken: set[tuple[str, str]] = set()
        for one in entities.values():
            kind = _kind_of(one)
            if not kind:
                continue
            self._kinds[one.id] = kind
            own = _own_id(one, kind)
            if own and (kind, own) not in taken:
                self.ids[one.id] = own
                taken.add((kind, own))
            else:
                names[kind][one.id] = self._name(one)
        for kind, found in names.items():
            self.ids |= ids_of(found, [own for of, own in taken if of == kind])
        self._often = Counter(self._name(one) for one in entities.values() if _is_actor(one))
        self._lists: dict[str, str] = {}
        """By the names of lists, the last day on which they held anybody."""
        actors = {one for one, kind in self._kinds.items() if kind == "actor"}
        self.ties = Ties(entities, self.ids, actors, self._often, left)

    def read(self) -> Read:
        """All records, and what was left aside."""
        made = (record for one in self._entities.values() for record in self._of(one))
        records = without_shared_links(made)
        known = {one.id for one in records if one.kind == "source"}
        for name, last in self._lists.items():
            if name not in known:
                fields = {"title": name, "type": "dataset", **({"date": last} if last else {})}
                records.append(Imported("source", name, fields, where=name))
        self._left.extend(self.ties.left_over())
        return Read(tuple(records), self._left.all())

    def _of(self, one: Entity) -> Iterator[Imported]:
        kind = self._kinds.get(one.id, "")
        if self.ties.knows(one):
            return
        make = {
            "actor": self._actor, "source": self._source, "event": self._event,
            "claim": self._claim,
        }.get(kind)  # fmt: skip
        if make is not None:
            made = make(one)
            if made is not None:
                yield made
        else:
            self._left.add(one.schema, one.id, "", "is nothing that records are about")

    # -- kinds ----------------------------------------------------------------------------------

    def _actor(self, one: Entity) -> Imported | None:
        name = self._name(one)
        if not name or len(name) > LONGEST_LINE:
            self._left.add(one.schema, one.id, "", "has no name, or one that is too long to be one")
            return None
        form = one.first("legalForm")
        kind = table.KINDS_OF_FORMS.get(form) or _of_schema(one.schema, table.KINDS_OF_SCHEMATA)
        used = {"name", "alias", "previousName", "topics", "keywords", "proof"}
        used |= {*table.FACTS, *table.LINKS}
        used |= {"summary", "description", "notes", "wikidataId"}
        fields: dict[str, Any] = {"name": name, "kind": kind}
        if form in table.KINDS_OF_FORMS:
            used.add("legalForm")
        is_own = bool(_own_id(one, "actor"))
        others = [*one.properties.get("name", ()), *one.properties.get("alias", ())]
        facts = table.FACTS
        if is_own:
            others = one.properties.get("alias", [])
            facts = {prop: label for prop, label in facts.items() if prop != "weakAlias"}
            if len(names := one.properties.get("name", [])) > 1:
                fields["long"] = names[1]
            if variants := one.properties.get("weakAlias"):
                fields["variants"] = list(variants)
        aliases = dict.fromkeys(one_line(other) for other in others)
        aliases |= dict.fromkeys(map(one_line, one.properties.get("previousName", ())))
        if not is_own:
            aliases.pop(name, None)
        for prop, letters in table.NUMBERS.items():
            numbers = [re.sub("[^0-9]", "", value) for value in one.properties.get(prop, ())]
            if kind == "vessel" and all(map(_NUMBER.fullmatch, numbers)):
                used.add(prop)
                aliases |= dict.fromkeys(f"{letters} {number}" for number in numbers)
        if aliases := {alias: None for alias in aliases if alias and len(alias) <= LONGEST_LINE}:
            fields["aliases"] = list(aliases)
        if one.properties.get("previousName"):
            self._left.add(one.schema, "", "previousName", "is an alias now, like all other names")
        used |= self._single(one, fields, "abbr", "abbreviation", one_line)
        used |= self._single(one, fields, "website", "website", _address)
        used |= self._country(one, fields)
        if _wikidata(one.first("wikidataId")):
            fields["wikidata"] = one.first("wikidataId")
        if not one.id.startswith(table.PREFIX):
            fields["opensanctions"] = one.id
        tags = [*one.properties.get("topics", ()), *one.properties.get("keywords", ())]
        if tags:
            fields["tags"] = list(dict.fromkeys(map(one_line, tags)))
        used |= self.ties.of(one, fields)
        text = self._text(one, facts, [*self.ties.words(one), *listed(_lists_of(one))])
        fields |= self._sources(one)
        return self._made("actor", one, fields, used, text)

    def _source(self, one: Entity) -> Imported:
        fields: dict[str, Any] = {"title": self._name(one)}
        used = {"title", "author", "keywords", "notes", "summary", "description", "proof"}
        used |= {
            name for name in ("name", "fileName") if one.properties.get(name) == [self._name(one)]
        }
        if one.id.startswith(table.PREFIX):
            used.add("fileName")
        if type_ := _of_schema(one.schema, table.TYPES_OF_SCHEMATA):
            fields["type"] = type_
        for field, prop, of in (
            ("publisher", "publisher", one_line), ("date", "publishedAt", day_in),
            ("accessed", "retrievedAt", day_in), ("url", "sourceUrl", _address),
            ("language", "language", alpha2),
        ):  # fmt: skip
            used |= self._single(one, fields, field, prop, of)
        if "date" not in fields:
            used |= self._single(one, fields, "date", "date", day_in)
        if authors := one.properties.get("author"):
            fields["author"] = [one_line(author) for author in authors]
        if tags := one.properties.get("keywords"):
            fields["tags"] = [one_line(tag) for tag in tags]
        if origin := self._ids_of(one, "proof", "source"):
            fields["origin"] = origin
        return self._made("source", one, fields, used, self._text(one, {}, []))

    def _event(self, one: Entity) -> Imported | None:
        is_sanction = is_a(one.schema, "Sanction")
        fields: dict[str, Any] = {"title": self._name(one)}
        used = {"name", "date", "startDate", "endDate", "proof", "notes", "description", "summary"}
        day = self.ties.day(one)
        if not day:
            self._left.add(one.schema, one.id, "", "does not say when it was, which an event must")
            return None
        fields["date"] = day
        facts: Mapping[str, str] = {}
        words: list[str] = []
        if is_sanction:
            targets = self._ids_of(one, "entity", "actor")
            if not targets:
                self._left.add(one.schema, one.id, "", "is against nobody in the file")
                return None
            fields |= {"kind": "decision", "targets": targets, "tags": ["sanction"]}
            facts = table.FACTS_OF_SANCTIONS
            used |= {"entity", "authority", "listingDate", *facts}
            words = list(listed(_lists_of(one)))
        else:
            for field, prop in (("place", "location"), ("outcome", "summary")):
                used |= self._single(one, fields, field, prop, one_line)
            for field, prop in (("actors", "involved"), ("host", "organizer")):
                if actors := self._ids_of(one, prop, "actor"):
                    fields[field] = actors
                used.add(prop)
            fields |= self.ties.roles(one)
            tags = [one_line(tag) for tag in one.properties.get("keywords", ())]
            for tag in tags:
                of = tag.removeprefix(table.KIND_OF_EVENT)
                if of != tag and of in EVENT_KIND.values and "kind" not in fields:
                    fields["kind"] = of
            if tags := [tag for tag in tags if tag != f"{table.KIND_OF_EVENT}{fields.get('kind')}"]:
                fields["tags"] = tags
            used.add("keywords")
        text = self._text(one, facts, words, summary=False)
        fields |= self._sources(one)
        return self._made("event", one, fields, used, text)

    def _claim(self, one: Entity) -> Imported | None:
        by = self._ids_of(one, "entity", "actor")
        statement = one_line(one.first("description"))
        if not by or not statement or len(statement) > LONGEST_LINE:
            self._left.add(one.schema, one.id, "", "says nothing in a line, or is on nobody")
            return None
        fields: dict[str, Any] = {"statement": statement, "by": by}
        used = {"description", "entity", "keywords", "proof", "notes"}
        used |= self._single(one, fields, "date", "createdAt", day_in)
        if tags := one.properties.get("keywords"):
            fields["tags"] = [one_line(tag) for tag in tags]
        fields |= self._sources(one)
        return self._made("claim", one, fields, used, "\n\n".join(one.properties.get("notes", ())))

    # -- parts ----------------------------------------------------------------------------------

    def _made(
        self, kind: str, one: Entity, fields: dict[str, Any], used: set[str], text: str
    ) -> Imported:
        for name in one.properties:
            if name not in used:
                why = f"is nothing that a record of kind {kind} has a field for"
                self._left.add(one.schema, one.id, name, why)
        return Imported(kind, self.ids[one.id], fields, text, one.where or one.id)

    def _single(
        self, one: Entity, fields: dict[str, Any], field: str, prop: str, read: Any
    ) -> set[str]:
        """Fill a field that holds one value with the first one that can be read."""
        values = one.properties.get(prop, ())
        found = next(filter(None, map(read, values)), "")
        if found:
            fields[field] = found
        if len(values) > bool(found):
            self._left.add(one.schema, one.id, prop, f"{field} holds one value, and this has more")
        return {prop}

    def _country(self, one: Entity, fields: dict[str, Any]) -> set[str]:
        props = [name for name in table.COUNTRIES if one.properties.get(name)]
        codes = [code.upper() for name in props for code in one.properties[name]]
        found = next(filter(is_code, codes), "")
        if found:
            fields["country"] = found
        for name in props:
            rest = [code for code in one.properties[name] if code.upper() != found]
            if rest:
                why = f"a record has one country; {', '.join(rest[:5])} is not said"
                self._left.add(one.schema, one.id, name, why)
        return set(props)

    def _text(
        self, one: Entity, facts: Mapping[str, str], words: list[str], summary: bool = True
    ) -> str:
        names = (*(("summary",) if summary else ()), "description", "notes")
        prose = [value for name in names for value in one.properties.get(name, ())]
        said = [
            f"{label}: {'; '.join(map(one_line, one.properties[name]))}."
            for name, label in facts.items()
            if one.properties.get(name)
        ]
        return "\n\n".join(filter(None, (*prose, "\n".join((*said, *words)))))

    def _sources(self, one: Entity) -> dict[str, Any]:
        """The sources that an entity names, and the lists that it is on."""
        found = dict.fromkeys(self._ids_of(one, "proof", "source"))
        for name, (_first, last) in _lists_of(one).items():
            found[name] = None
            self._lists[name] = max(self._lists.get(name, ""), last)
        return {"source": list(found)} if found else {}

    def _ids_of(self, one: Entity, prop: str, kind: str) -> list[str]:
        found = []
        for other in one.properties.get(prop, ()):
            if self._kinds.get(other) == kind:
                found.append(self.ids[other])
            else:
                self._left.add(one.schema, one.id, prop, f"{other[:60]} is no {kind} of the file")
        return found

    def _name(self, one: Entity) -> str:
        said = one.caption or one.first("name") or one.first("title") or one.first("fileName")
        if is_a(one.schema, "Sanction"):
            said = one.first("summary")
            if not said:
                whom = self._entities.get(one.first("entity"))
                name = self._name(whom) if whom is not None and whom is not one else ""
                said = f"{one.first('authority') or 'Sanction'}: {name or one.id}"
        if is_a(one.schema, "Note"):
            said = one.first("description")
        if one.id.startswith(table.PREFIX):
            said = one.first("title") or one.first("name") or said
        return one_line(said)


def _lists_of(one: Entity) -> dict[str, Seen]:
    """The lists of others that an entity is on."""
    return {name: seen for name, seen in one.datasets.items() if name != table.OWN}


def _own_id(one: Entity, kind: str) -> str:
    return next(filter(None, (record_id(name, kind) for name in (one.id, *one.referents))), "")


def _kind_of(one: Entity) -> str:
    if _is_actor(one):
        return "actor"
    for schema, kind in (
        ("Document", "source"), ("Event", "event"), ("Sanction", "event"), ("Note", "claim"),
    ):  # fmt: skip
        if is_a(one.schema, schema):
            return kind
    return ""


def _is_actor(one: Entity) -> bool:
    return bool(_of_schema(one.schema, table.KINDS_OF_SCHEMATA))


def _of_schema(schema: str, table_: Mapping[str, str]) -> str:
    """What a table says of a schema, or of the nearest one that it is a kind of."""
    if schema in table_:
        return table_[schema]
    return next((value for name, value in table_.items() if is_a(schema, name)), "")


def _address(value: str) -> str:
    return value if _ADDRESS.fullmatch(value) else ""


def _wikidata(value: str) -> str:
    return cleaned("Thing", "wikidataId", value) if re.fullmatch(r"Q[1-9]\d*", value) else ""
