"""Reads concepts of SKOS, ours and those of others, as topics and terms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from ..records import slug
from ..records.conventions import Conventions
from ..records.readers import read_id
from .documents import NAMESPACE, text_of
from .model import Imported, Lost, Read, UnreadableFile

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_URN = re.compile(r"urn:x-sphinx-briefing:([^:]+):(.+)")
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DCTERMS = "http://purl.org/dc/terms/"
_TEXTS = ("definition", "scopeNote", "note")
"""What says what a concept is, the best first."""
_OWN = {"long": "long", "abbr": "abbr", "alias": "aliases", "plural": "plural",
        "form": "forms", "variant": "variants"}  # fmt: skip
_ONE = frozenset({"long", "abbr", "plural"})
_LANGUAGES = ("en", "")
"""Which label is the name, where there are several."""


def recognises(head: bytes) -> bool:
    """Whether the beginning of a file is one of SKOS."""
    return _SKOS.encode() in head


def read(data: bytes, name: str) -> Read:
    """The concepts of a file in Turtle, N-Triples or RDF/XML.

    :raises UnreadableFile: if it has none.
    :raises ModuleNotFoundError: without the extra ``exchange``.
    """
    graph = _graph(data, name)
    reading = _Reading(graph)
    return reading.read()


def _graph(data: bytes, name: str) -> Graph:
    import logging

    from rdflib import Graph

    text = text_of(data, name)
    graph = Graph(bind_namespaces="none")
    if not text.strip():
        return graph
    begin = text.lstrip()[:200]
    if begin.startswith(("{", "[")):
        raise UnreadableFile(
            f"{name}:1: it is JSON; contexts of JSON-LD are fetched from the network, which is not "
            "done here: write it as Turtle"
        )
    form = "xml" if begin.startswith("<") and re.match(r"<(\?xml|rdf:|!DOCTYPE|!--)", begin) else ""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True  # it tells of literals that it cannot convert
    try:
        graph.parse(data=text, format=form or "turtle", publicID="urn:x-file:")
    except RecursionError:
        raise UnreadableFile(f"{name} is not SKOS: it is nested too deeply") from None
    except Exception as error:  # noqa: BLE001 - each parser of rdflib raises what it likes
        line = getattr(error, "lines", None)
        place = f":{line + 1}" if isinstance(line, int) else ""
        said = " ".join(str(error).split())[:200]
        raise UnreadableFile(f"{name}{place} is no RDF in Turtle or XML: {said}") from None
    finally:
        logger.disabled = before
    return graph


class _Reading:
    """The concepts of a graph on their way to records."""

    def __init__(self, graph: Graph) -> None:
        from rdflib import OWL, RDF, SKOS

        self._graph = graph
        self._skos, self._owl, self._type = SKOS, OWL, RDF.type
        self.left: list[Lost] = []
        self._concepts = sorted({*graph.subjects(RDF.type, SKOS.Concept)}, key=str)
        self._terms = {*graph.subjects(RDF.type, self._own("Term"))}
        self._keys = self._all_keys()

    def read(self) -> Read:
        """All records, and what was left aside."""
        if len(self._graph) and not self._concepts:
            self.left.append(Lost("file", "", "", "it has no concept of SKOS"))
        records = [one for one in map(self._record, self._concepts) if one is not None]
        kinds = {*self._concepts}
        ours = {self._own(name) for name in (*_OWN, "Term", "Topic")}
        for subject in sorted({*self._graph.subjects()} - kinds - ours, key=str):
            if str(subject).startswith("urn:x-sphinx-briefing:scheme:"):
                continue
            self.left.append(Lost("resource", self._short(subject), "", "it is no concept"))
        return Read(tuple(records), tuple(dict.fromkeys(self.left)))

    def _own(self, name: str) -> Any:
        from rdflib import URIRef

        return URIRef(NAMESPACE + name)

    # -- ids -------------------------------------------------------------------------------------

    def _all_keys(self) -> dict[Node, tuple[str, str]]:
        """By concept, its kind and id; where two have the same, the second gets a number."""
        found: dict[Node, tuple[str, str]] = {}
        taken: set[tuple[str, str]] = set()
        for concept in self._concepts:
            kind = "term" if concept in self._terms else "topic"
            base = identifier = self._id(concept)
            number = 1
            while (kind, identifier) in taken:
                number += 1
                identifier = f"{base}-{number}"
            taken.add((kind, identifier))
            found[concept] = kind, identifier
        return found

    def _id(self, concept: Node) -> str:
        notation = next((str(one) for one in self._values(concept, "notation")), "")
        if match := _URN.fullmatch(str(concept)):
            return unquote(match[2])
        names = (notation, _end(str(concept)), self._name(concept))
        for text in names:
            try:
                if text:
                    return str(read_id(text, Conventions()))
            except ValueError:
                if text is not names[1] and (found := slug(text)):
                    return found
        return "concept"

    # -- fields ----------------------------------------------------------------------------------

    def _values(self, concept: Node, name: str) -> list[Any]:
        found = self._graph.objects(concept, self._skos[name])
        return sorted(found, key=lambda one: (_rank(one), str(one)))

    def _name(self, concept: Node) -> str:
        labels = self._values(concept, "prefLabel")
        return str(labels[0]) if labels else ""

    def _record(self, concept: Node) -> Imported | None:
        kind, identifier = self._keys[concept]
        used: set[str] = {"type", "inScheme", "topConceptOf", "notation", "prefLabel"}
        fields: dict[str, Any] = {"name": self._name(concept)}
        if not fields["name"]:
            self.left.append(Lost("concept", self._short(concept), "", "it has no skos:prefLabel"))
            return None
        others = [str(one) for one in self._values(concept, "prefLabel")[1:]]
        ours = {field: self._ours(concept, name) for name, field in _OWN.items()}
        is_ours = concept in self._terms or (concept, self._type, self._own("Topic")) in self._graph
        alternative = list(map(str, self._values(concept, "altLabel")))
        hidden = list(map(str, self._values(concept, "hiddenLabel")))
        if kind == "term" and is_ours:
            for field, values in ours.items():
                if values:
                    fields[field] = values[0] if field in _ONE else values
            used |= {"altLabel", "hiddenLabel", *_OWN}
        elif alternative or hidden or others:
            labels = [*others, *alternative, *hidden]
            why = f"a topic has one name, and no other labels: {', '.join(labels)}"
            self._leave(concept, "labels", why)
            used |= {"altLabel", "hiddenLabel"}
        text = self._text(concept, used)
        wider = {*self._values(concept, "broader")}
        wider |= {*self._graph.subjects(self._skos.narrower, concept)}
        self._named(concept, fields, "parent", sorted(wider, key=str), "topic", kind)
        self._named(concept, fields, "see", self._values(concept, "related"), "term", kind)
        used |= {"broader", "narrower", "related"}
        different = sorted(self._graph.objects(concept, self._owl.differentFrom), key=str)
        self._named(concept, fields, "not", different, "term", kind)
        topics = sorted(self._graph.objects(concept, self._own("topic")), key=str)
        self._named(concept, fields, "topic", topics, "topic", "")
        self._dublin_core(concept, fields, used)
        self._rest(concept, used | {"topic", "differentFrom"})
        record = {one: value for one, value in fields.items() if value}
        return Imported(kind, identifier, record, text, self._short(concept))

    def _ours(self, concept: Node, name: str) -> list[str]:
        return sorted(map(str, self._graph.objects(concept, self._own(name))))

    def _text(self, concept: Node, used: set[str]) -> str:
        from rdflib import Literal

        for name in _TEXTS:
            values = [one for one in self._values(concept, name) if isinstance(one, Literal)]
            if values:
                if len(values) > 1:
                    self._leave(concept, f"skos:{name}", f"{len(values) - 1} more in its place")
                used.add(name)
                return str(values[0]).strip()
        return ""

    def _named(
        self,
        concept: Node,
        fields: dict[str, Any],
        field: str,
        values: Iterable[Node],
        of: str,
        only: str,
    ) -> None:
        """Take references to other concepts, as far as they are of the kind that is meant."""
        found = []
        for value in values:
            kind, identifier = self._keys.get(value) or _key(str(value)) or ("", "")
            if kind == of and (not only or only == of):
                found.append(identifier)
            else:
                self._leave(concept, field, f"{self._short(value)} is no {of} that it could name")
        if found:
            fields[field] = found

    def _dublin_core(self, concept: Node, fields: dict[str, Any], used: set[str]) -> None:
        from rdflib import DCTERMS, Literal

        subjects = [one for one in self._graph.objects(concept, DCTERMS.subject)
                    if isinstance(one, Literal)]  # fmt: skip
        fields["tags"] = sorted(map(str, subjects))
        used.add("subject")
        for one in sorted(map(str, self._graph.objects(concept, DCTERMS.accessRights))):
            if one.upper().startswith("TLP:"):
                fields["tlp"] = one[4:]
                used.add("accessRights")
        sources = []
        for value in sorted(self._graph.objects(concept, DCTERMS.source), key=str):
            key = _key(str(value))
            if key is not None and key[0] == "source":
                sources.append(key[1])
            else:
                self._leave(concept, "dcterms:source", f"{value} is no source of a project")
        fields["source"] = sources
        used.add("source")

    def _rest(self, concept: Node, used: set[str]) -> None:
        for predicate in sorted({*self._graph.predicates(concept)}, key=str):
            if _end(str(predicate)) not in used:
                self._leave(concept, self._short(predicate), "there is no field for it")

    def _leave(self, concept: Node, field: str, why: str) -> None:
        self.left.append(Lost("concept", self._short(concept), field, why))

    def _short(self, node: Node) -> str:
        text = str(node)
        for space, prefix in ((_SKOS, "skos:"), (_DCTERMS, "dcterms:"), (NAMESPACE, "brief:")):
            if text.startswith(space):
                return prefix + text.removeprefix(space)
        if node in getattr(self, "_keys", {}):
            return self._keys[node][1]
        return text


def _rank(value: Any) -> int:
    language = (getattr(value, "language", None) or "").partition("-")[0]
    return _LANGUAGES.index(language) if language in _LANGUAGES else len(_LANGUAGES)


def _key(address: str) -> tuple[str, str] | None:
    """The kind and id that an address of ours says."""
    if match := _URN.fullmatch(address):
        return unquote(match[1]), unquote(match[2])
    kind, _, identifier = address.rpartition("#")[2].partition("-")
    return (kind, unquote(identifier)) if identifier and "#" in address else None


def _end(address: str) -> str:
    """The last part of an address."""
    return unquote(re.split(r"[/#:]", address.rstrip("/#"))[-1])
