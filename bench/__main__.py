"""The command line of the bench: ``python -m bench``, or ``nox -s bench --``."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import (
    audience,
    clipping,
    find,
    index_alone,
    ledger_alone,
    live,
    loading,
    many_pages,
    measure,
    parquet,
    pdfs,
    quoted,
    scenarios,
    shards,
    tables,
    theme,
    word_home,
)
from bench.measure import BuildFailedError
from bench.projects import VARIANTS
from bench.report import report
from bench.results import Results
from bench.scenarios import SCENARIOS

PARTS = (
    "compare", "theme", "ledger", "pdf", "tables", "find", "index", "quotations", "audience",
    "clip", "lsp", "live", "word", "parquet", "shards",
)  # fmt: skip


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "--parts",
        nargs="+",
        choices=PARTS,
        default=["compare"],
        help="what to measure: the tools side by side, the theme of the example, "
        "the ledger alone, PDFs, large tables in a browser, what the search finds beside "
        "Pagefind and what it loads of very many pages, what its index costs, "
        "quotations looked up in their sources, builds for an audience, fields and "
        "origins of clipped articles, a note edited while pages are served, Word files "
        "that come home, the ledger as tables, one project in shards (default: compare)",
    )
    parser.add_argument(
        "--sizes",
        nargs="+",
        type=int,
        default=[100, 1000],
        metavar="N",
        help="how many notes, for compare (default: 100 1000)",
    )
    parser.add_argument(
        "--variants",
        nargs="+",
        choices=VARIANTS,
        default=list(VARIANTS),
        help="the tools to compare (default: all)",
    )
    parser.add_argument(
        "--scenarios",
        nargs="+",
        choices=SCENARIOS,
        default=list(SCENARIOS),
        help="what to compare them in (default: all)",
    )
    parser.add_argument(
        "--theme-sizes",
        nargs="+",
        type=int,
        default=[100, 1000, 5000],
        metavar="N",
        help="how many notes, for theme (default: 100 1000 5000)",
    )
    parser.add_argument(
        "--ledger-size",
        type=int,
        default=8000,
        metavar="N",
        help="how many notes, for ledger (default: 8000, which is 50,000 records)",
    )
    parser.add_argument(
        "--find-pages",
        nargs="+",
        type=int,
        default=[10_000, 30_000, 100_000],
        metavar="N",
        help="how many pages of a seed the search has, for find (default: 10000 30000 100000)",
    )
    parser.add_argument(
        "--index-sizes",
        nargs="+",
        type=int,
        default=[1000],
        metavar="N",
        help="how many notes, for index (default: 1000)",
    )
    parser.add_argument(
        "--audience-sizes",
        nargs="+",
        type=int,
        default=[1000],
        metavar="N",
        help="how many notes, for audience (default: 1000)",
    )
    parser.add_argument(
        "--live-sizes",
        nargs="+",
        type=int,
        default=[1000],
        metavar="N",
        help="how many notes, for live (default: 1000)",
    )
    parser.add_argument(
        "--briefs",
        nargs="+",
        type=int,
        default=[1, 30, 300],
        metavar="N",
        help="how many briefs, for pdf (default: 1 30 300)",
    )
    parser.add_argument(
        "--claims",
        nargs="+",
        type=int,
        default=[200, 2000],
        metavar="N",
        help="how many claims a register has, for tables (default: 200 2000)",
    )
    parser.add_argument(
        "--quotations",
        type=int,
        default=10_000,
        metavar="N",
        help="how many quotations, for quotations (default: 10000)",
    )
    parser.add_argument(
        "--articles",
        type=int,
        default=12,
        metavar="N",
        help="how many articles of each layout, for clip (default: 12)",
    )
    parser.add_argument(
        "--lsp-sizes",
        nargs="+",
        type=int,
        default=[1000],
        metavar="N",
        help="how many notes, for lsp (default: 1000)",
    )
    parser.add_argument(
        "--edits",
        type=int,
        default=500,
        metavar="N",
        help="how many edits of Word files, for word (default: 500)",
    )
    parser.add_argument(
        "--records",
        nargs="+",
        type=int,
        default=[1_000_000],
        metavar="N",
        help="how many records, for parquet (default: 1000000)",
    )
    parser.add_argument(
        "--shards-sizes",
        nargs="+",
        type=int,
        default=[1000],
        metavar="N",
        help="how many notes, for shards (default: 1000)",
    )
    parser.add_argument(
        "--shards", type=int, default=8, metavar="N", help="how many shards (default: 8)"
    )
    parser.add_argument("--rounds", type=int, default=3, help="rounds (default: 3)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the corpus (default: 1)")
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path("build/bench"),
        help="where the projects are built (default: build/bench)",
    )
    parser.add_argument("--out", type=Path, help="write the tables to this file too")
    parser.add_argument(
        "--json", type=Path, help="write what was measured to this file, run by run"
    )
    parser.add_argument(
        "--read",
        nargs="+",
        type=Path,
        default=[],
        metavar="JSON",
        help="measure nothing: print the tables of these files together",
    )
    return parser.parse_args(arguments)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for, and print tables."""
    wanted = options(arguments)
    results = Results()
    for path in wanted.read:
        results.add(path)
    if not wanted.read:
        try:
            _measure(wanted, results)
        except BuildFailedError as error:
            print(f"A build failed, so that nothing is compared:\n{error}", file=sys.stderr)
            return 1
    text = report(results)
    print(text)
    if wanted.out:
        wanted.out.write_text(text, encoding="utf-8")
    return 0


