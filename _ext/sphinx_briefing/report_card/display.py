"""Checks of standard 9: what is easier to see than to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from .checked_brief import CheckedBrief
from .model import LOOK, Looked, StandardCheck


class Better(NamedTuple):
    """A number of records from which on a layout shows them better than words do."""

    kind: str
    layout: str
    least: int
    alike: str = ""
    """The field in which they must be alike."""


SEEN_BETTER = (
    Better("event", "timeline", 5),
    Better("estimate", "chart", 4, "unit"),
    Better("position", "matrix", 6),
)


def unseen(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at the records that the brief names: whether a layout should show them."""
    for better in SEEN_BETTER:
        kind = brief.kinds.get(better.kind)
        if kind is None or better.layout not in kind.layouts:
            continue
        named = [
            record
            for key in brief.named
            if key[0] == better.kind and (record := brief.get(key)) is not None
        ]
        counts = Counter(str(getattr(record, better.alike, "")) for record in named)
        most = max(counts.values(), default=0)
        if most >= better.least:
            shown = any(
                question.kind == better.kind and question.layout(brief.kinds) == better.layout
                for question in brief.page.questions
            )
            words = f"{most} {kind.plural}, :as: {better.layout}"
            yield Looked(found=not shown, words=words)


DISPLAY = (
    StandardCheck(
        "unseen",
        "9",
        "Records of one kind that a picture or table would show better",
        "so many records of one kind are easier to see than to read",
        "print them with the layout that is named",
        unseen,
        LOOK,
        is_counted=False,
    ),
)
"""The checks of standard 9."""
