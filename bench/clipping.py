"""What ``clip`` makes of articles: how many fields are right, and whether origins are found.

The pages and the texts are made up (``bench.articles``). A page is read as ``clip`` reads it, but
in one process.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bench.articles.corpus import TODAY, Text, articles, retellings
from bench.articles.layouts import LAYOUTS, json_ld, page
from sphinx_briefing.capture.retelling import Known, origin_of, sentences
from sphinx_briefing.capture.web_page import page_facts
from sphinx_briefing.snapshots.html_text import html_text

FIELDS = ("title", "author", "publisher", "date", "language", "type", "url")
ORIGINS = "origins"
"""The line of all retellings together, beside one for each way of retelling."""


@dataclass(frozen=True, slots=True)
class ClippedRun:
    """The articles of one layout, and how often each field was right; seconds of CPU."""

    layout: str
    is_held_out: bool
    articles: int
    right: dict[str, int]
    cpu: float


@dataclass(frozen=True, slots=True)
class OriginRun:
    """Texts that were looked at for their origin, and what came of it."""

    how: str
    texts: int
    right: int
    """Origins that were found, and are the right ones."""
    wrong: int
    """Origins that were found, and are none."""
    lost: int
    """Origins that were not found."""


def compare(each: int, seed: int) -> Iterator[ClippedRun]:
    """Read so many articles of each layout."""
    held_out = {made.name for made in LAYOUTS if made.is_held_out}
    right: dict[str, Counter[str]] = {made.name: Counter() for made in LAYOUTS}
    spent: Counter[str] = Counter()
    for article in articles(each, seed):
        start = time.process_time()
        found = page_facts(article.page, article.read_from, TODAY)
        spent[article.layout] += time.process_time() - start  # type: ignore[assignment]
        for name in FIELDS:
            right[article.layout][name] += getattr(found, name) == getattr(article, name)
    for name, counted in right.items():
        yield ClippedRun(name, name in held_out, each, dict(counted), spent[name])


def origins(events: int, seed: int) -> Iterator[OriginRun]:
    """Look for the origins of texts that retell others, and of texts that do not."""
    texts = retellings(events, seed)
    known = [
        Known(text.name, text.day.isoformat(), sentences(html_text(_page(text))[0].split("\n\n")))
        for text in texts
        if not text.how
    ]
    counted: dict[str, Counter[str]] = {}
    for text in texts:
        if not text.how:
            continue
        facts = page_facts(_page(text).decode(), "https://www.example.org/a", TODAY)
        found = origin_of(sentences(facts.text), text.day.isoformat(), known)
        if found is None:
            outcome = "lost" if text.retells else "none"
        else:
            outcome = "right" if found.id == text.retells else "wrong"
        for how in (text.how, ORIGINS):
            counted.setdefault(how, Counter())[outcome] += 1
    for how, outcomes in counted.items():
        counts = [outcomes[name] for name in ("right", "wrong", "lost")]
        yield OriginRun(how, outcomes.total(), *counts)


def _page(text: Text) -> bytes:
    """A text on a page with what pages have besides."""
    data = {"@type": "NewsArticle", "headline": text.name, "datePublished": text.day.isoformat()}
    body = "".join(f"<p>{one}</p>" for one in text.paragraphs)
    around = (
        "<nav><a href='/'>Home</a></nav><div class='cookies'><p>We value your privacy, and our "
        "843 partners do so as well, in ways that are told elsewhere.</p></div>{}<aside><p>Sign up "
        "for our newsletter, and never miss a story that matters to you and yours.</p></aside>"
    )
    article = f"<main><article><h1>{text.name}</h1>{body}</article></main>"
    return page("en", json_ld(data), around.format(article)).encode()
