"""Lists of every kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from docutils import nodes
from sphinx import addnodes

from ..paper.lists import heads_and_bodies, spelling
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
                    self.enter(child)
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
            function = "sources" if self.in_annexes else "records"
            self._list(node, nodes.list_item, function, self._record)
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
        """Set terms and what they mean; those of an annex in one line with their names."""
        function = "glosses" if self.in_annexes else "definitions"
        self._list(node, nodes.definition_list_item, function, self._definition)

    def _definition(self, node: nodes.Element) -> str:
        bodies, heads = heads_and_bodies(node, nodes.definition)
        return self._term(heads, [child for body in bodies for child in body.children])

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
        return self._entry(*heads_and_bodies(node, nodes.field_name))

    def visit_option_list(self, node: nodes.option_list) -> None:
        """Set a program's options like terms."""
        self._list(node, nodes.option_list_item, "fields", self._option)

    def _option(self, node: nodes.Element) -> str:
        return self._entry(*heads_and_bodies(node, nodes.option_group))

    def visit_option(self, node: nodes.option) -> None:
        """Set one spelling of an option."""
        if node.parent is not None and node.parent.index(node):
            self.put('", "')
        self.put(f"code({literal(spelling(node))})")
        raise nodes.SkipNode

    def _entry(self, heads: list[nodes.Element], bodies: list[nodes.Node]) -> str:
        words = [child for head in heads for child in head.children]
        return self._term(words, [part for body in bodies for part in body.children or (body,)])

    def _term(self, head: Iterable[nodes.Node], body: Iterable[nodes.Node]) -> str:
        return f"terms.item({self.capture(head)}, {self.capture_loose(body)})"
