"""Sources in bibliographies: BibTeX (through bibtexparser) and CSL-JSON as rows of our fields.

What our declaration of a source has no field for (volumes, pages, series) is left aside.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from babel import Locale

from ..vocabularies import SOURCE_TYPE
from .fields import House, read_id
from .tables import Located, Row, Unreadable, clean

if TYPE_CHECKING:
    from bibtexparser.model import Entry

OWN = ("archived", "reliability", "origin", "tlp", "topic", "tags")
"""Fields that no bibliography knows; they may be written in one under our names."""

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        # BibTeX and biblatex
        **dict.fromkeys(("report", "techreport", "whitepaper"), "report"),
        **dict.fromkeys(("legislation", "jurisdiction", "legal", "legadminmaterial"), "legal"),
        # CSL
        **dict.fromkeys(("legal_case", "bill", "treaty", "regulation", "standard"), "legal"),
        **dict.fromkeys(("article-newspaper", "article-magazine", "broadcast"), "news"),
        "post": "social",
        **{name: name for name in ("dataset", "speech", "interview")},
    }
)
_NEWS = frozenset({"news", "newspaper", "magazine"})
_PUBLISHERS = ("journaltitle", "journal", "publisher", "institution", "organization", "school")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        **{name.lower(): code.replace("_", "-") for code, name in Locale("en").languages.items()},
        **dict.fromkeys(("british", "ukenglish"), "en-GB"),
        **dict.fromkeys(("american", "usenglish"), "en-US"),
        **dict.fromkeys(("ngerman", "germanb"), "de"),
        **dict.fromkeys(("austrian", "naustrian"), "de-AT"),
        "brazilian": "pt-BR",
    }
)
"""What babel and biblatex call languages."""


# -- BibTeX -------------------------------------------------------------------------------------


def bibtex_rows(text: str) -> list[Row]:
    """The entries of a BibTeX file.

    :raises ImportError: without the extra ``bib``.
    """
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock

    # It logs what is wrong as well; we report that at its line.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    found: list[Row] = []
    for block in parse_string(text).blocks:
        line = (block.start_line or 0) + 1
        entry = block.ignore_error_block if isinstance(block, DuplicateBlockKeyBlock) else block
        if isinstance(entry, Entry):
            found.append(_entry(entry, line))
        elif isinstance(block, ParsingFailedBlock):
            row = Row(line)
            reason = str(getattr(block.error, "abort_reason", "") or block.error)
            reason = reason.partition(". Note:")[0].strip()  # the rest is for programmers
            row.refuse("", line, f"the entry is not valid BibTeX: {reason}")
            found.append(row)
    return found


def _entry(entry: Entry, line: int) -> Row:
    fields: dict[str, str] = {}
    lines: dict[str, int] = {}
    for item in entry.fields:
        name = item.key.lower()
        lines.setdefault(name, (item.start_line or line - 1) + 1)
        fields.setdefault(name, clean(str(item.value), lines[name]))
    row = Row(line)
    if entry.key:
        row.add("id", clean(entry.key, line), line)

    def take(ours: str, *theirs: str) -> None:
        for name in theirs:
            if fields.get(name) and ours not in row.values:
                row.add(ours, _plain(fields[name], lines[name]), lines[name])

    for ours, theirs in (("title", ("title",)), ("publisher", _PUBLISHERS), ("date", ("date",)),
                         ("accessed", ("urldate",)), ("tags", ("keywords",))):  # fmt: skip
        take(ours, *theirs)
    for name in OWN:
        take(name, name)
    if fields.get("author"):
        row.add("author", _authors(fields["author"], lines["author"]), lines["author"])
    if fields.get("url"):
        row.add("url", _address(fields["url"]), lines["url"])
    elif fields.get("doi"):
        row.add("url", _doi(_address(fields["doi"])), lines["doi"])
    if "date" not in row.values and fields.get("year"):
        row.add("date", _date_of(fields), lines["year"])
    for name in ("language", "langid"):
        if fields.get(name) and "language" not in row.values:
            row.add("language", _language(fields[name]), lines[name])
    kind = _type_of(entry.entry_type.lower(), fields)
    if kind:
        row.add("type", kind, lines.get("type", line))
    return row


def _type_of(entry_type: str, fields: Mapping[str, str]) -> str:
    written = fields.get("type", "").lower()
    if written in SOURCE_TYPE.values:
        return written
    if fields.get("entrysubtype", "").lower() in _NEWS:
        return "news"
    return _TYPES.get(entry_type, "")


def _plain(text: str, line: int) -> str:
    """LaTeX as plain text."""
    if not re.search(r"[\\{}$~%]|--|``|''", text):
        return text
    from pylatexenc.latex2text import LatexNodes2Text

    # BibTeX knows no comments within a field.
    text = re.sub(r"(?<!\\)%", r"\\%", text)
    try:
        return str(LatexNodes2Text(math_mode="verbatim").latex_to_text(text))
    except RecursionError:
        raise Unreadable(line, "it is nested too deeply") from None


def _authors(text: str, line: int) -> list[str]:
    from bibtexparser.middlewares import names

    found = []
    for person in names.split_multiple_persons_names(" ".join(text.split())):
        try:
            parts = names.parse_single_name_into_parts(person)
        except ValueError:  # more commas than a name can have
            found.append(_plain(person, line))
            continue
        family = " ".join([*parts.von, *parts.last])
        ordered = " ".join([*parts.first, family])
        found.append(_plain(", ".join([ordered, *parts.jr]), line))
    return [name for name in found if name.lower() != "others"]


def _address(text: str) -> str:
    text = re.sub(r"^\\url\s*\{(.*)\}$", r"\1", text.strip())
    return re.sub(r"\\([_%&#~])", r"\1", text)


def _doi(text: str) -> str:
    return text if text.lower().startswith(("http:", "https:")) else f"https://doi.org/{text}"


def _date_of(fields: Mapping[str, str]) -> str:
    month = fields.get("month", "").strip().lower()
    number = _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else month
    parts = [fields["year"].strip(), str(number), fields.get("day", "").strip()]
    return _joined(parts)


def _joined(parts: Iterable[str]) -> str:
    """Year, month and day as one date, up to the first that is not there."""
    done: list[str] = []
    for part in parts:
        if not part:
            break
        done.append(part.zfill(2) if done else part.zfill(4))
    return "-".join(done)


def _language(text: str) -> str:
    return _LANGUAGES.get(text.strip().lower(), text.strip())


# -- CSL-JSON -----------------------------------------------------------------------------------

_CSL_ONLY = frozenset(
    "issued container-title URL DOI citation-key citation-label publisher-place".split()
)
_MARKUP = re.compile(r"</?(?:i|b|sup|sub|sc|span)\b[^<>]*>")


def is_csl(tree: Located) -> bool:
    """Whether a document is CSL-JSON rather than a list of our own fields."""
    items = tree.value if isinstance(tree.value, list) else []
    for item in items:
        fields = item.fields()
        author = fields.get("author")
        people = author.value if author and isinstance(author.value, list) else []
        if _CSL_ONLY & fields.keys() or any(person.pairs for person in people):
            return True
    return False


def csl_rows(tree: Located) -> list[Row]:
    """The items of a CSL-JSON document."""
    items = tree.value if isinstance(tree.value, list) else []
    return [_item(item) for item in items]


def _item(item: Located) -> Row:
    row = Row(item.line)
    if item.pairs is None:
        row.refuse("", item.line, "an item must be a mapping of fields to values")
        return row
    fields = item.fields()
    lines = {str(key.value): key.line for key, _ in reversed(item.pairs)}

    def take(ours: str, *theirs: str) -> None:
        for name in theirs:
            text = _text(fields.get(name))
            if text and ours not in row.values:
                row.add(ours, _MARKUP.sub("", text), lines[name])

    for ours, theirs in (("title", ("title",)), ("publisher", ("container-title", "publisher")),
                         ("url", ("URL",)), ("tags", ("keyword",))):  # fmt: skip
        take(ours, *theirs)
    for name in OWN:
        take(name, name)
    for key, value in _located_fields(fields.get("custom")).items():
        if key in OWN and (text := _text(value)):
            row.add(key, text, value.line)
    identifier = next(filter(None, map(_text, map(fields.get, ("citation-key", "id")))), "")
    if identifier and _can_be_id(identifier):  # exports identify items by their addresses
        row.add("id", identifier, lines.get("citation-key", lines.get("id", item.line)))
    if "url" not in row.values and (doi := _text(fields.get("DOI"))):
        row.add("url", _doi(doi), lines["DOI"])
    people = fields.get("author")
    if people and isinstance(people.value, list):
        row.add("author", [name for name in map(_person, people.value) if name], lines["author"])
    take("author", "author")
    for name, theirs_alone in (("date", "issued"), ("accessed", "accessed")):
        if text := _csl_date(fields.get(theirs_alone)):
            row.add(name, text, lines[theirs_alone])
    if text := _text(fields.get("language")):
        row.add("language", _language(text.replace("_", "-")), lines["language"])
    written = _text(fields.get("type"))
    kind = written if written in SOURCE_TYPE.values else _TYPES.get(written, "")
    if kind:
        row.add("type", kind, lines["type"])
    return row


def _located_fields(value: Located | None) -> dict[str, Located]:
    return value.fields() if value else {}


def _text(value: Located | None) -> str:
    return value.value if value and isinstance(value.value, str) else ""


def _can_be_id(text: str) -> bool:
    try:
        return bool(read_id(text, House()))
    except ValueError:
        return False


def _person(person: Located) -> str:
    parts = {key: _text(value) for key, value in person.fields().items()}
    if parts.get("literal"):
        return parts["literal"]
    order = ("given", "dropping-particle", "non-dropping-particle", "family")
    name = " ".join(filter(None, (parts.get(part) for part in order)))
    return ", ".join(filter(None, (name, parts.get("suffix")))) or _text(person)


def _csl_date(value: Located | None) -> str:
    fields = _located_fields(value)
    parts = fields.get("date-parts")
    days = []
    for day in parts.value if parts and isinstance(parts.value, list) else ():
        numbers = [_text(number) for number in day.value] if isinstance(day.value, list) else []
        if text := _joined(numbers):
            days.append(text)
    if not days:
        return _text(fields.get("raw")) or _text(fields.get("literal")) or _text(value)
    circa = _text(fields.get("circa")) not in ("", "false", "0")
    return "/".join(days) + ("~" if circa and len(days) == 1 else "")
