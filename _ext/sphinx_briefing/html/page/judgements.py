"""Judgements at a glance: the band of each likelihood, and all of a brief below its summary."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ...domain import BriefDomain, domain_of
from ...presentation.labels import _
from ...presentation.marks import values_in
from ...presentation.values import Facts, says_likelihood
from ...records import Judgement
from ...vocabularies import CONFIDENCE
from ...websites import is_website
from . import gauges
from .places import blocks, html, insert_after

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ...ledger import Ledger


class ShowJudgements(SphinxPostTransform):
    """Draw the judgements of a page."""

    default_priority = 705
    """When the marking has been moved, and before translations are checked."""
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Put a picture beside each likelihood and confidence, and list the page's judgements."""
        docname, domain = self.env.docname, domain_of(self.env)
        if not is_website(domain.builder):
            return
        facts = domain.pages.get(docname)
        if facts is None:
            return
        ledger = domain.ledger_for(docname)
        written = [
            record
            for entry in sorted(facts.entries, key=lambda entry: entry.record.line)
            if entry.record.kind_name == "judgement"
            and isinstance(record := ledger.get("judgement", entry.record.id), Judgement)
            and record.docname == docname
        ]
        printed = [question.selects(domain.kinds) for question in facts.questions]
        if any(map(says_likelihood, (*printed, *(type(entry.record) for entry in facts.entries)))):
            self._draw(domain)
        if written and docname in ledger.briefs:
            block = next(blocks(self.document), None)
            if block is not None:
                insert_after(block, key_judgements(written, domain, docname))

    def _draw(self, domain: BriefDomain) -> None:
        """Put a picture before each printed likelihood and confidence."""
        for name, picture in (("likelihood", _likelihood), ("confidence", _confidence)):
            for node, value in list(values_in(self.document, name)):
                drawn = picture(value, domain)
                if drawn is not None:
                    node.insert(0, drawn)


def key_judgements(
    records: Iterable[Judgement], domain: BriefDomain, docname: str
) -> nodes.container:
    """The list of a brief's judgements, each leading to its place."""
    ledger = domain.ledger_for(docname)
    items = nodes.bullet_list("", classes=["brief-key-list"])
    for record in records:
        anchor = ledger.anchor("judgement", record.id)[1]
        link = nodes.reference(
            "", record.title_text, refuri=f"#{anchor}", internal=True, classes=["brief-key-link"]
        )
        item = nodes.list_item("", nodes.paragraph("", "", link))
        item += _graded(record, domain, ledger)
        items += item
    title = str(_("Key judgements"))
    heading = nodes.paragraph(title, title, classes=["brief-key-title"])
    return nodes.container("", heading, items, classes=["brief-key-judgements"])


def _graded(record: Judgement, domain: BriefDomain, ledger: Ledger) -> nodes.paragraph:
    facts = Facts(ledger, domain.conventions, domain.env.config.language or "en")
    children: list[nodes.Node] = []
    for name, picture in (("likelihood", _likelihood), ("confidence", _confidence)):
        for part in facts.of(record, name):
            drawn = picture(part.value.value, domain) if part.value else None
            if drawn is not None:
                children += [nodes.Text(" ")] if children else []
                children.append(
                    nodes.inline("", "", drawn, nodes.Text(part.text), classes=["brief-grade"])
                )
    return nodes.paragraph("", "", *children, classes=["brief-details"])


def _likelihood(value: str, domain: BriefDomain) -> nodes.raw | None:
    """The picture of a likelihood that is on the scale in force."""
    grade = domain.conventions.likelihood.grade(value)
    return html(gauges.likelihood(grade)) if grade is not None else None


def _confidence(value: str, domain: BriefDomain) -> nodes.raw | None:
    """The picture of a level of confidence."""
    return html(gauges.confidence(value)) if value in CONFIDENCE.values else None


def setup(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(ShowJudgements)
