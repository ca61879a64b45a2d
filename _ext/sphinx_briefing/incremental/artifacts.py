"""Outputs beside the pages of authors: pages without a source, and files of data.

Parts of the toolkit that make such files answer the event :data:`EVENT`, which comes when all pages
have been read and before any is written, and only if something has changed. They *offer* every
file that there is to be, with a hash of what they themselves know of it, hear whether it must be
written, and make it of what :attr:`Artifacts.ledger` answers, which is noted for each file by
itself. What nobody offers any more is removed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..ledger.trace import TracedLedger
from .asked import Questions
from .stale_files import place_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

EVENT = "briefing-make"
"""Emitted with a :class:`Artifacts`."""


class Artifacts:
    """The further outputs of this build, compared with those of the last one.

    :param ledger: what files are made of.
    :param questions: what files have asked.
    :param before: the hashes of the last build, by path in the output.
    :param note: writes a name to the journal, so that a killed build is put right by the next.
    :param files_too: whether all files are due; pages are due then as well.
    :param pages_too: whether all pages are due: what stands around each has changed.
    """

    def __init__(
        self,
        builder: Builder,
        ledger: TracedLedger,
        questions: Questions,
        before: Mapping[str, str],
        note: Callable[[str], None],
        *,
        files_too: bool,
        pages_too: bool,
    ) -> None:
        self.builder = builder
        self.ledger = ledger
        """The ledger as what is made may ask it, in :meth:`making_page` or :meth:`making_file`."""
        self.now: dict[str, str] = {}
        """The hashes of this build, by path in the output."""
        self._questions = questions
        self._top = Path(builder.outdir)
        self._before = before
        self._note = note
        self._files_too = files_too
        self._pages_too = pages_too

    @contextmanager
    def making_page(self, pagename: str) -> Iterator[None]:
        """Note what a page without a source asks meanwhile."""
        with self.making_file(place_of(self.builder, pagename)):
            yield

    @contextmanager
    def making_file(self, name: str) -> Iterator[None]:
        """Note what a file asks meanwhile."""
        with self.ledger.apart() as questions:
            yield
        self._questions.take_written(MARK + name, questions)

    def offer_page(self, pagename: str, content: str) -> bool:
        """Whether a page without a source must be written.

        :param content: a hash of what it is made of besides answers of the ledger; what stands
            around it need not be in it.
        """
        return self._offer(
            place_of(self.builder, pagename), content, self._files_too or self._pages_too
        )

    def offer_file(self, name: str, content: str) -> bool:
        """Whether a file must be written.

        :param name: its path in the output.
        :param content: a hash of what it is made of besides answers of the ledger.
        """
        return self._offer(name, content, self._files_too)

    def _offer(self, name: str, content: str, due: bool) -> bool:
        self.now[name] = content
        entry = MARK + name
        due = due or not self._questions.knows(entry) or self._questions.has_changed(entry)
        if due or self._before.get(name) != content or not (self._top / name).is_file():
            self._note(entry)
            self._questions.take_written(entry, ())
            return True
        return False

    @property
    def gone(self) -> list[str]:
        """The outputs of the last build that this one does not make, sorted."""
        return sorted(self._before.keys() - self.now.keys())


MARK = "\x1e"
"""What begins a line of the journal that names such a file."""


def setup(app: Sphinx) -> None:
    """Add the event."""
    app.add_event(EVENT)
