"""Names of other projects, which intersphinx finds in their inventories.

An inventory may change while no page does: what refers to one of its names is then due.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

Known = dict[str, tuple[float, str]]
"""By address of a project, when its inventory was fetched, and a hash of it."""

Meaning = tuple[str, str, Any]
"""A project, a kind of object, and the entry of the inventory."""

_shown = attrgetter("project_name", "project_version", "uri", "display_name")


def digest_of(env: BuildEnvironment, known: Known) -> str:
    """A hash of all inventories of this build; empty where there is none.

    :param known: the hashes of inventories that have been fetched before; brought up to date.
    """
    found: list[str] = []
    fetched: dict[str, Any] = getattr(env, "intersphinx_cache", {})
    mapping: Mapping[str, Any] = getattr(env.config, "intersphinx_mapping", {}) if fetched else {}
    for name, (_, (address, places)) in sorted(mapping.items()):
        if address in fetched:
            _, when, inventory = fetched[address]
            is_file = not any(place is None or "://" in place for place in places)
            if is_file or known.get(address, (0, ""))[0] != when:  # a file is read in every build
                lines = "\n".join(
                    f"{kind} {name} {_shown(entry)}"
                    for kind, entries in sorted(inventory.items())
                    for name, entry in entries.items()
                )
                encoded = lines.encode("utf-8", "surrogatepass")
                known[address] = when, blake2b(encoded, digest_size=16).hexdigest()
            found.append(f"{name} {address} {known[address][1]}")
    return "\x1f".join(found)


def names_in(env: BuildEnvironment) -> Mapping[str, list[Meaning]]:
    """The meanings of the names of other projects, as references may spell them."""
    found: dict[str, list[Meaning]] = {}
    projects: Mapping[str, Any] = getattr(env, "intersphinx_named_inventory", {})
    for project, inventory in sorted(projects.items()):
        for kind, entries in inventory.items():
            for name, entry in entries.items():
                meaning = project, kind, entry
                found.setdefault(name, []).append(meaning)
                if (lower := name.lower()) != name:
                    found.setdefault(lower, []).append(meaning)
    return found


def spelled_out(meanings: list[Meaning]) -> list[str]:
    """Meanings as text, in one order."""
    return sorted(f"{project} {kind} {_shown(entry)}" for project, kind, entry in meanings)
