"""A review in its project: where records are written, and which source an endnote is about."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..checks.locations import place_of
from ..domain import domain_of
from ..word_files.opening import Parts
from ..word_files.paragraphs import plain
from .printed import FARTHEST, RecordPlace
from .remarks import Place
from .review import Reviewer
from .untracked import folded

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..records import Record


LEAST = 5
"""Words by which a record is known."""


def reviewer_of(app: Sphinx, docname: str, theirs: Parts, ours: Parts) -> Reviewer:
    """The reader of a file that came back.

    :param theirs: that file.
    :param ours: the file of the page as it is now.
    """
    file = os.path.relpath(app.env.doc2path(docname), app.srcdir)
    places = _record_places(app)
    return Reviewer(
        theirs,
        ours,
        Path(app.srcdir),
        Path(file).as_posix(),
        places,
        _records_by_words(app, places),
        _sources_by_title(app, places),
    )


def _record_places(app: Sphinx) -> RecordPlace:
    domain, sources = domain_of(app.env), Path(app.srcdir)
    begun: dict[str, list[int]] = defaultdict(list)

    def name_of(record: Record, path: str) -> str:
        file = sources / (path or app.env.doc2path(record.docname))
        return Path(os.path.relpath(file, sources)).as_posix()

    for kind in domain.ledger.kinds:
        for record in domain.ledger.records(kind).values():
            line, path = place_of(domain, record)
            begun[name_of(record, path)].append(line)

    def found(kind: str, identifier: str) -> Place | None:
        record = domain.ledger.get(kind, identifier)
        if record is None:
            return None
        line, path = place_of(domain, record)
        name, line = name_of(record, path), max(line, 1)
        after = [one - 1 for one in begun[name] if one > line]
        return Place(name, line, min([*after, line + FARTHEST]), (kind, identifier))

    return found


def _records_by_words(app: Sphinx, place: RecordPlace) -> Callable[[str], Place | None]:
    ledger = domain_of(app.env).ledger

    @cache
    def titles() -> list[tuple[str, str, str]]:
        return [
            (kind, identifier, folded(plain(record.title_text)))
            for kind in ledger.kinds
            for identifier, record in ledger.records(kind).items()
        ]

    def found(words: str) -> Place | None:
        if len(words.split()) < LEAST:
            return None
        meant = [(kind, identifier) for kind, identifier, title in titles() if words in title]
        return place(*meant[0]) if len(meant) == 1 else None

    return found


def _sources_by_title(app: Sphinx, place: RecordPlace) -> Callable[[str], Place | None]:
    titles = {
        plain(record.title_text): identifier
        for identifier, record in domain_of(app.env).ledger.records("source").items()
    }

    def found(words: str) -> Place | None:
        said = plain(words)
        meant = [title for title in titles if title and title in said]
        return place("source", titles[max(meant, key=len)]) if meant else None

    return found
