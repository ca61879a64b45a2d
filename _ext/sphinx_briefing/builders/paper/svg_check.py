"""SVG drawings: whether one may be set, found out before anything draws it.

A drawing may hold pictures of its own and copies of its own parts; it may ask for other files
and other hosts. Typst reads none of these, and leaves out in silence most that it does not read.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

import imagesize

MAX_PIXELS = 60_000_000
"""More than any page can show, and enough to exhaust the memory of a build machine."""

_MAX_ELEMENTS = 500_000
"""Elements of a drawing, once all its copies are drawn."""

_DEEPEST = 200

_LINKS = frozenset({"a", "metadata", "RDF", "Work", "license", "title", "desc"})
"""Elements whose address is a link for readers, and is not loaded."""

_URL = re.compile(r"""url\(\s*['"]?\s*([^'")\s]*)|@import\s+['"]([^'"]*)""")
_STYLESHEET = re.compile(rb"<\?xml-stylesheet\b")
_DATA = re.compile(r"data:([^;,]*)((?:;[^;,]*)*),(.*)", re.DOTALL)


def fault_of(drawing: bytes, level: int = 0) -> str:
    """Return why a drawing is not set, or nothing if it may be.

    >>> fault_of(b"<svg><image href='https://example.org/a.png'/></svg>")
    'it refers to https://example.org/a.png, outside of the drawing'
    """
    if drawing[:2] == b"\x1f\x8b":
        return "it is compressed"
    try:
        root = ET.fromstring(drawing)
    except (ET.ParseError, ValueError, LookupError) as error:
        return f"it is no SVG that can be read: {error}"
    if _STYLESHEET.search(drawing):
        return "it asks for a style sheet outside of the drawing"
    for address in _addresses(root):
        if address.startswith("data:"):
            if why := _embedded(address, level):
                return why
        elif address and not address.startswith("#"):
            return f"it refers to {address[:120]}, outside of the drawing"
    if _elements(root) > _MAX_ELEMENTS:
        return "it is drawn from too many parts"
    width, height = _size(drawing)
    if width * height > MAX_PIXELS and any(_name(node) == "filter" for node in root.iter()):
        return f"its {width} by {height} pixels are too many"
    return ""


def _name(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2]


def _addresses(root: ET.Element) -> Iterator[str]:
    """Return what a drawing would load: pictures, copies, styles, fonts."""
    for node in root.iter():
        name = _name(node)
        for key, text in node.attrib.items():
            plain = key.rpartition("}")[2]
            if plain == "href" and name not in _LINKS:
                yield text.strip()
            elif "url(" in text:
                yield from (match[1] or match[2] or "" for match in _URL.finditer(text))
        if name == "style" and node.text:
            yield from (match[1] or match[2] or "" for match in _URL.finditer(node.text))


def _embedded(address: str, level: int) -> str:
    """Return what is wrong with a picture inside a drawing."""
    match = _DATA.fullmatch(address)
    if match is None or level > 3:
        return "it holds a picture that cannot be read"
    try:
        data = b64decode(match[3]) if "base64" in match[2] else unquote_to_bytes(match[3])
    except ValueError:
        return "it holds a picture that cannot be read"
    if "svg" in match[1]:
        why = fault_of(data, level + 1)
        return f"it holds a drawing that is not set: {why}" if why else ""
    width, height = _size(data)
    if width * height > MAX_PIXELS:
        return f"it holds a picture whose {width} by {height} pixels are too many"
    return ""


def _size(data: bytes) -> tuple[int, int]:
    try:
        width, height = imagesize.get(BytesIO(data))
        return max(int(width), 0), max(int(height), 0)
    except (ValueError, OverflowError, TypeError, AttributeError, KeyError, IndexError):
        return 0, 0


def _elements(root: ET.Element) -> int:
    """Count what is drawn, copies of copies included; more than the most is enough."""
    by_id = {found: node for node in root.iter() if (found := node.get("id"))}
    counted: dict[str, int] = {}

    def count(node: ET.Element, depth: int) -> int:
        total = 0
        for part in node.iter():
            total += 1
            if _name(part) == "use" and total <= _MAX_ELEMENTS:
                total += copies(part, depth + 1)
        return total

    def copies(node: ET.Element, depth: int) -> int:
        href = next((v for k, v in node.attrib.items() if k.rpartition("}")[2] == "href"), "")
        target = by_id.get(href.strip().removeprefix("#"))
        if target is None:
            return 0
        if depth > _DEEPEST:
            return _MAX_ELEMENTS
        if href not in counted:
            counted[href] = 0  # What holds a copy of itself is not drawn.
            counted[href] = min(count(target, depth), _MAX_ELEMENTS)
        return counted[href]

    return count(root, 0)
