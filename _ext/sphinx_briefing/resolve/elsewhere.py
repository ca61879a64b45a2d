"""References that no record of this project answers: other projects may, by intersphinx."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


_Inventory = Mapping[str, Mapping[str, object]]
"""Objects of other projects by type and name."""


def answer(env: BuildEnvironment, node: addnodes.pending_xref) -> nodes.Node | None:
    """Ask others to resolve a reference, as Sphinx does for every other domain."""
    content = nodes.inline(node.astext(), node.astext(), classes=["xref"])
    reference = node.deepcopy()
    for domain in _domains(node["reftype"]):
        reference["refdomain"] = domain
        try:
            found: nodes.Node | None = env.events.emit_firstresult(
                "missing-reference", env, reference, content, allowed_exceptions=(NoUri,)
            )
        except NoUri:
            return content
        if found is not None:
            return found
    return None


def is_answered(env: BuildEnvironment, docname: str, kind: str, target: str) -> bool:
    """Whether a name that no record has means something in another project."""
    node = addnodes.pending_xref(
        "",
        nodes.Text(target),
        refdomain="brief",
        reftype=kind,
        reftarget=target,
        refdoc=docname,
        refexplicit=False,
    )
    return answer(env, node) is not None


def is_ignored(config: Config, kind: str, target: str) -> bool:
    """Whether ``nitpick_ignore`` or ``nitpick_ignore_regex`` names a reference."""
    names = {f"{domain}:{kind}" for domain in _domains(kind)}
    if any((name, target) in _pairs(config.nitpick_ignore) for name in names):
        return True
    return any(
        re.fullmatch(of_type, name) and re.fullmatch(of_target, target)
        for of_type, of_target in _pairs(config.nitpick_ignore_regex)
        for name in names
    )


def state(env: BuildEnvironment) -> str:
    """A hash of what decides whether others answer: it can change though no page does."""
    config = env.config
    found = blake2b(digest_size=16)
    found.update(repr(sorted(map(list, config.nitpick_ignore))).encode())
    found.update(repr(sorted(map(list, config.nitpick_ignore_regex))).encode())
    for kind, names in sorted(_inventory(env).items()):
        if kind == "std:term" or kind.startswith("brief:"):
            found.update(repr((kind, sorted(names))).encode())
    return found.hexdigest()


def _inventory(
    env: BuildEnvironment, name: str | None = None
) -> Mapping[str, Mapping[str, object]]:
    """The names that projects of ``intersphinx_mapping``, or one of them, define by type."""
    if "intersphinx_mapping" not in env.config:
        return {}
    from sphinx.ext.intersphinx import InventoryAdapter

    inventories = InventoryAdapter(env)
    return inventories.named_inventory.get(name, {}) if name else inventories.main_inventory


def send_to_glossaries(document: nodes.document, env: BuildEnvironment) -> None:
    """Let ``{external:term}`` find glossaries of projects that are no briefings.

    With our domain as the primary one, Sphinx takes the role for ours.
    """
    for node in document.findall(addnodes.pending_xref):
        is_term = node.get("refdomain") == "brief" and node["reftype"] == "term"
        if is_term and "inventory" in node:
            known = _inventory(env, node["inventory"]).get("brief:term", {})
            if node["reftarget"] not in known:
                node["refdomain"] = "std"


def _domains(kind: str) -> tuple[str, ...]:
    """The domains that may know a name; the standard one has terms of its own."""
    return ("brief", "std") if kind == "term" else ("brief",)


def _pairs(value: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return (tuple(pair) for pair in value)  # type: ignore[misc]  # lists are pairs too
