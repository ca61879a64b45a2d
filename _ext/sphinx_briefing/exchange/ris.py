"""RIS: sources for reference managers, both ways.

Tags are as the format specification of Research Information Systems has them (2011), in the forms
that Zotero, EndNote, Mendeley, ProQuest, PubMed and publishers write.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from ..records.tables import Unreadable
from .account import Account
from .bibliographies import DAY, NO_PLACE, OUTLETS, prose, read_of, unreadable
from .model import Document, Format, Imported, Lost, Read, Written
from .ris_lines import HTML_NOTE, references, source_of

HOLDS = {
    "source": {
        "id": "ID",
        "title": "TI",
        "author": "AU",
        "publisher": "PB; T2 of news and social media",
        "date": "DA, PY",
        "url": "UR",
        "accessed": "Y2",
        "language": "LA",
        "type": "TY, M3",
        "tags": "KW",
        "text": "N1",
    }
}
TYPES = {
    "news": "NEWS",
    "statement": "GEN",
    "speech": "GEN",
    "report": "RPRT",
    "legal": "LEGAL",
    "dataset": "DATA",
    "social": "ICOMM",
    "interview": "GEN",
}
"""Types of sources as types of references; ``M3`` says more where several share one."""
_WHYS = {**NO_PLACE, "tlp": "RIS has no place for markings: say to whom you give the file"}
_TAGS = {
    "TI": "title", "PB": "publisher", "T2": "secondary_title", "DA": "date", "PY": "year",
    "Y2": "access_date", "LA": "language", "M3": "type_of_work", "ID": "id", "AU": "authors",
    "KW": "keywords", "UR": "urls", "N1": "notes",
}  # fmt: skip
"""Our tags under the names of rispy."""


def write(document: Document) -> Written:
    """The sources of a document as references.

    :raises ModuleNotFoundError: without the extra ``exchange``.
    """
    import rispy

    account = Account(document, "RIS", HOLDS, _WHYS)
    references = [_reference(one, fields) for one, fields in account.records("source")]
    writer = rispy.RisWriter(delimiter_tags_mapping={})
    writer.set_header = lambda count: ""  # no numbers before references
    return account.written(writer.formats(references).encode() if references else b"")


def _reference(identifier: str, fields: dict[str, Any]) -> dict[str, Any]:
    kind = fields.get("type", "")
    tag = TYPES.get(kind, "ELEC" if "url" in fields else "GEN")
    notes = prose(fields.get("text", ""))
    # What looks like the HTML of Zotero's notes is written as such, and read back as it was.
    notes = [f"<p>{escape(one)}</p>" if re.match(HTML_NOTE, one) else one for one in notes]
    values: dict[str, Any] = {
        "AU": [written_name(name) for name in fields.get("author", ())],
        "TI": fields.get("title"),
        "T2" if kind in OUTLETS else "PB": fields.get("publisher"),
        "DA": ris_date(fields.get("date", "")),
        "PY": _year(fields.get("date", "")),
        "UR": [fields["url"]] if "url" in fields else [],
        "Y2": ris_date(fields.get("accessed", "")),
        "LA": fields.get("language"),
        "M3": kind if tag in ("GEN", "ICOMM") else "",
        "KW": fields.get("tags"),
        "N1": notes,
        "ID": identifier,
    }
    return {
        "type_of_reference": tag,
        **{_TAGS[name]: value for name, value in values.items() if value},
    }


def written_name(name: str) -> str:
    """A name as RIS takes it: a comma that parts no surname is doubled, as EndNote has it."""
    return re.sub(",(?!,)", ",,", name) if "," in name else name


def ris_date(written: str) -> str:
    """An EDTF date as ``YYYY/MM/DD/other``; what has no such form stands in the last part."""
    if not written:
        return ""
    if match := DAY.fullmatch(written):
        return "/".join((*(part or "" for part in match.groups()), ""))
    begin = DAY.match(written)
    parts = [part or "" for part in begin.groups()] if begin else ["", "", ""]
    return "/".join((*parts, written))


def _year(written: str) -> str:
    match = DAY.match(written)
    return match[1] if match else ""


# -- reading -------------------------------------------------------------------------------------


def read(data: bytes, name: str) -> Read:
    """The references of a file as sources.

    :raises UnreadableFile: if it has none.
    :raises ModuleNotFoundError: without the extra ``exchange``.
    """
    records: list[Imported] = []
    left: list[Lost] = []
    try:
        found, remarks = references(data, name)
    except Unreadable as error:
        raise unreadable(name, error) from None
    left += remarks
    for line, reference in found:
        record, aside = source_of(reference, f"{name}:{line}")
        left += aside
        if record is not None:
            records.append(record)
    return read_of(records, left)


def recognises(head: bytes) -> bool:
    """Whether the beginning of a file is one of RIS: few lines, and no signs of others, before."""
    match = re.search(rb"(?m)^(?:\xef\xbb\xbf)?TY {1,2}- ?\w+", head)
    before = head[: match.start()] if match else b""
    return match is not None and before.count(b"\n") < 20 and not re.search(rb"[@{<\"]", before)


FORMAT = Format(
    name="ris",
    title="RIS",
    suffix=".ris",
    extra="exchange",
    write=write,
    read=read,
    source="https://web.archive.org/web/20120526103719/http://refman.com/support/risformat_intro.asp",
    holds=HOLDS,
    recognises=recognises,
)