def _measure(wanted: argparse.Namespace, results: Results) -> None:
    folder = wanted.folder.resolve()

    def keep(what: str) -> None:
        print(what, flush=True)
        if wanted.json:
            results.save(wanted.json)

    if "compare" in wanted.parts:
        _warm_up(folder, wanted.variants)
        for size in wanted.sizes:
            for run in scenarios.compare(
                folder / str(size),
                size,
                wanted.seed,
                wanted.variants,
                wanted.scenarios,
                wanted.rounds,
            ):
                results.runs.append(run)
                label = f"{size:,} notes, round {run.round + 1}, {run.scenario}, {run.variant}"
                keep(f"{label}: {run.cost}")
    if "theme" in wanted.parts:
        _warm_up(folder, ["toolkit"])
        place, sizes = folder / "theme", wanted.theme_sizes
        for shown in theme.compare(place, sizes, wanted.seed, wanted.rounds):
            results.theme.append(shown)
            keep(f"theme, {shown.size:,} notes, round {shown.round + 1}: {shown.cost}")
    if "pdf" in wanted.parts:
        for made in pdfs.compare(folder / "pdf", wanted.briefs, wanted.seed, wanted.rounds):
            results.pdfs.append(made)
            keep(f"{made.briefs} PDFs, round {made.round + 1}, {made.scenario}: {made.cost}")
    if "tables" in wanted.parts:
        place = folder / "tables"
        for read in tables.compare(place, wanted.claims, wanted.seed, wanted.rounds):
            results.tables.append(read)
            label = f"register of {read.claims:,} claims, round {read.round + 1}"
            keep(f"{label}: {read.blocking:.2f} s blocked, {read.sorting:.2f} s for a sort")
    if "find" in wanted.parts:
        results.found += find.compare(folder / "find")
        keep(f"{len(results.found)} questions asked")
        for pages in wanted.find_pages:
            place = folder / "many" / str(pages)
            shutil.rmtree(place, ignore_errors=True)
            many = many_pages.measured(pages, wanted.seed, place)
            results.many.append(many)
            spent = many.partial + many.composed
            keep(f"search of {pages:,} pages: {spent:.1f} s CPU, {many.files:,} files")
            website = many_pages.Pages(pages, wanted.seed)
            for answer in loading.loaded(place / "read", website, place / "_search"):
                results.loaded.append(answer)
                keep(f"{answer.kind}: {answer.index:,} bytes in {answer.requests} pieces")
    if "quotations" in wanted.parts:
        for looked in quoted.compare(wanted.quotations, wanted.seed, wanted.rounds):
            results.quoted.append(looked)
            label = f"{looked.quotations:,} quotations, round {looked.round + 1}"
            keep(f"{label}: {looked.cpu:.2f} s CPU, {looked.missed} wrong")
    if "clip" in wanted.parts:
        results.clipped += clipping.compare(wanted.articles, wanted.seed)
        results.origins += clipping.origins(5 * wanted.articles, wanted.seed)
        keep(f"{sum(run.articles for run in results.clipped)} articles clipped")
    if "word" in wanted.parts:
        for home in word_home.compare(folder / "word", wanted.edits):
            results.homes.append(home)
            keep(f"Word files, {home.way}: {home.placed} of {home.edits} edits at their lines")
    if "index" in wanted.parts:
        for size in wanted.index_sizes:
            place = folder / "index" / str(size)
            scenarios.in_other_process(theme.write, place, size, wanted.seed)
            index = index_alone.measured(place / "src", place / "out", size)
            results.indexes.append(index)
            keep(f"index of {size:,} notes: {index.index:.2f} s CPU, {index.size:,} bytes")
    if "audience" in wanted.parts:
        _warm_up(folder, ["toolkit"])
        place, sizes = folder / "audience", wanted.audience_sizes
        for both in audience.compare(place, sizes, wanted.seed, wanted.rounds):
            results.audiences.append(both)
            label = f"audience, {both.size:,} notes, round {both.round + 1}, {both.scenario}"
            keep(f"{label}: {both.ratio:.2f} of {both.deleted}")
    if "lsp" in wanted.parts:
        from bench import editors

        for size in wanted.lsp_sizes:
            for line in editors.compare(folder / "lsp", size, wanted.seed).table():
                keep(line)
    if "shards" in wanted.parts:
        _warm_up(folder, ["toolkit"])
        place, sizes = folder / "shards", wanted.shards_sizes
        for line in shards.table(place, sizes, wanted.shards, wanted.seed):
            keep(line)
    if "live" in wanted.parts:
        _warm_up(folder, ["toolkit"])
        place, sizes = folder / "live", wanted.live_sizes
        for seen in live.compare(place, sizes, wanted.seed, wanted.rounds):
            results.live.append(seen)
            label = f"live, {seen.size:,} notes, round {seen.round + 1}, {seen.scenario}"
            keep(f"{label}: {seen.cpu:.2f} s CPU, {seen.wall:.2f} s wall, anew {seen.anew:.2f}")
    if "parquet" in wanted.parts:
        for size in wanted.records:
            for asked in parquet.compare(folder / "parquet", size, wanted.seed, wanted.rounds):
                results.parquet.append(asked)
                label = f"tables of {asked.records:,} records"
                told = f"{asked.question}, round {asked.round + 1}: {asked.cold:.3f} s"
                keep(f"{label}, {told}" if asked.question else f"{label}: {asked.size:,} bytes")
    if "ledger" in wanted.parts:
        place, size = folder / "ledger", wanted.ledger_size
        scenarios.in_other_process(scenarios.write, place, size, wanted.seed, ["toolkit"])
        out = place / "toolkit" / "out"
        measure.build(place / "toolkit" / "src", out)
        for number in range(wanted.rounds):
            found = ledger_alone.measured(measure.doctrees(out), number, place / "ledger.json")
            results.ledger.append(found)
            label = f"ledger of {found.records:,} records, round {number + 1}"
            keep(f"{label}: {found.total:.2f} s CPU")


def _warm_up(folder: Path, variants: Sequence[str]) -> None:
    """Build once unmeasured, so that all code is compiled, and a broken tool is seen at once."""
    for _ in scenarios.compare(folder / "warm-up", 20, 1, variants, ["clean"], 1):
        pass


if __name__ == "__main__":
    sys.exit(main())
