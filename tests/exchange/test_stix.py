"""STIX 2.1: bundles that the validator of OASIS finds nothing against, and that are read again."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
import stix2
from hypothesis import given, settings
from hypothesis import strategies as st
from stix2.confidence import scales
from stix2validator import ValidationOptions, validate_string

from sphinx_briefing.exchange.model import UnreadableFile
from sphinx_briefing.exchange.stix import FORMAT, bundles, table
from sphinx_briefing.exchange.stix.reading import read, values_of
from sphinx_briefing.exchange.stix.writing import write
from sphinx_briefing.vocabularies import (
    ACTOR_KIND,
    CREDIBILITY,
    OWN_LIKELIHOODS,
    RELIABILITY,
    TLP,
)
from tests.exchanged import as_document
from tests.exchanged import document as any_document
from tests.exchanged import values_of as values_in

ADVICE = ["uuid-check", "extref-hashes"]
"""Advice of the standard that is not followed: random ids, where ours must be the same each time,
and hashes of all that is referred to, which nobody knows without a snapshot."""

SEEDS = st.integers(0, 2**32)
DAY = "2026-02-20T00:00:00.000Z"


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


def object_of(type_: str, number: int, /, **more: Any) -> dict[str, Any]:
    days = {"created": DAY, "modified": DAY}
    return {"type": type_, "spec_version": "2.1", "id": f"{type_}--{uuid(number)}", **days, **more}


def bundle(*objects: Mapping[str, Any]) -> bytes:
    found = {"type": "bundle", "id": f"bundle--{uuid(0)}", "objects": list(objects)}
    return json.dumps(found).encode()


def objects_in(content: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(content)["objects"]
    return found


def record_in(content: bytes, kind: str, identifier: str) -> dict[str, Any]:
    for one in objects_in(content):
        said = {**one.get("extensions", {}).get(table.RECORD, {}), **one}
        if (said.get("record_kind"), said.get("record_id")) == (kind, identifier):
            return one
    raise AssertionError(f"{kind} {identifier} is not in the bundle")


def document(**kinds: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {"schema": 2, **kinds}


# -- out ----------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=6)
@given(SEEDS)
def test_the_strict_validator_of_oasis_finds_no_error(seed: int) -> None:
    content = write(any_document(seed)).content.decode()
    options = ValidationOptions(strict=True, version="2.1", disabled=ADVICE)
    results = validate_string(content, options)
    assert [str(error) for error in results.errors] == []


@settings(deadline=None, max_examples=10)
@given(SEEDS)
def test_the_library_of_oasis_reads_what_is_written(seed: int) -> None:
    stix2.parse(write(any_document(seed)).content.decode(), allow_custom=True)


@settings(deadline=None, max_examples=40)
@given(SEEDS)
def test_every_value_is_in_the_bundle(seed: int) -> None:
    found = any_document(seed, full=True)
    written = write(found)
    held = {one[:3]: one[3] for one in values_of(written.content)}
    assert written.lost == ()
    assert {one[:3]: one[3] for one in values_in(found)} == held


def test_kinds_of_others_and_odd_values_are_in_the_bundle() -> None:
    vessels = {"v": {"name": "Eventin", "imo": 9308065, "flags": ["PA"], "at": {"lat": 54.5}}}
    content = write(document(vessels=vessels)).content
    held = {one[1:3]: one[3] for one in values_of(content)}
    assert held == {("v", name): value for name, value in vessels["v"].items()}


def test_the_same_records_give_the_same_bytes_whatever_the_day_is() -> None:
    found = document(actors={"e5": {"name": "E5", "kind": "group"}})
    assert write(found).content == write(found).content
    assert str(date.today().year).encode() not in write(found).content


def test_houses_that_are_published_elsewhere_have_other_ids() -> None:
    found = document(actors={"e5": {"name": "E5", "kind": "group"}})
    other = {**found, "html_baseurl": "https://example.org/"}
    ids = [record_in(write(one).content, "actor", "e5")["id"] for one in (found, other)]
    assert ids[0] != ids[1]


@pytest.mark.parametrize("marking", TLP.values)
def test_markings_are_those_of_oasis(marking: str) -> None:
    found = document(topics={"t": {"name": "Talks", "tlp": marking}})
    objects = {one["id"]: one for one in objects_in(write(found).content)}
    (reference,) = record_in(write(found).content, "topic", "t")["object_marking_refs"]
    assert objects[reference]["name"] == f"TLP:{marking}"
    level = objects[reference]["extensions"][table.TLP_2]["tlp_2_0"]
    assert level == marking.lower()


def test_levels_of_ones_own_are_statements() -> None:
    found = document(topics={"t": {"name": "Talks", "tlp": "VS-NfD"}})
    content = write(found).content
    (marking,) = (one for one in objects_in(content) if one["type"] == "marking-definition")
    assert marking["definition"] == {"statement": "VS-NfD"}
    assert ("topic", "t", "tlp", "VS-NfD") in values_of(content)


def test_both_axes_of_the_admiralty_code_are_in_an_extension_of_their_own() -> None:
    found = document(
        actors={"iaea": {"name": "IAEA", "kind": "organisation"}},
        sources={"s": {"title": "Report", "reliability": "C"}, "t": {"reliability": "B"}},
        claims={"c": {"statement": "So", "by": ["iaea"], "credibility": "2", "source": ["s", "t"]}},
    )
    claim = record_in(write(found).content, "claim", "c")
    axes = claim["extensions"][table.ADMIRALTY]
    assert (axes["source_reliability"], axes["information_credibility"]) == ("B", "2")
    assert claim["confidence"] == 70
    source = record_in(write(found).content, "source", "s")
    assert source["extensions"][table.ADMIRALTY]["source_reliability"] == "C"


@pytest.mark.parametrize("grade", CREDIBILITY.grades, ids=lambda grade: str(grade.value))
def test_credibility_in_confidence_is_that_of_appendix_a(grade: Any) -> None:
    label = f"{grade.value} - {grade.label}".replace("true", "True").replace("Truth", "Truth")
    if grade.value == "6":
        assert grade.value not in table.CONFIDENCE_OF_CREDIBILITY
        return
    confidence = table.CONFIDENCE_OF_CREDIBILITY[grade.value]
    assert scales.value_to_admiralty_credibility(confidence) == label
    assert table.credibility_of(confidence) == grade.value


@pytest.mark.parametrize("confidence", range(101))
def test_confidence_in_credibility_is_that_of_appendix_a(confidence: int) -> None:
    expected = scales.value_to_admiralty_credibility(confidence)
    assert table.credibility_of(confidence) == expected[0]


@pytest.mark.parametrize("scale", OWN_LIKELIHOODS, ids=lambda scale: str(scale.name))
def test_each_word_of_likelihood_has_a_confidence_and_they_rise_with_it(scale: Any) -> None:
    found = [table.CONFIDENCE_OF_LIKELIHOOD[value] for value in scale.values]
    assert found == sorted(set(found))


def test_words_of_icd_203_are_those_of_the_dni_scale() -> None:
    expected = {
        "almost no chance": "Almost No Chance / Remote",
        "very unlikely": "Very Unlikely / Highly Improbable",
        "unlikely": "Unlikely / Improbable",
        "roughly even chance": "Roughly Even Chance / Roughly Even Odds",
        "likely": "Likely / Probable",
        "very likely": "Very Likely / Highly Probable",
        "almost certain": "Almost Certain / Nearly Certain",
    }
    for word, label in expected.items():
        assert scales.value_to_dni(table.CONFIDENCE_OF_LIKELIHOOD[word]) == label


def test_actors_are_identities_of_a_class_at_a_location() -> None:
    classes = {}
    for kind in ACTOR_KIND.values:
        found = document(actors={"a": {"name": "A", "kind": kind, "country": "FR"}})
        classes[kind] = record_in(write(found).content, "actor", "a")["identity_class"]
    assert classes == dict(table.IDENTITY_CLASSES)
    (tie,) = (one for one in objects_in(write(found).content) if one["type"] == "relationship")
    (place,) = (one for one in objects_in(write(found).content) if one["type"] == "location")
    assert (tie["relationship_type"], tie["target_ref"]) == ("located-at", place["id"])
    assert place["country"] == "FR"


def test_a_dispute_is_an_opinion_on_the_claim_that_is_disputed() -> None:
    by = {"by": ["a"]}
    found = document(
        actors={"a": {"name": "A", "kind": "state"}},
        claims={
            "one": {"statement": "Yes.", **by},
            "two": {"statement": "No.", "disputes": ["one"], "corroborates": ["one"], **by},
        },
    )
    content = write(found).content
    said = [
        (one["opinion"], one["object_refs"], one["explanation"])
        for one in objects_in(content)
        if one["type"] == "opinion"
    ]
    target = [record_in(content, "claim", "one")["id"]]
    assert sorted(said) == [("agree", target, "No."), ("disagree", target, "No.")]


def test_a_brief_is_a_report_on_the_records_of_its_page() -> None:
    found = document(
        judgements={"j": {"statement": "It will hold.", "likelihood": "likely", "docname": "b"}},
        terms={"leap": {"name": "LEAP", "docname": "glossary", "mentions": ["b"]}},
        briefs={"b": {"title": "Krakow", "date": "2026-02-22", "docname": "b", "summary": "So."}},
    )
    content = write(found).content
    report = record_in(content, "brief", "b")
    assert (report["type"], report["published"]) == ("report", "2026-02-22T00:00:00.000Z")
    ids = [
        record_in(content, kind, one)["id"] for kind, one in (("term", "leap"), ("judgement", "j"))
    ]
    assert sorted(report["object_refs"]) == sorted(ids)


def test_sources_are_external_references_of_what_rests_on_them() -> None:
    found = document(
        actors={"a": {"name": "A", "kind": "state"}},
        sources={"s": {"title": "Title", "publisher": "Walaw", "url": "https://example.org/1"}},
        claims={"c": {"statement": "So", "by": ["a"], "source": ["s"]}},
    )
    (reference,) = record_in(write(found).content, "claim", "c")["external_references"]
    assert reference == {
        "source_name": "Walaw", "description": "Title", "url": "https://example.org/1",
        "external_id": "s",
    }  # fmt: skip


@pytest.mark.parametrize("reliability", RELIABILITY.values)
def test_reliability_comes_back(reliability: str) -> None:
    found = document(sources={"s": {"title": "T", "reliability": reliability}})
    (source,) = read(write(found).content, "b.json").records
    assert source.fields["reliability"] == reliability


# -- round trips --------------------------------------------------------------------------------


@settings(deadline=None, max_examples=30)
@given(SEEDS)
def test_what_was_read_is_written_and_read_as_the_same(seed: int) -> None:
    once = read(write(any_document(seed)).content, "bundle.json").records
    twice = read(write(as_document(once)).content, "bundle.json").records
    assert twice == once


# -- in -----------------------------------------------------------------------------------------

HOUSE = object_of("identity", 1, name="Foreign Office", identity_class="organization")
REPORT = object_of(
    "report", 2, name="Ships", published=DAY, created_by_ref=HOUSE["id"],
    object_refs=[f"note--{uuid(3)}"], description="On ships.",
    external_references=[{"source_name": "fo", "url": "https://example.org/ships"}],
    object_marking_refs=[table.TLP_MARKINGS["GREEN"]],
)  # fmt: skip
NOTE = object_of(
    "note", 3, content="The fleet grows. It is old.", created_by_ref=HOUSE["id"], confidence=75,
    object_refs=[HOUSE["id"]],
)  # fmt: skip


def test_reports_of_others_become_sources_and_their_notes_claims() -> None:
    found = read(bundle(HOUSE, REPORT, NOTE), "theirs.json")
    actor, source, claim = found.records
    assert (actor.kind, actor.id, dict(actor.fields)) == (
        "actor", "foreign-office", {"name": "Foreign Office", "kind": "organisation"},
    )  # fmt: skip
    assert dict(source.fields) == {
        "title": "Ships", "type": "report", "publisher": "Foreign Office", "date": "2026-02-20",
        "url": "https://example.org/ships", "tlp": "GREEN",
    }  # fmt: skip
    assert dict(claim.fields) == {
        "statement": "The fleet grows.", "by": ["foreign-office"], "date": "2026-02-20",
        "credibility": "2", "source": [source.id],
    }  # fmt: skip
    assert claim.text == "It is old."


def test_an_opinion_that_disagrees_disputes_a_claim() -> None:
    opinion = object_of(
        "opinion", 4, opinion="strongly-disagree", explanation="It shrinks.",
        created_by_ref=HOUSE["id"], object_refs=[NOTE["id"]],
    )  # fmt: skip
    *_others, first, second = read(bundle(HOUSE, REPORT, NOTE, opinion), "b.json").records[:4]
    assert second.fields["disputes"] == [first.id]


def test_claims_without_a_report_have_the_file_as_their_source() -> None:
    _actor, claim, source = read(bundle(HOUSE, NOTE), "/some/where/theirs.json").records
    assert claim.fields["source"] == [source.id] == ["theirs"]


def test_all_that_is_left_aside_is_said() -> None:
    tool = object_of("malware", 5, is_family=False, name="X")
    vague = {**HOUSE, "id": f"identity--{uuid(6)}", "name": "Navy", "sectors": ["defense"]}
    found = read(bundle(tool, vague), "b.json")
    assert [(one.kind, one.field) for one in found.left] == [
        ("malware", ""), ("identity", "id"), ("identity", "created"), ("identity", "modified"),
        ("identity", "sectors"),
    ]  # fmt: skip


BASES: dict[str, dict[str, Any]] = {
    "identity": {"name": "Navy"},
    "threat-actor": {"name": "Bear"},
    "intrusion-set": {"name": "Bear"},
    "campaign": {"name": "Spring", "first_seen": "2026-01-01T00:00:00Z"},
    "report": {"name": "Ships", "published": DAY, "object_refs": [HOUSE["id"]]},
    "note": {"content": "So.", "object_refs": [HOUSE["id"]], "created_by_ref": HOUSE["id"]},
    "opinion": {
        "opinion": "agree", "explanation": "So.", "object_refs": [HOUSE["id"]],
        "created_by_ref": HOUSE["id"],
    },
}  # fmt: skip
SAMPLES: dict[str, Any] = {
    "confidence": 75, "revoked": True, "lang": "de", "opinion": "disagree",
    "created_by_ref": HOUSE["id"], "published": "2026-02-20T10:30:00Z",
    "external_references": [
        {"source_name": "x", "url": "https://example.org/odd-a"},
        {"source_name": "odd-b", "external_id": "odd-c"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("type_", BASES)
def test_each_property_is_in_a_record_or_is_said_to_be_left_aside(type_: str) -> None:
    """The law of imports, for all properties that the standard has, one after the other."""
    of = stix2.registry.class_for_type(type_, "2.1")
    for name, kind in of._properties.items():
        if name in ("type", "id", "spec_version", "created", "modified", "object_refs"):
            continue
        words = f"odd-{name}"
        is_list = isinstance(kind, stix2.properties.ListProperty)
        value = SAMPLES.get(name, [words] if is_list else words)
        if isinstance(kind, stix2.properties.TimestampProperty):
            value = SAMPLES.get(name, "2026-01-02T10:30:00Z")
        one = object_of(type_, 9, **{**BASES[type_], name: value})
        found = read(bundle(HOUSE, one), "b.json")
        said = {(left.kind, left.field) for left in found.left}
        kept = json.dumps([[*record.fields.values(), record.text] for record in found.records])
        whose = "Foreign Office" if type_ == "report" else "foreign-office"
        values = {"created_by_ref": whose, "opinion": "-"}
        shown = values.get(name, value if isinstance(value, str) else words)
        assert shown in kept or {(type_, ""), (type_, name)} & said, (type_, name, kept)


def test_of_several_versions_the_newest_one_is_taken() -> None:
    new = {**HOUSE, "name": "Foreign Ministry", "modified": "2026-03-01T00:00:00.000Z"}
    for order in ((HOUSE, new), (new, HOUSE)):
        found = read(bundle(*order), "b.json")
        assert [one.fields["name"] for one in found.records] == ["Foreign Ministry"]
        assert any("older version" in one.why for one in found.left)


def test_the_strictest_marking_counts_also_that_of_a_part() -> None:
    marked = {
        **HOUSE,
        "object_marking_refs": [table.TLP_MARKINGS["GREEN"]],
        "granular_markings": [{"marking_ref": table.TLP_MARKINGS["RED"], "selectors": ["name"]}],
    }
    (actor,) = read(bundle(marked), "b.json").records
    assert actor.fields["tlp"] == "RED"


@pytest.mark.parametrize(
    ("statement", "tlp"),
    [("Copyright 2015, MITRE", None), ("VS-NfD", "RED"), ("TLP:AMBER", "AMBER")],
)
def test_statements_that_classify_are_the_strictest_marking(
    statement: str, tlp: str | None
) -> None:
    mark = object_of(
        "marking-definition", 9, definition_type="statement", definition={"statement": statement}
    )
    mark.pop("modified")
    found = read(bundle(mark, {**HOUSE, "object_marking_refs": [mark["id"]]}), "b.json")
    assert found.records[0].fields.get("tlp") == tlp
    assert any(statement in one.why for one in found.left) == (statement != "TLP:AMBER")


# -- bad input ----------------------------------------------------------------------------------

OLD = {key: value for key, value in HOUSE.items() if key != "spec_version"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (bundle(HOUSE)[:-20], "truncated"),
        (b'{"type": "bundle", "objects": "none"}', "Expected `array`"),
        (b'{"type": "feature"}', "'type' is not 'bundle'"),
        (b"[1, 2]", "is no STIX bundle"),
        (b"\xff\xfe\x00", "is no STIX bundle"),
        (b'{"type": "bundle", "objects": [' + b"[" * 5000, "is no STIX bundle"),
        (bundle(OLD), "STIX 2.0"),
        (bundle({**HOUSE, "spec_version": "2.0"}), "STIX 2.0"),
    ],
)  # fmt: skip
def test_files_that_are_no_bundle_are_said_in_one_message(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(data, "odd.json")
    message = str(caught.value)
    assert message.startswith("odd.json ")
    assert said in message
    assert "\n" not in message
    assert len(message) < 400


def test_a_bundle_of_200_mb_is_refused_before_anything_is_decoded() -> None:
    with pytest.raises(UnreadableFile, match="200 MB, and a STIX bundle of up to 100 MB is read"):
        bundles.objects_of(bytes(200_000_000), "huge.json")


@pytest.mark.parametrize(
    "odd",
    [
        None,
        17,
        {},
        {"type": "identity"},
        {**HOUSE, "id": "identity--" + "9" * 10_000_000},
        {**HOUSE, "id": 5},
        {**HOUSE, "id": f"note--{uuid(7)}"},
        {**HOUSE, "id": f"identity--{uuid(7)}", "name": "x" * 10_000_000},
        {**HOUSE, "id": f"identity--{uuid(7)}", "name": ["x"]},
        {**HOUSE, "id": f"identity--{uuid(7)}", "created": "yesterday"},
        {**HOUSE, "id": f"identity--{uuid(7)}", "extensions": {table.RECORD: {"record_kind": 4}}},
        {**HOUSE, "id": f"identity--{uuid(7)}", "extensions": "none", "object_marking_refs": [3]},
        object_of("report", 8, name="Empty", published=DAY, object_refs=[]),
        object_of("note", 8, content="I note myself", object_refs=[f"note--{uuid(8)}"]),
    ],
)  # fmt: skip
def test_an_odd_object_is_named_and_the_others_are_read(odd: Any) -> None:
    found = read(bundle(odd, HOUSE), "b.json")
    assert any(one.id == "foreign-office" for one in found.records)
    said = [one for one in found.left if one.field not in ("created", "modified", "id")]
    assert said or len(found.records) == 2
    assert all(len(" ".join(one)) < 600 for one in said)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(
                "type id spec_version name created modified object_refs created_by_ref extensions "
                "content abstract labels external_references published confidence aliases".split()
            ),
            st.recursive(
                st.none()
                | st.booleans()
                | st.integers()
                | st.text(max_size=5)
                | st.sampled_from([HOUSE["id"], NOTE["id"], DAY, "2.1", "note", "identity"]),
                lambda inner: (
                    st.lists(inner, max_size=3)
                    | st.dictionaries(
                        st.sampled_from([table.RECORD, "record_kind"]), inner, max_size=2
                    )
                ),
            ),
        ).map(lambda more: {**NOTE, **more}),
        max_size=3,
    )
)
def test_whatever_objects_hold_nothing_but_a_message_comes_of_it(objects: list[Any]) -> None:
    with suppress(UnreadableFile):
        read(bundle(HOUSE, *objects), "b.json")


def test_the_format_is_recognised_and_described() -> None:
    assert FORMAT.recognises is not None
    assert FORMAT.recognises(bundle(HOUSE)[:200])
    assert not FORMAT.recognises(b'{"schema": 2, "actors": {}}')
    assert FORMAT.source.startswith("https://docs.oasis-open.org/")
