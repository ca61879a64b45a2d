"""FollowTheMoney: a list becomes a register, records become entities and come back."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from followthemoney import model
from followthemoney.statement import CSV, Statement
from followthemoney.statement.serialize import get_statement_writer, read_csv_statements
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_briefing.exchange.ftm import FORMAT, STATEMENTS, lines, table
from sphinx_briefing.exchange.imported import Once
from sphinx_briefing.exchange.model import Format, Imported, Read, UnreadableFile
from sphinx_briefing.records import KINDS
from sphinx_briefing.records.fields import all_fields
from sphinx_briefing.vocabularies import ACTOR_KIND
from tests.exchanged import as_document, document, keys

SEEDS = st.integers(0, 2**32)
BOTH = pytest.mark.parametrize("of", [FORMAT, STATEMENTS], ids=lambda of: str(of.name))


def write(of: Format, **kinds: Mapping[str, Mapping[str, Any]]) -> bytes:
    assert of.write is not None
    return of.write({"schema": 2, **kinds}).content


def read(of: Format, data: bytes) -> Read:
    assert of.read is not None
    return of.read(data, "list.ftm.json")


def entity(identifier: str, schema: str, /, **properties: Any) -> dict[str, Any]:
    """An entity in the shape of ``entities.ftm.json``."""
    caption = properties.pop("caption", next(iter(properties.get("name", [identifier]))))
    return {
        "id": identifier, "caption": caption, "schema": schema, "properties": properties,
        "referents": [], "datasets": ["us_ofac_sdn"], "first_seen": "2022-04-06T13:30:02",
        "last_seen": "2026-02-20T06:19:01", "last_change": "2025-12-01T00:00:00", "target": True,
    }  # fmt: skip


def jsonl(*entities: Any) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in entities)


def records(found: Read, kind: str) -> dict[str, Imported]:
    return {one.id: one for one in found.records if one.kind == kind}


def left(found: Read) -> dict[tuple[str, str, str], str]:
    return {(one.kind, one.id, one.field): one.why for one in found.left}


LISTED = (
    entity(
        "NK-tanker", "Vessel", name=["Ocean Star", "OCEAN STAR", "Звезда океана"], flag=["pa"],
        alias=["Star of the Ocean"], previousName=["Nordic Hawk"], imoNumber=["IMO9187629"],
        mmsi=["273456789"], type=["Crude Oil Tanker"], buildDate=["1999"], topics=["sanction"],
        operator=["NK-firm"], pastFlags=["lr"], callSign=["HP1234"],
        grossRegisteredTonnage=["61764"],
    ),
    entity(
        "NK-namesake", "Vessel", name=["Ocean Star"], imoNumber=["9308065"], topics=["mare.shadow"]
    ),
    entity(
        "Q1234567", "Person", name=["Ivan Petrov"], birthDate=["1965-03-02"], nationality=["ru"],
        country=["ru"], alias=["Petrov, Ivan I."], weakAlias=["Ivan"], topics=["role.pep"],
        position=["Deputy head (acting)"], wikidataId=["Q1234567"], gender=["male"],
        notes=["Shipping manager\nof [several](x) firms."],
    ),
    entity(
        "NK-firm", "Company", name=["Sun Ship Management (D) Ltd"], jurisdiction=["ae"],
        website=["https://sunship.example/"], leiCode=["529900T8BM49AURSDO55"],
        abbreviation=["SSM"],
    ),
    entity("NK-ministry", "PublicBody", name=["Ministry of Ports"], country=["ru"]),
    entity("own-1", "Ownership", owner=["NK-firm"], asset=["NK-tanker"], startDate=["2023-05-01"]),
    entity(
        "dir-1", "Directorship", director=["Q1234567"], organization=["NK-firm"],
        role=["Managing director"], startDate=["2019-01-01"], endDate=["2022-12-31"],
    ),
    entity("mem-1", "Membership", member=["Q1234567"], organization=["NK-ministry"]),
    entity("pos-1", "Position", name=["Minister of Ports"], country=["ru"]),
    entity("occ-1", "Occupancy", holder=["Q1234567"], post=["pos-1"], startDate=["2024"]),
    entity(
        "san-1", "Sanction", entity=["NK-tanker"], authority=["Office of Foreign Assets Control"],
        program=["RUSSIA-EO14024"], startDate=["2024-02-23"], country=["us"],
    ),
    entity("adr-1", "Address", full=["1 Port Road"]),
    entity("fam-1", "Family", person=["Q1234567"], relative=["Q1234567"], relationship=["self"]),
)  # fmt: skip
"""A list in exactly the shape of one of OpenSanctions, of people and ships that do not exist."""


# -- a list becomes a register ------------------------------------------------------------------


@pytest.fixture(scope="module")
def register() -> Read:
    return read(FORMAT, jsonl(*LISTED))


def test_a_vessel_has_its_names_its_number_and_its_flag(register: Read) -> None:
    vessel = records(register, "actor")["ocean-star-nk-tanker"]
    assert dict(vessel.fields) == {
        "name": "Ocean Star", "kind": "vessel", "country": "PA", "opensanctions": "NK-tanker",
        "link": "no",
        "aliases": ["OCEAN STAR", "Звезда океана", "Star of the Ocean", "Nordic Hawk",
                    "IMO 9187629", "MMSI 273456789"],
        "tags": ["sanction"], "source": ["us_ofac_sdn"],
    }  # fmt: skip
    assert vessel.text.splitlines() == [
        "Type: Crude Oil Tanker.",
        "Built: 1999.",
        "Past flags: lr.",
        "Call sign: HP1234.",
        "Operator: Sun Ship Management (D) Ltd.",
        "Owner: Sun Ship Management (D) Ltd (2023-05-01/..).",
        "Listed: us_ofac_sdn (2022-04-06/2026-02-20).",
    ]


def test_namesakes_have_ids_that_no_order_changes(register: Read) -> None:
    assert {"ocean-star-nk-tanker", "ocean-star-nk-namesake"} <= set(records(register, "actor"))
    turned = read(FORMAT, jsonl(*LISTED[::-1]))
    assert set(records(turned, "actor")) == set(records(register, "actor"))


def test_a_person_has_offices_memberships_and_what_else_is_said_in_words(register: Read) -> None:
    person = records(register, "actor")["ivan-petrov"]
    assert person.fields["offices"] == [
        "Managing director, Sun Ship Management (D) Ltd (2019-01-01/2022-12-31)",
        "Minister of Ports (2024/..)",
        "Deputy head, acting",
    ]
    assert person.fields["member-of"] == ["ministry-of-ports"]
    assert person.fields["country"] == "RU"
    assert person.fields["wikidata"] == person.fields["opensanctions"] == "Q1234567"
    assert person.text.startswith("Shipping manager\nof [several](x) firms.\n\n")
    assert "Also called: Ivan.\nBorn: 1965-03-02." in person.text
    assert "Ivan" not in person.fields["aliases"], "a weak alias would be found in all prose"


def test_a_body_is_an_organisation(register: Read) -> None:
    firm = records(register, "actor")["sun-ship-management-d-ltd"]
    assert dict(firm.fields) == {
        "name": "Sun Ship Management (D) Ltd", "kind": "organisation", "abbr": "SSM",
        "website": "https://sunship.example/", "country": "AE", "opensanctions": "NK-firm",
        "source": ["us_ofac_sdn"],
    }  # fmt: skip
    assert "LEI: 529900T8BM49AURSDO55." in firm.text


def test_a_sanction_is_a_decision_against_somebody(register: Read) -> None:
    (event,) = records(register, "event").values()
    assert dict(event.fields) == {
        "title": "Office of Foreign Assets Control: Ocean Star", "date": "2024-02-23",
        "kind": "decision", "targets": ["ocean-star-nk-tanker"], "tags": ["sanction"],
        "source": ["us_ofac_sdn"],
    }  # fmt: skip
    assert event.text.startswith("Programme: RUSSIA-EO14024.")


def test_the_lists_are_sources_as_of_the_day_they_were_last_read(register: Read) -> None:
    (source,) = records(register, "source").values()
    assert (source.id, dict(source.fields)) == (
        "us_ofac_sdn", {"title": "us_ofac_sdn", "type": "dataset", "date": "2026-02-20"},
    )  # fmt: skip


def test_all_that_is_left_aside_is_said(register: Read) -> None:
    said = left(register)
    assert set(said) >= {
        ("Address", "adr-1", ""),
        ("Family", "fam-1", ""),
        ("Person", "Q1234567", "gender"),
        ("Vessel", "NK-tanker", "grossRegisteredTonnage"),
        ("Vessel", "", "previousName"),
        ("Sanction", "san-1", "country"),
        ("entity", "", "last_change"),
        ("entity", "", "target"),
        ("entity", "", "first_seen"),
    }


PROPERTIES = {
    schema: [name for name, of in found.properties.items() if not of.stub]
    for schema in (
        "Person",
        "Company",
        "Vessel",
        "Sanction",
        "Occupancy",
        "Article",
        "Event",
        "Note",
    )
    if (found := model.get(schema)) is not None
}


@pytest.mark.parametrize("schema", PROPERTIES)
@BOTH
def test_each_property_is_in_a_record_or_is_said_to_be_left_aside(of: Format, schema: str) -> None:
    """The law of imports, for all properties that a schema has, one after the other."""
    for name in PROPERTIES[schema]:
        one = entity("NK-a", schema, **{"name": ["Aaa"], "startDate": ["2020"]} | _least(schema))
        properties = {name: _value(schema, name)} | {
            key: value for key, value in one["properties"].items() if key in PROPERTIES[schema]
        }
        if name not in one["properties"]:
            properties[name] = _value(schema, name)
        data = {**one, "caption": "Aaa", "properties": properties}
        if of is STATEMENTS:
            data_ = rows(data, entity("NK-b", "Company", name=["Bbb"]), _post())
        else:
            data_ = jsonl(data, entity("NK-b", "Company", name=["Bbb"]), _post())
        found = read(of, data_)
        said = {(one.kind, one.field) for one in found.left if one.id in ("NK-a", "")}
        kept = json.dumps([[*one.fields.values(), one.text] for one in found.records])
        for value in properties[name]:
            shown = {value, value.upper(), value.removeprefix("IMO")}
            ids = {"NK-b": "Bbb", "pos-1": "Minister", "deu": "de"}
            is_kept = any(one in kept for one in shown) or ids.get(value, "\0") in kept
            assert is_kept or {(schema, ""), (schema, name)} & said, (name, value, kept)


def _least(schema: str) -> dict[str, Any]:
    return {
        "Sanction": {"entity": ["NK-b"]},
        "Occupancy": {"holder": ["NK-b"], "post": ["pos-1"]},
        "Note": {"entity": ["NK-b"], "description": ["So it is."]},
        "Article": {"title": ["Aaa"]},
    }.get(schema, {})


def _post() -> dict[str, Any]:
    return entity("pos-1", "Position", name=["Minister"])


def _value(schema: str, name: str) -> list[str]:
    if name in _least(schema):
        return list(_least(schema)[name])
    of = model.get(schema).get(name)  # type: ignore[union-attr]
    assert of is not None
    values = {
        "date": "2021-03-04", "country": "fr", "url": "https://example.org/x", "entity": "NK-b",
        "topic": "poi", "language": "deu", "number": "17",
    }  # fmt: skip
    if name == "imoNumber":
        return ["IMO9187629"]
    if name == "wikidataId":
        return ["Q4242"]
    return [values.get(of.type.name, f"Odd {name}")]


def rows(*entities: Mapping[str, Any]) -> bytes:
    buffer = BytesIO()
    writer = get_statement_writer(buffer, CSV)
    for one in entities:
        for name, values in one["properties"].items():
            for value in values:
                writer.write(
                    Statement(
                        one["id"], name, one["schema"], value, "us_ofac_sdn", first_seen="2022"
                    )
                )
    writer.close()
    return buffer.getvalue()


# -- out ----------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=30)
@given(SEEDS)
def test_the_library_reads_every_entity_and_finds_no_value_wrong(seed: int) -> None:
    assert FORMAT.write is not None
    for line in FORMAT.write(document(seed)).content.splitlines():
        data = json.loads(line)
        proxy = model.get_proxy(data, cleaned=True)
        assert proxy.properties == data["properties"]
        proxy.schema.validate(data)
        for prop, value in proxy.itervalues():
            if prop.type.name in ("date", "url", "country", "entity", "language", "topic"):
                assert prop.type.clean(value, proxy=proxy) == value


@settings(deadline=None, max_examples=30)
@given(SEEDS)
def test_the_library_reads_every_statement(seed: int) -> None:
    assert STATEMENTS.write is not None
    content = STATEMENTS.write(document(seed)).content
    statements = list(read_csv_statements(BytesIO(content)))
    for statement in statements:
        assert statement.id == statement.generate_key()


@BOTH
def test_an_actor_that_is_on_a_list_has_its_id(of: Format) -> None:
    content = write(of, actors={"p": {"name": "P", "kind": "person", "opensanctions": "NK-p"}})
    (actor,) = read(of, content).records
    assert (actor.id, actor.fields["opensanctions"]) == ("p", "NK-p")
    if of is FORMAT:
        assert json.loads(content)["referents"] == ["briefing-actor-p"]
    else:
        (statement, *_others) = read_csv_statements(BytesIO(content))
        assert (statement.canonical_id, statement.entity_id) == ("NK-p", "briefing-actor-p")


@pytest.mark.parametrize("kind", ACTOR_KIND.values)
@BOTH
def test_each_kind_of_actor_comes_back(of: Format, kind: str) -> None:
    (actor,) = read(of, write(of, actors={"a": {"name": "A", "kind": kind}})).records
    assert actor.fields["kind"] == kind


@BOTH
def test_lists_and_days_of_statements_come_back(of: Format) -> None:
    text = "A tanker.\n\nListed: eu_fsf (2022-04-06/2026-02-20).\nListed: il_mod."
    found = {"v": {"name": "V", "kind": "vessel", "text": text}}
    actor = records(read(of, write(of, actors=found)), "actor")["v"]
    if of is STATEMENTS:
        assert actor.text == text
        rows = list(read_csv_statements(BytesIO(write(of, actors=found))))
        seen = {(row.dataset, row.first_seen, row.last_seen) for row in rows}
        assert seen == {("eu_fsf", "2022-04-06", "2026-02-20"), ("il_mod", None, None)}
    else:
        assert of.write is not None
        told = keys(of.write({"schema": 2, "actors": found}).lost)
        assert ("actor", "v", "text") in told


@BOTH
def test_sanctions_go_out_as_they_came_in(of: Format) -> None:
    once = as_document(read(FORMAT, jsonl(*LISTED)).records)
    assert of.write is not None
    again = read(of, of.write(once).content)
    assert records(again, "event") == {
        one.id: Imported(one.kind, one.id, one.fields, one.text, where=mine.where)
        for one in records(read(FORMAT, jsonl(*LISTED)), "event").values()
        for mine in records(again, "event").values()
    }


def test_the_table_names_fields_that_there_are() -> None:
    for kind, fields in table.HOLDS.items():
        assert set(fields) <= {field.name for field in all_fields(KINDS.selectable[kind])}


def test_the_table_names_properties_that_there_are() -> None:
    schemata = [model.get(name) for name in (*table.KINDS_OF_SCHEMATA, "Sanction")]
    for name in (*table.FACTS, *table.FACTS_OF_SANCTIONS, *table.NUMBERS, *table.COUNTRIES):
        assert any(schema is not None and schema.get(name) for schema in schemata), name


# -- bad input ----------------------------------------------------------------------------------

GOOD = entity("NK-good", "Person", name=["Good"])


@pytest.mark.parametrize(
    "line",
    [
        b'{"id": "NK-cut", "schema": "Person", "properties": {"na',
        b"not json",
        b"[1]",
        b"null",
        b"\xff\xfe\xfa",
        b"[" * 100_000,
        json.dumps({**GOOD, "id": "x" * 10_000_000}).encode(),
        json.dumps({**GOOD, "id": ""}).encode(),
        json.dumps({**GOOD, "id": 5}).encode(),
        json.dumps({**GOOD, "id": "NK-odd", "schema": "Spaceship"}).encode(),
        json.dumps({**GOOD, "id": "NK-odd", "schema": None}).encode(),
        json.dumps({**GOOD, "schema": "Vessel"}).encode(),
        json.dumps(entity("NK-odd", "Person", caption="x" * 10_000_000)).encode(),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(line: bytes) -> None:
    found = read(FORMAT, jsonl(GOOD) + line + b"\n" + jsonl(entity("NK-b", "Vessel", name=["B"])))
    assert set(records(found, "actor")) == {"good", "b"}
    (said,) = [one for one in found.left if one.id and not one.field]
    assert said.id in ("line 2", "NK-odd", "NK-good")
    assert all(len(" ".join(one)) < 600 for one in found.left)


def test_parts_of_an_entity_on_several_lines_become_one() -> None:
    more = entity("NK-good", "LegalEntity", name=["Better"], country=["fr"])
    (actor, _list) = read(FORMAT, jsonl(GOOD, more)).records
    assert actor.fields["aliases"] == ["Better"]
    assert actor.fields["country"] == "FR"
    assert actor.fields["kind"] == "person"


def test_ids_on_single_lists_are_left_aside() -> None:
    found = read(FORMAT, jsonl({**GOOD, "referents": ["ofac-1"]}))
    assert ("entity", "", "referents") in left(found)
    content = write(STATEMENTS, actors={"p": {"name": "P", "kind": "person"}})
    found = read(STATEMENTS, content.replace(b'"briefing-actor-p","brief', b'"NK-p","ofac-1-'))
    assert ("statement", "", "entity_id") in left(found)


def test_ties_in_a_circle_are_no_trouble() -> None:
    a, b = entity("a", "Company", name=["A"]), entity("b", "Company", name=["B"])
    ties = [
        entity(f"{schema}{one}{other}", schema, **{first: [one], second: [other]})
        for schema, first, second in (
            ("Ownership", "owner", "asset"), ("Membership", "member", "organization"),
        )
        for one, other in (("a", "b"), ("b", "a"), ("a", "a"))
    ]  # fmt: skip
    found = records(read(FORMAT, jsonl(a, b, *ties)), "actor")
    assert found["a"].fields["member-of"] == ["b", "a"]


@BOTH
@pytest.mark.parametrize("data", [b"", b"\n\n", b"{}", b"\x00\x01", b"a,b\n1,2\n", b'"' * 9])
def test_a_file_with_nothing_in_it_is_said_in_one_message(of: Format, data: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(of, data)
    assert str(caught.value).startswith("list.ftm.json ")
    assert "\n" not in str(caught.value)


def test_a_file_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST", 10)
    with pytest.raises(UnreadableFile, match="are read; take from it what you want"):
        lines.read_lines(jsonl(GOOD), "big.ftm.json", Once())


@pytest.mark.parametrize(
    "row",
    [
        '"NK-x","NK-x","name"',
        '"NK-x","NK-x","name","name","Spaceship","V","d","","","","f","","",""',
        '"","","name","name","Vessel","V","d","","","","f","","",""',
        '"NK-x","NK-x","wings","name","Vessel","V","d","","","","f","","",""',
    ],
)
def test_a_bad_row_is_named_and_the_others_are_read(row: str) -> None:
    content = write(STATEMENTS, actors={"v": {"name": "V", "kind": "vessel"}}).decode()
    found = read(STATEMENTS, f"{content}{row}\n".encode())
    assert "v" in records(found, "actor")
    assert found.left


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from("id schema properties datasets referents caption first_seen".split()),
            st.recursive(
                st.none() | st.integers() | st.text(max_size=4)
                | st.sampled_from(["Person", "Sanction", "Occupancy", "NK-good", "2020-13-45"]),
                lambda inner: st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from("name entity holder post startDate birthDate flag".split()),
                    inner, max_size=4,
                ),
            ),
        ).map(lambda more: {**GOOD, "id": "NK-odd", **more}),
        max_size=4,
    )
)  # fmt: skip
def test_whatever_lines_hold_nothing_but_a_message_comes_of_it(objects: list[Any]) -> None:
    found = records(read(FORMAT, jsonl(GOOD, *objects)), "actor").values()
    assert any(one.fields["name"] == "Good" for one in found)


def test_the_formats_are_recognised() -> None:
    of_lines, of_statements = FORMAT.recognises, STATEMENTS.recognises
    assert of_lines is not None
    assert of_statements is not None
    rows = write(STATEMENTS, actors={"v": {"name": "V", "kind": "vessel"}})
    assert of_lines(jsonl(*LISTED)[:65536])
    assert of_statements(rows)
    assert not of_lines(rows)
    assert not of_statements(jsonl(GOOD))
    assert not of_lines(b'{"type": "bundle", "objects": []}')
