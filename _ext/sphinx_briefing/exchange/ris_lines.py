"""Reads references in RIS, in the forms in which programs write them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..records.bibliography.addresses import address, doi_address
from ..records.bibliography.common import identifier, source_type
from ..records.bibliography.dates import date, joined
from ..records.bibliography.languages import language
from ..records.bibliography.people import spoken
from ..records.encodings import decoded
from ..records.tables import Unreadable, clean
from .model import Imported, Lost

Reference = Mapping[str, Sequence[str]]
"""The values of a reference by its tags, all lists."""

_TAG = re.compile(r"([A-Z][A-Z0-9])( {1,2}| ?\t)-(?: |$|\t)")
"""The beginning of a line; of tags that nobody knows, with two spaces alone."""
_ALL = (
    "A1 A2 A3 A4 AB AD AN AU BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DI DO DP ED EP ER ET "
    "H1 H2 ID IS J1 J2 JA JF JO K1 KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NV OL OP PB PP PY RD RI "
    "RN RP RS S1 SE SF SL SN SP SR ST T1 T2 T3 TA TI TT TY U1 U2 U3 U4 U5 UR VL VO WP WT WV Y1 Y2 "
    "YR ZZ"
).split()
"""The tags that anybody writes."""
_KINDS = {
    **dict.fromkeys(("NEWS", "MGZN"), "news"),
    **dict.fromkeys(("RPRT",), "report"),
    **dict.fromkeys(("LEGAL", "STAT", "BILL", "CASE", "HEAR", "STAND"), "legal"),
    **dict.fromkeys(("DATA", "AGGR", "DBASE"), "dataset"),
    "BLOG": "social",
}
_NO_KIND = frozenset({"", "GEN", "ELEC", "ICOMM"})
"""Types of reference that say nothing of what it is."""
_BOOKS = frozenset("BOOK EBOOK EDBOOK CHAP ECHAP CONF CPAPER RPRT GEN ENCYC DATA LEGAL".split())
"""References that their publisher publishes, rather than what they stand in."""
HTML_NOTE = r"<(?:p|div)\b[^<>]*>"
"""The beginning of a note of Zotero's."""
_OTHERS = (
    (re.compile(r"^(?:\ufeff)?FN (?:Clarivate|Thomson|ISI)", re.M), "Web of Science's own format"),
    (re.compile(r"^(?:\ufeff)?PMID ?- ?\d+", re.M), "PubMed's own format (.nbib)"),
    (re.compile(r"^(?:\ufeff)?%0 ", re.M), "EndNote's own format (.enw)"),
    (re.compile(r"^(?:\ufeff)?\s*@\w+\s*\{", re.M), "BibTeX"),
)


def references(data: bytes, name: str) -> tuple[list[tuple[int, Reference]], list[Lost]]:
    """The references of a file with their lines, and what stands outside of them.

    :raises Unreadable: if it has none.
    """
    text = decoded(data)
    left = []
    if text.remark:
        left.append(Lost("file", f"{name}:{text.remark[0]}", "", text.remark[1]))
    lines, starts, outside = _lines(clean(text.text, 1), name)
    if not starts:
        _refuse(text.text)
    return [*zip(starts, _parsed(lines), strict=True)], [*left, *outside]


def _refuse(text: str) -> None:
    for pattern, what in _OTHERS:
        if pattern.search(text):
            raise Unreadable(1, f"it is in {what}, and not in RIS; export it as RIS")
    if text.strip():
        raise Unreadable(1, "it is not in RIS: no line 'TY  - ' begins a reference")


def _lines(text: str, name: str) -> tuple[list[str], list[int], list[Lost]]:
    """The lines of the references, each begun and ended; where they begin; what is outside."""
    lines: list[str] = []
    starts: list[int] = []
    left: list[Lost] = []
    is_inside = False
    for number, line in enumerate(text.split("\n"), 1):
        match = _TAG.match(line)
        tag = match[1] if match and (match[1] in _ALL or match[2] == "  ") else ""
        if tag == "TY":
            if is_inside:  # nothing has ended the one before
                lines.append("ER  - ")
            starts.append(number)
            is_inside = True
        elif not is_inside:
            if line.strip() and not re.fullmatch(r"\s*\d+\.?\s*", line):
                why = "it stands outside of all references"
                left.append(Lost("line", f"{name}:{number}", "", why))
            continue
        lines.append(f"{tag}  - {line[match.end() :]}" if tag and match else f" {line.strip()}")
        if tag == "ER":
            is_inside = False
    if is_inside:
        lines.append("ER  - ")
        why = "the file ends inside of this reference ('ER  - ' is missing); it may be cut off"
        left.append(Lost("reference", f"{name}:{starts[-1]}", "", why))
    return lines, starts, left


