"""The facts of all pages: bytes at rest, decoded when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView

from .pages import PageFacts, pack


class StoredPages(Mapping[str, PageFacts]):
    """A mapping of docnames to facts over a dictionary of their packed form.

    An environment of ten thousand pages is loaded, merged and pickled without decoding one. What
    is changed is an open page; it must be sealed before the dictionary is taken elsewhere.

    :param packed: the dictionary, which this mapping keeps up to date.
    :param unpack: makes the facts of a page from their packed form.
    :param shown: what a build sees of a page that has been read.
    """

    def __init__(
        self,
        packed: dict[str, bytes],
        unpack: Callable[[bytes], PageFacts],
        prune: Callable[[PageFacts], PageFacts] = lambda page: page,
    ) -> None:
        self._packed = packed
        self._unpack = unpack
        self._prune = prune
        self._decoded: dict[str, PageFacts] = {}
        self._open: dict[str, PageFacts] = {}
        self._sorted: dict[str, PageFacts] | None = None
        self.touched = False
        """Whether any page has been opened, taken or forgotten since the environment was loaded."""
        self.keeps_decoded = True
        """Whether pages stay decoded; else each is decoded anew whenever somebody asks, which costs
        little time and spares the memory of all that the ledger does not keep."""

    def open(self, docname: str) -> PageFacts:
        """The facts of a page to be changed, made when there are none yet."""
        self.touched = True
        self._sorted = None
        if docname not in self._open:
            known = self._packed.get(docname)
            self._open[docname] = self._unpack(known) if known else PageFacts(docname)
            self._decoded.pop(docname, None)
        return self._open[docname]

    def seal(self, docname: str) -> None:
        """Pack a page that was open."""
        page = self._open.pop(docname, None)
        self._sorted = None
        if page is not None:
            self._packed[docname] = pack(page)

    def forget(self, docname: str) -> None:
        """Drop a page."""
        self.touched = True
        self._sorted = None
        for kept in (self._open, self._decoded, self._packed):
            kept.pop(docname, None)

    def take(self, docname: str, packed: bytes) -> None:
        """Take a page in its packed form, as another process has read it."""
        self.forget(docname)
        self._packed[docname] = packed

    def __getitem__(self, docname: str) -> PageFacts:
        if docname in self._open:
            return self._open[docname]
        if docname not in self._decoded:
            page = self._prune(self._unpack(self._packed[docname]))
            if not self.keeps_decoded:
                return page
            self._decoded[docname] = page
        return self._decoded[docname]

    def all_known(self) -> Mapping[str, PageFacts]:
        """All pages, as a ledger is made of them."""
        return dict(self.items()) if self.keeps_decoded else self

    def items(self) -> ItemsView[str, PageFacts]:
        """All pages, sorted, decoded."""
        return self._all().items() if self.keeps_decoded else ItemsView(self)

    def values(self) -> ValuesView[PageFacts]:
        """The facts of all pages, in the order of their names."""
        return self._all().values() if self.keeps_decoded else ValuesView(self)

    def _all(self) -> dict[str, PageFacts]:
        if self._open or len(self._decoded) != len(self._packed) or self._sorted is None:
            self._sorted = {docname: self[docname] for docname in self}
        return self._sorted

    def __contains__(self, docname: object) -> bool:
        return docname in self._open or docname in self._packed

    def __iter__(self) -> Iterator[str]:
        yield from sorted(self._packed.keys() | self._open.keys())

    def __len__(self) -> int:
        return len(self._packed.keys() | self._open.keys())
