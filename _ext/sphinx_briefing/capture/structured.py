"""All that a page says of itself for machines: JSON-LD, microdata, and ``meta`` elements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

_DEPTH = 12
_MOST = 2000
"""Things of a page, at most."""
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "about", "itemReviewed")
"""Properties in which the page's own article may be."""


@dataclass(slots=True)
class Thing:
    """Something that schema.org has a word for."""

    types: tuple[str, ...]
    properties: Mapping[str, Any]
    is_top: bool = True

    def texts(self, *names: str) -> list[str]:
        """The texts of the first of some properties that has any."""
        for name in names:
            found = [text for value in _listed(self.properties.get(name)) if (text := _text(value))]
            if found:
                return found
        return []

    def text(self, *names: str) -> str:
        """The first text of some properties."""
        return next(iter(self.texts(*names)), "")

    def things(self, name: str) -> list[Thing]:
        """The values of a property as things; a plain text is one that has a name alone."""
        return [
            Thing(_types(value), value)
            if isinstance(value, dict)
            else Thing((), {"name": str(value)})
            for value in _listed(self.properties.get(name))
            if isinstance(value, (dict, str))
        ]


@dataclass(slots=True)
class Declared:
    """All that a page declares."""

    things: list[Thing] = field(default_factory=list)
    metas: Mapping[str, list[str]] = field(default_factory=dict)
    links: Mapping[str, list[str]] = field(default_factory=dict)

    def meta(self, *names: str) -> str:
        """The first value of some ``meta`` elements, the first name that has one."""
        return next((value for name in names for value in self.metas.get(name, ())), "")

    def all_metas(self, *names: str) -> list[str]:
        """The values of the first of some names that has any."""
        return next((self.metas[name] for name in names if self.metas.get(name)), [])


def declared(tree: HtmlElement, url: str) -> Declared:
    """All that a page declares."""
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or ""
        if not name and meta.getparent() is not None and meta.getparent().tag == "head":
            name = meta.get("itemprop") or ""
        value = " ".join((meta.get("content") or "").split())
        if name and value:
            metas.setdefault(name.strip().lower(), []).append(value)
    links: dict[str, list[str]] = {}
    for link in tree.iter("link"):
        for relation in (link.get("rel") or "").lower().split():
            if target := (link.get("href") or "").strip():
                links.setdefault(relation, []).append(target)
    return Declared([*_json_ld(tree), *_microdata(tree, url)], metas, links)


def _json_ld(tree: HtmlElement) -> Iterator[Thing]:
    found: list[Thing] = []
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        if kind.partition(";")[0].strip() == "application/ld+json":
            _collect(_json(script.text or ""), found, _DEPTH, is_top=True)
    nodes = {
        thing.properties["@id"]: thing.properties
        for thing in found
        if isinstance(thing.properties.get("@id"), str) and len(thing.properties) > 1
    }
    for thing in found[:_MOST]:
        yield Thing(thing.types, _resolved(thing.properties, nodes), thing.is_top)


def _json(text: str) -> Any:
    """The value of a script, which pages often write badly."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = text.removeprefix("//<![CDATA[").removesuffix("//]]>").rstrip(";").strip()
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    import jstyleson

    try:
        return json.loads(jstyleson.dispose(text), strict=False)
    except (ValueError, RecursionError, IndexError):
        return None


def _collect(value: Any, found: list[Thing], depth: int, *, is_top: bool) -> None:
    if depth < 0 or len(found) > _MOST:
        return
    if isinstance(value, list):
        for one in value:
            _collect(one, found, depth - 1, is_top=is_top)
    elif isinstance(value, dict):
        found.append(Thing(_types(value), value, is_top))
        for name in _NESTED:
            _collect(value.get(name), found, depth - 1, is_top=is_top and name == "@graph")
        for name in ("author", "publisher", "isPartOf"):
            _collect(value.get(name), found, min(depth - 1, 1), is_top=False)


def _resolved(node: Mapping[str, Any], nodes: Mapping[str, Any]) -> dict[str, Any]:
    """A node whose references to other nodes of the page are these nodes."""

    def one(value: Any) -> Any:
        if isinstance(value, dict) and len(value) <= 2 and (key := value.get("@id")):
            other = nodes.get(key) if isinstance(key, str) else None
            return {**other, **value} if other else value
        return [one(each) for each in value] if isinstance(value, list) else value

    return {name: one(value) for name, value in node.items()}


def _types(value: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        str(one).rstrip("/").rpartition("/")[2].rpartition(":")[2]
        for one in _listed(value.get("@type"))
    )


def _microdata(tree: HtmlElement, url: str) -> Iterator[Thing]:
    if next(tree.iterfind(".//*[@itemscope]"), None) is None:
        return
    from extruct.w3cmicrodata import MicrodataExtractor

    extractor = MicrodataExtractor(strict=False)
    for item in extractor.extract_items(tree, base_url=url or "https://example.org/")[:_MOST]:
        properties = _plain(item, _DEPTH)
        if isinstance(properties, dict):
            yield Thing(_types(properties), properties)


def _plain(value: Any, depth: int) -> Any:
    """An item of microdata in the form that JSON-LD has."""
    if depth < 0:
        return None
    if isinstance(value, list):
        return [_plain(one, depth - 1) for one in value]
    if not isinstance(value, dict):
        return value
    found = {name: _plain(one, depth - 1) for name, one in value.get("properties", {}).items()}
    return found | {"@type": value.get("type", ())}


def _listed(value: Any) -> Iterable[Any]:
    if value is None:
        return ()
    return value if isinstance(value, (list, tuple)) else (value,)


def _text(value: Any) -> str:
    """A value as text: of a node its name, or its address."""
    if isinstance(value, dict):
        for name in ("name", "@value", "headline", "@id", "url"):
            if isinstance(value.get(name), str):
                return _text(value[name])
        return ""
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        from html import unescape

        return " ".join(unescape(str(value)).split())
    return ""
