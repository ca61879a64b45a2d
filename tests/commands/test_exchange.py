"""``sphinx-briefing export``: what an audience gets, and how it is told what is lost."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sphinx_briefing.__main__ import main
from sphinx_briefing.commands.export import document_read
from sphinx_briefing.exchange.documents import is_empty, plural_of, with_markings
from sphinx_briefing.exchange.formats import FORMATS, format_of
from tests.canaries import built, project, write_project
from tests.exchanged import as_compared, document, is_told
from tests.unit.test_exchange_laws import usable

WRITTEN = [name for name in FORMATS if format_of(name).write is not None]
OPEN = """---
source:
  id: open-2026
  title: Ferry runs
  publisher: The Gazette
  date: 2026-02-21
  url: https://example.org/ferry
  reliability: C
---
# Ferry

```{claim} The ferry runs.
:id: ferry-runs
:by: zog
:credibility: 2
:passage: the ferry runs again
```

```{restricted} RED
The qobexa convoy of the mine.
```
"""
SECRET = """---
source:
  id: qobaxa
  title: Qobexa sings
  publisher: Qobixa
  date: 2026-02-22
  url: https://qobexa.example.org/
  reliability: A
tlp: RED
---
# Qobexa

```{claim} Qobexa sings in the convoy.
:id: qoboxa
:by: zog
:corroborates: ferry-runs
:passage: qobuxa sings
```

```{quote}
:id: qobabxa
:by: zog
Qobexa in my own words.
```

```{topic} Qobexa
```

```{term} Qobexa
Qobexa is a mine.
```
"""
CANARY = re.compile("(?i)qob[a-z]+x|convoy")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with what is not for all, in all its places."""
    top = tmp_path_factory.mktemp("pages") / "src"
    files, _planted = project(40)
    write_project(top, {**files, "notes/open.md": OPEN, "notes/qobaxa.md": SECRET})
    return top


