"""The node of a picture, and how each format shows it.

A picture stands beside text that says the same, so that formats without pictures leave it out.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes

from ..files import write_atomically
from ..presentation.labels import _
from .picture import TALLEST, WIDTH

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.util.docutils import SphinxTranslator
    from sphinx.writers.html5 import HTML5Translator

    from .picture import Picture

WITHOUT = frozenset({"epub", "htmlhelp", "qthelp", "devhelp", "applehelp"})
"""Outputs of HTML whose readers may not show SVG within a page."""
PAPER = frozenset({"typst", "docx"})
"""Formats of pages that are set on paper."""


class brief_picture(nodes.General, nodes.Element):
    """A drawing.

    Attributes: ``svg``; ``narrow``, another one for narrow screens, if any; ``look``, the layout
    that it stands beside; ``title``; ``alt``; ``notes``; ``legend``;
    ``origin``, whose words it was drawn from; ``share``, how much of the width of a page
    it takes, in per cent; ``regular``, whether it is as wide as the text of a page.
    """


class picture_words(nodes.container):
    """The words of a picture, which say the same: folded on a screen.

    Attributes: ``where`` they stand on paper; ``caption``, what stands above the picture.
    """


def fold(box: nodes.Element, where: str, *, is_whole: bool) -> None:
    """Put what stands in a box, below its caption, where readers find it who ask for words.

    Words that say more than the picture are not left out: they stand in the annex instead.
    """
    heads = heads_of(box)
    where = "annex" if where == "none" and not is_whole else where
    words = picture_words("", *box.children[heads:], where=where)
    words["classes"] = ["brief-words", f"brief-words-{where}"]
    words["caption"] = box[0].astext() if heads else ""
    words.source, words.line = box.source, box.line
    box[heads:] = [words]


def heads_of(box: nodes.Element) -> int:
    """Count what stands at the head of a box: a caption, and what is said below it."""
    first = next(iter(box.children), None)
    is_captioned = isinstance(first, nodes.rubric) and "brief-caption" in first["classes"]
    second = box.children[1] if is_captioned and len(box.children) > 1 else None
    return is_captioned + (
        isinstance(second, nodes.paragraph) and "brief-subtitle" in second["classes"]
    )


def shows_pictures(builder: Builder) -> bool:
    """Whether an output of a builder shows pictures."""
    return builder.format in PAPER or (builder.format == "html" and builder.name not in WITHOUT)


def node_of(drawn: Picture, look: str, source: str = "") -> brief_picture:
    """The node of a picture."""
    highest = TALLEST / drawn.height * drawn.width / WIDTH
    share = min(drawn.width / WIDTH, highest, 1.0)
    node = brief_picture("", svg=drawn.svg, look=look, title=drawn.title, notes=list(drawn.notes))
    node["alt"] = f"{drawn.title}. {drawn.description}"
    node["legend"] = list(drawn.legend)
    node["narrow"], node["origin"] = drawn.narrow, source
    node["regular"] = drawn.width <= WIDTH
    node["share"] = max(int(share * 100), 1)
    return node


def visit_html(self: HTML5Translator, node: brief_picture) -> None:
    """Write the drawing into the page, in a box that scrolls where the screen is narrow."""
    classes = f"brief-picture brief-picture-{node['look']}"
    classes += " brief-picture-regular" if node["regular"] else ""
    label = self.attval(node["title"])
    self.body.append(f'<figure class="{classes}" data-pagefind-ignore="all">')
    if node["narrow"]:
        self.body.append(
            f'<div class="brief-picture-narrow" role="group" aria-label="{label}">'
            f"{node['narrow']}</div>"
        )
    self.body.append(
        f'<div class="brief-picture-box" role="group" tabindex="0"'
        f' aria-label="{label}">{node["svg"]}</div>'
    )
    if said := [*node["legend"], *node["notes"]]:
        words = " ".join(map(self.encode, said))
        self.body.append(f'<figcaption class="brief-picture-note">{words}</figcaption>')
    if node["origin"]:
        words = self.encode(node["origin"])
        self.body.append(f'<p class="brief-picture-source">{words}</p>')
    self.body.append("</figure>\n")
    raise nodes.SkipNode


def visit_words(self: HTML5Translator, node: picture_words) -> None:
    """Fold the words of a picture."""
    words = self.encode(str(_("Show as text")))
    summary = f"<summary>{words}</summary>"
    self.body.append(self.starttag(node, "details", summary))


def depart_words(self: HTML5Translator, node: picture_words) -> None:
    """Close the fold."""
    self.body.append("</details>\n")


def visit_paper(self: SphinxTranslator, node: brief_picture) -> None:
    """Set the drawing as an image, with the words that stand for it."""
    svg = node["svg"].encode()
    folder = Path(self.builder.doctreedir) / "images"
    path = folder / f"picture-{sha256(svg).hexdigest()[:24]}.svg"
    if not path.exists():
        write_atomically(path, svg)
    image = nodes.image(uri=str(path), alt=node["alt"], width=f"{node['share']}%")
    image.source, image.line = node.source, node.line
    image.parent = node.parent
    translator = cast("Any", self)
    if said := " ".join([*node["legend"], *node["notes"], node["origin"]]).strip():
        words = nodes.inline("", said)
        legend = nodes.legend("", nodes.paragraph("", "", words, classes=["brief-details"]))
        figure = nodes.figure("", image, legend)
        figure.parent = node.parent
        figure.walkabout(translator)
    else:
        image.walkabout(translator)
    raise nodes.SkipNode


def visit_nothing(self: SphinxTranslator, node: brief_picture) -> None:
    """Leave the drawing out; the text beside it says the same."""
    raise nodes.SkipNode
