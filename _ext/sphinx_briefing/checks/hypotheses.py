"""The check of tables of competing hypotheses, which compete for the answer to one question."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics.model import Diagnostic
from ..domain import BriefDomain
from ..ledger import Question
from ..ledger.known import known_to
from ..records import Hypothesis

LAYOUT = "ach"


def questions(domain: BriefDomain) -> Iterator[Diagnostic]:
    """Report each selection that prints hypotheses of several questions as competing ones."""
    for docname, page in domain.pages.items():
        for question in page.questions:
            is_of = issubclass(question.selects(domain.kinds), Hypothesis)
            if is_of and question.layout(domain.kinds) == LAYOUT:
                topics = _topics(domain, docname, question)
                if len(topics) > 1:
                    message = (
                        f"hypotheses of {len(topics)} questions ({', '.join(topics)}) stand in one "
                        f"matrix; pick one with ':topic: {topics[0]}'"
                    )
                    yield Diagnostic(docname, question.line, "field", message, question.path)


def _topics(domain: BriefDomain, docname: str, question: Question) -> list[str]:
    """The questions that the hypotheses of a selection answer, in the order of these."""
    ledger = known_to(domain.ledger, docname)
    within = None
    if question.scope(domain.kinds, in_brief=docname in ledger.briefs) == "page":
        records = ledger.records(question.kind).values()
        within = frozenset(one.id for one in records if docname in (one.docname, *one.mentions))
    asked = question.query(ledger, domain.conventions, within)
    found = (topic for one in ledger.select(question.kind, asked) for topic in one.question[:1])
    return [*dict.fromkeys(found)]
