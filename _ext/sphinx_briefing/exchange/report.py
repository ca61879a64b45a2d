"""Reports of what was written and lost, or read and left aside: in sentences, and as data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..markings import OPEN, badge_of, is_stricter, rank_of
from ..texts import counted, shorten
from .account import DERIVED, PLACES
from .documents import plural_of, records_of
from .model import Document, Lost

_LONGEST = 600
_PLACES = 3
_SENTENCES = 20


def first_of(sentences: list[str]) -> list[str]:
    """As many sentences as anybody reads, and how many there are more."""
    if len(sentences) <= _SENTENCES:
        return sentences
    more = len(sentences) - _SENTENCES
    return [*sentences[:_SENTENCES], f"{more:,} more; --report FILE has all of them"]


def counted_kinds(kept: Mapping[str, int]) -> str:
    """Numbers of records in words: ``120 sources, 1 topic``."""
    found = [counted_records(kind, number) for kind, number in kept.items() if number]
    return ", ".join(found) or "nothing"


def counted_records(kind: str, number: int) -> str:
    """A number of records of a kind in words."""
    return f"{number:,} {kind if number == 1 else plural_of(kind)}"


def lost_in_words(lost: Iterable[Lost]) -> list[str]:
    """A sentence a reason: what is lost for it, fields that builds work out aside."""
    found: dict[str, dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in lost:
        if one.why not in (DERIVED, PLACES):
            found[one.why][one.kind, one.field].append(one.id)
    return [
        shorten(f"{'; '.join(_of(*key, ids) for key, ids in groups.items())}: {why}", _LONGEST)
        for why, groups in found.items()
    ]


def left_in_words(left: Iterable[Lost]) -> list[str]:
    """A sentence a reason: what an import has left aside for it, with the first places."""
    found: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in left:
        found[one.why, one.kind][one.field].append(one.id)
    sentences = []
    for (why, kind), fields in found.items():
        if len(fields) == 1:
            ((field, ids),) = fields.items()
            places = ", ".join(ids[:_PLACES]) + (", …" if len(ids) > _PLACES else "")
            number = f" ({len(ids):,})" if len(ids) > 1 else ""
            what = f"{f'{field} of ' if field else ''}{kind} {places}{number}"
        else:
            listed = ", ".join(f"{field or 'all'} ({len(ids):,})" for field, ids in fields.items())
            what = f"{kind}: {listed}"
        sentences.append(f"{shorten(what, _LONGEST)}: {why}")
    return sentences


def _of(kind: str, field: str, ids: list[str]) -> str:
    whose = ids[0] if len(ids) == 1 and ids[0] else ""
    what = f"{kind} {whose!r}" if whose else counted_records(kind, len(ids))
    return f"{field} of {what}" if field else what


def report(
    name: str, direction: str, kept: Mapping[str, int], lost: Iterable[Lost], **more: Any
) -> dict[str, Any]:
    """The report as data: what is in it, and all that is not."""
    return {
        "format": name,
        "direction": direction,
        "records": dict(kept),
        **more,
        "lost": [one._asdict() for one in lost],
    }


def markings_in(document: Document) -> Iterator[tuple[str, int]]:
    """The markings that are not open to all, the strictest first, each with its records."""
    found: dict[str, int] = defaultdict(int)
    for _kind, _id, fields in records_of(document):
        marking = fields.get("tlp")
        if marking and is_stricter(marking, OPEN):
            found[marking] += 1
    yield from sorted(found.items(), key=lambda one: -rank_of(one[0]))


def markings_in_words(document: Document) -> str:
    """A sentence on these markings; empty where there are none."""
    found = [f"{badge_of(tlp)} ({counted(n, 'record')})" for tlp, n in markings_in(document)]
    return ", ".join(found)
