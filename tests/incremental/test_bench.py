"""The bench: its corpora say the same in every tool, and what it measures is what it says."""

import re
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import msgspec
import pytest

from bench import corpus, ledger_alone, live, measure, parquet, projects, scenarios, tables
from bench.__main__ import main
from bench.corpus import Ref
from bench.live import LiveRun
from bench.many_records import ManyRecords
from bench.measure import BuildFailedError, Cost
from bench.results import Results
from bench.scenarios import Run
from bench.targets import lines
from bench.theme import CONF, ThemeRun
from sphinx_briefing.records import KINDS, to_json
from sphinx_briefing.records.fields import TAG

TOOLS = ["plain", "toolkit", *(["needs"] if find_spec("sphinx_needs") else [])]
"""Those that the machine has; the first two are always there."""


def body(path: Path) -> str:
    """The content of a page, without the theme and without how to cite it."""
    text = path.read_text(encoding="utf-8").split('class="body"', 1)[1].split('class="clearer"')[0]
    cut = r'<details class="brief-cite">.*?</details>|<dt[^>]*>Used in<.*?</dd>'
    return re.sub(cut, "", text, flags=re.S)


def prose(html: str) -> list[str]:
    """The words of a brief between what stands around them, which plain Sphinx says at length."""
    return words(html.partition('id="bottom-line"')[2].partition("<h2>Sources")[0])


def words(html: str) -> list[str]:
    return re.sub(r"<[^>]*>", "", html.replace("</dt>", " ")).split()


def links(html: str) -> list[str]:
    """What the links to other pages lead to: pages alone, since anchors are each tool's own."""
    found = re.findall(r'class="[^"]*\breference internal"[^>]*href="([^"#]*)', html)
    return [address for address in found if address]


def test_the_same_seed_gives_the_same_bytes() -> None:
    first, again, other = corpus.make(40), corpus.make(40), corpus.make(40, seed=2)
    for variant in projects.VARIANTS.values():
        assert variant.files(first) == variant.files(again)
        assert variant.files(first) != variant.files(other)


def test_a_corpus_has_what_is_promised() -> None:
    made = corpus.make(200)
    assert (len(made.actors), len(made.terms), len(made.briefs)) == (20, 20, 10)
    texts = projects.VARIANTS["toolkit"].files(made)
    for note in made.notes:
        prose = (*note.opening, *note.closing)
        assert sum(isinstance(part, Ref) for part in prose) == 6
        assert len(note.statements) == 5
        written = [line for line in texts[f"{note.docname}.md"].splitlines() if line]
        assert 35 <= len(written) <= 55
    showing = [note for note in made.notes if Ref("term", made.watched.id) in note.opening]
    assert len(showing) == 2


def test_more_notes_than_names_are_refused() -> None:
    with pytest.raises(ValueError, match=r"bench/words\.py"):
        corpus.make(100_000)


def test_tools_say_the_same_and_edits_reach_the_output(tmp_path: Path) -> None:
    wanted = ["clean", "note", "term"]
    runs = list(scenarios.compare(tmp_path, 20, 1, TOOLS, wanted, 1))
    assert [(run.scenario, run.variant) for run in runs] == [
        (scenario, tool) for scenario in wanted for tool in TOOLS
    ]
    assert all(run.cost.cpu > 0 and run.cost.peak > 10 for run in runs)
    made = corpus.make(20)
    for note in made.notes:
        plain, toolkit = (
            body(tmp_path / tool / "out" / f"{note.docname}.html") for tool in ("plain", "toolkit")
        )
        if note.docname != made.edited_note:
            assert words(toolkit) == words(plain)
        assert links(toolkit) == links(plain)
    for brief in made.briefs:
        plain, toolkit = (
            body(tmp_path / tool / "out" / f"{brief.docname}.html") for tool in ("plain", "toolkit")
        )
        # Plain tables and lists are as they were written, before the note was edited.
        edited = toolkit.replace(f", in {scenarios.STAMPS[0]}", "")
        assert sorted(prose(edited)) == sorted(prose(plain)) != []
        assert sorted(links(toolkit)) == sorted(links(plain))
    for tool in TOOLS:
        out = tmp_path / tool / "out"
        assert f"in {scenarios.STAMPS[0]}" in body(out / f"{made.edited_note}.html")
        assert f"Amended in {scenarios.STAMPS[0]}" in body(out / "registers/terms-001.html")
    found = ledger_alone.measured(
        measure.doctrees(tmp_path / "toolkit" / "out"), 0, tmp_path / "ledger.json"
    )
    assert found.records == 20 * 5 + 20 + 3 * 2  # statements, sources; actors, terms and topics
    assert found.selected > 0


def test_a_build_that_fails_is_no_measurement(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "conf.py").write_text("extensions = ['myst_parser']\n", encoding="utf-8")
    (tmp_path / "src" / "index.md").write_text("# Start\n\n{ref}`nowhere`\n", encoding="utf-8")
    with pytest.raises(BuildFailedError, match="nowhere"):
        measure.build(tmp_path / "src", tmp_path / "out")


def run(size: int, variant: str, scenario: str, number: int, cpu: float, peak: float = 1) -> Run:
    return Run(size, variant, scenario, number, Cost(cpu, 0, cpu, peak))


