"""CSL-JSON and CSL-YAML, as Zotero, pandoc and others export them, as rows of our fields."""

from __future__ import annotations

import re

from ...markings import STRICTEST
from ..tables import Located, Row
from .addresses import address, doi_address
from .common import OWN, identifier, mistaken_marking, source_type
from .dates import date
from .languages import language
from .latex import without_markup
from .people import spoken

_CSL_ONLY = frozenset(
    "issued container-title URL DOI citation-key citation-label publisher-place".split()
)
_LISTS = ("references", "items")
"""The keys under which pandoc and Zotero put the items."""
_BOOKS = frozenset({"book", "chapter", "paper-conference", "entry-encyclopedia", "report"})
"""Items that their publisher publishes, rather than what they stand in."""
_PARTICLES = ("given", "dropping-particle", "non-dropping-particle", "family")
_KEY_NOTE = re.compile(r"^\s*citation key:\s*(\S+)\s*$", re.I | re.M)
_FALSE = frozenset({"", "false", "0", "no"})


def csl_items(tree: Located) -> list[Located] | None:
    """The items of a document; ``None`` when it is none of CSL but holds fields of our own."""
    fields = tree.fields()
    for name in _LISTS:
        if name in fields and isinstance(fields[name].value, list):
            return _items(fields[name])
    items = _items(tree)
    return items if any(map(_is_csl, items)) else None


def _items(tree: Located) -> list[Located]:
    return tree.value if isinstance(tree.value, list) else []


def _is_csl(item: Located) -> bool:
    fields = item.fields()
    author = fields.get("author")
    people = _items(author) if author else []
    return bool(_CSL_ONLY & fields.keys()) or any(person.pairs for person in people)


def csl_rows(items: list[Located]) -> list[Row]:
    """The items of a CSL document."""
    return [_Reading(item).row() for item in items]


class _Reading:
    """One item on its way to a row."""

    def __init__(self, item: Located) -> None:
        self._item = item
        self._fields = item.fields()
        self._row = Row(item.line, forgiving=True)

    def row(self) -> Row:
        """The part of the item that our fields can hold."""
        if self._item.pairs is None:
            self._row.refuse("", self._item.line, "an item must be a mapping of fields to values")
            return self._row
        if "itemType" in self._fields:
            message = "this is Zotero's own JSON; export the library as CSL JSON or BibLaTeX"
            self._row.refuse("", self._item.line, message)
            return self._row
        self._take("title", "title", "title-short", "container-title", "note")
        book = self._text("type") in _BOOKS
        names = ["publisher", "container-title"] if book else ["container-title", "publisher"]
        self._take("publisher", *names, "archive", "event-title")
        self._identifier()
        self._people()
        for ours, theirs in (("date", "issued"), ("accessed", "accessed")):
            self._date(ours, theirs)
        for theirs, change in (("URL", address), ("DOI", doi_address)):
            # In an address, "&copy=2" is no sign of copyright.
            if text := _text(self._fields.get(theirs)).replace("&amp;", "&"):
                self._add("url", change(text), theirs)
        if text := self._text("language"):
            self._add("language", language(text), "language")
        self._keywords()
        kind = source_type(self._text("type"), self._text("type"), self._text("genre"))
        self._add("type", kind, "type")
        self._add_own_fields()
        return self._row

    # -- reading --------------------------------------------------------------------------------

    def _line(self, name: str) -> int:
        for key, _ in self._item.pairs or ():
            if key.value == name:
                return key.line
        return self._item.line

    def _text(self, name: str) -> str:
        return without_markup(_text(self._fields.get(name)))

    def _add(self, ours: str, value: str | list[str], theirs: str) -> None:
        if value and ours not in self._row.values:
            self._row.add(ours, value, self._line(theirs))

    def _take(self, ours: str, *theirs: str) -> None:
        for name in theirs:
            self._add(ours, self._text(name), name)

    # -- fields ---------------------------------------------------------------------------------

    def _identifier(self) -> None:
        note = _KEY_NOTE.search(_text(self._fields.get("note")))
        for name in ("citation-key", "note", "id"):
            key = (note[1] if note else "") if name == "note" else self._text(name)
            if key and "://" not in key:  # Zotero's exports identify items by their addresses
                self._add("id", identifier(key), name)

    def _people(self) -> None:
        for name in ("author", "editor", "director", "interviewer"):
            people = self._fields.get(name)
            if people is None or (name != "author" and self._text("type") == "chapter"):
                continue
            persons = _items(people) if isinstance(people.value, list) else [people]
            self._add("author", [found for found in map(_person, persons) if found], name)

    def _date(self, ours: str, theirs: str) -> None:
        try:
            found = date(_written_date(self._fields.get(theirs)))
        except ValueError as error:
            self._row.remark(
                self._line(theirs), f"{theirs!r}: {error}; the source is kept without it"
            )
        else:
            self._add(ours, found, theirs)

    def _keywords(self) -> None:
        written = self._fields.get("keyword") or self._fields.get("keywords")
        if written is None:
            return
        items = _items(written)
        texts = map(_text, items) if items else re.split("[,;]", _text(written))
        self._add("tags", [text.strip() for text in texts if text.strip()], "keyword")

    def _add_own_fields(self) -> None:
        custom = self._fields.get("custom")
        for fields in (self._fields, custom.fields() if custom else {}):
            for name in OWN:
                value = fields.get(name)
                if value is None:
                    continue
                texts = [_text(item) for item in _items(value)] or _text(value)
                if texts and name not in self._row.values:
                    self._row.add(name, texts, value.line)
            for name, value in fields.items():
                message = mistaken_marking(name, _text(value))
                if message and "tlp" not in self._row.values:
                    self._row.remark(value.line, message)
                    self._row.add("tlp", STRICTEST, value.line)


