"""The one meaning of markings, for every check, page, feed and file.

A record has its own marking, else its page's; a page or record without one has that of the house
(``briefing_unmarked``). What cannot be read counts as :data:`STRICTEST`. Pure Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from types import MappingProxyType
from typing import Protocol

from .vocabularies import TLP

STRICTEST = TLP.values[-1]
OPEN = TLP.values[0]

_KEYS = frozenset(
    {"tlp", "marking", "markings", "classification", "protective-marking", "sensitivity",
     "traffic-light", "traffic-light-protocol"}
)  # fmt: skip
"""Keys of front matter by which people mark pages; only the first is ours."""
_MARKS = re.compile(r"secret|confidential|restricted|official|sensitive|internal|vs-?nfd", re.I)
_WORDS = re.compile(rf"tlp|\b({'|'.join(sorted(_KEYS))})[\"']?\s*[:=]", re.I)


class Marked(Protocol):
    """A thing on a page that may have a marking of its own."""

    @property
    def tlp(self) -> str | None:
        """Its own marking."""

    @property
    def docname(self) -> str:
        """The page that it stands on."""


class Markings:
    """The markings of a corpus.

    :param pages: the marking that each page has been given, by docname; others have none.
    :param unmarked: what counts for a page or record without a marking.
    :param holds: the strictest marking of the passages of each page, where there are any.
    """

    def __init__(
        self,
        pages: Mapping[str, str],
        unmarked: str = OPEN,
        holds: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._pages = pages
        self._unmarked = unmarked
        self._holds = holds

    def seen_through(self, look_up: Callable[[Mapping[str, str]], Mapping[str, str]]) -> Markings:
        """The same, with all that is looked up looked up through something else."""
        return Markings(look_up(self._pages), self._unmarked, self._holds)

    def of_page(self, docname: str) -> str:
        """The marking of a page, be it one of ours or not."""
        return self._pages.get(docname) or self._unmarked

    @cached_property
    def lowest(self) -> str:
        """The most open marking that any page may have."""
        return min((self._unmarked, *self._pages.values()), key=rank_of)

    @cached_property
    def highest(self) -> str:
        """The strictest marking of any page."""
        return strictest((self._unmarked, *self._pages.values()))

    def of(self, what: Marked) -> str:
        """The marking of a record, a note or a brief."""
        return what.tlp or self.of_page(what.docname)

    def may_show(self, what: Marked, open_to: str) -> bool:
        """Whether a record, a note or a brief may be printed where some readers see it."""
        return may_show(self.of(what), open_to)

    def may_show_page(self, docname: str, open_to: str) -> bool:
        """Whether what stands on a page, or its title, may be printed where some readers see it."""
        return may_show(self.of_page(docname), open_to)

    def printed(self, what: Marked) -> str:
        """The marking that is printed with something; empty where nobody has marked anything."""
        return what.tlp or self.printed_on(what.docname)

    def printed_on(self, docname: str) -> str:
        """The marking that a page bears; that of a house is printed unless it is open to all."""
        marking = self.of_page(docname)
        return marking if docname in self._pages or marking != OPEN else ""

    def borne_by(self, docname: str) -> str:
        """The marking at the head of a page: no weaker than that of any passage on it."""
        return strictest((self.printed_on(docname), self._holds.get(docname, "")))

    def written(self) -> list[tuple[str, str]]:
        """The pages that say how they are marked, sorted, each with its marking."""
        return sorted(self._pages.items())

    def is_written(self, docname: str) -> bool:
        """Whether the page itself says how it is marked."""
        return docname in self._pages


def read_marking(written: str) -> str:
    """The marking that a text means: ``TLP:RED``, ``RED`` and ``red`` are the same.

    :raises ValueError: if it means none.
    """
    return TLP.read(written)


def badge_of(tlp: str) -> str:
    """A marking as it is printed: ``TLP:GREEN``."""
    return TLP.label(tlp)


@cache
def rank_of(tlp: str) -> int:
    """The place of a marking among all, from the most open one."""
    return TLP.rank(tlp)


def is_stricter(tlp: str, than: str) -> bool:
    """Whether a marking is for fewer readers than another."""
    return rank_of(tlp) > rank_of(than)


def may_show(marking: str, open_to: str) -> bool:
    """Whether what bears a marking may be printed where those see it who may see another one.

    All that prints, lists, feeds or sends anything asks this, or :meth:`Markings.may_show`.
    """
    return not is_stricter(marking, open_to)


def strictest(markings: Iterable[str]) -> str:
    """The marking for the fewest readers among some; empty where there is none."""
    return max(filter(None, markings), key=rank_of, default="")


def is_marking_key(key: str) -> bool:
    """Whether a key of front matter is meant to mark its page, whoever reads it.

    >>> [key for key in ("tlp", "TLP", "TLP level", "Marking", "title") if is_marking_key(key)]
    ['tlp', 'TLP', 'TLP level', 'Marking']
    """
    plain = re.sub(r"[\s_-]+", "-", key.strip().lower())
    return plain in _KEYS or "tlp" in plain or plain == "tpl"


def may_mark(text: str) -> bool:
    """Whether a block that cannot be read may hold a marking; its comments do not count."""
    return bool(_WORDS.search(re.sub(r"^\s*#.*$", "", text, flags=re.M)))


def marks(name: str, value: str) -> bool:
    """Whether a field that is not ``tlp`` says who may read a record; others classify, too."""
    if not is_marking_key(name) or "tlp" in name.lower() or "marking" in name.lower():
        return is_marking_key(name)
    try:
        return bool(read_marking(value))
    except ValueError:
        return bool(_MARKS.search(value))
