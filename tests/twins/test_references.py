"""References of what remains to what was taken out print their own words, or none."""

import json
from pathlib import Path

import pytest

from sphinx_briefing.audiences.marked import MarkedTextReader
from tests.support import Build

from .pruned import Left, prune

PLACES = {
    "{actor}`zq1`": "withheld",
    "{actor}`Zqname`": "withheld",
    "{brief:actor}`ZQA`": "withheld",
    "{actor}`own <zq1>`": "own",
    "[](#actor-zq1)": "withheld",
    "[own](#actor-zq1)": "own",
    "[own](secret/zqpage.md)": "own",
    "[](secret/zqpage.md#x)": "withheld",
    "[own](<secret/zqpage.md>)": "own",
    "{doc}`secret/zqpage`": "withheld",
    "{doc}`own </secret/zqpage>`": "own",
    "{ref}`zqlabel`": "withheld",
    "{ref}`own <zqlabel>`": "own",
    "{any}`zq1`": "withheld",
    "<project:#zqlabel>": "withheld",
    "<project:secret/zqpage.md>": "withheld",
    "{download}`own <secret/zqpage.md>`": "own",
    "[a {actor}`zq1` b](#actor-zq1)": "a withheld b",
    "[a {actor}`zq1` b](other.md)": "[a withheld b](other.md)",
    "{source}`zqsource`": "withheld",
    "{claim}`own <zqclaim>`": "own",
    "{term}`zqterm`": "withheld",
    "[own][zqlink]": "own",
    "glued{source}`zqsource` on": "glued withheld on",
    "`{actor}` and `` {actor}`zq1` ``": "`{actor}` and `` {actor}`zq1` ``",
    "Zqname and zq1 in prose": "Zqname and zq1 in prose",
    "{actor}`Else`": "{actor}`Else`",
    "[own](https://example.org/zq1)": "[own](https://example.org/zq1)",
}
IN_REST = {
    ":actor:`zq1`": "withheld",
    "`zq1`:actor:": "withheld",
    ":actor:`own <zq1>`": "own",
    ":ref:`own <zqlabel>`": "own",
    ":doc:`secret/zqpage`": "withheld",
    "`own <zqlabel_>`_": "own",
    "zqlabel_": "withheld",
    "``:actor:`zq1` ``": "``:actor:`zq1` ``",
    ":actor:`Else`": ":actor:`Else`",
}
SECRET = {
    "secret/zqpage.md": (
        "---\ntlp: AMBER\nsource:\n  id: zqsource\n  title: T\n---\n(zqlabel)=\n# Zq\n\n"
        "```{claim} Zq claim\n:id: zqclaim\n:by: zq1\n```\n"
    ),
    "briefs/old.md": "---\ntlp: RED\nbrief:\n  reference: ZQ-1\n  kind: policy\n---\n# Zq old\n",
    "who.md": (
        "# Who\n\n```{actor} Zqname\n:id: zq1\n:kind: state\n:abbr: ZQA\n:tlp: AMBER\n```\n\n"
        "```{topic} Zqtopic\n:tlp: RED\n```\n\n```{topic} Open topic\n:id: opent\n```\n\n"
        "````{restricted} RED\n```{glossary}\nzqterm\n  Zq text.\n```\n````\n"
    ),
    "other.md": "# Other\n",
}


def left_of(reader: MarkedTextReader, root: Path, **files: str) -> Left:
    return prune(
        reader, root, {**SECRET, **{name.replace("_", "."): t for name, t in files.items()}}
    )


@pytest.mark.parametrize("written", PLACES)
def test_in_markdown(reader: MarkedTextReader, tmp_path: Path, written: str) -> None:
    local = "\n\n```{restricted} RED\n[zqlink]: https://zq.example\n```\n"
    left = left_of(reader, tmp_path, a_md=f"# A\n\nSee {written}.{local}")
    printed = PLACES[written]
    assert left["a.md"] == f"# A\n\nSee {printed}.\n"
    assert [one.partition(": ")[0] for one in left.said] == ["a.md:3"] * (printed != written)


