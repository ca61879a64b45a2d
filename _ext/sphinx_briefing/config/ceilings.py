"""Tables of what each level of confidence asks of the evidence: ``briefing_ceilings``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..ledger.ceilings import CONDITIONS, LEVELS, LOWEST, USUAL, Table
from ..vocabularies import RELIABILITY
from . import forms

if TYPE_CHECKING:
    from collections.abc import Mapping


def table_of(value: Table) -> Table:
    """The table that ``briefing_ceilings`` means: the usual one where none is written."""
    return value or USUAL


def table(value: Any, problems: list[str]) -> dict[str, dict[str, Any]]:
    """A table by the names of levels; what is wrong is left out, so that less is asked.

    ``True`` is the usual one, and ``False`` is none.
    """
    if isinstance(value, bool):
        return {level: dict(row) for level, row in USUAL.items() if value}
    if not isinstance(value, dict):
        raise ValueError(f"{forms.quoted(value)} is not a dictionary, True or False")
    found = {}
    for level, row in value.items():
        if isinstance(level, str) and level == LOWEST:
            problems.append(f"{level!r} asks for nothing; write a row for: {', '.join(LEVELS)}")
            continue
        faults: list[str] = []
        found.update(_LEVELS({level: row}, faults))
        at = f"{level!r}: " if isinstance(row, dict) and level in found else ""
        problems += [at + fault for fault in faults]
    return found


def _grade(value: Any, problems: list[str]) -> str:
    try:
        return RELIABILITY.read(value if isinstance(value, str) else "")
    except ValueError:
        choices = ", ".join(RELIABILITY.values)
        raise ValueError(f"{forms.quoted(value)} is not one of: {choices}") from None


_FORMS: Mapping[str, forms.Form] = {
    "voices": forms.number("a number of voices", 1_000),
    "reliability": _grade,
    "age": forms.number("a number of days", 36_525),
    "disputed": forms.number("a number of disputed claims", 1_000),
    "assumptions": forms.number("a number of assumptions", 1_000),
}


def _row(value: Any, problems: list[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{forms.quoted(value)} is not a dictionary")
    found: dict[str, Any] = {}
    for name, given in value.items():
        form = _FORMS.get(name, forms.flag) if isinstance(name, str) else forms.flag
        found.update(forms.dictionary(forms.keys(*CONDITIONS), form)({name: given}, problems))
    return found


_LEVELS = forms.dictionary(forms.keys(*LEVELS), _row)
