"""Registers as data: `:file:` defines the records of YAML, JSON, CSV and bibliographies."""

import csv
import io
import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_briefing.records.tables import Unreadable, json_tree, tree_rows, yaml_tree
from tests.language.test_never_a_traceback import NASTY, VALUE
from tests.support import Build, build_project

PAGE = "# Register\n\n```{{{plural}}}\n:file: {name}\n```\n"


def page(plural: str, name: str, *options: str) -> str:
    return PAGE.format(plural=plural, name="\n".join([name, *options]))


def without_places(records: dict[str, Any]) -> dict[str, Any]:
    return {
        key: {name: value for name, value in record.items() if name not in ("docname", "line")}
        for key, record in records.items()
    }


ACTORS: list[dict[str, Any]] = [
    {"id": "vik", "name": "Port of Vik", "kind": "organisation", "country": "NO",
     "website": "https://example.org/vik", "member-of": ["NSP"], "text": "It *opens* in May.\n"},
    {"id": "nsp", "name": "North Sea Ports", "kind": "group", "abbr": "NSP",
     "aliases": ["the Ports", "Ports of the North"], "tlp": "CLEAR"},
    {"name": "Anna Lind", "kind": "person", "tags": ["press", "ports"],
     "offices": ["Minister, Norland (2023/..)", "Mayor, Vik (2019/2022)"]},
]  # fmt: skip

DIRECTIVES = """\
# Register

```{actor} Port of Vik
:id: vik
:kind: organisation
:country: NO
:website: https://example.org/vik
:member-of: NSP

It *opens* in May.
```

```{actor} North Sea Ports
:id: nsp
:kind: group
:abbr: NSP
:aliases: the Ports, Ports of the North
:tlp: CLEAR
```

```{actor} Anna Lind
:kind: person
:tags: press, ports
:offices: Minister, Norland (2023/..); Mayor, Vik (2019/2022)
```
"""


def in_csv(records: list[dict[str, Any]]) -> str:
    names = list(dict.fromkeys(name for record in records for name in record))
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    for record in records:
        cells = dict(record)
        for name, value in record.items():
            if isinstance(value, list):
                cells[name] = ("\n" if name == "offices" else ", ").join(value)
        writer.writerow(cells)
    return out.getvalue()


def keyed(records: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        record.get("id", "anna-lind"): {k: v for k, v in record.items() if k != "id"}
        for record in records
    }


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.yaml", yaml.safe_dump(ACTORS, sort_keys=False)),
        ("a.yml", yaml.safe_dump(keyed(ACTORS), sort_keys=False)),
        ("a.json", json.dumps(ACTORS, indent="\t")),
        ("a.JSON", json.dumps(keyed(ACTORS))),
        ("a.csv", in_csv(ACTORS)),
        ("a.csv", "\ufeff" + in_csv(ACTORS).replace("\n", "\r\n")),
    ],
)
def test_records_are_those_of_directives(build: Build, name: str, data: str) -> None:
    written = build({"reg.md": DIRECTIVES}, "ledger").ledger["actors"]
    built = build({"reg.md": page("actors", f"data/{name}"), f"data/{name}": data.encode()})
    assert built.warnings == []
    assert without_places(built.ledger["actors"]) == without_places(written)
    html = built.text("reg.html")
    places = [html.index(f'id="actor-{name}"') for name in ("vik", "nsp", "anna-lind")]
    assert places == sorted(places)
    assert html.count("brief-record brief-actor") == 3
    assert "It <em>opens</em> in May." in html


def test_the_same_in_restructuredtext(build: Build) -> None:
    data = yaml.safe_dump(ACTORS, sort_keys=False)
    rst = "Register\n========\n\n.. actors::\n   :file: a.yaml\n"
    built = build({"reg.rst": rst, "a.yaml": data})
    markdown = build({"reg.md": page("actors", "a.yaml"), "a.yaml": data})
    assert built.warnings == markdown.warnings == []
    assert without_places(built.ledger["actors"]) == without_places(markdown.ledger["actors"])


