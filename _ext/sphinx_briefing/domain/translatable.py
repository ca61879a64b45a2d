"""Words of authors that stand in no paragraph: statements, names, outcomes, captions, summaries.

They are no nodes of a page. While it is read, each leaves a :class:`words` node, which puts it into
the catalogue and takes its translation; :mod:`.translation` does the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from docutils import nodes
from sphinx import addnodes

from ..records import Record, Selectable
from ..records.fields import all_fields


class words(nodes.Invisible, nodes.Element, addnodes.translatable):
    """A text to be translated: ``text``, the value of ``field``."""

    def preserve_original_messages(self) -> None:
        """Keep what was written."""
        self.setdefault("original", self["text"])

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Take the translation."""
        self["text"] = " ".join(translated_message.split())

    def extract_original_messages(self) -> list[str]:
        """The text as it stands in the catalogue."""
        return [self.get("original", self["text"])]

    @property
    def is_translated(self) -> bool:
        """Whether it says something else than what was written."""
        return bool(self["text"] != self.get("original", self["text"]))


def words_of(
    values: Iterable[tuple[str, str]], lines: Mapping[str, int], line: int, path: str
) -> Iterator[words]:
    """Nodes for fields and what is written in them.

    :param lines: the lines of fields; ``line`` is that of the others.
    """
    for field, text in values:
        node = words("", field=field, text=text)
        node.source, node.line = path, lines.get(field, line)
        yield node


def translated_fields(record: Selectable) -> Iterator[tuple[str, str]]:
    """The fields of a record that are in its author's own words, with what they hold.

    The prose of a body is a part of its page.
    """
    for field in all_fields(type(record)):
        value = getattr(record, field.attribute)
        if field.shape.words and isinstance(value, str) and value:
            yield field.name, value


def leave_verbatim(node: nodes.Element, record: Record) -> None:
    """Keep somebody else's words out of catalogues."""
    if record.verbatim:
        for element in node.findall(nodes.TextElement):
            element["translatable"] = False
