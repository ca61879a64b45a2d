"""The content of a hover card, as plain data that a script sets as text.

A card is the same on every page. What depends on the day of the page (the office that an actor
holds, whether a commitment is overdue) is decided by the reader's browser: the card holds the days.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...presentation.labels import _, count_of, label_of, words_of
from ...presentation.losses import lost, voices_under
from ...presentation.typography import listed
from ...presentation.values import Part, badge_label, title_of
from ...records import Claim, Record, Source, declared, due_date
from ...records.dates import span
from ...records.fields import verbatim_fields
from ...records.offices import office
from ...texts import shorten
from ..values import Values

LIMIT = 420
"""Characters of the prose in a card."""

MANY = 12
"""Items of a list in a card; the profile or the register shows them all."""

LEFT_OUT = frozenset(
    {"text", "offices", "aliases", "plural", "language", "accessed", "archived", "snapshot",
     "wikidata", "opensanctions", "website"}
)  # fmt: skip
"""Details that wait for the reader who follows the link."""


def card(record: Record, values: Values) -> dict[str, Any]:
    """A card. Keys are short, since there are thousands.

    ``t`` title, ``k`` kind, ``u`` address, ``p`` that of the profile, ``m`` marking, ``x`` prose,
    ``r`` rows (label, then items: a text, or a text with its address), ``o`` offices (title, dates
    as printed, first and last day; no days if always), ``d`` the last day of what is open,
    ``c`` whether it is disputed, ``b`` other badges (name and words). What is empty is left out.
    """
    kind, identifier = record.kind_name, record.id
    text = "" if record.argument in ("", "text") else values.plain(record)
    title = title_of(record)
    data: dict[str, Any] = {
        "t": shorten(title if record.verbatim else values.curl(title), LIMIT),
        "k": _kind_of(record, values),
        "u": values.addresses.record(kind, identifier),
        "p": values.addresses.profile(kind, identifier),
        "m": values.marking(record),
        "x": shorten(text if record.verbatim else values.curl(text), LIMIT),
        "r": list(_rows(record, values)),
    }
    data["o"] = [_office(entry, values) for entry in record.offices_held]
    if due := due_date(record):
        data["d"] = span(due).last.isoformat()
    if "disputed" in record.badges and values.is_so(record, "disputed"):
        data["c"] = 1
    data["b"] = [
        [badge, badge_label(type(record), badge)]
        for badge in record.badges
        if badge != "disputed" and not (badge == "overdue" and record.falls_due)
        if values.is_so(record, badge)
    ]
    if gone := lost(record, values):
        data["b"].append([gone.state, gone.badge.text])
    return {key: value for key, value in data.items() if value}


def _kind_of(record: Record, values: Values) -> str:
    """The kind of a record, as closely as it says so."""
    parts = values.of(record, record.subtype) if record.subtype else []
    return parts[0].text if parts else words_of(record.label, type(record))


def _rows(record: Record, values: Values) -> Iterable[list[Any]]:
    known = declared(type(record))
    names = [name for name in record.columns if name in known or name == "grade"]
    skipped = LEFT_OUT | {record.argument, record.subtype}
    if gone := lost(record, values):
        skipped |= {"replaced-by"}
        why = "".join(part.text for part in gone.reason).lstrip(": ")
        words = gone.badge.text
        yield [words[:1].upper() + words[1:], shorten(values.curl(why), LIMIT)]
    for name in names:
        if name not in skipped and name != "source":
            parts = values.of(record, name)
            if parts:
                yield _row(label_of(type(record), name), parts, values)
    for field in verbatim_fields(type(record)):
        if words := getattr(record, field.attribute):
            yield [label_of(type(record), field.name), _quoted(record, words, values)]
    for label, parts in values.referring(record):
        yield _row(label, parts, values)
    if carried := values.carried(record):
        yield [str(_("Carried by")), carried]
    if voices := voices_under(record):
        yield [str(_("Carried by")), count_of(voices, "%d voice", "%d voices")]
    if isinstance(record, Claim) and (accounts := values.disputed_by(record)):
        yield _row(str(_("Disputed by")), accounts, values)
    if not isinstance(record, Source) and (sources := values.sources(record, whole=True)):
        yield _row(label_of(type(record), "source"), sources, values)


def _row(label: str, parts: list[Part], values: Values) -> list[Any]:
    texts, _between = listed(part.text for part in parts)
    items: list[Any] = []
    for part, text in zip(parts[:MANY], texts, strict=False):
        kind = values.ledger.kinds.get(part.kind)
        words = text if kind is not None and kind.verbatim else values.curl(text)
        items.append([shorten(words, 160), part.address] if part.address else words)
    if len(parts) > MANY:
        items.append("…")
    return [label, *items]


def _quoted(record: Record, words: str, values: Values) -> list[str]:
    """Words of a source: they lead to where they stand there, and are in its language."""
    found = f"\N{LEFT DOUBLE QUOTATION MARK}{shorten(words, 160)}\N{RIGHT DOUBLE QUOTATION MARK}"
    return [found, record.words_at.address if record.words_at else "", values.spoken_in(record)]


def _office(entry: str, values: Values) -> list[str]:
    title, dates = office(entry)
    if not dates:
        return [title]
    held = span(dates)
    return [title, values.date(dates).text, held.first.isoformat(), held.last.isoformat()]
