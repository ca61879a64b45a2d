"""The scripts and attributes by which the references of a page show cards."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ...domain import domain_of
from ...websites import is_website

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SIGN = "brief-ref"
"""The class that says that a link leads to a record."""


def add_script(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Handle ``html-page-context``: add script and style sheet where there is a reference.

    A brief says on which day its facts are judged.
    """
    if not is_website(app.builder) or not app.config.briefing_cards:
        return
    if SIGN not in context.get("body", ""):
        return
    builder: Any = app.builder  # for this page alone
    builder.add_js_file("briefing-cards.js", defer="defer")
    builder.add_css_file("briefing-cards.css")
    domain = domain_of(app.env)
    facts = domain.pages.get(pagename)
    is_brief = facts is not None and facts.brief is not None
    judged = domain.ledger_for(pagename).judged_on(pagename) if is_brief else None
    if judged:
        content = escape(f"{judged.first.isoformat()}/{judged.last.isoformat()}")
        context["metatags"] = (
            f'{context.get("metatags", "")}\n<meta name="briefing-day" content="{content}" />'
        )
