"""The index of the search alone: what it costs a build, and how large it is.

Run as a module with a folder of sources and one for the output, in a process of its own, it builds
them with the configuration of the example and prints what it measured.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from sphinx.application import Sphinx

from bench import measure
from bench.theme import CONF
from sphinx_briefing.html.search import texts


@dataclass(frozen=True, slots=True)
class IndexRun:
    """Seconds of CPU, and bytes."""

    notes: int
    build: float
    """Of the whole build."""
    texts: float
    """For the texts of its pages."""
    index: float
    """For the index made of them, and of all records."""
    size: int
    """Bytes of the index."""
    root: int
    """Bytes of the part that every search reads."""
    parts: int


def measured(src: Path, out: Path, notes: int) -> IndexRun:
    """Build in a process of its own, and take what it measured."""
    return measure.answer("bench.index_alone", IndexRun, src, out, notes)


def _build(src: Path, out: Path, notes: int) -> IndexRun:
    spent = {"texts": 0.0, "index": 0.0}
    text_of = texts.text_of

    def timed(*arguments: Any) -> str:
        start = time.process_time()
        text = text_of(*arguments)
        spent["texts"] += time.process_time() - start
        return text

    vars(texts)["text_of"] = timed
    start = time.process_time()
    pages_alone: dict[str, object] = {"briefing_files": []}  # without the PDFs beside them
    app = Sphinx(src, CONF, out, f"{out}-doctrees", "html", pages_alone, status=None)
    begun: list[float] = []

    def before(*arguments: object) -> None:
        begun.append(time.process_time())

    def after(*arguments: object) -> None:
        spent["index"] = time.process_time() - begun[-1]

    app.connect("briefing-indexed", before, priority=1)
    app.connect("briefing-indexed", after, priority=999)
    app.build()
    build = time.process_time() - start
    files = list((out / "_search").iterdir())
    return IndexRun(
        notes=notes,
        build=build,
        texts=spent["texts"],
        index=spent["index"],
        size=sum(path.stat().st_size for path in files),
        root=(out / "_search" / "index.js").stat().st_size,
        parts=len(files),
    )


if __name__ == "__main__":
    made = _build(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
    print(json.dumps(msgspec.to_builtins(made)))
