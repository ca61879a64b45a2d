"""Nodes that briefs print of their own: annexes, judgements with their margin, timelines."""

from __future__ import annotations

from itertools import groupby

from docutils import nodes

from ...config.values import conventions_of
from ...presentation.labels import words_of
from ...presentation.marks import LOST, annex_of, front_of, values_in
from ...vocabularies import CONFIDENCE, Grade, Scale
from ..paper.meta import BriefMeta
from .dossier import BriefOpening
from .escape import literal, value
from .facts import facts_of
from .writer import WHOLE, TypstWriter

_SHORT = 40
"""Characters that the narrowest column has room for."""


class ViewVisitor(TypstWriter):
    """Sets the annexes in columns, and draws how likely and how sure judgements are."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self._scale = conventions_of(self.config).likelihood
        self._opening: BriefMeta | None = None
        judgements = [
            node for node in self.document.findall(nodes.container) if _judged(node) is not None
        ]
        keyed = any(
            "brief-key" in node["classes"] for node in self.document.findall(nodes.paragraph)
        )
        self._last = judgements[-1] if judgements and not keyed else None
        """After the last judgement comes the key to the words of the scale, unless it is there."""

    def visit_section(self, node: nodes.section) -> None:
        """Set the annexes that follow one another in one pair of columns; tables need the width."""
        if not annex_of(node) or self.in_annexes:
            super().visit_section(node)
            return
        siblings = node.parent.children
        at = siblings.index(node)
        run = [node]
        for sibling in siblings[at + 1 :]:
            if not (isinstance(sibling, nodes.section) and annex_of(sibling)):
                break
            run.append(sibling)
        if at and annex_of(siblings[at - 1]):
            raise nodes.SkipNode  # set with the first of them
        self.in_annexes = True
        for is_wide, annexes in groupby(run, _holds_tables):
            pair = ", in-pair: false" if is_wide else ""
            self.put(f"annexes({self.capture(list(annexes))}{pair})")
        self.in_annexes = False
        raise nodes.SkipNode

    def visit_BriefOpening(self, node: BriefOpening) -> None:
        """Begin a brief of a dossier on a page of its own; its facts follow its title."""
        self._opening = node["meta"]
        self.put("pagebreak(weak: true)")
        raise nodes.SkipNode

    def visit_title(self, node: nodes.title) -> None:
        """Set a heading, and below that of a brief in a dossier what is known of the brief."""
        opening = self._opening
        if opening is None:
            super().visit_title(node)
            return
        self._opening = None
        try:
            super().visit_title(node)
        finally:
            facts = facts_of(opening)
            self.put(f"brief-opening({value(facts)})")

    def visit_container(self, node: nodes.container) -> None:
        """Set a judgement beside its likelihood and confidence."""
        judged = _judged(node)
        if judged is None:
            super().visit_container(node)
            return
        with self.nested() as shallow:
            content = self.capture(node.children)
        if not shallow:
            self.put(content)
            raise nodes.SkipNode
        likelihood, confidence = _grade(judged, self._scale), _level(judged)
        band = value((likelihood.low or 0, likelihood.high or 0)) if likelihood else "none"
        whole = "true" if len(node.astext()) < WHOLE else "false"
        self.put(f"judgement({band}, {confidence}, {whole}, {content})")
        if node is self._last:
            bands = [
                (words_of(grade.label, self._scale), grade.band)
                for grade in self._scale.grades
                if grade.band
            ]
            if bands:
                title = words_of(self._scale.title, self._scale)
                self.put(f"likelihood-key({literal(title)}, {value(bands)})")
        raise nodes.SkipNode

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """Set the front of a brief in rows: a statement, and beside it what is said of it."""
        if not front_of(node):
            super().visit_bullet_list(node)
            return
        rows = []
        for item in node.children:
            head, *lines = (child for child in item.children if isinstance(child, nodes.Element))
            details = [line for line in lines if front_of(line) != LOST]
            below = self.capture(line for line in lines if front_of(line) == LOST)
            *before, statement_link = head.children
            number = before[0].astext() if before else ""
            grade = next((_grade(line, self._scale) for line in details), None)
            band = value((grade.low or 0, grade.high or 0)) if grade and grade.band else "none"
            whole = "true" if len(item.astext()) < WHOLE else "false"
            statement = self.capture([nodes.paragraph("", "", statement_link)])
            shown = literal(number) if number else "none"
            said = self.capture(details)
            rows.append(f"key-row({whole}, {band}, {shown}, {statement}, {below}, {said})")
        self.put(f"key-rows({', '.join(rows)})")
        raise nodes.SkipNode

    def visit_inline(self, node: nodes.inline) -> None:
        """Keep the few words that stand beside a name in an annex on one line."""
        if "brief-aside" in node["classes"] and len(node.astext()) <= _SHORT:
            self.put(f"box(aside-line({self.capture(node.children)}))")
            raise nodes.SkipNode
        super().visit_inline(node)

    def visit_definition_list(self, node: nodes.definition_list) -> None:
        """Set a timeline along its line."""
        if "brief-timeline" not in node["classes"]:
            super().visit_definition_list(node)
            return
        self.anchor()
        with self.nested() as shallow:
            items = []
            for item in node.findall(nodes.definition_list_item):
                if item.parent is not node:
                    continue
                self.enter(item)
                term = self.capture(c for c in item.children if isinstance(c, nodes.term))
                bodies = [c for c in item.children if isinstance(c, nodes.definition)]
                body = self.capture(child for part in bodies for child in part.children)
                whole = "true" if len(item.astext()) < WHOLE else "false"
                items.append(f"moment({whole}, {term}, {body})")
        self.put(f"{'timeline' if shallow else 'flat'}({', '.join(items)})")
        raise nodes.SkipNode


def _holds_tables(annex: nodes.Element) -> bool:
    """Whether an annex holds a table, for which half of the width is too little."""
    return next(annex.findall(nodes.table), None) is not None


def _judged(node: nodes.container) -> nodes.paragraph | None:
    """Return the line of a judgement that says how likely and how sure it is."""
    if "brief_kind" not in node:
        return None
    lines = [child for child in node.children if isinstance(child, nodes.paragraph)]
    return next((line for line in reversed(lines) if any(values_in(line, "likelihood"))), None)


def _grade(line: nodes.Element, scale: Scale) -> Grade | None:
    """Return the likelihood that a line says; nothing for one that is not on the scale."""
    return next((scale.grade(value) for _words, value in values_in(line, "likelihood")), None)


def _level(line: nodes.paragraph) -> int:
    """Return the level of confidence, from 1; 0 if none is given, or one of another scale."""
    level = next((value for _words, value in values_in(line, "confidence")), "")
    return CONFIDENCE.values.index(level) + 1 if level in CONFIDENCE.values else 0
