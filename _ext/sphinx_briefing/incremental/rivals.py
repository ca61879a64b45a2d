"""Pages that define the same name, of which Sphinx keeps the one that was read last.

A name that is defined twice (a label, a term, a citation, a function) means what the last page
defines, and the warning stands at that page. When one of them is read again, it becomes the last;
when it goes, the name goes with it. Such pages are read together, in the order of their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_NUMBERED = re.compile(r"(id|index-|term-|toctree-)?\d+")
"""Ids that are given by number, and not by name."""

_NO_LABELS = (nodes.footnote, addnodes.desc_signature)


def names_of(app: Sphinx, document: nodes.document) -> tuple[str, ...]:
    """The names that a page defines for all pages, sorted."""
    found = {f"label {name}" for name in _labels(document)}
    for node in document.findall(nodes.Element):
        if isinstance(node, nodes.term):
            if node["ids"]:
                found.add(f"term {node.astext().lower()}")
        elif isinstance(node, nodes.citation):
            found.add(f"citation {node[0].astext()}")
        elif isinstance(node, nodes.math_block):
            if node.get("label"):
                found.add(f"equation {node['label']}")
        elif isinstance(node, (addnodes.desc_signature, addnodes.production, nodes.target)):
            found.update(f"object {name}" for name in node["ids"] if not _NUMBERED.fullmatch(name))
    if "sphinx.ext.autosectionlabel" in app.extensions:
        found.update(f"label {name}" for name in _titles(document))
    return tuple(sorted(found))


def _labels(document: nodes.document) -> Iterator[str]:
    for name, is_explicit in document.nametypes.items():
        node = document.ids.get(document.nameids.get(name) or "")
        if not is_explicit or node is None or isinstance(node, _NO_LABELS):
            continue
        if "refuri" not in node:
            yield name


def _titles(document: nodes.document) -> Iterator[str]:
    for section in document.findall(nodes.section):
        title = section[0]
        yield nodes.fully_normalize_name(getattr(title, "rawsource", title.astext()))


def groups_of(names: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """By page, the pages that share names with it, directly or by way of others, itself included.

    :param names: what each page defines. Pages that share nothing are left out.
    """
    groups: dict[str, list[str]] = {}
    holder: dict[str, str] = {}
    for page, defined in sorted(names.items()):
        for name in defined:
            other = holder.setdefault(name, page)
            if other != page:
                _join(groups, other, page)
    return {page: sorted(group) for page, group in sorted(groups.items())}


def _join(groups: dict[str, list[str]], one: str, other: str) -> None:
    first, second = groups.get(one, [one]), groups.get(other, [other])
    if first is second:
        return
    if len(first) < len(second):
        first, second = second, first
    first += second
    groups.update(dict.fromkeys(second, first))
    groups[first[0]] = first


def rivals_of(pages: Iterable[str], groups: Mapping[str, Iterable[str]]) -> set[str]:
    """The pages that share names with some pages, those included as far as they do."""
    return {other for page in pages for other in groups.get(page, ())}
