"""The limit on pages of a brief, and by how much it is too long.

What counts is the text: the annexes may follow on the next page.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..paper.typst import TypstCompiler

PROBE = """
context {
  let annexes = query(<brief-annex>)
  let end = (if annexes.len() > 0 { annexes.first().location() } else { here() }).position()
  [#metadata((page: end.page, y: end.y.pt(), height: page.height.pt()))<brief-end>]
}
"""
"""Appended to a brief with a limit: where its text ends, told in points."""

_COUNT = re.compile(rb"/Type\s*/Pages\b.{0,40}?/Count\s+(\d+)", re.DOTALL)

_MARGINS = (0.105, 0.1)
"""The share of a page that headers, footers and margins take, roughly."""

_NOTHING = 0.02


def pages_of(pdf: bytes) -> int:
    """Return the number of pages of a PDF, as Typst writes it; 0 if it cannot be told."""
    return max((int(match) for match in _COUNT.findall(pdf)), default=0)


def excess(compiler: TypstCompiler, source: str, limit: int) -> float:
    """Return by how many pages the text of *source* is longer than *limit*; 0 if it fits."""
    found = json.loads(compiler.query(source, "<brief-end>") or "[]")
    if not found:
        return 0
    end = found[0]
    top, bottom = (share * end["height"] for share in _MARGINS)
    used = (end["y"] - top) / (end["height"] - top - bottom)
    over: float = end["page"] - 1 - limit + min(max(used, 0), 1)
    return over if over > _NOTHING else 0


def sentence(kind: str, limit: int, over: float) -> str:
    """Return what is said about a brief that is too long."""
    pages = "one page" if limit == 1 else f"{limit} pages"
    amount = f"{over:.1f} of a page" if over < 1 else f"{over:.1f} pages"
    amount = "less than a tenth of a page" if over < 0.1 else f"about {amount}"
    return (
        f"the kind {kind!r} has {pages}, but in the PDF the text is longer by {amount}; "
        "shorten it, or give the kind more 'pages' in briefing_kinds"
    )