def _parsed(lines: Sequence[str]) -> list[Reference]:
    import rispy

    tags = {line[:2] for line in lines if line[0] != " "} | {"TY", "UK"}
    parser = rispy.RisParser(
        mapping={tag: tag for tag in tags},
        list_tags=sorted(tags - {"TY"}),
        delimiter_tags_mapping={},
    )
    found: list[Reference] = []
    for one in parser.parse_lines(iter(lines)):
        # Lines before any tag are no one's.
        values = {tag: [part for part in _listed(value) if part] for tag, value in one.items()}
        found.append({tag: value for tag, value in values.items() if value})
    return found


def _listed(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [part for parts in value.values() for part in parts]
    return value if isinstance(value, list) else [value]


class _Reading:
    """One reference on its way to a source."""

    def __init__(self, reference: Reference, where: str) -> None:
        self._reference = reference
        self._where = where
        self.fields: dict[str, Any] = {}
        self.left: list[tuple[str, str]] = []
        self._used = {"TY", "ER", "ID"}
        self.kind = " ".join(reference.get("TY", ())).upper()

    def first(self, ours: str, *tags: str) -> str:
        """Take the first of some tags that is filled."""
        for tag in tags:
            text = _plain(" ".join(self._reference.get(tag, ())))
            if text and (ours not in self.fields or text == self.fields[ours]):
                self.fields[ours] = text
                self._used.add(tag)
        return str(self.fields.get(ours, ""))

    def several(self, ours: str, *tags: str) -> None:
        """Take all values of the first of some tags that is filled."""
        for tag in tags:
            values = [*filter(None, map(_plain, self._reference.get(tag, ())))]
            if tag in ("AU", "A1", "A2", "A3", "ED"):
                values = [*filter(None, map(name_of, values))]
            if values and ours not in self.fields:
                self.fields[ours] = [*dict.fromkeys(values)]
                self._used.add(tag)

    def dates(self) -> None:
        """Take the date, which may be in two tags, and the day of access."""
        written = {tag: " ".join(self._reference.get(tag, ())) for tag in ("DA", "Y1", "PY", "YR")}
        year = next((found[0] for text in (written["PY"], written["Y1"], written["YR"])
                     if (found := re.match(r"\d{4}", text))), "")  # fmt: skip
        for tag, text in written.items():
            self._date("date", tag, text, year)
        self._date("accessed", "Y2", " ".join(self._reference.get("Y2", ())), "")
        self._date("accessed", "RD", " ".join(self._reference.get("RD", ())), "")

    def _date(self, ours: str, tag: str, text: str, year: str) -> None:
        if not text.strip(" /"):
            return
        self._used.add(tag)
        known = self.fields.get(ours, "")
        if known and text.strip(" /")[:4] in known:
            return  # the same year, said less closely
        try:
            found = edtf(text, year)
        except ValueError as error:
            self.left.append((tag, str(error)))
            return
        if known and known != found:
            self.left.append((tag, f"{found}: another date is said, {known}"))
        self.fields.setdefault(ours, found)

    def addresses(self) -> None:
        """Take the first address that leads somewhere, a DOI if there is none."""
        found: list[tuple[str, str]] = []
        for tag in ("UR", "LK", "L2", "L1"):
            for text in self._reference.get(tag, ()):
                parts = re.split(r"[;\s]\s*(?=https?://)", text) if tag == "UR" else [text]
                found += [(tag, address(part)) for part in parts]
        for tag in ("DO", "DI", "M3"):
            for text in self._reference.get(tag, ()):
                if re.match(
                    r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?10\.\d{3,9}/\S+$", text, re.I
                ):
                    found.append((tag, doi_address(text)))
        for tag, one in found:
            if not re.match("https?://", one):
                if tag == "UR":
                    self.left.append((tag, f"{one!r} is no web address"))
                    self._used.add(tag)
            elif "url" not in self.fields:
                self.fields["url"] = one
                self._used.add(tag)
            elif one == self.fields["url"]:
                self._used.add(tag)
            elif tag == "UR":
                self.left.append((tag, f"{one!r}: a source has one address"))

    def type(self) -> None:
        """Take the type of source: as somebody has worded it, or the type of reference."""
        work = _plain(" ".join(self._reference.get("M3", ())))
        if found := source_type("", work):
            self._used.add("M3")
        else:
            found = _KINDS.get(self.kind, "")
        if found:
            self.fields["type"] = found
        elif self.kind not in _NO_KIND:
            self.left.append(("TY", f"there is no type of source for {self.kind!r}"))

    def unused(self) -> list[str]:
        """The tags of which nothing was taken."""
        return [tag for tag in self._reference if tag not in self._used]


def source_of(reference: Reference, where: str) -> tuple[Imported | None, list[Lost]]:
    """A reference as a source, and what of it was left aside.

    :param where: its file and line.
    """
    reading = _Reading(reference, where)
    reading.first("title", "TI", "T1", "CT", "BT", "ST")
    reading.several("author", "AU", "A1", "ED", "A2", "A3")
    outlets = ("T2", "JF", "JO", "JA", "J2", "T3")
    if reading.kind in _BOOKS:
        reading.first("publisher", "PB", *outlets)
    else:
        reading.first("publisher", *outlets, "PB")
    reading.dates()
    reading.addresses()
    if tongue := reading.first("language", "LA"):
        reading.fields["language"] = language(tongue)
    reading.several("tags", "KW", "K1")
    reading.type()
    reading.several("text", "N1")
    fields = reading.fields
    text = "\n\n".join(map(_note, fields.pop("text", ())))
    key = " ".join(reference.get("ID", ()))
    known = identifier(key) if key else ""
    called = known or where
    left = [Lost("reference", called, tag, why) for tag, why in reading.left]
    left += [Lost("reference", called, tag, "there is no field for it") for tag in reading.unused()]
    if not fields.get("title"):
        return None, [*left, Lost("reference", called, "", "it has no title")]
    return Imported("source", known, fields, text, where), left


def name_of(written: str) -> str:
    """A name in the order in which it is spoken: ``Berg, Anna, Jr`` is Anna Berg, Jr.

    A doubled comma, or one at the end, says that the name is that of an organisation (EndNote).
    """
    if ",," in written:
        return written.replace(",,", ",")
    parts = [part.strip() for part in written.split(",")]
    if len(parts) == 1 or (len(parts) == 2 and not parts[1]):
        return parts[0]
    if len(parts) > 3:
        return written
    return spoken(parts[1], parts[0], suffix=parts[2] if len(parts) == 3 else "")


def edtf(written: str, year: str = "") -> str:
    """A date of RIS, ``YYYY/MM/DD/other``, or one in words, as EDTF.

    :param year: the year, where another tag says it.
    :raises ValueError: if it is none.
    """
    text = written.strip()
    parts = text.split("/", 3)
    if len(parts) == 4 and parts[3].strip():
        try:
            return date(parts[3].strip())  # as we write what has no other form
        except ValueError:
            parts.pop()
    if len(parts) >= 3 and all(not part.strip() or part.strip().isdigit() for part in parts[:3]):
        first, *rest = (part.strip() for part in parts[:3])
        if len(first) == 4:
            given = [part.zfill(2) for part in rest if part and int(part)]
            return date("-".join((first, *given)))
    text = text.strip("/ ")
    if year and not re.search(r"\d{4}", text):
        return date(joined(year, *_month_and_day(text)))
    return date(text)


def _month_and_day(text: str) -> tuple[str, str]:
    words = re.findall(r"[^\W\d_]+", text)
    numbers = re.findall(r"\d+", text)
    return (words[0] if words else "", numbers[0] if numbers else "")


def _note(text: str) -> str:
    """A note without the HTML that Zotero puts round it."""
    if not re.match(HTML_NOTE, text):
        return text
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", text)).split())


def _plain(text: str) -> str:
    return " ".join(text.split())
