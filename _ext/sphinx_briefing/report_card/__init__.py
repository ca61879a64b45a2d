"""The report card of a brief: what can be said of it by the nine analytic standards of ICD 203.

It says what was checked and found, what a person has to look at, and what is open. It gives no
grade. Pure Python. Which module does what:

=================  =======================================================================
``model``          a check, what it looks at, and the card that comes of it
``checked_brief``  the brief that is checked: what it writes, cites and rests on
``card``           the card of a brief, made by all checks
``sourcing``       checks of standard 1
``uncertainty``    checks of standards 2 and 3
``alternatives``   checks of standard 4
``argument``       checks of standards 5 and 6
``over_time``      checks of standards 7 and 8
``display``        checks of standard 9
``questions``      what a person is asked, by standard
=================  =======================================================================
"""

from __future__ import annotations

from collections.abc import Mapping

from .alternatives import ALTERNATIVES
from .argument import ARGUMENT
from .card import report_card
from .checked_brief import Backlinks, CheckedBrief
from .display import DISPLAY
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
from .over_time import OVER_TIME
from .questions import QUESTIONS
from .sourcing import SOURCING
from .uncertainty import UNCERTAINTY

OWN_STANDARD_CHECKS: Mapping[str, StandardCheck] = {
    check.name: check
    for checks in (SOURCING, UNCERTAINTY, ALTERNATIVES, ARGUMENT, OVER_TIME, DISPLAY)
    for check in checks
}
"""The toolkit's own checks by their names, in the order in which cards list them."""

__all__ = [
    "FOUND",
    "LOOK",
    "OPEN",
    "OWN_STANDARD_CHECKS",
    "QUESTIONS",
    "Backlinks",
    "Checked",
    "CheckedBrief",
    "Finding",
    "Looked",
    "Named",
    "ReportCard",
    "StandardCard",
    "StandardCheck",
    "report_card",
]
