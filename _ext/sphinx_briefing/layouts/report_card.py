"""The report card of a brief: a part for each standard, with what was found, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from docutils import nodes

from ..presentation.dates import printed
from ..presentation.inlines import in_one_line, separated
from ..presentation.labels import N_, _, count_of
from ..presentation.marks import STANDARD, VIEW
from ..report_card import Checked, Finding, Named, ReportCard, StandardCard, StandardCheck
from ..texts import shorten
from .parts import RenderContext, page_link, paragraph, text, title_link

CARD = "report-card"
MOST = 10
"""The most findings of a check that are listed; commands and ``report-cards.json`` list all."""
LONGEST = 90
"""Characters of the name of a record."""

FOUND, ASKED, OPEN = N_("Found"), N_("For a person to look at"), N_("Open")
CLEAN = N_("Looked for and not found")


def as_report_card(
    card: ReportCard, checks: Mapping[str, StandardCheck], context: RenderContext
) -> nodes.container:
    """A card for a page, which names its brief where that is another page.

    :param checks: the checks by their names.
    """
    box = nodes.container(
        "",
        _head(card, context),
        classes=["brief-view", f"brief-view-{CARD}", "no-search"],
        **{VIEW: (CARD, CARD)},
    )
    box += [_part(part, card, checks, context) for part in card.standards]
    return box


def _head(card: ReportCard, context: RenderContext) -> nodes.paragraph:
    groups: list[list[nodes.Node]] = []
    if card.docname != context.docname:
        groups.append([page_link(card.docname, context.ledger.title_of(card.docname))])
    groups.append([nodes.Text(str(_("Held against the nine analytic standards of ICD 203")))])
    if card.day:
        groups.append([nodes.Text(str(_("as known on %s")) % printed(card.day, context.language))])
    groups.append([nodes.Text(_counted(*card.counts))])
    return paragraph(*in_one_line(groups), classes=["brief-report-card-head"])


def _counted(found: int, look: int, open_: int) -> str:
    """The numbers of findings in words; those that are none are left out."""
    words = [count_of(found, "%d found", "%d found")] if found else []
    words += [count_of(look, "%d to look at", "%d to look at")] if look else []
    words += [count_of(open_, "%d open", "%d open")] if open_ else []
    return ", ".join(words) or str(_("nothing found"))


def _part(
    part: StandardCard,
    card: ReportCard,
    checks: Mapping[str, StandardCheck],
    context: RenderContext,
) -> nodes.container:
    title = f"{part.standard}. {_(part.title)}"
    counts = _counted(len(part.found), len(part.look), len(part.open))
    head = nodes.rubric(
        "",
        "",
        nodes.Text(title),
        nodes.Text(" \N{MIDDLE DOT} "),
        text(counts, "brief-report-card-counts"),
        classes=["brief-report-card-standard"],
    )
    content: list[nodes.Node] = []
    counted = {one.name: one for one in part.checked}

    def groups(findings: Sequence[Finding]) -> list[nodes.list_item]:
        by_check = groupby(findings, key=lambda one: one.check)
        return [_group(checks[name], counted[name], [*ones], card, context)
                for name, ones in by_check]  # fmt: skip

    asked = [nodes.list_item("", paragraph(nodes.Text(str(_(one))))) for one in part.questions]
    said = (
        (FOUND, groups(part.found)),
        (ASKED, [*groups(part.look), *asked]),
        (OPEN, groups(part.open)),
    )
    content.append(nodes.definition_list("", *(_listed(*one) for one in said if one[1])))
    content += _clean(part.checked)
    return nodes.container(
        "", head, *content, classes=["brief-report-card-part"], **{STANDARD: (title, counts)}
    )


def _listed(label: str, items: Sequence[nodes.list_item]) -> nodes.definition_list_item:
    words = str(_(label))
    return nodes.definition_list_item(
        "",
        nodes.term(words, words),
        nodes.definition("", nodes.bullet_list("", *items)),
    )


def _clean(checked: Iterable[Checked]) -> Iterator[nodes.Node]:
    """What was looked for and not found; where there was nothing to look at, nothing is said."""
    if names := [str(_(one.asks)) for one in checked if not (one.found or one.looked == 0)]:
        yield paragraph(
            text(f"{_(CLEAN)}: ", "brief-label"),
            nodes.Text("; ".join(names)),
            classes=["brief-report-card-clean", "brief-details"],
        )


def _group(
    check: StandardCheck,
    counted: Checked,
    findings: Sequence[Finding],
    card: ReportCard,
    context: RenderContext,
) -> nodes.list_item:
    """What a check has found, under its name and with what to do."""
    do = [nodes.Text(" \N{EN DASH} "), *_advice(str(_(check.do)))]
    if counted.looked is None and len(findings) == 1 and findings[0].record is None:
        said = str(_(check.what))
        rest = _rest(findings[0], card, context)
        return nodes.list_item("", paragraph(text(f"{said[:1].upper()}{said[1:]}"), *rest, *do))
    head = [text(f"{_(check.asks)}: {_of(counted)}"), *do]
    items = [
        nodes.list_item("", paragraph(*_named(one.record), *_rest(one, card, context)))
        for one in findings[:MOST]
    ]
    if len(findings) > MOST:
        more = count_of(len(findings) - MOST, "%d more", "%d more")
        items.append(nodes.list_item("", paragraph(nodes.Text(more))))
    return nodes.list_item("", paragraph(*head), nodes.bullet_list("", *items))


def _advice(words: str) -> list[nodes.Node]:
    """What to do; what stands in quotation marks is written in the source."""
    return [
        nodes.literal(part, part) if at % 2 else nodes.Text(part)
        for at, part in enumerate(words.split("'"))
        if part
    ]


def _of(counted: Checked) -> str:
    if counted.looked is None:
        return str(counted.found)
    return str(_("%(count)d of %(all)d")) % {"count": counted.found, "all": counted.looked}


def _named(record: Named | None) -> list[nodes.Node]:
    if record is None:
        return []
    link = title_link(record.kind, record.id, shorten(record.title.rstrip("."), LONGEST))
    link["brief_aside"] = True
    return [link]


def _rest(one: Finding, card: ReportCard, context: RenderContext) -> list[nodes.Node]:
    """What is said of a finding besides its record: others, words, its place."""
    found: list[nodes.Node] = []
    if one.others:
        found += [nodes.Text(": " if one.record is not None else " ")]
        found += separated(map(_named, one.others), "; ")
    if one.words:
        words = _words(one.words, context)
        found.append(nodes.Text(f"{' ' if one.record is not None or found else ''}{words}"))
    if where := _where(one, card):
        found += [nodes.Text(" "), text(f"({where})", "brief-report-card-place")]
    return found


def _words(words: str, context: RenderContext) -> str:
    try:
        return printed(words, context.language, short=True)
    except ValueError:
        return words


def _where(one: Finding, card: ReportCard) -> str:
    if not one.line:
        return ""
    line = str(_("line %d")).replace(" ", "\N{NO-BREAK SPACE}") % one.line
    place = one.path or (one.docname if one.docname != card.docname else "")
    return f"{place}, {line}" if place else line
