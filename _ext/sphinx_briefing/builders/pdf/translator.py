"""The translator from doctrees to Typst: all its parts together."""

from __future__ import annotations

from .blocks import BlockVisitor
from .directions import DirectionVisitor
from .links import LinkVisitor
from .listings import ListingVisitor
from .lists import ListVisitor
from .notes import NoteVisitor
from .pictures import PictureVisitor
from .views import ViewVisitor


class TypstTranslator(
    DirectionVisitor,
    ViewVisitor,
    NoteVisitor,
    LinkVisitor,
    ListVisitor,
    ListingVisitor,
    PictureVisitor,
    BlockVisitor,
):
    """Walks one resolved doctree; :meth:`body` then holds its Typst code."""