@pytest.mark.parametrize("written", IN_REST)
def test_in_restructured_text(reader: MarkedTextReader, tmp_path: Path, written: str) -> None:
    left = left_of(reader, tmp_path, a_rst=f"A\n=\n\nSee {written}.\n")
    assert left["a.rst"] == f"A\n=\n\nSee {IN_REST[written]}.\n"
    inside = left_of(reader, tmp_path, a_md=f"# A\n\n```{{eval-rst}}\nSee {written}.\n```\n")
    assert f"See {IN_REST[written]}.\n" in inside["a.md"]


def test_nothing_is_said_of_those_in_a_passage(reader: MarkedTextReader, tmp_path: Path) -> None:
    text = "# A\n\n```{restricted} GREEN\nSee {actor}`zq1`.\n```\n"
    left = left_of(reader, tmp_path, a_md=text)
    assert "See withheld." in left["a.md"]
    assert left.said == []


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (":actors: zq1, x", ":actors: x\n"),
        (":actors: zq1", ""),
        ("---\nactors:\n  - zq1\n  - x\n---", "---\nactors: x\n---\n"),
        ("---\nactors: [zq1, x]\ntopic: Zqtopic\n---", "---\nactors: x\n---\n"),
        (':actors: "x, y", zq1', ':actors: "x, y"\n'),
        (":actors: x,\n  zq1", ":actors: x\n"),
    ],
)
def test_in_fields(reader: MarkedTextReader, tmp_path: Path, written: str, printed: str) -> None:
    left = left_of(reader, tmp_path, a_md=f"```{{event}} E\n{written}\n```\n")
    assert left["a.md"] == f"```{{event}} E\n{printed}```\n"
    assert len(left.said) == 1 + ("topic" in written)


@pytest.mark.parametrize(
    ("head", "printed"),
    [
        ("topics: [Zqtopic, opent]", "topics: [opent]\n"),
        ("topics: Zqtopic, opent", "topics: opent\n"),
        ("topics:\n  - Zqtopic\n  - opent", "topics:\n  - opent\n"),
        ("topics: Zqtopic", ""),
        ("source:\n  origin: zqsource\n  title: T", "source:\n  title: T\n"),
        ("source: {origin: zqsource, title: T}", "source: {title: T}\n"),
        ("brief:\n  kind: policy\n  supersedes: ZQ-1", "brief:\n  kind: policy\n"),
        ("brief: {kind: policy, supersedes: ZQ-1}", "brief: {kind: policy}\n"),
        ("brief:\n  summary: About {actor}`zq1`.", "brief:\n  summary: About withheld.\n"),
    ],
)
def test_in_front_matter(reader: MarkedTextReader, tmp_path: Path, head: str, printed: str) -> None:
    left = left_of(reader, tmp_path, a_md=f"---\n{head}\n---\n# A\n")
    assert left["a.md"] == f"---\n{printed}---\n# A\n"
    line = next(
        n for n, text in enumerate(head.split("\n"), 2) if "zq" in text.lower() or text == "topics:"
    )
    assert [int(one.split(":")[1]) - line in (0, 1) for one in left.said] == [True]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "---\nbrief:\n  kind: policy\n  summary: Zqname agrees.\n---\n# A\n",
            "a.md:4: the summary names 'Zqname'",
        ),
        ("---\nbrief:\n  kind: policy\n---\n# On Zqname\n", "a.md:5: the title names 'Zqname'"),
        ("---\nbrief:\n  kind: policy\n  summary: The zq1 zqname.\n---\n# A\n", ""),
        ("# On Zqname\n", ""),
    ],
)
def test_titles_and_summaries_that_name_it(
    reader: MarkedTextReader, tmp_path: Path, text: str, said: str
) -> None:
    """They are printed as they are; prose is nobody's reference."""
    left = left_of(reader, tmp_path, a_md=text)
    assert left["a.md"] == text
    assert [one.startswith(said) for one in left.said] == [True] * bool(said)


