"""What the extension adds, in a small project that is built with it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]

CONF = """
extensions = ["myst_parser", "sphinx_briefing", "sphinx_briefing_fleet"]
primary_domain = "brief"
briefing_likelihood = "odds"
briefing_checks = {"flagless": "warning"}
briefing_feeds = ["calendar"]
html_theme = "basic"
html_baseurl = "https://briefs.example.org/"
"""

REGISTER = """
# Register

```{actor} Lloyd
:kind: person
:member-of: Shipowners
```

```{actor} Shipowners
:kind: group
```

```{vessel} Eagle S
:id: eagle
:flag: CK
:owner: Lloyd
:state: afloat
:inspection: 2026-01
```

```{vessels}
:file: more.manifest
```
"""

NOTE = """
---
source: {title: A talk, date: 2026-02-01}
---
# Note

```{sighting} Seen off Porkkala
:id: off
:vessel: Eagle S
:seen: 2024-12-25
```

```{claim} It sank
:id: sank
:by: Lloyd
:occasion: Davos
```
"""

BRIEF = """
---
brief: {date: 2026-03-01, desk: East}
---
# Brief

Of the {vessel}`eagle` there is {sighting}`off`.

```{sightings}
:vessel: eagle
```

```{vessels}
:ids: eagle
:as: fleet
```

```{judgement} It will be seen again
:likelihood: short
:basis: sank
```
"""


@pytest.fixture
def src(tmp_path: Path) -> Path:
    """The sources of a small project."""
    folder = tmp_path / "src"
    folder.mkdir()
    pages = {"register": REGISTER, "note": NOTE, "brief": BRIEF}
    pages["index"] = "# Start\n\n```{toctree}\nregister\nnote\nbrief\n```\n"
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text.lstrip(), encoding="utf-8")
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    (folder / "more.manifest").write_text("Bruno | FI\nNameless |\n", encoding="utf-8")
    return folder


def build(src: Path, builder: str) -> tuple[Path, str]:
    """Build the project; return the folder of what was made, and the warnings."""
    out = src.parent / builder
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, str(src), str(out)]
    paths = os.pathsep.join([str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = os.environ | {"PYTHONPATH": paths}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return out, done.stderr


def test_a_page_prints_ships_and_sightings(src: Path) -> None:
    out, warnings = build(src, "text")
    page = (out / "brief.txt").read_text(encoding="utf-8")
    assert "Eagle S; last seen 2024-12-25; owned within Shipowners" in " ".join(page.split())
    assert "Seen off Porkkala" in page
    assert "East" in page
    assert "Short odds (70\N{EN DASH}100 %)" in page
    assert "Vessels\n=======" in page
    register = (out / "register.txt").read_text(encoding="utf-8")
    assert (
        "State: Afloat · Inspection: 2026-01 · Sightings: Seen off Porkkala · overdue"
        in " ".join(register.split())
    )
    assert "more.manifest:2" in warnings
    assert "vessel 'nameless' flies no flag; write ':flag:' [briefing.flagless]" in warnings


def test_the_ledger_holds_ships(src: Path) -> None:
    out, _ = build(src, "ledger")
    ledger = json.loads((out / "ledger.json").read_text(encoding="utf-8"))
    assert set(ledger["vessels"]) == {"eagle", "bruno", "nameless"}
    assert ledger["vessels"]["eagle"]["mentions"] == ["brief", "note"]
    assert ledger["sightings"]["off"]["vessel"] == ["eagle"]
    assert (out / "fleet.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        'bruno,"Bruno",FI,',
        'eagle,"Eagle S",CK,',
        'nameless,"Nameless",,',
    ]


def test_a_line_that_cannot_be_read_is_said(src: Path) -> None:
    (src / "more.manifest").write_text("Bruno | FI\nFlagless\n", encoding="utf-8")
    _, warnings = build(src, "dummy")
    assert "more.manifest:2: WARNING: vessels: write the name of a ship" in warnings


def test_the_website_has_a_calendar_and_data_for_programs(src: Path) -> None:
    out, _ = build(src, "html")
    calendar = (out / "calendar.ics").read_text(encoding="utf-8")
    assert "DTSTART;VALUE=DATE:20241225" in calendar
    assert "SUMMARY:Seen off Porkkala" in calendar
    assert "Inspection: Eagle S" in calendar
    register = (out / "register.html").read_text(encoding="utf-8")
    data = json.loads(
        register.partition('<script type="application/ld+json">')[2].partition("<")[0]
    )
    ships = [thing for thing in data["@graph"] if thing["@type"] == "Vehicle"]
    assert [ship["name"] for ship in ships] == ["Eagle S", "Bruno", "Nameless"]
    assert ships[0]["additionalProperty"]["name"] == "Lloyd"
