"""The outcome of a table of competing hypotheses in words: their order, and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from docutils import nodes

from ..ledger.hypotheses import INCONSISTENT, OPEN, Against, Comparison, Places, Turn
from ..presentation.inlines import separated
from ..presentation.labels import N_, _, count_of
from ..presentation.values import called
from ..texts import shorten
from .parts import RenderContext, paragraph, title_link

LONGEST = 72
"""Characters of the name of a piece of evidence in a sentence."""
MOST = 5
"""The other orders that are told, those with other hypotheses in front before all."""

SWAPPED = N_("Without %(evidence)s, %(one)s and %(other)s would change places.")
LEVEL = N_("Without %(evidence)s, there would be no order between %(one)s and %(other)s.")
AHEAD = N_("Without %(evidence)s, %(one)s would come before %(other)s.")
"""The sentences on two hypotheses that would stand otherwise to each other."""

_HERE = "\0"
"""Where the evidence stands in a sentence."""


def outcome(compared: Comparison, context: RenderContext) -> Iterator[nodes.Node]:
    """The order of some hypotheses, what would change it, and what the reader must know of it."""
    if len(compared.hypotheses) < 2:
        words = str(_("There is nothing to compare: no other hypothesis answers this question."))
        yield paragraph(nodes.Text(words), classes=["brief-details", "brief-ach-alone"])
        return
    if not compared.evidence:
        return
    head = str(_("The least evidence against it first"))
    yield nodes.rubric(head, head, classes=["brief-ach-order-head"])
    names = {one: f"H{number}" for number, one in enumerate(compared.hypotheses, 1)}
    against = dict(zip(compared.hypotheses, compared.against, strict=True))
    items = [
        nodes.list_item("", paragraph(nodes.Text(_place(place, names, against))))
        for place in compared.places
    ]
    yield nodes.enumerated_list(
        "", *items, enumtype="arabic", prefix="", suffix=".", classes=["brief-ach-order"]
    )
    yield from _turns(compared, names, context)
    if said := " ".join(_limits(compared)):
        yield paragraph(nodes.Text(said), classes=["brief-details", "brief-key"])


def _place(place: Sequence[str], names: dict[str, str], against: dict[str, Against]) -> str:
    found = [f"{names[one]}: {_count(against[one])}" for one in place]
    if len(place) > 1:
        found.append(str(_("no order between them")))
    return "; ".join(found)


def _count(against: Against) -> str:
    """The evidence against a hypothesis in words; of its voices, where they are not as many."""
    pieces, voices = against
    if not pieces:
        return str(_("no evidence against it"))
    words = count_of(pieces, "%d piece of evidence against it", "%d pieces of evidence against it")
    if voices == pieces:
        return words
    return words + ", " + count_of(voices, "all from %d voice", "from %d independent voices")


def _limits(compared: Comparison) -> Iterator[str]:
    """Sentences on what the order leaves out, and what it does not know."""
    yield str(_("What tells the hypotheses apart stands first."))
    left_out = sum(
        piece.counts and piece.is_same and INCONSISTENT in piece.marks
        for piece in compared.evidence
    )
    if left_out:
        yield count_of(
            left_out,
            "%d piece of evidence fits none of them, and is not counted.",
            "%d pieces of evidence fit none of them, and are not counted.",
        )
    gone = sum(not piece.counts for piece in compared.evidence)
    if gone:
        yield count_of(
            gone,
            "%d piece of evidence has been withdrawn, and is not counted.",
            "%d pieces of evidence have been withdrawn, and are not counted.",
        )
    marks = [mark for piece in compared.evidence for mark in piece.marks]
    if missing := marks.count(OPEN):
        yield count_of(
            missing,
            "%(count)d of %(all)d marks is missing: not assessed.",
            "%(count)d of %(all)d marks are missing: not assessed.",
            all=len(marks),
        )


# -- sensitivity -----------------------------------------------------------------------------


def _turns(
    compared: Comparison, names: dict[str, str], context: RenderContext
) -> Iterator[nodes.Node]:
    """The evidence without which the order would be another one, a sentence each."""
    if not compared.turns:
        words = str(_("No single piece of evidence decides the order."))
        yield paragraph(nodes.Text(words), classes=["brief-ach-decides"])
        return
    first, joint = compared.places[0], str(_("or"))
    by_order: dict[Places, list[Turn]] = {}
    for turn in sorted(compared.turns, key=lambda turn: turn.places[0] == first):
        by_order.setdefault(turn.places, []).append(turn)
    lines = []
    for turns in [*by_order.values()][:MOST]:
        before, _here, after = _sentence(turns[0].places, compared.places, names).partition(_HERE)
        evidence = separated((_named(turn, context) for turn in turns), f" {joint} ")
        lines.append(paragraph(nodes.Text(before), *evidence, nodes.Text(after)))
    if left := len(by_order) - len(lines):
        more = count_of(
            left,
            "Without other evidence, %d more order is possible.",
            "Without other evidence, %d more orders are possible.",
        )
        lines.append(paragraph(nodes.Text(more)))
    if len(lines) == 1:
        lines[0]["classes"].append("brief-ach-decides")
        yield lines[0]
    else:
        items = [nodes.list_item("", line) for line in lines]
        yield nodes.bullet_list("", *items, classes=["brief-list", "brief-ach-decides"])


def _named(turn: Turn, context: RenderContext) -> list[nodes.Node]:
    links: list[list[nodes.Node]] = []
    for kind, identifier in turn.without:
        record = context.ledger.get(kind, identifier)
        title = (
            shorten(called(record, context.facts()).rstrip("."), LONGEST) if record else identifier
        )
        links.append([nodes.emphasis("", "", title_link(kind, identifier, title))])
    if len(links) == 1:
        return links[0]
    one = str(_("one voice"))
    return [nodes.Text(f"{one} ("), *separated(links, "; "), nodes.Text(")")]


def _sentence(then: Places, now: Places, names: dict[str, str]) -> str:
    """What would be without some evidence, which stands at :data:`_HERE`."""
    changes = [*_changes(now, then)]
    if len(changes) == 1:
        words, one, other = changes[0]
        return words % {"evidence": _HERE, "one": names[one], "other": names[other]}
    order = "; ".join(_listed([names[one] for one in place]) for place in then)
    words = str(_("Without %(evidence)s, the order would be: %(order)s."))
    return words % {"evidence": _HERE, "order": order}


def _listed(names: Sequence[str]) -> str:
    """Some equals: ``H1``, ``H1 and H2``, ``H1, H2 and H3``."""
    if len(names) == 1:
        return names[0]
    return str(_("%s and %s")) % (", ".join(names[:-1]), names[-1])


def _changes(now: Places, then: Places) -> Iterator[tuple[str, str, str]]:
    """The pairs of hypotheses that would stand otherwise to each other, each with its sentence."""
    before, after = _ranks(now), _ranks(then)
    for one, other in combinations(before, 2):
        was, would = before[other] - before[one], after[other] - after[one]
        if was and would < 0:
            yield str(_(SWAPPED)), one, other
        elif was and not would:
            yield str(_(LEVEL)), one, other
        elif not was and would:
            first, last = (one, other) if would > 0 else (other, one)
            yield str(_(AHEAD)), first, last


def _ranks(places: Places) -> dict[str, int]:
    return {one: rank for rank, place in enumerate(places) for one in place}
