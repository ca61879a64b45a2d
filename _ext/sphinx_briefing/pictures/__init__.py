"""Pictures of selections, drawn as SVG when a page is written.

Each picture stands beside text that says the same: the layout of its name in
:mod:`sphinx_briefing.layouts`. Which module does what:

==================  =====================================================================
``timeline``        what happened when, in lanes of actors or topics
``chart``           amounts over time, to one scale; ``dot_plot`` where time says nothing
``figures``         amounts as a chart shows them, ``figure_marks`` as marks
``value_scale``     the axis of amounts; ``day_line`` the day of a brief
``actor_map``       who belongs to, meets, agrees with and opposes whom
``corroboration``   who says a claim, in which source, from which origin
``calibration``     how often each likelihood came true, beside its band
``moments``         dates as a timeline shows them; ``axis`` and ``lanes`` lay them out
``keys``            which of many bear names; ``narrow_timeline`` shows these on phones
``ties``            relations of actors, each once; ``actor_grid`` draws those of many
``ring``            in which order actors stand around the map
``stances``         stances as marks
``lettering``       how wide words are
``sheet``           drawing itself: marks, words and links as SVG
``picture``         what a drawing function is given and gives back
``node``            the doctree node, and how each format shows it
==================  =====================================================================

Drawing libraries (drawsvg, svgwrite) were looked at: what is drawn here are a few shapes with
classes, titles and links, which the standard library's ElementTree writes and escapes as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..foreign_functions import theirs, wrong
from ..palette import of_pictures
from ..presentation.labels import _, label_of
from ..records import Estimate
from ..websites import add_where
from .actor_map import actor_map
from .calibration import calibration
from .chart import chart
from .corroboration import corroboration
from .node import (
    brief_picture,
    depart_words,
    fold,
    heads_of,
    node_of,
    picture_words,
    shows_pictures,
    visit_html,
    visit_nothing,
    visit_paper,
    visit_words,
)
from .picture import Picture, Task
from .source_line import source_line
from .timeline import timeline

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from ..layouts import RenderContext
    from ..registry import Layout

OWN_DRAWINGS: Mapping[str, Callable[[Task], Picture | None]] = MappingProxyType(
    {
        "timeline": timeline,
        "chart": chart,
        "map": actor_map,
        "corroboration": corroboration,
        "calibration": calibration,
    }
)
"""The pictures by the layout that they stand beside."""


def drawn(
    layout: Layout,
    records: Sequence[Any],
    context: RenderContext,
    options: Mapping[str, str],
    builder: Builder,
) -> brief_picture | None:
    """The picture of a selection, or ``None`` where there is none to draw or to show."""
    draw = layout.picture
    if draw is None or options.get("picture") == "no" or not shows_pictures(builder):
        return None
    # Readers of a website choose its colours by their theme, and Word's are those of its styles.
    chosen = builder.config.briefing_pdf_colors if builder.format == "typst" else {}
    address = _addresses(context, builder)
    task = Task(records, context, options, address, of_pictures(chosen))
    what = f"the picture of the layout {layout.name!r}"
    with theirs(what, draw, context.docname):
        found: object = draw(task)
    if found is None:
        return None
    if not isinstance(found, Picture):
        raise wrong(what, draw, found, "an api.Picture, or None")
    return node_of(found, layout.name, source_line(records, context))


def with_picture(
    box: nodes.Element, drawing: brief_picture, builder: Builder, where: str
) -> list[nodes.Node]:
    """A selection with its picture above it, and its words folded on the screen.

    On the screen it is the style sheet that puts the picture above: whoever has a page read out
    comes to the words first, and the keyboard goes through them alone.

    :param where: where the words stand on paper.
    """
    drawing.source, drawing.line = box.source, box.line
    fold(box, where, is_whole=not drawing["notes"])
    if builder.format != "html":
        box.insert(heads_of(box), drawing)  # the caption is for both
        return [box]
    return [nodes.container("", box, drawing, classes=["brief-pictured"])]


def _addresses(context: RenderContext, builder: Builder) -> Callable[[str, str], str]:
    """The targets of marks in a picture: the addresses that links in the text have."""

    def address(kind: str, identifier: str) -> str:
        if builder.format != "html":
            return ""
        if kind in ("note", "brief"):
            return builder.get_relative_uri(context.docname, identifier)
        if context.ledger.get(kind, identifier) is None:
            return ""
        if context.ledger.house_title(kind, identifier):
            return context.ledger.address_elsewhere(kind, identifier)
        docname, anchor = context.ledger.anchor(kind, identifier)
        if docname == context.docname or builder.name == "singlehtml":
            return f"#{anchor}"
        return f"{builder.get_relative_uri(context.docname, docname)}#{anchor}"

    return address


def words() -> Mapping[str, str]:
    """The words of the script with which readers take pictures along."""
    heads = {
        "low": str(_("Lower end")),
        "high": str(_("Upper end")),
        "approximate": str(_("Approximate")),
        "unit": label_of(Estimate, "unit"),
    }
    return {"data-save": str(_("Save as")), **{f"data-{k}": head for k, head in heads.items()}}


def setup(app: Sphinx) -> None:
    """Add the node, and the style sheet of pictures."""
    nothing = (visit_nothing, None)
    app.add_node(
        brief_picture,
        html=(visit_html, None),
        typst=(visit_paper, None),
        docx=(visit_paper, None),
        latex=nothing,
        text=nothing,
        man=nothing,
        texinfo=nothing,
    )
    app.add_node(picture_words, html=(visit_words, depart_words))
    app.add_css_file("briefing-pictures.css")
    add_where(app, ["brief-pictured"], scripts=["briefing-pictures.js"], words=words)


__all__ = ["OWN_DRAWINGS", "drawn", "setup", "with_picture"]
