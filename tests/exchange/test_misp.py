"""MISP: grades, likelihoods and markings as machine tags of its taxonomies, and back."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_briefing.exchange.misp import FORMAT, table
from sphinx_briefing.exchange.misp.reading import read
from sphinx_briefing.exchange.misp.writing import write
from sphinx_briefing.exchange.model import Imported, UnreadableFile
from sphinx_briefing.vocabularies import (
    CONFIDENCE,
    CREDIBILITY,
    ICD_203,
    PHIA_2025,
    RELIABILITY,
    TLP,
)

TAGS = {
    "reliability": ('admiralty-scale:source-reliability="{}"', RELIABILITY.values),
    "credibility": ('admiralty-scale:information-credibility="{}"', CREDIBILITY.values),
    "likelihood": ('estimative-language:likelihood-probability="{}"', ICD_203.values),
    "confidence": ('estimative-language:confidence-in-analytic-judgment="{}"', CONFIDENCE.values),
    "tlp": ("tlp:{}", TLP.values),
}


def events(content: bytes) -> list[dict[str, Any]]:
    return [one["Event"] for one in json.loads(content)["response"]]


def tags(one: Mapping[str, Any]) -> list[str]:
    return [tag["name"] for tag in one.get("Tag", ())]


def event(*attributes: Mapping[str, Any], tags: tuple[str, ...] = (), **more: Any) -> bytes:
    found = {
        "uuid": "57c06bb1-625c-4d34-9b9f-4066950d210f", "info": "Ships", "date": "2026-02-20",
        "Orgc": {"name": "CIRCL", "uuid": "55f6ea5e-2c60-40e5-964f-47a8950d210f"},
        "Tag": [{"name": tag} for tag in tags], "Attribute": list(attributes), **more,
    }  # fmt: skip
    return json.dumps({"Event": found}).encode()


def attribute(value: str, *tags: str, **more: Any) -> dict[str, Any]:
    return {"uuid": f"u-{value}", "type": "text", "category": "Other", "value": value,
            "Tag": [{"name": tag} for tag in tags], **more}  # fmt: skip


def records(data: bytes, kind: str) -> list[Imported]:
    return [one for one in read(data, "event.json").records if one.kind == kind]


# -- tags ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", TAGS)
def test_each_grade_has_the_tag_of_its_taxonomy_and_comes_back(field: str) -> None:
    written, values = TAGS[field]
    for value in values:
        tag = table.tag_of(field, value)
        assert tag == written.format(value.lower().replace(" ", "-"))
        assert table.meaning_of(tag) == (field, value)


@pytest.mark.parametrize("value", PHIA_2025.values)
def test_words_of_the_yardstick_have_the_tag_of_the_nearest_word_and_stay(value: str) -> None:
    found = {"schema": 2, "judgements": {"j": {"statement": "So.", "likelihood": value}}}
    (event,) = events(write(found).content)
    (one,) = event["Attribute"]
    (tag,) = (tag for tag in tags(one) if tag.startswith("estimative-language"))
    assert table.meaning_of(tag)[1] in ICD_203.values
    (judgement,) = records(write(found).content, "judgement")
    assert judgement.fields["likelihood"] == value


def test_a_likelihood_of_a_scale_of_ones_own_is_kept_in_a_tag_of_our_own() -> None:
    found = {"schema": 2, "judgements": {"j": {"statement": "So.", "likelihood": "vielleicht"}}}
    (judgement,) = records(write(found).content, "judgement")
    assert judgement.fields["likelihood"] == "vielleicht"
    assert not write(found).lost


@pytest.mark.parametrize(
    ("tag", "meaning"),
    [
        ("tlp:white", ("tlp", "CLEAR")),
        ("TLP:AMBER+STRICT", ("tlp", "AMBER+STRICT")),
        ("tlp:ex:chr", ("tlp", "")),
        ('admiralty-scale:source-reliability="g"', ("reliability", "")),
        ('Admiralty-Scale:source-reliability="B"', ("reliability", "B")),
        ('misp-galaxy:threat-actor="Sofacy"', ("", "")),
        ("osint", ("", "")),
    ],
)
def test_tags_of_others_are_understood_or_left(tag: str, meaning: tuple[str, str]) -> None:
    assert table.meaning_of(tag) == meaning


# -- out ----------------------------------------------------------------------------------------


def test_a_source_is_an_event_with_its_claims_and_a_brief_one_with_its_judgements() -> None:
    found = {
        "schema": 2,
        "actors": {"iaea": {"name": "IAEA", "kind": "organisation"}},
        "sources": {"s": {"title": "Report", "date": "2026-02-20", "reliability": "B",
                          "url": "https://example.org/1", "tlp": "AMBER"}},
        "claims": {"c": {"statement": "It grows.", "by": ["iaea"], "source": ["s"],
                         "credibility": "2"}},
        "judgements": {"j": {"statement": "It will.", "likelihood": "likely", "docname": "b",
                             "confidence": "high"}},
        "briefs": {"b": {"title": "The fleet", "date": "2026-02-22", "docname": "b"}},
    }  # fmt: skip
    _actors, source, brief = events(write(found).content)
    assert (source["info"], source["date"]) == ("Report", "2026-02-20")
    assert {'admiralty-scale:source-reliability="b"', "tlp:amber"} <= set(tags(source))
    link, claim = source["Attribute"]
    assert (link["type"], link["value"]) == ("link", "https://example.org/1")
    assert claim["value"] == "It grows."
    assert 'admiralty-scale:information-credibility="2"' in tags(claim)
    assert (brief["info"], brief["date"]) == ("The fleet", "2026-02-22")
    assert tags(brief["Attribute"][0])[1:] == [
        'estimative-language:likelihood-probability="likely"',
        'estimative-language:confidence-in-analytic-judgment="high"',
    ]


@pytest.mark.parametrize("day", ["2026-02-31", "0000-01-01"])
def test_a_day_that_no_calendar_has_is_said_to_be_lost(day: str) -> None:
    written = write({"schema": 2, "sources": {"s": {"title": "Report", "date": day}}})
    (one,) = events(written.content)
    assert one["date"] == table.NO_DATE
    assert [(lost.id, lost.field) for lost in written.lost] == [("s", "date")]


def test_events_are_for_nobody_else_until_somebody_says_so() -> None:
    (one,) = events(write({"schema": 2, "sources": {"s": {"title": "Report"}}}).content)
    assert (one["published"], one["distribution"]) == (False, "0")


# -- in -----------------------------------------------------------------------------------------


def test_an_event_of_others_is_a_source_and_what_is_graded_in_it_claims_and_judgements() -> None:
    data = event(
        attribute("The fleet grows.", 'admiralty-scale:information-credibility="3"'),
        attribute("It will grow.", 'estimative-language:likelihood-probability="very-likely"'),
        attribute("https://example.org/x", type="link"),
        attribute("198.51.100.1", type="ip-dst"),
        attribute("A note."),
        tags=('admiralty-scale:source-reliability="b"', "tlp:amber", "osint"),
    )
    found = read(data, "event.json")
    fields = {(one.kind, one.id): dict(one.fields) for one in found.records}
    assert fields == {
        ("source", "ships"): {
            "title": "Ships", "date": "2026-02-20", "publisher": "CIRCL", "reliability": "B",
            "url": "https://example.org/x", "tlp": "AMBER", "tags": ["osint"],
        },
        ("actor", "circl"): {"name": "CIRCL", "kind": "organisation"},
        ("claim", "the-fleet-grows"): {
            "statement": "The fleet grows.", "by": ["circl"], "source": ["ships"],
            "credibility": "3", "tlp": "AMBER",
        },
        ("judgement", "it-will-grow"): {
            "statement": "It will grow.", "likelihood": "very likely", "tlp": "AMBER",
        },
    }  # fmt: skip
    assert [one.id for one in found.left if one.id] == ["u-198.51.100.1", "u-A note."]
    assert [(one.kind, one.field) for one in found.left if not one.id] == [
        ("event", "uuid"), ("attribute", "uuid"), ("attribute", "category"),
    ]  # fmt: skip


def test_the_strictest_marking_counts_and_one_that_nobody_knows_is_the_strictest() -> None:
    graded = 'admiralty-scale:information-credibility="3"'
    for around, own, tlp in (
        ("tlp:red", "tlp:green", "RED"),
        ("tlp:green", "tlp:amber", "AMBER"),
        ("tlp:ex:chr", "tlp:green", "RED"),
    ):
        data = event(attribute("So.", graded, own), tags=(around,))
        assert [one.fields["tlp"] for one in records(data, "claim")] == [tlp]
    assert any("tlp:ex:chr" in one.why for one in read(data, "event.json").left)


def test_a_grade_of_the_whole_event_is_that_of_its_claims() -> None:
    whole = 'admiralty-scale:information-credibility="1"'
    other = 'admiralty-scale:information-credibility="4"'
    data = event(attribute("So.", other), tags=(whole,))
    assert [one.fields["credibility"] for one in records(data, "claim")] == ["4"]


def test_each_property_is_in_a_record_or_is_said_to_be_left_aside() -> None:
    """The law of imports, for all properties of the core format."""
    whole: dict[str, Any] = {
        "threat_level_id": "1", "analysis": "2", "distribution": "3", "published": True,
        "timestamp": "5", "Object": [{"name": "file"}], "Galaxy": [{"name": "g"}], "odd": "odd-a",
        "EventReport": [{"name": "r"}], "orgc_id": "7",
    }  # fmt: skip
    part = {"to_ids": True, "comment": "odd-b", "data": "odd-c", "first_seen": "2026", "odd": 1}
    graded = attribute("So.", 'admiralty-scale:information-credibility="3"', "odd-d", **part)
    found = read(event(graded, **whole), "event.json")
    kept = json.dumps([[*one.fields.values(), one.text] for one in found.records])
    said = {(one.kind, one.field) for one in found.left}
    assert {("event", name) for name in whole} <= said
    assert {("attribute", name) for name in part if name != "comment"} <= said
    assert "odd-b" in kept
    assert "odd-d" in kept


@pytest.mark.parametrize("shape", ["list", "response", "object", "bare"])
def test_files_of_each_shape_are_read(shape: str) -> None:
    one = json.loads(event())
    found: Any = {
        "list": [one], "response": {"response": [one]}, "object": {"response": one},
        "bare": one["Event"],
    }[shape]  # fmt: skip
    assert records(json.dumps(found).encode(), "source")


# -- bad input ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b'{"response": []}', b'{"Event": 5}', event()[:-9], b"\xff", b"[" * 99999],
)
def test_a_file_without_an_event_is_said_in_one_message(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(data, "event.json")
    assert str(caught.value).startswith("event.json")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "odd",
    [
        attribute("x" * 10_000_000, 'admiralty-scale:information-credibility="3"'),
        attribute("", 'admiralty-scale:information-credibility="3"'),
        attribute("x", "y" * 10_000_000),
        {"type": 5, "value": ["x"], "Tag": [5, {"name": None}]},
        {"Tag": {"name": "tlp:red"}},
    ],
)
def test_an_odd_attribute_is_named_and_the_others_are_read(odd: Mapping[str, Any]) -> None:
    good = attribute("So.", 'admiralty-scale:information-credibility="3"')
    found = read(event(odd, good), "event.json")
    assert [one.fields["statement"] for one in found.records if one.kind == "claim"] == ["So."]
    assert found.left
    assert all(len(" ".join(one)) < 600 for one in found.left)


@settings(deadline=None, max_examples=150)
@given(
    st.dictionaries(
        st.sampled_from("info date Tag Attribute Orgc uuid Object".split()),
        st.recursive(
            st.none() | st.integers() | st.text(max_size=4) | st.just("tlp:red"),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from("name value type Tag".split()), inner, max_size=3)
            ),
        ),
    )
)
def test_whatever_an_event_holds_nothing_but_a_message_comes_of_it(found: dict[str, Any]) -> None:
    data = json.dumps([{"Event": found}, json.loads(event())]).encode()
    assert any(one.fields["title"] == "Ships" for one in records(data, "source"))


def test_the_format_is_recognised() -> None:
    assert FORMAT.recognises is not None
    assert FORMAT.recognises(event())
    assert not FORMAT.recognises(b'{"type": "bundle", "objects": []}')
