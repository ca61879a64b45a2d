"""The texts of pages, as they are printed.

Sphinx hands every page that it writes to its index. We take its text there, and keep it beside the
output for the pages that the next build does not write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from docutils import nodes

from ...files import write_atomically
from ...presentation.marks import ANNEX, BLOCK, FACT, MARKER, MARKING

if TYPE_CHECKING:
    from sphinx.builders import Builder

_ADDRESS = ("https://", "http://")
_LEFT_OUT = (
    nodes.comment, nodes.raw, nodes.math, nodes.math_block, nodes.system_message, nodes.meta,
    nodes.label, nodes.substitution_definition, nodes.footnote_reference,
)  # fmt: skip
_AROUND = frozenset({BLOCK, ANNEX, FACT, MARKING})
PARTED = "\x1e"
"""What stands between a page's own words and the others."""


class Texts:
    """The texts of the pages of one output.

    :param builder: whose index is listened to.
    """

    def __init__(self, builder: Builder) -> None:
        self._path = _path_of(builder)
        self.heard: dict[str, str] = {}
        """By page that is written in this build, its text."""
        self._listen(builder)

    def _listen(self, builder: Any) -> None:
        index_page = builder.index_page

        def index_and_hear(pagename: str, doctree: nodes.document, title: str) -> None:
            index_page(pagename, doctree, title)
            metadata = builder.env.metadata.get(pagename, {})
            hidden = {"no-search", "nosearch"} & metadata.keys()
            self.heard[pagename] = "" if hidden else text_of(doctree)

        builder.index_page = index_and_hear

    def of(self, docnames: Iterable[str]) -> Mapping[str, str]:
        """The texts of pages, those of earlier builds included."""
        known = self._stored()
        return {page: self.heard.get(page, known.get(page, "")) for page in docnames}

    def _stored(self) -> dict[str, str]:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, str])
        except (OSError, msgspec.MsgspecError):
            return {}

    def keep(self, texts: Mapping[str, str]) -> None:
        """Keep texts for the next build."""
        encoded = encoded_texts(texts)
        if not self._path.is_file() or self._path.read_bytes() != encoded:
            write_atomically(self._path, encoded)


def _path_of(builder: Builder) -> Path:
    return Path(builder.outdir, f".briefing-texts-{builder.name}.json")


def forget(builder: Builder) -> None:
    """Remove what is kept of an output."""
    _path_of(builder).unlink(missing_ok=True)


def encoded_texts(texts: Mapping[str, str]) -> bytes:
    """Texts as they are kept."""
    return msgspec.json.encode(texts, order="sorted")


def digest_of(texts: Mapping[str, str]) -> str:
    """A hash of texts."""
    return blake2b(encoded_texts(texts), digest_size=16).hexdigest()


def text_of(document: nodes.Element) -> str:
    """The text of a page: its own words, and after :data:`PARTED` what stands around them.

    The facts of its title block and of its records, and its annexes, say nothing by which a reader
    would know it again. The numbers of sources and bare addresses are left out.
    """
    own: list[str] = []
    around: list[str] = []
    _collect(document, own, around)
    text = PARTED.join(_in_one_line("".join(texts)) for texts in (own, around))
    # Half a character of two cannot be written down.
    return text if text.isascii() else text.encode("utf-16", "replace").decode("utf-16")


def _in_one_line(text: str) -> str:
    """A text in one line, without the gaps that the numbers of sources leave."""
    return re.sub(r" +(?=[.,;:!?)])", "", " ".join(text.split()))


def _collect(node: nodes.Element, own: list[str], around: list[str]) -> None:
    for child in node.children:
        if isinstance(child, nodes.Text):
            text = str(child)
            if not text.startswith(_ADDRESS):
                own.append(text)
        elif isinstance(child, nodes.Element) and not isinstance(child, _LEFT_OUT):
            known = child.attributes
            classes = known["classes"]
            if MARKER in known or "no-search" in classes:
                continue
            is_around = not _AROUND.isdisjoint(known) or "brief-details" in classes
            _collect(child, around if is_around else own, around)
            if not isinstance(child, nodes.Inline):
                (around if is_around else own).append(" ")