@pytest.fixture(scope="module")
def ledgers(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The ledgers that builds for some audiences write; of an empty name, that for everybody."""
    top, found = tmp_path_factory.mktemp("ledgers"), {}
    for audience in ("", "GREEN"):
        out = top / f"for-{audience}"
        built(pages, out, top / f"trees-{audience}", "ledger", briefing_audience=audience)
        found[audience] = out / "ledger.json"
    return found


def called(*words: str | Path) -> int:
    return main(["export", *map(str, words)])


def test_an_audience_gets_what_a_build_for_it_holds(
    pages: Path, ledgers: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    assert called("csl-json", pages, "--audience", "GREEN", "-o", out) == 0
    assert "is marked" not in capsys.readouterr().err
    assert called("csl-json", "--ledger", ledgers["GREEN"], "-o", other) == 0
    assert out.read_bytes() == other.read_bytes()
    document = document_read(None, pages, None, "GREEN", "")
    ledger = json.loads(ledgers["GREEN"].read_bytes())
    assert document == with_markings(ledger, {})
    assert called("csl-json", pages, "-o", out) == 0
    assert "TLP:RED" in capsys.readouterr().err


@pytest.mark.parametrize("name", WRITTEN)
def test_no_format_says_more_to_an_audience(
    name: str, ledgers: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Formats are taken from the table: one that is added is held to this by itself."""
    usable(name)
    for audience, ledger in ledgers.items():
        out, said = tmp_path / "out", tmp_path / "report.json"
        assert called(name, "--ledger", ledger, "-o", out, "--report", said) == 0
        told = capsys.readouterr()
        texts = (out.read_text("utf-8"), said.read_text("utf-8"), told.out, told.err)
        found = [text for text in texts if CANARY.search(text)]
        assert not found if audience else found, "in what all may read, it would be found"


def test_a_ledger_is_for_the_audience_it_was_built_for(
    pages: Path, ledgers: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = ledgers["GREEN"]
    assert called("csl-json", "--ledger", ledger) == 0
    told = capsys.readouterr()
    assert [item["id"] for item in json.loads(told.out)] == ["open-2026"]
    assert "CSL-JSON: 1 source written\n" in told.err
    assert called("csl-json", "--ledger", ledger, "--audience", "CLEAR") == 2
    assert called("csl-json", pages, "--ledger", ledger) == 2
    assert called("csl-json", pages, "--audience", "PURPLE") == 2
    assert called("nothing", pages) == 2


def test_every_loss_is_in_the_report(ledgers: dict[str, Path], tmp_path: Path) -> None:
    said = tmp_path / "report.json"
    assert called("csl-json", "--ledger", ledgers[""], "--report", said) == 0
    report = json.loads(said.read_bytes())
    assert report["format"] == "csl-json"
    assert report["direction"] == "export"
    assert {"kind": "claim", "id": "ferry-runs", "field": "",
            "why": "CSL-JSON holds sources alone"} in report["lost"]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b'{"schema": 1}', "schema 1, and 2 is read here"),
        (b'{"schema": 2, "sources": [1]}', "'sources' holds no records"),
        (b'{"schema": 2, "sources": {"a": {', "is not a ledger.json"),
        (b"[" * 100_000, "is not a ledger.json"),
        ("{'schema': 'Ä'}".encode("latin-1"), "is not UTF-8"),
    ],
)
def test_a_bad_ledger_is_one_sentence(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "ledger.json", tmp_path / "out"
    path.write_bytes(content)
    assert called("csl-json", "--ledger", path, "-o", out) == 1
    told = capsys.readouterr().err
    assert said in told
    assert str(path) in told
    assert told.count("\n") == 1
    assert not out.exists()


READ = [name for name in WRITTEN if format_of(name).read is not None]


START = "---\ntlp: RED\n---\n# Start\n\n```{toctree}\n:glob:\n\n**\n```\n"


def imported(*words: str | Path) -> int:
    return main(["import", *map(str, words)])


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    top = tmp_path / "desk"
    write_project(top, {"index.md": START})
    monkeypatch.chdir(top)
    return top


def ledger_of(top: Path) -> tuple[dict[str, Any], str]:
    """The ledger that a project has now, and what its build warns of."""
    out = top.parent / "ledger"
    _app, said = built(top, out, top.parent / "trees", "ledger")
    found: dict[str, Any] = json.loads((out / "ledger.json").read_bytes())
    return found, said


@pytest.mark.parametrize("place", ["--into", "--notes", "data"])
@pytest.mark.parametrize("name", READ)
def test_what_is_imported_builds_and_is_what_the_file_says(
    name: str, place: str, desk: Path
) -> None:
    """Each value of the file is in the ledger of the project, or told to be left aside."""
    of = usable(name)
    assert of.write is not None
    assert of.read is not None
    if place != "--into" and "source" not in of.holds:
        pytest.skip("it has no sources")
    file, said = desk.parent / f"file{of.suffix}", desk.parent / "report.json"
    for seed in range(4):
        for path in (*desk.glob("notes/*"), desk / "library.md", desk / "library.yaml"):
            path.unlink(missing_ok=True)
        file.write_bytes(of.write(document(seed, full=seed % 2 == 0)).content)
        into = {"--into": ["--into", "library.md"], "--notes": ["--notes", "notes"],
                "data": ["--into", "library.yaml", "--kind", "source"]}[place]  # fmt: skip
        assert imported(name, file, *into, "--report", said) == 0
        if place == "data":
            page = "---\ntlp: RED\n---\n# Library\n\n```{sources}\n:file: library.yaml\n```\n"
            (desk / "library.md").write_text(page)
        ledger, warned = ledger_of(desk)
        assert warned == "", seed
        left = {(one["kind"], one["id"], one["field"])
                for one in json.loads(said.read_bytes())["lost"]}  # fmt: skip
        for record in of.read(file.read_bytes(), str(file)).records:
            ours = ledger[plural_of(record.kind)].get(record.id, {})
            for field, value in {**record.fields, "text": record.text}.items():
                if is_empty(value) or is_told(left, record.kind, record.id, field):
                    continue
                if field == "text" and place == "--notes":
                    continue  # it is the prose of the page
                if field == "topic" and place == "--notes":
                    ours = {**ours, "topic": ledger["notes"][ours["docname"]]["topics"]}
                assert as_compared(field, ours.get(field)) == as_compared(field, value), field
