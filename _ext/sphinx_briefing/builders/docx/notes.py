"""Footnotes at the foot of their page, and citations."""

from __future__ import annotations

from docutils import nodes

from ...presentation.marks import footnote_sign
from ..paper.footnotes import FootnoteVisitor, content_of_note, mark_of_note
from .links import LinkVisitor
from .xml import element, text_elements


class NoteVisitor(FootnoteVisitor, LinkVisitor):
    """A footnote is Word's own where it is first referred to, and a cross-reference later."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        in_text = [
            node for node in self.document.findall(nodes.footnote_reference) if _in_text(node)
        ]
        self._in_text = {self.note_id(node) for node in in_text}
        self._names: dict[str, str] = {}
        self._numbers: dict[str, str] = {}
        self._counted_notes = 0
        self._appended: list[str] = []

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """Write the note itself the first time, and its number again later."""
        anchor = self.note_id(node)
        with self.looking(style="footnote reference"):
            if anchor is None:
                self.text(node.astext())
            elif self._in_note and anchor not in self._in_text:
                # Word knows no note in a note: its words follow those of the note around it.
                self.text(f"[{node.astext()}]")
                if anchor not in self._appended:
                    self._appended.append(anchor)
            elif anchor in self._numbers or self._in_note:
                number = self._numbers.get(anchor, node.astext())
                self.field(f"NOTEREF {self._name(anchor)} \\h", number)
            else:
                self._footnote(anchor, node.astext())
        raise nodes.SkipNode

    def _name(self, anchor: str) -> str:
        return self._names.setdefault(anchor, f"_note_{len(self._names) + 1}")

    def _footnote(self, anchor: str, mark: str) -> None:
        number, holder, part = self.file.note("footnote")
        reference = element("w:footnoteReference", id=number)
        counted = mark.isdecimal()
        if not counted:
            reference.set(reference.tag.replace("footnoteReference", "customMarkFollows"), "1")
        run = self.run(reference, *([] if counted else text_elements(mark)))
        self._spaced = False
        self.mark(run.getparent(), self._name(anchor), run)
        own = self._counted_notes = self._counted_notes + counted
        self._numbers[anchor] = footnote_sign(own - 1) if counted else mark
        outer, self._appended = self._appended, []
        self.write_note(holder, part, "footnote", content_of_note(self.footnotes[anchor]), mark)
        self._append_nested(holder, part)
        self._appended = outer

    def _append_nested(self, holder: object, part: object) -> None:
        """Write the notes that a note refers to, below it; they may refer to more."""
        done = 0
        self._in_note, outer = True, self._in_note
        while done < len(self._appended):
            note = self.footnotes[self._appended[done]]
            done += 1
            with self.inside(holder, part), self.styled("footnote text"):
                self.begin_paragraph()
                self.text(f"[{mark_of_note(note)}] ")
                self.loose(content_of_note(note))
        self._in_note = outer

    def write_labelled(self, mark: str, content: list[nodes.Node]) -> None:
        """Write a note behind its mark, as an entry of a list."""
        with self.placed(indent=357):
            self.begin_paragraph()
            self.text(f"[{mark}] ")
            self.loose(content)


def _in_text(node: nodes.Node) -> bool:
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.footnote):
        parent = parent.parent
    return parent is None