@pytest.mark.parametrize(
    ("docname", "name", "there"),
    [
        ("reg", "a.csv", "a.csv"),
        ("sub/reg", "a.csv", "sub/a.csv"),
        ("sub/reg", "../a.csv", "a.csv"),
        ("sub/reg", "/data/a.csv", "data/a.csv"),
    ],
)
def test_paths(build: Build, docname: str, name: str, there: str) -> None:
    built = build({f"{docname}.md": page("topics", name), there: "name\nPeace\n"})
    assert built.warnings == []
    assert 'id="topic-peace"' in built.text(f"{docname}.html")


def test_references_lead_to_the_page_of_the_register(build: Build) -> None:
    use = "# Use\n\nThe {term}`LEAP` and {term}`LEAP`.\n"
    data = "leap:\n  name: LEAP\n  long: Low-Cost Effectors\n"
    built = build({"reg.md": page("terms", "t.yaml"), "use.md": use, "t.yaml": data})
    assert built.warnings == []
    assert 'href="reg.html#term-leap"' in built.text("use.html")
    assert "Low-Cost Effectors (LEAP)" in built.text("use.html")


@pytest.mark.parametrize("builder", ["html", "latex", "singlehtml", "text", "xml", "gettext"])
@pytest.mark.parametrize("layout", ["", ":as: table", ":as: list"])
def test_every_builder(build: Build, builder: str, layout: str) -> None:
    options = [layout, ":caption: Who is who"] if layout else [":caption: Who is who"]
    data = yaml.safe_dump(ACTORS)
    use = "# Use\n\n{actor}`Anna Lind`, {actor}`NSP`\n"
    built = build(
        {"reg.md": page("actors", "a.yaml", *options), "a.yaml": data, "use.md": use}, builder
    )
    assert built.warnings == []
    if builder == "html":
        html = built.text("reg.html")
        assert html.count("Who is who") == 1
        for name in ("vik", "nsp", "anna-lind"):
            assert html.count(f'id="actor-{name}"') == 1


def test_layout_keeps_the_order_of_the_file(build: Build) -> None:
    data = "name\nZulu\nAlfa\nMike\n"
    built = build({"reg.md": page("topics", "t.csv", ":as: table"), "t.csv": data})
    html = built.text("reg.html")
    places = [html.index(f">{name}</a>") for name in ("Zulu", "Alfa", "Mike")]
    assert places == sorted(places)
    assert "brief-view-table" in html


def test_glossary_without_a_body(build: Build) -> None:
    built = build({"reg.md": page("glossary", "t.csv"), "t.csv": "name\nLEAP\n"})
    assert built.warnings == []
    assert list(built.ledger["terms"]) == ["leap"]


def test_sources_in_our_own_fields(build: Build) -> None:
    data = "- title: Vik reopens\n  author: Lind, Anna\n  type: news\n  date: 2026-03-02\n"
    built = build({"reg.md": page("sources", "s.yaml"), "s.yaml": data})
    assert built.warnings == []
    assert built.ledger["sources"]["vik-reopens"]["author"] == ["Lind, Anna"]


# -- messages -----------------------------------------------------------------------------------

SUFFIXES = ".yaml, .yml, .json, .jsonl, .ndjson, .csv, .tsv, .tab"


