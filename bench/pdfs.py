"""What PDFs of briefs cost, beside those that Sphinx makes with LaTeX.

All pages have been read before, so that the PDFs alone are measured.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from bench import corpus, measure, projects
from bench.measure import Cost
from bench.scenarios import in_other_process

NOTES = 100
"""How many notes the briefs have to draw on."""

SCENARIOS: Mapping[str, str] = MappingProxyType({
    "clean": "clean, `-j 1`",
    "clean2": "clean, `-j 2`",
    "nothing": "no change",
    "xelatex": "Sphinx and XeLaTeX, clean",
})  # fmt: skip

MOST_LATEX = 30
"""The most briefs that are given to LaTeX, which takes seconds for each."""


@dataclass(frozen=True, slots=True)
class PdfRun:
    """One build of some briefs as PDFs."""

    briefs: int
    scenario: str
    round: int
    cost: Cost


def write(folder: Path, briefs: int, seed: int) -> None:
    """Write a corpus for this toolkit, and as plain pages for LaTeX."""
    shutil.rmtree(folder, ignore_errors=True)
    text = corpus.make(NOTES, seed, briefs)
    documents = [
        (
            brief.docname,
            f"{brief.docname.rpartition('/')[2]}.tex",
            brief.title,
            "Desk",
            "howto",
        )
        for brief in text.briefs
    ]
    latex = {
        "latex_engine": "xelatex",
        "latex_documents": documents,
        "latex_use_xindy": False,
        "suppress_warnings": ["ref.*"],
    }
    for name, more in (("toolkit", {}), ("plain", latex)):
        variant = projects.VARIANTS[name]
        projects.write(folder / name / "src", variant, text, {**projects.ALABASTER, **more})


def compare(folder: Path, counts: Sequence[int], seed: int, rounds: int) -> Iterator[PdfRun]:
    """Build each number of briefs, numbers in turn, as many rounds as are asked for."""
    with_latex = shutil.which("xelatex") is not None
    for briefs in counts:
        place = folder / str(briefs)
        in_other_process(write, place, briefs, seed)
        _build(place / "toolkit", fresh=False)
        if with_latex and briefs <= MOST_LATEX:
            _latex(place / "plain")
    for number in range(rounds):
        for briefs in counts:
            place = folder / str(briefs)
            yield PdfRun(briefs, "clean", number, _build(place / "toolkit"))
            yield PdfRun(briefs, "nothing", number, _build(place / "toolkit", fresh=False))
            yield PdfRun(briefs, "clean2", number, _build(place / "toolkit", jobs=2))
            if with_latex and briefs <= MOST_LATEX:
                yield PdfRun(briefs, "xelatex", number, _latex(place / "plain"))


def _build(place: Path, *, fresh: bool = True, jobs: int = 1) -> Cost:
    out = place / "out"
    if fresh:
        shutil.rmtree(out, ignore_errors=True)
    return measure.build(place / "src", out, jobs=jobs, builder="briefpdf")


def _latex(place: Path) -> Cost:
    out = place / "out"
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "bench.pdfs", str(place / "src"), str(out)]
    return measure.run(command, place / "latex.log")


def latex(src: Path, out: Path) -> None:
    """Write LaTeX with Sphinx and set it, twice for its references, as its Makefile does."""
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-b", "latex", "-d", f"{out}-doctrees"]
    subprocess.run([*sphinx, str(src), str(out)], check=True)
    for _ in range(2):
        for text in sorted(out.glob("*.tex")):
            subprocess.run(
                ["xelatex", "-interaction=batchmode", "-halt-on-error", text.name],
                check=True,
                cwd=out,
            )


if __name__ == "__main__":
    latex(Path(sys.argv[1]), Path(sys.argv[2]))
