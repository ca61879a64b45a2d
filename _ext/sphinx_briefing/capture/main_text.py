"""The text of an article itself, without what stands around it."""

from __future__ import annotations

from copy import deepcopy

from lxml.html import HtmlElement

from .people import people

_LONGEST = 3_000_000
"""Characters of a page in which an article is looked for."""


def main_text(tree: HtmlElement, page: str, url: str) -> list[str]:
    """The paragraphs of the article in a page; none where no article can be made out."""
    import trafilatura

    if len(page) > _LONGEST:
        return []
    found = trafilatura.extract(
        page, url=url or None, include_comments=False, include_tables=False, output_format="txt"
    )
    return [line.strip() for line in (found or "").splitlines() if line.strip()]


def likely_author(tree: HtmlElement) -> str:
    """A name that may be that of an author; of five, some four are."""
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(deepcopy(tree), extensive=False)
    names = people((found.author or "").split(";"))
    return next((name for name in names if 2 <= len(name.split()) <= 4), "")