def _text(value: Located | None) -> str:
    return value.value if value and isinstance(value.value, str) else ""


def _person(person: Located) -> str:
    parts = {key: _text(value) for key, value in person.fields().items()}
    if literal := parts.get("literal") or parts.get("name"):
        return literal
    name = spoken(*(parts.get(part) for part in _PARTICLES), suffix=parts.get("suffix"))
    return name or _text(person)


def _written_date(value: Located | None) -> str:
    """A CSL date as one text: EDTF where it is in parts, else what somebody wrote."""
    if value is None:
        return ""
    if _items(value):  # pandoc's older form: a list of one or two days
        return "/".join(filter(None, map(_written_date, _items(value))))
    fields = value.fields()
    season = _season(_text(fields.get("season")))
    parts = fields.get("date-parts")
    days = (
        [_day([_text(part) for part in _items(day)], season) for day in _items(parts)]
        if parts
        else []
    )
    if not any(days) and "year" in fields:
        names = ("year", "month", "day")
        days = [_day([_text(fields.get(name)) for name in names], season)]
    if not any(days):
        found = next(filter(None, (_text(fields.get(name)) for name in ("raw", "literal"))), "")
        return found or _text(value)
    about = "~" if _text(fields.get("circa")).lower() not in _FALSE else ""
    return "/".join(f"{day}{about}" if day else ".." for day in days)


def _day(parts: list[str], season: int) -> str:
    """Year, month and day as EDTF, up to the first that is not there; empty for an open end."""
    while parts and parts[-1] in ("", "0"):
        parts = parts[:-1]
    if len(parts) == 1 and season:
        parts = [parts[0], str(season)]
    if len(parts) == 2 and parts[1].isdigit() and 13 <= int(parts[1]) <= 16:
        parts = [parts[0], str(int(parts[1]) + 8)]  # seasons, as CSL's processors number them
    return "-".join(part.zfill(2 if place else 4) for place, part in enumerate(parts))


def _season(text: str) -> int:
    """The number that EDTF gives to a season; 0 for none."""
    if text.isdigit():
        return int(text) + 20 if 1 <= int(text) <= 4 else int(text)
    names = ("spring", "summer", "autumn", "winter")
    name = text.lower().replace("fall", "autumn")
    return names.index(name) + 21 if name in names else 0
