"""Checks of all records together, each mistake reported at its line.

A check is a function from the domain to diagnostics; each module holds a family of them. What they
find is handed to :mod:`..diagnostics`, which knows nothing of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec
from sphinx.util import logging

from ..code_digest import own_code
from ..config.houses import SETTING
from ..config.values import level_of, loudness
from ..diagnostics import sinks
from ..diagnostics.build_log import log_of
from ..diagnostics.log import entry_of, warn_of_setting
from ..diagnostics.model import Diagnostic
from ..domain import BriefDomain, domain_of
from ..resolve import elsewhere
from . import (
    ceilings,
    days,
    editions,
    evidence,
    houses,
    hypotheses,
    names,
    outcomes,
    quotations,
    retractions,
)
from . import sections as parts
from .markings import MarkingCheck
from .report_cards import unknown_briefs

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


logger = logging.getLogger(__name__)

_NONE = msgspec.msgpack.encode([])

Check = Callable[[BriefDomain], Iterator[Diagnostic]]


def diagnostics_of(domain: BriefDomain) -> list[Diagnostic]:
    """All that is wrong with what was read, by page and line, each once.

    It is kept with the environment, so that a build that reads nothing need not look again.
    """
    kept = domain.derived
    others = elsewhere.state(domain.env) + domain.view + domain.outside
    state = own_code() + domain.registry.digest + others
    if kept.get("reported_by") == state:
        return msgspec.msgpack.decode(kept["reports"], type=list[Diagnostic])
    found = _look(domain)
    kept["reports"], kept["reported_by"] = msgspec.msgpack.encode(found), state
    kept["own_ledgers"] = msgspec.msgpack.encode(houses.ledgers_of_our_own(domain))
    is_on = level_of(domain.env.config, "retracted") != "off"
    kept["withdrawn_later"] = retractions.withdrawn_later(domain) if is_on else ""
    return found


def _look(domain: BriefDomain) -> list[Diagnostic]:
    found = [one for page in domain.pages.values() for one in page.diagnostics]
    found += [*domain.ledger.diagnostics, *names.references(domain), *editions.files(domain)]
    found += [*quotations.unreadable_snapshots(domain), *outcomes.known_too_early(domain)]
    found += [*unknown_briefs(domain), *houses.unknown_houses(domain)]
    found += hypotheses.questions(domain)
    for name, check in domain.registry.checks.items():
        if level_of(domain.env.config, name) != "off":
            found.extend(check.find(domain))
    return _once(sorted(set(found)))


def _once(found: list[Diagnostic]) -> list[Diagnostic]:
    """Leave out those of a file that several pages include, after the first page."""
    kept: dict[object, Diagnostic] = {}
    for one in found:
        place = (one.path, one.line, one.code, one.message)
        kept.setdefault(place if one.path else one, one)
    return list(kept.values())


class Reporting:
    """Says what is wrong, in every build, whether pages were read or not."""

    def __init__(self) -> None:
        self._markings = MarkingCheck()
        self._printed: list[Diagnostic] = []

    def say(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Handle ``env-updated``: say what pages hold amiss; a note is said when it is new."""
        domain = domain_of(env)
        found = diagnostics_of(domain)
        notes = {one for one in found if loudness(env.config, one) == "note"}
        known = msgspec.msgpack.decode(domain.derived.get("notes", _NONE), type=set[Diagnostic])
        for one in found:
            _say(app, domain, one, aloud=one not in notes or one not in known)
        domain.derived["notes"] = msgspec.msgpack.encode(sorted(notes))
        for problem in msgspec.msgpack.decode(domain.derived.get("own_ledgers", _NONE)):
            warn_of_setting(SETTING, problem)
        if line := domain.derived.get("withdrawn_later"):
            logger.info("briefing: %s", line)

    def look(self, app: Sphinx, exception: Exception | None) -> None:
        """Handle ``build-finished`` before freshness does, which remembers what pages print."""
        if exception is None:
            self._printed = self._markings.reports(app)

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Handle ``build-finished``: say what pages print amiss, which is known when all is made.

        By now, nothing that is said is kept with the pages any more.
        """
        if exception is None:
            domain = domain_of(app.env)
            is_warning = level_of(app.config, "marking") != "note"
            for one in self._printed:
                _say(app, domain, one, aloud=is_warning or domain.pages.touched)

    def connect(self, app: Sphinx) -> None:
        """Connect to the events of a build."""
        app.connect("builder-inited", self._markings.watch_links)
        app.connect("env-updated", self.say)
        app.connect("env-get-updated", self._markings.answer)
        app.connect("doctree-resolved", self._markings.look, priority=998)
        app.connect("build-finished", self.look, priority=400)
        app.connect("build-finished", self.finish, priority=600)


def _say(app: Sphinx, domain: BriefDomain, diagnostic: Diagnostic, *, aloud: bool) -> None:
    if aloud:
        domain.warn(diagnostic)
    else:
        log_of(app).keep(entry_of(domain.env, diagnostic, "note"))


def setup(app: Sphinx) -> None:
    """Connect to the events that come when pages are read, resolved and written."""
    sinks.setup(app)
    Reporting().connect(app)


OWN_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "unsourced": evidence.unsourced,
        "vocabulary": names.vocabulary,
        "section": parts.section,
        "amended": editions.amended,
        "superseded": parts.superseded,
        "later": days.later,
        "retracted": retractions.retracted,
        "misquoted": quotations.misquoted,
        "overdue": evidence.overdue,
        "stale": evidence.stale,
        "unresolved": outcomes.unresolved,
        "unused": names.unused,
        "variant": names.variant,
        "unverified": quotations.unverified,
        "weak": evidence.weak,
        "ceiling": ceilings.ceiling,
    }
)
"""The checks that ``briefing_checks`` switches, by the code that they report."""
