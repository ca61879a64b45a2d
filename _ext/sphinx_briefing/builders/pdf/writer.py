"""The base of the mixins that write Typst: buffers, anchors, and the table of plain nodes.

The translator writes Typst *code*, never markup: a list of expressions that Typst joins. A node
becomes a call of a function (``emph``, ``quoted`` …) whose content is again such a list. Words of
the author appear in it as string literals only (see :mod:`.escape`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from docutils import nodes

from ..paper.markup import BREAK
from ..paper.writer import PaperWriter
from .escape import Value, literal, prose, value
from .node_table import CALLS, CLASSES, PASSED

if TYPE_CHECKING:
    from ..paper.builder import PaperBuilder
    from ..paper.images import ImageStage

MAX_NESTING = 14
"""Typst gives up beyond some forty levels; what lies deeper than this is set flat."""

WHOLE = 800
"""Longer texts than this may break over pages, lest they find no page to fit on."""

_STOPS = re.compile("[.,;:!?…)\\]”\u2019»]+")


class TypstWriter(PaperWriter):
    """Buffers and anchors; the mixins beside this module add the nodes."""

    code = "pdf"
    format_name = "PDF"
    passed = PaperWriter.passed | PASSED

    def __init__(self, document: nodes.document, builder: PaperBuilder, images: ImageStage) -> None:
        super().__init__(document, builder)
        self.images = images
        self.untagged: list[str] = []
        """Reasons why no accessible PDF is possible; they are reported where they stand."""
        self.headings = 0
        self.in_annexes = False
        """Whether the annexes are being set, where space is short."""
        self.repeated = ""
        """A place that repeats the words that are written: ``contents``, ``head`` (of a table)."""
        self.in_table = False
        """Whether a cell is being set, where very long words break wherever they must."""
        self._onces = 0
        self.late = ""
        """The mark of a note that stands behind a comma or full stop, if one follows."""
        self._parts: list[str] = []
        self._pending: list[str] = []
        self._labels = _labels(document)
        self._placed: set[str] = set()
        self._nesting = 0
        self._verbatim = 0
        self._runs = "ltr"
        """How the text runs that is being written."""

    def body(self) -> str:
        """Return the Typst code of the whole document, once it has been walked."""
        self.anchor()
        return "\n".join(self._parts)

    # -- writing -----------------------------------------------------------------------------

    def text(self, words: str) -> None:
        """Write words as they are."""
        self.put(literal(words))

    def put(self, *code: str) -> None:
        """Add expressions, with the anchors that wait for a place before them."""
        self._catch_up()
        self.anchor()
        self._parts += code

    def _catch_up(self) -> None:
        if self.late:
            self._parts.append(self.late)
            self.late = ""

    def call(self, function: str, *content: str, **options: Value) -> None:
        """Add a call of *function* with plain *options*, then *content* made by capture."""
        named = [f"{name.replace('_', '-')}: {value(data)}" for name, data in options.items()]
        self.put(f"{function}({', '.join([*named, *content])})")

    def capture(self, children: Iterable[nodes.Node]) -> str:
        """Return the code of *children* as one Typst content value, written nowhere."""
        self._catch_up()
        outer, self._parts = self._parts, []
        try:
            for child in children:
                child.walkabout(self)
            self._catch_up()
            inner = "\n".join(self._parts)
        finally:
            self._parts = outer
        return f"[#{{\n{inner}\n}}]" if inner else "[]"

    def capture_loose(self, children: Iterable[nodes.Node]) -> str:
        """Capture *children*, the words of the first on the line of what comes before them."""
        return self.capture(self.loosened(children))

    def capture_numbered(self, numbered: nodes.Element, words: Iterable[nodes.Node]) -> str:
        """Capture the words of a caption, behind the number of what it belongs to."""
        found = self.figure_number(numbered)
        return self.capture([*([nodes.Text(str(found))] if found else []), *words])

    @contextmanager
    def nested(self) -> Iterator[bool]:
        """Go one level deeper; what is yielded says whether Typst can still follow."""
        self._nesting += 1
        try:
            yield self._nesting <= MAX_NESTING
        finally:
            self._nesting -= 1

    @contextmanager
    def verbatim(self) -> Iterator[None]:
        """Keep white space as it is written."""
        self._verbatim += 1
        try:
            yield
        finally:
            self._verbatim -= 1

    # -- anchors -----------------------------------------------------------------------------

    def label_of(self, anchor: str) -> str | None:
        """Return the Typst label that stands for the id *anchor* of this document."""
        return self._labels.get(anchor)

    def anchor(self) -> None:
        """Write the anchors of the nodes entered since the last content."""
        waiting, self._pending = self._pending, []
        self._parts += [self.once(f"anchor({literal(label)})") for label in waiting]

    def once(self, code: str, again: str = "none") -> str:
        """Return *code* for a label, a note or a link; *again* stands where words are repeated.

        A label may stand but once in a document. The heads of tables on later pages are artifacts
        to PDF/UA, and may hold no links; notes are links too.
        """
        if self.repeated == "head":
            self._onces += 1
            return f'first-time("once:{self._onces}", {code}, again: {again})'
        return f"in-place({code})" if self.repeated else code

    def claim_label(self) -> str | None:
        """Take one waiting anchor, for an element that carries its label itself."""
        return self._pending.pop(0) if self._pending else None

    def enter(self, node: nodes.Element) -> None:
        """Note the places that begin with a node, as far as they have labels."""
        ids: list[str] = node.get("ids", [])
        for anchor in ids:
            label = self._labels.get(anchor)
            if label is not None and label not in self._placed:
                self._placed.add(label)
                self._pending.append(label)

    # -- dispatch ----------------------------------------------------------------------------

    def write_by_table(self, node: nodes.Node, name: str) -> bool:
        """Set a node with the function that the table names."""
        if name not in CALLS:
            return False
        with self.nested() as shallow:
            content = self.capture(node.children)
        styles = self.style_of(node) if shallow else ""
        content = f"{styles}({content})" if styles else content
        self.put(f"{CALLS[name]}({content})" if shallow else content)
        return True

    @staticmethod
    def style_of(node: nodes.Node) -> str:
        """Return the function for the look of *node*, by the first of its classes that has one."""
        classes: list[str] = node.get("classes", []) if isinstance(node, nodes.Element) else []
        return next((CLASSES[name] for name in classes if name in CLASSES), "")

    def visit_inline(self, node: nodes.inline) -> None:
        """Set words that have a class with a look of its own."""
        if BREAK in node["classes"]:
            self.put("linebreak()")
        if styles := self.style_of(node):
            self.put(f"{styles}({self.capture(node.children)})")
            raise nodes.SkipNode

    def visit_Text(self, node: nodes.Text) -> None:
        """Set words, as string literals."""
        text = node.astext()
        if self._verbatim:
            self.put(literal(text))
            return
        if self.late and (match := _STOPS.match(text)):
            self._parts.append(literal(match[0]))
            text = text[match.end() :]
        self.put(*prose(text, narrow=self.in_table))


def _labels(document: nodes.document) -> dict[str, str]:
    """Return the label for each id; all ids of one node share one label."""
    found: dict[str, str] = {}
    for node in document.findall(nodes.Element):
        ids: list[str] = node.get("ids", [])
        for anchor in ids:
            found.setdefault(anchor, found.get(ids[0], ids[0]))
    return found
