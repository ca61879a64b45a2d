"""Ids in data files of every format: the key, the references, and nothing else."""

import json
from pathlib import Path

import pytest

from tests.renaming.desk import Desk

PAGE = """
# Registers

```{{actors}}
:file: people{suffix}
{options}
```

```{{topic}} Donbas
:id: donbas
```

```{{event}} A meeting
:id: meeting
:date: 2026-02-01
:actors: kaja, boris
```
"""

YAML = """
# People
- id: kaja  # her id
  name: "Kaja Kallas"
  kind: person
  member-of: [eu, 'E5']
  text: |
    Met {actor}`boris` and {actor}`kaja`.

- {id: boris, name: Boris Pistorius, kind: person, speaks-for: &g germany, topic: donbas}
- id: "germany"
  name: Germany
  kind: state
  members:
  - boris   # one
  - 'kaja'
- id: &e eu
  name: EU
  kind: organisation
  members: kaja, "boris"
- id: e5
  name: E5
  kind: group
  members: >
    kaja,
    boris
"""

MAPPED = """
kaja:
  name: Kaja Kallas
  kind: person
"boris":
    name: Boris Pistorius
    kind: person
    speaks-for: kaja
"""

JSON = """
[
 {"id": "kaja", "name": "Kaja \\u004ballas", "kind": "person"},
 {"id":"boris", "name":"Boris", "kind":"person", "member-of":["kaja" , "e5"]},
\t{"name": "E5", "kind": "group", "members": "kaja,boris"}
]
"""

LINES = """
{"id": "kaja", "name": "Kaja", "kind": "person"}
{"id": "boris", "name": "Boris", "kind": "person", "speaks-for": "kaja"}
"""

CSV = """
# from elsewhere
id;name;kind;members;text
kaja;Kaja Kallas;person;;"A ""word"" of {actor}`kaja`,
in two lines"
boris; "Pistorius; Boris";person;;
e5;E5;group;"kaja, boris";
eu;EU;group;kaja;
"""

TSV = "id\tname\tkind\tspeaks-for\nkaja\tKaja\tperson\t\nboris\tBoris\tperson\tkaja\n"

NAMED = "Code,Name,Sort,Partners\nkaja,Kaja,person,\nboris,Boris,person,kaja|e5\ne5,E5,group,\n"


@pytest.mark.parametrize(
    ("suffix", "content", "options", "changes"),
    [
        (".yaml", YAML, "", {"kaja": 5, "boris": 5, "eu": 2, "germany": 2}),
        (".yml", MAPPED, "", {"kaja": 2, "boris": 1}),
        (".json", JSON, "", {"kaja": 3, "boris": 2}),
        (".jsonl", LINES, "", {"kaja": 2}),
        (".csv", CSV, "", {"kaja": 4, "boris": 2}),
        (".tsv", TSV, "", {"kaja": 2}),
        (
            ".csv",
            NAMED,
            ":columns: id=Code, name=Name, kind=Sort, member-of=Partners\n:list: pipe",
            {"kaja": 2, "e5": 2},
        ),
    ],
)
@pytest.mark.parametrize("crlf", [False, True])
def test_an_id_is_changed_in_a_data_file(
    tmp_path: Path, suffix: str, content: str, options: str, changes: dict[str, int], crlf: bool
) -> None:
    data = content.lstrip("\n").encode()
    if crlf:
        data = b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")
    name = f"people{suffix}"
    files: dict[str, str | bytes] = {
        "people.md": PAGE.format(suffix=suffix, options=options),
        name: data,
    }
    desk = Desk(tmp_path, files)
    for old, count in changes.items():
        change = desk.rename("actor", old, "no-one.else")
        here = [edit for edit in change.edits if edit.path == name]
        assert len(here) == count
        assert {edit.was for edit in here} == {old}
        desk.rename("actor", "no-one.else", old)
        assert desk.files() == desk.before


BIB = """
% Sources
@string{afp = "AFP"}
@article{walaw:2026,
  title = {European powers, {E5}},
  author = {Madiha, Dakir},
  date = {2026-02-21},
  origin = {afp-2026},
}

@misc{afp-2026, title = "A report", year = 2026, crossref = {base}, topic = {donbas}}
@book{base, title = {Base}, publisher = {B}, date = {2026-01-01} }
"""


def test_an_id_is_changed_in_a_bibliography(tmp_path: Path) -> None:
    page = (
        "# S\n\n```{sources}\n:file: s.bib\n```\n\n```{topic} Donbas\n```\n\n"
        "{source}`afp-2026` {source}`base`\n"
    )
    desk = Desk(tmp_path, {"s.md": page, "s.bib": BIB})
    desk.rename("source", "afp-2026", "agence")
    desk.rename("source", "base", "ground")
    desk.rename("topic", "donbas", "east")
    assert desk.changed() == [
        "s.bib: origin = {agence},",
        '@misc{agence, title = "A report", year = 2026, crossref = {ground}, topic = {east}}'.join(
            ["s.bib: ", ""]
        ),
        "s.bib: @book{ground, title = {Base}, publisher = {B}, date = {2026-01-01} }",
        "s.md: :id: east",
        "s.md: {source}`agence` {source}`ground`",
    ]


def test_an_id_is_changed_in_csl(tmp_path: Path) -> None:
    items = [
        {"id": "one", "type": "article", "title": "One", "issued": {"date-parts": [[2026]]}},
        {"id": "x", "citation-key": "two", "title": "Two", "issued": {"raw": "2026"},
         "custom": {"origin": "one"}},
    ]  # fmt: skip
    page = "# S\n\n```{sources}\n:file: s.json\n```\n\n{source}`one` {source}`two`\n"
    desk = Desk(tmp_path, {"s.md": page, "s.json": json.dumps(items, indent=2)})
    desk.rename("source", "one", "first")
    desk.rename("source", "two", "second")
    assert desk.changed() == [
        's.json: "id": "first",',
        's.json: "citation-key": "second",',
        's.json: "origin": "first"',
        "s.md: {source}`first` {source}`second`",
    ]
