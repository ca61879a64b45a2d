"""The directive ``report-card``: the card of a brief, by the nine standards of ICD 203."""

from __future__ import annotations

from docutils import nodes

from ..ledger.pages import CardAsked
from ..records.validation import unknown_field
from .directives import BriefDirective
from .options import AnyOption

OPTIONS = ("brief",)


class report_card(nodes.General, nodes.Element):
    """A card that is still to be made.

    Attributes: ``brief``, its reference or page as written, empty for the page itself; ``asked``,
    its number among the cards that the page asks for.
    """


class ReportCardDirective(BriefDirective):
    """Print what can be said of a brief by the nine analytic standards of ICD 203."""

    option_spec = AnyOption(OPTIONS)

    def run(self) -> list[nodes.Node]:
        """Check the options and leave the rest until all pages have been read."""
        lines, problems = self.lines(), list(self.malformed())
        if any(map(str.strip, self.content)):
            problems.append((self.first_line(), "it takes no body; remove the body"))
        for option in self.options:
            if option not in OPTIONS:
                message = unknown_field(option, OPTIONS).replace("field", "option")
                problems.append((lines.get(option, self.first_line()), message))
        for line, message in problems:
            self.report("field", line, f"report-card: {message}")
        if problems:
            return self.nothing()
        brief = " ".join((self.options.get("brief") or "").split())
        asked = self.domain.page(self.env.docname).cards
        node = report_card("", brief=brief, asked=len(asked))
        self.set_source_info(node)
        asked.append(CardAsked(brief, lines.get("brief", self.first_line()), self.foreign_path()))
        return [node]
