"""One document out of several briefs: their annexes joined, their sources numbered once.

The briefs arrive as they were resolved, each with numbers and annexes of its own. They leave as
sections of one document, whose places have names of their own, whose links to one another stay
inside, and whose sources, terms and people stand once, at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes
from docutils.utils import new_document

from ...domain import domain_of
from ...presentation.labels import _
from ...presentation.marks import ALSO, ANNEX, MARKER, Marker, annex_of, lettered, marker_of
from ..paper.sources import source_line

if TYPE_CHECKING:
    from ..paper.builder import PaperBuilder
    from ..paper.meta import BriefMeta

_CITE = "cite-"

DETAILS = ("publisher", "date", "url")
"""Fields of a source that no annex lists."""


class BriefOpening(nodes.General, nodes.Element):
    """The beginning of a brief in a dossier; its facts are in ``meta``."""


@dataclass
class Part:
    """A brief of a dossier."""

    docname: str
    document: nodes.document
    meta: BriefMeta
    prefix: str
    annexes: dict[str, nodes.section] = field(default_factory=dict)

    @property
    def trees(self) -> tuple[nodes.section, ...]:
        """The page and its annexes."""
        return (self.page, *self.annexes.values())

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


def assemble(builder: PaperBuilder, title: str, parts: list[Part]) -> nodes.document:
    """Return the document of a dossier; the doctrees of *parts* are used up."""
    numbers: dict[str, int] = {}
    for part in parts:
        _number_figures(builder, part)
        _take_annexes(part)
    for part in parts:
        _count(part.page, numbers, nodes.reference)
    for part in parts:
        for name in sorted(part.annexes, key=lambda name: name == "sources"):
            _count(part.annexes[name], numbers, nodes.reference)
        for tree in part.trees:  # what is listed, but cited nowhere
            _count(tree, numbers, nodes.inline)
    _renumber(parts, numbers)
    for part in parts:
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


def _number_figures(builder: PaperBuilder, part: Part) -> None:
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
        name = annex_of(section)
        if not name:
            continue
        section.parent.remove(section)
        part.annexes[name] = section
        for summary in list(section.findall(nodes.paragraph)):
            if "brief-sourcing" in summary["classes"]:
                summary.parent.remove(summary)
                page += summary


def _count(tree: nodes.Element, numbers: dict[str, int], kind: type[nodes.Element]) -> None:
    for node in tree.findall(kind):
        marker = marker_of(node)
        if marker is not None:
            numbers.setdefault(marker.source, len(numbers) + 1)


def _renumber(parts: Iterable[Part], numbers: dict[str, int]) -> None:
    """Number sources and letter their statements anew, as of one document."""
    found = [
        (node, marker)
        for part in parts
        for tree in part.trees
        for node in list(tree.findall(nodes.TextElement))
        if (marker := marker_of(node)) is not None
    ]
    letters = lettered(marker for _node, marker in found)
    for node, marker in found:
        letter = letters.get((marker.source, marker.statement), "")
        new = marker._replace(number=numbers[marker.source], letter=letter)
        node[:] = [nodes.Text(node.astext().replace(marker.text, new.text))]
        node[MARKER] = new


def _rename(part: Part) -> None:
    """Give all places of a brief names of their own, and let its links lead to these."""
    for tree in part.trees:
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


def _join_links(builder: PaperBuilder, parts: list[Part]) -> None:
    """Let links from one brief to another stay inside the dossier."""
    addresses = {builder.get_target_uri(part.docname): part for part in parts}
    anchors = {
        name for part in parts for node in part.page.findall(nodes.Element) for name in node["ids"]
    }
    for part in parts:
        for tree in part.trees:
            for node in tree.findall(nodes.reference):
                address, _sign, anchor = str(node.get("refuri", "")).partition("#")
                other = addresses.get(address)
                if other is not None:
                    name = other.prefix + unquote(anchor)
                    top: list[str] = other.page["ids"]
                    node["refuri"] = f"#{name if name in anchors else ''.join(top[:1])}"


def _annex(
    builder: PaperBuilder, name: str, parts: list[Part], numbers: dict[str, int]
) -> nodes.section | None:
    """Join the annexes of one name: every entry once."""
    found: dict[str, nodes.Element] = {}
    frame: nodes.section | None = None
    for part in parts:
        section = part.annexes.get(name)
        if section is None:
            continue
        _list_all(section)
        if frame is None and next(_lists(section), None) is not None:
            frame = section
        for entry in _entries(section):
            found.setdefault(_identity(entry, part.prefix), entry)
    if name == "sources":
        for part in parts:  # each asks for its own, whoever of them is made anew
            ledger = domain_of(builder.env).ledger_for(part.docname)
            for tree in part.trees:
                for node in tree.findall(nodes.Element):
                    if marker := marker_of(node):
                        ledger.get("source", marker.source)
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
        frame = nodes.section(
            "", nodes.title(title, title), listing, classes=classes, **{ANNEX: name}
        )
    frame["ids"] = [f"annex-{name}"]
    next(_lists(frame))[:] = entries
    return frame


def _list_all(section: nodes.section) -> None:
    """Make entries of the names that stand in one line: another brief may say more of them."""
    for line in [node for node in section.findall(nodes.paragraph) if ALSO in node]:
        items = []
        for link in line.findall(nodes.reference):
            head = nodes.paragraph("", "", link.deepcopy(), classes=["brief-head"])
            items.append(nodes.list_item("", head))
        listing = next(_lists(section), None)
        if listing is None:
            line.replace_self(nodes.bullet_list("", *items, classes=["brief-list"]))
        else:
            line.parent.remove(line)
            listing += items


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


def _plain_source(builder: PaperBuilder, source: str, number: int) -> nodes.list_item:
    """Return an entry for a source that its brief prints in some other way."""
    domain = domain_of(builder.env)
    record = domain.ledger.get("source", source)
    marker = Marker(number, source)
    label = nodes.inline("", f"{marker.printed} ", classes=["brief-number"], **{MARKER: marker})
    name = record.title_text if record is not None else source
    head = nodes.paragraph("", "", label, nodes.Text(name), classes=["brief-head"])
    line = source_line(record, DETAILS, builder.facts()) if record is not None else []
    details = nodes.paragraph("", "", *line, classes=["brief-details"])
    return nodes.list_item("", head, details, ids=[_CITE + source])