@pytest.mark.parametrize(
    ("name", "data", "warning"),
    [
        ("a.yaml", None, "reg.md:4: terms: 'file': there is no file 'a.yaml'"),
        ("", None, "reg.md:4: terms: 'file': it is empty; write the path of a data file"),
        ("../out.yaml", None,
         "reg.md:4: terms: 'file': '../out.yaml' is outside the sources; move it into them"),
        ("sub", None, "reg.md:4: terms: 'file': there is no file 'sub'"),
        ("x" * 300 + ".csv", None, f"reg.md:4: terms: 'file': '{'x' * 300}.csv' is not a path"),
        ("a.bib", "", f"reg.md:4: terms: 'file': 'a.bib' is not one of: {SUFFIXES}"),
        ("a.toml", "", f"reg.md:4: terms: 'file': 'a.toml' is not one of: {SUFFIXES}"),
        ("a.xlsx", "", f"reg.md:4: terms: 'file': 'a.xlsx' is not one of: {SUFFIXES}; save the "
         "sheet as CSV"),
        ("a.yaml", "a: [1\nb: 2\n",
         "a.yaml:2: terms: it is not valid YAML: expected ',' or ']', but got ':'"),
        ("a.yaml", b"- name: A\n- name: \xe9\n",
         "a.yaml:2: terms: it is not in UTF-8 and was read as cp1252 ('é', for one); save it as "
         "UTF-8 (spreadsheets call it 'CSV UTF-8'), or write ':encoding:'"),
        ("a.yaml", "- name: A\n- name: \x01\n",
         "a.yaml:2: terms: it is not valid YAML: character #x0001 is not allowed"),
        ("a.yaml", "[" * 5000, "a.yaml:1: terms: it is nested too deeply"),
        ("a.yaml", "", "a.yaml:1: terms: it holds no records; write a list of records, or a "
         "mapping of ids to records"),
        ("a.yaml", "text\n", "a.yaml:1: terms: it holds no records; write a list of records, or a "
         "mapping of ids to records"),
        ("a.yaml", "name: LEAP\nlong: Low\n", "a.yaml:1: terms: its values are not records; write "
         "a list of records, or a mapping of ids to records"),
        ("a.json", '[\n{"name": "A",\n}]',
         "a.json:3: terms: it is not valid JSON: Expecting property name enclosed in double "
         "quotes"),
        ("a.json", '[{"name": "A"}]\nx', "a.json:2: terms: it is not valid JSON: Extra data"),
        ("a.json", "[" * 100_000, "a.json:1: terms: it is nested too deeply"),
        ("a.json", '[\n{"name":\n"\\ud800"}]', "a.json:3: terms: a character cannot be written "
         "(half of a surrogate pair)"),
        ("a.csv", "", "a.csv:1: terms: it holds no table; write the names of the fields in its "
         "first row"),
        ("a.csv", 'name\n"A', "a.csv:2: term: it is not valid CSV: a quotation mark that begins a "
         "cell of this row is not closed at its end; close it, and write quotation marks within a "
         "cell twice"),
        ("a.csv", "name,,long\nA,x\n",
         "a.csv:1: terms: column 2 has no name and holds something in 1 row; name it"),
        ("a.csv", "name,name\nA,B\n",
         "a.csv:1: terms: column 'name' is there twice; the second one is left aside, rename it"),
    ],
)  # fmt: skip
def test_bad_files(build: Build, name: str, data: str | bytes | None, warning: str) -> None:
    files: dict[str, str | bytes] = {"reg.md": page("terms", name), "sub/x.md": "# X\n"}
    if data is not None:
        files[name] = data.encode() if isinstance(data, str) else data
    built = build(files)
    where, _, message = warning.partition(": ")
    assert built.warnings == [f"{where}: WARNING: {message} [briefing.field]"]


