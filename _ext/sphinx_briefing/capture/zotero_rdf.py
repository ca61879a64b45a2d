"""Zotero's RDF as items in Zotero's own fields."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .model import CaptureError
from .reference_managers import Item, best_file, zotero_facts
from .zotero_notes import highlights_of_note

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_Z = "http://www.zotero.org/namespaces/export#"
_BIB = "http://purl.org/net/biblio#"
_DC = "http://purl.org/dc/elements/1.1/"
_DCTERMS = "http://purl.org/dc/terms/"
_FOAF = "http://xmlns.com/foaf/0.1/"
_LINK = "http://purl.org/rss/1.0/modules/link/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def items_in_rdf(data: bytes, folder: Path) -> list[Item]:
    """The items of an export.

    :param folder: the folder that paths in it lead from.
    :raises CaptureError: when it holds none.
    """
    try:
        from rdflib import Graph
    except ImportError:
        raise CaptureError('needs rdflib to be read: pip install "sphinx-briefing[desk]"') from None
    if b"<!ENTITY" in data:
        raise CaptureError("declares entities, which no export does; export the items again")
    # Zotero writes the path of a file as an element that RDF has no place for.
    data = data.replace(b"<rdf:resource rdf:resource=", b"<z:path rdf:resource=")
    graph = Graph()
    try:
        graph.parse(data=data, format="xml", publicID="file:///")
    except Exception:  # noqa: BLE001 - the parser lets through what XML libraries raise
        raise CaptureError("is no RDF that can be read; export the items again") from None
    found = [*_items(graph, folder)]
    if not found:
        raise CaptureError("holds no item of Zotero; export it as Zotero RDF")
    return found


def _items(graph: Graph, folder: Path) -> Iterator[Item]:
    from rdflib import URIRef

    def values(node: Node, name: str) -> list[Node]:
        return [*graph.objects(node, URIRef(name))]

    def text(node: Node, *names: str) -> str:
        for name in names:
            for value in values(node, name):
                inner = values(value, _RDF + "value")
                return str(inner[0] if inner else value)
        return ""

    for node, kind in sorted(graph.subject_objects(URIRef(_Z + "itemType")), key=str):
        if str(kind) in ("attachment", "note"):
            continue
        entry: dict[str, Any] = {"itemType": str(kind), "title": text(node, _DC + "title")}
        entry["date"] = text(node, _DC + "date")
        entry["language"] = text(node, _Z + "language", _DC + "language")
        entry["url"] = next(
            (url for one in values(node, _DC + "identifier")
             if (url := text(one, _RDF + "value") or str(one)).startswith("http")), "",
        )  # fmt: skip
        for container in values(node, _DCTERMS + "isPartOf"):
            entry["publicationTitle"] = text(container, _DC + "title")
        for publisher in values(node, _DC + "publisher"):
            entry["publisher"] = text(publisher, _FOAF + "name")
        entry["genre"] = text(node, _Z + "type")
        entry["creators"] = [*_creators(graph, values(node, _BIB + "authors"))]
        facts = zotero_facts(entry)
        for memo in values(node, _DCTERMS + "isReferencedBy"):
            facts.highlights += highlights_of_note(text(memo, _RDF + "value"))
        files = [
            folder / str(path).removeprefix("file:///")
            for attachment in values(node, _LINK + "link")
            for path in values(attachment, _Z + "path")
        ]
        yield Item(facts, text(node, _Z + "citationKey"), best_file(files))


def _creators(graph: Graph, lists: list[Node]) -> Iterator[dict[str, str]]:
    from rdflib import URIRef

    for sequence in lists:
        members = sorted(
            (str(name), one) for _, name, one in graph.triples((sequence, None, None))
            if str(name).startswith(_RDF + "_")
        )  # fmt: skip
        for _, person in sorted(members, key=lambda one: int(one[0].rpartition("_")[2])):
            parts = {
                field: str(value)
                for field, name in (("firstName", "givenName"), ("lastName", "surname"))
                for value in graph.objects(person, URIRef(_FOAF + name))
            }
            yield {"creatorType": "author", **parts}
