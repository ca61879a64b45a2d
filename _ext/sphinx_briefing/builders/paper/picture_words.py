"""The words of pictures on paper: below them, in an annex, or nowhere, as the author wants."""

from __future__ import annotations

from docutils import nodes

from ...pictures.node import picture_words
from ...presentation.labels import _, count_of
from ...presentation.marks import ANNEX

MOST, LETTERS = 40, 6000
"""So many entries, and letters, are printed of one picture; the web page has all of them."""

NAME = "pictures"
"""The name of the annex."""


def place_words(document: nodes.document) -> None:
    """Put the words of each picture where they are to stand."""
    content: list[nodes.Node] = []
    for words in list(document.findall(picture_words)):
        _shorten(words)
        box = words.parent
        if words["where"] != "below":
            box.remove(words)
        if words["where"] == "annex":
            line, source = _origin(box)
            shown = [nodes.rubric(words["caption"], words["caption"])] if words["caption"] else []
            for one in (*shown, words):
                one.line, one.source = line, source
                content.append(one)
        if not box.children:
            box.parent.remove(box)
    if not content:
        return
    title = str(_("Pictures in words"))
    sections = (child for child in document.children if isinstance(child, nodes.section))
    page: nodes.Element = next(sections, document)
    page += nodes.section(
        "",
        nodes.title(title, title),
        *content,
        ids=[f"annex-{NAME}"],
        classes=["brief-annex", f"brief-annex-{NAME}"],
        **{ANNEX: NAME},
    )


def _origin(node: nodes.Node | None) -> tuple[int | None, str | None]:
    """Line and file of a node, or of what it stands in."""
    while node is not None and not node.line:
        node = node.parent
    return (node.line, node.source) if node is not None else (None, None)


def _shorten(words: picture_words) -> None:
    """Leave out what is too much for paper, and say how much that is."""
    kinds = (nodes.bullet_list, nodes.definition_list, nodes.tbody)
    found = next((node for node in words.findall(nodes.Element) if isinstance(node, kinds)), None)
    if found is None:
        return
    kept = letters = 0
    for entry in found.children[:MOST]:
        letters += len(entry.astext())
        if kept and letters > LETTERS:
            break
        kept += 1
    left = len(found.children) - kept
    if not left:
        return
    del found.children[kept:]
    said = count_of(
        left,
        "%d more entry is on the web page alone.",
        "%d more entries are on the web page alone.",
    )
    words += nodes.paragraph("", said, classes=["brief-details"])