def test_bad_records(build: Build) -> None:
    data = """\
- name: Good
  kind: state
- kind: state
- name: Bad kind
  kind: planet
- name: Misspelt
  kind: state
  countri: NO
- just text
- name: Nested
  kind: state
  aliases:
    - a: b
- name: Twice
  kind: state
  kind: person
- name: "!"
  kind: state
- name: Names
  kind: state
  members:
    - Good
    - Godo
- name: Heading
  kind: state
  text: |
    Text.

    # Heading
- name: Good
  kind: state
- {name: In prose, kind: state, text: "See {actor}`Nemo`."}
- name: Lines
  kind: state
  text: |
    One.

    See {actor}`Captain`
    and {actor}`Bad kind`.
"""
    built = build({"reg.md": page("actors", "a.yaml"), "a.yaml": data})
    kinds = "person, state, organisation, group, programme, vessel"
    found = [warning.replace(": WARNING", "") for warning in built.warnings]
    assert sorted(found, key=lambda line: int(line.split(":")[1])) == [
        "a.yaml:3: actor: 'name' is missing; write the name in the preferred spelling "
        "[briefing.field]",
        f"a.yaml:5: actor: 'kind': 'planet' is not one of: {kinds} [briefing.field]",
        "a.yaml:8: actors: unknown column 'countri' (in 1 row); write ':columns: country=countri', "
        "or ':ignore: countri' to leave it aside [briefing.field]",
        "a.yaml:9: actor: a record must be a mapping of fields to values [briefing.field]",
        "a.yaml:12: actor: 'aliases': a nested value is not allowed here [briefing.field]",
        "a.yaml:16: actor: 'kind' is written twice [briefing.field]",
        "a.yaml:17: actor: no id can be made of '!'; give it an 'id' [briefing.field]",
        "a.yaml:21: actor 'members': unknown actor 'Godo'; did you mean 'Good'? [briefing.unknown]",
        "a.yaml:27: actor: its text holds a heading; write bold text, or move the section out "
        "[briefing.field]",
        "a.yaml:30: actor id 'good' is taken: the record at a.yaml:1 has it; this one is left "
        "out, give it an id of its own [briefing.duplicate]",
        "a.yaml:32: unknown actor 'Nemo'; define it with a {actor} directive [briefing.unknown]",
        "a.yaml:38: unknown actor 'Captain'; define it with a {actor} directive [briefing.unknown]",
    ]
    assert list(built.ledger["actors"]) == ["good", "in-prose", "lines", "misspelt", "names"]


def test_bad_rows(build: Build) -> None:
    data = 'id,name,parent\na,"A\nB",\n,C,Nope\n\nx,y,z,w\n,,\nb,,\nc,D,a,,\nd,E\n'
    built = build({"reg.md": page("topics", "t.csv"), "t.csv": data})
    assert [warning.replace(": WARNING", "") for warning in built.warnings] == [
        "t.csv:4: topic 'parent': unknown topic 'Nope'; define it with a {topic} directive "
        "[briefing.unknown]",
        "t.csv:6: topic: the row has 4 cells, but there are 3 columns; put a cell that holds "
        "commas in double quotes [briefing.field]",
        "t.csv:8: topic: 'name' is missing; write the question in a few words [briefing.field]",
        "t.csv:9: topic id 'c' is taken: the record at t.csv:4 has it; this one is left out, give "
        "it an id of its own [briefing.duplicate]",
    ]
    found = built.ledger["topics"]
    assert {key: record["line"] for key, record in found.items()} == {"a": 2, "c": 4, "d": 10}


def test_ids_of_a_mapping(build: Build) -> None:
    data = "a:\n  name: A\n  id: b\nc:\n  id: c\n  name: C\nd:\n'x y':\n  name: X\n"
    built = build({"reg.md": page("topics", "t.yaml"), "t.yaml": data})
    assert [warning.replace(": WARNING", "") for warning in built.warnings] == [
        "t.yaml:3: topic: 'id' is written twice; 'a' is the id [briefing.field]",
        "t.yaml:7: topic: 'name' is missing; write the question in a few words [briefing.field]",
        "t.yaml:8: topic: 'id': 'x y' cannot be an id; use letters, digits, hyphens and dots "
        "[briefing.field]",
    ]
    assert list(built.ledger["topics"]) == ["c"]


def test_options_that_do_not_go_together(build: Build) -> None:
    files = {
        "a.md": page("topics", "a.csv", ":by: X", ":sort: name"),
        "b.md": page("topics", "b.csv", ":as: cards"),
        "c.md": page("topics", "c.csv", "", "A body."),
        "d.md": page("claims", "d.csv"),
        **{f"{name}.csv": f"name\n{name}\n" for name in "abcd"},
    }
    built = build(files)
    assert [warning.replace(": WARNING", "") for warning in built.warnings] == [
        "a.md:5: topics: 'by', 'sort': not together with 'file'; remove it [briefing.field]",
        "b.md:5: topics: 'as': 'cards' is not one of: list, table [briefing.field]",
        "c.md:3: topics: it prints the records of a file and takes no body; remove it "
        "[briefing.field]",
        "d.md:4: claims: unknown option 'file'; known are: actor, as, by, caption, centre, "
        "date, empty, groups, house, ids, kind, lanes, limit, picture, scope, since, sort, source, "
        "status, tags, text, topic, until, withdrawn [briefing.field]",
    ]
    assert list(built.ledger["topics"]) == ["a", "b", "c"]


