"""The tables that are printed at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import median

from bench import pdfs, tables
from bench.audience import SCENARIOS as SCENARIOS_OF_AUDIENCES
from bench.clipping import FIELDS
from bench.find import Found
from bench.live import SCENARIOS as LIVE
from bench.measure import Cost
from bench.parquet import QUESTIONS, ParquetRun
from bench.projects import VARIANTS
from bench.results import Results
from bench.scenarios import SCENARIOS
from bench.targets import lines

MEASURES: tuple[tuple[str, Callable[[Cost], float], Callable[[list[float]], float], str], ...] = (
    ("CPU, s", lambda cost: cost.cpu, median, ".2f"),
    # On a machine that others use too, the lowest differs least from run to run.
    ("CPU, s, lowest", lambda cost: cost.cpu, min, ".2f"),
    ("user CPU, s", lambda cost: cost.user, median, ".2f"),
    ("wall, s", lambda cost: cost.wall, median, ".2f"),
    ("peak memory, MB", lambda cost: cost.peak, median, ".0f"),
)
"""What is printed: its name, how it is read, what stands for all rounds, and its form."""
RATIOS = (("toolkit", "plain", "b ÷ a"), ("toolkit", "needs", "b ÷ c"))


def report(results: Results) -> str:
    """Everything that was measured, in Markdown."""
    parts = [_machine(results)]
    parts += [_size(results, size) for size in sorted({run.size for run in results.runs})]
    if results.theme:
        parts.append(_theme(results))
    if results.ledger:
        parts.append(_ledger(results))
    if results.pdfs:
        parts.append(_pdfs(results))
    if results.tables:
        parts.append(_tables(results))
    if results.indexes:
        parts.append(_indexes(results))
    if results.many:
        parts += [_many(results), _loaded(results)]
    if results.quoted:
        parts.append(_quoted(results))
    if results.audiences:
        parts.append(_audiences(results))
    if results.clipped:
        parts += [_clipped(results), _origins(results)]
    if results.homes:
        parts.append(_homes(results))
    if results.live:
        parts.append(_live(results))
    if results.parquet:
        parts.append(_parquet(results))
    if results.found:
        parts.append(_found(results))
    parts.append(_targets(results))
    return "\n\n".join(parts) + "\n"


def _machine(results: Results) -> str:
    return ", ".join(f"{name} {value}" for name, value in results.machine.items()) + "."


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _size(results: Results, size: int) -> str:
    there = [name for name in VARIANTS if any(run.variant == name for run in results.runs)]
    rounds = 1 + max(run.round for run in results.runs if run.size == size)
    ratios = [ratio for ratio in RATIOS if {ratio[0], ratio[1]} <= set(there)]
    head = ["scenario", "measure", *(VARIANTS[name].label for name in there)]
    head += [label for _, _, label in ratios]

    def rows() -> Iterator[list[str]]:
        for scenario, title in SCENARIOS.items():
            for measure, value, of_rounds, form in MEASURES:
                found = {
                    name: of_rounds(values)
                    for name in there
                    if (values := results.values(size, name, scenario, value))
                }
                if found:
                    yield [
                        title,
                        measure,
                        *(format(found[name], form) if name in found else "" for name in there),
                        *(_ratio(found, one, other) for one, other, _ in ratios),
                    ]

    return f"### {size:,} notes, medians of {rounds}\n\n{_table(head, rows())}"


def _ratio(found: dict[str, float], one: str, other: str) -> str:
    if one not in found or other not in found:
        return ""
    return f"{found[one] / found[other]:.2f}" if found[other] else ""


def _theme(results: Results) -> str:
    def rows() -> Iterator[list[str]]:
        before: tuple[int, float] | None = None
        for size in sorted({run.size for run in results.theme}):
            runs = [run for run in results.theme if run.size == size]
            pages, cpu = runs[0].pages, median(run.cost.cpu for run in runs)
            # The start of Python and Sphinx is in the mean, but not in what a page adds.
            more = f"{1000 * (cpu - before[1]) / (pages - before[0]):.1f}" if before else ""
            yield [f"{size:,}", f"{pages:,}", f"{cpu:.1f}", f"{1000 * cpu / pages:.1f}", more]
            before = pages, cpu

    table = _table(["notes", "pages", "CPU, s", "CPU a page, ms", "each further page, ms"], rows())
    return f"### The theme of the example, clean build with `-j 1`\n\n{table}"


def _audiences(results: Results) -> str:
    def rows() -> Iterator[list[str]]:
        for key in sorted(
            {(run.size, SCENARIOS_OF_AUDIENCES.index(run.scenario)) for run in results.audiences}
        ):
            size, number = key
            scenario = SCENARIOS_OF_AUDIENCES[number]
            runs = [
                run for run in results.audiences if (run.size, run.scenario) == (size, scenario)
            ]
            yield [
                f"{size:,}",
                scenario,
                f"{median(run.deleted.cpu for run in runs):.2f}",
                f"{median(run.audience.cpu for run in runs):.2f}",
                f"{median(run.ratio for run in runs):.2f}",
                f"{median(run.audience.peak for run in runs):.0f}",
            ]

    head = [
        "notes",
        "build",
        "deleted by hand, CPU, s",
        "for an audience, CPU, s",
        "ratio",
        "peak, MB",
    ]
    return f"### Builds for an audience, with what they search\n\n{_table(head, rows())}"


def _live(results: Results) -> str:
    def rows() -> Iterator[list[str]]:
        for size in sorted({run.size for run in results.live}):
            for scenario, title in LIVE.items():
                runs = [run for run in results.live if (run.size, run.scenario) == (size, scenario)]
                anew = median(run.anew for run in runs)
                yield [
                    f"{size:,}",
                    title,
                    f"{median(run.cpu for run in runs):.2f}",
                    f"{median(run.wall for run in runs):.2f}",
                    f"{anew:.2f}" if anew else "",
                ]

    head = ["notes", "while pages are served", "CPU, s", "wall, s", "in a process anew, CPU, s"]
    return f"### Pages served while they are written\n\n{_table(head, rows())}"


def _ledger(results: Results) -> str:
    def rows() -> Iterator[list[str]]:
        for records in sorted({run.records for run in results.ledger}):
            runs = [run for run in results.ledger if run.records == records]
            steps = [
                median(run.load for run in runs),
                median(run.index for run in runs),
                median(run.select for run in runs),
                median(run.total for run in runs),
            ]
            yield [f"{records:,}", *(f"{seconds:.2f}" for seconds in steps)]

    head = ["records", "load, s", "index, s", "1,000 selections, s", "together, s"]
    return f"### The ledger alone, seconds of CPU\n\n{_table(head, rows())}"


def _pdfs(results: Results) -> str:
    def rows() -> Iterator[list[str]]:
        for briefs in sorted({run.briefs for run in results.pdfs}):
            for scenario, title in pdfs.SCENARIOS.items():
                costs = [
                    run.cost
                    for run in results.pdfs
                    if (run.briefs, run.scenario) == (briefs, scenario)
                ]
                if costs:
                    cpu, wall = (median(c.cpu for c in costs), median(c.wall for c in costs))
                    peak = median(cost.peak for cost in costs)
                    row = [f"{cpu:.2f}", f"{wall:.2f}", f"{1000 * cpu / briefs:.0f}", f"{peak:.0f}"]
                    yield [f"{briefs:,}", title, *row]

    head = ["briefs", "build", "CPU, s", "wall, s", "CPU a brief, ms", "peak memory, MB"]
    return f"### PDFs alone, all pages read before\n\n{_table(head, rows())}"


def _tables(results: Results) -> str:
    def rows() -> Iterator[list[str]]:
        for claims in sorted({run.claims for run in results.tables}):
            runs = [run for run in results.tables if run.claims == claims]
            yield [
                f"{claims:,}",
                f"{median(run.bytes for run in runs) / 1000:,.0f}",
                f"{median(run.blocking for run in runs):.2f}",
                f"{median(run.sorting for run in runs):.2f}",
            ]

    head = ["claims", "page, kB", "blocked until the page rests, s", "slowest sort, s"]
    phone = f"CPU {tables.SLOWER} times slower, {tables.BITS / 1e6} Mbit/s"
    return f"### A register as a table, {phone}\n\n{_table(head, rows())}"


def _indexes(results: Results) -> str:
    def rows() -> Iterator[list[str]]:
        for run in sorted(results.indexes, key=lambda run: run.notes):
            spent = run.texts + run.index
            yield [
                f"{run.notes:,}",
                f"{run.build:.1f}",
                f"{spent:.2f}",
                f"{1000 * spent / run.notes:.2f}",
                f"{run.size / 1e6:.2f}",
                f"{run.size / run.notes / 1000:.2f}",
                f"{run.root / 1000:.1f}",
                f"{run.parts:,}",
            ]

    head = ["notes", "build, s CPU", "search, s CPU", "a note, ms", "size, MB", "a note, kB"]
    head += ["read by every search, kB", "parts"]
    return f"### The index of the search\n\n{_table(head, rows())}"


def _many(results: Results) -> str:
    def rows() -> Iterator[list[str]]:
        for run in sorted(results.many, key=lambda run: run.pages):
            yield [
                f"{run.pages:,}",
                f"{run.entries:,}",
                f"{run.partial:.1f}",
                f"{run.composed:.1f}",
                f"{1000 * (run.partial + run.composed) / run.pages:.2f}",
                f"{run.peak:.0f}",
                f"{run.size / 1e6:.0f}",
                f"{run.files:,}",
                f"{run.root / 1000:.1f}",
            ]

    head = ["pages", "pages and records", "indexed, s CPU", "composed, s CPU", "a page, ms"]
    head += ["peak memory, MB", "size, MB", "files", "root, kB"]
    return f"### The search of very many pages\n\n{_table(head, rows())}"


def _loaded(results: Results) -> str:
    def rows() -> Iterator[list[str]]:
        for run in sorted(results.loaded, key=lambda run: run.pages):
            yield [
                f"{run.pages:,}",
                run.kind,
                f"{run.results:,}",
                f"{run.index / 1000:.0f}",
                f"{run.requests:,}",
                f"{run.seconds:.1f}",
            ]

    head = ["pages", "question", "results", "loaded of the index, kB", "requests", "s"]
    return f"### What one question loads\n\n{_table(head, rows())}"


def _homes(results: Results) -> str:
    rows = [
        [run.way, str(run.edits), str(run.accounted), str(run.placed), f"{run.cpu:.1f}"]
        for run in results.homes
    ]
    head = ["edited through", "edits", "found", "at their lines", "CPU, s"]
    return f"### Word files that come home\n\n{_table(head, iter(rows))}"


def _parquet(results: Results) -> str:
    def rows() -> Iterator[list[str]]:
        for records in sorted({run.records for run in results.parquet}):
            runs = [run for run in results.parquet if run.records == records]
            size = f"{runs[0].size / 1e6:,.0f}"
            opening = median(run.opening for run in runs if run.question)
            opened = [f"{opening:.3f}", "", "", ""]
            yield [f"{records:,}", size, "open, and make the views", *opened]
            for question in QUESTIONS:
                asked = [run for run in runs if run.question == question]
                spent = [f"{median(times):.3f}" for times in _times(asked)]
                yield ["", "", question, *spent, str(sum(run.wrong for run in asked))]

    head = ["records", "tables, MB", "question", "first in a process, s", "CPU of it, s", "then, s"]
    head.append("wrong")
    written = "; ".join(
        f"{run.records:,} records made and written in {run.cost}"
        for run in results.parquet
        if run.cost is not None
    )
    return f"### The ledger as tables\n\n{_table(head, rows())}\n\n{written}."


def _times(runs: Sequence[ParquetRun]) -> Iterator[list[float]]:
    yield [run.cold for run in runs]
    yield [run.cpu for run in runs]
    yield [run.warm for run in runs]


def _quoted(results: Results) -> str:
    def rows() -> Iterator[list[str]]:
        for count in sorted({run.quotations for run in results.quoted}):
            runs = [run for run in results.quoted if run.quotations == count]
            yield [
                f"{count:,}",
                f"{runs[0].characters / 1e6:.1f}",
                f"{runs[0].false:,}",
                str(max(run.missed for run in runs)),
                f"{runs[0].addressed:,}",
                f"{median(run.cpu for run in runs):.2f}",
            ]

    head = ["quotations", "sources, million characters", "false", "judged wrongly", "addressed"]
    return f"### Quotations in their sources\n\n{_table([*head, 'CPU, s'], rows())}"


def _clipped(results: Results) -> str:
    def rows() -> Iterator[list[str]]:
        groups = [
            ([run], run.layout + (" *" if run.is_held_out else "")) for run in results.clipped
        ]
        groups.append(([run for run in results.clipped if run.is_held_out], "all * together"))
        for runs, name in [*groups, (results.clipped, "all together")]:
            count = sum(run.articles for run in runs)
            shares = [sum(run.right[field] for run in runs) / count for field in FIELDS]
            cpu = sum(run.cpu for run in runs) / count
            yield [name, str(count), *(f"{share:.0%}" for share in shares), f"{cpu:.3f}"]

    head = ["layout (* held out)", "articles", *FIELDS, "CPU, s"]
    return f"### Fields of articles that are right\n\n{_table(head, rows())}"


def _origins(results: Results) -> str:
    def rows() -> Iterator[list[str]]:
        for run in results.origins:
            yield [run.how, str(run.texts), str(run.right), str(run.wrong), str(run.lost)]

    head = ["texts", "number", "origin found", "wrong one found", "not found"]
    return f"### Origins of texts\n\n{_table(head, rows())}"


def _found(results: Results) -> str:
    def rows() -> Iterator[list[str]]:
        for one in results.found:
            yield [f"`{one.question}`", str(one.ours), str(one.theirs)]
        ours, theirs = (sum(of(one) for one in results.found) for of in (_ours, _theirs))
        yield ["together", str(ours), str(theirs)]

    table = _table(["question", "ours", "Pagefind"], rows())
    return f"### Right results among the first five\n\n{table}"


def _ours(one: Found) -> int:
    return one.ours


def _theirs(one: Found) -> int:
    return one.theirs


def _targets(results: Results) -> str:
    def rows() -> Iterator[list[str]]:
        for line in lines(results):
            met = "yes" if line.reached <= line.target else "no"
            yield [line.what, f"≤ {line.target:.2f}", f"{line.reached:.2f}", met]

    return f"### Targets\n\n{_table(['what', 'target', 'reached', 'met'], rows())}"
