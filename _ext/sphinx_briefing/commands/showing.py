"""All that is known of a record, in words: as data, and in lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from ..checks.ceilings import borne_by
from ..ledger.evidence import Key
from ..ledger.names_of_kinds import key_in
from ..presentation.labels import count_of, label_of
from ..presentation.losses import lost, voices_under
from ..presentation.values import Facts, Part, badge_label, title_of
from ..records import Record
from ..records.conventions import Conventions
from ..records.fields import declared
from ..texts import shorten
from .impact_report import TITLE, Impact, citing_of

if TYPE_CHECKING:
    from .looking_up import Looking

BESIDE = frozenset({"id", "text", "docname", "line", "mentions", "tlp"})
"""Fields that are said elsewhere, or are no words."""


class _Words(Facts):
    """Facts for somebody at a terminal: records by their titles, with their ids."""

    def names(self, kind: str, identifiers: Iterable[str]) -> list[Part]:
        found = []
        for one in identifiers:
            record = self.ledger.get(kind, one)
            title = shorten(title_of(record), TITLE) if record is not None else ""
            words = f"{title} ({one})" if title and title != one else one
            found.append(Part(words, kind, one))
        return found


class Referring(NamedTuple):
    """A place that refers to a record."""

    where: str
    docname: str
    what: str
    """The record whose field it is; empty for the page itself."""
    field: str
    """The role, the option or the field that names it; empty for prose that does."""


class Shown:
    """A record with all that is known of it.

    :param citing: by brief, the records that it cites, where somebody has looked already.
    """

    def __init__(
        self, place: Looking, key: Key, citing: Mapping[str, frozenset[Key]] | None = None
    ) -> None:
        self.place = place
        self.key = key
        found = place.ledger.get(*key)
        assert found is not None  # as whoever has looked it up knows
        self.record: Record = found
        domain = place.domain
        conventions = domain.conventions if domain is not None else Conventions()
        language = (domain.env.config.language if domain is not None else "") or "en"
        self._facts = _Words(place.ledger, conventions, language, in_view=False)
        if citing is None:
            citing = citing_of(domain) if domain is not None else {}
        self._citing = citing

    @property
    def data(self) -> dict[str, Any]:
        """All of it as plain data; what is empty is left out."""
        impact = Impact(self.place.ledger, self.key, self._citing).data
        mine = f"{self.key[0]}:{self.key[1]}"
        briefs = [
            {"where": self.place.place(brief["docname"]), **_without(brief, "shows", "knows")}
            for brief in impact["briefs"]
            if mine in brief["shows"]
        ]
        found = {
            "kind": self.key[0],
            "id": self.key[1],
            "title": " ".join(title_of(self.record).split()),
            "declared": self.place.declared_at(self.record),
            "marking": self.place.ledger.markings.of(self.record) or "",
            "state": self.state,
            "standing": impact["standing"],
            "fields": [[label, [*texts]] for label, texts in self.rows()],
            "text": self.record.text if self.record.argument != "text" else "",
            "rests-on": [self._named(key) for key in self.place.ledger.evidence.grounds(*self.key)],
            "resting": [_without(one, "docname", "line") for one in impact["resting"]],
            "referring": [
                {name: value for name, value in one._asdict().items() if value}
                for one in self.referring
            ],
            "briefs": briefs,
        }
        return {name: value for name, value in found.items() if value}

    @property
    def state(self) -> str:
        """The standing of the record in words; empty where it stands in full."""
        gone = lost(self.record, self._facts)
        if gone is None:
            return ""
        return gone.badge.text + "".join(part.text for part in gone.reason)

    def rows(self) -> Iterator[tuple[str, list[str]]]:
        """The fields that are filled: their labels, and their values in words."""
        kind, domain = type(self.record), self.place.domain
        for field in declared(kind).values():
            if field.name in BESIDE or field.name == self.record.argument:
                continue
            if parts := self._facts.of(self.record, field.name):
                yield label_of(kind, field.name), [part.text for part in parts]
            elif field.name == "snapshot" and (path := getattr(self.record, "snapshot", None)):
                yield label_of(kind, field.name), [str(path)]
        for label, parts in self._facts.referring(self.record):
            yield label, [part.text for part in parts]
        if carried := self._facts.carried(self.record):
            yield "Carried by", [carried]
        if voices := voices_under(self.record):
            yield "Carried by", [count_of(voices, "%d voice", "%d voices")]
        if domain is not None and (borne := borne_by(domain, self.record)):
            yield "Evidence", [f"bears {borne} confidence at most"]
        for badge in self.record.badges:
            if self._facts.is_so(self.record, badge):
                by = self._facts.disputed_by(self.record) if badge == "disputed" else []
                yield badge_label(kind, badge).capitalize(), [part.text for part in by] or ["yes"]

    def _named(self, key: Key) -> dict[str, str]:
        record = self.place.ledger.get(*key)
        title = " ".join(title_of(record).split()) if record is not None else ""
        return {"record": f"{key[0]}:{key[1]}", "title": title}

    # -- who refers to it -----------------------------------------------------------------------

    @cached_property
    def referring(self) -> list[Referring]:
        """The places that refer to the record: with lines where they are known."""
        found = dict.fromkeys([*self._in_fields(), *self._on_pages()])
        told = {one.docname for one in found}
        pages = self.place.ledger.mentions_of(*self.key)
        rest = [Referring(self.place.place(page), page, "", "") for page in pages]
        return [*found, *(one for one in rest if one.docname not in told)]

    def _in_fields(self) -> Iterator[Referring]:
        """The records that name it."""
        ledger = self.place.ledger
        for kind, declaration in ledger.kinds.items():
            fields = [
                field
                for field in declared(declaration).values()
                if field.shape.refers or field.shape.others
            ]
            for identifier, record in ledger.records(kind).items():
                entry = ledger.entry(kind, identifier)
                for field in fields:
                    value = getattr(record, field.attribute)
                    if not value or not self._is_named(field.shape, value):
                        continue
                    line = (entry.lines.get(field.name, 0) if entry else 0) or record.line
                    path = entry.path if entry else ""
                    where = self.place.place(record.docname, line, path)
                    yield Referring(where, record.docname, f"{kind}:{identifier}", field.name)

    def _is_named(self, shape: Any, value: Any) -> bool:
        if shape.others:
            return self.key in shape.keys(value)
        return shape.refers == self.key[0] and self.key[1] in value

    def _on_pages(self) -> Iterator[Referring]:
        """The roles and options that name it."""
        domain = self.place.domain
        if domain is None:
            return
        ledger = self.place.ledger
        for docname in ledger.mentions_of(*self.key):
            facts = domain.pages.get(docname)
            for one in facts.references if facts is not None else ():
                if self._is_meant(one.kind, one.target):
                    where = self.place.place(docname, one.line, one.path)
                    yield Referring(where, docname, "", one.option or one.kind)

    def _is_meant(self, kind: str, name: str) -> bool:
        try:
            found = self.place.ledger.find_exactly(kind, name)
        except KeyError:  # a page, a label
            return False
        return bool(found) and key_in(kind, found) == self.key

    # -- in lines -------------------------------------------------------------------------------

    def lines(self) -> Iterator[str]:
        """All of it in lines of text."""
        data = self.data
        yield f"{data['kind']} {data['id']!r}: {data['title']}"
        marking = f", TLP:{data['marking']}" if "marking" in data else ""
        yield f"  {data['declared']}{marking}"
        yield f"  {data.get('state', data['standing'])}"
        for label, texts in data.get("fields", ()):
            yield f"  {label}: {'; '.join(' '.join(text.split()) for text in texts)}"
        if "text" in data:
            yield f"  {shorten(' '.join(data['text'].split()), 400)}"
        if "rests-on" in data:
            yield "rests on:"
            for one in data["rests-on"]:
                yield f"  {one['record']}: {shorten(one['title'], TITLE)}"
        if "resting" in data:
            yield "on it rest:"
            for one in data["resting"]:
                yield f"  {one['kind']}:{one['id']}: {shorten(one['title'], TITLE)}"
        yield "referred to by:" if "referring" in data else "nothing refers to it"
        for one in data.get("referring", ()):
            words = " ".join(filter(None, (one.get("what", ""), one.get("field", ""))))
            yield f"  {one['where']}{': ' if words else ''}{words}"
        if "briefs" in data:
            yield "printed by the briefs:"
        for brief in data.get("briefs", ()):
            about = ", ".join(
                brief[name] for name in ("reference", "date", "status") if brief.get(name)
            )
            about = f" ({about})" if about else ""
            yield f"  {brief['where']}{about}: {shorten(brief['title'], TITLE)}"


def _without(data: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in names}
