"""Long lists of pages that have no source, in parts: a page each, with links from one to another.

The first part stands where the whole list would. Lists that are short stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from html import escape

from ..presentation.labels import N_, _
from ..records import Record
from ..records.dates import span
from .registers import letter_of

ROWS = 500
"""Rows of one part."""

AROUND = 2
"""Parts before and after a part to which it leads."""

MOST_MARKS = 30
"""Parts that begin a year or a letter to which each part leads, at most."""

PARTS = N_("Parts of this list")
OF_ALL = N_("%d to %d of %d")


@dataclass(frozen=True, slots=True)
class LongList:
    """A list in its order.

    :param rows: ids of records, or names of pages.
    :param marks: for each part the year or letter with which it begins; empty where there is none.
    """

    rows: Sequence[str]
    marks: Sequence[str]

    @classmethod
    def of(cls, rows: Sequence[str], mark: Callable[[str], str]) -> LongList:
        """A list whose parts begin with what their first rows are marked by."""
        return cls(rows, [mark(rows[start]) for start in range(0, len(rows), ROWS)])

    @property
    def starts(self) -> Sequence[int]:
        """The place of the first row of each part."""
        return range(0, len(self.rows), ROWS)

    @property
    def count(self) -> int:
        """How many parts there are."""
        return len(self.marks)

    def part(self, number: int) -> Sequence[str]:
        """The rows of a part.

        :param number: counted from 0.
        """
        return self.rows[number * ROWS : (number + 1) * ROWS]

    def digest(self, number: int) -> str:
        """A hash of the rows of a part and of all that its links to the others say."""
        found = repr((number, len(self.rows), list(self.part(number)), list(self.marks)))
        return blake2b(found.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def links(self, here: int, address: Callable[[int], str], label: str = "") -> str:
        """Links from a part to others, as HTML; nothing for a list of one part.

        :param here: the part, counted from 0.
        :param address: gives the address of a part.
        :param label: the heading of the list, where a page has several.
        """
        if self.count < 2:
            return ""
        first, last = here * ROWS + 1, here * ROWS + len(self.part(here))
        named = escape(": ".join(filter(None, (str(_(PARTS)), label))))
        said = escape(str(_(OF_ALL)) % (first, last, len(self.rows)))
        items = "".join(self._items(here, address))
        return (
            f'<nav class="brief-parts" aria-label="{named}">\n'
            f'<p class="brief-details">{said}</p>\n<ol>\n{items}</ol>\n</nav>\n'
        )

    def _items(self, here: int, address: Callable[[int], str]) -> Iterator[str]:
        before = -1
        for number in self._led_to(here):
            if number != before + 1:
                yield '<li class="brief-gap" aria-hidden="true">…</li>\n'
            before = number
            mark = self.marks[number]
            about = f' <span class="brief-count">{escape(mark)}</span>' if mark else ""
            words = f"{number + 1}{about}"
            if number == here:
                yield f'<li><span aria-current="page">{words}</span></li>\n'
                continue
            rel = {here - 1: ' rel="prev"', here + 1: ' rel="next"'}.get(number, "")
            where = escape(address(number))
            yield f'<li><a class="reference internal" href="{where}"{rel}>{words}</a></li>\n'

    def _led_to(self, here: int) -> list[int]:
        """The parts that one leads to: the first and last, those around it, and new marks."""
        begins = [
            number
            for number in range(1, self.count)
            if self.marks[number] and self.marks[number] != self.marks[number - 1]
        ]
        around = range(here - AROUND, here + AROUND + 1)
        found = {0, self.count - 1, *(number for number in around if 0 <= number < self.count)}
        return sorted(found | set(begins if len(begins) <= MOST_MARKS else ()))


def part_name(pagename: str, number: int, section: str = "") -> str:
    """The name of the page of a part; no id makes two tildes in a row.

    :param number: counted from 0; the first part stands on the page itself.

    >>> part_name("briefing/sources", 1), part_name("briefing/actor/e5", 2, "claims")
    ('briefing/sources~~2', 'briefing/actor/e5~~claims-3')
    """
    if not number:
        return pagename
    name = "-".join(filter(None, (section, str(number + 1))))
    return f"{pagename}~~{name}"


def mark_of(record: Record, *, by_due: bool = False) -> str:
    """The year by which a record stands in its list, or the letter of its name."""
    due = getattr(record, record.falls_due, "") if by_due and record.falls_due else ""
    if written := due or ("" if by_due else record.written_date):
        return f"{span(written).newest.year:04d}"
    return "" if by_due else letter_of(record.title_text)
