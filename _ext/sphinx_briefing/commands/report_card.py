"""``sphinx-briefing report-card``: what can be said of briefs by the standards of ICD 203."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .folders import Conf, Source, find_project
from .telling import print_json, tell

EXAMPLES = ("report-card", "report-card UA-2026-08", "report-card briefs/krakow --json")


def report_card(
    brief: Annotated[
        str,
        typer.Argument(
            metavar="BRIEF",
            show_default=False,
            help="Its page, its file, or its reference; by default all briefs, a line a standard.",
        ),
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Write JSON, with all findings.")] = False,
    source: Source = None,
    conf: Conf = None,
) -> None:
    """Hold briefs against the nine analytic standards of ICD 203.

    What was checked and found, what a person has to look at, and what is open: no grade. Ends with
    0 if nothing is found, 3 if something is, and 1 if it could not look.
    """
    from .reading import page_of, project_read
    from .report_card_lines import in_full, in_short

    with project_read(*find_project(brief, source, conf), warnings=None) as domain:
        if brief and page_of(domain, brief) not in domain.ledger.briefs:
            raise ValueError(
                f"{page_of(domain, brief)} is no brief: its front matter has no 'brief:'"
            )
        names = [page_of(domain, brief)] if brief else [*domain.ledger.briefs]
        made = [domain.report_cards.card(name) for name in names]
        cards = [card for card in made if card is not None]
        if json:
            from ..builders.report_cards import document

            data = document(domain)
            print_json({**data, "cards": {name: data["cards"][name] for name in names}})
        elif not cards:
            tell("there is no brief")
        else:
            lines_of = in_full if brief else in_short
            print("\n\n".join("\n".join(lines_of(card, Path(domain.env.srcdir))) for card in cards))
    if any(card.counts[0] for card in cards):
        raise typer.Exit(3)
