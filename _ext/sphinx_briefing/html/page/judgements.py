"""Judgements at a glance: a picture beside each likelihood and confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ...domain import BriefDomain, domain_of
from ...presentation.marks import front_of, values_in
from ...presentation.values import says_likelihood
from ...vocabularies import CONFIDENCE
from ...websites import is_website
from . import gauges
from .places import html

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class ShowJudgements(SphinxPostTransform):
    """Draw the judgements of a page."""

    default_priority = 705
    """When the marking has been moved, and before translations are checked."""
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Put a picture beside each likelihood and confidence."""
        docname, domain = self.env.docname, domain_of(self.env)
        if not is_website(domain.builder):
            return
        facts = domain.pages.get(docname)
        if facts is None:
            return
        printed = [question.selects(domain.kinds) for question in facts.questions]
        if any(map(says_likelihood, (*printed, *(type(entry.record) for entry in facts.entries)))):
            self._draw(domain)

    def _draw(self, domain: BriefDomain) -> None:
        """Put a picture before each printed likelihood and confidence."""
        for name, picture in (("likelihood", _likelihood), ("confidence", _confidence)):
            for node, value in list(values_in(self.document, name)):
                drawn = picture(value, domain, bool(front_of(node.parent)))
                if drawn is not None:
                    node.insert(0, drawn)


def _likelihood(value: str, domain: BriefDomain, wide: bool) -> nodes.raw | None:
    """The picture of a likelihood that is on the scale in force; a wide one in the front."""
    grade = domain.conventions.likelihood.grade(value)
    return html(gauges.likelihood(grade, wide=wide)) if grade is not None else None


def _confidence(value: str, domain: BriefDomain, wide: bool) -> nodes.raw | None:
    """The picture of a level of confidence; the front has none."""
    known = value in CONFIDENCE.values and not wide
    return html(gauges.confidence(value)) if known else None


def setup(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(ShowJudgements)
