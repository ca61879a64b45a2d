"""A plan of a build: pages that are due, and why."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import msgspec

from ..domain import domain_of
from . import stale_files as leftovers
from .artifacts import MARK
from .asked import Questions
from .page_context import PageContext
from .store import Asked, BuildRecord

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class Plan:
    """A comparison of what pages show now with what they showed when they were written.

    :param before: what was remembered.
    :param now: takes what is to be remembered.
    :param calls: how the theme asks for the navigation: arguments of ``toctree()`` as JSON.
    """

    def __init__(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        before: BuildRecord,
        now: BuildRecord,
        calls: Iterable[str],
    ) -> None:
        self._app = app
        self._env = env
        self._before = before
        self._now = now
        self._domain = domain_of(env)
        page_context = PageContext(env)
        traces = self._domain.traces
        traces.answers.elsewhere = page_context.named
        self._is_comparable = bool(before.state) and before.settings == now.settings
        # Another version may have asked what this one does not understand.
        self.questions = Questions(traces, before.asked if self._is_comparable else Asked())
        """What pages have asked of the ledger."""
        self.questions.ask_again()
        hash_frames(app, env, now, calls, page_context)
        self._hand_out(now.frames)

    def _hand_out(self, docnames: Iterable[str]) -> None:
        """Hash what pages are handed of strict records, by the answers to their questions."""
        domain = self._domain
        for docname in docnames if domain.is_watching else ():
            if strict := domain.strict_for(docname):
                if handed := self.questions.handed(docname, strict):
                    self._now.handed[docname] = digest_of([handed])
                else:
                    self._now.handed.pop(docname, None)

    def reason(self, docname: str, unfinished: set[str]) -> str:
        """The reason why a page is due; empty if it is not.

        :param unfinished: the pages that the last build did not finish.
        """
        before, now = self._before, self._now
        if docname in unfinished or (before.state and docname not in before.frames):
            return "unfinished" if docname in unfinished else "read"
        if not self._is_comparable:
            return "settings"
        if not self.questions.knows(docname):
            return "read"
        if before.frames.get(docname) != now.frames[docname]:
            return "around"
        is_same = before.handed.get(docname) == now.handed.get(docname)
        return "" if is_same and not self.questions.has_changed(docname) else "answers"

    def may_show_the_same(self, docname: str) -> bool:
        """Whether a page whose records have changed need not show that, which can be found out."""
        changed = self.questions.has_changed(docname, in_writing=True)
        return not changed and docname in self._before.bodies

    def settle(self, written: Iterable[str]) -> None:
        """Settle what is to be remembered of what pages and files have asked.

        :param written: the pages that have been written in this build.
        """
        now, traces = self._now, self._domain.traces
        for docname in written:
            traced = traces.writing.get(docname)
            self.questions.take_written(docname, traced.asked if traced is not None else ())
        self._hand_out(now.frames)
        now.asked = self.questions.kept([*now.frames, *(MARK + name for name in now.made)])


def hash_frames(
    app: Sphinx,
    env: BuildEnvironment,
    now: BuildRecord,
    calls: Iterable[str],
    page_context: PageContext | None = None,
) -> None:
    """Hash what all pages of an output show of other pages."""
    context = page_context or PageContext(env)
    navigation = [msgspec.json.decode(call, type=dict[str, Any]) for call in sorted(calls)]
    is_html = app.builder.format == "html"
    for docname in sorted(leftovers.wanted(app.builder, env)):
        surroundings = context.of(docname)
        if is_html:
            surroundings += context.frame(docname, navigation)
        now.frames[docname] = digest_of(surroundings)
    now.frame = digest_of(context.frame("", navigation)) if is_html else ""


def digest_of(parts: Iterable[str]) -> str:
    """One hash of several texts."""
    text = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=16).hexdigest()
