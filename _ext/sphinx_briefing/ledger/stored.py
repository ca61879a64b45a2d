"""The facts of all pages: bytes at rest, decoded when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .pages import PageFacts, pack, unpack


class StoredPages(Mapping[str, PageFacts]):
    """A mapping of docnames to facts over a dictionary of their packed form.

    An environment of ten thousand pages is loaded, merged and pickled without decoding one. What
    is changed is an open page; it must be sealed before the dictionary is taken elsewhere.

    :param packed: the dictionary, which this mapping keeps up to date.
    """

    def __init__(self, packed: dict[str, bytes]) -> None:
        self._packed = packed
        self._decoded: dict[str, PageFacts] = {}
        self._open: dict[str, PageFacts] = {}
        self.touched = False
        """Whether any page has been opened, taken or forgotten since the environment was loaded."""

    def open(self, docname: str) -> PageFacts:
        """The facts of a page to be changed, made when there are none yet."""
        self.touched = True
        if docname not in self._open:
            known = self._packed.get(docname)
            self._open[docname] = unpack(known) if known else PageFacts(docname)
            self._decoded.pop(docname, None)
        return self._open[docname]

    def seal(self, docname: str) -> None:
        """Pack a page that was open."""
        page = self._open.pop(docname, None)
        if page is not None:
            self._packed[docname] = pack(page)

    def forget(self, docname: str) -> None:
        """Drop a page."""
        self.touched = True
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
            self._decoded[docname] = unpack(self._packed[docname])
        return self._decoded[docname]

    def __contains__(self, docname: object) -> bool:
        return docname in self._open or docname in self._packed

    def __iter__(self) -> Iterator[str]:
        yield from sorted(self._packed.keys() | self._open.keys())

    def __len__(self) -> int:
        return len(self._packed.keys() | self._open.keys())