def test_in_docinfo(reader: MarkedTextReader, tmp_path: Path) -> None:
    text = ":topics: Zqtopic, opent\n:source:\n   :title: T\n   :origin: zqsource\n\nA\n=\n"
    left = left_of(reader, tmp_path, a_rst=text)
    assert left["a.rst"] == ":topics: opent\n:source:\n   :title: T\n\nA\n=\n"


def test_lists_of_pages_and_included_files(reader: MarkedTextReader, tmp_path: Path) -> None:
    text = (
        "# A\n\n```{toctree}\n:caption: C\n\nsecret/zqpage\nT <secret/zqpage>\nother\n```\n\n"
        "```{include} secret/zqpage.md\n```\n\n```{literalinclude} secret/zqpage.md\n```\n\nEnd.\n"
    )
    left = left_of(reader, tmp_path, a_md=text)
    assert left["a.md"] == "# A\n\n```{toctree}\n:caption: C\n\nother\n```\n\nEnd.\n"
    assert len(left.said) == 2
    left = left_of(reader, tmp_path, a_md="# A\n\n```{toctree}\nsecret/zqpage\n```\n")
    assert [one.startswith("a.md:4: toctree: none of its pages") for one in left.said] == [True]


def test_columns_of_tables_stay(reader: MarkedTextReader, tmp_path: Path) -> None:
    border = f"+{'-' * 16}+---+"
    cells = [":term:`zqterm`", ":actor:`own", "<zq1>` and", "more"]
    table = "\n".join([border, *(f"| {cell:14} | a |" for cell in cells), border, ""])
    left = left_of(reader, tmp_path, a_rst=table)
    words = ["withheld", "own", "and", "more"]
    lines = [border, *(f"| {word:14} | a |" for word in words), border, ""]
    assert left["a.rst"] == "\n".join(lines)


DATA = {
    "a.csv": "id,name,kind,members,tlp\nzq1,Zq,state,,RED\nb,B,group,\"zq1, c\",\nc,C,group,zq1,\n",
    "a.tsv": "id\tname\tkind\tmembers\ttlp\nzq1\tZq\tstate\t\tRED\nb\tB\tgroup\tzq1, c\t\n",
    "a.yaml": (
        "- id: zq1\n  name: Zq\n  kind: state\n  tlp: RED\n"
        "- id: b\n  name: B\n  kind: group\n  members:\n    - zq1\n    - c\n"
    ),
    "a.json": json.dumps([
        {"id": "zq1", "name": "Zq", "kind": "state", "tlp": "RED"},
        {"id": "b", "name": "B", "kind": "group", "members": ["zq1", "c"]},
    ]),
    "a.jsonl": '{"id": "zq1", "name": "Zq", "kind": "state", "tlp": "RED"}\n'
               '{"id": "b", "name": "B", "kind": "state", "text": "See {actor}`zq1`."}\n',
}  # fmt: skip


@pytest.mark.parametrize("name", DATA)
def test_data_files(reader: MarkedTextReader, tmp_path: Path, name: str) -> None:
    page = f"```{{actors}}\n:file: {name}\n```\n"
    left = prune(reader, tmp_path, {"a.md": page, name: DATA[name]})
    assert "zq" not in left[name].lower()
    assert "B" in left[name]
    assert all(one.startswith(f"{name}:") for one in left.said)
    assert left.said


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("s.bib", "@misc{zq1, title={Zq}, tlp={RED}}\n@misc{b, title={B}, crossref={zq1}}\n"),
        ("s.json", '[{"id": "zq1", "type": "book", "title": "Zq", "tlp": "RED"}, '
                   '{"id": "b", "type": "book", "title": "B"}]'),
        ("s.yaml", "references:\n- id: zq1\n  type: book\n  title: Zq\n  tlp: AMBER\n"
                   "- id: b\n  type: book\n  title: B\n"),
    ],
)  # fmt: skip
def test_bibliographies(reader: MarkedTextReader, tmp_path: Path, name: str, text: str) -> None:
    left = prune(reader, tmp_path, {"a.md": f"```{{sources}}\n:file: {name}\n```\n", name: text})
    assert "zq" not in left[name].lower()
    assert "B" in left[name]


