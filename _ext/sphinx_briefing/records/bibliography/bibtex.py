"""BibTeX and biblatex as rows of our fields."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..tables import Row, clean
from .addresses import address, address_within, doi_address, eprint_address
from .blocks import Broken, Entry, entries
from .common import OWN, identifier, source_type
from .dates import date, joined
from .inheritance import inherit
from .languages import language
from .languages import tag as tag_of
from .latex import UnreadableLatex, plain
from .people import people

_PUBLISHERS = "journaltitle journal publisher institution organization school".split()
_PARTS = frozenset("inbook incollection inproceedings conference inreference suppbook".split())
"""Parts of a book: who published and edited the book did so with the part, but did not write it."""
_NO_SOURCES = frozenset("xdata set control ieeetranbstctl".split())
_ACCESSED = ("urldate", "lastaccessed", "lastchecked", "accessed", "visited")
_ACCESS_NOTE = re.compile(r"\b(?:accessed|visited|retrieved)(?: on)?:?\s+(.*?)[\s\].]*$", re.I)
_INTRODUCTION = re.compile(
    r"\W*(?:(?:available |online |retrieved )*(?:at|from|via)?|url)\W*", re.I
)
_USED = frozenset(
    [*_PUBLISHERS, *_ACCESSED, *OWN,
     *"title subtitle titleaddon shorttitle maintitle booktitle booksubtitle issuetitle eventtitle "
     "author editor date year month day url doi eprint eprinttype archiveprefix howpublished note "
     "keywords language langid hyphenation type entrysubtype crossref xdata".split()]
)  # fmt: skip


_TILDE = re.compile(r"\{?\\textasciitilde(?:\{\})?\}?|\$\\sim\$")
_BRACES = str.maketrans("", "", "{}")
_KEPT = "the source is kept without it"


def bibtex_rows(text: str) -> list[Row]:
    """The entries of a BibTeX file.

    :raises ImportError: without the extra ``bib``.
    """
    found = entries(text, _USED)
    inherit([entry for entry in found if isinstance(entry, Entry)])
    rows = []
    for entry in found:
        if isinstance(entry, Broken):
            rows.append(_broken(entry))
        elif entry.kind not in _NO_SOURCES:
            rows.append(_Reading(entry).row())
    return rows


def _broken(entry: Broken) -> Row:
    row = Row(entry.line)
    if entry.key:  # so that what refers to it is not reported as well
        row.add("id", identifier(entry.key), entry.line)
    row.refuse("", entry.line, entry.message)
    return row


class _Reading:
    """One entry on its way to a row."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._row = Row(entry.line, forgiving=True)
        for line, message in entry.remarks:
            self._row.remark(line, message)

    def row(self) -> Row:
        """The part of the entry that our fields can hold."""
        entry = self._entry
        if key := clean(entry.key, entry.line):
            self._row.add("id", identifier(key), entry.line)
        self._title()
        self._people()
        self._publisher()
        self._dates()
        self._address()
        self._language()
        if "keywords" in entry.fields:
            words = re.split(r"[,;]", self._raw("keywords"))
            tags = [self._plain("keywords", word) for word in words]
            self._add("tags", [tag for tag in tags if tag], "keywords")
        kind = source_type(entry.kind, self._text("type"), self._text("entrysubtype"))
        self._add("type", kind, "type", "entrysubtype")
        for name in OWN:
            self._add(name, self._text(name), name)
        return self._row

    # -- reading --------------------------------------------------------------------------------

    def _line(self, *names: str) -> int:
        fields = self._entry.fields
        return next((fields[name].line for name in names if name in fields), self._entry.line)

    def _raw(self, name: str) -> str:
        field = self._entry.fields.get(name)
        return clean(field.text, field.line) if field else ""

    def _text(self, name: str) -> str:
        return self._plain(name, self._raw(name)) if name in self._entry.fields else ""

    def _plain(self, name: str, text: str) -> str:
        try:
            return plain(text)
        except UnreadableLatex as error:
            self._row.remark(self._line(name), f"{name!r}: {error}")
            return error.rough

    def _first(self, names: Iterable[str]) -> tuple[str, str]:
        """The first of some fields that is filled, and its text."""
        for name in names:
            if text := self._text(name):
                return name, text
        return "", ""

    def _add(self, ours: str, value: str | list[str], *theirs: str) -> None:
        if value and ours not in self._row.values:
            self._row.add(ours, value, self._line(*theirs))

    # -- fields ---------------------------------------------------------------------------------

    def _title(self) -> None:
        name, title = self._first(("title", "shorttitle", "maintitle", "issuetitle", "booktitle"))
        if name == "title" and (subtitle := self._text("subtitle")):
            title += f" {subtitle}" if title.endswith((":", "?", "!", ".")) else f": {subtitle}"
        if name == "title" and (addon := self._text("titleaddon")) and not self._is_outlet():
            title += f" {addon}" if title.endswith((".", "?", "!")) else f". {addon}"
        if not title:
            name, title = self._first(("howpublished", "note", "eventtitle"))
        self._add("title", title, name)

    def _is_outlet(self) -> bool:
        """Whether the addition to the title names the site, as reference managers have it."""
        return self._entry.kind in ("online", "electronic", "www") and not any(
            name in self._entry.fields for name in _PUBLISHERS
        )

    def _people(self) -> None:
        names = ["author"] if self._entry.kind in _PARTS else ["author", "editor"]
        for name in names:
            if name in self._entry.fields:
                written = people(self._raw(name))
                self._add("author", [self._plain(name, person) for person in written], name)

    def _publisher(self) -> None:
        name, text = self._first(_PUBLISHERS)
        if not text and self._entry.kind in _PARTS:
            name, text = self._first(("booktitle",))
        if not text and self._is_outlet():
            name, text = self._first(("titleaddon",))
        if not text and not address_within(self._raw("howpublished")):
            name, text = self._first(("howpublished",))
            text = "" if text == self._row.values.get("title") else text
        self._add("publisher", text, name)

    def _dates(self) -> None:
        self._date("date", "date")
        if "date" not in self._row.values:
            self._year()
        for name in _ACCESSED:
            self._date("accessed", name)
        for name in ("note", "howpublished"):
            if "accessed" not in self._row.values and (
                note := _ACCESS_NOTE.search(self._raw(name))
            ):
                self._date("accessed", name, note[1], quiet=True)

    def _year(self) -> None:
        year, month, day = (self._when(name) for name in ("year", "month", "day"))
        if not re.fullmatch(r"\d{4}", year):
            month = day = ""
        for name, written, used in (("day", day, day), ("month", month, "")):
            if written and self._date("date", name, joined(year, month, used)):
                return
        self._date("date", "year", year)

    def _date(self, ours: str, name: str, text: str = "", *, quiet: bool = False) -> bool:
        text = text or self._when(name)
        if not text or ours in self._row.values:
            return False
        try:
            found = date(text)
        except ValueError as error:
            if not quiet:
                kept = "the year alone is kept" if name in ("month", "day") else _KEPT
                self._row.remark(self._line(name), f"{name!r}: {error}; {kept}")
            return False
        self._add(ours, found, name)
        return True

    def _when(self, name: str) -> str:
        """The text of a date, in which a tilde means *about*."""
        text = _TILDE.sub("~", self._raw(name))
        if "\\" in text:
            text = "~".join(self._plain(name, part) for part in text.split("~"))
        return text.translate(_BRACES).strip()

    def _address(self) -> None:
        self._add("url", address(self._raw("url")), "url")
        if doi := self._raw("doi"):
            self._add("url", doi_address(address(doi)), "doi")
        archive = self._text("eprinttype") or self._text("archiveprefix")
        if number := self._text("eprint"):
            self._add("url", eprint_address(number, archive), "eprint")
        for name in ("howpublished", "note"):
            self._add("url", address_within(self._raw(name)), name)

    def _language(self) -> None:
        names = ("language", "langid", "hyphenation")
        for name in names:
            if known := tag_of(self._text(name)):
                self._add("language", known, name)
        name, text = self._first(names)
        self._add("language", language(text), name)
