"""The card of a brief, made by all checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..ledger.evidence import Key
from ..ledger.known import day_of
from ..markings import STRICTEST, may_show
from ..vocabularies import ANALYTIC_STANDARD
from .checked_brief import CheckedBrief
from .model import (
    FOUND,
    LOOK,
    OPEN,
    Checked,
    Finding,
    Looked,
    Named,
    ReportCard,
    StandardCard,
    StandardCheck,
)
from .questions import QUESTIONS


def report_card(
    brief: CheckedBrief,
    checks: Iterable[StandardCheck],
    open_to: str = STRICTEST,
    named: Callable[[str], str] = str,
) -> ReportCard:
    """Make the card of a brief.

    :param checks: the checks to make, in the order in which the card lists them.
    :param open_to: the marking of whoever reads it: what is marked more strictly is not spoken of,
        and not counted.
    :param named: from the path of a file to how the card names it.
    """
    made = [(check, [*_readable(check.find(brief), brief, open_to)]) for check in checks]
    parts = tuple(
        _part(brief, standard, [one for one in made if one[0].standard == standard], named)
        for standard in ANALYTIC_STANDARD.values
    )
    return ReportCard(
        docname=brief.docname,
        title=brief.ledger.title_of(brief.docname),
        reference=brief.front.reference or "",
        day=day_of(brief.ledger, brief.docname),
        standards=parts,
    )


def _readable(looked: Iterable[Looked], brief: CheckedBrief, open_to: str) -> Iterator[Looked]:
    """Keep what readers may be told of, and no other records than those."""
    for one in looked:
        if one.marking and not may_show(one.marking, open_to):
            continue
        if one.about is not None and not _may_read(one.about, brief, open_to):
            continue
        others = tuple(key for key in one.others if _may_read(key, brief, open_to))
        if one.others and not others:
            continue
        yield one if others == one.others else one._replace(others=others)


def _may_read(key: Key, brief: CheckedBrief, open_to: str) -> bool:
    record = brief.get(key)
    return record is not None and brief.ledger.markings.may_show(record, open_to)


def _part(
    brief: CheckedBrief,
    standard: str,
    made: list[tuple[StandardCheck, list[Looked]]],
    named: Callable[[str], str],
) -> StandardCard:
    found: dict[str, list[Finding]] = {FOUND: [], LOOK: [], OPEN: []}
    checked = []
    for check, looked in made:
        findings = [_finding(brief, check, one, named) for one in looked if one.found]
        found[check.where] += findings
        count = len(looked) if check.is_counted or not looked else None
        checked.append(Checked(check.name, check.asks, count, len(findings)))
    return StandardCard(
        standard=standard,
        title=ANALYTIC_STANDARD.label(standard),
        checked=tuple(checked),
        found=tuple(found[FOUND]),
        questions=QUESTIONS[standard],
        look=tuple(found[LOOK]),
        open=tuple(found[OPEN]),
    )


def _finding(
    brief: CheckedBrief, check: StandardCheck, one: Looked, named: Callable[[str], str]
) -> Finding:
    docname, line, path = _place(brief, one)
    return Finding(
        check=check.name,
        record=_named(brief, one.about) if one.about is not None else None,
        what=check.what,
        others=tuple(_named(brief, key) for key in one.others),
        words=one.words,
        docname=docname,
        line=line,
        path=named(path) if path else "",
        do=check.do,
    )


def _named(brief: CheckedBrief, key: Key) -> Named:
    record = brief.get(key)
    return Named(*key, " ".join(record.title_text.split()) if record is not None else key[1])


def _place(brief: CheckedBrief, one: Looked) -> tuple[str, int, str]:
    """Page, line, and the file of the line where it is not the page's own."""
    if one.line:
        return brief.docname, one.line, one.path
    if one.about is None:
        lines = brief.page.lines
        return brief.docname, lines.get(one.field, lines.get("brief", brief.front.line)), ""
    record, entry = brief.get(one.about), brief.ledger.entry(*one.about)
    if record is None:
        return brief.docname, 0, ""
    if entry is None:  # the source of a note
        return record.docname, record.line, ""
    return record.docname, entry.lines.get(one.field, record.line), entry.path
