"""English words that are names as well, and where in a sentence they may be either."""

from __future__ import annotations

import re

_OPENING = frozenset(
    """
    a about above according after again against ago all along also although always am among an and
    any are as ask at away back be because been before being below best between both but by call
    can cannot could did do does down during each early either else even ever every far few
    first for former from further get give given go good had has have he her here hers him his
    hope how however i if in indeed instead into is it its just last late later least less let
    like likely little long low made make many march mark may maybe me might mine more most much
    must my near neither never new next no none nor not note nothing now of off often on once
    one only onto or other our out outside over own part per perhaps please rather same say see
    set several shall she short should since so some somebody soon still such take than thank
    that the their them then there these they this those though through thus till to today
    together tomorrow too two under unless until up upon us very was we well were what when
    where whether which while who whose why will with within without would yes yesterday yet you
    young your""".split()
)
"""Words that often begin a sentence."""

_MONTHS = frozenset(("march", "april", "may", "june", "august"))
_BESIDE_A_MONTH = re.compile(
    r"(?:\b(?:in|since|until|till|during|early|mid|late|last|next|this|of|from|through|between)[ -]"
    r"|\d(?:st|nd|rd|th)?(?: of)?[ ])$",
    re.I,
)
_TITLE = re.compile(r"\b(?:mr|mrs|ms|dr|prof|st|sen|rep|gov|gen|col|lt|sgt|capt|hon|rev)\.$", re.I)
_BEGINNING = re.compile(r"(?:^|[.!?:\0…])[^\w.!?:\0…]*$")


COMMON_WORDS = _OPENING | _MONTHS


def is_meant(text: str, start: int, end: int, word: str) -> bool:
    """Whether one of :data:`COMMON_WORDS` that stands at a place with a capital is a name there.

    A word that often begins a sentence is none where it begins one, and a month none in a date.
    """
    before = text[max(0, start - 40) : start]
    if word in _MONTHS and (
        _BESIDE_A_MONTH.search(before) or re.match(r",? \d", text[end : end + 3])
    ):
        return False
    if word not in _OPENING or _TITLE.search(before.rstrip()):
        return True
    return not _BEGINNING.search(before)