def test_a_data_file_that_an_open_and_a_closed_page_read_stays(
    reader: MarkedTextReader, tmp_path: Path
) -> None:
    page = "```{actors}\n:file: a.csv\n```\n"
    files = {"a.md": page, "b.md": f"---\ntlp: RED\n---\n{page}", "a.csv": DATA["a.csv"]}
    left = prune(reader, tmp_path, {**files})
    assert left["a.csv"].startswith("id,name,kind,members,tlp\nb,")
    closed = prune(reader, tmp_path, {"b.md": files["b.md"], "a.csv": DATA["a.csv"]})
    assert "a.csv" not in closed


def test_a_data_file_that_cannot_be_divided_is_not_read(
    reader: MarkedTextReader, tmp_path: Path
) -> None:
    text = 'id,name,kind,tlp\nzq1,"Zq one,state,AMBER\nb,B,state,\n'
    left = prune(reader, tmp_path, {"a.md": "```{actors}\n:file: a.csv\n```\n", "a.csv": text})
    assert "a.csv" not in left
    assert left.said[0].startswith("a.csv:1: its records for other readers")


PROJECT = {
    "index.md": "# Start\n\n```{toctree}\n:glob:\n\n*\n```\n",
    "who.md": "# Who\n\n```{actor} Zqname\n:id: zq1\n:kind: state\n:tlp: AMBER\n```\n",
    "a.md": (
        "# A\n\nSee {actor}`zq1`.\n\n```{event} Talks\n:date: 2026-01-01\n:actors: zq1\n```\n\n"
        "```{claims}\n:by: zq1\n```\n"
    ),
}


@pytest.mark.parametrize(
    ("language", "words"), [("en", "withheld"), ("de", "zurückgehalten"), ("fr", "non communiqué")]
)
def test_the_words_are_those_of_the_language(build: Build, language: str, words: str) -> None:
    conf = {"briefing_audience": "GREEN", "language": language}
    built = build(PROJECT, "text", conf=conf)
    assert f"{words}." in built.text("a.txt")
    assert [one.split(" WARNING")[0] for one in built.warnings] == [
        "a.md:3:",
        "a.md:7:",
        "a.md:11:",
    ]
    assert all("[briefing.marking]" in one for one in built.warnings)
    own = build(PROJECT, "text", conf={**conf, "briefing_withheld": "[…]"})
    assert "See […]." in own.text("a.txt")


def test_the_net_leaves_out_what_is_not_seen_before(build: Build) -> None:
    """A directive of somebody else brings in a record and a passage."""
    conf_py = """
from docutils.parsers.rst import Directive
from docutils.statemachine import StringList

class Bringing(Directive):
    def run(self):
        lines = ["```{claim} Zq", ":by: X", ":tlp: RED", "```", "",
                 "```{restricted} AMBER", "Zq.", "```", "", "Open."]
        return self.state.nested_parse(StringList(lines, "x"), 0, node := self.node()) or [node]

    def node(self):
        from docutils import nodes
        return nodes.container()

def setup(app):
    app.add_directive("bringing", Bringing)

project = "Net"
extensions = ["myst_parser", "sphinx_briefing"]
primary_domain = "brief"
"""
    files = {"conf.py": conf_py, "index.md": "# Start\n\n```{bringing}\n```\n"}
    built = build(files, "text", conf={"briefing_audience": "GREEN"})
    assert "Open." in built.text("index.txt")
    assert "Zq" not in built.text("index.txt")
