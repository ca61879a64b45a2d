"""Texts that pages include, that are no pages, and that bear a marking in front matter."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from ..diagnostics.model import Diagnostic
from ..ledger import PageFacts
from ..markings import badge_of, may_show, strictest
from . import BriefDomain, domain_of, front_matter
from .portions import marking_of_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx

TEXTS = frozenset({".inc", ".txt", ".md", ".rst", ".markdown", ".rest", ".mdx"})
"""Endings of texts that pages may include."""


def report_strict(app: Sphinx, document: nodes.document, source: list[str]) -> None:
    """Say which texts a page includes that are marked more strictly than where they stand.

    Pages that are included are looked at when all have been read.

    :param source: the lines of the page.
    """
    env, domain = app.env, domain_of(app.env)
    own = domain.pages[env.docname].tlp if env.docname in domain.pages else None
    for name in sorted(map(str, env.dependencies.get(env.docname, ()))):
        path = Path(env.srcdir, name)
        if path.suffix.lower() not in TEXTS or env.path2doc(path) in env.found_docs:
            continue
        marking = _marking_of(path, domain)
        open_to = strictest(
            (own or env.config.briefing_unmarked, marking_of_file(document, str(path)))
        )
        if marking and not may_show(marking, open_to):
            is_said = f"is marked {badge_of(own)}" if own else "is not marked and counts as "
            is_said += "" if own else badge_of(env.config.briefing_unmarked)
            message = (
                f"included text {Path(os.path.relpath(path, env.srcdir)).as_posix()!r} is "
                f"{badge_of(marking)}, but this page {is_said}; leave it out, or mark the page "
                "for as few readers"
            )
            line = line_of_file(source, path.name)
            domain.note_diagnostic(Diagnostic(env.docname, line, "marking", message))


def line_of_file(source: list[str], name: str) -> int:
    """The line of a page that names a file in a directive, from 1; the first one if none does."""
    return next(
        (
            number
            for number, line in enumerate(source, 1)
            if name in line and ("::" in line or "{" in line or ":file:" in line)
        ),
        1,
    )


def _marking_of(path: Path, domain: BriefDomain) -> str:
    """The marking in the front matter of a text; empty where there is none."""
    try:
        text = path.read_text("utf-8", errors="replace")
    except OSError:
        return ""
    if not text.lstrip("\ufeff").startswith("---"):
        return ""
    facts = PageFacts("")
    front, _rest = front_matter.of_text(text, blank=True)
    for _report in front_matter.read_page(facts, front, domain.conventions, domain.kinds):
        pass  # the file is another one than the page
    return facts.tlp or ""
