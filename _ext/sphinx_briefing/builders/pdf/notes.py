"""Footnotes at the foot of their page, and citations."""

from __future__ import annotations

from docutils import nodes

from .escape import literal
from .writer import TypstWriter


class NoteVisitor(TypstWriter):
    """A footnote is set where it is first referred to; Typst takes it to the foot of the page."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self._footnotes: dict[str, nodes.footnote] = {
            anchor: node for node in self.document.findall(nodes.footnote) for anchor in node["ids"]
        }
        self._set: set[str] = set()
        self._open: set[str] = set()
        self._cited: set[str] = {
            anchor
            for node in self.document.findall(nodes.footnote_reference)
            if (anchor := self._note_id(node)) is not None
        }

    def _note_id(self, node: nodes.Element) -> str | None:
        note = self._footnotes.get(node.get("refid", ""))
        return note["ids"][0] if note is not None else None

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """Set the note itself the first time, and its mark again later."""
        anchor = self._note_id(node)
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
            note = self._footnotes[anchor]
            content = self.capture_loose(c for c in note if not isinstance(c, nodes.label))
            self._open.discard(anchor)
            place = literal(f"note:{anchor}")
            self.put(self.once(f"note({literal(node.astext())}, {place}, {content})", mark))
        raise nodes.SkipNode

    def visit_footnote(self, node: nodes.footnote) -> None:
        """Skip a note that is set elsewhere; keep one that nobody refers to."""
        if not self._cited.isdisjoint(node["ids"]):
            raise nodes.SkipNode
        self._labelled(node)

    def visit_citation(self, node: nodes.citation) -> None:
        """Set an entry of a list of literature."""
        self._labelled(node)

    def _labelled(self, node: nodes.Element) -> None:
        mark = next((child.astext() for child in node if isinstance(child, nodes.label)), "")
        content = self.capture_loose(child for child in node if not isinstance(child, nodes.label))
        self.put(f"citation({literal(mark)}, {content})")
        raise nodes.SkipNode

    def visit_citation_reference(self, node: nodes.citation_reference) -> None:
        """Set a mark that Sphinx left unresolved."""
        self.put(literal(f"[{node.astext()}]"))
        raise nodes.SkipNode
