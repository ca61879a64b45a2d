"""Traces of pages: the questions that each asks while it is resolved, and while it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..ledger import Ledger
from ..ledger.answers import Answers
from ..ledger.strict import Strict
from ..ledger.trace import TracedLedger

EDITION = "edition"
"""The question for the file of an edition, which the build answers."""

MARKED = "marked"
"""The question whether anything is marked more strictly than a page may be."""

PUBLISHED = "published"
"""The question after the file of a source's snapshot in a website, which the build answers."""


class PageTraces:
    """The ledgers of all pages of a build, each noting what its page asks.

    What a page asks while it is resolved decides what its doctree holds; it can be found out again
    without writing the page. What it asks afterwards is noted by itself.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.answers = Answers(ledger)
        self.resolving: dict[str, TracedLedger] = {}
        """By page that is being resolved, its ledger."""
        self.writing: dict[str, TracedLedger] = {}
        """By page that has been resolved, the ledger of those who write it."""
        self.note_written: Callable[[TracedLedger, int], None] | None = None
        """Takes what is asked while pages are written, which processes do that do not return."""
        self._strict: dict[str, Strict] = {}
        self._strict_than: dict[str, Strict] = {}

    def strict_than(self, open_to: str) -> Strict:
        """The strict things for pages that bear a marking."""
        found = self._strict_than.get(open_to)
        if found is None:
            found = self._strict_than[open_to] = Strict(self.answers.ledger, open_to)
        return found

    def begin(self, docname: str, strict: Strict | None) -> None:
        """Note that a page is being resolved.

        :param strict: what the page must not print, where somebody looks for that.
        """
        self.resolving[docname] = TracedLedger(self.answers.known_to(docname), docname)
        if strict:
            self._strict[docname] = strict

    def end(self, docname: str) -> set[int]:
        """Note that a page has been resolved; return the numbers of its questions."""
        traced = self.resolving.pop(docname, None)
        return traced.asked if traced is not None else set()

    def ledger_for(self, docname: str) -> TracedLedger:
        """The ledger as a page is answered from it."""
        found = self.resolving.get(docname) or self.writing.get(docname)
        if found is None:
            answers = self.answers.known_to(docname)
            found = TracedLedger(answers, docname, self.note_written)
            self.writing[docname] = found
        return found

    def ask(self, docname: str, *question: str) -> None:
        """Note a question of a page that others than the ledger answer, while it is resolved."""
        if docname in self.resolving:
            self.resolving[docname].note(*question)

    def asked_by(self, docname: str) -> Ledger | TracedLedger:
        """The ledger for a reference: that of its page, or of checks that ask for themselves."""
        return self.resolving.get(docname) or self.answers.ledger

    def note_link(self, docname: str, to: str) -> None:
        """Note that a page is given the address of another, where it must not show that."""
        strict = self._strict.get(docname)
        if strict is not None and docname in self.resolving and strict.holds_page(to):
            self.resolving[docname].linked.add(to)

    def handed(self, docname: str, strict: Strict) -> tuple[set[Any], Iterable[str]]:
        """The strict things that a page has been handed while it is resolved, and linked to."""
        traced = self.resolving.get(docname)
        if traced is None:
            return set(), ()
        return self.handed_by(traced.asked, strict), traced.linked

    def handed_by(self, numbers: Iterable[int], strict: Strict) -> set[Any]:
        """The strict things that the answers to some questions hold."""
        answers = self.answers
        found: set[Any] = set()
        for number in numbers:
            found |= strict.handed_by(answers.asked[number], answers)
        return found
