"""The directive ``desk``: the front page of a desk, made of what the corpus holds."""

from __future__ import annotations

from docutils import nodes

from ..records.validation import unknown_field
from .directives import BriefDirective
from .options import AnyOption

OPTIONS = ("days",)

MOST_DAYS = 366


class desk(nodes.General, nodes.Element):
    """A front page that is still to be made.

    Attributes: ``days``, how far it looks ahead.
    """


class DeskDirective(BriefDirective):
    """Print the front page of a desk: latest briefs, what falls due, what is new, topics."""

    option_spec = AnyOption(OPTIONS)

    def run(self) -> list[nodes.Node]:
        """Check the options and leave the rest until all pages have been read."""
        lines = self.lines()
        if any(map(str.strip, self.content)):
            self.report("field", self.first_line(), "desk: it takes no body; remove the body")
            return self.nothing()
        problems = list(self.malformed())
        days = 30
        for option, value in self.options.items():
            line = lines.get(option, self.first_line())
            text = " ".join((value or "").split())
            if option not in OPTIONS:
                problems.append((line, unknown_field(option, OPTIONS).replace("field", "option")))
            elif not (text.isdecimal() and 0 < int(text[:9]) <= MOST_DAYS):
                said = f"'days': {text!r} is not a whole number from 1 to {MOST_DAYS}"
                problems.append((line, said))
            else:
                days = int(text)
        for line, message in problems:
            self.report("field", line, f"desk: {message}")
        if problems:
            return self.nothing()
        node = desk("", days=days)
        self.set_source_info(node)
        return [node]
