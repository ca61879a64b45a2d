"""Drafts with planted sentences: what the check of drafts finds, and what it takes for granted.

What the check should say of a sentence follows from how it was made. It is measured on the half of
the records that is held out: nothing of the check was set by what it says of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.planted_sentences import Planted, planted
from sphinx_briefing.mcp_server.desk import Cut, Desk
from sphinx_briefing.mcp_server.drafts import check_draft
from sphinx_briefing.mcp_server.shapes import CheckDraft, Checked

EXAMPLE = Path(__file__).parents[1]

SAYS = {
    "copied": "record", "reworded": "record", "attributed": "record", "shortened": "record",
    "number": "unsupported", "day": "unsupported", "name": "unsupported",
    "order": "unsupported", "denied": "unsupported", "flat": "unsupported",
    "other word": "unsupported", "crossed": "unsupported", "invented": "unsupported",
    "judgement": "judgement", "likelihood": "judgement", "own judgement": "judgement",
}  # fmt: skip
"""By sort of sentence, what the check should say."""

NAMES = {"number": "number", "day": "day", "name": "name", "order": "order",
         "denied": "negation", "flat": "certainty", "likelihood": "likelihood"}  # fmt: skip
"""The difference that it should name."""


@dataclass(frozen=True, slots=True)
class Sort:
    """How the check fared with one sort of sentences.

    :param right: those of which it says what it should.
    :param named: of these, those for which it names the record, or the difference.
    :param borne_out: those that it calls a record.
    :param in_full: of these, those of which it lists no word that the record does not have.
    """

    name: str
    says: str
    planted: int
    right: int
    named: int
    borne_out: int
    in_full: int


def check(cut: Cut, sentences: Sequence[Planted]) -> Iterator[tuple[Planted, Checked]]:
    """Check planted sentences, each in a draft of its own."""
    for one in sentences:
        (found,) = check_draft(cut, CheckDraft(text=one.text)).sentences[:1]
        yield one, found


def is_named(one: Planted, found: Checked) -> bool:
    """Whether the record, or the difference, is named that should be."""
    if SAYS[one.sort] == "record" or one.sort == "judgement":
        return one.record in {bearing.record for bearing in found.records}
    if wanted := NAMES.get(one.sort):
        return wanted in {difference.what for difference in found.differences}
    return not found.records


def measure(cut: Cut, seed: int = 1, *, held_out: bool = True) -> list[Sort]:
    """Measure each sort of sentences on one half of the records."""
    wanted = [one for one in planted(cut.ledger, seed) if one.is_held_out is held_out]
    found = list(check(cut, wanted))
    sorts = []
    for name, says in SAYS.items():
        these = [(one, checked) for one, checked in found if one.sort == name]
        right = [pair for pair in these if pair[1].verdict == says]
        named = sum(is_named(*pair) for pair in right)
        borne_out = [checked for _one, checked in these if checked.verdict == "record"]
        full = sum(not checked.not_in_records for checked in borne_out)
        sorts.append(Sort(name, says, len(these), len(right), named, len(borne_out), full))
    return sorts


def precision_and_recall(sorts: Sequence[Sort], *, in_full: bool = False) -> tuple[float, float]:
    """Of what the check calls a record, the share that is one; and of those, the share it finds.

    :param in_full: count those alone of which no word is listed that the record does not have.
    """

    def found(some: Iterable[Sort]) -> int:
        return sum(one.in_full if in_full else one.borne_out for one in some)

    right = found(sort for sort in sorts if sort.says == "record")
    whole = sum(sort.planted for sort in sorts if sort.says == "record")
    return right / (found(sorts) or 1), right / (whole or 1)


def table(sorts: Sequence[Sort]) -> str:
    """The table of the manual."""
    lines = [
        "| Sentence | should be | planted | is | and named |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    for one in sorts:
        share = f"{100 * one.right / one.planted:.0f} %" if one.planted else "—"
        named = f"{100 * one.named / one.right:.0f} %" if one.right else "—"
        lines.append(f"| {one.name} | {one.says} | {one.planted} | {share} | {named} |")
    for words, in_full in (("`record`", False), ("`record`, no word listed", True)):
        precision, recall = precision_and_recall(sorts, in_full=in_full)
        lines += ["", f"{words}: precision {precision:.2f}, recall {recall:.2f}."]
    return "\n".join(lines)


def briefs(cut: Cut) -> tuple[int, int, int]:
    """The example's own briefs: sentences that refer to records, those found, those with one named.

    They were written by people who reworded at will, so that they say what recall is in earnest.
    """
    cited = found = named = 0
    for docname in cut.ledger.briefs:
        text = Path(cut.project.env.doc2path(docname)).read_text(encoding="utf-8")
        page = 1
        while page:
            answer = check_draft(cut, CheckDraft(text=text, page=page))
            for one in answer.sentences:
                if re.search(r"\{(?:claim|quote|estimate)\}`", one.text_of_draft):
                    cited += 1
                    found += one.verdict == "record"
                    named += bool(one.records or one.nearest)
            page = answer.next_page
    return cited, found, named


def main() -> None:
    """Print the table."""
    desk = Desk(EXAMPLE / "briefings", EXAMPLE / "conf", "GREEN")
    try:
        cut = desk.look()
        print(table(measure(cut)))
        print("{} sentences of briefs, {} found, {} with a record named".format(*briefs(cut)))
    finally:
        desk.close()


if __name__ == "__main__":
    main()
