"""An overview of what names the subject of a profile: a picture in time, and who stands where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from ...layouts import RenderContext
from ...layouts.matrix import TONES
from ...pictures import drawn
from ...presentation.labels import words_of
from ...presentation.values import Part
from ...records import Position, Record, declared
from ...vocabularies import STANCE
from ..addresses import SOME_PROFILE
from .parts import Parts

FEWEST = 3
"""The records from which on a picture says more than a list."""


def timeline(records: Sequence[Record], parts: Parts) -> str:
    """The picture of records that are first of all events in time; empty where there is none."""
    kind, values = type(records[0]), parts.values
    if kind.layouts[0] != "timeline" or len(records) < FEWEST:
        return ""
    shown = [record for record in records if _is_open(record, parts)]
    domain = values.domain
    language = domain.env.config.language or "en"
    context = RenderContext(
        values.ledger, domain.conventions, SOME_PROFILE, language, lambda _record: []
    )
    builder: Any = domain.builder
    layout = domain.registry.layouts["timeline"]
    drawing = drawn(layout, shown, context, {}, builder) if len(shown) >= FEWEST else None
    return "" if drawing is None else str(builder.render_partial(drawing)["fragment"])


def _is_open(record: Record, parts: Parts) -> bool:
    """Whether all that a picture may say of a record may be seen."""
    for item in declared(type(record)).values():
        names = getattr(record, item.attribute)
        for kind, identifier in item.shape.keys(names) if item.shape.kinds and names else ():
            if not parts.values.visible(kind, [identifier]):
                return False
    return True


def stances(records: Sequence[Record], subject: Record, parts: Parts) -> str:
    """A board of who stands where on a topic, or where an actor stands on which; newest words.

    :param records: positions, the newest first.
    """
    found: dict[str, list[str]] = {}
    seen: set[tuple[str, str]] = set()
    for record in records:
        if not isinstance(record, Position) or not record.stance:
            continue
        for kind, identifier in _others(record, subject, parts):
            if (kind, identifier) not in seen:
                seen.add((kind, identifier))
                name = parts.values.link(kind, identifier).text
                address = parts.values.addresses.record(record.kind_name, record.id)
                link = parts.part(Part(name, record.kind_name, record.id, address))
                found.setdefault(record.stance, []).append(f"<li>{link}</li>")
    if len(seen) < 2:
        return ""
    rows = [
        f'<div class="brief-stance-row brief-tone-{TONES[stance]}">\n'
        f"<dt>{escape(words_of(STANCE.label(stance), STANCE))}</dt>\n"
        f"<dd><ul>{''.join(found[stance])}</ul></dd>\n</div>\n"
        for stance in STANCE.values
        if stance in found
    ]
    return f'<dl class="brief-stances simple">\n{"".join(rows)}</dl>\n'


def _others(record: Position, subject: Record, parts: Parts) -> Iterator[tuple[str, str]]:
    """The actors of a position on a topic's page, and its topics on another's."""
    kind, names = ("topic", record.topic) if subject.kind_name != "topic" else ("actor", record.by)
    for identifier in parts.values.visible(kind, names):
        yield kind, identifier
