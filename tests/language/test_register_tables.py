"""Registers as spreadsheets, services and other people write them."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.records import Actor, Term
from sphinx_briefing.records.columns import columns_of
from sphinx_briefing.records.csv_tables import csv_table
from sphinx_briefing.records.data_files import OWN_READERS, read_table
from tests.support import Build, Built
from tests.work import lines_run

LEFT_OUT = (
    "it is not valid CSV: a quotation mark that begins a cell of this row is not closed at its "
    "end; close it, and write quotation marks within a cell twice [briefing.field]"
)


def register(
    build: Build, data: str | bytes, *options: str, name: str = "r.csv", plural: str = "actors"
) -> Built:
    """Build a project whose register is one data file."""
    page = "\n".join(["# R", "", f"```{{{plural}}}", f":file: {name}", *options, "```", ""])
    return build({"r.md": page, name: data.encode() if isinstance(data, str) else data}, "ledger")


def said(built: Built) -> list[str]:
    return [warning.replace(": WARNING", "") for warning in built.warnings]


# -- which column is which field ----------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    ["name,kind,member-of", "Name,KIND,Member of", "NAME,Kind,member_of", "name , kind, MemberOf"],
)
def test_headers_match_without_regard_to_case_and_spaces(build: Build, head: str) -> None:
    built = register(build, f"{head}\nNSP,group,\nVik,organisation,NSP\n")
    assert said(built) == []
    assert built.ledger["actors"]["vik"]["member-of"] == ["nsp"]


def test_columns_are_mapped_and_others_left_aside(build: Build) -> None:
    data = "Acronym,Meaning,Notes,See also\nLEAP,Low-Cost Effectors,x,\nE5,Five,,LEAP\n"
    built = register(
        build,
        data,
        ':columns: name=acronym, long=Meaning, see="See also"',
        ":ignore: notes",
        plural="terms",
    )
    assert said(built) == []
    terms = built.ledger["terms"]
    assert {key: term["long"] for key, term in terms.items()} == {
        "e5": "Five",
        "leap": "Low-Cost Effectors",
    }
    assert terms["e5"]["see"] == ["leap"]


def test_a_star_ignores_all_that_is_no_field(build: Build) -> None:
    data = "name,kind,x,y\nVik,organisation,1,2\n"
    assert said(register(build, data, ":ignore: *")) == []


def test_several_columns_are_one_list(build: Build) -> None:
    data = "name,kind,Also 1,Also 2\nVik,organisation,Harbour,Port\n"
    built = register(build, data, ":columns: aliases=Also 1, aliases=Also 2")
    assert said(built) == []
    assert built.ledger["actors"]["vik"]["aliases"] == ["Harbour", "Port"]


def test_one_column_is_two_fields(build: Build) -> None:
    built = register(build, "code,kind\nvik,organisation\n", ":columns: id=code, name=code")
    assert said(built) == []
    assert built.ledger["actors"]["vik"]["name"] == "vik"


def test_columns_of_yaml_and_json(build: Build) -> None:
    records = [{"Label": "Vik", "Type": "organisation", "extra": {"nested": [1]}}]
    options = (":columns: name=label, kind=type", ":ignore: *")
    for name, data in (("r.yaml", json.dumps(records)), ("r.json", json.dumps(records))):
        built = register(build, data, *options, name=name)
        assert said(built) == []
        assert list(built.ledger["actors"]) == ["vik"]


def test_an_unknown_column_is_said_once(build: Build) -> None:
    rows = "".join(f"T{n},x,{n % 2 or ''},\n" for n in range(50))
    built = register(build, f"name,colour,lng,empty\n{rows}", plural="terms")
    assert said(built) == [
        "r.csv:1: terms: unknown column 'colour' (in 50 rows); write ':columns: FIELD=colour', or "
        "':ignore: colour' to leave it aside [briefing.field]",
        "r.csv:1: terms: unknown column 'empty' (in no row); write ':columns: FIELD=empty', or "
        "':ignore: empty' to leave it aside [briefing.field]",
        "r.csv:1: terms: unknown column 'lng' (in 25 rows); write ':columns: long=lng', or "
        "':ignore: lng' to leave it aside [briefing.field]",
    ]
    assert len(built.ledger["terms"]) == 50


def test_an_unknown_field_of_yaml_is_said_once(build: Build) -> None:
    data = "".join(f"- name: T{n}\n  colour: red\n" for n in range(9))
    built = register(build, data, name="r.yaml", plural="terms")
    assert said(built) == [
        "r.yaml:2: terms: unknown column 'colour' (in 9 rows); write ':columns: FIELD=colour', or "
        "':ignore: colour' to leave it aside [briefing.field]"
    ]
    assert len(built.ledger["terms"]) == 9


def test_a_column_that_every_row_needs_is_missed_once(build: Build) -> None:
    rows = "".join(f"A{n},Meaning {n},\n" for n in range(500))
    built = register(build, f"Acronym,Meaning,Notes\n{rows}", plural="terms")
    assert said(built) == [
        f"r.csv:1: terms: unknown column '{name}' ({rows}); no column is 'name': write "
        f"':columns: name={name}' if this is [briefing.field]"
        for name, rows in [
            ("Acronym", "in 500 rows"),
            ("Meaning", "in 500 rows"),
            ("Notes", "in no row"),
        ]
    ]
    built = register(build, "name\nA\nB\n")
    assert said(built) == [
        "r.csv:1: actors: no column is 'kind'; add it, or write ':columns: kind=COLUMN' "
        "[briefing.field]"
    ]


def test_those_who_refer_to_rows_that_are_left_out_are_not_to_blame(build: Build) -> None:
    files = {
        "r.md": "# R\n\n```{actors}\n:file: r.csv\n```\n\n{actor}`A`, {actor}`Vik`\n",
        "r.csv": 'name,kind\nA,state\n"Vik",state"\nVik,"state\n',
    }
    assert [warning.split(": ")[0] for warning in build(files).warnings] == ["r.csv:3", "r.csv:4"]


def test_two_columns_of_one_field(build: Build) -> None:
    built = register(build, "Name,name,kind\nVik,Other,organisation\n")
    assert said(built) == [
        "r.csv:1: actors: columns 'Name' and 'name' are one field; the second one is left aside, "
        "write ':columns: name=name' if it is meant [briefing.field]"
    ]
    assert built.ledger["actors"]["vik"]["name"] == "Vik"


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (":columns: name", "'columns': 'name' is not like name=Acronym, long=Meaning"),
        (":columns: nam=Meaning", "'columns': 'nam' is no field; did you mean 'name'?"),
        (":columns: Acronym=name", "'columns': the field comes first; write name=Acronym"),
        (":columns: name=", "'columns': 'name' has no column; write name=COLUMN"),
        (":columns: long=Meanin",
         "'columns': 'r.csv' has no column 'Meanin'; did you mean 'Meaning'?"),
        (':ignore: a, "b', "'ignore': '\"b' is not like Notes, \"Names, other\""),
        (":delimiter: ab", "'delimiter': 'ab' is no single sign; write comma, semicolon, tab or "
         "pipe"),
        (":encoding: latin-99", "'encoding': 'latin-99' is not known; write utf-8, cp1252, "
         "cp1250 …"),
    ],
)  # fmt: skip
def test_options_that_cannot_be_read(build: Build, option: str, message: str) -> None:
    data = "name,Meaning\nLEAP,Low\n"
    extra = () if "ignore" in option else (":ignore: Meaning",)
    built = register(build, data, option, *extra, plural="terms")
    assert f"r.md:5: terms: {message} [briefing.field]" in said(built)
    assert list(built.ledger["terms"]) == ["leap"]


# -- markings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "options"),
    [("TLP marking", ()), ("marking", (":ignore: *",)), ("Classification", (":ignore: *",))],
)
def test_what_may_be_a_marking_counts_as_the_strictest(
    build: Build, head: str, options: tuple[str, ...]
) -> None:
    built = register(build, f"name,kind,{head}\nVik,state,Confidential\nSud,state,\n", *options)
    marked = {key: actor["tlp"] for key, actor in built.ledger["actors"].items()}
    assert marked == {"vik": "RED", "sud": None}


def test_a_marking_can_be_named_or_left_aside(build: Build) -> None:
    data = "name,kind,marking\nVik,state,TLP:CLEAR\n"
    for option, tlp in ((":columns: tlp=marking", "CLEAR"), (":ignore: marking", None)):
        built = register(build, data, option)
        assert said(built) == []
        assert built.ledger["actors"]["vik"]["tlp"] == tlp


# -- how columns and lists are separated ---------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "options"),
    [
        ("r.csv", "name\tkind\taliases\nVik\torganisation\tHarbour, Port\n", ()),
        ("r.tsv", "name\tkind\taliases\nVik\torganisation\tHarbour, Port\n", ()),
        ("r.tab", "name\tkind\taliases\nVik\torganisation\tHarbour, Port\n", ()),
        ("r.csv", "name;kind;aliases\nVik;organisation;Harbour, Port\n", ()),
        ("r.csv", "name|kind|aliases\nVik|organisation|Harbour, Port\n", ()),
        ("r.csv", "sep=;\nname;kind;aliases\nVik;organisation;Harbour, Port\n", ()),
        ("r.csv", '"sep=\t"\r\nname\tkind\taliases\r\nVik\torganisation\tHarbour, Port\r\n', ()),
        ("r.csv", "name!kind!aliases\nVik!organisation!Harbour, Port\n", (":delimiter: '!'",)),
        ("r.csv", "name\tkind\taliases\nVik\torganisation\tHarbour, Port\n", (":delimiter: tab",)),
        ("r.csv", "name|kind|aliases\nVik|organisation|Harbour, Port\n", (":delimiter: |",)),
        ("r.csv", "name,kind,aliases\nVik,organisation,Harbour;Port\n", (":list: ;",)),
        ("r.csv", "name,kind,aliases\nVik,organisation,Harbour | Port\n", (":list: |",)),
        ("r.csv", "name;kind;aliases\nVik;organisation;Harbour | Port\n", (":list: pipe",)),
        ("r.csv", 'name, kind, aliases\nVik, organisation, "Harbour, Port"\n', ()),
        ("r.csv", "\n\n# our register\n#\nname,kind,aliases\n# Sud,state\nVik,organisation,"
         '"Harbour, Port"\n', ()),
        ("r.csv", '#name,kind,aliases,\nVik,organisation,"Harbour, Port",\n,,,\n', ()),
        ("r.yaml", "- {name: Vik, kind: organisation, aliases: Harbour; Port}\n", (":list: ;",)),
        ("r.jsonl", '{"name": "Vik", "kind": "organisation",'
         ' "aliases": ["Harbour", "Port"]}\n', ()),
    ],
)  # fmt: skip
def test_separators(build: Build, name: str, data: str, options: tuple[str, ...]) -> None:
    built = register(build, data, *options, name=name)
    assert said(built) == []
    assert list(built.ledger["actors"]) == ["vik"]
    assert built.ledger["actors"]["vik"]["aliases"] == ["Harbour", "Port"]


def test_a_sign_that_may_separate_is_said_once(build: Build) -> None:
    data = "name,kind,aliases\nVik,state,Harbour|Port\nSud,state,A|B\n"
    built = register(build, data)
    assert said(built) == [
        "r.csv:1: actors: 'aliases' holds '|' (in 2 rows), but lists are separated by commas; "
        "write ':list: |' if it separates them, or ':list: ,' if not [briefing.field]"
    ]
    assert said(register(build, data, ":list: ,")) == []


def test_offices_and_prose_in_cells(build: Build) -> None:
    data = 'name,kind,offices,text\nAnna,person,"Minister (2023/..)\nMayor",'
    data += '"One, two,\nthree, four,"\n'
    built = register(build, data)
    assert said(built) == []
    anna = built.ledger["actors"]["anna"]
    assert anna["offices"] == ["Minister (2023/..)", "Mayor"]
    assert anna["text"] == "One, two,\nthree, four,"
    data = "name,kind,offices\nAnna,person,Minister | Mayor\n"
    built = register(build, data, ":list: |")
    assert built.ledger["actors"]["anna"]["offices"] == ["Minister", "Mayor"]


# -- encodings ----------------------------------------------------------------------------------

WORDS = "name,kind\nVik,state\nÄngelholm “Café”,organisation\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode(build: Build, encoding: str) -> None:
    built = register(build, WORDS.encode(encoding))
    assert said(built) == []
    assert built.ledger["actors"]["angelholm-cafe"]["name"] == "Ängelholm “Café”"


def test_windows_of_western_europe_is_understood_and_said(build: Build) -> None:
    built = register(build, WORDS.encode("cp1252"))
    assert said(built) == [
        "r.csv:3: actors: it is not in UTF-8 and was read as cp1252 ('Ängelholm', for one); save "
        "it as UTF-8 (spreadsheets call it 'CSV UTF-8'), or write ':encoding:' [briefing.field]"
    ]
    assert built.ledger["actors"]["angelholm-cafe"]["name"] == "Ängelholm “Café”"
    assert said(register(build, WORDS.encode("cp1252"), ":encoding: cp1252")) == []


@pytest.mark.parametrize(
    ("encoding", "word"),
    [("cp1250", "Łódź"), ("cp1251", "Москва"), ("mac_roman", "Ängelholm"), ("shift_jis", "東京")],
)
def test_what_nobody_can_tell_is_not_guessed(build: Build, encoding: str, word: str) -> None:
    data = f"name,kind\nVik,state\n{word},organisation\n".encode(encoding)
    assert said(register(build, data)) == [
        "r.csv:3: actors: it is not in UTF-8; save it as UTF-8 (spreadsheets call it 'CSV "
        "UTF-8'), or write ':encoding:' with the one that it is in [briefing.field]"
    ]
    built = register(build, data, f":encoding: {encoding}")
    assert said(built) == []
    assert word in [actor["name"] for actor in built.ledger["actors"].values()]


def test_an_encoding_that_it_is_not_in(build: Build) -> None:
    built = register(build, WORDS.encode("cp1252"), ":encoding: ascii")
    assert said(built) == [
        "r.csv:3: actors: it is not in ascii; save it as UTF-8 (spreadsheets call it 'CSV UTF-8') "
        "[briefing.field]"
    ]


# -- one mistake costs one row ------------------------------------------------------------------


def test_an_open_quotation_mark_costs_its_row(build: Build) -> None:
    good = [f"Rec {n},group,x\n" for n in range(50)]
    for at in (0, 20, 50):
        rows = [*good[:at], 'X,group,"open\n', *good[at:]]
        built = register(build, "name,kind,aliases\n" + "".join(rows))
        assert said(built) == [f"r.csv:{at + 2}: actor: {LEFT_OUT}"]
        assert len(built.ledger["actors"]) == 50


def test_two_open_quotation_marks_do_not_swallow_what_is_between(build: Build) -> None:
    rows = ["A,group,x", 'X,group,"open', "B,group,x", "C,group,x", 'Y,group,"', "D,group,x"]
    built = register(build, "name,kind,aliases\n" + "\n".join(rows) + "\n")
    assert said(built) == [f"r.csv:{line}: actor: {LEFT_OUT}" for line in (3, 6)]
    assert list(built.ledger["actors"]) == ["a", "b", "c", "d"]


def test_quotation_marks_within_a_cell(build: Build) -> None:
    data = 'name,kind\n"Vik ""North""",state\nVik "South",state\n"Vik" East,state\nSud,state\n'
    built = register(build, data)
    assert said(built) == [f"r.csv:4: actor: {LEFT_OUT}"]
    names = [actor["name"] for actor in built.ledger["actors"].values()]
    assert names == ["Sud", 'Vik "North"', 'Vik "South"']


