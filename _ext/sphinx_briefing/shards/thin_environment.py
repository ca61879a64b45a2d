"""An environment for the process of a shard: thin where it holds what few pages show."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, MutableMapping
from copy import copy
from typing import TYPE_CHECKING, Any

from ..domain import BriefDomain

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.environment import BuildEnvironment

KEPT = 2_000
"""Nodes that stay unpacked: more than a page shows."""

TABLES = ("titles", "longtitles", "tocs")
"""The attributes of an environment that hold nodes of every page."""


_FOR_READING = ("files", "snapshot_pages")
"""The data of our domain that are of use only where pages are read."""


class PackedNodes(MutableMapping[str, "nodes.Element"]):
    """A dictionary of nodes by page that takes a twentieth of the memory.

    :param unpacked: the nodes.
    """

    def __init__(self, unpacked: Mapping[str, nodes.Element]) -> None:
        self._packed = {
            name: pickle.dumps(node, pickle.HIGHEST_PROTOCOL) for name, node in unpacked.items()
        }
        self._unpacked: dict[str, nodes.Element] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {"_packed": self._packed, "_unpacked": {}}

    def __getitem__(self, name: str) -> nodes.Element:
        if name not in self._unpacked:
            node = pickle.loads(self._packed[name])
            if len(self._unpacked) >= KEPT:
                self._unpacked.clear()
            self._unpacked[name] = node
        return self._unpacked[name]

    def __setitem__(self, name: str, node: nodes.Element) -> None:
        self._packed[name] = pickle.dumps(node, pickle.HIGHEST_PROTOCOL)
        self._unpacked.pop(name, None)

    def __delitem__(self, name: str) -> None:
        del self._packed[name]
        self._unpacked.pop(name, None)

    def __contains__(self, name: object) -> bool:
        return name in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def thin(env: BuildEnvironment) -> bytes:
    """An environment, pickled, for a process that shows few of its pages."""
    thinned: Any = copy(env)
    for name in TABLES:
        setattr(thinned, name, PackedNodes(getattr(env, name)))
    ours = dict(env.domaindata[BriefDomain.name])
    ours |= {name: {} for name in _FOR_READING}
    derived = dict(ours["derived"])
    derived.pop("objects", None)  # the inventory, which no page shows
    thinned.domaindata = {**env.domaindata, BriefDomain.name: {**ours, "derived": derived}}
    return pickle.dumps(thinned, pickle.HIGHEST_PROTOCOL)
