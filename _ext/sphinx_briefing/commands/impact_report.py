"""The records and briefs that rest on a record, and their standing: as data, and in lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ..ledger import Ledger
from ..ledger.citing import cited_by
from ..ledger.evidence import Key
from ..ledger.impact import Loss
from ..ledger.known import known_to
from ..ledger.names_of_kinds import key_in
from ..ledger.pages import Entry, PageFacts
from ..ledger.standing import FALLS, STANDS, WEAKENED, WITHDRAWN
from ..records import KINDS, Brief, Record
from ..records.fields import OR
from ..schema import LEDGER
from ..texts import shorten
from .telling import tell

if TYPE_CHECKING:
    from ..domain import BriefDomain

TITLE = 100
"""Characters of a title."""
WITHOUT = {
    FALLS: "would fall without it",
    WEAKENED: "would be weakened without it",
    WITHDRAWN: "would be lost with it",
}


def citing_of(domain: BriefDomain) -> Mapping[str, frozenset[Key]]:
    """By brief, the records that it cites on its day."""
    ledger = domain.ledger
    return {
        docname: frozenset(
            cited_by(domain.pages[docname], known_to(ledger, docname), domain.conventions)
        )
        for docname in ledger.briefs
    }


def record_meant(ledger: Ledger, name: str) -> Key:
    """The record that a name means.

    :raises ValueError: if it means none, or several.
    """
    for source in ledger.records("source").values():
        if source.docname == name:  # of a note
            return "source", source.id
    kinds = OR.join(ledger.kinds)
    lookup = ledger.find(kinds, name)
    if lookup.id:
        key = key_in(kinds, lookup.id)
        if ledger.get(*key) is None:
            raise ValueError(f"{key[0]} {key[1]!r} is left out, for a mistake that a build says")
        return key
    if lookup.candidates:
        raise ValueError(f"{name!r} may mean {', '.join(lookup.candidates)}; write one of these")
    if lookup.nearest:
        hint = f"; did you mean {' or '.join(lookup.nearest)}?"
    else:
        hint = "; look it up by any word of it: sphinx-briefing find WORD"
    raise ValueError(f"there is no record {name!r}{hint}")


# -- what rests on it ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Impact:
    """A record with all that rests on it.

    :param citing: by brief, the records that it cites, where that is known.
    """

    ledger: Ledger
    key: Key
    citing: Mapping[str, frozenset[Key]]

    @property
    def data(self) -> dict[str, Any]:
        """All of it as plain data; what is empty is left out."""
        without = {(one.kind, one.id): one.standing for one in self.ledger.what_if(*self.key)}
        keys = self._resting()
        reached = {self.key, *keys}
        resting = [
            self._about(key)
            | {"without": without.get(key, self.ledger.evidence.standing(*key))}
            | {"on": [f"{kind}:{one}" for kind, one in self._under(key, reached)]}
            for key in keys
        ]
        about = self._about(self.key) | self._behind()
        return about | {"resting": resting, "briefs": [*self._briefs(keys)]}

    def _behind(self) -> dict[str, Any]:
        """What the record has lost, and which sources retell it; what is empty is left out."""
        retold: tuple[str, ...] = ()
        if self.key[0] == "source":
            retold = self.ledger.retold_by(self.key[1])
        grounds = self.ledger.evidence.grounds(*self.key)
        lost = [
            {"record": f"{kind}:{one}", "state": _state(self._about((kind, one)))}
            for kind, one in grounds
            if self.ledger.loss(kind, one) is not None
        ]
        return {name: value for name, value in (("lost", lost), ("retold-by", [*retold])) if value}

    def _resting(self) -> list[Key]:
        """All that rests on it, by kind."""
        found, waiting = dict[Key, None](), [self.key]
        for key in waiting:
            for one in self.ledger.resting_on(*key):
                if one not in found and one != self.key:
                    found[one] = None
                    waiting.append(one)
        place = {kind: at for at, kind in enumerate(self.ledger.kinds)}
        return sorted(found, key=lambda key: (place[key[0]], key[1]))

    def _under(self, key: Key, reached: Collection[Key]) -> Iterator[Key]:
        return (one for one in self.ledger.evidence.grounds(*key) if one in reached)

    def _about(self, key: Key) -> dict[str, Any]:
        record = self.ledger.get(*key)
        assert record is not None
        loss = self.ledger.loss(*key)
        found = {
            "kind": key[0],
            "id": key[1],
            "title": " ".join(record.title_text.split()),
            "standing": _standing(key[0], loss),
            "since": loss.since if loss else "",
            "why": loss.why if loss else "",
            "lost-with": loss.source if loss else "",
            "replaced-by": [*loss.replaced_by] if loss else [],
            "docname": record.docname,
            "line": record.line,
        }
        return {name: value for name, value in found.items() if value}

    def _briefs(self, resting: Iterable[Key]) -> Iterator[dict[str, Any]]:
        by_page: dict[str, list[str]] = {}
        for key in (self.key, *resting):
            for docname in self._shown_by(key):
                by_page.setdefault(docname, []).append(f"{key[0]}:{key[1]}")
        is_gone = self.ledger.evidence.standing(*self.key) == WITHDRAWN
        for docname in sorted(by_page):
            brief = self.ledger.briefs[docname]
            known = known_to(self.ledger, docname)
            knows = not is_gone or known.evidence.standing(*self.key) == WITHDRAWN
            found = {
                "docname": docname,
                "title": brief.title,
                "reference": brief.reference,
                "date": brief.date,
                "status": brief.status,
                "shows": by_page[docname],
                "knows": knows,
            }
            yield {name: value for name, value in found.items() if value not in (None, "")}

    def _shown_by(self, key: Key) -> Iterable[str]:
        """The briefs that write a record, refer to it or print it."""
        record, briefs = self.ledger.get(*key), self.ledger.briefs
        pages = {*self.ledger.mentions_of(*key), *([record.docname] if record else [])}
        pages |= {docname for docname, keys in self.citing.items() if key in keys}
        return pages & briefs.keys()

    def lines(self) -> Iterator[str]:
        """All of it in lines of text."""
        data = self.data
        yield f"{data['kind']} {data['id']!r}: {shorten(data['title'], TITLE)}"
        yield f"  {_state(data)}"
        if data["standing"] in (FALLS, WEAKENED):
            for one in data.get("lost", ()):
                yield f"  rests on {one['record']}, which {one['state']}"
        if retold := data.get("retold-by"):
            names = ", ".join(map(repr, retold))
            yield f"  is retold by {names}: retract these as well if they fall with it"
        if not data["resting"]:
            yield "no other record rests on it" if data["briefs"] else "nothing rests on it"
        last = ""
        for one in data["resting"]:
            if one["kind"] != last:
                last = one["kind"]
                yield f"{self.ledger.kinds[last].plural}:"
            state = _state(one)
            if one.get("lost-with") == self.key[1] and self.key[0] == "source":
                state = "is lost with it"
            if one["without"] != one["standing"]:
                state += f", {WITHOUT[one['without']]}"
            place = f"{one['docname']}:{one['line']}" if one.get("line") else one["docname"]
            yield f"  {one['id']} {state}: {shorten(one['title'], TITLE)} ({place})"
        if data["briefs"]:
            yield "briefs:"
        for brief in data["briefs"]:
            about = ", ".join(
                brief[name] for name in ("reference", "date", "status") if brief.get(name)
            )
            later = "" if brief["knows"] else "; it speaks of a day before: bring out a new edition"
            about = f" ({about})" if about else ""
            yield f"  {brief['docname']}{about}: {shorten(brief['title'], TITLE)}{later}"


def _standing(kind: str, loss: Loss | None) -> str:
    if loss is None:
        return STANDS
    return "retracted" if kind == "source" else loss.standing


def _state(about: Mapping[str, Any]) -> str:
    """The standing of a record in words."""
    found = {STANDS: "stands", FALLS: "falls", WEAKENED: "is weakened"}.get(
        about["standing"], f"was {about['standing']}"
    )
    if about.get("lost-with"):
        found = f"is lost with source {about['lost-with']!r}, retracted"
    if about.get("since"):
        found += f" on {about['since']}"
    if about.get("why"):
        found += f" ({about['why']})"
    if about.get("replaced-by"):
        found += f", replaced by {', '.join(map(repr, about['replaced-by']))}"
    return found


# -- from a file -----------------------------------------------------------------------------


def ledger_of(path: Path) -> Ledger:
    """The ledger that a ``ledger.json`` holds, as far as the toolkit's own kinds go.

    :raises ValueError: if it is none.
    """
    try:
        data = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise ValueError(f"{path} is no ledger.json: {error}") from None
    if data.get("schema") != LEDGER:
        raise ValueError(
            f"{path} is no ledger.json of this version: its 'schema' is {data.get('schema')!r}, "
            f"and not {LEDGER}"
        )
    pages: dict[str, PageFacts] = {}

    def page(docname: str) -> PageFacts:
        return pages.setdefault(docname, PageFacts(docname))

    try:
        for kind in KINDS.values():
            for identifier, fields in data.get(kind.plural, {}).items():
                record: Record = msgspec.convert({**fields, "id": identifier}, kind, strict=False)
                page(record.docname).entries.append(Entry(record))
        for docname, fields in data.get(Brief.plural, {}).items():
            found = page(docname)
            found.brief = msgspec.convert({**fields, "docname": docname}, Brief, strict=False)
            found.title = found.brief.title
    except (msgspec.ValidationError, AttributeError, TypeError) as error:
        raise ValueError(f"{path} is no ledger.json: {error}") from None
    others = data.keys() - {"schema", *(kind.plural for kind in KINDS.selectable.values())}
    if others:
        tell(
            f"{', '.join(sorted(others))} of others are left aside; "
            "without --ledger, the pages are read with all kinds"
        )
    return Ledger(dict(sorted(pages.items())))
