"""The directive ``restricted``: a passage that bears a marking of its own."""

from __future__ import annotations

from docutils import nodes

from ..markings import OPEN, STRICTEST, badge_of, may_show, read_marking
from .directives import BriefDirective
from .options import AnyOption
from .portions import RESTRICTED, inside, leave_unlisted


class RestrictedDirective(BriefDirective):
    """Mark some blocks of a page: builds for fewer readers go without them."""

    option_spec = AnyOption(())
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Parse the blocks, unless this build is for others."""
        written = " ".join(self.arguments).strip()
        try:
            marking = read_marking(written)
        except ValueError as error:
            marking = STRICTEST
            what = f"its marking cannot be read: {error}" if written else "it bears no marking"
            message = f"restricted: {what}; until then it counts as {badge_of(marking)}"
            self.report("marking", self.first_line(), message)
        for option in self.options:
            message = f"restricted: it takes no options, and {option!r} is left out"
            self.report("field", self.lines().get(option, self.first_line()), message)
        audience = self.config.briefing_audience
        if audience and not may_show(marking, audience):
            return self.nothing()
        with inside(self.env, marking):
            content = self.parse_content_to_nodes(allow_section_headings=False)
        if marking != OPEN:
            leave_unlisted(content)
        classes = ["brief-restricted"]
        node = nodes.container("", *content, classes=classes, **{RESTRICTED: marking})
        self.set_source_info(node)
        return [node]
