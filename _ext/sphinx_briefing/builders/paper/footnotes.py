"""Footnotes by their marks, and footnotes that nobody refers to."""

from __future__ import annotations

from abc import abstractmethod

from docutils import nodes

from .writer import PaperWriter


class FootnoteVisitor(PaperWriter):
    """Footnotes are written where they are first referred to; the others stand where they are."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.footnotes: dict[str, nodes.footnote] = {
            anchor: node for node in self.document.findall(nodes.footnote) for anchor in node["ids"]
        }
        self._cited = {
            anchor
            for node in self.document.findall(nodes.footnote_reference)
            if (anchor := self.note_id(node)) is not None
        }

    def note_id(self, reference: nodes.Element) -> str | None:
        """Return the first id of the footnote that a mark refers to."""
        note = self.footnotes.get(reference.get("refid", ""))
        return note["ids"][0] if note is not None else None

    @abstractmethod
    def write_labelled(self, mark: str, content: list[nodes.Node]) -> None:
        """Write a note behind its mark, as an entry of a list."""

    def visit_footnote(self, node: nodes.Element) -> None:
        """Skip a note that is written elsewhere; keep one that nobody refers to."""
        if self._cited.isdisjoint(node["ids"]):
            self.write_labelled(mark_of_note(node), content_of_note(node))
        raise nodes.SkipNode

    def visit_citation(self, node: nodes.Element) -> None:
        """Write an entry of a list of literature."""
        self.write_labelled(mark_of_note(node), content_of_note(node))
        raise nodes.SkipNode


def mark_of_note(note: nodes.Element) -> str:
    """Return the mark of a footnote or citation."""
    return next((child.astext() for child in note if isinstance(child, nodes.label)), "")


def content_of_note(note: nodes.Element) -> list[nodes.Node]:
    """Return what a footnote or citation says."""
    return [child for child in note.children if not isinstance(child, nodes.label)]
