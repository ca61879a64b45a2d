"""Headings inside of ``{only}`` and ``{ifconfig}`` stay in their block.

MyST puts a heading of a directive, with all that follows it, into the section around the
directive: every build would print what the block is to keep back.

Works round: ``MockState.nested_parse`` of MyST-Parser with ``match_titles``, which puts headings
into the section around. See executablebooks/MyST-Parser#1050, and #1102, which would mend it.
Seen in: MyST-Parser 5.2.
Can go when: a heading in ``{only}`` is in its node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx import addnodes
from sphinx.ext.ifconfig import ifconfig

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


class _KeepsHeadings(Directive):
    """Additions to the directive of a block."""

    def run(self) -> list[nodes.Node]:
        """Take the sections that went astray into the block."""
        open_sections = _open_sections(self.state)
        before = [len(section.children) for section in open_sections]
        found = list(super().run())
        blocks = [node for node in found if isinstance(node, (addnodes.only, ifconfig))]
        if not blocks:
            return found
        block = blocks[0]
        place: nodes.Element | None = None
        # The innermost comes first, as its content was written first.
        for section, length in zip(open_sections, before, strict=True):
            astray = section.children[length:]
            if astray:
                del section.children[length:]
                block.extend(astray)
                place = section
        if place is None or place is open_sections[0]:
            return found
        place.append(block)  # a section of a higher level ends those that are open, as in any text
        return [node for node in found if node is not block]


def _open_sections(state: Any) -> list[nodes.Element]:
    """The sections that MyST is writing, the innermost first; none for other parsers."""
    renderer = getattr(state, "_renderer", None)
    levels: dict[int, nodes.Element] = getattr(renderer, "_level_to_section", {})
    return [section for _level, section in sorted(levels.items(), reverse=True)]


def keep_headings(app: Sphinx, config: Config) -> None:
    """Handle ``config-inited``, when all extensions have brought their directives."""
    for name in ("only", "ifconfig"):
        known = directives._directives.get(name)  # type: ignore[attr-defined]
        if isinstance(known, type) and not issubclass(known, _KeepsHeadings):
            directive = type(known.__name__, (_KeepsHeadings, known), {"__doc__": known.__doc__})
            app.add_directive(name, directive, override=True)


def setup(app: Sphinx) -> None:
    """Connect to the event."""
    app.connect("config-inited", keep_headings)
