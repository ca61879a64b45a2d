"""Footnotes at the foot of their page, and citations."""

from __future__ import annotations

from docutils import nodes

from ..paper.footnotes import FootnoteVisitor, content_of_note
from .escape import literal
from .writer import TypstWriter


class NoteVisitor(FootnoteVisitor, TypstWriter):
    """A footnote is set where it is first referred to; Typst takes it to the foot of the page."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self._set: set[str] = set()
        self._open: set[str] = set()

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """Set the note itself the first time, and its mark again later."""
        anchor = self.note_id(node)
        mark = f"super({literal(node.astext())})"
        if anchor is None or anchor in self._open:
            # Without a note, or inside the note itself: the mark alone.
            self.put(mark)
        elif anchor in self._set:
            again = f"note-again({literal(node.astext())}, {literal(f'note:{anchor}')})"
            self.put(self.once(again, mark))
        else:
            self._set.add(anchor)
            self._open.add(anchor)
            content = self.capture_loose(content_of_note(self.footnotes[anchor]))
            self._open.discard(anchor)
            place = literal(f"note:{anchor}")
            self.put(self.once(f"note({literal(node.astext())}, {place}, {content})", mark))
        raise nodes.SkipNode

    def write_labelled(self, mark: str, content: list[nodes.Node]) -> None:
        """Set a note behind its mark, as an entry of a list."""
        self.put(f"citation({literal(mark)}, {self.capture_loose(content)})")
