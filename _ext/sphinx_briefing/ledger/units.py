"""Units that are probably misspelt: near in spelling to one that most others write.

Only words are compared. Symbols differ by a letter and mean something else (``GW`` and ``GWh``,
``m`` and ``mm``), and so do words for numbers, and prefixes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from ..diagnostics.model import Diagnostic
from ..records import Kinds, Record
from ..records.fields import UNIT, declared
from ..records.units import unit_key
from .reading import Gathered

SHORT, LONG = 4, 7
"""Letters of the shortest word that is compared, and of the shortest in which any letter may be
another one: short words that differ in one are two words (``cars``, ``cards``)."""
_NUMBERS = frozenset({"thousand", "million", "billion", "trillion", "milliard", "dozen"})
_PREFIXES = (
    "kilo", "mega", "giga", "tera", "peta", "milli", "micro", "nano", "centi", "deci", "hecto",
)  # fmt: skip


def misspelt_units(
    records: Mapping[str, Mapping[str, Record]], gathered: Gathered, kinds: Kinds
) -> Iterator[Diagnostic]:
    """Report each record whose unit clearly more others write in another way, once."""
    for kind, declaration in kinds.items():
        field = next(
            (field for field in declared(declaration).values() if field.shape.is_like(UNIT)), None
        )
        if field is None:
            continue
        written = [
            (record, str(getattr(record, field.attribute) or ""))
            for record in sorted(
                records[kind].values(), key=lambda one: (one.docname, one.line, one.id)
            )
        ]
        meant = meant_units(unit for _record, unit in written if unit)
        for record, unit in written:
            if (better := meant.get(unit_key(unit))) is None:
                continue
            instead, count = better
            others = "1 other" if count == 1 else f"{count} other"
            named = record.kind_name if count == 1 else record.plural
            message = (
                f"{field.name} {unit!r} is written {instead!r} by {others} {named}; "
                f"did you mean {instead!r}?"
            )
            line = gathered.lines.get((kind, record.id), {}).get(field.name, record.line)
            path = gathered.path(kind, record.id)
            yield Diagnostic(record.docname, line, "field", message, path)


def meant_units(written: Iterable[str]) -> Mapping[str, tuple[str, int]]:
    """The units that are probably meant by others, with how often each is written.

    >>> meant_units(["vessels", "vessels", "vessel", "GW", "GWh"])
    {'vessel': ('vessels', 2)}

    :param written: all units, in the order of their pages, which decides where two are as frequent.
    """
    counts: dict[str, int] = {}
    for unit in written:
        key = unit_key(unit)
        counts[key] = counts.get(key, 0) + 1
    order = {unit: place for place, unit in enumerate(counts)}
    found = {}
    for unit, count in counts.items():
        better = [
            other
            for other, many in counts.items()
            if (many >= 2 * count or (many == count and order[other] < order[unit]))
            and are_near(unit, other)
        ]
        if better:
            best = max(better, key=lambda other: (counts[other], -order[other]))
            found[unit] = (best, counts[best])
    return found


def are_near(one: str, other: str) -> bool:
    """Whether two units are one, misspelt.

    >>> are_near("vessel", "vessels"), are_near("million", "billion"), are_near("GW", "GWh")
    (True, False, False)
    """
    if one == other:
        return False
    words, others = one.split(), other.split()
    return len(words) == len(others) and all(map(_is_same_word, words, others))


def _is_same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if not (one.isalpha() and other.isalpha()) or min(len(one), len(other)) < SHORT - 1:
        return False
    folded, others = one.casefold(), other.casefold()
    shorter, longer = sorted((folded, others), key=len)
    if longer == f"{shorter}s":
        return one[1:].islower() and other[1:].islower()
    if len(shorter) < SHORT:
        return False
    if folded == others:
        return True
    if not (one[1:].islower() and other[1:].islower()) or folded[0] != others[0]:
        return False  # abbreviations, and what rarely is a slip
    if {folded.removesuffix("s"), others.removesuffix("s")} <= _NUMBERS:
        return False
    if _prefix(folded) != _prefix(others):
        return False
    return _is_one_slip(shorter, longer)


def _prefix(word: str) -> str:
    if word.removesuffix("s") in _NUMBERS:
        return ""
    return next((prefix for prefix in _PREFIXES if word.startswith(prefix)), "")


def _is_one_slip(shorter: str, longer: str) -> bool:
    """Whether two words differ in a doubled letter or two that changed places; if long, in any."""
    if len(shorter) == len(longer):
        at = [place for place, (a, b) in enumerate(zip(shorter, longer, strict=True)) if a != b]
        are_swapped = len(at) == 2 and at[1] == at[0] + 1 and _swapped(shorter, at[0]) == longer
        return are_swapped or (len(at) == 1 and len(longer) >= LONG)
    if len(longer) - len(shorter) != 1:
        return False
    if len(longer) < LONG:
        return _undoubled(longer) == _undoubled(shorter)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _swapped(word: str, at: int) -> str:
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _undoubled(word: Sequence[str]) -> str:
    return word[0] + "".join(after for before, after in pairwise(word) if after != before)
