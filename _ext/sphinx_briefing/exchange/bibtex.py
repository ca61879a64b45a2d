"""BibTeX: sources for LaTeX and reference managers, both ways.

Entries are those that BibTeX and biblatex know. Fields of ours that they have no word for are
written under our own names: styles pass over fields that they do not know.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from ..records.bibliography import bibtex_rows
from ..records.bibliography.blocks import Entry, entries
from ..records.bibliography.common import OWN, source_type
from ..records.bibliography.common import identifier as id_of
from ..records.bibliography.latex import UnreadableLatex, plain
from ..records.bibliography.people import people
from ..records.encodings import decoded
from ..records.lists import entries as listed
from ..records.tables import Unreadable
from .account import Account
from .bibliographies import NO_PLACE, prose, read_of, records_of_rows, unreadable, unused
from .model import Document, Format, Imported, Lost, Read, UnreadableFile, Written

_LISTS = frozenset({"topic", "origin"})
HOLDS = {
    "source": {
        "id": "key",
        "title": "title",
        "author": "author, each in braces",
        "publisher": "publisher; journal of news; institution of reports",
        "date": "date, year",
        "url": "url",
        "accessed": "urldate",
        "language": "language",
        "type": "entry type, entrysubtype",
        "tags": "keywords",
        "text": "annotation",
        **dict.fromkeys(OWN, "the same name"),
        "title-*": "title-*",
    }
}
TYPES = {"news": "article", "report": "techreport"}
"""Types of sources that have an entry of their own; others are ``misc``, and say what they are."""
_HOUSES = {"article": "journal", "techreport": "institution"}
_KEY = re.compile(r"""[^\s"#%'(),={}~\\]+""")
_SIGNS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "<": r"\textless{}", ">": r"\textgreater{}", "`": r"\textasciigrave{}",
}  # fmt: skip
_READ = frozenset(
    "title author date year month day url urldate language langid keywords annotation type "
    "entrysubtype crossref xdata ids".split()
)
"""Fields that are read whenever they say something."""


def write(document: Document) -> Written:
    """The sources of a document as entries.

    :raises ModuleNotFoundError: without the extra ``bib``.
    """
    account = Account(document, "BibTeX", HOLDS, NO_PLACE)
    found = [_entry(one, fields, account) for one, fields in account.records("source")]
    return account.written("\n".join(found).encode())


def _entry(identifier: str, fields: dict[str, Any], account: Account) -> str:
    kind = fields.get("type", "")
    of = TYPES.get(kind, "misc")
    key = identifier if _KEY.fullmatch(identifier) else id_of(re.sub(r"\W+", "-", identifier))
    if key != identifier:
        account.lose("source", identifier, "id", f"it cannot be a key of BibTeX; {key!r} is")
    writing = _Writing(identifier, account)
    writing.add("title", "title", fields.get("title"), braces=True)
    writing.people(fields.get("author", ()))
    writing.add("publisher", _HOUSES.get(of, "publisher"), fields.get("publisher"))
    writing.raw("date", "date", fields.get("date"))
    if year := re.match(r"\d{4}", fields.get("date", "")):
        writing.raw("date", "year", year[0])
    writing.raw("url", "url", fields.get("url"))
    writing.raw("accessed", "urldate", fields.get("accessed"))
    writing.raw("language", "language", fields.get("language"))
    writing.raw("type", "entrysubtype", kind if kind != source_type(of) else "")
    writing.tags(fields.get("tags", ()))
    writing.prose(fields.get("text", ""))
    for name, value in fields.items():
        if name in OWN or name.startswith("title-"):
            writing.add(name, name, ", ".join(value) if name in _LISTS else value)
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in writing.fields)
    return f"@{of}{{{key},\n{lines}}}\n"


