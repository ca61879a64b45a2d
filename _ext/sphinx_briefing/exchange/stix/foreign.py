"""Objects that others have written in STIX 2.1, as records.

Who an object is about becomes an actor, a report a source, and what somebody notes a claim of
theirs, for a claim needs somebody who says so. All else is left aside, and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from ...records.countries import is_code
from ...records.readers import is_language
from ...records.slugs import slug
from ...texts import shorten
from ..imported import LONGEST_LINE, Once, ids_of, one_line
from ..model import Imported
from . import marks, own, table
from .bundles import wrong_with
from .dates import day_of

Object = Mapping[str, Any]

ACTORS = ("identity", "threat-actor", "intrusion-set")
EVENTS = ("campaign", "incident")
STATEMENTS = ("note", "opinion")
_CHECKED = frozenset((*ACTORS, *EVENTS, *STATEMENTS, "report", "relationship", "location"))
_READ = frozenset((*ACTORS, *EVENTS, *STATEMENTS, "report"))

WHYS: Mapping[str, str] = {
    "indicator": "is a pattern for machines; an indicator is a sign that bears on a judgement",
    "location": "is a place; of places, the countries of actors are taken",
    "relationship": "joins objects in a way that records have no field for",
    "grouping": "groups objects, as topics would; a topic is a question",
    "extension-definition": "defines an extension, which says nothing by itself",
    "language-content": "holds translations of other objects",
}
_FRAME = {"type", "id", "spec_version", "object_marking_refs", "extensions", "granular_markings"}
"""Properties that say what an object is, and what are read apart."""
_OF_OBJECTS = {"created", "modified"}
_DAYS = {"created", "published", "first_seen", "last_seen"}
_MIDNIGHT = ("T00:00:00Z", "T00:00:00.000Z")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


class Foreign:
    """The objects of others in a bundle.

    :param theirs: they, by id.
    :param objects: all of the bundle, our own among them.
    :param left: where to say what is left aside.
    :param file: the name of the file, for statements that no report of it holds.
    :param ours: the records that are known already, by kind and id.
    """

    def __init__(
        self,
        theirs: Mapping[str, Object],
        objects: Mapping[str, Object],
        markings: Mapping[str, str],
        left: Once,
        file: str,
        ours: Mapping[tuple[str, str], Imported],
    ) -> None:
        self._markings, self._left, self._file = markings, left, file
        self._objects = objects
        self._taken: dict[str, Object] = {}
        for identifier, one in theirs.items():
            if one["type"] in _CHECKED and (wrong := wrong_with(one)):
                left.add(one["type"], identifier, "", f"is not valid: {wrong}")
                continue
            self._taken[identifier] = one
        self._ids: dict[str, str] = {}
        for kind, types in (
            ("actor", ACTORS), ("source", ("report",)), ("event", EVENTS), ("claim", STATEMENTS),
        ):  # fmt: skip
            names = {
                identifier: _name_of(one)
                for identifier, one in self._taken.items()
                if one["type"] in types
            }
            taken = [record_id for of, record_id in ours if of == kind]
            self._ids |= ids_of(names, taken)
        for record in ours.values():
            self._ids.setdefault(record.where, record.id)
        self._reports: dict[str, list[str]] = {}
        for identifier, one in self._taken.items():
            if one["type"] == "report":
                for reference in _listed(one, "object_refs"):
                    self._reports.setdefault(reference, []).append(identifier)
        self._needs_file = False
        self._places: dict[str, str] = {}

    def records(self) -> Iterator[Imported]:
        """The records that they are."""
        self._places = self._countries()
        for one in self._taken.values():
            made = self._record(one)
            if made is not None:
                yield made
            elif one["type"] not in _READ and not self._is_used(one):
                why = WHYS.get(one["type"], "is nothing that records are about")
                self._leave(one, why)
        if self._needs_file:
            title = PurePath(self._file).name
            fields = {"title": title, "type": "dataset"}
            yield Imported("source", self._file_source, fields, where=title)

    def _record(self, one: Object) -> Imported | None:
        type_ = one["type"]
        if type_ in ACTORS:
            return self._actor(one)
        if type_ == "report":
            return self._source(one)
        if type_ in EVENTS:
            return self._event(one)
        return self._claim(one) if type_ in STATEMENTS else None

    def _is_used(self, one: Object) -> bool:
        """Whether an object says where an actor is."""
        if one["type"] == "location":
            return one["id"] in self._places.values()
        is_place = one.get("relationship_type") == "located-at"
        return is_place and self._places.get(str(one.get("source_ref"))) == one.get("target_ref")

    # -- kinds ----------------------------------------------------------------------------------

    def _actor(self, one: Object) -> Imported | None:
        if not (name := self._titled(one, "name")):
            return None
        says = "identity_class" if one["type"] == "identity" else "resource_level"
        given = one.get(says)
        kind = table.KINDS_OF_IDENTITIES.get(str(given), "")
        if not kind:
            kind = "group" if one["type"] != "identity" else "organisation"
            if given:
                why = f"{shorten(str(given), 40)!r} is no kind of actor; it is a {kind} now"
                self._left.add(one["type"], one["id"], says, why)
        fields: dict[str, Any] = {"name": name, "kind": kind}
        aliases = [one_line(alias) for alias in _listed(one, "aliases")]
        if aliases := [alias for alias in dict.fromkeys(aliases) if alias and alias != name]:
            fields["aliases"] = aliases
        where = self._objects.get(self._places.get(one["id"], ""), {})
        country = str(where.get("country", "")).upper()
        if is_code(country):
            fields["country"] = country
        used = {"name", says, "aliases"}
        contact = str(one.get("contact_information", ""))
        if re.fullmatch(r"https?://\S+", contact):
            fields["website"] = contact
            used.add("contact_information")
        for reference in _references(one):
            item = str(reference.get("external_id", ""))
            if reference.get("source_name") == "Wikidata" and re.fullmatch(r"Q[1-9]\d*", item):
                fields["wikidata"] = item
            elif reference.get("source_name") == "OpenSanctions" and item:
                fields["opensanctions"] = item
            else:
                self._left_reference(one, reference)
        return self._made("actor", one, fields, used | {"external_references"})

    def _source(self, one: Object) -> Imported | None:
        if not (title := self._titled(one, "name")):
            return None
        fields: dict[str, Any] = {"title": title, "type": "report"}
        if publisher := self._objects.get(str(one.get("created_by_ref")), {}).get("name"):
            fields["publisher"] = one_line(str(publisher))
        if day := day_of(one.get("published")):
            fields["date"] = day
        used = {"name", "published", "object_refs", "external_references"}
        if is_language(str(one.get("lang", ""))):
            fields["language"] = one["lang"]
            used.add("lang")
        for reference in _references(one):
            url = str(reference.get("url", ""))
            if "url" not in fields and re.fullmatch(r"https?://\S+", url):
                fields["url"] = url
            else:
                self._left_reference(one, reference)
        if reliability := _axis(one, "source_reliability", "ABCDEF"):
            fields["reliability"] = reliability
        used |= {"created_by_ref"} if "publisher" in fields else set()
        return self._made("source", one, fields, used)

    def _event(self, one: Object) -> Imported | None:
        first, last = day_of(one.get("first_seen")), day_of(one.get("last_seen"))
        if not first and not last:
            self._leave(one, "does not say when it was, which an event must")
            return None
        if not (title := self._titled(one, "name")):
            return None
        day = first if first == last else f"{first or '..'}/{last or '..'}"
        fields: dict[str, Any] = {"title": title, "date": day, "kind": "incident"}
        if sources := self._sources_of(one):
            fields["source"] = sources
        return self._made("event", one, fields, {"name", "first_seen", "last_seen"})

    def _claim(self, one: Object) -> Imported | None:
        by = self._ids.get(str(one.get("created_by_ref")))
        author = self._objects.get(str(one.get("created_by_ref")), {}).get("type")
        if by is None or author not in ACTORS:
            self._leave(one, "names nobody of the bundle who says so ('created_by_ref')")
            return None
        words = str(one.get("abstract") or one.get("explanation") or one.get("content") or "")
        statement, *rest = _SENTENCE.split(words.strip(), maxsplit=1)
        statement = one_line(statement)
        if not statement:
            self._leave(one, "says nothing in words")
            return None
        if len(statement) > LONGEST_LINE:
            self._leave(one, f"is longer than {LONGEST_LINE:,} characters")
            return None
        if one.get("abstract"):
            rest.append(str(one.get("content") or ""))
        fields: dict[str, Any] = {"statement": statement, "by": [by]}
        if day := day_of(one.get("created")):
            fields["date"] = day
        used = {"abstract", "content", "explanation", "created_by_ref", "created"}
        if credibility := self._credibility(one):
            fields["credibility"] = credibility
            used.add("confidence")
        fields["source"] = self._sources_of(one) or [self._file_source]
        self._needs_file |= fields["source"] == [self._file_source]
        if one["type"] == "opinion":
            used |= self._judged(one, fields)
        return self._made("claim", one, fields, used, "\n\n".join(filter(None, rest)))

    def _judged(self, one: Object, fields: dict[str, Any]) -> set[str]:
        """Add what an opinion disputes or bears out, as far as that are claims."""
        of = str(one.get("opinion", "")).removeprefix("strongly-")
        field = {"disagree": "disputes", "agree": "corroborates"}.get(of, "")
        claims = [
            self._ids[ref]
            for ref in _listed(one, "object_refs")
            if ref in self._ids and self._is_claim(ref)
        ]
        if not field or len(claims) < len(_listed(one, "object_refs")):
            return set()
        fields[field] = claims
        return {"opinion", "object_refs"}

    # -- parts ----------------------------------------------------------------------------------

    def _made(
        self, kind: str, one: Object, fields: dict[str, Any], used: set[str], text: str = ""
    ) -> Imported:
        if tags := [one_line(label) for label in _listed(one, "labels")]:
            fields["tags"] = tags
        marking, said = marks.as_tlp(own.marking_of(one, self._markings))
        if marking:
            fields["tlp"] = marking
        if said:
            self._left.add(one["type"], one["id"], "object_marking_refs", said)
        if not text and isinstance(one.get("description"), str):
            text = one["description"]
            used = used | {"description"}
        self._left.add(one["type"], "", "id", "is its id among others; records have their own")
        for name, value in one.items():
            self._leave_rest(kind, one, name, value, used)
        return Imported(kind, self._ids[one["id"]], fields, text, one["id"])

    def _leave_rest(self, kind: str, one: Object, name: str, value: object, used: set[str]) -> None:
        """Say that a property is not in a record, or not all of it."""
        if name in used and name in _DAYS and not str(value).endswith(_MIDNIGHT):
            self._left.add(one["type"], "", name, "is a moment, of which the day is kept")
        elif name in used and name == "confidence":
            why = "is kept as a grade of credibility, by the ranges of appendix A"
            self._left.add(one["type"], "", name, why)
        elif name in _OF_OBJECTS and name not in used:
            self._left.add(one["type"], "", name, "is a day of the object, not of what it says")
        elif name not in _FRAME | used | {"labels"}:
            why = f"is nothing that a record of kind {kind} has a field for"
            self._left.add(one["type"], one["id"], shorten(name, 60), why)

    def _titled(self, one: Object, name: str) -> str:
        title = one_line(str(one.get(name) or ""))
        if not title:
            self._leave(one, "has no name")
        elif len(title) > LONGEST_LINE:
            self._leave(one, f"has a name of more than {LONGEST_LINE:,} characters")
            return ""
        return title

    def _leave(self, one: Object, why: str) -> None:
        self._left.add(shorten(one["type"], 60), one["id"], "", why)

    def _left_reference(self, one: Object, reference: Mapping[str, Any]) -> None:
        said = shorten(str(reference.get("url") or reference.get("source_name")), 100)
        why = f"{said} is one more address than the record has a field for"
        self._left.add(one["type"], one["id"], "external_references", why)

    def _countries(self) -> dict[str, str]:
        """The locations of actors, by the ids of these."""
        found: dict[str, str] = {}
        for one in self._taken.values():
            if one["type"] == "relationship" and one.get("relationship_type") == "located-at":
                where = str(one.get("target_ref"))
                if str(self._objects.get(where, {}).get("country", "")):
                    found.setdefault(str(one.get("source_ref")), where)
        return found

    def _sources_of(self, one: Object) -> list[str]:
        reports = self._reports.get(one["id"], [])
        return [self._ids[report] for report in reports if report in self._ids]

    def _credibility(self, one: Object) -> str:
        said = _axis(one, "information_credibility", "123456")
        confidence = one.get("confidence")
        if said or not isinstance(confidence, int) or not 0 <= confidence <= 100:
            return said
        return table.credibility_of(confidence)

    def _is_claim(self, reference: str) -> bool:
        one = self._objects.get(reference, {})
        held = own.held_by(one)
        return held.get("record_kind") == "claim" if held else one.get("type") in STATEMENTS

    @property
    def _file_source(self) -> str:
        return slug(PurePath(self._file).stem) or "stix-bundle"


def _name_of(one: Object) -> str:
    words = one.get("name") or one.get("abstract") or one.get("explanation") or one.get("content")
    return " ".join(str(words or "")[:400].split()[:12])


def _listed(one: Object, name: str) -> list[str]:
    value = one.get(name)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _references(one: Object) -> list[Mapping[str, Any]]:
    value = one.get("external_references")
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _axis(one: Object, name: str, known: str) -> str:
    extensions = one.get("extensions")
    axes = extensions.get(table.ADMIRALTY) if isinstance(extensions, Mapping) else None
    value = axes.get(name) if isinstance(axes, Mapping) else None
    return value if isinstance(value, str) and len(value) == 1 and value in known else ""
