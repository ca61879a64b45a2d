"""The pages that texts stand on, those that others include among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from .blocks import Block
from .reader import Text, path_of

_INCLUDING = frozenset({"include", "literalinclude"})
_DEEPEST = 20


@dataclass(slots=True)
class Stands:
    """Where a text stands.

    :param open: the pages that hold it and remain, in a place that remains.
    :param closed: the others.
    """

    open: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[str]:
        """Every page that holds it."""
        return [*self.open, *self.closed]


def where_texts_stand(
    texts: Mapping[str, Text], is_open: Callable[[Text, Block | None], bool]
) -> dict[str, Stands]:
    """Tell for each text where it stands; one that no page includes stands nowhere.

    :param is_open: tells whether a text, or a block of it, remains.
    """
    found: dict[str, Stands] = {path: Stands() for path in texts}

    def note(text: Text, docname: str, remains: bool, depth: int) -> None:
        stands = found[text.path]
        which = stands.open if remains else stands.closed
        if docname in which or depth > _DEEPEST:
            return
        which.append(docname)
        for block, path in included(text, docname):
            if path in texts:
                note(texts[path], docname, remains and is_open(text, block), depth + 1)

    for text in texts.values():
        if text.docname:
            note(text, text.docname, is_open(text, None), 0)
    return found


def included(text: Text, docname: str) -> Iterable[tuple[Block, str]]:
    """The files that a text brings in where it stands on a page."""
    for block in text.blocks:
        if block.name in _INCLUDING and block.argument:
            yield block, path_of(docname, block.argument)
