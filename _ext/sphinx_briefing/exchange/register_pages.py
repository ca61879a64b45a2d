"""Records as pages and data files: markup that says them and does nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from ..capture.markup import Page, scalar
from ..markings import strictest
from ..records import Record
from ..records.fields import OFFICES, declared
from ..records.kind_table import Kinds
from ..records.validation import Written
from .arriving import PROSE, Arriving

_PLAIN_ENTRY = re.compile(r"[^\W_][\w .'/()&-]*")


def register_page(title: str, records: Iterable[Arriving], kinds: Kinds) -> str:
    """A page of records, one directive each, that bears the strictest marking of them."""
    there = [*records]
    page = Page(restructured=False)
    page.heading(title, 1)
    marking = strictest(marking_of(one) for one in there)
    front = f"---\ntlp: {marking}\n---\n" if marking else ""
    return f"{front}{page.text}\n{directives(there, kinds)}"


def marking_of(one: Arriving) -> str:
    """The marking of a record; empty where it has none."""
    return str(one.fields.get("tlp") or "")


def directives(records: Iterable[Arriving], kinds: Kinds) -> str:
    """The directives of some records."""
    return "\n".join(_directive(one, kinds[one.kind]) for one in records)


def _directive(one: Arriving, kind: type[Record]) -> str:
    fields = dict(one.fields)
    argument = str(fields.pop(kind.argument, "") or "") if kind.argument else ""
    lines = ["---", f"id: {value_of(one.id)}"]
    for name, value in fields.items():
        lines.append(f"{name}: {value_of(_as_option(kind, name, value))}")
    lines.append("---")
    body = paragraphs(one.text)
    fence = "~~~" if "`" in argument else "```"
    lines = [f"{fence}{{{one.kind}}} {argument}".rstrip(), *lines]
    return "\n".join([*lines, *(["", *body] if body else []), fence, ""])


def _as_option(kind: type[Record], name: str, value: Written) -> str:
    """A value as an option has it: lists with commas, offices one a line."""
    if not isinstance(value, list):
        return value or ""
    item = declared(kind).get(name)
    if item is not None and item.shape.is_like(OFFICES):
        return "\n".join(value)
    return ", ".join(entry_of(one) for one in value)


def entry_of(text: str) -> str:
    """An entry of a list, in double quotes where it holds more than words."""
    if _PLAIN_ENTRY.fullmatch(text):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def value_of(text: str) -> str:
    """A text as YAML reads it back, exactly.

    >>> value_of("On the road"), value_of("2026-02"), value_of("a: b")
    ('On the road', "'2026-02'", "'a: b'")
    """
    written = scalar(text)
    plain = written[1:-1].replace("''", "'") if written.startswith("'") else written
    return written if plain == text else json.dumps(text, ensure_ascii=False)


def paragraphs(text: str) -> list[str]:
    """A text of others as prose, in lines: one a paragraph, with empty lines between."""
    page = Page(restructured=False)
    found: list[str] = []
    for part in re.split(r"\n\s*\n", text):
        if escaped := page.escaped(part):
            found += ["", escaped] if found else [escaped]
    return found


# -- data files ----------------------------------------------------------------------------------


def data_file(records: Iterable[Arriving], *, as_list: bool = False) -> str:
    """Records in YAML: a mapping of ids, or a list."""
    return "".join(
        line + "\n" for one in records for line in (_item(one) if as_list else _pair(one))
    )


def _pair(one: Arriving) -> Iterator[str]:
    yield f"{value_of(one.id)}:"
    yield from (f"  {line}" for line in _lines(one))


def _item(one: Arriving) -> Iterator[str]:
    yield f"- id: {value_of(one.id)}"
    yield from (f"  {line}" for line in _lines(one))


def _lines(one: Arriving) -> Iterator[str]:
    for name, value in one.fields.items():
        if isinstance(value, list):
            yield f"{name}: [{', '.join(_in_list(part) for part in value)}]"
        else:
            yield f"{name}: {value_of(value or '')}"
    if body := paragraphs(one.text):
        yield f"{PROSE}: |"
        yield from (f"  {line}".rstrip() for line in body)


def _in_list(text: str) -> str:
    return value_of(text) if _PLAIN_ENTRY.fullmatch(text) else json.dumps(text, ensure_ascii=False)


# -- notes ---------------------------------------------------------------------------------------


def note_page(one: Arriving, name: str) -> str:
    """A note on a source.

    :param name: the last part of the name of its page, which is the id of its source by default.
    """
    fields: Mapping[str, Written] = one.fields
    lines = ["---", "source:"]
    if one.id != name:
        lines.append(f"  id: {value_of(one.id)}")
    for field, value in fields.items():
        if field in ("tlp", "topic", "source"):
            continue
        if isinstance(value, list):
            lines.append(f"  {field}: [{', '.join(_in_list(part) for part in value)}]")
        else:
            lines.append(f"  {field}: {value_of(value or '')}")
    if tlp := fields.get("tlp"):
        lines.append(f"tlp: {value_of(str(tlp))}")
    topics = fields.get("topic") or []
    named = [topics] if isinstance(topics, str) else topics
    lines.append(f"topics: [{', '.join(_in_list(part) for part in named)}]")
    page = Page(restructured=False)
    page.heading(str(fields.get("title") or one.id), 1)
    body = "\n".join(["", *paragraphs(one.text), ""]) if one.text else ""
    return "\n".join([*lines, "---", ""]) + page.text + body