def test_a_file_cannot_bring_a_file(build: Build) -> None:
    data = "- name: A\n  text: |\n    ```{topics}\n    :file: t.yaml\n    ```\n"
    built = build({"reg.md": page("topics", "t.yaml"), "t.yaml": data})
    assert built.warnings == [
        "t.yaml:4: WARNING: topics: 'file': the records of a file cannot bring another file; "
        "name it on the page [briefing.field]"
    ]


def test_links_out_of_the_sources_are_not_followed(build: Build) -> None:
    built = build({"reg.md": page("topics", "t.csv"), "t.csv": "name\nA\n"})
    outside = built.root / "secret.csv"
    outside.write_text("name\nSecret\n", encoding="utf-8")
    (built.src / "t.csv").unlink()
    (built.src / "t.csv").symlink_to(outside)
    later = built.afresh()
    assert later.warnings == [
        "reg.md:4: WARNING: topics: 'file': 't.csv' is outside the sources; move it into them "
        "[briefing.field]"
    ]


# -- freshness ----------------------------------------------------------------------------------


def later(path: Path) -> None:
    """Give a file a time that no clock confuses with that of the last build."""
    now = time.time() + 2
    os.utime(path, (now, now))


@pytest.mark.parametrize("layout", ["", ":as: table"])
def test_a_changed_file_is_read_again(build: Build, layout: str) -> None:
    files = {
        "reg.md": page("terms", "data/t.csv", *([layout] if layout else [])),
        "use.md": "# Use\n\n{term}`leap`\n",
        "other.md": "# Other\n",
        "data/t.csv": "id,name\nleap,Leap\n",
    }
    built = build(files)
    assert ">Leap<" in built.text("use.html")
    (built.src / "data/t.csv").write_text("id,name\nleap,LEAP\nx,X\n", encoding="utf-8")
    later(built.src / "data/t.csv")
    built.again()
    assert built.warnings == []
    assert ">LEAP<" in built.text("use.html")
    assert 'id="term-x"' in built.text("reg.html")
    assert built.files() == built.afresh().files()
    assert "1 changed" in built.messages


def test_a_file_that_appears_is_read(build: Build) -> None:
    built = build({"reg.md": page("terms", "t.csv")})
    assert len(built.warnings) == 1
    built.again({"t.csv": "name\nLEAP\n"})
    assert built.warnings == []
    assert 'id="term-leap"' in built.text("reg.html")


def test_reports_are_said_again(build: Build) -> None:
    built = build({"reg.md": page("terms", "t.csv"), "t.csv": "name,lon\nLEAP,x\n"})
    first = built.warnings
    assert len(first) == 1
    assert built.again().warnings == first


def test_parallel(build: Build) -> None:
    files = {f"p{n}.md": page("terms", f"{n}.csv") for n in range(8)}
    files |= {f"{n}.csv": f"name,colour\nT{n},\nU{n},red\n" for n in range(8)}
    serial, parallel = build(files), build(files, jobs=2)
    assert len(serial.warnings) == 8
    assert sorted(serial.warnings) == sorted(parallel.warnings)
    assert serial.ledger == parallel.ledger


def test_annexes_of_a_brief(build: Build) -> None:
    brief = (
        "---\nbrief:\n  kind: flash\n  date: 2026\n---\n# B\n\n{actor}`NSP`\n\n"
        "```{actors}\n:file: a.yaml\n:as: list\n```\n"
    )
    built = build({"b.md": brief, "a.yaml": yaml.safe_dump(ACTORS)})
    assert [w for w in built.warnings if "briefing.section" not in w] == []
    html = built.text("b.html")
    assert html.count('id="actor-nsp"') == 1
    assert "People and organisations" in html


# -- hostile input ------------------------------------------------------------------------------

