"""Code: in sentences, and as listings in colours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes

from ..paper.highlighting import PLAIN, Ink, highlighted
from ..paper.printable import printable
from .escape import literal, pieces
from .writer import TypstWriter

_TAB = 4


class ListingVisitor(TypstWriter):
    """Code, as Sphinx's highlighter colours it."""

    def visit_literal(self, node: nodes.literal) -> None:
        """Set code inside a sentence."""
        if not all(isinstance(child, nodes.Text) for child in node.children):
            self.put(f"mono({self.capture(node.children)})")
        elif "code" in node["classes"] and "language" in node:
            self.put(f"mono({_line(highlighted(self.builder.highlighter, node))})")
        else:
            text = " ".join(node.astext().splitlines())
            parts = pieces(text, narrow=self.in_table)
            self.put(" + wbr + ".join(f"code({literal(piece)})" for piece in parts))
        raise nodes.SkipNode

    visit_kbd = visit_literal

    def visit_literal_block(self, node: nodes.Element) -> None:
        """Set a listing; one with markup in it keeps its links instead of its colours."""
        if all(isinstance(child, nodes.Text) for child in node.children):
            self._listing(node)
        else:
            with self.verbatim():
                content = self.capture(node.children)
            self.put(f"parsed-listing({content})")
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def _listing(self, node: nodes.Element) -> None:
        found = _lines(highlighted(self.builder.highlighter, node))
        code = "\n".join("".join(words for words, _ink in line) or " " for line in found)
        arguments = [literal(code), f"({', '.join(map(_line, found))},)"]
        given: dict[str, Any] = node.get("highlight_args", {})
        if node.get("linenos"):
            arguments.append(f"first: {int(given.get('linenostart', 1))}")
        if marked := given.get("hl_lines"):
            arguments.append(f"marked: ({', '.join(str(int(line)) for line in marked)},)")
        self.put(f"listing({', '.join(arguments)})")

    def visit_caption(self, node: nodes.Element) -> None:
        """Set the words above a listing, with their number."""
        self.put(f"caption-line({self.capture_numbered(node.parent, node.children)})")
        raise nodes.SkipNode


def _lines(parts: Iterable[tuple[str, Ink]]) -> list[list[tuple[str, Ink]]]:
    """Return coloured words line by line, with spaces for tabs."""
    lines: list[list[tuple[str, Ink]]] = [[]]
    column = 0
    for words, ink in parts:
        for number, piece in enumerate(printable(words).split("\n")):
            if number:
                lines.append([])
                column = 0
            whole = (" " * column + piece).expandtabs(_TAB)
            if whole[column:]:
                lines[-1].append((whole[column:], ink))
            column = len(whole)
    return lines


def _line(line: Iterable[tuple[str, Ink]]) -> str:
    """Return one line; very long words get places to break."""
    found = []
    for words, ink in line:
        text = " + wbr + ".join(literal(piece) for piece in pieces(words))
        if ink == PLAIN:
            found.append(f"[#{{{text}}}]" if " + " in text else f"[#{text}]")
        else:
            look = [literal(f"#{ink.colour}") if ink.colour else "none"]
            look += ["bold: true"] * ink.bold + ["italic: true"] * ink.italic
            found.append(f"token({', '.join(look)}, {text})")
    return " + ".join(found) or "[ ]"
