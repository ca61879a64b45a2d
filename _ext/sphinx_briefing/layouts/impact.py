"""``impact``: all that rests on a record, down to the briefs, and whether it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docutils import nodes

from ..ledger.citing import rests_on_others
from ..ledger.evidence import Key
from ..ledger.standing import FALLS, WEAKENED
from ..presentation.inlines import in_one_line, inline, separated
from ..presentation.labels import N_, _, words_of
from ..presentation.losses import lost
from ..presentation.values import called
from ..records import Record, Selectable
from ..texts import shorten
from .parts import LONGEST, RenderContext, head_of, lost_line, paragraph, text, title_link, used_in

DEPTH = 5
"""The levels that are set below each other; what rests on the last is listed beside it."""

RETOLD = N_("Retold by")

WOULD = {FALLS: N_("Would fall without it"), WEAKENED: N_("Would be weakened without it")}


def as_impact(records: Sequence[Any], context: RenderContext) -> list[nodes.Node]:
    """A nested list: below each record what rests on it, and the briefs that show any of it."""
    items = [nodes.list_item("", *_root(record, context)) for record in records]
    return [nodes.bullet_list("", *items, classes=["brief-list", "brief-impact"])]


def lacks_ground(kind: type[Selectable]) -> str:
    """The want of a kind on which nothing can rest; empty for any other."""
    return "" if issubclass(kind, Record) else "prints records alone; leave that layout out"


def _root(record: Record, context: RenderContext) -> Iterator[nodes.Node]:
    key = (record.kind_name, record.id)
    yield head_of(record)
    yield from lost_line(record, context)
    yield from _retold(record, context)
    seen = {key}
    resting = _below(key, context, seen, DEPTH)
    if resting is None:
        nothing = str(_("Nothing rests on it."))
        yield paragraph(nodes.Text(nothing), classes=["brief-details", "brief-empty"])
    else:
        yield from _what_if(key, context)
        yield resting
    if briefs := used_in(sorted(seen), context):
        label = text(f"{words_of(context.ledger.kinds.brief.labels)}: ", "brief-label")
        yield paragraph(label, *briefs, classes=["brief-details", "brief-used"])


def _retold(record: Record, context: RenderContext) -> Iterator[nodes.Node]:
    """The sources that retell a source: nothing is lost with it that they say."""
    if record.kind_name != "source":
        return
    found = (context.ledger.get("source", one) for one in context.ledger.retold_by(record.id))
    names = [
        [title_link("source", one.id, shorten(called(one, context.facts()), LONGEST))]
        for one in found
        if one is not None
    ]
    if names:
        label = text(f"{_(RETOLD)}: ", "brief-label")
        yield paragraph(label, *separated(names, "; "), classes=["brief-details"])


def _below(
    key: Key, context: RenderContext, seen: set[Key], depth: int
) -> nodes.bullet_list | None:
    """The list of what rests on a record; each record has the list below it once."""
    items = []
    for one in context.ledger.resting_on(*key):
        again = one in seen
        seen.add(one)
        line = _line(one, context, again=again)
        further = None if again or depth == 1 else _below(one, context, seen, depth - 1)
        items.append(nodes.list_item("", line, *([further] if further else [])))
        if depth == 1 and not again:
            items += [
                nodes.list_item("", _line(other, context)) for other in _all_on(one, context, seen)
            ]
    return nodes.bullet_list("", *items) if items else None


def _all_on(key: Key, context: RenderContext, seen: set[Key]) -> Iterator[Key]:
    """All further records that rest on one, be it over others."""
    waiting = [key]
    for one in waiting:
        for other in context.ledger.resting_on(*one):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
                yield other


def _line(key: Key, context: RenderContext, *, again: bool = False) -> nodes.paragraph:
    """A record in one line: its name, what it is, and whether it stands."""
    record = context.ledger.get(*key)
    assert record is not None  # which rests on another
    gone = lost(record, context.facts())
    state = [text(str(_("stands")), "brief-label")]
    if gone is not None:
        state = [inline(gone.badge)]
        is_said = gone.short.startswith(gone.badge.text)
        rest = gone.short.removeprefix(gone.badge.text) if is_said else f": {gone.short}"
        state += [nodes.Text(rest)] if rest else []
    label = text(words_of(record.label, type(record)), "brief-label")
    more = [nodes.Text(str(_("see above")))] if again else []
    link = title_link(*key, shorten(called(record, context.facts()), LONGEST))
    return paragraph(*in_one_line([[link], [label], state, more]), classes=["brief-details"])


def _what_if(key: Key, context: RenderContext) -> Iterator[nodes.Node]:
    """What would follow if a record were withdrawn, for what rests on others than sources."""
    kinds = context.ledger.kinds
    changes = [one for one in context.ledger.what_if(*key) if rests_on_others(one.kind, kinds)]
    for standing, words in WOULD.items():
        names = []
        for one in changes:
            record = context.ledger.get(one.kind, one.id) if one.standing == standing else None
            if record is not None:
                title = shorten(called(record, context.facts()).rstrip("."), LONGEST)
                names.append([title_link(one.kind, one.id, title)])
        if names:
            label = text(f"{_(words)}: ", "brief-label")
            yield paragraph(label, *separated(names, "; "), classes=["brief-details"])