def test_targets_are_ratios_of_medians() -> None:
    results = Results(
        runs=list(
            chain.from_iterable(
                (
                    run(size, "plain", "clean", number, 10 * size * factor, 100),
                    run(size, "toolkit", "clean", number, 8 * size * factor, 120),
                    run(size, "plain", "nothing", number, 2),
                    run(size, "toolkit", "term", number, 6),
                )
                for size in (1000, 10_000)
                for number, factor in enumerate((1, 1, 50))
            )
        ),
        theme=[ThemeRun(size, 0, size, Cost(size, 0, size, 1)) for size in (100, 5000)],
    )
    reached = {line.what: (round(line.reached, 3), line.target) for line in lines(results)}
    assert reached["clean build, CPU, against (a), 1,000 notes"] == (0.8, 1.0)
    assert reached["clean build, peak memory, against (a), 10,000 notes"] == (1.2, 1.1)
    assert reached["one term edited, CPU, against no change in (a), 1,000 notes"] == (3.0, 2.5)
    assert reached["growth of CPU from 1,000 to 10,000 notes, exponent"] == (1.0, 1.05)
    assert reached["cost of a page in our theme, 5,000 notes against 100"] == (1.0, 1.3)
    assert not any("(c)" in what for what in reached)


def test_stored_measurements_are_printed_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, cpu in (("plain", 4.0), ("toolkit", 3.0)):
        stored = Results(runs=[run(100, name, "clean", 0, cpu)])
        stored.save(tmp_path / f"{name}.json")
    files = [str(tmp_path / f"{name}.json") for name in ("plain", "toolkit")]
    assert main(["--read", *files, "--out", str(tmp_path / "table.md")]) == 0
    printed = capsys.readouterr().out
    assert "| clean, `-j 1` | CPU, s | 4.00 | 3.00 | 0.75 |" in printed
    assert "| clean build, CPU, against (a), 100 notes | ≤ 1.00 | 0.75 | yes |" in printed
    assert (tmp_path / "table.md").read_text(encoding="utf-8").strip() == printed.strip()


def test_pdfs_are_measured_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("typst")
    stored = tmp_path / "pdfs.json"
    arguments = [
        "--parts",
        "pdf",
        "--briefs",
        "2",
        "--rounds",
        "1",
        "--folder",
        str(tmp_path / "b"),
    ]
    assert main([*arguments, "--json", str(stored)]) == 0

    found = Results()
    found.add(stored)
    assert {run.scenario for run in found.pdfs} >= {"clean", "clean2", "nothing"}
    assert all(run.briefs == 2 and run.cost.cpu > 0 for run in found.pdfs)
    briefs = tmp_path / "b" / "pdf" / "2" / "toolkit" / "out" / "briefs"
    assert len(list(briefs.glob("*.pdf"))) == 2
    assert "### PDFs alone" in capsys.readouterr().out


@pytest.mark.browser
def test_a_register_is_opened_and_sorted_by_every_column(tmp_path: Path) -> None:
    tables.write(tmp_path, 130, seed=1)
    measure.build(tmp_path / "src", tmp_path / "out", conf=CONF)
    run = tables.opened(tmp_path / "out" / "register.html", 130, 0)
    assert (run.claims, run.bytes) == (130, (tmp_path / "out" / "register.html").stat().st_size)
    assert run.blocking >= 0
    assert run.sorting > 0
    results = Results(tables=[run])
    results.save(tmp_path / "tables.json")
    assert main(["--read", str(tmp_path / "tables.json"), "--out", str(tmp_path / "t.md")]) == 0
    assert "| 130 |" in (tmp_path / "t.md").read_text("utf-8")


def test_quotations_are_looked_up(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    stored = tmp_path / "quoted.json"
    arguments = ["--parts", "quotations", "--quotations", "300", "--rounds", "1"]
    assert main([*arguments, "--json", str(stored)]) == 0
    assert "### Quotations in their sources" in capsys.readouterr().out
    results = Results()
    results.add(stored)
    [run] = results.quoted
    assert (run.quotations, run.missed) == (300, 0)
    assert 0 < run.false < 20
    assert run.addressed == run.quotations - run.false


def test_the_tables_of_the_bench_answer_right(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    stored = tmp_path / "parquet.json"
    arguments = ["--parts", "parquet", "--records", "2000", "--rounds", "2"]
    assert main([*arguments, "--folder", str(tmp_path), "--json", str(stored)]) == 0
    assert "### The ledger as tables" in capsys.readouterr().out
    results = Results()
    results.add(stored)
    written, *asked = results.parquet
    assert abs(written.records - 2000) < 100
    assert written.size > 1000
    assert {run.question for run in asked} == {*parquet.QUESTIONS}
    assert sum(run.wrong for run in asked) == 0
    assert all(run.rows for run in asked if run.question != "claims on a topic in a month")


def test_made_up_records_are_those_of_a_ledger() -> None:
    many = ManyRecords(2000)
    for kind, declaration in KINDS.selectable.items():
        rows = [*many.rows(kind)]
        assert rows == [*ManyRecords(2000).rows(kind)]
        for row in rows:
            struct = msgspec.convert({**row, TAG: kind}, declaration)
            assert msgspec.json.encode(to_json(struct)) == msgspec.json.encode(row)


def test_a_note_is_edited_while_pages_are_served(tmp_path: Path) -> None:
    note, pdf = live.compare(tmp_path, [20], seed=1, rounds=1)
    assert [run.scenario for run in (note, pdf)] == [*live.SCENARIOS]
    assert 0 < note.cpu < note.anew  # libraries are not loaded again
    pages = [
        path
        for path in (tmp_path / "20/live/html").rglob("*.html")
        if "Edited in round 1" in path.read_text()
    ]
    assert len(pages) == 1
    assert len([*(tmp_path / "20/live").rglob("*.pdf")]) == 1
    kept = Results(live=[LiveRun(1000, 0, "note", 2.5, 1.0), pdf])
    assert [(line.target, line.reached) for line in lines(kept)] == [(2.0, 2.5)]
