"""The words of each source that a page takes statements from, in its list of sources.

A statement may name the words that carry it, and a quotation is nothing else. Where they have been
found in the source, its entry says them, and leads to where they stand there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from docutils import nodes

from ..presentation.inlines import in_one_line, inlines
from ..presentation.values import WORDS, Part, locator_parts
from ..records import Record
from ..records.fields import verbatim_fields
from ..texts import shorten
from .pages import PageAnswer

_LONGEST = 90
"""Characters of the words: an entry says which they are, the source has them whole."""

Statement = tuple[str, str]
"""The letter of a statement, and its kind and id: ``claim:vik``."""


def cite_words(page: PageAnswer, statements: Mapping[str, Iterable[Statement]]) -> None:
    """Add to the entries of sources the words that have been found in them.

    :param statements: by source, what the page takes from it, in the order of the page.
    """
    for label, source in page.labels:
        entry = label.parent.parent if label.parent is not None else None
        if not isinstance(entry, (nodes.list_item, nodes.container)):
            continue  # tables have no room for them
        groups = [
            _words(letter, record, page)
            for letter, statement in statements.get(source, ())
            if (record := _found_in(source, statement, page)) is not None
        ]
        if groups:
            entry.append(nodes.paragraph("", "", *in_one_line(groups), classes=["brief-cited"]))


def _found_in(source: str, statement: str, page: PageAnswer) -> Record | None:
    """A statement whose words have been found in a source."""
    kind, _, identifier = statement.partition(":")
    record = page.context.ledger.get(kind, identifier) if identifier else None
    place = record.words_at if record is not None else None
    return record if place is not None and place.source == source else None


def _words(letter: str, record: Record, page: PageAnswer) -> list[nodes.Node]:
    """The words of a statement behind its letter, and their place."""
    assert record.words_at is not None
    said = f"\N{LEFT DOUBLE QUOTATION MARK}{shorten(_said(record), _LONGEST)}"
    part = Part(f"{said}\N{RIGHT DOUBLE QUOTATION MARK}", address=record.words_at.address)
    words: list[nodes.Node] = inlines([part._replace(classes=WORDS)])
    language = page.facts.spoken_in(record)
    spoken: Any = [f"language-{language}"] if language else []
    found: list[nodes.Node] = [nodes.Text(f"{letter} ")] if letter else []
    found.append(nodes.inline("", "", *words, classes=spoken, support_smartquotes=False))
    if place := locator_parts(record):
        found += [nodes.Text(f", {place[0].text}")]
    return found


def _said(record: Record) -> str:
    """The words themselves: a body, or what a field holds."""
    fields = (getattr(record, item.attribute) for item in verbatim_fields(type(record)))
    words = record.text if record.verbatim else next(filter(None, fields), "")
    return " ".join(words.split())
