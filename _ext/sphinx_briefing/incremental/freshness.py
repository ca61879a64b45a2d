"""The freshness of one output: which pages are due, and what is remembered of those written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

import msgspec
from docutils import nodes
from sphinx.util import logging

from ..collector import collector_paused
from ..diagnostics.build_log import log_of
from ..doctree import digest, resolved
from ..domain import domain_of
from ..files import remove_with_empty_parents
from ..ledger.question_lines import written
from ..ledger.trace import TracedLedger
from ..sphinx_patches.orphan_workers import end_with_parent
from ..sphinx_patches.rewritten_lists import write_none
from . import artifacts as made
from . import failures
from . import stale_files as leftovers
from .artifacts import MARK, Artifacts
from .config_digest import settings
from .known_builders import ASSEMBLED, HELP, KNOWN_THEMES, WHOLE_NAVIGATION
from .locks import Locks
from .plan import Plan, digest_of, hash_frames
from .reasons import log_reasons
from .reread import Reading
from .stale_files import COPY
from .state import state_of
from .store import BuildRecord, Journal, load, path_of, save

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

_CALL = "\x1f"
"""What begins a line of the journal that holds a call of ``toctree()``."""

_QUESTION = "\x1d"
"""What begins a line of the journal that holds a question of a page that was being written."""


def freshness_of(app: Sphinx) -> Freshness:
    """The freshness of the output of a build, which listens to it.

    Nothing else knows it, so that nothing keeps a build that has ended.
    """
    handlers = (one.handler for one in app.events.listeners["env-get-updated"])
    owners = (getattr(handler, "__self__", None) for handler in handlers)
    return next(one for one in owners if isinstance(one, Freshness))


class Freshness:
    """The freshness of one builder's output, from reading to the end of a build."""

    def __init__(self, app: Sphinx) -> None:
        self._warnings = log_of(app)
        self._reading = Reading(self._warnings)
        self._written: set[str] = set()
        self._is_consistent = False
        self._journal: Journal | None = None
        self._before = BuildRecord()
        self._now = BuildRecord()
        self._due: dict[str, str] = {}
        self._bodies: dict[str, str] = {}
        self._looking = False
        self._calls: set[str] = set()
        self._hashed_with: frozenset[str] = frozenset()
        self._extras: set[str] = set()
        self._follows = False
        self._plan: Plan | None = None
        self._process = os.getpid()
        self._is_for_another = False
        self._taken: set[str] = set()
        # A journal may also hold questions of a build that was killed.
        self._mine = f"{_QUESTION}{token_hex(8)}{_CALL}"

    # -- before anything is written -------------------------------------------------------------

    def compare(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Handle ``env-get-updated``: the pages whose answers differ from what was written."""
        self._follows = app.builder.name not in ASSEMBLED and Path(app.outdir).is_dir()
        if not self._follows:
            return []
        path = path_of(Path(app.outdir), app.builder.name)
        self._journal = Journal(path.with_suffix(".journal"))
        before = self._before = load(path)
        lost = self._journal.was_left and leftovers.lost_copies(app, before.copies)
        if self._journal.is_torn or lost:
            before.settings = ""  # as after a change of all settings, everything is made anew
        now = self._now = BuildRecord(state=state_of(env), settings=settings(app))
        if before.settings == now.settings:  # else every page is written, maybe in another theme
            self._calls.update(before.navigation)
        self._hashed_with = frozenset(self._calls)
        unfinished = self._journal.pages | leftovers.missing(app.builder, env)
        begun = unfinished or any(name.startswith(MARK) for name in self._journal.left)
        if (before.state, before.settings) == (now.state, now.settings) and not begun:
            now.asked, now.handed, now.frames = before.asked, before.handed, before.frames
            now.frame, now.made = before.frame, before.made
            self._keep_reports(env, env.found_docs)
            return []
        domain_of(env).traces.note_written = self._note_question
        with collector_paused():
            plan = self._plan = Plan(app, env, before, now, self._calls)
        for docname in now.frames:
            if reason := plan.reason(docname, unfinished):
                self._due[docname] = reason
        self._look_closer(app, env, plan)
        if before.state:
            log_reasons({name: self._due[name] for name in self._due.keys() - self._reading.pages})
        self._keep_reports(env, before.frames.keys() - self._due.keys() - self._reading.pages)
        return sorted(self._due)

    def _keep_reports(self, env: BuildEnvironment, docnames: Iterable[str]) -> None:
        """Hand on what was wrong with what pages print, where they print the same."""
        kept = self._before.printed
        domain_of(env).printed.kept = {
            name: kept.get(name, []) for name in docnames if name in env.found_docs
        }

    def _look_closer(self, app: Sphinx, env: BuildEnvironment, plan: Plan) -> None:
        """Leave out pages whose records changed in what the page does not show."""
        self._looking = True
        for docname, reason in list(self._due.items()):
            is_read = docname in self._reading.pages
            if reason == "answers" and not is_read and plan.may_show_the_same(docname):
                with self._warnings.looking():  # it is said when the page is written
                    resolved(env, docname, app.builder, app.tags)
                if self._bodies.pop(docname, "") == self._before.bodies[docname]:
                    del self._due[docname]
        self._looking = False

    def clear_away(self, app: Sphinx, builder: Builder) -> None:
        """Handle ``write-started``: remove outputs of what is gone, before new ones are made."""
        self._reading.stored()
        if not self._follows or self._journal is None or self._is_for_another:
            return
        before = self._before
        removed = leftovers.clear_gone(app, self._journal, before, self._now)
        if removed:
            logger.info("briefing: %d outputs of deleted pages removed", len(removed))
        if before.state:
            write_none(builder.env)
        if self._plan is not None:
            self._make(app, builder, self._plan)

    def _make(self, app: Sphinx, builder: Builder, plan: Plan) -> None:
        """Let other parts make what they make of records; remove what they make no more."""
        assert self._journal is not None
        before, now = self._before, self._now
        begun = {name[1:] for name in self._journal.left if name.startswith(MARK)}
        artifacts = Artifacts(
            builder,
            TracedLedger(domain_of(app.env).traces.answers),
            plan.questions,
            before.made | dict.fromkeys(begun, ""),
            self._journal.note,
            files_too=before.settings != now.settings,
            pages_too=before.frame != now.frame,
        )
        with collector_paused():
            app.events.emit(made.EVENT, artifacts)
        now.made = dict(sorted(artifacts.now.items()))
        for name in artifacts.gone:
            self._journal.note(MARK + name)
            remove_with_empty_parents(Path(builder.outdir, name), Path(builder.outdir))

    # -- while pages are written ----------------------------------------------------------------

    def check_consistency(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Handle ``env-check-consistency``."""
        self._is_consistent = True

    def begin_writing(self, app: Sphinx, builder: Builder) -> None:
        """Handle ``write-started`` when everybody else has: listen to what is said of pages."""
        if self._journal is not None:
            self._warnings.begin_writing()

    def check_anew(self, app: Sphinx, builder: Builder) -> None:
        """Handle ``write-started``: let checks speak that Sphinx leaves out if nothing changed."""
        if not self._is_consistent:
            builder.env.check_consistency()

    def resolved(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Handle ``doctree-resolved``: the content of a page as the writer gets it."""
        domain = domain_of(app.env)
        questions, is_written = domain.traces.end(docname), not domain.printed.is_looking
        if self._follows and is_written and not getattr(app.builder, "assembling", False):
            warnings = self._warnings.resolved(docname)
            if self._plan is not None:
                self._plan.questions.take_resolved(docname, questions)
            self._bodies[docname] = digest_of([digest([doctree]), *warnings])
            if docname == app.config.root_doc and app.builder.name in HELP:
                del self._bodies[docname]
            if not self._looking and self._journal is not None:
                self._written.add(docname)
                self._journal.note(docname)

    def page(
        self, app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
    ) -> None:
        """Handle ``html-page-context``: note pages without a source, and the theme's calls."""
        if not self._follows:
            return
        without_source = doctree is None and pagename not in app.env.found_docs
        if without_source:
            self._extras.add(pagename)
            if pagename not in self._before.extras:
                self._note_extra(leftovers.place_of(app.builder, pagename))
        toctree: Callable[..., str] | None = context.get("toctree")
        if toctree is not None:
            context["toctree"] = self._noting(toctree)

    def _note_extra(self, place: str) -> None:
        """Note the file of a page without a source, which goes if this build is killed."""
        if self._journal is not None and place not in self._now.made:
            self._journal.note(COPY + place)

    def _noting(self, toctree: Callable[..., str]) -> Callable[..., str]:
        shows: Mapping[str, Any] | None = getattr(toctree, "shows", None)  # a navigation of ours

        def noting(**options: Any) -> str:
            plain = dict(shows or {k: v for k, v in options.items() if k in _OPTIONS})
            self._note_call(msgspec.json.encode(plain, order="sorted", enc_hook=str).decode())
            return toctree(**options)

        return noting

    def _note_call(self, call: str) -> None:
        if call not in self._calls:
            self._calls.add(call)
            if self._journal is not None:
                self._journal.note(_CALL + call)  # workers have no other way to tell

    def _note_question(self, traced: TracedLedger, number: int) -> None:
        """Note what a page asks while it is written; workers have no other way to tell."""
        if self._journal is not None and os.getpid() != self._process:
            line = written(traced.question(number))
            self._journal.note(f"{self._mine}{traced.docname}{_CALL}{line}")

    # -- when all is written --------------------------------------------------------------------

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Handle ``build-finished``: remember what has been written, when all of it has been."""
        if exception is None:
            self._reading.stored()
        else:
            self._reading.broken_off()
        if self._journal is None:
            return
        if exception is None:
            self._now.warnings = self._warnings.end_writing(
                self._before.warnings, lambda name: self._stays(app.builder, name)
            )
            self._remember(app)
        self._journal.close(done=exception is None)
        self._journal = None

    def _noted_calls(self, app: Sphinx) -> set[str]:
        """The calls that all processes have noted, or the widest where a theme may make others."""
        assert self._journal is not None
        noted = {line[1:] for line in self._journal.lines() if line.startswith(_CALL)}
        if app.builder.format == "html" and app.builder.theme.name not in KNOWN_THEMES:  # type: ignore[attr-defined]
            noted.add(WHOLE_NAVIGATION)
        return noted

    def show_navigation(self, app: Sphinx, exception: Exception | None) -> None:
        """Handle ``build-finished`` before others ask what the navigation shows."""
        if self._journal is not None and exception is None:
            calls = sorted(self._calls | self._noted_calls(app))
            domain_of(app.env).printed.navigation = [
                msgspec.json.decode(call, type=dict[str, Any]) for call in calls
            ]

    def _stays(self, builder: Any, name: str) -> bool:
        """Whether a page, or another file that warnings are about, is as it was."""
        if name in self._now.frames:
            return name not in self._written and name not in self._taken
        keeps: Callable[[str], bool] | None = getattr(builder, "keeps", None)
        return keeps is not None and keeps(name)

    def _remember(self, app: Sphinx) -> None:
        assert self._journal is not None
        before, now = self._before, self._now
        now.navigation = sorted(self._calls | self._noted_calls(app))
        now.extras = sorted(self._without_made(self._extras, app.builder))
        if self._hashed_with != set(now.navigation):  # the frames were hashed without it
            now.frames = {}
            hash_frames(app, app.env, now, now.navigation)
        unwritten = (self._due.keys() | self._reading.pages) - self._bodies.keys()
        for docname in unwritten & now.frames.keys():  # only some pages were asked for
            now.frames.pop(docname)
        if self._plan is not None:
            self._settle(app, self._plan)
        known = before.bodies | self._bodies
        now.bodies = {name: known[name] for name in sorted(now.frames) if name in known}
        printed = domain_of(app.env).printed
        reports = printed.kept | printed.reports
        now.printed = {name: reports[name] for name in sorted(reports) if reports[name]}
        old = self._without_made(set(before.extras) - self._extras, app.builder)
        gone = leftovers.remove_pages(app, old, now.frames)
        if gone:
            logger.info("briefing: removed %s", ", ".join(gone))
        Path(app.builder.outdir, ".buildinfo.bak").unlink(
            missing_ok=True
        )  # Sphinx's, of old settings
        save(path_of(Path(app.outdir), app.builder.name), now)

    def _without_made(self, pages: Iterable[str], builder: Builder) -> list[str]:
        """Pages without a source, but not those that are made of records."""
        return [name for name in pages if leftovers.place_of(builder, name) not in self._now.made]

    # -- pages that another process writes -------------------------------------------------------

    def expect_others(self) -> None:
        """Let other processes read pages of this build, as the workers of ``-j`` do."""
        self._reading.others_read = True

    def write_for_another(self) -> None:
        """Let this process write some pages of another build, and nothing that goes with them."""
        self._is_for_another = self._is_consistent = True

    def hand_over(self, app: Sphinx) -> BuildRecord:
        """All that is to be remembered of the pages that were written for another build."""
        assert self._journal is not None
        assert self._plan is not None
        now, printed = self._now, domain_of(app.env).printed
        now.warnings = self._warnings.end_writing({}, lambda name: False)
        now.navigation = sorted(self._calls | self._noted_calls(app))
        self._settle(app, self._plan)
        now.bodies = dict(sorted(self._bodies.items()))
        now.printed = dict(sorted(printed.reports.items()))
        self._journal.close(done=True)
        self._journal = None
        return now

    def take(self, app: Sphinx, record: BuildRecord) -> None:
        """Take what another process hands over of the pages that it wrote for this build."""
        if self._journal is None:
            return
        self._journal.note_all("", record.bodies)
        self._taken |= record.bodies.keys()
        self._bodies |= record.bodies
        for call in record.navigation:
            self._note_call(call)
        domain_of(app.env).printed.reports |= record.printed
        if self._plan is not None:
            self._plan.questions.take(record.asked)

    def _settle(self, app: Sphinx, plan: Plan) -> None:
        """Remember what pages have asked, in whatever process."""
        assert self._journal is not None
        traces = domain_of(app.env).traces
        for noted in self._journal.lines():
            if noted.startswith(self._mine):
                docname, _, line = noted.removeprefix(self._mine).partition(_CALL)
                traces.ledger_for(docname).asked.add(plan.questions.number_of(line))
        plan.settle(self._written)

    def connect(self, app: Sphinx) -> None:
        """Connect to the events of a build."""
        reading, locks = self._reading, Locks()
        if app.parallel > 1:
            end_with_parent()
        app.connect("builder-inited", leftovers.clear_half_written)
        app.connect("builder-inited", failures.watch)
        app.connect("env-get-outdated", locks.take, priority=1)
        app.connect("env-get-outdated", reading.outdated)
        app.connect("env-before-read-docs", self._warnings.begin_reading)
        app.connect("env-before-read-docs", reading.begin)
        app.connect("env-purge-doc", reading.purge)
        app.connect("source-read", self._warnings.read_source, priority=0)
        app.connect("env-updated", reading.read_rivals, priority=0)
        app.connect("env-updated", reading.end)
        app.connect("env-get-updated", self.compare, priority=900)  # when sections are numbered
        app.connect("env-check-consistency", self.check_consistency)
        app.connect("write-started", self.check_anew, priority=0)
        app.connect("write-started", leftovers.clear_stale_copies)
        app.connect("write-started", self.clear_away)
        app.connect("write-started", self.begin_writing, priority=999)
        app.connect("doctree-resolved", self.resolved, priority=999)
        app.connect("html-page-context", self.page, priority=1)  # before themes ask
        app.connect("build-finished", self.show_navigation, priority=300)
        app.connect("build-finished", self.finish)
        app.connect("build-finished", locks.release, priority=9_000_000)
        app.connect("build-finished", failures.explain, priority=9_000_001)


_OPTIONS = frozenset({"collapse", "titles_only"})
"""The arguments of ``toctree()`` that decide which pages a title shows on."""
