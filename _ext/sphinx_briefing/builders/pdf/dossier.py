"""One document out of several briefs: their annexes joined, their sources numbered once.

The briefs arrive as they were resolved, each with numbers and annexes of its own. They leave as
sections of one document, whose places have names of their own, whose links to one another stay
inside, and whose sources, terms and people stand once, at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from docutils import nodes
from docutils.utils import new_document

from .words import _

if TYPE_CHECKING:
    from .builder import BriefPdfBuilder
    from .meta import PdfMeta

_NUMBER = re.compile(r"\[\d+\]")
_CITE = "cite-"


class BriefOpening(nodes.General, nodes.Element):
    """The beginning of a brief in a dossier; its facts are in ``meta``."""


@dataclass
class Part:
    """A brief of a dossier."""

    docname: str
    document: nodes.document
    meta: PdfMeta
    prefix: str
    annexes: dict[str, nodes.section] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    """The brief's own number of a source, in brackets, to the id of the source."""

    @cached_property
    def page(self) -> nodes.section:
        """The page as one section; footnotes and what else stands beside it are taken in."""
        children = list(self.document.children)
        page = next((c for c in children if isinstance(c, nodes.section)), None)
        if page is None:
            page = nodes.section("", nodes.title(self.meta.title, self.meta.title), ids=["top"])
        for child in children:
            if child is not page:
                page += child
        return page


def assemble(builder: BriefPdfBuilder, title: str, parts: list[Part]) -> nodes.document:
    """Return the document of a dossier; the doctrees of *parts* are used up."""
    numbers: dict[str, str] = {}
    for part in parts:
        _number_figures(builder, part)
        _take_annexes(part)
        _learn(part)
    for part in parts:
        _count(part.page, numbers)
    for part in parts:
        for name in sorted(part.annexes, key=lambda name: name == "sources"):
            _count(part.annexes[name], numbers)
        for source in part.sources.values():
            numbers.setdefault(source, f"[{len(numbers) + 1}]")
    for part in parts:
        _renumber(part, numbers)
        _rename(part)
    _join_links(builder, parts)
    document = new_document(str(parts[0].document.get("source", "")))
    page = nodes.section("", nodes.title(title, title), ids=["dossier"])
    document += page
    for part in parts:
        page += BriefOpening("", meta=part.meta)
        page += part.page
    for name in builder.config.briefing_annexes:
        annex = _annex(builder, name, parts, numbers)
        if annex is not None:
            page += annex
    return document


def _number_figures(builder: BriefPdfBuilder, part: Part) -> None:
    """Write the numbers of figures and tables as words: they are counted in each brief."""
    if not builder.config.numfig:
        return
    numbers = builder.env.toc_fignumbers.get(part.docname, {})
    for kind, found in sorted(numbers.items()):
        form = str(builder.config.numfig_format.get(kind, "%s"))
        for node in part.document.findall(nodes.Element):
            number = next((found[name] for name in node["ids"] if name in found), None)
            title = next((c for c in node if isinstance(c, (nodes.caption, nodes.title))), None)
            if number and title is not None and not isinstance(node, nodes.section):
                title.insert(0, nodes.Text(form.replace("%s", ".".join(map(str, number))) + " "))


def _take_annexes(part: Part) -> None:
    """Take the annexes out of a brief; what was said of its sources stays at its end."""
    page = part.page
    for section in list(page.findall(nodes.section)):
        classes = section["classes"]
        if "brief-annex" not in classes:
            continue
        name = next(c.removeprefix("brief-annex-") for c in classes if c != "brief-annex")
        section.parent.remove(section)
        part.annexes[name] = section
        for summary in list(section.findall(nodes.paragraph)):
            if "brief-sourcing" in summary["classes"]:
                summary.parent.remove(summary)
                page += summary


def _learn(part: Part) -> None:
    """Find out which source each number of the brief stands for."""
    for tree in (part.page, *part.annexes.values()):
        for node in tree.findall(nodes.reference):
            number = node.astext().strip()
            if node.get("brief_source") and _NUMBER.fullmatch(number):
                part.sources.setdefault(number, node["brief_source"])
        for place in tree.findall(nodes.Element):
            for name in place["ids"]:
                number = _number_in(place) if name.startswith(_CITE) else ""
                if number:
                    part.sources.setdefault(number, name.removeprefix(_CITE))


def _number_in(node: nodes.Element) -> str:
    for label in node.findall(nodes.inline):
        if "brief-number" in label["classes"]:
            return label.astext().strip()
    return ""


def _count(tree: nodes.Element, numbers: dict[str, str]) -> None:
    for node in tree.findall(nodes.reference):
        source = node.get("brief_source")
        if source and _NUMBER.fullmatch(node.astext().strip()):
            numbers.setdefault(source, f"[{len(numbers) + 1}]")


