"""The map of actors: who belongs to, meets, agrees with and opposes whom, around a ring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from ..layouts.actor_map import relations
from ..presentation.labels import N_, _
from ..records import Actor
from ..svg.canvas import TYPE, Sheet
from ..svg.text_width import lines_of
from ..vocabularies import ACTOR_KIND
from .actor_grid import draw_grids
from .picture import WIDTH, Picture, Sample, Task, key
from .ring import ordered
from .ties import (
    DIRECTED,
    KINDS,
    WORDS,
    Tie,
    in_drawing_order,
    strength_of,
    ties_of,
    words_of,
)

MOST_ACTORS, MOST_LINES = 150, 200
ON_A_RING = 15
"""Up to so many actors stand around a ring; the relations of more are grids."""
AROUND = 24
"""The most that stand around one in the centre."""
_ROW = 30.0
_LEAST = 270.0
"""The height of a ring of few actors, as long as that does not draw them apart."""
_NAMES = 186.0
"""The room for names on each side of the ring."""

STYLES: Mapping[str, tuple[str, float, str]] = {
    "belongs": ("accent", 1.8, ""),
    "meets": ("muted", 1.2, "1.5 3"),
    "agreed": ("good", 2.4, ""),
    "supports": ("good", 1.8, "9 3"),
    "opposes": ("bad", 1.8, "5 4"),
    "attacked": ("bad", 2.4, ""),
}
"""Colour, width and dashes of the lines; they differ without colour too."""


def actor_map(task: Task) -> Picture | None:
    """Draw the relations; nothing where there are none."""
    actors = {record.id: record for record in task.records if isinstance(record, Actor)}
    centre = _centre(task, actors)
    ties = ties_of(relations(actors, task.context))
    if centre:
        ties = [tie for tie in ties if centre in (tie.one, tie.other)]
    if not ties:
        return None
    notes = []
    degrees: dict[str, int] = {}
    for tie in ties:
        for actor in (tie.one, tie.other):
            degrees[actor] = degrees.get(actor, 0) + 1
    fullest = sorted(degrees, key=lambda actor: (actor != centre, -degrees[actor], actor))
    kept = set(fullest[: AROUND + 1 if centre else MOST_ACTORS])
    if len(actors) > len(kept):
        words = N_("Not in the picture, but in the text: %d without relations, or with few.")
        notes.append(str(_(words)) % (len(actors) - len(kept)))
    ties = [tie for tie in ties if tie.one in kept and tie.other in kept]
    are_members = sum(tie.relation == "belongs" for tie in ties)
    most = max(MOST_LINES, are_members)  # memberships are never the first to go
    ties.sort(key=lambda t: (t.relation != "belongs", -len(t.shown_by), KINDS.index(t.relation)))
    left_out = len(ties) - most
    del ties[most:]
    on_ring = bool(centre) or len(kept) <= ON_A_RING
    ring = ordered(sorted(kept), strength_of(ties), rounds=12 if on_ring else 1)
    ties = in_drawing_order(ties)
    sheet = task.sheet()
    if on_ring:
        height = _draw(sheet, [actors[actor] for actor in ring], ties, task, centre)
    else:
        height, more = draw_grids(sheet, ring, actors, ties, task)
        left_out = max(left_out, 0) + more
    if left_out > 0:
        notes.append(str(_("Relations that are in the text alone: %d.")) % left_out)
    title = str(_("Map of actors: %d")) % len(ring)
    description = str(_("Relations: %d. The text beside it says who is related to whom."))
    description %= len(ties)
    svg = sheet.svg(WIDTH, height, title, description)
    return Picture(svg, WIDTH, height, title, description, tuple(notes))


def _centre(task: Task, actors: dict[str, Actor]) -> str:
    """The id of the actor that the author wants in the centre, who is then one of the actors."""
    name = task.options.get("centre", "")
    ledger = task.context.ledger
    found = ledger.find("actor", name).id if name else ""
    record = ledger.get("actor", found) if found else None
    if not isinstance(record, Actor):
        return ""
    actors.setdefault(record.id, record)
    return record.id


# -- drawing ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Spot:
    x: float
    y: float
    is_left: bool


def _spots(count: int) -> tuple[list[_Spot], float]:
    """Places around an ellipse, each on a height of its own side, so that names have room."""
    on_left = count // 2
    on_right = count - on_left
    height = min(max(on_right * _ROW, _LEAST), on_right * 2 * _ROW)
    middle, half = WIDTH / 2, WIDTH / 2 - _NAMES - 14

    def side(number: int, way: int) -> list[_Spot]:
        found = []
        for row in range(number):
            y = (row + 0.5) * height / number
            away = (y - height / 2) / (height / 2)
            # An ellipse that is a little flatter than one: even its ends are apart.
            x = middle + way * half * (1 - 0.72 * away * away)
            found.append(_Spot(x, y + 8, way < 0))
        return found

    return [*side(on_right, 1), *reversed(side(on_left, -1))], height + 16


def _draw(
    sheet: Sheet, ring: Sequence[Actor], ties: Sequence[Tie], task: Task, centre: str
) -> float:
    around = [actor for actor in ring if actor.id != centre]
    spots, height = _spots(len(around))
    at = {actor.id: spot for actor, spot in zip(around, spots, strict=True)}
    if centre:
        at[centre] = _Spot(WIDTH / 2, height / 2, is_left=False)
    between: dict[frozenset[str], int] = {}
    for tie in ties:
        pair = frozenset((tie.one, tie.other))
        number = between[pair] = between.get(pair, -1) + 1
        _draw_tie(sheet, tie, at, number, height, task, is_straight=bool(centre))
    if centre:
        _draw_centre(sheet, next(actor for actor in ring if actor.id == centre), at[centre])
    for actor in around:
        spot = at[actor.id]
        with sheet.mark(_about(actor), "actor", actor.id):
            draw_actor(sheet, actor.kind, spot.x, spot.y)
            away = -13 if spot.is_left else 13
            room = spot.x - 13 if spot.is_left else WIDTH - spot.x - 13
            lines = lines_of(actor.title_text, TYPE, min(room, _NAMES + 40), 2)
            anchor = "end" if spot.is_left else "start"
            top = spot.y + (4.5 if len(lines) == 1 else -2.5)
            sheet.lines(spot.x + away, top, lines, leading=14, anchor=anchor, halo=True)
    samples: list[tuple[Sample, str]] = [
        (partial(_sample, sheet, relation), str(_(WORDS[relation])))
        for relation in STYLES
        if any(tie.relation == relation for tie in ties)
    ]
    samples += [
        (partial(_sample_actor, sheet, kind), str(_(ACTOR_KIND.label(kind))))
        for kind in ACTOR_KIND.values
        if any(actor.kind == kind for actor in ring)
    ]
    return key(sheet, samples, height + 18)


def _draw_centre(sheet: Sheet, actor: Actor, spot: _Spot) -> None:
    """Draw the actor in the centre, with its name below it."""
    with sheet.mark(_about(actor), "actor", actor.id):
        draw_actor(sheet, actor.kind, spot.x, spot.y)
        lines = lines_of(actor.title_text, TYPE * 1.06, _NAMES, 2)
        sheet.lines(spot.x, spot.y + 22, lines, bold=True, anchor="middle", halo=True)


def _about(actor: Actor) -> str:
    return f"{actor.title_text}: {_(ACTOR_KIND.label(actor.kind))}"


def _draw_tie(
    sheet: Sheet,
    tie: Tie,
    at: Mapping[str, _Spot],
    number: int,
    height: float,
    task: Task,
    *,
    is_straight: bool,
) -> None:
    """Draw a line that bends towards the middle; several between two actors bend differently."""
    one, other = at[tie.one], at[tie.other]
    # Within the hull of the ring a line cannot run behind a third actor.
    pull = 0.34 - 0.13 * number if number < 3 else 0.0
    x = (one.x + other.x) / 2 + (WIDTH / 2 - (one.x + other.x) / 2) * pull
    y = (one.y + other.y) / 2 + (height / 2 - (one.y + other.y) / 2) * pull
    if is_straight:  # to the centre, where lines between the same two run side by side
        x, y = (one.x + other.x) / 2, (one.y + other.y) / 2 + 14 * number
    elif abs(WIDTH / 2 - x) + abs(height / 2 - y) < 24:
        y += 16 * (number + 1)  # a line through the middle keeps apart from its neighbours
    colour, width, dash = STYLES[tie.relation]
    with sheet.mark(
        words_of(tie, task, 3), *(tie.shown_by[0] if tie.shown_by else ("actor", tie.one))
    ):
        course = f"M{one.x:.1f} {one.y:.1f}Q{x:.1f} {y:.1f} {other.x:.1f} {other.y:.1f}"
        sheet.path(course, stroke=colour, width=width, dash=dash)
        if tie.relation in DIRECTED:
            _draw_arrow(sheet, (x, y), (other.x, other.y), colour)


def _draw_arrow(
    sheet: Sheet, start: tuple[float, float], end: tuple[float, float], colour: str
) -> None:
    across, down = end[0] - start[0], end[1] - start[1]
    length = max((across * across + down * down) ** 0.5, 1)
    across, down = across / length, down / length
    x, y = end[0] - across * 9, end[1] - down * 9
    sheet.path(
        f"M{x:.1f} {y:.1f}"
        f"L{x - across * 9 - down * 4.5:.1f} {y - down * 9 + across * 4.5:.1f}"
        f"L{x - across * 9 + down * 4.5:.1f} {y - down * 9 - across * 4.5:.1f}z",
        fill=colour,
    )


def draw_actor(sheet: Sheet, kind: str, x: float, y: float) -> None:
    """Draw the mark of an actor, by its kind."""
    if kind == "person":
        sheet.dot(x, y, 6.5, fill="accent", stroke="paper")
    elif kind == "state":
        sheet.box(x - 6, y - 6, 12, 12, fill="accent", stroke="paper", radius=1)
    elif kind == "organisation":
        sheet.box(x - 7, y - 5, 14, 10, fill="paper", stroke="accent", radius=4, line=2)
    elif kind == "group":
        sheet.dot(x, y, 7, fill="paper", stroke="accent", line=2)
        sheet.dot(x, y, 3, fill="accent")
    elif kind == "programme":
        sheet.path(f"M{x - 8:.1f} {y:.1f}l8 -8l8 8l-8 8z", fill="paper", stroke="accent", width=2)
    else:
        sheet.path(f"M{x - 7:.1f} {y + 6:.1f}l7 -13l7 13z", fill="accent", stroke="paper", width=1)


def _sample(sheet: Sheet, relation: str, x: float, y: float) -> None:
    colour, width, dash = STYLES[relation]
    sheet.line(x - 2, y, x + 20, y, colour, width, dash)
    if relation in DIRECTED:
        sheet.path(f"M{x + 12:.1f} {y - 4.5:.1f}v9l8 -4.5z", fill=colour)


def _sample_actor(sheet: Sheet, kind: str, x: float, y: float) -> None:
    draw_actor(sheet, kind, x + 9, y)
