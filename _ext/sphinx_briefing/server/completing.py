"""Everything that may be written where the cursor stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from ..ledger.folding import fold
from ..records.slugs import slug
from . import cursor as pages
from .cursor import Cursor

if TYPE_CHECKING:
    from .answers import Place

MANY = 100
"""Names that are offered at once; more are found as more is typed."""

_EVERY = "*"


def complete(place: Place) -> types.CompletionList:
    """Everything that may be written here."""
    at = place.cursor()
    if at.what == "name":
        items = list(_names(place, at))
    elif at.what == "value":
        items = list(_values(place, at))
    elif at.what == "field":
        items = list(_fields(place, at))
    elif at.what == "directive":
        items = list(_directives(place, at))
    elif at.what == "role":
        items = list(_roles(place, at))
    elif at.what == "argument" and at.owner.endswith("restricted"):
        items = list(_plain(place, at, place.project.language.get("markings", ()), "marking"))
    else:
        items = []
    return types.CompletionList(is_incomplete=at.what == "name", items=items)


def _item(
    place: Place, at: Cursor, label: str, written: str, kind: types.CompletionItemKind, **more: Any
) -> types.CompletionItem:
    edit = types.TextEdit(place.range(at.start, max(at.end, at.start)), written)
    return types.CompletionItem(label=label, kind=kind, text_edit=edit, **more)


# -- names --------------------------------------------------------------------------------------


def _names(place: Place, at: Cursor) -> Iterator[types.CompletionItem]:
    index = place.project.index
    named = at.named.split(" or ")
    kinds = list(index.kinds) if _EVERY in named else [one for one in named if one in index.kinds]
    typed, said = at.typed.lstrip(), ""
    before, colon, rest = typed.partition(":")
    if colon and before in kinds and len(kinds) > 1:
        kinds, typed, said = [before], rest, f"{before}:"
    found = index.beginning(kinds, typed, MANY)
    if typed and len(found) < MANY and (key := slug(typed)) and key != fold(typed):
        for one, name in index.beginning(kinds, key, MANY).items():
            found.setdefault(one, name)
    first = kinds[0] if kinds else ""
    for number, (kind, identifier) in enumerate(list(found)[:MANY]):
        record = index.record(kind, identifier)
        if record is None:
            continue
        written = _written(place, at, kind, record.row.id, record.row.title, first)
        if said:
            written = said + record.row.id
        yield _item(
            place,
            at,
            record.row.title if len(record.row.title) < 90 else f"{record.row.title[:88]}…",
            written,
            types.CompletionItemKind.Reference,
            detail=f"{kind} {record.row.id}",
            filter_text=at.typed or at.written or None,
            sort_text=f"{number:04}",
            data={"kind": kind, "id": identifier},
        )


def _written(place: Place, at: Cursor, kind: str, identifier: str, title: str, first: str) -> str:
    """A record as it is named: by its id, and with its kind where another would be meant."""
    if " or " in at.named and kind != first:
        return f"{kind}:{identifier}"
    return identifier


def resolve(place_of_card: Any, item: types.CompletionItem) -> types.CompletionItem:
    """Add the card of a record to what is offered."""
    data = item.data if isinstance(item.data, Mapping) else {}
    card = place_of_card(str(data.get("kind", "")), str(data.get("id", "")))
    if card:
        item.documentation = types.MarkupContent(types.MarkupKind.Markdown, card)
    return item


# -- the rest -----------------------------------------------------------------------------------


def _values(place: Place, at: Cursor) -> Iterator[types.CompletionItem]:
    about = at.about or {}
    yield from _plain(place, at, about.get("values", ()), str(about.get("help", "")))


def _plain(
    place: Place, at: Cursor, values: Iterable[str], detail: str
) -> Iterator[types.CompletionItem]:
    for number, value in enumerate(values):
        kind = types.CompletionItemKind.EnumMember
        yield _item(place, at, value, value, kind, detail=detail, sort_text=f"{number:03}")


def _fields(place: Place, at: Cursor) -> Iterator[types.CompletionItem]:
    language = place.project.language
    in_head = not place.is_data and 0 < place.number < pages.head_of(place.lines)
    if in_head:
        fields = language.get("front", {}).get(at.owner, {})
    else:
        fields = pages.fields_of(language, at.owner)
    written = _written_fields(place, at)
    before = place.line[at.start - 1 : at.start]
    has_value = place.line[at.end : at.end + 1] == ":" or place.path.suffix in (".csv", ".tsv")
    colon = "" if in_head or place.is_data or before == ":" else ":"
    if not in_head and not place.is_data and _is_yaml_block(place, at):
        colon = ""
    end = "" if has_value else ": "
    subtype = written.get(language.get("kinds", {}).get(at.owner, {}).get("subtype"), "")
    for name, about in fields.items():
        if name in written and name != at.field:
            continue
        if subtype and subtype not in (about.get("limited_to") or (subtype,)):
            continue
        text = f"{colon}{name}{end if not has_value else ''}"
        if about.get("below") and not has_value:
            text = f"{name}:"
        yield _item(
            place,
            at,
            name,
            text,
            types.CompletionItemKind.Field,
            detail=str(about.get("help", "")),
            filter_text=f"{colon}{name}" if at.typed.startswith(":") else name,
            sort_text=f"{0 if about.get('required') else 1}{name}",
        )


def _is_yaml_block(place: Place, at: Cursor) -> bool:
    found = pages.owner_of(place.lines, place.number, is_rst=place.is_rst)
    return bool(found and place.lines[found[1] + 1 : found[1] + 2] == ["---"])


def _written_fields(place: Place, at: Cursor) -> dict[str, str]:
    """The fields that stand beside the one that is being written, with their values if known."""
    if place.path.suffix in (".csv", ".tsv"):
        return dict.fromkeys(re.split(r"[,;|\t]", place.lines[0]), "") if place.lines else {}
    found: dict[str, str] = {}
    pattern = re.compile(r"^[ \t>]*(?:-[ \t]+)?:?(?P<name>[\w-]+):[ \t]*(?P<value>.*?)[ \t]*$")
    for step in (-1, 1):
        number = place.number + step
        while 0 <= number < len(place.lines):
            line = place.lines[number]
            match = pattern.match(line)
            if match is None or not line.strip():
                break
            found[match["name"]] = match["value"]
            number += step
    return found


def _directives(place: Place, at: Cursor) -> Iterator[types.CompletionItem]:
    language = place.project.language
    found: dict[str, str] = {}
    for name, kind in language.get("kinds", {}).items():
        found[name] = kind["help"]
    for name in language.get("selections", {}):
        found.setdefault(name, f"print a selection of {name}")
    found.update(language.get("others", {}))
    prefix = "" if language.get("primary", True) else "brief:"
    for name, said in sorted(found.items()):
        text = f"{prefix}{name}"
        if place.is_rst:
            text += "" if place.line[at.end :].startswith("::") else ":: "
        else:
            text += "" if place.line[at.end : at.end + 1] == "}" else "} "
        kind_of_item = types.CompletionItemKind.Class
        yield _item(place, at, name, text, kind_of_item, detail=said)


def _roles(place: Place, at: Cursor) -> Iterator[types.CompletionItem]:
    language = place.project.language
    prefix = "" if language.get("primary", True) else "brief:"
    rest = place.line[at.end : at.end + 1]
    for name, kind in sorted(language.get("kinds", {}).items()):
        text = f"{prefix}{name}"
        if place.is_rst:
            text += "" if rest == ":" else ":`"
        else:
            text += "" if rest == "}" else "}`"
        yield _item(
            place,
            at,
            name,
            text,
            types.CompletionItemKind.Function,
            detail=f"refer to: {kind['help']}",
        )
