"""The report cards of a build: made when somebody asks for one, and told of to those who asked."""

from __future__ import annotations

from collections.abc import Iterable
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

from ..ledger import Ledger
from ..ledger.known import known_to
from ..markings import STRICTEST
from ..records import Brief
from ..report_card import Backlinks, CheckedBrief, ReportCard, report_card

if TYPE_CHECKING:
    from . import BriefDomain

CARD = "report_card"
"""The question for the card of a brief, which the build answers: its page, and for whom."""


class ReportCards:
    """The cards of briefs, as one ledger knows them."""

    def __init__(self, domain: BriefDomain) -> None:
        self._domain = domain
        self._ledger: Ledger | None = None
        self._backlinks: Backlinks | None = None
        self._cards: dict[tuple[str, str], ReportCard] = {}

    def card(self, docname: str, open_to: str = STRICTEST) -> ReportCard | None:
        """The card of the brief on a page; ``None`` where there is none.

        :param open_to: the marking of whoever reads it.
        """
        domain = self._domain
        ledger = domain.ledger
        if self._ledger is not ledger:
            self._ledger, self._cards = ledger, {}
            self._backlinks = Backlinks(ledger)
        key = (docname, open_to)
        if docname not in ledger.briefs:
            return None
        if key not in self._cards:
            known, page = known_to(ledger, docname), domain.pages[docname]
            brief = CheckedBrief(known, page, domain.conventions, domain.editions, self._backlinks)
            checks = domain.registry.standard_checks.values()
            self._cards[key] = report_card(brief, checks, open_to, self._file)
        return self._cards[key]

    def _file(self, path: str) -> str:
        """A file as authors name it: below the sources."""
        return Path(relpath(path, self._domain.env.srcdir)).as_posix()


def briefs_called(briefs: Iterable[tuple[str, Brief]], name: str) -> list[str]:
    """The pages of the briefs that a name means: a page, or the reference of a brief."""
    known = [*briefs]
    plain = name.strip("/")
    found = [docname for docname, _ in known if docname == plain]
    return found or [docname for docname, brief in known if brief.reference == name]
