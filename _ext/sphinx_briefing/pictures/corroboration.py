"""The support of a claim: from the origins, through the sources, to those who say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from ..layouts.corroboration import Account, Case, Voice, cases
from ..ledger.standing import STANDS
from ..presentation.dates import printed
from ..presentation.labels import N_, _, label_of
from ..presentation.losses import STATES, lost
from ..records import Claim, Source
from ..svg.canvas import SMALL, TYPE, Sheet
from ..svg.text_width import lines_of
from ..vocabularies import CREDIBILITY, RELIABILITY
from .picture import WIDTH, Picture, Task

MOST_ACCOUNTS = 16
_GAP, _LEADING = 8.0, 16.0
"""What parts two boxes, and two lines in one."""
_LINES = 2
"""The most lines of a title, and of what is said below it."""
_COLUMN = 202.0
_AT = (24.0, 251.0, 478.0)
"""Where the columns of origins, sources and speakers begin."""


def corroboration(task: Task) -> Picture | None:
    """Draw the accounts of each claim; nothing where no claim has a second account."""
    found = cases(task.records, task.context.ledger)
    if not any(len(case.carried_by) + len(case.disputed_by) > 1 for case in found):
        return None
    drawn: list[Case] = []
    room = MOST_ACCOUNTS
    for case in found:
        room -= len(case.carried_by) + len(case.disputed_by)
        if room >= 0 or not drawn:
            drawn.append(case)
    kept, hidden = [], 0
    for case in drawn:
        carried, disputed = case.carried_by[:MOST_ACCOUNTS], case.disputed_by[: MOST_ACCOUNTS // 2]
        hidden += len(case.carried_by) + len(case.disputed_by) - len(carried) - len(disputed)
        kept.append(Case(case.claim, carried, disputed))
    notes = []
    if len(found) > len(kept):
        words = N_("Claims that are in the text alone: %d.")
        notes.append(str(_(words)) % (len(found) - len(kept)))
    if hidden:
        notes.append(str(_("Accounts that are in the text alone: %d.")) % hidden)
    sheet = task.sheet()
    y = _draw_heads(sheet)
    for case in kept:
        y = _draw_case(sheet, case, y, task)
    title = str(_("How claims are carried: %d")) % len(kept)
    description = str(_("From origin to source to speaker. The text beside it says the same."))
    svg = sheet.svg(WIDTH, y, title, description)
    return Picture(svg, WIDTH, y, title, description, tuple(notes))


def _draw_heads(sheet: Sheet) -> float:
    heads = (label_of(Source, "origin"), label_of(Claim, "source"), str(_("Who says so")))
    for x, words in zip(_AT, heads, strict=True):
        sheet.text(x, 13, words, size=SMALL, colour="muted")
    sheet.line(0, 20, WIDTH, 20)
    return 26


def _draw_case(sheet: Sheet, case: Case, y: float, task: Task) -> float:
    lines = lines_of(case.claim.statement, TYPE * 1.06, WIDTH - 8, 2)
    with sheet.mark(case.claim.statement, "claim", case.claim.id):
        sheet.lines(0, y + 14, lines, leading=17, bold=True)
    numbers = _numbers(case)
    y += 17 * len(lines) + 8
    y = _draw_accounts(sheet, case.carried_by, numbers, y, "accent", task)
    if case.disputed_by:
        sheet.text(0, y + 16, str(_("Disputed by")), bold=True)
        y = _draw_accounts(sheet, case.disputed_by, numbers, y + 24, "bad", task)
    return y + 10


def _numbers(case: Case) -> dict[Voice, int]:
    """The number of each voice; who disputes what he has borne out has one number."""
    numbers: dict[Voice, int] = {}
    for account in (*case.carried_by, *case.disputed_by):
        if account.voice and account.voice not in numbers:
            same = (number for voice, number in numbers.items() if voice & account.voice)
            numbers[account.voice] = next(same, len({*numbers.values()}) + 1)
    return numbers


def _spans(accounts: Sequence[Account], *names: str) -> Iterator[tuple[Any, int, int]]:
    """Accounts that follow each other and share something: what that is, first row, end."""
    at = 0
    for shared, group in groupby(accounts, key=attrgetter(*names)):
        size = len(list(group))
        yield shared, at, at + size
        at += size


def _draw_accounts(
    sheet: Sheet,
    accounts: Sequence[Account],
    numbers: Mapping[Voice, int],
    y: float,
    tone: str,
    task: Task,
) -> float:
    # One height for all, so that what belongs together stays on one level.
    row_height = _GAP + max(
        _Box.of(*words).height for account in accounts for words in _boxes_of(account, task)
    )

    def middle(first: int, end: int) -> float:
        return y + (first + end) / 2 * row_height

    sources = {
        first: (source, middle(first, end)) for source, first, end in _spans(accounts, "source")
    }
    heights: dict[Voice, list[float]] = {}
    for (voice, origins), first, end in _spans(accounts, "voice", "origins"):
        if not voice:
            continue
        at = middle(first, end)
        heights.setdefault(voice, []).append(at)
        for row in range(first, end):
            if row in sources:
                _draw_thread(sheet, _AT[0] + _COLUMN, at, _AT[1], sources[row][1], tone)
        if {(account.source,) for account in accounts[first:end]} == {origins}:
            sheet.line(9, at, _AT[0] + _COLUMN, at, tone, 1.5)
            words = str(_("own account"))
            sheet.text(_AT[0] + 4, at - 5, words, size=SMALL, colour="muted")
        else:
            sheet.line(9, at, _AT[0], at, tone, 1.5)
            _draw_source(sheet, origins, _AT[0], at, task)
    for voice, at_heights in heights.items():
        _draw_voice(sheet, numbers[voice], at_heights, tone)
    for first, (source, at) in sources.items():
        for row in range(first, next((n for n in sorted(sources) if n > first), len(accounts))):
            if source:
                thread = "muted" if accounts[row].is_gone else tone
                _draw_thread(sheet, _AT[1] + _COLUMN, at, _AT[2], middle(row, row + 1), thread)
        if source:
            _draw_source(sheet, (source,), _AT[1], at, task)
    for row, account in enumerate(accounts):
        edge = "muted" if account.is_gone else tone
        _draw_speaker(sheet, account, middle(row, row + 1), edge, task)
    return y + len(accounts) * row_height


def _draw_voice(sheet: Sheet, number: int, heights: Sequence[float], tone: str) -> None:
    """Draw the number of a voice, and a line that holds its origins together."""
    if len(heights) > 1:
        sheet.line(9, heights[0], 9, heights[-1], tone, 1.5)
    at = (heights[0] + heights[-1]) / 2
    sheet.dot(9, at, 9, fill=tone)
    sheet.text(9, at + 4.5, str(number), size=SMALL, colour="paper", anchor="middle", bold=True)


def _draw_thread(
    sheet: Sheet, left: float, from_: float, right: float, to: float, tone: str
) -> None:
    half = (left + right) / 2
    course = (
        f"M{left:.1f} {from_:.1f}C{half:.1f} {from_:.1f} {half:.1f} {to:.1f} {right:.1f} {to:.1f}"
    )
    sheet.path(course, stroke=tone, width=1.5)


@dataclass(frozen=True, slots=True)
class _Box:
    """The lines of a box: what it is, and more about it."""

    title: list[str]
    more: list[str]

    @classmethod
    def of(cls, title: str, more: str) -> _Box:
        """Break both into lines that fit."""
        room = _COLUMN - 16
        lines = lines_of(more, SMALL, room, _LINES) if more else []
        return cls(lines_of(title, TYPE, room, _LINES), lines)

    @property
    def height(self) -> float:
        """The height that the lines need."""
        return (len(self.title) + len(self.more)) * _LEADING + 6


def _boxes_of(account: Account, task: Task) -> Iterator[tuple[str, str]]:
    """The words of all boxes of an account."""
    yield _words_of_speaker(account, task)
    if account.source:
        yield _words_of_sources((account.source,), task)[:2]
        yield _words_of_sources(account.origins, task)[:2]


def _words_of_sources(identifiers: Sequence[str], task: Task) -> tuple[str, str, str]:
    """The titles of some sources, what else is known of them, and their grades in words."""
    titles, grades, more = [], [], []
    for identifier in identifiers:
        source = task.context.ledger.get("source", identifier)
        titles.append(source.title_text if source else identifier)
        if isinstance(source, Source):
            date = printed(source.date, task.context.language, short=True) if source.date else ""
            gone = lost(source, task.context.facts())
            state = gone.badge.text if gone else ""
            more += [state, source.reliability or "", date, source.publisher or ""]
            if source.reliability:
                grades.append(str(_(RELIABILITY.label(source.reliability))))
    return "; ".join(titles), " \N{MIDDLE DOT} ".join(filter(None, more)), ", ".join(grades)


def _words_of_speaker(account: Account, task: Task) -> tuple[str, str]:
    claim = account.claim
    names = ", ".join(task.title_of("actor", by) for by in claim.by)
    date = printed(claim.date, task.context.language, short=True) if claim.date else ""
    gone = str(_(STATES["withdrawn"])) if claim.standing != STANDS else ""
    return names, " \N{MIDDLE DOT} ".join(filter(None, (gone, claim.credibility, date)))


def _draw_source(sheet: Sheet, identifiers: Sequence[str], x: float, y: float, task: Task) -> None:
    """Draw a source, or several that another one retells, in one box."""
    title, more, grades = _words_of_sources(identifiers, task)
    with sheet.mark(f"{title} ({grades})" if grades else title, "source", identifiers[0]):
        _draw_box(sheet, x, y, _Box.of(title, more), "line")


def _draw_speaker(sheet: Sheet, account: Account, y: float, tone: str, task: Task) -> None:
    claim = account.claim
    names, more = _words_of_speaker(account, task)
    words = f"{names}: {claim.statement}"
    if claim.credibility:
        words += f" ({_(CREDIBILITY.label(claim.credibility))})"
    with sheet.mark(words, "claim", claim.id):
        _draw_box(sheet, _AT[2], y, _Box.of(names, more), tone)


def _draw_box(sheet: Sheet, x: float, y: float, box: _Box, stroke: str) -> None:
    top = y - box.height / 2
    sheet.box(x, top, _COLUMN, box.height, fill="paper", stroke=stroke)
    sheet.lines(x + 8, top + 15, box.title, leading=_LEADING)
    below = top + 15 + len(box.title) * _LEADING
    sheet.lines(x + 8, below, box.more, leading=_LEADING, size=SMALL, colour="muted")
