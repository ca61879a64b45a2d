"""Documents as events of MISP."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec

from ...records.dates import first_day
from ..account import Account
from ..documents import NAMESPACE, of_kind
from ..model import BASE, Document, Written
from . import table
from .table import HOLDS, own_tag, tag_of

Fields = Mapping[str, Any]
Object = dict[str, Any]


def write(document: Document) -> Written:
    """Events of all sources, and of the briefs whose judgements they hold."""
    return Events(document).written()


class Events:
    """The events of a document."""

    def __init__(self, document: Document) -> None:
        self._account = Account(document, "MISP", HOLDS)
        self._namespace = str(document.get(BASE) or NAMESPACE)
        self._briefs = of_kind(document, "brief")
        self._pages = {one: str(fields.get("docname") or "") for one, fields in of_kind(
            document, "judgement").items()}  # fmt: skip
        self._events: dict[tuple[str, str], Object] = {}

    def written(self) -> Written:
        """The file."""
        for one, fields in self._account.records("actor"):
            event = self._event("actors", "", "Actors", table.NO_DATE)
            self._attribute(event, "actor", one, fields, "name")
        for one, fields in self._account.records("source"):
            self._source(one, fields)
        for one, fields in self._account.records("claim"):
            event = self._event_of_claim(one, fields)
            self._attribute(event, "claim", one, fields, "statement")
        for one, fields in self._account.records("judgement"):
            page = self._pages[one]
            brief = self._briefs.get(page, {})
            title = str(brief.get("title") or "Judgements")
            day = _first_day(str(brief.get("date") or "")) or table.NO_DATE
            event = self._event("judgements", page if brief else "", title, day)
            self._attribute(event, "judgement", one, fields, "statement")
        events = [{"Event": event} for event in self._events.values()]
        content = msgspec.json.format(msgspec.json.encode({"response": events}), indent=1)
        return self._account.written(content + b"\n")

    # -- parts ----------------------------------------------------------------------------------

    def _event(self, about: str, name: str, info: str, day: str) -> Object:
        """The event about something, made when it is first asked for."""
        key = about, name
        if key not in self._events:
            moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
            self._events[key] = {
                "uuid": self._uuid("event", about, name),
                "info": info,
                "date": day,
                "timestamp": str(int(moment.timestamp())),
                "published": False,
                "analysis": "2",
                "threat_level_id": "4",
                "distribution": "0",
                "Tag": [{"name": own_tag("about", about)}],
                "Attribute": [],
            }
        return self._events[key]

    def _source(self, one: str, fields: Fields) -> None:
        day, key = str(fields.get("date") or ""), ("source", one)
        known = _first_day(day)
        if known != day:
            self._account.lose(*key, "date", f"{day!r} is no single day, which an Event is on")
        title = str(fields.get("title") or one)
        event = self._event("source", one, title, known or table.NO_DATE)
        event["Tag"] = [{"name": own_tag("source", one)}, *self._tags("source", one, fields)]
        if url := fields.get("url"):
            link = {"type": "link", "category": "External analysis", "value": url}
            event["Attribute"].append(self._held(link, "link", one))
        if text := fields.get("text"):
            words = {"type": "comment", "category": "Other", "value": text}
            event["Attribute"].append(self._held(words, "comment", one))

    def _event_of_claim(self, one: str, fields: Fields) -> Object:
        """The event of the first source of a claim that is in the file."""
        sources = fields.get("source") or []
        for source in sources:
            if ("source", source) in self._events:
                return self._events["source", source]
        return self._event("claims", "", "Claims", table.NO_DATE)

    def _attribute(self, event: Object, kind: str, one: str, fields: Fields, name: str) -> None:
        made = {"type": "text", "category": "Other", "value": str(fields.get(name) or one)}
        if text := fields.get("text"):
            made["comment"] = text
        found = self._held(made, kind, one)
        own = [own_tag(kind, one)]
        for field, values in (
            ("by", fields.get("by")), ("from", fields.get("source")),
            ("date", fields.get("date")), ("kind", fields.get("kind")),
        ):  # fmt: skip
            own += [own_tag(field, value) for value in ([values] if isinstance(values, str) else
                                                        values or ())]  # fmt: skip
        found["Tag"] = [*({"name": tag} for tag in own), *self._tags(kind, one, fields)]
        event["Attribute"].append(found)

    def _tags(self, kind: str, one: str, fields: Fields) -> Iterator[Object]:
        """The tags of the grades of a record, and those that are its own words."""
        for field in table.TAXONOMIES:
            value = fields.get(field)
            if not isinstance(value, str) or not value:
                continue
            tag = tag_of(field, value)
            if tag:
                yield {"name": tag}
            if field == "likelihood" and table.meaning_of(tag) != (field, value):
                yield {"name": own_tag("likelihood", value)}
            elif not tag:
                self._account.lose(kind, one, field, f"no taxonomy of MISP has {value!r}")
        for tag in fields.get("tags") or ():
            if table.meaning_of(tag)[0] or tag.startswith(f"{table.OWN}:"):
                self._account.lose(kind, one, "tags", f"{tag!r} would mean something else")
            else:
                yield {"name": tag}

    def _held(self, made: Object, *key: str) -> Object:
        return {"uuid": self._uuid(*key), **made, "to_ids": False, "disable_correlation": True}

    def _uuid(self, *parts: str) -> str:
        return str(uuid5(uuid5(NAMESPACE_URL, self._namespace), "\x1f".join(("misp", *parts))))


def _first_day(written: str) -> str:
    """The first day of a date; empty where there is none."""
    first = first_day(written)
    return first.isoformat() if first is not None else ""
