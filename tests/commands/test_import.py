"""``sphinx-briefing import``: nothing is written over, and what is left aside is told."""

import json
from pathlib import Path

import pytest

from sphinx_briefing.__main__ import main
from sphinx_briefing.exchange.arriving import arrival
from sphinx_briefing.exchange.model import Imported, Read
from sphinx_briefing.exchange.register_pages import register_page
from sphinx_briefing.records import KINDS
from sphinx_briefing.records.conventions import Conventions
from tests.canaries import write_project
from tests.ledgers import actor, facts, ledger, source, topic
from tests.work import lines_run

SOURCES = [
    {"id": "one", "type": "report", "title": "One", "URL": "https://example.org/1", "volume": 3},
    {"id": "two", "type": "article-newspaper", "title": "Two: `a` & *b*", "annote": "Of *note*."},
]
HERE = """---
source:
  id: one
  title: The first
  url: https://example.org/1
---
# One
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    top = tmp_path / "desk"
    write_project(top, {"index.md": "# Start\n\n```{toctree}\n:glob:\n\n**\n```\n"})
    (tmp_path / "library.json").write_text(json.dumps(SOURCES))
    monkeypatch.chdir(top)
    return top


def called(*words: str) -> int:
    return main(["import", *words])


def test_what_is_there_stays_as_it_is(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "notes").mkdir()
    (desk / "notes/first.md").write_text(HERE)
    (desk / "notes/two.md").write_text("# Mine\n")
    assert called("auto", "../library.json", "--notes", "notes", "--report", "../said.json") == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "nothing written" in told.err
    assert "source 'one' is there already (notes/first:2); the file has another title" in told.err
    assert "notes/two.md is there already" in told.err
    assert (desk / "notes/first.md").read_text() == HERE
    assert (desk / "notes/two.md").read_text() == "# Mine\n"
    said = json.loads((desk.parent / "said.json").read_bytes())
    assert said["files"] == []
    assert {"kind": "item", "id": "one", "field": "volume",
            "why": "there is no field for it"} in said["lost"]  # fmt: skip


def test_the_same_file_twice_writes_nothing_more(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for into in ("library.md", "library.yaml"):
        assert called("csl-json", "../library.json", "--into", into) == 0
        before = (desk / into).read_bytes()
        if into == "library.yaml":
            (desk / "list.md").write_text("# L\n\n```{sources}\n:file: library.yaml\n```\n")
        assert called("csl-json", "../library.json", "--into", into) == 0
        assert (desk / into).read_bytes() == before
        assert "nothing written" in capsys.readouterr().err
        (desk / into).unlink()


@pytest.mark.parametrize("into", ["library.md", "library.yaml"])
def test_new_records_go_behind_what_is_there(desk: Path, into: str) -> None:
    old = {
        "library.md": "# Mine\n\n```{source} Old\n:id: old\n```\n\nSome prose, *kept*.\n",
        "library.yaml": "# a remark\n- id: old\n  title:   Old\n",
    }[into]
    (desk / into).write_text(old)
    assert called("csl-json", "../library.json", "--into", into) == 0
    new = (desk / into).read_text()
    assert new.startswith(old)
    assert "two" in new


def test_a_dry_run_writes_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(desk.rglob("*"))
    assert called("auto", "../library.json", "--into", "library.md", "--dry-run") == 0
    told = capsys.readouterr()
    assert sorted(desk.rglob("*")) == before
    assert told.out.startswith("--- /dev/null\n+++ library.md\n")
    assert "2 sources to be written" in told.err


def test_a_dry_run_shows_what_changes_alone_whatever_ends_the_lines(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "library.md").write_bytes(b"# Mine\r\n\r\nSome prose.\r\n\r\nThe end.")
    assert called("auto", "../library.json", "--into", "library.md", "--dry-run") == 0
    told = capsys.readouterr().out
    assert " Some prose.\r\n" in told
    assert [line for line in told.splitlines()[2:] if line.startswith("-")] == ["-The end."]
    assert "-The end.\n\\ No newline at end of file\n+The end.\n" in told


def test_what_is_there_is_walked_once_for_all_that_comes() -> None:
    def work(there: int, coming: int) -> int:
        sources = [source(f"s{one}", url=f"https://example.org/{one}") for one in range(there)]
        records = [
            Imported("source", f"t{one}", {"title": "T", "url": f"https://example.com/{one}"})
            for one in range(coming)
        ]
        before = ledger(facts("refs", *sources))
        return lines_run(arrival, Read(tuple(records), ()), before, Conventions(), Path())

    def more_work(coming: int) -> int:
        return work(90, coming) - work(40, coming)

    assert more_work(20) < 1.5 * more_work(5)


def test_wrong_usage_and_what_cannot_be(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def refused(*words: str) -> str:
        before = sorted(desk.rglob("*"))
        assert called(*words) in (1, 2)
        assert sorted(desk.rglob("*")) == before
        return " ".join(capsys.readouterr().err.split())

    file = "../library.json"
    assert "say where to" in refused("auto", file)
    assert "there is no format" in refused("bogus", file, "--into", "a.md")
    assert "write .md, .yaml" in refused("auto", file, "--into", "a.docx")
    assert "there is no kind" in refused("auto", file, "--into", "a.md", "--kind", "ship")
    assert "is outside the pages" in refused("auto", file, "--into", "../a.md", "--source", ".")
    big = desk.parent / "big.json"
    with big.open("wb") as out:
        out.truncate(200_000_000)
    said = refused("auto", str(big), "--into", "a.md")
    assert "has 200 MB, and 64 are read: split it, or let more be read" in said
    assert "--limit 201" in said
    (desk / "flow.yaml").write_text("[{id: x, title: X}]\n")
    assert "nothing was written" in refused("auto", file, "--into", "flow.yaml")


def read(*records: Imported) -> Read:
    return Read(records, ())


def test_names_lead_to_records_of_the_file_or_of_the_project(tmp_path: Path) -> None:
    page = facts("people", actor("e5", aliases=("The Five",)), topic("donbas"))
    found = arrival(
        read(
            Imported("actor", "x", {"name": "Xenia", "kind": "person", "member-of": ["e5", "zz"]}),
            Imported("actor", "y", {"name": "Y", "kind": "person", "speaks-for": "Xenia"}),
            Imported("actor", "five", {"name": "The Five", "kind": "group"}),
            Imported("actor", "z", {"name": "Z", "kind": "group", "members": ["five", "x", "z"]}),
            Imported(
                "claim",
                "c",
                {"statement": "So it is", "by": "y", "topic": ["Donbas"], "source": "s1"},
            ),
            Imported("claim", "d", {"statement": "Nobody says so", "by": "nobody"}),
            Imported(
                "claim",
                "e",
                {"statement": "And so", "by": "x", "corroborates": ["d", "c"], "source": ["s1"]},
            ),
            Imported("actor", "w", {"name": "W", "kind": "person", "aliases": ["E5", "Double"]}),
            Imported("claim", "f", {"statement": "From nowhere", "by": "x"}),
            Imported("source", "s1", {"title": "S"}),
            Imported("ship", "s", {}),
        ),
        ledger(page),
        Conventions(),
        tmp_path,
        pages={"people": page},
    )
    assert {one.id: one.fields for one in found.records} == {
        "x": {"name": "Xenia", "kind": "person", "member-of": ["e5"]},
        "y": {"name": "Y", "kind": "person", "speaks-for": ["x"]},
        "z": {"name": "Z", "kind": "group", "members": ["e5", "x"]},
        "c": {"statement": "So it is", "by": ["y"], "topic": ["donbas"], "source": ["s1"]},
        "e": {"statement": "And so", "by": ["x"], "corroborates": ["c"], "source": ["s1"]},
        "s1": {"title": "S"},
        "w": {"name": "W", "kind": "person", "aliases": ["Double"]},
    }
    assert sorted(one[:3] for one in found.left) == [
        ("actor", "five", ""),
        ("actor", "w", "aliases"),
        ("actor", "x", "member-of"),
        ("actor", "z", "members"),
        ("claim", "d", ""),
        ("claim", "d", "by"),
        ("claim", "e", "corroborates"),
        ("claim", "f", ""),
        ("ship", "s", ""),
    ]


def test_an_address_is_one_source_s(tmp_path: Path) -> None:
    house = ledger(facts("library", source("mine", url="https://example.org/1")))
    found = arrival(
        read(Imported("source", "theirs", {"title": "T", "url": "https://example.org/1"})),
        house,
        Conventions(),
        tmp_path,
    )
    assert found.records == ()
    assert "'mine' is there already" in found.left[0].why


def test_a_register_bears_the_strictest_marking(tmp_path: Path) -> None:
    found = arrival(
        read(
            Imported("source", "a", {"title": "A", "tlp": "GREEN"}),
            Imported("source", "b", {"title": "B", "tlp": "RED"}),
        ),
        ledger(),
        Conventions(),
        tmp_path,
    )
    assert register_page("L", found.records, KINDS).startswith("---\ntlp: RED\n---\n# L\n")
