"""What is wrong with the records taken together, said at its line.

A check is a function from the domain to reports; each module holds a family of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from ..config.values import level_of, loudness
from ..diagnostics import reporting as tell
from ..diagnostics.model import Diagnostic
from ..domain import BriefDomain, domain_of
from ..incremental.config_digest import own_code
from ..resolve import elsewhere
from . import evidence, names
from . import sections as parts
from .markings import MarkingCheck

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


_NONE = msgspec.msgpack.encode([])

Check = Callable[[BriefDomain], Iterator[Diagnostic]]


def reports(domain: BriefDomain) -> list[Diagnostic]:
    """All reports of a build, by page and line, each said once.

    They are kept with the environment, so that a build that reads nothing need not look again.
    """
    told = domain.told
    asked = own_code() + domain.registry.digest + elsewhere.state(domain.env) + domain.view
    if told.get("reported_by") == asked:
        return msgspec.msgpack.decode(told["reports"], type=list[Diagnostic])
    found = _reports(domain)
    told["reports"], told["reported_by"] = msgspec.msgpack.encode(found), asked
    return found


def _reports(domain: BriefDomain) -> list[Diagnostic]:
    found = [report for page in domain.pages.values() for report in page.diagnostics]
    found += [*domain.ledger.diagnostics, *names.references(domain)]
    for name, check in domain.registry.checks.items():
        if level_of(domain.env.config, name) != "off":
            found.extend(check.find(domain))
    return _once(sorted(set(found)))


def _once(found: list[Diagnostic]) -> list[Diagnostic]:
    """Reports without those of a file that several pages include, after the first page."""
    kept: dict[object, Diagnostic] = {}
    for report in found:
        place = (report.path, report.line, report.code, report.message)
        kept.setdefault(place if report.path else report, report)
    return list(kept.values())


class Reporting:
    """Says what is wrong, in every build, whether pages were read or not."""

    def __init__(self) -> None:
        self._markings = MarkingCheck()
        self._printed: list[Diagnostic] = []
        self._writes_sarif = False

    def say(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Handle ``env-updated``: say what pages hold amiss.

        What is no more than a note is said when it is new.
        """
        domain = domain_of(env)
        found = reports(domain)
        notes = {report for report in found if loudness(env.config, report) == "note"}
        known = msgspec.msgpack.decode(domain.told.get("notes", _NONE), type=set[Diagnostic])
        for report in found:
            if report not in notes or report not in known:
                domain.warn(report)
        domain.told["notes"] = msgspec.msgpack.encode(sorted(notes))
        self._writes_sarif = tell.write_sarif(app, tell.settled(domain, found))

    def look(self, app: Sphinx, exception: Exception | None) -> None:
        """Handle ``build-finished`` before freshness does, which remembers what pages print."""
        if exception is None:
            self._printed = self._markings.reports(app)

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Handle ``build-finished``: say what pages print amiss, which is known when all is made.

        By now, freshness listens no longer to what is said.
        """
        if exception is None:
            domain = domain_of(app.env)
            is_note = level_of(app.config, "marking") == "note"
            for report in () if is_note and not domain.pages.touched else self._printed:
                domain.warn(report)
            if self._writes_sarif:  # else it is said already why not
                tell.write_sarif(app, tell.settled(domain, [*reports(domain), *self._printed]))

    def sum_up(self, app: Sphinx, exception: Exception | None) -> None:
        """Handle ``build-finished`` last: end with a table of what is wrong, if it is asked for."""
        if exception is None and app.config.briefing_summary:
            domain = domain_of(app.env)
            found = tell.settled(domain, [*reports(domain), *self._printed])
            tell.sum_up(found, domain.registry.codes)

    def connect(self, app: Sphinx) -> None:
        """Connect to the events of a build."""
        app.connect("builder-inited", self._markings.watch_links)
        app.connect("env-updated", self.say)
        app.connect("doctree-resolved", self._markings.look, priority=998)
        app.connect("build-finished", self.look, priority=400)
        app.connect("build-finished", self.finish, priority=600)
        app.connect("build-finished", self.sum_up, priority=900)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect to the events that come when pages are read, resolved and written."""
    Reporting().connect(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


OWN_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "unsourced": evidence.unsourced,
        "vocabulary": names.vocabulary,
        "section": parts.section,
        "superseded": parts.superseded,
        "overdue": evidence.overdue,
        "stale": evidence.stale,
        "unused": names.unused,
        "variant": names.variant,
        "weak": evidence.weak,
    }
)
"""The checks that ``briefing_checks`` switches, by the code that they report."""
