"""Lists of every kind."""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes
from sphinx import addnodes

from .escape import literal
from .writer import WHOLE, TypstWriter

_NUMBERING = {
    "arabic": "1",
    "loweralpha": "a",
    "upperalpha": "A",
    "lowerroman": "i",
    "upperroman": "I",
}


class ListVisitor(TypstWriter):
    """Lists become Typst's own lists, which carry the structure into the tagged PDF."""

    def _list(
        self,
        node: nodes.Element,
        kind: type[nodes.Element],
        function: str,
        item: Callable[[nodes.Element], str],
        *options: str,
    ) -> None:
        """Set the children of *node* that are of *kind*; others stand after the list."""
        self.anchor()
        strays = [child for child in node.children if not isinstance(child, kind)]
        with self.nested() as shallow:
            items = []
            for child in node.children:
                if isinstance(child, kind):
                    self._enter(child)
                    items.append(item(child))
        if items:
            arguments = ", ".join([*options, *items]) if shallow else ", ".join(items)
            self.put(f"{function if shallow else 'flat'}({arguments})")
        for stray in strays:
            stray.walkabout(self)
        raise nodes.SkipNode

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """Set a list of bullets."""
        if "brief-list" in node["classes"]:
            self._list(node, nodes.list_item, "records", self._record)
        else:
            self._list(node, nodes.list_item, "list", self._item)

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """Set a numbered list, with the numbers that the author chose."""
        prefix = node.get("prefix", "")
        suffix = node.get("suffix", ".")
        pattern = "".join(
            (
                "(" if prefix == "(" else "",
                _NUMBERING.get(node.get("enumtype", "arabic"), "1"),
                suffix if suffix in {".", ")", ""} else ".",
            )
        )
        start = int(node.get("start", 1))
        options = (f"start: {max(start, 0)}", f"numbering: {literal(pattern)}")
        self._list(node, nodes.list_item, "enum", self._item, *options)

    def _item(self, node: nodes.Element) -> str:
        return self.capture(node.children)

    def _record(self, node: nodes.Element) -> str:
        content = self.capture(node.children)
        return f"whole({content})" if len(node.astext()) < WHOLE else content

    def visit_list_item(self, node: nodes.list_item) -> None:
        """Set an item that stands outside a list."""
        self.call("flat", self._item(node))
        raise nodes.SkipNode

    def visit_hlist(self, node: addnodes.hlist) -> None:
        """Set the parts of a list side by side."""
        with self.nested() as shallow:
            columns = [self.capture(column.children) for column in node.children]
        self.put(f"{'side-by-side' if shallow else 'flat'}({', '.join(columns)})")
        raise nodes.SkipNode

    def visit_definition_list(self, node: nodes.definition_list) -> None:
        """Set terms and what they mean."""
        self._list(node, nodes.definition_list_item, "definitions", self._definition)

    def _definition(self, node: nodes.Element) -> str:
        heads = [c for c in node.children if not isinstance(c, nodes.definition)]
        bodies = [c for c in node.children if isinstance(c, nodes.definition)]
        parts = [child for body in bodies for child in body.children]
        return self._term(heads, parts, self.capture_loose)

    def visit_term(self, node: nodes.term) -> None:
        """Set one of the words that share a definition."""
        siblings = node.parent.children if node.parent is not None else []
        first = next((c for c in siblings if isinstance(c, nodes.term)), node)
        if first is not node:
            self.put('", "')

    def visit_field_list(self, node: nodes.Element) -> None:
        """Set fields like terms."""
        self._list(node, nodes.field, "fields", self._field)

    def visit_docinfo(self, node: nodes.docinfo) -> None:
        """Set the fields at the head of a page, where Sphinx left them."""
        self.visit_field_list(node)

    def _field(self, node: nodes.Element) -> str:
        names = [c for c in node.children if isinstance(c, nodes.field_name)]
        others = [c for c in node.children if not isinstance(c, nodes.field_name)]
        return self._term(
            [child for name in names for child in name.children],
            [g for child in others for g in (child.children or (child,))],
            self.capture_loose,
        )

    def visit_option_list(self, node: nodes.option_list) -> None:
        """Set a program's options like terms."""
        self._list(node, nodes.option_list_item, "fields", self._option)

    def _option(self, node: nodes.Element) -> str:
        groups = [c for c in node.children if isinstance(c, nodes.option_group)]
        others = [c for c in node.children if not isinstance(c, nodes.option_group)]
        heads = [child for group in groups for child in group.children]
        body = [g for child in others for g in (child.children or (child,))]
        return self._term(heads, body, self.capture_loose)

    def visit_option(self, node: nodes.option) -> None:
        """Set one spelling of an option."""
        if node.parent is not None and node.parent.index(node):
            self.put('", "')
        self.put(f"code({literal(self._spelling(node))})")
        raise nodes.SkipNode

    @staticmethod
    def _spelling(node: nodes.Element) -> str:
        # An argument's own text begins with its delimiter.
        return "".join(child.astext() for child in node.children)

    def _term(
        self,
        heads: list[nodes.Node],
        body: list[nodes.Node],
        capture: Callable[[list[nodes.Node]], str] | None = None,
    ) -> str:
        head = self.capture(heads)
        return f"terms.item({head}, {(capture or self.capture)(body)})"
