"""The translator from doctrees to Word: all its parts together."""

from __future__ import annotations

from .blocks import BlockVisitor
from .pictures import PictureVisitor


class DocxTranslator(PictureVisitor, BlockVisitor):
    """Walks one resolved doctree, and fills a Word file."""
