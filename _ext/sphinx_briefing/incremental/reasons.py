"""The reasons why pages are written again, as the log says them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sphinx.util import logging

logger = logging.getLogger(__name__)

REASONS = {
    "answers": "show changed records",
    "around": "show changed titles, labels or navigation",
    "settings": "because configuration, templates or versions changed",
    "unfinished": "were not finished by the last build",
    "read": "were read by another builder",
}
"""Why a page is written again."""


def log_reasons(due: Mapping[str, str]) -> None:
    """Say how many pages are written again though they have not changed, and why.

    :param due: by page, which of the reasons it is.
    """
    if not due:
        return
    counts = Counter(due.values())
    why = ", ".join(f"{counts[reason]} {REASONS[reason]}" for reason in REASONS if counts[reason])
    logger.info("briefing: %d pages answered anew: %s", len(due), why)
    for docname, reason in sorted(due.items()):
        logger.verbose("briefing: %s: %s", docname, REASONS[reason])
