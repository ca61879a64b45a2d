"""Freshness when another house has changed its ledger: the pages that show it, and no others."""

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.corpus import brief, note, page, record
from tests.houses import PAGES, SLOTS, bytes_of
from tests.support import Build, Built

FILES = {
    "people.md": page({}, record("actor", "Kaja Example", id="kaja", kind="person", wikidata="Q1")),
    "notes/n.md": note(
        record("claim", "Grain is moving", id="moving", by="kaja", corroborates="un:c1"),
        id="gazette",
        date="2026-02-02",
    ),
    "one.md": brief("Said {claim}`un:c1`.", reference="R-1"),
    "two.md": brief(
        "Said {claim}`un:c2`, {actor}`un:secretariat`.\n\n"
        + record("judgement", "It flows", likelihood="likely", basis="un:c2, moving"),
        reference="R-2",
    ),
    "all.md": "# All\n\n```{claims}\n:house: un\n```\n\n```{sources}\n:house: un\n```\n",
    "own.md": "# Own\n\n```{claims}\n```\n",
    "named.md": "# Named\n\n{actor}`un:António Example`, {actor}`un:guterres`, {topic}`un:grain`\n",
    "plain.md": "# Plain\n\nKaja Example came.\n",
}
CONF = {
    "briefing_houses": {"un": {"ledger": "un/ledger.json", "pages": PAGES}},
    "briefing_search": True,
    "briefing_feeds": ["atom", "calendar"],
}


def outputs(built: Built) -> dict[str, bytes]:
    return {name: content for name, content in built.files().items() if "searchindex" not in name}


@pytest.mark.parametrize("builder", ["html", "ledger"])
@pytest.mark.parametrize("seed", range(2))
def test_any_change_of_a_ledger_gives_what_a_clean_build_gives(
    build: Build, builder: str, seed: int
) -> None:
    rng = random.Random(seed)
    chosen: dict[str, Any] = {}
    built = build(FILES | {"un/ledger.json": bytes_of()}, builder, conf=CONF)
    for _ in range(8):
        name = rng.choice([*SLOTS])
        chosen[name] = rng.choice(SLOTS[name])
        content = bytes_of(**chosen) if rng.random() < 0.85 else b"{"
        changes: dict[str, Any] = {"un/ledger.json": content}
        if rng.random() < 0.2:
            changes["plain.md"] = f"# Plain\n\nKaja Example came {rng.randrange(99)}.\n"
        built.again(changes, jobs=rng.choice((1, 2)))
        clean = built.afresh()
        mine, fresh = outputs(built), outputs(clean)
        assert [
            name for name in mine.keys() | fresh.keys() if mine.get(name) != fresh.get(name)
        ] == [], chosen
        assert sorted(built.warnings) == sorted(clean.warnings), chosen
        shutil.rmtree(clean.out.parent)


def written(built: Built, **choices: Any) -> set[str]:
    """The pages that a build writes again after a change of the ledger."""
    pages = [built.path(Path(name).with_suffix(".html").as_posix()) for name in FILES]
    before = {path: path.stat().st_mtime_ns for path in pages}
    built.again({"un/ledger.json": bytes_of(**choices)})
    return {path.stem for path in pages if path.stat().st_mtime_ns != before[path]}


def test_pages_that_show_nothing_of_a_change_are_left_alone(build: Build) -> None:
    built = build(FILES | {"un/ledger.json": bytes_of()}, conf=CONF)
    assert written(built) == set()
    assert written(built, statement="Grain flows") == {"one", "all"}
    assert written(built, statement="Grain flows", name="A. Example") == {"one", "all", "named"}
    assert written(built, statement="Grain flows", name="A. Example", extra=False) == {"two", "all"}
    built.again(
        {"conf.py": (built.src / "conf.py").read_text().replace(PAGES, "https://x.example/")}
    )
    assert "https://x.example/notes/wire.html#claim-c1" in built.text("one.html")
