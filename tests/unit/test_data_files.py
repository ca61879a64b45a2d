"""Data files as rows of fields: what is placed, what is said, at which line."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pytest

from sphinx_briefing.records import Actor, Record, Source, Term
from sphinx_briefing.records.arranging import Table
from sphinx_briefing.records.columns import Columns, OptionError, columns_of
from sphinx_briefing.records.data_files import OWN_READERS, Unsupported, read_table
from sphinx_briefing.records.tables import Unreadable


def table(
    text: str | bytes,
    suffix: str = ".csv",
    kind: type[Record] = Actor,
    *,
    encoding: str = "",
    options: Mapping[str, str] = MappingProxyType({}),
) -> Table:
    data = text if isinstance(text, bytes) else text.encode()
    return read_table(data, suffix, kind, columns_of(kind, options), OWN_READERS, encoding)


def values(of: Table) -> list[dict[str, Any]]:
    return [dict(row.values) for row in of.rows]


def refused(of: Table) -> list[tuple[int, str]]:
    """What is wrong with the form of rows, at which line."""
    return [
        (row.lines.get(problem.field, row.line), problem.message)
        for row in of.rows
        for problem in row.problems
    ]


# -- tables -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("name,kind\nE5,group\n", [("E5", "group")]),
        ("name;kind\nE5;group\n", [("E5", "group")]),
        ("name\tkind\nE5\tgroup\n", [("E5", "group")]),
        ("name|kind\nE5|group\n", [("E5", "group")]),
        ('sep=;\nname;kind\n"E,5";group\n', [("E,5", "group")]),
        # What makes most fields counts, not what there is most of.
        ('"name, a, b, c, d";kind;name\nx;group;E5\n', [("E5", "group")]),
        ("name;kind;a,b,c,d\nE5;group;\n", [("E5", "group")]),
        ("a,b;name;kind\n;E5;group\n", [("E5", "group")]),
        # Remarks stand above and between the rows; a name may begin with their sign.
        ("# a list\n\n#name,kind\n# of groups\n\nE5,group\n", [("E5", "group")]),
        ("# name,kind\nE5,group\n", [("E5", "group")]),
        ("name,kind\n#hashtag,group\n#\nE5,group\n", [("#hashtag", "group"), ("E5", "group")]),
        # Empty cells at the end are those of the spreadsheet.
        ("name,kind,,\nE5,group,,,,\n", [("E5", "group")]),
        ("\ufeffname,kind\r\nE5,group\r\n", [("E5", "group")]),
    ],
)
def test_a_table_is_read_as_its_maker_separates_it(text: str, rows: list[tuple[str, ...]]) -> None:
    found = table(text, options={"ignore": "*"})
    assert [(row["name"], row["kind"]) for row in values(found)] == rows
    assert found.problems == []
    assert refused(found) == []


def test_rows_and_their_fields_know_their_lines() -> None:
    text = 'name,kind,offices\nA,person,"One\nTwo"\n\nB,person,\n'
    first, second = table(text).rows
    assert (first.line, second.line) == (2, 5)
    assert second.lines == {"name": 5, "kind": 5}
    assert first.values["offices"] == "One\nTwo"


def test_a_row_of_more_cells_than_columns_is_refused_and_costs_no_other() -> None:
    found = table("name,kind\nRolls, Inc.,group\nE5,group\n")
    assert [line for line, _ in refused(found)] == [2]
    assert "3 cells, but there are 2 columns" in refused(found)[0][1]
    assert values(found)[1] == {"name": "E5", "kind": "group"}


def test_a_column_that_is_there_twice_is_left_aside_the_second_time() -> None:
    found = table("name,kind,name\nE5,group,E6\n")
    assert values(found) == [{"name": "E5", "kind": "group"}]
    assert found.problems == [
        (1, "column 'name' is there twice; the second one is left aside, rename it")
    ]


def test_two_names_of_one_field_are_told_with_what_to_write() -> None:
    found = table("name,kind,NAME\nE5,group,E6\n")
    assert values(found) == [{"name": "E5", "kind": "group"}]
    ((line, message),) = found.problems
    assert line == 1
    assert "':columns: name=NAME'" in message


def test_several_columns_of_a_list_are_one_list() -> None:
    text = "name,kind,aliases,Aliases\nE5,group,Five,the Five\nE6,group,,Six\n"
    found = table(text)
    assert found.problems == []
    assert [row["aliases"] for row in values(found)] == [["Five", "the Five"], "Six"]


def test_what_has_no_name_is_counted() -> None:
    found = table("name,kind,\nE5,group,x\nE6,group,\nE7,group,y\n")
    assert found.problems == [(1, "column 3 has no name and holds something in 2 rows; name it")]
    assert table("name,kind,\nE5,group,x\n").problems[0][1].endswith("in 1 row; name it")


def test_an_unknown_column_is_said_once_with_the_nearest_field() -> None:
    found = table("name,kind,contry\nE5,group,DE\nE6,group,\n")
    assert values(found)[0] == {"name": "E5", "kind": "group"}
    assert found.problems == [
        (
            1,
            "unknown column 'contry' (in 1 row); write ':columns: country=contry', "
            "or ':ignore: contry' to leave it aside",
        )
    ]


def test_a_field_that_is_missing_is_told_at_the_column_that_may_be_it() -> None:
    found = table("Label,kind\nE5,group\n")
    assert found.missing == ("name",)
    assert found.problems[0][1].endswith(
        "; no column is 'name': write ':columns: name=Label' if this is"
    )
    found = table("kind\ngroup\n")
    assert found.problems == [(1, "no column is 'name'; add it, or write ':columns: name=COLUMN'")]


def test_a_field_that_is_named_has_no_other_column() -> None:
    found = table(
        "name,kind,Label\nold,group,E5\n", options={"columns": "name=Label", "ignore": "name"}
    )
    assert values(found) == [{"kind": "group", "name": "E5"}]
    assert found.problems == []


def test_a_column_that_is_named_and_not_there_is_told() -> None:
    assert table("name,kind\nE5,group\n", options={"columns": "long=Meaning"}).absent == (
        "Meaning",
    )


@pytest.mark.parametrize(
    ("options", "aliases"),
    [({}, "Five; V"), ({"list": ";"}, ["Five", "V"]), ({"list": ","}, "Five; V")],
)
def test_lists_are_separated_as_the_author_says(options: dict[str, str], aliases: object) -> None:
    found = table('name,kind,aliases\nE5,group,"Five; V"\n', options=options)
    assert values(found)[0]["aliases"] == aliases
    assert bool(found.problems) is not bool(options)


def test_countries_become_codes_and_offices_lines() -> None:
    text = "name,kind,country,offices\nA,person,Germany,Minister|Envoy\n"
    (row,) = values(table(text, options={"list": "|"}))
    assert row["country"] == "DE"
    assert row["offices"] == "Minister\nEnvoy"


# -- markings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "cell", "options", "tlp"),
    [
        ("classification", "NATO Restricted", {}, "RED"),
        ("classification", "TLP:GREEN", {}, "RED"),
        ("classification", "a species", {}, None),
        ("marking", "whatever", {}, "RED"),
        ("TLP level", "x", {}, "RED"),
        ("marking", "whatever", {"ignore": "*"}, "RED"),
        ("marking", "whatever", {"ignore": "marking"}, None),
        ("marking", "AMBER", {"columns": "tlp=marking"}, "AMBER"),
        ("marking", "", {}, None),
        ("colour", "red", {"ignore": "*"}, None),
        ("tlp", "AMBER", {}, "AMBER"),
    ],
)
def test_a_column_that_may_be_a_marking(
    head: str, cell: str, options: dict[str, str], tlp: str | None
) -> None:
    found = table(f"name,kind,{head}\nE5,group,{cell}\n", options=options)
    assert values(found)[0].get("tlp") == tlp
    assert any("like a marking" in message for _, message in found.problems) is (tlp == "RED")


def test_a_marking_of_its_own_counts_before_a_column_that_may_be_one() -> None:
    for head in ("tlp,marking", "marking,tlp"):
        (row,) = values(table(f"name,kind,{head}\nE5,group,AMBER,AMBER\n"))
        assert row["tlp"] == "AMBER"


# -- YAML and JSON ------------------------------------------------------------------------------


def test_values_are_kept_as_they_are_written() -> None:
    text = "- name: NO\n  kind: group\n  aliases: [1.0, yes, ~]\n  abbr: 007\n"
    assert values(table(text, ".yaml")) == [
        {"name": "NO", "kind": "group", "aliases": ["1.0", "yes"], "abbr": "007"}
    ]
    text = '[{"name": "E\\u0035", "kind": "group", "link": true, "abbr": 1.50, "long": null}]'
    assert values(table(text, ".json")) == [
        {"name": "E5", "kind": "group", "link": "true", "abbr": "1.50", "long": None}
    ]


def test_lines_are_those_of_the_keys_and_of_verbatim_text() -> None:
    text = "e5:\n  name: E5\n  kind:\n    group\n  text: |\n    One\n    Two\n"
    (row,) = table(text, ".yml").rows
    assert row.lines == {"name": 2, "kind": 3, "text": 6, "id": 1}
    assert row.verbatim
    text = "e5:\n  name: E5\n  text: >\n    One\n    Two\n"
    assert not table(text, ".yml").rows[0].verbatim


def test_json_lines_are_records_of_their_own() -> None:
    found = table('{"name": "A"}\n\n{"name": "B"}\n', ".jsonl")
    assert [(row.line, row.values["name"]) for row in found.rows] == [(1, "A"), (3, "B")]
    assert values(table('{"name": "A"}', ".ndjson")) == [{"name": "A"}]


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("e5:\n  id: e6\n  name: A\n", 2, "'id' is written twice; 'e5' is the id"),
        ("- name: A\n  kind: group\n  name: B\n", 3, "'name' is written twice"),
        ("- name: A\n  aliases:\n    - [x]\n", 2, "'aliases': a nested value is not allowed here"),
        ("- name: A\n- plain\n", 2, "a record must be a mapping of fields to values"),
        ("- name: A\n  [x]: y\n", 2, "the name of a field must be a word"),
        ("[x]: {name: A}\n", 1, "the id of a record must be a word"),
    ],
)
def test_a_record_whose_form_is_wrong_is_refused_at_its_line(
    text: str, line: int, why: str
) -> None:
    assert refused(table(text, ".yaml")) == [(line, why)]


def test_an_id_that_repeats_its_key_is_no_mistake() -> None:
    found = table("e5:\n  id: e5\n  name: A\nempty:\n", ".yaml")
    assert refused(found) == []
    assert values(found) == [{"id": "e5", "name": "A"}, {"id": "empty"}]


@pytest.mark.parametrize(
    ("text", "suffix", "line", "why"),
    [
        ("name: [\n", ".yaml", 2, "it is not valid YAML"),
        ("a: b\n", ".yaml", 1, "its values are not records"),
        ("word\n", ".yaml", 1, "it holds no records"),
        ('{"a": 1,\n}', ".json", 2, "it is not valid JSON"),
        ('[{"a": "b"}] x', ".json", 1, "it is not valid JSON: Extra data"),
        (f"{'[' * 12}{']' * 12}", ".json", 1, "nested too deeply"),
        ("", ".csv", 1, "it holds no table"),
        ('{"type": "FeatureCollection"}', ".json", 1, "it is GeoJSON, which is not read"),
    ],
)
def test_what_cannot_be_read_at_all(text: str, suffix: str, line: int, why: str) -> None:
    with pytest.raises(Unreadable, match=why) as error:
        table(text, suffix)
    assert error.value.line == line


def test_files_of_other_kinds_are_not_read() -> None:
    with pytest.raises(Unsupported, match=r"^is not one of: .*; save the sheet as CSV$"):
        table("", ".xlsx")
    with pytest.raises(Unsupported, match=r"^is not one of: [^;]*$"):
        table("", ".bib", Actor)
    assert values(table("@book{k, title={T}}", ".bib", Source))[0]["title"] == "T"


# -- encodings ----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_says_what_it_is(encoding: str) -> None:
    found = table("name,kind\nŁódź,state\n".encode(encoding))
    assert (values(found)[0]["name"], found.problems) == ("Łódź", [])


def test_a_mark_at_the_beginning_counts_before_what_the_author_says() -> None:
    data = "name,kind\nŁódź,state\n".encode("utf-16")
    assert values(table(data, encoding="cp1250"))[0]["name"] == "Łódź"


def test_a_french_word_of_which_half_has_accents_is_french() -> None:
    assert values(table("name,kind\ncréé,state\n".encode("cp1252")))[0]["name"] == "créé"


def test_western_windows_is_taken_for_granted_and_said_first() -> None:
    data = "name,kind,x\nE5,group,\nCôte d’Ivoire,state,y\n".encode("cp1252")  # noqa: RUF001
    found = table(data)
    assert values(found)[1]["name"] == "Côte d’Ivoire"  # noqa: RUF001
    (line, message), (_, other) = found.problems
    assert line == 3
    assert message.startswith("it is not in UTF-8 and was read as cp1252 ('Côte', for one); save")
    assert other.startswith("unknown column 'x'")


@pytest.mark.parametrize(
    ("text", "encoding"), [("Łódź", "cp1250"), ("Київ", "cp1251"), ("Ωμέγα", "cp1253")]
)
def test_no_other_encoding_is_guessed(text: str, encoding: str) -> None:
    data = f"name,kind\n{text},state\n".encode(encoding)
    with pytest.raises(Unreadable, match=r"it is not in UTF-8; .*':encoding:'"):
        table(data)
    assert values(table(data, encoding=encoding))[0]["name"] == text


# -- options ------------------------------------------------------------------------------------


def test_options_name_columns_with_signs_in_quotation_marks() -> None:
    found = columns_of(Term, {"columns": 'name = "A, ""b""", long=C', "ignore": 'x, "y, z" ,*'})
    assert found.named == (("name", 'A, "b"'), ("long", "C"))
    assert found.fields_of('a, "B"') == ("name",)
    assert found.ignores("Y, Z")
    assert found.ignores("anything")
    assert not found.ignores("anything", by_name=True)
    assert found.ignores("X", by_name=True)