def test_the_same_mistake_in_many_rows_is_counted(build: Build) -> None:
    rows = "".join(f"A{n},LegalEntity\n" for n in range(9))
    built = register(build, f"name,kind\nVik,state\n{rows}")
    assert said(built) == [
        "r.csv:3: actor: 'kind': 'LegalEntity' is not one of: person, state, organisation, group, "
        "programme, vessel (so do 8 more, at lines 4, 5, 6, 7, 8, …) [briefing.field]"
    ]


CELL = st.text(alphabet='ab,;"\n# ', max_size=6)


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=6), st.sampled_from(",;\t|"))
def test_tables_are_read_as_the_csv_module_reads_them(
    rows: list[tuple[str, str, str]], delimiter: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([("name", "kind", "text"), *rows])
    table = csv_table(out.getvalue(), columns_of(Actor, {}))
    expected = [
        {
            name: cell.strip()
            for name, cell in zip(("name", "kind", "text"), row, strict=True)
            if cell.strip()
        }
        for row in rows
    ]
    whole = [row.values for row in table.rows if not row.problems]
    if not any(delimiter in cell and "\n" in cell for row in rows for cell in row):
        assert whole == [values for values in expected if values]


@given(st.lists(st.text(alphabet='a,"\n', max_size=12), max_size=12))
def test_no_line_is_lost_without_a_word(lines: list[str]) -> None:
    text = "name,long\n" + "\n".join(lines)
    table = csv_table(text, columns_of(Term, {}))
    found = "".join(
        value
        for row in table.rows
        if not row.problems
        for value in row.values.values()
        if isinstance(value, str)
    )
    bad = any(row.problems for row in table.rows) or table.problems
    assert bad or found.count("a") == text.removeprefix("name,long").count("a")


def test_the_work_for_open_quotation_marks_is_linear() -> None:
    def work(lines: int) -> int:
        text = "name,kind,aliases\n" + 'X,group,"a""\n' * lines
        return lines_run(csv_table, text, columns_of(Actor, {}))

    assert work(4_000) < 5 * work(1_000)


# -- values as others write them ----------------------------------------------------------------


def test_countries_and_wikidata(build: Build) -> None:
    countries = {
        "NOR": "NO",
        "Norway": "NO",
        "no": "NO",
        "EU": "EU",
        "XK": "XK",
        "UK": "GB",
        "CÔTE D'IVOIRE": "CI",
    }
    rows = "".join(f"A{n},state,{name}\n" for n, name in enumerate(countries))
    built = register(build, f"name,kind,country\n{rows}")
    assert said(built) == []
    found = built.ledger["actors"]
    assert [found[f"a{n}"]["country"] for n in range(7)] == list(countries.values())
    wikidata = "www.wikidata.org"
    addresses = [f"http://{wikidata}/entity/Q20", f"https://{wikidata}/wiki/Q20", "wd:Q20", "Q20"]
    rows = "".join(f"A{n},state,{address}\n" for n, address in enumerate(addresses))
    built = register(build, f"name,kind,wikidata\n{rows}")
    assert said(built) == []
    assert {actor["wikidata"] for actor in built.ledger["actors"].values()} == {"Q20"}


def test_kinds_as_other_registers_call_them(build: Build) -> None:
    kinds = {
        "Person": "person",
        "Company": "organisation",
        "Organization": "organisation",
        "country": "state",
        "ship": "vessel",
        "PublicBody": "organisation",
    }
    rows = "".join(f"A{n},{kind}\n" for n, kind in enumerate(kinds))
    built = register(build, f"name,kind\n{rows}")
    assert said(built) == []
    assert [a["kind"] for a in built.ledger["actors"].values()] == list(kinds.values())


# -- files of other tools -----------------------------------------------------------------------

STIX: dict[str, Any] = {
    "type": "threat-actor",
    "id": "threat-actor--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
    "name": "X",
}


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ({"type": "bundle", "id": "bundle--1", "objects": [STIX]}, "a STIX bundle"),
        ([STIX], "a list of STIX objects"),
        ({"Event": {"info": "x", "Attribute": []}}, "a MISP event"),
        ({"response": [{"Event": {"info": "x"}}]}, "a MISP event"),
        ({"namespace": "tlp", "predicates": []}, "a MISP taxonomy"),
        ({"name": "T", "uuid": "x", "values": [{"value": "X"}]}, "a MISP galaxy"),
        ([{"id": "Q1", "schema": "Person", "properties": {"name": ["X"]}}],
         "a list of FollowTheMoney entities"),
        ({"id": "Q1", "schema": "Person", "properties": {"name": ["X"]}},
         "a list of FollowTheMoney entities"),
        ({"type": "FeatureCollection", "features": []}, "GeoJSON"),
        ({"entities": {"Q42": {"labels": {}}}}, "Wikidata's JSON"),
        ({"@context": {}, "@graph": []}, "JSON-LD"),
    ],
)  # fmt: skip
def test_files_of_other_tools_are_recognised(build: Build, data: object, what: str) -> None:
    built = register(build, json.dumps(data), name="r.json")
    assert said(built) == [
        f"r.json:1: actors: it is {what}, which is not read; write its actors as a table (CSV) "
        "with a row for each of them, and say with ':columns:' which column is which field "
        "[briefing.field]"
    ]


