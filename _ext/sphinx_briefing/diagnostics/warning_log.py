"""What was said of pages, kept so that every build says it.

Sphinx warns of a page while it reads or writes it: a second build, which does neither, ends well
with ``-W`` though nothing has been mended. Here the warnings about every page are heard and kept:
those of reading in the environment, with what was read; those of writing beside the output.
"""

from __future__ import annotations

import logging as standard_logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
from docutils import nodes
from sphinx.util import logging
from sphinx.util.logging import NAMESPACE, MemoryHandler, get_node_location

from ..domain import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

ABOUT = "briefing_page"
"""The attribute of a log record that names the page it is about, or another file that is made.

Whoever warns of what has no page gives it: ``logger.warning(…, extra={ABOUT: "dossiers/all"})``.
"""

_AGAIN = "briefing_again"
"""The attribute of a log record that repeats what has been heard before."""


_HERE = "\x1e"


class Warned(msgspec.Struct, frozen=True, array_like=True, order=True, omit_defaults=True):
    """A warning as it was said; :data:`_HERE` stands for the folder of the sources."""

    place: str
    message: str
    type: str = ""
    subtype: str = ""
    level: int = standard_logging.WARNING


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[Warned]).decode


class WarningLog(standard_logging.Handler):
    """Hears the warnings of one build.

    Worker processes tell the page that they read with each warning; the parent hears it again.
    """

    def __init__(self, app: Sphinx) -> None:
        super().__init__(standard_logging.WARNING)
        self._app = app
        self._sources = f"{app.srcdir}{os.sep}"
        self._is_reading = False
        self._is_writing = False
        self._page = ""
        self._read: dict[str, list[Warned]] = {}
        self._resolving: dict[str, list[Warned]] = {}
        self.written: dict[str, list[Warned]] = {}
        """What was said of each page, or of another file, while it was written."""

    def emit(self, record: standard_logging.LogRecord) -> None:
        """Hear a warning."""
        if hasattr(record, _AGAIN) or not (self._is_reading or self._is_writing):
            return
        place = self._place(getattr(record, "location", None))
        open_page = str(self._app.env.temp_data.get("docname") or "")
        page = getattr(record, ABOUT, "") or open_page or self._page_at(place)
        if not page:
            return
        setattr(record, ABOUT, page)
        warned = Warned(
            place.replace(self._sources, _HERE),
            record.getMessage().replace(self._sources, _HERE),
            getattr(record, "type", None) or "",
            getattr(record, "subtype", None) or "",
            record.levelno,
        )
        _note(self._read if self._is_reading else self.written, page, warned)
        if self._is_writing and open_page:
            _note(self._resolving, page, warned)

    def _place(self, location: Any) -> str:
        """File and line as they are printed, or the name of a page where no line is known."""
        if isinstance(location, nodes.Node):
            location = get_node_location(location)
        elif isinstance(location, tuple):
            docname, line = location
            location = f"{self._app.env.doc2path(docname)}:{line}" if docname and line else docname
        return str(location or "")

    def _page_at(self, place: str) -> str:
        """The page that a place is on; in an included file, that which is being written."""
        env, builder = self._app.env, self._app.builder
        path, line, _ = place.rpartition(":")
        docname = env.path2doc(path) if line else place
        if docname in env.found_docs:
            return str(docname)
        if place and self._is_writing and not getattr(builder, "parallel_ok", False):
            return self._page
        return str(getattr(builder, "making", ""))

    # -- what is read ---------------------------------------------------------------------------

    def listen(self) -> None:
        """Begin to hear, before others who hear the same; a worker begins anew."""
        handlers = standard_logging.getLogger(NAMESPACE).handlers
        if self not in handlers:
            handlers.insert(0, self)

    def begin_reading(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Handle ``env-before-read-docs``."""
        self._is_reading = True
        self.listen()

    def read_source(self, app: Sphinx, docname: str, content: list[str]) -> None:
        """Handle ``source-read``, in workers too."""
        if self._is_reading:
            self.listen()

    def read_anew(self, docnames: Iterable[str]) -> None:
        """Forget what has been said of pages in this build, as they are read once more."""
        for docname in docnames:
            self._read.pop(docname, None)

    def end_reading(self, pages: AbstractSet[str]) -> None:
        """Say what there is to say of all pages, in their order.

        :param pages: the pages that have been read or forgotten in this build.
        """
        self._is_reading = False
        env = self._app.env
        kept: dict[str, bytes] = domain_of(env).data["warnings"]
        for docname in pages:
            kept.pop(docname, None)
            if docname in self._read and docname in env.found_docs:
                kept[docname] = _encode(self._read[docname])
        held = _take_back()
        for docname in sorted(kept.keys() | self._read.keys()):
            if docname in kept and (held or docname not in self._read):
                self.say(_decode(kept[docname]))
            if (
                held and docname in self._read and docname not in pages
            ):  # what joins the results of workers spoke of it
                self.say(self._read[docname])

    # -- what is written ------------------------------------------------------------------------

    def begin_writing(self) -> None:
        """Hear what is said of the pages that are written from now on."""
        self._is_writing = True
        self.listen()

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Hear, and let nobody else hear, what is said while pages are resolved to be compared."""
        kept, self.written = self.written, {}
        self._is_writing = True
        with logging.suppress_logging():
            self.listen()
            yield
        self._is_writing = False
        self.written = kept

    def resolved(self, docname: str) -> list[str]:
        """What was said of a page while it was resolved; it is written now."""
        self._page = docname
        said = self._resolving.pop(docname, ())
        return sorted(f"{warned.place}: {warned.message}" for warned in said)

    def end_writing(
        self, before: Mapping[str, list[Warned]], stays: Callable[[str], bool]
    ) -> dict[str, list[Warned]]:
        """Say again what was said of pages that are not written anew.

        :param before: what earlier builds heard.
        :param stays: whether a page, or another file, is as an earlier build has left it.
        :returns: all that is said of pages now.
        """
        self._is_writing = False
        for name, said in sorted(before.items()):
            if name not in self.written and stays(name):
                self.written[name] = said
                self.say(said)
        return {name: sorted(said) for name, said in sorted(self.written.items())}

    def say(self, said: Iterable[Warned]) -> None:
        """Say what has been said before."""
        for warned in said:
            logger.log(
                warned.level,
                "%s",
                warned.message.replace(_HERE, self._sources),
                type=warned.type,
                subtype=warned.subtype,
                location=warned.place.replace(_HERE, self._sources) or None,
                extra={_AGAIN: True},
            )


def _note(said: dict[str, list[Warned]], page: str, warned: Warned) -> None:
    known = said.setdefault(page, [])
    if warned not in known:
        known.append(warned)


def _take_back() -> bool:
    """Take back what was said while pages were read and nobody has heard yet.

    Sphinx holds it until all pages are read, unless a warning is to end the build at once.
    """
    held = [
        handler
        for handler in standard_logging.getLogger(NAMESPACE).handlers
        if isinstance(handler, MemoryHandler)
    ]
    for handler in held:
        handler.buffer = [record for record in handler.buffer if not hasattr(record, ABOUT)]
    return bool(held)
