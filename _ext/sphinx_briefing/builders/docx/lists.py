"""Lists of every kind."""

from __future__ import annotations

from docutils import nodes

from ..paper.lists import heads_and_bodies, spelling
from .notes import NoteVisitor
from .package import LEVELS, STEP
from .runs import Lead

_BODY_INDENT = 340


class ListVisitor(NoteVisitor):
    """Lists of items become Word's own lists; other lists are terms with indented bodies."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self._level = 0

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """Write a list of bullets; printed records need none."""
        if "brief-list" in node["classes"]:
            with self.placed():
                self.walk(child for child in node.children if id(child) not in self.sources.moved)
            raise nodes.SkipNode
        self._list(node, "List Bullet", self.file.bullets())

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """Write a numbered list, with the numbers that the author chose."""
        prefix, suffix = node.get("prefix", ""), node.get("suffix", ".")
        numbering = self.file.numbers(
            node.get("enumtype", "arabic"),
            prefix,
            suffix,
            max(int(node.get("start", 1)), 0),
            min(self._level, LEVELS - 1),
        )
        self._list(node, "List Number", numbering)

    def _list(self, node: nodes.Element, style: str, numbering: int) -> None:
        lead = Lead(style, numbering, min(self._level, LEVELS - 1))
        self.flush_lead()
        self._level += 1
        continued = self.place.style if self.place.style.startswith(("foot", "end")) else ""
        with self.placed(indent=STEP, style=continued or "List Continue"):
            for child in node.children:
                if isinstance(child, nodes.list_item):
                    self.end_paragraph()
                    self.lead = lead
                    self.enter(child)
                    self.walk(child.children)
                    self.flush_lead()
                else:
                    child.walkabout(self)
        self._level -= 1
        raise nodes.SkipNode

    # -- terms -------------------------------------------------------------------------------

    def visit_definition_list(self, node: nodes.definition_list) -> None:
        """Write terms and what they mean."""
        self.flush_lead()
        for item in node.children:
            if not isinstance(item, nodes.Element):
                continue
            self.enter(item)
            bodies, heads = heads_and_bodies(item, nodes.definition)
            with self.paragraph("Briefing Term"):
                self._heads(heads)
            with self.placed(indent=_BODY_INDENT):
                for body in bodies:
                    self.enter(body)
                    self.walk(body.children)
        raise nodes.SkipNode

    def _heads(self, heads: list[nodes.Node]) -> None:
        for number, head in enumerate(heads):
            if number:
                self.text(", " if isinstance(head, nodes.term) else " ")
            head.walkabout(self)

    def visit_term(self, node: nodes.term) -> None:
        """Write one of the words that share a definition."""

    def visit_field_list(self, node: nodes.Element) -> None:
        """Write fields like terms."""
        self.flush_lead()
        for item in node.children:
            names, others = heads_and_bodies(item, nodes.field_name)
            if not names or not isinstance(item, nodes.Element):
                item.walkabout(self)
                continue
            self.enter(item)
            with self.paragraph("Briefing Term"):
                for name in names:
                    self.walk(name.children)
            self._body(others)
        raise nodes.SkipNode

    visit_docinfo = visit_field_list

    def _body(self, parts: list[nodes.Node]) -> None:
        with self.placed(indent=_BODY_INDENT):
            for part in parts:
                held = isinstance(part, nodes.field_body | nodes.description)
                self.walk(part.children if held else (part,))

    def visit_option_list(self, node: nodes.option_list) -> None:
        """Write a program's options like terms."""
        self.flush_lead()
        for item in node.children:
            groups, others = heads_and_bodies(item, nodes.option_group)
            with self.paragraph("Briefing Term"):
                for group in groups:
                    for number, option in enumerate(group.children):
                        if number:
                            self.text(", ")
                        with self.looking(style="HTML Code"):
                            self.text(spelling(option))
            self._body(others)
        raise nodes.SkipNode