def test_entities_one_a_line(build: Build) -> None:
    line = json.dumps({"id": "Q1", "schema": "Person", "properties": {"name": ["X"]}})
    built = register(build, f"{line}\n{line}\n", name="r.json")
    assert "a list of FollowTheMoney entities" in said(built)[0]


# -- YAML that repeats itself -------------------------------------------------------------------


def bomb(width: int) -> str:
    first = ",".join("x" * width)
    lines = [f"  a: &a [{first}]"]
    lines += [
        f"  {here}: &{here} [{','.join([f'*{before}'] * width)}]"
        for before, here in zip("abcd", "bcde", strict=True)
    ]
    return "- name: T\n  kind: group\n" + "\n".join(lines) + "\n"


def test_aliases_without_end_are_refused(build: Build) -> None:
    built = register(build, bomb(60), name="r.yaml")
    assert said(built) == [
        "r.yaml:5: actors: its aliases (*name) repeat too much; write the values out "
        "[briefing.field]"
    ]


def test_a_value_that_holds_itself(build: Build) -> None:
    built = register(build, "- &a\n  name: T\n  aliases: [*a]\n", name="r.yaml")
    assert len(built.warnings) == 1
    assert "repeat too much" in built.warnings[0]


def test_aliases_that_repeat_a_little_are_read(build: Build) -> None:
    data = "- {name: A, kind: &k state, aliases: &l [X, Y]}\n- {name: B, kind: *k, aliases: *l}\n"
    built = register(build, data, name="r.yaml")
    assert said(built) == []
    assert built.ledger["actors"]["b"]["aliases"] == ["X", "Y"]


def test_a_long_register_with_short_aliases() -> None:
    data = "- {name: A, kind: &k state}\n" + "- {name: B, kind: *k}\n" * 5000
    assert (
        len(read_table(data.encode(), ".yaml", Actor, columns_of(Actor, {}), OWN_READERS).rows)
        == 5001
    )
