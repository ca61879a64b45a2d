"""SKOS: topics and terms as two schemes of concepts, both ways.

After the SKOS Simple Knowledge Organization System (W3C Recommendation), in Turtle. What SKOS has
no word for is in the vocabulary of this project: labels as sub-properties of its labels.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .account import Account
from .documents import NAMESPACE, address_of, listed
from .model import Document, Format, Written
from .skos_reading import read, recognises

SHARED = {
    "id": "skos:notation",
    "name": "skos:prefLabel",
    "text": "skos:definition",
    "tags": "dcterms:subject",
    "tlp": "dcterms:accessRights",
    "topic": "brief:topic",
    "source": "dcterms:source",
}
HOLDS: Mapping[str, Mapping[str, str]] = {
    "topic": {**SHARED, "parent": "skos:broader"},
    "term": {
        **SHARED,
        "long": "skos:altLabel, brief:long",
        "abbr": "skos:altLabel, brief:abbr",
        "aliases": "skos:altLabel, brief:alias",
        "plural": "skos:altLabel, brief:plural",
        "forms": "skos:hiddenLabel, brief:form",
        "variants": "skos:hiddenLabel, brief:variant",
        "see": "skos:related",
        "not": "owl:differentFrom",
    },
}
SCHEMES = {"topic": ("topics", "Topics"), "term": ("terms", "Terms")}
_WHYS = {"link": "whether names are linked in prose is for the pages of this project alone"}
_LABELS = {
    "long": ("alt", "long"), "abbr": ("alt", "abbr"), "aliases": ("alt", "alias"),
    "plural": ("alt", "plural"), "forms": ("hidden", "form"), "variants": ("hidden", "variant"),
}  # fmt: skip
_NAMED = {
    "topic": ("brief", "topic", "topic"), "source": ("dcterms", "source", "source"),
    "parent": ("skos", "broader", "topic"), "see": ("skos", "related", "term"),
    "not": ("owl", "differentFrom", "term"),
}  # fmt: skip


def write(document: Document) -> Written:
    """The topics and terms of a document as concepts.

    :raises ModuleNotFoundError: without the extra ``exchange``.
    """
    from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

    ours = Namespace(NAMESPACE)
    spaces: Mapping[str, Any] = {"brief": ours, "dcterms": DCTERMS, "skos": SKOS, "owl": OWL}
    account = Account(document, "SKOS", HOLDS, _WHYS)
    graph = Graph(bind_namespaces="none")
    for prefix, space in {**spaces, "rdfs": RDFS}.items():
        graph.bind(prefix, space)
    for kind, (name, title) in SCHEMES.items():
        scheme = URIRef(f"urn:x-sphinx-briefing:scheme:{name}")
        is_there = False
        for identifier, fields in account.records(kind):
            concept = URIRef(address_of(document, kind, identifier))
            is_there = True
            graph.add((concept, RDF.type, SKOS.Concept))
            graph.add((concept, RDF.type, ours[kind.capitalize()]))
            graph.add((concept, SKOS.inScheme, scheme))
            if kind == "topic" and not fields.get("parent"):
                graph.add((concept, SKOS.topConceptOf, scheme))
            graph.add((concept, SKOS.notation, Literal(identifier)))
            labels = {fields.get("name", "")}
            graph.add((concept, SKOS.prefLabel, Literal(fields.get("name", ""))))
            for field, (sort, own) in _LABELS.items():
                for text in listed(fields.get(field)):
                    graph.add((concept, ours[own], Literal(text)))
                    if text not in labels:  # SKOS lets no label be of two sorts
                        labels.add(text)
                        graph.add((concept, SKOS[f"{sort}Label"], Literal(text)))
            for text in listed(fields.get("text")):
                graph.add((concept, SKOS.definition, Literal(text)))
            for text in listed(fields.get("tags")):
                graph.add((concept, DCTERMS.subject, Literal(text)))
            if tlp := fields.get("tlp"):
                graph.add((concept, DCTERMS.accessRights, Literal(f"TLP:{tlp}")))
            for field, (space, own, of) in _NAMED.items():
                for one in fields.get(field, ()):
                    other = URIRef(address_of(document, of, one))
                    graph.add((concept, spaces[space][own], other))
        if is_there:
            graph.add((scheme, RDF.type, SKOS.ConceptScheme))
            graph.add((scheme, SKOS.prefLabel, Literal(title)))
    for sort, own in _LABELS.values():
        if (None, ours[own], None) in graph:
            graph.add((ours[own], RDFS.subPropertyOf, SKOS[f"{sort}Label"]))
    return account.written(graph.serialize(format="turtle").encode() if len(graph) else b"")


FORMAT = Format(
    name="skos",
    title="SKOS",
    suffix=".ttl",
    extra="exchange",
    write=write,
    read=read,
    source="https://www.w3.org/TR/skos-reference/",
    holds=HOLDS,
    recognises=recognises,
)
