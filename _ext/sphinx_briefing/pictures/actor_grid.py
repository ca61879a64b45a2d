"""The map of many actors: who belongs to which group, and who stands how to whom, as two grids.

Every actor has a number, which stands before its name at the side and alone at the head of a
column, so that columns are as narrow as cells. Cells lie close together that have to do with each
other, and each pair has one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from ..presentation.labels import N_, _
from ..records import Actor
from ..svg.canvas import SMALL, Sheet
from ..svg.text_width import width_of
from .picture import WIDTH, Sample, Task, key
from .ties import WORDS, Tie, words_of

MOST_MEMBERS, MOST_GROUPS, MOST_OTHERS = 120, 36, 40
"""The most rows and columns of memberships, and the most actors of the other relations."""
IN_GRIDS: Mapping[str, str] = {"attacked": N_("Attacked (it points to the target)")}
"""What keys say of relations whose marks need more words in a grid."""
ROW, COLUMN, BOTH = "row", "column", "-both"
"""The ways that a relation leads in a grid."""
_ROW = 16.0
_NAMES = 172.0
_HEAD = 38.0
"""The room of the title of a grid, and of the numbers of its columns."""
_WIDEST = 22.0
_FOR_NUMBERS = 9.0
"""The size of type of the numbers above columns."""

Numbers = Mapping[str, int]


def draw_grids(
    sheet: Sheet, ring: Sequence[str], actors: Mapping[str, Actor], ties: Sequence[Tie], task: Task
) -> tuple[float, int]:
    """Draw memberships and the other relations; return where they end, and how many are left out.

    :param ring: the actors, those close together that have to do with each other.
    """
    numbers = {actor: number for number, actor in enumerate(ring, 1)}
    memberships = [tie for tie in ties if tie.relation == "belongs"]
    others = [tie for tie in ties if tie.relation != "belongs"]
    y, left_out = 0.0, 0
    if memberships:
        y, left_out = _draw_memberships(sheet, memberships, numbers, actors, task)
        y += 26
    if others:
        y, more = _draw_relations(sheet, others, numbers, actors, task, y)
        left_out += more
    used = {tie.relation for tie in ties}
    samples: list[tuple[Sample, str]] = [
        (partial(_sample, sheet, relation), str(_(IN_GRIDS.get(relation, WORDS[relation]))))
        for relation in WORDS
        if relation in used and relation != "members"
    ]
    return key(sheet, samples, y + 22), left_out


def _draw_memberships(
    sheet: Sheet, ties: Sequence[Tie], numbers: Numbers, actors: Mapping[str, Actor], task: Task
) -> tuple[float, int]:
    groups = sorted({tie.other for tie in ties}, key=numbers.__getitem__)[:MOST_GROUPS]
    members = sorted({tie.one for tie in ties}, key=numbers.__getitem__)[:MOST_MEMBERS]
    row = {member: place for place, member in enumerate(members)}
    column = {group: place for place, group in enumerate(groups)}
    kept = [tie for tie in ties if tie.one in row and tie.other in column]
    title = str(_(WORDS["belongs"]))
    cell = _frame(sheet, members, groups, numbers, actors, title, 0, is_half=False)
    for tie in kept:
        x = _NAMES + column[tie.other] * cell
        y = _HEAD + row[tie.one] * _ROW
        with sheet.mark(words_of(tie, task), "actor", tie.one):
            _draw_cell(sheet, tie.relation, x, y, cell)
    bottom = _HEAD + len(members) * _ROW + 18
    named: list[tuple[Sample, str]] = [
        (partial(_sample_number, sheet, numbers[group]), actors[group].title_text)
        for group in groups
    ]
    return key(sheet, named, bottom), len(ties) - len(kept)


def _draw_relations(
    sheet: Sheet,
    ties: Sequence[Tie],
    numbers: Numbers,
    actors: Mapping[str, Actor],
    task: Task,
    y: float,
) -> tuple[float, int]:
    """Draw a cell for each pair, below the diagonal; those with fewest ties may be left out."""
    counts: dict[str, int] = {}
    for tie in ties:
        for actor in (tie.one, tie.other):
            counts[actor] = counts.get(actor, 0) + 1
    fullest = sorted(counts, key=lambda actor: (-counts[actor], numbers[actor]))[:MOST_OTHERS]
    shown = sorted(fullest, key=numbers.__getitem__)
    place = {actor: number for number, actor in enumerate(shown)}
    kept = [tie for tie in ties if tie.one in place and tie.other in place]
    title = " \N{MIDDLE DOT} ".join(
        str(_(WORDS[relation]))
        for relation in WORDS
        if any(tie.relation == relation for tie in kept)
    )
    cell = _frame(sheet, shown, shown, numbers, actors, title, y, is_half=True)
    top = y + _HEAD
    known = {(tie.one, tie.other, tie.relation) for tie in kept}
    for tie in kept:
        one, other = sorted((place[tie.one], place[tie.other]))
        is_mutual = (tie.other, tie.one, tie.relation) in known
        way = (ROW if place[tie.other] == other else COLUMN) + (BOTH if is_mutual else "")
        with sheet.mark(words_of(tie, task), *(tie.shown_by[:1] or [("actor", tie.one)])[0]):
            x, y = _NAMES + one * cell, top + other * _ROW
            _draw_cell(sheet, tie.relation, x, y, cell, way)
    return top + len(shown) * _ROW, len(ties) - len(kept)


def _frame(
    sheet: Sheet,
    rows: Sequence[str],
    columns: Sequence[str],
    numbers: Numbers,
    actors: Mapping[str, Actor],
    title: str,
    y: float,
    *,
    is_half: bool,
) -> float:
    """Draw names, numbers and lines of a grid; return how wide its cells are."""
    cell = min((WIDTH - _NAMES) / max(len(columns), 1), _WIDEST)
    sheet.text(0, y + 13, title, bold=True, room=WIDTH)
    top = y + _HEAD
    for number, actor in enumerate(rows):
        at = top + number * _ROW
        if number % 2 == 0:
            across = min(number, len(columns)) if is_half else len(columns)
            sheet.box(0, at, _NAMES + across * cell, _ROW, fill="tint", radius=0)
        record = actors[actor]
        with sheet.mark(record.title_text, "actor", actor):
            words = str(numbers[actor])
            sheet.text(22, at + 12, words, size=_FOR_NUMBERS, colour="muted", anchor="end")
            sheet.text(28, at + 12, record.title_text, size=SMALL, room=_NAMES - 36)
    for number, actor in enumerate(columns):
        x = _NAMES + (number + 0.5) * cell
        size = min(_FOR_NUMBERS, cell * _FOR_NUMBERS / (width_of("00", _FOR_NUMBERS) + 2))
        with sheet.mark(actors[actor].title_text, "actor", actor):
            sheet.text(x, top - 4, str(numbers[actor]), size=size, colour="muted", anchor="middle")
        end = top + len(rows) * _ROW
        sheet.line(x - cell / 2, top + (number * _ROW if is_half else 0), x - cell / 2, end, "grid")
    return cell


def _draw_cell(
    sheet: Sheet, relation: str, x: float, y: float, cell: float, way: str = ROW
) -> None:
    """Draw a relation: forms differ, so that several can be seen in one cell.

    :param way: whether it leads to the actor of the row, at the left, or to that of the column,
        above; and whether another one leads back.
    """
    middle, half = (x + cell / 2, y + _ROW / 2), min(cell, _ROW) / 2
    if relation == "belongs":
        sheet.dot(*middle, min(half - 2, 5), fill="accent")
    elif relation == "opposes":
        side = half - 1.5
        sheet.box(middle[0] - side, middle[1] - side, 2 * side, 2 * side, fill="bad", radius=0.5)
    elif relation == "supports":
        side = half - 0.8
        sheet.box(middle[0] - side, middle[1] - side, 2 * side, 2 * side, fill="none",
                  stroke="good", radius=0.5, line=1.6)  # fmt: skip
    elif relation == "agreed":
        side = half - 2
        course = f"l{side:.1f} {side:.1f}l{-side:.1f} {side:.1f}l{-side:.1f} {-side:.1f}z"
        sheet.path(f"M{middle[0]:.1f} {middle[1] - side:.1f}{course}", fill="good", stroke="paper")
    elif relation == "attacked":
        sheet.path(_tip(*middle, half - 1, way), fill="bad", stroke="paper", width=1.4)
    else:
        sheet.dot(*middle, max(half / 3, 1.6), fill="muted", stroke="paper", line=0.8)


def _tip(x: float, y: float, half: float, way: str) -> str:
    """The course of a triangle that points to the row's name, or up to the column's number."""
    if way.endswith(BOTH):  # the other one has the other corner of the cell
        half, x, y = half * 0.6, x - half * 0.4, y + half * 0.4
        if way.startswith(COLUMN):
            x, y = x + half * 4 / 3, y - half * 4 / 3
    if way.startswith(COLUMN):
        return f"M{x:.1f} {y - half:.1f}l{half:.1f} {2 * half:.1f}h{-2 * half:.1f}z"
    return f"M{x - half:.1f} {y:.1f}l{2 * half:.1f} {-half:.1f}v{2 * half:.1f}z"


def _sample(sheet: Sheet, relation: str, x: float, y: float) -> None:
    _draw_cell(sheet, relation, x + 2, y - _ROW / 2, _ROW)


def _sample_number(sheet: Sheet, number: int, x: float, y: float) -> None:
    words = str(number)
    sheet.text(x + 18, y + 4, words, size=_FOR_NUMBERS, colour="muted", anchor="end")
