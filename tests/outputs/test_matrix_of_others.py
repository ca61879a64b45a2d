"""``matrix`` prints any kind that names actors, in every output."""

import pypdf

from tests.corpus import element, plain
from tests.support import BASE_CONF, Build, _assignments

CONF = (
    "\n".join(_assignments(BASE_CONF))
    + '''
from typing import Annotated
from sphinx_briefing import api

TREND = api.Scale("trend", "Trend", "", (api.Grade("up", "Growing"), api.Grade("down", "Falling")))

class Vote(api.Statement, frozen=True, kw_only=True):
    """How somebody voted."""
    kind_name, plural, argument = "vote", "votes", "motion"
    layouts = ("matrix", "timeline")
    motion: api.Words
    how: Annotated[str | None, api.scale(api.STANCE, label="How")] = None

class Trade(api.Record, frozen=True, kw_only=True):
    """What is traded."""
    kind_name, plural, argument = "trade", "trades", "what"
    layouts = ("table", "matrix")
    dated_by = ("in_year",)
    what: api.Words
    partners: api.Names["term", "actor"] = ()
    in_year: api.Date | None = api.field(name="in_year", default=None)
    trend: Annotated[str | None, api.scale(TREND, label="Trend")] = None

def setup(app):
    api.add_kind(app, Vote)
    api.add_kind(app, Trade)
'''
)
PAGE = """
---
brief: {date: 2026-03-01}
---
# Brief

```{actor} Anna
:kind: person
```

```{actor} Bert
:kind: person
```

```{term} Grain
```

```{topic} Ports
```

```{vote} Close the ports
:id: close
:by: Anna
:topic: Ports
:how: against
:date: 2026-01-01
```

```{vote} Open the ports
:id: open
:by: Anna, Bert
:topic: Ports
:how: for
:date: 2026-02-01
```

```{trade} Steel
:partners: Bert, Grain
:topic: Ports
:trend: up
:in_year: 2025
```

```{trade} Sand
```

```{votes}
```

```{trades}
:as: matrix
```
"""
FILES = {"conf.py": CONF, "page.md": PAGE}


def words(text: str) -> str:
    return " ".join(text.replace("|", " ").split())


def test_a_row_is_an_actor_and_a_column_a_topic(build: Build) -> None:
    built = build(FILES, "text")
    assert [warning for warning in built.warnings if "unsourced" not in warning] == []
    page = built.text("page.txt")
    table = [line for line in page.splitlines() if line.startswith("| ")]
    assert words(" ".join(table)).startswith(
        "Actor Ports Anna For: Open the ports (2026-02-01) "
        "Against: Close the ports (2026-01-01) Bert For: Open the ports (2026-02-01)"
    )
    assert "Bert" in page
    assert "Growing: Steel (2025)" in page
    head = next(line for line in table if "No topic" in line)
    assert words(head) == "Actor Ports No topic"
    assert words(next(line for line in table if "No actor" in line)) == "No actor Sand"


def test_cells_have_the_colour_of_their_stance_or_one_for_any_other_grade(build: Build) -> None:
    page = build(FILES).text("page.html")
    votes, trades = (element(page, "brief-matrix", number) for number in (0, 1))
    assert "<svg" not in page
    assert votes.count("brief-held brief-tone-good") == 2
    assert trades.count("brief-held brief-tone-accent") == 2
    assert "brief-tone-good" not in trades
    assert "Growing: Steel (2025)" in plain(trades)


def test_papers_print_it(build: Build) -> None:
    built = build(FILES, "briefpdf")
    pages = pypdf.PdfReader(built.path("page.pdf")).pages
    text = words(" ".join(page.extract_text() or "" for page in pages))
    assert "For: Open the ports" in text
    assert "Growing: Steel" in text


def test_a_timeline_marks_its_stances(build: Build) -> None:
    page = PAGE.replace("```{votes}\n", "```{votes}\n:as: timeline\n")
    first = build({**FILES, "page.md": page}).text("page.html").split("<svg")[1]
    assert "For" in words(first)
    assert "Against" in words(first)
