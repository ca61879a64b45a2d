"""A field of ``ledger.json`` has one type, which its schema says."""

import json
from types import new_class
from typing import Annotated, Any, get_type_hints

import jsonschema
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_briefing.records import KINDS as OWN_KINDS
from sphinx_briefing.records import Record, Selectable, declared, to_json
from sphinx_briefing.records import fields as shape
from sphinx_briefing.records.columns import Columns
from sphinx_briefing.records.conventions import Conventions
from sphinx_briefing.records.data_files import OWN_READERS, read_table
from sphinx_briefing.records.fields import Field, all_fields
from sphinx_briefing.records.tables import Unreadable
from sphinx_briefing.records.validation import read_fields
from sphinx_briefing.schema import FOLDER, LEDGER, ledger_schema, published


class Finding(Record, frozen=True, kw_only=True):
    """What an inspection found."""

    kind_name = "finding"
    plural = "findings"
    argument = "statement"
    label, labels = "Finding", "Findings"

    statement: Annotated[str, shape.WORDS]
    rests_upon: Annotated[tuple[str, ...], shape.names("claim", "estimate")] = msgspec.field(
        name="rests-upon", default=()
    )


KINDS: dict[str, type[Selectable]] = {**OWN_KINDS.selectable, "finding": Finding}
VALIDATOR = jsonschema.Draft202012Validator(ledger_schema(KINDS))


def plain(record: Selectable) -> dict[str, Any]:
    """A record as it stands in the file."""
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(to_json(record)))
    return found


def values(kind: type[Selectable], field: Field) -> st.SearchStrategy[Any]:
    """What a field may hold when a ledger has been made."""
    if field.shape.scale is not None:
        given_value: st.SearchStrategy[Any] = st.sampled_from(field.shape.scale.values)
        is_filled = field.required or field.default is not None
        return given_value if is_filled else given_value | st.none()
    if field.shape.others:
        kinds = st.sampled_from((field.shape.refers, *field.shape.others))
        return st.lists(st.builds("{}:{}".format, kinds, st.text("ab-", min_size=1))).map(tuple)
    return st.from_type(get_type_hints(kind)[field.attribute])


@st.composite
def records(draw: st.DrawFn, kind: type[Selectable]) -> Selectable:
    """A record of a kind, with what is written and what is left out at random."""
    found = {}
    for field in all_fields(kind):
        if field.required or draw(st.booleans()):
            found[field.attribute] = draw(values(kind, field))
    return kind(**found)


def mismatches(plural: str, record: dict[str, Any]) -> list[str]:
    ledger = {"schema": LEDGER, **{kind.plural: {} for kind in KINDS.values()}}
    found = VALIDATOR.iter_errors({**ledger, plural: {"x": record}})
    return [f"{error.json_path}: {error.message}" for error in found]


def test_the_schemas_are_valid_and_the_published_ones_are_of_today() -> None:
    jsonschema.Draft202012Validator.check_schema(VALIDATOR.schema)
    for name, text in published().items():
        jsonschema.Draft202012Validator.check_schema(msgspec.json.decode(text))
        assert (FOLDER / name).read_bytes() == text, "run: python -m tools.schemas"
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(published())


@pytest.mark.parametrize("name", KINDS)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # its table of characters
@given(data=st.data())
def test_every_record_keeps_to_the_schema(name: str, data: st.DataObject) -> None:
    kind = KINDS[name]
    found = plain(data.draw(records(kind)))
    assert mismatches(kind.plural, found) == []
    for field in all_fields(kind):
        if field.name in found:
            assert isinstance(found[field.name], list) == field.several, field.name


@pytest.mark.parametrize("name", KINDS)
def test_another_type_than_that_of_its_field_is_none_of_the_schema(name: str) -> None:
    kind = KINDS[name]
    required = {f.attribute: ("x",) if f.several else "x" for f in all_fields(kind) if f.required}
    for field in all_fields(kind):
        if field.required and field.shape.scale is not None:
            required[field.attribute] = field.shape.scale.values[0]
    record = plain(kind(**required))
    assert mismatches(kind.plural, record) == []
    for field in all_fields(kind):
        other: object = "x" if field.several else ["x"]
        assert mismatches(kind.plural, {**record, field.name: other}), field.name


def test_a_field_of_several_kinds_holds_ids_that_say_their_kind() -> None:
    record = plain(Finding(statement="Leaks", rests_upon=("claim:vik", "estimate:591")))
    assert record["rests-upon"] == ["claim:vik", "estimate:591"]
    assert mismatches("findings", record) == []
    for wrong in ("vik", "event:vik", "claim:"):
        assert mismatches("findings", {**record, "rests-upon": [wrong]}), wrong


def test_kinds_of_one_name_in_two_modules_keep_their_own_fields() -> None:
    namespace = {
        "kind_name": "sounding",
        "plural": "soundings",
        "labels": "Soundings",
        "depth": None,
        "__annotations__": {"depth": Annotated[str | None, shape.LINE]},
        "__module__": "elsewhere",
    }
    config = {"frozen": True, "kw_only": True, "tag": "sounding"}
    other: Any = new_class("Finding", (Record,), config, lambda body: body.update(namespace))
    schema = ledger_schema({"finding": Finding, "sounding": other})
    told = [
        schema["$defs"][schema["properties"][name]["additionalProperties"]["$ref"].split("/")[-1]]
        for name in ("findings", "soundings")
    ]
    assert "rests-upon" in told[0]["properties"]
    assert "depth" in told[1]["properties"]


@pytest.mark.parametrize("kind", [one for one in OWN_KINDS.values() if one.in_files])
def test_data_files_are_described_as_they_are_read(kind: type[Record]) -> None:
    schema = msgspec.json.decode((FOLDER / f"{kind.kind_name}.schema.json").read_bytes())
    validator = jsonschema.Draft202012Validator(schema)
    record: dict[str, Any] = {kind.argument: "Ä", "text": "x", "tags": ["a", 1], "tlp": None}
    for field in declared(kind).values():
        if field.required and field.shape.scale is not None:
            record[field.name] = field.shape.scale.values[0]
    columns = Columns({**declared(kind), "text": None, "id": None})
    for data, is_fine in (
        ([record], True),
        ({"x": record}, True),
        ([{**record, "colour": "red"}], False),
        ([{kind.argument: {"nested": "x"}}], False),
        ([{}], False),
        ("x", False),
    ):
        try:
            text = json.dumps(data).encode()
            table = read_table(text, ".json", kind, columns, OWN_READERS)
        except Unreadable:
            is_read = False
        else:
            is_read = not (table.problems or table.missing) and all(
                not row.problems and not read_fields(kind, row.values, Conventions())[1]
                for row in table.rows
                if row.values.pop("text", "") != []
            )
        assert validator.is_valid(data) == is_fine
        assert is_read == is_fine, data