def _renumber(part: Part, numbers: dict[str, str]) -> None:
    for tree in (part.page, *part.annexes.values()):
        for node in filter(_is_numbered, tree.findall(nodes.Element)):
            own = node.astext()
            source = node.get("brief_source") or part.sources.get(own.strip(), "")
            if source in numbers and _NUMBER.fullmatch(own.strip()):
                node[:] = [nodes.Text(own.replace(own.strip(), numbers[source]))]


def _is_numbered(node: nodes.Element) -> bool:
    if isinstance(node, nodes.reference):
        return "brief_source" in node
    return isinstance(node, nodes.inline) and "brief-number" in node["classes"]


def _rename(part: Part) -> None:
    """Give all places of a brief names of their own, and let its links lead to these."""
    for tree in (part.page, *part.annexes.values()):
        for node in tree.findall(nodes.Element):
            node["ids"] = [part.prefix + name for name in node["ids"]]
            for key in ("refid", "backrefs"):
                if isinstance(node.get(key), str):
                    node[key] = part.prefix + node[key]
                elif node.get(key):
                    node[key] = [part.prefix + name for name in node[key]]
            uri = str(node.get("refuri", ""))
            if uri.startswith("#"):
                node["refuri"] = f"#{part.prefix}{unquote(uri[1:])}"


def _join_links(builder: BriefPdfBuilder, parts: list[Part]) -> None:
    """Let links from one brief to another stay inside the dossier."""
    addresses = {builder.get_target_uri(part.docname): part for part in parts}
    there = {name for part in parts for node in part.page.findall(nodes.Element)
             for name in node["ids"]}  # fmt: skip
    for part in parts:
        for tree in (part.page, *part.annexes.values()):
            for node in tree.findall(nodes.reference):
                address, _sign, anchor = str(node.get("refuri", "")).partition("#")
                other = addresses.get(address)
                if other is not None:
                    name = other.prefix + unquote(anchor)
                    top: list[str] = other.page["ids"]
                    node["refuri"] = f"#{name if name in there else ''.join(top[:1])}"


def _annex(
    builder: BriefPdfBuilder, name: str, parts: list[Part], numbers: dict[str, str]
) -> nodes.section | None:
    """Join the annexes of one name: every entry once."""
    found: dict[str, nodes.Element] = {}
    frame: nodes.section | None = None
    for part in parts:
        section = part.annexes.get(name)
        if section is None:
            continue
        if frame is None and next(_lists(section), None) is not None:
            frame = section
        for entry in _entries(section):
            found.setdefault(_identity(entry, part.prefix), entry)
    if name == "sources":
        for source, number in numbers.items():
            if _CITE + source not in found:
                found[_CITE + source] = _plain_source(builder, source, number)
        order = {_CITE + source: at for at, source in enumerate(numbers)}
        entries = [found[key] for key in sorted(found, key=lambda key: order.get(key, len(order)))]
    else:
        entries = sorted(found.values(), key=lambda entry: entry.astext().casefold())
    if not entries:
        return None
    if frame is None:
        title = str(_("Sources"))
        listing = nodes.bullet_list("", classes=["brief-list"])
        classes = ["brief-annex", f"brief-annex-{name}"]
        frame = nodes.section("", nodes.title(title, title), listing, classes=classes)
    frame["ids"] = [f"annex-{name}"]
    next(_lists(frame))[:] = entries
    return frame


def _lists(section: nodes.Element) -> Iterator[nodes.Element]:
    for node in section.findall(nodes.Element):
        if isinstance(node, (nodes.bullet_list, nodes.definition_list)):
            yield node


def _entries(section: nodes.section) -> Iterable[nodes.Element]:
    listing = next(_lists(section), None)
    children = list(listing.children) if listing is not None else []
    return [child for child in children if isinstance(child, nodes.Element)]


def _identity(entry: nodes.Element, prefix: str) -> str:
    """Return what an entry is about: the place of its source, or the address of its record."""
    for name in entry["ids"]:
        own = name.removeprefix(prefix)
        if own.startswith(_CITE):
            entry["ids"] = [own]
            return str(own)
    link = next(iter(entry.findall(nodes.reference)), None)
    target = link.get("refuri") or link.get("refid") if link is not None else None
    return str(target or entry.astext())


def _plain_source(builder: BriefPdfBuilder, source: str, number: str) -> nodes.list_item:
    """Return an entry for a source that its brief prints in some other way."""
    domain: Any = builder.env.domains["brief"]
    record = domain.ledger.get("source", source)
    label = nodes.inline("", f"{number} ", classes=["brief-number"])
    name = record.title_text if record is not None else source
    head = nodes.paragraph("", "", label, nodes.Text(name), classes=["brief-head"])
    facts = [str(getattr(record, key, "") or "") for key in ("publisher", "date")]
    details = nodes.paragraph("", " · ".join(filter(None, facts)), classes=["brief-details"])
    if url := str(getattr(record, "url", "") or ""):
        details += [nodes.Text(" · "), nodes.reference("", url, refuri=url)]
    return nodes.list_item("", head, details, ids=[_CITE + source])