class _Writing:
    """The fields of an entry, each held against how it will be read."""

    def __init__(self, identifier: str, account: Account) -> None:
        self.fields: list[tuple[str, str]] = []
        self._identifier = identifier
        self._account = account

    def _lose(self, ours: str, why: str) -> None:
        self._account.lose("source", self._identifier, ours, why)

    def add(self, ours: str, theirs: str, text: str | None, *, braces: bool = False) -> None:
        """Add a text, in LaTeX."""
        if not text:
            return
        written = latex(text)
        if _read_back(written) != text:
            self._lose(ours, f"{text!r} has no form in LaTeX that is read back as it is")
        self.fields.append((theirs, f"{{{written}}}" if braces else written))

    def raw(self, ours: str, theirs: str, text: str | None) -> None:
        """Add what is no prose: an address, a date, ids."""
        if not text:
            return
        if re.search(r"[{}\\\s]", text.replace(", ", "")):
            self._lose(ours, f"{text!r} has signs that BibTeX takes for its own")
            return
        self.fields.append((theirs, text))

    def people(self, names: Collection[str]) -> None:
        """Add names, in braces: nobody knows which of them are persons."""
        written = " and ".join(f"{{{latex(name)}}}" for name in names)
        if written and [*map(_read_back, people(written))] != [*names]:
            self._lose("author", "a name has signs that BibTeX takes for its own")
        if names:
            self.fields.append(("author", written))

    def tags(self, tags: Collection[str]) -> None:
        """Add keywords."""
        kept = [tag for tag in tags if not re.search("[,;]", tag) and _read_back(latex(tag)) == tag]
        if lost := [tag for tag in tags if tag not in kept]:
            self._lose("tags", f"{lost[0]!r} has signs that part keywords, or none of LaTeX")
        if kept:
            self.fields.append(("keywords", ", ".join(map(latex, kept))))

    def prose(self, text: str) -> None:
        """Add paragraphs."""
        parts = prose(text)
        if any(_read_back(latex(part)) != part for part in parts):
            self._lose("text", "it has signs with no form in LaTeX that is read back as it is")
        if parts:
            self.fields.append(("annotation", r" \par ".join(map(latex, parts))))


def latex(text: str) -> str:
    """A text as LaTeX prints it.

    >>> print(latex("50 % & more"), latex("'so' -- it is"))
    50 \\% \\& more 'so' -{}- it is
    """
    written = "".join(_SIGNS.get(sign, sign) for sign in text)
    return re.sub(r"-(?=-)", "-{}", re.sub(r"'(?=')", "'{}", written))


def _read_back(written: str) -> str:
    try:
        return plain(written)
    except UnreadableLatex as error:
        return error.rough


# -- reading -------------------------------------------------------------------------------------


class _All(Collection[str]):
    """Any name of a field."""

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def read(data: bytes, name: str) -> Read:
    """The entries of a file as sources.

    :raises UnreadableFile: if it has none.
    :raises ModuleNotFoundError: without the extra ``bib``.
    """
    try:
        text = decoded(data)
    except Unreadable as error:
        raise unreadable(name, error) from None
    if not re.search(r"@\s*\w+\s*[{(]", text.text) and text.text.strip():
        raise UnreadableFile(f"{name}:1: it is not BibTeX: no '@article{{' begins an entry")
    rows = bibtex_rows(text.text)
    by_place = {
        (one.line, id_of(one.key) if one.key else ""): one
        for one in entries(text.text, _All())
        if isinstance(one, Entry)
    }
    found = [by_place.get((row.line, str(row.values.get("id") or ""))) for row in rows]
    for row in rows:
        for field in _LISTS:
            if isinstance(value := row.values.get(field), str):
                row.values[field] = [*listed(value)]
    records, left = records_of_rows(rows, [_more(entry) for entry in found], name)
    if text.remark:
        left.insert(0, Lost("file", f"{name}:{text.remark[0]}", "", text.remark[1]))
    for entry, record in zip(found, records, strict=True):
        if entry is not None and record is not None:
            left += _left(entry, record)
    return read_of(records, left)


def _more(entry: Entry | None) -> dict[str, str]:
    """The fields that only our own files have."""
    found: dict[str, str] = {}
    for name, field in (entry.fields if entry is not None else {}).items():
        if name in ("annotation", "annote"):
            parts = re.split(r"\\par(?![a-zA-Z])|\n\s*\n", field.text)
            found["text"] = "\n\n".join(filter(None, map(_read_back, parts)))
        elif name.startswith("title-"):
            found[name] = _read_back(field.text)
    return found


def _left(entry: Entry, record: Imported) -> list[Lost]:
    written = {name: _read_back(field.text) for name, field in entry.fields.items()}
    used = {*_READ, *record.fields, "annote"}
    called = record.id or record.where
    lost = [
        Lost("entry", called, name, "there is no field for it")
        for name in unused(written, used, record)
    ]
    if "type" not in record.fields and entry.kind not in ("misc", "online", "electronic"):
        why = f"there is no type of source for {entry.kind!r}"
        lost.append(Lost("entry", called, "entry type", why))
    return lost


def _recognises(head: bytes) -> bool:
    return re.search(rb"(?m)^\s*@\s*\w+\s*[{(]\s*[^\s,{}]+\s*,", head) is not None


FORMAT = Format(
    name="bibtex",
    title="BibTeX",
    suffix=".bib",
    extra="bib",
    write=write,
    read=read,
    source="https://ctan.org/pkg/biblatex",
    holds=HOLDS,
    recognises=_recognises,
)
