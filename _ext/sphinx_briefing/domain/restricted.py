"""The directive ``restricted``: a passage that bears a marking of its own."""

from __future__ import annotations

from docutils import nodes

from ..markings import STRICTEST, badge_of, is_stricter, read_marking
from .directives import BriefDirective
from .options import AnyOption

RESTRICTED = "brief_restricted"
"""The attribute of a node that holds such a passage: its marking."""


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
        if audience and is_stricter(marking, audience):
            return self.nothing()
        node = nodes.container(
            "",
            *self.parse_content_to_nodes(allow_section_headings=False),
            classes=["brief-restricted"],
            **{RESTRICTED: marking},
        )
        self.set_source_info(node)
        return [node]
