"""References from pages to records, by roles, fields, front matter and names in prose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from operator import attrgetter

from ..diagnostics.model import Diagnostic
from ..records import Kinds, Record, Source, naming
from .folding import fold
from .mentions import Key, Mentions, Shared
from .names_of_kinds import AllNames
from .newest import NewestNames
from .pages import PAGE, PageFacts
from .reading import Gathered

Mentioned = dict[str, defaultdict[str, set[str]]]
"""By kind and id, the pages that refer to a record; those that refer to a page by its name."""


class Referring:
    """The references of the pages of a build.

    :param names: the names of all records by kind.
    """

    def __init__(
        self,
        pages: Mapping[str, PageFacts],
        records: Mapping[str, Mapping[str, Record]],
        names: AllNames,
        kinds: Kinds,
        newest: NewestNames,
    ) -> None:
        self._newest = newest
        self._kinds = kinds
        self._pages = pages
        self._records = records
        self._names = names
        self._shared: dict[frozenset[Key], tuple[str, str, tuple[Key, ...]]] = {}
        self.named_on: dict[str, list[tuple[int, str, str]]] = {}
        """By page, what its prose names: place in it, kind and id."""
        self.names_on: dict[str, bytes] = {}
        """By page, a digest of the names that stand in its prose, and whom they mean."""

    def mentions(self, prose: Mentions, topics: Mapping[str, tuple[str, ...]]) -> Mentioned:
        """By kind and id, the pages that refer to a record.

        :param topics: the topics of pages.
        """
        found: Mentioned = {kind: defaultdict(set) for kind in (*self._kinds, PAGE)}
        for docname, page in self._pages.items():
            for reference in page.references:
                if reference.kind == PAGE:
                    found[PAGE][reference.target].add(docname)
                elif not reference.option:
                    shared = self._newest.may_be_shared((reference.target,))
                    names = self._newest.on_page(docname) if shared else self._names
                    identifier = names[reference.kind].find(reference.target).id
                    if identifier:
                        found[reference.kind][identifier].add(docname)
        self._add_prose(prose, found)
        for docname, named in topics.items():
            for topic in named:
                found["topic"][topic].add(docname)
        self._add_fields(found)
        self._add_publishers(found)
        return found

    def _add_prose(self, prose: Mentions, found: Mentioned) -> None:
        texts = [
            (docname, run.owner, run.text)
            for docname, page in self._pages.items()
            if page.autolink
            for run in page.prose
        ]
        shared: list[Shared] = []
        names: dict[int, set[str]] = {}
        mentions = prose.find_in([text for _docname, _owner, text in texts], shared, names)
        named_on: dict[str, set[str]] = {}
        for number, known in names.items():
            named_on.setdefault(texts[number][0], set()).update(known)
        self.names_on = {page: prose.digest_of(known) for page, known in named_on.items()}
        for (docname, owner, _text), named in zip(texts, mentions, strict=True):
            for start, _end, kind, identifier in named:
                if (kind, identifier) != owner:
                    self.named_on.setdefault(docname, []).append((start, kind, identifier))
                    found[kind][identifier].add(docname)
        for number, name, keys in shared:
            docname, owner, _text = texts[number]
            if owner not in keys:
                use = (docname, name, keys)
                self._shared[frozenset(keys)] = min(use, self._shared.get(frozenset(keys), use))

    def _add_fields(self, found: Mentioned) -> None:
        for kind, entries in self._records.items():
            for item in naming(self._kinds[kind]):
                if item.name == item.shape.refers == "source":
                    continue  # provenance is not a mention
                names_in, keys = attrgetter(item.attribute), item.shape.keys
                for record in entries.values():
                    if record.docname in self._pages:  # and on no page of another house
                        for of, identifier in keys(names_in(record)):
                            found[of][identifier].add(record.docname)

    def _add_publishers(self, found: Mentioned) -> None:
        """Authors and publishers of sources may be actors, and need not be."""
        names = self._names["actor"]
        for source in self._records["source"].values():
            if isinstance(source, Source) and source.docname in self._pages:
                for name in filter(None, (*source.author, source.publisher)):
                    if actor := names.find(name, suggest=False).id:
                        found["actor"][actor].add(source.docname)

    def shared(self, gathered: Gathered) -> list[Diagnostic]:
        """Names of several records that prose uses, each said once, at the second record.

        An alias that several records share is nobody's name: it is not linked, and that is all.
        """
        reports = []
        for docname, name, keys in self._shared.values():
            named = sorted(
                keys, key=lambda key: (self._record(key).docname, self._record(key).line, key)
            )
            titles = {fold(self._record(key).title_text) for key in named}
            own = any(not gathered.entries[key].anchor for key in named if key in gathered.entries)
            if not own or fold(name) not in titles:
                continue
            first, second = self._record(named[0]), self._record(named[1])
            path = gathered.path(*named[1])
            others = gathered.path(*named[0]) or self._pages[first.docname].path or first.docname
            reports.append(
                Diagnostic(
                    second.docname,
                    second.line,
                    "ambiguous",
                    f"{named[1][0]} {second.id!r} shares the name {name!r} with {named[0][0]} "
                    f"{first.id!r} ({others}:{first.line}), so that page {docname!r} is not linked "
                    "where it uses it; give one of them another name, or 'link: no'",
                    path,
                )
            )
        return reports

    def _record(self, key: Key) -> Record:
        return self._records[key[0]][key[1]]
