"""The directive ``changes``: what has changed in a brief since an earlier edition of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..editions import FOLDER
from ..ledger.pages import ChangesAsked
from ..records.validation import unknown_field
from .directives import BriefDirective
from .options import AnyOption
from .translatable import words_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

OPTIONS = ("since", "caption", "empty")
_TRANSLATED = ("caption", "empty")


class changes(nodes.General, nodes.Element):
    """A list of changes that is still to be made.

    Attributes: ``since``, the number of the earlier edition, 0 for the one before; ``options``, the
    words that are printed with it.
    """


class ChangesDirective(BriefDirective):
    """Print what has changed in meaning since an earlier edition of a brief."""

    option_spec = AnyOption(OPTIONS)

    def run(self) -> list[nodes.Node]:
        """Check the options and leave the rest until all pages have been read."""
        lines, problems = self.lines(), list(self.malformed())
        if any(map(str.strip, self.content)):
            problems.append((self.first_line(), "it takes no body; remove the body"))
        options: dict[str, str] = {}
        for option, value in self.options.items():
            text = " ".join((value or "").split())
            if option not in OPTIONS:
                message = unknown_field(option, OPTIONS).replace("field", "option")
                problems.append((lines.get(option, self.first_line()), message))
            elif text:
                options[option] = text
        since, problem = self._since(options.pop("since", ""))
        if problem:
            problems.append((lines.get("since", self.first_line()), problem))
        for line, message in problems:
            self.report("field", line, f"changes: {message}")
        if problems:
            return self.nothing()
        return [self._printed(since, options, lines)]

    @staticmethod
    def _since(text: str) -> tuple[int, str]:
        """The number of the earlier edition, or what is wrong with it."""
        if not text:
            return 0, ""
        if not (text.isascii() and text.isdecimal() and 0 < int(text[:9]) == int(text[:10])):
            return 0, f"'since': {text!r} is not the number of an edition"
        return int(text), ""

    def _printed(self, since: int, options: dict[str, str], lines: dict[str, int]) -> changes:
        asked = self.domain.page(self.env.docname).changes
        node = changes("", since=since, options=options, asked=len(asked))
        self.set_source_info(node)
        path = str(self.get_source_info()[0])
        printed = [(name, options[name]) for name in _TRANSLATED if name in options]
        node += words_of(printed, lines, self.first_line(), path)
        line = lines.get("since", self.first_line())
        asked.append(ChangesAsked(since, line, self.foreign_path()))
        return node


def keep_out(app: Sphinx, config: Config) -> None:
    """Handle ``config-inited``: no frozen edition is a page, whatever the pages of a house are."""
    if ".json" in config.source_suffix:
        config.exclude_patterns = [*config.exclude_patterns, f"{FOLDER}/*/*.json"]


def setup(app: Sphinx) -> None:
    """Add the node, and keep editions from being read as pages."""
    app.add_node(changes)
    app.connect("config-inited", keep_out)
