"""Grounds outside a page for what it may print: words that are open, titles of strict pages.

Both are among the questions of a page (:mod:`~...ledger.trace`), so that it is looked at again when
an answer changes: an open record may say what a strict one says, or say it no longer; a heading may
come to be what a link to its page says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from docutils import nodes

from ...domain import BriefDomain
from ...ledger.answers import Key
from ...ledger.pages import PAGE
from ...ledger.strict import Strict, texts_of
from ...records import Selectable
from . import words

EXPLAINED, TITLES = "explained", "titles"
"""The questions."""


class Grounds:
    """Reasons why words stand on a page, as far as other pages give them."""

    def __init__(self, domain: BriefDomain) -> None:
        self._domain = domain
        self._open_words: dict[str, str] = {}
        self._explained: dict[tuple[str, Key], frozenset[str]] = {}

    def answer(self) -> None:
        """Let those who ask the questions of pages again have answers from here."""
        answers = self._domain.traces.answers
        answers.beyond[EXPLAINED] = lambda open_to, kind, name: sorted(
            self.explained(self._domain.traces.strict_than(open_to), (kind, name))
        )
        answers.beyond[TITLES] = lambda docname: sorted(set(self.titles_of(docname)))

    def explained(self, strict: Strict, key: Key) -> frozenset[str]:
        """The words of something strict that records which are open say as well."""
        found = self._explained.get((strict.open_to, key))
        if found is None:
            whole = self._words_open_to(strict)
            known_by = self.words_of(strict, key)
            found = frozenset(known for known in known_by if words.holds(whole, known))
            self._explained[strict.open_to, key] = found
        return found

    def _words_open_to(self, strict: Strict) -> str:
        """All that the records say that are not strict."""
        if strict.open_to not in self._open_words:
            ledger = self._domain.ledger
            records = (
                record
                for kind in ledger.kinds
                for identifier, record in ledger.every(kind).items()
                if (kind, identifier) not in strict.records
            )
            texts = (words.plain(text) for record in records for text in texts_of(record))
            self._open_words[strict.open_to] = words.joined(texts)
        return self._open_words[strict.open_to]

    def words_of(self, strict: Strict, key: Key) -> frozenset[str]:
        """The words by which something strict is known."""
        kind, name = key
        ledger = self._domain.ledger
        if kind != PAGE:
            return words.words_of(strict.records[key])
        page: Selectable | None = ledger.briefs.get(name) or ledger.notes.get(name)
        title = words.plain(ledger.title_of(name))
        return frozenset({title}) | (words.words_of(page) if page else frozenset())

    def titles_of(self, docname: str) -> Iterator[str]:
        """The words by which Sphinx calls a page and what is on it."""
        env = self._domain.env
        for tree in (env.titles.get(docname), env.longtitles.get(docname)):
            if tree is not None:
                yield words.plain(tree.astext())
        contents = env.tocs.get(docname)
        for reference in contents.findall(nodes.reference) if contents is not None else ():
            yield words.plain(reference.astext())
        yield from self._labels.get(docname, ())

    @cached_property
    def _labels(self) -> Mapping[str, list[str]]:
        """By page, the titles of what has a label there."""
        found: dict[str, list[str]] = defaultdict(list)
        for docname, _, title in self._domain.env.domains.standard_domain.labels.values():
            if title:
                found[docname].append(words.plain(title))
        return found
