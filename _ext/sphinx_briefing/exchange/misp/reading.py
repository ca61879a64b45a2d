"""Events of MISP as records: sources, and what is graded in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...markings import STRICTEST, strictest
from ...texts import shorten
from ...vocabularies import ACTOR_KIND
from ..documents import json_value
from ..imported import LONGEST_LINE, Once, ids_of, one_line, without_shared_links
from ..model import Imported, Read, UnreadableFile
from . import table
from .table import OWN, meaning_of, split_tag

Object = Mapping[str, Any]

WORDS = ("text", "comment", "other")
"""Types of attributes that are words, which somebody may have graded."""
_READ = {
    "uuid", "id", "info", "date", "Tag", "Attribute", "Orgc", "type", "value", "comment",
    "category",
}  # fmt: skip
_OF_MISP = {
    "timestamp", "published", "analysis", "threat_level_id", "distribution", "to_ids",
    "disable_correlation", "attribute_count", "publish_timestamp", "sharing_group_id", "locked",
    "event_id", "object_id", "object_relation", "deleted", "org_id", "orgc_id", "Org",
    "event_creator_email", "proposal_email_lock", "extends_uuid", "first_seen", "last_seen",
    "Galaxy", "RelatedEvent",
    "ShadowAttribute", "SharingGroup", "protected", "CryptographicKey",
}  # fmt: skip
"""Properties by which MISP keeps and shares events; they say nothing of what an event is about."""


def read(data: bytes, name: str) -> Read:
    """The records of a file of events.

    :param name: what the file is called, for messages.
    :raises UnreadableFile: if there is no event in it.
    """
    left = Once()
    events = [*_events(json_value(data, name, "a file of MISP"), left)]
    if not events:
        raise UnreadableFile(f"{name} has no event of MISP: no object under 'Event'")
    return Read(tuple(Records(events, left).all()), left.all())


def _events(found: Any, left: Once) -> Iterator[Object]:
    if isinstance(found, dict) and isinstance(found.get("response"), (list, dict)):
        found = found["response"]
    for number, one in enumerate(found if isinstance(found, list) else [found], 1):
        event = one.get("Event") if isinstance(one, dict) else None
        if event is None and isinstance(one, dict) and one.keys() >= {"info", "date"}:
            event = one  # an event as PyMISP writes it
        if isinstance(event, dict):
            yield event
        else:
            left.add("event", f"object {number}", "", "is no event of MISP")


class Records:
    """The records of some events.

    :param left: where to say what is left aside.
    """

    def __init__(self, events: list[Object], left: Once) -> None:
        self._events, self._left = events, left
        names: dict[str, dict[str, str]] = {kind: {} for kind in table.HOLDS}
        taken: dict[str, list[str]] = {kind: [] for kind in table.HOLDS}
        self._ids: dict[tuple[str, str], str] = {}
        for number, event in enumerate(events):
            key = f"{event.get('uuid')}-{number}"
            own = _own(_tags(event))
            taken["source"] += own.get("source", ())
            if not own.get("about") and not own.get("source"):
                names["source"][key] = _line(event.get("info"))
                if whose := _whose(event):
                    names["actor"][whose] = whose
            for place, attribute in enumerate(_attributes(event)):
                kind = self._kind(attribute)
                if kind and (ids := _own(_tags(attribute)).get(kind)):
                    taken[kind] += ids
                elif kind:
                    names[kind][f"{key}-{place}"] = _line(attribute.get("value"))
        for kind, found in names.items():
            made = ids_of(found, taken[kind])
            self._ids |= {(kind, key): one for key, one in made.items()}

    def all(self) -> list[Imported]:
        """All records, each once."""
        found: dict[tuple[str, str], Imported] = {}
        for number, event in enumerate(self._events):
            for one in self._of(event, f"{event.get('uuid')}-{number}"):
                if (one.kind, one.id) in found:
                    if one.kind != "actor":
                        self._left.add(one.kind, one.id, "", "is in the file a second time")
                else:
                    found[one.kind, one.id] = one
        return without_shared_links(found.values())

    def _of(self, event: Object, key: str) -> Iterator[Imported]:
        own, source = _own(_tags(event)), ""
        if not own.get("about"):
            made = self._source(event, key)
            if made is not None:
                source = made.id
                yield made
            if (whose := _whose(event)) and not own.get("source"):
                fields = {"name": whose, "kind": "organisation"}
                yield Imported("actor", self._ids["actor", whose], fields, where=whose)
        for place, attribute in enumerate(_attributes(event)):
            kind = self._kind(attribute)
            if kind:
                made = self._statement(event, attribute, kind, f"{key}-{place}", source)
                if made is not None:
                    yield made
            elif not _is_of_source(attribute) or own.get("about"):
                self._leave_attribute(attribute)

    # -- kinds ----------------------------------------------------------------------------------

    def _source(self, event: Object, key: str) -> Imported | None:
        tags = _tags(event)
        own = _own(tags)
        title = _line(event.get("info"))
        where = shorten(str(event.get("uuid") or key), 60)
        if not title or len(title) > LONGEST_LINE:
            self._left.add("event", where, "", "has no 'info', or one that is too long for a title")
            return None
        fields: dict[str, Any] = {"title": title}
        day = str(event.get("date") or "")
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) and day != table.NO_DATE:
            fields["date"] = day
        if (whose := _whose(event)) and not own.get("source"):
            fields["publisher"] = whose
        words: list[str] = []
        for attribute in _attributes(event):
            if self._kind(attribute) or not _is_of_source(attribute):
                continue
            value = str(attribute.get("value") or "")
            if attribute.get("type") == "link" and "url" not in fields and _is_address(value):
                fields["url"] = value
            elif attribute.get("type") == "comment":
                words.append(value)
            else:
                self._leave_attribute(attribute)
        self._graded(fields, tags, ("reliability", "tlp"), "event", where)
        self._leave_rest("event", where, event)
        identifier = (own.get("source") or [""])[0] or self._ids["source", key]
        return Imported("source", identifier, fields, "\n\n".join(words), where)

    def _statement(
        self, event: Object, attribute: Object, kind: str, key: str, source: str
    ) -> Imported | None:
        tags, around = _tags(attribute), _tags(event)
        own = _own(tags)
        where = shorten(str(attribute.get("uuid") or key), 60)
        statement = _line(attribute.get("value"))
        if not statement or len(statement) > LONGEST_LINE:
            self._left.add("attribute", where, "", "has no value, or one too long for a statement")
            return None
        fields: dict[str, Any] = {table_name(kind): statement}
        if kind == "actor":
            fields["kind"] = next(filter(ACTOR_KIND.values.__contains__, own.get("kind", ())), "")
        if kind == "claim":
            by = own.get("by") or ([self._ids["actor", whose]] if (whose := _whose(event)) else [])
            if by:
                fields["by"] = by
            elif not own:
                self._left.add("attribute", where, "", "is of an event that names nobody ('Orgc')")
                return None
            sources = own.get("from") or ([source] if source and not own else [])
            fields |= {"source": sources} if sources else {}
            fields["date"] = next(iter(own.get("date", ())), "")
        grades = {"claim": ("credibility",), "judgement": ("likelihood", "confidence")}
        self._graded(fields, tags, (*grades.get(kind, ()), "tlp"), "attribute", where)
        inherited: dict[str, Any] = {}
        wanted = ("credibility", "tlp") if kind == "claim" else ("tlp",)
        self._graded(inherited, around, wanted, "", "")
        markings = fields.get("tlp", ""), inherited.pop("tlp", "")
        fields["tlp"] = (markings[0] or markings[1]) if own else strictest(markings)
        inherited.pop("tags", None)
        fields = {**(inherited if not own else {}), **fields}
        if own.get("likelihood"):
            fields["likelihood"] = own["likelihood"][0]
        fields = {name: value for name, value in fields.items() if value}
        self._leave_rest("attribute", where, attribute)
        identifier = (own.get(kind) or [""])[0] or self._ids[kind, key]
        return Imported(kind, identifier, fields, str(attribute.get("comment") or ""), where)

    # -- parts ----------------------------------------------------------------------------------

    def _kind(self, attribute: Object) -> str:
        """The kind of record that an attribute is; empty where it is none."""
        tags = _tags(attribute)
        own = _own(tags)
        for kind in table.HOLDS:
            if kind != "source" and own.get(kind):
                return kind
        if attribute.get("type") not in WORDS:
            return ""
        fields = {field for field, value in map(meaning_of, tags) if value}
        if "likelihood" in fields:
            return "judgement"
        return "claim" if "credibility" in fields else ""

    def _graded(
        self,
        fields: dict[str, Any],
        tags: list[str],
        wanted: tuple[str, ...],
        type_: str,
        where: str,
    ) -> None:
        """Fill in what tags say, and leave the others as tags.

        :param type_: what the tags are of; empty where nothing is to be said of them.
        """
        words = []
        markings = []
        for tag in tags:
            field, value = meaning_of(tag)
            if field == "tlp":
                markings.append(value or STRICTEST)
                if not value and type_:
                    why = f"{tag!r} is no marking of TLP 2.0; the record is TLP:{STRICTEST} now"
                    self._left.add(type_, where, "Tag", shorten(why, 200))
            elif field in wanted and value and field not in fields:
                fields[field] = value
            elif split_tag(tag)[0].startswith(f"{OWN}:"):
                continue
            elif field and type_:
                why = f"{tag!r} is no grade of such a record, or a second one"
                self._left.add(type_, where, "Tag", shorten(why, 200))
            elif not field:
                words.append(one_line(tag))
        if markings:
            fields["tlp"] = strictest(markings)
        if words:
            fields["tags"] = list(dict.fromkeys(filter(None, words)))

    def _leave_rest(self, type_: str, where: str, one: Object) -> None:
        names = [] if _own(_tags(one)) else ["uuid", "category"]
        for name in filter(one.get, names):
            self._left.add(type_, "", name, "says how MISP keeps it, and nothing of what it is")
        for name, value in one.items():
            if name in _READ or value in (None, "", [], {}):
                continue
            if name in _OF_MISP:
                self._left.add(type_, "", name, "says how MISP keeps it, and nothing of what it is")
            else:
                self._left.add(type_, where, shorten(name, 60), "is nothing that records are about")

    def _leave_attribute(self, attribute: Object) -> None:
        where = shorten(str(attribute.get("uuid") or attribute.get("value")), 60)
        type_ = shorten(str(attribute.get("type")), 40)
        why = f"is of type {type_}, and bears no grade that makes it a claim or a judgement"
        self._left.add("attribute", where, "", why)


def table_name(kind: str) -> str:
    """The field of a kind that its attribute has as a value."""
    return "name" if kind == "actor" else "statement"


def _tags(one: Object) -> list[str]:
    tags = one.get("Tag")
    if not isinstance(tags, list):
        return []
    names = (tag.get("name") for tag in tags if isinstance(tag, dict))
    return [name for name in names if isinstance(name, str) and name]


def _own(tags: list[str]) -> dict[str, list[str]]:
    """What tags of our own say, by predicate."""
    found: dict[str, list[str]] = {}
    for tag in tags:
        name, value = split_tag(tag)
        if name.startswith(f"{OWN}:") and value:
            found.setdefault(name.removeprefix(f"{OWN}:"), []).append(value)
    return found


def _attributes(event: Object) -> list[Object]:
    found = event.get("Attribute")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _is_of_source(attribute: Object) -> bool:
    """Whether an attribute says something of the source itself: its address, or words on it."""
    return attribute.get("type") in ("link", "comment")


def _whose(event: Object) -> str:
    organisation = event.get("Orgc")
    name = organisation.get("name") if isinstance(organisation, dict) else None
    found = _line(name)
    return found if len(found) <= LONGEST_LINE else ""


def _line(value: object) -> str:
    return one_line(value) if isinstance(value, str) else ""


def _is_address(value: str) -> bool:
    return re.fullmatch(r"https?://[^\s/?#]+\S*", value) is not None
