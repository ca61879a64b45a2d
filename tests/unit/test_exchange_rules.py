"""The rules of each standard, held against what is written."""

import json
import re
from datetime import datetime
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_briefing.exchange.bibtex import latex
from sphinx_briefing.exchange.documents import with_markings
from sphinx_briefing.exchange.formats import format_of
from sphinx_briefing.exchange.model import Lost
from sphinx_briefing.exchange.report import left_in_words, markings_in
from tests.exchanged import document
from tests.unit.test_exchange_laws import usable

SEEDS = st.integers(0, 2**32)
SOME = settings(max_examples=25, deadline=None)
BASED = {"html_baseurl": "https://example.org/briefs/"}

DATE = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3,
                      "items": {"type": ["string", "number"]}},
        },
        "season": {"type": ["string", "number"]},
        "circa": {"type": ["string", "number", "boolean"]},
        "literal": {"type": "string"},
        "raw": {"type": "string"},
    },
}  # fmt: skip
TYPES = (
    "article article-newspaper dataset document interview legislation post report speech webpage"
).split()
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["type", "id"],
        "properties": {
            "type": {"enum": TYPES},
            "id": {"type": ["string", "number"]},
            **{name: {"type": "string"} for name in (
                "title container-title publisher language URL annote keyword genre").split()},
            "author": {
                "type": "array",
                "items": {"type": "object", "additionalProperties": False,
                          "properties": {"literal": {"type": "string"}}},
            },
            "issued": DATE,
            "accessed": DATE,
            "custom": {"type": "object"},
        },
    },
}  # fmt: skip
"""The part of the schema of CSL 1.0.2 (``csl-data.json``) for the variables that are written."""


def made(name: str, seed: int, **more: Any) -> bytes:
    of = usable(name)
    assert of.write is not None
    return of.write({**document(seed), **more}).content


@given(SEEDS)
@SOME
def test_items_are_valid_by_the_schema_of_csl(seed: int) -> None:
    jsonschema.validate(json.loads(made("csl-json", seed)), CSL)


@given(SEEDS)
@SOME
def test_entries_are_those_that_bibtexparser_reads(seed: int) -> None:
    bibtexparser = pytest.importorskip("bibtexparser")
    text = made("bibtex", seed).decode()
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    assert len(library.entries) == len(document(seed)["sources"])
    for entry in library.entries:
        assert entry.entry_type in ("article", "misc", "techreport")


def test_latex_prints_what_was_written() -> None:
    assert latex("50 % & more_of #1 {x} $5") == r"50 \% \& more\_of \#1 \{x\} \$5"


@given(SEEDS)
@SOME
def test_feeds_hold_to_json_feed(seed: int) -> None:
    """Version 1.1: what is required, and no name that is not its own or an extension's."""
    for more in ({}, BASED):
        feed = json.loads(made("json-feed", seed, **more))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert isinstance(feed["title"], str)
        assert {*feed} <= {"version", "title", "home_page_url", "items"}
        ids = [item["id"] for item in feed["items"]]
        assert len(ids) == len({*ids})
        for item in feed["items"]:
            assert item["content_text"]
            known = {"id", "url", "title", "summary", "content_text", "date_published",
                     "authors", "tags"}  # fmt: skip
            assert all(name in known or re.match("_[a-z]", name) for name in item)
            if "date_published" in item:
                assert datetime.fromisoformat(item["date_published"]).tzinfo
            assert all(author["name"] for author in item.get("authors", ()))
            assert item.get("url", "").startswith(more.get("html_baseurl", ""))


