"""A builder tells of which pages it gives a page the address.

A page that links to another one has its address, and often its title, in the output. Tables of
contents, navigation and themes link as references do, and nobody but the builder knows of all.

Works round: ``Builder.get_relative_uri`` is asked by all of them, and there is no event for it. No
issue is known.
Seen in: Sphinx 8.2 and 9.0.
Can go when: Sphinx has an event for an address that is given out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sphinx.errors import NoUri

if TYPE_CHECKING:
    from sphinx.builders import Builder


def note_links(builder: Builder, note: Callable[[str, str], object]) -> None:
    """Tell of every page that another one is given the address of.

    :param note: called with the page that asks and the page that it asks for.
    """
    relative = builder.get_relative_uri

    def noting(from_: str, to: str, typ: str | None = None) -> str:
        note(from_, to)
        try:
            return relative(from_, to, typ)
        except NotImplementedError:  # a builder that writes no pages, and knows no addresses
            raise NoUri(to, typ) from None

    builder.get_relative_uri = noting  # type: ignore[method-assign]