DATA = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), VALUE),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                [
                    "name",
                    "id",
                    "kind",
                    "title",
                    "text",
                    "aliases",
                    "author",
                    "issued",
                    "date-parts",
                    "members",
                    "offices",
                    "custom",
                    "URL",
                    "x",
                    "",
                    "1",
                ]
            ),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=20,
)


@st.composite
def data_files(draw: st.DrawFn) -> tuple[str, bytes]:
    suffix = draw(st.sampled_from(["yaml", "json", "csv", "bib"]))
    if draw(st.integers(0, 3)) == 0:
        raw = draw(st.one_of(st.binary(max_size=80), st.text(max_size=80).map(_encoded)))
        return suffix, raw
    if suffix == "yaml":
        return suffix, yaml.safe_dump(draw(DATA), allow_unicode=True).encode("utf-8", "replace")
    if suffix == "json":
        return suffix, json.dumps(draw(DATA), ensure_ascii=draw(st.booleans())).encode(
            "utf-8", "replace"
        )
    values = draw(st.lists(st.lists(VALUE, min_size=1, max_size=4), max_size=5))
    if suffix == "csv":
        out = io.StringIO()
        csv.writer(out).writerows([["name", "kind", "text", "offices"], *values])
        return suffix, out.getvalue().encode("utf-8", "replace")
    names = ["title", "author", "date", "year", "month", "url", "langid", "type"]
    entries = []
    for cells in values:
        fields = ", ".join(f"{draw(st.sampled_from(names))} = {{{cell}}}" for cell in cells)
        entries.append(f"@misc{{{cells[0]}, {fields}}}")
    return suffix, "\n".join(entries).encode("utf-8", "replace")


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(data_files(), min_size=25, max_size=40), st.sampled_from(["html", "ledger"]))
def test_hostile_files(found: list[tuple[str, bytes]], builder: str) -> None:
    files: dict[str, str | bytes] = {}
    for number, (suffix, data) in enumerate(found):
        files[f"{number}.{suffix}"] = data
        plurals = ["actors", "terms", "topics", "sources"]
        for plural in ["sources"] if suffix == "bib" else plurals:
            files[f"{plural}{number}.md"] = page(plural, f"{number}.{suffix}")
    with tempfile.TemporaryDirectory() as folder:
        built = build_project(Path(folder) / "p", files, builder)
        assert not [warning for warning in built.warnings if "Traceback" in warning]
        built.again()


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(NASTY), min_size=1, max_size=10))
def test_hostile_names_of_files(names: list[str]) -> None:
    files = {f"p{n}.md": page("topics", name) for n, name in enumerate(names)}
    with tempfile.TemporaryDirectory() as folder:
        encoded = {name: text.encode("utf-8", "replace") for name, text in files.items()}
        built = build_project(Path(folder) / "p", encoded, "ledger")
        assert not [warning for warning in built.warnings if "Traceback" in warning]


JSON_DATA = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(max_size=4), inner)),
    max_leaves=10,
)


@given(JSON_DATA, st.sampled_from([None, 1, "\t"]))
def test_json_is_read_as_json_reads_it(data: object, indent: int | str | None) -> None:
    def plain(found: Any) -> Any:
        if isinstance(found.value, tuple):
            return {key.value: plain(value) for key, value in found.value}
        return (
            [plain(item) for item in found.value]
            if isinstance(found.value, list)
            else (found.value)
        )

    def as_text(value: Any) -> Any:
        if isinstance(value, dict):
            return {_clean(key): as_text(item) for key, item in value.items()}
        if isinstance(value, list):
            return [as_text(item) for item in value]
        if isinstance(value, str):
            return _clean(value)
        return None if value is None else json.dumps(value)

    try:
        found = plain(json_tree(json.dumps(data, indent=indent)))
    except Unreadable:
        return
    assert found == as_text(data)


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\t\n" or (ord(c) >= 32 and ord(c) != 127))


def test_yaml_and_json_have_the_same_lines() -> None:
    text = json.dumps(ACTORS, indent=1)
    from_yaml, from_json = tree_rows(yaml_tree(text)), tree_rows(json_tree(text))
    assert from_yaml == from_json
    assert from_json[1].lines["name"] == text[: text.index("North Sea")].count("\n") + 1
