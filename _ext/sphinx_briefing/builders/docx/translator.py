"""The translator from doctrees to Word: all its parts together."""

from __future__ import annotations

from .blocks import BlockVisitor
from .front import FrontVisitor


class DocxTranslator(FrontVisitor, BlockVisitor):
    """Walks one resolved doctree, and fills a Word file."""