@pytest.mark.parametrize(
    ("options", "option", "why"),
    [
        ({"columns": "nmae=A"}, "columns", "'nmae' is no field; did you mean 'name'"),
        ({"columns": "Label=name"}, "columns", "the field comes first; write name=Label"),
        ({"columns": "name="}, "columns", "'name' has no column; write name=COLUMN"),
        ({"columns": "name"}, "columns", "'name' is not like name=Acronym"),
        ({"delimiter": "ab"}, "delimiter", "'ab' is no single sign"),
        ({"delimiter": "x"}, "delimiter", "'x' is no single sign"),
    ],
)
def test_options_that_cannot_be_read(options: dict[str, str], option: str, why: str) -> None:
    with pytest.raises(OptionError, match=why) as error:
        columns_of(Term, options)
    assert error.value.option == option


@pytest.mark.parametrize(
    ("written", "sign"),
    [("semicolon", ";"), ("Tab", "\t"), ("\\t", "\t"), ('";"', ";"), ("|", "|"), ("", "")],
)
def test_signs_have_names(written: str, sign: str) -> None:
    found: Columns = columns_of(Term, {"delimiter": written})
    assert found.delimiter == sign


def test_what_the_author_says_of_the_delimiter_counts_before_the_file() -> None:
    for text, suffix in (
        ("sep=;\nname|kind\nE5|group\n", ".csv"),
        ("name|kind\nE5|group\n", ".tsv"),
    ):
        found = table(text, suffix, options={"delimiter": "pipe"})
        assert values(found) == [{"name": "E5", "kind": "group"}]
    assert values(table("name,a\tkind\nE5\tgroup\n", ".tab"))[0]["kind"] == "group"
