"""The map of actors: who belongs to, meets, agrees with and opposes whom, around a ring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from ..layouts.actor_map import LABELS, Relations, relations
from ..presentation.labels import N_, _
from ..records import Actor
from ..svg.canvas import TYPE, Sheet
from ..svg.text_width import lines_of
from ..vocabularies import ACTOR_KIND
from .picture import WIDTH, Picture, Sample, Task, key
from .ring import ordered

MOST_ACTORS, MOST_LINES = 60, 200
_ROW = 30.0
_LEAST = 270.0
"""The height of a ring of few actors, as long as that does not draw them apart."""
_NAMES = 186.0
"""The room for names on each side of the ring."""

STYLES: Mapping[str, tuple[str, float, str]] = {
    "belongs": ("accent", 1.8, ""),
    "meets": ("muted", 1.2, "1.5 3"),
    "supports": ("good", 1.8, "9 3"),
    "opposes": ("bad", 1.8, "5 4"),
}
"""Colour, width and dashes of the lines; they differ without colour too."""
WORDS: Mapping[str, str] = {**LABELS, "belongs": N_("Is a member of")}


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two actors, with the records that show it."""

    one: str
    other: str
    relation: str
    shown_by: tuple[tuple[str, str], ...]


def actor_map(task: Task) -> Picture | None:
    """Draw the relations; nothing where there are none."""
    actors = {record.id: record for record in task.records if isinstance(record, Actor)}
    ties = ties_of(relations(actors, task.context))
    if not ties:
        return None
    notes = []
    degrees: dict[str, int] = {}
    for tie in ties:
        for actor in (tie.one, tie.other):
            degrees[actor] = degrees.get(actor, 0) + 1
    kept = sorted(degrees, key=lambda actor: (-degrees[actor], actor))[:MOST_ACTORS]
    if len(actors) > len(kept):
        words = N_("Not in the picture, but in the text: %d without relations, or with few.")
        notes.append(str(_(words)) % (len(actors) - len(kept)))
    ties = [tie for tie in ties if tie.one in kept and tie.other in kept]
    if len(ties) > MOST_LINES:
        ties.sort(key=lambda tie: (tie.relation == "meets", -len(tie.shown_by)))
        words = N_("Relations that are in the text alone: %d.")
        notes.append(str(_(words)) % (len(ties) - MOST_LINES))
        del ties[MOST_LINES:]
    strength: dict[tuple[str, str], int] = {}
    for tie in ties:
        # Membership draws closest together; opponents may stand apart.
        weight = {"belongs": 4, "supports": 3, "meets": 2, "opposes": 1}[tie.relation]
        pair = (tie.one, tie.other) if tie.one < tie.other else (tie.other, tie.one)
        strength[pair] = strength.get(pair, 0) + weight
    ring = ordered(sorted(kept), strength)
    sheet = task.sheet()
    height = _draw(sheet, [actors[actor] for actor in ring], ties, task)
    title = str(_("Map of actors: %d")) % len(ring)
    description = str(_("Relations: %d. The text beside it says who is related to whom."))
    description %= len(ties)
    svg = sheet.svg(WIDTH, height, title, description)
    return Picture(svg, WIDTH, height, title, description, tuple(notes))


def ties_of(related: Relations) -> list[Tie]:
    """Each relation once: membership from the member, the others from either side."""
    return [
        Tie(actor, other, relation, tuple(shown_by))
        for actor in sorted(related)
        for (relation, other), shown_by in sorted(related[actor].items())
        if relation == "belongs" or (relation in STYLES and actor < other)
    ]


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


def _draw(sheet: Sheet, ring: Sequence[Actor], ties: Sequence[Tie], task: Task) -> float:
    spots, height = _spots(len(ring))
    at = {actor.id: spot for actor, spot in zip(ring, spots, strict=True)}
    between: dict[frozenset[str], int] = {}
    for tie in ties:
        pair = frozenset((tie.one, tie.other))
        number = between[pair] = between.get(pair, -1) + 1
        _draw_tie(sheet, tie, at, number, height, task)
    for actor in ring:
        spot = at[actor.id]
        with sheet.mark(_about(actor), "actor", actor.id):
            draw_actor(sheet, actor.kind, spot.x, spot.y)
            away = -13 if spot.is_left else 13
            room = spot.x - 13 if spot.is_left else WIDTH - spot.x - 13
            lines = lines_of(actor.title_text, TYPE, min(room, _NAMES + 40), 2)
            anchor = "end" if spot.is_left else "start"
            top = spot.y + (4.5 if len(lines) == 1 else -2.5)
            sheet.lines(spot.x + away, top, lines, leading=14, anchor=anchor)
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


def _about(actor: Actor) -> str:
    return f"{actor.title_text}: {_(ACTOR_KIND.label(actor.kind))}"


def _draw_tie(
    sheet: Sheet, tie: Tie, at: Mapping[str, _Spot], number: int, height: float, task: Task
) -> None:
    """Draw a line that bends towards the middle; several between two actors bend differently."""
    one, other = at[tie.one], at[tie.other]
    # Within the hull of the ring a line cannot run behind a third actor.
    pull = 0.34 - 0.13 * number if number < 3 else 0.0
    x = (one.x + other.x) / 2 + (WIDTH / 2 - (one.x + other.x) / 2) * pull
    y = (one.y + other.y) / 2 + (height / 2 - (one.y + other.y) / 2) * pull
    if abs(WIDTH / 2 - x) + abs(height / 2 - y) < 24:
        y += 16 * (number + 1)  # a line through the middle keeps apart from its neighbours
    colour, width, dash = STYLES[tie.relation]
    names = (task.title_of("actor", tie.one), task.title_of("actor", tie.other))
    titles = [task.title_of(*record) for record in tie.shown_by[:3]]
    more = f" (+{len(tie.shown_by) - 3})" if len(tie.shown_by) > 3 else ""
    words = f"{names[0]} \u2013 {_(WORDS[tie.relation])} \u2013 {names[1]}"
    words += f": {'; '.join(titles)}{more}" if titles else ""
    with sheet.mark(words, *(tie.shown_by[0] if tie.shown_by else ("actor", tie.one))):
        course = f"M{one.x:.1f} {one.y:.1f}Q{x:.1f} {y:.1f} {other.x:.1f} {other.y:.1f}"
        sheet.path(course, stroke=colour, width=width, dash=dash)
        if tie.relation == "belongs":
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
    if relation == "belongs":
        sheet.path(f"M{x + 12:.1f} {y - 4.5:.1f}v9l8 -4.5z", fill=colour)


def _sample_actor(sheet: Sheet, kind: str, x: float, y: float) -> None:
    draw_actor(sheet, kind, x + 9, y)
