"""The search's index composed from partial ones: the same however pages are shared out."""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from bench.many_pages import FACETS, SECTIONS, Pages
from sphinx_briefing.domain import domain_of
from sphinx_briefing.html.search.composing import compose
from sphinx_briefing.html.search.large import Large
from sphinx_briefing.html.search.numbers import as_text, shortly
from sphinx_briefing.html.search.partial import MAGIC, Partial, partial_index
from sphinx_briefing.html.search.reading_partials import PartialIndexError
from sphinx_briefing.html.search.scripts import Totals
from tests.composed import content, files_of, numbers
from tests.corpus import brief, note, record
from tests.support import build_project

PAGES = 60
WEBSITE = Pages(PAGES, 3)
SHARES = st.lists(st.integers(0, 5), min_size=PAGES, max_size=PAGES)
"""Which of six partial indexes each page belongs to."""

ascending = st.lists(st.integers(0, 5_000_000), min_size=1, max_size=80, unique=True).map(sorted)
dense = st.lists(st.integers(0, 300), min_size=30, max_size=290, unique=True).map(sorted)
runs = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 90)), min_size=1, max_size=9).map(
    lambda found: sorted({n + 200 * at for at, (start, count) in enumerate(found)
                          for n in range(start, start + count)})
)  # fmt: skip


@given(ascending | dense | runs)
def test_numbers_are_read_as_they_were_written(found: list[int]) -> None:
    text = as_text(found)
    assert numbers(text) == found
    assert numbers(shortly(found)) == found
    assert json.loads(json.dumps(text)) == text
    assert len(json.dumps(text)) == len(text) + 2  # nothing is escaped


@settings(deadline=None, max_examples=25)
@given(SHARES, st.randoms())
def test_the_index_is_the_same_however_pages_are_shared_out(shares: list[int], chance: Any) -> None:
    partials = [
        WEBSITE.partial([page for page in range(PAGES) if shares[page] == share])
        for share in set(shares)
    ]
    chance.shuffle(partials)
    whole = [WEBSITE.partial(range(PAGES))]
    for is_large in (False, True):
        assert files_of(partials, is_large=is_large) == files_of(whole, is_large=is_large)


def test_both_layouts_say_the_same() -> None:
    partials = [Pages(400, 5).partial(range(400))]
    small, large = (content(files_of(partials, is_large=is_large)) for is_large in (False, True))
    assert small == large
    assert len(small["shown"]) == sum(count for _, _, count, _ in small["sections"])


def test_small_indexes_have_no_levels_and_large_ones_few_files() -> None:
    parts = compose([WEBSITE.partial(range(PAGES))])
    assert not parts.is_large
    # A hundred thousand pages with records, as many bytes as the bench measures.
    counts = [2_000, 300_000, 100_000, 96_000, 321, 5_000, 0, 100_000, 0, 2_000]
    sizes = [count * (1_750 if SECTIONS[at].kind == "page" else 300) for at, count in
             enumerate(counts)]  # fmt: skip
    totals = Totals(SECTIONS, FACETS, counts, sizes, postings=25_000_000, pages=100_000)
    large = Large(totals)
    shown = sum(math.ceil(section[2] / section[3]) for section in large.root["sections"])
    assert shown + len(FACETS) + 3 < 700


def test_a_folder_holds_the_composed_index_and_nothing_else(tmp_path: Path) -> None:
    stored = []
    for at, pages in enumerate((range(20), range(20, PAGES))):
        stored.append(tmp_path / f"{at}.partial")
        stored[-1].write_bytes(WEBSITE.partial(pages))
    folder = tmp_path / "_search"
    compose([WEBSITE.partial(range(30))]).write(folder)
    compose(stored).write(folder)
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert found == files_of([WEBSITE.partial(range(PAGES))], is_large=False)


def test_what_does_not_belong_together_is_said_and_writes_nothing(tmp_path: Path) -> None:
    whole = WEBSITE.partial(range(PAGES))
    cut = tmp_path / "cut.partial"
    cut.write_bytes(whole[:-1])
    other = Partial(SECTIONS[:3], FACETS, frozenset()).to_bytes(["a"])
    cases: list[tuple[list[bytes | Path], str]] = [
        ([cut], r"cut\.partial.*not whole"),
        ([b"PK\x03\x04"], "does not begin"),
        ([MAGIC + b"\0\0\0\x05abc"], "no partial index"),
        ([whole, WEBSITE.partial([7])], "the page 'n000007' is in"),
        ([whole, other], "same configuration"),
        ([tmp_path / "none"], "no partial index"),
    ]
    for partials, said in cases:
        with pytest.raises(PartialIndexError, match=said):
            compose(partials).write(tmp_path / "_search")
    assert not (tmp_path / "_search").exists()


def test_nothing_at_all_composes() -> None:
    assert files_of([], is_large=False).keys() >= {"index.js"}
    empty = Partial(SECTIONS, FACETS, frozenset()).to_bytes([])
    for is_large in (False, True):
        assert content(files_of([empty], is_large=is_large))["shown"] == []


FILES = {
    "registers.md": "# Registers\n\n"
    + record("actor", "Group of Five", kind="group", id="five", abbr="F5")
    + record("actor", "Kaja Šekerinska", kind="person", id="kaja")
    + record("topic", "Ports", id="ports"),
    **{
        f"notes/n{at}.md": note(
            record("claim", f"Harbour {at} reopens", by="kaja", id=f"c{at}", topic="ports"),
            title=f"Note {at}",
            publisher="Gazette",
            date=f"2026-02-{at + 1:02d}",
        )
        for at in range(9)
    },
    "b.md": brief("The F5 said so {claim}`c3`.", title="Harbours", kind="flash"),
    "hidden.md": "---\nnosearch: true\n---\n# Hidden\n\nWords.\n",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sphinx]:
    built = build_project(
        tmp_path_factory.mktemp("composed"), FILES, conf={"briefing_search": True}
    )
    with patch_docutils(built.src), docutils_namespace():
        app = Sphinx(built.src, built.src, built.out, built.out / ".dt", "html", status=None)
        app.build()
        yield app


@settings(deadline=None, max_examples=20)
@given(st.data())
def test_partial_indexes_of_a_project_make_what_its_build_writes(app: Sphinx, data: Any) -> None:
    pages = sorted(app.env.found_docs)
    shares = data.draw(st.lists(st.integers(0, 3), min_size=len(pages), max_size=len(pages)))
    texts = json.loads(Path(app.outdir, ".briefing-texts-html.json").read_bytes())
    stopwords = app.builder.indexer.lang.stopwords  # type: ignore[attr-defined]
    partials = []
    for share in set(shares):
        own = [page for page, one in zip(pages, shares, strict=True) if one == share]
        known = {page: texts[page] for page in own}
        partials.append(partial_index(domain_of(app.env), app.builder, known, own, stopwords))
    written = {path.name: path.read_bytes() for path in Path(app.outdir, "_search").iterdir()}
    assert files_of(partials, is_large=False) == written
