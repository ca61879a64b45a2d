"""Units of amounts: which ways of writing one mean the same."""

from __future__ import annotations

PERCENT = "%"
"""The unit that is also written ``percent`` and ``per cent``."""
_AS_PERCENT = frozenset({"%", "percent", "per cent", "pct", "pct."})


def unit_key(written: str) -> str:
    """Return the unit that a text means; texts with the same one can be compared.

    Case counts, since ``mW`` and ``MW`` are two units.

    >>> unit_key("per  cent"), unit_key("vessels")
    ('%', 'vessels')
    """
    plain = " ".join(written.split())
    return PERCENT if plain.casefold() in _AS_PERCENT else plain