@given(SEEDS)
@SOME
def test_annotations_hold_to_the_model(seed: int) -> None:
    for more in ({}, BASED):
        found = json.loads(made("web-annotations", seed, **more))
        assert found["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
        assert found["type"] == "AnnotationCollection"
        page = found["first"]
        assert page["type"] == "AnnotationPage"
        assert found["total"] == len(page["items"])
        ids = [one["id"] for one in page["items"]]
        assert len(ids) == len({*ids})
        for one in page["items"]:
            assert one["type"] == "Annotation"
            assert re.match("[a-z]+:", one["id"])
            assert one["motivation"] in ("describing", "highlighting")
            for target in one["target"]:
                assert target["type"] == "SpecificResource"
                assert target["selector"]["type"] == "TextQuoteSelector"
                assert target["selector"]["exact"].strip()
            for body in one.get("body", ()):
                if body["type"] == "TextualBody":
                    assert isinstance(body["value"], str)
                else:
                    assert re.match("[a-z]+:", body["source"])
                assert body["purpose"] in (
                    "describing", "commenting", "identifying", "classifying", "tagging",
                )  # fmt: skip


def test_words_left_out_are_no_words_of_the_source() -> None:
    claim = {"id": "c", "statement": "S", "by": ["a"], "source": ["s"],
             "passage": "one […] two"}  # fmt: skip
    source = {"id": "s", "title": "T", "url": "https://example.org/s"}
    of = format_of("web-annotations")
    assert of.write is not None
    found = of.write({"claims": {"c": claim}, "sources": {"s": source}})
    (one,) = json.loads(found.content)["first"]["items"]
    assert [target["selector"]["exact"] for target in one["target"]] == ["one", "two"]
    assert {target["source"] for target in one["target"]} == {"https://example.org/s"}
    claim["passage"] = "one [of them] two"
    told = of.write({"claims": {"c": claim}, "sources": {"s": source}}).lost
    assert ("claim", "c", "passage") in [lost[:3] for lost in told]


@given(SEEDS)
@SOME
def test_concepts_keep_the_integrity_of_skos(seed: int) -> None:
    """Conditions S9, S13, S14 and S37 of the SKOS Reference."""
    pytest.importorskip("rdflib")
    from rdflib import RDF, SKOS, Graph

    for more in ({}, BASED):
        graph = Graph().parse(data=made("skos", seed, **more).decode(), format="turtle")
        concepts = {*graph.subjects(RDF.type, SKOS.Concept)}
        assert not concepts & {*graph.subjects(RDF.type, SKOS.ConceptScheme)}
        for concept in concepts:
            labels = [
                {*map(str, graph.objects(concept, SKOS[sort]))}
                for sort in ("prefLabel", "altLabel", "hiddenLabel")
            ]
            assert len(labels[0]) == 1
            assert sum(map(len, labels)) == len(set().union(*labels))
            assert graph.value(concept, SKOS.inScheme)


def test_a_thesaurus_of_others_becomes_topics() -> None:
    pytest.importorskip("rdflib")
    of = format_of("skos")
    assert of.read is not None
    text = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <https://example.org/t/> .
ex:all a skos:ConceptScheme ; skos:prefLabel "All"@en .
ex:c1 a skos:Concept ; skos:prefLabel "Transport"@en, "Verkehr"@de ; skos:inScheme ex:all ;
    skos:definition "How goods move."@en ; skos:exactMatch <https://other.org/5> .
ex:c1 skos:narrower ex:c3 .
ex:c3 a skos:Concept ; skos:prefLabel "Rail"@en .
ex:c2 a skos:Concept ; skos:prefLabel "Ports"@en ; skos:altLabel "Harbours"@en ;
    skos:broader ex:c1 ; skos:notation "12.3" .
"""
    found = of.read(text.encode(), "t.ttl")
    assert [(one.kind, one.id, dict(one.fields), one.text) for one in found.records] == [
        ("topic", "c1", {"name": "Transport"}, "How goods move."),
        ("topic", "12.3", {"name": "Ports", "parent": ["c1"]}, ""),
        ("topic", "c3", {"name": "Rail", "parent": ["c1"]}, ""),
    ]
    assert {(one.kind, one.id, one.field) for one in found.left} == {
        ("resource", "https://example.org/t/all", ""),
        ("concept", "c1", "labels"),
        ("concept", "c1", "skos:exactMatch"),
        ("concept", "12.3", "labels"),
    }


def test_a_record_bears_the_marking_of_its_page() -> None:
    """Whoever gets the file has no page that says it."""
    note = {"title": "N", "tlp": "AMBER", "docname": "notes/n", "source": "s"}
    source = {"id": "s", "title": "S", "tlp": None, "docname": "notes/n"}
    register = {"id": "t", "name": "T", "tlp": None, "docname": "registers/t"}
    found = with_markings(
        {"notes": {"notes/n": note}, "sources": {"s": source}, "topics": {"t": register}},
        {"registers/t": "GREEN"},
    )
    assert found["sources"]["s"]["tlp"] == "AMBER"
    assert found["topics"]["t"]["tlp"] == "GREEN"
    assert dict(markings_in(found)) == {"AMBER": 2, "GREEN": 1}


def test_what_was_left_aside_is_said_in_few_sentences() -> None:
    why = "there is no field for it"
    left = [Lost("entry", f"e{number}", field, why) for number in range(5)
            for field in ("pages", "volume")]  # fmt: skip
    assert left_in_words(left) == [f"entry: pages (5), volume (5): {why}"]
    assert left_in_words(left[:8:2]) == [f"pages of entry e0, e1, e2, … (4): {why}"]
    assert left_in_words(left[:1]) == [f"pages of entry e0: {why}"]


def test_a_subtitle_is_in_the_title() -> None:
    pytest.importorskip("bibtexparser")
    of = format_of("bibtex")
    assert of.read is not None
    found = of.read(b"@book{a,\n title={T}, subtitle={What it is},\n volume={2}}", "a.bib")
    assert found.records[0].fields["title"] == "T: What it is"
    assert {one.field for one in found.left} == {"volume", "entry type"}
