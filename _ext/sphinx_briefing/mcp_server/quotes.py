"""The quotations of a draft, looked up where somebody's own words are kept.

These are the quotations and passages of the records, and the snapshots of their sources, as far as
the audience may read them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..quotations import Found, NotFound, find
from ..quotations import Source as Text
from ..records import Source
from ..snapshots import SnapshotReader, UnreadableSnapshot, snapshot_path
from . import shapes
from .likeness import Like, Reading
from .quoted import ref, text_of_note, visible

if TYPE_CHECKING:
    from .desk import Cut

FEWEST = 3
"""Words of a quotation; fewer are a name, or a word that its author keeps away from."""
_MOST = 6
"""Sources whose snapshots are looked into."""
_QUOTED = re.compile(
    r"\u201c([^\u201c\u201d]+)\u201d|\u201e([^\u201e\u201c\u201d]+)[\u201c\u201d]"
    r"|\u00ab\s*([^\u00ab\u00bb]+?)\s*\u00bb|\"([^\"]+)\""
)


class Quotes:
    """Looks quotations up."""

    def __init__(self, cut: Cut) -> None:
        self._cut = cut
        self._texts: dict[str, Text] = {}

    def check(self, text: str, reading: Reading) -> Iterator[shapes.Quoted]:
        """The quotations of a sentence, each with its place."""
        around = cache(lambda: self._cut.likeness.like(reading))
        for match in _QUOTED.finditer(text):
            words = next(filter(None, match.groups()))
            if len(words.split()) >= FEWEST:
                yield self._looked_up(words, around)

    def _looked_up(self, words: str, around: Callable[[], list[Like]]) -> shapes.Quoted:
        """A quotation, looked up.

        :param around: finds the lines that are like the whole sentence.
        """
        likeness = self._cut.likeness
        like = likeness.like(likeness.read(words))
        lines = [one for one in like if one.line.role in ("words", "translation")]
        near: list[tuple[float, NotFound, str]] = []
        found_in: list[str] = []
        for one in lines:
            name = ref(*one.line.key)
            self._look(words, Text([one.line.text]), name, found_in, near)
        if not found_in:
            others = [*lines, *around()]
            for name, text in self._snapshots(others):
                self._look(words, text, name, found_in, near)
        if found_in or not near:
            return shapes.Quoted(visible(words), list(dict.fromkeys(found_in)))
        _likeness, best, name = max(near, key=lambda one: (one[0], one[2]))
        assert best.nearest is not None
        differences = [
            shapes.Difference("words", visible(one.quotation), text_of_note(one.source), name)
            for one in best.nearest.differences[:5]
        ]
        return shapes.Quoted(visible(words), nearest=name, differences=differences)

    def _look(
        self, words: str, text: Text, name: str, found_in: list[str],
        near: list[tuple[float, NotFound, str]],
    ) -> None:  # fmt: skip
        found = find(words, text)
        if isinstance(found, Found):
            found_in.append(name)
        elif found.nearest is not None:
            near.append((found.nearest.likeness, found, name))

    def _snapshots(self, like: list[Like]) -> Iterator[tuple[str, Text]]:
        """The texts of the snapshots of the sources of some records."""
        ledger = self._cut.ledger
        records = (ledger.get(*one.line.key) for one in like)
        names = dict.fromkeys(one for record in records if record for one in record.source)
        env = self._cut.project.env
        for name in [*names][:_MOST]:
            source = ledger.get("source", name)
            if not isinstance(source, Source) or not source.snapshot:
                continue
            if name not in self._texts:
                try:
                    path = snapshot_path(Path(env.srcdir), source.snapshot, source.docname)
                    with SnapshotReader() as reader:
                        pages = reader.read(path, url=source.url or "").pages
                except (UnreadableSnapshot, OSError):
                    pages = ()
                self._texts[name] = Text(pages or ("",))
            yield ref("source", name), self._texts[name]
