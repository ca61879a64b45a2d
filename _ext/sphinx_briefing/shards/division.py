"""The shards of a project: which pages belong to which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from sphinx.util.matching import Matcher

from ..texts import counted

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_NAMED = 3
"""Pages that a message names."""


class DivisionError(ValueError):
    """Shards that are not as a project needs them, in one sentence."""


@dataclass(frozen=True)
class Division:
    """A division of the pages of a project.

    :param names: the names of the shards, in order.
    :param patterns: for each, the patterns of the paths of its files; without any, pages are
        divided by a hash of their names, so that a page stays where it is when others come and go.
    """

    names: tuple[str, ...]
    patterns: Mapping[str, Sequence[str]] | None = None

    @classmethod
    def into(cls, number: int) -> Division:
        """Divide a project into some shards of about the same size.

        :raises DivisionError: if there cannot be so many.
        """
        if not 1 <= number <= MOST:
            raise DivisionError(f"a project has between 1 and {MOST} shards, not {number}")
        return cls(tuple(f"{place}/{number}" for place in range(1, number + 1)))

    @classmethod
    def by_patterns(cls, written: Mapping[str, str | Iterable[str]]) -> Division:
        """Divide a project as ``briefing_shards`` says."""
        patterns = {
            name: (found,) if isinstance(found, str) else tuple(found)
            for name, found in written.items()
        }
        return cls(tuple(patterns), patterns)

    def check_name(self, name: str) -> None:
        """Make sure that there is a shard of a name.

        :raises DivisionError: if not.
        """
        if name not in self.names:
            known = ", ".join(self.names[:8]) + (" …" if len(self.names) > 8 else "")
            raise DivisionError(f"there is no shard {name!r}; there are {known}")

    def parted(
        self, env: BuildEnvironment, docnames: Iterable[str]
    ) -> Iterator[tuple[str, list[str]]]:
        """Each shard that has some of these pages, with those, sorted."""
        found: dict[str, list[str]] = {}
        for docname in sorted(docnames):
            found.setdefault(self.shard_of(env, docname), []).append(docname)
        return ((name, found[name]) for name in self.names if name in found)

    def shard_of(self, env: BuildEnvironment, docname: str) -> str:
        """The name of the shard of a page."""
        if self.patterns is None:
            digest = blake2b(docname.encode("utf-8", "surrogatepass"), digest_size=8).digest()
            return self.names[int.from_bytes(digest) % len(self.names)]
        return self._matching(str(env.doc2path(docname, base=False)))[0]

    def _matching(self, path: str) -> list[str]:
        return [name for name, matches in self._matchers.items() if matches(path)]

    @cached_property
    def _matchers(self) -> Mapping[str, Matcher]:
        return {name: Matcher(list(found)) for name, found in (self.patterns or {}).items()}

    def check(self, env: BuildEnvironment) -> None:
        """Make sure that every page belongs to one shard and to no other.

        :raises DivisionError: if not.
        """
        if self.patterns is None:
            return
        missed: list[str] = []
        shared: list[tuple[str, list[str]]] = []
        for docname in sorted(env.found_docs):
            path = str(env.doc2path(docname, base=False))
            found = self._matching(path)
            if not found:
                missed.append(path)
            elif len(found) > 1:
                shared.append((path, found))
        if shared:
            path, names = shared[0]
            more = f", as do {len(shared) - 1} more" if len(shared) > 1 else ""
            raise DivisionError(
                f"briefing_shards: {path} belongs to {' and '.join(map(repr, names))}{more}; let "
                "the patterns of each shard match pages that no other matches"
            )
        if missed:
            raise DivisionError(
                f"briefing_shards: {_listed(missed)} {'belongs' if len(missed) == 1 else 'belong'} "
                "to no shard; let a pattern match every page, or add a shard for the rest"
            )


MOST = 10_000
"""Shards of a project, at most."""


def _listed(paths: Collection[str]) -> str:
    named = ", ".join([*paths][:_NAMED])
    rest = len(paths) - _NAMED
    return f"{named} and {counted(rest, 'more page')}" if rest > 0 else named
