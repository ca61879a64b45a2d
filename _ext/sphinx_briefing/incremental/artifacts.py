"""What is made beside the pages of authors: pages without a source, and files of data.

Parts of the toolkit that make such files answer the event :data:`EVENT`, which comes when all pages
have been read and before any is written, and only if something has changed. They *offer* every
file that there is to be, with a hash of what it is made of, and hear whether it must be written.
What nobody offers any more is removed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from .stale_files import output_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from .answers import Answers

EVENT = "briefing-make"
"""Emitted with a :class:`Made`."""


class Made:
    """What this build makes, compared with what the last one made.

    :param before: the hashes of the last build, by path in the output.
    :param note: writes a name to the journal, so that a killed build is put right by the next.
    :param files_too: whether all files are due; pages are due then as well.
    :param pages_too: whether all pages are due: what stands around each has changed.
    """

    def __init__(
        self,
        builder: Builder,
        answers: Answers,
        before: Mapping[str, str],
        note: Callable[[str], None],
        *,
        files_too: bool,
        pages_too: bool,
    ) -> None:
        self.builder = builder
        self.answers = answers
        self.now: dict[str, str] = {}
        """The hashes of this build, by path in the output."""
        self.pages: set[str] = set()
        """The names of the pages among them."""
        self._top = Path(builder.outdir)
        self._before = before
        self._note = note
        self._files_too = files_too
        self._pages_too = pages_too

    def offer_page(self, pagename: str, content: str) -> bool:
        """Whether a page without a source must be written.

        :param content: a hash of all that it shows; what stands around it need not be in it.
        """
        path = output_of(self.builder, pagename)
        assert path is not None
        self.pages.add(pagename)
        due = self._files_too or self._pages_too
        return self._offer(path.relative_to(self._top).as_posix(), content, due)

    def offer_file(self, name: str, content: str) -> bool:
        """Whether a file must be written; its name is relative to the output."""
        return self._offer(name, content, self._files_too)

    def _offer(self, name: str, content: str, due: bool) -> bool:
        self.now[name] = content
        if due or self._before.get(name) != content or not (self._top / name).is_file():
            self._note(MARK + name)
            return True
        return False

    @property
    def gone(self) -> list[str]:
        """What the last build made and this one does not, sorted."""
        return sorted(self._before.keys() - self.now.keys())


MARK = "\x1e"
"""What begins a line of the journal that names such a file."""


def setup(app: Sphinx) -> None:
    """Add the event."""
    app.add_event(EVENT)
