"""Sources as endnotes.

Word numbers endnotes itself, in the order of their references in the text, which is the order
that sources are numbered in. So the first marker of a source becomes a reference to an endnote,
later ones cross-references to that, and the annex gives its entries to the endnotes. Word knows
no endnotes inside notes: a source that footnotes alone cite keeps its entry in the annex, with a
number after all others.
"""

from __future__ import annotations

from docutils import nodes

from ...presentation.marks import annex_of, marker_of


class Sources:
    """The sources of one document, by the text of their markers."""

    def __init__(self, document: nodes.document) -> None:
        self._last_come(document)
        self.entries = _entries(document)
        """Marker → the words about the source, as a list of the page gives them."""
        own = {id(entry) for entry in self.entries.values() if _in_annex(entry)}
        in_text: dict[str, None] = {}
        in_notes: dict[str, None] = {}
        for reference in document.findall(nodes.reference):
            mark = mark_of(reference)
            if mark and not _within(reference, own):
                note = _within(reference, set(), nodes.footnote)
                (in_notes if note else in_text).setdefault(mark)
        self.noted = frozenset(in_text)
        """Markers whose source becomes an endnote."""
        order = dict.fromkeys([*in_text, *in_notes, *self.entries])
        self._shown = {mark: str(number) for number, mark in enumerate(order, 1)}
        self.moved = {id(self.entries[m]) for m in self.noted & self.entries.keys()} & own
        """Entries of the annex that are printed as endnotes."""

    @staticmethod
    def _last_come(document: nodes.document) -> None:
        """Let the annex of sources be the last: endnotes come behind all text."""
        for section in list(document.findall(nodes.section)):
            if annex_of(section) == "sources":
                parent = section.parent
                parent.remove(section)
                parent.append(section)

    def number(self, mark: str) -> str:
        """Return the number that the source of a marker has in the Word file."""
        return self._shown.get(mark, mark.strip("[]"))


def mark_of(node: nodes.Element) -> str:
    """Return the number in brackets that a node shows of a source, and else nothing."""
    marker = marker_of(node)
    return marker.printed if marker else ""


def _entries(document: nodes.document) -> dict[str, nodes.Element]:
    """Return the entries of the lists of sources by their labels; those of the annex first."""
    found: dict[str, nodes.Element] = {}
    for label in document.findall(nodes.inline):
        mark = mark_of(label)
        if not mark:
            continue
        head = label.parent
        item = head.parent
        if isinstance(item, nodes.entry):
            item = _of_row(item)
        if mark not in found or (_in_annex(item) and not _in_annex(found[mark])):
            found[mark] = item
    return found


def _of_row(entry: nodes.entry) -> nodes.Element:
    """Return what the row of a table says about a source, as an entry of a list says it."""
    rest: list[nodes.Node] = []
    for cell in entry.parent.children:
        words = [child for part in cell.children for child in part.deepcopy().children]
        if cell is not entry and words:
            rest += [nodes.Text(" · "), *words] if rest else words
    item = nodes.list_item("", *(child.deepcopy() for child in entry.children))
    item += nodes.paragraph("", "", *rest, classes=["brief-details"])
    return item


def _in_annex(node: nodes.Element) -> bool:
    """Say whether a node stands in the annex of sources that we make."""
    parent = node.parent
    while parent is not None:
        if annex_of(parent) == "sources":
            return True
        parent = parent.parent
    return False


def _within(node: nodes.Node, these: set[int], *kinds: type[nodes.Node]) -> bool:
    """Say whether a node stands in one of some nodes, or in one of some kinds."""
    parent = node.parent
    while parent is not None:
        if id(parent) in these or isinstance(parent, kinds):
            return True
        parent = parent.parent
    return False
